"""How far an incident grows in each run of a simulation: values drawn exactly, and a course for each way it may go.

Thousands of runs cannot each ask the engine. What a plan makes of an incident hangs on numbers only by its conditions,
so that runs in which each of these is alike true at each moment have the same course: it is derived once for all.
"""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Final

from attrs import evolve

from respond._records import frozen
from respond.errors import Fault, InputError, Text, fault, nearest
from respond.exercise.played import incident_of
from respond.exercise.run import concerned
from respond.exercise.scenario import Inject, Scenario, given_at
from respond.exercise.simulation.course import Course, Step, Tie, course_of
from respond.exercise.simulation.model import Grows, Model
from respond.exercise.simulation.spread import Draw, drawing, texts_of
from respond.exercise.timeline import chosen
from respond.facts import Exactly, Fact, is_numeric, read_observation, read_value, show_plain
from respond.plan import Library
from respond.reason import compile_condition, truth_of
from respond.situation import frames_of
from respond.yaml import Mapping as Fields
from respond.yaml import Node, Scalar

_AMOUNT: Final = re.compile(r"(-?)(\d+(?:\.\d+)?)\s*(.*)", re.DOTALL)
_MOST: Final = 5000
"""Ways in which numbers may come together; each is looked at once."""
_MOST_COURSES: Final = 200
_FEWER_COURSES: Final = Text(
    f"至多得出{_MOST_COURSES}种经过：写得粗一些",
    f"at most {_MOST_COURSES} courses of the exercise: write it less finely",
)
_TOGETHER: Final = Text("各次数值的组合（种）", "ways in which the values of runs come together")
_FACT: Final = Text("会变化的事实", "the fact that grows")
_FROM: Final = Text("数值从哪里起变化", "from where on it grows")
_NUMBER: Final = Text("数字，单位相同", "numbers, all in one unit")
_NO_NUMBER: Final = Text("数字的事实", "a fact that is a number")
_TOLD: Final = Text(
    "从这里起说出它确数的导调信息", "an inject from which on the script tells an exact value of it"
)
_FEWER: Final = Text(f"至多{_MOST}种：写得粗一些", f"{_MOST} at most: write it less finely")


Timing = tuple[tuple[str, str], ...]
"""Which injects come, and at which offset each."""


@frozen
class Drawn:
    """One way numbers come together: for each entry of the model how much more there is, in base units."""

    more: tuple[Fraction, ...]


@frozen
class Ways:
    """The courses of a scenario under a model, and which of them each run takes.

    `whole` has the steps and changes of all of them, each once; `steps` and `changes` say where those of a course stand
    there.
    """

    whole: Course
    courses: tuple[Course, ...]
    steps: tuple[tuple[int, ...], ...]
    changes: tuple[tuple[int, ...], ...]
    which: "array[int]"
    """Of each run, the place of its course."""


def ways_of_growing(
    scenario: Scenario, library: Library, model: Model, seed: int, runs: int, variant: str | None
) -> Ways:
    """Draw the values of every run, and derive the courses they come to.

    The values of a run hang on the seed and its number alone, and change nothing of what else chance decides in it.
    Raises InputError: E652, E701, E815 and E839 for values that cannot grow so, and as a run does.
    """
    grows = model.growth.values if model.growth is not None else ()
    if not grows:
        course = course_of(scenario, library, variant)
        return _put_together((course,), array("l", [0]) * runs)
    played = chosen(evolve(scenario, actions=()), variant)
    growing = [Growing(each, played, library) for each in grows]
    drawn = values_of_runs(growing, seed, runs)
    distinct = dict.fromkeys(drawn)
    if len(distinct) > _MOST:
        raise InputError(
            [fault("E652", grows[0].place, what=_TOGETHER, found=len(distinct), expected=_FEWER)]
        )
    found = _Courses(played, growing, library)
    taken = {each: found.of(each, len(distinct)) for each in distinct}
    return _put_together(tuple(found.courses), array("l", [taken[each] for each in drawn]))


def values_of_runs(growing: Sequence["Growing"], seed: int, runs: int) -> list[Drawn]:
    """Draw the values of so many runs, of each from numbers of its own."""
    randoms = (Random(f"values:{seed}:{number}") for number in range(runs))  # noqa: S311 - no secret
    return [Drawn(tuple(each.draw(random) for each in growing)) for random in randoms]


def _placed(told: Fault, grows: Grows) -> Fault:
    """Give a fault at its place, or that of the entry it is in where it has none."""
    there = told.place is not None and told.place.line > 0
    return told if there else evolve(told, place=grows.place)


class Growing:
    """An entry of the model made ready to draw: whole steps of how finely it is written."""

    def __init__(self, grows: Grows, scenario: Scenario, library: Library) -> None:
        self.grows = grows
        plans, _ = concerned(scenario, library)
        facts = plans[0].facts
        fact = facts.get(grows.fact)
        if fact is None:
            raise InputError(
                [fault("E701", grows.place, suggestion=nearest(grows.fact, facts), name=grows.fact)]
            )
        if not is_numeric(fact):
            raise InputError([fault("E652", grows.place, what=_FACT, found=grows.fact, expected=_NO_NUMBER)])
        self.fact = fact
        try:
            self.step = self._step()
            self._draw: Draw = drawing(grows.more, self._steps)
        except InputError as error:  # an amount knows no place of its own
            raise InputError([_placed(each, grows) for each in error.faults]) from None
        self.injects = self._told(scenario)

    def draw(self, random: Random) -> Fraction:
        """Draw how much more there is, in base units."""
        return self._draw(random) * self.step

    def _told(self, scenario: Scenario) -> frozenset[str]:
        """Give the injects whose value grows."""
        ids = [each.id for each in scenario.injects]
        first = self.grows.from_
        if first is not None and first not in ids:
            raise InputError([fault("E839", self.grows.place, suggestion=nearest(first, ids), name=first)])
        later = ids[ids.index(first) :] if first is not None else ids
        found = frozenset(
            each.id for each in scenario.injects if each.id in later and _exact(each, self.fact) is not None
        )
        if not found:
            raise InputError(
                [fault("E652", self.grows.place, what=_FROM, found=first or self.grows.fact, expected=_TOLD)]
            )
        return found

    def _step(self) -> Fraction:
        """Give the finest step that is written, in base units."""
        parts = [_AMOUNT.fullmatch(str(text).strip()) for text in texts_of(self.grows.more)]
        units = {part[3] for part in parts if part is not None and part[3]}
        if None in parts or len(units) > 1:
            given = ", ".join(map(str, texts_of(self.grows.more)))
            raise InputError([fault("E815", self.grows.place, found=given, expected=_NUMBER)])
        digits = max((len(part[2].partition(".")[2]) for part in parts if part is not None), default=0)
        one = read_value(f"1 {next(iter(units), '')}".strip(), self.fact)
        assert isinstance(one, Exactly)  # noqa: S101 - a number and its unit
        return Fraction(one.value) / Fraction(10**digits)  # type: ignore[arg-type]

    def _steps(self, text: str) -> int:
        part = _AMOUNT.fullmatch(str(text).strip())
        assert part is not None  # noqa: S101 - looked at before
        unit = next(
            (
                each[3]
                for each in map(_AMOUNT.fullmatch, map(str, texts_of(self.grows.more)))
                if each and each[3]
            ),
            "",
        )
        value = read_value(f"{part[2]} {part[3] or unit}".strip(), self.fact)
        assert isinstance(value, Exactly)  # noqa: S101 - a number and its unit
        steps = Fraction(value.value) / self.step  # type: ignore[arg-type]
        return -int(steps) if part[1] else int(steps)


def _exact(inject: Inject, fact: Fact) -> Fraction | None:
    """Give the exact value an inject tells of a fact, in base units; None where it tells none."""
    node = inject.facts.get(fact.id)
    value = read_observation(node, fact).value if node is not None else None
    return Fraction(value.value) if isinstance(value, Exactly) else None  # type: ignore[arg-type]


class _Courses:
    """The courses that values come to, each derived once.

    When an inject that waits comes hangs on what is so before, which the plans' conditions and its own tell. So where
    all of these are alike at each moment with the injects given as in a course derived before, they are given at these
    moments with the other values, too, and the course is the same.
    """

    def __init__(self, scenario: Scenario, growing: Sequence[Growing], library: Library) -> None:
        self.scenario, self.growing, self.library = scenario, growing, library
        plan = concerned(scenario, library)[0][0]
        waits = [each.when.condition for each in scenario.injects if each.when is not None]
        self._waits = tuple(compile_condition(each, plan.scope) for each in waits if each is not None)
        self.courses: list[Course] = []
        self._places: dict[tuple[Timing, object], int] = {}

    def of(self, drawn: Drawn, ways: int) -> int:
        """Give the place of the course of some values, one of so many; raises InputError where there are too many."""
        for timing in dict.fromkeys(timing for timing, _ in self._places):
            place = self._places.get((timing, self._signs(timing, drawn)))
            if place is not None:
                return place
        if len(self.courses) >= _MOST_COURSES:
            where = self.growing[0].grows.place
            raise InputError([fault("E652", where, what=_TOGETHER, found=ways, expected=_FEWER_COURSES)])
        course = course_of(_grown(self.scenario, self.growing, drawn), self.library)
        timing = tuple((each.id, each.at) for each in course.scenario.injects)
        self.courses.append(course)
        return self._places.setdefault((timing, self._signs(timing, drawn)), len(self.courses) - 1)

    def _signs(self, timing: Timing, drawn: Drawn) -> object:
        """Give how every condition of every plan, and of what waits, stands whenever anything changes."""
        written = {each.id: each for each in self.scenario.injects}
        injects = tuple(given_at(written[name], at) for name, at in timing)
        scenario = _grown(evolve(self.scenario, injects=injects), self.growing, drawn)
        incident = incident_of(scenario, self.library.zone(scenario.plans))
        frames = frames_of(incident, self.library, scenario.moment(scenario.end))
        return tuple(
            (frame.at, truth_of(condition, plan.values))
            for frame in frames
            for place, plan in enumerate(frame.plans)
            for condition in (
                *(rule.condition for rule in plan.plan.rules),
                *(self._waits if not place else ()),
            )
        )


def _grown(scenario: Scenario, growing: Sequence[Growing], drawn: Drawn) -> Scenario:
    """Give a scenario with the values of one way."""
    injects = []
    for inject in scenario.injects:
        facts: dict[str, Node] = dict(inject.facts)
        for each, more in zip(growing, drawn.more, strict=True):
            value = _exact(evolve(inject, facts=facts), each.fact) if inject.id in each.injects else None
            if value is not None:
                facts[each.fact.id] = _with_value(
                    facts[each.fact.id], max(value + more, Fraction(0)), each.fact
                )
        injects.append(evolve(inject, facts=facts))
    return evolve(scenario, injects=tuple(injects))


def _with_value(node: Node, value: Fraction, fact: Fact) -> Node:
    """Write another value in the place of one, with whatever else is said of it."""
    exact = int(value) if value.denominator == 1 else value
    text = str(exact) if isinstance(exact, int) and fact.unit is None else show_plain(exact, fact, "zh")
    if isinstance(node, Fields):
        changed = [
            (key, Scalar(text, held.place) if str(key) == "value" else held) for key, held in node.items()
        ]
        return Fields(node.place, changed)
    return Scalar(text, node.place)


# All courses as one.


def _put_together(courses: tuple[Course, ...], which: "array[int]") -> Ways:
    steps: dict[tuple[str, str | None], Step] = {}
    changes: dict[object, object] = {}
    for course in courses:
        for step in course.steps:
            steps.setdefault(_key(step), step)
        for change in course.changes:
            if change.changes:
                changes.setdefault((change.since, change.certain), change)
    places = {key: place for place, key in enumerate(steps)}
    ordered = list(changes)
    first = courses[0]
    whole = first
    if len(courses) > 1:
        whole = evolve(
            first,
            steps=tuple(_tied(step, _course_of(step, courses), places) for step in steps.values()),
            changes=tuple(changes.values()),  # type: ignore[arg-type]
            skipped=tuple(dict.fromkeys(told for course in courses for told in course.skipped)),
        )
    return Ways(
        whole, courses,
        tuple(tuple(places[_key(step)] for step in course.steps) for course in courses),
        tuple(
            tuple(ordered.index((change.since, change.certain)) for change in course.changes if change.changes)
            for course in courses
        ),
        which,
    )  # fmt: skip


def _key(step: Step) -> tuple[str, str | None]:
    return step.id, step.action.declares


def _course_of(step: Step, courses: Sequence[Course]) -> Course:
    return next(course for course in courses if any(each is step for each in course.steps))


def _tied(step: Step, course: Course, places: Mapping[tuple[str, str | None], int]) -> Step:
    """Give a step whose ties name places among all steps."""

    def tied(tie: Tie | None) -> Tie | None:
        return tie if tie is None or tie.act is None else evolve(tie, act=places[_key(course.steps[tie.act])])

    ready = tied(step.ready)
    assert ready is not None  # noqa: S101 - every step has one
    return evolve(
        step, ready=ready, arose=tied(step.arose), late_from=tied(step.late_from), ends=tied(step.ends)
    )


def highest_of(course: Course) -> int:
    """Give the gravest level that comes to hold for certain in a course."""
    return max((change.certain for change in course.changes), default=0)


def shares_of_levels(ways: Ways) -> Iterator[tuple[str, int]]:
    """Give for each level in how many runs it is the gravest that comes to hold, the gravest first."""
    names = {rank: name for name, rank in ways.whole.ranks.items()}
    counts: dict[int, int] = {}
    for place in ways.which:
        rank = highest_of(ways.courses[place])
        counts[rank] = counts.get(rank, 0) + 1
    for rank in sorted(counts, reverse=True):
        yield names[rank], counts[rank]
