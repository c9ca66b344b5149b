-- What it answers: which districts published anything of a measure at all, and whether of some sector.
-- Grain: one row per measure and district.
-- Direction-only statements included.
select measure, district, bool_or(sector <> 'all') as by_sector
from figures_described
where vintage = 1
group by measure, district
order by measure, district
