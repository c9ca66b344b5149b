"""区县对比 Compare: one indicator by the gate's classes, what may not stand with them, the table, two indicators."""

import streamlit as st

from anjian.screen.context import here
from anjian.screen.show import show

st.title(here().say("compare"))
show("comparison")
show("ranking")
show("funnel")
show("comparison_table")
show("pairs")
