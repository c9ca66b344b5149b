"""A document → .xlsx bytes: its text, a sheet a table and a chart, notes, sources, 核对单; set up for printing.

The same input gives the same bytes: no clock, no random names. Text is never a formula, a link or a number. Text longer
than a cell holds is refused by a ValueError that names the place, never cut.
"""

import io
import re

import xlsxwriter

from anjian.exports.document import Chart, Document, Grid, Heading, Paragraph
from anjian.exports.door import checked
from anjian.exports.labels import check_columns, check_rows, label, marks_line, stated
from anjian.exports.native_chart import COLOURS, GREY, axis_ends, fill_cells, is_line, labelled
from anjian.exports.office import AS_TEXT, AUTHOR, CREATED, LONGEST_PROPERTY, comments, title
from anjian.exports.tables import wide

A4 = 9
LONGEST_CELL = 32_767
LONGEST_NAME = 31
TEXT_WIDTH, WIDEST, UPRIGHT = 90, 48, 95
_FORBIDDEN = str.maketrans("[]:*?/\\\n\t", "（）：＊？／＼  ")
_ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")
_FORMATS = {
    "title": {"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"},
    "caption": {"bold": True, "font_size": 12},
    "heading": {"bold": True, "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#E8EDED"},
    "cell": {"text_wrap": True, "valign": "top", "border": 1},
    "text": {"text_wrap": True, "valign": "top"},
    "quiet": {"font_color": "#4F5B62"},
    "raised": {"font_script": 1},
}


def write(document: Document) -> bytes:
    """Return the document as a .xlsx file; ValueError names the place of text that no cell can hold."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, AS_TEXT)
    _Writer(checked(document), book).fill()
    book.close()
    return out.getvalue()


class _Writer:
    """One document on its way into one workbook."""

    def __init__(self, document: Document, book: xlsxwriter.Workbook):
        self.document, self.book, self.lang = document, book, document.lang
        self.formats = {name: book.add_format(look) for name, look in _FORMATS.items()}

    def fill(self) -> None:
        self._properties()
        named = self._named()
        self._text(named)
        for block, name in named.items():
            fill = self._grid if isinstance(block[1], Grid) else self._chart
            fill(block[1], name)
        self._list("notes", [(f"[{n.number}]", n.text) for n in self.document.notes])
        self._list("bases", [(str(n), text) for n, text in enumerate(self.document.bases, 1)])
        self._check_sheet()
        self._list("file", self.document.properties, width=24)

    def _named(self) -> dict:
        """Return (position, table or chart) → its sheet's name, numbered like 表1 and 图1."""
        named, counts = {}, {"table": 0, "chart": 0}
        for at, block in enumerate(self.document.blocks):
            if isinstance(block, (Grid, Chart)):
                kind = "table" if isinstance(block, Grid) else "chart"
                counts[kind] += 1
                named[at, block] = _sheet_name(f"{label(kind, self.lang)}{counts[kind]} {block.caption}")
        return named

    # the text

    def _text(self, named: dict) -> None:
        sheet = self._sheet(label("text", self.lang), (TEXT_WIDTH, 14), repeat=None)
        row = self._head(sheet)
        for at, block in enumerate(self.document.blocks):
            match block:
                case Heading():
                    _put(sheet, row, 0, block.text, self.formats["heading"])
                case Paragraph():
                    self._paragraph(sheet, row, block)
                case _:
                    _put(sheet, row, 0, f"→ {named[at, block]}", self.formats["quiet"])
            row += 1

    def _head(self, sheet) -> int:
        """Write marks, title and fields; return the row after them."""
        document = self.document
        lines = [(marks_line(document), "heading"), (document.title, "title")]
        lines += [(field, "text") for field in stated(document.fields, self.lang)]
        lines = [line for line in lines if line[0]]
        for row, (text, look) in enumerate(lines):
            _put(sheet, row, 0, text, self.formats[look])
        _put(sheet, len(lines), 1, label("note", self.lang), self.formats["quiet"])
        return len(lines) + 1

    def _paragraph(self, sheet, row: int, paragraph: Paragraph) -> None:
        pieces: list = []
        for said in paragraph.said:
            pieces += [said.text] if said.text else []
            pieces += [self.formats["raised"], f"[{said.note}]"] if said.note is not None else []
        pieces += [label("added", self.lang)] if paragraph.own else []
        _put_rich(sheet, row, pieces, self.formats["text"])
        numbers = dict.fromkeys(str(s.note) for s in paragraph.said if s.note is not None)
        _put(sheet, row, 1, ", ".join(numbers), self.formats["quiet"])

    # tables and charts

    def _grid(self, grid: Grid, name: str) -> None:
        sheet = self._sheet(name, _widths(grid.columns, grid.rows), repeat=2)
        _put(sheet, 0, 0, grid.caption, self.formats["caption"])
        self._cells(sheet, grid.columns, grid.rows)
        self._source(sheet, len(grid.rows) + 4, grid)

    def _cells(self, sheet, columns, rows) -> None:
        for c, column in enumerate(columns):
            _put(sheet, 2, c, column, self.formats["head"])
        for r, row in enumerate(rows, 3):
            for c, cell in enumerate(row):
                _put(sheet, r, c, cell, self.formats["cell"])
        sheet.freeze_panes(3, 0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(rows) + 4}"})  # they are text as shown

    def _chart(self, chart: Chart, name: str) -> None:
        sheet = self._sheet(name, (28, *(16 for _ in chart.series), *(9 for _ in range(8))), repeat=2)
        _put(sheet, 0, 0, chart.caption, self.formats["caption"])
        for c, text in enumerate((label("unit", self.lang), chart.unit) if chart.unit else ()):
            _put(sheet, 1, c, text, self.formats["quiet"])
        number = self.book.add_format({"num_format": chart.shown, "border": 1})
        fill_cells(sheet, chart, number, 2, self.formats["head"])
        self._source(sheet, len(chart.categories) + 4, chart)
        drawn = _drawn(self.book, chart, name)
        where = {"description": chart.alt or chart.caption, "object_position": 3}
        sheet.insert_chart(2, len(chart.series) + 2, drawn, where)

    def _source(self, sheet, row: int, block: Grid | Chart) -> None:
        pieces = [block.source] if block.source else []
        pieces += [self.formats["raised"], "".join(f"[{n}]" for n in block.notes)] if block.notes else []
        _put_rich(sheet, row, pieces, self.formats["quiet"])

    # after the text

    def _list(self, title: str, rows, width: int = 8) -> None:
        sheet = self._sheet(label(title, self.lang), (width, TEXT_WIDTH), repeat=None)
        _put(sheet, 0, 0, label(title, self.lang), self.formats["caption"])
        for r, (name, text) in enumerate(rows, 2):
            _put(sheet, r, 0, name, self.formats["text"])
            _put(sheet, r, 1, text, self.formats["text"])

    def _check_sheet(self) -> None:
        columns, rows = check_columns(self.lang), check_rows(self.document.checks)
        sheet = self._sheet(label("check_sheet", self.lang), _widths(columns, rows), repeat=2)
        _put(sheet, 0, 0, label("check_sheet", self.lang), self.formats["caption"])
        self._cells(sheet, columns, rows)
        _put(sheet, len(rows) + 4, 0, label("checked", self.lang).format(n=len(rows)), self.formats["quiet"])

    def _sheet(self, name: str, widths: tuple[int, ...], repeat: int | None):
        """Return a sheet set up for A4, turned where it is wide, its header row repeated, a page across."""
        sheet = self.book.add_worksheet(name)
        for c, width in enumerate(widths):
            sheet.set_column(c, c, width)
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        if sum(widths) > UPRIGHT and repeat is not None:
            sheet.set_landscape()
        if repeat is not None:
            sheet.repeat_rows(repeat)
        return sheet

    def _properties(self) -> None:
        document = self.document
        said = {"title": title(document), "author": AUTHOR, "comments": comments(document), "created": CREATED}
        self.book.set_properties(said)
        for name, value in dict(document.properties).items():
            self.book.set_custom_property(name[:LONGEST_PROPERTY], value[:LONGEST_PROPERTY], "text")


def _drawn(book: xlsxwriter.Workbook, chart: Chart, name: str):
    line = is_line(chart)
    drawn = book.add_chart({"type": "line" if line else "bar"})
    for c in range(1, len(chart.series) + 1):
        drawn.add_series(_series(chart, name, c))
    if line:
        drawn.set_y_axis(_value_axis(chart, name))
    else:  # XlsxWriter calls the axis across x, also where the categories stand at the side
        drawn.set_x_axis(_value_axis(chart, name))
        drawn.set_y_axis({"reverse": True, "crossing": "max"})  # the order given from the top down, numbers below
    drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
    drawn.set_title({"none": True})  # the caption is the title
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": 640, "height": 300 if line else min(max(240, 90 + 30 * len(chart.categories)), 1600)})
    return drawn


def _series(chart: Chart, name: str, c: int) -> dict:
    last = len(chart.categories) + 2
    colour = f"#{COLOURS[(c - 1) % len(COLOURS)]}"
    given = {"name": [name, 2, c], "categories": [name, 3, 0, last, 0], "values": [name, 3, c, last, c]}
    if is_line(chart):
        given |= {"line": {"color": colour, "width": 1.75}, "marker": {"type": "circle", "fill": {"color": colour}}}
    else:
        given |= {"fill": {"color": colour}, "gap": 60}
    return given | ({"data_labels": {"value": True, "num_format": chart.shown}} if labelled(chart) else {})


def _value_axis(chart: Chart, sheet: str) -> dict:
    """Return the axis of the values, named by the unit's cell: XlsxWriter reads some text as a formula."""
    axis = {"num_format": chart.shown, "major_gridlines": {"visible": True, "line": {"color": f"#{GREY}"}}}
    ends = dict(zip(("min", "max"), axis_ends(chart), strict=True))
    named = {"name": [sheet, 1, 1]} if chart.unit else {}
    return axis | named | {k: v for k, v in ends.items() if v is not None}


def _put(sheet, row: int, column: int, text: str, look) -> None:
    """Write text as text; refuse what a cell cannot hold, which XlsxWriter would drop in silence."""
    _fits(sheet, row, text)
    sheet.write_string(row, column, text, look) if text else sheet.write_blank(row, column, None, look)


def _put_rich(sheet, row: int, pieces: list, look) -> None:
    """Write a paragraph whose note numbers are raised; one without is plain text."""
    texts = [p for p in pieces if isinstance(p, str)]
    _fits(sheet, row, "".join(texts))
    # XlsxWriter takes no fewer than three, and escapes signs like _x000D_ twice in raised text.
    if len(texts) == len(pieces) or len(pieces) < 3 or _ESCAPE.search("".join(texts)):
        _put(sheet, row, 0, "".join(texts), look)
    elif sheet.write_rich_string(row, 0, *pieces, look) != 0:
        raise ValueError(f"{sheet.get_name()}!A{row + 1}: this paragraph cannot be written as a cell")


def _fits(sheet, row: int, text: str) -> None:
    units = len(text.encode("utf-16-le")) // 2  # Excel counts 𠮷 as two
    if units > LONGEST_CELL:
        raise ValueError(f"{sheet.get_name()}, row {row + 1}: {units} characters, a cell holds {LONGEST_CELL}")


def _sheet_name(name: str) -> str:
    """Return a name that Excel takes: at most 31 of its characters, none of its signs."""
    name = name.translate(_FORBIDDEN)
    while len(name.encode("utf-16-le")) // 2 > LONGEST_NAME:
        name = name[:-1]
    return name.strip("' ")


def _widths(columns, rows) -> tuple[int, ...]:
    """Return each column's width in half characters: its longest text, 48 at most."""
    return tuple(_width([column, *(row[c] for row in rows)]) for c, column in enumerate(columns))


def _width(texts) -> int:
    return min(max(map(wide, texts)) + 2, WIDEST)
