"""The level curve: what the players called beside what the plan gave, minute by minute, and how long it was wrong."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from respond._records import frozen
from respond.exercise.levels import Call, Stretch
from respond.facts import Level
from respond.reason import LevelRange


@frozen
class CurveStep:
    """A time over which neither the plan's level nor the one called changed."""

    since: datetime
    until: datetime
    plan: LevelRange
    called: Level | None

    @property
    def length(self) -> timedelta:
        """Give how long it lasted."""
        return self.until - self.since


@frozen
class LevelCurve:
    """The whole curve, and how long nothing, too little or too much was called; delays by change of the level."""

    steps: tuple[CurveStep, ...]
    uncalled: timedelta
    """How long a level held and none was called."""
    too_low: timedelta
    too_high: timedelta
    delays: tuple[tuple[datetime, timedelta | None], ...]
    """Of each change of the certain level to one that is to be called: how long the right call took; None: never."""


def level_curve(found: Sequence[Stretch], calls: Sequence[Call], end: datetime) -> LevelCurve:
    """Give the curve of an exercise from its stretches and calls, up to its end."""
    cuts = sorted({*(each.since for each in found), *(call.at for call in calls), end})
    begins = found[0].since if found else end
    steps = []
    for since, until in pairwise(cuts):
        if since < begins or since >= end:
            continue
        stretch = next(each for each in reversed(found) if each.since <= since)
        standing = [call for call in calls if call.at <= since]
        steps.append(CurveStep(since, until, stretch.level, standing[-1].level if standing else None))
    called = [call for call in calls if call.at <= end]
    # what is called in the minute in which the exercise ends stands for no time, and was called all the same
    last = [CurveStep(end, end, found[-1].level, called[-1].level)] if found and called else []
    return LevelCurve(
        tuple(steps),
        _sum([each for each in steps if each.called is None and each.plan.certain > 0]),
        _sum([each for each in steps if each.called is not None and each.called < each.plan.certain]),
        _sum([each for each in steps if each.called is not None and each.called > each.plan.possible]),
        tuple(_delays(found, [*steps, *last])),
    )


def _sum(steps: Sequence[CurveStep]) -> timedelta:
    return sum((each.length for each in steps), timedelta(0))


def _delays(found: Sequence[Stretch], steps: Sequence[CurveStep]) -> list[tuple[datetime, timedelta | None]]:
    """Give, for each change of the certain level, how long after it the level called was one the plan allows."""
    delays: list[tuple[datetime, timedelta | None]] = []
    before = None
    for place, stretch in enumerate(found):
        certain = stretch.level.certain
        if certain != before and certain > 0:
            until = next((each.since for each in found[place + 1 :] if each.level.certain != certain), None)
            right = next(
                (
                    step.since
                    for step in steps
                    if step.since >= stretch.since
                    and (until is None or step.since < until)
                    and step.called is not None
                    and step.plan.certain <= step.called <= step.plan.possible
                ),
                None,
            )
            delays.append((stretch.since, None if right is None else right - stretch.since))
        before = certain
    return delays
