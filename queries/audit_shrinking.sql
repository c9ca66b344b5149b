-- What it answers: cumulative figures below one of a shorter period inside theirs, beyond what rounding explains.
-- Grain: one row per figure of the longer period; lower is the least that the largest shorter one allows.
-- Of one district, measure, sector, grade, series and basis. parts are the longer figure and the shorter one.
with timed as (
    select
        *,
        at_lowest(value, half_unit, qualifier) as lowest, at_highest(value, half_unit, qualifier) as highest,
    from figures_described
    where dates <> 'as_of' and value is not null and measure_kind = 'flow' and unit not in ('%', '分')
),
shrunk as (
    select longer.id as longer, arg_max(shorter.id, (shorter.lowest, shorter.period_end, -shorter.vintage)) as shorter
    from timed longer
    join timed shorter using (district, measure, sector, grade, series, basis)
    where
        shorter.period_start >= longer.period_start and shorter.period_end <= longer.period_end
        and (shorter.period_start, shorter.period_end) <> (longer.period_start, longer.period_end)
        and longer.highest < shorter.lowest
    group by longer.id
),
parts_told as (
    select
        t.id,
        {
            'kind': 'figure', 'id': t.id, 'measure': t.measure, 'period_start': t.period_start,
            'period_end': t.period_end, 'value': t.value, 'half_unit': t.half_unit, 'qualifier': t.qualifier,
            'unit': t.unit, 'source': t.source, 'title': o.title, 'locator': t.locator, 'as_written': t.as_written,
            'file': t.file, 'line': t.line
        } as part,
        t.lowest,
    from timed t
    join sources o on o.id = t.source
    where t.id in (select longer from shrunk union select shorter from shrunk)
)
select
    'shrinking' as kind, l.district, l.district_order, l.period_start, l.period_end,
    l.value as printed, l.unit, l.half_unit, l.qualifier, s.lowest as lower, null::double as upper, false as agrees,
    [p.part, s.part] as parts, l.source, o.title, o.publisher, o.published_on, o.note as source_note,
    l.locator, l.as_written, l.file, l.line,
from shrunk k
join timed l on l.id = k.longer
join parts_told p on p.id = k.longer
join parts_told s on s.id = k.shorter
join sources o on o.id = l.source
order by l.district_order, l.period_end desc, l.period_start, l.file, l.line
