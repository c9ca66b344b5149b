"""What every figure is made from: one data version, the configuration, the names, the language, the choices."""

from dataclasses import dataclass, field

from anjian import words
from anjian.config import Config
from anjian.selection import Selection
from anjian.store import Database

MARKS = ("demonstration", "internal")


@dataclass(frozen=True)
class Setting:
    """What a figure is made from. ``marks`` are what page and file must be marked with (演示数据, 内部资料)."""

    database: Database
    config: Config
    names: words.Names
    lang: str
    marks: tuple[str, ...] = field(default=())

    def say(self, key: str, **slots: object) -> str:
        """Return a wording of the screen."""
        return words.say("ui", key, self.lang, **slots)

    def name(self, district: str) -> str:
        return self.names.of("district", district, self.lang)

    def marked(self) -> tuple[tuple[str, str], ...]:
        """Return the lines that mark a file, if any: (标记, 演示数据)."""
        return tuple((self.say("mark"), self.say(m)) for m in self.marks)

    def stamp(self) -> tuple[tuple[str, str], ...]:
        """Return what every file says of itself: its marks, if any, and the data version."""
        return (*self.marked(), (self.say("data_version"), self.database.version))


@dataclass(frozen=True)
class Asked:
    """What a figure is asked for: the selection, and what its page or its entry in config.yaml chose."""

    selection: Selection
    indicators: tuple[str, ...] = ()
    domain: str = ""
    district: str = ""


def setting(database: Database, config: Config, lang: str) -> Setting:
    """Return the setting of a data version and language."""
    names = words.Names(database.query("names"), [(b.id, b.title) for b in config.breaks])
    (found,) = database.query("marks")
    return Setting(database, config, names, lang, tuple(m for m in MARKS if found[m]))
