-- What it answers: how the single accidents stand to one rule: is it met, by which accidents, how many are missing.
-- Grain: one row per area: a district, a city or a province (a municipality is no city here).
-- An accident counts from the rule's grade up, by its stated grade or by its numbers. A window ends at the newest day that
-- the area's documents with single accidents speak of, or at $as_of, never later than any data; it never starts before
-- the rule. Where those documents end before the window starts, nothing is known.
-- Met is certain; not met holds for the accidents that sources describe. $deaths adds up deaths, else $count accidents.
with members as (
    select
        id as district, "order" as place,
        case $scope when 'district' then id when 'city' then city else province end as area,
    from districts
    where $scope <> 'city' or city <> province
),
graded as (
    select
        m.area, e.line, e.id, e.date, e.district, e.deaths,
        greatest(1, grade_rank(e.grade), grade_rank(grade_of(e.deaths, e.serious_injuries, e.direct_loss))) as level,
    from accident_events e
    join members m using (district)
),
told as (
    select district, max(day) as newest
    from (
        select district, date as day from accident_events
        union all
        select f.district, f.period_end
        from figures f
        semi join accident_events e on e.district = f.district and e.source = f.source
    )
    group by district
),
newest_of_all as (
    select max(day) as newest
    from (select max(date) as day from accident_events union all select max(period_end) from figures)
),
areas as (
    select
        m.area, min(m.place) as area_order, list(m.district order by m.place) as districts, max(t.newest) as newest,
        least(coalesce($as_of::date, max(t.newest), any_value(n.newest)), any_value(n.newest)) as ends,
    from members m
    cross join newest_of_all n
    left join told t on t.district = m.district
    group by m.area
),
windows as (
    select *, window_start(ends, $unit, $length, $starts) as starts
    from areas
),
tallies as (
    select
        area,
        count(*) filter (date <= ends) as known,
        count(distinct district) filter (date <= ends) as districts_known,
        count(*) filter (counts) as accidents,
        coalesce(sum(deaths) filter (counts), 0)::bigint as deaths,
        count(*) filter (counts and deaths is null) as deaths_unknown,
        list({'id': id, 'line': line, 'date': date, 'district': district, 'deaths': deaths} order by date, id)
            filter (counts) as events,
    from (
        select g.*, w.ends, date between w.starts and w.ends and level >= grade_rank($grade) as counts
        from graded g
        join windows w using (area)
    )
    group by area
)
select
    w.area, w.area_order, w.districts, w.starts as window_start, w.ends as window_end, w.newest,
    coalesce(t.accidents, 0) as accidents, coalesce(t.deaths, 0) as deaths,
    coalesce(t.deaths_unknown, 0) as deaths_unknown, coalesce(t.districts_known, 0) as districts_known,
    coalesce(t.events, []) as events,
    greatest(coalesce($deaths, $count) - coalesce(if($deaths is null, t.accidents, t.deaths), 0), 0)::double as missing,
    case
        when w.ends is null or w.ends < $starts::date then 'not_in_force'
        when missing = 0 then 'met'
        when coalesce(t.known, 0) = 0 or w.newest < w.starts then 'no_events'
        else 'not_met'
    end as state,
from windows w
left join tallies t using (area)
order by w.area_order, w.area
