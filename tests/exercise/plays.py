"""A play for tests: its moves in memory, made as a store would keep them, on a clock that is moved by the test."""

from datetime import datetime, timedelta

from exercises import FIRST, text

from respond.errors import Text
from respond.exercise import (
    Move,
    Playing,
    opening,
    play_of,
    recording_from,
    recording_of,
    recording_text,
    run_scenario,
    scenario_from,
    so_far,
    with_recording,
)
from respond.yaml import Source

BEGAN = datetime.fromisoformat("2026-05-04T14:00:00+08:00")
TEAM = Text("一队", "team one")
REASON = Text("会议室要用", "the room was needed")


class Live:
    """One play: `do` makes moves at the present, `go` lets real time pass."""

    def __init__(self, shelf, scenario, variant=None, began=BEGAN):
        self.shelf, self.now, self.moves = shelf, began, []
        self._keep([opening(scenario, TEAM, variant, shelf)], "director")

    def go(self, **length):
        self.now += timedelta(**length)
        return self

    def do(self, name, *given, by="director", **named):
        if name == "end" and not given and self.stage != "over":
            given = (REASON,)
        self._keep(getattr(Playing(self.play, self.now, self.shelf), name)(*given, **named), by)
        return self

    def _keep(self, made, by):
        for each in made:
            number = len(self.moves) + 1
            self.moves.append(Move(number, each.kind, each.at, self.now, by, each.body))

    @property
    def play(self):
        return play_of("play", self.moves)

    @property
    def offset(self):
        return self.play.offset(self.now)

    @property
    def stage(self):
        return self.play.stage(self.now)

    @property
    def recording(self):
        return recording_of(self.play)

    def so_far(self):
        return so_far(self.play, self.offset, self.shelf)

    def given(self):
        return {each.id: each.at for each in self.so_far().given}


def written_again(play):
    """Give what was recorded of a play as it is read again, which is the same when it is written once more."""
    written = recording_text(play.recording)
    read = recording_from(Source("again.yaml", written))
    assert recording_text(read) == written
    return read


def run_of(play, shelf):
    """Judge what was recorded of a play, read again, as a file of actions is."""
    read, scenario = (
        written_again(play),
        scenario_from(Source("small.yaml", str(play.moves[0].body["scenario"]))),
    )
    return run_scenario(with_recording(scenario, read), shelf, read.variant)


def live(shelf, *injects, end="+08:00", **keys):
    return Live(shelf, text((FIRST, *injects), (), end=end, **keys))
