-- What it answers: the newest figures of a domain that are no totals: by industry or grade ('sectors'), of other bodies ('series').
-- Grain: one row per current figure.
-- A campaign's figure by industry stands under its series. Stocks are among them.
select
    f.id, f.district, f.period_start, f.period_end, f.measure, m.zh as measure_zh, m.en as measure_en, f.unit,
    f.sector, f.grade, f.series, n.name_zh as series_zh, n.name_en as series_en, f.scope, f.counted_by, f.basis,
    f.value, f.qualifier, f.status, f.dates,
from figures_described f
join measures m on m.id = f.measure
join series n on n.id = f.series
where
    f.vintage = 1 and f.value is not null
    and if($part = 'series', f.scope <> 'total', f.scope = 'total' and (f.sector <> 'all' or f.grade <> 'all'))
    and list_contains($domains, f.domain)
    and (len($districts) = 0 or list_contains($districts, f.district))
    and (len($years) = 0 or list_contains($years, year(f.period_end)))
    and ($period_start is null or (f.period_start >= $period_start and f.period_end <= $period_end))
qualify f.period_end = max(f.period_end) over (
    partition by f.district, f.measure, f.sector, f.grade, f.series, f.basis
)
order by f.district_order, f.series, f.period_end desc, m.line, f.sector, f.grade, f.basis
