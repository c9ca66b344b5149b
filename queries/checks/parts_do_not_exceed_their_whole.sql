-- A part is no larger than its whole: a `within` series than its parent, a sector or grade than all of its series.
-- One row per part larger than its whole beyond what rounding explains, of the same district, period, measure, basis, source.
-- Stops publication.
with parts as (
    select f.*, f.series as whole_series from figures f where f.sector <> 'all' or f.grade <> 'all'
    union all
    select f.*, s.parent from figures f join series s on s.id = f.series where s.scope = 'within'
),
wholes as (
    select * from figures where sector = 'all' and grade = 'all' and qualifier in ('exact', 'at_most')
)
select
    p.file, p.line, 'value' as "column", plain(p.value) as found,
    '≤ ' || plain(w.value) || ' (' || w.file || ':' || w.line || ')' as allowed
from parts p
join wholes w
    on w.series = p.whole_series and w.district = p.district and w.measure = p.measure and w.basis = p.basis
    and w.period_start = p.period_start and w.period_end = p.period_end and w.source = p.source
join measures m on m.id = p.measure
where
    m.unit not in ('%', '分')
    and p.qualifier in ('exact', 'at_least')
    and p.value - coalesce(p.half_unit, 0) > w.value + coalesce(w.half_unit, 0)
order by all
