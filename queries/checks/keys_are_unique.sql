-- A key stands once: of a figure district, period, measure, sector, grade, series, basis, source; of a registry its id.
-- One row per later row with the key of an earlier one.
-- Stops publication.
with told_twice as (
    select district, period_start, period_end, measure, sector, grade, series, basis, source
    from figures
    group by all
    having count(*) > 1
),
keyed as (
    select
        file, line, concat_ws('/', district, period_start, period_end, measure, sector, grade, series, basis, source) as key,
        'district' as "column", 'figures' as kind,
    from figures
    semi join told_twice using (district, period_start, period_end, measure, sector, grade, series, basis, source)
    union all select file, line, concat_ws('/', district, date, measure, source), 'district', 'denominators' from denominators
    union all select file, line, id, 'id', 'sources' from sources
    union all select file, line, id, 'id', 'districts' from districts
    union all select file, line, id, 'id', 'measures' from measures
    union all select file, line, id, 'id', 'sectors' from sectors
    union all select file, line, id, 'id', 'bases' from bases
    union all select file, line, id, 'id', 'series' from series
    union all select file, line, id, 'id', 'accident_events' from accident_events
),
ranked as (
    select *, first_value(file || ':' || line) over w as earlier, row_number() over w as n
    from keyed
    window w as (partition by kind, key order by file, line)
)
select file, line, "column", key as found, '1 × (' || earlier || ')' as allowed
from ranked
where n > 1
order by all
