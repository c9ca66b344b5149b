"""数据与来源 Data and sources: documents, coverage, figures, measures and bases, checks."""

import streamlit as st

from anjian.screen import catalogue
from anjian.screen.context import here

st.title(here().say("sources"))
catalogue.show()
