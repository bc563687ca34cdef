"""Lengths of time as plans write them: hours, days, calendar months, working days, office hours.

Each is counted in its own way: hours round the clock, days and months by the date, working days by a calendar, office
hours only while the office is open.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from attrs import fields

from respond._records import frozen
from respond.clock.zone import SHANGHAI, local
from respond.errors import CoverageError, Fault, InputError, Language, Place, Text, fault, nearest
from respond.facts import halfwidth

if TYPE_CHECKING:
    from respond.clock.calendar import Calendar

_NUMERALS = "[零〇一二三四五六七八九十百两半数几]"
_PART = re.compile(
    r"([0-9]+)(?:\.([0-9]+))?\s*((?:[a-z]+(?:[ -](?:days?|hours?|minutes?))?|[^0-9\s,，和零a-z]+))"
)
_JOIN = re.compile(r"\s*(?:,|、|\band\b|和|零)?\s*")

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
    ("office_minutes", 60, "工作小时 个工作小时"),
    ("office_minutes", 1, "工作分钟 个工作分钟"),
):
    _UNITS.update((name, (_field, _scale)) for name in _names.split())
for _name in ("working day", "working days", "workday", "workdays", "business day", "business days"):
    _UNITS[_name] = ("working_days", 1)
for _name, _scale in (("office hour", 60), ("office hours", 60), ("office minute", 1), ("office minutes", 1)):
    _UNITS[_name] = _UNITS[_name.replace(" ", "-")] = ("office_minutes", _scale)

_SHOWN = (
    ("months", "个月", "month"),
    ("days", "天", "day"),
    ("working_days", "个工作日", "working day"),
    ("office_hours", "个工作小时", "office hour"),
    ("office_rest", "个工作分钟", "office minute"),
    ("hours", "小时", "hour"),
    ("minutes", "分钟", "minute"),
    ("seconds", "秒", "second"),
)

_SECONDS = {"minutes": 60, "hours": 3600, "days": 86_400}
"""How long the units are of which a part can be taken; a month is not always as long, nor is a working day."""


@frozen
class Duration:
    """A length of time; months are calendar months, working days are counted by a calendar.

    Office minutes are those in which an office is open.

    >>> Duration(hours=1).describe("zh")
    '1小时'
    >>> Duration(office_minutes=90).describe("en")
    '1 office hour and 30 office minutes'
    """

    months: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0
    working_days: int = 0
    seconds: int = 0
    office_minutes: int = 0

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
    def office_hours(self) -> int:
        """Give its whole office hours."""
        return self.office_minutes // 60

    @property
    def office_rest(self) -> int:
        """Give the office minutes beyond whole hours."""
        return self.office_minutes % 60

    @property
    def words(self) -> Text:
        """Give the length in both languages."""
        return Text(self.describe("zh"), self.describe("en"))

    @property
    def single(self) -> bool:
        """Say whether it is one of one unit: one day, one month."""
        sizes: list[int] = [getattr(self, name) for name, *_ in _SHOWN]
        return sum(sizes) == 1

    @property
    def whole_days(self) -> bool:
        """Say whether it is made of days, months or working days only."""
        return not self.clocked and not self.office_minutes

    @property
    def clocked(self) -> timedelta:
        """Give the part of it that is the same length at any time of any year: hours, minutes and seconds."""
        return timedelta(hours=self.hours, minutes=self.minutes, seconds=self.seconds)

    @property
    def exact(self) -> bool:
        """Say whether it is the same length at any time of any year."""
        return not (self.months or self.days or self.working_days or self.office_minutes)

    @property
    def office(self) -> timedelta:
        """Give the time it takes while the office is open."""
        return timedelta(minutes=self.office_minutes)

    @property
    def nominal(self) -> Fraction:
        """Give its length in minutes with a mean month and weeks of five days of eight hours: for ordering only."""
        exact = Fraction(self.seconds, 60) + self.minutes + 60 * self.hours + 1440 * self.days
        worked = self.working_days + Fraction(self.office_minutes, 480)
        return exact + self.months * _MONTH_MINUTES + worked * Fraction(7 * 1440, 5)

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
        longest = _longest(self)
        return longest is not None and longest < _shortest(other)

    def times(self, factor: int) -> "Duration":
        """Give it `factor` times over; months stay months, so that month ends do not drift.

        >>> Duration(months=1).times(3)
        Duration(months=3, days=0, hours=0, minutes=0, working_days=0, seconds=0, office_minutes=0)
        """
        return Duration(**{each.name: getattr(self, each.name) * factor for each in fields(Duration)})


def _sizes(duration: Duration) -> tuple[int, int, int, int]:
    return (
        duration.months,
        duration.working_days,
        duration.office_minutes,
        duration.seconds + 60 * duration.minutes + 3600 * duration.hours + 86_400 * duration.days,
    )


def _shortest(duration: Duration) -> int:
    """Give the least number of seconds it can last: any month has 28 days, any twelve have 365."""
    months, worked, office, seconds = _sizes(duration)
    return 86_400 * (months // 12 * 365 + months % 12 * 28 + worked) + 60 * office + seconds


def _longest(duration: Duration) -> int | None:
    """Give a number of seconds it never exceeds; no run of days off in a year of any calendar comes near 12 days.

    None for office hours: how long an office is shut nobody knows here.
    """
    months, worked, office, seconds = _sizes(duration)
    if office:
        return None
    free = worked + 12 if worked else 0
    return 86_400 * (months // 12 * 366 + months % 12 * 31 + worked + free) + seconds


def parse_duration(text: str, place: Place | None = None) -> Duration:
    """Read `1 hour`, `30 minutes`, `2 weeks`, `1 month and 15 days`, `20 working days`, `2 office hours`, `1小时`.

    Each unit once, working days and office hours alone; `1.5 hours` too, but months, working days and office minutes
    only whole. Raise E601 to E609.

    >>> parse_duration("1 month and 15 days")
    Duration(months=1, days=15, hours=0, minutes=0, working_days=0, seconds=0, office_minutes=0)
    >>> parse_duration("1.5 hours").describe("en")
    '1 hour and 30 minutes'
    """
    at = place or getattr(text, "place", None)
    plain = " ".join(halfwidth(text).lower().split())
    sizes: dict[str, int] = {}
    units: set[tuple[str, int]] = set()
    position = 0
    while position < len(plain):
        match = _PART.match(plain, position)
        if match is None or not _is_number(match[1], match[2]):
            raise InputError([_refused(text, plain, at)])
        unit = match[3]
        if unit not in _UNITS and not unit[0].isalpha():
            raise InputError([_refused(text, plain, at)])
        if unit not in _UNITS:
            raise InputError([fault("E602", at, suggestion=nearest(unit, _UNITS), found=unit)])
        name, scale = _UNITS[unit]
        if (name, scale) in units:
            raise InputError([_refused(text, plain, at)])
        units.add((name, scale))
        number = Fraction(f"{match[1]}.{match[2] or 0}") * scale
        for part, size in _parts(name, number, text, at):
            sizes[part] = sizes.get(part, 0) + size
        join = _JOIN.match(plain, match.end())
        position = join.end() if join else match.end()
        if position == len(plain) and position > match.end():
            raise InputError([_refused(text, plain, at)])
    return _checked(Duration(**sizes), text, at)


_NOTHING = re.compile(r"0\s*\S+")


def parse_offset(text: str, place: Place | None = None) -> Duration:
    """Read a length of time, or none at all (`0 hours`): how far a moment lies from another; raise E601 to E609.

    >>> parse_offset("0 hours") == Duration(), parse_offset("5 hours")
    (True, Duration(months=0, days=0, hours=5, minutes=0, working_days=0, seconds=0, office_minutes=0))
    """
    at = place or getattr(text, "place", None)
    plain = " ".join(halfwidth(text).lower().split())
    if _NOTHING.fullmatch(plain) and plain[1:].strip() in _UNITS:
        return Duration()
    return parse_duration(text, at)


def _is_number(whole: str, rest: str | None) -> bool:
    return len(whole) <= 6 and len(rest or "") <= 6 and (whole == "0" or not whole.startswith("0"))


def _parts(name: str, number: Fraction, text: str, at: Place | None) -> Iterator[tuple[str, int]]:
    """Give a number of one unit in whole numbers: what is over in the units below; raise E608, E609."""
    whole = number.numerator // number.denominator
    yield name, whole
    over = number - whole
    if not over:
        return
    if name not in _SECONDS:
        raise InputError([fault("E609", at, found=text)])
    left = over * _SECONDS[name]
    if left.denominator != 1:
        raise InputError([fault("E608", at, found=text)])
    seconds = left.numerator
    yield from (("hours", seconds // 3600), ("minutes", seconds // 60 % 60), ("seconds", seconds % 60))


def _refused(text: str, plain: str, at: Place | None) -> Fault:
    return fault("E605" if re.search(_NUMERALS, plain[:1]) else "E601", at, found=text)


def _checked(duration: Duration, text: str, at: Place | None) -> Duration:
    if duration == Duration():
        raise InputError([fault("E603" if text.strip() else "E601", at, found=text)])
    alone = (
        Duration(working_days=duration.working_days),
        Duration(office_minutes=duration.office_minutes),
    )
    if (duration.working_days or duration.office_minutes) and duration not in alone:
        raise InputError([fault("E604", at, found=text)])
    if duration.nominal > _LONGEST_YEARS * 12 * _MONTH_MINUTES:
        raise InputError([fault("E606", at, found=text, limit=_LONGEST_YEARS)])
    return duration


def add(instant: datetime, duration: Duration, calendar: "Calendar | None" = None) -> datetime:
    """Give the moment a length of time after an instant, in the zone of the calendar.

    Months and days keep the clock time; a month without that day ends on its last. The day of the start is not counted
    among working days. Without a calendar it is Shanghai's time. Raise CoverageError (E610, E611) where working days
    cannot be counted, E615 where office hours are not known.

    >>> from datetime import UTC
    >>> add(datetime(2026, 1, 31, 2, tzinfo=UTC), Duration(months=1)).isoformat()
    '2026-02-28T10:00:00+08:00'
    """
    return _shift(instant, duration, 1, calendar)


def subtract(instant: datetime, duration: Duration, calendar: "Calendar | None" = None) -> datetime:
    """Give the moment a length of time before an instant; the twin of `add`.

    >>> from datetime import UTC
    >>> subtract(datetime(2026, 4, 30, 2, tzinfo=UTC), Duration(months=2)).isoformat()
    '2026-02-28T10:00:00+08:00'
    """
    return _shift(instant, duration, -1, calendar)


def later(instant: datetime, duration: Duration, zone: ZoneInfo) -> datetime:
    """Give the moment a length of time after an instant, in a zone; raise CoverageError (E611) for working days.

    >>> later(datetime.fromisoformat("2026-01-31T10:00+08:00"), Duration(months=1), SHANGHAI).isoformat()
    '2026-02-28T10:00:00+08:00'
    """
    return _shifted(instant, duration, 1, None, zone)


def earlier(instant: datetime, duration: Duration, zone: ZoneInfo) -> datetime:
    """Give the moment a length of time before an instant; the twin of `later`."""
    return _shifted(instant, duration, -1, None, zone)


def months_between(start: datetime, end: datetime, calendar: "Calendar | None" = None) -> Fraction:
    """Count the calendar months from one instant to another, in the zone of a calendar.

    Whole ones are counted, and a half for what lies between two.

    So the sixth month is over at the very moment `add` gives for it: then it is 6, before it 5 1/2, after it 6 1/2.
    What ends before it starts gives minus a half.

    >>> from datetime import UTC
    >>> august = datetime(2025, 8, 31, 2, tzinfo=UTC)
    >>> [str(months_between(august, datetime(2026, 2, 28, hour, tzinfo=UTC))) for hour in (1, 2, 3)]
    ['11/2', '6', '13/2']
    """
    if end < start:
        return Fraction(-1, 2)
    zone = zone_of(calendar)
    first, last = local(start, zone), local(end, zone)
    passed = max((last.year - first.year) * 12 + last.month - first.month - 1, 0)
    while add(start, Duration(months=passed + 1), calendar) <= end:
        passed += 1
    return (
        Fraction(passed)
        if add(start, Duration(months=passed), calendar) == end
        else Fraction(2 * passed + 1, 2)
    )


def days_between(start: datetime, end: datetime, calendar: "Calendar | None" = None) -> int:
    """Count the calendar days from one instant to another, in the zone of a calendar: the midnights between them.

    >>> from datetime import UTC
    >>> evening = datetime(2026, 3, 1, 15, 59, tzinfo=UTC)
    >>> [days_between(evening, evening + timedelta(minutes=late)) for late in (0, 1, 24 * 60, 24 * 60 + 1)]
    [0, 1, 1, 2]
    """
    zone = zone_of(calendar)
    return (local(end, zone).date() - local(start, zone).date()).days


def _shift(instant: datetime, duration: Duration, sign: int, calendar: "Calendar | None") -> datetime:
    return _shifted(instant, duration, sign, calendar, zone_of(calendar))


def _shifted(
    instant: datetime, duration: Duration, sign: int, calendar: "Calendar | None", zone: ZoneInfo
) -> datetime:
    if duration.office_minutes:
        if calendar is None:
            raise CoverageError([fault("E611", found=duration.words)])
        return calendar.shift_in_office(instant, sign * duration.office)
    if duration.exact and instant.tzinfo is not None:
        return local(instant.astimezone(UTC) + sign * duration.clocked, zone)
    here = local(instant, zone)
    day = shift_day(here.date(), duration, sign, calendar)
    if day != here.date():
        here = local(_same_clock(here, instant, day, zone), zone)
    return local(here + sign * duration.clocked, zone)


def _same_clock(here: datetime, instant: datetime, day: date, zone: ZoneInfo) -> datetime:
    """Give the clock time of an instant on another day; of an hour that comes twice, the same one of the two."""
    first = datetime.combine(day, here.time(), zone)
    second = first.replace(fold=1)
    twice = (second.utcoffset() or timedelta()) < (first.utcoffset() or timedelta())
    return second if twice and instant.astimezone(zone).fold else first


def zone_of(calendar: "Calendar | None") -> ZoneInfo:
    """Give the zone of a calendar; without one it is that of China, as in a plan that names none."""
    return SHANGHAI if calendar is None else calendar.zone


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
