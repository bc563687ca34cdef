"""Obligations as rows of a page: how each stands, what it is, who owes it to whom, on what it rests."""

from collections.abc import Sequence
from datetime import datetime

from respond._records import frozen
from respond.desk import Column, column_of
from respond.room.pages.incident.section import Looked
from respond.room.pages.saying import Pressing
from respond.show import basis_of, beneath, done_words, gone_since, next_limit, owed_in_writing, state_of
from respond.situation import Obligation, urgency


@frozen(eq=False)
class Row:
    """An obligation in words."""

    one: Obligation
    column: Column
    limit: Pressing | None
    """While it is open."""
    state: str
    what: str
    who: str
    to: str
    channels: str
    basis: str
    beneath: tuple[str, ...]
    done: str
    begin: datetime
    """From when its limit counts, or it is owed."""


def row_of(one: Obligation, looked: Looked) -> Row:
    """Put an obligation into words."""
    say, situation = looked.say, looked.one.situation
    names = {body.id: say.text(body.name) for body in looked.one.bodies}
    now = situation.now
    return Row(
        one=one,
        column=column_of(one),
        limit=say.limit(one) if one.open else None,
        state=state_of(one, now, say.lang),
        what=say.what(one, situation),
        who=say.who(one),
        to=say.whom(one),
        channels=", ".join(say.channel(each) for each in one.order.channel),
        basis=basis_of(one, situation, say.lang),
        beneath=beneath(one, now, say.lang),
        begin=begin_of(one),
        done="" if one.done is None else done_words(one, one.done, names, now, say.lang),
    )


def begin_of(one: Obligation) -> datetime:
    """Give from when a limit counts, where it counts from a moment; else when it came to be owed by whom it is owed."""
    if one.at_once:
        return gone_since(one) or one.arose
    start = one.counted if isinstance(one.counted, datetime) else one.started
    return start if isinstance(start, datetime) and one.due is not None else one.arose


def is_due(one: Obligation) -> bool:
    """Say whether something is to be done by somebody who must: no power, nothing to refrain from."""
    return one.open and one.mood != "may" and one.order.kind == "act"


def first_rows(looked: Looked, most: int) -> tuple[Sequence[Row], int]:
    """Give what presses most of what we owe, and how much more there is.

    What the clock runs out for next, and what is owed in writing, is among them, however much is owed at once before.
    """
    ours = [
        one
        for one in sorted(looked.one.situation.obligations, key=urgency)
        if is_due(one) and one.ours and not one.provisional and one.state != "waiting"
    ]
    first = ours[:most]
    then = next_limit(looked.one.situation)
    first += [one for one in ours[most:] if one is then or owed_in_writing(one)]
    return [row_of(one, looked) for one in first], len(ours) - len(first)
