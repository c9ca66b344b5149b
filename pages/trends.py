"""趋势 Trends: one indicator over time, a panel a district, and what was told differently."""

import streamlit as st

from anjian.screen.context import here
from anjian.screen.show import show

st.title(here().say("trends"))
show("trend")
show("retold")
