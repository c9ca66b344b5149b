-- What it answers: which months each district has published figures for, by domain.
-- Grain: one row per district, domain and period with a figure of a flow or a stock.
-- A worded direction without a number is no coverage.
select district, district_order, domain, period_start, period_end, count(*) as figures
from figures_described
where
    value is not null
    and list_contains($domains, domain)
    and (len($districts) = 0 or list_contains($districts, district))
    and (len($years) = 0 or list_contains($years, year(period_end)))
group by all
order by district_order, domain, period_start, period_end
