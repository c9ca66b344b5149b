"""Which headings lead to a slide, and a title for each that no slide before it had."""

from collections import Counter

from anjian.exports.document import Document, Heading
from anjian.exports.labels import label
from anjian.exports.slides.page import BOTTOM, CAPTION_LINES, TITLE_LINES
from anjian.exports.slides.text import body_top, cut, flat, measure, title_room, wrapped

MANY = 99
_STEP = " › "


class Titles:
    """The headings on the way through a document, and the titles given so far."""

    def __init__(self, document: Document):
        self.document, self.lang = document, document.lang
        self.headings: list[Heading] = []
        self._given: Counter = Counter()

    def enter(self, heading: Heading) -> None:
        """Go on under a heading."""
        self.headings = [*(h for h in self.headings if h.level < heading.level), heading]

    def trail(self) -> str:
        """Return the headings that lead here."""
        return _STEP.join(h.text for h in self.headings)

    def path(self, under: bool = True) -> str:
        """Return the headings that lead here, without the last where it is the title."""
        above = [h.text for h in (self.headings if under else self.headings[:-1])]
        return flat(_STEP.join(above) or self.document.title)

    def here(self) -> str:
        """Return the nearest heading, as a title."""
        return self.cut(self.headings[-1].text if self.headings else self.document.title)

    def caption(self, caption: str) -> str:
        """Return a caption as a title, or the nearest heading for an empty one."""
        return self.cut(caption, CAPTION_LINES) if caption.strip() else self.here()

    def cut(self, text: str, lines: int = TITLE_LINES) -> str:
        """Return the text cut to lines of a title, with room to say that it goes on."""
        again = self._again("", MANY)
        shown = cut(text, title_room(), lines)
        if len(wrapped(shown + again, title_room())) <= lines:
            return shown
        return cut(text, title_room() - measure(again) / lines - 1, lines)

    def give(self, title: str) -> str:
        """Return the title; one that was there before says that it goes on."""
        given = self._again(title, self._given[title])
        self._given[title] += 1
        return given

    def room(self, title: str, again: bool = False) -> int:
        """Return the height below a title, as it will be said, or as it will be on the slides where it goes on."""
        return BOTTOM - body_top(self._again(title, MANY if again else self._given[title]))

    def _again(self, title: str, times: int) -> str:
        if not times:
            return title
        return title + label("continued" if times == 1 else "continued_more", self.lang).format(n=times)
