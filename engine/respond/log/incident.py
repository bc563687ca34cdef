"""The incident file as its author writes it: a first report, and what followed."""

from datetime import datetime
from typing import Literal

from attrs import Factory, frozen

from respond.errors import Place, Text
from respond.plan import LevelName, place_field
from respond.yaml import Node

DeclaredLevel = Literal["I", "II", "III", "IV", "none"]


@frozen
class Span:
    """A stretch of time in which something happened; an end left out is open."""

    at_least: datetime | None = None
    at_most: datetime | None = None
    place: Place | None = place_field()


@frozen
class Happening:
    """An event: when it happened and, where it has one, its level and the office that acted."""

    at: datetime | None = None
    level: LevelName | None = None
    by: str | None = None
    place: Place | None = place_field()


@frozen
class Declared:
    """A level an office declares against or ahead of the plan's, with the reason and an optional expiry."""

    level: DeclaredLevel
    by: str
    reason: Text
    at: datetime | None = None
    until: datetime | None = None
    place: Place | None = place_field()


@frozen
class Then:
    """What was learned or happened later, at one moment."""

    at: datetime
    note: Text | None = None
    facts: dict[str, Node] = Factory(dict)
    events: dict[str, Node] = Factory(dict)
    declared: tuple[Declared, ...] = ()
    place: Place | None = place_field()


@frozen
class IncidentFile:
    """One incident: which plans it falls under, when, what is reported, what happened since.

    `facts` and `events` stay raw until the plans are known, for the plans say what a fact is.
    """

    respond: Literal["incident/1"]
    id: str
    title: Text
    plans: tuple[str, ...]
    occurred: Node
    ended: datetime | None = None
    mode: Literal["real", "exercise", "test"] = "real"
    where: Text | None = None
    note: Text | None = None
    sources: dict[str, Text] = Factory(dict)
    facts: dict[str, Node] = Factory(dict)
    events: dict[str, Node] = Factory(dict)
    declared: tuple[Declared, ...] = ()
    then: tuple[Then, ...] = ()
    place: Place | None = place_field()
