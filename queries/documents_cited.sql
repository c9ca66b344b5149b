-- What it answers: the documents that figures, denominators and targets come from.
-- Grain: one row per source, in the order in which its first figure, denominator or target stands.
-- Figures by id, denominators and targets by line; figures come first.
with cited as (
    select 1 as part, id, source from figures where id in (select unnest($figures))
    union all
    select 2, line, source from denominators where list_contains($denominators, line)
    union all
    select 3, line, source from targets where list_contains($targets, line)
)
select o.id as source, o.title, o.publisher, o.published_on, o.verification
from cited c
join sources o on o.id = c.source
group by all
order by min(c.part), min(c.id)
