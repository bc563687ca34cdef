"""What may be done in a play at a moment, and the moves it makes: refused here, or kept as it is given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, get_args

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError, Place, Text, fault, nearest
from respond.exercise.getting_through import cutting
from respond.exercise.inbox import received, told_to
from respond.exercise.looking import SoFar, as_it_stands, caught, next_offset, so_far
from respond.exercise.outages import cut_at, goes_by, in_doubt, outages_at, ways_of
from respond.exercise.play import (
    STAGES,
    Move,
    MoveKind,
    Play,
    Stage,
    by_keys,
    play_of,
    read_move,
    recording_of,
    shown_offset,
)
from respond.exercise.recording import with_recording
from respond.exercise.run import check_names, concerned
from respond.exercise.scenario import (
    MOST_SPEED,
    Action,
    Inject,
    Withholding,
    offset_of,
    read_length,
    read_offset,
    read_scenario,
)
from respond.exercise.turning_back import Order
from respond.plan import Channel, Library
from respond.show import CHANNEL
from respond.yaml import Data

SPEEDS: Final = (1, 2, 6, 10, 60)
"""How many times as fast the exercise's clock is most often wanted to run."""
_MINUTE: Final = timedelta(minutes=1)
_REPORT: Final = Text("报告所在的行动", "the act that sent the report")
_RECEIVED: Final = Text("收到的报告所在的行动", "the act by which something was told")
_NO_ACT: Final = Text("已有的行动编号（还没有）", "the number of an act; none was entered yet")
_LASTS: Final = Text("中断的时长", "how long an outage lasts")
_LONGER: Final = Text("大于 0，如 30 min", "more than 0, such as 30 min")
_STOP: Final = Text("停止的情形", "what stops it")
_NO_STOP: Final = Text("想定没有写停止的情形，写 `reason`", "the scenario names none: write a `reason`")
_WORDS: Final = ("text", "orders", "says", "note")
"""The keys of moves whose words a person reads."""
_TOLD: Final = Text("写的内容", "what is said")
_NOTHING: Final = Text("空白", "a blank")
_WORDED: Final = Text("要说的话", "words")
_REACHED_AT: Final = Text("达到目标的时刻", "when a target was reached")
_BY_NOW: Final = Text("不晚于现在（{at}）", "no later than now, {at}")
_NOTHING_YET: Final = Text("还没有记的", "nothing, as none is marked")
_WAY: Final = Text("方式", "the channel")
_RECEIVER: Final = Text("收到导调信息的单位", "who gets an inject")
_NOBODY: Final = Text("空的", "nobody")
_ONE_UNIT: Final = Text("至少一个单位", "one unit at least")
_AT: Final = Text("{name}（{at}）", "{name} ({at})")
_OUT_OF_ORDER: Final = Text("{channels}不通", "out of order: {channels}")
_RUNNING: Final[frozenset[Stage]] = frozenset({"paused", "running"})
_OPEN: Final[frozenset[Stage]] = frozenset({"ready", "paused", "running", "over"})


@frozen
class NewMove:
    """A move that is to be kept: what it is, at which offset, what it says."""

    kind: MoveKind
    at: str
    body: Mapping[str, Data]


def opening(text: str, team: Text, variant: str | None, library: Library) -> NewMove:
    """Give the move that opens a play of a scenario, from the text of its file. Raises RespondError for what is wrong.

    It has to open, and to come to its end without the injects it could not carry out.
    """
    text = str(text)  # what was read from a file or a request knows its place, too
    body: dict[str, Data] = {"scenario": text, "team": {"zh": str(team.zh), "en": str(team.en)}}
    if variant is not None:
        body["variant"] = str(variant)
    move = NewMove("opened", "+00:00", body)
    first = Move(1, "opened", "+00:00", read_scenario(text).start, "", body)
    play = evolve(play_of("play", [first]), begun=True)
    check_names(play.scenario, library)
    as_it_stands(play, play.scenario.injects[0].at, library)
    so_far(play, play.scenario.end, library)
    return move


class Playing:
    """A play at a real moment, and what can be done in it; each way gives the moves that are to be kept.

    Whatever is done, injects that had come to be due by then are given first, so that nothing done later takes back
    what somebody was told. Raises InputError: E692 where the stage of the play forbids it. `seen` is a look at the play
    that may still hold.
    """

    def __init__(self, play: Play, now: datetime, library: Library, seen: SoFar | None = None) -> None:
        self.play = play
        self.now = now
        self.library = library
        self.offset = play.offset(now)
        self.stage = play.stage(now)
        self._seen = seen if seen is not None and seen.play is play and seen.offset == self.offset else None

    # The director.

    def run(self, speed: int) -> tuple[NewMove, ...]:
        """Let the clock run so many times as fast; 0 lets it stand. Raises InputError (E693)."""
        self._must_run_at(speed)
        return self._kept("clock", {"speed": str(speed)})

    def run_from_here(self, speed: int) -> tuple[NewMove, ...]:
        """Let the clock run so many times as fast from the offset it shows, the minute that runs begun anew.

        So the clocks of several plays that show the same come to be one.
        """
        self._must_run_at(speed)
        return self._kept("clock", {"speed": str(speed), "to": self.offset})

    def stand_since_away(self) -> tuple[NewMove, ...]:
        """Let the clock stand where it is at this moment, after which no server was there to go on.

        The move is kept later: it says itself when the clock came to stand.
        """
        self._must_be(_RUNNING)
        since = self.now.isoformat()
        return self._kept("clock", {"speed": "0", "to": self.offset, "away": "yes", "since": since})

    def step(self, minutes: int) -> tuple[NewMove, ...]:
        """Set the clock forward by minutes. Raises InputError (E693)."""
        self._must_be(_RUNNING | {"ready"})
        to = read_offset(self.offset) + minutes * _MINUTE
        if minutes < 0 or to > read_offset(self.play.scenario.end):
            raise self._no_time(f"{minutes} min")
        return self._set(shown_offset(to))

    def next(self) -> tuple[NewMove, ...]:
        """Set the clock to the next inject, or to the end where none comes."""
        self._must_be(_RUNNING | {"ready"})
        if self.stage == "ready":
            return self._kept("clock", {"speed": "0", "to": self.upcoming()})
        return self._set(self.upcoming())

    def upcoming(self) -> str:
        """Give when the next inject is given if nothing else is done, or the end where none is."""
        if self.stage == "ready":
            return self.play.scenario.injects[0].at
        return next_offset(self._settled(), self.offset, self.library) or self.play.scenario.end

    def wait(self, minutes: int) -> tuple[NewMove, ...]:
        """Set the clock forward by minutes, or to the next inject where that comes before."""
        self._must_be(_RUNNING)
        wanted = read_offset(self.offset) + minutes * _MINUTE
        end = read_offset(self.play.scenario.end)
        return self._set(shown_offset(min(wanted, read_offset(self.upcoming()), end)))

    def jump(self, to: str) -> tuple[NewMove, ...]:
        """Set the clock forward to an offset. Raises InputError (E693) for one that lies behind, or after the end."""
        self._must_be(_RUNNING | {"ready"})
        if not read_offset(self.offset) <= read_offset(to) <= read_offset(self.play.scenario.end):
            raise self._no_time(to)
        return self._set(to)

    def give(self, inject: str, *, anyway: bool = False, via: Channel | None = None) -> tuple[NewMove, ...]:
        """Give an inject of the script now, over the channel that is written, or another one.

        Raises InputError: E694 for one there is not, E625 for one that was given, E623 where its channel is cut; unless
        it is to be given anyway, E654 for one that would turn back what is known and E624 for an outage that catches
        others; and for what cannot be told yet, such as how things stood later.
        """
        self._must_be(_RUNNING)
        self._must_be_to_come(inject)
        if via is not None and via not in CHANNEL:
            known = Text(", ".join(CHANNEL), ", ".join(CHANNEL))
            raise InputError([fault("E652", Place("via"), what=_WAY, found=via, expected=known)])
        return self._give_now((), inject, anyway=anyway, via=via)

    def _give_now(
        self, before: tuple[NewMove, ...], inject: str, *, anyway: bool, via: Channel | None = None
    ) -> tuple[NewMove, ...]:
        """Give an inject of the script after some moves that make it one to be given."""
        one = self._scripted(inject)
        self._check_line(evolve(one, via=via or one.via))
        self._check_order(one, anyway=anyway)
        self._check_caught(one, anyway=anyway)
        moves = (*(before or self._due()), *self._gone_before(one), self._given_now(inject, via))
        self._try(moves)
        return moves

    def hold(self, inject: str) -> tuple[NewMove, ...]:
        """Hold an inject of the script back until it is given or released. Raises InputError (E694, E625)."""
        return self._withhold(inject, "held")

    def drop(self, inject: str) -> tuple[NewMove, ...]:
        """Take an inject out of this exercise; it can still be given by hand. Raises InputError (E694, E625)."""
        return self._withhold(inject, "dropped")

    def release(self, inject: str, *, anyway: bool = False) -> tuple[NewMove, ...]:
        """Leave an inject that was withheld to the script again; it is given now if it would have been by now.

        Raises InputError: E694 for one that is not withheld, E625 for one that was given, what to give it does, and why
        it still cannot be carried out.
        """
        self._must_be(_RUNNING | {"ready"})
        self._must_not_be_given(inject)
        self._must_be_ahead(inject, list(self._so_far().kept_back))
        let_go = self._kept("released", {"inject": inject})
        after = self._with(let_go)
        found = so_far(after, self.offset, self.library)
        if inject in {each.inject for each in found.stuck}:
            as_it_stands(after, self.offset, self.library)  # which says why it is
        due = {each.id for each in found.given} | {each.inject.id for each in found.blocked}
        if self.stage == "ready" or inject not in due:
            return let_go
        return self._give_now(let_go, inject, anyway=anyway)

    def inject(self, said: Mapping[str, Data], *, anyway: bool = False) -> tuple[NewMove, ...]:
        """Give an inject beside the script, named by its number where it has no id.

        An outage cuts its `channels` for as long as it `lasts`, to the end where that is left out. Raises InputError
        for what is wrong in it, E652 where nobody gets it, and what to give one of the script does.
        """
        self._must_be(_RUNNING)
        body: dict[str, Data] = {"id": f"free-{len(self.play.free) + 1}", **said}
        lasts = body.pop("lasts", None)
        if lasts is not None:
            body["until"] = self._until(str(lasts))
        if body.get("kind") == "outage":
            body.setdefault("text", _cut_words(body.get("channels")))
        move = NewMove("inject", self.offset, body)
        one: Inject = read_move(self._made(self._checked(move))[-1], Inject)
        if not (one.to or one.noticed):
            raise InputError([fault("E652", Place("to"), what=_RECEIVER, found=_NOBODY, expected=_ONE_UNIT)])
        self._check_line(one)
        self._check_order(one, anyway=anyway)
        self._check_caught(one, anyway=anyway)
        return (*self._due(), *self._gone_before(one), move)

    def restore(self, inject: str) -> tuple[NewMove, ...]:
        """End an outage now, before its time. Raises InputError (E694) for one that does not run."""
        self._must_be(_RUNNING)
        found = self._so_far()
        running = {each.id: each for each in outages_at(self.offset, found.given)}
        self._must_be_ahead(inject, list(running))
        went = self._went(frozenset(running[inject].channels))
        return (*self._due(), *went, NewMove("restored", self.offset, {"inject": inject}))

    def seat(self, who: str, unit: str) -> tuple[NewMove, ...]:
        """Say which unit an account plays. Raises InputError (E695) for one nobody plays in this exercise."""
        self._must_be(_OPEN)
        known = self._units()
        if unit not in known:
            listed = ", ".join(known)
            raise InputError([fault("E695", suggestion=nearest(unit, known), name=unit, known=listed)])
        return (NewMove("seated", self.offset, {"who": who, "unit": unit}),)

    def unseat(self, who: str) -> tuple[NewMove, ...]:
        """Take an account off its seat. Raises InputError (E628) for one that has none."""
        self._must_be(_OPEN)
        if who not in self.play.seats:
            raise self._nothing_to_take_back(who, self.play.seats)
        return (NewMove("unseated", self.offset, {"who": who}),)

    def end(self, reason: Text | None = None, stop: int | None = None) -> tuple[NewMove, ...]:
        """End it here; it is judged by what was done until then.

        Before its time that needs a reason: in words, or the number, from 1, of what stops it by the scenario. Raises
        InputError: E653 without one, as a blank is none, E652 for a number there is not.
        """
        self._must_be(_RUNNING | {"over"})
        said = [*self._stopped_by(stop)]
        if reason is not None and not _blank(reason.zh, reason.en):
            said.append(reason)
        if not said and self.stage != "over":
            at, end = self.offset, self.play.scenario.end
            raise InputError([fault("E653", Place("reason"), name=self.play.id, at=at, end=end)])
        why = Text.joined(said, "；", "; ")
        return self._kept("ended", {"reason": {"zh": why.zh, "en": why.en}} if said else {})

    # Players.

    def enter(self, who: str, unit: str) -> tuple[NewMove, ...]:
        """Take a seat. Raises InputError (E697) for whoever sits at another one: the director alone changes that."""
        there = self.play.seats.get(who)
        if there == unit:
            return ()
        if there is not None:
            raise InputError([fault("E697", who=who, unit=there)])
        return self.seat(who, unit)

    def act(self, said: Mapping[str, Data]) -> tuple[NewMove, ...]:
        """Keep what a player did, in the keys of an action. Raises InputError for what is wrong in it."""
        self._must_be(_RUNNING)
        return self._checked(NewMove("act", self.offset, said))

    def acknowledge(self, inject: str, unit: str) -> tuple[NewMove, ...]:
        """Keep that a unit has taken note of an inject it was given. Raises InputError (E694)."""
        self._must_be(_RUNNING | {"over"})
        known = [each.inject for each in received(self._so_far(), unit) if each.inject is not None]
        if inject not in known:
            raise InputError([fault("E694", suggestion=nearest(inject, known), name=inject)])
        if any((each.inject, each.unit) == (inject, unit) for each in self.play.acknowledged):
            return ()
        return self._kept("acknowledged", {"inject": inject, "unit": unit})

    def receive(self, act: int, unit: str) -> tuple[NewMove, ...]:
        """Keep that a unit has received what an act of another told it; for a body nobody plays, control says so.

        It acknowledges all that had come from there by then. Raises InputError: E652 where no such act told it
        anything.
        """
        self._must_be(_RUNNING)
        found = self._so_far()
        told = {each.number: each for each in told_to(found, unit)}
        if act not in told:
            raise self._no_such_act(_RECEIVED, act, told)
        if found.acknowledged(told[act], unit):
            return ()
        return self.act({"by": unit, "receives": [told[act].action.by]})

    def note(self, said: Mapping[str, Data]) -> tuple[NewMove, ...]:
        """Keep what a player wrote down, in the keys of an observation."""
        self._must_be(_RUNNING | {"over"})
        return self._checked(NewMove("noted", self.offset, said))

    # Evaluators.

    def observe(self, said: Mapping[str, Data]) -> tuple[NewMove, ...]:
        """Keep what an evaluator or the director noted; after the end, too."""
        if self.stage == "ready":
            self._must_be(_RUNNING)
        return self._checked(NewMove("observed", self.offset, said))

    def contents(self, act: int, said: Mapping[str, Data]) -> tuple[NewMove, ...]:
        """Keep what an evaluator saw that a report held, of the act of that number; after the end, too.

        Raises InputError: E652 where no act of that number sent anything, E800 and E701 for what no report holds.
        """
        if self.stage == "ready":
            self._must_be(_RUNNING)
        known = [each.number for each in self.play.acts if each.action.did]
        if act not in known:
            raise self._no_such_act(_REPORT, act, known)
        return self._checked(NewMove("contents", self.offset, {"act": str(act), **said}))

    def reach(self, target: str, at: str | None = None) -> tuple[NewMove, ...]:
        """Keep that a target was seen reached, now or at an offset before.

        Raises InputError: E812 for a target there is not, E652 for an offset that is still to come.
        """
        self._must_be(_RUNNING | {"over"})
        units = {each.id: each.unit for each in self.play.scenario.targets}
        body: dict[str, Data] = {"by": units.get(target, ""), "reached": [target]}
        if target not in units:
            raise InputError([fault("E812", suggestion=nearest(target, units), name=target)])
        moment = self.offset if at is None else at
        if read_offset(moment) > read_offset(self.offset):
            wanted = _BY_NOW.fill(at=self.offset)
            raise InputError([fault("E652", Place("at"), what=_REACHED_AT, found=moment, expected=wanted)])
        return self._checked(NewMove("act", moment, body))

    def unreach(self, target: str) -> tuple[NewMove, ...]:
        """Keep that a target was not reached after all, as when its button was pressed by mistake; after the time, too.

        Raises InputError (E628) for one that is not marked.
        """
        self._must_be(_RUNNING | {"over"})
        marked = [name for each in self.play.acts for name in each.action.reached]
        if target not in marked:
            raise self._nothing_to_take_back(target, marked)
        return self._kept("unreached", {"target": target})

    # Parts of these.

    @staticmethod
    def _nothing_to_take_back(name: str, known: Iterable[str]) -> InputError:
        names = list(known)
        listed = Text("、".join(names) or _NOTHING_YET.zh, ", ".join(names) or _NOTHING_YET.en)
        return InputError([fault("E628", suggestion=nearest(name, names), name=name, known=listed)])

    def _must_run_at(self, speed: int) -> None:
        self._must_be(_RUNNING | {"ready"})
        if not 0 <= speed <= MOST_SPEED:
            raise self._no_time(str(speed))

    def _withhold(self, inject: str, how: Withholding) -> tuple[NewMove, ...]:
        self._must_be(_RUNNING | {"ready"})
        self._must_be_to_come(inject)
        if inject == self.play.scenario.injects[0].id:
            raise InputError([fault("E694", name=inject)])
        before = self._so_far().kept_back.get(inject)
        if before is not None and before.how == how:
            return self._due()
        return self._kept(how, {"inject": inject})

    def _scripted(self, inject: str) -> Inject:
        return next(each for each in self.play.scenario.injects if each.id == inject)

    def _check_order(self, inject: Inject, *, anyway: bool) -> None:
        """Warn whoever gives an inject that would turn back what is known by now."""
        found = self._so_far()
        back = Order(self.play.scenario, found.plans).turned_back(inject, self.offset, found.given)
        if back and not anyway:
            what = Text.joined([each.words for each in back], "；", "; ")
            raise InputError([fault("E654", name=inject.id, what=what)])

    def _check_line(self, inject: Inject) -> None:
        """Refuse an inject that would not arrive, its channel being cut now."""
        found = self._so_far()
        outage = cutting(evolve(inject, at=self.offset), found.given)
        if outage is not None and inject.via is not None:
            cut = cut_at(self.offset, found.given)
            known = Text.joined(words for name, words in CHANNEL.items() if name not in cut)
            until = outage.until or self.play.scenario.end
            raise InputError(
                [
                    fault(
                        "E623", Place("via"), name=inject.id, channel=CHANNEL[inject.via], outage=outage.id,
                        until=until, known=known,
                    )
                ]
            )  # fmt: skip

    def _check_caught(self, inject: Inject, *, anyway: bool) -> None:
        """Warn whoever cuts channels of the injects to come that will not arrive because of it."""
        if anyway or not inject.channels:
            return
        found = self._so_far()
        before = {each.inject.id for each in caught(found)}
        more = [each.inject for each in caught(found, inject) if each.inject.id not in before]
        if more:
            what = Text.joined(_AT.fill(name=each.id, at=each.at) for each in more)
            raise InputError([fault("E624", Place("channels"), name=inject.id, what=what)])

    def _given_now(self, inject: str, via: Channel | None = None) -> NewMove:
        body: dict[str, Data] = {"inject": inject, "at": self.offset}
        return NewMove("given", self.offset, {**body, "via": via} if via is not None else body)

    def _gone_before(self, inject: Inject) -> tuple[NewMove, ...]:
        """Give how what was done in this minute had gone by then, where an inject cuts channels or ends that.

        What of the script came in it over one that is cut stands before the outage, too.
        """
        outages = [each for each in self._so_far().given if each.id in inject.restores]
        ended = frozenset(channel for each in outages for channel in each.channels)
        known = {each.inject for each in self.play.given}
        came = (
            NewMove("given", self.offset, {"inject": each.id, "at": each.at})
            for each in self._so_far().given
            if each.at == self.offset and each.via in inject.channels and self._comes_after(each.id)
            and each.id not in known
        )  # fmt: skip
        return (*came, *self._went(ended | frozenset(inject.channels)))

    def _comes_after(self, inject: str) -> bool:
        """Say whether an inject of the script comes after another one, and by no condition."""
        scripted = (each for each in self.play.scenario.injects if each.id == inject)
        return any(each.after is not None and each.when is None for each in scripted)

    def _went(self, channels: frozenset[Channel], at: str | None = None) -> tuple[NewMove, ...]:
        """Give how what was done in a minute, this one if none is named, had gone before channels are cut or restored.

        The clock knows no seconds: without it what had arrived would be lost again, and what was lost arrive after all.
        """
        if not channels:
            return ()
        found = self._so_far()
        lost, ways = [each.action for each in found.lost], ways_of(found.plans)
        return tuple(
            NewMove(
                "went", self.offset,
                {"act": str(each.number), "went": "lost" if any(each.action is one for one in lost) else "through"},
            )
            for each in self.play.acts
            if each.action.at == (at or self.offset)
            and each.action.went is None
            and goes_by(each.action, channels, ways)
        )  # fmt: skip

    def _until(self, lasts: str) -> str:
        """Give when what lasts so long from now ends, which is not after the exercise. Raises InputError."""
        place = Place("lasts")
        span = read_length(lasts, place)
        if not span:
            raise InputError([fault("E652", place, what=_LASTS, found=lasts, expected=_LONGER)])
        return offset_of(min(read_offset(self.offset) + span, read_offset(self.play.scenario.end)))

    def _stopped_by(self, stop: int | None) -> tuple[Text, ...]:
        """Give what stops the exercise by the scenario, of that number. Raises InputError (E652)."""
        known = self.play.scenario.stop
        if stop is None:
            return ()
        if not 1 <= stop <= len(known):
            wanted = Text(f"1–{len(known)}", f"1–{len(known)}") if known else _NO_STOP
            raise InputError([fault("E652", Place("stop"), what=_STOP, found=stop, expected=wanted)])
        return (known[stop - 1],)

    def _ahead(self) -> list[str]:
        """Give the injects of the script that were not given yet."""
        given = {each.id for each in self._so_far().given}
        return [each.id for each in self.play.scenario.injects if each.id not in given]

    def _must_be_to_come(self, inject: str) -> None:
        self._must_not_be_given(inject)
        self._must_be_ahead(inject, self._ahead())

    def _must_not_be_given(self, inject: str) -> None:
        given = next((each for each in self._so_far().given if each.id == inject), None)
        if given is not None:
            raise InputError([fault("E625", name=inject, at=given.at)])

    def _must_be_ahead(self, inject: str, known: Sequence[str]) -> None:
        if inject not in known:
            raise InputError([fault("E694", suggestion=nearest(inject, known), name=inject)])

    def _must_be(self, stages: frozenset[Stage]) -> None:
        if self.stage not in stages:
            raise InputError([fault("E692", name=self.play.id, stage=STAGES[self.stage])])

    @staticmethod
    def _no_such_act(what: Text, act: int, known: Iterable[int]) -> InputError:
        names = [str(each) for each in known]
        wanted = Text("、".join(names) or _NO_ACT.zh, ", ".join(names) or _NO_ACT.en)
        return InputError([fault("E652", Place("act"), what=what, found=act, expected=wanted)])

    def _no_time(self, found: str) -> InputError:
        return InputError(
            [
                fault(
                    "E693",
                    found=found,
                    at=self.offset,
                    end=self.play.scenario.end,
                    speeds=f"1–{MOST_SPEED}",
                )
            ]
        )

    def _set(self, to: str) -> tuple[NewMove, ...]:
        """Set the clock to an offset; it goes on running as it did."""
        return self._kept("clock", {"speed": str(self.play.clock.speed), "to": to})

    def _so_far(self) -> SoFar:
        if self._seen is None:
            self._seen = so_far(self.play, self.offset, self.library)
        return self._seen

    def _due(self) -> tuple[NewMove, ...]:
        """Give the moves that give what had come to be due by now, of all that waits for how the exercise stands.

        What could not be carried out is held back from the minute in which it came. What was done in the minute in
        which an outage so came is set down as gone through: what is done later in it does not.
        """
        if self.stage in {"ready", "ended"}:
            return ()
        return (*self._stuck(), *self._come())

    def _stuck(self) -> Iterator[NewMove]:
        for each in self._so_far().stuck:
            assert each.why is not None  # noqa: S101 - it is what was found
            yield NewMove(
                "held", each.at, {"inject": each.inject, "why": {"zh": each.why.zh, "en": each.why.en}}
            )

    def _come(self) -> tuple[NewMove, ...]:
        known = {each.inject for each in self.play.given}
        waiting = {each.id for each in self.play.scenario.injects if each.when is not None} - known
        if not waiting:
            return ()
        due = [each for each in self._so_far().given if each.id in waiting]
        given = (NewMove("given", self.offset, {"inject": each.id, "at": each.at}) for each in due)
        moments = dict.fromkeys(each.at for each in due)
        return (*given, *(move for at in moments for move in self._went(self._cut_in_answer(at), at)))

    def _cut_in_answer(self, at: str) -> frozenset[Channel]:
        """Give the channels that were cut at an offset because of how the exercise stood then."""
        cuts = (each.channels for each in self._so_far().given if each.answers and each.at == at)
        return frozenset(channel for channels in cuts for channel in channels)

    def _settled(self) -> Play:
        """Give the play with what had come to be due by now."""
        return self._with(self._due())

    def _with(self, moves: tuple[NewMove, ...]) -> Play:
        return play_of(self.play.id, [*self.play.moves, *self._made(moves)], self.play)

    def _made(self, moves: tuple[NewMove, ...]) -> list[Move]:
        """Give moves as they would be kept."""
        last = len(self.play.moves)
        return [
            Move(last + place, each.kind, each.at, self.now, "", each.body)
            for place, each in enumerate(moves, 1)
        ]

    def _kept(self, kind: MoveKind, body: Mapping[str, Data]) -> tuple[NewMove, ...]:
        return (*self._due(), NewMove(kind, self.offset, body))

    def _checked(self, move: NewMove) -> tuple[NewMove, ...]:
        """Give a move after whatever it names was found to be there, and the play could go on with it."""
        for key in _WORDS:
            words = move.body.get(key)
            if isinstance(words, Mapping) and _blank(*words.values()):
                raise InputError([fault("E652", Place(key), what=_TOLD, found=_NOTHING, expected=_WORDED)])
        moves = (*self._due(), move)
        try:
            self._try(moves)
        except InputError as error:
            raise by_keys(error, self._made(moves)[-1]) from None
        return moves

    def _try(self, moves: tuple[NewMove, ...]) -> None:
        play, move = self._with(moves), moves[-1]
        played = with_recording(play.scenario, evolve(recording_of(play), end=None))
        check_names(played, self.library)
        if move.kind == "act":
            self._check_channel(played.actions[-1])
        # what was once kept could never be taken back, nor what somebody was told
        given = {each.id for each in so_far(play, self.offset, self.library).given}
        if not given.issuperset(each.id for each in self._so_far().given):
            as_it_stands(play, self.offset, self.library)

    def _check_channel(self, action: Action) -> None:
        """Ask by what channel somebody was told, where one it may have gone by is cut."""
        found = so_far(self._settled(), self.offset, self.library) if self._due() else self._so_far()
        cut = cut_at(self.offset, found.given)
        if in_doubt(action, cut, ways_of(found.plans)):
            names = Text.joined(CHANNEL[each] for each in sorted(cut))
            known = [name for name in CHANNEL if name not in cut]
            raise InputError([fault("E650", Place("channel"), channels=names, known=", ".join(known))])

    def _units(self) -> tuple[str, ...]:
        """Give the units that can be played: the cast, or every unit of the plans where there is none."""
        scenario = self.play.scenario
        if scenario.cast:
            return tuple(scenario.cast)
        plans, _ = concerned(scenario, self.library)
        return tuple(dict.fromkeys(str(name) for plan in plans for name in plan.plan.units))


def _blank(*texts: Data) -> bool:
    """Say whether one of some wordings says nothing."""
    return not all(str(each).strip() for each in texts)


def _channels(said: Data) -> tuple[Channel, ...]:
    """Give the channels that were said, those that are none left out."""
    names = [str(each) for each in said] if isinstance(said, list | tuple) else []
    known: tuple[Channel, ...] = get_args(Channel)
    return tuple(each for each in known if each in names)


def _cut_words(said: Data) -> Data:
    """Say that some channels are cut, where whoever cuts them says nothing."""
    words = _OUT_OF_ORDER.fill(channels=Text.joined(CHANNEL[each] for each in _channels(said)))
    return {"zh": words.zh, "en": words.en}
