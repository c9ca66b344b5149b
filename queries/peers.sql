-- What it answers: which districts are peers: by kind of area, and by the industry most of the employed work in.
-- Grain: one row per district; industry is null where the census figures of employment are not there.
-- Of agriculture, mining, manufacturing, utilities, construction, transport and everything else (services) the largest.
with newest as (
    select district, measure, arg_max(value, date) as value
    from denominators
    where starts_with(measure, 'employed_')
    group by all
),
parts as (
    select district, replace(replace(measure, 'employed_', ''), '_sample', '') as industry, value
    from newest
    where measure <> 'employed_sample'
),
mix as (
    select * from parts
    union all
    select n.district, 'services', n.value - sum(p.value)
    from newest n
    join parts p using (district)
    where n.measure = 'employed_sample'
    group by n.district, n.value
)
select d.id as district, d.kind, arg_max(m.industry, m.value) as industry
from districts d
left join mix m on m.district = d.id
group by d.id, d.kind, d."order"
order by d."order"
