-- What it answers: every document, how many figures it gave, of which districts and years.
-- Grain: one row per source.
-- Newest first; undated last.
with cited as (
    select source, district, year(period_end) as y from figures
    union all
    select source, district, year(date) from denominators
    union all
    select source, district, year(period_end) from targets
)
select
    s.id, s.title, s.publisher, s.published_on, s.kind, s.verification, s.visibility, s.url, s.note,
    count(c.source) as figures,
    count(distinct c.district) as districts,
    min(c.y) as first_year, max(c.y) as last_year,
from sources s
left join cited c on c.source = s.id
group by all
order by s.published_on desc nulls last, s.id
