"""What the names in a condition may mean: the facts, numbers, events and windows of one plan."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from attrs import Factory, field

from respond._records import frozen
from respond.errors import Fault, Text, nearest
from respond.facts import FOUR_LEVELS, STANDARD, Domain, Fact, Level, LevelScale, Units, domain_of
from respond.language.tokens import origin_of
from respond.language.typed import HOME, Season

_GRAVITIES = ("level", "response")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


@frozen(eq=False)
class Scope:
    """What the names in the conditions of one plan mean.

    `derived` gives formulas by name, as text or as an object with `formula`, `label` and `when` (the cases in which
    there is such a number, or None); `conditions` gives yes/no
    conditions by name, as text or as an object with `when` and `label`; `events` gives
    objects with `zh` and `en`, or a `Text`; `windows` gives pairs `("MM-DD", "MM-DD")` or objects with
    `from_`, `to`, `zh` and `en`; `duties` gives the wording of duties by id. `graded` and `responding` say
    whether `level` and `response` may be used; `barred` names events that may not. `levels` and `responses` are
    the scales of the two, `units` the units numbers may have.
    """

    facts: Mapping[str, Fact]
    derived: Mapping[str, Any] = Factory(dict)
    events: Mapping[str, Any] = Factory(dict)
    windows: Mapping[str, Any] = Factory(dict)
    duties: Mapping[str, Text] = Factory(dict)
    conditions: Mapping[str, Any] = Factory(dict)
    graded: bool = True
    responding: bool = True
    barred: frozenset[str] = frozenset()
    levels: LevelScale = FOUR_LEVELS
    responses: LevelScale = FOUR_LEVELS
    units: Units = STANDARD
    zone: ZoneInfo = HOME
    """In which days are counted."""
    _bodies: dict[str, Any] = field(factory=dict, init=False, repr=False)
    _faulty: dict[str, Sequence[Fault]] = field(factory=dict, init=False, repr=False)
    _factors: dict[str, int] = field(factory=dict, init=False, repr=False)
    _domains: dict[str, Domain] = field(factory=dict, init=False, repr=False)

    def domain(self, name: str) -> Domain:
        """Give the declared domain of a fact, in base units."""
        if name not in self._domains:
            self._domains[name] = domain_of(self.facts[name])
        return self._domains[name]

    def scale(self, name: str) -> LevelScale:
        """Give the scale of `level` or of `response`."""
        return self.levels if name == "level" else self.responses

    def level(self, name: str) -> Level | None:
        """Give the level a name means, of an incident first."""
        return self.levels.find(name) or self.responses.find(name)

    def formula(self, name: str) -> str:
        """Give the text of a derived number."""
        entry = self.derived[name]
        text: str = entry if isinstance(entry, str) else entry.formula
        return text

    def guard(self, name: str) -> str | None:
        """Give the text of the cases in which there is a derived number; None where there always is."""
        text: str | None = getattr(self.derived[name], "when", None)
        return text

    def condition(self, name: str) -> str:
        """Give the text of a named condition."""
        entry = self.conditions[name]
        text: str = entry if isinstance(entry, str) else entry.when
        return text

    def label(self, name: str) -> Text:
        """Give the wording of a fact, derived number, condition or event; its name where there is none."""
        spaces: tuple[Mapping[str, Any], ...] = (self.facts, self.derived, self.conditions, self.events)
        entry: Any = next((space[name] for space in spaces if space.get(name)), None)
        if isinstance(entry, Text):
            return entry
        if hasattr(entry, "label"):
            label: Text = entry.label
            return label
        return Text(entry.zh, entry.en) if hasattr(entry, "zh") else Text(name, name)

    def season(self, name: str) -> Season:
        """Give a yearly window; raises InputError (E432) for days that are none."""
        entry = self.windows[name]
        first, last = entry if isinstance(entry, tuple) else (entry.from_, entry.to)
        label = Text(entry.zh, entry.en) if hasattr(entry, "zh") else Text(name, name)
        return Season(name, _month_day(first), _month_day(last), label, self.zone)

    def knows(self, name: str) -> bool:
        """Say whether a name stands for anything."""
        known = (self.facts, self.derived, self.events, _GRAVITIES)
        return self.level(name) is not None or any(name in names for names in known)

    def nearest(self, name: str) -> str | None:
        """Give the name a misspelt one most likely meant."""
        known = [*self.facts, *self.derived, *self.conditions, *self.events]
        return nearest(name, [*known, *(["level"] * self.graded), *(["response"] * self.responding)])


def _month_day(text: str) -> tuple[int, int]:
    match = _MONTH_DAY.fullmatch(text)
    if match is None or (month_day := (int(match[1]), int(match[2]))) > _last_of(int(match[1])):
        raise origin_of(text).refuse("E432", 0, found=text)
    return month_day


def _last_of(month: int) -> tuple[int, int]:
    return month, 29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31
