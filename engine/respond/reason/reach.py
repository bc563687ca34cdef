"""The levels some completion really gives: between none and I there may be nothing."""

from collections.abc import Mapping

from respond.facts import Level, Value
from respond.reason.possible import can_all_be, groups_of
from respond.reason.ranges import Ladder, LevelRange
from respond.reason.truth import Truth
from respond.reason.what_if import Judged


def reachable(judged: Judged, values: Mapping[str, Value], level: LevelRange) -> tuple[Level, ...]:
    """Give every level within the range that some completion of what is known gives, least grave first.

    With quality suspected still open and six deaths certain, a vaccine incident is either none or I.
    """
    between = level.possible.scale[level.certain + 1 : level.possible]
    if not between:
        return (level.certain,) if level.definite else (level.certain, level.possible)
    undecided = [(g, condition) for g, condition, truth in judged if truth is Truth.UNKNOWN]
    groups = groups_of([rung for rung in undecided if rung[0] > level.certain], values)
    # the other groups need not give more than what is certain, so one that can give a level is enough
    middle = [gravity for gravity in between if any(_can_be(gravity, group, values) for group in groups)]
    return (level.certain, *middle, level.possible)


def _can_be(gravity: Level, group: Ladder, values: Mapping[str, Value]) -> bool:
    """Say whether some completion meets a criterion of the level and none of a graver one."""
    graver = [(condition, False) for own, condition in group if own > gravity]
    return any(
        can_all_be([(condition, True), *graver], values) is not False
        for own, condition in group
        if own == gravity
    )
