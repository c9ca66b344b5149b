-- A period starts on or before its end; a stock's period is one day.
-- One row per period at fault.
-- Stops publication.
with periods as (
    select file, line, period_start, period_end, dates from figures
    union all select file, line, period_start, period_end, 'printed' from printed
    union all select file, line, period_start, period_end, 'printed' from targets
)
select
    file, line, 'period_end' as "column", period_end::varchar as found,
    if(dates = 'as_of', '= ', '≥ ') || period_start as allowed
from periods
where period_end < period_start or (dates = 'as_of' and period_end <> period_start)
order by all
