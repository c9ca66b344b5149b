"""A brief: a template of config.yaml and a selection → the blocks, notes and checks of a document.

Every number in its text comes from a Result and carries its citation; how a file is written is `exports`' affair.
"""

from anjian.brief.build import build
from anjian.brief.refusal import Refused

__all__ = ["Refused", "build"]
