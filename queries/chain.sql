-- What it answers: the chain of counts that one body published together: checked, found, rectified; cases, penalties, fines.
-- Grain: one row per district, sector, grade, series and pair of bases, of the best covered period of the district's newest year.
-- Each step takes the first of its measures that is there. Equal bases pair first, others do not cross; a rest needs one basis.
with figures_of_domain as (
    select o.*, f.source, f.as_written
    from observations o
    join figures f on f.id = o.ids[1]
    where
        o.dates <> 'as_of'
        and list_contains($first || $second || $third, o.measure)
        and (len($districts) = 0 or list_contains($districts, o.district))
        and (len($years) = 0 or list_contains($years, year(o.period_end)))
        and ($period_start is null or (o.period_start >= $period_start and o.period_end <= $period_end))
),
firsts as (
    select *
    from figures_of_domain
    where list_contains($first, measure)
    window same as (partition by district, period_start, period_end, sector, grade, series)
    qualify list_position($first, measure) = min(list_position($first, measure)) over same
),
seconds as (
    select *, list(basis) over (partition by district, period_start, period_end, sector, grade, series, measure) as bases
    from figures_of_domain
    where list_contains($second, measure)
    window same as (partition by district, period_start, period_end, sector, grade, series)
    qualify list_position($second, measure) = min(list_position($second, measure)) over same
),
thirds as (
    select *, list(basis) over (partition by district, period_start, period_end, sector, grade, series, measure) as bases
    from figures_of_domain
    where list_contains($third, measure)
    window same as (partition by district, period_start, period_end, sector, grade, series)
    qualify list_position($third, measure) = min(list_position($third, measure)) over same
),
chains as (
    select t, s, f
    from thirds t
    join seconds s
        on s.district = t.district and s.period_start = t.period_start and s.period_end = t.period_end
        and s.sector = t.sector and s.grade = t.grade and s.series = t.series
    left join firsts f
        on f.district = t.district and f.period_start = t.period_start and f.period_end = t.period_end
        and f.sector = t.sector and f.grade = t.grade and f.series = t.series
    where
        s.basis = t.basis
        or s.unit <> t.unit and not list_contains(s.bases, t.basis) and not list_contains(t.bases, s.basis)
    qualify 1 = row_number() over (partition by t.ids, s.ids order by f.basis is distinct from s.basis, f.basis)
),
newest as (
    select *
    from chains
    qualify year(t.period_end) = max(year(t.period_end)) over (partition by t.district)
),
best as (
    select *
    from newest
    qualify 1 = row_number() over (
        partition by t.district, t.sector, t.grade, t.series, t.basis, s.basis
        order by t.dates = 'assumed', t.months desc, t.period_end desc, t.period_start
    )
)
select
    t.district, t.district_order, t.period_start, t.period_end, t.sector, t.grade, t.series, t.scope, t.counted_by,
    n.name_zh as series_zh, n.name_en as series_en,
    f.value as first_value, f.unit as first_unit, f.qualifier as first_qualifier, f.ids as first_ids,
    f.measure as first_measure,
    s.value as second_value, s.unit as second_unit, s.qualifier as second_qualifier, s.ids as second_ids,
    s.measure as second_measure, s.basis as second_basis,
    t.value as third_value, t.unit as third_unit, t.qualifier as third_qualifier, t.ids as third_ids,
    t.measure as third_measure, t.basis as third_basis,
    if('assumed' in (t.dates, s.dates), 'assumed', t.dates) as dates,
    1 < count(*) over (partition by t.district, t.sector, t.grade, t.series) as several,
    len(s.ids) = 1 and s.source = t.source and s.as_written = t.as_written and s.value = t.value as one_phrase,
    if(
        s.qualifier = 'exact' and t.qualifier = 'exact' and coalesce(s.half_unit, 0) + coalesce(t.half_unit, 0) = 0,
        'exact', 'about'
    ) as rest_qualifier,
    case
        when t.qualifier = 'exact' and s.qualifier = 'exact' then 'exact'
        when t.qualifier in ('exact', 'at_least') and s.qualifier in ('exact', 'at_most') then 'at_least'
        when t.qualifier in ('exact', 'at_most') and s.qualifier in ('exact', 'at_least') then 'at_most'
        else 'about'
    end as ratio_qualifier,
    if(t.unit = s.unit and not one_phrase, s.value - t.value, null) as rest,
    if(one_phrase, null, $per * t.value / nullif(s.value, 0)) as ratio,
from best
join series n on n.id = t.series
order by t.district_order, t.scope <> 'total', t.period_end desc, t.period_start, t.series, t.sector, t.grade, s.basis
