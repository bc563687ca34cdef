"""The level the players called, beside the one the plan gives; of each plan that grades by itself."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import Final

from attrs import field

from respond._records import frozen
from respond.errors import Fault, Place, Text, fault, nearest
from respond.exercise.played import Timed
from respond.exercise.scenario import Action, CallState
from respond.facts import Level, LevelScale
from respond.plan import Prepared
from respond.reason import LevelRange, Truth
from respond.situation import Answer, Situation


@frozen(eq=False)
class Grader:
    """A plan that grades what the exercise plays; `beside` where it is not the one that leads."""

    id: str
    title: Text
    scale: LevelScale
    beside: bool = False

    def named(self, said: str) -> bool:
        """Say whether a name is that of this plan, in full or by its last part."""
        return self.id == said or self.id.endswith(f"/{said}")

    def grades(self, said: str | None) -> bool:
        """Say whether it is the plan that a call names, or the leading one where a call names none.

        >>> from respond.facts import FOUR_LEVELS
        >>> fire = Grader("county/forest-fire", Text("火", "fire"), FOUR_LEVELS, beside=True)
        >>> [fire.grades(said) for said in ("county/forest-fire", "forest-fire", "fire", None)]
        [True, True, False, False]
        """
        if said is None:
            return not self.beside
        return self.beside and self.named(said)

    def level(self, situation: Situation) -> LevelRange:
        """Give the level by this plan in a situation; none while it does not speak."""
        if not self.beside:
            return situation.level
        answer = self.answer(situation)
        return LevelRange(self.scale.none, self.scale.none) if answer is None else answer.level

    def answer(self, situation: Situation) -> Answer | None:
        """Give what it says in a situation; None while it does not speak."""
        if not self.beside:
            return situation.leading
        return next((each for each in situation.answers if each.plan.id == self.id), None)


def graders(plans: Sequence[Prepared]) -> tuple[Grader, ...]:
    """Give the plans whose levels count, each for itself: the leading one first, then others that have levels.

    Plans without levels go by that of the leading one, and a later edition by that of the one before.
    """
    leading = next((each for each in plans if each.graded), plans[0])
    found = {leading.ref.id: Grader(leading.ref.id, leading.plan.title, leading.levels)}
    for each in plans:
        if each.graded and each.ref.id not in found:
            found[each.ref.id] = Grader(each.ref.id, each.plan.title, each.levels, beside=True)
    return tuple(found.values())


PLAN_OF_CALL: Final = Text("级别的 `plan` ", "the `plan` of a level")
_NO_OTHER: Final = Text(
    "不写 `plan`：除主导预案外没有别的预案定级", "no `plan`: none but the leading one grades here"
)


def other_grader(found: Sequence[Grader], said: str | None, place: Place | None) -> Fault:
    """Give what is wrong with a plan named whose level is no other than that of the leading one, or is none."""
    beside = [each.id for each in found if each.beside]
    zh, en = "、".join(beside), ", ".join(beside)
    wanted = Text(f"{zh}；主导预案的级别不写 `plan`", f"{en}; for the leading plan, no `plan`")
    return fault(
        "E652", getattr(said, "place", None) or place, suggestion=nearest(str(said), beside), what=PLAN_OF_CALL,
        found=said, expected=wanted if beside else _NO_OTHER,
    )  # fmt: skip


def called_of(found: Sequence[Grader], action: Action) -> Level | None:
    """Give the level an action declares, on the scale of the plan it declares it of."""
    return next(
        (each.scale.named(action.declares) for each in found if action.declares and each.grades(action.plan)),
        None,
    )


@frozen
class Stretch:
    """A stretch of the exercise over which what is certain and what is possible of the level stay the same.

    `clauses` are those of the criteria it rests on, `of` the plan it is the level of.
    """

    since: datetime
    until: datetime | None
    level: LevelRange
    clauses: tuple[str, ...]
    of: Grader = field(eq=attrgetter("id", "beside"))

    @property
    def beside(self) -> Grader | None:
        """Give the plan it is the level of, where that is not the leading one."""
        return self.of if self.of.beside else None

    @property
    def id(self) -> str:
        """Give a name for it: `level@TIME`, in the zone of the leading plan, or `PLAN#level@TIME`."""
        name = f"level@{self.since.isoformat()}"
        return name if self.beside is None else f"{self.beside.id}#{name}"

    @property
    def label(self) -> Text:
        """Say what is expected while it lasts."""
        words, more = self.level.certain.words, self.level.possible.words
        title = self.beside.title if self.beside is not None else None
        label = Text(f"判定级别：{words.zh}", f"call the level: {words.en}")
        if title is not None:
            label = Text(f"按《{title.zh}》{label.zh}", f"call the level by “{title.en}”: {words.en}")
        if self.level.definite:
            return label
        return Text(f"{label.zh}（最高可能{more.zh}）", f"{label.en} (at most {more.en})")

    def allows(self, gravity: int) -> bool:
        """Say whether a level called lies within what the plan leaves possible."""
        return self.level.certain <= gravity <= self.level.possible


CALL_STATES: Final[Mapping[CallState, Text]] = {
    "none": Text("应定级而未定级", "a level holds and none was called"),
    "too-low": Text("定得偏低", "the level called is too low"),
    "too-high": Text("定得偏高", "the level called is too high"),
    "right": Text("定级正确", "the level called is right"),
}
"""What it is called how a level that was called stands beside the plan's."""


@frozen
class Call:
    """A level called by the players."""

    at: datetime
    level: Level
    by: str


def call_state(level: LevelRange, call: Call | None) -> CallState:
    """Say how the level called last stands beside the plan's; where no level holds, to call none is right."""
    if call is None:
        return "none" if level.certain > 0 else "right"
    if call.level < level.certain:
        return "too-low"
    return "too-high" if call.level > level.possible else "right"


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
    `after` are the calls made from its end on, up to the first that was right for it and for all that came since.
    """

    stretch: Stretch
    calls: tuple[Call, ...]
    before: Call | None
    after: tuple[Call, ...] = ()

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
        return self._astray(self.calls, self.stretch.until or end)

    @property
    def overrun(self) -> Astray | None:
        """Give how long it was wrong up to the call behind its end that was right for it; None where there is none."""
        if not self.after:
            return None
        return self._astray((*self.calls, *self.after), self.after[-1].at)

    def _astray(self, calls: Sequence[Call], until: datetime) -> Astray:
        since, low, high = self.stretch.since, timedelta(0), timedelta(0)
        standing = [(since, self.before), *((max(call.at, since), call) for call in calls)]
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


def stretches(grader: Grader, situations: Sequence[Situation]) -> Iterator[Stretch]:
    """Part the course of an exercise wherever what is certain or possible of a plan's level changes."""
    begun: list[tuple[Situation, LevelRange]] = []
    for situation in situations:
        level = grader.level(situation)
        if not begun or (begun[-1][1].certain, begun[-1][1].possible) != (level.certain, level.possible):
            begun.append((situation, level))
    for place, (situation, level) in enumerate(begun):
        until = begun[place + 1][0].at if place + 1 < len(begun) else None
        clauses = clauses_of(grader.answer(situation), level.certain)
        yield Stretch(situation.at, until, level, clauses, grader)


def clauses_of(answer: Answer | None, level: Level) -> tuple[str, ...]:
    """Give the clauses of the criteria that give the certain level: those met, or those of which one must be."""
    if answer is None:
        return ()
    own = [criterion for criterion in answer.criteria if criterion.level == level]
    met = [criterion.clause for criterion in own if criterion.truth is Truth.YES]
    proof = [criterion.clause for criterion in answer.criteria if criterion.id in answer.proof]
    return tuple(dict.fromkeys(met or proof))


def calls_of(actions: Sequence[Timed], grader: Grader) -> tuple[Call, ...]:
    """Give the levels called of a plan, in order; of several at one time the last one made stands alone."""
    calls = [
        Call(each.at, grader.scale.named(each.action.declares), each.action.by)
        for each in actions
        if each.action.declares is not None and grader.grades(each.action.plan)
    ]
    return tuple({call.at: call for call in calls}.values())


def called(found: Sequence[Stretch], calls: Sequence[Call]) -> Iterator[Called]:
    """Put each call into the stretch it was made in; what was called before the first inject belongs to the first."""
    for place, stretch in enumerate(found):
        before = [call for call in calls if place and call.at < stretch.since]
        own = [
            call
            for call in calls
            if (not place or call.at >= stretch.since) and (stretch.until is None or call.at < stretch.until)
        ]
        yield Called(stretch, tuple(own), before[-1] if before else None, _after(found[place:], calls))


def _after(found: Sequence[Stretch], calls: Sequence[Call]) -> tuple[Call, ...]:
    """Give the calls made from the end of the first of some stretches on, up to one right for it and for all since."""
    until = found[0].until
    later = [call for call in calls if until is not None and call.at >= until]
    for place, call in enumerate(later, 1):
        if all(each.allows(call.level) for each in found if each.since <= call.at):
            return tuple(later[:place])
    return ()
