-- What it answers: the single accidents that sources describe one by one.
-- Grain: one row per accident.
-- Never added to figures: a source names some of its accidents only. computed_grade is by Order 493, null without numbers.
select
    e.id, e.line, e.date, e.district, d."order" as district_order, e.sector, e.deaths, e.serious_injuries, e.injuries,
    e.direct_loss, e.grade, grade_of(e.deaths, e.serious_injuries, e.direct_loss) as computed_grade, e.as_written, e.locator, e.note, o.title, o.publisher, o.published_on,
from accident_events e
join districts d on d.id = e.district
join sources o on o.id = e.source
where
    (len($districts) = 0 or list_contains($districts, e.district))
    and (len($years) = 0 or list_contains($years, year(e.date)))
    and ($period_start is null or e.date between $period_start and $period_end)
order by e.date desc, district_order, e.id
