"""A time axis of a chart: where a moment lies, and the moments that are marked."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.clock import local

_STEPS: Final = (
    timedelta(minutes=10), timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2), timedelta(hours=6),
    timedelta(hours=12), timedelta(days=1), timedelta(days=2), timedelta(days=7), timedelta(days=30),
    timedelta(days=90), timedelta(days=365),
)  # fmt: skip
_MOST_MARKS: Final = 9


@frozen
class TimeAxis:
    """Moments from `first` to `last` on pixels from `left` to `right`; what lies beyond is put at the edge.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    >>> axis = TimeAxis(noon, noon + timedelta(hours=4), 100, 500, ZoneInfo("UTC"))
    >>> axis.at(noon + timedelta(hours=1)), axis.at(noon + timedelta(days=9))
    (200, 500)
    >>> [words for _, words in axis.marks][:2]
    ['12:00', '12:30']
    """

    first: datetime
    last: datetime
    left: int
    right: int
    zone: ZoneInfo

    def at(self, moment: datetime) -> int:
        """Give where a moment lies."""
        moment = min(max(moment, self.first), self.last)
        return self.left + (moment - self.first) * (self.right - self.left) // (self.last - self.first)

    def shows(self, moment: datetime) -> bool:
        """Say whether a moment lies on it."""
        return self.first <= moment <= self.last

    @property
    def marks(self) -> tuple[tuple[int, str], ...]:
        """Give the marked moments: round ones of the zone, with the day where one begins."""
        length = self.last - self.first
        step = next((each for each in _STEPS if length <= each * _MOST_MARKS), _STEPS[-1])
        return tuple((self.at(each), _words(each, step)) for each in self._round(step))

    def _round(self, step: timedelta) -> Iterator[datetime]:
        start = local(self.first, self.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        number = -(-(self.first - start) // step)
        while (moment := start + number * step) <= self.last:
            yield moment
            number += 1


def _words(moment: datetime, step: timedelta) -> str:
    midnight = moment.hour == moment.minute == 0
    if step >= timedelta(days=1) or midnight:
        return moment.strftime("%m-%d")
    return moment.strftime("%H:%M")
