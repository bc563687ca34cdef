"""Shares of runs with their intervals, and quantiles: all counted in whole numbers."""

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt
from typing import Annotated

from respond._records import frozen
from respond.situation import Placed

_Z = Fraction(196, 100)
"""The point of the normal distribution beyond which one in forty lies, on either side."""
_FINE = 10**8


@frozen
class Share:
    """So many of so many runs."""

    number: int
    of: int

    @property
    def fraction(self) -> Fraction | None:
        """Give it as a fraction; None where there was no run to count."""
        return Fraction(self.number, self.of) if self.of else None

    @property
    def per_cent(self) -> Annotated[str | None, Placed(before="number")]:
        """Give it in per cent with one decimal, halves up; 100.0 and 0.0 are said of all and of none only."""
        if not self.of:
            return None
        tenths = (2000 * self.number + self.of) // (2 * self.of)
        least, most = int(self.number > 0), 1000 - int(self.number < self.of)
        return _tenths(min(max(tenths, least), most))

    @property
    def low(self) -> Annotated[str | None, Placed(before="number")]:
        """Give the lower end of the interval of Wilson at 95 per cent, rounded down to a tenth."""
        return None if not self.of else _tenths(_floor(wilson(self.number, self.of)[0] * 1000))

    @property
    def high(self) -> Annotated[str | None, Placed(before="number")]:
        """Give the upper end, rounded up to a tenth."""
        return None if not self.of else _tenths(-_floor(-wilson(self.number, self.of)[1] * 1000))


def wilson(number: int, of: int) -> tuple[Fraction, Fraction]:
    """Give the interval of Wilson (1927) at 95 per cent for a share, rounded outwards at the eighth place.

    >>> low, high = wilson(95, 100)
    >>> round(low * 10_000), round(high * 10_000)
    (8882, 9785)
    """
    square = _Z * _Z
    under = square + Fraction(4 * number * (of - number), of)
    root = Fraction(isqrt(_floor(under * _FINE * _FINE)) + 1, _FINE)
    middle, width = 2 * number + square, _Z * root
    below = 2 * (of + square)
    low = max(Fraction(0), (middle - width) / below) if number else Fraction(0)
    high = min(Fraction(1), (middle + width) / below) if number < of else Fraction(1)
    return low, high


@frozen
class Quantiles:
    """Seconds that a half, nine in ten, 95 and all of a hundred do not exceed; None: never."""

    half: int | None
    nine_in_ten: int | None
    of_100_95: int | None
    most: int | None


def quantiles(found: Sequence[int], never: int) -> Quantiles | None:
    """Give the quantiles of some seconds and so many times never; None for nothing at all.

    Each is a value that occurred, the smallest that as many do not exceed.

    >>> quantiles([60, 120, 30], 1)
    Quantiles(half=60, nine_in_ten=None, of_100_95=None, most=None)
    """
    ordered, number = sorted(found), len(found) + never
    if not number:
        return None
    ranks = [-(-number * share // 100) - 1 for share in (50, 90, 95, 100)]
    return Quantiles(*(ordered[rank] if rank < len(ordered) else None for rank in ranks))


def _floor(number: Fraction) -> int:
    return number.numerator // number.denominator


def _tenths(number: int) -> str:
    return f"{number // 10}.{number % 10}"
