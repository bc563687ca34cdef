"""Ranges: of numbers, with exact arithmetic; of days and instants, with ends that may be open or missing."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import Any, Generic, Protocol, TypeVar

from respond._records import frozen
from respond.facts import Number


class Ordered(Protocol):
    """What can be an end of a range."""

    def __lt__(self, other: Any, /) -> bool: ...  # noqa: ANN401
    def __gt__(self, other: Any, /) -> bool: ...  # noqa: ANN401


T = TypeVar("T", bound=Ordered)


@frozen
class Interval(Generic[T]):
    """Everything between two ends; None is no end, and an open end does not belong to it."""

    low: T | None = None
    high: T | None = None
    low_open: bool = False
    high_open: bool = False

    @property
    def empty(self) -> bool:
        """Say whether nothing is left."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def fixed(self) -> bool:
        """Say whether one value is left."""
        return self.low is not None and self.low == self.high

    def contains(self, value: T) -> bool:
        """Say whether a value belongs to it.

        >>> Interval(0, 1, high_open=True).contains(1)
        False
        """
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or not (value > self.high or (self.high_open and value == self.high))

    def above(self, low: T, *, strict: bool) -> "Interval[T]":
        """Give the part at or above a value."""
        if self.low is None or low > self.low:
            return Interval(low, self.high, strict, self.high_open)
        if low == self.low and strict:
            return Interval(self.low, self.high, True, self.high_open)  # noqa: FBT003 - the end becomes open
        return self

    def below(self, high: T, *, strict: bool) -> "Interval[T]":
        """Give the part at or below a value."""
        if self.high is None or high < self.high:
            return Interval(self.low, high, self.low_open, strict)
        if high == self.high and strict:
            return Interval(self.low, self.high, self.low_open, True)  # noqa: FBT003 - the end becomes open
        return self

    def common(self, other: "Interval[T]") -> "Interval[T]":
        """Give what belongs to another range as well.

        >>> Interval(0, 3).common(Interval(2, None, low_open=True))
        Interval(low=2, high=3, low_open=True, high_open=False)
        """
        part = self if other.low is None else self.above(other.low, strict=other.low_open)
        return part if other.high is None else part.below(other.high, strict=other.high_open)

    def joined(self, other: "Interval[T]") -> "Interval[T]":
        """Give what belongs to either of two ranges that overlap.

        >>> Interval(0, 3).joined(Interval(2, None, low_open=True))
        Interval(low=0, high=None, low_open=False, high_open=False)
        """
        low, high = self, self
        if self.low is not None and (other.low is None or other.low < self.low or self._closes_low(other)):
            low = other
        if self.high is not None and (
            other.high is None or other.high > self.high or self._closes_high(other)
        ):
            high = other
        return Interval(low.low, high.high, low.low_open, high.high_open)

    def _closes_low(self, other: "Interval[T]") -> bool:
        return other.low == self.low and self.low_open

    def _closes_high(self, other: "Interval[T]") -> bool:
        return other.high == self.high and self.high_open

    def before(self, other: "Interval[T]") -> "Interval[T] | None":
        """Give the part below everything in another range; None if there is none.

        >>> Interval(0, 3).before(Interval(2, 5))
        Interval(low=0, high=2, low_open=False, high_open=True)
        """
        if other.low is None:
            return None
        part = self.below(other.low, strict=not other.low_open)
        return None if part.empty else part

    def beyond(self, other: "Interval[T]") -> "Interval[T] | None":
        """Give the part above everything in another range; None if there is none."""
        if other.high is None:
            return None
        part = self.above(other.high, strict=not other.high_open)
        return None if part.empty else part

    # of numbers

    def whole(self: "Range") -> "Range":
        """Give the closed range of the whole numbers in it.

        >>> Interval(Fraction(1, 2), 3, high_open=True).whole()
        Interval(low=1, high=2, low_open=False, high_open=False)
        """
        low, high = self.low, self.high
        if low is not None:
            low = floor(low) + 1 if self.low_open else ceil(low)
        if high is not None:
            high = ceil(high) - 1 if self.high_open else floor(high)
        return Interval(low, high)

    def lowest(self: "Range", otherwise: Number = 0) -> Number:
        """Give the lowest number in it, or a plain one near an end that is open or missing."""
        if self.low is None:
            if self.high is None or self.contains(otherwise):
                return otherwise
            return ceil(self.high) - 1 if self.high_open else self.high
        if not self.low_open:
            return self.low
        step = floor(self.low) + 1
        if self.high is None or step < self.high:
            return step
        return Fraction(self.low + self.high) / 2

    def highest(self: "Range", otherwise: Number = 0) -> Number:
        """Give the highest number in it, or a plain one near an end that is open or missing."""
        return -(-self).lowest(-otherwise)

    def __neg__(self: "Range") -> "Range":
        return self.times(-1)

    def __add__(self: "Range", other: "Range") -> "Range":
        """Give the range of a sum.

        >>> Interval(1, 2, high_open=True) + Interval(10, None)
        Interval(low=11, high=None, low_open=False, high_open=False)
        """
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(
            low,
            high,
            low is not None and (self.low_open or other.low_open),
            high is not None and (self.high_open or other.high_open),
        )

    def times(self: "Range", factor: Number) -> "Range":
        """Give the range of a multiple.

        >>> Interval(1, None).times(-2)
        Interval(low=None, high=-2, low_open=False, high_open=False)
        """
        if factor == 0:
            return Interval(0, 0)
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        if factor > 0:
            return Interval(low, high, self.low_open, self.high_open)
        return Interval(high, low, self.high_open, self.low_open)

    def __mul__(self: "Range", other: "Range") -> "Range":
        """Give a range that holds every product; of two numbers that vary, its ends count as reached."""
        if self.low is not None and self.fixed:
            return other.times(self.low)
        if other.low is not None and other.fixed:
            return self.times(other.low)
        ends = [_product(x, a, y, b) for x, a in _ends(self) for y, b in _ends(other)]
        finite = [value for sign, value in ends if sign == 0]
        low = None if any(sign < 0 for sign, _ in ends) else min(finite, default=None)
        high = None if any(sign > 0 for sign, _ in ends) else max(finite, default=None)
        return Interval(low, high)

    def __truediv__(self: "Range", other: "Range") -> "Range":
        """Give a range that holds every quotient; everything if the divisor may be zero."""
        low, high = other.low, other.high
        if other.nonzero:
            return self * Interval(
                Fraction(0) if high is None else 1 / Fraction(high),
                Fraction(0) if low is None else 1 / Fraction(low),
            )
        return Interval()

    @property
    def nonzero(self: "Range") -> bool:
        """Say whether zero lies beyond one of its ends; an end at zero counts as zero even where it is open."""
        return (self.low is not None and self.low > 0) or (self.high is not None and self.high < 0)

    def against(self: "Range", operator: str, number: Number = 0) -> bool | None:
        """Say whether `x operator number` holds for every x in it, for none, or for some only (None).

        >>> [Interval(-2, 0).against(operator) for operator in (">=", ">", "==", "<=")]
        [None, False, None, True]
        """
        return holds_between(operator, number, self.low, self.high, self.low_open, self.high_open)


Range = Interval[Number]
"""A range of numbers."""


def holds_between(
    operator: str,
    number: Number,
    low: Number | None,
    high: Number | None,
    low_open: bool = False,  # noqa: FBT001, FBT002
    high_open: bool = False,  # noqa: FBT001, FBT002
) -> bool | None:
    """Say whether `x operator number` holds for every x between two ends, for none, or for some only (None)."""
    if operator in {">=", "<"}:
        clear = low is not None and low >= number
        short = high is not None and (high < number or (high_open and high == number))
        rising = operator == ">="
    elif operator in {">", "<="}:
        clear = low is not None and (low > number or (low_open and low == number))
        short = high is not None and high <= number
        rising = operator == ">"
    else:
        if low == high == number:
            return True
        past_low = low is not None and (low > number or (low_open and low == number))
        past_high = high is not None and (high < number or (high_open and high == number))
        return False if past_low or past_high else None
    if clear:
        return rising
    return not rising if short else None


def least(parts: Iterable[Range]) -> Range:
    """Give the range of the smallest of some numbers."""
    ends = list(parts)
    lows = [part.low for part in ends]
    highs = [part.high for part in ends if part.high is not None]
    low = None if None in lows else min(low for low in lows if low is not None)
    return Interval(low, min(highs, default=None))


def greatest(parts: Iterable[Range]) -> Range:
    """Give the range of the largest of some numbers."""
    return -least([-part for part in parts])


def _ends(part: Range) -> tuple[tuple[Number | None, int], tuple[Number | None, int]]:
    """Give both ends, each with the sign of the infinity a missing one stands for."""
    return (part.low, -1), (part.high, 1)


def _product(x: Number | None, a: int, y: Number | None, b: int) -> tuple[int, Number]:
    """Give a product of ends: the sign of infinity and 0, or 0 and a finite value."""
    if x is not None and y is not None:
        return 0, x * y
    if x == 0 or y == 0:  # what is at infinity is never reached, so nothing times it stays nothing
        return 0, 0
    sign_x = a if x is None else (1 if x > 0 else -1)
    sign_y = b if y is None else (1 if y > 0 else -1)
    return sign_x * sign_y, 0
