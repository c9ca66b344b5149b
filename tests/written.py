"""A document made by hand that has everything a writer must write, and ways into the files it becomes."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openxml_audit import OpenXmlValidator

from anjian.exports.document import Chart, Check, Document, Grid, Heading, Note, Paragraph, Said

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
RARE = "温岭𠮷㐂😀é“引号”—…<b>&amp;</b> & ]]> _x000D_ {{ x }} http://example.com ='!A1"
TEXTS = (
    "=1+1",
    "+1",
    "-1",
    "@sum(a1)",
    "<&>\"'",
    "😀",
    "𠮷㐂",
    "00123",
    " 首尾有空格 ",
    "一\t二\n三",
    "长" * 10_000,
    RARE,
)

BARS = Chart(
    "bar", "隐患：温岭市最多，22.54万条", ("温岭市", "椒江区", "黄岩区"), (("发现隐患", (22.54, 3.5, None)),),
    "万条", "横条图：温岭市22.54万条，椒江区3.50万条，黄岩区未公布", "出处：《上半年总结》", "0.00",
)  # fmt: skip
SHARES = Chart(
    "bar", "整改率", ("温岭市", "椒江区"), (("2023年", (98.5, 99.0)), ("2024年", (99.6, 100.0))),
    "%", "横条图：整改率", "出处：《上半年总结》", '0.0"%"',
)  # fmt: skip
LINE = Chart(
    "line", "检查家次逐月", tuple(f"{m}月" for m in range(1, 7)), (("检查家次", (1.0, 2.0, None, 4.0, 5.0, 6.0)),),
    "家次", "折线图：检查家次", "出处：《月报》", "0",
)  # fmt: skip
GRID = Grid("表：各区县", ("区县", "时段", "检查家次"), (("温岭市", "2024年1—6月", "1843"),), "出处：《上半年总结》")
WIDE = Grid("宽表", tuple(f"列{n}很长的标题" for n in range(12)), (tuple(f"{n}" for n in range(12)),) * 30)
SAID = (Said("全市检查企业"), Said("1843", 1), Said("家次，发现隐患"), Said("22.54万", 2), Said("条。"))

DOCUMENT = Document(
    title="温岭市2024年上半年安全生产工作情况汇报",
    lang="zh",
    fields=(("编制单位", "市安委办"), ("期数", ""), ("数据截止", "2024年6月30日"), ("拟稿", ""),
            ("核对", ""), ("审签", "")),
    blocks=(
        Heading(1, "一、检查与隐患"), Heading(2, "（一）总体情况"), Paragraph(SAID), BARS, GRID,
        Heading(3, "1. 整改"), SHARES, Heading(4, "（1）逐月"), LINE, WIDE, Paragraph((Said("请予支持。"),), own=True),
    ),
    notes=(Note(1, "温岭市，2024年1—6月，《上半年总结》“检查1843家次”"),
           Note(2, "温岭市，《上半年总结》“隐患22.54万条”")),
    checks=(
        Check(1, "1843", "全市检查企业1843家次。", "《上半年总结》", "一、检查", "检查1843家次",
              "inspections.csv 第2行"),
        Check(2, "22.54万", "发现隐患22.54万条。", "《上半年总结》", "一、检查", "隐患22.54万条",
              "inspections.csv 第3行"),
    ),
    bases=("《上半年总结》，温岭市应急管理局，2024年7月。", "检查家次：一家企业检查两次计两家次。"),
    marks=("内部资料", "初步数据"),
    properties=(("选择条件", "温岭市 2024-01..2024-06"), ("数据版本", "729ecdfc2e"), ("日期", "2026-11-22")),
)  # fmt: skip
EMPTY = replace(DOCUMENT, fields=(), blocks=(), notes=(), checks=(), bases=(), marks=(), properties=())
ENGLISH = replace(DOCUMENT, lang="en", title="Work safety in Wenling, first half of 2024")


def hostile(text: str) -> Document:
    """Return a document with ``text`` in every place that takes text."""
    chart = Chart("bar", text, (text, "b"), ((text, (1.0, 2.0)),), text, text, text)
    blocks = (Heading(1, text), Paragraph((Said(text, 1), Said(text)), own=True), Grid(text, (text,), ((text,),), text))
    return Document(
        text, "zh", ((text, text),), (*blocks, chart), (Note(1, text),), (Check(1, *([text] * 6)),), (text,), (text,),
        ((text, text),),
    )  # fmt: skip


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: package.read(name) for name in package.namelist()}


def root(file: bytes, name: str) -> etree._Element:
    return etree.fromstring(parts(file)[name])


def charts(file: bytes, folder: str) -> dict[str, etree._Element]:
    found = {n: d for n, d in parts(file).items() if re.fullmatch(rf"{folder}/charts/chart\d+\.xml", n)}
    return {n: etree.fromstring(found[n]) for n in sorted(found)}


def caches(chart: etree._Element) -> list[tuple[str, list]]:
    """Return each range a chart names, with the values it remembers of it (None where it has none)."""
    found = []
    for reference in chart.xpath("//c:strRef | //c:numRef", namespaces=NS):
        points = {int(p.get("idx")): p[0].text for p in reference.iter(f"{{{NS['c']}}}pt")}
        count = int(reference.find(".//c:ptCount", NS).get("val"))
        found.append((reference.find("c:f", NS).text, [points.get(n) for n in range(count)]))
    return found


def cells(book, reference: str) -> list:
    sheet, area = reference.rsplit("!", 1)
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    rows = book[sheet.strip("'").replace("''", "'")].iter_rows(top, bottom, left, right, values_only=True)
    return [value for row in rows for value in row]


def same(cached: str | None, cell) -> bool:
    return cell is None if cached is None else cached == cell if isinstance(cell, str) else float(cached) == cell


def opened(workbook: bytes):
    return load_workbook(io.BytesIO(workbook))


def faults(file: bytes, tmp_path, suffix: str) -> list[str]:
    """Return what the validator of Office's own schemas finds."""
    path = tmp_path / f"file.{suffix}"
    path.write_bytes(file)
    return [str(e) for e in OpenXmlValidator().validate(str(path)).errors]


def spoiled(file: bytes, part: str, found: str, instead: str) -> bytes:
    """Return the file with a fault planted in one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts(file).items():
            text = re.sub(found, instead, data.decode()).encode() if name == part else data
            assert name != part or text != data
            package.writestr(name, text)
    return out.getvalue()


def refused(write, document: Document) -> str:
    with pytest.raises(ValueError) as told:  # noqa: PT011 - the caller reads the message
        write(document)
    return str(told.value)
