"""The incident each plan test stands for: shared facts and events, moments after the occurrence, who judged."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from attrs import evolve

from respond._records import frozen
from respond.author.testing.file import NEVER, Acted, Later, PlanTest, PlanTests
from respond.clock import Calendar, add, parse_duration
from respond.errors import Place, Text
from respond.facts import Fact, halfwidth
from respond.log import Did, IncidentFile, Then, begin_of, read_moment
from respond.plan import Library
from respond.yaml import Mapping as Fields
from respond.yaml import Node, Scalar, place_of

_SPAN: Final = frozenset({"at_least", "at_most"})


@frozen(eq=False)
class Start:
    """What the moments of a test are counted from, and the zone and working days they go by."""

    at: datetime
    calendar: Calendar


@frozen
class Posed:
    """A test as a question: an incident, what `now` is, and which moment is asked about."""

    test: PlanTest
    incident: IncidentFile
    now: datetime
    at: datetime | None


def bare_incident(file: PlanTests, test: PlanTest, library: Library) -> tuple[IncidentFile, Start]:
    """Give the incident of a test before more is known than when it began, and what moments are counted from.

    It began when it occurred or was noticed: of the test if that says either, else of the file. Raises `InputError`.
    """
    plans = (file.plan, *file.beside)
    zone = library.zone(plans)
    begun = test if (test.occurred or test.noticed) is not None else file
    incident = IncidentFile(
        respond="incident/1",
        id=test.id,
        title=test.note or Text(test.id, test.id),
        plans=plans,
        occurred=begun.occurred,
        noticed=None if begun.noticed is None else read_moment(begun.noticed, zone),
        mode="test",
        place=test.place,
    )
    calendar = library.calendar(library.prepared(library.find(file.plan)).plan)
    return incident, Start(begin_of(incident, zone), calendar.counted_in(zone))


def pose(
    file: PlanTests, test: PlanTest, bare: IncidentFile, start: Start, facts: Mapping[str, Fact]
) -> Posed:
    """Fill in the bare incident of a test, against the facts of its plans; raises `InputError`.

    A shared fact these plans do not know is left out: another edition may be in force on the day of the test.
    """
    now = moment(test.now or file.now, start)
    at = None if test.at is None else moment(test.at, start)
    known = now if at is None else at
    signed = _Signed(file.by, facts)
    shared = {name: node for name, node in file.facts.items() if name in facts}
    incident = evolve(
        bare,
        facts=signed.facts({**shared, **test.facts}),
        events=_events({**file.events, **test.events}, start, known),
        did=tuple(_did(each, start, known) for each in test.did),
        declared=test.declared,
        then=tuple(_then(later, start, signed) for later in test.then),
    )
    return Posed(test, incident, now, at)


def moment(node: Node, start: Start) -> datetime:
    """Read a moment: a time with its offset, or a length of time after the start, working days too.

    >>> from respond.clock import SHANGHAI
    >>> start = Start(datetime.fromisoformat("2026-03-02T09:00+08:00"), Calendar.of_zone(SHANGHAI))
    >>> moment(Scalar("20 minutes", Place("x.yaml", 1, 1)), start).isoformat()
    '2026-03-02T09:20:00+08:00'
    """
    if not isinstance(node, Scalar) or not node[:1].isdigit() or halfwidth(node)[4:5] == "-":
        return read_moment(node, start.calendar.zone)
    return add(start.at, parse_duration(node, node.place), start.calendar)


def _then(later: Later, start: Start, signed: "_Signed") -> Then:
    at = moment(later.at, start)
    return Then(
        at,
        facts=signed.facts(later.facts),
        events=_events(later.events, start, None),
        did=tuple(_did(each, start, at) for each in later.did),
        declared=later.declared,
        place=later.place,
    )


def _did(acted: Acted, start: Start, known: datetime) -> Did:
    at = known if acted.at is None else moment(acted.at, start)
    return Did(
        acted.duty, at, acted.by, acted.for_, acted.to, acted.channel, acted.number, acted.round, acted.broke,
        acted.place,
    )  # fmt: skip


def _events(given: Mapping[str, Node], start: Start, known: datetime | None) -> dict[str, Node]:
    """Give events with their times; one without a time happens at the moment asked about, or at its step."""
    events: dict[str, Node] = {}
    for name, node in given.items():
        if isinstance(node, Scalar) and node == NEVER:
            continue
        events[name] = _happening(name, node, start, known)
    return events


def _happening(name: str, node: Node, start: Start, known: datetime | None) -> Node:
    place = place_of(name) or node.place
    if isinstance(node, Fields) and not _SPAN.isdisjoint(node):
        return _timed(node, start)
    if isinstance(node, Fields):
        timed = Fields(node.place, node)
        if "at" in node:
            timed[Scalar("at", place)] = _timed(node["at"], start)
        elif known is not None:
            timed[Scalar("at", place)] = _written(known, place)
        return timed
    if isinstance(node, Scalar) and node.is_null:
        return node if known is None else _written(known, place)
    return _timed(node, start)


def _timed(node: Node, start: Start) -> Node:
    """Give a moment as a time, of a span each end."""
    if not isinstance(node, Fields) or _SPAN.isdisjoint(node):
        return _written(moment(node, start), node.place)
    ends = [(key, _timed(end, start) if key in _SPAN else end) for key, end in node.items()]
    return Fields(node.place, ends)


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
