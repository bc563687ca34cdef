"""The zone days are counted in, and moments of its days."""

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from respond.errors import InputError, fault

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
"""The one zone of China: days, months and working days are counted in it."""

_LAST_SECOND = time(23, 59, 59)


def start_of_day(day: date) -> datetime:
    """Give the first moment of a day.

    >>> start_of_day(date(2026, 1, 1)).isoformat()
    '2026-01-01T00:00:00+08:00'
    """
    return datetime.combine(day, time(), SHANGHAI)


def end_of_day(day: date) -> datetime:
    """Give the last full second of a day: what is due on a day is in time all day long.

    >>> end_of_day(date(2026, 1, 1)).isoformat()
    '2026-01-01T23:59:59+08:00'
    """
    return datetime.combine(day, _LAST_SECOND, SHANGHAI)


def local(instant: datetime) -> datetime:
    """Give an instant in Shanghai time; raise E620 for one without an offset.

    >>> from datetime import UTC
    >>> local(datetime(2026, 1, 1, tzinfo=UTC)).isoformat()
    '2026-01-01T08:00:00+08:00'
    """
    if instant.tzinfo is None:
        raise InputError([fault("E620", found=instant.isoformat(" "))])
    return instant.astimezone(SHANGHAI)
