"""What the browser may fetch while the server still reads: the code that draws charts. Imports nothing heavy."""

from importlib.util import find_spec
from pathlib import Path

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

CODE = "_stcore/bidi-components/plotly.code/plotly.min.js"  # of the package plotly, served by Streamlit
FETCH = f"""<script>if (!document.getElementById("plotly-code")) document.head.append(Object.assign(
document.createElement("script"), {{id: "plotly-code", src: new URL("{CODE}", document.baseURI),
onerror() {{ this.remove() }}}}))</script>"""  # static/chart.js asks once more


def fetch_chart_code() -> None:
    """Let the browser load the code of the charts now: five megabytes that it would ask for with the first chart."""
    manager = get_bidi_component_manager()
    if manager.get("plotly.code") is None:
        (folder,) = find_spec("plotly").submodule_search_locations
        manager.register_from_manifest(
            ComponentManifest("plotly", "", [ComponentConfig("code", "package_data")]), Path(folder)
        )
    st.html(FETCH, unsafe_allow_javascript=True)
