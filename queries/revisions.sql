-- What it answers: figures that sources told differently: the current telling and the others.
-- Grain: one row per figure of a key whose tellings have different values.
-- The same value told again is no revision. Current first (vintage 1), as METHODS 1 orders them.
select
    f.id, f.district, f.district_order, f.period_start, f.period_end, f.measure, m.zh as measure_zh, m.en as measure_en,
    f.unit, f.sector, f.grade, f.series, n.name_zh as series_zh, n.name_en as series_en, f.basis, f.counted_by,
    f.value, f.qualifier, f.status, f.vintage, f.file, f.line,
    o.title, o.publisher, o.published_on, f.verification,
from figures_described f
join measures m on m.id = f.measure
join series n on n.id = f.series
join sources o on o.id = f.source
where
    f.vintages > 1 and f.value is not null
qualify 1 < count(distinct f.value) over (
    partition by f.district, f.period_start, f.period_end, f.measure, f.sector, f.grade, f.series, f.basis
)
order by f.district_order, f.measure, f.period_end desc, f.period_start, f.sector, f.grade, f.series, f.basis, f.vintage
