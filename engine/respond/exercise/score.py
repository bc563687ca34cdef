"""What the plan expected of the players, and what came of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal

from attrs import evolve, frozen

from respond.clock import Deadline
from respond.errors import Text
from respond.exercise.recurring import Round, rounds
from respond.exercise.scenario import Action, Scenario
from respond.plan import GRAVITY, LEVEL_WORDS, Soon
from respond.situation import Duty, Situation

Result = Literal["met", "late", "incomplete", "omitted", "open"]
"""`open`: not due when the exercise ended, or without a limit that could be missed."""

_PRESSING = (Soon.IMMEDIATELY, Soon.PROMPTLY)


@frozen
class Expectation:
    """One thing the plan expects: a duty by its deadline, or the right level while it holds."""

    kind: Literal["duty", "level"]
    id: str
    ids: tuple[str, ...]
    label: Text
    units: tuple[Text, ...]
    clause: str
    since: datetime
    due: datetime | None
    until: datetime | None
    pressing: bool
    at_once: bool = False
    unit_ids: tuple[str, ...] = ()
    to: tuple[tuple[str, Text], ...] = ()
    levels: tuple[int, int] = (0, 0)
    round: Round | None = None
    """Which time of a recurring duty it is."""


@frozen
class Outcome:
    """An expectation with what the players did about it."""

    expectation: Expectation
    result: Result
    at: datetime | None
    late_by: timedelta | None
    missing: tuple[Text, ...]
    points: int

    @property
    def counts(self) -> bool:
        """Say whether it enters the score."""
        return self.result != "open"


def expect(situations: Sequence[Situation], final: Situation) -> tuple[Expectation, ...]:
    """Derive what was expected from the situations of an exercise, in the order it arose."""
    duties: dict[str, Expectation] = {}
    deadlines: dict[str, Deadline | None] = {}
    for situation in (*situations, final):
        for duty in situation.duties:
            if duty.state == "owed" and duty.mood == "must":
                duties[duty.id] = _duty(duty, situation, duties.get(duty.id))
                deadlines[duty.id] = duty.deadline
            elif duty.state == "stood-down" and duty.id in duties and duties[duty.id].until is None:
                duties[duty.id] = evolve(duties[duty.id], until=situation.at)
    each = (found for name, duty in duties.items() for found in _each(duty, deadlines[name], final.at))
    return tuple(sorted([*_levels(situations, final), *each], key=lambda expectation: expectation.since))


def _each(duty: Expectation, deadline: Deadline | None, end: datetime) -> Iterator[Expectation]:
    """Expect a recurring duty each time it falls due, any other once."""
    found = list(rounds(deadline, duty.since, min(end, duty.until or end)))
    if not found:
        yield duty
    for due, turn in found:
        label = Text(f"{duty.label.zh}（{turn.words.zh}）", f"{duty.label.en} ({turn.words.en})")
        since = turn.after or duty.since
        yield evolve(
            duty, id=f"{duty.id}#{turn.number}", label=label, since=since, due=due, until=None, round=turn
        )


def _duty(duty: Duty, situation: Situation, known: Expectation | None) -> Expectation:
    due = duty.deadline.due if duty.deadline else None
    return Expectation(
        kind="duty",
        id=duty.id,
        ids=(duty.id, *(other.id for other in duty.merged)),
        label=duty.label,
        units=tuple(unit.name for unit in duty.units),
        clause=duty.clause,
        since=known.since if known else situation.at,
        due=due,
        until=None,
        pressing=due is not None or duty.words in _PRESSING,
        at_once=duty.words is Soon.IMMEDIATELY,
        unit_ids=tuple(unit.id for unit in duty.units),
        to=tuple((unit.id, unit.name) for unit in duty.to),
    )


def _levels(situations: Sequence[Situation], final: Situation) -> Iterator[Expectation]:
    """Expect the right level to be declared each time what is certain or possible changes."""
    current: Expectation | None = None
    for situation in situations:
        levels = (situation.level.certain, situation.level.possible)
        if current is not None and current.levels == levels:
            continue
        if current is not None:
            yield evolve(current, until=situation.at)
        current = _level(situation, levels) if levels[0] > 0 else None
    if current is not None:
        yield evolve(current, until=final.at + timedelta(seconds=1))


def _level(situation: Situation, levels: tuple[int, int]) -> Expectation:
    met = next((c for c in situation.leading.criteria if c.level == levels[0]), None)
    words = LEVEL_WORDS[levels[0]]
    more = LEVEL_WORDS[levels[1]]
    label = Text(f"判定级别：{words.zh}", f"call the level: {words.en}")
    if levels[1] > levels[0]:
        label = Text(f"{label.zh}（最高可能{more.zh}）", f"{label.en} (at most {more.en})")
    return Expectation(
        "level", f"level@{situation.at.isoformat()}", (), label, (), met.clause if met else "",
        situation.at, None, None, pressing=True, levels=levels,
    )  # fmt: skip


def judge(scenario: Scenario, expectations: Sequence[Expectation], end: datetime) -> Iterator[Outcome]:
    """Judge every expectation by the players' recorded actions."""
    for expectation in expectations:
        judged = _judge_level if expectation.kind == "level" else _judge_duty
        yield judged(scenario, expectation, end)


def _judge_level(scenario: Scenario, expectation: Expectation, end: datetime) -> Outcome:
    """Count the right level in full where it is the only call of its window; as late after a wrong one.

    A right call that is taken back for a wrong one counts as omitted: at the end it did not stand.
    """
    low, high = expectation.levels
    until = expectation.until or end
    calls = [(scenario.moment(action.at), action.declares) for action in scenario.actions if action.declares]
    within = sorted(call for call in calls if expectation.since <= call[0] < until)
    right = [low <= GRAVITY[declared] <= high for _, declared in within]
    if not any(right) or not right[-1]:
        return Outcome(expectation, "omitted", None, None, (), scenario.points.omitted)
    at = within[right.index(True)][0]
    if right[0]:
        return Outcome(expectation, "met", at, None, (), scenario.points.met)
    return Outcome(expectation, "late", at, at - within[0][0], (), scenario.points.late)


def _judge_duty(scenario: Scenario, expectation: Expectation, end: datetime) -> Outcome:
    done = [action for action in scenario.actions if set(action.did) & set(expectation.ids)]
    if expectation.round is not None:
        done = list(_of_round(scenario, expectation, expectation.round, done))
    if not done:
        result: Result = "open" if _excused(scenario, expectation, end) else "omitted"
        return Outcome(expectation, result, None, None, (), scenario.points.omitted)
    times, missing = _delivered(scenario, expectation, done)
    last = max(times)
    late = last - expectation.due if expectation.due is not None and last > expectation.due else None
    if missing:
        return Outcome(expectation, "incomplete", last, late, missing, scenario.points.incomplete)
    if late is not None:
        return Outcome(expectation, "late", last, late, (), scenario.points.late)
    return Outcome(expectation, "met", last, None, (), scenario.points.met)


def _of_round(
    scenario: Scenario, expectation: Expectation, turn: Round, done: Sequence[Action]
) -> Iterator[Action]:
    """Give the acts that count for one time of a recurring duty.

    An act counts for the time it precedes. One that comes after the due time counts, late, where another follows
    it before the next, or where there is no next.
    """
    due = expectation.due
    own = [
        a
        for a in done
        if (turn.after is None or scenario.moment(a.at) > turn.after) and not _later(scenario, a, due)
    ]
    if own:
        yield from own
        return
    late = [a for a in done if _later(scenario, a, due) and not _later(scenario, a, turn.next_due)]
    if late and (turn.next_due is None or len(late) > 1):
        yield min(late, key=lambda action: scenario.moment(action.at))


def _later(scenario: Scenario, action: Action, moment: datetime | None) -> bool:
    return moment is not None and scenario.moment(action.at) > moment


def _excused(scenario: Scenario, expectation: Expectation, end: datetime) -> bool:
    """Say whether a duty left undone is no omission: nobody plays its unit, or it ended or ran past the exercise.

    What is owed at once has no time in which it could have ended.
    """
    if scenario.cast and not set(expectation.unit_ids) & set(scenario.cast):
        return True
    if not expectation.pressing or (expectation.due is not None and expectation.due > end):
        return True
    if expectation.until is None or expectation.at_once:
        return False
    return expectation.due is None or expectation.until <= expectation.due


def _delivered(
    scenario: Scenario, expectation: Expectation, done: Sequence[Action]
) -> tuple[list[datetime], tuple[Text, ...]]:
    """Find when each addressee was first told, and who never was; an action that names none told all."""
    wanted = dict(expectation.to)
    told: dict[str, datetime] = {}
    for action in sorted(done, key=lambda action: scenario.moment(action.at)):
        for name in action.to or tuple(wanted) or ("",):
            told.setdefault(str(name), scenario.moment(action.at))
    reached = [moment for name, moment in told.items() if name in wanted or not wanted]
    missing = tuple(label for name, label in wanted.items() if name not in told)
    return reached or [scenario.moment(done[0].at)], missing
