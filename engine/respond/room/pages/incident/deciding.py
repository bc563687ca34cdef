"""The section of decisions: what the plan says of each, a form for it, and what waits for a second person."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from respond._records import frozen
from respond.desk import Concern, Decision, Desk, Kept, entries_of
from respond.errors import RespondError, Text
from respond.facts import Level
from respond.plan import Prepared
from respond.room.incident_log import BY_KIND
from respond.room.pages.answers import moment_typed, whole_typed
from respond.room.pages.incident.section import Looked, Section, no_form, told_of
from respond.room.pages.proposed import out_of_sight, said_of, words_of_kind
from respond.room.pages.visit import Visit
from respond.store import BESIDE, Proposal

_ENDINGS: Final = ("terminate", "close")
_DECISIONS: Final = ("declare", "withdraw", "start", "adjust", "terminate", "close", "extend")


@frozen(eq=False)
class Choice:
    """A decision that may be taken: its words, whether its form stands open, what the plan says of it."""

    kind: str
    words: Text
    open: bool
    concerns: tuple[Concern, ...] = ()
    about: Text | None = None
    levels: tuple[tuple[str, str], ...] = ()
    suggested: str = ""
    decider: Text | None = None
    """Who decides it in the plan."""


@frozen(eq=False)
class Waiting:
    """A proposal with what came since it was made, and what of it goes against the plan."""

    one: Proposal
    words: Text
    by: str
    at: datetime
    said: Sequence[tuple[str, str]]
    own: bool
    came: Sequence[Any]
    stale: bool
    """Whether what came since keeps it from being confirmed: it has to be proposed anew."""
    unseen: bool
    """Whether it reaches an incident that whoever looks does not see."""
    against: tuple[Concern, ...]


def _shows(looked: Looked) -> Mapping[str, object]:
    room = looked.visit.front.room
    plan = room.library.prepared(looked.one.situation.leading_plan)
    seen = room.store.seen_from(looked.visit.person.regions)
    open_ = [each for each in seen.proposals(looked.one.id) if each.state == "open"]
    return {
        "choices": tuple(_choices(looked, plan)),
        "waiting": [_waiting(each, looked, plan) for each in open_],
        "two": room.two_decide,
        "may_decide": looked.visit.may("decide"),
        "may_override": looked.visit.may("override") or room.two_decide,
        "extendable": [
            each for each in looked.one.situation.obligations
            if each.open and each.order.kind == "act" and each.mood != "may" and each.due is not None
        ],
    }  # fmt: skip


def _choices(looked: Looked, plan: Prepared) -> Iterator[Choice]:
    """Give the decisions in the order in which they usually come, those that make no sense now left out."""
    say, situation = looked.say, looked.one.situation
    response, leading = situation.leading_response, situation.leading
    tried = looked.visit.typed("do")

    def choice(kind: str, *, likely: bool = False, **more: Any) -> Choice:  # noqa: ANN401 - of a Choice
        return Choice(kind, BY_KIND[kind].words, kind == tried or (tried is None and likely), **more)

    if plan.response_levels.gravest_first and plan.responses:
        levels = _levels(plan.response_levels.gravest_first, plan.response_levels.named, looked)
        running = response.started is not None
        called = response.called.certain or response.called.possible
        suggested = called.name if called else ""
        kind = "adjust" if running else "start"
        wanted = bool(response.called.certain) and response.started != response.called.certain
        asked = _compared(looked, kind, suggested) if suggested else ()
        yield choice(
            kind,
            likely=wanted,
            levels=levels,
            suggested=suggested,
            concerns=asked,
            decider=response.started_by,
        )
        if running:
            yield choice("terminate", concerns=_compared(looked, "terminate"), decider=response.ended_by)
    if leading.graded:
        levels = _levels(plan.levels.gravest_first, plan.levels.named, looked)
        about = Text("按预案：{plan}", "by the plan: {plan}").fill(plan=say.span(situation.level))
        yield choice(
            "declare", levels=(*levels, ("none", say.level(Level.at(plan.levels.none)))), about=about
        )
    if situation.declared is not None:
        about = Text("{by}定为{level}：{reason}", "{by} declared {level}: {reason}").fill(
            by=situation.declared_by or situation.declared.by,
            level=situation.declared.level.short,
            reason=situation.declared.reason,
        )
        yield choice("withdraw", about=about)
    yield choice("extend")
    if looked.one.open:
        yield choice("close", concerns=_compared(looked, "close"))


def _levels(names: Sequence[str], named: Any, looked: Looked) -> tuple[tuple[str, str], ...]:  # noqa: ANN401
    return tuple((name, looked.say.level(named(name))) for name in names)


def _compared(looked: Looked, kind: str, level: str | None = None) -> tuple[Concern, ...]:
    room = looked.visit.front.room
    desk = Desk(room.store.seen_from(looked.visit.person.regions), room.library, by=looked.visit.person.post)
    try:
        return desk.compared(looked.one.id, kind, level, now=looked.visit.now)
    except RespondError:  # it is told when the decision is taken
        return ()


def _waiting(one: Proposal, looked: Looked, plan: Prepared) -> Waiting:
    came = [each for each in entries_of(looked.one) if each.number > one.seen]
    room = looked.visit.front.room
    proposer = room.store.account(one.by)
    return Waiting(
        one=one,
        words=words_of_kind(one.kind),
        by=proposer.post if proposer is not None else one.by,
        at=datetime.fromisoformat(one.at),
        said=tuple(said_of(one, looked.one, looked.say, plan)),
        own=one.by == looked.visit.person.name,
        came=came,
        stale=any(each.kind not in BESIDE for each in came),
        unseen=out_of_sight(one),
        against=_against(one, looked),
    )


def _against(one: Proposal, looked: Looked) -> tuple[Concern, ...]:
    """Give what goes against the plan in a proposal, as it stands now."""
    if one.kind not in {"start", "adjust", "terminate", "close"}:
        return ()
    room, level = looked.visit.front.room, one.said.get("level")
    how = Decision(str(one.said.get("by") or ""), looked.visit.now)
    desk = Desk(room.store, room.library, by=looked.visit.person.post)
    try:
        return desk.held_against(one.incident, one.kind, str(level) if level else None, how)
    except RespondError:  # what cannot be any more is told when somebody tries to confirm it
        return ()


async def _enter(visit: Visit, incident: str, one: Kept) -> Mapping[str, str]:
    do, key = visit.typed("do"), visit.typed("once")
    seen = whole_typed(visit.typed("seen"), "seen")
    if do in {"confirm", "refuse"}:
        path = {"number": visit.typed("number") or ""}
        reply = await visit.ask(f"{do}Proposal", path=path, seen=seen if do == "confirm" else None, key=key)
        return told_of(reply)
    if do not in _DECISIONS:
        raise no_form(do)
    zone = one.situation.tz
    body = {
        "by": visit.typed("by") or "",
        "at": moment_typed(visit.typed("at"), zone),
        "reason": visit.typed("reason"),
    }
    if do in {"declare", "start", "adjust"}:
        body["level"] = visit.typed("level") or ""
    if do == "declare":
        body["until"] = moment_typed(visit.typed("until"), zone, "until")
    if do == "extend":
        duty, _, round_ = (visit.typed("duty") or "").rpartition("#")
        more = {"duty": duty.rpartition("#")[2], "length": visit.typed("length") or ""}
        body |= more
        extended: dict[str, object] = {**body, "round": whole_typed(round_ or None, "round")}
        reply = await visit.ask("enterExtend", path={"incident": incident}, body=extended, seen=seen, key=key)
    else:
        operation = f"enter{do.capitalize()}"
        reply = await visit.ask(operation, path={"incident": incident}, body=body, seen=seen, key=key)
    return told_of(reply)


SECTION: Final = Section("decide", Text("决定", "Decide"), "incident_decide.html.j2", _shows, _enter)
