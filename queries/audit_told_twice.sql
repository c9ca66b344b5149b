-- What it answers: figures and populations told with different values: whether rounding explains the difference.
-- Grain: one row per key with different values; printed is the current telling, lower and upper the span of the others.
-- They agree where one value could stand behind all tellings. The base has no half units: up to three final zeros are taken for rounding.
with tellings as (
    select
        'figure' as kind, id, district, district_order, period_start, period_end, measure, sector, grade, series, basis,
        value, half_unit, qualifier, unit, source, locator, as_written, file, line, vintage,
    from figures_described
    where vintages > 1 and value is not null
    union all by name
    select
        'denominator' as kind, n.line as id, n.district, d."order" as district_order,
        n.date as period_start, n.date as period_end, n.measure, 'all' as sector, 'all' as grade,
        n.value,
        if(n.value % 10 = 0 and n.value > 0, 5 * 10 ** (least(3, len(plain(n.value)) - len(rtrim(plain(n.value), '0'))) - 1), 0)
            as half_unit,
        n.qualifier, m.unit, n.source, n.note as locator, n.file, n.line,
        row_number() over (
            partition by n.district, n.date, n.measure
            order by
                case o.verification when 'official' then 0 when 'supplied' then 0 when 'copy' then 1 else 2 end,
                o.published_on desc nulls last, n.line
        ) as vintage,
    from denominators n
    join districts d on d.id = n.district
    join measures m on m.id = n.measure
    join sources o on o.id = n.source
),
bounded as (
    select
        t.*, o.title, o.publisher, o.published_on, o.note as source_note,
        at_lowest(value, half_unit, qualifier) as lowest, at_highest(value, half_unit, qualifier) as highest,
    from tellings t
    join sources o on o.id = t.source
),
compared as (
    select
        district, any_value(district_order) as district_order, period_start, period_end, measure, sector, grade,
        any_value(unit) as unit,
        arg_min({
            'value': value, 'half_unit': half_unit, 'qualifier': qualifier, 'source': source, 'title': title,
            'publisher': publisher, 'published_on': published_on, 'source_note': source_note, 'locator': locator,
            'as_written': as_written, 'file': file, 'line': line
        }, vintage) as current_one,
        min(vintage) as first_vintage,
        list({
            'kind': kind, 'id': id, 'measure': measure, 'period_start': period_start, 'period_end': period_end,
            'value': value, 'half_unit': half_unit, 'qualifier': qualifier, 'unit': unit, 'source': source,
            'title': title, 'locator': locator, 'as_written': as_written, 'file': file, 'line': line
        } order by vintage) as parts,
        list(lowest order by vintage)[2:] as other_lows,
        list(highest order by vintage)[2:] as other_highs,
        max(lowest) <= min(highest) as agrees,
    from bounded
    group by kind, district, period_start, period_end, measure, sector, grade, series, basis
    having count(distinct value) > 1
)
select
    'told_twice' as kind, district, district_order, period_start, period_end,
    current_one.value as printed, unit, current_one.half_unit as half_unit, current_one.qualifier as qualifier,
    if(isfinite(list_min(other_lows)), list_min(other_lows), null) as lower,
    if(isfinite(list_max(other_highs)), list_max(other_highs), null) as upper,
    agrees, parts,
    current_one.source as source, current_one.title as title, current_one.publisher as publisher,
    current_one.published_on as published_on, current_one.source_note as source_note,
    current_one.locator as locator, current_one.as_written as as_written,
    current_one.file as file, current_one.line as line,
from compared
order by district_order, period_end desc, period_start, file, line
