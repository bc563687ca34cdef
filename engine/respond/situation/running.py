"""A running incident: each answer goes on from what was walked for the one before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from attrs import field

from respond._records import define, evolve, frozen
from respond.errors import Fault, InputError, Text, fault
from respond.facts import Observation, read_observation
from respond.log import Assumed, Declaration, IncidentFile, Log, Step, named_values
from respond.plan import Library
from respond.situation.case import Case, case_of
from respond.situation.ledger import Ledger
from respond.situation.model import Situation
from respond.situation.obligations import Obligation
from respond.situation.walk import Walk

_STOPS: Final = 8
"""Stops kept along a log: the last two steps, and a few before them for who asks about what has been."""


@frozen
class Inquiry:
    """What is asked of an incident: as it was at `at`, with `known` by what was known then, from the seat of `desk`.

    `assume` and `declare` are added to what was told.
    """

    at: datetime
    known: datetime | None = None
    assume: Assumed = ()
    declare: tuple[str, str, str] | None = None
    desk: str | None = None

    @property
    def adds(self) -> bool:
        """Say whether it adds anything to what was told."""
        return bool(self.assume) or self.declare is not None


@frozen(eq=False)
class _Kept:
    """How far an incident was walked: its case, and walks after some of its steps, of which only copies go on."""

    case: Case
    asked: tuple[IncidentFile, datetime, str | None]
    """What the case was made of."""
    stops: tuple[Walk, ...] = ()


@frozen(eq=False)
class Look:
    """What an incident was found to be at a moment, and before which moment nothing but the time gone by changes it."""

    incident: IncidentFile
    since: datetime
    until: datetime
    situation: Situation
    owed: tuple[Obligation, ...] = ()
    """What is owed by its own log, whatever it was merged into."""
    drawn: dict[object, Any] = field(factory=dict, init=False)
    """What others made of it, by their name for it; as good as long as it holds."""

    def holds(self, incident: IncidentFile, now: datetime) -> bool:
        """Say whether it is still so at a moment: nothing more was told, and no moment of change has come."""
        return self.incident is incident and self.since <= now < self.until

    def at(self, now: datetime) -> Situation:
        """Give what `situate` gives at a later moment at which it holds.

        Only the time is another, and how late something is; what its answers tell of how long ago something was is as
        of the look.
        """
        if now == self.since:
            return self.situation
        grown = tuple([later(one, now) for one in self.situation.obligations])
        return evolve(self.situation, at=now, now=now, obligations=grown)


def later(one: Obligation, now: datetime) -> Obligation:
    """Give an obligation as it is at a later moment of the same look: how late it is has grown."""
    if one.state == "overdue" and one.late_from is not None:
        return evolve(one, late=now - one.late_from)
    return one


@define(eq=False)
class Running:
    """An incident while it runs: it is asked again and again, and between two questions something more is told.

    What was walked up to a step is kept, and later questions go on from there, wherever the steps up to it are the
    same objects; a correction or a report of what happened earlier is a later step and changes no earlier one. What
    does change the past (when the incident occurred put right, an edition that came into force) is walked from the
    beginning. An answer is the same either way. Any number of threads may ask: what is kept is replaced, not changed.
    """

    library: Library
    keeps: bool = True
    """Whether it is to be asked again."""
    seat: str | None = None
    """Whose desk asks, by a unit's id or name, where a question names none; plans without that unit give their own."""
    changed_entry: int | None = None
    """The first entry of its log that is not as it was written: every answer says so."""
    kept: _Kept | None = field(default=None, init=False)
    look: Look | None = field(default=None, init=False)

    def branched(self) -> "Running":
        """Give another that goes on from here, for what may not come to be kept."""
        found = Running(self.library, seat=self.seat, changed_entry=self.changed_entry)
        found.kept = self.kept
        return found

    def alone(self) -> "Running":
        """Give another that begins from nothing and keeps nothing, for a question that is asked once."""
        return Running(self.library, keeps=False, seat=self.seat, changed_entry=self.changed_entry)

    def case(self, incident: IncidentFile, at: datetime, desk: str | None = None) -> Case:
        """Give the incident with its plans by a moment, and its log. Raises what `situate` raises."""
        kept = self.kept
        if kept is not None and kept.asked[0] is incident and kept.asked[1:] == (at, desk):
            return kept.case
        case = case_of(incident, self.library, at, desk, None if kept is None else kept.case, self.seat)
        if self.changed_entry is not None:
            case = evolve(case, changed_entry=self.changed_entry)
        if self.keeps:
            same = kept is not None and case.involved is kept.case.involved
            self.kept = _Kept(case, (incident, at, desk), kept.stops if kept is not None and same else ())
        return case

    def walked(self, incident: IncidentFile, asked: Inquiry) -> Walk:
        """Walk an incident up to a moment. Raises what `situate` raises."""
        at = asked.at
        case = self.case(incident, at if asked.known is None else max(at, asked.known), asked.desk)
        if at < case.begins:
            raise InputError([fault("E716", incident.place, at=at, occurred=case.begins)])
        steps = case.log.steps(at, asked.known)
        told = len(steps) - asked.adds
        walk = self._from(case, steps[:told])
        keeps = self.keeps and asked.known is None and steps[0].at <= at
        stops = []
        for step in steps[walk.done : told]:
            walk.pass_over(step, at)
            if keeps and (walk.done >= told - 1 or walk.done % max(told // _STOPS, 1) == 0):
                stops.append(walk.copied(case))
        if stops:
            self._keep(case, stops)
        if asked.adds:
            walk.pass_over(_with(steps[-1], case.log, at, asked), at)
        walk.look(at)
        return walk

    def _from(self, case: Case, steps: Sequence[Step]) -> Walk:
        """Give the walk to go on with: from the last stop that lies on these steps, or from the beginning."""
        for stop in reversed(self.kept.stops if self.kept is not None else ()):
            if stop.done <= len(steps) and steps[stop.done - 1] is stop.step:
                return stop.copied(case, case.desk)
        return Walk(case, Ledger(case.involved, case.desk))

    def _keep(self, case: Case, more: Sequence[Walk]) -> None:
        """Keep some stops, the last two and of those before them a few, spread over the log."""
        assert self.kept is not None  # noqa: S101 - the case was kept when it was made
        stops = {stop.done: stop for stop in (*self.kept.stops, *more)}
        found = [stops[done] for done in sorted(stops)]
        while len(found) > _STOPS:
            gaps = [found[place + 1].done - found[place - 1].done for place in range(1, len(found) - 2)]
            del found[gaps.index(min(gaps)) + 1]
        self.kept = _Kept(case, self.kept.asked, tuple(found))


def _with(step: Step, log: Log, at: datetime, asked: Inquiry) -> Step:
    """Add what is only assumed or declared for this question."""
    if asked.assume:
        observations = {**step.observations, **_assumed(asked.assume, log)}
        step = evolve(step, observations=observations)
    if asked.declare is not None:
        level, by, reason = asked.declare
        declaration = Declaration(log.levels.read(level), by, Text(reason, reason), at)
        step = evolve(step, declared=(*step.declared, declaration))
    return step


def _assumed(assume: Assumed, log: Log) -> dict[str, Observation]:
    observations: dict[str, Observation] = {}
    faults: list[Fault] = []
    for name, text in named_values(assume, log.facts):
        try:
            observation = read_observation(text, log.facts[name], by="假定 assumed")
        except InputError as error:
            faults += error.faults
            continue
        observations[name] = evolve(observation, source="assumed")
    if faults:
        raise InputError(faults)
    return observations
