"""Whether an exercise can be done at all: a scenario played thousands of times by players who know the plan by heart.

The answer hangs on the course, the model, the seed and the number of runs, not on how many processes share the work.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from datetime import timedelta
from fractions import Fraction
from functools import cache
from multiprocessing import get_context
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.errors import Text
from respond.exercise.scenario import Scenario, offset_of
from respond.exercise.score import Result
from respond.exercise.shares import Quantiles, Share, quantiles
from respond.exercise.simulation.course import Course, Step
from respond.exercise.simulation.growing import Ways, shares_of_levels, ways_of_growing
from respond.exercise.simulation.model import Model, check_model
from respond.exercise.simulation.queueing import NEVER, Players
from respond.exercise.simulation.sampled import NOT_COME, Checked, check_run, judged, right_after
from respond.plan import Library
from respond.situation import Placed, UnitName

CODES: tuple[Result | None, ...] = (None, "met", "late", "overdue", "missed", "omitted", "open")
"""What can come of a step, in the order of its number in a table of runs; None: never owed."""
_CODE = {result: number for number, result in enumerate(CODES)}
_LATE: frozenset[Result] = frozenset({"late", "overdue", "missed", "omitted"})
_CHUNK = 50
_TRIED = 1000
"""Runs for each single change that is tried; more would tell no more."""
_PAIRED = 500
"""Runs for each two changes that are tried at once, of which there are more."""
WANTED = 95
"""Per cent of the runs in which something has to be in time for it to be feasible; this project's own figure."""
STRUCTURAL = 95
"""Per cent of the runs from which on something that is late is late by structure."""
_NONE = -(1 << 62)

Means = Literal["staff", "lines", "notice"]
"""What a change gives: one more officer, one more line, news that takes no time."""
_PAIRS: Final[tuple[tuple[Means, Means], ...]] = (
    ("staff", "lines"),
    ("staff", "notice"),
    ("lines", "notice"),
)

Told = Callable[[int, int], None]
"""Told how many runs are done, and of how many."""


@frozen
class Deadline:
    """What came of one thing that must be done in time, over all runs.

    `late` are the seconds after the limit (less than none: before it), where the text gives one in figures; `took`
    those from when it could be done. `structural`: hardly ever done in time.
    """

    id: str
    label: Text
    units: tuple[UnitName, ...]
    by: str
    clauses: tuple[str, ...]
    since: str
    due: str | None
    met: Share
    late_runs: int
    undone: int
    open: int
    not_owed: int
    late: Quantiles | None
    took: Quantiles | None

    @property
    def short(self) -> Annotated[bool, Placed(before="structural")]:
        """Say whether it is in time in fewer of the runs than is wanted, 95 of a hundred."""
        return self.met.number * 100 < WANTED * self.met.of

    @property
    def structural(self) -> Annotated[bool, Placed(before="late")]:
        """Say whether it is late or undone in 95 of a hundred runs or more."""
        return bool(self.met.of) and (self.met.of - self.met.number) * 100 >= STRUCTURAL * self.met.of


@frozen
class LevelTime:
    """How long it took after a change of the certain level until a right one was called."""

    since: str
    level: str
    right: Share
    took: Quantiles | None


@frozen
class HighestLevel:
    """In how many runs a level was the gravest that came to hold for certain."""

    level: str
    runs: Share


@frozen
class Cure:
    """A change, and how often what is short is met with it; found by running again.

    `beside` is a second one made with it, at the same unit, where none alone was enough.
    """

    deadline: str
    change: Means
    unit: str | None
    beside: Means | None
    met: Share

    @property
    def cures(self) -> Annotated[bool, Placed(before="met")]:
        """Say whether it is then met in 95 of a hundred runs or more."""
        return self.met.number * 100 >= WANTED * self.met.of > 0


@frozen
class Simulation:
    """What came of all runs of one scenario under one model."""

    scenario: str
    title: Text
    model: str
    model_title: Text
    assumed: bool
    seed: int
    runs: int
    deadlines: tuple[Deadline, ...]
    """What is least often in time first."""
    levels: tuple[LevelTime, ...]
    cures: tuple[Cure, ...]
    checked: tuple[Checked, ...]
    without_deadline: int
    skipped: tuple[Text, ...]
    courses: int
    """How many courses the exercise took over all runs: one where no values are drawn."""
    highest: tuple[HighestLevel, ...]
    """How often each level was the gravest that came to hold, the gravest first; none where no values are drawn."""

    @property
    def schema(self) -> Annotated[Literal["simulation/1"], Placed(before="scenario")]:
        """Give the name of the contract its JSON keeps."""
        return "simulation/1"

    @property
    def feasible(self) -> Annotated[bool, Placed(before="deadlines")]:
        """Say whether everything is in time in 95 of a hundred runs or more."""
        return not any(each.short for each in self.deadlines)


@frozen
class Runs:
    """What came of every step in every run: of run `n` and step `i` at `n * steps + i`. Levels alike, by change."""

    course: Course
    number: int
    results: bytes
    late: "array[int]"
    took: "array[int]"
    levels: "array[int]"

    def rows(self) -> Iterator[tuple[int, str, str | None, int | None, int | None]]:
        """Give run, step, result, seconds after its limit, seconds it took."""
        size = len(self.course.steps)
        for place, code in enumerate(self.results):
            step = self.course.steps[place % size]
            if not step.level:
                late, took = self.late[place], self.took[place]
                yield (
                    place // size, step.id, CODES[code], None if late == _NONE else late,
                    None if took == _NONE else took,
                )  # fmt: skip


def simulate(  # noqa: PLR0913 - one keyword each
    scenario: Scenario, library: Library, model: Model, *, runs: int = 10_000, seed: int = 1, jobs: int = 1,
    checks: int = 3, told: Told | None = None, variant: str | None = None,
) -> tuple[Simulation, Runs]:  # fmt: skip
    """Play a scenario so many times; of these the engine judges the first `checks` as well, as recorded actions.

    `variant` names the one that is played (the first if absent). Raises InputError as a run does, and for a model that
    does not go with the plans (E806, E807, E817); MissingExtraError (E814).
    """
    ways = ways_of_growing(scenario, library, model, seed, runs, variant)
    course = ways.whole
    check_model(model, course.duties, course.units)
    players = [Players(each, model) for each in ways.courses]
    with ExitStack() as stack:
        shared = None
        if jobs > 1 and runs > _CHUNK:
            setting = (ways, model)
            shared = stack.enter_context(ProcessPoolExecutor(jobs, get_context("spawn"), _ready, setting))
        pool = _Pool(ways, model, shared, told)
        found = pool.runs(_Change(), seed, runs)
        deadlines = tuple(
            sorted((_deadline(place, step, found) for place, step in _timed(course)), key=_ease)
        )
        cures = tuple(_cures(course, pool, deadlines, seed, runs))
    checked = tuple(
        check_run(ways.courses[place], players[place].run(seed, n), n, library)
        for n, place in enumerate(ways.which[: min(checks, runs)])
    )
    levels = shares_of_levels(ways) if len(ways.courses) > 1 else ()
    return Simulation(
        scenario.id, scenario.title, model.id, model.title, model.assumed, seed, runs, deadlines,
        tuple(_levels(course, found)), cures, checked,
        sum(not step.level for step in course.steps) - len(deadlines), course.skipped, len(ways.courses),
        tuple(HighestLevel(name, Share(number, runs)) for name, number in levels),
    ), found  # fmt: skip


def _ease(each: Deadline) -> Fraction:
    """Give how often something is in time; what is never to be judged comes last."""
    return each.met.fraction if each.met.fraction is not None else Fraction(2)


def _timed(course: Course) -> Iterator[tuple[int, Step]]:
    """Give the steps that can be late or left undone."""
    for place, step in enumerate(course.steps):
        if not step.level and (step.late_from is not None or step.counts):
            yield place, step


# Running.


@frozen
class _Change:
    """A change of the means, or several at once; of staff and lines those of a unit."""

    kinds: tuple[Means, ...] = ()
    unit: str | None = None


_Part = tuple[int, bytes, "array[int]", "array[int]", "array[int]"]


@frozen
class _Pool:
    """The processes that share the runs."""

    ways: Ways
    model: Model
    shared: ProcessPoolExecutor | None
    told: Told | None

    def runs(self, change: _Change, seed: int, number: int) -> Runs:
        """Play so many runs, in parts that may be done in any order."""
        ranges = [(start, min(start + _CHUNK, number)) for start in range(0, number, _CHUNK)]
        parts: list[_Part] = []
        for part in self._parts(change, seed, ranges):
            parts.append(part)
            if self.told is not None:
                self.told(min(len(parts) * _CHUNK, number), number)
        parts.sort(key=lambda part: part[0])
        late, took, levels = array("q"), array("q"), array("q")
        for part in parts:
            late.extend(part[2])
            took.extend(part[3])
            levels.extend(part[4])
        return Runs(self.ways.whole, number, b"".join(part[1] for part in parts), late, took, levels)

    def _parts(self, change: _Change, seed: int, ranges: Sequence[tuple[int, int]]) -> Iterator[_Part]:
        if self.shared is None:
            players = _players(self.ways, self.model, change)
            yield from (_played(self.ways, players, seed, *each) for each in ranges)
            return
        parts = [self.shared.submit(_part, change, seed, *one) for one in ranges]
        yield from (each.result() for each in as_completed(parts))


_GIVEN: list[tuple[Ways, Model]] = []
"""What a process that shares the work plays."""


def _ready(ways: Ways, model: Model) -> None:
    _GIVEN[:] = [(ways, model)]
    _ready_players.cache_clear()


@cache
def _ready_players(change: _Change) -> tuple[Players, ...]:
    return _players(*_GIVEN[0], change)


def _part(change: _Change, seed: int, start: int, stop: int) -> _Part:
    return _played(_GIVEN[0][0], _ready_players(change), seed, start, stop)


def _players(ways: Ways, model: Model, change: _Change) -> tuple[Players, ...]:
    return tuple(
        Players(
            course, model, notice="notice" not in change.kinds,
            spare_staff=change.unit if "staff" in change.kinds else None,
            spare_lines=change.unit if "lines" in change.kinds else None,
        )
        for course in ways.courses
    )  # fmt: skip


def _played(ways: Ways, players: Sequence[Players], seed: int, start: int, stop: int) -> _Part:
    """Play some runs; what is no part of the course of a run was never owed in it."""
    results, late, took, levels = bytearray(), array("q"), array("q"), array("q")
    steps, changes = len(ways.whole.steps), sum(change.changes for change in ways.whole.changes)
    for number in range(start, stop):
        place = ways.which[number]
        own, played = players[place], players[place].run(seed, number)
        first = len(results)
        results.extend(bytes([_CODE[None]]) * steps)
        late.extend([_NONE] * steps)
        took.extend([_NONE] * steps)
        for at, came in zip(ways.steps[place], judged(own.course, played), strict=True):
            results[first + at] = _CODE[came.result]
            late[first + at] = _NONE if came.late is None else came.late
            took[first + at] = _NONE if came.took is None else came.took
        right = [NOT_COME] * changes
        for at, seconds in zip(ways.changes[place], right_after(own.course, played), strict=True):
            right[at] = seconds
        levels.extend(right)
    return start, bytes(results), late, took, levels


# Counting.


def _deadline(place: int, step: Step, found: Runs) -> Deadline:
    size = len(found.course.steps)
    results = found.results[place::size]
    counts = {result: results.count(_CODE[result]) for result in CODES}
    undone = counts["overdue"] + counts["missed"] + counts["omitted"]
    met = Share(counts["met"], counts["met"] + counts["late"] + undone)
    return Deadline(
        step.id, step.label, step.units, step.by, step.clauses, _offset(step.ready.at, step, found.course),
        None if step.late_from is None else _offset(step.late_from.at, step, found.course), met, counts["late"],
        undone, counts["open"], counts[None],
        _quantiles(found.late[place::size], undone) if step.late_from is not None else None,
        _quantiles(found.took[place::size], undone),
    )  # fmt: skip


def _quantiles(found: Sequence[int], never: int) -> Quantiles | None:
    return quantiles([each for each in found if each != _NONE], never)


def _offset(seconds: int, step: Step, course: Course) -> str:
    """Give a moment on the clock of the exercise, as written; what counts from an act, as if that were done at once."""
    after = step.ready.act
    while after is not None:
        seconds += course.steps[after].ready.at
        after = course.steps[after].ready.act
    return offset_of(timedelta(seconds=seconds))


def right_times(found: Runs) -> tuple[list[int], ...]:
    """Give for each change of the certain level how many seconds it took to call a right one, where one was called."""
    number = sum(change.changes for change in found.course.changes)
    return tuple(
        [each for each in found.levels[place::number] if each not in (NOT_COME, NEVER)]
        for place in range(number)
    )


def _levels(course: Course, found: Runs) -> Iterator[LevelTime]:
    changes = [change for change in course.changes if change.changes]
    names = {rank: name for name, rank in course.ranks.items()}
    for place, (change, right) in enumerate(zip(changes, right_times(found), strict=True)):
        took = [each for each in found.levels[place :: len(changes)] if each != NOT_COME]
        since = offset_of(timedelta(seconds=change.since.at))
        yield LevelTime(
            since,
            names[change.certain],
            Share(len(right), len(took)),
            quantiles(right, len(took) - len(right)),
        )


def _cures(
    course: Course, pool: _Pool, deadlines: Sequence[Deadline], seed: int, runs: int
) -> Iterator[Cure]:
    """Try every single change for what is short, and two at once for what none of them cures."""
    ill = [each for each in deadlines if each.short]
    units = dict.fromkeys(each.by for each in ill)
    alone: tuple[Means, ...] = ("staff", "lines")
    changes = [_Change(("notice",))] if ill else []
    changes += [_Change((kind,), unit) for unit in units for kind in alone]
    cured = set()
    for change in changes:
        for cure in _tried(course, pool, change, ill, seed, min(runs, _TRIED)):
            cured |= {cure.deadline} if cure.cures else set()
            yield cure
    left = [each for each in ill if each.id not in cured]
    for unit in dict.fromkeys(each.by for each in left):
        for pair in _PAIRS:
            yield from _tried(course, pool, _Change(pair, unit), left, seed, min(runs, _PAIRED))


def _tried(
    course: Course, pool: _Pool, change: _Change, ill: Sequence[Deadline], seed: int, number: int
) -> Iterator[Cure]:
    """Run again with a change, and say what came of each deadline of the unit it is of."""
    places = {step.id: place for place, step in enumerate(course.steps)}
    found = pool.runs(change, seed, number)
    for each in ill:
        if change.unit in (None, each.by):
            met = _deadline(places[each.id], course.steps[places[each.id]], found).met
            yield Cure(each.id, change.kinds[0], change.unit, next(iter(change.kinds[1:]), None), met)
