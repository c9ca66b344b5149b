"""The filter bar of the pages to measure against: the same widgets as ours, their labels read from ours."""

import json
import os
from pathlib import Path

import streamlit as st

MODES, LANGUAGES = ("默认", "同期", "各自最新"), ("中文", "English")


@st.cache_data
def labels() -> dict[str, list[str]]:
    """Return the option labels of each widget by key, from the file that the bench wrote."""
    return json.loads(Path(os.environ["ANJIAN_BENCH_LABELS"]).read_text(encoding="utf-8"))


def bar() -> tuple[list[int], list[int]]:
    """Draw the filter bar; return the positions of the chosen districts and the chosen years (none: all)."""
    known = labels()
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        with st.popover("区县", width="content"):
            st.selectbox("选择组", known["group"], index=None, key="group")
            chosen = st.multiselect("选择区县", known["d-zh"], default=known["opening"], key="d-zh")
            st.button("恢复", type="tertiary")
        with st.popover("年份", width="content"):
            years = st.pills("年份", known["y-zh"], selection_mode="multi", key="y-zh")
            st.selectbox("时段", known["p-zh"], index=None, key="p-zh")
        st.segmented_control("比较方式", MODES, default=MODES[0], label_visibility="collapsed", key="mode-zh")
        with st.popover("复制链接", type="tertiary", width="content"):
            st.markdown("链接含全部选择")
            st.code("http://localhost/", language=None, wrap_lines=True)
        st.space("stretch")
        st.segmented_control("语言", LANGUAGES, default=LANGUAGES[0], label_visibility="collapsed", key="lang-zh")
    return [known["d-zh"].index(d) for d in chosen], [int(y) for y in years]
