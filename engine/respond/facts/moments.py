"""Days and instants as text: real days, a clock time, and always the offset from UTC.

One grammar, whoever writes them: plans, incidents, calendars, the command line and the library.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from attrs import evolve

from respond.errors import Fault, InputError, Place, Text, fault
from respond.facts.amounts import At
from respond.facts.units import halfwidth

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
"""Years outside these are slips; the margin also keeps arithmetic inside the calendar."""

DATE_PATTERN: Final = "^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
"""The form of a day that may be real, for JSON Schema; full-width signs are read as well, but no editor offers them."""

INSTANT_PATTERN: Final = (
    DATE_PATTERN[:-1]
    + r"([Tt]| +)([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
    + " ?([Zz]|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)$"
)
"""The form of an instant that may be real, for JSON Schema."""

_CHINAS: Final = "+08:00"
"""The offset advised where no plan has said in which zone it counts."""

_WIDEST = timedelta(hours=14)  # no place on Earth is further from UTC

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt]| +)"
    r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?"
    r" ?([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)

_PLAIN = re.compile(
    r"(?:19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
    r"[+-](?:0[0-9]|1[0-3]):[0-5][0-9]"
)
"""How a machine writes an instant: nearly all of a log, which Python reads without looking at each part."""


def read_date(text: str, name: str = "", place: Place | None = None) -> date:
    """Read `YYYY-MM-DD`; raise E325 for another form, E323 for no real day, E333 for a year that is a slip.

    >>> read_date("2024-02-29")
    datetime.date(2024, 2, 29)
    """
    return _day(halfwidth(text), At(name, place or getattr(text, "place", None)))


def read_instant(
    text: str, name: str = "", place: Place | None = None, *, zone: tzinfo | None = None
) -> datetime:
    """Read an RFC 3339 instant; seconds are not required; raise E321 to E324, E333 or E345 for anything else.

    The offset is required, unless there is a `zone` in which a time without one is read.

    >>> read_instant("2026-01-01T14:20+08:00").isoformat()
    '2026-01-01T14:20:00+08:00'
    """
    if _PLAIN.fullmatch(text) is not None:
        with suppress(ValueError):  # of no real day; what is wrong is said below
            return datetime.fromisoformat(text)
    at = At(name, place or getattr(text, "place", None))
    plain = halfwidth(text)
    match = _INSTANT.fullmatch(plain)
    if match is None:
        raise at.refuse("E322", found=text)
    day = _day(match[1], at)
    hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise at.refuse("E324", found=text)
    micro = int((match[5] or "0").ljust(6, "0"))
    clock = time(hour, minute, second, micro)
    if match[6] is not None:
        return datetime.combine(day, clock, _zone(match[6], text, at))
    if zone is None:
        raise at.refuse(
            "E321", found=text, suggestion=f"{plain}{_CHINAS}", zone=Text("北京时间", "China"), offset=_CHINAS
        )
    return _in_zone(datetime.combine(day, clock, zone), text, at)


def advised(faults: Iterable[Fault], zone: tzinfo) -> list[Fault]:
    """Advise who left out an offset (E321) to add that of a zone on that day, not China's, which is advised else.

    Where the clocks of the zone show the time never or twice, or an offset with seconds was kept, nothing is suggested.
    """
    return [_advised(each, zone) if each.code == "E321" else each for each in faults]


def _advised(one: Fault, zone: tzinfo) -> Fault:
    bare = (one.suggestion or "").removesuffix(_CHINAS)
    try:
        offset = read_instant(bare, zone=zone).isoformat()[-len(_CHINAS) :]
    except InputError:
        offset = ""
    if offset == _CHINAS and str(zone) == "Asia/Shanghai":
        return one
    if offset[:1] not in {"+", "-"}:
        return evolve(one, suggestion=None, help=None)
    words = Text(f"{zone} 当日", f"{zone} on that day")
    meant = fault("E321", found=bare, whose="", zone=words, offset=offset)
    return evolve(one, suggestion=f"{bare}{offset}", help=meant.help)


def _in_zone(there: datetime, text: str, at: At) -> datetime:
    """Give a clock time with its offset; refuse one the clocks show never or twice, for summer time begins or ends."""
    first, second = (
        there.replace(fold=fold, tzinfo=timezone(there.replace(fold=fold).utcoffset() or timedelta()))
        for fold in (0, 1)
    )
    if first.utcoffset() != second.utcoffset():
        raise at.refuse(
            "E345", found=text, zone=there.tzinfo, first=first.isoformat(), second=second.isoformat()
        )
    return first


def _day(text: str, at: At) -> date:
    match = _DAY.fullmatch(text)
    if match is None:
        raise at.refuse("E325", found=text)
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise at.refuse("E333", found=text, first=FIRST_YEAR, last=LAST_YEAR)
    try:
        return date(year, month, day)
    except ValueError:
        raise at.refuse("E323", found=text) from None


def _zone(text: str, found: str, at: At) -> timezone:
    if text in {"Z", "z"}:
        return timezone(timedelta(0))
    hours, minutes = int(text[1:3]), int(text[4:6])
    offset = timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or offset > _WIDEST:
        raise at.refuse("E324", found=found)
    return timezone(-offset if text[0] == "-" else offset)
