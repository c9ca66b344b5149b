"""Starts Streamlit on app.py, by Streamlit's own command line: python -m anjian.screen.launch [options]"""

import gc
import importlib
import sys
import threading
from pathlib import Path

from streamlit import delta_generator
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

APP = Path(__file__).resolve().parents[2] / "app.py"


def start() -> None:
    """Serve the app until stopped, with the options of the command line; ends the process.

    Until ``st.navigation`` has run once, Streamlit takes every file of a folder pages/ for a page of that name, and
    answers a link to any other page (/fines) with "Page not found". So it is told beforehand. At its first element it
    looks through the files of all modules for a Python shell that runs it, to warn of one; here is none.
    """
    PagesManager.uses_pages_directory = False
    delta_generator._use_warning_has_been_displayed = True
    threading.Thread(target=_warm_up, daemon=True).start()
    sys.argv = ["streamlit", "run", str(APP), *sys.argv[1:]]
    cli.main(prog_name="streamlit")


def _warm_up() -> None:
    """Import what the pages need, read the data and ask what the first page asks, while server and browser start.

    What stands then stays: Python need not look through it for garbage, now or before each of many reruns.
    """
    gc.disable()
    try:
        importlib.import_module("anjian.screen.opening").rehearse()
    finally:
        gc.freeze()
        gc.enable()


if __name__ == "__main__":
    start()
