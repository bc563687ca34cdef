"""One run of a simulation: the acts of a course go through the hands and lines there are; simpy keeps the queues.

All that chance decides is drawn first, in the order of the course, so that one officer more changes nothing else.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from importlib import import_module
from random import Random
from typing import Any

from respond._records import frozen
from respond.errors import MissingExtraError, fault
from respond.exercise.simulation.course import Course, Step, Tie
from respond.exercise.simulation.model import Model
from respond.exercise.simulation.spread import Draw, drawing

NEVER = -1
"""In place of the minute in which something was done."""
_MINUTE = 60
_LEAST = 1 << 40
"""The priority of what has no limit."""


@frozen
class Played:
    """One run: the minute of each inject, and the minute in which each step was recorded as done, or `NEVER`."""

    injects: tuple[int, ...]
    done: tuple[int, ...]


@frozen
class _Need:
    """What one step takes, as functions that draw it."""

    takes: Draw
    travel: Draw | None
    calls: int
    channels: frozenset[str]


@frozen
class _Drawn:
    """What chance gave one step in one run, in seconds."""

    heard: int
    works: int
    calls: int


_Way = tuple[int | None, int | None, str]
"""The inject or act that something follows, and the unit that must hear of it."""


def _way(step: Step) -> _Way:
    return step.ready.inject, step.ready.act, step.by


class Players:
    """The players of a course under a model, ready to play it as often as is wanted.

    `notice` says whether messages take any time; `spare_staff` and `spare_lines` are more hands and lines of a unit.
    Raises MissingExtraError (E814) without simpy.
    """

    def __init__(
        self, course: Course, model: Model, *, notice: bool = True,
        spare_staff: str | None = None, spare_lines: str | None = None,
    ) -> None:  # fmt: skip
        self.simpy = _simpy()
        self.course = course
        self.model = model
        self.notice = notice
        self.needs = [_need(step, model) for step in course.steps]
        self.hear, self.pass_on = drawing(model.notice), drawing(model.relay)
        self.call = drawing(model.call)
        growth = model.growth
        self.growth = (drawing(growth.later), drawing(growth.earlier)) if growth is not None else None
        self.outages = [(each, drawing(each.begins), drawing(each.lasts)) for each in model.outages]
        self.ways = list(dict.fromkeys(_way(step) for step in course.steps))
        units = {step.by for step in course.steps}
        self.staff = {unit: model.staff_of.get(unit, model.staff) + (unit == spare_staff) for unit in units}
        self.lines = {unit: model.lines_of.get(unit, model.lines) + (unit == spare_lines) for unit in units}
        self.limits = [_priority(step) for step in course.steps]

    def run(self, seed: int, number: int) -> Played:
        """Play one run, which its number and the seed decide alone."""
        random = Random(f"{seed}:{number}")  # noqa: S311 - chance of a model, not a secret
        return _Day(self, random).played()

    def draw(self, random: Random) -> list[_Drawn]:
        """Draw what every step takes; what is not wanted is drawn all the same, so that the rest stays as it is."""
        heard = [self.hear(random) for _ in self.course.injects]
        passed = {way: self.pass_on(random) for way in self.ways}
        drawn = []
        for step, need in zip(self.course.steps, self.needs, strict=True):
            works = need.takes(random) + (need.travel(random) if need.travel is not None else 0)
            calls = sum(self.call(random) for _ in range(need.calls))
            delay = self._delay(step, heard, passed) if self.notice and step.sudden else 0
            drawn.append(_Drawn(delay, works, calls))
        return drawn

    def _delay(self, step: Step, heard: Sequence[int], passed: Mapping[_Way, int]) -> int:
        """Give how long a unit takes to hear of what it has to answer: of one thing it hears once."""
        relay = passed[_way(step)]
        if step.ready.act is not None:
            return 0 if self.course.steps[step.ready.act].by == step.by else relay
        return heard[step.ready.inject or 0] + (0 if step.direct else relay)

    def shifts(self, random: Random) -> tuple[int, ...]:
        """Give the minute of every inject; the first stays, and none overtakes the one before it."""
        written = [seconds // _MINUTE for seconds in self.course.injects]
        if self.growth is None:
            return tuple(written)
        later, earlier = self.growth
        found = written[:1]
        for at, before in zip(written[1:], written, strict=False):
            move = (later(random) - earlier(random)) // _MINUTE
            found.append(max(at + move, found[-1] + (at > before)))
        return tuple(found)


class _Day:
    """The clock, hands and lines of one run."""

    def __init__(self, players: Players, random: Random) -> None:
        self.players = players
        self.course = players.course
        self.outages = [
            (each.channel, start, start + length)
            for each, begins, lasts in players.outages
            for happens, start, length in [(random.randrange(100), begins(random), lasts(random))]
            if happens < each.per_cent
        ]
        self.injects = players.shifts(random)
        self.outages += [
            (channel, start, start + cut.lasts)
            for cut in self.course.cuts
            for start in [self.injects[cut.inject] * _MINUTE]
            for channel in cut.channels
        ]
        self.drawn = players.draw(random)
        simpy = players.simpy
        self.env = simpy.Environment()
        self.staff = {unit: simpy.PriorityResource(self.env, n) for unit, n in players.staff.items()}
        self.lines = {unit: simpy.PriorityResource(self.env, n) for unit, n in players.lines.items()}
        self.done = [NEVER] * len(self.course.steps)
        waited = {step.ready.act for step in self.course.steps if step.ready.act is not None}
        self.signals = {place: self.env.event() for place in waited}

    def played(self) -> Played:
        """Play to the end."""
        for place in range(len(self.course.steps)):
            self.env.process(self._act(place))
        self.env.run(until=self.course.end + 1)
        return Played(self.injects, tuple(self._called()))

    def _called(self) -> Iterator[int]:
        """Leave out the levels that a later assessment had overtaken before they were called."""
        latest: int | None = None
        kept = list(self.done)
        for place in reversed(range(len(kept))):
            if self.course.steps[place].level and kept[place] != NEVER:
                if latest is not None and kept[place] >= latest:
                    kept[place] = NEVER
                else:
                    latest = kept[place]
        end = self.course.end // _MINUTE
        return (at if at <= end else NEVER for at in kept)

    def _act(self, place: int) -> Generator[Any, Any, None]:
        step, drawn, env = self.course.steps[place], self.drawn[place], self.env
        if step.ready.act is not None:
            yield self.signals[step.ready.act]
        ready = moment(step.ready, self.course, self.injects, self.done)
        if ready is None:
            return
        yield env.timeout(max(0, ready + drawn.heard - env.now))
        priority = self.players.limits[place]
        with self.staff[step.by].request(priority) as hand:
            yield hand
            ends = moment(step.ends, self.course, self.injects, self.done) if step.ends is not None else None
            if ends is not None and ends < env.now:
                return
            yield env.timeout(drawn.works)
            if drawn.calls:
                with self.lines[step.by].request(priority) as line:
                    yield line
                    yield from self._until_lines_work(self.players.needs[place].channels)
                    yield env.timeout(drawn.calls)
        self.done[place] = -(-env.now // _MINUTE)
        if place in self.signals:
            self.signals[place].succeed()

    def _until_lines_work(self, channels: frozenset[str]) -> Generator[Any, Any, None]:
        """Wait while every channel the text allows is down; a call under way is finished."""
        while True:
            now = self.env.now
            down = [(channel, end) for channel, start, end in self.outages if start <= now < end]
            stuck = [end for channel, end in down if channel is None]
            if channels and channels <= {channel for channel, _ in down}:
                stuck.append(min(end for channel, end in down if channel in channels))
            if not stuck:
                return
            yield self.env.timeout(max(stuck) - now)


def moment(tie: Tie, course: Course, injects: Sequence[int], done: Sequence[int]) -> int | None:
    """Give the second a tied moment comes to in a run; None where the act it counts from was never done."""
    if tie.act is not None:
        return None if done[tie.act] == NEVER else done[tie.act] * _MINUTE + tie.at
    if tie.inject is None:
        return tie.at
    return tie.at + injects[tie.inject] * _MINUTE - course.injects[tie.inject]


def _need(step: Step, model: Model) -> _Need:
    if step.level:
        return _Need(drawing(model.decide), None, 0, frozenset())
    plan, _, duty = step.action.did[0].rpartition("#")
    found = model.time_of(duty, plan, report=bool(step.action.to))
    travel = drawing(found.travel) if found.travel is not None else None
    return _Need(drawing(found.takes), travel, len(step.action.to), step.channels)


def _priority(step: Step) -> int:
    """Give what is done first: levels and what is owed at once, then by the limit as the scenario is written."""
    if step.level or step.at_once:
        return 0
    if step.late_from is None:
        return _LEAST
    return max(step.late_from.at, 0)


def _simpy() -> Any:  # noqa: ANN401 - imported when it is needed
    try:
        return import_module("simpy")
    except ImportError:
        raise MissingExtraError([fault("E814", library="simpy", extra="simulate")]) from None
