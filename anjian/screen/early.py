"""What the browser may fetch while the server still reads: the code that draws charts. Imports nothing heavy."""

from functools import cache
from pathlib import Path

import streamlit as st


@cache
def _chart_code() -> str:
    """Return the name of Streamlit's file for Plotly charts, or "" where this version keeps it elsewhere."""
    folder = Path(st.__file__).parent / "static" / "static" / "js"
    return next((p.name for p in sorted(folder.glob("PlotlyChart.*.js"))), "")


def fetch_chart_code() -> None:
    """Let the browser load the code of the charts now: five megabytes that it would ask for after the first chart."""
    if name := _chart_code():
        script = f'<script>import(new URL("static/js/{name}", document.baseURI)).catch(() => null)</script>'
        st.html(script, unsafe_allow_javascript=True)
