"""The brief as it will read, each block with its 编辑: wording, place, dropping, adding."""

from html import escape

import pyarrow as pa
import streamlit as st

from anjian import words
from anjian.brief.build import Prepared
from anjian.brief.draft import OWN_ID, Draft, arranged
from anjian.brief.parts import Part
from anjian.brief.references import References, read
from anjian.brief.refusal import Refused
from anjian.charts import printed
from anjian.exports.document import Block, Chart, Document, Grid, Heading, Paragraph, numeric
from anjian.exports.labels import captioned, label
from anjian.screen import style
from anjian.screen.context import here
from anjian.screen.desk.history import Desk, History, change, history, step
from anjian.screen.pieces import chart, gray

PARTS_NAMED = 40
GAPS = {"zh": "", "en": " "}  # between two sentences


def steps(desk: Desk) -> None:
    """Draw back, forward, and as generated, where there is a step to take."""
    past, lang = history(desk), desk[2]
    if past == History():
        return
    fresh = Draft(past.now.fields)
    tools = {
        "undo": (past.undoable, step, -1), "redo": (past.redoable, step, 1),
        "reset": (past.now != fresh, change, fresh),
    }  # fmt: skip
    for name, (works, act, to) in tools.items():
        st.button(
            words.say("desk", name, lang), key=f"desk-{name}", type="tertiary", disabled=not works, on_click=act,
            args=(desk, to),
        )  # fmt: skip


def toolbar(desk: Desk, prepared: Prepared) -> None:
    """Draw the steps, and what adds a paragraph at the end."""
    steps(desk)
    lang = desk[2]
    if st.button(words.say("desk", "add", lang), key="desk-add", type="tertiary"):
        order = arranged(prepared.parts, history(desk).now)
        st.dialog(words.say("desk", "add", lang), width="large")(_adding)(desk, prepared, order[-1], order)


def draw(desk: Desk, prepared: Prepared, document: Document, shown: tuple[Part, ...]) -> None:
    """Draw the brief: head, blocks, what was left out, notes and appendix.

    ``shown`` are the parts of the document's blocks, in order.
    """
    blocks = list(zip(shown, captioned(document).blocks, strict=True))
    notes = {n.number: n.text for n in document.notes}
    with st.container(key="paper", border=True):
        _head(document)
        for n, (part, block) in enumerate(blocks):
            with st.container(horizontal=True, vertical_alignment="top", key=f"part-{n}"):
                with st.container(width="stretch"):
                    _block(block, part, n, notes)
                if st.button(words.say("desk", "edit", desk[2]), key=f"edit-{n}", type="tertiary"):
                    _edit_dialog(desk, prepared, part)
    _dropped(desk, prepared)
    _after(document)


def _head(document: Document) -> None:
    marks = "　".join(document.marks)
    fields = "".join(
        f"<span>{escape(name)}{label('between', document.lang)}{escape(value) or '<u>　　　　　　</u>'}</span>"
        for name, value in document.fields
    )
    told = f"<p class=marks>{escape(marks)}</p>" if marks else ""
    st.html(f"<div class=sheet>{told}<h2>{escape(document.title)}</h2><p class=fields>{fields}</p></div>")


def _block(block: Block, part: Part, n: int, notes: dict[int, str]) -> None:
    match block:
        case Heading():
            st.html(f"<div class=sheet><h{block.level + 2}>{escape(block.text)}</h{block.level + 2}></div>")
        case Paragraph():
            st.html(f"<div class=sheet><p>{_said(block, notes)}</p></div>")
        case Grid():
            _grid(block, n)
        case Chart():
            _caption(block.caption)
            chart(printed.draw(block), f"printed-{n}", block.alt)
            gray("　".join(filter(None, (_unit(block), _source(block)))))


def _source(block: Grid | Chart) -> str:
    """Return the source line with the notes of the numbers shown."""
    return block.source + "".join(f" \\[{n}\\]" for n in block.notes)


def _unit(block: Chart) -> str:
    return label("unit", here().lang) + block.unit if block.unit else ""


def _caption(text: str) -> None:
    st.html(f"<div class=sheet><p class=caption>{escape(text)}</p></div>")


def _said(block: Paragraph, notes: dict[int, str]) -> str:
    """Return a paragraph as HTML: a number is underlined and tells its source when pointed at."""
    lang = here().lang
    pieces = (
        f'<span class=ref title="{escape(notes.get(s.note, ""))}">{escape(s.text)}<sup>[{s.note}]</sup></span>'
        if s.note else escape(s.text)
        for s in block.said
    )  # fmt: skip
    return "".join(pieces) + (f"<em>{label('added', lang)}</em>" if block.own else "")


def _grid(block: Grid, n: int) -> None:
    _caption(block.caption)
    columns, key = {title: [row[c] for row in block.rows] for c, title in enumerate(block.columns)}, f"list-printed-{n}"
    with st.container(key=key):
        numbers = [c for c, found in enumerate(numeric(block.rows, len(block.columns))) if found and c]
        st.html(style.right(key, numbers) + style.cards(key, block.columns))
        st.table(pa.table(columns), border="horizontal", hide_index=True, alt=block.caption)
    gray(_source(block))


def _dropped(desk: Desk, prepared: Prepared) -> None:
    """Draw what the author left out, each with the way back."""
    lang, draft = desk[2], history(desk).now
    gone = [p for p in prepared.parts if p.id in draft.dropped]
    if not gone:
        return
    with st.expander(words.say("desk", "dropped", lang, n=len(gone))):
        for part in gone:
            with st.container(horizontal=True, vertical_alignment="center"):
                with st.container(width="stretch"):
                    gray(_short(part))
                st.button(
                    words.say("desk", "restore", lang), key=f"restore-{part.id}", type="tertiary",
                    on_click=change, args=(desk, draft.restored(part.id)),
                )  # fmt: skip


def _short(part: Part) -> str:
    if part.is_text:
        text = "".join(p if isinstance(p, str) else p.text for s in part.block for p in s)
    else:
        text = part.block.text if isinstance(part.block, Heading) else part.block.caption
    return text[:PARTS_NAMED] + ("…" if len(text) > PARTS_NAMED else "")


def _after(document: Document) -> None:
    """Draw what the files hold after the text."""
    lang = document.lang
    with st.expander(f"{label('notes', lang)} · {label('appendix', lang)}"):
        st.html(_listed(f"[{n.number}] {n.listed}" for n in document.notes))
        st.html(_listed(document.bases))
        st.html(_listed(f"{k}{label('between', lang)}{v}" for k, v in document.properties))


def _listed(lines) -> str:
    return "".join(f"<p class=note>{escape(line)}</p>" for line in lines)


def _edit_dialog(desk: Desk, prepared: Prepared, part: Part) -> None:
    st.dialog(words.say("desk", "edit_title", desk[2]), width="large")(_edit)(desk, prepared, part)


def _edit(desk: Desk, prepared: Prepared, part: Part) -> None:
    lang, draft = desk[2], history(desk).now
    references, new = References(prepared.parts), None
    if part.is_text:
        new = _wording(desk, prepared, part, references)
    else:
        gray(_short(part))
    order = arranged(prepared.parts, draft)
    with st.container(horizontal=True):
        wanted = part.is_text and st.button(words.say("desk", "save", lang), key="desk-save")
        _then("up", desk, draft.moved(part.id, -1, order))
        _then("down", desk, draft.moved(part.id, 1, order))
        _then("drop", desk, draft.without(part.id))
        if part.id in draft.texts and not part.id.startswith(OWN_ID):
            _then("as_generated", desk, draft.edited(part.id, None))
    if wanted:
        _save(desk, part.id, new, references, prepared)
    with st.expander(words.say("desk", "add_after", lang)):
        _adding(desk, prepared, part.id, order)
    if references.told:
        _numbers(references, prepared, lang)


def _wording(desk: Desk, prepared: Prepared, part: Part, references: References) -> str:
    draft, made = history(desk).now, {p.id: p for p in prepared.parts}
    text = draft.texts.get(part.id) or references.text(made[part.id].block, GAPS[desk[2]])
    gray(words.say("desk", "own_lede" if part.id.startswith(OWN_ID) else "edit_lede", desk[2]))
    return st.text_area(words.say("desk", "wording", desk[2]), text, height=200, key=f"wording-{part.id}")


def _save(desk: Desk, part: str, text: str, references: References, prepared: Prepared) -> None:
    """Keep a wording; what cannot stand is said, and the text stays in the box."""
    if not _stands(text, references, own=part.startswith(OWN_ID)):
        return
    draft = history(desk).now
    made = {p.id: p for p in prepared.parts}.get(part)
    same = made is not None and text == references.text(made.block, GAPS[desk[2]])
    change(desk, draft.edited(part, None if same else text) if text.strip() else draft.without(part))
    st.rerun()


def _stands(text: str, references: References, own: bool) -> bool:
    """Return whether a wording can stand; if not, draw why."""
    try:
        for line in text.splitlines():
            read(line, references.told, here().setting, own)
    except Refused as error:
        st.error(str(error))
        return False
    return True


def _then(name: str, desk: Desk, draft: Draft) -> None:
    """Draw a button that makes a draft the present one and closes the dialog."""
    if st.button(words.say("desk", name, desk[2]), key=f"desk-{name}", disabled=draft == history(desk).now):
        change(desk, draft)
        st.rerun()


def _adding(desk: Desk, prepared: Prepared, after: str, order: list[str]) -> None:
    """Draw the box for a paragraph of the author's own."""
    lang, references = desk[2], References(prepared.parts)
    gray(words.say("desk", "own_lede", lang))
    text = st.text_area(words.say("desk", "own_wording", lang), height=120, key=f"own-after-{after}")
    wanted = st.button(words.say("desk", "add_save", lang), key="desk-add-save") and text.strip()
    if wanted and _stands(text, references, own=True):
        change(desk, history(desk).now.added(text, after, order))
        st.rerun()


def _numbers(references: References, prepared: Prepared, lang: str) -> None:
    """List the numbers of the brief that a text may refer to, each with the sentence it comes from."""
    told = {p.id: _short(p) for p in prepared.parts if p.is_text}
    with st.expander(words.say("desk", "numbers", lang, n=len(references.told))):
        columns = {
            words.say("desk", "reference", lang): [f"【{name}】" for name in references.told],
            words.say("desk", "said_in", lang): [told.get(references.first[name], "") for name in references.told],
        }
        st.dataframe(pa.table(columns), hide_index=True, alt=words.say("desk", "numbers", lang, n=len(references.told)))
