"""The incident each plan test stands for: shared facts and events, moments after the occurrence, who judged."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from attrs import evolve

from respond._records import frozen
from respond.author.testing.file import NEVER, Later, PlanTest, PlanTests
from respond.clock import Calendar, add, parse_duration
from respond.errors import Place, Text
from respond.facts import Fact, halfwidth
from respond.log import IncidentFile, Occurrence, Then, read_moment
from respond.yaml import Mapping as Fields
from respond.yaml import Node, Scalar, place_of


@frozen
class Posed:
    """A test as a question: an incident, what `now` is, and which moment is asked about."""

    test: PlanTest
    incident: IncidentFile
    now: datetime
    at: datetime | None


def bare_incident(file: PlanTests, test: PlanTest) -> IncidentFile:
    """Give the incident of a test before anything is known but when it occurred."""
    return IncidentFile(
        respond="incident/1",
        id=test.id,
        title=test.note or Text(test.id, test.id),
        plans=(file.plan, *file.beside),
        occurred=test.occurred or file.occurred,
        mode="test",
        place=test.place,
    )


def pose(file: PlanTests, test: PlanTest, facts: Mapping[str, Fact], occurrence: Occurrence) -> Posed:
    """Make the incident of a test, which occurred then, against the facts of its plans; raises `InputError`.

    A shared fact these plans do not know is left out: another edition may be in force on the day of the test.
    """
    start, zone = occurrence.earliest, occurrence.zone
    now = moment(test.now or file.now, start, zone)
    at = None if test.at is None else moment(test.at, start, zone)
    known = now if at is None else at
    signed = _Signed(file.by, facts)
    shared = {name: node for name, node in file.facts.items() if name in facts}
    incident = evolve(
        bare_incident(file, test),
        facts=signed.facts({**shared, **test.facts}),
        events=_events({**file.events, **test.events}, occurrence, known),
        declared=test.declared,
        then=tuple(_then(later, occurrence, signed) for later in test.then),
    )
    return Posed(test, incident, now, at)


def moment(node: Node, start: datetime, zone: ZoneInfo) -> datetime:
    """Read a moment: a time with its offset, or a length of time after the occurrence, by the clock of a zone.

    >>> start, zone = datetime.fromisoformat("2026-03-02T09:00+08:00"), ZoneInfo("Asia/Shanghai")
    >>> moment(Scalar("20 minutes", Place("x.yaml", 1, 1)), start, zone).isoformat()
    '2026-03-02T09:20:00+08:00'
    """
    if not isinstance(node, Scalar) or not node[:1].isdigit() or halfwidth(node)[4:5] == "-":
        return read_moment(node, zone)
    return add(start, parse_duration(node, node.place), Calendar.of_zone(zone))


def _then(later: Later, start: Occurrence, signed: "_Signed") -> Then:
    at = moment(later.at, start.earliest, start.zone)
    return Then(
        at,
        facts=signed.facts(later.facts),
        events=_events(later.events, start, None),
        declared=later.declared,
        place=later.place,
    )


def _events(given: Mapping[str, Node], start: Occurrence, known: datetime | None) -> dict[str, Node]:
    """Give events with their times; one without a time happens at the moment asked about, or at its step."""
    events: dict[str, Node] = {}
    for name, node in given.items():
        if isinstance(node, Scalar) and node == NEVER:
            continue
        events[name] = _happening(name, node, start, known)
    return events


def _happening(name: str, node: Node, start: Occurrence, known: datetime | None) -> Node:
    place = place_of(name) or node.place
    if isinstance(node, Fields):
        timed = Fields(node.place, node)
        if "at" in node:
            timed[Scalar("at", place)] = _written(
                moment(node["at"], start.earliest, start.zone), node["at"].place
            )
        elif known is not None:
            timed[Scalar("at", place)] = _written(known, place)
        return timed
    if isinstance(node, Scalar) and node.is_null:
        return node if known is None else _written(known, place)
    return _written(moment(node, start.earliest, start.zone), node.place)


def _written(moment: datetime, place: Place) -> Scalar:
    return Scalar(moment.isoformat(), place)


@frozen
class _Signed:
    """Puts the office that answers for the judgements of a file beside those that name none."""

    by: str | None
    known: Mapping[str, Fact]

    def facts(self, given: Mapping[str, Node]) -> dict[str, Node]:
        """Give the facts, judgements signed."""
        return {name: self._signed(name, node) for name, node in given.items()}

    def _signed(self, name: str, node: Node) -> Node:
        fact = self.known.get(name)
        if self.by is None or fact is None or not fact.judgement:
            return node
        place = node.place
        by = Scalar(self.by, place)
        if isinstance(node, Fields):
            return node if "by" in node else Fields(place, [*node.items(), (Scalar("by", place), by)])
        return Fields(place, [(Scalar("value", place), node), (Scalar("by", place), by)])
