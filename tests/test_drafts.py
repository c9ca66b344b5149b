"""A draft: its author's words around numbers that stay references, in the brief, in a file, on newer data."""

import io
import json
import zipfile
from dataclasses import replace

import docx
import pytest
from test_figures import accidents, at, deaths, told

from anjian import config as configuration
from anjian.areas import areas, resolve
from anjian.brief import Refused, many
from anjian.brief.build import Prepared, finish, prepare
from anjian.brief.draft import Draft, applied, arranged, wrong
from anjian.brief.parts import Kept
from anjian.brief.pieces import text_of
from anjian.brief.references import References, numbers
from anjian.brief.saved import numbers_of, opened, renewed, saved
from anjian.config import ROOT, BriefItem
from anjian.exports import docx_file
from anjian.exports.document import Document, Heading, Paragraph
from anjian.exports.text_file import text
from anjian.figures.setting import setting
from anjian.selection import Selection, parse_period
from anjian.store import load

HALF, BEFORE = "2024-01..2024-06", "2023-01..2023-06"
A = Selection(("city_a",), (), parse_period(HALF))


def tiny(dead: int = 5, crashes: int = 6, lang: str = "zh", **more: object) -> Prepared:
    figures = told(deaths(dead, HALF), accidents(crashes, HALF), deaths(9, BEFORE), accidents(12, BEFORE), **more)
    return prepare("half_year", at(figures, lang), A)


@pytest.fixture(scope="module")
def made() -> Prepared:
    return tiny()


def first_text(made: Prepared) -> str:
    return next(p.id for p in made.parts if p.is_text)


def said(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def headings(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Heading)]


def test_a_draft_without_changes_is_the_brief(made):
    assert finish(made, Draft()) == finish(made)
    assert "改动" not in text(finish(made))


# Wording


def test_a_text_to_edit_shows_numbers_as_references_and_reads_back_as_it_was(made):
    references = References(made.parts)
    for part in (p for p in made.parts if p.is_text):
        shown = references.text(part.block)
        again = applied(made.parts, Draft(texts={part.id: shown}), made.matter.here)
        (read,) = (p for p in again if p.id == part.id)
        assert [text_of(s) for s in read.block] == [text_of(s) for s in part.block]
        assert numbers(read) == numbers(part)
    assert "【6起】" in references.text(next(p for p in made.parts if p.is_text).block)


def test_words_change_and_the_number_keeps_its_source(made):
    changed = finish(made, Draft(texts={first_text(made): "上半年死亡【5人】，比事故【6起】少。"}))
    assert said(changed)[0] == "上半年死亡5人，比事故6起少。"
    checks = [c for c in changed.checks if c.sentence == "上半年死亡5人，比事故6起少。"]
    assert [c.shown for c in checks] == ["5人", "6起"]
    assert all(c.source and c.row.startswith("accidents.csv:") for c in checks)


@pytest.mark.parametrize(
    "typed", ["上半年死亡7人。", "上半年下降12.5%。", "死亡【7人】。", "死亡【5人】，其中2人为外地。"]
)
def test_a_number_that_is_no_reference_is_refused_by_its_place(made, typed):
    draft = Draft(texts={first_text(made): typed})
    with pytest.raises(Refused) as refused:
        finish(made, draft)
    assert typed[:8] in str(refused.value)
    assert list(wrong(made.parts, draft, made.matter.here)) == [first_text(made)]


@pytest.mark.parametrize("words", ["2024年1—6月，情况平稳。", "见《2024年工作要点》。", "【注】此处另有说明。"])
def test_dates_titles_and_brackets_without_a_number_are_words(made, words):
    assert said(finish(made, Draft(texts={first_text(made): words})))[0] == words


def test_one_wording_of_two_numbers_is_told_apart():
    made = tiny(dead=6, crashes=6)
    assert {"6起", "6人"} <= set(References(made.parts).told)
    twice = prepare("half_year", at(told(deaths(3, HALF), deaths(3, BEFORE), accidents(6, HALF))), A)
    references = References(twice.parts)
    assert references.told["3人"].keys != references.told["3人②"].keys


def test_a_control_character_is_refused_before_it_reaches_a_file(made):
    with pytest.raises(Refused, match=r"U\+0007"):
        finish(made, Draft(texts={first_text(made): "上半年\a死亡【5人】。"}))


@pytest.mark.parametrize("odd", ["<b>&amp;</b>", "=cmd|' /C calc'!A", "😀𠮷㐂", "长" * 10_000, "{{ x.__class__ }}"])
def test_odd_text_reaches_the_word_file_whole(made, odd):
    changed = finish(made, Draft(texts={first_text(made): f"{odd}死亡【5人】。"}))
    written = docx.Document(io.BytesIO(docx_file.write(changed)))
    assert any(odd in p.text for p in written.paragraphs)


# Order, dropping, adding


def test_what_is_dropped_is_gone_with_its_notes_and_comes_back(made):
    draft = Draft().without(first_text(made))
    (gone,) = (p for p in made.parts if p.id == first_text(made))
    assert "".join(text_of(s) for s in gone.block) not in said(finish(made, draft))
    assert len(finish(made, draft).checks) == len(finish(made).checks) - len(numbers(gone))
    assert finish(made, draft.restored(first_text(made))) == finish(made)


def test_a_dropped_heading_leaves_no_gap_in_the_numbers(made):
    first = next(p.id for p in made.parts if isinstance(p.block, Heading))
    sections = [h for h in headings(finish(made, Draft().without(first))) if "、" in h]
    assert sections[0] == "一、工作开展情况"


def test_a_part_moves_one_place_over_what_is_still_there(made):
    ids = [p.id for p in made.parts]
    draft = Draft(dropped=frozenset({ids[1]})).moved(ids[2], -1, ids)
    assert arranged(made.parts, draft)[:3] == [ids[2], ids[0], ids[1]]
    assert Draft().moved(ids[0], -1, ids) == Draft()


def test_a_paragraph_of_the_author_is_marked_and_its_typed_number_has_no_source(made):
    ids = [p.id for p in made.parts]
    draft = Draft().added("拟召开3次会议，通报死亡【5人】的情况。", ids[1], ids)
    document = finish(made, draft)
    (own,) = [b for b in document.blocks if isinstance(b, Paragraph) and b.own]
    assert own.text == "拟召开3次会议，通报死亡5人的情况。"
    typed, cited = (c for c in document.checks if c.sentence == own.text)
    assert (typed.note, typed.shown.strip("次"), typed.source) == (None, "3", "撰稿人自拟，未引用数据")
    assert cited.shown == "5人"
    assert cited.row
    assert "（撰稿人所加）" in "".join(p.text for p in docx.Document(io.BytesIO(docx_file.write(document))).paragraphs)


def test_every_line_of_an_added_text_is_a_paragraph_of_the_author(made):
    draft = Draft().added("一。\n\n二。", made.parts[-1].id, [p.id for p in made.parts])
    assert [b.text for b in finish(made, draft).blocks if isinstance(b, Paragraph) and b.own] == ["一。", "二。"]


def test_the_last_page_tells_what_the_author_changed(made):
    ids = [p.id for p in made.parts]
    draft = Draft(texts={first_text(made): "死亡【5人】。"}).without(ids[-1]).added("另。", ids[0], ids)
    assert dict(finish(made, draft).properties)["撰稿人改动"] == "改写1段、删去1处、增加1段"
    assert dict(finish(made, Draft().moved(ids[2], -1, ids)).properties)["撰稿人改动"] == "调整了顺序"


def test_an_order_from_before_takes_new_parts_where_the_brief_puts_them(made):
    ids = [p.id for p in made.parts]
    older = Draft(order=(*reversed(ids[3:]), ids[0]))
    order = arranged(made.parts, older)
    assert sorted(order) == sorted(ids)
    assert order.index(ids[1]) == order.index(ids[0]) + 1


# The basket


def test_a_figure_of_the_basket_stands_at_the_end_with_its_own_selection(made):
    kept = Kept(BriefItem(table="deaths"), Selection(("city_a",), (), parse_period(BEFORE)))
    draft = Draft(basket=(kept,))
    fuller = prepare("half_year", made.matter.here, A, draft)
    last = finish(fuller, draft).blocks[-1]
    assert "9人" in last.rows[0]
    assert "2023年1—6月" in last.caption
    assert opened(saved("half_year", fuller, draft), "zh").draft.basket[0].item == kept.item


# Files


def test_a_draft_comes_back_from_its_file_as_it_was(made):
    ids = [p.id for p in made.parts]
    draft = Draft(fields={"issue": "第1期"}, texts={first_text(made): "死亡【5人】。"}, dropped=frozenset({ids[-1]}))
    file = opened(saved("half_year", made, draft), "zh")
    again, changes = renewed(file.draft, file.numbers, made)
    assert (file.template, file.lang, file.selection.districts) == ("half_year", "zh", ("city_a",))
    assert again == draft
    assert changes == ()


def test_newer_data_renews_the_numbers_and_says_which_changed_by_how_much(made):
    file = opened(saved("half_year", made, Draft(texts={first_text(made): "死亡【5人】，事故【6起】。"})), "zh")
    newer = tiny(dead=7)
    draft, changes = renewed(file.draft, file.numbers, newer)
    assert said(finish(newer, draft))[0] == "死亡7人，事故6起。"
    (dead,) = {(c.before, c.now, c.by) for c in changes if c.before == "5人"}
    assert dead == ("5人", "7人", "+2人")
    assert any("甲区 2024年1—6月 死亡人数" in c.where for c in changes)
    assert not [c for c in changes if c.before == "6起"]


def test_a_number_that_is_gone_is_told_and_its_paragraph_waits_for_its_author(made):
    file = opened(saved("half_year", made, Draft(texts={first_text(made): "事故【6起】。"})), "zh")
    newer = prepare("half_year", at(told(deaths(5, HALF))), A)
    draft, changes = renewed(file.draft, file.numbers, newer)
    assert next(c.now for c in changes if c.before == "6起") == ""
    assert first_text(made) in wrong(newer.parts, draft, newer.matter.here)


def test_a_saved_draft_holds_no_row_numbers(made):
    """Rows of other figures put before them change nothing: a number is known by what it is."""
    file = opened(saved("half_year", made, Draft()), "zh")
    earlier = [deaths(n, f"20{n}-01..20{n}-12") for n in range(10, 20)]
    figures = told(*earlier, deaths(5, HALF), accidents(6, HALF), deaths(9, BEFORE), accidents(12, BEFORE))
    assert renewed(file.draft, file.numbers, prepare("half_year", at(figures), A))[1] == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "草稿"), (b"PK\x03\x04", "草稿"), (b"[]", "草稿"), (b'{"format": "anjian-draft-1"}', "template"),
     (b"x" * 4_000_001, "4MB")],
)  # fmt: skip
def test_a_file_that_is_no_draft_is_answered_in_words(content, why):
    with pytest.raises(Refused, match=why):
        opened(content, "zh")


@pytest.mark.parametrize(
    "change", [{"format": "other"}, {"selection": {"p": "1"}}, {"basket": [{"item": {}, "selection": {}}]}]
)
def test_a_draft_with_a_fault_is_refused(made, change):
    file = json.loads(saved("half_year", made, Draft())) | change
    with pytest.raises(Refused):
        opened(json.dumps(file).encode(), "zh")


# One for each district


def test_a_brief_for_each_district_and_why_one_has_none():
    here = setting(load(ROOT / "data"), configuration.load(), "zh")
    chosen = resolve("台州市", areas(here.database), here.config, "zh")
    made = list(many.each("half_year", here, replace(A, districts=tuple(chosen)), ".txt"))
    assert [m.district for m in made] == list(chosen)
    package = zipfile.ZipFile(io.BytesIO(many.zipped(made, here)))
    written, unmade = [m for m in made if m.file], [m for m in made if m.why]
    assert written
    assert unmade
    assert package.namelist() == [f"{m.district}-{m.file}" for m in written] + ["未成稿说明.txt"]
    reasons = package.read("未成稿说明.txt").decode()
    assert all(here.name(m.district) in reasons for m in unmade)
    assert many.zipped(made, here) == many.zipped(made, here)


def test_a_title_makes_a_name_that_every_file_system_takes(made):
    odd = replace(finish(made), title='甲/乙\\丙:"丁"*' + "长" * 200)
    name = many.file_name(odd, ".docx")
    assert not set('/\\:"*') & set(name)
    assert len(name.encode()) < 255


@pytest.mark.parametrize("kind", ["table", "chart"])
def test_every_figure_that_a_page_can_put_aside_stands_in_a_brief_without_a_period(made, kind):
    """A page may be read without a choice of period; then a figure shows what is newest."""
    config, here = made.matter.here.config, made.matter.here
    allowed = BriefItem.TABLES if kind == "table" else BriefItem.CHARTS
    for name, figure in config.figures.items():
        if figure.form in allowed:
            item = BriefItem(**{kind: name}, indicators=figure.indicators or ("deaths",))
            draft = Draft(basket=(Kept(item, Selection(("city_a",)), figure.domain or "accidents"),))
            fuller = prepare("half_year", here, A, draft)
            assert [p for p in fuller.parts if p.id.startswith("basket")], name
            finish(fuller, draft)


def test_a_table_and_a_chart_name_the_notes_of_the_numbers_they_show(made):
    document = finish(made)
    table = document.blocks[-1]
    dead, crashes = (next(c.note for c in document.checks if c.shown == shown) for shown in ("5人", "6起"))
    assert {dead, crashes} <= set(table.notes)
    cited = {c.note: c.row for c in document.checks}
    assert not [n for n in table.notes if not cited[n].startswith("accidents.csv")]


def test_a_reference_never_comes_to_mean_another_number_of_the_same_wording():
    """Deaths of this year and of last year change places: 【9人】 stays last year's, and is refused without it."""

    def dying(now: int, before: int | None) -> Prepared:
        rows = [deaths(now, HALF), *([] if before is None else [deaths(before, BEFORE)])]
        return prepare("half_year", at(told(*rows)), A)

    made = dying(5, 9)
    draft = Draft(texts={first_text(made): "死亡【5人】，上年同期【9人】。"})
    swapped, gone = dying(9, 5), dying(9, None)
    assert said(finish(swapped, renewed(draft, numbers_of(made), swapped)[0]))[0] == "死亡9人，上年同期5人。"
    assert first_text(made) in wrong(gone.parts, renewed(draft, numbers_of(made), gone)[0], gone.matter.here)
