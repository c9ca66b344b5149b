-- What it answers: one measure over another (a ratio), or a sector's part of all sectors (a share).
-- Grain: one row per district, period, series and pair of bases.
-- Joins on district, period, grade and series (METHODS 4); the first of $denominators that is published counts; equal bases pair first. $take as in indicator_count. One number of one phrase for both has no value: the phrase says that all were.
with observed_now as (
    select *
    from observed($period_start, $period_end)
    where
        (measure = $numerator or list_contains($denominators, measure))
        and (sector = $numerator_sector or sector = $sector) and grade = $grade
        and (len($districts) = 0 or list_contains($districts, district))
        and (scope = 'total' or $every_scope)
        and (len($years) = 0 or list_contains($years, year(period_end)))
        and ($period_start is null or (period_start = $period_start and period_end = $period_end))
),
numerators as (
    select *, list(basis) over same as bases
    from observed_now
    where measure = $numerator and sector = $numerator_sector
    window same as (partition by district, period_start, period_end, series)
),
candidates as (
    select *, list_position($denominators, measure) as preference
    from observed_now
    where list_contains($denominators, measure) and sector = $sector
),
denominators as (
    select *, list(basis) over (partition by district, period_start, period_end, series, preference) as bases
    from candidates
    qualify preference = min(preference) over (partition by district, period_start, period_end, series)
),
pairs as (
    select n, d
    from numerators n
    join denominators d using (district, period_start, period_end, series)
    where
        ($take <> 'told' or len(n.ids) = 1)
        and (
            n.basis = d.basis
            or not $joins_basis and not list_contains(d.bases, n.basis) and not list_contains(n.bases, d.basis)
        )
    qualify $take <> 'best' or 1 = row_number() over (
        partition by n.district, n.series, n.basis, d.measure, d.basis, year(n.period_end)
        order by 'assumed' in (n.dates, d.dates), coalesce(n.months, 0) desc, n.period_end desc, n.period_start
    )
),
told as (
    select id, source, as_written
    from figures
    where id in (select n.ids[1] from pairs union all select d.ids[1] from pairs)
),
judged as (
    select
        p.n, p.d,
        len(n.ids) = 1 and len(d.ids) = 1 and n.value = d.value and n.measure <> d.measure
            and tn.source = td.source and tn.as_written = td.as_written as one_phrase
    from pairs p
    join told tn on tn.id = n.ids[1]
    join told td on td.id = d.ids[1]
)
select
    n.district, n.district_kind, n.district_level, n.district_order,
    n.period_start, n.period_end,
    if('assumed' in (n.dates, d.dates), 'assumed', n.dates) as dates,
    n.months, n.part_month, n.other_boundary,
    n.sector, n.grade, n.series, n.scope, n.counted_by, n.campaign,
    n.basis as numerator_basis,
    d.measure as denominator_measure,
    d.basis as denominator_basis,
    if(one_phrase, null, $per * n.value::double / nullif(d.value, 0)) as value,
    n.value as numerator,
    d.value as denominator,
    case
        when n.qualifier = 'exact' and d.qualifier = 'exact' then 'exact'
        when n.qualifier in ('exact', 'at_least') and d.qualifier in ('exact', 'at_most') then 'at_least'
        when n.qualifier in ('exact', 'at_most') and d.qualifier in ('exact', 'at_least') then 'at_most'
        else 'about'
    end as qualifier,
    case
        when 'provisional' in (n.status, d.status) then 'provisional'
        when 'derived' in (n.status, d.status) then 'derived'
        else n.status
    end as status,
    if(n.qualifier = 'exact' and d.qualifier = 'exact' and one_phrase is not true,
        half_width($per, n.value, coalesce(n.half_unit, 0), d.value, coalesce(d.half_unit, 0)), null) as half_unit,
    if('secondary' in (n.verification, d.verification), 'secondary',
        if('copy' in (n.verification, d.verification), 'copy', n.verification)) as verification,
    least(n.visibility, d.visibility) as visibility,
    false as other_base_year,
    n.ids as numerator_ids,
    d.ids as denominator_ids,
from judged
order by n.district_order, n.period_end, n.period_start, n.series, n.basis, d.basis
