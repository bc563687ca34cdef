"""An incident file against the plans it names: every value read, every event timed, step by step."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from attrs import evolve, frozen

from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.facts import Fact, Observation, read_observation
from respond.log.incident import Declared, Happening, IncidentFile
from respond.log.moments import Occurrence
from respond.plan import DERIVED_EVENTS, GRAVITY, LIFECYCLE, Compiled, Event, structure
from respond.reason import Gravity
from respond.yaml import Node, Scalar


@frozen
class Declaration:
    """A level a named office has declared, with its reason, valid `until` a moment if one is given."""

    level: Gravity
    by: str
    reason: Text
    at: datetime
    until: datetime | None = None


@frozen
class Step:
    """All that is known from one moment on: values by fact, events by time, the response running."""

    at: datetime
    observations: Mapping[str, Observation]
    events: Mapping[str, datetime]
    responses: tuple[tuple[datetime, int | None], ...]
    """When a response was started or adjusted, and to which gravity if it was said."""
    declared: tuple[Declaration, ...]
    note: Text | None = None

    def started(self, at: datetime) -> tuple[bool, int | None]:
        """Say whether a response is running at a moment, and at which gravity if it was said."""
        ended = self.events.get("terminated")
        if ended is not None and ended <= at:
            return False, None
        running = [gravity for when, gravity in self.responses if when <= at]
        return (True, running[-1]) if running else (False, None)


class Timeline:
    """The steps of an incident, read against the facts and events of the plans concerned."""

    def __init__(self, incident: IncidentFile, plans: Sequence[Compiled], occurrence: Occurrence) -> None:
        self.incident = incident
        self.occurrence = occurrence
        self.facts, self.events = _vocabulary(tuple(plans))
        self._faults: list[Fault] = []
        self.steps = tuple(self._read())
        if self._faults:
            raise InputError(self._faults)

    def upto(self, at: datetime) -> tuple[Step, ...]:
        """Give the steps known at a moment; the first report always counts."""
        return (self.steps[0], *(step for step in self.steps[1:] if step.at <= at))

    def _read(self) -> Iterator[Step]:
        incident = self.incident
        events = {"occurred": self.occurrence.earliest}
        if incident.ended is not None and incident.ended < self.occurrence.earliest:
            self._fault("E703", incident.place, ended=incident.ended, occurred=self.occurrence.earliest)
        responses: list[tuple[datetime, int | None]] = []
        observations = self._observations(incident.facts)
        self._happen(incident.events, None, events, responses)
        at = max(events.values())  # a report can come before the day or span of the occurrence is over
        declared = [self._declaration(entry, at) for entry in incident.declared]
        yield Step(at, dict(observations), dict(events), tuple(responses), tuple(declared), incident.note)
        for then in incident.then:
            if then.at < at:
                self._fault("E704", then.place, at=then.at, before=at)
            at = max(at, then.at)
            observations = {**observations, **self._observations(then.facts)}
            self._happen(then.events, then.at, events, responses)
            declared += [self._declaration(entry, then.at) for entry in then.declared]
            yield Step(at, observations, dict(events), tuple(responses), tuple(declared), then.note)

    def _observations(self, given: Mapping[str, Node]) -> dict[str, Observation]:
        read = {}
        for name, node in given.items():
            if name not in self.facts:
                self._fault("E701", _place(name), suggestion=nearest(name, self.facts), name=name)
                continue
            try:
                observation = read_observation(node, self.facts[name])
            except InputError as error:
                self._faults += error.faults
                continue
            read[str(name)] = self._sourced(observation)
        return read

    def _sourced(self, observation: Observation) -> Observation:
        sources = self.incident.sources
        if observation.source is not None and sources and observation.source not in sources:
            guess = nearest(observation.source, sources)
            self._fault(
                "E705",
                _place(observation.source) or observation.place,
                suggestion=guess,
                name=observation.source,
            )
        return observation

    def _happen(
        self,
        given: Mapping[str, Node],
        at: datetime | None,
        events: dict[str, datetime],
        responses: list[tuple[datetime, int | None]],
    ) -> None:
        for name, node in given.items():
            happening = self._happening(str(name), node, at, _place(name))
            if happening is None or happening.at is None:
                continue
            if name in events and name in LIFECYCLE and name != "response_adjusted":
                self._fault("E715", _place(name), name=name, first=events[name], second=happening.at)
            if happening.at < self.occurrence.earliest:
                self._fault(
                    "E708", _place(name), name=name, at=happening.at, occurred=self.occurrence.earliest
                )
            events[str(name)] = happening.at
            if name in ("response_started", "response_adjusted"):
                responses.append((happening.at, GRAVITY[happening.level] if happening.level else None))
                responses.sort(key=lambda entry: entry[0])

    def _happening(self, name: str, node: Node, at: datetime | None, place: Place | None) -> Happening | None:
        """Read one event; None, with the fault noted, where it is not valid."""
        if name in DERIVED_EVENTS:
            self._fault("E707", place, name=name)
            return None
        if name not in self.events or name == "occurred":
            known = [known for known in self.events if known not in DERIVED_EVENTS and known != "occurred"]
            self._fault("E702", place, suggestion=nearest(name, known), name=name, known=", ".join(known))
            return None
        try:
            happening = _read_happening(node)
        except InputError as error:
            self._faults += error.faults
            return None
        happening = happening if happening.at is not None else evolve(happening, at=at)
        if happening.at is None:
            self._fault("E706", place, name=name)
        elif at is not None and happening.at > at:
            self._fault("E713", place, name=name, at=happening.at, step=at)
        return happening

    def _declaration(self, entry: Declared, at: datetime) -> Declaration:
        since = entry.at or at
        if entry.until is not None and entry.until <= since:
            self._fault("E712", entry.place, until=entry.until, at=since)
        return Declaration(GRAVITY[entry.level], entry.by, entry.reason, since, entry.until)

    def _fault(
        self, code: str, place: Place | None, *, suggestion: str | None = None, **found: object
    ) -> None:
        self._faults.append(fault(code, place, suggestion=suggestion, related=(), **found))


def _read_happening(node: Node) -> Happening:
    """Read an event: nothing (the time of its step), a time, or a mapping with `at`, `level`, `by`."""
    if isinstance(node, Scalar):
        if node.is_null:
            return Happening()
        return Happening(structure(node, datetime), place=node.place)
    return structure(node, Happening)


def _vocabulary(plans: tuple[Compiled, ...]) -> tuple[Mapping[str, Fact], Mapping[str, Event]]:
    """Give the facts and events of all plans together; worked out once for plans that go together."""
    made = plans[0].cache.setdefault("vocabularies", {})
    if plans not in made:
        events = {name: event for plan in plans for name, event in plan.plan.events.items()}
        made[plans] = (_all_facts(plans), {**LIFECYCLE, **events})
    found: tuple[Mapping[str, Fact], Mapping[str, Event]] = made[plans]
    return found


def _all_facts(plans: Sequence[Compiled]) -> dict[str, Fact]:
    """Put the facts of all plans together; one name must mean one type and unit."""
    facts: dict[str, Fact] = {}
    owners: dict[str, Compiled] = {}
    faults = []
    for plan in plans:
        for name, fact in plan.facts.items():
            known = facts.setdefault(name, fact)
            owners.setdefault(name, plan)
            if (known.type, known.unit) != (fact.type, fact.unit):
                faults.append(fault("E709", fact.place, name=name, first=owners[name].ref, second=plan.ref))
    if faults:
        raise InputError(faults)
    return facts


def _place(text: object) -> Place | None:
    return getattr(text, "place", None)
