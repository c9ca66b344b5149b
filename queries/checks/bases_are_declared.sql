-- Every basis is in bases.csv.
-- One row per figure with an undeclared basis.
-- Stops publication.
select file, line, 'basis' as "column", basis as found, 'bases.csv: id' as allowed
from figures
where basis not in (select id from bases)
order by all
