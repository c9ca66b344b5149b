-- What it answers: how the published figures of one measure stand to one rule: is its threshold reached, by how much not.
-- Grain: one row per district, series and basis; one row per district without a figure in the window.
-- The figure is that of the whole which covers most of the window. It ends at the newest day of the district's own figures
-- of the measure, or at $as_of, never later than any of them. A bound that may lie on either side is unclear.
with figures_of as (
    select *
    from observations
    where measure = $measure and sector = 'all' and grade = $grade and scope = 'total' and dates <> 'assumed'
),
newest_of_all as (
    select max(period_end) as newest from figures_of
),
areas as (
    select
        d.id as district, d."order" as place, max(f.period_end) as newest,
        least(coalesce($as_of::date, max(f.period_end), any_value(n.newest)), any_value(n.newest)) as ends,
    from districts d
    cross join newest_of_all n
    left join figures_of f on f.district = d.id
    group by d.id, d."order"
),
windows as (
    select *, window_start(ends, $unit, $length, $starts) as starts
    from areas
),
told as (
    select w.district, f.* exclude (district)
    from windows w
    join figures_of f on f.district = w.district and f.period_start >= w.starts and f.period_end <= w.ends
    qualify 1 = row_number() over (
        partition by f.district, f.series, f.basis order by f.months desc nulls last, f.period_end desc
    )
)
select
    w.district as area, w.place as area_order, [w.district] as districts,
    w.starts as window_start, w.ends as window_end, w.newest,
    t.ids, t.value, t.unit, t.qualifier, t.period_start, t.period_end, t.series, t.basis,
    if(t.value is null, null, greatest($threshold - t.value, 0)) as missing,
    case
        when w.ends < $starts::date then 'not_in_force'
        when t.value is null then 'no_figures'
        when at_lowest(t.value, 0, t.qualifier) >= $threshold then 'met'
        when at_highest(t.value, t.half_unit, t.qualifier) < $threshold then 'not_met'
        else 'unclear'
    end as state,
from windows w
left join told t using (district)
order by w.place, w.district, t.series, t.basis
