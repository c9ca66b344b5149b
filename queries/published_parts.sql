-- What it answers: what some districts published of some measures at all, in any scope, sector, grade and period.
-- Grain: one row per current figure of $sector and $grade; of the others those that stand for their series and period, and the first five.
-- Direction-only statements included. Serves to say why an indicator cannot be shown for a district; in_time: of the chosen years.
with found as (
    select
        district, district_order, measure, sector, grade, series, scope, counted_by, basis, status,
        period_start, period_end, value, qualifier, unit, id,
        len($years) = 0 or list_contains($years, year(period_end)) as in_time,
        row_number() over (
            order by district_order, measure, scope <> 'total', sector <> 'all', grade <> 'all', period_end desc, series, basis, sector, grade, period_start, id
        ) as place,
    from figures_described
    where vintage = 1 and list_contains($measures, measure) and list_contains($districts, district)
)
select * exclude (district_order, place)
from found
qualify
    (sector = $sector and grade = $grade)
    or 5 >= row_number() over (
        partition by district, measure, in_time, value is null, status = 'direction_only' order by place
    )
    or 1 = row_number() over (
        partition by district, measure, in_time, value is null, series, period_start, period_end order by place
    )
order by place
