-- What it answers: what plans promised, by when, the figure that answers it, if one is published, and how the two compare.
-- Grain: one row per target.
-- An answer is of the same district, measure, sector and grade, within the plan's period, not told by the plan itself. Totals come first, then what ends by the deadline, printed dates, what starts with the plan, the newest.
-- A target per quarter (or per year of a longer plan) is a rhythm: it is answered by whole quarters (years), the worst first.
-- counted_unit is that of the basis where its name is a unit (人次). is_reached and is_within hold for the number as printed, is_short and is_over for all that it may stand for. $today is the last day that is over, the newest of the data by default.
-- A chosen period keeps the targets whose deadline (else whose plan's end) lies within it.
with promises as (
    select
        *, line as id, coalesce(deadline, period_end) as due, date_diff('month', period_start, period_end) + 1 as plan_months,
        case
            when per = 'quarter' then 3
            when per = 'year' and date_diff('month', period_start, period_end) + 1 > 12 then 12
        end as rhythm,
    from targets
),
candidates as (
    select
        t.id as target, t.source as plan, t.aim, t.value as wanted, t.rhythm, t.plan_months, o.*,
        coalesce(
            o.months = t.rhythm and not o.part_month and (month(o.period_start) - 1) % t.rhythm = 0, false
        ) as is_span,
        if(is_span, o.period_start, t.period_start) as from_day,
        if(is_span, o.period_end, t.due) as by_day,
        o.measure_kind = 'flow' and o.unit not in ('%', '分') as is_additive,
        o.dates = 'as_of' or o.period_start = from_day as is_from_start,
        o.period_end > by_day as is_after,
        at_lowest(o.value, 0, o.qualifier) >= t.value as is_reached,
        at_highest(o.value, o.half_unit, o.qualifier) < t.value as is_short,
        at_highest(o.value, 0, o.qualifier) <= t.value as is_within,
        at_lowest(o.value, o.half_unit, o.qualifier) > t.value as is_over,
        months_between(o.period_start, o.period_end) / months_between(from_day, by_day) as elapsed,
    from promises t
    join observations o
        on o.district = t.district and o.measure = t.measure and o.sector = t.sector and o.grade = t.grade
        and o.period_start >= t.period_start and o.period_end <= t.period_end
),
foreign_ones as (
    select c.*
    from candidates c
    anti join (
        select e.target, e.ids
        from (select target, plan, ids, unnest(ids) as figure from candidates e) e
        join figures f on f.id = e.figure and f.source = e.plan
    ) own using (target, ids)
),
answers as (
    select
        *,
        count(distinct (series, basis)) filter (scope = 'total') over (partition by target) as countings,
        count(distinct period_start) filter (is_span) over (partition by target, series, basis) as spans_told,
    from foreign_ones
    qualify 1 = row_number() over (
        partition by target
        order by
            scope <> 'total', is_after, dates = 'assumed', not is_span,
            not is_span or not if(aim = 'at_most' or wanted = 0, is_over, is_short),
            not is_from_start, if(is_from_start, period_end, null) desc nulls last, months desc nulls last,
            period_end desc, ids
    )
)
select
    t.id, t.district, d."order" as district_order, t.period_start, t.period_end, t.title_zh, t.title_en,
    t.measure, t.sector, t.grade, t.aim, t.value, t.unit, t.per, t.deadline, t.deadline_as_written, t.as_written,
    t.locator, t.note, o.id as source, o.title, o.publisher, o.published_on, t.due,
    a.ids as answer_ids, a.value as answer_value, a.unit as answer_unit, a.qualifier as answer_qualifier,
    a.period_start as answer_start, a.period_end as answer_end, a.dates as answer_dates, a.status as answer_status,
    a.scope as answer_scope, a.series as answer_series, a.basis as answer_basis, a.countings,
    a.is_additive, a.is_span, a.is_reached, a.is_short, a.is_within, a.is_over, a.is_after,
    if(exists (select 1 from measures m where m.unit = b.zh), b.zh, a.unit) as counted_unit,
    a.is_from_start and a.period_end >= a.by_day as is_whole,
    a.is_from_start and a.dates <> 'as_of' as is_from_start,
    coalesce(a.is_span and a.spans_told * a.rhythm < a.plan_months, false) as spans_missing,
    coalesce($today, (select max(period_end) from observations)) >= t.due as is_past_due,
    100 * a.value / nullif(t.value, 0) as done_percent,
    100 * a.elapsed as elapsed_percent,
    at_lowest(a.value, 0, a.qualifier) / nullif(t.value, 0) >= a.elapsed as keeps_pace,
    at_highest(a.value, a.half_unit, a.qualifier) / nullif(t.value, 0) < a.elapsed as lags,
    t.per in ('day', 'week', 'unit') or (t.rhythm is not null and not a.is_span) as is_other_rhythm,
from promises t
join districts d on d.id = t.district
join sources o on o.id = t.source
left join answers a on a.target = t.id
left join bases b on b.id = a.basis
where
    (len($districts) = 0 or list_contains($districts, t.district))
    and (len($years) = 0 or list_contains($years, year(t.period_end)))
    and ($period_start is null or t.due between $period_start and $period_end)
order by district_order, t.period_end desc, t.deadline nulls last, t.id
