"""What came of each step of a course in one run: limits compared with moments, as the engine would judge them."""

from collections.abc import Iterator
from datetime import timedelta

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError, Text
from respond.exercise.run import run_scenario
from respond.exercise.scenario import Scenario, offset_of, read_offset
from respond.exercise.score import UNCOUNTED, Result
from respond.exercise.simulation.course import Course, Step, moved
from respond.exercise.simulation.queueing import NEVER, Played, moment
from respond.plan import Library
from respond.situation import Obligation

NOT_COME = -2
"""In place of a time: the level never came to hold in this run."""
_MINUTE = 60


@frozen
class Came:
    """What came of one step: `late` are the seconds after its limit, less than none before it; `took` from its arising.

    A result of None: it was never owed in this run.
    """

    result: Result | None
    late: int | None = None
    took: int | None = None


def judged(course: Course, played: Played) -> Iterator[Came]:
    """Judge every step of a run; levels are judged by `right_after`."""
    for place, step in enumerate(course.steps):
        yield _judged(course, played, step, played.done[place])


def _judged(course: Course, played: Played, step: Step, done: int) -> Came:
    ready = moment(step.ready, course, played.injects, played.done)
    if ready is None or ready > course.end:
        return Came(None)
    limit, arose = _at(step, "late_from", course, played), _at(step, "arose", course, played)
    if limit is not None and arose is not None:
        limit = max(limit, arose)
    ends = _at(step, "ends", course, played)
    if ends is not None and ends <= ready:
        return Came(None)
    at = done * _MINUTE
    if done != NEVER and (ends is None or at <= ends):
        late = at - limit if limit is not None else None
        return Came("late" if late is not None and late > 0 else "met", late, at - ready)
    return Came(_undone(step, limit, ends, course.end))


def _undone(step: Step, limit: int | None, ends: int | None, end: int) -> Result:
    """Say what is left undone by its end, or by the end of the exercise."""
    ended = ends is not None and ends <= end
    if limit is not None:
        past = limit < (ends if ended and ends is not None else end)
        return ("missed" if ended else "overdue") if past else "open"
    if ended and step.at_once:
        return "missed"
    return "omitted" if step.without_clock else "open"


def _at(step: Step, which: str, course: Course, played: Played) -> int | None:
    tie = getattr(step, which)
    return moment(tie, course, played.injects, played.done) if tie is not None else None


def right_after(course: Course, played: Played) -> Iterator[int]:
    """Give for each change of the certain level the seconds until a right level was called: `NEVER`, or `NOT_COME`."""
    calls = sorted(
        (played.done[place] * _MINUTE, course.ranks[str(step.action.declares)])
        for place, step in enumerate(course.steps)
        if step.level and played.done[place] != NEVER
    )
    sinces = [moment(change.since, course, played.injects, played.done) or 0 for change in course.changes]
    for place, change in enumerate(course.changes):
        if change.changes:
            yield _right(course, place, sinces, calls) if sinces[place] < course.end else NOT_COME


def _right(course: Course, place: int, sinces: list[int], calls: list[tuple[int, int]]) -> int:
    """Find the first moment, while the certain level stays what it came to be, at which the level called is right."""
    since, certain = sinces[place], course.changes[place].certain
    for number in range(place, len(sinces)):
        change = course.changes[number]
        if change.certain != certain:
            break
        until = sinces[number + 1] if number + 1 < len(sinces) else course.end
        standing = [call for call in calls if call[0] <= sinces[number]]
        during = [call for call in calls if sinces[number] < call[0] < min(until, course.end)]
        for at, level in (*((sinces[number], level) for _, level in standing[-1:]), *during):
            if certain <= level <= change.possible:
                return at - since
    return NEVER


# The same run before the engine.


@frozen
class Checked:
    """A run put before the engine as recorded actions: how many steps it judged alike, and which not."""

    number: int
    alike: int
    unlike: tuple[Text, ...]


def as_recorded(course: Course, played: Played) -> Scenario:
    """Give the scenario with the injects as they came in a run, and the acts as they were done, as recorded actions."""
    scenario = course.scenario
    written = [read_offset(inject.at) for inject in scenario.injects]
    came = [timedelta(minutes=minutes) for minutes in played.injects]
    within = [at <= read_offset(scenario.end) for at in came]
    shifted = moved(scenario, [there - here for there, here in zip(came, written, strict=True)])
    actions = tuple(
        evolve(step.action, at=offset_of(timedelta(minutes=done)))
        for step, done in zip(course.steps, played.done, strict=True)
        if done != NEVER
    )
    injects = tuple(inject for inject, kept in zip(shifted.injects, within, strict=True) if kept)
    return evolve(scenario, injects=injects, actions=actions)


def check_run(course: Course, played: Played, number: int, library: Library) -> Checked:
    """Have the engine judge a run, and compare."""
    try:
        run = run_scenario(as_recorded(course, played), library)
    except InputError as error:
        told = error.faults[0].problem if error.faults else Text("不能核对", "cannot be checked")
        return Checked(number, 0, (told,))
    outcomes = {each.id: each for each in run.outcomes}
    alike, unlike = 0, []
    for step, came in zip(course.steps, judged(course, played), strict=True):
        if step.level:
            continue
        outcome = outcomes.get(step.id)
        theirs = (outcome.result, _late(outcome.of)) if outcome is not None else (None, None)
        ours = came.result, came.late if came.result == "late" else None
        if _alike(theirs, ours):
            alike += 1
        else:
            unlike.append(
                Text(
                    f"{step.id}：引擎判 {theirs[0]}，快速推算判 {ours[0]}",
                    f"{step.id}: {theirs[0]} by the engine, {ours[0]} here",
                )
            )
    delays = [NEVER if each is None else each // timedelta(seconds=1) for _, each in run.curve.delays]
    ours_too = [each for each in right_after(course, played) if each != NOT_COME]
    if delays == ours_too:
        alike += len(delays)
    else:
        unlike.append(
            Text(
                f"级别：引擎 {delays}，快速推算 {ours_too}",
                f"levels: {delays} by the engine, {ours_too} here",
            )
        )
    return Checked(number, alike, tuple(unlike))


def _alike(theirs: tuple[Result | None, int | None], ours: tuple[Result | None, int | None]) -> bool:
    """Say whether a step was judged alike; what counts neither way enters no share, whatever it is called.

    >>> _alike(("open", None), (None, None)), _alike(("open", None), ("met", None))
    (True, False)
    """
    return theirs == ours or {theirs[0], ours[0]} <= {*UNCOUNTED, None}


def _late(of: object) -> int | None:
    if not isinstance(of, Obligation) or of.state != "met-late" or of.late is None:
        return None
    return of.late // timedelta(seconds=1)
