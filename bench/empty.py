"""An empty Streamlit page: a heading and the filter bar, nothing under it. Run by bench/run.py."""

import streamlit as st
from bar import bar

st.set_page_config("空", layout="wide")
bar()
st.title("空")
