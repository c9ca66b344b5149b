-- What it answers: the declared measures, bases and series with how many figures use each.
-- Grain: one row per measure, basis or series.
-- extra is the unit of a measure, who counted a series; more is the domain or the scope.
select 'measure' as kind, m.id, m.zh, m.en, m.unit as extra, m.domain as more, m.aliases as other, count(f.id) as figures
from measures m left join figures f on f.measure = m.id group by all
union all
select 'basis', b.id, b.zh, b.en, null, null, null, count(f.id)
from bases b left join figures f on f.basis = b.id group by all
union all
select 'series', s.id, s.name_zh, s.name_en, s.counted_by, s.scope, s.campaign, count(f.id)
from series s left join figures f on f.series = s.id group by all
order by kind, figures desc, id
