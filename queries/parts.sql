-- What it answers: the newest figures beside a domain's grid: by industry or grade ('sectors'), of other bodies ('series'), other totals ('others').
-- Grain: one row per current figure.
-- A campaign's figure by industry stands under its series. Stocks are among them. $shown: the measures of the grid, which 'others' leaves out.
select
    f.id, f.district, f.period_start, f.period_end, f.measure, m.zh as measure_zh, m.en as measure_en, f.unit,
    f.sector, f.grade, f.series, n.name_zh as series_zh, n.name_en as series_en, f.scope, f.counted_by, f.basis,
    f.value, f.qualifier, f.status, f.dates,
from figures_described f
join measures m on m.id = f.measure
join series n on n.id = f.series
where
    f.vintage = 1 and f.value is not null
    and case $part
        when 'series' then f.scope <> 'total'
        when 'sectors' then f.scope = 'total' and (f.sector <> 'all' or f.grade <> 'all')
        when 'others' then
            f.scope = 'total' and f.sector = 'all' and f.grade = 'all' and not list_contains($shown, f.measure)
    end
    and list_contains($domains, f.domain)
    and (len($districts) = 0 or list_contains($districts, f.district))
    and (len($years) = 0 or list_contains($years, year(f.period_end)))
    and ($period_start is null or (f.period_start >= $period_start and f.period_end <= $period_end))
qualify f.period_end = max(f.period_end) over (
    partition by f.district, f.measure, f.sector, f.grade, f.series, f.basis
)
order by f.district_order, f.series, f.period_end desc, m.line, f.sector, f.grade, f.basis
