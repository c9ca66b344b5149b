-- Every sector is in sectors.csv.
-- One row per mention of an undeclared sector.
-- Stops publication.
with mentions as (
    select file, line, sector from figures
    union all select file, line, sector from accident_events
    union all select file, line, sector from targets
)
select file, line, 'sector' as "column", sector as found, 'sectors.csv: id' as allowed
from mentions
where sector not in (select id from sectors)
order by all
