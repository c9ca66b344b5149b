-- Periods of one series and measure are equal, disjoint or nested.
-- One row per figure whose period overlaps an earlier one in part.
-- Warns.
with timed as (
    select * from figures where dates <> 'as_of'
)
select
    a.file, a.line, 'period_start' as "column", a.period_start || '..' || a.period_end as found,
    min('∥ ' || b.period_start || '..' || b.period_end || ' (' || b.file || ':' || b.line || ')') as allowed
from timed a
join timed b using (district, measure, sector, grade, series, basis)
where a.period_start > b.period_start and a.period_start <= b.period_end and a.period_end > b.period_end
group by a.file, a.line, a.period_start, a.period_end
order by all
