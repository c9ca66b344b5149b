-- What it answers: every ratio, share, sum and 同比 that a source prints, recomputed from its parts within their half units.
-- Grain: one row per row of printed.csv; lower and upper are what the parts allow, empty where a bound leaves that side open.
-- A part comes from the source of the printed number where that tells it, else from the current telling. METHODS 7.
with named as (
    select
        line,
        trim(unnest(string_split(parts, '|'))) as part,
        generate_subscripts(string_split(parts, '|'), 1) as place,
    from printed
),
asked as (
    select
        n.line, n.place, p.district, p.source as printed_by,
        string_split(split_part(n.part, '@', 1), '/') as words,
        string_split(split_part(n.part, '@', 2), '..') as period,
    from named n
    join printed p using (line)
),
parts_told as (
    select
        a.line, a.place,
        greatest(at_lowest(f.value, f.half_unit, f.qualifier), 0) as lowest,
        at_highest(f.value, f.half_unit, f.qualifier) as highest,
        {
            'kind': 'figure', 'id': f.id, 'measure': f.measure, 'period_start': f.period_start,
            'period_end': f.period_end, 'value': f.value, 'half_unit': f.half_unit, 'qualifier': f.qualifier,
            'unit': f.unit, 'source': f.source, 'title': o.title, 'locator': f.locator, 'as_written': f.as_written,
            'file': f.file, 'line': f.line
        } as part,
    from asked a
    join figures_described f
        on f.district = a.district
        and f.measure = a.words[1] and f.sector = a.words[2] and f.grade = a.words[3]
        and f.series = a.words[4] and f.basis = a.words[5]
        and f.period_start = a.period[1]::date and f.period_end = a.period[2]::date
    join sources o on o.id = f.source
    qualify 1 = row_number() over (partition by a.line, a.place order by f.source <> a.printed_by, f.vintage)
),
gathered as (
    select
        line,
        list(part order by place) as parts,
        list(lowest order by place) as lows,
        list(highest order by place) as highs,
    from parts_told
    group by line
),
scaled as (
    select
        p.* exclude (parts), g.parts, g.lows, g.highs,
        case p.unit when '%' then 100 when '‰' then 1000 else 1 end as per,
        p.kind = 'yoy' and p.unit not in ('%', '‰') as is_difference,
        p.kind = 'yoy' and p.unit in ('%', '‰') as is_change,
    from printed p
    join gathered g using (line)
),
recomputed as (
    select
        *,
        case
            when kind = 'sum' then list_sum(lows)
            when is_difference then lows[1] - highs[2]
            when highs[2] = 0 then '-infinity'
            else per * (lows[1] / highs[2] - is_change::int)
        end as lower,
        case
            when kind = 'sum' then list_sum(highs)
            when is_difference then highs[1] - lows[2]
            when lows[2] = 0 then 'infinity'
            else per * (highs[1] / lows[2] - is_change::int)
        end as upper,
        at_lowest(printed_value, half_unit, qualifier) as printed_lower,
        at_highest(printed_value, half_unit, qualifier) as printed_upper,
    from scaled
)
select
    r.kind, r.district, d."order" as district_order, r.period_start, r.period_end,
    r.printed_value as printed, r.unit, r.half_unit, r.qualifier,
    if(isfinite(r.lower), r.lower, null) as lower,
    if(isfinite(r.upper), r.upper, null) as upper,
    r.printed_upper >= r.lower - 1e-9 * greatest(1, abs(r.printed_value))
    and r.printed_lower <= r.upper + 1e-9 * greatest(1, abs(r.printed_value)) as agrees,
    r.parts, r.source, o.title, o.publisher, o.published_on, o.note as source_note,
    r.locator, r.as_written, r.file, r.line,
from recomputed r
join districts d on d.id = r.district
join sources o on o.id = r.source
order by d."order", r.period_end desc, r.line
