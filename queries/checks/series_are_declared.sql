-- Every series, and every parent of a series, is in series.csv; a district's own series holds that district alone.
-- One row per figure or series at fault.
-- Stops publication.
with undeclared as (
    select file, line, 'series' as "column", series as found, 'series.csv: id' as allowed
    from figures
    where series not in (select id from series)
),
orphaned as (
    select file, line, 'parent', parent, 'series.csv: id'
    from series
    where parent is not null and parent not in (select id from series)
),
astray as (
    select f.file, f.line, 'series', f.series, s.district
    from figures f
    join series s on s.id = f.series
    where s.district is not null and s.district <> f.district
)
select * from undeclared
union all select * from orphaned
union all select * from astray
order by all
