-- What it answers: what a district has published of some measures at all, in any scope, sector, grade and period.
-- Grain: one row per current figure, direction-only statements included.
-- Serves to say why an indicator cannot be shown for a district.
select
    district, measure, sector, grade, series, scope, counted_by, basis, status,
    period_start, period_end, value, qualifier, unit, id,
from figures_described
where
    vintage = 1
    and list_contains($measures, measure)
    and (len($districts) = 0 or list_contains($districts, district))
order by district_order, measure, scope <> 'total', sector <> 'all', grade <> 'all', period_end desc, series, basis, sector, grade
