"""A duty's limit as one line of a table: when it is due, how long that leaves, what it counts from."""

from datetime import UTC, datetime
from typing import Literal

from attrs import frozen

from respond.clock import Before, Deadline
from respond.errors import Language
from respond.plan import Soon
from respond.show.moments import length, near_moment
from respond.show.wording import clauses, label
from respond.situation import Duty, Situation

Kind = Literal["at-once", "late", "running", "waiting", "worded"]
_ORDER: tuple[Kind, ...] = ("at-once", "late", "running", "waiting", "worded")
"""How a duty officer reads them: what cannot wait, what is late, what is running, what has not begun."""


_NO_MOMENT = datetime.min.replace(tzinfo=UTC)


@frozen
class Shown:
    """A limit in words."""

    kind: Kind
    due: str
    left: str
    start: str


def limited(situation: Situation) -> list[Duty]:
    """Give the duties with a limit in figures or at once, in the order they press, optional ones last."""
    now = situation.now
    live = [
        duty for duty in situation.duties if duty.state != "stood-down" and kind_of(duty, now) != "worded"
    ]
    return sorted(live, key=lambda duty: _urgency(duty, now))


def kind_of(duty: Duty, now: datetime) -> Kind:
    """Say which part of the table a duty belongs to; `worded` ones have no place in it."""
    deadline = duty.deadline
    if duty.words is Soon.IMMEDIATELY:
        return "waiting" if deadline is not None and deadline.waiting_for else "at-once"
    if deadline is None or deadline.ended or deadline.word is not None:
        return "worded"
    if deadline.due is None:
        return "waiting"
    return "late" if deadline.overdue(now) else "running"


def shown_limit(duty: Duty, now: datetime, lang: Language) -> Shown:
    """Put the limit of a duty into words."""
    kind = kind_of(duty, now)
    if kind == "at-once":
        return Shown(kind, label("at_once", lang), "", "")
    deadline = duty.deadline
    if deadline is None:
        return Shown(kind, "", "", "")
    basis = _counted(duty, deadline, now, lang)
    if deadline.due is None:
        return Shown(kind, "", label("waiting", lang), basis)
    span = deadline.due - now
    words = label("overdue" if kind == "late" else "remaining", lang, time=length(span, lang))
    return Shown(kind, near_moment(deadline.due, now), words, basis)


def _urgency(duty: Duty, now: datetime) -> tuple[int, datetime, bool, bool, bool]:
    due = duty.deadline.due if duty.deadline else None
    kind = kind_of(duty, now)
    return (_ORDER.index(kind), due or _NO_MOMENT, duty.state != "owed", duty.mood == "may", not duty.new)


def _counted(duty: Duty, deadline: Deadline, now: datetime, lang: Language) -> str:
    """Say what the limit is and what it counts from: `自接报09:12起1小时内`."""
    limit = deadline.limit.words.say(lang)
    named = duty.start or deadline.start
    start = named.say(lang) if named else ""
    if deadline.waiting_for:
        parts = [label("counted_later", lang, limit=limit, event=start)]
    elif start and deadline.started is not None:
        at = (
            near_moment(deadline.started, now)
            if isinstance(deadline.started, datetime)
            else str(deadline.started)
        )
        before = isinstance(deadline.limit, Before)
        parts = [label("counted_back" if before else "counted", lang, limit=limit, event=start, at=at)]
    else:
        parts = [limit]
    if deadline.previous is not None:
        parts.append(label("previous", lang, at=near_moment(deadline.previous, now)))
    if deadline.note is not None:
        parts.append(deadline.note.say(lang))
    return clauses(parts, lang)
