"""A slide as it is planned, before anything is drawn."""

from dataclasses import dataclass

from anjian.exports.document import Chart
from anjian.exports.slides.page import BODY
from anjian.exports.slides.sentences import Sentence
from anjian.exports.slides.tables import Table


@dataclass(frozen=True)
class Slide:
    """One slide: its place in the text, title, sentences in points of ``size``, a table or chart, source line, notes.

    ``top`` is the end of the value axis where a chart goes on over slides.
    """

    path: str
    title: str
    notes: tuple[str, ...] = ()
    body: tuple[Sentence, ...] = ()
    size: int = BODY[0]
    table: Table | None = None
    chart: Chart | None = None
    top: float | None = None
    source: str = ""
