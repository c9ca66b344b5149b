-- What it answers: which periods figures are published for, and by which districts.
-- Grain: one row per period longer than a day, with the districts as a list.
-- Newest end first, longer first. Asked once a data version.
select period_start, period_end, list_sort(list(distinct district)) as districts
from observations
where dates <> 'as_of' and period_end > period_start
group by period_start, period_end
order by period_end desc, period_start
