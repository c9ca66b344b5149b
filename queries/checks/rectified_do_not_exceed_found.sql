-- In one series no more hazards are rectified than were found.
-- One row per rectified count larger than the found one of the same district, period, sector, grade, series, basis, source.
-- Stops publication.
with pairs(rectified, found) as (
    values
        ('hazards_rectified', 'hazards_found'),
        ('major_hazards_rectified', 'major_hazards_found'),
        ('enterprises_with_major_hazards_rectified', 'enterprises_with_major_hazards'),
        ('supervision_problems_rectified', 'supervision_problems')
)
select
    r.file, r.line, 'value' as "column", plain(r.value) as found,
    '≤ ' || plain(f.value) || ' (' || f.file || ':' || f.line || ')' as allowed
from figures r
join pairs p on p.rectified = r.measure
join figures f
    on f.measure = p.found and f.district = r.district
    and f.period_start = r.period_start and f.period_end = r.period_end
    and f.sector = r.sector and f.grade = r.grade and f.series = r.series
    and f.basis = r.basis and f.source = r.source
where
    r.qualifier in ('exact', 'at_least') and f.qualifier in ('exact', 'at_most')
    and r.value - coalesce(r.half_unit, 0) > f.value + coalesce(f.half_unit, 0)
order by all
