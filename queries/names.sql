-- What it answers: the names of everything that has an id, in both languages, with what a screen must know to order it.
-- Grain: one row per id and kind.
-- extra is the unit of a measure, the city of a district, the counted_by of a series.
select 'measure' as kind, id, zh, en, unit as extra, domain as more, line as position from measures
union all select 'sector', id, zh, en, null, null, line from sectors
union all select 'basis', id, zh, en, null, null, line from bases
union all select 'series', id, name_zh, name_en, counted_by, scope, line from series
union all select 'district', id, name_zh, name_en, city, kind, "order" from districts
order by kind, position
