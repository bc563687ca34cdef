"""The situation as plain data: the JSON contract every program relies on.

Levels are names (`I`..`IV`, `none`), moments RFC 3339, wordings `{zh, en}`. Whole numbers are JSON numbers;
any other number is an exact string (`"0.15"`, `"1/3"`), in the base unit of its dimension (ha, yuan, h, km).
"""

from respond.log import Declaration
from respond.plan import LEVEL
from respond.reason import LevelRange
from respond.situation.duty_json import Json, duty_json, flat, limit_json, limited
from respond.situation.model import (
    Answer,
    Conflict,
    CriterionResult,
    Difference,
    Distance,
    Happened,
    Question,
    Reading,
    Remark,
    ResponseResult,
    Seen,
    Situation,
)
from respond.situation.plain import moment_json, plan_json, text_json, value_json

SCHEMA = "situation/1"


def situation_json(situation: Situation) -> Json:
    """Give a situation as plain data; `level` to `response` are the leading plan's."""
    answer = _answer(situation.leading)
    return {
        "schema": SCHEMA,
        "incident": situation.incident,
        "title": text_json(situation.title),
        "mode": situation.mode,
        "at": moment_json(situation.at),
        "now": moment_json(situation.now),
        "occurred": text_json(situation.occurred),
        "where": text_json(situation.where),
        "plan": answer.pop("plan"),
        **answer,
        "effective": _range(situation.effective),
        "declared": _declared(situation.declared),
        "expired": [_declared(declared) for declared in situation.expired],
        "duties": [duty_json(duty, cover) for duty, cover in flat(situation)],
        "deadlines": [
            limit_json(duty, situation.now, cover) for duty, cover in flat(situation) if limited(duty)
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
        "plan": plan_json(answer.plan),
        "plan_title": text_json(answer.title),
        "in_force": text_json(answer.in_force),
        "adopted": [plan_json(ref) for ref in answer.adopted],
        "graded": answer.graded,
        **_range(answer.level),
        "standing": answer.standing,
        "reason": text_json(answer.reason),
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
        "words": text_json(criterion.words),
        "label": text_json(criterion.label),
        "values": {seen.fact: _seen(seen) for seen in criterion.seen},
        "plan": plan_json(criterion.plan),
        "standing": criterion.standing,
        "source": text_json(criterion.source),
        "parts": [{"words": text_json(part.words), "truth": part.truth.value} for part in criterion.parts],
    }


def _seen(seen: Seen) -> Json:
    return {
        "value": value_json(seen.value),
        "shown": text_json(seen.shown),
        "label": text_json(seen.label),
        "source": text_json(seen.source),
        "standing": seen.standing,
        "as_of": moment_json(seen.as_of),
        "by": seen.by,
    }


def _distance(step: Distance) -> Json:
    return {
        "fact": step.fact,
        "label": text_json(step.label),
        "direction": step.direction,
        "change": text_json(step.change),
        "value": text_json(step.value),
        "level": LEVEL[step.level],
        "criterion": step.criterion,
        "clause": step.clause,
    }


def _question(question: Question) -> Json:
    return {
        "fact": question.fact,
        "label": text_json(question.label),
        "ask": text_json(question.ask),
        "levels": [LEVEL[gravity] for gravity in question.levels],
        "duties": list(question.duties),
        "judgement_by": text_json(question.judgement_by),
        "responses": [LEVEL[gravity] for gravity in question.responses],
    }


def _reading(reading: Reading) -> Json:
    alternatives = [
        {"reading": text_json(other.reading), **_range(other.level)} for other in reading.alternatives
    ]
    return {
        "id": reading.id,
        "clause": reading.clause,
        "question": text_json(reading.question),
        "reading": text_json(reading.reading),
        "alternatives": alternatives,
        "decided": reading.decided,
        "plan": plan_json(reading.plan),
    }


def _remark(remark: Remark) -> Json:
    return {
        "id": remark.id,
        "kind": remark.kind,
        "text": text_json(remark.text),
        "clause": remark.clause,
        "truth": remark.truth.value,
        "plan": plan_json(remark.plan),
        "standing": remark.standing,
        "source": text_json(remark.source),
    }


def _response(response: ResponseResult) -> Json:
    return {
        **_range(response.called),
        "started": None if response.started is None else LEVEL[response.started],
        "clause": response.clause,
        "label": text_json(response.label),
        "proposed_by": text_json(response.proposed_by),
        "approved_by": text_json(response.approved_by),
        "started_by": text_json(response.started_by),
        "commanded_by": text_json(response.commanded_by),
        "ended_by": text_json(response.ended_by),
        "standing": response.standing,
        "source": text_json(response.source),
    }


def _declared(declared: Declaration | None) -> Json | None:
    if declared is None:
        return None
    return {
        "level": LEVEL[declared.level],
        "by": declared.by,
        "reason": text_json(declared.reason),
        "at": moment_json(declared.at),
        "until": moment_json(declared.until),
    }


def _conflict(conflict: Conflict) -> Json:
    return {
        "kind": conflict.kind,
        "plans": [plan_json(ref) for ref in conflict.plans],
        "text": text_json(conflict.text),
    }


def _difference(difference: Difference | None) -> Json | None:
    if difference is None:
        return None
    return {
        "since": moment_json(difference.since),
        "before": _range(difference.level_before) if difference.level_before else None,
        "after": _range(difference.level_after),
        "changed": [
            {"label": text_json(label), "before": text_json(before), "after": text_json(after)}
            for label, before, after in difference.changed
        ],
        "events": [text_json(event) for event in difference.events],
        "new": list(difference.new),
        "stood_down": list(difference.stood_down),
    }


def _event(event: Happened) -> Json:
    return {"id": event.id, "name": text_json(event.name), "at": moment_json(event.at)}
