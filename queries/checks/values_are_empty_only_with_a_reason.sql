-- A value is empty exactly when the status says why: direction_only, missing, not_applicable, withheld.
-- One row per figure whose value and status disagree.
-- Stops publication.
with judged as (
    select *, status in ('direction_only', 'missing', 'not_applicable', 'withheld') as says_why
    from figures
)
select
    file, line, if(value is null, 'status', 'value') as "column",
    if(value is null, status, plain(value)) as found,
    if(value is null, 'direction_only, missing, not_applicable, withheld', '') as allowed
from judged
where (value is null) <> says_why
order by all
