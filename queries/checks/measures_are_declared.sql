-- Every measure is in measures.csv, and its domain is the file it stands in.
-- One row per mention of an undeclared measure or a measure of another domain.
-- Stops publication.
with mentions as (
    select file, line, measure, domain from figures
    union all select file, line, measure, 'denominators' from denominators
    union all select file, line, measure, null from targets where measure is not null
)
select
    n.file, n.line, 'measure' as "column", n.measure as found,
    if(m.id is null, 'measures.csv: id', m.domain || '.csv') as allowed
from mentions n
left join measures m on m.id = n.measure
where m.id is null or m.domain <> n.domain
order by all
