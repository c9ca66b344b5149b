"""One brief for each of many districts, as one zip: what could not be made is told in it, by name."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from anjian import words
from anjian.brief.build import build
from anjian.brief.refusal import Refused
from anjian.exports.document import Document
from anjian.exports.writers import writer
from anjian.figures.setting import Setting
from anjian.selection import Selection

UNFIT = str.maketrans(dict.fromkeys('/\\:*?"<>|\n\t', "_"))
LONGEST_NAME = 60


@dataclass(frozen=True)
class Made:
    """One district's brief as a file, or why there is none."""

    district: str
    file: str = ""
    content: bytes = b""
    why: str = ""


def each(template: str, here: Setting, selection: Selection, ending: str, *, fields=None) -> Iterator[Made]:
    """Yield the brief of each district of a selection in turn, so that the caller can say how far it is."""
    write = writer(ending)
    for district in selection.districts:
        try:
            document = build(template, here, selection.with_(districts=(district,)), fields)
        except Refused as error:
            yield Made(district, why=str(error))
        else:
            yield Made(district, file_name(document, ending), write(document))


def file_name(document: Document, ending: str) -> str:
    """Return a name that every file system takes."""
    return document.title.translate(UNFIT)[:LONGEST_NAME] + ending


def zipped(made: list[Made], here: Setting) -> bytes:
    """Return the files as a zip with the reasons of those not made beside them; same files, same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for one in made:
            if one.file:
                package.writestr(zipfile.ZipInfo(f"{one.district}-{one.file}"), one.content, zipfile.ZIP_DEFLATED)
        if unmade := [m for m in made if m.why]:
            name = words.say("draft", "unmade", here.lang) + ".txt"
            lines = "\n".join(f"{here.name(m.district)}\t{m.why}" for m in unmade)
            package.writestr(zipfile.ZipInfo(name), (lines + "\n").encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
