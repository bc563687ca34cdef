"""Duties and their deadlines as plain data."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from respond.clock import Deadline
from respond.plan import LEVEL, Soon
from respond.situation.model import Duty, Situation, UnitName
from respond.situation.plain import moment_json, plan_json, text_json

Json = dict[str, Any]


def flat(situation: Situation) -> Iterator[tuple[Duty, str | None]]:
    """Give every duty, those a stricter one covers right after it, with that one's id."""
    for duty in situation.duties:
        yield duty, None
        yield from ((inner, duty.id) for inner in duty.merged)


def limited(duty: Duty) -> bool:
    """Say whether a duty stands among the deadlines."""
    return duty.state != "stood-down" and (duty.deadline is not None or duty.words is Soon.IMMEDIATELY)


def duty_json(duty: Duty, cover: str | None) -> Json:
    """Give a duty; `cover` is the id of the stricter one that covers it."""
    return {
        "id": duty.id,
        "plan": plan_json(duty.plan),
        "clause": duty.clause,
        "label": text_json(duty.label),
        "unit": duty.units[0].id if duty.units else None,
        "units": [unit_json(unit) for unit in duty.units],
        "with": [unit_json(unit) for unit in duty.with_units],
        "to": [unit_json(unit) for unit in duty.to],
        "copy": [unit_json(unit) for unit in duty.copy],
        "state": duty.state,
        "mood": duty.mood,
        "report": duty.report_id,
        "channel": list(duty.channel),
        "deadline": moment_json(duty.deadline.due) if duty.deadline else None,
        "words": duty.words.value if duty.words else None,
        "response": [LEVEL[gravity] for gravity in duty.response],
        "because": text_json(duty.because),
        "since": moment_json(duty.since),
        "new": duty.new,
        "standing": duty.standing,
        "source": text_json(duty.source),
        "note": text_json(duty.note),
        "covered_by": cover,
    }


def limit_json(duty: Duty, now: datetime, cover: str | None) -> Json:
    """Give the deadline of a duty as it is at `now`."""
    deadline = duty.deadline
    return {
        "id": duty.id,
        "plan": plan_json(duty.plan),
        "clause": duty.clause,
        "standing": duty.standing,
        "state": duty.state,
        "report": duty.report_id,
        "report_title": text_json(duty.report),
        "to": [unit.id for unit in duty.to],
        "at_once": duty.words is Soon.IMMEDIATELY,
        "due": moment_json(deadline.due) if deadline else None,
        "overdue": deadline.overdue(now) if deadline else False,
        "seconds_left": _seconds_left(deadline, now),
        "limit": text_json(deadline.limit.words) if deadline else None,
        "start": _start(duty, deadline),
        "previous": moment_json(deadline.previous) if deadline else None,
        "ended": deadline.ended if deadline else False,
        "due_from_certain": moment_json(duty.from_certain.due) if duty.from_certain else None,
        "note": text_json(deadline.note) if deadline else None,
        "covered_by": cover,
    }


def _start(duty: Duty, deadline: Deadline | None) -> Json | None:
    if deadline is None:
        return None
    started = deadline.started
    at = moment_json(started) if isinstance(started, datetime) else started.isoformat() if started else None
    return {
        "event": text_json(duty.start or deadline.start),
        "at": at,
        "waiting": deadline.waiting_for is not None,
    }


def _seconds_left(deadline: Deadline | None, now: datetime) -> int | None:
    left = deadline.left(now) if deadline else None
    return None if left is None else left.days * 86_400 + left.seconds


def unit_json(unit: UnitName) -> Json:
    """Give a unit with the numbers it is reached by."""
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
