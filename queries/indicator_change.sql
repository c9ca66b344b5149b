-- What it answers: the change of each measure's best covered value of each year on the same months a year before.
-- Grain: one row per measure, district, series, basis and year; without such a base base_start is null.
-- METHODS 2.2, 2.4: the base is the one told in the current figure's own source, where there is one (own_source). $period_* asks for one period, $sector and $grade for a part.
with best as (
    select * exclude (is_best, is_best_dated)
    from yearly
    where $period_start is null and is_best
    union all by name
    select *
    from observed($period_start, $period_end)
    where $period_start is not null and period_start = $period_start and period_end = $period_end
),
newest as (
    select *
    from best
    where
        list_contains($measures, measure)
        and sector = $sector and grade = $grade and scope = 'total'
        and measure_kind = 'flow' and dates = 'printed' and unit not in ('%', '分')
        and (len($districts) = 0 or list_contains($districts, district))
        and (len($years) = 0 or list_contains($years, year(period_end)))
),
bases as (
    select *
    from observations
    where
        list_contains($measures, measure)
        and sector = $sector and grade = $grade and scope = 'total'
        and measure_kind = 'flow' and dates = 'printed' and unit not in ('%', '分')
        and (len($districts) = 0 or list_contains($districts, district))
),
tellings as (
    select *
    from figures_described
    where list_contains($measures, measure) and sector = $sector and grade = $grade and value is not null
),
pairs as (
    select
        now.*, base.period_start as base_start, base.period_end as base_end,
        base.value as told_value, base.qualifier as base_qualifier, base.ids as told_ids, base.status as base_status,
        base.verification as base_verification, base.other_boundary as base_boundary,
        own.value as own_value, own.id as own_id, own.qualifier as own_qualifier, own.status as own_status,
        own.verification as own_verification,
    from newest now
    left join bases base
        on base.district = now.district and base.measure = now.measure
        and base.series = now.series and base.basis = now.basis
        and base.period_start = now.period_start - interval 1 year
        and base.period_end = if(
            now.part_month, (now.period_end - interval 1 year)::date, last_day((now.period_end - interval 1 year)::date)
        )
    left join tellings current_telling on current_telling.id = now.ids[1]
    left join tellings own
        on own.district = now.district and own.measure = now.measure
        and own.series = now.series and own.basis = now.basis
        and own.period_start = base.period_start and own.period_end = base.period_end
        and own.source = current_telling.source
)
select
    measure, district, district_kind, district_level, district_order,
    period_start, period_end, dates, months, part_month, other_boundary,
    sector, grade, series, scope, counted_by, campaign,
    basis as numerator_basis, null as denominator_measure, null as denominator_basis,
    value, value as numerator, null as denominator,
    qualifier, status, half_unit, verification, visibility, false as other_base_year,
    ids as numerator_ids, []::bigint[] as denominator_ids,
    base_start, base_end, coalesce(own_value, told_value) as base_value,
    coalesce(own_qualifier, base_qualifier) as base_qualifier, coalesce(own_status, base_status) as base_status,
    coalesce(own_verification, base_verification) as base_verification, base_boundary,
    if(own_id is null, told_ids, [own_id]) as base_ids,
    own_id is not null as own_source,
    value - coalesce(own_value, told_value) as difference,
    100.0 * (value - coalesce(own_value, told_value)) / nullif(coalesce(own_value, told_value), 0) as percent,
from pairs
order by district_order, series, basis, measure, period_end
