"""The filter bar: districts, years and period, mode, language; and the selection as a line in words."""

import streamlit as st

from anjian import words
from anjian.screen import address
from anjian.screen.context import Context, here
from anjian.selection import LANGUAGES, MODES, parse_period, period_code

USUAL = "usual_mode"  # each indicator as its domain in config.yaml says: no choice, and none in the address
OF_ONE = "profile"  # its own box chooses the one district; a brief for each district of the bar is made of those chosen


def bar(opening: tuple[str, ...]) -> None:
    """Draw the filter row and the line under it."""
    at = here()
    with st.container(horizontal=True, key="filters", vertical_alignment="center"):
        if at.page != OF_ONE:
            with st.popover(at.say("districts_label", label=districts_label(at)), width="content"):
                _districts(at, opening)
        with st.popover(at.say("years_label", label=years_label(at)), width="content"):
            _years(at)
        st.segmented_control(
            at.say("mode"), (USUAL, *MODES), format_func=at.say, required=True, label_visibility="collapsed",
            help=at.say("mode_help"), **address.widget("mode", unset=USUAL),
        )  # fmt: skip
        with st.popover(at.say("copy_link"), type="tertiary", width="content"):
            st.markdown(at.say("copy_link_help"))
            st.code(address.link(at.selection, at.database.version), language=None, wrap_lines=True)
        if _chosen(at, opening):
            st.button(at.say("clear_choice"), on_click=_reset, args=(opening,), type="tertiary", key="clear")
        st.space("stretch")
        st.segmented_control(
            at.say("language"), LANGUAGES, required=True, label_visibility="collapsed",
            format_func={"zh": "中文", "en": "English"}.get, **address.widget("lang"),
        )  # fmt: skip
    _line(at)


def _chosen(at: Context, opening: tuple[str, ...]) -> bool:
    """Return whether the selection is another than the opening one."""
    chosen = at.selection
    return bool(set(chosen.districts) != set(opening) or chosen.years or chosen.period or chosen.mode)


def nothing(opening: tuple[str, ...]) -> None:
    """Draw the answer to a choice of no district at all."""
    at = here()
    st.title(at.say("no_district"))
    st.markdown(at.say("choose_one"))
    st.button(at.say("reset"), on_click=_reset, args=(opening,), key="reset-nothing")


def _districts(at: Context, opening: tuple[str, ...]) -> None:
    groups = {g.id: g for g in at.groups}
    st.selectbox(
        at.say("choose_group"), ["all", *groups], index=None, key="group", placeholder=at.say("group_placeholder"),
        format_func=lambda g: _group_label(g, groups, at), on_change=_take_group, args=(groups,),
    )  # fmt: skip
    st.multiselect(
        at.say("choose_districts"), list(at.areas), placeholder=at.say("district_placeholder"),
        help=at.say("district_help"), **address.widget("d"),
        format_func=lambda d: at.say(
            "district_option", city=_city(d, at), name=at.areas[d].name(at.lang), n=at.areas[d].figures
        ),
    )  # fmt: skip
    st.button(at.say("reset"), on_click=_reset, args=(opening,), type="tertiary")


def _city(district: str, at: Context) -> str:
    area = at.areas[district]
    if at.lang == "en":
        return district.split("_", maxsplit=1)[0].capitalize()
    return "" if area.name_zh.startswith(area.city[:2]) else area.city


def _group_label(group: str, groups: dict, at: Context) -> str:
    if group == "all":
        return at.say("all_of", n=len(at.areas))
    return at.say("group_of", group=groups[group].title[at.lang], n=len(groups[group].districts))


def _take_group(groups: dict) -> None:
    group = st.session_state["group"]
    if group is None:
        return
    address.choose(d=[] if group == "all" else list(groups[group].districts), everything=group == "all")
    st.session_state["group"] = None


def _reset(opening: tuple[str, ...]) -> None:
    address.choose(d=list(opening), everything=False, y=[], p=None, mode=None)


def _years(at: Context) -> None:
    years = sorted({y for a in at.areas.values() for y in a.years}, reverse=True)
    st.pills(at.say("years"), years, selection_mode="multi", **address.widget("y"))
    counts = _periods(at)
    options = list(counts)
    if address.choice("p") and address.choice("p") not in counts:
        options.insert(0, address.choice("p"))
    st.selectbox(
        at.say("period"), options, index=None, placeholder=at.say("period_placeholder"),
        format_func=lambda p: _period_label(p, counts.get(p, 0), at), **address.widget("p"),
    )  # fmt: skip


def _periods(at: Context) -> dict[str, int]:
    """Return the periods of the chosen districts and years, each with how many of the districts have it."""
    chosen, wanted = set(at.selection.districts) or set(at.areas), set(at.selection.years)
    found = at.database.memo.once("periods", lambda: at.database.query("periods"))
    counts = {
        period_code((r["period_start"], r["period_end"])): len(chosen.intersection(r["districts"])) for r in found
        if not wanted or r["period_end"].year in wanted
    }  # fmt: skip
    return {code: n for code, n in counts.items() if n}


def _period_label(code: str, districts: int, at: Context) -> str:
    return at.say("period_option", period=words.period(*parse_period(code), at.lang), n=districts)


def districts_label(at: Context) -> str:
    """Return the choice of districts in a few words: 福州市13个等18个."""
    chosen = at.selection.districts
    if not chosen:
        return at.say("none_chosen") if address.nothing_chosen() else at.say("all_of", n=len(at.areas))
    if len(chosen) == 1:
        return at.areas[chosen[0]].name(at.lang)
    whole = [g for g in at.groups if set(g.districts) <= set(chosen)]
    if not whole:
        return at.say("name_and_more", name=at.areas[chosen[0]].name(at.lang), n=len(chosen))
    largest = max(whole, key=lambda g: len(g.districts))
    title, size = largest.title[at.lang], len(largest.districts)
    if size == len(chosen):
        return at.say("group_of", group=title, n=size)
    return at.say("group_and_more", group=title, m=size, n=len(chosen))


def years_label(at: Context) -> str:
    """Return the choice of years and period in a few words: 2023年、2024年, 不限."""
    return _years_chosen(at) or at.say("any_year")


def _years_line(at: Context) -> str:
    """Return the choice of years and period as the selection line says it: 2023年、2024年, 年份不限."""
    return _years_chosen(at) or at.say("every_year")


def _years_chosen(at: Context) -> str:
    if at.selection.period:
        return words.period(*at.selection.period, at.lang)
    return words.enumeration((at.say("in_year", year=year) for year in at.selection.years), at.lang)


def _of_one(at: Context) -> bool:
    """Return whether the page is about the one district chosen on it."""
    briefs = at.setting.config.briefs
    return at.page == OF_ONE or (at.page == "brief" and briefs[address.choice("m")].districts == "one")


def _line(at: Context) -> None:
    mode = at.say(at.selection.mode) if at.selection.mode else at.say("auto_mode")
    one = at.areas[address.choice("of")].name(at.lang) if _of_one(at) else None
    line = at.say("selection_line", districts=one or districts_label(at), years=_years_line(at), mode=mode)
    st.markdown(f":small[:gray[{line}]]")
    if ignored := address.ignored():
        items = words.enumeration((f"{k}={v}" for k, v in ignored), at.lang)
        st.markdown(f":gray-badge[{at.say('ignored', items=items)}]")
    if older := address.older_version():
        st.markdown(f":gray-badge[{at.say('older_link', old=older, new=at.database.version)}]")
