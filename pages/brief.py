"""会议材料 Meeting brief: a template, read and edited, taken away as a file."""

import streamlit as st

from anjian.screen import desk
from anjian.screen.context import here

st.title(here().say("brief"))
desk.draw()
