-- What it answers: the published values of one measure, as counts or per calendar month.
-- Grain: one row per district, period, series and basis, of one measure, sector and grade.
-- $per_month divides by the months covered (METHODS 2.1); a stock is never per month. $period_* adds sums and differences of that period.
select
    district, district_kind, district_level, district_order,
    period_start, period_end, dates, months, part_month, other_boundary,
    sector, grade, series, scope, counted_by, campaign,
    basis as numerator_basis,
    null as denominator_measure,
    null as denominator_basis,
    if($per_month, value / months, value) as value,
    value as numerator,
    if($per_month, months, null) as denominator,
    qualifier, status, half_unit, verification, visibility,
    false as other_base_year,
    ids as numerator_ids,
    []::bigint[] as denominator_ids,
from observed($period_start, $period_end)
where
    measure = $numerator and sector = $sector and grade = $grade
    and (len($districts) = 0 or list_contains($districts, district))
    and (scope = 'total' or $every_scope)
    and (len($years) = 0 or list_contains($years, year(period_end)))
    and ($period_start is null or (period_start = $period_start and period_end = $period_end))
    and not ($per_month and (dates = 'as_of' or measure_kind = 'stock'))
order by district_order, period_end, period_start, series, basis
