"""The incident an exercise plays: what the injects tell and what the players did, in one log."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve, field

from respond._records import define, frozen
from respond.errors import Text
from respond.exercise.receipt import Receipt
from respond.exercise.scenario import Action, Inject, Scenario
from respond.log import Declared, Did, IncidentFile, Then, happens_once, occurrence_of
from respond.yaml import Mapping as Fields
from respond.yaml import Node, Scalar

_REASON = Text("演练中宣布", "declared in the exercise")


@frozen(eq=False)
class Timed:
    """What a player was seen to do, at its moment on the exercise's clock."""

    at: datetime
    action: Action


def acted(scenario: Scenario) -> tuple[Timed, ...]:
    """Give the actions by their times; those of one time as they were entered, which is their order in the file."""
    found = [Timed(scenario.moment(action.at), action) for action in scenario.actions]
    return tuple(sorted(found, key=lambda each: each.at))


def acted_by_players(scenario: Scenario) -> tuple[Timed, ...]:
    """Give the actions but for those of units that control plays."""
    return tuple(each for each in acted(scenario) if each.action.by not in scenario.control_plays)


@define
class _Moment:
    """All that happens in an exercise at one time."""

    injects: list[Inject] = field(factory=list)
    actions: list[Action] = field(factory=list)
    receipts: list[Receipt] = field(factory=list)

    def then(self, at: datetime, scenario: Scenario) -> Then:
        """Give it as a step of the incident file."""
        places = [each.place for each in self.injects] + [each.place for each in self.actions]
        here: Any = scenario.place or scenario.injects[0].place
        return Then(
            at=at,
            facts={name: node for inject in self.injects for name, node in inject.facts.items()},
            events={f"received@{each.unit}": Scalar(each.at.isoformat(), here) for each in self.receipts}
            | {name: _timed(node, at) for name, node in self._events()},
            declared=tuple(_declared(scenario, self.actions, at)) if scenario.calls == "binding" else (),
            did=tuple(did for action in self.actions for did in _acts(action, at)),
            place=places[0] if places else here,
        )

    def _events(self) -> Iterator[tuple[str, Node]]:
        """Give the events injects tell of, what happens once as the first of them has it."""
        once: set[str] = set()
        for inject in self.injects:
            for name, node in inject.events.items():
                if str(name) not in once:
                    yield name, node
                if happens_once(str(name)):
                    once.add(str(name))


def incident_of(scenario: Scenario, zone: ZoneInfo) -> IncidentFile:
    """Turn a scenario into the incident it plays; the first injects are its first report.

    What players did before anything had occurred is no part of it. What happens once has happened when it first did, by
    whichever way that came: told again, as by a contingency that players were ahead of, it begins nothing anew.
    """
    told = IncidentFile(
        respond="incident/1",
        id=scenario.id,
        title=scenario.title,
        plans=scenario.plans,
        occurred=_occurred(scenario),
        mode="exercise",
        where=scenario.where,
        sources=scenario.sources,
        place=scenario.place,
    )
    occurrence = occurrence_of(told, zone)
    moments: dict[datetime, _Moment] = {}
    for inject in scenario.injects:
        moments.setdefault(scenario.moment(inject.at), _Moment()).injects.append(inject)
    begins = min(moments)
    for receipt in scenario.receipts:
        moments.setdefault(max(receipt.known, begins), _Moment()).receipts.append(receipt)
    early: list[Then] = []
    for each in acted(scenario):
        if each.at >= begins:
            moments.setdefault(each.at, _Moment()).actions.append(each.action)
        elif occurrence is not None and each.at >= occurrence.earliest:
            early.append(_Moment(actions=[each.action]).then(each.at, scenario))
    first, *others = _each_once([moments[at].then(at, scenario) for at in sorted(moments)])
    return evolve(
        told,
        facts=first.facts,
        events=first.events,
        declared=tuple(declared for step in (*early, first) for declared in step.declared),
        did=tuple(did for step in (*early, first) for did in step.did),
        then=tuple(others),
    )


def _each_once(steps: Iterable[Then]) -> Iterator[Then]:
    """Leave out of steps what happens once and had happened by then."""
    happened: set[str] = set()
    for step in steps:
        events = {name: node for name, node in step.events.items() if str(name) not in happened}
        happened |= {str(name) for name in events if happens_once(str(name))}
        yield evolve(step, events=events)


def _occurred(scenario: Scenario) -> Node:
    if scenario.occurred is not None:
        return scenario.occurred
    place = scenario.place or scenario.injects[0].place
    return Scalar(scenario.start.isoformat(), place)  # type: ignore[arg-type]


def _acts(action: Action, at: datetime) -> Iterable[Did]:
    for duty in action.did:
        yield Did(
            duty=duty,
            at=at,
            by=action.by,
            for_=action.for_,
            to=action.to,
            channel=action.channel,
            round=action.round,
            broke=action.broke,
            place=action.place,
        )


def _declared(scenario: Scenario, actions: Sequence[Action], at: datetime) -> Iterable[Declared]:
    for action in actions:
        if action.declares is not None and action.plan is None:  # a declared level is the leading plan's
            player = scenario.cast.get(action.by)
            by = player.zh if player is not None else action.by
            yield Declared(action.declares, by, action.note or _REASON, at, place=action.place)


def _timed(node: Node, moment: datetime) -> Node:
    """Give an event without a time of its own the time of its inject."""
    if isinstance(node, Scalar):
        return Scalar(moment.isoformat(), node.place) if node.is_null else node
    if isinstance(node, Fields) and not {"at", "at_least", "at_most"} & node.keys():
        timed = Fields(node.place, node.items())
        timed[Scalar("at", node.place)] = Scalar(moment.isoformat(), node.place)
        return timed
    return node
