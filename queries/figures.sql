-- What it answers: figures as curated, with names, domain, file and line, and whether they are current.
-- Grain: one row per curated figure.
-- Lists left empty do not filter. $period_* keeps figures that lie within the period. $latest keeps the newest of each kind.
with chosen as (
    select *
    from figures_described
    where
        (len($ids) = 0 or list_contains($ids, id))
        and (len($districts) = 0 or list_contains($districts, district))
        and (len($domains) = 0 or list_contains($domains, domain))
        and (len($measures) = 0 or list_contains($measures, measure))
        and (len($years) = 0 or list_contains($years, year(period_end)))
        and ($period_start is null or (period_start >= $period_start and period_end <= $period_end))
)
select
    f.district, d.name_zh as district_name, d.name_en as district_name_en, f.domain,
    f.period_start, f.period_end, f.measure, f.sector, f.grade, f.series, f.basis,
    f.value, f.half_unit, f.qualifier, f.dates, f.status,
    f.source, f.locator, f.as_written, f.note,
    f.unit, m.zh as measure_zh, m.en as measure_en,
    s.name_zh as series_zh, s.name_en as series_en, f.counted_by, f.scope,
    o.title, o.publisher, o.published_on, f.verification, f.visibility, o.url,
    f.vintage, f.vintages, f.id, f.file, f.line,
from chosen f
join districts d on d.id = f.district
join measures m on m.id = f.measure
join series s on s.id = f.series
join sources o on o.id = f.source
qualify
    not $latest
    or f.vintage = 1 and f.period_end = max(f.period_end) over (
        partition by f.district, f.measure, f.sector, f.grade, f.series, f.basis
    )
order by d."order", f.domain, f.measure, f.sector, f.grade, f.series, f.basis, f.period_start, f.period_end, f.vintage
