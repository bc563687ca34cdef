"""Past incidents under two editions: each file classified as if either had been the plan."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from attrs import evolve

from respond._records import frozen
from respond.errors import CoverageError, InputError, RespondError, Text, fault
from respond.log import IncidentFile, Log, begin_of, day_of, load_incident
from respond.prove.diff.duties import pairs_of
from respond.prove.diff.sides import Side
from respond.reason import LevelRange
from respond.situation import Obligation, Situation, involve, situations_of
from respond.yaml import Node, is_folder

_SKIPPED = (".expected.yaml", ".tests.yaml")


@frozen(eq=False)
class Moment:
    """What both editions say at one step: the ranges of levels, and duties of both that only one owes."""

    at: datetime
    levels: tuple[LevelRange, LevelRange]
    only_a: tuple[str, ...] = ()
    only_b: tuple[str, ...] = ()
    deadlines: tuple[tuple[str, datetime | None, datetime | None], ...] = ()
    """Duties of both whose due time differs, with both times."""

    @property
    def differs(self) -> bool:
        """Say whether anything differs."""
        one, other = ((str(each.certain), str(each.possible)) for each in self.levels)
        return one != other or bool(self.only_a or self.only_b or self.deadlines)


@frozen(eq=False)
class CaseChange:
    """One past incident, step by step; with `fault` it could not be classified under both."""

    name: str
    title: Text
    moments: tuple[Moment, ...]
    left_out: tuple[str, ...] = ()
    """Facts and events of the file that one of the editions does not know."""
    fault: Text | None = None

    @property
    def differs(self) -> bool:
        """Say whether any step differs."""
        return any(moment.differs for moment in self.moments)


def case_changes(a: Side, b: Side, folder: Path) -> tuple[CaseChange, ...]:
    """Classify every incident of a folder that falls under either plan, or under one that adopts it.

    Raises `InputError` (E680) where there is no such folder, and for files that are not valid.
    """
    if not is_folder(folder):
        raise InputError([fault("E680", name=folder)])
    pairs, _, _ = pairs_of(a, b)
    ids = [(one.id, other.id) for one, other in pairs]
    found = []
    for path in sorted(folder.glob("*.yaml")):
        if not path.name.endswith(_SKIPPED):
            incident = load_incident(path)
            if _concerns(incident, a, b):
                found.append(_case(path.stem, incident, a, b, ids))
    return tuple(found)


def _concerns(incident: IncidentFile, a: Side, b: Side) -> bool:
    day = day_of(incident, a.library.zone(incident.plans))
    wanted = {a.ref.id, b.ref.id}
    try:
        plans = involve(incident, a.library, day)
    except RespondError:
        return False  # it is of a day, or a plan, that these shelves do not have
    return any(source.id in wanted for plan, _ in plans for source in plan.composed.sources)


def _case(name: str, incident: IncidentFile, a: Side, b: Side, pairs: list[tuple[str, str]]) -> CaseChange:
    elsewhere = _elsewhere(incident, a, b)
    if elsewhere is not None:
        return CaseChange(name, incident.title, (), (), elsewhere)
    left_out: tuple[str, ...] = ()
    try:
        one, other = (_under(incident, side) for side in (a, b))
        left_out = tuple(dict.fromkeys([*one[1], *other[1]]))
        moments = tuple(_moments(one[0], other[0], a, b, pairs))
    except RespondError as error:
        return CaseChange(name, incident.title, (), left_out, error.faults[0].problem)
    return CaseChange(name, incident.title, moments, left_out)


def _elsewhere(incident: IncidentFile, a: Side, b: Side) -> Text | None:
    """Say that one of the plans rests on other editions on the incident's day than those compared."""
    for side in (a, b):
        day = day_of(incident, side.plan.plan.tz)
        try:
            sources = side.library.composed(side.ref, day).sources
        except CoverageError as error:
            return error.faults[0].problem
        if sources != side.plan.composed.sources:
            others = ", ".join(str(source) for source in sources if source not in side.plan.composed.sources)
            return _RESTS.fill(plan=side.ref, day=day, others=others)
    return None


_RESTS = Text("{day} 这一天 {plan} 采用的是 {others}", "on {day} {plan} adopts {others}")


def _under(incident: IncidentFile, side: Side) -> tuple[IncidentFile, list[str]]:
    """Give an incident as if an edition had been its plan, and the names that edition does not know."""
    asked = evolve(incident, plans=(str(side.ref),))
    plans = [plan for plan, _ in involve(asked, side.library, day_of(incident, side.plan.plan.tz))]
    facts = {name for plan in plans for name in plan.facts}
    events = {name for plan in plans for name in plan.scope.events}
    unknown: list[str] = []

    def kept(fields: Mapping[str, Node], known: set[str]) -> dict[str, Node]:
        unknown.extend(str(name) for name in fields if name not in known)
        return {name: value for name, value in fields.items() if name in known}

    then = tuple(
        evolve(step, facts=kept(step.facts, facts), events=kept(step.events, events))
        for step in incident.then
    )
    return (
        evolve(asked, facts=kept(incident.facts, facts), events=kept(incident.events, events), then=then),
        unknown,
    )


def _moments(
    one: IncidentFile, other: IncidentFile, a: Side, b: Side, pairs: list[tuple[str, str]]
) -> Iterator[Moment]:
    zone = a.plan.plan.tz
    plans = [plan for plan, _ in involve(one, a.library, day_of(one, zone))]
    moments = (begin_of(one, zone), *Log(one, plans).later)
    sides = (situations_of(one, a.library, moments), situations_of(other, b.library, moments))
    for before, after in zip(*sides, strict=True):
        yield _moment(before, after, pairs)


def _moment(before: Situation, after: Situation, pairs: list[tuple[str, str]]) -> Moment:
    owed = [_owed(found) for found in (before, after)]
    both = [(one, other) for one, other in pairs if one in owed[0] and other in owed[1]]
    deadlines = []
    for one, other in both:
        clocks = [owed[0][one].due, owed[1][other].due]
        if clocks[0] != clocks[1]:
            deadlines.append((other, clocks[0], clocks[1]))
    return Moment(
        before.at,
        (before.level, after.level),
        tuple(one for one, other in pairs if one in owed[0] and other not in owed[1]),
        tuple(other for one, other in pairs if one not in owed[0] and other in owed[1]),
        tuple(deadlines),
    )


def _owed(situation: Situation) -> dict[str, Obligation]:
    """Give the latest obligation of each duty that is owed for certain."""
    rounds = sorted(situation.obligations, key=lambda each: each.round)
    return {one.duty: one for one in rounds if one.open and not one.provisional}
