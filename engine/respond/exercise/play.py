"""A scenario played live: a chain of moves, and what they come to at a moment. Nothing else is kept of it.

Whatever was played is folded from the moves alone, each with its real moment and that of the exercise. So a play that
was interrupted goes on where it was, and how fast its clock ran changes nothing of what came of it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, Literal, cast

from attrs import Factory, evolve

from respond._records import frozen
from respond.errors import Fault, InputError, Place, Text
from respond.exercise.recording import Given, Recording
from respond.exercise.scenario import (
    Acknowledged,
    Action,
    Inject,
    Observation,
    Pace,
    Restored,
    Scenario,
    Went,
    Withheld,
    read_offset,
    read_scenario,
)
from respond.exercise.timeline import chosen
from respond.plan import Channel, place_field, structure
from respond.yaml import Data, Node, Source, parse, write

MoveKind = Literal[
    "opened", "seated", "unseated", "clock", "given", "held", "dropped", "released", "inject", "restored", "act",
    "went", "contents", "unreached", "acknowledged", "observed", "noted", "ended",
]  # fmt: skip
"""What a move is: the play opened; an account seated as a unit, or no longer; the clock set; an inject of the script
given otherwise than by the clock, held back, dropped, or left to the script again; a free one; an outage ended before
its time; what a player did; how that had gone, where a channel is cut or restored in that same minute; what an
evaluator saw that a report held; a target not reached after all; an inject acknowledged; what an evaluator or the
director noted, or a player; the end."""

Stage = Literal["ready", "paused", "running", "over", "ended"]
"""How a play stands: not begun, its clock standing or running, its time over, ended by the director."""

STAGES: Final[Mapping[Stage, Text]] = {
    "ready": Text("尚未开始", "not begun"),
    "paused": Text("时钟停着", "the clock stands"),
    "running": Text("进行中", "running"),
    "over": Text("时间已到", "time is over"),
    "ended": Text("已结束", "ended"),
}
"""What each stage is called."""

_MINUTE: Final = timedelta(minutes=1)
_KEY: Final = re.compile(r"( *)(?:- )?'?([^\s:']+)'?:(?: |$)")
"""A line of a move that begins with a key, and how far in."""


@frozen
class Move:
    """One move: its place in the play from 1, the exercise's offset and the real moment, who made it, what it says."""

    number: int
    kind: MoveKind
    at: str
    real: datetime
    by: str
    body: Mapping[str, Data]


@frozen
class PlayClock:
    """The exercise's clock: where it stood at a real moment, and how many times as fast it runs since; 0 stands."""

    offset: timedelta
    since: datetime
    speed: int

    def at(self, now: datetime) -> timedelta:
        """Give how far it has come; a real clock that was set back does not take it back."""
        return self.offset + max(now - self.since, timedelta(0)) * self.speed


@frozen
class Acted:
    """What a player was seen to do, with the number of its move and the account that entered it.

    `sent` is what that account entered, without what evaluators noted of its report.
    """

    number: int
    by: str
    action: Action
    sent: Action


@frozen
class ReportHeld:
    """What an evaluator saw that a report held: the number of the act that sent it, items of its contents, its numbers.

    It stands in place of what was noted before, item by item of these two.
    """

    at: str
    act: int
    contains: tuple[str, ...] | None = None
    figures: dict[str, Node] = Factory(dict)
    place: Place | None = place_field()

    def of(self, action: Action) -> Action:
        """Give an act with what is noted of its report."""
        contains = action.contains if self.contains is None else self.contains
        return evolve(action, contains=contains, figures={**action.figures, **self.figures})


@frozen
class Seen:
    """What was noted, with the number of its move and the account that entered it."""

    number: int
    by: str
    observation: Observation
    player: bool


@frozen
class Play:
    """One playing of a scenario by a team: what all its moves so far come to.

    `scenario` is as its variant has it, without anything recorded in its file. `given` are injects of the script that
    were given otherwise than by the clock, `free` those beside the script, which stand among `given`, too, where they
    came before another one in that same minute.
    """

    id: str
    scenario: Scenario
    team: Text
    variant: str | None
    opened: datetime
    clock: PlayClock
    begun: bool = False
    away: bool = False
    """Whether the clock was stopped because no server was there, and nobody has set it since."""
    ended: str | None = None
    reason: Text | None = None
    """Why it was ended."""
    seats: Mapping[str, str] = Factory(dict)
    """The unit each account plays."""
    given: tuple[Given, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    """Injects of the script the director held back or dropped, and until when."""
    free: tuple[Inject, ...] = ()
    restored: tuple[Restored, ...] = ()
    """Outages the director ended before their time."""
    acts: tuple[Acted, ...] = ()
    acknowledged: tuple[Acknowledged, ...] = ()
    seen: tuple[Seen, ...] = ()
    paces: tuple[Pace, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def kept_back(self) -> Mapping[str, Withheld]:
        """Give what is withheld now, by the id of the inject."""
        return {each.inject: each for each in self.withheld if each.until is None}

    def elapsed(self, now: datetime) -> timedelta:
        """Give how far the exercise's clock has come; it stops where the exercise ends."""
        if self.ended is not None:
            return read_offset(self.ended)
        return min(self.clock.at(now), read_offset(self.scenario.end))

    def offset(self, now: datetime) -> str:
        """Give the offset the exercise's clock shows: whole minutes that have passed."""
        return shown_offset(self.elapsed(now))

    def stage(self, now: datetime) -> Stage:
        """Say how it stands."""
        if self.ended is not None:
            return "ended"
        if not self.begun:
            return "ready"
        if self.elapsed(now) >= read_offset(self.scenario.end):
            return "over"
        return "running" if self.clock.speed else "paused"


def shown_offset(elapsed: timedelta) -> str:
    """Write how far a clock has come as the offset it shows, the minute that runs not counted.

    >>> shown_offset(timedelta(minutes=12, seconds=59))
    '+00:12'
    """
    minutes = elapsed // _MINUTE
    return f"+{minutes // 60:02}:{minutes % 60:02}"


def play_of(name: str, moves: Sequence[Move], before: Play | None = None) -> Play:
    """Fold the moves of a play, the first of which opens it. Raises InputError for a scenario nobody can read.

    `before` is what the first of them were folded to: they are added and never changed, so that only the rest is read.
    """
    if before is not None and len(before.moves) <= len(moves):
        play = before
        for move in moves[len(before.moves) :]:
            play = _after(play, move)
        return play if play is before else evolve(play, moves=tuple(moves))
    opening = moves[0]
    said = opening.body
    scenario = _scenario(str(said["scenario"]), _text(said.get("variant")))
    play = Play(
        name, scenario, Text(**_words(said["team"])), _text(said.get("variant")), opening.real,
        PlayClock(timedelta(0), opening.real, 0), moves=tuple(moves),
    )  # fmt: skip
    for move in moves[1:]:
        play = _after(play, move)
    return play


def _after(play: Play, move: Move) -> Play:
    """Give a play after one more move."""
    return _FOLDS[move.kind](play, move)


def _seated(play: Play, move: Move) -> Play:
    return evolve(play, seats={**play.seats, str(move.body["who"]): str(move.body["unit"])})


def _unseated(play: Play, move: Move) -> Play:
    return evolve(play, seats={who: unit for who, unit in play.seats.items() if who != move.body["who"]})


def _given(play: Play, move: Move) -> Play:
    via = cast("Channel | None", move.body.get("via"))
    one = Given(str(move.body["inject"]), str(move.body["at"]), via)
    known = {each.inject for each in play.given}
    before = (Given(each.id, each.at) for each in play.free if each.at == one.at and each.id not in known)
    return evolve(play, given=(*play.given, *before, one), withheld=_let_go(play, move))


def _held(play: Play, move: Move) -> Play:
    why = Text(**_words(move.body["why"])) if "why" in move.body else None
    one = Withheld(str(move.body["inject"]), move.at, "held", why=why)
    return evolve(play, withheld=(*_let_go(play, move), one))


def _dropped(play: Play, move: Move) -> Play:
    one = Withheld(str(move.body["inject"]), move.at, "dropped")
    return evolve(play, withheld=(*_let_go(play, move), one))


def _released(play: Play, move: Move) -> Play:
    return evolve(play, withheld=_let_go(play, move))


def _let_go(play: Play, move: Move) -> tuple[Withheld, ...]:
    """Give what was withheld with an inject no longer so from a move on."""
    name = str(move.body["inject"])
    return tuple(
        evolve(each, until=move.at) if each.inject == name and each.until is None else each
        for each in play.withheld
    )


def _freely_given(play: Play, move: Move) -> Play:
    return evolve(play, free=(*play.free, read_move(move, Inject)))


def _acted(play: Play, move: Move) -> Play:
    action = read_move(move, Action)
    return evolve(play, acts=(*play.acts, Acted(move.number, move.by, action, action)))


def _channels_restored(play: Play, move: Move) -> Play:
    return evolve(play, restored=(*play.restored, Restored(str(move.body["inject"]), move.at)))


def _gone(play: Play, move: Move) -> Play:
    number, went = int(str(move.body["act"])), cast("Went", str(move.body["went"]))
    acts = tuple(
        evolve(each, action=evolve(each.action, went=went)) if each.number == number else each
        for each in play.acts
    )
    return evolve(play, acts=acts)


def _held_by_report(play: Play, move: Move) -> Play:
    seen: ReportHeld = read_move(move, ReportHeld)
    acts = tuple(
        evolve(each, action=seen.of(each.action)) if each.number == seen.act else each for each in play.acts
    )
    return evolve(play, acts=acts)


def _unreached(play: Play, move: Move) -> Play:
    """Take a target out of what was seen reached; an act that says nothing else goes with it."""
    target = str(move.body["target"])
    left = []
    for each in play.acts:
        if target in each.action.reached:
            reached = tuple(name for name in each.action.reached if name != target)
            if not reached:
                continue
            left.append(evolve(each, action=evolve(each.action, reached=reached)))
        else:
            left.append(each)
    return evolve(play, acts=tuple(left))


def _read(play: Play, move: Move) -> Play:
    one = Acknowledged(str(move.body["inject"]), str(move.body["unit"]), move.at)
    return evolve(play, acknowledged=(*play.acknowledged, one))


def _seen(play: Play, move: Move) -> Play:
    one = Seen(move.number, move.by, read_move(move, Observation), move.kind == "noted")
    return evolve(play, seen=(*play.seen, one))


def _ended(play: Play, move: Move) -> Play:
    why = Text(**_words(move.body["reason"])) if "reason" in move.body else None
    return evolve(play, ended=move.at, reason=why, paces=(*play.paces, _pace(play, move.at, move.real, 0)))


def _clock_set(play: Play, move: Move) -> Play:
    """Set the clock to an offset, if one is named, and let it run at a speed from there."""
    to, speed = move.body.get("to"), move.body["speed"]
    offset = read_offset(str(to)) if to is not None else play.clock.at(move.real)
    at = shown_offset(offset)
    clock = PlayClock(offset, move.real, int(str(speed)))
    since = _text(move.body.get("since"))  # it stood before the move that says so could be kept
    paces = (
        *play.paces,
        _pace(play, at, datetime.fromisoformat(since) if since else move.real, clock.speed),
    )
    return evolve(play, begun=True, clock=clock, away="away" in move.body, paces=paces)


def _pace(play: Play, at: str, real: datetime, speed: int) -> Pace:
    """Give a pace with its real moment as clocks show it where the scenario is written for."""
    return Pace(at, real.astimezone(play.scenario.start.tzinfo), speed)


_FOLDS: Final[Mapping[MoveKind, Callable[[Play, Move], Play]]] = {
    "seated": _seated,
    "unseated": _unseated,
    "clock": _clock_set,
    "given": _given,
    "held": _held,
    "dropped": _dropped,
    "released": _released,
    "inject": _freely_given,
    "restored": _channels_restored,
    "act": _acted,
    "went": _gone,
    "contents": _held_by_report,
    "unreached": _unreached,
    "acknowledged": _read,
    "observed": _seen,
    "noted": _seen,
    "ended": _ended,
}


def read_move(move: Move, cls: type[Any]) -> Any:  # noqa: ANN401 - of that class
    """Read what a move says as an inject, action or observation of its offset."""
    return structure(parse(_source(move)), cls)


def _source(move: Move) -> Source:
    return Source(f"move {move.number}", write({**move.body, "at": move.at}, flags=True))


def by_keys(error: InputError, move: Move) -> InputError:
    """Give what is wrong with a move by the keys whoever makes it knows, who has seen no file with lines in it."""
    source = _source(move)
    return InputError([_by_key(each, source) for each in error.faults])


def _by_key(told: Fault, source: Source) -> Fault:
    here = told.place
    if here is None or here.file != source.name:
        return told
    key = _key_at(source.text, here.line)
    return evolve(told, place=Place(key) if key else None)


def _key_at(text: str, line: int) -> str:
    r"""Give the keys that lead to a line of what was written.

    >>> _key_at("did:\n- x\nfigures:\n  deaths: many\n", 4), _key_at("did:\n- x\n", 2)
    ('figures.deaths', 'did')
    """
    path: list[str] = []
    left = len(text)
    for row in reversed(text.splitlines()[:line]):
        found = _KEY.match(row)
        if found is not None and len(found[1]) < left:
            path.insert(0, found[2])
            left = len(found[1])
    return ".".join(path)


@lru_cache(maxsize=32)
def _scenario(text: str, variant: str | None) -> Scenario:
    return bare(chosen(read_scenario(text), variant))


def bare(scenario: Scenario) -> Scenario:
    """Give a scenario without anything recorded in its file."""
    return evolve(scenario, actions=(), observations=(), paces=(), team=None)


def recording_of(play: Play) -> Recording:
    """Give what was played as a recording, which run by the engine gives what the play came to."""
    return Recording(
        respond="actions/1",
        scenario=play.scenario.id,
        team=play.team,
        actions=tuple(each.action for each in play.acts),
        variant=play.variant,
        injects=play.free,
        given=play.given,
        withheld=play.withheld,
        restored=play.restored,
        acknowledged=play.acknowledged,
        end=play.ended if play.ended != play.scenario.end else None,
        reason=play.reason,
        observations=tuple(each.observation for each in play.seen),
        paces=play.paces,
    )


def _text(value: Data) -> str | None:
    return None if value is None else str(value)


def _words(value: Data) -> dict[str, str]:
    assert isinstance(value, dict)  # noqa: S101 - it was written so
    return {"zh": str(value["zh"]), "en": str(value["en"])}
