-- What it answers: which figures are new, changed or gone against the last good version of the data.
-- Grain: one row per figure (its key is that of METHODS 1, with the source) that is not as it was.
-- Changed is another value, qualifier or status. No rows where no earlier version is known.
with earlier as (
    select *, true as is_known from previous_figures
),
now as (
    select *, true as is_known from figures
)
select
    case when e.is_known is null then 'new' when n.is_known is null then 'gone' else 'changed' end as kind,
    district, measure, sector, period_start, period_end, source, coalesce(n.domain, e.domain) as domain,
    e.value as value_before, e.qualifier as qualifier_before, e.status as status_before,
    n.value as value_now, n.qualifier as qualifier_now, n.status as status_now,
    m.zh as measure_zh, m.en as measure_en, m.unit,
    grade, series, basis, n.id as id,
from earlier e
full join now n using (district, period_start, period_end, measure, sector, grade, series, basis, source)
left join districts d on d.id = district
left join measures m on m.id = measure
where
    exists (select 1 from previous_figures)
    and (
        e.is_known is null or n.is_known is null
        or (e.value, e.qualifier, e.status) is distinct from (n.value, n.qualifier, n.status)
    )
order by
    d."order", district, coalesce(n.domain, e.domain), measure, sector, grade, series, basis, period_start, period_end, source
