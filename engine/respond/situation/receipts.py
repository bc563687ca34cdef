"""Bodies that were told, and whose receipt nobody has entered: what they owe from then on waits for it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from respond.clock import clock_text
from respond.errors import Text
from respond.log import Happened, Held
from respond.plan import Prepared, Rule, split_event
from respond.reason import Truth, but, truth_of
from respond.situation.frames import (
    Frame,
    Involved,
    PlanFrame,
    by_calendar,
    ends_by,
    event_values,
    same_events,
)
from respond.situation.ledger import rules_by_id
from respond.situation.model import Unreceived
from respond.situation.obligations import Obligation
from respond.situation.units import UnitName

_WAITS: Final = Text(
    "{body}的接报还没有记（{at}已报）：报出不等于收到，其{duties}自接报起才产生、起算；问明何时接报",
    "the receipt by {body} is not yet entered (told at {at}): what was sent is not received, and its {duties} begin "
    "with that; ask when it was",
)
_ENTERED_BY: Final = Text("{waits}，记入 `{event}`", "{waits} and enter the event `{event}`")
_NAMED: Final = 3
"""So many duties are named, the others counted."""


def unreceived_of(
    involved: Sequence[Involved], frame: Frame, obligations: Sequence[Obligation], zone: ZoneInfo
) -> tuple[Unreceived, ...]:
    """Give the bodies that were told by acts while duties of theirs wait for their receipt, in the order of plans."""
    told = _told(involved, frame, obligations) if frame.step.acts else {}
    if not told:
        return ()
    waiting: dict[str, dict[Text, bool]] = {}
    for place, each in enumerate(involved):
        if each.until is None or frame.at < each.until:
            for body, rule, surely in _waiting(each, frame.plans[place], told, obligations):
                duties = waiting.setdefault(body, {})
                label = Text(rule.entry.zh, rule.entry.en)
                duties[label] = surely or duties.get(label, False)
    return tuple(_unreceived(*told[body], duties, zone) for body, duties in waiting.items())


def _told(
    involved: Sequence[Involved], frame: Frame, obligations: Sequence[Obligation]
) -> Mapping[str, tuple[UnitName, datetime]]:
    """Give whom acts have told, each with when first; what an event tells of is no act."""
    told: dict[str, tuple[UnitName, datetime]] = {}
    for one in obligations:
        names = (
            (one.duty, *involved[one.order.position[0]].plan.same_done.get(one.duty, ())) if one.told else ()
        )
        acts = {act.at for name in names for act in frame.step.acts_of.get(name, ())}
        for unit, at in one.told:
            if at in acts and (unit.id not in told or at < told[unit.id][1]):
                told[unit.id] = (unit, at)
    return told


def _unreceived(body: UnitName, at: datetime, duties: Mapping[Text, bool], zone: ZoneInfo) -> Unreceived:
    """Word what waits for a receipt, what is certain of it first."""
    event, listed = f"received@{body.id}", sorted(duties, key=lambda duty: not duties[duty])
    # two articles may order one thing in the same words, which are told once
    zh, en = (list(dict.fromkeys(each.say(lang) for each in listed)) for lang in ("zh", "en"))
    named = Text("".join(f"“{each}”" for each in zh[:_NAMED]), ", ".join(f"“{each}”" for each in en[:_NAMED]))
    if len(zh) > _NAMED:
        named = Text(f"{named.zh}等{len(zh)}项", named.en)
    if len(en) > _NAMED:
        named = Text(named.zh, f"{named.en} and {len(en) - _NAMED} more")
    waits = _WAITS.fill(body=body.name, at=clock_text(at, zone), duties=named)
    words = _ENTERED_BY.fill(waits=waits, event=event)
    return Unreceived(body, at, event, tuple(listed), waits, words)


def _waiting(
    own: Involved,
    seen: PlanFrame,
    told: Mapping[str, tuple[UnitName, datetime]],
    obligations: Sequence[Obligation],
) -> Iterator[tuple[str, Rule, bool]]:
    """Give the duties of a plan that wait for the receipt of a body which was told, each with that body.

    The last says whether that surely makes them owed.
    """
    if seen.spoken is Truth.NO:
        return
    for event, receiver, rule in _by_receipt(own.plan):
        body = own.ours(receiver)
        if event in seen.events or body not in told:
            continue
        live = [one for one in obligations if (one.duty, one.plan) == (rule.id, own.plan.origin(rule.id))]
        if live:
            if any(one.state == "waiting" for one in live):
                yield body, rule, any(not one.provisional for one in live)
            continue
        at = told[body][1]
        received = Happened(event, Held.at(at), at)
        values = event_values(event, received, at) | by_calendar(own, event, ends_by(received, at), at)
        truth = truth_of(rule.condition, but(seen.values, values))
        if truth is not Truth.NO:
            yield body, rule, truth is Truth.YES


_receipts: WeakKeyDictionary[Prepared, tuple[tuple[str, str, Rule], ...]] = WeakKeyDictionary()


def _by_receipt(plan: Prepared) -> tuple[tuple[str, str, Rule], ...]:
    """Give the duties that begin with the receipt of the body that owes them, each with that event and that body."""
    found = _receipts.get(plan)
    if found is None:
        found = _receipts[plan] = tuple(
            (name, _receiver(plan, name), rule)
            for rule in rules_by_id(plan).values()
            for name in dict.fromkeys((*rule.starts, *sorted(rule.condition.events)))
            if _receiver(plan, name) in rule.entry.owners
        )
    return found


def _receiver(plan: Prepared, event: str) -> str:
    """Give the body whose receipt an event is; nothing for what is none, or is that of the plan's own seat."""
    name, body = split_event(dict(same_events(plan)).get(event, event))
    return body if name == "received" and body is not None and body != plan.plan.seat else ""
