-- What it answers: which periods a measure has values for, and of which districts: they vote for the common period (METHODS 2.6).
-- Grain: one row per period; with assumed dates apart.
-- $per_month leaves out what is never per month, as indicator_count does.
select
    period_start, period_end, dates = 'assumed' as assumed, max(months) as months,
    list_sort(list(distinct district)) as districts,
from observations
where
    measure = $measure and sector = $sector and grade = $grade
    and (len($districts) = 0 or list_contains($districts, district))
    and (scope = 'total' or $every_scope)
    and (len($years) = 0 or list_contains($years, year(period_end)))
    and not ($per_month and (dates = 'as_of' or measure_kind = 'stock'))
group by period_start, period_end, assumed
order by period_end, period_start, assumed
