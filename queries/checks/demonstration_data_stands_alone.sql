-- Demonstration data stands alone: sources are all of kind demo, or none is.
-- One row per source of the smaller party where both stand in sources.csv.
-- Stops publication.
with parties as (
    select kind = 'demo' as is_demo, count(*) as n from sources group by is_demo
),
smaller as (
    select is_demo from parties order by n, is_demo desc limit if((select count(*) from parties) = 2, 1, 0)
)
select file, line, 'kind' as "column", kind as found, if(is_demo, '≠ demo', 'demo') as allowed
from sources
join smaller on is_demo = (kind = 'demo')
order by all
