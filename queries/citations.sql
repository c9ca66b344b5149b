-- What it answers: where numbers come from: figures by id, denominators, targets and single accidents by line.
-- Grain: one row per cited figure, denominator, target or single accident.
-- kind is figure, denominator, target or event; id is the figure's id, or the line of the others. An event's value is its deaths.
with figures_cited as (
    select
        'figure' as kind, id, file, line, district, measure, sector, grade, series, basis,
        period_start, period_end, dates, value, half_unit, qualifier, status,
        source, locator, as_written, note, vintage, vintages,
    from figures_described
    where id in (select unnest($figures))
),
bases_cited as (
    select
        'denominator' as kind, line as id, file, line, district, measure, 'all' as sector, 'all' as grade,
        null as series, null as basis, date as period_start, date as period_end, 'as_of' as dates,
        value, null as half_unit, qualifier, 'normal' as status,
        source, null as locator, null as as_written, note, 1 as vintage, 1 as vintages,
    from denominators
    where list_contains($denominators, line)
),
targets_cited as (
    select
        'target' as kind, line as id, file, line, district, measure, sector, grade,
        null as series, null as basis, period_start, period_end, 'printed' as dates,
        value, null as half_unit, 'exact' as qualifier, 'normal' as status,
        source, locator, as_written, note, 1 as vintage, 1 as vintages,
    from targets
    where list_contains($targets, line)
),
events_cited as (
    select
        'event' as kind, line as id, file, line, district, 'deaths' as measure, sector, grade,
        null as series, null as basis, date as period_start, date as period_end, 'printed' as dates,
        deaths::double as value, null as half_unit, 'exact' as qualifier, if(deaths is null, 'missing', 'normal') as status,
        source, locator, as_written, note, 1 as vintage, 1 as vintages,
    from accident_events
    where list_contains($events, line)
),
cited as (
    select * from figures_cited
    union all by name select * from bases_cited
    union all by name select * from targets_cited
    union all by name select * from events_cited
)
select
    c.*, m.unit, m.zh as measure_zh, m.en as measure_en,
    n.zh as sector_zh, n.en as sector_en, b.zh as basis_zh, b.en as basis_en,
    b.meaning_zh as basis_meaning_zh, b.meaning_en as basis_meaning_en,
    s.name_zh as series_zh, s.name_en as series_en, s.counted_by, s.scope, s.campaign,
    o.title, o.publisher, o.published_on, o.kind as source_kind, o.verification, o.visibility, o.url, o.note as source_note,
from cited c
left join measures m on m.id = c.measure
join sources o on o.id = c.source
left join sectors n on n.id = c.sector
left join bases b on b.id = c.basis
left join series s on s.id = c.series
order by kind desc, id
