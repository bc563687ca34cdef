"""Calling the bodies of a plan by other names, wherever it speaks of them: as owners, as addressees, in its events."""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from respond.facts import Fact
from respond.language import with_bodies
from respond.plan.check import UNIT_FIELDS
from respond.plan.grading import Interpretation
from respond.plan.lifecycle import split_event
from respond.plan.model import Adoption, Plan
from respond.plan.orders import Pause
from respond.yaml import Scalar

_EVENT_FIELDS: Final = frozenset(
    ("after", "before", "until", "last_round", "ends", "broken_by", "fulfilled_by", "same_as", "from_", "to")
)
"""The fields of entries that name events; `to` does so of a pause alone."""

_CONDITION_FIELDS: Final = frozenset(
    ("when", "formula", "holds", "covers", "instead", "grounds", "change_counts")
)
"""The fields of entries that hold conditions or formulas."""


def with_units_renamed(plan: Plan, units: Mapping[str, str]) -> Plan:
    """Give a plan with some of its units called by the names another plan has for them, and no longer its own."""
    if not units:
        return plan
    renaming = _Renaming(units)
    changed = {
        field.name: renaming.part(getattr(plan, field.name))
        for field in attrs.fields(Plan)
        if field.name not in ("units", "contacts", "adopts", "seat")
    }
    changed["units"] = {name: renaming.entry(unit) for name, unit in plan.units.items() if name not in units}
    return attrs.evolve(plan, **changed)


class _Renaming:
    """The names of units, each with the one it gets instead."""

    def __init__(self, units: Mapping[str, str]) -> None:
        self.units = units

    def part(self, part: Any) -> Any:  # noqa: ANN401 - a part of any shape
        """Rename in whatever a plan holds; what has nothing to be renamed is given back as it is."""
        if isinstance(part, tuple):
            return tuple(map(self.part, part))
        if isinstance(part, dict):
            return {key: self.part(held) for key, held in part.items()}
        return self.entry(part) if attrs.has(type(part)) else part

    def entry(self, entry: Any) -> Any:  # noqa: ANN401 - any kind of entry
        """Rename in an entry and in all that it consists of."""
        changed: dict[str, Any] = {}
        for field in attrs.fields(type(entry)):
            value = getattr(entry, field.name)
            renamed = self._field(entry, field.name, value)
            if renamed is not value and renamed != value:
                changed[field.alias] = renamed
        return attrs.evolve(entry, **changed) if changed else entry

    def _field(self, entry: Any, name: str, value: Any) -> Any:  # noqa: ANN401
        if name == "maps" and isinstance(entry, Adoption):
            return {theirs: self._unit(ours) for theirs, ours in value.items()}
        if name == "touches" and isinstance(entry, Interpretation):
            return _each(value, self._unit)
        if name in _CONDITION_FIELDS:
            return _each(value, self._condition)
        if name in UNIT_FIELDS and not isinstance(entry, Pause):
            measured = name == "unit" and isinstance(entry, Fact)  # what it is measured in
            return value if measured else _once(_each(value, self._unit))
        if name in _EVENT_FIELDS:
            return self._by_addressee(value) if isinstance(value, dict) else _each(value, self._event)
        return self.part(value)

    def _by_addressee(self, events: Mapping[str, Any]) -> dict[str, Any]:
        """Rename addressees with the events that tell them; two that are one here are told by the events of both."""
        found: dict[str, tuple[str, ...]] = {}
        for addressee, told in events.items():
            name = self._unit(addressee)
            names = (told,) if isinstance(told, str) else told
            found[name] = (*found.get(name, ()), *map(self._event, names))
        told_by = {name: tuple(dict.fromkeys(names)) for name, names in found.items()}
        return {name: names[0] if len(names) == 1 else names for name, names in told_by.items()}

    def _unit(self, name: str) -> str:
        return self.units.get(name, name)

    def _event(self, name: str) -> str:
        event, body = split_event(name)
        return _as(name, f"{event}@{self._unit(body)}") if body is not None else name

    def _condition(self, text: str) -> str:
        return _as(text, with_bodies(text, self.units))


def _each(value: Any, rename: Any) -> Any:  # noqa: ANN401 - a name, several, or by key
    if isinstance(value, str):
        return rename(value)
    if isinstance(value, tuple):
        return tuple(_each(each, rename) for each in value)
    if isinstance(value, dict):
        return {key: _each(each, rename) for key, each in value.items()}
    return value


def _once(names: Any) -> Any:  # noqa: ANN401
    """Give names without those that have become one with an earlier one."""
    return tuple(dict.fromkeys(names)) if isinstance(names, tuple) else names


def _as(text: str, renamed: str) -> str:
    """Give a renamed text the place of the one it stands for, so that a fault still points there."""
    if renamed == text:
        return text
    place = getattr(text, "place", None)
    return renamed if place is None else Scalar(renamed, place, plain=False)
