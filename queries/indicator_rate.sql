-- What it answers: a measure per residents (or employed) of the district, on a base of its own year and source.
-- Grain: one row per district, period, series and basis, where a base exists.
-- The base of the figure's year, else the nearest before, else after it; another year is flagged (METHODS 4). $take as in indicator_count.
with bases as (
    select n.*, s.verification as base_verification
    from denominators n
    join sources s on s.id = n.source
    where list_contains($denominators, n.measure)
),
observed_now as (
    select *
    from observed($period_start, $period_end)
    where
        measure = $numerator and sector = $sector and grade = $grade and dates <> 'as_of'
        and (len($districts) = 0 or list_contains($districts, district))
        and (scope = 'total' or $every_scope)
        and (len($years) = 0 or list_contains($years, year(period_end)))
        and ($period_start is null or (period_start = $period_start and period_end = $period_end))
        and ($take <> 'told' or len(ids) = 1)
),
based as (
    select
        o.*,
        b.measure as base_measure, b.date as base_date, b.value as base_value,
        b.qualifier as base_qualifier, b.line as base_line, b.base_verification,
    from observed_now o
    join bases b using (district)
    qualify 1 = row_number() over (
        partition by o.ids, o.district, o.period_start, o.period_end, o.series, o.basis
        order by
            year(b.date) <> year(o.period_end),
            b.date > o.period_end,
            abs(date_diff('day', b.date, o.period_end)),
            case b.base_verification when 'official' then 0 when 'supplied' then 0 when 'copy' then 1 else 2 end,
            b.qualifier <> 'exact',
            b.note is not null,
            b.line
    )
)
select
    district, district_kind, district_level, district_order,
    period_start, period_end, dates, months, part_month, other_boundary,
    sector, grade, series, scope, counted_by, campaign,
    basis as numerator_basis,
    base_measure as denominator_measure,
    base_date::varchar as denominator_basis,
    $per * value::double / nullif(base_value, 0) as value,
    value as numerator,
    base_value as denominator,
    case
        when base_qualifier = 'exact' then qualifier
        when qualifier in ('exact', 'at_least') and base_qualifier = 'at_most' then 'at_least'
        when qualifier in ('exact', 'at_most') and base_qualifier = 'at_least' then 'at_most'
        else 'about'
    end as qualifier,
    status,
    null::double as half_unit,
    if('secondary' in (verification, base_verification), 'secondary',
        if('copy' in (verification, base_verification), 'copy', verification)) as verification,
    visibility,
    year(base_date) <> year(period_end) as other_base_year,
    ids as numerator_ids,
    [base_line]::bigint[] as denominator_ids,
from based
qualify $take <> 'best' or 1 = row_number() over (
    partition by district, series, basis, base_measure, year(period_end)
    order by dates = 'assumed', coalesce(months, 0) desc, period_end desc, period_start
)
order by district_order, period_end, period_start, series, numerator_basis
