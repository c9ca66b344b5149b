"""A draft: what its author changed of a brief. The brief itself is made again each time, so its numbers stay true."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from anjian import words
from anjian.brief.parts import Kept, Part, told_keys
from anjian.brief.references import References, read
from anjian.brief.refusal import Refused
from anjian.figures.setting import Setting

OWN_ID = "own-"
STARTS_WITH = 12


@dataclass(frozen=True)
class Draft:
    """The author's changes, each by the id of a part. Every change makes a new draft, so undoing is going back.

    ``order`` holds every id of the moment the first part was moved or added; ``texts`` the edited wordings and the
    paragraphs of the author's own, with numbers as references.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    basket: tuple[Kept, ...] = ()
    order: tuple[str, ...] = ()
    dropped: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def own(self) -> tuple[str, ...]:
        """Return the ids of the paragraphs that the author added."""
        return tuple(i for i in self.texts if i.startswith(OWN_ID))

    def edited(self, part: str, text: str | None) -> "Draft":
        """Return the draft with another wording of a part; None brings the generated one back."""
        texts = {k: v for k, v in self.texts.items() if k != part}
        return replace(self, texts=texts if text is None else {**texts, part: text})

    def without(self, part: str) -> "Draft":
        """Return the draft without a part; one of the author's own is gone for good."""
        if part.startswith(OWN_ID):
            return replace(self.edited(part, None), order=tuple(i for i in self.order if i != part))
        return replace(self, dropped=self.dropped | {part})

    def restored(self, part: str) -> "Draft":
        """Return the draft with a dropped part back in its place."""
        return replace(self, dropped=self.dropped - {part})

    def moved(self, part: str, step: int, order: Iterable[str]) -> "Draft":
        """Return the draft with a part one place up (−1) or down (1) among those of ``order`` that are not dropped."""
        order = list(order)
        seen = [i for i in order if i not in self.dropped]
        place = seen.index(part) + step
        if not 0 <= place < len(seen):
            return self
        target = seen[place]
        order.remove(part)
        order.insert(order.index(target) + (step > 0), part)
        return replace(self, order=tuple(order))

    def added(self, text: str, after: str, order: Iterable[str]) -> "Draft":
        """Return the draft with a paragraph of the author's own after a part."""
        order, part = list(order), self.next_own()
        order.insert(order.index(after) + 1 if after in order else len(order), part)
        return replace(self.edited(part, text), order=tuple(order))

    def next_own(self) -> str:
        return OWN_ID + str(1 + max((int(i.removeprefix(OWN_ID)) for i in self.own), default=0))


def arranged(generated: Iterable[Part], draft: Draft) -> list[str]:
    """Return every id in the author's order; a part that the order does not know stands where the brief puts it."""
    known = [p.id for p in generated]
    order = [i for i in draft.order if i in known or i in draft.texts]
    for before, part in zip(["", *known], known, strict=False):
        if part not in order:
            order.insert(order.index(before) + 1 if before else 0, part)
    return order + [i for i in draft.own if i not in order]


def applied(generated: tuple[Part, ...], draft: Draft, here: Setting) -> tuple[Part, ...]:
    """Return the parts as their author wants them; raise Refused where an edited text cannot stand."""
    found = {p.id: p for p in generated}
    known = References(generated).told
    kept = (i for i in arranged(generated, draft) if i not in draft.dropped)
    return tuple(p for i in kept for p in _worded(i, found.get(i), draft, known, here))


def _worded(part: str, made: Part | None, draft: Draft, known: Mapping, here: Setting) -> list[Part]:
    if part not in draft.texts or (made and not made.is_text):
        return [made] if made else []
    try:
        texts = [read(line, known, here, own=made is None) for line in draft.texts[part].splitlines()]
    except Refused as error:
        raise _refused(draft.texts[part], error, here.lang) from error
    return [Part(part, text, told_keys(text), own=made is None) for text in texts if text]


def wrong(generated: tuple[Part, ...], draft: Draft, here: Setting) -> dict[str, str]:
    """Return the parts whose wording cannot stand on these figures, with the reason."""
    found, known = {}, References(generated).told
    made = {p.id: p for p in generated}
    for part in draft.texts:
        try:
            _worded(part, made.get(part), draft, known, here)
        except Refused as error:
            found[part] = str(error)
    return found


def _refused(text: str, why: Refused, lang: str) -> Refused:
    return Refused(words.say("draft", "refused_paragraph", lang, start=text.strip()[:STARTS_WITH], why=why))


def told(draft: Draft, generated: Iterable[Part], lang: str) -> str:
    """Return what the author changed, in words; "" where nothing."""
    known = [p.id for p in generated]
    reworded = [i for i in draft.texts if i in known]
    usual = [i for i in draft.order if i in known]
    moved = bool(usual) and usual != [i for i in known if i in usual]
    counts = {"reworded": len(reworded), "dropped": len(draft.dropped & set(known)), "added": len(draft.own)}
    parts = [words.say("draft", f"told_{k}", lang, n=n) for k, n in counts.items() if n]
    return words.enumeration(parts + [words.say("draft", "told_moved", lang)] * moved, lang)
