"""目标任务 Targets: what plans promised, by when, by whom, and the figure that answers it."""

import streamlit as st

from anjian.screen.context import here
from anjian.screen.show import show

st.title(here().say("targets"))
show("targets")
