-- What it answers: figures in which a text occurs in any column a reader sees.
-- Grain: one row per curated figure.
-- $text is matched as it stands, without regard to case, in names, ids, values, dates and texts; empty text finds all.
select
    f.id, f.domain, f.district, d.name_zh as district_zh, d.name_en as district_en,
    f.period_start, f.period_end, m.zh as measure_zh, m.en as measure_en, f.unit,
    f.sector, f.grade, f.basis, f.series, s.name_zh as series_zh, s.name_en as series_en,
    f.value, f.qualifier, f.status, f.dates, f.as_written, o.title, o.publisher, f.verification, f.file, f.line,
from figures_described f
join districts d on d.id = f.district
join measures m on m.id = f.measure
join series s on s.id = f.series
join sources o on o.id = f.source
join sectors n on n.id = f.sector
join bases b on b.id = f.basis
where
    (len($districts) = 0 or list_contains($districts, f.district))
    and (len($years) = 0 or list_contains($years, year(f.period_end)))
    and ($period_start is null or (f.period_start >= $period_start and f.period_end <= $period_end))
    and contains(
        lower(concat_ws(' ', d.name_zh, d.name_en, d.city, m.zh, m.en, m.aliases, m.id, n.zh, n.en, b.zh, b.en,
            s.name_zh, s.name_en, o.title, o.publisher, f.as_written, f.note, f.locator, f.source,
            f.district, f.sector, f.grade, f.basis, f.series, f.domain, f.unit, f.qualifier, f.dates, f.status,
            f.verification, s.counted_by, s.scope, o.published_on, f.file || ':' || f.line,
            plain(f.value), format('{:,}', f.value::bigint), f.period_start, f.period_end,
            year(f.period_end) || '年' || month(f.period_start) || '—' || month(f.period_end) || '月')),
        lower($text)
    )
order by f.district_order, f.domain, f.measure, f.sector, f.period_start, f.period_end, f.vintage
