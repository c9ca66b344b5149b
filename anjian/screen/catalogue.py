"""The page of the data itself: documents, coverage, figures by any word, measures and bases, checks."""

import streamlit as st

from anjian import words
from anjian.config import load
from anjian.exports.csv_file import csv_bytes
from anjian.exports.tables import Table, whole
from anjian.figures import audit, cited, records
from anjian.figures.listing import Listing, what
from anjian.screen import address, banner, drawer, style
from anjian.screen.context import asked, built, here
from anjian.screen.forms import coverage, listing
from anjian.screen.pieces import gray, hint
from anjian.store import checks

SOURCE_COLUMNS = ("document", "publisher", "published_on", "kind", "verification", "figures_count", "note", "id")
FIGURE_COLUMNS = (
    "name", "measure", "value", "unit", "months", "sector", "grade", "basis", "series", "as_written", "document",
    "verification", "domain",
)  # fmt: skip
TEXT = "text"
SECTIONS = ("sources", "coverage", "figures", "lexicon", "checks", "revisions", "audit")


def show_section(name: str) -> None:
    """Draw one section."""
    {"sources": _sources, "coverage": _coverage, "revisions": _revisions, "figures": _figures,
     "lexicon": _lexicon, "checks": _checks, "audit": _audit}[name]()  # fmt: skip


def prepare() -> None:
    """Make the page's own choice an allowed one, before anything is drawn."""
    address.one_of("s", SECTIONS, SECTIONS[0])


def show() -> None:
    """Draw the choice of sections and the chosen one; the others do not run."""
    at = here()
    section = address.choice("s")
    st.segmented_control(
        at.say("section"), SECTIONS, required=True, label_visibility="collapsed",
        format_func=lambda s: at.say(f"section_{s}"), **address.widget("s"),
    )  # fmt: skip
    with st.container(key=f"fig-section-{section}"):
        show_section(section)


def _coverage() -> None:
    coverage.draw("coverage_all")
    coverage.years("coverage_all")


def _revisions() -> None:
    listing.draw("retold", built("retold", asked("retold"), records.revisions))


def _audit() -> None:
    listing.draw("audit", built("audit", asked("audit"), audit.build))


def _sources() -> None:
    at = here()
    rows = cited.sources(at.setting)
    copies = sum(r["verification"] in ("copy", "secondary") for r in rows)
    st.subheader(at.say("sources_title", n=len(rows), copies=copies))
    table = Table(
        at.say("sources"),
        tuple(at.say(k) for k in SOURCE_COLUMNS),
        tuple(
            (
                r["title"], r["publisher"], r["published_on"], words.say("source_kind", r["kind"], at.lang),
                words.say("verification_short", r["verification"], at.lang), r["figures"], r["note"], r["id"],
            )
            for r in rows
        ),
    )  # fmt: skip
    linked = [f"[{_plain(r['title'])}]({r['url']})" if r["url"] else _plain(r["title"]) for r in rows]
    columns = {title: [row[c] for row in table.rows] for c, title in enumerate(table.columns)}
    columns[table.columns[0]] = linked
    columns[at.say("published_on")] = [words.day(r["published_on"], at.lang) for r in rows]
    columns = {k: [words.MISSING if v is None else str(v) for v in vs] for k, vs in columns.items()}
    _download(table)
    columns.pop(table.columns[-1])
    with st.container(key="doc-sources"):
        st.html(style.cards("doc-sources", tuple(columns)))
        st.table(columns, border="horizontal", hide_index=True)


def _plain(text: str) -> str:
    return text.replace("[", "［").replace("]", "］")


def _download(table: Table) -> None:
    at = here()
    st.download_button(
        at.say("download_csv"), data=lambda: csv_bytes(table), mime=drawer.CSV, on_click="ignore",
        file_name=f"{table.title}-{at.database.version}.csv",
    )  # fmt: skip


def _figures() -> None:
    at = here()
    text = st.text_input(at.say("search"), placeholder=at.say("search_placeholder"), **address.widget("q")) or ""
    start, end = at.selection.period or (None, None)
    rows = at.database.query(
        "search", text=text.strip(), districts=list(at.selection.districts), years=list(at.selection.years),
        period_start=start, period_end=end,
    )  # fmt: skip
    st.subheader(at.say("figures_title", n=len(rows)))
    table, as_text = _figure_table(rows), address.choice("n") == TEXT
    with st.container(horizontal=True, key="figure-files"):
        _download(table)
        other = {"n": None if as_text else TEXT}
        st.button(at.say("as_grid" if as_text else "as_text"), on_click=address.choose, kwargs=other)
    if as_text:
        return listing.table("figures", _as_listing(rows))
    _grid(rows, table)


def _grid(rows: list[dict], table: Table) -> None:
    """Draw figures as a grid to sort and to pick from; it is a picture, so paper is told of the table of text."""
    at = here()
    hint("figures", at.say("pick_row"))
    with st.container(key="cut-figures"):
        gray(at.say("grid_printed", n=len(rows)))
    columns = {title: [row[c] for row in table.rows] for c, title in enumerate(table.columns)}
    event = st.dataframe(
        columns, hide_index=True, placeholder=words.MISSING, on_select="rerun", selection_mode="single-row",
        key="figure-table", height=560, alt=table.title,
    )  # fmt: skip
    picked = event.selection.rows
    if picked and picked[0] < len(rows):
        found = at.database.query("citations", figures=[rows[picked[0]]["id"]], denominators=[], targets=[], events=[])
        drawer.citation(found[0], at.setting)


def _as_listing(rows: list[dict]) -> Listing:
    """Return figures as text: in few columns, so that they find room on paper."""
    at = here()
    keys = ("name", "measure", "value", "months", "series", "as_written", "document", "verification")
    cells = tuple(
        (
            r[f"district_{at.lang}"], what(r, at.setting), cited.figure_text(r, at.setting),
            cited.figure_period(r, at.setting), r[f"series_{at.lang}"], _plain(r["as_written"] or words.MISSING),
            _plain(r["title"]), words.say("verification_short", r["verification"], at.lang),
        )
        for r in rows
    )  # fmt: skip
    title, columns = at.say("section_figures"), tuple(at.say(k) for k in keys)
    return Listing(title, columns, cells, stacks=True, most=listing.MOST_ROWS)


def _figure_table(rows: list[dict]) -> Table:
    at = here()
    return Table(
        at.say("section_figures"), tuple(at.say(k) for k in FIGURE_COLUMNS), tuple(_figure_row(r) for r in rows)
    )  # fmt: skip


def _figure_row(r: dict) -> tuple[str, ...]:
    at = here()
    lang, names = at.lang, at.setting.names
    return (
        r[f"district_{lang}"], r[f"measure_{lang}"], _value(r, lang), words.unit(r["unit"], lang),
        words.period(r["period_start"], r["period_end"], lang), names.of("sector", r["sector"], lang),
        words.say("grade", r["grade"], lang), names.of("basis", r["basis"], lang), r[f"series_{lang}"],
        r["as_written"], r["title"], words.say("verification_short", r["verification"], lang),
        load().domain(r["domain"]).title[lang],
    )  # fmt: skip


def _value(r: dict, lang: str) -> str:
    if r["value"] is None:
        return words.say("status", r["status"], lang)
    value = whole(r["value"])
    return words.number(value, 0 if isinstance(value, int) else 2, r["qualifier"], lang)


def _lexicon() -> None:
    at = here()
    rows = at.database.query("lexicon")
    counts = {kind: sum(r["kind"] == kind for r in rows) for kind in ("measure", "basis", "series")}
    st.subheader(at.say("lexicon_title", measures=counts["measure"], bases=counts["basis"], series=counts["series"]))
    for kind, extra in (("measure", ("unit", "domain")), ("basis", ("means",)), ("series", ("counted_by", "scope"))):
        st.markdown(f"**{at.say(kind)}**")
        with st.container(key=f"list-lexicon-{kind}"):
            columns = _lexicon_columns([r for r in rows if r["kind"] == kind], extra)
            st.html(style.cards(f"list-lexicon-{kind}", tuple(columns)))
            st.table(columns, border="horizontal", hide_index=True, alt=at.say(kind))


def _lexicon_columns(rows: list[dict], extra: tuple[str, ...]) -> dict[str, list]:
    at = here()
    columns = {
        at.say("zh_name"): [r["zh"] for r in rows],
        at.say("en_name"): [r["en"] for r in rows],
        at.say("id"): [r["id"] for r in rows],
    }
    for key, field in zip(extra, ("extra", "more"), strict=False):
        columns[at.say(key)] = [_word(key, r, field) for r in rows]
    columns[at.say("figures_count")] = [r["figures"] for r in rows]
    return columns


def _word(key: str, row: dict, field: str) -> str:
    at, value = here(), row[field]
    if key == "means":
        return (value if at.lang == "zh" else row["more"]) or words.MISSING
    if key in ("counted_by", "scope"):
        return words.say(key, value, at.lang)
    if key == "unit":
        return words.unit(value, at.lang)
    return load().domain(value).title[at.lang]


def _checks() -> None:
    at = here()
    problems = at.database.problems
    st.subheader(at.say("checks_title", n=len(checks()), warns=len(problems)))
    if problems:
        banner.table(problems, at.lang, "checks")
    broken = {p.rule for p in problems}
    st.table(
        {
            at.say("check"): [words.say("check", c, at.lang) for c in checks()],
            at.say("result"): [
                at.say("passed") if c not in broken else words.say("severity", "warns", at.lang) for c in checks()
            ],
        },
        border="horizontal",
        hide_index=True,
    )
