-- What it answers: the districts in administrative order, with their city, kind and how many figures each has.
-- Grain: one row per district.
-- figures counts every curated figure, whatever its source.
select
    d.id, d.name_zh, d.name_en, d.city, d.province, d.kind, d.level, d.code, d."order",
    count(f.id) as figures,
    list_sort(list(distinct year(f.period_end)) filter (f.period_end is not null)) as years,
from districts d
left join figures f on f.district = d.id
group by all
order by "order"
