"""Taking a brief away: .docx, .pptx, .xlsx, text; the draft itself; a brief for each district as one zip."""

from functools import partial

import streamlit as st

from anjian import words
from anjian.brief import many
from anjian.brief.build import Prepared
from anjian.brief.draft import Draft
from anjian.brief.saved import saved
from anjian.exports.document import Document
from anjian.exports.own_template import TemplateRefused, available, fill, findings
from anjian.exports.writers import MIME, writer
from anjian.screen import turns
from anjian.screen.context import Context, here
from anjian.screen.desk.history import Desk
from anjian.screen.pieces import gray

OFFERED = (".docx", ".pptx", ".xlsx")
JSON, ZIP = "application/json", "application/zip"
_MADE = "_zip"
LARGEST_MB = 10


def downloads(document: Document | None, lang: str) -> None:
    """Draw the files; none while a wording cannot stand."""
    for ending in OFFERED:
        st.download_button(
            words.say("desk", f"download_{ending[1:]}", lang), key=f"file-{ending[1:]}", on_click="ignore",
            data=partial(_written, document, ending), disabled=document is None, mime=MIME[ending],
            file_name=many.file_name(document, ending) if document else None,
        )  # fmt: skip


def _written(document: Document, ending: str) -> bytes:
    return writer(ending)(document)


def keep(desk: Desk, prepared: Prepared, draft: Draft) -> None:
    """Draw the draft as a file to save."""
    st.download_button(
        words.say("desk", "save_draft", desk[2]), key="save-draft", on_click="ignore", mime=JSON,
        data=partial(saved, desk[0], prepared, draft), file_name=f"{prepared.brief.name[desk[2]]}.anjian.json",
    )  # fmt: skip


def own_template(document: Document, lang: str) -> None:
    """Draw the box for a bureau's own .docx: what it cannot fill is said before the file is offered."""
    file = st.file_uploader(
        words.say("desk", "own_template", lang, most=LARGEST_MB), type=["docx", "dotx"], key="own-template",
        max_upload_size=LARGEST_MB,
        help=words.say("desk", "own_template_help", lang, names=" ".join(available(document, lang))),
    )  # fmt: skip
    if file is None:
        return
    try:
        found = findings(file.getvalue(), document, lang)
    except TemplateRefused as error:
        st.error(str(error))
        return
    for finding in found:
        (st.error if finding.stops else gray)(finding.text)
    st.download_button(
        words.say("desk", "download_own", lang), key="file-own", on_click="ignore", mime=MIME[".docx"],
        data=partial(fill, file.getvalue(), document, lang), disabled=any(f.stops for f in found),
        file_name=many.file_name(document, ".docx"),
    )  # fmt: skip


def for_each(desk: Desk, draft: Draft) -> None:
    """Draw a brief for each district chosen above, as one zip, with how far it is."""
    at, (template, selection, lang) = here(), desk
    districts = at.selection.districts or tuple(at.areas)
    if len(districts) < 2:
        return
    gray(words.say("desk", "each_lede", lang, n=len(districts)))
    if st.button(words.say("desk", "each", lang, n=len(districts)), key="desk-each"):
        wanted = selection.with_(districts=districts)
        made = _with_progress(template, wanted, at, draft)
        st.session_state[_MADE] = (desk, districts, made)
    kept = st.session_state.get(_MADE)
    if kept and kept[:2] == (desk, districts):
        _offer(kept[2], at)


def _with_progress(template: str, selection, at: Context, draft: Draft) -> list[many.Made]:
    turns.give_back()  # a minute for sixty districts
    bar, made, n = st.progress(0.0), [], len(selection.districts)
    for one in many.each(template, at.setting, selection, ".docx", fields=draft.fields):
        made.append(one)
        text = words.say("desk", "each_at", at.lang, i=len(made), n=n, name=at.setting.name(one.district))
        bar.progress(len(made) / n, text)
    bar.empty()
    return made


def _offer(made: list[many.Made], at: Context) -> None:
    unmade = [m for m in made if m.why]
    done = len(made) - len(unmade)
    name = words.say("desk", "each_file", at.lang, name=words.say("desk", "page", at.lang), n=done)
    if done:
        st.download_button(
            words.say("desk", "download_zip", at.lang, n=done), key="file-zip", on_click="ignore", mime=ZIP,
            data=partial(many.zipped, made, at.setting), file_name=f"{name}.zip",
        )  # fmt: skip
    if unmade:
        gray(words.say("desk", "unmade", at.lang, n=len(unmade)))
        st.table(
            {at.say("name"): [at.setting.name(m.district) for m in unmade], at.say("why"): [m.why for m in unmade]},
            border="horizontal", hide_index=True,
        )  # fmt: skip
