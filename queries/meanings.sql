-- What it answers: what exactly each basis counts, in one sentence in both languages.
-- Grain: one row per basis, in the order of bases.csv.
-- A meaning is null where the folder gives none.
select
    id,
    zh,
    en,
    meaning_zh,
    meaning_en,
from bases
order by line
