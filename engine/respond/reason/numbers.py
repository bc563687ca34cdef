"""Values as numbers and back: days count from year 1, instants in microseconds from 1970."""

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from respond.facts import Bound, Number, Plain, plain_number
from respond.language import DAY, MOMENT

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def number_of(value: Plain | Bound) -> Number:
    """Give a value with a size as a number.

    >>> number_of(date(1, 1, 2))
    2
    """
    if isinstance(value, datetime):
        return (value - _EPOCH) // _TICK
    if isinstance(value, date):
        return value.toordinal()
    return value  # type: ignore[return-value]


def value_of(number: Number, dimension: str) -> Bound:
    """Give the value that a number is: a day, an instant, or the number itself, as an int where it is whole.

    >>> from fractions import Fraction
    >>> value_of(2, "day"), value_of(Fraction(4, 2), "area")
    (datetime.date(1, 1, 2), 2)
    """
    if dimension == DAY:
        return date.fromordinal(int(number))
    if dimension == MOMENT:
        return _moment(number).astimezone(shanghai())  # an instant is the same wherever it is told
    return plain_number(number)


def day_of(value: Plain | Bound, zone: ZoneInfo) -> date:
    """Give the day of an instant in a zone; a day is its own."""
    if isinstance(value, datetime):
        return value.astimezone(zone).date()
    return value  # type: ignore[return-value]


def day_at(number: Number, zone: ZoneInfo, *, instant: bool) -> date:
    """Give the day that a number is, or that the instant it is lies on in a zone."""
    return day_of(_moment(number), zone) if instant else date.fromordinal(int(number))


@cache
def shanghai() -> ZoneInfo:
    """Give the zone in which instants are written that nobody gave an offset."""
    return ZoneInfo("Asia/Shanghai")


@lru_cache(maxsize=256)
def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Give the instant at which a day begins in a zone."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _moment(number: Number) -> datetime:
    return _EPOCH + int(number) * _TICK
