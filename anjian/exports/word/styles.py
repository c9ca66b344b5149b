"""The styles, fonts and settings of a written document: the layout of GB/T 9704-2012 as Word knows it.

Sizes are half-points, lengths twips. Each style names its East Asian font; the font table names what may stand for it.
"""

import re
from xml.sax.saxutils import quoteattr

from anjian.exports.labels import EN

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SONG, HEI, KAI, FANG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
TIMES, ARIAL = "Times New Roman", "Arial"
FALLBACKS = {
    SONG: "方正小标宋_GBK,华文中宋,宋体",
    FANG: "仿宋,FangSong,华文仿宋",
    KAI: "楷体,KaiTi,华文楷体",
    HEI: "SimHei,微软雅黑",
    "宋体": "SimSun,华文宋体",
    TIMES: "Liberation Serif",
    ARIAL: "Liberation Sans",
}
TITLE, BODY, FOOT, TABLE, SMALL = 44, 32, 28, 24, 21

_STYLE = re.compile(r'<w:style [^>]*w:styleId="(\w+)">.*?</w:style>')
_FIRST_LINE = '<w:ind w:firstLine="640" w:firstLineChars="200"/>'
_NO_GRID = '<w:snapToGrid w:val="0"/>'
_SINGLE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'


def _style(style, name, east_asian, size, paragraph="", *, latin=TIMES, more="", base="Normal") -> str:
    fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east_asian}" w:cs="{latin}"/>'
    sizes = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    default = "" if base else ' w:default="1"'
    inside = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    head = f'<w:style w:type="paragraph"{default} w:styleId="{style}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
    return f"{head}{inside}<w:rPr>{fonts}{more}{sizes}</w:rPr></w:style>"


def _headings(english: bool) -> str:
    fonts = (HEI, KAI, FANG, FANG)
    latins = (ARIAL, ARIAL, TIMES, TIMES) if english else (TIMES,) * 4
    more = "<w:b/>" if english else ""  # Chinese headings differ by their font and are not bold
    return "".join(
        _style(
            f"Heading{n}", f"heading {n}", font, BODY,
            f'<w:keepNext/><w:keepLines/>{_FIRST_LINE}<w:outlineLvl w:val="{n - 1}"/>', latin=latin, more=more,
        )
        for n, (font, latin) in enumerate(zip(fonts, latins, strict=True), 1)
    )  # fmt: skip


def _exact(points: float) -> str:
    return f'{_NO_GRID}<w:spacing w:before="0" w:after="0" w:line="{round(20 * points)}" w:lineRule="exact"/>'


def _compact(english: bool) -> str:
    """Return the styles that a document of one page sets closer, to stand in place of the usual ones."""
    heavy = "<w:b/>" if english else ""
    title = f'{_NO_GRID}<w:spacing w:before="0" w:after="120" w:line="600" w:lineRule="exact"/><w:jc w:val="center"/>'
    caption = f'<w:keepNext/>{_NO_GRID}<w:spacing w:before="60" w:after="40" w:line="240" w:lineRule="auto"/>'
    quiet = f'{_NO_GRID}<w:spacing w:before="20" w:after="60" w:line="240" w:lineRule="auto"/>'
    tabs = '<w:tabs><w:tab w:val="left" w:pos="4422"/></w:tabs>'
    body = f'{_exact(19 if english else 24)}{_FIRST_LINE}<w:jc w:val="{"left" if english else "both"}"/>'
    return "".join((
        _style("Title", "Title", SONG, TITLE, title, more=heavy),
        _style("Fields", "Fields", FANG, TABLE, tabs + _exact(16)),
        _style("BodyText", "Body Text", FANG, FOOT if english else 30, body),
        _style("Caption", "caption", HEI, TABLE, f'{caption}<w:jc w:val="center"/>', more=heavy),
        _style("SourceLine", "Source", FANG, 18, quiet),
    ))  # fmt: skip


def _paragraphs(english: bool) -> str:
    heavy = "<w:b/>" if english else ""
    side = "left" if english else "both"
    exact = f'{_NO_GRID}<w:spacing w:before="0" w:after="579" w:line="660" w:lineRule="exact"/><w:jc w:val="center"/>'
    quiet = f'{_NO_GRID}<w:spacing w:before="60" w:after="240" w:line="240" w:lineRule="auto"/>'
    caption = f'<w:keepNext/>{_NO_GRID}<w:spacing w:before="240" w:after="80" w:line="240" w:lineRule="auto"/>'
    notes = f'{_NO_GRID}<w:spacing w:before="0" w:after="60" w:line="300" w:lineRule="auto"/>'
    cell = f"{_NO_GRID}{_SINGLE}"
    return "".join((
        _style("Title", "Title", SONG, TITLE, exact, more=heavy),
        _style("Marks", "Marks", HEI, BODY, latin=ARIAL if english else TIMES, more=heavy),
        _style("Fields", "Fields", FANG, FOOT, '<w:tabs><w:tab w:val="left" w:pos="4422"/></w:tabs>'),
        _style("BodyText", "Body Text", FANG, BODY, f'{_FIRST_LINE}<w:jc w:val="{side}"/>'),
        _style("Caption", "caption", HEI, TABLE, f'{caption}<w:jc w:val="center"/>', more=heavy),
        # No exact line height here: it would cut the chart to a strip.
        _style("ChartLine", "Chart", FANG, TABLE, f'<w:keepNext/>{_NO_GRID}{_SINGLE}<w:jc w:val="center"/>'),
        _style("SourceLine", "Source", FANG, SMALL, quiet),
        _style("NoteText", "Note", FANG, TABLE, f'{notes}<w:ind w:left="480" w:hanging="480"/>'),
        _style("BasisText", "Basis", FANG, TABLE, notes),
        # Carries a section break: so low that it never opens a page of its own.
        _style("SectionEnd", "Section End", FANG, 2, f'{_NO_GRID}<w:spacing w:line="20" w:lineRule="exact"/>'),
        _style("TableText", "Table Text", FANG, SMALL, cell),
        _style("TableHead", "Table Head", HEI, SMALL, f"<w:keepNext/>{cell}", more=heavy),
        _style("FooterOdd", "Footer Odd", "宋体", FOOT, '<w:ind w:right="280"/><w:jc w:val="right"/>', latin="宋体"),
        _style("FooterEven", "Footer Even", "宋体", FOOT, '<w:ind w:left="280"/><w:jc w:val="left"/>', latin="宋体"),
    ))  # fmt: skip


_CHARACTERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="character" w:styleId="NoteReference"><w:name w:val="Note Number"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Added"><w:name w:val="Added"/><w:basedOn w:val="DefaultParagraphFont"/>'
    f'<w:rPr><w:rFonts w:eastAsia="{KAI}"/></w:rPr></w:style>'
)
_MARGINS = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_MARGINS}</w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr></w:style>"
)


def styles_xml(lang: str, compact: bool = False) -> str:
    """Return the styles part. Characters stand 0.25 pt closer, so that 28 of 16 pt fill a line of 156 mm."""
    english = lang == EN
    speech = f'<w:lang w:val="{"en-GB" if english else "en-US"}" w:eastAsia="zh-CN"/>'
    fonts = f'<w:rFonts w:ascii="{TIMES}" w:hAnsi="{TIMES}" w:eastAsia="{FANG}" w:cs="{TIMES}"/>'
    size = f'<w:sz w:val="{BODY}"/><w:szCs w:val="{BODY}"/>'
    defaults = f"<w:rPrDefault><w:rPr>{fonts}{size}{speech}</w:rPr></w:rPrDefault><w:pPrDefault/>"
    normal = _style("Normal", "Normal", FANG, BODY, more='<w:spacing w:val="-5"/>', base="")
    usual = _paragraphs(english)
    paragraphs = _replaced(usual, _compact(english)) if compact else usual
    body = f"{normal}{_headings(english)}{paragraphs}{_CHARACTERS}{_TABLES}"
    return f"<w:styles {W}><w:docDefaults>{defaults}</w:docDefaults>{body}</w:styles>"


def _replaced(usual: str, closer: str) -> str:
    """Return styles with some of them replaced by others of the same id."""
    found = {m[1]: m[0] for m in _STYLE.finditer(usual)} | {m[1]: m[0] for m in _STYLE.finditer(closer)}
    return "".join(found.values())


def fonts_xml() -> str:
    """Return the font table: each font by name, and what may stand for it on a machine that lacks it."""
    fonts = "".join(_font(name, others) for name, others in FALLBACKS.items())
    return f"<w:fonts {W}>{fonts}</w:fonts>"


def _font(name: str, others: str) -> str:
    chinese = not name.isascii()
    family = "swiss" if name in (HEI, ARIAL) else "roman"
    charset = "86" if chinese else "00"
    return (
        f'<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/><w:charset w:val="{charset}"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
    )


def settings_xml(lang: str) -> str:
    """Return the settings part: odd and even footers, lines drawn under blanks, the layout of Word 2013 and later."""
    mode = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    latin = "en-GB" if lang == EN else "en-US"
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:compatSetting {mode}/></w:compat>"
        f'<w:themeFontLang w:val="{latin}" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
