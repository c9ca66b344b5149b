"""The fixed words of a written document, from the lexicon: what its writers say around the author's text."""

from anjian import words

ZH, EN = "zh", "en"
CHECK_COLUMNS = (
    "check_note", "check_number", "check_sentence", "check_source", "check_heading", "check_as_written", "check_row",
    "check_first", "check_second", "check_signed",
)  # fmt: skip


def label(name: str, lang: str) -> str:
    """Return a fixed word in ``lang``, its slots left to fill; any language but English reads the Chinese."""
    return words.lexicon()["document"][name][EN if lang == EN else ZH]


def check_rows(checks) -> list[tuple[str, ...]]:
    """Return the rows of the 核对单 as text, the three columns to sign left empty."""
    return [
        (str(c.note or words.MISSING), c.shown, c.sentence, c.source, c.heading, c.as_written, c.row, "", "", "")
        for c in checks
    ]


def check_columns(lang: str) -> tuple[str, ...]:
    """Return the titles of the 核对单."""
    return tuple(label(name, lang) for name in CHECK_COLUMNS)
