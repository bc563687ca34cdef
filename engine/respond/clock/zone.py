"""Zones and clock times: where days begin and end, and what clock time an instant has there."""

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from respond.errors import InputError, Place, fault, nearest
from respond.facts import halfwidth

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
"""The one zone of China, and that of a plan that names none."""

TICK: Final = timedelta(microseconds=1)
"""The shortest time by which two moments can be apart."""

_JUST_AFTER: Final = 10
"""So many ticks behind a whole second are still just after it: what begins with the end of a period may end another."""

_CLOCK: Final = re.compile(r"([0-9]{2}):([0-9]{2})")


def read_zone(name: str, place: Place | None = None) -> ZoneInfo:
    """Give a zone by its name in the tz database; raise InputError (E622) with a suggestion for any other.

    >>> read_zone("Europe/Berlin").key
    'Europe/Berlin'
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        known = available_timezones()
        place = place or getattr(name, "place", None)
        raise InputError([fault("E622", place, suggestion=nearest(name, known), found=name)]) from None


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Give the first moment of a day; where summer time skips midnight, that is later.

    >>> start_of_day(date(2026, 1, 1), SHANGHAI).isoformat()
    '2026-01-01T00:00:00+08:00'
    """
    return at_clock(day, time(), zone)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Give the last full second of a day: what is due on a day is in time all day long.

    >>> end_of_day(date(2026, 1, 1), SHANGHAI).isoformat()
    '2026-01-01T23:59:59+08:00'
    """
    return local(start_of_day(day + timedelta(days=1), zone) - timedelta(seconds=1), zone)


def at_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Give the moment a clock shows a time on a day: of two the first, of one that is skipped as much later.

    >>> at_clock(date(2026, 3, 29), time(2, 30), ZoneInfo("Europe/Berlin")).isoformat()
    '2026-03-29T03:30:00+02:00'
    """
    return local(datetime.combine(day, clock, zone), zone)


def local(instant: datetime, zone: ZoneInfo) -> datetime:
    """Give an instant with the clock time and the offset it has in a zone; raise E620 for one without an offset.

    It keeps that offset and not the zone, for the difference of two clock times of one zone leaves the hour out by
    which its clocks were changed between them.

    >>> from datetime import UTC
    >>> local(datetime(2026, 1, 1, tzinfo=UTC), SHANGHAI).isoformat()
    '2026-01-01T08:00:00+08:00'
    """
    if instant.tzinfo is None:
        raise InputError([fault("E620", found=instant.isoformat(" "))])
    try:
        # through UTC, so that a clock time that summer time skips becomes a real one
        there = zone.fromutc((instant - _offset(instant)).replace(tzinfo=zone))
    except OverflowError:
        return instant  # the first and the last day no calendar has in every zone; it is the same moment
    return there.replace(tzinfo=timezone(_offset(there)), fold=0)


def as_told(instant: datetime) -> datetime:
    """Give an instant as it is told: what holds no more than two hours ends, just after these, with them.

    >>> as_told(datetime.fromisoformat("2026-01-01T10:30:00.000001+08:00")).isoformat()
    '2026-01-01T10:30:00+08:00'
    """
    return instant.replace(microsecond=0) if 0 < instant.microsecond < _JUST_AFTER else instant


def clock_text(instant: datetime, zone: tzinfo, form: str = "%Y-%m-%d %H:%M") -> str:
    """Write an instant as the clocks of a zone show it, with the offset in the hour that they show twice.

    >>> clock_text(datetime.fromisoformat("2026-10-25T01:30Z"), ZoneInfo("Europe/Berlin"), "%H:%M")
    '02:30+01:00'
    >>> clock_text(datetime.fromisoformat("2026-10-25T02:30Z"), ZoneInfo("Europe/Berlin"), "%H:%M")
    '03:30'
    """
    there = instant.astimezone(zone)
    twice = there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
    return there.strftime(form) + (there.isoformat("T", "minutes")[16:] if twice else "")


def _offset(instant: datetime) -> timedelta:
    offset = instant.utcoffset()
    if offset is None:
        raise InputError([fault("E620", found=instant.isoformat(" "))])
    return offset


def parse_clock_time(text: str, place: Place | None = None) -> time:
    """Read a clock time `HH:MM`; raise E607, also for 24:00.

    >>> parse_clock_time("17:00")
    datetime.time(17, 0)
    """
    match = _CLOCK.fullmatch(halfwidth(text))
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise InputError([fault("E607", place or getattr(text, "place", None), found=text)])
    return time(int(match[1]), int(match[2]))
