-- Every figure, denominator, event, printed number and target cites a source of sources.csv.
-- One row per citation of an undeclared source.
-- Stops publication.
with citations as (
    select file, line, source from figures
    union all select file, line, source from denominators
    union all select file, line, source from accident_events
    union all select file, line, source from printed
    union all select file, line, source from targets
)
select file, line, 'source' as "column", source as found, 'sources.csv: id' as allowed
from citations
where source not in (select id from sources)
order by all
