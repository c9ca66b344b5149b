"""The drafts of a session: one for each template and selection, with every step back."""

from dataclasses import dataclass, replace

import streamlit as st

from anjian.brief.draft import Draft
from anjian.selection import Selection

_KEY = "_drafts"
LONGEST = 200


@dataclass(frozen=True)
class History:
    """Drafts in the order they were made, and which of them is the present one."""

    drafts: tuple[Draft, ...] = (Draft(),)
    place: int = 0

    @property
    def now(self) -> Draft:
        return self.drafts[self.place]

    @property
    def undoable(self) -> bool:
        return self.place > 0

    @property
    def redoable(self) -> bool:
        return self.place < len(self.drafts) - 1

    def then(self, draft: Draft) -> "History":
        """Return the history with a new draft after the present one; what was undone is forgotten."""
        drafts = (*self.drafts[: self.place + 1], draft)[-LONGEST:]
        return History(drafts, len(drafts) - 1)

    def stepped(self, step: int) -> "History":
        """Return the history one step back (−1) or forward (1), as far as it goes."""
        return replace(self, place=min(max(self.place + step, 0), len(self.drafts) - 1))


Desk = tuple[str, Selection, str]


def history(desk: Desk) -> History:
    """Return the drafts of a template, a selection and a language."""
    return st.session_state.get(_KEY, {}).get(desk, History())


def put(desk: Desk, new: History) -> None:
    """Keep a history."""
    st.session_state[_KEY] = {**st.session_state.get(_KEY, {}), desk: new}


def change(desk: Desk, draft: Draft) -> None:
    """Make a draft the present one."""
    if draft != history(desk).now:
        put(desk, history(desk).then(draft))


def step(desk: Desk, by: int) -> None:
    """Go back or forward."""
    put(desk, history(desk).stepped(by))
