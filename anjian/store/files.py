"""One CSV file → checked rows with their line numbers. Nothing is skipped in silence."""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from anjian.problems import WARNS, Problem
from anjian.store.schema import Column, columns_of

LONGEST_CELL = 2_000
csv.field_size_limit(2**31 - 1)

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]*", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)  # what a double holds exactly
_INTEGER = re.compile(r"-?\d{1,15}", re.ASCII)
_SLASHED = re.compile(r"(\d{4})[/\-.](\d{1,2})[/\-.](\d{1,2})( 0?0:00(:00)?)?", re.ASCII)
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
_FORMULA = re.compile(r"[=@]|[+\-](?=[A-Za-z(]|.*[|!])")


@dataclass
class Table:
    """The rows of one file: each a dict of column → value (None where empty), with ``line``.

    The rows of a big, faultless file stand as columns in ``ledger`` instead.
    """

    name: str
    rows: list[dict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ledger: pa.Table | None = None

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def add(self, line: int, column: str, rule: str, found: str, allowed: str, **kw) -> None:
        self.problems.append(Problem(self.file, line, _short(column), rule, _short(found), allowed, **kw))


def _short(text: str) -> str:
    text = _CONTROL.sub("�", str(text))
    return text if len(text) <= 60 else f"{text[:40]}…（{len(text)}）"


def read_table(name: str, content: bytes) -> Table:
    """Return the rows of one contract file and everything that is wrong with it."""
    table = Table(name)
    text = _decode(table, content)
    if text is None:
        return table
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    started = 1
    try:
        header = next(lines, [])
        if not header_fits(table, header):
            return table
        started = lines.line_num + 1
        for cells in lines:
            _add_row(table, header, cells, started)
            started = lines.line_num + 1
    except csv.Error:
        table.add(started, "", "broken_quote", '"', '"…""…"')
    return table


def _decode(table: Table, content: bytes) -> str | None:
    if not content.strip():
        return table.add(0, "", "empty_file", "", ", ".join(c.name for c in columns_of(table.name)))
    if b"\x00" in content or content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return table.add(0, "", "binary_file", repr(content[:8]), "CSV, UTF-8")
    if content.startswith(b"\xef\xbb\xbf"):
        table.add(0, "", "byte_order_mark", "BOM", "UTF-8", severity=WARNS)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _decode_gbk(table, content, error)


def _decode_gbk(table: Table, content: bytes, error: UnicodeDecodeError) -> str | None:
    try:
        if _damaged_utf8(content):
            raise error
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        line = content.count(b"\n", 0, error.start) + 1
        return table.add(line, "", "unknown_encoding", repr(content[error.start : error.start + 8]), "UTF-8 / GBK")
    table.add(0, "", "gbk", "GBK", "UTF-8", severity=WARNS)
    return text


def _damaged_utf8(content: bytes) -> bool:
    """Return whether the bytes are UTF-8 with a few lost ones: as GBK they would read as other characters."""
    text = content.decode("utf-8", "replace")
    lost, whole = text.count("\ufffd"), sum(ord(c) > 0x7F for c in text)
    return lost <= (whole - lost) / 4


def header_fits(table: Table, header: list[str]) -> bool:
    """Strip the names of the columns; return whether they are the contract's. What is wrong is told to ``table``."""
    header[:] = [cell.strip() for cell in header]
    columns = columns_of(table.name)
    names = [c.name for c in columns]
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            table.add(1, name, "double_column", f"{header.count(name)} ×", "1 ×")
        if name not in names:
            table.add(1, name, "extra_column", name, ", ".join(n for n in names if n not in header) or "–")
    for column in columns:
        if column.name not in header and not column.optional:
            table.add(1, column.name, "missing_column", ", ".join(header), column.name)
    return not table.problems or all(p.severity == WARNS for p in table.problems)


def _add_row(table: Table, header: list[str], cells: list[str], line: int) -> None:
    if not any(cell.strip() for cell in cells):
        if cells:
            table.add(line, "", "blank_row", ",".join(cells), "–", severity=WARNS)
        return
    if len(cells) != len(header):
        return table.add(line, "", "wrong_width", str(len(cells)), str(len(header)))
    before = len(table.problems)
    given = dict(zip(header, cells, strict=True))
    row = {c.name: cell(table, c, given.get(c.name), line) for c in columns_of(table.name)}
    if all(p.severity == WARNS for p in table.problems[before:]):
        table.rows.append(row | {"file": table.file, "line": line})


def cell(table: Table, column: Column, text: str | None, line: int):
    """Return what a cell means, None where it is empty or wrong; what is wrong is told to ``table``."""
    if text is None:
        text = column.default or ""
    if len(text) > LONGEST_CELL:
        return table.add(line, column.name, "long_cell", text, f"≤ {LONGEST_CELL}")
    if _CONTROL.search(text):
        return table.add(line, column.name, "lost_character", text, "UTF-8")
    text = text.strip().replace("\r\n", "\n").replace("\r", "\n") or column.default or ""
    if not text:
        if column.required:
            table.add(line, column.name, "empty_cell", "", _allowed(column))
        return None
    return _PARSERS.get(column.kind, _text)(table, column, text, line)


def _allowed(column: Column) -> str:
    examples = {"id": "a-z A-Z 0-9 _", "date": "2022-01-31", "partial_date": "2022 / 2022-01 / 2022-01-31",
                "number": "1234 / 12.5", "integer": "1234"}  # fmt: skip
    return ", ".join(column.allowed) or examples.get(column.kind, "…")


def _text(table: Table, column: Column, text: str, line: int) -> str | None:
    if _FORMULA.match(text):
        return table.add(line, column.name, "formula", text, text.lstrip("=@+-"))
    return text


def _word(table: Table, column: Column, text: str, line: int) -> str | None:
    if text not in column.allowed:
        return table.add(line, column.name, "unknown_word", text, _allowed(column))
    return text


def _id(table: Table, column: Column, text: str, line: int) -> str | None:
    if not _ID.fullmatch(text):
        return table.add(line, column.name, "bad_id", text, _allowed(column))
    return text


def _number(table: Table, column: Column, text: str, line: int) -> float | int | None:
    pattern = _INTEGER if column.kind == "integer" else _NUMBER
    if not pattern.fullmatch(text):
        meant = _plain(text)
        return table.add(line, column.name, "bad_number", text, meant if pattern.fullmatch(meant) else _allowed(column))
    return int(text) if column.kind == "integer" else float(text)


def _plain(text: str) -> str:
    """Return the number that was probably meant (1,234 and １２３４ → 1234), or an empty string."""
    half = text.translate(str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")).replace(",", "")
    return half if _NUMBER.fullmatch(half) else ""


def _date(table: Table, column: Column, text: str, line: int) -> date | None:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
        if found := _SLASHED.fullmatch(text):
            day = date(*map(int, found.groups()[:3]))
            table.add(line, column.name, "slashed_date", text, str(day), severity=WARNS)
            return day
    except ValueError:
        return table.add(line, column.name, "impossible_date", text, _allowed(column))
    return table.add(line, column.name, "bad_date", text, _allowed(column))


def _partial_date(table: Table, column: Column, text: str, line: int) -> str | None:
    if not _PARTIAL.fullmatch(text):
        day = _date(table, column, text, line)
        return str(day) if day else None
    try:
        date.fromisoformat(text + "-01-01"[: 10 - len(text)] if len(text) < 10 else text)
    except ValueError:
        return table.add(line, column.name, "impossible_date", text, _allowed(column))
    return text


_PARSERS = {
    "text": _text, "word": _word, "id": _id, "number": _number,
    "integer": _number, "date": _date, "partial_date": _partial_date,
}  # fmt: skip


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the content of every CSV of ``folder`` by table name. Raises OSError if one vanishes."""
    return {p.stem: p.read_bytes() for p in csv_files(folder)}


def csv_files(folder: Path) -> list[Path]:
    """Return the CSV files of a folder in order, however their ending is written."""
    return sorted(p for p in Path(folder).iterdir() if is_csv(p.name) and not p.is_dir())


def is_csv(name: str) -> bool:
    """Return whether a file is named like a CSV."""
    return Path(name).suffix.lower() == ".csv"
