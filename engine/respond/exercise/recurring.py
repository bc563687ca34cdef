"""A duty that comes again and again: one expectation for each time it falls due within the exercise."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice, zip_longest

from attrs import frozen

from respond.clock import Daily, Deadline, Every, occurrences
from respond.errors import Text

MOST = 1000
"""No exercise expects one duty more often than that."""


@frozen
class Round:
    """One time of a recurring duty: acts after `after` and up to its due time count for it.

    `next_due` is when it falls due again within the exercise; None for the last time.
    """

    number: int
    after: datetime | None
    next_due: datetime | None

    @property
    def words(self) -> Text:
        """Say which time it is.

        >>> Round(2, None, None).words.zh
        '第2次'
        """
        return Text(f"第{self.number}次", f"time {self.number}")


def rounds(deadline: Deadline | None, since: datetime, end: datetime) -> Iterator[tuple[datetime, Round]]:
    """Give each time a recurring deadline falls due after `since` and up to `end`; nothing for other limits."""
    if deadline is None or deadline.started is None or not isinstance(deadline.limit, Every | Daily):
        return
    limit = deadline.limit
    if isinstance(limit, Every) and limit.duration.working_days:
        return  # counted by a calendar, which the duty's own next due time has used already
    times = list(islice(occurrences(limit, deadline.started, since, end), MOST))
    for index, (due, following) in enumerate(zip_longest(times, times[1:])):
        yield due, Round(index + 1, times[index - 1] if index else None, following)
