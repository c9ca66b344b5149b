-- What it answers: whether page and file must be marked: demonstration data, internal sources.
-- Grain: one row.
-- A source counts whether or not a figure cites it.
select
    coalesce(bool_or(kind = 'demo'), false) as demonstration,
    coalesce(bool_or(visibility = 'internal'), false) as internal,
from sources
