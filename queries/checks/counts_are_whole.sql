-- Counts are whole numbers; scores (分) and percentages (%) are not counts.
-- One row per count with a fraction.
-- Stops publication.
with counted as (
    select file, line, measure, value from figures
    union all select file, line, measure, value from denominators
)
select
    c.file, c.line, 'value' as "column", plain(c.value) as found,
    floor(c.value)::bigint || ' / ' || ceil(c.value)::bigint as allowed
from counted c
join measures m on m.id = c.measure
where c.value <> floor(c.value) and m.unit not in ('%', '分')
order by all
