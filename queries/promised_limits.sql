-- What it answers: the most of a measure that a district's plan allows for exactly some months.
-- Grain: one row per district with such a target (at most, or exactly).
-- Of several the strictest. In the unit of the measure alone.
select t.district, min(t.value) as value
from targets t
join measures m on m.id = t.measure and coalesce(nullif(t.unit, ''), m.unit) = m.unit
where
    t.measure = $measure and sector = 'all' and grade = 'all' and aim in ('at_most', 'exactly') and per = 'once'
    and value is not null and period_start = $period_start and period_end = $period_end
group by t.district
order by t.district
