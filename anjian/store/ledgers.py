"""A big, faultless file of figures → its rows as columns, quickly. Where anything is out of the ordinary: nothing.

`files` reads row by row, names every fault and understands what Excel does; this module reads only what it would
have nothing to say about. Cells are judged by the very rules of `files`, each distinct one once.
"""

import csv

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from anjian.store import files
from anjian.store.schema import ARROW_TYPES, FIGURES, REGISTRIES, Column

LARGE, LARGEST = 5_000_000, 2_000_000_000  # bytes
SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_CONTROLS = bytes({*range(32), 127} - set(b"\t\r\n"))
_FORMULAS = ("=", "@", "+", "-")
_TOLD = "text"  # columns of free text: mostly another one in each row


def read_ledger(name: str, content: bytes) -> pa.Table | None:
    """Return the rows of a big file with their ``file`` and ``line``; None where the exact reader must read it."""
    if not LARGE <= len(content) <= LARGEST or name in REGISTRIES or not _plain(content):
        return None
    header = content[: content.index(b"\n")].decode("utf-8", "replace").rstrip("\r").split(",")
    scratch = files.Table(name)
    if not files.header_fits(scratch, header) or scratch.problems:
        return None
    cells = _cells(content, header)
    if cells is None:
        return None
    columns = {c.name: _column(scratch, c, cells) for c in FIGURES}
    if scratch.problems or any(c is None for c in columns.values()):
        return None
    lines = pa.array(np.arange(2, 2 + cells.num_rows), pa.int64())
    files_named = pa.DictionaryArray.from_arrays(pa.array(np.zeros(cells.num_rows, np.int32)), [scratch.file])
    return pa.table(columns | {"file": files_named, "line": lines})


def _plain(content: bytes) -> bool:
    """Return whether there are no marks, lost or control characters, blank lines or old line ends."""
    return (
        b"\n" in content
        and not content.startswith((b"\xef\xbb\xbf", b"\n", b"\r"))
        and b"\xef\xbf\xbd" not in content
        and b"\n\n" not in content
        and b"\n\r\n" not in content
        and content.count(b"\r") == content.count(b"\r\n")
        and len(content.translate(None, _CONTROLS)) == len(content)
    )


def _cells(content: bytes, header: list[str]) -> pa.Table | None:
    """Return all cells below the header as text, where every line is one record; else None."""
    told = {c.name for c in FIGURES if c.kind == _TOLD}
    try:
        cells = arrow_csv.read_csv(
            pa.BufferReader(content),
            arrow_csv.ReadOptions(column_names=header, skip_rows=1),
            arrow_csv.ParseOptions(newlines_in_values=False, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(
                column_types={h: pa.string() if h in told else pa.dictionary(pa.int32(), pa.string()) for h in header},
                null_values=[], strings_can_be_null=False,
            ),
        ).unify_dictionaries().combine_chunks()  # fmt: skip
    except pa.ArrowInvalid:
        return None
    lines = content.count(b"\n") + (not content.endswith(b"\n")) - 1
    return cells if cells.num_rows == lines and _quotes_agree(content, cells) else None


def _quotes_agree(content: bytes, cells: pa.Table) -> bool:
    """Return whether each line with quotes is a whole record, read alike by Python's csv."""
    if b'"' not in content:
        return True
    quoted = {n: line for n, line in enumerate(content.split(b"\n")[1:]) if b'"' in line}
    try:
        told = [list(csv.reader([line.decode() + "\n"], strict=True)) for line in quoted.values()]
    except (csv.Error, UnicodeDecodeError):
        return False
    return told == [[list(row.values())] for row in cells.take(pa.array(quoted, pa.int64())).to_pylist()]


def _column(scratch: files.Table, column: Column, cells: pa.Table) -> pa.Array | None:
    """Return the values of a column; None, or a problem in ``scratch``, where a cell is out of the ordinary."""
    if column.name not in cells.column_names:
        value = files.cell(scratch, column, None, 0)
        return _repeated(value, column, cells.num_rows)
    found = cells.column(column.name).combine_chunks()
    return _texts(column, found) if column.kind == _TOLD else _words(scratch, column, found)


def _repeated(value: object, column: Column, times: int) -> pa.Array:
    kind = ARROW_TYPES.get(column.kind, pa.string())
    if value is None or column.kind in ARROW_TYPES or column.kind == _TOLD:
        return pa.repeat(pa.scalar(value, kind), times) if value is not None else pa.nulls(times, kind)
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(times, np.int32)), [value])


def _texts(column: Column, found: pa.Array) -> pa.Array | None:
    """Return free texts, where none is long, padded, missing or begins like a formula."""
    odd = [
        pc.greater(pc.utf8_length(found), files.LONGEST_CELL),
        pc.not_equal(pc.utf8_trim(found, SPACES), found),
        *(pc.starts_with(found, sign) for sign in _FORMULAS),
    ]
    empty = pc.equal(found, "")
    if any(pc.any(o).as_py() for o in odd) or (column.required and pc.any(empty).as_py()):
        return None
    return pc.if_else(empty, pa.scalar(column.default or None, pa.string()), found)


def _words(scratch: files.Table, column: Column, found: pa.DictionaryArray) -> pa.Array:
    """Return the values that the distinct cells of a column mean; what is wrong with one stands in ``scratch``."""
    meant = [files.cell(scratch, column, text, 0) for text in found.dictionary.to_pylist()]
    codes = found.indices.to_numpy()
    if column.kind in ARROW_TYPES:
        return pa.array(meant, ARROW_TYPES[column.kind]).take(pa.array(codes))
    place = {word: n for n, word in enumerate(sorted({m for m in meant if m is not None}))}
    places = np.array([place.get(m, -1) for m in meant] or [-1], np.int32)[codes]
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=places < 0), pa.array(list(place), pa.string()))
