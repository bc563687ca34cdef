"""What becomes of a due moment that falls on a day that is no working day."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Self

from respond._records import frozen
from respond.clock.calendar import Calendar
from respond.clock.zone import at_clock, local, parse_clock_time
from respond.errors import CoverageError, InputError, Place, Text, fault
from respond.facts import halfwidth

_FORM = re.compile(r"(\S+) next working day")

NO_WORKING_DAY = Text("非工作日", "no working day")


@frozen
class Roll:
    """It moves to a clock time of the next working day."""

    time: time

    @classmethod
    def read(cls, text: str, place: Place | None = None) -> Self:
        """Read `HH:MM next working day`; raise E612, and E607 for what is no clock time.

        >>> Roll.read("12:00 next working day").time
        datetime.time(12, 0)
        """
        place = place or getattr(text, "place", None)
        match = _FORM.fullmatch(" ".join(halfwidth(text).split()))
        if match is None:
            raise InputError([fault("E612", place, found=text)])
        return cls(parse_clock_time(match[1], place))

    @property
    def clock(self) -> str:
        """Give the clock time as people write it."""
        return self.time.strftime("%H:%M")

    def added_to(self, words: Text) -> Text:
        """Put it after the words of a limit."""
        return Text(
            "{limit}（遇非工作日顺延至下一工作日{clock}）",
            "{limit} (if that is no working day: {clock} of the next working day)",
        ).fill(limit=words, clock=self.clock)

    def settled(self, moment: datetime, calendar: Calendar | None) -> datetime:
        """Give the moment something is due that ends at a moment; never earlier than that.

        Raise CoverageError (E610) for a year whose working days are not known, E611 without a calendar.
        """
        if calendar is None:
            raise CoverageError([fault("E611", found=NO_WORKING_DAY)])
        day = local(moment, calendar.zone).date()
        if calendar.is_working_day(day):
            return moment
        return at_clock(calendar.shift(day, 1), self.time, calendar.zone)

    def settled_in_order(self, moments: Iterable[datetime], calendar: Calendar) -> Iterator[datetime]:
        """Give moments that come in order as they are due, in order again, those that fall together once."""
        waiting: datetime | None = None
        for moment in moments:
            if waiting is not None and waiting < moment:
                yield waiting
                waiting = None
            due = self.settled(moment, calendar)
            if due != moment:
                waiting = due
                continue
            waiting = None if waiting == moment else waiting
            yield moment
