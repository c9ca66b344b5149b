"""One domain: totals, chain, trend, other measures, industries, campaigns and other bodies, what is not published."""

import streamlit as st

from anjian.screen.context import here
from anjian.screen.show import show

at = here()
st.title(at.setting.config.domain(at.page).title[at.lang])
show("domain_grid")
show("chain")
show("domain_trend")
show("others")
show("sectors")
show("series")
show("unpublished")
