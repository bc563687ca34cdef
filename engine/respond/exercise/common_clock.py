"""Several teams on one scenario under one clock: each has its own play; all are set forward and ended at once.

What a clock that is set forward brings, injects and the end of the time, it brings to each play as its own clock would.
"""

from collections.abc import Sequence

from respond.errors import InputError, Place, Text, fault
from respond.exercise.play import Play
from respond.exercise.playing import NewMove, Playing
from respond.exercise.scenario import offset_of, read_offset

Moves = tuple[tuple[NewMove, ...], ...]
"""The moves of each play, in the order of the plays."""


def must_share_scenario(plays: Sequence[Play]) -> None:
    """Refuse plays, one at least, that are not all of one scenario; raises InputError (E656)."""
    first = plays[0]
    for each in plays:
        if each.scenario.id != first.scenario.id:
            raise InputError(
                [
                    fault(
                        "E656", Place("plays"), name=each.id, found=each.scenario.id, first=first.id,
                        scenario=first.scenario.id,
                    )
                ]
            )  # fmt: skip


class CommonClock:
    """The clocks of several plays at one real moment, set together or not at all.

    Raises InputError: E656 for plays of several scenarios, E655 where their clocks do not show the same, for all but to
    stand, to go to an offset and to end, and whatever each play by itself refuses.
    """

    def __init__(self, plays: Sequence[Playing]) -> None:
        """Take the plays, one at least."""
        self.plays = tuple(plays)
        must_share_scenario([each.play for each in self.plays])

    def run(self, speed: int) -> Moves:
        """Let all clocks run so many times as fast, from the same moment on; 0 lets them stand, wherever they are."""
        if not speed:
            return tuple(each.run(0) for each in self.plays)
        self._must_agree()
        return tuple(each.run_from_here(speed) for each in self.plays)

    def step(self, minutes: int) -> Moves:
        """Set all clocks forward by minutes."""
        self._must_agree()
        return tuple(each.step(minutes) for each in self.plays)

    def jump(self, to: str) -> Moves:
        """Set all clocks forward to an offset, wherever they are; it is how they come to show the same."""
        return tuple(each.jump(to) for each in self.plays)

    def next(self) -> Moves:
        """Set all clocks to where the next inject is given to any team, or to the end where none comes."""
        self._must_agree()
        return self.jump(min((each.upcoming() for each in self.plays), key=read_offset))

    def end(self, reason: Text | None = None, stop: int | None = None) -> Moves:
        """End all plays, each where its clock is."""
        return tuple(each.end(reason, stop) for each in self.plays)

    def _must_agree(self) -> None:
        offsets = [each.offset for each in self.plays]
        if len(set(offsets)) > 1:
            said = [f"{each.play.id} {each.offset}" for each in self.plays]
            latest = offset_of(max(map(read_offset, offsets)))
            zh, en = "、".join(said), ", ".join(said)
            raise InputError([fault("E655", Place("plays"), clocks=Text(zh, en), latest=latest)])
