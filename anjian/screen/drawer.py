"""The source panel: for every number its document, heading, wording, who counted, and its other tellings."""

from collections.abc import Sequence

import streamlit as st

from anjian import words
from anjian.exports.csv_file import csv_bytes
from anjian.exports.tables import Table
from anjian.exports.xlsx_file import xlsx_bytes
from anjian.figures import cited as citing
from anjian.figures.cited import Number
from anjian.figures.setting import Setting
from anjian.screen import basket
from anjian.screen.context import here
from anjian.store.database import sql

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def open_panel(numbers: Sequence[Number], table: Table | None = None, first: int = 0, figure: str = "") -> None:
    """Open the panel on some numbers; ``table`` is the table twin of ``figure``, the figure they stand in."""
    at = here()
    panel = st.dialog(at.say("open_sources"), width="medium", position="right")(_panel)
    panel(numbers, table, first, figure)


def _panel(numbers: Sequence[Number], table: Table | None, first: int, figure: str) -> None:
    at = here().setting
    index = 0
    if len(numbers) > 1:
        index = st.selectbox(
            at.say("which_number"), range(len(numbers)), index=min(first, len(numbers) - 1),
            format_func=lambda n: numbers[n].label,
        )  # fmt: skip
    if numbers:
        _number(numbers[index], at)
    if table:
        st.markdown(f"**{at.say('table')}**")
        _downloads(numbers, table, at)
        basket.offer(figure)
        st.dataframe(_columns(table), hide_index=True, placeholder=words.MISSING, alt=table.title)
    if numbers:
        _query(numbers[index], at)


def _number(number: Number, at: Setting) -> None:
    st.markdown(f"**{number.label}**")
    if number.caveats:
        st.markdown(" ".join(f":gray-badge[{text}]" for text in number.caveats))
    cited = citing.citations(number.keys, at)
    for key in number.keys:
        citation(cited[key], at)


def citation(cited: dict, at: Setting) -> None:
    """Draw one citation: everything that is known of a published figure."""
    lang = at.lang
    facts = {
        "as_written": words.quoted(cited["as_written"]) if cited["as_written"] else words.MISSING,
        "measure": cited[f"measure_{lang}"] or words.MISSING,
        "value": _value(cited, at),
        "months": words.period(cited["period_start"], cited["period_end"], lang)
        + ("" if cited["dates"] == "printed" else f"（{words.say('dates', cited['dates'], lang)}）"),
        "sector": cited[f"sector_{lang}"] or words.MISSING,
        "grade": words.say("grade", cited["grade"], lang),
        "basis": _basis(cited, lang),
        "counted_by": words.say("counted_by", cited["counted_by"], lang) if cited["counted_by"] else words.MISSING,
        "series": cited[f"series_{lang}"] or words.MISSING,
        "scope": words.say("scope", cited["scope"], lang) if cited["scope"] else words.MISSING,
        "document": _document(cited),
        "publisher": cited["publisher"] or words.MISSING,
        "published_on": words.day(cited["published_on"], lang),
        "heading": cited["locator"] or words.MISSING,
        "verification": words.say("verification", cited["verification"], lang),
        "vintage": _vintages(cited, at),
        "note": words.sentence_list(filter(None, (cited["note"], cited["source_note"])), lang) or words.MISSING,
        "file_line": f"data/{cited['file']}:{cited['line']}",
    }
    st.table({at.say(k): str(v).replace(">", " › ") for k, v in facts.items()}, border="horizontal", hide_header=True)
    st.code(_cite(cited, at), language=None, wrap_lines=True)


def _value(cited: dict, at: Setting) -> str:
    """Return the value in full with its unit, and how far the source's rounding lets it be off."""
    if cited["value"] is None:
        return words.say("status", cited["status"], at.lang)
    text = words.counted(cited["value"], cited["unit"] or "", cited["qualifier"], at.lang)
    if not cited["half_unit"]:
        return text
    return at.say(
        "value_rounded", value=text, half=words.counted(cited["half_unit"], cited["unit"] or "", lang=at.lang)
    )


def _basis(cited: dict, lang: str) -> str:
    name, meaning = cited[f"basis_{lang}"], cited[f"basis_meaning_{lang}"]
    return words.sentence_list(filter(None, (name, meaning)), lang) or words.MISSING


def _document(cited: dict) -> str:
    return f"[{cited['title']}]({cited['url']})" if cited["url"] else cited["title"]


def _cite(cited: dict, at: Setting) -> str:
    wording = words.quoted(cited["as_written"]) if cited["as_written"] else ""
    return words.sentence_list(filter(None, (citing.document(cited, at), cited["locator"], wording)), at.lang)


def _vintages(cited: dict, at: Setting) -> str:
    if cited["kind"] != "figure" or cited["vintages"] < 2:
        return at.say("only_vintage")
    others = [v for v in at.database.query("vintages", id=cited["id"]) if v["id"] != cited["id"]]
    return words.sentence_list(
        (
            at.say(
                "vintage_line", title=v["title"], date=words.day(v["published_on"], at.lang),
                value=words.say("status", v["status"], at.lang) if v["value"] is None
                else words.counted(v["value"], cited["unit"], v["qualifier"], at.lang),
            )
            for v in others
        ),
        at.lang,
    )  # fmt: skip


def _columns(table: Table) -> dict[str, list]:
    return {title: [row[c] for row in table.rows] for c, title in enumerate(table.columns)}


def _downloads(numbers: Sequence[Number], table: Table, at: Setting) -> None:
    name = f"{table.title}-{at.database.version}".replace("/", "-")
    sources = citing.citation_table((k for n in numbers for k in n.keys), at)
    with st.container(horizontal=True):
        st.download_button(
            at.say("download_csv"), data=lambda: csv_bytes(table), file_name=f"{name}.csv", mime=CSV, on_click="ignore"
        )
        st.download_button(
            at.say("download_xlsx"), data=lambda: xlsx_bytes([table, sources], table.title),
            file_name=f"{name}.xlsx", mime=XLSX, on_click="ignore",
        )  # fmt: skip
    st.markdown(f":small[:gray[{at.say('also_files')}]]")


def _query(number: Number, at: Setting) -> None:
    with st.expander(at.say("query")):
        st.markdown(at.say("query_note"))
        st.code(f"-- queries/{number.query}.sql\n{sql(number.query)}", language="sql")
