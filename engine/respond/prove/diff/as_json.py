"""A comparison of two editions as plain data."""

from typing import Any

from respond.clock import as_told
from respond.prove.diff.cases import CaseChange, Moment
from respond.prove.diff.compare import Difference, LevelConsequence
from respond.prove.diff.duties import DutyChange, Shown, limit_words, when_words
from respond.prove.diff.entries import EntryChange
from respond.prove.diff.fields import OtherChange
from respond.prove.diff.scales import Scales
from respond.prove.diff.sheet import change_words, least_words
from respond.prove.diff.sides import Owed, Side
from respond.reason import LevelRange
from respond.situation import exact_json, text_json


def diff_json(found: Difference) -> dict[str, Any]:
    """Give a comparison as plain data; levels by name, numbers that are not whole as exact text in base units."""
    return {
        "schema": "plan-diff/1",
        "a": _side(found.a),
        "b": _side(found.b),
        "differs": found.exit_code == 1,
        "scales": [_scales(scales) for scales in found.scales],
        "levels": [_outcome(outcome, found) for outcome in found.levels],
        "complete": found.complete,
        "criteria": [_entry(change) for change in found.criteria],
        "responses": [_entry(change) for change in found.responses],
        "facts": [_entry(change) for change in found.facts],
        "duties": [_duty(change) for change in found.duties],
        "others": [_other(change) for change in found.others],
        "left_out": [text_json(each) for each in found.left_out],
        "wording_compared": found.wording,
        "cases": None if found.cases is None else [_case(case) for case in found.cases],
    }


def _scales(scales: Scales) -> dict[str, Any]:
    return {"of": scales.of, "a": list(scales.a.gravest_first), "b": list(scales.b.gravest_first)}


def _other(change: OtherChange) -> dict[str, Any]:
    return {
        "entry": change.entry,
        "id": change.id,
        "kind": change.kind,
        "fields": [
            {"name": each.name, "before": text_json(each.before), "after": text_json(each.after)}
            for each in change.fields
        ],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "plan": {"id": str(side.ref.id), "edition": str(side.ref.edition)},
        "sources": [str(source) for source in side.plan.composed.sources],
        "day": side.day.isoformat(),
    }


def _outcome(outcome: LevelConsequence, found: Difference) -> dict[str, Any]:
    change = outcome.change
    stretch = None
    if change.cells:
        first, last = change.cells[0], change.cells[-1]
        stretch = {
            "from": None if first.low is None else exact_json(first.low),
            "from_included": not first.low_open,
            "to": None if last.high is None else exact_json(last.high),
            "to_included": not last.high_open,
        }
    return {
        "words": text_json(change_words(change, found)),
        "before": str(change.levels[0]),
        "after": str(change.levels[1]),
        "fact": change.fact,
        "stretch": stretch,
        "with": {str(name): exact_json(value) for name, value in change.others.items()},
        "smallest": {str(name): exact_json(value) for name, value in change.facts.items()},
        "smallest_words": text_json(least_words(change, found)),
        "response_before": str(outcome.responses[0]),
        "response_after": str(outcome.responses[1]),
        "only_a": list(outcome.only_a),
        "only_b": list(outcome.only_b),
    }


def _entry(change: EntryChange) -> dict[str, Any]:
    return {
        "id": str(change.id),
        "change": change.kind,
        "label": text_json(change.label),
        "before": None if change.before is None else text_json(change.before),
        "after": None if change.after is None else text_json(change.after),
        "clauses": [None if clause is None else str(clause) for clause in change.clauses],
    }


def _duty(change: DutyChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "change": change.kind,
        "before": None if change.a is None else _owed(change.a),
        "after": None if change.b is None else _owed(change.b),
        "fields": {
            each.name: {"before": text_json(each.before), "after": text_json(each.after)}
            for each in change.fields
        },
        "only_a": [_shown(case) for case in change.only_a],
        "only_b": [_shown(case) for case in change.only_b],
    }


def _owed(owed: Owed) -> dict[str, Any]:
    entry = owed.measure.entry
    return {
        "id": owed.id,
        "plan": str(owed.plan.origin(owed.id)),
        "clause": str(entry.clause),
        "label": text_json(owed.label),
        "units": [text_json(unit) for unit in owed.units],
        "to": [text_json(unit) for unit in owed.to],
        "limit": text_json(limit_words(owed.measure.limit)),
        "when": text_json(when_words(owed)),
    }


def _shown(case: Shown) -> dict[str, Any]:
    return {
        "words": text_json(case.words),
        "facts": {str(name): exact_json(value) for name, value in case.case.facts.items()},
        "events": sorted(case.case.events),
        "hours_since_the_call": exact_json(case.case.hours),
    }


def _case(case: CaseChange) -> dict[str, Any]:
    return {
        "incident": case.name,
        "title": text_json(case.title),
        "differs": case.differs,
        "fault": None if case.fault is None else text_json(case.fault),
        "left_out": list(case.left_out),
        "moments": [_moment(moment) for moment in case.moments],
    }


def _moment(moment: Moment) -> dict[str, Any]:
    return {
        "at": as_told(moment.at).isoformat(),
        "before": _range(moment.levels[0]),
        "after": _range(moment.levels[1]),
        "only_a": list(moment.only_a),
        "only_b": list(moment.only_b),
        "deadlines": [
            {
                "duty": duty,
                "before": None if one is None else as_told(one).isoformat(),
                "after": None if other is None else as_told(other).isoformat(),
            }
            for duty, one, other in moment.deadlines
        ],
    }


def _range(level: LevelRange) -> dict[str, str]:
    return {"certain": str(level.certain), "possible": str(level.possible)}
