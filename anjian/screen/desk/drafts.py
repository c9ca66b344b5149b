"""Opening a draft: its choices become those of the screen, its numbers those of today, and what changed is told."""

from dataclasses import dataclass

import streamlit as st

from anjian import words
from anjian.brief.build import Prepared
from anjian.brief.refusal import Refused
from anjian.brief.saved import LARGEST, Change, Opened, opened, renewed
from anjian.config import load
from anjian.screen import address
from anjian.screen.context import here
from anjian.screen.desk.history import Desk, change
from anjian.screen.pieces import gray
from anjian.selection import period_code

LARGEST_MB = LARGEST // 1_000_000
_OPENED, _WRONG, _NEWS, _UPLOAD = "_draft_opened", "_draft_wrong", "_draft_news", "draft-file"


@dataclass(frozen=True)
class _News:
    """What is told of a draft that was opened: its own data version, and the numbers that are others now."""

    version: str
    changes: tuple[Change, ...]


def upload() -> None:
    """Draw the box that opens a draft; a file that is none is answered in words."""
    lang = here().lang
    st.file_uploader(
        words.say("desk", "open_draft", lang, most=LARGEST_MB),
        type=["json"],
        key=_UPLOAD,
        on_change=_take,
        max_upload_size=LARGEST_MB,
    )
    if why := st.session_state.pop(_WRONG, ""):
        st.error(why)


def _take() -> None:
    file, at = st.session_state[_UPLOAD], here()
    if file is None:
        return
    try:
        draft = opened(file.getvalue(), at.lang)
        _check(draft)
    except Refused as error:
        st.session_state[_WRONG] = str(error)
        return
    st.session_state[_OPENED] = draft
    address.choose(m=draft.template, lang=draft.lang, p=period_code(draft.selection.period), y=[], **_districts(draft))


def _check(draft: Opened) -> None:
    """Raise Refused where template or district are unknown here."""
    at, briefs = here(), load().briefs
    unknown = [d for d in draft.selection.districts if d not in at.areas]
    if draft.template not in briefs or unknown or not draft.selection.period:
        found = words.enumeration(unknown, at.lang) or draft.template
        raise Refused(words.say("draft", "refused_unknown", at.lang, found=found))


def _districts(draft: Opened) -> dict:
    chosen = draft.selection.districts
    if load().briefs[draft.template].districts == "one":
        return {"of": chosen[0]}
    return {"d": list(chosen), "everything": False}


def renew(desk: Desk, prepared: Prepared) -> None:
    """Put the draft just opened on its desk, with today's numbers; then tell which of them changed."""
    draft: Opened | None = st.session_state.get(_OPENED)
    if draft and (draft.template, draft.selection.districts, draft.selection.period) == (
        desk[0], desk[1].districts, desk[1].period
    ):  # fmt: skip
        new, changes = renewed(draft, prepared)
        change(desk, new)
        del st.session_state[_OPENED]
        st.session_state[_NEWS] = (desk, _News(draft.version, changes))
    kept = st.session_state.get(_NEWS)
    if kept and kept[0] == desk:
        _tell(kept[1])


def _tell(news: _News) -> None:
    at = here()
    now = at.database.version
    if news.version == now:
        return gray(words.say("desk", "same_version", at.lang, version=now))
    slots = {"before": news.version, "now": now, "n": len(news.changes)}
    key = "numbers_changed" if news.changes else "no_number_changed"
    with st.container(border=True, key="draft-news"):
        st.markdown(f"**{words.say('desk', key, at.lang, **slots)}**")
        if news.changes:
            _table(news.changes, at.lang)


def _table(changes: tuple[Change, ...], lang: str) -> None:
    gone = words.say("desk", "number_gone", lang)
    columns = {
        "number": [c.where for c in changes], "before": [c.before for c in changes],
        "now": [c.now or gone for c in changes], "by": [c.by or words.MISSING for c in changes],
    }  # fmt: skip
    titles = {words.say("desk", f"column_{k}", lang): v for k, v in columns.items()}
    with st.container(key="list-draft-news"):
        st.table(titles, border="horizontal", hide_index=True)
