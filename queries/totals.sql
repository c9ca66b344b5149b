-- What it answers: everything a district published of the whole of itself: the best covered figure of each measure and year.
-- Grain: one row per measure, series, basis and year.
-- METHODS 2.2: printed before assumed dates, then the longest period, then the latest; monthly figures count as the window they make.
select
    o.district, o.measure, m.domain, m.zh as measure_zh, m.en as measure_en, m.line as measure_order,
    o.unit, o.series, o.counted_by, o.basis,
    year(o.period_end)::integer as year, o.period_start, o.period_end, o.dates, o.value, o.qualifier, o.status, o.ids,
from observations o
join measures m on m.id = o.measure
where
    o.district = $district and o.scope = 'total' and o.sector = 'all' and o.grade = 'all'
    and (len($years) = 0 or list_contains($years, year(o.period_end)))
    and ($period_start is null or (o.period_start >= $period_start and o.period_end <= $period_end))
qualify 1 = row_number() over (
    partition by o.measure, o.series, o.basis, year(o.period_end)
    order by o.dates = 'assumed', o.months desc nulls last, o.period_end desc, o.period_start
)
order by measure_order, o.series, o.basis, year desc
