"""What a reader sees when the data on disk is wrong: where, what was found, what is allowed, what to do."""

import streamlit as st

from anjian import words
from anjian.problems import Problem, stopping
from anjian.screen import style

MOST = 10


def failed(problems: tuple[Problem, ...], version: str, lang: str) -> None:
    """Draw the banner over a page that still shows the last good version."""
    with st.container(border=True, key="banner"):
        st.markdown(f"**{words.say('ui', 'data_failed', lang, version=version)}**")
        _list(problems, lang, MOST)


def marks(found: tuple[str, ...], lang: str) -> None:
    """Draw what the page must be marked with: 演示数据, 内部资料."""
    for mark in found:
        st.markdown(f":gray-badge[**{words.say('ui', mark, lang)}**] {words.say('ui', f'{mark}_line', lang)}")


def first_start(problems: tuple[Problem, ...], lang: str) -> None:
    """Draw the whole page of a first start with bad data."""
    st.title(words.say("ui", "first_failed", lang))
    _list(problems, lang, MOST * 10)


def wrong_configuration(message: str, lang: str) -> None:
    """Draw the whole page of a start with a config.yaml that cannot be used."""
    st.title(words.say("ui", "config_failed", lang))
    st.code(message, language=None, wrap_lines=True)


def _list(problems: tuple[Problem, ...], lang: str, most: int) -> None:
    stops = stopping(problems)
    st.markdown(words.say("ui", "fix_and_save", lang))
    table(tuple(stops[:most]), lang, "stops")
    if len(stops) > most:
        st.markdown(words.say("ui", "more_problems", lang, n=len(stops) - most))


def table(problems: tuple[Problem, ...], lang: str, where: str) -> None:
    """Draw problems as a table that prints and reads aloud; ``where`` tells two on one page apart."""
    say = words.say
    columns = {
        say("ui", "file", lang): [p.file for p in problems],
        say("ui", "line", lang): [str(p.line) for p in problems],
        say("ui", "column", lang): [p.column or words.MISSING for p in problems],
        say("ui", "problem", lang): [words.rule(p, lang) for p in problems],
        say("ui", "found", lang): [_plain(words.shown(p.found, lang)) for p in problems],
        say("ui", "allowed", lang): [_plain(words.shown(p.allowed, lang)) for p in problems],
        say("ui", "severity", lang): [say("severity", p.severity, lang) for p in problems],
    }
    with st.container(key=(key := f"problems-{where}")):
        st.html(style.cards(key, tuple(columns)))
        st.table(columns, border="horizontal", hide_index=True)


def _plain(text: str) -> str:
    """Return text that Markdown leaves as it stands."""
    for mark in "\\`*_[]<>$~":
        text = text.replace(mark, f"\\{mark}")
    return text
