-- What it answers: the document that each figure, denominator, target or single accident comes from.
-- Grain: one row per figure (by id), denominator, target and single accident (by line) asked for.
-- Figures come first, each kind in the order of the data.
with cited as (
    select 'figure' as kind, id, source from figures where id in (select unnest($figures))
    union all
    select 'denominator', line, source from denominators where list_contains($denominators, line)
    union all
    select 'target', line, source from targets where list_contains($targets, line)
    union all
    select 'event', line, source from accident_events where list_contains($events, line)
)
select c.kind, c.id, o.id as source, o.title, o.publisher, o.published_on, o.verification
from cited c
join sources o on o.id = c.source
order by case c.kind when 'figure' then 1 when 'denominator' then 2 when 'target' then 3 else 4 end, c.id
