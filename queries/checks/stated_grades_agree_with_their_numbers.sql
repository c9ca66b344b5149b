-- The stated grade of an accident does not contradict its deaths, serious injuries and direct loss (Order 493, article 3).
-- One row per accident whose numbers make it worse than stated, or, all three known, less than stated.
-- Warns.
with graded as (
    select
        *,
        grade_of(deaths, serious_injuries, direct_loss) as computed,
        deaths is not null and serious_injuries is not null and direct_loss is not null as is_whole,
        grade in ('general', 'larger', 'major', 'extraordinary') as is_exact,
    from accident_events
)
select
    file, line, 'grade' as "column", grade as found, if(grade = 'fatal', 'deaths ≥ 1', computed) as allowed,
from graded
where
    (is_exact and grade_rank(computed) > grade_rank(grade))
    or (is_whole and grade <> 'fatal' and grade_rank(computed) < grade_rank(grade))
    or (grade = 'fatal' and deaths = 0)
order by all
