"""The situation as plain data: the JSON contract every program relies on.

Levels are names (`I`..`IV`, `none`), moments RFC 3339, wordings `{zh, en}`. Whole numbers are JSON numbers;
any other number is an exact string (`"0.15"`, `"1/3"`), in the base unit of its dimension (ha, yuan, h, km).
"""

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from respond.assess import LevelRange
from respond.clock import Deadline
from respond.errors import Text
from respond.facts import UNKNOWN, Between, Exactly, Plain, Value
from respond.facts.show import show_exact
from respond.plan.level import LEVEL
from respond.plan.orders import Soon
from respond.plan.reference import PlanRef
from respond.situation.model import (
    Answer,
    Conflict,
    CriterionResult,
    Declaration,
    Difference,
    Distance,
    Duty,
    Happened,
    Question,
    Reading,
    Remark,
    ResponseResult,
    Seen,
    Situation,
    UnitName,
)

SCHEMA = "situation/1"

Json = dict[str, Any]


def situation_json(situation: Situation) -> Json:
    """Give a situation as plain data; `level` to `response` are the leading plan's."""
    answer = _answer(situation.leading)
    return {
        "schema": SCHEMA,
        "incident": situation.incident,
        "title": _text(situation.title),
        "mode": situation.mode,
        "at": _moment(situation.at),
        "now": _moment(situation.now),
        "occurred": _text(situation.occurred),
        "where": _text(situation.where),
        "plan": answer.pop("plan"),
        **answer,
        "effective": _range(situation.effective),
        "declared": _declared(situation.declared),
        "expired": [_declared(declared) for declared in situation.expired],
        "duties": [_duty(duty, cover) for duty, cover in _flat(situation)],
        "deadlines": [
            _limit(duty, situation.now, cover) for duty, cover in _flat(situation) if _limited(duty)
        ],
        "other_plans": [_answer(other) for other in situation.answers[1:]],
        "conflicts": [_conflict(conflict) for conflict in situation.conflicts],
        "difference": _difference(situation.difference),
        "events": [_event(event) for event in situation.events],
        "later_steps": situation.later_steps,
        "versions": dict(situation.versions),
    }


def _answer(answer: Answer) -> Json:
    return {
        "plan": _plan(answer.plan),
        "plan_title": _text(answer.title),
        "in_force": _text(answer.in_force),
        "adopted": [_plan(ref) for ref in answer.adopted],
        "graded": answer.graded,
        **_range(answer.level),
        "standing": answer.standing,
        "reason": _text(answer.reason),
        "proof": list(answer.proof),
        "criteria": [_criterion(criterion) for criterion in answer.criteria],
        "computed": {seen.fact: _seen(seen) for seen in answer.computed},
        "distance": [_distance(step) for step in answer.distance],
        "questions": [_question(question) for question in answer.questions],
        "interpretations": [_reading(reading) for reading in answer.readings],
        "remarks": [_remark(remark) for remark in answer.remarks],
        "response": _response(answer.response),
    }


def _range(level: LevelRange) -> Json:
    return {"level": LEVEL[level.certain], "could_reach": LEVEL[level.possible], "exact": level.exact}


def _criterion(criterion: CriterionResult) -> Json:
    return {
        "id": criterion.id,
        "level": LEVEL[criterion.level],
        "clause": criterion.clause,
        "truth": criterion.truth.value,
        "words": _text(criterion.words),
        "label": _text(criterion.label),
        "values": {seen.fact: _seen(seen) for seen in criterion.seen},
        "plan": _plan(criterion.plan),
        "standing": criterion.standing,
        "source": _text(criterion.source),
        "parts": [{"words": _text(part.words), "truth": part.truth.value} for part in criterion.parts],
    }


def _seen(seen: Seen) -> Json:
    return {
        "value": _value(seen.value),
        "shown": _text(seen.shown),
        "label": _text(seen.label),
        "source": _text(seen.source),
        "standing": seen.standing,
        "as_of": _moment(seen.as_of),
        "by": seen.by,
    }


def _distance(step: Distance) -> Json:
    return {
        "fact": step.fact,
        "label": _text(step.label),
        "direction": step.direction,
        "change": _text(step.change),
        "value": _text(step.value),
        "level": LEVEL[step.level],
        "criterion": step.criterion,
        "clause": step.clause,
    }


def _question(question: Question) -> Json:
    return {
        "fact": question.fact,
        "label": _text(question.label),
        "ask": _text(question.ask),
        "levels": [LEVEL[gravity] for gravity in question.levels],
        "duties": list(question.duties),
        "judgement_by": _text(question.judgement_by),
        "responses": [LEVEL[gravity] for gravity in question.responses],
    }


def _reading(reading: Reading) -> Json:
    alternatives = [
        {"reading": _text(other.reading), **_range(other.level)} for other in reading.alternatives
    ]
    return {
        "id": reading.id,
        "clause": reading.clause,
        "question": _text(reading.question),
        "reading": _text(reading.reading),
        "alternatives": alternatives,
        "decided": reading.decided,
        "plan": _plan(reading.plan),
    }


def _remark(remark: Remark) -> Json:
    return {
        "id": remark.id,
        "kind": remark.kind,
        "text": _text(remark.text),
        "clause": remark.clause,
        "truth": remark.truth.value,
        "plan": _plan(remark.plan),
        "standing": remark.standing,
        "source": _text(remark.source),
    }


def _response(response: ResponseResult) -> Json:
    return {
        **_range(response.called),
        "started": None if response.started is None else LEVEL[response.started],
        "clause": response.clause,
        "label": _text(response.label),
        "proposed_by": _text(response.proposed_by),
        "approved_by": _text(response.approved_by),
        "started_by": _text(response.started_by),
        "commanded_by": _text(response.commanded_by),
        "ended_by": _text(response.ended_by),
        "standing": response.standing,
        "source": _text(response.source),
    }


def _declared(declared: Declaration | None) -> Json | None:
    if declared is None:
        return None
    return {
        "level": LEVEL[declared.level],
        "by": declared.by,
        "reason": _text(declared.reason),
        "at": _moment(declared.at),
        "until": _moment(declared.until),
    }


def _flat(situation: Situation) -> Iterator[tuple[Duty, str | None]]:
    """Give every duty, those a stricter one covers right after it, with that one's id."""
    for duty in situation.duties:
        yield duty, None
        yield from ((inner, duty.id) for inner in duty.merged)


def _limited(duty: Duty) -> bool:
    return duty.state != "stood-down" and (duty.deadline is not None or duty.words is Soon.IMMEDIATELY)


def _duty(duty: Duty, cover: str | None) -> Json:
    return {
        "id": duty.id,
        "plan": _plan(duty.plan),
        "clause": duty.clause,
        "label": _text(duty.label),
        "unit": duty.units[0].id if duty.units else None,
        "units": [_unit(unit) for unit in duty.units],
        "with": [_unit(unit) for unit in duty.with_units],
        "to": [_unit(unit) for unit in duty.to],
        "copy": [_unit(unit) for unit in duty.copy],
        "state": duty.state,
        "mood": duty.mood,
        "report": duty.report_id,
        "channel": list(duty.channel),
        "deadline": _moment(duty.deadline.due) if duty.deadline else None,
        "words": duty.words.value if duty.words else None,
        "response": [LEVEL[gravity] for gravity in duty.response],
        "because": _text(duty.because),
        "since": _moment(duty.since),
        "new": duty.new,
        "standing": duty.standing,
        "source": _text(duty.source),
        "note": _text(duty.note),
        "covered_by": cover,
    }


def _limit(duty: Duty, now: datetime, cover: str | None) -> Json:
    deadline = duty.deadline
    return {
        "id": duty.id,
        "plan": _plan(duty.plan),
        "clause": duty.clause,
        "standing": duty.standing,
        "state": duty.state,
        "report": duty.report_id,
        "report_title": _text(duty.report),
        "to": [unit.id for unit in duty.to],
        "at_once": duty.words is Soon.IMMEDIATELY,
        "due": _moment(deadline.due) if deadline else None,
        "overdue": deadline.overdue(now) if deadline else False,
        "seconds_left": _seconds_left(deadline, now),
        "limit": _text(deadline.limit.words) if deadline else None,
        "start": _start(duty, deadline),
        "previous": _moment(deadline.previous) if deadline else None,
        "ended": deadline.ended if deadline else False,
        "due_from_certain": _moment(duty.from_certain.due) if duty.from_certain else None,
        "note": _text(deadline.note) if deadline else None,
        "covered_by": cover,
    }


def _start(duty: Duty, deadline: Deadline | None) -> Json | None:
    if deadline is None:
        return None
    started = deadline.started
    at = _moment(started) if isinstance(started, datetime) else started.isoformat() if started else None
    return {
        "event": _text(duty.start or deadline.start),
        "at": at,
        "waiting": deadline.waiting_for is not None,
    }


def _seconds_left(deadline: Deadline | None, now: datetime) -> int | None:
    left = deadline.left(now) if deadline else None
    return None if left is None else left.days * 86_400 + left.seconds


def _unit(unit: UnitName) -> Json:
    contact = unit.contact
    numbers = None
    if contact is not None:
        numbers = {
            "phone": list(contact.phone),
            "fax": list(contact.fax),
            "as_of": contact.as_of,
            "standing": contact.standing,
        }
    return {"id": unit.id, "name": _text(unit.name), "contact": numbers}


def _conflict(conflict: Conflict) -> Json:
    return {
        "kind": conflict.kind,
        "plans": [_plan(ref) for ref in conflict.plans],
        "text": _text(conflict.text),
    }


def _difference(difference: Difference | None) -> Json | None:
    if difference is None:
        return None
    return {
        "since": _moment(difference.since),
        "before": _range(difference.level_before) if difference.level_before else None,
        "after": _range(difference.level_after),
        "changed": [
            {"label": _text(label), "before": _text(before), "after": _text(after)}
            for label, before, after in difference.changed
        ],
        "events": [_text(event) for event in difference.events],
        "new": list(difference.new),
        "stood_down": list(difference.stood_down),
    }


def _event(event: Happened) -> Json:
    return {"id": event.id, "name": _text(event.name), "at": _moment(event.at)}


def _plan(ref: PlanRef) -> Json:
    return {"id": str(ref.id), "edition": str(ref.edition)}


def _text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"zh": str(text.zh), "en": str(text.en)}


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _value(value: Value) -> object:
    """Give an exact value as itself, a range as its two ends, the unknown as null."""
    if value is UNKNOWN:
        return None
    if isinstance(value, Between):
        ends = (value.low, value.high)
        low, high = (None if end is None else _exact(end) for end in ends)
        return {"at_least": low, "at_most": high}
    return _exact(value.value) if isinstance(value, Exactly) else None


def _exact(value: Plain) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, date):  # a datetime is a date as well
        return value.isoformat()
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else show_exact(value)
    return str(value) if isinstance(value, str) else value
