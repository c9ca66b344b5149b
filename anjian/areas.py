"""Districts and groups of districts: how a reader names them, and in which order they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from anjian import words
from anjian.config import Config, Text
from anjian.store import Database

MOST_OPENING = 100  # districts that a page can show at a glance


class UnknownDistrict(ValueError):
    """A district nobody declared; the message says what was found and what is allowed."""


@dataclass(frozen=True)
class Area:
    """A district with its names, city and number of figures."""

    id: str
    name_zh: str
    name_en: str
    city: str
    kind: str
    figures: int
    years: tuple[int, ...]

    def name(self, lang: str) -> str:
        return self.name_zh if lang == "zh" else self.name_en

    def full_name(self, lang: str) -> str:
        """Return the name with its city: 台州市温岭市, Wenling (Taizhou)."""
        if lang == "en":
            return f"{self.name_en} ({city_id(self.id).capitalize()})"
        return self.name_zh if self.name_zh.startswith(self.city[:2]) else self.city + self.name_zh


@dataclass(frozen=True)
class AreaGroup:
    """A named group: a city's districts, or a group of config.yaml."""

    id: str
    title: Text
    districts: tuple[str, ...]


def areas(database: Database) -> dict[str, Area]:
    """Return all districts by id, in administrative order."""
    return {
        r["id"]: Area(
            r["id"], r["name_zh"], r["name_en"], r["city"], r["kind"], r["figures"], tuple(r["years"] or ()),
        )
        for r in database.query("areas")
    }  # fmt: skip


def groups(known: dict[str, Area], config: Config) -> list[AreaGroup]:
    """Return the groups: those of config.yaml with a district here, then each city with several districts."""
    cities: dict[str, list[str]] = {}
    for area in known.values():
        cities.setdefault(area.city, []).append(area.id)
    declared = (AreaGroup(g.id, g.title, tuple(d for d in g.districts if d in known)) for g in config.groups)
    return [g for g in declared if g.districts] + [
        AreaGroup(city_id(members[0]), Text(zh=city, en=city_id(members[0]).capitalize()), tuple(members))
        for city, members in cities.items()
        if len(members) > 1
    ]


def opens(known: dict[str, Area], declared: list[AreaGroup], wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the districts that a reader meets first: of the wanted groups; where no such group has a district here,
    all, or of a long list the first city's."""
    wanted = set(wanted)
    members = {d for group in declared if group.id in wanted for d in group.districts}
    if not members and len(known) > MOST_OPENING:
        first = next((g.districts for g in declared if g.districts), tuple(known))
        return first[:MOST_OPENING]
    return tuple(d for d in known if d in members) or tuple(known)


def city_id(district: str) -> str:
    """Return the city part of a district id (fuzhou_gulou → fuzhou)."""
    return district.split("_", maxsplit=1)[0]


def resolve(name: str, known: dict[str, Area], config: Config, lang: str = "zh") -> tuple[str, ...]:
    """Return the district ids meant by an id, a name (温岭市, 台州市温岭市, Wenling), a city or a group.

    Raises UnknownDistrict, naming what was found and what is allowed.
    """
    wanted = name.strip().casefold()
    found = [
        a.id for a in known.values()
        if wanted in (a.id.casefold(), a.name_zh, (a.city + a.name_zh), a.name_en.casefold())
    ]  # fmt: skip
    if found:
        return tuple(found)
    for group in groups(known, config):
        if wanted in (group.id, group.title.zh, group.title.en.casefold()):
            return group.districts
    if members := tuple(a.id for a in known.values() if a.city == wanted):
        return members
    near = [f"{a.id} {a.name_zh}" for a in known.values() if set(name) & set(a.name_zh)] or [
        a.id for a in known.values()
    ]
    raise UnknownDistrict(words.say("message", "unknown_district", lang, found=name, allowed="、".join(near[:5])))
