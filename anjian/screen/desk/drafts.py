"""Opening a draft: its choices become those of the screen, its numbers those of today, and what changed is told."""

from dataclasses import dataclass, replace

import streamlit as st

from anjian import words
from anjian.brief.build import Prepared
from anjian.brief.refusal import Refused
from anjian.brief.saved import LARGEST, Change, Opened, numbers_of, opened, renewed
from anjian.config import load
from anjian.screen import address
from anjian.screen.context import here
from anjian.screen.desk.history import Desk, change, history, put
from anjian.screen.pieces import gray
from anjian.selection import period_code

LARGEST_MB = LARGEST // 1_000_000
_OPENED, _WRONG, _NEWS, _UPLOAD = "_draft_opened", "_draft_wrong", "_draft_news", "draft-file"
_WRITTEN_ON = "_drafts_written_on"


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
    _follow(desk, prepared)
    draft: Opened | None = st.session_state.get(_OPENED)
    if draft and (draft.template, draft.selection.districts, draft.selection.period) == (
        desk[0], desk[1].districts, desk[1].period
    ):  # fmt: skip
        new, changes = renewed(draft.draft, draft.numbers, prepared)
        change(desk, new)
        del st.session_state[_OPENED]
        st.session_state[_NEWS] = (desk, _News(draft.version, changes))
    _remember(desk, prepared)
    kept = st.session_state.get(_NEWS)
    if kept and kept[0] == desk:
        _tell(kept[1])


def _follow(desk: Desk, prepared: Prepared) -> None:
    """Carry the drafts of a desk over to a data version that came while they were being written."""
    version, numbers = st.session_state.get(_WRITTEN_ON, {}).get(desk, (None, ()))
    if version in (None, prepared.matter.here.database.version):
        return
    past = history(desk)
    put(desk, replace(past, drafts=tuple(renewed(d, numbers, prepared)[0] for d in past.drafts)))
    st.session_state[_NEWS] = (desk, _News(version, renewed(past.now, numbers, prepared)[1]))


def _remember(desk: Desk, prepared: Prepared) -> None:
    """Keep which numbers an edited draft was written on: once a data version, for they are many."""
    version, kept = prepared.matter.here.database.version, st.session_state.get(_WRITTEN_ON, {})
    if any(d.texts for d in history(desk).drafts) and kept.get(desk, ("",))[0] != version:
        st.session_state[_WRITTEN_ON] = {**kept, desk: (version, numbers_of(prepared))}


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
