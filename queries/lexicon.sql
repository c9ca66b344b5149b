-- What it answers: the declared measures, bases and series with how many figures use each.
-- Grain: one row per measure, basis or series.
-- extra and more: unit and domain of a measure, meaning of a basis in both languages, body and scope of a series.
select 'measure' as kind, m.id, m.zh, m.en, m.unit as extra, m.domain as more, m.aliases as other, count(f.id) as figures
from measures m left join figures f on f.measure = m.id group by all
union all
select 'basis', b.id, b.zh, b.en, b.meaning_zh, b.meaning_en, null, count(f.id)
from bases b left join figures f on f.basis = b.id group by all
union all
select 'series', s.id, s.name_zh, s.name_en, s.counted_by, s.scope, s.campaign, count(f.id)
from series s left join figures f on f.series = s.id group by all
order by kind, figures desc, id
