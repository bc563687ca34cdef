"""Ranges with open or closed ends, as the search narrows them."""

from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from respond.facts import Number


@frozen
class Span:
    """The numbers between two ends; None is no end, and an open end does not belong to it."""

    low: Number | None = None
    high: Number | None = None
    low_open: bool = False
    high_open: bool = False

    @property
    def empty(self) -> bool:
        """Say whether no number is left."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def fixed(self) -> bool:
        """Say whether one number is left."""
        return self.low is not None and self.low == self.high

    def contains(self, number: Number) -> bool:
        """Say whether a number belongs to it.

        >>> Span(0, 1, high_open=True).contains(1)
        False
        """
        if self.low is not None and (number < self.low or (self.low_open and number == self.low)):
            return False
        return self.high is None or not (number > self.high or (self.high_open and number == self.high))

    def above(self, low: Number, *, strict: bool) -> "Span":
        """Give the part at or above a number."""
        if self.low is None or low > self.low:
            return Span(low, self.high, strict, self.high_open)
        if low == self.low and strict:
            return Span(self.low, self.high, True, self.high_open)  # noqa: FBT003 - the end becomes open
        return self

    def below(self, high: Number, *, strict: bool) -> "Span":
        """Give the part at or below a number."""
        if self.high is None or high < self.high:
            return Span(self.low, high, self.low_open, strict)
        if high == self.high and strict:
            return Span(self.low, self.high, self.low_open, True)  # noqa: FBT003 - the end becomes open
        return self

    def whole(self) -> "Span":
        """Give the closed range of the whole numbers in it.

        >>> Span(Fraction(1, 2), 3, high_open=True).whole()
        Span(low=1, high=2, low_open=False, high_open=False)
        """
        low, high = self.low, self.high
        if low is not None:
            low = floor(low) + 1 if self.low_open else ceil(low)
        if high is not None:
            high = ceil(high) - 1 if self.high_open else floor(high)
        return Span(low, high)

    def lowest(self, otherwise: Number = 0) -> Number:
        """Give the lowest number in it, or a plain one near an end that is open or missing."""
        if self.low is None:
            return self._near_high(otherwise)
        if not self.low_open:
            return self.low
        step = floor(self.low) + 1
        if self.high is None or step < self.high:
            return step
        return Fraction(self.low + self.high) / 2

    def highest(self, otherwise: Number = 0) -> Number:
        """Give the highest number in it, or a plain one near an end that is open or missing."""
        mirrored = Span(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )
        return -mirrored.lowest(-otherwise)

    def _near_high(self, otherwise: Number) -> Number:
        if self.high is None or self.contains(otherwise):
            return otherwise
        return ceil(self.high) - 1 if self.high_open else self.high
