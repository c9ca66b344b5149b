-- What it answers: which periods figures are published for, and by how many of the districts.
-- Grain: one row per period longer than a day.
-- Newest end first, longer first.
select period_start, period_end, count(distinct district) as districts
from observations
where
    dates <> 'as_of'
    and period_end > period_start
    and (len($districts) = 0 or list_contains($districts, district))
    and (len($years) = 0 or list_contains($years, year(period_end)))
group by period_start, period_end
order by period_end desc, period_start
