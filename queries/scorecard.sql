-- What it answers: the points that values earn under the rows of a scorecard, and the total of each district.
-- Grain: one row per value told.
-- completion: points × value ÷ target, at most the points. deduction: points less each × value, at least nothing. bonus:
-- the points where the target is reached. veto: no points; the total is void where the target is reached (以上 includes).
-- A bound stays a bound, turned round by a deduction; null where it may lie on either side of the target. A total needs
-- exactly one standing and known part of every row: what is missing is never zero.
with rules as (
    select r.*
    from (
        select unnest(
            $rows::struct(id varchar, kind varchar, points double, each double, target double)[]
        ) as r
    )
),
told as (
    select t.*
    from (
        select unnest(
            $told::struct(place integer, district varchar, id varchar, value double, qualifier varchar, stands boolean)[]
        ) as t
    )
),
parts as (
    select
        t.*, r.kind,
        case
            when at_lowest(t.value, 0, t.qualifier) >= r.target then true
            when at_highest(t.value, 0, t.qualifier) < r.target then false
        end as reached,
        case r.kind
            when 'completion' then least(r.points, r.points * t.value / r.target)
            when 'deduction' then greatest(0, r.points - r.each * t.value)
            when 'bonus' then if(reached, r.points, if(not reached, 0, null))
        end as earned,
        case
            when r.kind in ('bonus', 'veto') or (t.qualifier = 'at_least' and earned = if(r.kind = 'completion', r.points, 0))
                then 'exact'
            when r.kind = 'deduction' and t.qualifier = 'at_least' then 'at_most'
            when r.kind = 'deduction' and t.qualifier = 'at_most' then 'at_least'
            else t.qualifier
        end as earned_qualifier,
        t.stands and (earned is not null or (r.kind = 'veto' and reached is not null)) as is_known,
    from told t
    join rules r using (id)
)
select
    place, district, id, reached, earned, earned_qualifier,
    sum(earned) filter (is_known) over of_district as total,
    joint_qualifier(list(earned_qualifier) filter (is_known) over of_district) as total_qualifier,
    count(distinct id) filter (is_known) over of_district = (select count(*) from rules) as is_complete,
    coalesce(bool_or(reached) filter (kind = 'veto') over of_district, false) as is_void,
from parts
window of_district as (partition by district)
order by place
