-- What it answers: what plans promised, by when, and the figure that answers it, if one is published.
-- Grain: one row per target.
-- An answer is the best covered figure of the same district, measure, sector and grade within the plan's period; totals first.
-- A chosen period keeps the targets whose deadline (else whose plan's end) lies within it.
with candidates as (
    select t.line, t.source as plan, o.*
    from targets t
    join observations o
        on o.district = t.district and o.measure = t.measure and o.sector = t.sector and o.grade = t.grade
        and o.period_start >= t.period_start and o.period_end <= t.period_end
),
foreign_ones as (
    select c.*
    from candidates c
    anti join (
        select e.line, e.ids
        from (select line, plan, ids, unnest(ids) as id from candidates) e
        join figures f on f.id = e.id and f.source = e.plan
    ) own using (line, ids)
),
answers as (
    select *
    from foreign_ones
    qualify 1 = row_number() over (
        partition by line
        order by scope <> 'total', dates = 'assumed', months desc nulls last, period_end desc, ids
    )
)
select
    t.line as id, t.district, d."order" as district_order, t.period_start, t.period_end, t.title_zh, t.title_en,
    t.measure, t.sector, t.grade, t.aim, t.value, t.unit, t.per, t.deadline, t.deadline_as_written, t.as_written,
    t.locator, t.note, o.id as source, o.title, o.publisher, o.published_on,
    coalesce(t.deadline, t.period_end) as due,
    a.ids as answer_ids, a.value as answer_value, a.unit as answer_unit, a.qualifier as answer_qualifier,
    a.period_start as answer_start, a.period_end as answer_end,
    a.scope as answer_scope, a.series as answer_series, a.basis as answer_basis,
from targets t
join districts d on d.id = t.district
join sources o on o.id = t.source
left join answers a on a.line = t.line
where
    (len($districts) = 0 or list_contains($districts, t.district))
    and (len($years) = 0 or list_contains($years, year(t.period_end)))
    and ($period_start is null or coalesce(t.deadline, t.period_end) between $period_start and $period_end)
order by district_order, t.period_end desc, t.deadline nulls last, t.line
