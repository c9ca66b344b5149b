-- What it answers: the values of some measures, as counts or per calendar month.
-- Grain: one row per measure, district, period, series and basis, of one sector and grade.
-- $take: the 'best' of each year, all 'told' as published, 'every' one with sums, the 'same' period $period_*, or that 'period' with what can be made of it.
with taken as (
    select * exclude (is_best, is_best_dated)
    from yearly
    where $take = 'best' and if($per_month, is_best_dated, is_best)
    union all by name
    select *
    from observations
    where
        $take = 'every'
        or ($take = 'told' and len(ids) = 1)
        or ($take = 'same' and period_start = $period_start and period_end = $period_end)
    union all by name
    select *
    from observed($period_start, $period_end)
    where $take = 'period' and period_start = $period_start and period_end = $period_end
)
select
    measure, district, district_kind, district_level, district_order,
    period_start, period_end, dates, months, part_month, other_boundary,
    sector, grade, series, scope, counted_by, campaign,
    basis as numerator_basis,
    null as denominator_measure,
    null as denominator_basis,
    if($per_month, value / months, value) as value,
    value as numerator,
    if($per_month, months, null) as denominator,
    qualifier, status, if($per_month, half_unit / months, half_unit) as half_unit, verification, visibility,
    false as other_base_year,
    ids as numerator_ids,
    []::bigint[] as denominator_ids,
from taken
where
    list_contains($measures, measure) and sector = $sector and grade = $grade
    and (len($districts) = 0 or list_contains($districts, district))
    and (scope = 'total' or $every_scope)
    and (len($years) = 0 or list_contains($years, year(period_end)))
    and not ($per_month and (dates = 'as_of' or measure_kind = 'stock'))
order by district_order, period_end, period_start, series, basis
