"""When it really was at a moment of the exercise's clock, where how the clock ran was recorded."""

from collections.abc import Sequence
from datetime import datetime

from respond.exercise.scenario import Pace, Scenario, read_offset


def real_moment(scenario: Scenario, moment: datetime) -> datetime | None:
    """Give the real moment at which the exercise's clock came to a moment; None where no pace tells.

    What the clock jumped over was when it jumped.
    """
    offset = moment - scenario.start
    begun = [pace for pace in scenario.paces if read_offset(pace.at) <= offset]
    if not begun:
        return None
    pace, last = _first_at(begun, begun[-1]), begun[-1]
    gone = offset - read_offset(pace.at)
    if not gone:
        return pace.real
    ran = last.real + gone // last.speed if last.speed else None
    jumped = next((each.real for each in scenario.paces if read_offset(each.at) > offset), None)
    return min((each for each in (ran, jumped) if each is not None), default=None)


def _first_at(paces: Sequence[Pace], last: Pace) -> Pace:
    """Give the first of several paces from one offset on: the clock came there before it paused."""
    return next(pace for pace in paces if read_offset(pace.at) == read_offset(last.at))
