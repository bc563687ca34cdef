"""The levels some completion really gives: between none and I there may be nothing."""

from collections.abc import Mapping

from respond.assess.ranges import Gravity, LevelRange
from respond.assess.variation import Judged
from respond.conditions import NONE, Truth, find
from respond.facts import Value


def reachable(judged: Judged, values: Mapping[str, Value], level: LevelRange) -> tuple[Gravity, ...]:
    """Give every level within the range that some completion of what is known gives, least grave first.

    With quality suspected still open and six deaths certain, a vaccine incident is either none or I.
    """
    between = range(level.certain + 1, level.possible)
    middle = tuple(gravity for gravity in between if _can_be(gravity, judged, values))
    return tuple(sorted({level.certain, *middle, level.possible}))


def _can_be(gravity: Gravity, judged: Judged, values: Mapping[str, Value]) -> bool:
    """Say whether some completion meets a criterion of the level and none of a graver one."""
    graver = [(condition, False) for own, condition, truth in judged if own > gravity and truth is Truth.UNKNOWN]
    return any(
        find([(condition, True), *graver], values) is not NONE
        for own, condition, truth in judged
        if own == gravity and truth is not Truth.NO
    )
