"""Questions about kept incidents, and what is entered in their logs: the twins of the commands, under their names."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from attrs import evolve

from respond._records import frozen
from respond.desk import (
    DECIDED,
    Board,
    Concern,
    Decision,
    Desk,
    Due,
    Entered,
    EnteredData,
    FactList,
    Handover,
    LevelCurve,
    Overview,
    Questions,
    ToldLog,
    corrects_decision,
    due,
    duties,
    entered_data,
    facts_told,
    handover,
    level_curve,
    overview,
    questions,
    replay,
    status,
    told,
)
from respond.errors import InputError, Place, Text, fault
from respond.facts import Level
from respond.log import IncidentFile
from respond.room.operation import (
    AT,
    CURSOR,
    KNOWN_AT,
    LIMIT,
    NOW,
    Call,
    Operation,
    Query,
    Reply,
)
from respond.room.paging import Pages, most_of, number_of
from respond.room.permissions import PERMISSIONS
from respond.room.proposing import EntryKind, Needs, confirming, propose, seen_there
from respond.situation import Placed, Situation
from respond.store import Proposal, Row, exported
from respond.watch import HeardData, acknowledge, heard_data, postpone
from respond.yaml import Data

# What is sent.


@frozen
class NewFacts:
    """Values of facts as on the command line (`"3+"`, `"120 ha"`, `"unknown"`): whence, since when, how sure.

    Where the incident lists its sources, `new_source` lists one more.
    """

    facts: dict[str, str]
    source: str | None = None
    as_of: datetime | None = None
    standing: str | None = None
    judged_by: str | None = None
    new_source: bool = False


@frozen
class NewEvent:
    """An event of the life cycle or of a plan, another body's as `name@body`; `source` is who told of it.

    `new_source` lists a source the incident does not list.
    """

    name: str
    at: datetime | None = None
    by: str | None = None
    source: str | None = None
    new_source: bool = False


@frozen
class NewAct:
    """An act that answers a duty: by whom, for whom, to whom (all if absent), how; `round` names the occasion."""

    duty: str
    at: datetime | None = None
    by: str | None = None
    for_: str | None = None
    to: tuple[str, ...] | None = None
    channel: str | None = None
    number: str | None = None
    round: int | None = None
    broke: bool = False


@frozen
class NewInability:
    """A duty that cannot be done, and why."""

    duty: str
    reason: str
    at: datetime | None = None
    by: str | None = None
    round: int | None = None


@frozen
class NewNote:
    """A note."""

    text: str


@frozen
class NewDescription:
    """What an incident is called, where it is, and the division code of the place; what is not given stays."""

    title: str | None = None
    where: str | None = None
    region: str | None = None


@frozen
class NewLink:
    """Another incident that belongs with this one, or that this one goes into."""

    to: str
    reason: str | None = None


@frozen(kw_only=True)
class Deciding:
    """A decision: by which office or post, when it was so, why."""

    by: str
    at: datetime | None = None
    reason: str | None = None


@frozen(kw_only=True)
class NewLevel(Deciding):
    """A level that an office declares, and until when it stands."""

    level: str
    until: datetime | None = None


@frozen(kw_only=True)
class NewResponse(Deciding):
    """A response that a body starts, or raises or lowers to this level."""

    level: str


@frozen(kw_only=True)
class NewExtension(Deciding):
    """A limit that a body makes longer."""

    duty: str
    length: str
    round: int | None = None


@frozen(kw_only=True)
class NewCorrection(Deciding):
    """What an entry, by its name in the log, should have said; `at` is when it really was."""

    entry: str
    value: str | None = None
    done_by: str | None = None
    to: tuple[str, ...] | None = None
    channel: str | None = None
    number: str | None = None
    source: str | None = None
    new_source: bool = False
    withdrawn: bool = False


@frozen
class NewAcknowledgement:
    """Somebody has seen that a duty is owed: a body of the plans, a post of the room, or a person `for_` a unit."""

    duty: str
    by: str
    for_: str | None = None


@frozen
class NewPostponement:
    """Reminders of a duty that are not wanted until a moment, and why."""

    duty: str
    by: str
    reason: str
    until: datetime


@frozen
class ComparedDecision:
    """What the plan says of a decision before it is taken; what goes `against` the plan needs a reason."""

    incident: str
    decision: str
    concerns: tuple[Concern, ...]

    @property
    def schema(self) -> Annotated[Literal["comparison/1"], Placed(before="incident")]:
        """Give the name of the contract its JSON keeps."""
        return "comparison/1"


@frozen
class EntryPage:
    """Entries of a log as they are kept; `next` is the cursor of the page after, if there is one."""

    incident: str
    entries: tuple[Row, ...]
    next: str | None

    @property
    def schema(self) -> Annotated[Literal["entries/1"], Placed(before="incident")]:
        """Give the name of the contract its JSON keeps."""
        return "entries/1"


# What is asked.


def _last(call: Call) -> str:
    return str(call.store.read_on(call.incident)[-1].number)


def _list(call: Call) -> Reply:
    return Reply(overview(call.store, call.library, now=call.now, ended=bool(call.query["ended"])))


def _status(call: Call) -> Reply:
    at, known, unit = call.query["at"], call.query["known_at"], call.query["unit"]
    assume = tuple(call.query["assume"] or ())
    if known is not None or call.query["edition"] is not None:
        if at is None:
            raise InputError([fault("E949", Place("at"), name="at")])
        found = replay(
            call.store, call.library, call.incident, at=at, known=known, edition=call.query["edition"],
            assume=assume, unit=unit,
        )  # fmt: skip
    else:
        found = status(
            call.store, call.library, call.incident, now=call.now, at=at, hindsight=bool(call.query["hindsight"]),
            assume=assume, unit=unit,
        )  # fmt: skip
    return Reply(found, etag=_last(call))


def _board(call: Call) -> Reply:
    unit = call.query["unit"]
    return Reply(duties(call.store, call.library, call.incident, now=call.now, unit=unit), etag=_last(call))


def _due(call: Call) -> Reply:
    incident = call.path.get("incident")
    found = due(call.store, call.library, incident, now=call.now, within=call.query["within"])
    return Reply(found, etag=None if incident is None else _last(call))


def _questions(call: Call) -> Reply:
    return Reply(questions(call.store, call.library, call.incident, now=call.now), etag=_last(call))


def _facts(call: Call) -> Reply:
    return Reply(facts_told(call.store, call.library, call.incident, now=call.now), etag=_last(call))


def _levels(call: Call) -> Reply:
    return Reply(level_curve(call.store, call.library, call.incident, now=call.now), etag=_last(call))


def _compare(call: Call) -> Reply:
    kind, level = call.query["decision"], call.query["level"]
    if level is None and kind in _LEVELLED:
        raise InputError([fault("E949", Place("level"), name="level")])
    found = call.desk.compared(
        call.incident, kind, level if kind in _LEVELLED else None, now=call.now, by=call.query["by"]
    )
    return Reply(ComparedDecision(call.incident, kind, found), etag=_last(call))


_LEVELLED: Final = frozenset({"start", "adjust"})
"""Decisions that name a level."""


def _log(call: Call) -> Reply:
    found = told(call.store, call.library, call.incident, now=call.now, since=call.query["since"])
    return Reply(found, etag=_last(call))


def _entries(call: Call) -> Reply:
    after, most = number_of(call.query["cursor"]), most_of(call.query)
    rows = call.store.rows(call.incident, after=after)
    shown = rows[:most]
    more = str(shown[-1].number) if len(rows) > most else None
    return Reply(EntryPage(call.incident, shown, more), etag=_last(call))


def _export(call: Call) -> Reply:
    zone = call.library.zone(call.store.followed(call.incident, call.library).file.plans)
    text = exported(call.store, call.incident, call.now, zone)
    return Reply(text=text, media="application/yaml", etag=_last(call))


def _handover(call: Call) -> Reply:
    since, shift = call.query["since"], call.query["shift"]
    return Reply(handover(call.store, call.library, now=call.now, since=since, ahead=shift))


# What is entered.


def _open(call: Call) -> Reply:
    if call.said.get("mode") == "exercise":
        call.store.check_exercises()
    desk = evolve(call.desk, seconded=False)  # one person opens: what two decide is proposed once it is open
    _check_may_bring(call, desk)
    entered = desk.open(call.source or {}, now=call.now)
    name = entered.rows[0].incident
    return _entered(entered, location=f"/v1/incidents/{quote(name, safe='')}")


def _check_may_bring(call: Call, desk: Desk) -> None:
    """Refuse decisions in a first report, or in a log moved here, as each would be by itself.

    E930 and, where one decides, E933.
    """
    decides, freely = call.person.may("decide"), call.room.two_decide or call.person.may("override")
    if decides and freely:
        return
    brought = desk.brought(call.source or {}, now=call.now)
    missing = None
    if not decides and (brought or decides_already(call.said)):
        missing = fault("E930", what=PERMISSIONS["decide"])
    elif not freely and any(each.against for each in brought):
        missing = fault("E933")
    if missing is not None:
        call.room.refuse(call.person, "openIncident", call.now)
        raise InputError([missing])


def decides_already(said: Mapping[str, Data]) -> bool:
    """Say whether a first report tells of decisions: a level declared, a response started or ended, an entry put right.

    >>> decides_already({"then": [{"events": {"closed": None}}]}), decides_already({"events": {"received": None}})
    (True, False)
    """
    steps = said.get("then")
    parts = [said, *(each for each in (steps if isinstance(steps, list) else []) if isinstance(each, dict))]
    for each in parts:
        events = each.get("events")
        named = {str(name).partition("@")[0] for name in events} if isinstance(events, dict) else set()
        if any(each.get(key) for key in ("declared", "extended", "withdraws", "merged", "corrects")):
            return True
        if named & DECIDED.keys():
            return True
    return False


def _entered(entered: Entered, location: str | None = None) -> Reply:
    return Reply(entered_data(entered), 201, str(entered.number), location)


def decision_of(call: Call) -> Decision:
    """Give who decides what was sent, and the last entry that had been read."""
    sent: Deciding = call.body
    return Decision(sent.by, call.now, sent.reason, sent.at, call.seen)


def _update(call: Call, desk: Desk) -> Entered:
    sent: NewFacts = call.body
    return desk.update(
        call.incident, sent.facts, now=call.now, source=sent.source, as_of=sent.as_of, standing=sent.standing,
        judged_by=sent.judged_by, new_source=sent.new_source,
    )  # fmt: skip


def _event(call: Call, desk: Desk) -> Entered:
    sent: NewEvent = call.body
    return desk.event(
        call.incident,
        sent.name,
        now=call.now,
        at=sent.at,
        by=sent.by,
        source=sent.source,
        new_source=sent.new_source,
    )


def _did(call: Call, desk: Desk) -> Entered:
    sent: NewAct = call.body
    return desk.did(
        call.incident, sent.duty, now=call.now, at=sent.at, by=sent.by, **{"for": sent.for_}, to=_told(sent.to),
        channel=sent.channel, number=sent.number, round=_number(sent.round), broke="yes" if sent.broke else None,
    )  # fmt: skip


def _told(to: tuple[str, ...] | None) -> list[str] | None:
    return None if to is None else list(to)


def _number(round_: int | None) -> str | None:
    return None if round_ is None else str(round_)


def _unable(call: Call, desk: Desk) -> Entered:
    sent: NewInability = call.body
    return desk.unable(
        call.incident,
        sent.duty,
        now=call.now,
        reason=sent.reason,
        at=sent.at,
        by=sent.by,
        round=_number(sent.round),
    )


def _note(call: Call, desk: Desk) -> Entered:
    return desk.note(call.incident, call.body.text, now=call.now)


def _describe(call: Call, desk: Desk) -> Entered:
    sent: NewDescription = call.body
    return desk.describe(call.incident, now=call.now, title=sent.title, where=sent.where, region=sent.region)


def _link(call: Call, desk: Desk) -> Entered:
    return desk.link(call.incident, call.body.to, now=call.now, reason=call.body.reason)


def _merge(call: Call, desk: Desk) -> Entered:
    return desk.link(call.incident, call.body.to, now=call.now, merged=True, reason=call.body.reason)


def _declare(call: Call, desk: Desk) -> Entered:
    return desk.declare(call.incident, call.body.level, decision_of(call), until=call.body.until)


def _withdraw(call: Call, desk: Desk) -> Entered:
    return desk.withdraw(call.incident, decision_of(call))


def _start(call: Call, desk: Desk) -> Entered:
    return desk.start(call.incident, call.body.level, decision_of(call))


def _adjust(call: Call, desk: Desk) -> Entered:
    return desk.adjust(call.incident, call.body.level, decision_of(call))


def _terminate(call: Call, desk: Desk) -> Entered:
    return desk.terminate(call.incident, decision_of(call))


def _close(call: Call, desk: Desk) -> Entered:
    return desk.close(call.incident, decision_of(call))


def _extend(call: Call, desk: Desk) -> Entered:
    sent: NewExtension = call.body
    return desk.extend(call.incident, sent.duty, sent.length, decision_of(call), round_=sent.round)


def _correct(call: Call, desk: Desk) -> Entered:
    sent: NewCorrection = call.body
    others = (sent.value, sent.done_by, sent.to, sent.channel, sent.number, sent.source)
    if sent.withdrawn and any(each is not None for each in others):
        raise InputError([fault("E954")])
    return desk.correct(
        call.incident, sent.entry, decision_of(call), value=sent.value, by=sent.done_by, to=_told(sent.to),
        channel=sent.channel, number=sent.number, source=sent.source, new_source=sent.new_source,
        withdrawn="yes" if sent.withdrawn else None,
    )  # fmt: skip


def _ack(call: Call) -> Reply:
    sent: NewAcknowledgement = call.body
    heard = acknowledge(
        call.store, call.library, call.incident, sent.duty, by=sent.by, recorder=call.person.post, now=call.now,
        for_=sent.for_, posts=call.store.posts(),
    )  # fmt: skip
    return Reply(heard_data(heard), 201, str(heard.row.number))


def _postpone(call: Call) -> Reply:
    sent: NewPostponement = call.body
    heard = postpone(
        call.store, call.library, call.incident, sent.duty, by=sent.by, recorder=call.person.post, now=call.now,
        until=sent.until, reason=sent.reason, posts=call.store.posts(),
    )  # fmt: skip
    return Reply(heard_data(heard), 201, str(heard.row.number))


@frozen(eq=False)
class Entering:
    """A kind of entry: what is sent for it, how it is entered, whether it decides, and when two must."""

    kind: EntryKind
    words: Text
    takes: type[Any]
    enter: Callable[[Call, Desk], Entered]
    decides: bool = False
    needs: Needs = "one"


ENTERING: Final[tuple[Entering, ...]] = (
    Entering("update", Text("记入事实的新值", "Enter new values of facts"), NewFacts, _update),
    Entering("event", Text("记入事件节点", "Enter that something has happened"), NewEvent, _event),
    Entering("did", Text("记入任务已办", "Enter that a duty was done"), NewAct, _did),
    Entering("unable", Text("记入任务办不了", "Enter that a duty cannot be done"), NewInability, _unable),
    Entering("note", Text("记一条备注", "Enter a note"), NewNote, _note),
    Entering(
        "describe", Text("记入名称、地点", "Enter what it is called and where it is"), NewDescription, _describe
    ),
    Entering("link", Text("关联两起事件", "Link two incidents"), NewLink, _link),
    Entering(
        "merge", Text("并入另一起事件", "Merge into another incident"), NewLink, _merge, decides=True, needs="two"
    ),
    Entering("declare", Text("人工定级", "Declare a level"), NewLevel, _declare, decides=True, needs="two-against"),
    Entering("withdraw", Text("撤回人工定级", "Withdraw the declared level"), Deciding, _withdraw, decides=True),
    Entering("start", Text("启动响应", "Start a response"), NewResponse, _start, decides=True, needs="two-against"),
    Entering(
        "adjust", Text("调整响应", "Raise or lower the response"), NewResponse, _adjust, decides=True,
        needs="two-against",
    ),
    Entering("terminate", Text("终止响应", "End the response"), Deciding, _terminate, decides=True, needs="two"),
    Entering("close", Text("事件办结", "Close the incident"), Deciding, _close, decides=True, needs="two"),
    Entering("extend", Text("延长时限", "Lengthen a limit"), NewExtension, _extend, decides=True),
    Entering(
        "correct", Text("更正一条记录", "Put an entry right"), NewCorrection, _correct, decides=True,
        needs="two-against",
    ),
)  # fmt: skip
"""Every kind of entry, as the commands call it."""

BY_KIND: Final[Mapping[str, Entering]] = {each.kind: each for each in ENTERING}


def enter(call: Call, entering: Entering) -> Reply:
    """Enter what was sent; what needs two persons is kept as a proposal, and what only some may do is refused.

    Raises InputError (E933) for a decision against the plan by whoever may not, where one person decides.
    """
    call = _held_still(call, entering)
    against = entering.needs != "one" and _against(call, entering)
    two = call.room.two_decide and (entering.needs == "two" or against)
    if two:
        return propose(call, entering.kind, lambda desk: entering.enter(call, desk))
    if against and not call.person.may("override"):
        call.room.refuse(call.person, f"{entering.kind} {call.incident}", call.now)
        raise InputError([fault("E933")])
    return _entered(entering.enter(call, call.desk))


def _held_still(call: Call, entering: Entering) -> Call:
    """Let a decision that is held against the plan rest on the log as it is now: nothing comes between unnoticed.

    One that did not know the last word is told so before anything is held against it.
    """
    if entering.needs == "one":
        return call
    if call.seen is not None:
        call.store.check_seen(call.incident, call.seen)
        return call
    return evolve(call, seen=int(_last(call)))


def _against(call: Call, entering: Entering) -> bool:
    """Say whether a decision goes against the plan: another level than it gives, or what it holds against a change.

    A correction of what was decided counts as such: it undoes a decision.
    """
    if entering.kind == "merge":
        return False
    if entering.kind in {"correct", "declare"}:
        situation = status(call.store, call.library, call.incident, now=call.now)
        prepared = call.library.prepared(situation.leading_plan)
        if entering.kind == "correct":
            return corrects_decision(str(call.body.entry), prepared.plan)
        level, reach = prepared.levels.read(call.body.level), situation.level
        return not reach.certain <= Level.at(level) <= reach.possible
    return bool(
        call.desk.held_against(
            call.incident, entering.kind, getattr(call.body, "level", None), decision_of(call)
        )
    )


def confirm(call: Call, proposal: Proposal) -> Reply:
    """Carry out what another proposed, in the names of both; what came since the proposal refuses it (E843).

    Raises InputError (E933) for what goes against the plan where neither may decide so.
    """
    entering = BY_KIND[proposal.kind]
    call, seconded = confirming(call, proposal, entering.takes)
    if entering.needs != "one" and _against(call, entering) and not seconded.override:
        call.room.refuse(call.person, f"{entering.kind} {call.incident}", call.now)
        raise InputError([fault("E933")])
    if entering.kind == "merge":
        _check_neither_went_on(call, proposal)
    with call.store.deciding(proposal, "confirmed", call.person.name, call.now):
        entered = entering.enter(call, seconded.desk)
    return _entered(entered)


def _check_neither_went_on(call: Call, proposal: Proposal) -> None:
    """Refuse a merger where either incident went on since it was proposed (E843): it was weighed as both were."""
    other = call.body.to
    for name, seen in ((call.incident, call.seen), (other, seen_there(proposal, call.store.rows(other)))):
        if seen is not None:
            call.store.check_seen(name, seen)


_UNIT: Final = Query("unit", Text("从哪个单位的席位看", "the unit from whose seat to look"))
_ASSUME: Final = Query("assume", Text("假定 事实=值，可多次", "assume fact=value; repeatable"), "texts")
_EDITION: Final = Query("edition", Text("换用另一版本（预案@版本）", "under another edition (plan@edition)"))
_WITHIN: Final = Query("within", Text("多久之内，如 30分钟", "within this time, such as 30 min"), "length")


def _asks(
    id_: str, path: str, zh: str, en: str, gives: type[Any], run: Callable[[Call], Reply], *query: Query,
    shared: bool = False, pages: Pages | None = None,
) -> Operation:  # fmt: skip
    words = Text(zh, en)
    return Operation(id_, "GET", path, words, "read", gives, run, query=query, shared=shared, pages=pages)


def _enters(entering: Entering) -> Operation:
    return Operation(
        f"enter{entering.kind.capitalize()}", "POST", f"/v1/incidents/{{incident}}/entries/{entering.kind}",
        entering.words, "decide" if entering.decides else "enter", EnteredData,
        lambda call: enter(call, entering), takes=entering.takes, decides=entering.decides, success=201,
    )  # fmt: skip


_ONE: Final = "/v1/incidents/{incident}"

OPERATIONS: tuple[Operation, ...] = (
    _asks(
        "listIncidents", "/v1/incidents", "在办的事件，最急的在前", "The open incidents by urgency", Overview, _list,
        NOW, Query("ended", Text("连同已办结的", "with those that have ended"), "flag"), LIMIT, CURSOR, shared=True,
        pages=Pages("incidents", lambda one: one.incident),
    ),
    Operation(
        "openIncident", "POST", "/v1/incidents", Text("开一起事件", "Open an incident"), "enter", EnteredData, _open,
        takes=IncidentFile, success=201, makes=True,
    ),
    _asks(
        "showIncident", _ONE, "一起事件的研判：现在、某一刻当时所知或后来所知",
        "The answer for an incident: now, or at a moment by what was known then or later", Situation, _status,
        NOW, AT, KNOWN_AT, Query("hindsight", Text("按现在所知", "by what is known now"), "flag"), _UNIT, _ASSUME,
        _EDITION,
    ),
    _asks("showBoard", f"{_ONE}/duties", "各单位任务", "Who has what to do", Board, _board, NOW, _UNIT),
    _asks("showDue", f"{_ONE}/due", "我方时限", "What we owe by a moment", Due, _due, NOW, _WITHIN),
    _asks("listQuestions", f"{_ONE}/questions", "还要问什么", "What to ask", Questions, _questions, NOW),
    _asks("showFacts", f"{_ONE}/facts", "事实及其全部报告", "The facts with all that was told", FactList, _facts, NOW),
    _asks(
        "showLevels", f"{_ONE}/levels", "级别变化：按预案、人工定级、响应",
        "The level over time: by the plan, as declared, and the response", LevelCurve, _levels, NOW,
    ),
    _asks(
        "compareDecision", f"{_ONE}/comparison", "作决定前与预案对照",
        "What the plan says of a decision before it is taken",
        ComparedDecision, _compare, NOW,
        Query(
            "decision", Text("要作的决定", "the decision"), required=True,
            one_of=("start", "adjust", "terminate", "close"),
        ),
        Query("level", Text("响应级别（启动、调整时必填）", "the level of the response, to start or adjust one")),
        Query("by", Text("由谁决定", "who decides")),
    ),
    _asks(
        "showLog", f"{_ONE}/log", "记录", "The log in words", ToldLog, _log, NOW,
        Query("since", Text("此刻起的", "what is known from then on"), "time"), LIMIT, CURSOR,
        pages=Pages("entries", lambda one: one.number, rising=True),
    ),
    _asks(
        "listEntries", f"{_ONE}/entries", "记录原文连同哈希", "The entries as kept, with their hashes", EntryPage,
        _entries, LIMIT, CURSOR,
    ),
    Operation(
        "exportIncident", "GET", f"{_ONE}/export", Text("导出一起事件", "Give an incident out as one file"),
        "read", None, _export, media="application/yaml", query=(NOW,),
    ),
    *(_enters(each) for each in ENTERING),
    Operation(
        "enterAck", "POST", f"{_ONE}/entries/ack", Text("确认看到一项任务", "Acknowledge a duty"),
        "enter", HeardData, _ack, takes=NewAcknowledgement, success=201,
    ),
    Operation(
        "enterPostpone", "POST", f"{_ONE}/entries/postpone", Text("推迟提醒", "Put reminders off"),
        "enter", HeardData, _postpone, takes=NewPostponement, success=201,
    ),
    _asks(
        "listDue", "/v1/due", "全部在办事件里我方的时限", "What we owe in all incidents", Due, _due, NOW, _WITHIN,
        LIMIT, CURSOR, shared=True, pages=Pages("owed", lambda one: f"{one.incident} {one.obligation.id}"),
    ),
    _asks(
        "showHandover", "/v1/handover", "交接班", "The sheet of a shift", Handover, _handover, NOW,
        Query("since", Text("本班何时开始；不写则按值班表", "when the shift began; by the roster if absent"), "time"),
        Query(
            "shift",
            Text(
                "一班多长，如 12 h；不写则看到值班表上下一班结束，值班表没有的为 12 h",
                "how long a shift is, such as 12 h; to the end of the roster's next shift if absent, else 12 h",
            ),
            "length",
        ),
        LIMIT, CURSOR, shared=True, pages=Pages("incidents", lambda one: one.incident),
    ),
)  # fmt: skip
