"""The only CSS, and the theme of the moment. Why each rule stands in docs/decisions.md."""

import json
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache

import streamlit as st

from anjian.config import ROOT
from anjian.screen import address

STATIC = ROOT / "static"
THEMES = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
TAGS = {"zh": "zh-CN", "en": "en"}
CSS = """
html{text-autospace:normal;line-break:strict;font-variant-numeric:tabular-nums lining-nums}
.stHeading :is(h1,h2,h3){text-wrap:balance;word-break:keep-all;overflow-wrap:anywhere}
@media(max-width:640px){.stHeading h1{word-break:normal}}
[class*=st-key-fig-]{
  border-top:1px solid color-mix(in srgb,currentColor 55%,transparent);padding-top:.75rem;margin-top:.5rem}
.stTable :is(td,th){padding:.28rem .5rem;vertical-align:baseline}
[class*=st-key-num-] td p{white-space:nowrap!important}
[class*=st-key-num-] :is(td,th):nth-child(n+2) p{width:max-content;margin-left:auto}
[class*=st-key-num-] thead th{vertical-align:bottom}
[class*=st-key-num-] thead th p{word-break:keep-all!important;overflow-wrap:anywhere}
[class*=st-key-num-] thead th:nth-child(n+2) p{width:auto;min-width:min-content;max-width:6.2em;text-align:right}
[class*=st-key-num-] :is(td,th):nth-child(n+2){text-align:right!important}
[class*=st-key-num-] :is(td,th):first-child{position:sticky;left:0;background:light-dark(#FDFDFC,#13181B)}
[class*=st-key-num-] td:first-child strong{display:inline-block;min-width:6em}
[class*=st-key-doc-] :is(td,th):nth-child(n+3):nth-child(-n+6) p{white-space:nowrap!important}
[class*=st-key-refused-] :is(td,th):nth-child(2) p{white-space:nowrap!important}
[class*=st-key-refused-] :is(td,th):first-child p{min-width:4.5em}
[class*=st-key-refused-] :is(td,th):nth-child(2){width:7em}
[class*=st-key-doc-] :is(td,th):nth-child(6){text-align:right!important;padding-right:1.2rem}
[class*=st-key-doc-] :is(td,th):nth-child(6) p{margin-left:auto}
[class*=st-key-doc-] :is(td,th):first-child p{min-width:15em}
[class*=st-key-doc-] :is(td,th):nth-child(7) p{min-width:12em}
[class*=st-key-problems-] :is(td,th):nth-child(4) p{min-width:9em}
[class*=st-key-problems-] :is(td,th):nth-child(7) p{white-space:nowrap!important}
[class*=st-key-list-] :is(td,th) p{min-width:4.2em}
[class*=st-key-list-comparison_table] :is(td,th):nth-child(3),
[class*=st-key-list-ranking] :is(td,th):nth-child(n+3):nth-child(-n+5){text-align:right!important;padding-right:1.6rem}
[class*=st-key-list-comparison_table] td:nth-child(3) p{white-space:nowrap!important;margin-left:auto}
[class*=st-key-list-ranking] :is(td,th):first-child{width:4em}
[class*=st-key-list-warnings] :is(td,th):nth-child(3) p{min-width:5.4em}
[class*=st-key-list-audit] :is(td,th):first-child p{white-space:nowrap!important}
[class*=st-key-list-targets] :is(td,th):nth-child(3) p{min-width:8.2em}
[class*=st-key-list-targets] :is(td,th):nth-child(5) p{min-width:5.4em}
[class*=st-key-list-audit] :is(td,th):nth-child(4) p{min-width:8.2em}
:is([class*=st-key-list-graded],[class*=st-key-list-events]) :is(td,th):first-child p{min-width:8.2em}
.stDialog .stTable td:first-child p{min-width:4.6em}
[class*=st-key-value-] strong{font-size:1.45rem;line-height:1.3}
[class*=st-key-wrapnum-] :is(td,th):nth-child(n+2){text-align:right!important}
[class*=st-key-wrapnum-] td:nth-child(n+2) p{white-space:nowrap!important}
[class*=st-key-wrapnum-] :is(td,th):nth-child(n+2) p{margin-left:auto}
[class*=st-key-wrapnum-] :is(td,th):first-child p{min-width:9em}
.st-key-fig-changes .stColumn:first-child{min-width:min(100%,605px)}
.st-key-fig-changes .stColumn:last-child{min-width:min(100%,250px)}
@media(max-width:900px){[class*=st-key-wrapnum-] :is(td,th):first-child p{min-width:5.5em}}
@media(max-width:1300px){[class*=st-key-wrapnum-] td .stMarkdownColoredText strong{white-space:normal}}
.st-key-paper{max-width:880px;padding:2.2rem 3rem!important;margin:0 auto}
.sheet{font-family:FangSong,STFangsong,'仿宋','Noto Serif CJK SC','Source Han Serif SC',Georgia,serif;line-height:1.75}
.sheet :is(p,h2,h3,h4,h5,h6){margin:0;padding:0;font-family:inherit;font-size:1.06rem}
.sheet p{text-indent:2em}
.sheet h2{font-size:1.5rem;text-align:center;margin:.3rem 0 .8rem;text-wrap:balance}
.sheet :is(h3,h4){font-family:SimHei,'Noto Sans CJK SC','Source Han Sans SC',sans-serif;margin-top:.5rem}
.sheet h4{font-weight:500}
.sheet :is(.marks,.fields,.caption){text-indent:0}
.sheet .marks{font-weight:700}
.sheet .fields{display:flex;flex-wrap:wrap;gap:.2rem 2rem;margin-bottom:.4rem}
.sheet .caption{text-align:center;font-weight:700;text-wrap:balance}
.sheet .ref{white-space:nowrap;text-decoration:underline dotted;text-underline-offset:.25em;cursor:help}
.sheet sup{font-size:.68em;line-height:0}
:lang(zh) [data-testid=stFileUploaderDropzoneInstructions]{display:none}
:lang(zh) .stFileUploader section button p{font-size:0}
:lang(zh) .stFileUploader section button p::after{content:"选择文件";font-size:.93rem}
.note{font-size:.87rem;margin:0 0 .2rem}
.stMainBlockContainer{max-width:1280px}
.stElementContainer:has(>.stHtml>script:only-child){position:absolute}
[class*=st-key-num-]:not([class*=_grid]) td:first-child p{white-space:normal!important}
@media(min-width:641px){[class*=st-key-num-]:not([class*=num-totals]) td:first-child br{display:none}}
.st-key-list-figures td:is(:nth-child(3),:nth-child(4)) p{white-space:nowrap}
@media(max-width:640px){.st-key-paper{padding:1rem .8rem!important}}
@media(max-width:640px){.stTable :is(td,th){padding:.28rem .3rem}}
@media(max-width:640px){[class*=st-key-list-] :is(td,th) p{min-width:6.5em}
  [class*=st-key-list-] :is(td,th):first-child p{min-width:4.2em}
  [class*=st-key-list-] :is(td,th):last-child p{min-width:13em}
  :is([class*=st-key-list-ranking],[class*=st-key-list-unpublished]) :is(td,th) p{min-width:0!important}
  [class*=st-key-list-ranking] :is(td,th){padding:.28rem .2rem!important;width:auto!important}
  [class*=st-key-num-]:not([class*=_grid]) td:first-child p{min-width:9em}
  :is([class*=st-key-sources-],[class*=st-key-lede-]){flex-wrap:wrap;row-gap:0}
  :is([class*=st-key-sources-],[class*=st-key-lede-])>:first-child{flex:1 0 100%}
  [class*=st-key-chart-coverage] .annotation:nth-child(even){transform:translateY(-18px)}
  :lang(en) [class*=st-key-chart-coverage] .annotation:nth-child(even){transform:translateY(-34px)}
  [class*=st-key-chart-coverage] .xaxislayer-above>:not(:first-child,:last-child){display:none}
  [class*=st-key-chart-coverage] .subplot:not(:last-child) .xaxislayer-above>:last-child{display:none}}
:is(a,button):focus-visible{outline:2px solid!important;outline-offset:1px}
[data-testid=stHeaderActionElements],[data-testid=stElementToolbar]{display:none}
.stMultiSelect [data-tag]{background:none!important;box-shadow:inset 0 0 0 1px currentColor}
.stMultiSelect [data-tag],.stMultiSelect [data-tag] *{color:inherit!important}
[class*=st-key-cut-]{display:none}
@page{size:A4 landscape;margin:10mm}
@media print{
.stSidebar,.stAppHeader,.st-key-filters,.st-key-tour,body>:not(#root){display:none!important}
.stButton,.stDownloadButton,.stButtonGroup,.stPopover,.stSelectbox,.stTextInput:has(:placeholder-shown){display:none!important}
[class*=st-key-cut-]{display:flex}
.st-key-cut-sources .stText,.st-key-cut-sources .stText *{
  color:#1B2327!important;white-space:pre-wrap!important;overflow:visible!important;font-size:.8rem;line-height:1.45}
[class*=st-key-hint-],.stExpander:not(:has([open])){display:none}
html,body,.stApp{background:#fff!important;color:#1B2327!important;color-scheme:light!important}
.stApp :is(table,td,th,a,summary,pre,code,.stTextInput *){color:inherit!important;background:none!important}
.stApp :is(td,th,.stVerticalBlock:not([class*=st-key-fig-]),.stColumn){border-color:#D5D9D8!important}
html{font-size:12.75px!important}
.chart,.stDataFrame{zoom:.85}
.stElementContainer:has(:is(.chart,.stDataFrame)),.stFullScreenFrame{height:auto!important}
.stAppViewContainer,.stMain{display:block!important}
.stMainBlockContainer{padding:0!important}
.stHorizontalBlock:has(>.stColumn){display:table!important;table-layout:fixed;width:100%}
.stColumn{display:table-cell!important;width:50%!important;min-width:0!important;vertical-align:top}
.stColumn>.stVerticalBlock{height:auto!important}
.stColumn:first-child{padding-right:1.5rem}
.st-key-fig-comparison .stColumn:first-child{width:60%!important}
.st-key-fig-changes .stColumn:first-child{width:66.7%!important}
h1{padding:0 0 .5rem!important}
.stTable table{display:table}
.stTable,.stTable div{overflow:visible!important}
.main-svg{background:none!important}
.stHeading,.st-key-fig-changes .stHorizontalBlock{break-inside:avoid}
tr,.chart,.stGridCell,:has(>[class*=st-key-fig-])~*>[class*=st-key-fig-]:has(.chart),.st-key-cut-sources{break-inside:avoid}
:has(>[class*=st-key-sources-]){break-before:avoid}
[class*=st-key-fig-] :has(+* :is(.stTable,.stDataFrame,.chart)):not(:has(tr,svg)){break-after:avoid}
.stElementContainer:has(.stHeading),[class*=st-key-fig-]::before{break-after:avoid}
[class*=st-key-fig-]{border:0;padding-top:2px}
[class*=st-key-fig-]::before{content:"";display:block;border-top:1px solid #777;margin-bottom:.75rem}
[class*=st-key-num-] :is(td,th):first-child{position:static;background:none}
}
"""
_TABLE = ".table"
CARDS = """
.table thead th{display:none}
.table td{display:flex!important;gap:.7rem;border:0!important;padding:.12rem 0!important;text-align:left!important}
.table td:first-child{position:static;padding-top:.5rem!important;
  border-top:1px solid color-mix(in srgb,currentColor 25%,transparent)!important}
.table td:last-child{padding-bottom:.5rem!important}
.table td p{min-width:0!important;width:auto!important;max-width:none!important;margin:0!important;
  white-space:normal!important;overflow-wrap:anywhere;text-align:left!important}
.table td:nth-child(n+2)::before{flex:0 0 8.6em;min-width:0;white-space:normal;
  font-size:.87em;opacity:.8;line-height:1.8}
"""


def _light_from_dark() -> str:
    """Return the rules that print the dark theme in the colours of the light one.

    Charts and coloured words carry their colours inline, where a rule can find them by their value only.
    """
    pairs = {k: (dark, THEMES["light"][k]) for k, dark in THEMES["dark"].items()}
    charts = list(zip(*pairs.pop("chartCategoricalColors"), strict=True))
    grounds = [pairs.pop(k) for k in list(pairs) if k.endswith("ackgroundColor")]
    painted = {"background-color": grounds, "color": pairs.values(), "fill": charts + grounds, "stroke": charts}
    rules = [_repainted(name, *pair) for name, some in painted.items() for pair in some]
    canvas = f'[style*="--gdg-bg-cell: {THEMES["dark"]["backgroundColor"]}"] canvas'
    return "\n".join([*rules, f"{canvas}{{filter:invert(1) hue-rotate(180deg) brightness(1.1)}}"])


def _repainted(name: str, dark: str, light: str) -> str:
    return f'[style*="{name}: rgb{tuple(bytes.fromhex(dark[1:]))}"]{{{name}:{light}!important}}'


STYLE = f"<style>{CSS}@media print{{{_light_from_dark()}}}</style>"


def apply() -> None:
    """Put the CSS into the page and name the page's language, which Streamlit leaves at English."""
    st.html(STYLE)
    tag = TAGS[address.language()]
    st.html(f'<script>document.documentElement.lang="{tag}"</script>', unsafe_allow_javascript=True)


def cards(key: str, columns: Sequence[str]) -> str:
    """Return the rules that make cards of a table's rows on a phone: a line a column, its name at the left."""
    names = "".join(
        f"{_TABLE} td:nth-child({n})::before{{content:{json.dumps(name, ensure_ascii=False)}}}"
        for n, name in enumerate(columns, 1) if n > 1
    )  # fmt: skip
    rules = (CARDS + names).replace(_TABLE, f".st-key-{key}" * 3).replace("<", "\\3c ")
    return f"<style>@media(max-width:640px){{{rules}}}</style>"


def right(key: str, columns: Iterable[int]) -> str:
    """Return the rules that set columns of a table (counted from 0) to the right, their cells in one line."""
    asked = f":is({','.join(f':nth-child({c + 1})' for c in columns)})"
    cells, values = f".st-key-{key} :is(td,th){asked}", f".st-key-{key} td{asked}"
    return (
        f"<style>{cells}{{text-align:right!important}}{cells} p{{min-width:0!important}}"
        f"{values} p{{white-space:nowrap!important}}</style>"
    )


@cache
def static(name: str) -> str:
    """Return a file of static/ as text, read once: a picture, the code of the charts."""
    return (STATIC / name).read_text(encoding="utf-8")
