-- A figure of a longer period is not below one of a shorter period inside it (cumulative figures do not shrink).
-- One row per longer figure that is below a shorter one of its series and measure.
-- Warns.
with timed as (
    select f.*
    from figures f
    join measures m on m.id = f.measure
    where f.dates <> 'as_of' and f.value is not null and m.kind = 'flow' and m.unit not in ('%', '分')
)
select
    l.file, l.line, 'value' as "column", plain(l.value) as found,
    arg_max(
        '≥ ' || plain(s.value) || ' (' || s.period_start || '..' || s.period_end || ', ' || s.file || ':' || s.line || ')',
        s.value
    ) as allowed
from timed l
join timed s using (district, measure, sector, grade, series, basis)
where
    s.period_start >= l.period_start and s.period_end <= l.period_end
    and (s.period_start, s.period_end) <> (l.period_start, l.period_end)
    and l.value + coalesce(l.half_unit, 0) < s.value - coalesce(s.half_unit, 0)
group by l.file, l.line, l.value
order by all
