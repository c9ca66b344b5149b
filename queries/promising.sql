-- What it answers: which districts have targets at all.
-- Grain: one row per district.
-- Asked once a data version: most districts have none, and to answer their targets with figures is dear.
select distinct district
from targets
order by district
