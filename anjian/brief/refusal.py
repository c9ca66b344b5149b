"""Why a brief cannot be made honestly."""

from anjian import words


class Refused(ValueError):
    """A brief that cannot be made honestly; the message says why."""


def refuse(key: str, lang: str, **slots: object) -> Refused:
    """Return the refusal with its reason in words."""
    return Refused(words.say("brief", f"refused_{key}", lang, **slots))
