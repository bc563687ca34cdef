"""The course of a scenario, derived once: what is to be done from when, until when, and which inject or act it follows.

Thousands of runs cannot each ask the engine. It is asked a few times here, with the injects moved and with acts done
later by amounts of their own, and what moves along shows what it follows. What cannot be followed is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from attrs import evolve

from respond._records import frozen
from respond.errors import Text
from respond.exercise.getting_through import Blocked, getting_through
from respond.exercise.perfect import perfect_actions
from respond.exercise.run import Run, run_scenario
from respond.exercise.scenario import AT_ONCE, Action, Inject, Scenario, offset_of, read_offset
from respond.exercise.score import Outcome, without_clock
from respond.exercise.timeline import chosen
from respond.plan import Channel, Library
from respond.situation import Obligation, UnitName

_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)
_MOMENTS: Final = ("since", "started", "late_from")
"""The moments of an obligation that may hang on an act."""


@frozen
class Tie:
    """A moment in seconds from the start as the scenario is written; it moves with an inject, or counts from an act."""

    at: int
    inject: int | None = None
    act: int | None = None
    """The place of a task among all: then `at` are the seconds since that was done."""


@frozen
class Step:
    """Something a player who knows the plan does: an act that answers an obligation, or a level called."""

    id: str
    label: Text
    units: tuple[UnitName, ...]
    clauses: tuple[str, ...]
    by: str
    ready: Tie
    arose: Tie | None
    """When it was owed for certain, before which nothing is late; None where that was before the exercise began."""
    late_from: Tie | None
    ends: Tie | None
    without_clock: bool
    counts: bool
    at_once: bool
    direct: bool
    """Whether its inject is given to the unit that does it."""
    sudden: bool
    """Whether it is to be done from its inject or act on, of which somebody must hear first."""
    channels: frozenset[str]
    action: Action

    @property
    def level(self) -> bool:
        """Say whether a level is called."""
        return self.action.declares is not None


@frozen
class Change:
    """A change of the certain level: from which inject on, and which levels are right until the next change."""

    since: Tie
    changes: bool
    """Whether the certain level is another one than before."""
    certain: int
    possible: int


@frozen
class Cut:
    """An outage of the scenario: it comes with its inject, and lasts in seconds as long as is written."""

    inject: int
    channels: tuple[Channel, ...]
    lasts: int


@frozen
class Course:
    """All that a run needs to know of a scenario and its plans; times are whole seconds from the start."""

    scenario: Scenario
    injects: tuple[int, ...]
    cuts: tuple[Cut, ...]
    end: int
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    ranks: Mapping[str, int]
    skipped: tuple[Text, ...]
    duties: frozenset[str]
    units: frozenset[str]


def course_of(scenario: Scenario, library: Library, variant: str | None = None) -> Course:
    """Derive the course of a scenario, of its first variant if none is named, from the plan; raises as a run does.

    An inject that waits comes when it does with players who do all at once.
    """
    # nobody of them forgets to acknowledge anything, and what that takes is the time news takes
    prompt = evolve(scenario, actions=(), receipt_within=AT_ONCE)
    played, skipped = _by_the_clock(chosen(prompt, variant), library)
    course = _Deriving(played, library).course()
    return evolve(course, skipped=(*course.skipped, *skipped))


def _by_the_clock(scenario: Scenario, library: Library) -> tuple[Scenario, tuple[Text, ...]]:
    """Put every inject at a moment, and name those that never come; no variant is left to choose."""
    alone = evolve(
        scenario, variants=(), injects=tuple(evolve(each, variant=None) for each in scenario.injects)
    )
    if all(each.after is None and each.when is None for each in alone.injects):
        sent = getting_through(alone.injects, {})
        return evolve(alone, injects=sent.arrived), tuple(map(_blocked, sent.blocked))
    run = run_scenario(evolve(alone, actions=perfect_actions(alone, library)), library)
    return evolve(run.scenario, actions=()), (*map(_never, run.never), *map(_blocked, run.blocked))


def _cuts(scenario: Scenario) -> Iterator[Cut]:
    for place, inject in enumerate(scenario.injects):
        if inject.channels:
            until = read_offset(inject.until or scenario.end)
            yield Cut(place, inject.channels, (until - read_offset(inject.at)) // _SECOND)


class _Deriving:
    """The runs of the engine from which the course of one scenario is derived."""

    def __init__(self, scenario: Scenario, library: Library) -> None:
        self.scenario = scenario
        self.library = library
        # levels of plans beside the leading one are not simulated, and named as that
        self.actions = [
            each
            for each in perfect_actions(self.scenario, library)
            if not each.reached and not each.receives and each.plan is None
        ]
        self.best = self._run(self.actions)
        self.bare = self._run(())
        self.moves = [minutes * _MINUTE for minutes in range(len(scenario.injects))]
        self.moved = run_scenario(moved(self.scenario, self.moves), library)
        self.skipped: list[Text] = []

    def _run(self, actions: Sequence[Action]) -> Run:
        return run_scenario(evolve(self.scenario, actions=tuple(actions)), self.library)

    def course(self) -> Course:
        """Put the course together."""
        scenario, best = self.scenario, self.best
        expected = {each.id: each for each in best.outcomes}
        self.later = self._later(expected)
        steps = []
        for action in self.actions:
            step = self._call(action) if action.declares else self._step(action, expected)
            if step is not None:
                steps.append(step)
        steps = _renumbered(steps, self.actions)
        self._name_the_rest(expected, {step.id for step in steps})
        scale = best.final.level.certain.scale
        duties = {name for full in best.names if "#" in full for name in (full, full.rpartition("#")[2])}
        return Course(
            scenario,
            tuple(read_offset(inject.at) // _SECOND for inject in scenario.injects),
            tuple(_cuts(scenario)),
            read_offset(scenario.end) // _SECOND,
            tuple(steps),
            tuple(self._changes()),
            {level.name: int(level) for level in scale},
            tuple(self.skipped),
            frozenset(duties),
            frozenset(best.bodies),
        )

    # What follows what.

    def _later(self, expected: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """Do the acts that may set something off later, each by minutes of its own; give what then stands.

        An obligation that is there without any act, with the same moments, is set off by none.
        """
        bare = _obligations_of(self.bare)
        bound = [name for name, each in expected.items() if _unlike(each, bare.get(name))]
        self.bound = frozenset(bound)
        self.left: Mapping[str, Outcome] = {}
        if not bound:
            return {}
        delays: dict[int, timedelta] = {}
        independent = [place for place, each in enumerate(self.actions) if _name(each) not in self.bound]
        dependent = [place for place, each in enumerate(self.actions) if _name(each) in self.bound]
        for minutes, place in enumerate((*independent, *dependent), 1):
            delays[place] = minutes * _MINUTE
        self.delays = delays
        end = read_offset(self.scenario.end)
        late = [
            evolve(each, at=offset_of(read_offset(each.at) + delays[place]))
            for place, each in enumerate(self.actions)
            if read_offset(each.at) + delays[place] <= end
        ]
        later = _obligations_of(self._run(late))
        self.left = self._left(later, dependent)
        return later

    def _left(self, later: Mapping[str, Outcome], dependent: Sequence[int]) -> dict[str, Outcome]:
        """Give what becomes of acts that follow from others where they are left out, of those that set off nothing."""
        shifts = {
            there - base
            for name in self.bound
            for which in _MOMENTS
            if (there := _moment_of(later.get(name), which)) is not None
            and (base := _moment_of(_obligation_of(self.best, name), which)) is not None
        }
        left_out = {place for place in dependent if self.delays[place] not in shifts}
        kept = [each for place, each in enumerate(self.actions) if place not in left_out]
        names = {_name(self.actions[place]) for place in left_out}
        return {name: one for name, one in _obligations_of(self._run(kept)).items() if name in names}

    def _tie(self, name: str, which: str) -> Tie | None:
        """Find what a moment of an obligation follows; raises LookupError where nothing explains how it moves."""
        base = _moment_of(_obligation_of(self.best, name), which)
        if base is None:
            return None
        seconds = (base - self.scenario.start) // _SECOND
        if name not in self.bound:
            there = _moment_of(_obligation_of(self.moved, name), which)
            inject = None if there is None else self._inject_moved(there - base)
            if there is not None and (inject is not None or there == base):
                return Tie(seconds, inject)
        else:
            there = _moment_of(self.later.get(name), which)
            if there is not None and there == base:
                return Tie(seconds)
            for place, delay in self.delays.items():
                if there is not None and there - base == delay:
                    done = self.scenario.moment(self.actions[place].at)
                    return Tie((base - done) // _SECOND, act=place)
        raise LookupError(name)

    def _inject_moved(self, by: timedelta) -> int | None:
        return next((place for place, move in enumerate(self.moves) if move == by and place), None)

    # Steps.

    def _step(self, action: Action, expected: Mapping[str, Outcome]) -> Step | None:
        name = _name(action)
        outcome = expected.get(name)
        if outcome is None or outcome.result != "met" or not isinstance(outcome.of, Obligation):
            self.skipped.append(_unfollowed(name))
            return None
        one = outcome.of
        try:
            ready, arose = self._ready(outcome, one), self._arose(outcome)
            late_from = self._tie(name, "late_from")
        except LookupError:
            self.skipped.append(_unfollowed(name))
            return None
        bare = next((each for each in self.bare.outcomes if each.id == name), None)
        return Step(
            name, outcome.label, outcome.units, outcome.clauses, action.by, ready, arose, late_from, self._ends(name),
            without_clock(one), bare is None or bare.judged or late_from is not None, one.at_once,
            self._direct(ready, action.by), self._sudden(ready), frozenset(one.order.channel), action,
        )  # fmt: skip

    def _ready(self, outcome: Outcome, one: Obligation) -> Tie:
        """Give from when it is to be done: it is owed for certain, and the first inject has come.

        What has a limit in figures is not done before that begins: no report of the end within days is written at the
        start. What is owed at once is, as soon as it is owed.
        """
        first = self.scenario.moment(self.scenario.injects[0].at)
        name, arose = outcome.id, outcome.since
        began = one.started if one.due is not None and isinstance(one.started, datetime) else arose
        begins = max(first, self.scenario.start)
        if name not in self.bound and max(arose, began) <= begins:
            return Tie((begins - self.scenario.start) // _SECOND, 0)
        tie = self._tie(name, "since" if arose >= began else "started")
        if tie is None:  # it has arisen, so that there is a moment
            raise LookupError(name)
        return tie

    def _arose(self, outcome: Outcome) -> Tie | None:
        first = self.scenario.moment(self.scenario.injects[0].at)
        return self._tie(outcome.id, "since") if outcome.since > first or outcome.id in self.bound else None

    def _ends(self, name: str) -> Tie | None:
        """Give when it ends if nobody does it."""
        if name in self.bound:
            ended = _moment_of(self.left.get(name), "ended")
            return None if ended is None else self._at_inject((ended - self.scenario.start) // _SECOND)
        before = _moment_of(_obligation_of(self.bare, name), "ended")
        after = _moment_of(_obligation_of(self.moved, name), "ended")
        if before is None or after is None:
            return None
        return Tie((before - self.scenario.start) // _SECOND, self._inject_moved(after - before))

    def _direct(self, ready: Tie, by: str) -> bool:
        if ready.inject is None:
            return True
        inject = self.scenario.injects[ready.inject]
        return by in inject.to or (inject.noticed and not inject.to)  # whoever is cut off notices

    def _sudden(self, ready: Tie) -> bool:
        """Say whether it follows its inject or act at once; what comes due by the clock is known beforehand."""
        if ready.act is not None:
            return ready.at == 0
        given = self.scenario.injects
        return ready.inject is not None and ready.at == read_offset(given[ready.inject].at) // _SECOND

    # Levels.

    def _call(self, action: Action) -> Step:
        at = read_offset(action.at) // _SECOND
        tie = self._at_inject(at)
        words = self.best.final.level.certain.scale.named(action.declares).words
        label = Text(f"判定级别：{words.zh}", f"call the level: {words.en}")
        direct = self._direct(tie, action.by)
        return Step(
            f"level@{action.at}", label, (), (), action.by, tie, None, None, None, without_clock=False, counts=False,
            at_once=True, direct=direct, sudden=True, channels=frozenset(), action=action,
        )  # fmt: skip

    def _at_inject(self, seconds: int) -> Tie:
        """Tie a moment at which the level changed to the inject given then."""
        given = [read_offset(inject.at) // _SECOND for inject in self.scenario.injects]
        place = next((place for place in reversed(range(len(given))) if given[place] <= seconds), 0)
        return Tie(seconds, place if given[place] == seconds or not place else None)

    def _changes(self) -> Iterator[Change]:
        before = None
        for stretch in self.bare.levels[0].stretches:
            level = stretch.level
            since = self._at_inject((stretch.since - self.scenario.start) // _SECOND)
            changed = level.certain != before and level.certain > 0
            yield Change(since, changed, int(level.certain), int(level.possible))
            before = level.certain

    # What is left out.

    def _name_the_rest(self, expected: Mapping[str, Outcome], done: set[str]) -> None:
        """Name what would count and is not simulated."""
        for outcome in self.bare.outcomes:
            if outcome.kind == "duty" and outcome.judged and outcome.id not in done:
                told = _unfollowed(outcome.id)
                if told not in self.skipped:
                    self.skipped.append(told)
        for target in self.scenario.targets:
            self.skipped.append(
                Text(
                    f"目标 {target.id}：只有评估员看得到", f"target {target.id}: only an evaluator can see it"
                )
            )
        for grader in self.bare.graders[1:]:
            title = grader.title
            self.skipped.append(
                Text(
                    f"《{title.zh}》的级别：只推算主导预案的",
                    f"the level of {title.en}: only the leading plan's is",
                )
            )
        kept = sum(
            isinstance(each.of, Obligation) and each.of.order.kind != "act" for each in expected.values()
        )
        if kept:
            self.skipped.append(
                Text(
                    f"保持或不得做的事{kept}项，没有办理时间",
                    f"{kept} that are to be kept up or refrained from, which take no time",
                )
            )


def moved(scenario: Scenario, moves: Sequence[timedelta]) -> Scenario:
    """Give a scenario whose injects come later by so much each, and whose end leaves room for that."""
    injects = tuple(
        evolve(inject, at=offset_of(read_offset(inject.at) + move))
        for inject, move in zip(scenario.injects, moves, strict=True)
    )
    end = max(read_offset(scenario.end), *(read_offset(inject.at) for inject in injects))
    return evolve(scenario, injects=injects, end=offset_of(end))


def _name(action: Action) -> str:
    return f"{action.did[0]}#{action.round}" if action.did else f"level@{action.at}"


def _unlike(one: Outcome, other: Outcome | None) -> bool:
    """Say whether an obligation is another than where nothing was done: set off, begun or limited by an act."""
    if not isinstance(one.of, Obligation):
        return False
    return other is None or any(_moment_of(one, which) != _moment_of(other, which) for which in _MOMENTS)


def _obligation_of(run: Run, name: str) -> Outcome | None:
    return _obligations_of(run).get(name)


def _obligations_of(run: Run) -> dict[str, Outcome]:
    return {each.id: each for each in run.outcomes if isinstance(each.of, Obligation)}


def _moment_of(one: Outcome | None, which: str) -> datetime | None:
    """Give a moment of an obligation; that from which it is owed for certain is told by what came of it."""
    if one is None:
        return None
    found = one.since if which == "since" else getattr(one.of, which)
    return found if isinstance(found, datetime) else None


def _renumbered(steps: list[Step], actions: Sequence[Action]) -> list[Step]:
    """Let ties name places among the steps in place of places among the actions."""
    places = {id(step.action): place for place, step in enumerate(steps)}
    table = {number: places.get(id(action)) for number, action in enumerate(actions)}

    def tied(tie: Tie) -> Tie:
        return tie if tie.act is None else evolve(tie, act=table[tie.act])

    return [
        evolve(
            step,
            ready=tied(step.ready),
            arose=None if step.arose is None else tied(step.arose),
            late_from=None if step.late_from is None else tied(step.late_from),
            ends=None if step.ends is None else tied(step.ends),
        )
        for step in steps
    ]


def _never(inject: Inject) -> Text:
    return Text(
        f"导调信息 {inject.id}：参演者全部及时办到时它不出现",
        f"the inject {inject.id}: with players who do all in time it never comes",
    )


def _blocked(cut: Blocked) -> Text:
    name, outage = cut.inject.id, cut.outage.id
    return Text(
        f"导调信息 {name}：所用的方式被 {outage} 中断，没有送到",
        f"the inject {name}: {outage} has cut its channel, and it does not arrive",
    )


def _unfollowed(name: str) -> Text:
    return Text(
        f"{name}：它何时产生或到期，随别的行动而变，不能逐次推算",
        f"{name}: when it arises or is due hangs on other acts in a way that is not followed",
    )
