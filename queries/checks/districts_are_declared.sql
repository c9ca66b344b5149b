-- Every district that has a figure, series, denominator, event, printed number or target is in districts.csv.
-- One row per mention of an undeclared district.
-- Stops publication.
with mentions as (
    select file, line, district from figures
    union all select file, line, district from denominators
    union all select file, line, district from accident_events
    union all select file, line, district from printed
    union all select file, line, district from targets
    union all select file, line, district from series where district is not null
)
select file, line, 'district' as "column", district as found, 'districts.csv: id' as allowed
from mentions
where district not in (select id from districts)
order by all
