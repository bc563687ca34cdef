"""An exercise on its own clock: inject by inject, what the plan makes of it; at the end, what was done in time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from attrs import frozen

from respond.errors import Fault, InputError, fault, nearest
from respond.exercise.scenario import Action, Inject, Scenario
from respond.exercise.score import Outcome, expect, judge
from respond.log import IncidentFile, Then, read_occurrence
from respond.plan import Library
from respond.situation import Duty, Situation, involve, situate
from respond.yaml import Mapping as Fields
from respond.yaml import Node, Scalar


@frozen
class Turn:
    """One inject and the situation right after it, with what it added."""

    inject: Inject
    at: datetime
    situation: Situation
    became_owed: tuple[str, ...]
    stood_down: tuple[str, ...]
    acted: tuple[Action, ...]


@frozen
class Run:
    """A whole exercise: every turn, and every expectation with its outcome and points."""

    scenario: Scenario
    turns: tuple[Turn, ...]
    final: Situation
    outcomes: tuple[Outcome, ...]

    @property
    def points(self) -> int:
        """Give the points reached."""
        return sum(outcome.points for outcome in self.outcomes if outcome.counts)

    @property
    def most(self) -> int:
        """Give the points that could be reached."""
        return sum(self.scenario.points.met for outcome in self.outcomes if outcome.counts)


def run_scenario(scenario: Scenario, library: Library) -> Run:
    """Walk the injects of a scenario and judge the players' recorded actions against the plan.

    The answer key is derived: every duty the plan makes owed, by its deadline, and every change of level.
    Raises `InputError`.
    """
    incident = incident_of(scenario)
    occurrence = read_occurrence(incident.occurred)
    plans = [compiled for compiled, _ in involve(incident, library, occurrence.day)]
    measures = {str(m.entry.id) for plan in plans for m in plan.measures}
    units = {str(name) for plan in plans for name in (*plan.plan.units, *plan.plan.groups)}
    faults = list(_faults(scenario, measures, units))
    if faults:
        raise InputError(faults)
    turns = _turns(scenario, incident, library)
    end = scenario.moment(scenario.end)
    final = situate(incident, library, now=end)
    expectations = expect([turn.situation for turn in turns], final)
    return Run(scenario, turns, final, tuple(judge(scenario, expectations, end)))


def incident_of(scenario: Scenario) -> IncidentFile:
    """Turn a scenario's injects into the incident they tell."""
    groups: dict[datetime, list[Inject]] = {}
    for inject in scenario.injects:
        groups.setdefault(scenario.moment(inject.at), []).append(inject)
    steps = [
        Then(
            at=moment,
            facts={name: node for inject in group for name, node in inject.facts.items()},
            events={name: _timed(node, moment) for inject in group for name, node in inject.events.items()},
            place=group[0].place,
        )
        for moment, group in groups.items()
    ]
    occurred = scenario.occurred
    if occurred is None:
        place = scenario.place or steps[0].place
        occurred = Scalar(scenario.start.isoformat(), place)  # type: ignore[arg-type]
    return IncidentFile(
        respond="incident/1",
        id=scenario.id,
        title=scenario.title,
        plans=scenario.plans,
        occurred=occurred,
        mode="exercise",
        where=scenario.where,
        sources=scenario.sources,
        facts=steps[0].facts,
        events=steps[0].events,
        then=tuple(steps[1:]),
        place=scenario.place,
    )


def _timed(node: Node, moment: datetime) -> Node:
    """Give an event without a time of its own the time of its inject."""
    if isinstance(node, Scalar):
        return Scalar(moment.isoformat(), node.place) if node.is_null else node
    if isinstance(node, Fields) and "at" not in node:
        timed = Fields(node.place, node.items())
        timed[Scalar("at", node.place)] = Scalar(moment.isoformat(), node.place)
        return timed
    return node


def _turns(scenario: Scenario, incident: IncidentFile, library: Library) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    known: set[str] = set()
    moments = [scenario.moment(inject.at) for inject in scenario.injects]
    for position, inject in enumerate(scenario.injects):
        at = moments[position]
        last = position + 1 == len(moments)
        following = scenario.moment(scenario.end) + timedelta(seconds=1) if last else moments[position + 1]
        situation = situate(incident, library, now=at)
        owed = [duty.id for duty in all_duties(situation) if duty.state == "owed"]
        stood = situation.difference.stood_down if situation.difference and turns else ()
        acted = tuple(action for action in scenario.actions if at <= scenario.moment(action.at) < following)
        turns.append(
            Turn(inject, at, situation, tuple(name for name in owed if name not in known), stood, acted)
        )
        known.update(owed)
    return tuple(turns)


def all_duties(situation: Situation) -> Iterable[Duty]:
    """Go through every duty of a situation, those covered by a stricter one included."""
    for duty in situation.duties:
        yield duty
        yield from duty.merged


def _faults(scenario: Scenario, measures: set[str], units: set[str]) -> Iterable[Fault]:
    for action in scenario.actions:
        if not action.did and action.declares is None:
            yield fault("E808", action.place)
        for name in action.did:
            if name not in measures:
                yield fault(
                    "E806",
                    getattr(name, "place", action.place),
                    suggestion=nearest(name, measures),
                    name=name,
                )
        for name in (action.by, *action.to):
            if name not in units:
                yield fault(
                    "E807", getattr(name, "place", action.place), suggestion=nearest(name, units), name=name
                )
