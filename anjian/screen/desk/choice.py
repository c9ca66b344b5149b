"""Which brief: template, district and period, and the blanks of its head."""

from dataclasses import replace

import streamlit as st

from anjian import words
from anjian.brief import periods
from anjian.brief.build import DATA_UNTIL
from anjian.config import Brief, load
from anjian.exports.door import FORBIDDEN
from anjian.screen import address
from anjian.screen.context import Context, here
from anjian.screen.desk.history import Desk, change, history
from anjian.screen.pieces import gray
from anjian.selection import Selection

LONGEST_FIELD = 60
PERIODS_NAMED = 5


def prepare() -> None:
    """Make template and district allowed ones."""
    at, briefs = here(), load().briefs
    address.one_of("m", briefs, next(iter(briefs)))
    single = at.selection.districts[0] if len(at.selection.districts) == 1 else ""
    opening = load().opening.district if load().opening.district in at.areas else next(iter(at.areas))
    address.one_of("of", at.areas, single or opening)


def template() -> Brief:
    return load().briefs[address.choice("m")]


def draw() -> Desk:
    """Draw the choice; return template, selection and language."""
    at = here()
    with st.container(horizontal=True, vertical_alignment="bottom", key="desk-choice"):
        st.selectbox(
            words.say("desk", "template", at.lang), list(load().briefs), width=260, **address.widget("m"),
            format_func=lambda name: load().briefs[name].name[at.lang],
        )  # fmt: skip
        if template().districts == "one":
            st.selectbox(
                at.say("one_district"), list(at.areas), width=300, **address.widget("of"),
                format_func=lambda d: at.areas[d].full_name(at.lang),
            )  # fmt: skip
    selection = _selection(at)
    if at.selection.period is None and selection.period:
        gray(_why(selection, at))
    return address.choice("m"), selection, at.lang


def _why(selection: Selection, at: Context) -> str:
    """Return why a brief without a chosen period is written for this one, and which is the newest."""
    newest = periods.newest(at.database, selection.districts)
    key = "period_chosen" if newest == selection.period else "period_chosen_not_newest"
    slots = {"period": selection.period, "newest": newest}
    return words.say("desk", key, at.lang, **{k: words.period(*p, at.lang) for k, p in slots.items()})


def _selection(at: Context) -> Selection:
    districts = (address.choice("of"),) if template().districts == "one" else at.selection.districts
    districts = districts or tuple(at.areas)
    period = at.selection.period or periods.usual(at.database, districts, at.selection.years)
    return Selection(districts, (), period)


def instead(desk: Desk) -> str:
    """Return what to try where no brief can be made: the periods that most of the districts published."""
    at = here()
    every = periods.told(at.database, desk[1].districts)
    best = sorted(every, key=lambda t: t.districts, reverse=True)[:PERIODS_NAMED]
    if not best:
        return words.say("desk", "try_districts", desk[2])
    named = (at.say("period_option", period=words.period(*t.period, desk[2]), n=t.districts) for t in best)
    return words.say("desk", "try_periods", desk[2], periods=words.enumeration(named, desk[2]))


def blanks(desk: Desk, known: dict[str, str]) -> None:
    """Draw the fields of the head; what stays empty is a blank to fill in by hand."""
    at, fields = here(), template().fields
    draft = history(desk).now
    with st.popover(words.say("desk", "fields", at.lang), width="content"):
        gray(words.say("desk", "fields_lede", at.lang))
        for name in fields:
            label = words.say("brief", f"field_{name}", at.lang)
            key = f"field-{name}-{hash(desk)}-{history(desk).place}"
            st.text_input(
                label, draft.fields.get(name, ""), max_chars=LONGEST_FIELD, key=key, on_change=_take,
                args=(desk, name, key), placeholder=known.get(label, "") if name == DATA_UNTIL else "",
            )  # fmt: skip


def _take(desk: Desk, name: str, key: str) -> None:
    text = FORBIDDEN.sub("", st.session_state[key]).strip()
    others = {k: v for k, v in history(desk).now.fields.items() if k != name}
    change(desk, replace(history(desk).now, fields={**others, name: text} if text else others))
