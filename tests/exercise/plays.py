"""A play for tests: its moves in memory, made as a store would keep them, on a clock that is moved by the test."""

from datetime import datetime, timedelta

from exercises import FIRST, text

from respond.errors import Text
from respond.exercise import Move, Playing, opening, play_of, recording_of, so_far

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


def live(shelf, *injects, end="+08:00", **keys):
    return Live(shelf, text((FIRST, *injects), (), end=end, **keys))
