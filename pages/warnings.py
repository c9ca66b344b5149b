"""预警 Warnings: the rules and how districts stand to them, single accidents with their grades, the scorecard."""

import streamlit as st

from anjian.screen.context import here
from anjian.screen.show import show

st.title(here().say("warnings"))
show("warnings")
show("graded_events")
show("scorecard")
