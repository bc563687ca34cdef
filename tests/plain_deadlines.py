"""Deadlines counted the plain way, by people's rules and day by day; nothing of it is taken from the clock room.

What a plan writes goes in as its text, so that reading it is tested too. Working days of China are those of the package
`chinesecalendar`, those of TARGET are reckoned from Easter.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import count
from zoneinfo import ZoneInfo

import chinese_calendar

Works = Callable[[date], bool]

_PART = re.compile(r"(\d+(?:\.\d+)?) (minute|hour|day|week|month|year|working day|business day)s?")
_MINUTES = {"minute": 1, "hour": 60}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}


def easter(year: int) -> date:
    """Give Easter Sunday by the tables of golden number and epact, another way than the calendar files were made."""
    golden, century = year % 19 + 1, year // 100 + 1
    skipped, moon = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - skipped - 10
    epact = (11 * golden + 20 + moon - skipped) % 30
    epact += (epact == 25 and golden > 11) or epact == 24
    full = 44 - epact
    full += 30 * (full < 21)
    day = full + 7 - (sunday + full) % 7
    return date(year, 3, 1) + timedelta(days=day - 1)


def target_works(day: date) -> bool:
    """Say whether the payment system TARGET is open on a day."""
    sunday = easter(day.year)
    closed = {sunday - timedelta(days=2), sunday + timedelta(days=1)}
    return (
        day.weekday() < 5
        and day not in closed
        and (day.month, day.day) not in {(1, 1), (5, 1), (12, 25), (12, 26)}
    )


WORKS: dict[str, Works] = {"cn": chinese_calendar.is_workday, "eu/target": target_works}


def wall(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Give the moment clocks show a time: of two the first, of one that is skipped as much later."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def moved(
    text: str, start: datetime | date, zone: ZoneInfo, works: Works, sign: int = 1, times: int = 1
) -> datetime:
    """Give the moment a length of time after a start, or before it: months first, then days, then hours."""
    sizes = dict.fromkeys(("months", "days", "working", "minutes"), 0)
    assert _PART.sub("", text).replace("and", "").strip() == "", text
    for number, unit in _PART.findall(text):
        size = Fraction(number) * times
        for part, units in (("minutes", _MINUTES), ("days", _DAYS), ("months", _MONTHS)):
            sizes[part] += size * units.get(unit, 0)
        if "ing day" in unit or "business" in unit:
            sizes["working"] += size
    whole = not sizes["minutes"]
    day_alone = not isinstance(start, datetime)
    if day_alone and not whole:
        start = wall(start, time(), zone)
    day = start.astimezone(zone).date() if isinstance(start, datetime) else start
    begun = day
    for _ in range(int(sizes["months"])):
        day = _month_on(day, sign)
    if sizes["months"]:
        day = _clamped(day, begun.day)
    for _ in range(int(sizes["days"])):
        day += timedelta(days=sign)
    left = int(sizes["working"])
    while left:
        day += timedelta(days=sign)
        left -= works(day)
    if day_alone and whole:
        return wall(day + timedelta(days=1), time(), zone) - timedelta(seconds=1)
    here = start.astimezone(zone)
    moment = start if day == begun else wall(day, here.time(), zone)
    return moment.astimezone(UTC) + sign * timedelta(seconds=int(60 * sizes["minutes"]))


def _month_on(day: date, sign: int) -> date:
    """Give a day of the next month, or of the one before: its first, for the day is put right at the end."""
    first = day.replace(day=1)
    return (
        (first + timedelta(days=31)).replace(day=1)
        if sign > 0
        else (first - timedelta(days=1)).replace(day=1)
    )


def _clamped(first: date, number: int) -> date:
    """Give the day of a number in a month, its last where the month is shorter."""
    day = first
    while day.day < number and (day + timedelta(days=1)).month == first.month:
        day += timedelta(days=1)
    return day


def same_day(start: datetime | date, zone: ZoneInfo) -> datetime:
    """Give 24:00 of the day of a start."""
    day = start.astimezone(zone).date() if isinstance(start, datetime) else start
    return wall(day + timedelta(days=1), time(), zone)


def rolled(moment: datetime, roll: str | None, zone: ZoneInfo, works: Works) -> datetime:
    """Put a moment on no working day off to a clock time of the next one."""
    day = moment.astimezone(zone).date()
    if roll is None or works(day):
        return moment
    clock, rest = roll.split(" ", 1)
    assert rest == "next working day", roll
    while not works(day):
        day += timedelta(days=1)
    return wall(day, time.fromisoformat(clock), zone)


TO_DAY_END = " to the end of the day"


def within(text: str, start: datetime | date, zone: ZoneInfo, works: Works) -> datetime:
    """Give when something `within` a time ends."""
    if text in ("the same day", "当日"):
        return same_day(start, zone)
    whole, _, less = text.removesuffix(TO_DAY_END).partition(" less ")
    moment = moved(whole, start, zone, works)
    if text.endswith(TO_DAY_END):
        return same_day(moment, zone) - timedelta(seconds=1)
    return moved(less, moment, zone, works, -1) if less else moment


def rounds(key: str, text: str, start: datetime, zone: ZoneInfo, works: Works) -> Iterator[datetime]:
    """Give the times something falls due `every` so often, daily `at` a time, or at `each` end, after a start."""
    if key == "every":
        yield from (moved(text, start, zone, works, times=number) for number in count(1))
    if key == "each":
        yield from _ends(text.split("; "), start, zone, works)
    day = start.astimezone(zone).date()
    while True:
        moment = wall(day, time.fromisoformat(text), zone)
        if moment > start:
            yield moment
        day += timedelta(days=1)


_END = re.compile(
    r"(?:(?P<ahead>.+) before )?(?:the )?(?P<which>end|last working day) of (?:each |the )?"
    r"(?P<period>month|quarter|year)s?(?P<numbers>[ 0-9,]*)"
)
_LONG = {"month": 1, "quarter": 3, "year": 12}


def _ends(texts: list[str], start: datetime, zone: ZoneInfo, works: Works) -> Iterator[datetime]:
    """Go through the ends of periods that texts name, day by day from the year of a start on."""
    found = [_END.fullmatch(text) for text in texts]
    assert all(found), texts
    for year in count(start.astimezone(zone).year):
        moments = set()
        for end in found:
            numbers = [int(number) for number in re.findall(r"\d+", end["numbers"])]
            length = _LONG[end["period"]]
            for month in range(length, 13, length):
                if numbers and month // length not in numbers:
                    continue
                day = _clamped(date(year, month, 1), 31)
                while end["which"] == "last working day" and not works(day):
                    day -= timedelta(days=1)
                if end["ahead"]:
                    day = moved(end["ahead"], day, zone, works, -1).astimezone(zone).date()
                moments.add(wall(day + timedelta(days=1), time(), zone))
        yield from (moment for moment in sorted(moments) if moment > start)
