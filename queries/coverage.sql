-- What it answers: which months each district has published figures for, by domain.
-- Grain: one row per district, domain and period with a figure of a flow or a stock.
-- A worded direction without a number is no coverage. Asked once a data version: the choice of districts and years is made of its rows.
select district, district_order, domain, period_start, period_end, count(*) as figures
from figures_described
where value is not null
group by all
order by district_order, domain, period_start, period_end
