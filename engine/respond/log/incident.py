"""The incident file as its author writes it: a first report, and what followed; one way to write a log."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

from attrs import Factory

from respond._records import frozen
from respond.errors import Place, Text
from respond.plan import Channel, LevelName, place_field
from respond.yaml import Node

Bodies = dict[str, str | tuple[str, ...]]
"""Which body, or which several, stand for a unit of the plans in this incident, by the unit's id."""

Mode = Literal["real", "exercise", "test"]
"""Whether it is a real incident, plays in an exercise or is a test."""

MODE_MARKS: Final[Mapping[str, Text]] = {
    "real": Text("", ""),
    "exercise": Text("【演练】", "[EXERCISE] "),
    "test": Text("【测试】", "[TEST] "),
}
"""What stands ahead of words that leave the house, by the mode of the incident they are of."""

DeclaredLevel = LevelName
"""A level of the leading plan's scale, or `none`."""


@frozen
class Span:
    """A stretch of time in which something happened; an end left out is open."""

    at_least: datetime | None = None
    at_most: datetime | None = None
    place: Place | None = place_field()


@frozen
class Happening:
    """An event: when it happened (a time or a span) and, where it has one, its level and the office that acted.

    `within` is the time the office that acted sets for what a plan leaves to it (`due: as-prescribed`). `source` is who
    told of it: of a receipt whoever reported the incident.
    """

    at: Node | None = None
    level: LevelName | None = None
    by: str | None = None
    within: str | None = None
    source: str | None = None
    place: Place | None = place_field()


@frozen
class Did:
    """An act that answers a duty: who did it when, for whom, who was told, by which channel and number.

    Without `to` all were told whom the duty names. `round` names the occasion it answers; without it the oldest open
    one counts. `broke` says of a duty to keep something up that it was not kept up.
    """

    duty: str
    at: datetime | None = None
    by: str | None = None
    for_: str | None = None
    to: tuple[str, ...] | None = None
    channel: Channel | None = None
    number: str | None = None
    round: int | None = None
    broke: bool = False
    place: Place | None = place_field()


@frozen
class Extended:
    """A limit lengthened: which duty, by how much, by whom; only as far as the plan lets that body."""

    duty: str
    length: str
    by: str
    at: datetime | None = None
    reason: Text | None = None
    round: int | None = None
    place: Place | None = place_field()


@frozen
class Corrected:
    """What an earlier entry should have said: another time or value, or that it never was (`withdrawn`).

    `entry` is the name of the fact, event or duty, with `#2` and so on for a later entry of that name. `by` is who
    really did it, `corrected_by` who puts it right, `source` who really told of an event.
    """

    entry: str
    at: Node | None = None
    value: Node | None = None
    to: tuple[str, ...] | None = None
    by: str | None = None
    channel: Channel | None = None
    number: str | None = None
    withdrawn: bool = False
    source: str | None = None
    reason: Text | None = None
    corrected_by: str | None = None
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
class Unable:
    """A duty that cannot be done, who says so and why; it stays owed."""

    duty: str
    reason: Text
    at: datetime | None = None
    by: str | None = None
    round: int | None = None
    place: Place | None = place_field()


@frozen
class Withdrawn:
    """The level declared stands no more: who says so and why."""

    by: str
    reason: Text
    at: datetime | None = None
    place: Place | None = place_field()


@frozen
class Merged:
    """That the incident goes on in another: from then on everything is entered there.

    `withdrawn` says that it does not, from then on: what was merged goes on by itself again.
    """

    into: str
    reason: Text | None = None
    withdrawn: bool = False
    place: Place | None = place_field()


@frozen
class Then:
    """What was learned or happened later, at one moment; `title`, `where` and `region` say anew what describes it."""

    at: datetime
    title: Text | None = None
    where: Text | None = None
    region: str | None = None
    note: Text | None = None
    facts: dict[str, Node] = Factory(dict)
    events: dict[str, Node] = Factory(dict)
    declared: tuple[Declared, ...] = ()
    did: tuple[Did, ...] = ()
    extended: tuple[Extended, ...] = ()
    unable: tuple[Unable, ...] = ()
    withdraws: Withdrawn | None = None
    merged: Merged | None = None
    bodies: Bodies = Factory(dict)
    sources: dict[str, Text] = Factory(dict)
    corrects: tuple[Corrected, ...] = ()
    place: Place | None = place_field()


@frozen
class IncidentFile:
    """One incident: which plans it falls under, when, what is reported, what happened since.

    `facts` and `events` stay raw until the plans are known, for the plans say what a fact is. Before anything has
    occurred, `noticed` says since when there are signs of it, in place of `occurred`. `bodies` names those that stand
    for units of the plans here, where a plan orders something of whoever is in charge. `kept` is of an incident that a
    store gave out: the rows of its log and what signs them, which no answer uses. `region` is the division code of the
    place (GB/T 2260 and its longer forms): who is responsible for a region sees the incidents whose code begins with
    it.
    """

    respond: Literal["incident/1"]
    id: str
    title: Text
    plans: tuple[str, ...]
    occurred: Node | None = None
    noticed: datetime | None = None
    ended: datetime | None = None
    mode: Mode = "real"
    where: Text | None = None
    region: str | None = None
    note: Text | None = None
    bodies: Bodies = Factory(dict)
    sources: dict[str, Text] = Factory(dict)
    facts: dict[str, Node] = Factory(dict)
    events: dict[str, Node] = Factory(dict)
    declared: tuple[Declared, ...] = ()
    did: tuple[Did, ...] = ()
    extended: tuple[Extended, ...] = ()
    then: tuple[Then, ...] = ()
    kept: Node | None = None
    place: Place | None = place_field()

    @property
    def every_source(self) -> dict[str, Text]:
        """Give the sources that are listed, those that steps add among them."""
        added = (each.sources for each in self.then if each.sources)
        return {**self.sources, **{name: words for each in added for name, words in each.items()}}
