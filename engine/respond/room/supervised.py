"""Questions about items under supervision, and what is entered of them: the twins of `respond supervise`."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import quote

from attrs import Factory

from respond._records import frozen
from respond.desk import Decision
from respond.errors import InputError, Place, Text, fault
from respond.room.operation import CURSOR, LIMIT, NOW, Call, Operation, Query, Reply
from respond.room.paging import Pages
from respond.room.proposing import confirming, proposed_if_two
from respond.store import Proposal
from respond.supervise import (
    Circular,
    ExtensionRequest,
    Listing,
    NotedItem,
    NotedItemData,
    Opening,
    Period,
    SupervisedItem,
    Supervisor,
    item,
    items,
    noted_data,
    period_of,
    report,
)


@frozen
class NewItem:
    """An item to be set up under a profile: who is in charge by role, where it comes from, since when it goes on.

    `region` is the division code of its place. `of_incident` and `of_duty` make an item of a duty of an incident, whose
    region it takes where none is given.
    """

    id: str
    profile: str
    roles: dict[str, tuple[str, ...]]
    title: str | None = None
    source: str | None = None
    board: str | None = None
    facts: dict[str, str] = Factory(dict)
    at: datetime | None = None
    where: str | None = None
    since: datetime | None = None
    region: str | None = None
    of_incident: str | None = None
    of_duty: str | None = None


@frozen
class NewFeedback:
    """What an undertaker reports to a node (the one due first if absent)."""

    text: str
    node: str | None = None
    at: datetime | None = None
    by: str | None = None


@frozen
class NewApplication:
    """More time asked for: by which plan, until when, or by which length."""

    plan: str
    by: str
    node: str | None = None
    until: datetime | None = None
    length: str | None = None
    reason: str | None = None
    at: datetime | None = None


@frozen
class NewAttempt:
    """An attempt to agree with those an item serves."""

    with_: str
    by: str
    agreed: bool = False
    text: str | None = None


@frozen(kw_only=True)
class SupervisingDecision:
    """What the initiator or a leader decides: by whom, when, why."""

    by: str
    at: datetime | None = None
    reason: str | None = None


@frozen(kw_only=True)
class NewGrant(SupervisingDecision):
    """Consent to more time."""

    node: str | None = None
    length: str | None = None


@frozen(kw_only=True)
class NewReturn(SupervisingDecision):
    """An item given back, and the time to put it right."""

    within: str | None = None


@frozen(kw_only=True)
class NewGrade(SupervisingDecision):
    """A grade of the profile."""

    grade: str
    within: str | None = None


def _supervisor(call: Call) -> Supervisor:
    return Supervisor(call.desk)


def _noted(noted: NotedItem, location: str | None = None) -> Reply:
    return Reply(noted_data(noted), 201, str(noted.number), location)


def _made(noted: NotedItem) -> Reply:
    return _noted(noted, f"/v1/supervision/{quote(noted.item.incident, safe='')}")


def _how(call: Call) -> Decision:
    sent: SupervisingDecision = call.body
    return Decision(sent.by, call.now, sent.reason, sent.at, call.seen)


def _add(call: Call) -> Reply:
    sent: NewItem = call.body
    both = sent.of_incident is not None and sent.of_duty is not None
    if not both:
        wanted = (("title", sent.title), ("source", sent.source))
        missing = [fault("E949", Place(name), name=name) for name, value in wanted if not value]
        if missing:
            raise InputError(missing)
    opening = Opening(
        sent.id, sent.profile, sent.title or "", sent.source or "", sent.roles, sent.board,
        tuple(f"{name}={value}" for name, value in sent.facts.items()), sent.at, sent.where, sent.since, sent.region,
    )  # fmt: skip
    if sent.of_incident is not None and sent.of_duty is not None:
        return _made(_supervisor(call).add_of(opening, sent.of_incident, sent.of_duty, now=call.now))
    return _made(_supervisor(call).add(opening, now=call.now))


def _feedback(call: Call) -> Reply:
    sent: NewFeedback = call.body
    return _noted(
        _supervisor(call).feedback(
            call.incident, now=call.now, text=sent.text, node=sent.node, at=sent.at, by=sent.by
        )
    )


def _apply(call: Call) -> Reply:
    sent: NewApplication = call.body
    if sent.until is not None and sent.length is not None:
        raise InputError([fault("E910", one="until", other="length")])
    asked = ExtensionRequest(sent.plan, sent.by, sent.until, sent.length, sent.reason, sent.at)
    return _noted(_supervisor(call).apply(call.incident, asked, now=call.now, node=sent.node))


def _attempt(call: Call) -> Reply:
    sent: NewAttempt = call.body
    return _noted(
        _supervisor(call).attempt(
            call.incident, now=call.now, with_=sent.with_, by=sent.by, agreed=sent.agreed, text=sent.text
        )
    )


@frozen(eq=False)
class Supervising:
    """A decision on an item: what is sent for it, how it is entered; one person `clears` only as a leader."""

    kind: str
    words: Text
    takes: type[Any]
    enter: Callable[[Call, Supervisor], NotedItem]
    clears: bool = False


def _grant(call: Call, supervisor: Supervisor) -> NotedItem:
    sent: NewGrant = call.body
    return supervisor.grant(call.incident, _how(call), node=sent.node, length=sent.length)


def _return(call: Call, supervisor: Supervisor) -> NotedItem:
    return supervisor.give_back(call.incident, _how(call), within=call.body.within)


def _evaluate(call: Call, supervisor: Supervisor) -> NotedItem:
    sent: NewGrade = call.body
    return supervisor.evaluate(call.incident, sent.grade, _how(call), within=sent.within)


def _clear(call: Call, supervisor: Supervisor) -> NotedItem:
    return supervisor.clear(call.incident, _how(call))


DECISIONS: Final[Mapping[str, Supervising]] = {
    each.kind: each
    for each in (
        Supervising("grant", Text("同意延期", "Grant more time"), NewGrant, _grant),
        Supervising("return", Text("退回", "Give an item back"), NewReturn, _return),
        Supervising("evaluate", Text("评价", "Grade an item"), NewGrade, _evaluate),
        Supervising("clear", Text("销号", "Clear an item"), SupervisingDecision, _clear, clears=True),
    )
}
"""What the initiator and the leaders decide of an item."""


def _decide(call: Call, one: Supervising) -> Reply:
    """Enter a decision, or keep it as a proposal where it needs a second person; a clearing is for a leader (E933)."""
    if one.clears and not call.room.two_decide and not call.person.may("override"):
        raise _refused(call, one)
    return proposed_if_two(call, one.kind, lambda desk: one.enter(call, Supervisor(desk)), _noted)


def confirm_item(call: Call, proposal: Proposal) -> Reply:
    """Carry out what another proposed of an item, as `confirm` does of an incident; one of the two is a leader."""
    one = DECISIONS[proposal.kind]
    call, seconded = confirming(call, proposal, one.takes)
    if not seconded.override:
        raise _refused(call, one)
    with call.store.deciding(proposal, "confirmed", call.person.name, call.now):
        noted = one.enter(call, Supervisor(seconded.desk))
    return _noted(noted)


def _refused(call: Call, one: Supervising) -> InputError:
    call.room.refuse(call.person, f"supervise {one.kind} {call.incident}", call.now)
    return InputError([fault("E933")])


def _list(call: Call) -> Reply:
    asked: Mapping[str, Any] = call.query
    return Reply(
        items(
            call.store, call.library, now=call.now, undertaker=asked["undertaker"], board=asked["board"],
            lamp=asked["lamp"], cleared=bool(asked["cleared"]),
        )
    )  # fmt: skip


def _item(call: Call) -> Reply:
    found = item(call.store, call.library, call.incident, now=call.now)
    return Reply(found, etag=str(call.store.read_on(call.incident)[-1].number))


def _circular(call: Call) -> Reply:
    return Reply(report(call.store, call.library, _period(call), now=call.now))


def _period(call: Call) -> Period:
    named, first, last = (call.query[name] for name in ("period", "from", "to"))
    days: tuple[date | None, date | None] = (first, last)
    if named is not None:
        if any(days):
            raise InputError([fault("E910", one="period", other="from, to")])
        return period_of(named)
    if first is None or last is None:
        raise InputError([fault("E949", Place("period"), name="period")])
    return Period(first, last)


_ONE: Final = "/v1/supervision/{incident}"


def _enters(name: str, zh: str, en: str, takes: type[Any], run: Callable[[Call], Reply]) -> Operation:
    return Operation(
        f"supervise{name.capitalize()}", "POST", f"{_ONE}/entries/{name}", Text(zh, en), "enter", NotedItemData, run,
        takes=takes, success=201,
    )  # fmt: skip


def _decides(one: Supervising) -> Operation:
    return Operation(
        f"supervise{one.kind.capitalize()}", "POST", f"{_ONE}/entries/{one.kind}", one.words, "decide", NotedItemData,
        lambda call: _decide(call, one), takes=one.takes, decides=True, success=201,
    )  # fmt: skip


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "listItems", "GET", "/v1/supervision", Text("督办事项，最急的在前", "Supervised items by urgency"), "read",
        Listing, _list,
        query=(
            NOW, Query("undertaker", Text("承办单位", "the undertaker")), Query("board", Text("版块", "the board")),
            Query("lamp", Text("灯", "the lamp"), one_of=("red", "yellow", "green")),
            Query("cleared", Text("连同已销号的", "with those cleared"), "flag"), LIMIT, CURSOR,
        ),
        shared=True, pages=Pages("items", lambda one: one.incident),
    ),
    Operation(
        "addItem", "POST", "/v1/supervision", Text("立项", "Set an item up"), "enter", NotedItemData, _add,
        takes=NewItem, success=201, makes=True,
    ),
    Operation(
        "showCircular", "GET", "/v1/circular", Text("通报", "The circular of a period"), "read", Circular, _circular,
        query=(
            NOW, Query("period", Text("如 2018Q1、2018-02", "such as 2018Q1, 2018-02")),
            Query("from", Text("从哪天起", "from this day on"), "date"),
            Query("to", Text("到哪天止", "to this day"), "date"),
        ),
    ),
    Operation(
        "showItem", "GET", _ONE, Text("一个事项的现状", "How an item stands"), "read", SupervisedItem, _item,
        query=(NOW,),
    ),
    _enters("feedback", "记入反馈", "Enter feedback", NewFeedback, _feedback),
    _enters("apply", "申请延期", "Ask for more time", NewApplication, _apply),
    _enters("attempt", "记入沟通", "Enter an attempt to agree", NewAttempt, _attempt),
    *(_decides(each) for each in DECISIONS.values()),
)  # fmt: skip
