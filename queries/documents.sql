-- What it answers: the documents of some districts on a time line: when published, which months their figures cover, how much they gave.
-- Grain: one row per source that says something of one of the districts.
-- A document that holds targets only covers their months: those of a plan's figures and of its targets are not the same.
-- published_on may be a year or a month only; published is then its first day.
with cited as (
    select source, period_start, period_end, 1 as figure, 0 as target from figures where list_contains($districts, district)
    union all
    select source, period_start, period_end, 0, 1 from targets where list_contains($districts, district)
),
dated as (
    select
        id, title, publisher, published_on, kind, verification, url,
        try_cast(
            published_on || case length(published_on) when 4 then '-01-01' when 7 then '-01' else '' end as date
        ) as published,
    from sources
)
select
    d.*,
    coalesce(min(c.period_start) filter (c.figure = 1), min(c.period_start)) as period_start,
    coalesce(max(c.period_end) filter (c.figure = 1), max(c.period_end)) as period_end,
    sum(c.figure)::bigint as figures, sum(c.target)::bigint as targets,
from cited c
join dated d on d.id = c.source
group by all
order by coalesce(any_value(d.published), max(c.period_end) filter (c.figure = 1), max(c.period_end)) desc, d.id
