-- What stands ready for every question: described figures, the current one among vintages, windows of months.
-- Grain: figures_described one row per figure; observations one row per district, period, measure, sector, grade, series, basis.
-- METHODS 1 (which source is current), 2.1 (months), 2.3 (windows and differences). Runs once per data version.

create macro plain(number) as
    if(number = floor(number), number::bigint::varchar, number::varchar);

create macro is_whole_months(starts, ends) as
    day(starts) = 1 and ends = last_day(ends);

create macro months_between(starts, ends) as
    case
        when is_whole_months(starts, ends)
            then (date_diff('month', starts, ends) + 1)::double
        else (ends - starts + 1) * 12 / 365.25
    end;

create macro joint_qualifier(qualifiers) as
    case
        when list_bool_and([q = 'exact' for q in qualifiers]) then 'exact'
        when list_bool_and([q in ('exact', 'at_least') for q in qualifiers]) then 'at_least'
        when list_bool_and([q in ('exact', 'at_most') for q in qualifiers]) then 'at_most'
        else 'about'
    end;

-- The weakest of several readings: official, supplied, copy, secondary.
create macro weakest(verifications) as
    ['official', 'supplied', 'copy', 'secondary'][
        list_max([list_position(['official', 'supplied', 'copy', 'secondary'], v) for v in verifications])
    ];

-- What is made of provisional figures is provisional; else it is derived.
create macro joint_status(statuses) as
    if(list_contains(statuses, 'provisional'), 'provisional', 'derived');

create table figures_described as
with described as (
    select
        f.*,
        m.unit,
        m.kind as measure_kind,
        d.kind as district_kind,
        d.level as district_level,
        d."order" as district_order,
        s.scope,
        s.counted_by,
        s.campaign,
        o.publisher,
        o.verification,
        o.visibility,
        if(f.dates = 'as_of', null, months_between(f.period_start, f.period_end)) as months,
        not is_whole_months(f.period_start, f.period_end) and f.dates <> 'as_of' as part_month,
        coalesce(f.period_start < d.valid_from or f.period_end > d.valid_to, false) as other_boundary,
        row_number() over (
            partition by f.district, f.period_start, f.period_end, f.measure, f.sector, f.grade, f.series, f.basis
            order by
                f.value is null,
                f.dates = 'assumed',
                case o.verification when 'official' then 0 when 'supplied' then 0 when 'copy' then 1 else 2 end,
                o.published_on desc nulls last,
                f.id
        ) as vintage,
        count(*) over (
            partition by f.district, f.period_start, f.period_end, f.measure, f.sector, f.grade, f.series, f.basis
        ) as vintages,
    from figures f
    left join measures m on m.id = f.measure
    left join districts d on d.id = f.district
    left join series s on s.id = f.series
    left join sources o on o.id = f.source
)
select * from described
order by district_order, measure, sector, grade, series, basis, period_start, period_end, vintage;

create table observations as
select
    [id] as ids,
    district, district_kind, district_level, district_order,
    period_start, period_end, dates, months, part_month, other_boundary,
    measure, measure_kind, unit, sector, grade, series, scope, counted_by, campaign, basis,
    value, half_unit, qualifier, status, publisher, verification, visibility,
from figures_described
where vintage = 1 and value is not null;

create macro window_sum(p_start, p_end) as table
    select
        list_sort(flatten(list(ids))) as ids,
        district, any_value(district_kind) as district_kind, any_value(district_level) as district_level,
        any_value(district_order) as district_order,
        any_value(p_start::date) as period_start, any_value(p_end::date) as period_end, 'printed' as dates,
        any_value(months_between(p_start::date, p_end::date)) as months, false as part_month,
        bool_or(other_boundary) as other_boundary,
        measure, any_value(measure_kind) as measure_kind, any_value(unit) as unit, sector, grade, series,
        any_value(scope) as scope, any_value(counted_by) as counted_by, any_value(campaign) as campaign, basis,
        sum(value) as value, sum(half_unit) as half_unit, joint_qualifier(list(qualifier)) as qualifier,
        joint_status(list(status)) as status, any_value(publisher) as publisher,
        weakest(list(verification)) as verification, min(visibility) as visibility,
    from observations
    where
        is_whole_months(p_start::date, p_end::date)
        and p_start::date < date_trunc('month', p_end::date)
        and period_start >= p_start::date and period_end <= p_end::date
        and months = 1 and not part_month and dates = 'printed'
        and measure_kind = 'flow' and unit not in ('%', '分')
    group by district, measure, sector, grade, series, basis
    having count(*) = any_value(months_between(p_start::date, p_end::date));

create macro window_difference(p_start, p_end) as table
    select
        list_sort(longer.ids || shorter.ids) as ids,
        longer.district, longer.district_kind, longer.district_level, longer.district_order,
        p_start::date as period_start, p_end::date as period_end, 'printed' as dates,
        months_between(p_start::date, p_end::date) as months,
        not is_whole_months(p_start::date, p_end::date) as part_month,
        longer.other_boundary or shorter.other_boundary as other_boundary,
        longer.measure, longer.measure_kind, longer.unit, longer.sector, longer.grade, longer.series,
        longer.scope, longer.counted_by, longer.campaign, longer.basis,
        longer.value - shorter.value as value,
        nullif(coalesce(longer.half_unit, 0) + coalesce(shorter.half_unit, 0), 0) as half_unit,
        if(longer.qualifier = 'exact' and shorter.qualifier = 'exact', 'exact', 'about') as qualifier,
        joint_status([longer.status, shorter.status]) as status, longer.publisher,
        weakest([longer.verification, shorter.verification]) as verification,
        least(longer.visibility, shorter.visibility) as visibility,
    from observations longer
    join observations shorter using (district, measure, sector, grade, series, basis, period_start, publisher)
    where
        longer.period_end = p_end::date
        and shorter.period_end = p_start::date - 1
        and longer.dates = 'printed' and shorter.dates = 'printed'
        and longer.measure_kind = 'flow' and longer.unit not in ('%', '分')
        and longer.value >= shorter.value
    qualify 1 = row_number() over (
        partition by longer.district, longer.measure, longer.sector, longer.grade, longer.series, longer.basis
        order by longer.period_start
    );

create table windows as
select
    make_date(y, first_month, 1) as period_start,
    last_day(make_date(y, last_month, 1)) as period_end,
from (select distinct year(period_end) as y from observations where months = 1 and not part_month)
cross join (values
    (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 8), (1, 9), (1, 10), (1, 11), (1, 12),
    (4, 6), (7, 9), (10, 12), (7, 12)
) as w(first_month, last_month);

insert into observations by name
select
    list_sort(flatten(list(o.ids))) as ids,
    o.district, any_value(o.district_kind) as district_kind, any_value(o.district_level) as district_level,
    any_value(o.district_order) as district_order,
    w.period_start, w.period_end, 'printed' as dates,
    months_between(w.period_start, w.period_end) as months, false as part_month,
    bool_or(o.other_boundary) as other_boundary,
    o.measure, any_value(o.measure_kind) as measure_kind, any_value(o.unit) as unit, o.sector, o.grade, o.series,
    any_value(o.scope) as scope, any_value(o.counted_by) as counted_by, any_value(o.campaign) as campaign, o.basis,
    sum(o.value) as value, sum(o.half_unit) as half_unit, joint_qualifier(list(o.qualifier)) as qualifier,
    joint_status(list(o.status)) as status, any_value(o.publisher) as publisher,
    weakest(list(o.verification)) as verification, min(o.visibility) as visibility,
from windows w
join observations o
    on o.period_start >= w.period_start and o.period_end <= w.period_end
    and o.months = 1 and not o.part_month and o.dates = 'printed'
    and o.measure_kind = 'flow' and o.unit not in ('%', '分')
anti join observations e
    on e.district = o.district and e.measure = o.measure and e.sector = o.sector and e.grade = o.grade
    and e.series = o.series and e.basis = o.basis
    and e.period_start = w.period_start and e.period_end = w.period_end
group by o.district, o.measure, o.sector, o.grade, o.series, o.basis, w.period_start, w.period_end
having count(*) = months_between(w.period_start, w.period_end);

create macro observed(p_start, p_end) as table
    with printed as (
        select * from observations
    ),
    summed as (
        select s.* from window_sum(p_start, p_end) s
        anti join printed p using (district, measure, sector, grade, series, basis, period_start, period_end)
    ),
    differing as (
        select d.* from window_difference(p_start, p_end) d
        anti join printed p using (district, measure, sector, grade, series, basis, period_start, period_end)
        anti join summed s using (district, measure, sector, grade, series, basis, period_start, period_end)
    )
    select * from printed
    union all by name select * from summed
    union all by name select * from differing;
