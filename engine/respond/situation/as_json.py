"""The situation as plain data: the JSON contract every program relies on.

Levels are names (`I`..`IV`, `none`), moments RFC 3339, wordings `{zh, en}`. Whole numbers are JSON numbers;
any other number is an exact string (`"0.15"`, `"1/3"`), in the base unit of its dimension (ha, yuan, h, km).
"""

from datetime import date, datetime
from typing import Any

from respond.log import Declaration
from respond.plan import LEVEL
from respond.reason import LevelRange
from respond.situation.model import (
    Answer,
    Conflict,
    CriterionResult,
    Difference,
    Distance,
    Event,
    Question,
    Reading,
    Remark,
    ResponseResult,
    Seen,
    Situation,
    Uncounted,
)
from respond.situation.obligations import Done, Obligation
from respond.situation.plain import moment_json, plan_json, text_json, value_json
from respond.situation.units import UnitName

SCHEMA = "situation/2"
Json = dict[str, Any]


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
        "obligations": [_obligation(one) for one in situation.obligations],
        "uncounted": [_uncounted(act) for act in situation.uncounted],
        "skipped": [text_json(text) for text in situation.skipped],
        "occurring": situation.occurring,
        "desk": text_json(situation.desk),
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
        "ended": moment_json(response.ended),
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


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "name": text_json(event.name),
        "at": moment_json(event.at),
        "by": event.by,
        "known": moment_json(event.known),
        "was": [moment_json(moment) for moment in event.was],
    }


def _obligation(one: Obligation) -> Json:
    order = one.order
    return {
        "id": one.id,
        "duty": one.duty,
        "plan": plan_json(one.plan),
        "clause": one.clause,
        "label": text_json(one.label),
        "state": one.state,
        "provisional": one.provisional,
        "ours": one.ours,
        "unit": one.units[0].id if one.units else None,
        "units": [_unit(unit) for unit in one.units],
        "with": [_unit(unit) for unit in order.with_units],
        "to": [_unit(unit) for unit in one.to],
        "copy": [_unit(unit) for unit in order.copy],
        "mood": one.mood,
        "kind": order.kind,
        "report": order.report_id,
        "report_title": text_json(order.report),
        "channel": list(order.channel),
        "words": order.words.value if order.words else None,
        "limit": text_json(order.limit.words) if order.limit else None,
        "response": [LEVEL[gravity] for gravity in order.response],
        "because": text_json(order.because),
        "standing": order.standing,
        "source": text_json(order.source),
        "note": text_json(order.note),
        "arose": moment_json(one.arose),
        "certain": moment_json(one.certain),
        "start": {"event": text_json(one.start), "at": _moment(one.started)} if one.start else None,
        "due": moment_json(one.due),
        "latest": moment_json(one.latest),
        "first_due": moment_json(one.first_due),
        "paused": moment_json(one.paused),
        "late_seconds": None if one.late is None else one.late.days * 86_400 + one.late.seconds,
        "done": _done(one.done),
        "told": [{"id": unit.id, "at": moment_json(at)} for unit, at in one.told],
        "missing": [unit.id for unit in one.missing],
        "ended": moment_json(one.ended),
        "why": text_json(one.why),
        "new": one.new,
        "beside": list(one.beside),
    }


def _moment(moment: datetime | date | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _done(done: Done | None) -> Json | None:
    if done is None:
        return None
    return {
        "at": moment_json(done.at),
        "by": done.by,
        "to": list(done.to),
        "channel": done.channel,
        "number": done.number,
        "event": text_json(done.event),
    }


def _uncounted(act: Uncounted) -> Json:
    return {
        "duty": act.duty,
        "plan": plan_json(act.plan),
        "at": moment_json(act.at),
        "by": act.by,
        "why": text_json(act.why),
    }


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
    return {"id": unit.id, "name": text_json(unit.name), "contact": numbers}
