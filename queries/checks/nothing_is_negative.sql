-- No value, half unit, denominator or event count is negative.
-- One row per negative number.
-- Stops publication.
with numbers as (
    select file, line, 'value' as "column", value as number from figures
    union all select file, line, 'half_unit', half_unit from figures
    union all select file, line, 'value', value from denominators
    union all select file, line, 'half_unit', half_unit from printed
    union all select file, line, 'value', value from targets
    union all select file, line, 'deaths', deaths from accident_events
    union all select file, line, 'serious_injuries', serious_injuries from accident_events
    union all select file, line, 'injuries', injuries from accident_events
    union all select file, line, 'direct_loss', direct_loss from accident_events
)
select file, line, "column", plain(number) as found, '≥ 0' as allowed
from numbers
where number < 0
order by all
