"""The whole log of an exercise as a chain: what was given, done and noted, each with the hash of the entry before.

It is chained as the log of an incident is (`respond.log`): whoever makes the report again from the same files comes to
the same last hash, and another entry anywhere gives other hashes from there on.
"""

from collections.abc import Iterator
from datetime import datetime
from operator import itemgetter
from typing import Final

from respond.errors import Text
from respond.exercise.outages import Lost
from respond.exercise.played import acted
from respond.exercise.real_time import real_moment
from respond.exercise.run import Run
from respond.exercise.scenario import Action, Inject, Observation
from respond.log import Draft, Last, Row, RowKind, chained, origin_of
from respond.yaml import Data, data_of

_DIRECTOR: Final = "导调"

_Said = tuple[datetime, str, RowKind, dict[str, Data]]
"""When, by whom, what kind of entry, and what it says."""


def exercise_log(run: Run) -> tuple[Row, ...]:
    """Give the entries of an exercise by its clock, from its opening on.

    An entry was `recorded` at the real time, where the recording tells how the clock ran, else by the exercise's clock.
    """
    scenario = run.scenario
    origin = origin_of(scenario.id)
    last, rows = Last(0, origin, 0, origin, ""), []
    for at, by, kind, said in sorted(_said(run), key=itemgetter(0)):
        body: Data = {name: value for name, value in said.items() if value}
        row = chained(
            Draft(kind, at, body), scenario.id, by, real_moment(scenario, at) or at, last, None
        )  # nothing of an exercise answers what a seat had seen
        rows.append(row)
        last = last.after(row)
    return tuple(rows)


def _said(run: Run) -> Iterator[_Said]:
    """Give what is entered; at one time the opening goes first, then what was given, done, and noted."""
    scenario = run.scenario
    first = min(turn.at for turn in run.turns)
    acts = [*acted(scenario), *run.lost]
    opened = min([first, scenario.start, *(each.at for each in acts)])
    yield opened, _DIRECTOR, "opened", {
        "id": scenario.id, "title": _both(scenario.title), "plans": [str(each.ref) for each in run.plans],
        "mode": "exercise", "team": _both(scenario.team), "variant": run.variant.id if run.variant else None,
    }  # fmt: skip
    for each in scenario.withheld:
        why = _both(each.why)
        yield (
            scenario.moment(each.at),
            _DIRECTOR,
            "note",
            {"inject": each.inject, "withheld": each.how, "why": why},
        )
        if each.until is not None:
            yield scenario.moment(each.until), _DIRECTOR, "note", {"inject": each.inject, "withheld": "ended"}
    for one in scenario.restored:
        yield scenario.moment(one.at), _DIRECTOR, "note", {"inject": one.inject, "restored": "yes"}
    for turn in run.turns:
        yield turn.at, _DIRECTOR, _kind_of(turn.inject), _given(turn.inject)
    for cut in run.blocked:
        yield (
            scenario.moment(cut.inject.at),
            _DIRECTOR,
            "note",
            {"inject": cut.inject.id, "blocked_by": cut.outage.id},
        )
    for timed in sorted(acts, key=lambda each: each.at):
        lost = timed if isinstance(timed, Lost) else None
        action = timed.action if lost is None else lost.telling
        yield timed.at, action.by, _kind_done(action), {**_done(action), "lost": "yes" if lost else None}
    for read in scenario.acknowledged:
        yield scenario.moment(read.at), read.unit, "acknowledgement", {"inject": read.inject}
    if scenario.planned_end is not None or scenario.reason is not None:
        why = {"ended": scenario.end, "planned_end": scenario.planned_end, "reason": _both(scenario.reason)}
        yield scenario.moment(scenario.end), _DIRECTOR, "note", why
    for seen in scenario.observations:
        yield scenario.moment(seen.at), seen.by.zh, "note", _noted(seen)


def _kind_of(inject: Inject) -> RowKind:
    if inject.facts:
        return "observation"
    return "event" if inject.events else "note"


def _kind_done(action: Action) -> RowKind:
    if action.did:
        return "act"
    if action.declares is not None:
        return "declaration"
    return "acknowledgement" if action.receives else "note"


def _given(inject: Inject) -> dict[str, Data]:
    return {
        "inject": inject.id, "kind": inject.kind, "text": _both(inject.text), "from": _both(inject.from_),
        "to": [*inject.to], "via": inject.via, "channels": [*inject.channels], "until": inject.until,
        "facts": {name: data_of(node) for name, node in inject.facts.items()},
        "events": {name: data_of(node) for name, node in inject.events.items()},
    }  # fmt: skip


def _done(action: Action) -> dict[str, Data]:
    return {
        "did": [*action.did], "for": action.for_, "to": [*action.to], "channel": action.channel,
        "round": str(action.round) if action.round is not None else None, "broke": "yes" if action.broke else None,
        "declares": action.declares, **({"plan": action.plan} if action.plan is not None else {}),
        "orders": _both(action.orders), "says": _both(action.says),
        "reached": [*action.reached], "receives": [*action.receives],
        "contains": [*action.contains] if action.contains is not None else None,
        "figures": {name: data_of(node) for name, node in action.figures.items()}, "note": _both(action.note),
        "went": action.went,
    }  # fmt: skip


def _noted(seen: Observation) -> dict[str, Data]:
    return {"kind": seen.kind, "text": _both(seen.text), "unit": seen.unit, "objective": seen.objective}


def _both(text: Text | None) -> Data:
    return {"zh": text.zh, "en": text.en} if text is not None else None
