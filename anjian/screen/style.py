"""The only CSS, and the theme of the moment. Why each rule stands in docs/decisions.md."""

import streamlit as st

CSS = """<style>
html{text-autospace:normal;line-break:strict;font-variant-numeric:tabular-nums lining-nums}
[class*=st-key-fig-]{
  border-top:1px solid color-mix(in srgb,currentColor 55%,transparent);padding-top:.75rem;margin-top:.5rem}
.stTable :is(td,th){padding:.28rem .5rem;vertical-align:baseline}
[class*=st-key-num-] td *{white-space:nowrap!important}
[class*=st-key-num-] :is(td,th):nth-child(n+2)>div{width:max-content;margin-left:auto}
[class*=st-key-num-] thead th{vertical-align:bottom}
[class*=st-key-num-] thead th:nth-child(n+2)>div{width:auto;max-width:6.2em;text-align:right}
[class*=st-key-num-] :is(td,th):nth-child(n+2){text-align:right!important}
[class*=st-key-num-] :is(td,th):first-child{position:sticky;left:0;background:light-dark(#FDFDFC,#13181B)}
[class*=st-key-num-] td:first-child strong{display:inline-block;min-width:6em}
[class*=st-key-doc-] :is(td,th):nth-child(n+3):nth-child(-n+6) *{white-space:nowrap!important}
[class*=st-key-refused-] :is(td,th):nth-child(2) *{white-space:nowrap!important}
[class*=st-key-refused-] :is(td,th):first-child>div{min-width:4.5em}
[class*=st-key-refused-] :is(td,th):nth-child(2){width:7em}
[class*=st-key-doc-] :is(td,th):first-child>div{min-width:15em}
[class*=st-key-doc-] :is(td,th):nth-child(7)>div{min-width:12em}
[class*=st-key-problems-] :is(td,th):nth-child(4)>div{min-width:9em}
[class*=st-key-problems-] :is(td,th):nth-child(7) *{white-space:nowrap!important}
.stDialog .stTable td:first-child>div{min-width:4.6em}
[class*=st-key-value-] strong{font-size:1.45rem;line-height:1.3}
[class*=st-key-wrapnum-] :is(td,th):nth-child(n+2){text-align:right!important}
[class*=st-key-wrapnum-] td:nth-child(n+2) *{white-space:nowrap!important}
[class*=st-key-wrapnum-] :is(td,th):nth-child(n+2)>div{margin-left:auto}
[class*=st-key-wrapnum-] :is(td,th):first-child>div{min-width:9em}
@media(min-width:641px){[class*=st-key-num-] td:first-child br{display:none}}
@media(max-width:640px){.stTable :is(td,th){padding:.28rem .3rem}}
.stMultiSelect [data-tag]{background:none!important;box-shadow:inset 0 0 0 1px currentColor}
.stMultiSelect [data-tag],.stMultiSelect [data-tag] *{color:inherit!important}
@media print{.stSidebar,.stAppHeader,.stButton,.stDownloadButton,.st-key-filters{display:none!important}}
</style>"""


def apply() -> None:
    """Put the CSS into the page."""
    st.html(CSS)


def theme() -> str:
    """Return light or dark, so that charts are redrawn after a switch."""
    return st.context.theme.type or "light"
