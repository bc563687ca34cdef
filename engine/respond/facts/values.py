"""What can be known of a fact: an exact value, a range, or nothing yet."""

from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Final

from respond._records import frozen

Number = int | Fraction
"""An exact number. Quantities stand in the base unit of their dimension, shares as plain fractions."""

Plain = Number | bool | str | date | datetime
"""What an exact value can be: numbers, flags, the key of a choice, days, instants, texts."""


def plain_number(number: Number) -> Number:
    """Give a whole number as an int.

    >>> plain_number(Fraction(4, 2))
    2
    """
    return int(number) if number.denominator == 1 else number


@frozen
class Exactly:
    """The value is known.

    >>> Exactly(3)
    Exactly(value=3)
    """

    value: Plain


@frozen
class Between:
    """The value lies in a closed range; None leaves an end open to the limit of the fact's domain.

    The ends of a range of choices are keys, and those between them are those the plan lists between them.

    >>> Between(3, None)   # at least 3
    Between(low=3, high=None)
    """

    low: Number | date | datetime | str | None
    high: Number | date | datetime | str | None


class _Unknown(Enum):
    """The single value that means nothing is known; never zero and never no."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown.UNKNOWN

Value = Exactly | Between | _Unknown
"""What is known of one fact."""


def apart(one: Value, other: Value) -> bool:
    """Say whether two values of a number cannot be the same, whatever it truly is.

    >>> apart(Exactly(3), Exactly(5)), apart(Between(3, None), Exactly(5)), apart(Between(None, 2), Between(3, 4))
    (True, False, True)
    """
    (low, high), (from_, to) = number_ends(one), number_ends(other)
    return (high is not None and from_ is not None and high < from_) or (
        to is not None and low is not None and to < low
    )


def number_ends(value: Value) -> tuple[Number | None, Number | None]:
    """Give the ends a number lies between, None where one is open; both are of what is no number.

    >>> number_ends(Exactly(3)), number_ends(Between(3, None)), number_ends(UNKNOWN)
    ((3, 3), (3, None), (None, None))
    """
    if isinstance(value, Exactly):
        return (value.value, value.value) if isinstance(value.value, int | Fraction) else (None, None)
    if isinstance(value, Between):
        low, high = (end if isinstance(end, int | Fraction) else None for end in (value.low, value.high))
        return low, high
    return None, None
