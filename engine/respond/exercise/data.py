"""The report of an exercise as plain data, for programs."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from respond.clock import as_told, local
from respond.exercise.arrivals import Arrival, Unreceived
from respond.exercise.curve import LevelCurve
from respond.exercise.getting_through import Blocked
from respond.exercise.grades import Proposal, proposals
from respond.exercise.handed import Handed
from respond.exercise.levels import Called
from respond.exercise.objectives import Showing
from respond.exercise.outages import Lost
from respond.exercise.played import Timed
from respond.exercise.run import Run
from respond.exercise.scenario import Withheld
from respond.exercise.score import Outcome, Unscored
from respond.exercise.shares import Share
from respond.exercise.turns import Turn
from respond.situation import Obligation, text_json

_NO_RESULT: Final = {"result": None, "late_seconds": None, "why": None, "form": None, "points": None}
_NO_RATING: Final = {"points": None, "rating": None}
"""What stands in place of results where nobody played: a score of nobody would be taken for one of somebody."""


def report_data(run: Run) -> dict[str, Any]:
    """Give everything an exercise showed: the score, each turn, each outcome, and what fulfilled nothing.

    Where nobody has played yet (`played`), there is what was expected, and no results.
    """
    zone = run.final.tz
    return {
        "schema": "exercise/4",
        "scenario": run.scenario.id,
        "played": run.played,
        "points": run.points if run.played else None,
        "most": run.most,
        "totals": dict(sorted(Counter(outcome.result for outcome in run.outcomes).items()))
        if run.played
        else None,
        "never": [inject.id for inject in run.never],
        "blocked": [_blocked(each) for each in run.blocked],
        "withheld": [_withheld(each) for each in run.scenario.withheld],
        "ahead": [_action(each, zone) for each in run.ahead],
        "turns": [_turn(turn, zone) for turn in run.turns],
        "end": _moment(run.final.at, zone),
        "ended_early": _ended_early(run),
        "outcomes": [
            _outcome(outcome, zone) | (_NO_RESULT if not run.played else {}) for outcome in run.outcomes
        ],
        "objectives": [_showing(each) | (_NO_RATING if not run.played else {}) for each in run.showings],
        "weighted": _weighted(run) if run.played else None,
        "grades": [_proposal(each, run) for each in proposals(run)],
        "levels": _curve(run.curve, zone) if run.played else None,
        "levels_beside": [{"plan": each.grader.id} | _curve(each.curve, zone) for each in run.levels[1:]]
        if run.played
        else None,
        "unscored": [_unscored(each, zone) for each in run.unscored],
        "lost": [_lost(each, zone) for each in run.lost],
        "unreceived": [_unreceived(each, zone) for each in run.unreceived if each.arrived],
        "presumed_received": [_arrival(each, zone) for each in run.presumed],
        "received_nothing": [_action(each, zone) for each in run.received_nothing],
        "handed": [_handed(each, run, zone) for each in run.handed],
        "skipped": [text_json(each) for each in run.final.skipped],
    }


def _ended_early(run: Run) -> dict[str, Any] | None:
    scenario = run.scenario
    if scenario.planned_end is None:
        return None
    return {
        "at": scenario.end,
        "planned": scenario.planned_end,
        "reason": text_json(scenario.reason),
        "not_reached": [each.id for each in run.not_reached],
    }


def _blocked(each: Blocked) -> dict[str, Any]:
    return {"inject": each.inject.id, "at": each.inject.at, "via": each.inject.via, "outage": each.outage.id}


def _withheld(each: Withheld) -> dict[str, Any]:
    why = text_json(each.why)
    return {"inject": each.inject, "at": each.at, "how": each.how, "until": each.until, "why": why}


def _showing(each: Showing) -> dict[str, Any]:
    return {
        "id": each.objective.id,
        "weight": each.objective.weight,
        "points": each.points,
        "most": each.most,
        "rating": each.rating,
        "expectations": [outcome.id for outcome in each.outcomes],
    }


def _weighted(run: Run) -> dict[str, Any] | None:
    share = run.weighted
    if share is None:
        return None
    return {"per_cent": Share(share.numerator, share.denominator).per_cent, "rating": run.rating}


def _proposal(each: Proposal, run: Run) -> dict[str, Any]:
    bands = run.scenario.grade_bands
    return {
        "standard": each.standard.id,
        "standing": "draft",
        "per_cent": Share(each.share.numerator, each.share.denominator).per_cent,
        "bands": {"excellent": bands.excellent, "good": bands.good, "fair": bands.fair},
        "by_points": each.by_points.id,
        "ruled_out": [grade.id for grade in each.ruled_out],
        "proposed": each.grade.id,
    }


def _curve(curve: LevelCurve, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "uncalled_seconds": _seconds(curve.uncalled),
        "too_low_seconds": _seconds(curve.too_low),
        "too_high_seconds": _seconds(curve.too_high),
        "delays": [
            {"since": _moment(since, zone), "seconds": _seconds(delay)} for since, delay in curve.delays
        ],
        "steps": [
            {
                "since": _moment(step.since, zone),
                "until": _moment(step.until, zone),
                "level": str(step.plan.certain),
                "could_reach": str(step.plan.possible),
                "called": None if step.called is None else str(step.called),
            }
            for step in curve.steps
        ],
    }


def _turn(turn: Turn, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "inject": turn.inject.id,
        "at": _moment(turn.at, zone),
        "level": str(turn.situation.level.certain),
        "could_reach": str(turn.situation.level.possible),
        "became_owed": _ids(turn.became_owed),
        "stood_down": _ids(turn.stood_down),
        "acted": [_action(each, zone) for each in turn.acted],
    }


def _ids(obligations: tuple[Obligation, ...]) -> list[str]:
    return [one.id for one in obligations]


def _action(timed: Timed, zone: ZoneInfo) -> dict[str, Any]:
    action = timed.action
    return {
        "at": _moment(timed.at, zone),
        "by": action.by,
        "did": list(action.did),
        "to": list(action.to),
        "receives": list(action.receives),
        "declares": action.declares,
        "plan": action.plan,
        "orders": text_json(action.orders),
        "says": text_json(action.says),
    }


def _outcome(outcome: Outcome, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "expectation": outcome.id,
        "kind": outcome.kind,
        "state": outcome.of.state if isinstance(outcome.of, Obligation) else None,
        "clauses": list(outcome.clauses),
        "units": [unit.id for unit in outcome.units],
        "since": _moment(outcome.since, zone),
        "due": _moment(outcome.due, zone),
        "latest": _moment(outcome.latest, zone),
        "called": _called(outcome.of) if isinstance(outcome.of, Called) else None,
        "result": outcome.result,
        "at": _moment(outcome.at, zone),
        "late_seconds": _seconds(outcome.by),
        "taken_seconds": _seconds(outcome.taken),
        "missing": [text_json(name) for name in outcome.missing],
        "lacking": None if outcome.lacking is None else [str(item.id) for item in outcome.lacking],
        "why": text_json(outcome.why),
        "form": text_json(outcome.form),
        "points": outcome.points if outcome.counts else None,
    }


def _called(called: Called) -> str | None:
    return str(called.last.level) if called.last is not None else None


def _unscored(each: Unscored, zone: ZoneInfo) -> dict[str, Any]:
    return {"at": _moment(each.at, zone), "by": each.by, "duty": each.duty, "why": text_json(each.why)}


def _lost(each: Lost, zone: ZoneInfo) -> dict[str, Any]:
    return {**_action(each, zone), "channels": list(each.channels), "cut_since": each.since}


def _unreceived(each: Unreceived, zone: ZoneInfo) -> dict[str, Any]:
    arrived = [_arrival(one, zone) for one in each.arrived]
    return {
        "unit": each.unit,
        "arrived": arrived,
        "owed_on_receipt": [text_json(one) for one in each.owing.duties()],
    }


def _handed(each: Handed, run: Run, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "inject": each.inject.id,
        "unit": each.unit,
        "given": _moment(each.given, zone),
        "acknowledged": _moment(each.acknowledged, zone),
        "unread_seconds": _seconds(each.unread(run.final.at)),
    }


def _arrival(each: Arrival, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "unit": each.unit,
        "by": each.action.by,
        "at": _moment(each.at, zone),
        "acknowledged": _moment(each.acknowledged, zone),
    }


def _moment(moment: datetime | None, zone: ZoneInfo) -> str | None:
    """Give a moment as it is told, in the zone of the leading plan, whatever offset the scenario is written with."""
    return as_told(local(moment, zone)).isoformat() if moment is not None else None


def _seconds(span: timedelta | None) -> int | None:
    return int(span.total_seconds()) if span is not None else None
