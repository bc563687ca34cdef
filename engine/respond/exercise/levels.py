"""The level the players called, beside the one the plan gives."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from respond._records import frozen
from respond.errors import Text
from respond.exercise.played import Timed
from respond.facts import Level, LevelScale
from respond.reason import LevelRange, Truth
from respond.situation import Situation


@frozen
class Stretch:
    """A stretch of the exercise over which what is certain and what is possible of the level stay the same.

    `clauses` are those of the criteria it rests on.
    """

    since: datetime
    until: datetime | None
    level: LevelRange
    clauses: tuple[str, ...]

    @property
    def id(self) -> str:
        """Give a name for it: `level@TIME`, in the zone of the leading plan."""
        return f"level@{self.since.isoformat()}"

    @property
    def label(self) -> Text:
        """Say what is expected while it lasts."""
        words, more = self.level.certain.words, self.level.possible.words
        label = Text(f"判定级别：{words.zh}", f"call the level: {words.en}")
        if self.level.definite:
            return label
        return Text(f"{label.zh}（最高可能{more.zh}）", f"{label.en} (at most {more.en})")

    def allows(self, gravity: int) -> bool:
        """Say whether a level called lies within what the plan leaves possible."""
        return self.level.certain <= gravity <= self.level.possible


@frozen
class Call:
    """A level called by the players."""

    at: datetime
    level: Level
    by: str


@frozen
class Astray:
    """How long the level called was one the plan does not allow; too low, too, where one held and none was called."""

    too_low: timedelta
    too_high: timedelta

    @property
    def length(self) -> timedelta:
        """Give how long it was wrong either way."""
        return self.too_low + self.too_high

    @property
    def weighed(self) -> timedelta:
        """Give how long it counts as wrong: too high a level brings too much help and counts by half."""
        return self.too_low + self.too_high // 2


@frozen
class Called:
    """What was called while a stretch lasted, and the call that stood when it began.

    A call stands until the next one, so a right one need not be repeated when only what is possible has changed.
    """

    stretch: Stretch
    calls: tuple[Call, ...]
    before: Call | None

    @property
    def last(self) -> Call | None:
        """Give the call that stood at the end."""
        return self.calls[-1] if self.calls else self.before

    @property
    def wrong(self) -> tuple[Call, ...]:
        """Give the calls made meanwhile that the plan does not bear out."""
        return tuple(call for call in self.calls if not self.stretch.allows(call.level))

    @property
    def right_since(self) -> Call | None:
        """Give the call from which on none was wrong any more; None where the last one is wrong or there is none."""
        found = None
        for call in (*reversed(self.calls), *((self.before,) if self.before else ())):
            if not self.stretch.allows(call.level):
                break
            found = call
        return found

    def astray(self, end: datetime) -> Astray:
        """Give how long the level that stood was wrong while the stretch lasted, in an exercise that ends so."""
        since, until, low, high = self.stretch.since, self.stretch.until or end, timedelta(0), timedelta(0)
        standing = [(since, self.before), *((max(call.at, since), call) for call in self.calls)]
        for (at, call), (following, _) in pairwise([*standing, (until, None)]):
            if (
                call.level < self.stretch.level.certain
                if call is not None
                else self.stretch.level.certain > 0
            ):
                low += following - at
            elif call is not None and not self.stretch.allows(call.level):
                high += following - at
        return Astray(low, high)

    @property
    def expected(self) -> bool:
        """Say whether it enters the score: a level that holds is to be called, and one that does not hold is not."""
        return self.stretch.level.certain > 0 or bool(self.wrong)


def stretches(situations: Sequence[Situation]) -> Iterator[Stretch]:
    """Part the course of an exercise wherever what is certain or possible of the level changes."""
    begun: list[Situation] = []
    for situation in situations:
        if not begun or _range(begun[-1]) != _range(situation):
            begun.append(situation)
    for place, situation in enumerate(begun):
        until = begun[place + 1].at if place + 1 < len(begun) else None
        yield Stretch(situation.at, until, situation.level, _clauses(situation))


def _range(situation: Situation) -> tuple[int, int]:
    return situation.level.certain, situation.level.possible


def _clauses(situation: Situation) -> tuple[str, ...]:
    """Give the clauses of the criteria that give the certain level: those met, or those of which one must be."""
    level, leading = situation.level.certain, situation.leading
    own = [criterion for criterion in leading.criteria if criterion.level == level]
    met = [criterion.clause for criterion in own if criterion.truth is Truth.YES]
    proof = [criterion.clause for criterion in leading.criteria if criterion.id in leading.proof]
    return tuple(dict.fromkeys(met or proof))


def calls_of(actions: Sequence[Timed], scale: LevelScale) -> tuple[Call, ...]:
    """Give the levels of a scale called, in the order of their times; of several at once the gravest stands alone."""
    calls = [
        Call(each.at, scale.named(each.action.declares), each.action.by)
        for each in actions
        if each.action.declares is not None
    ]
    standing = {call.at: call for call in sorted(calls, key=lambda call: (call.at, call.level))}
    return tuple(standing.values())


def called(found: Sequence[Stretch], calls: Sequence[Call]) -> Iterator[Called]:
    """Put each call into the stretch it was made in; what was called before the first inject belongs to the first."""
    for place, stretch in enumerate(found):
        before = [call for call in calls if place and call.at < stretch.since]
        own = [
            call
            for call in calls
            if (not place or call.at >= stretch.since) and (stretch.until is None or call.at < stretch.until)
        ]
        yield Called(stretch, tuple(own), before[-1] if before else None)
