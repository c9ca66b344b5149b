-- A target with a bound (at_least, at_most, exactly) has a value and a unit; a direction or words has no bound value.
-- One row per target whose aim and value disagree.
-- Stops publication.
select
    file, line, 'value' as "column", coalesce(plain(value), '') as found,
    if(aim in ('at_least', 'at_most', 'exactly'), '1, 100, … (' || aim || ')', '') as allowed
from targets
where
    (aim in ('at_least', 'at_most', 'exactly')) <> (value is not null)
    and not (aim = 'complete' and value is not null)
union all
select file, line, 'unit', '', '家, 人, 起, %'
from targets
where value is not null and unit is null
order by all
