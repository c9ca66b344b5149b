"""The writing desk: choose a template, read and edit the brief, take it away as a file."""

from dataclasses import replace

import streamlit as st

from anjian import words
from anjian.brief.build import Prepared, numbered, prepare
from anjian.brief.draft import Draft, applied, wrong
from anjian.brief.refusal import Refused
from anjian.exports.document import Document
from anjian.figures.setting import Asked, Setting
from anjian.screen import basket
from anjian.screen.context import built, here
from anjian.screen.desk import choice, drafts, files, paper
from anjian.screen.desk.history import Desk, change, history
from anjian.screen.pieces import gray, nothing


def prepare_choices() -> None:
    """Make the page's own choices allowed ones, before anything is drawn."""
    choice.prepare()


def draw() -> None:
    """Draw the desk: choice, tools, the brief, files."""
    desk = choice.draw()
    _from_basket(desk)
    made = _prepared(desk, history(desk).now)
    if isinstance(made, str):
        nothing(made, "no_brief")
        gray(choice.instead(desk))
        paper.steps(desk)
        document = None
    else:
        document = _written(desk, made)
    with st.expander(words.say("desk", "more", desk[2]), key="desk-more"):
        if document:
            files.keep(desk, made, history(desk).now)
        drafts.upload()
        if document:
            files.own_template(document, desk[2])
        if choice.template().districts != "several":
            files.for_each(desk, history(desk).now)


def _from_basket(desk: Desk) -> None:
    """Draw what the basket holds, and the button that puts it at the end of this brief."""
    held, lang = basket.kept(), desk[2]
    if not held:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="desk-basket"):
        named = words.enumeration(basket.titles(held), lang)
        gray(words.say("desk", "basket", lang, n=len(held), titles=named))
        st.button(words.say("desk", "take", lang), key="desk-take", on_click=_take, args=(desk,))
        st.button(words.say("desk", "empty", lang), key="desk-empty", type="tertiary", on_click=basket.clear)


def _take(desk: Desk) -> None:
    draft = history(desk).now
    change(desk, replace(draft, basket=(*draft.basket, *basket.kept())))
    basket.clear()


def _written(desk: Desk, made: Prepared) -> Document | None:
    """Draw the brief with its tools; return it as a document, None while a wording cannot stand."""
    drafts.renew(desk, made)
    draft, setting = history(desk).now, here().setting
    bad, sound = wrong(made.parts, draft, setting), draft
    for part in bad:
        sound = sound.edited(part, None)
    shown = applied(made.parts, sound, setting)
    document = numbered(made, sound, shown)
    with st.container(horizontal=True, vertical_alignment="center", key="desk-tools"):
        choice.blanks(desk, dict(document.fields))
        paper.toolbar(desk, made)
        st.space("stretch")
        files.downloads(None if bad else document, desk[2])
    for why in bad.values():
        st.error(why)
    paper.draw(desk, made, document, shown)
    return None if bad else document


def _prepared(desk: Desk, draft: Draft) -> Prepared | str:
    """Return the brief as the template makes it, once a data version, or why it cannot be made honestly."""
    template, selection, _ = desk
    return built(f"brief {template} {draft.basket!r}", Asked(selection), lambda a, s: _or_why(template, a, s, draft))


def _or_why(template: str, asked: Asked, setting: Setting, draft: Draft) -> Prepared | str:
    try:
        return prepare(template, setting, asked.selection, draft)
    except Refused as error:
        return str(error)
