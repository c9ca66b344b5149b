-- What it answers: the other tellings of a figure: the same key in other sources.
-- Grain: one row per figure that shares district, period, measure, sector, grade, series and basis with figure $id.
-- The current one (vintage 1) comes first.
select f.id, f.value, f.qualifier, f.status, f.dates, f.as_written, f.vintage, f.file, f.line, o.title, o.publisher, o.published_on, o.verification
from figures_described f
join figures_described this
    using (district, period_start, period_end, measure, sector, grade, series, basis)
join sources o on o.id = f.source
where this.id = $id
order by f.vintage
