-- What it answers: which periods figures are published for, by which districts, and how much of each district is told in them.
-- Grain: one row per period longer than a day; districts, and beside each the number of its measures told district-wide.
-- Newest end first, longer first. Asked once a data version.
with told as (
    select
        period_start, period_end, district, max(months) as months,
        bool_and(dates = 'assumed') as assumed,
        count(distinct measure) filter (where scope = 'total' and sector = 'all' and grade = 'all') as measures
    from observations
    where dates <> 'as_of' and period_end > period_start
    group by period_start, period_end, district
)
select
    period_start, period_end, max(months) as months, bool_and(assumed) as assumed,
    list(district order by district) as districts, list(measures order by district) as measures
from told
group by period_start, period_end
order by period_end desc, period_start
