"""The section of decisions: what the plan says of each, a form for it, and what waits for a second person."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from respond._records import frozen
from respond.desk import (
    Concern,
    Decision,
    Desk,
    Kept,
    corrects_decision,
    entries_of,
    kept,
    level_of,
    response_of,
)
from respond.errors import RespondError, Text
from respond.facts import Level
from respond.log import described, is_of_region
from respond.plan import Prepared
from respond.room.incident_log import BY_KIND
from respond.room.pages.answers import moment_typed, whole_typed
from respond.room.pages.incident.log import stands_of
from respond.room.pages.incident.section import Looked, Section, no_form, told_of
from respond.room.pages.proposed import out_of_sight, said_of, words_of_kind
from respond.room.pages.visit import Visit
from respond.room.proposing import Lapse, lapse_of, seen_there
from respond.room.supervised import DECISIONS
from respond.show import clauses
from respond.store import Proposal
from respond.supervise import clearing_concerns, item

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
    lapsed: Lapse | None
    """Why nobody can confirm it any more."""
    other: str
    """Of a merger: into which incident."""
    came_there: Sequence[Any]
    """Of a merger: what came since in that incident."""
    unseen: bool
    """Whether it reaches an incident that whoever looks does not see."""
    against: tuple[Text, ...]
    levels: Sequence[tuple[str, str]]
    """Of a merger: each incident, and its level as it is."""
    lost: tuple[Text, ...]
    """Of a merger: what would be lost by it."""
    stands: Text | None
    """Of a correction: the value in force of the entry that is put right."""
    unsuited: bool
    """Whether it goes against the plan, and neither who proposed it nor whoever looks may decide so."""


def _shows(looked: Looked) -> Mapping[str, object]:
    room = looked.visit.front.room
    plan = room.library.prepared(looked.one.situation.leading_plan)
    seen = room.store.seen_from(looked.visit.person.regions)
    open_ = [each for each in seen.proposals(looked.one.id) if each.state == "open"]
    return {
        "choices": tuple(_choices(looked, plan)) if looked.one.open else (),
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
    against = tuple(_against(one, looked, plan))
    named = room.entrance.named(one.by, looked.visit.now)
    override = looked.visit.may("override") or (named is not None and named.may("override"))
    there = _there(one, looked)
    came_there = [] if there is None else entries_of(there)[seen_there(one, there.rows) :]
    levels, lost = _merging(one, looked) if one.kind == "merge" else ((), ())
    undoes = one.kind == "correct" and corrects_decision(str(one.said.get("entry")), plan.plan)
    return Waiting(
        one=one,
        words=words_of_kind(one.kind),
        by=proposer.post if proposer is not None else one.by,
        at=datetime.fromisoformat(one.at),
        said=tuple(said_of(one, looked.one, looked.say, plan)),
        own=one.by == looked.visit.person.name,
        came=came,
        lapsed=lapse_of(one, room.store.seen_from(looked.visit.person.regions)),
        other="" if there is None else there.id,
        came_there=came_there,
        unseen=out_of_sight(one, looked.one),
        against=against,
        levels=levels,
        lost=lost,
        stands=_stands(one, looked),
        unsuited=bool(against or undoes or one.kind in DECISIONS) and not override,
    )


def _there(one: Proposal, looked: Looked) -> Kept | None:
    """Give the incident into which one is to be merged, where whoever looks sees it."""
    if one.kind != "merge" or out_of_sight(one, looked.one):
        return None
    room = looked.visit.front.room
    store = room.store.seen_from(looked.visit.person.regions)
    try:
        return kept(store, room.library, str(one.said.get("to")), now=looked.visit.now)
    except RespondError:  # it is told when somebody tries to confirm it
        return None


def _merging(one: Proposal, looked: Looked) -> tuple[Sequence[tuple[str, str]], tuple[Text, ...]]:
    """Give the level of either incident that is to be merged, as each is now, and what would be lost by that."""
    room, other = looked.visit.front.room, str(one.said.get("to"))
    store = room.store.seen_from(looked.visit.person.regions)
    desk = Desk(store, room.library, by=looked.visit.person.post)
    levels = [(looked.one.id, _level_of(looked.one, looked))]
    if out_of_sight(one, looked.one):
        return levels, ()
    try:
        there = kept(store, room.library, other, now=looked.visit.now)
        found = desk.merging(looked.one.id, other, now=looked.visit.now)
    except RespondError:  # it is told when somebody tries to confirm it
        return levels, ()
    levels.append((f"{looked.say.text(there.situation.title)} ({other})", _level_of(there, looked)))
    return levels, tuple(each.text for each in found)


def _level_of(one: Kept, looked: Looked) -> str:
    return clauses(
        [level_of(one.situation, looked.say.lang), response_of(one.situation, looked.say.lang)],
        looked.say.lang,
    )


def _stands(one: Proposal, looked: Looked) -> Text | None:
    """Give what stands now of an entry that is to be put right."""
    if one.kind != "correct" or out_of_sight(one, looked.one):
        return None
    name, entries = str(one.said.get("entry")), entries_of(looked.one)
    own = next((said for each in entries for said in each.says if said.name == name), None)
    found = stands_of(name, entries) or own
    return None if found is None else found.words


_OTHER_LEVEL: Final = Text(
    "按预案为{plan}，拟定为{level}", "by the plan it is {plan}; {level} is to be declared"
)
_UNDONE: Final = Text(
    "更正的是一项决定：原来的决定不再作数", "it puts a decision right: what was decided stands no more"
)
_MOVED: Final = Text(
    "改后，因区划 {before} 看得到、而不负责 {after} 的人，不再看得到这起事件",
    "whoever sees the incident by region {before}, and is not responsible for {after}, sees it no more",
)
_UNPLACED: Final = Text(
    "作废后，只因区划 {before} 看得到这起事件的人，不再看得到它",
    "whoever sees the incident by region {before} alone sees it no more",
)


def _against(one: Proposal, looked: Looked, plan: Prepared) -> Iterator[Text]:
    """Give what goes against the plan in a proposal, or undoes a decision, as it stands now."""
    if one.kind == "clear":
        yield from (each.text for each in _against_clearing(one, looked))
    elif one.kind == "declare":
        yield from _another_level(one, looked, plan)
    elif one.kind == "correct":
        entry, before = str(one.said.get("entry")), described(looked.one.file).region
        after = str(one.said.get("value") or "")
        if is_of_region(entry) and before is not None and not (after and after.startswith(before)):
            yield (_MOVED if after else _UNPLACED).fill(before=before, after=after)
        elif corrects_decision(entry, plan.plan) and not is_of_region(entry):
            yield _UNDONE
    else:
        yield from (each.text for each in _held_against(one, looked))


def _another_level(one: Proposal, looked: Looked, plan: Prepared) -> Iterator[Text]:
    """Say that a level to be declared is none the plan gives or may still give."""
    reach = looked.one.situation.level
    try:
        level = Level.at(plan.levels.read(str(one.said.get("level"))))
    except RespondError:  # what cannot be is told when somebody tries to confirm it
        return
    if not reach.certain <= level <= reach.possible:
        yield _OTHER_LEVEL.fill(plan=looked.say.span(reach), level=looked.say.level(level))


def _against_clearing(one: Proposal, looked: Looked) -> Sequence[Concern]:
    """Give what the profile holds against clearing an item."""
    room, by = looked.visit.front.room, one.said.get("by")
    try:
        there = item(room.store, room.library, one.incident, now=looked.visit.now)
        return clearing_concerns(there, None if by is None else str(by))
    except RespondError:  # what cannot be any more is told when somebody tries to confirm it
        return ()


def _held_against(one: Proposal, looked: Looked) -> tuple[Concern, ...]:
    """Give what the plan holds against a change of the response, or the closing."""
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
