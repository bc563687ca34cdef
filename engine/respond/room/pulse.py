"""The pulse of exercises played live: written down while their clocks run, so that no clock runs on without a server.

Every server on a store writes the same pulse. Whoever starts and finds clocks that run waits until a server that lives
would have beaten again, and without a beat stops them, each where it stood when something of its play was last alive:
a clock that runs fast goes far in the seconds a server takes to be started anew.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from logging import getLogger
from typing import Final

from anyio import create_task_group, sleep

from respond.errors import RespondError
from respond.exercise import Move, NewMove, Play, Playing, play_of
from respond.room.duty_room import DutyRoom
from respond.room.front import Front

EVERY: Final = 1
"""Seconds between two beats."""
AWAY: Final = timedelta(seconds=3)
"""Without a beat for longer than this no server was there."""
_BY: Final = "respond"
_LOG: Final = getLogger("respond.room")


class Pulse:
    """The pulse of the plays of a room; `now` is the clock of the machine."""

    def __init__(self, room: DutyRoom) -> None:
        self.room = room
        self._heads: dict[str, str] = {}
        self._plays: dict[str, Play] = {}

    def beat(self, now: datetime) -> bool:
        """Write down that a server is there, if any clock runs; say whether one does."""
        with self.room.lock:
            self._read()
            running = any(each.stage(now) == "running" for each in self._plays.values())
            if running:
                self.room.store.beat_of_plays(now, AWAY)
            return running

    def may_be_alone(self, now: datetime) -> bool:
        """Say whether a clock runs of which nobody can tell yet whether the server that had it beat is still there."""
        with self.room.lock:
            self._read()
            beat = self.room.store.last_beat_of_plays()
            return any(now - _alive(each.moves, beat) <= AWAY for each in self._plays.values() if _runs(each))

    def stop_left_running(self, now: datetime) -> tuple[str, ...]:
        """Let the clocks that ran on without a server stand where they were when it went; give the plays."""
        with self.room.lock:
            self._read()
            beat = self.room.store.last_beat_of_plays()
            return tuple(name for name in self._plays if self._stopped(name, beat, now))

    def _stopped(self, name: str, beat: datetime | None, now: datetime) -> bool:
        def stand(moves: Sequence[Move]) -> Sequence[NewMove]:
            alive = _alive(moves, beat)
            playing = Playing(play_of(name, moves), alive, self.room.library)
            return playing.stand_since_away() if playing.stage == "running" and now - alive > AWAY else ()

        if not _runs(self._plays[name]):
            return False
        return bool(self.room.store.add_moves(name, stand, by=_BY, now=now))

    def _read(self) -> None:
        """Read the plays that have gone on since they were last read; one that is damaged has no clock."""
        found = {each.id: each.head for each in self.room.store.plays()}
        for name, head in found.items():
            if self._heads.get(name) == head:
                continue
            try:
                self._plays[name] = play_of(name, self.room.store.moves(name), self._plays.get(name))
            except RespondError:
                self._plays.pop(name, None)
        self._heads = found


def _runs(play: Play) -> bool:
    return play.clock.speed != 0 and play.ended is None


def _alive(moves: Sequence[Move], beat: datetime | None) -> datetime:
    """Give when something of a play was last alive."""
    last = moves[-1].real
    return last if beat is None else max(beat, last)


@asynccontextmanager
async def beating(front: Front) -> AsyncIterator[None]:
    """Stop what ran on while no server was there, and beat while the application lives."""
    room = front.room
    pulse = Pulse(room)
    if await _kept(front, pulse.may_be_alone):
        await sleep(AWAY.total_seconds())
    await _kept(front, pulse.stop_left_running)
    async with create_task_group() as tasks:
        tasks.start_soon(_beats, front, pulse)
        yield
        tasks.cancel_scope.cancel()


async def _beats(front: Front, pulse: Pulse) -> None:
    while True:
        await _kept(front, pulse.beat)
        await sleep(EVERY)


async def _kept(front: Front, do: Callable[[datetime], object]) -> object:
    """Do something now; what goes wrong in it stops no server, and gives None."""
    try:
        return await front.work(do, front.room.clock())
    except RespondError:
        pass  # whoever asks is told
    except Exception as error:
        _LOG.error("unforeseen", exc_info=error)
    return None
