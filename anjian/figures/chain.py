"""The chain that one body published together: checked, found, rectified, open; cases, penalties, fines."""

from anjian import sentences, words
from anjian.config import Chain
from anjian.figures.cited import Number
from anjian.figures.listing import Listing, stacked
from anjian.figures.setting import Asked, Setting
from anjian.indicators import Spec, catalogue, find
from anjian.selection import Selection

STEPS = ("first", "second", "third")


def build(asked: Asked, here: Setting) -> Listing | None:
    """Return the chain of a domain, a row a body and campaign; None where none is declared, or its measures are not."""
    chain = here.config.domain(asked.domain).chain
    if chain is None or chain.ratio not in catalogue(here.database, here.config):
        return None
    spec = find(chain.ratio, here.database, here.config)
    found = links(chain, asked.selection, spec.per, here)
    rest = any(r["second_unit"] == r["third_unit"] for r in found)
    steps = zip(STEPS, (chain.first, chain.second, chain.third), strict=True)
    heads = [_head(found, step, measures, here) for step, measures in steps]
    heads += [here.say("chain_rest")] if rest else []
    columns = (here.say("body"), *heads, words.in_unit(spec.title[here.lang], spec.unit[here.lang], here.lang))
    rows = tuple(_line(r, rest, spec, here) for r in found)
    return Listing(
        _title(found, rest, spec, asked, here), columns, rows, lede=here.say("chain_lede"), numeric=True, wraps=True,
        stacks=True, missing=here.say("chain_none"), notes=_notes(found, here),
        numbers=tuple(n for r in found for n in _numbers(r, here)),
    )  # fmt: skip


def _head(found: list[dict], step: str, measures: tuple[str, ...], here: Setting) -> str:
    """Return the name of a step: of every measure that stands in its column, for they are not the same count."""
    there = [m for m in measures if any(_shown(r, step) and r[f"{step}_measure"] == m for r in found)] or measures[:1]
    return words.enumeration((here.names.of("measure", m, here.lang) for m in there), here.lang)


def links(chain: Chain, selection: Selection, per: int, here: Setting) -> list[dict]:
    """Return the rows of a domain's chain for a selection, the ratio of its last two steps times ``per``.

    ``mixed`` says of each step whether its rows count different things.
    """
    start, end = selection.period or (None, None)
    chosen = {"districts": selection.districts, "years": selection.years, "period_start": start, "period_end": end}
    found = here.database.memo.once(
        ("chain", chain, per, *chosen.values()),
        lambda: here.database.query(
            "chain", first=list(chain.first), second=list(chain.second), third=list(chain.third), per=per,
            **{k: list(v) if isinstance(v, tuple) else v for k, v in chosen.items()},
        ),
    )  # fmt: skip
    mixed = {step: len({r[f"{step}_unit"] for r in found if _shown(r, step)}) > 1 for step in STEPS}
    return [r | {"mixed": mixed} for r in found]


def _title(found: list[dict], rest: bool, spec: Spec, asked: Asked, here: Setting) -> str:
    left = [r for r in found if (r["rest"] or 0) > 0]
    if not found:
        title = here.config.domain(asked.domain).title[here.lang]
        return words.say("sentence", "chain_none", here.lang, title=title)
    if left:
        most = max(left, key=lambda r: r["rest"])
        return words.say(
            "sentence", "chain_rest", here.lang, n=len(found), m=len(left), who=_who(most, here),
            period=_period(most, here),
            rest=words.amount(most["rest"], most["third_unit"], most["rest_qualifier"], here.lang),
        )  # fmt: skip
    ratios = sorted((r for r in found if r["ratio"] is not None), key=lambda r: r["ratio"])
    if rest:
        return words.say("sentence", "chain", here.lang, n=len(found))
    if not ratios:
        return here.config.domain(asked.domain).title[here.lang]
    low, high = (_ratio(r, spec, here) for r in (ratios[0], ratios[-1]))
    key = "chain_ratios" if len(ratios) > 1 else "chain_ratio"
    return words.say("sentence", key, here.lang, n=len(found), title=spec.title[here.lang], low=low, high=high)


def _ratio(r: dict, spec: Spec, here: Setting) -> str:
    number = words.number(r["ratio"], spec.declared.decimals, r["ratio_qualifier"], here.lang)
    return sentences.in_unit(number, spec, here.lang)


def _who(r: dict, here: Setting) -> str:
    """Return district and series, the district once where the series names it already."""
    name, series = here.name(r["district"]), here.names.of("series", r["series"], here.lang)
    return series if name in series else f"{name}{'' if here.lang == 'zh' else ', '}{series}"


def _period(r: dict, here: Setting) -> str:
    return words.period(r["period_start"], r["period_end"], here.lang)


def _line(r: dict, rest: bool, spec: Spec, here: Setting) -> tuple[str, ...]:
    when = [_period(r, here) + (here.say("assumed_mark") if r["dates"] == "assumed" else "")]
    when += [here.names.of("sector", r["sector"], here.lang)] if r["sector"] != "all" else []
    when += [_basis(r, here)] if r["several"] else []
    body = stacked(f"**{_who(r, here)}**", ("，" if here.lang == "zh" else ", ").join(when))
    cells = [_cell(r, step, here) for step in STEPS]
    if rest:
        left = words.number(r["rest"], 0, r["rest_qualifier"], here.lang)
        cells.append(f"**{left}**" if r["rest"] else left)
    ratio = words.number(r["ratio"], spec.declared.decimals, r["ratio_qualifier"], here.lang)
    return body, *cells, "①" if r["one_phrase"] else ratio


def _basis(r: dict, here: Setting) -> str:
    """Return what tells the chains of one body and period apart: the basis of the third step ÷ that of the second."""
    names = (here.names.of("basis", r[f"{step}_basis"], here.lang) for step in ("third", "second"))
    return sentences.divided(names, here.lang)


def _shown(r: dict, step: str) -> bool:
    """Return whether a step has a number of its own: one that already stands in the first column has not."""
    return r[f"{step}_value"] is not None and not (step == "second" and r["second_ids"] == r["first_ids"])


def _cell(r: dict, step: str, here: Setting) -> str:
    value, unit = r[f"{step}_value"], r[f"{step}_unit"]
    if not _shown(r, step):
        return words.MISSING
    text = words.amount(value, unit, r[f"{step}_qualifier"], here.lang)
    named = here.lang == "zh" or unit in ("元", "%")  # amounts in English come without what they count
    return text if named or not r["mixed"][step] else f"{text} {words.unit(unit, here.lang)}"


def _notes(found: list[dict], here: Setting) -> tuple[str, ...]:
    return (here.say("one_phrase"),) if any(r["one_phrase"] for r in found) else ()


def _numbers(r: dict, here: Setting) -> list[Number]:
    """Return the published counts of one chain, each as a number."""
    return [
        Number(
            words.clauses(
                (here.name(r["district"]), here.names.of("series", r["series"], here.lang),
                 here.names.of("measure", r[f"{step}_measure"], here.lang), _cell(r, step, here)), here.lang,
            ),
            (), tuple(("figure", i) for i in r[f"{step}_ids"]), "chain",
        )
        for step in STEPS
        if r[f"{step}_ids"]
    ]  # fmt: skip
