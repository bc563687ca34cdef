"""The moves of exercises played live: what the director, evaluators and players do, each kept as it is made."""

from collections.abc import Callable, Sequence
from typing import Annotated, Final, Literal, Protocol, TypeVar
from urllib.parse import quote

from attrs import Factory

from respond._records import frozen
from respond.errors import InputError, Place, Text, fault, nearest
from respond.exercise import (
    CommonClock,
    Move,
    MoveKind,
    NewMove,
    ObservationKind,
    Play,
    Playing,
    opening,
    play_of,
)
from respond.log import DeclaredLevel
from respond.plan import Channel
from respond.room.exercises import shipped_text
from respond.room.operation import Call, Operation, Reply
from respond.room.permissions import permissions_of
from respond.situation import Placed
from respond.store import hidden
from respond.yaml import Data, Node

LONGEST_KEY: Final = 200
"""Characters of the key of a request."""

Making = Callable[[Playing], Sequence[NewMove]]
Made = TypeVar("Made")
Made_co = TypeVar("Made_co", covariant=True)


@frozen
class MoveMade:
    """The move that was kept, by its number in the play; none where everything stood so already."""

    play: str
    number: int | None
    kind: MoveKind | None
    at: str | None

    @property
    def schema(self) -> Annotated[Literal["move/1"], Placed(before="play")]:
        """Give the name of the contract its JSON keeps."""
        return "move/1"


@frozen
class PlayOpening:
    """A play to be opened: its name, the team, and a scenario: one that is shipped, or the text of its file."""

    play: str
    team: Text
    shipped: str | None = None
    scenario: str | None = None
    variant: str | None = None


@frozen
class ClockSetting:
    """What the clock is to do, one of these: run at a speed (0: stand), go on by minutes, to an offset, to the next."""

    speed: int | None = None
    step: int | None = None
    to: str | None = None
    next: bool = False


class Clock(Protocol[Made_co]):
    """What can be set: the clock of one play, or the common one of several; each way gives the moves it comes to."""

    def run(self, speed: int) -> Made_co:
        """Let it run so many times as fast; 0 lets it stand."""

    def step(self, minutes: int) -> Made_co:
        """Set it forward by minutes."""

    def jump(self, to: str) -> Made_co:
        """Set it forward to an offset."""

    def next(self) -> Made_co:
        """Set it to the next inject."""


@frozen
class CommonClockSetting:
    """What the clocks of several plays of one scenario are to do at once, one of these, as that of one play."""

    plays: tuple[str, ...]
    speed: int | None = None
    step: int | None = None
    to: str | None = None
    next: bool = False


@frozen
class MovesMade:
    """The moves that were kept, one of each play."""

    moves: tuple[MoveMade, ...]

    @property
    def schema(self) -> Annotated[Literal["moves/1"], Placed(before="moves")]:
        """Give the name of the contract its JSON keeps."""
        return "moves/1"


@frozen
class FreeInject:
    """An inject beside the script; an outage cuts channels for as long as it lasts, to the end if that is absent."""

    text: Text | None = None
    """What it says; of an outage, which channels are out of order if absent."""
    id: str | None = None
    kind: Literal["message", "question", "contingency", "noise", "media", "false-alarm", "outage"] = "message"
    from_: Text | None = None
    to: tuple[str, ...] = ()
    via: Channel | None = None
    channels: tuple[Channel, ...] = ()
    lasts: str | None = None
    facts: dict[str, Node] = Factory(dict)
    events: dict[str, Node] = Factory(dict)
    anyway: bool = False
    """Whether it is given also where it would turn back what is known, or cut off others that are to come."""


@frozen
class Giving:
    """How an inject is given: also where it would turn back what is known, or cut off others; over another channel."""

    anyway: bool = False
    via: Channel | None = None


@frozen
class Releasing:
    """How an inject is released: also where it would turn back what is known, or cut off others."""

    anyway: bool = False


@frozen
class Seating:
    """Who plays which unit."""

    who: str
    unit: str


@frozen
class Reaching:
    """When a target was reached, an offset by now; now if absent."""

    at: str | None = None


@frozen
class SeatTaken:
    """The unit somebody wants to play."""

    unit: str


@frozen
class Receiver:
    """The body nobody plays that has received what an act told it."""

    unit: str


@frozen
class Ending:
    """Why a play ends: in words, or the number, from 1, of what stops it by the scenario; needed before its time."""

    reason: Text | None = None
    stop: int | None = None


@frozen
class CommonEnding:
    """Why several plays of one scenario end at once; as for one play."""

    plays: tuple[str, ...]
    reason: Text | None = None
    stop: int | None = None


@frozen
class UnitAct:
    """What a unit does: duties it carries out, a level it calls, an order or a message; the keys are an action's."""

    did: tuple[str, ...] = ()
    declares: DeclaredLevel | None = None
    plan: str | None = None
    orders: Text | None = None
    says: Text | None = None
    to: tuple[str, ...] = ()
    channel: Channel | None = None
    for_: str | None = None
    round: int | None = None
    broke: bool = False
    contains: tuple[str, ...] | None = None
    figures: dict[str, Node] = Factory(dict)
    note: Text | None = None


@frozen
class ReportContents:
    """What a report was seen to contain, by id of its contents in the plan, and the numbers it told, by fact.

    What is left out stays as it was noted before.
    """

    contains: tuple[str, ...] | None = None
    figures: dict[str, Node] = Factory(dict)


@frozen
class Noting:
    """What an evaluator or the director noted, of a unit or an objective."""

    text: Text
    kind: ObservationKind = "note"
    unit: str | None = None
    objective: str | None = None


@frozen
class UnitNote:
    """What a player wrote down."""

    text: Text


def _kept(call: Call, what: str, make: Making) -> Reply:
    """Keep the moves that are made of the play as it stands; the last is what was asked for."""
    call.store.check_exercises()
    name = call.path["play"]

    found = call.store.add_moves(
        name,
        lambda moves: make(_playing(call, name, moves)),
        by=call.person.name,
        now=call.now,
        key=_key(call),
        request=_request(call, what),
    )
    last = found[-1] if found else None
    if last is None:
        return Reply(MoveMade(name, None, None, None))
    return Reply(_made(name, last), 201)


def _playing(call: Call, name: str, moves: Sequence[Move]) -> Playing:
    """Give a play now, from what was worked out of it before where that still holds."""
    seen = call.room.looked.get(name)
    play = play_of(name, moves, seen.play if seen is not None else None)
    return Playing(play, call.now, call.library, seen)


def _request(call: Call, what: str) -> str:
    """Give what was asked, to know it again by."""
    sent = call.source.text if call.source is not None else ""
    return hidden(f"{what} {sorted(call.path.items())} {sent}")


def _key(call: Call) -> str | None:
    if call.key is not None and not (0 < len(call.key) <= LONGEST_KEY and call.key.isprintable()):
        raise InputError([fault("E952")])
    return call.key


# The director.


def _open(call: Call) -> Reply:
    sent: PlayOpening = call.body
    call.store.check_exercises()
    if sent.scenario is not None and sent.shipped is not None:
        raise InputError([fault("E947", Place("scenario"), name="scenario")])
    if sent.scenario is None and sent.shipped is None:
        raise InputError([fault("E949", Place("scenario"), name="scenario")])
    text = sent.scenario if sent.scenario is not None else shipped_text(str(sent.shipped))
    first = opening(text, sent.team, sent.variant, call.library)
    made = call.store.add_moves(
        sent.play,
        lambda _: [first],
        by=call.person.name,
        now=call.now,
        key=_key(call),
        request=_request(call, "open"),
        new=True,
    )
    return Reply(
        _made(sent.play, made[0]),
        201,
        location=f"/v1/plays/{quote(sent.play, safe='')}",
    )


def _set(clock: Clock[Made], sent: ClockSetting | CommonClockSetting) -> Made:
    """Have a clock do the one thing that is asked. Raises InputError for none (E949) and for several (E947)."""
    ways: dict[str, tuple[object, Callable[[], Made]]] = {
        "speed": (sent.speed, lambda: clock.run(sent.speed or 0)),
        "step": (sent.step, lambda: clock.step(sent.step or 0)),
        "to": (sent.to, lambda: clock.jump(str(sent.to))),
        "next": (sent.next or None, clock.next),
    }
    said = [way for value, way in ways.values() if value is not None]
    if len(said) != 1:
        raise InputError([fault("E947" if said else "E949", Place("speed"), name=", ".join(ways))])
    return said[0]()


def _clock(call: Call) -> Reply:
    sent: ClockSetting = call.body
    return _kept(call, "clock", lambda playing: _set(playing, sent))


def _common_clock(call: Call) -> Reply:
    sent: CommonClockSetting = call.body
    return _kept_by_all(call, "common", sent.plays, lambda clock: _set(clock, sent))


def _end_all(call: Call) -> Reply:
    sent: CommonEnding = call.body
    return _kept_by_all(call, "end", sent.plays, lambda clock: clock.end(sent.reason, sent.stop))


def _kept_by_all(
    call: Call, what: str, plays: Sequence[str], make: Callable[[CommonClock], Sequence[Sequence[NewMove]]]
) -> Reply:
    """Keep the moves of several plays, all at the same real moment, or none of them."""
    names = list(dict.fromkeys(map(str, plays)))
    call.store.check_exercises()
    if not names:
        raise InputError([fault("E949", Place("plays"), name="plays")])
    found = call.store.add_moves_to_all(
        names,
        lambda kept: make(
            CommonClock([_playing(call, name, moves) for name, moves in zip(names, kept, strict=True)])
        ),
        by=call.person.name,
        now=call.now,
        key=_key(call),
        request=_request(call, what),
    )
    moves = (_made(name, own[-1]) for name, own in zip(names, found, strict=True))
    return Reply(MovesMade(tuple(moves)), 201)


def _made(play: str, move: Move) -> MoveMade:
    return MoveMade(play, move.number, move.kind, move.at)


def _give(call: Call) -> Reply:
    sent: Giving = call.body
    return _kept(
        call, "give", lambda playing: playing.give(call.path["inject"], anyway=sent.anyway, via=sent.via)
    )


def _hold(call: Call) -> Reply:
    return _kept(call, "hold", lambda playing: playing.hold(call.path["inject"]))


def _drop(call: Call) -> Reply:
    return _kept(call, "drop", lambda playing: playing.drop(call.path["inject"]))


def _release(call: Call) -> Reply:
    sent: Releasing = call.body
    return _kept(call, "release", lambda playing: playing.release(call.path["inject"], anyway=sent.anyway))


def _inject(call: Call) -> Reply:
    sent: FreeInject = call.body
    said = {name: value for name, value in call.said.items() if name != "anyway"}
    return _kept(call, "inject", lambda playing: playing.inject(said, anyway=sent.anyway))


def _restore(call: Call) -> Reply:
    return _kept(call, "restore", lambda playing: playing.restore(call.path["inject"]))


def _seat(call: Call) -> Reply:
    sent: Seating = call.body
    _check_account(call, sent.who)
    return _kept(call, "seat", lambda playing: playing.seat(sent.who, sent.unit))


def _check_account(call: Call, who: str) -> None:
    """Refuse to seat whoever cannot come in. Raises InputError (E627)."""
    store = call.room.store
    accounts = [each for each in store.accounts() if not each.disabled]
    known = [each.name for each in accounts if _PLAYS in permissions_of(each.roles)]
    keys = [each.name for each in store.tokens() if each.revoked is None and _PLAYS in each.permissions]
    if who not in {*known, *keys}:
        listed = Text("、".join(known), ", ".join(known)) if known else _NO_ACCOUNT
        raise InputError([fault("E627", Place("who"), suggestion=nearest(who, known), who=who, known=listed)])


_NO_ACCOUNT: Final = Text("还没有", "there is none yet")
_PLAYS: Final = "exercise-play"


def _unseat(call: Call) -> Reply:
    return _kept(call, "unseat", lambda playing: playing.unseat(call.path["account"]))


def _received(call: Call) -> Reply:
    sent: Receiver = call.body
    return _kept(call, "received", lambda playing: playing.receive(_act_named(call), sent.unit))


def _end(call: Call) -> Reply:
    sent: Ending = call.body
    return _kept(call, "end", lambda playing: playing.end(sent.reason, sent.stop))


# Evaluators, and the director.


def _observe(call: Call) -> Reply:
    office: Data = {"zh": call.person.post, "en": call.person.post}
    return _kept(call, "observe", lambda playing: playing.observe({"by": office, **call.said}))


def _contents(call: Call) -> Reply:
    return _kept(call, "contents", lambda playing: playing.contents(_act_named(call), call.said))


def _act_named(call: Call) -> int:
    """Give the number of the act a request is about; 0, which no act has, for what is no number."""
    number = call.path["act"]
    return int(number) if number.isascii() and number.isdigit() else 0


def _reach(call: Call) -> Reply:
    sent: Reaching = call.body
    return _kept(call, "reach", lambda playing: playing.reach(call.path["target"], sent.at))


def _unreach(call: Call) -> Reply:
    return _kept(call, "unreach", lambda playing: playing.unreach(call.path["target"]))


# Players.


def _enter(call: Call) -> Reply:
    sent: SeatTaken = call.body
    return _kept(call, "enter", lambda playing: playing.enter(call.person.name, sent.unit))


def _unit_of(call: Call, play: Play) -> str:
    """Give the unit whoever asks plays. Raises InputError (E696)."""
    unit = play.seats.get(call.person.name)
    if unit is None:
        raise InputError([fault("E696", who=call.person.name)])
    return unit


def _act(call: Call) -> Reply:
    return _kept(call, "act", lambda playing: playing.act({"by": _unit_of(call, playing.play), **call.said}))


def _acknowledge(call: Call) -> Reply:
    return _kept(
        call,
        "acknowledge",
        lambda playing: playing.acknowledge(call.path["inject"], _unit_of(call, playing.play)),
    )


def _acknowledge_act(call: Call) -> Reply:
    return _kept(
        call, "acknowledge", lambda playing: playing.receive(_act_named(call), _unit_of(call, playing.play))
    )


def _note(call: Call) -> Reply:
    office: Data = {"zh": call.person.post, "en": call.person.post}
    return _kept(
        call,
        "note",
        lambda playing: playing.note({"by": office, "unit": _unit_of(call, playing.play), **call.said}),
    )


_PLAY: Final = "/v1/plays/{play}"

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        "openPlay", "POST", "/v1/plays", Text("开一场演练", "Open a play of a scenario"), "exercise-control", MoveMade,
        _open, takes=PlayOpening, success=201, makes=True,
    ),
    Operation(
        "setClock", "POST", f"{_PLAY}/clock",
        Text("演练时钟：开始、停、加快、前进", "The clock of the exercise: start, stand, run faster, go forward"),
        "exercise-control", MoveMade, _clock, takes=ClockSetting, success=201,
    ),
    Operation(
        "setCommonClock", "POST", "/v1/common-clock",
        Text("几场同一想定的共同时钟", "The common clock of several plays of one scenario"), "exercise-control",
        MovesMade, _common_clock, takes=CommonClockSetting, success=201,
    ),
    Operation(
        "giveInject", "POST", f"{_PLAY}/injects/{{inject}}/give",
        Text("现在下达脚本里的一条", "Give an inject of the script now"), "exercise-control", MoveMade, _give,
        takes=Giving, success=201,
    ),
    Operation(
        "holdInject", "POST", f"{_PLAY}/injects/{{inject}}/hold",
        Text("扣下脚本里的一条", "Hold an inject of the script back"), "exercise-control", MoveMade, _hold, success=201,
    ),
    Operation(
        "dropInject", "POST", f"{_PLAY}/injects/{{inject}}/drop",
        Text("取消脚本里的一条", "Drop an inject of the script"), "exercise-control", MoveMade, _drop, success=201,
    ),
    Operation(
        "releaseInject", "POST", f"{_PLAY}/injects/{{inject}}/release",
        Text("放行扣下或取消的一条", "Leave an inject that was withheld to the script again"), "exercise-control",
        MoveMade, _release, takes=Releasing, success=201,
    ),
    Operation(
        "addInject", "POST", f"{_PLAY}/injects", Text("下达脚本外的一条", "Give an inject beside the script"),
        "exercise-control", MoveMade, _inject, takes=FreeInject, success=201,
    ),
    Operation(
        "restoreChannels", "POST", f"{_PLAY}/injects/{{inject}}/restore",
        Text("现在恢复中断的线路", "End an outage now, before its time"), "exercise-control", MoveMade, _restore,
        success=201,
    ),
    Operation(
        "seatPlayer", "POST", f"{_PLAY}/seats", Text("指定谁扮演哪个单位", "Say who plays which unit"),
        "exercise-control", MoveMade, _seat, takes=Seating, success=201,
    ),
    Operation(
        "unseatPlayer", "POST", f"{_PLAY}/seats/{{account}}/free", Text("取消一个席位", "Take an account off its seat"),
        "exercise-control", MoveMade, _unseat, success=201,
    ),
    Operation(
        "receiveForUnit", "POST", f"{_PLAY}/acts/{{act}}/received",
        Text("没有人扮演的单位收到了", "A body nobody plays has received what an act told it"), "exercise-control",
        MoveMade, _received, takes=Receiver, success=201,
    ),
    Operation(
        "endPlay", "POST", f"{_PLAY}/end", Text("结束演练", "End it"), "exercise-control", MoveMade, _end, takes=Ending,
        success=201,
    ),
    Operation(
        "endPlays", "POST", "/v1/common-clock/end",
        Text("同时结束几场同一想定的演练", "End several plays of one scenario at once"), "exercise-control", MovesMade,
        _end_all, takes=CommonEnding, success=201,
    ),
    Operation(
        "observe", "POST", f"{_PLAY}/observations", Text("记一条观察", "Note what was observed"), "exercise-evaluate",
        MoveMade, _observe, takes=Noting, success=201,
    ),
    Operation(
        "noteReportContents", "POST", f"{_PLAY}/acts/{{act}}/contents",
        Text("记一份报告写了什么", "Note what a report held"), "exercise-evaluate", MoveMade, _contents,
        takes=ReportContents, success=201,
    ),
    Operation(
        "reachTarget", "POST", f"{_PLAY}/targets/{{target}}/reached",
        Text("记目标已达到", "Note that a target was reached"), "exercise-evaluate", MoveMade, _reach, takes=Reaching,
        success=201,
    ),
    Operation(
        "unreachTarget", "POST", f"{_PLAY}/targets/{{target}}/not-reached",
        Text("记错了：目标没有达到", "A target was not reached after all"), "exercise-evaluate", MoveMade, _unreach,
        success=201,
    ),
    Operation(
        "enterPlay", "POST", f"{_PLAY}/seat", Text("选择扮演的单位", "Take the seat of a unit"), "exercise-play",
        MoveMade, _enter, takes=SeatTaken, success=201,
    ),
    Operation(
        "actAsUnit", "POST", f"{_PLAY}/acts",
        Text("本单位办了什么、定什么级", "What the unit does, or the level it calls"),
        "exercise-play", MoveMade, _act, takes=UnitAct, success=201,
    ),
    Operation(
        "acknowledgeInject", "POST", f"{_PLAY}/injects/{{inject}}/acknowledge",
        Text("确认收到", "Acknowledge what came in"), "exercise-play", MoveMade, _acknowledge, success=201,
    ),
    Operation(
        "acknowledgeAct", "POST", f"{_PLAY}/acts/{{act}}/acknowledge",
        Text("确认收到别的单位报来的", "Acknowledge what another unit told it, which is its receipt"), "exercise-play",
        MoveMade, _acknowledge_act, success=201,
    ),
    Operation(
        "noteAsUnit", "POST", f"{_PLAY}/notes", Text("本单位记一笔", "Write something down for the unit"),
        "exercise-play", MoveMade, _note, takes=UnitNote, success=201,
    ),
)  # fmt: skip
