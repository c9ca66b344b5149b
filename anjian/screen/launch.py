"""Starts Streamlit on app.py, by Streamlit's own command line."""

import sys
from pathlib import Path

from streamlit import runtime
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli


def inside() -> bool:
    """Return whether a Streamlit server runs this script already."""
    return runtime.exists()


def start(app: Path) -> None:
    """Serve a script until stopped, with the options of the command line; ends the process.

    Until ``st.navigation`` has run once, Streamlit takes every file of a folder pages/ for a page of that name, and
    answers a link to any other page (/fines) with "Page not found". So it is told beforehand.
    """
    PagesManager.uses_pages_directory = False
    sys.argv = ["streamlit", "run", str(app), *sys.argv[1:]]
    cli.main(prog_name="streamlit")
