"""Lengths of time as plans write them: hours, days, calendar months, working days."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from respond.clock.zone import SHANGHAI, local
from respond.errors import CoverageError, Fault, InputError, Language, Place, Text, fault, nearest
from respond.facts import halfwidth

if TYPE_CHECKING:
    from respond.clock.calendar import Calendar

_NUMERALS = "[零〇一二三四五六七八九十百两半数几]"
_PART = re.compile(r"([0-9]+)\s*((?:[a-z]+(?: days?)?|[^0-9\s,，和零a-z]+))")
_JOIN = re.compile(r"\s*(?:,|、|\band\b|和|零)?\s*")
_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2})")

_LONGEST_YEARS = 100
_MONTH_MINUTES = Fraction(146_097 * 1440, 4800)  # the mean month of the calendar, only for ordering

_UNITS: dict[str, tuple[str, int]] = {}
for _field, _scale, _names in (
    ("minutes", 1, "minute minutes min mins 分钟 分"),
    ("hours", 1, "hour hours h hr hrs 小时 个小时 时"),
    ("days", 1, "day days d 天 日"),
    ("days", 7, "week weeks 周 个星期 星期 个周"),
    ("months", 1, "month months 个月 月"),
    ("months", 12, "year years 年"),
    ("working_days", 1, "工作日 个工作日"),
):
    _UNITS.update((name, (_field, _scale)) for name in _names.split())
for _name in ("working day", "working days", "workday", "workdays", "business day", "business days"):
    _UNITS[_name] = ("working_days", 1)

_SHOWN = (
    ("months", "个月", "month"),
    ("days", "天", "day"),
    ("working_days", "个工作日", "working day"),
    ("hours", "小时", "hour"),
    ("minutes", "分钟", "minute"),
)


@frozen
class Duration:
    """A length of time; months are calendar months, working days are counted by a calendar.

    >>> Duration(hours=1).describe("zh")
    '1小时'
    """

    months: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0
    working_days: int = 0

    def describe(self, lang: Language) -> str:
        """Give the length in words.

        >>> Duration(months=1, days=15).describe("en")
        '1 month and 15 days'
        """
        parts = []
        for name, zh, en in _SHOWN:
            number = getattr(self, name)
            if number:
                parts.append(
                    f"{number}{zh}" if lang == "zh" else f"{number} {en}{'s' if number != 1 else ''}"
                )
        return "".join(parts) if lang == "zh" else " and ".join(parts)

    @property
    def words(self) -> Text:
        """Give the length in both languages."""
        return Text(self.describe("zh"), self.describe("en"))

    @property
    def single(self) -> bool:
        """Say whether it is one of one unit: one day, one month."""
        return self.months + self.days + self.hours + self.minutes + self.working_days == 1

    @property
    def whole_days(self) -> bool:
        """Say whether it is made of days, months or working days only."""
        return not self.hours and not self.minutes

    @property
    def exact(self) -> bool:
        """Say whether it is made of hours and minutes only, the same length at any time of any year."""
        return not (self.months or self.days or self.working_days)

    @property
    def nominal(self) -> Fraction:
        """Give its length in minutes with a mean month and five working days a week: for ordering only."""
        exact = self.minutes + 60 * self.hours + 1440 * self.days
        return exact + self.months * _MONTH_MINUTES + self.working_days * Fraction(7 * 1440, 5)

    def shorter_than(self, other: "Duration") -> bool:
        """Say whether it ends earlier whatever the start: 30 days are not certainly shorter than a month.

        >>> Duration(minutes=30).shorter_than(Duration(hours=1))
        True
        >>> Duration(days=30).shorter_than(Duration(months=1))
        False
        """
        mine, its = _sizes(self), _sizes(other)
        if all(a <= b for a, b in zip(mine, its, strict=True)) and mine != its:
            return True
        return _longest(self) < _shortest(other)

    def times(self, factor: int) -> "Duration":
        """Give it `factor` times over; months stay months, so that month ends do not drift.

        >>> Duration(months=1).times(3)
        Duration(months=3, days=0, hours=0, minutes=0, working_days=0)
        """
        return Duration(
            self.months * factor,
            self.days * factor,
            self.hours * factor,
            self.minutes * factor,
            self.working_days * factor,
        )


def _sizes(duration: Duration) -> tuple[int, int, int]:
    return (
        duration.months,
        duration.working_days,
        duration.minutes + 60 * duration.hours + 1440 * duration.days,
    )


def _shortest(duration: Duration) -> int:
    """Give the least number of minutes it can last: any month has 28 days, any twelve have 365."""
    months, worked, minutes = _sizes(duration)
    return 1440 * (months // 12 * 365 + months % 12 * 28 + worked) + minutes


def _longest(duration: Duration) -> int:
    """Give a number of minutes it never exceeds; no run of days off in a Chinese year comes near 12 days."""
    months, worked, minutes = _sizes(duration)
    free = worked + 12 if worked else 0
    return 1440 * (months // 12 * 366 + months % 12 * 31 + worked + free) + minutes


def parse_duration(text: str, place: Place | None = None) -> Duration:
    """Read `1 hour`, `30 minutes`, `2 weeks`, `1 month and 15 days`, `20 working days`, `1小时`, `2个月`.

    Whole numbers only, each unit once; working days stand alone. Raise E601 to E605.

    >>> parse_duration("1 month and 15 days")
    Duration(months=1, days=15, hours=0, minutes=0, working_days=0)
    """
    at = place or getattr(text, "place", None)
    plain = " ".join(halfwidth(text).lower().split())
    sizes: dict[str, int] = {}
    units: set[tuple[str, int]] = set()
    position = 0
    while position < len(plain):
        match = _PART.match(plain, position)
        if match is None or len(match[1]) > 6 or (match[1].startswith("0") and match[1] != "0"):
            raise InputError([_refused(text, plain, at)])
        unit = match[2]
        if unit not in _UNITS and not unit[0].isalpha():
            raise InputError([_refused(text, plain, at)])
        if unit not in _UNITS:
            raise InputError([fault("E602", at, suggestion=nearest(unit, _UNITS), found=unit)])
        name, scale = _UNITS[unit]
        if (name, scale) in units:
            raise InputError([_refused(text, plain, at)])
        units.add((name, scale))
        sizes[name] = sizes.get(name, 0) + int(match[1]) * scale
        join = _JOIN.match(plain, match.end())
        position = join.end() if join else match.end()
        if position == len(plain) and position > match.end():
            raise InputError([_refused(text, plain, at)])
    return _checked(Duration(**sizes), text, at)


def _refused(text: str, plain: str, at: Place | None) -> Fault:
    return fault("E605" if re.search(_NUMERALS, plain[:1]) else "E601", at, found=text)


def _checked(duration: Duration, text: str, at: Place | None) -> Duration:
    if duration == Duration():
        raise InputError([fault("E603" if text.strip() else "E601", at, found=text)])
    if duration.working_days and duration != Duration(working_days=duration.working_days):
        raise InputError([fault("E604", at, found=text)])
    if duration.nominal > _LONGEST_YEARS * 12 * _MONTH_MINUTES:
        raise InputError([fault("E606", at, found=text, limit=_LONGEST_YEARS)])
    return duration


def parse_clock_time(text: str, place: Place | None = None) -> time:
    """Read a clock time `HH:MM` of Shanghai; raise E607, also for 24:00.

    >>> parse_clock_time("17:00")
    datetime.time(17, 0)
    """
    match = _CLOCK.fullmatch(halfwidth(text))
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise InputError([fault("E607", place or getattr(text, "place", None), found=text)])
    return time(int(match[1]), int(match[2]))


def add(instant: datetime, duration: Duration, calendar: "Calendar | None" = None) -> datetime:
    """Give the moment a length of time after an instant, in Shanghai time.

    Months and days keep the clock time; a month without that day ends on its last. The day of the start is
    not counted among working days. Raise CoverageError (E610, E611) where working days cannot be counted.

    >>> from datetime import UTC
    >>> add(datetime(2026, 1, 31, 2, tzinfo=UTC), Duration(months=1)).isoformat()
    '2026-02-28T10:00:00+08:00'
    """
    return _shift(instant, duration, 1, calendar)


def subtract(instant: datetime, duration: Duration, calendar: "Calendar | None" = None) -> datetime:
    """Give the moment a length of time before an instant, in Shanghai time; the twin of `add`.

    >>> from datetime import UTC
    >>> subtract(datetime(2026, 4, 30, 2, tzinfo=UTC), Duration(months=2)).isoformat()
    '2026-02-28T10:00:00+08:00'
    """
    return _shift(instant, duration, -1, calendar)


def months_between(start: datetime, end: datetime) -> Fraction:
    """Count the calendar months from one instant to another: whole ones, and a half for what lies between two.

    So the sixth month is over at the very moment `add` gives for it: then it is 6, before it 5 1/2, after it 6 1/2.
    What ends before it starts gives minus a half.

    >>> from datetime import UTC
    >>> august = datetime(2025, 8, 31, 2, tzinfo=UTC)
    >>> [str(months_between(august, datetime(2026, 2, 28, hour, tzinfo=UTC))) for hour in (1, 2, 3)]
    ['11/2', '6', '13/2']
    """
    if end < start:
        return Fraction(-1, 2)
    first, last = local(start), local(end)
    passed = max((last.year - first.year) * 12 + last.month - first.month - 1, 0)
    while add(start, Duration(months=passed + 1)) <= end:
        passed += 1
    return Fraction(passed) if add(start, Duration(months=passed)) == end else Fraction(2 * passed + 1, 2)


def _shift(instant: datetime, duration: Duration, sign: int, calendar: "Calendar | None") -> datetime:
    exact = timedelta(hours=duration.hours, minutes=duration.minutes)
    if duration.exact and instant.tzinfo is not None:
        return (instant.astimezone(UTC) + sign * exact).astimezone(SHANGHAI)
    here = local(instant)
    day = shift_day(here.date(), duration, sign, calendar)
    if day != here.date():
        # through UTC and back, so that an hour skipped by old summer times becomes a real one
        moved = datetime.combine(day, here.timetz(), SHANGHAI).replace(fold=here.fold)
        here = moved.astimezone(UTC).astimezone(SHANGHAI)
    return (here.astimezone(UTC) + sign * exact).astimezone(SHANGHAI) if exact else here


def shift_day(day: date, duration: Duration, sign: int, calendar: "Calendar | None" = None) -> date:
    """Move a day by the months, days and working days of a length of time, forward (1) or backward (-1).

    >>> shift_day(date(2024, 3, 31), Duration(months=1), -1)
    datetime.date(2024, 2, 29)
    """
    if duration.months:
        index = day.year * 12 + day.month - 1 + sign * duration.months
        year, month = index // 12, index % 12 + 1
        day = date(year, month, min(day.day, monthrange(year, month)[1]))
    day += timedelta(days=sign * duration.days)
    if duration.working_days:
        if calendar is None:
            raise CoverageError([fault("E611", found=duration.words)])
        day = calendar.shift(day, sign * duration.working_days)
    return day
