"""Moments that the calendar gives again and again: the end of a month, the last working day of a quarter."""

import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, get_args
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.clock.durations import Duration, parse_duration, shift_day
from respond.clock.zone import start_of_day
from respond.errors import CoverageError, InputError, Place, Text, fault
from respond.facts import halfwidth

if TYPE_CHECKING:
    from respond.clock.calendar import Calendar

Period = Literal["month", "quarter", "year"]
End = Literal["end", "last working day"]

_FORM: Final = re.compile(
    r"(?:(?P<ahead>.+) before )?(?:the )?(?P<end>end|last working day) of (?:each |the )?"
    r"(?P<period>month|quarter|year)(?:s?(?P<numbers> \d{1,2}(?:, ?\d{1,2})*))?"
)
_MONTHS: Final[dict[Period, int]] = {"month": 1, "quarter": 3, "year": 12}
_WORKING_DAYS: Final = Text("最后一个工作日", "the last working day")
_NAMES: Final[dict[Period, Text]] = {
    "month": Text("每月", "each month"),
    "quarter": Text("每季度", "each quarter"),
    "year": Text("每年", "each year"),
}
_NUMBERED: Final[dict[Period, Text]] = {
    "month": Text("每年{numbers}月", "month {numbers} of each year"),
    "quarter": Text("每年第{numbers}季度", "quarter {numbers} of each year"),
    "year": Text("{numbers}", "{numbers}"),
}
_ENDS: Final[dict[End, Text]] = {
    "end": Text("{period}底", "the end of {period}"),
    "last working day": Text("{period}最后一个工作日", "the last working day of {period}"),
}


@frozen
class PeriodEnd:
    """24:00 of the last day, or of the last working day, of every period or of some, or so long before that."""

    end: End
    period: Period
    numbers: tuple[int, ...] = ()
    """Which of the periods of a year; all where none is named."""
    ahead: Duration = Duration()
    """At most half a period, so that it stays within."""

    @classmethod
    def read(cls, text: str, place: Place | None = None) -> "PeriodEnd":
        """Read `end of month`, `last working day of quarter 1, 2`, `1 week before the end of year`.

        Raise E618, and those of a length of time.

        >>> PeriodEnd.read("1 week before the last working day of quarter 4").words.zh
        '每年第4季度最后一个工作日前7天'
        """
        place = place or getattr(text, "place", None)
        match = _FORM.fullmatch(" ".join(halfwidth(text).lower().split()))
        if match is None:
            raise InputError([fault("E618", place, found=text)])
        period: Period = next(each for each in get_args(Period) if each == match["period"])
        end: End = next(each for each in get_args(End) if each == match["end"])
        numbers = tuple(sorted({int(number) for number in re.findall(r"\d+", match["numbers"] or "")}))
        ahead = parse_duration(match["ahead"], place) if match["ahead"] else Duration()
        most = 12 // _MONTHS[period] if period != "year" else 0
        far = ahead.nominal * 2 * 12 > _MONTHS[period] * Duration(months=12).nominal
        if any(not 1 <= number <= most for number in numbers) or not ahead.whole_days or far:
            raise InputError([fault("E618", place, found=text)])
        return cls(end, period, numbers, ahead)

    @property
    def words(self) -> Text:
        """Give it in words.

        >>> PeriodEnd.read("end of month").words.en, PeriodEnd.read("end of month 9").words.en
        ('the end of each month', 'the end of month 9 of each year')
        """
        period = _NAMES[self.period]
        if self.numbers:
            zh, en = ("、".join(map(str, self.numbers)), ", ".join(map(str, self.numbers)))
            period = _NUMBERED[self.period].fill(numbers=Text(zh, en))
        words = _ENDS[self.end].fill(period=period)
        if self.ahead == Duration():
            return words
        return Text("{end}前{ahead}", "{ahead} before {end}").fill(end=words, ahead=self.ahead.words)

    @property
    def nominal(self) -> Fraction:
        """Give the length from one to the next in minutes, with a mean month: for ordering only."""
        rounds = len(self.numbers) or 12 // _MONTHS[self.period]
        return Duration(months=12).nominal / rounds

    def in_year(self, year: int, zone: ZoneInfo, calendar: "Calendar | None") -> list[datetime]:
        """Give its moments of the periods of a year; raise CoverageError where working days are not known."""
        length = _MONTHS[self.period]
        numbers = self.numbers or range(1, 12 // length + 1)
        return [
            start_of_day(self._day(year, number * length, calendar) + timedelta(1), zone)
            for number in numbers
        ]

    def _day(self, year: int, month: int, calendar: "Calendar | None") -> date:
        """Give the day it falls on in the period that ends with a month."""
        day = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        if self.end == "last working day":
            if calendar is None:
                raise CoverageError([fault("E611", found=_WORKING_DAYS)])
            while not calendar.is_working_day(day):
                day -= timedelta(1)
        return shift_day(day, self.ahead, -1, calendar)
