"""The fixed words of a written document, in both languages: what its writers say around the author's text."""

ZH, EN = "zh", "en"

LABELS = {
    "added": {ZH: "（撰稿人所加）", EN: " (added by the author)"},
    "appendix": {ZH: "附录　数据来源与口径", EN: "Appendix: sources and definitions"},
    "bases": {ZH: "数据来源与口径", EN: "Sources and definitions"},
    "between": {ZH: "：", EN: ": "},
    "chart": {ZH: "图", EN: "Chart "},
    "check_sheet": {ZH: "核对单", EN: "Check sheet"},
    "checked": {ZH: "共{n}处数字，逐条核对后签字。", EN: "Numbers to check: {n}. Sign after the last one."},
    "file": {ZH: "文件属性", EN: "About this file"},
    "note": {ZH: "注", EN: "Note"},
    "notes": {ZH: "注释", EN: "Notes"},
    "text": {ZH: "正文", EN: "Text"},
    "table": {ZH: "表", EN: "Table "},
    "unit": {ZH: "单位：", EN: "Unit: "},
}

CHECK_COLUMNS = {
    ZH: ("序号", "数字", "所在句", "来源", "标题位置", "原文", "数据行", "核对一", "核对二", "核对三（签字）"),
    EN: (
        "No.", "Number", "Sentence", "Source", "Heading in the source", "As written", "Row of the data",
        "Check 1", "Check 2", "Check 3 (signature)",
    ),
}  # fmt: skip


def label(name: str, lang: str) -> str:
    """Return a fixed word in ``lang``; any language but English reads the Chinese."""
    return LABELS[name][EN if lang == EN else ZH]


def check_rows(checks) -> list[tuple[str, ...]]:
    """Return the rows of the 核对单 as text, the three columns to sign left empty."""
    return [(str(c.note), c.shown, c.sentence, c.source, c.heading, c.as_written, c.row, "", "", "") for c in checks]


def check_columns(lang: str) -> tuple[str, ...]:
    """Return the titles of the 核对单."""
    return CHECK_COLUMNS[EN if lang == EN else ZH]
