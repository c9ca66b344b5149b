-- Each part that printed.csv names is a figure of its district; a ratio or share has two parts, 同比 two, a sum at least two.
-- One row per part without a figure, and per row with the wrong number of parts.
-- Stops publication.
with rows_split as (
    select *, string_split(parts, '|') as part_list from printed
),
parts_named as (
    select file, line, district, trim(unnest(part_list)) as part from rows_split
),
figure_parts as (
    select
        district,
        concat_ws('/', measure, sector, grade, series, basis) || '@' || period_start || '..' || period_end as part
    from figures
    where measure in (select split_part(part, '/', 1) from parts_named)
)
select file, line, 'parts' as "column", part as found, 'measure/sector/grade/series/basis@start..end' as allowed
from parts_named
anti join figure_parts using (district, part)
union all
select file, line, 'parts', len(part_list)::varchar, if(kind = 'sum', '≥ 2', '2')
from rows_split
where len(part_list) < 2 or (kind <> 'sum' and len(part_list) <> 2)
order by all
