-- What stands ready for every question: described figures, the current one among vintages, windows of months, the best of each year.
-- Grain: figures_described one row per figure; observations one row per district, period, measure, sector, grade, series, basis.
-- METHODS 1 (which source is current), 2.1 (months), 2.2 (best covered), 2.3 (windows and differences). Runs once per data version.

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

-- How far a ratio may be off because its parts are rounded: half of what their half units span. Null where none is.
create macro half_width(per, n, n_half, d, d_half) as
    if(n_half + d_half > 0 and d > d_half,
        per * ((n + n_half) / (d - d_half) - (n - n_half) / (d + d_half)) / 2, null);

-- The weakest of several readings: official, supplied, copy, secondary.
create macro weakest(verifications) as
    ['official', 'supplied', 'copy', 'secondary'][
        list_max([list_position(['official', 'supplied', 'copy', 'secondary'], v) for v in verifications])
    ];

-- What is made of provisional figures is provisional; else it is derived.
create macro joint_status(statuses) as
    if(list_contains(statuses, 'provisional'), 'provisional', 'derived');

-- The least and the most that a printed number may stand for: half a unit about it; a bound or an approximation is open.
create macro at_lowest(number, half_unit, qualifier) as
    if(qualifier in ('exact', 'at_least'), coalesce(number - coalesce(half_unit, 0), '-infinity'), '-infinity'::double);

create macro at_highest(number, half_unit, qualifier) as
    if(qualifier in ('exact', 'at_most'), coalesce(number + coalesce(half_unit, 0), 'infinity'), 'infinity'::double);

-- The grade of an accident by Order 493, article 3: one criterion is enough, the highest wins; 以上 includes, 以下 excludes.
-- A number that is not known can only raise it. Null where none is known. Losses in yuan.
create macro grade_of(deaths, serious_injuries, direct_loss) as
    case
        when deaths is null and serious_injuries is null and direct_loss is null then null
        when deaths >= 30 or serious_injuries >= 100 or direct_loss >= 100000000 then 'extraordinary'
        when deaths >= 10 or serious_injuries >= 50 or direct_loss >= 50000000 then 'major'
        when deaths >= 3 or serious_injuries >= 10 or direct_loss >= 10000000 then 'larger'
        else 'general'
    end;

-- The least grade that a word stands for, to compare by: 1 general to 4 extraordinary; 0 where it says nothing.
create macro grade_rank(grade) as
    case grade::varchar
        when 'fatal' then 1
        when 'general' then 1
        when 'larger' then 2
        when 'larger_or_worse' then 2
        when 'major' then 3
        when 'extraordinary' then 4
        else 0
    end;

-- Months back from a day, where that month is too short for it: the first of the next one.
create macro clamped_up(from_day, months_back) as
    months_back + (day(months_back) < day(from_day))::integer;

-- The first day of a rule's window that ends on a day: so many days or months back, the first of the year, or without a unit
-- the day on which the rule began to apply; never before that. Where no end is known, that day.
create macro window_start(ends, unit, length, rule_starts) as
    greatest(rule_starts::date, case unit
        when 'day' then ends + 1 - length::integer
        when 'month' then clamped_up(ends + 1, (ends + 1 - to_months(length::integer))::date)
        when 'calendar_year' then date_trunc('year', ends)::date
    end);

-- Figures of the whole (all sectors, all grades) stand first, then by measure: a question reads the few rows it needs.
create table figures_described as
with told_again as (
    select district, period_start, period_end, measure, sector, grade, series, basis
    from figures
    group by all
    having count(*) > 1
),
tellings as (
    select
        f.id,
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
    semi join told_again using (district, period_start, period_end, measure, sector, grade, series, basis)
    left join sources o on o.id = f.source
)
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
    coalesce(t.vintage, 1) as vintage,
    coalesce(t.vintages, 1) as vintages,
from figures f
left join tellings t on t.id = f.id
left join measures m on m.id = f.measure
left join districts d on d.id = f.district
left join series s on s.id = f.series
left join sources o on o.id = f.source
order by
    f.sector <> 'all' or f.grade <> 'all', f.measure, f.sector, f.grade, district_order, f.series, f.basis,
    f.period_start, f.period_end, vintage;

-- The current figure of each key; and sums of monthly ones: January to each month, quarters, the second half-year.
-- A sum gives way to a figure of its span, and takes the place of one whose dates are assumed (METHODS 2.2).
-- The months of a year stand in one row, those that are there as the bits of a number: a sum is a slice of them.
create table observations as
with told as (
    select
        [id] as ids,
        district, district_kind, district_level, district_order,
        period_start, period_end, dates, months, part_month, other_boundary,
        measure, measure_kind, unit, sector, grade, series, scope, counted_by, campaign, basis,
        value, half_unit, qualifier, status, publisher, verification, visibility,
    from figures_described
    where vintage = 1 and value is not null
),
spans as (
    select
        first_month, last_month, 1 << row_number() over () as span,
        (1 << last_month) - (1 << (first_month - 1)) as months_needed,
    from (values
        (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 8), (1, 9), (1, 10), (1, 11), (1, 12),
        (4, 6), (7, 9), (10, 12), (7, 12)
    ) as w(first_month, last_month)
),
years as (
    select
        district, any_value(district_kind) as district_kind, any_value(district_level) as district_level,
        any_value(district_order) as district_order,
        measure, any_value(measure_kind) as measure_kind, any_value(unit) as unit, sector, grade, series,
        any_value(scope) as scope, any_value(counted_by) as counted_by, any_value(campaign) as campaign, basis,
        year(period_start) as in_year, bit_or(1 << (month(period_start) - 1)) as months_there,
        list_sort(list({
            'in_month': month(period_start), 'id': ids[1], 'value': value, 'half_unit': half_unit,
            'qualifier': qualifier, 'status': status, 'verification': verification, 'visibility': visibility,
            'publisher': publisher, 'other_boundary': other_boundary
        })) as parts,
    from told
    where months = 1 and not part_month and dates = 'printed' and measure_kind = 'flow' and unit not in ('%', '分')
    group by district, measure, sector, grade, series, basis, in_year
    having count(*) > 1
),
printed as (
    select
        t.district, t.measure, t.sector, t.grade, t.series, t.basis, year(t.period_end) as in_year,
        bit_or(s.span) as spans_printed,
    from told t
    join spans s
        on t.period_start = make_date(year(t.period_end), s.first_month, 1)
        and t.period_end = last_day(make_date(year(t.period_end), s.last_month, 1))
    where t.months > 1 and t.dates <> 'assumed'
    group by all
),
windows as (
    select
        y.* exclude (parts), s.first_month, s.last_month,
        parts[
            bit_count(months_there & ((1 << (first_month - 1)) - 1)) + 1
            : bit_count(months_there & ((1 << last_month) - 1))
        ] as parts,
    from years y
    left join printed p using (district, measure, sector, grade, series, basis, in_year)
    cross join spans s
    where months_there & months_needed = months_needed and coalesce(spans_printed, 0) & span = 0
),
summed as (
    select
        list_sort([p.id for p in parts]) as ids,
        district, district_kind, district_level, district_order,
        make_date(in_year, first_month, 1) as period_start, last_day(make_date(in_year, last_month, 1)) as period_end,
        'printed' as dates, (last_month - first_month + 1)::double as months, false as part_month,
        list_bool_or([p.other_boundary for p in parts]) as other_boundary,
        measure, measure_kind, unit, sector, grade, series, scope, counted_by, campaign, basis,
        list_sum([p.value for p in parts]) as value, list_sum([p.half_unit for p in parts]) as half_unit,
        joint_qualifier([p.qualifier for p in parts]) as qualifier,
        joint_status([p.status for p in parts]) as status,
        parts[1].publisher as publisher,
        weakest([p.verification for p in parts]) as verification,
        list_min([p.visibility for p in parts]) as visibility,
    from windows
)
select * from told where dates <> 'assumed'
union all by name
select told.*
from told
anti join summed using (district, measure, sector, grade, series, basis, period_start, period_end)
where dates = 'assumed'
union all by name
select * from summed
order by
    sector <> 'all' or grade <> 'all', measure, sector, grade, district_order, series, basis, period_end, period_start;

-- The best covered of each year (METHODS 2.2): printed before assumed, then the longest, then the latest. is_best_dated: of those with months.
create table yearly as
with best as (
    select
        max(coverage) as best, max(coverage) filter (dates <> 'as_of') as best_dated,
    from (
        select
            *, year(period_end) as in_year,
            {
                'printed': dates <> 'assumed', 'months': coalesce(months, 0), 'period_end': period_end,
                'sooner': -epoch(period_start), 'place': rowid
            } as coverage,
        from observations
    )
    group by district, measure, sector, grade, series, basis, in_year
),
kept as (
    select best.place as place, true as is_best, coalesce(best = best_dated, false) as is_best_dated from best
    union all
    select best_dated.place, false, true from best where best_dated <> best
)
select o.*, k.is_best, k.is_best_dated
from kept k
join observations o on o.rowid = k.place
order by o.rowid;

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

-- All observations; where a period is asked for, also sums of its months, else differences of cumulative figures.
create macro observed(p_start, p_end) as table
    with detours as (
        select if(dates = 'assumed', 3, 0) as detour, *
        from observations
        where period_start = p_start::date and period_end = p_end::date
        union all by name
        select 1 as detour, * from window_sum(p_start, p_end)
        union all by name
        select 2 as detour, * from window_difference(p_start, p_end)
    ),
    asked as (
        select *
        from detours
        qualify detour = min(detour) over (partition by district, measure, sector, grade, series, basis)
    )
    select * from observations where (period_start, period_end) is distinct from (p_start::date, p_end::date)
    union all by name
    select * exclude (detour) from asked;
