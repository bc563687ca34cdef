"""Exact arithmetic with closed ranges; None is an end that lies at infinity."""

from fractions import Fraction

from respond.facts import Number

Range = tuple[Number | None, Number | None]
"""Lowest and highest value."""

EVERYTHING: Range = (None, None)


def add(left: Range, right: Range) -> Range:
    """Give the range of a sum.

    >>> add((1, 2), (10, None))
    (11, None)
    """
    low = None if left[0] is None or right[0] is None else left[0] + right[0]
    high = None if left[1] is None or right[1] is None else left[1] + right[1]
    return low, high


def negate(part: Range) -> Range:
    """Give the range with signs turned."""
    return None if part[1] is None else -part[1], None if part[0] is None else -part[0]


def scale(part: Range, factor: Number) -> Range:
    """Give the range of a multiple.

    >>> scale((1, None), -2)
    (None, -2)
    """
    if factor == 0:
        return 0, 0
    low = None if part[0] is None else part[0] * factor
    high = None if part[1] is None else part[1] * factor
    return (low, high) if factor > 0 else (high, low)


def multiply(left: Range, right: Range) -> Range:
    """Give the range of a product."""
    if left[0] == left[1] and left[0] is not None:
        return scale(right, left[0])
    if right[0] == right[1] and right[0] is not None:
        return scale(left, right[0])
    return _hull([_product(left, a, right, b) for a in (0, 1) for b in (0, 1)])


def divide(left: Range, right: Range) -> Range:
    """Give the range of a quotient; everything if the divisor may be zero."""
    low, high = right
    if (low is None or low <= 0) and (high is None or high >= 0):
        return EVERYTHING
    inverse: Range = (
        Fraction(0) if high is None else 1 / Fraction(high),
        Fraction(0) if low is None else 1 / Fraction(low),
    )
    return multiply(left, inverse)


def least(parts: list[Range]) -> Range:
    """Give the range of the smallest of some numbers."""
    lows = [low for low, _ in parts]
    highs = [high for _, high in parts if high is not None]
    return None if None in lows else min(low for low in lows if low is not None), min(highs, default=None)


def greatest(parts: list[Range]) -> Range:
    """Give the range of the largest of some numbers."""
    return negate(least([negate(part) for part in parts]))


# An end of a product: (sign of infinity, 0) or (0, finite value).
_End = tuple[int, Number]


def _product(left: Range, a: int, right: Range, b: int) -> _End:
    x, y = left[a], right[b]
    if x is not None and y is not None:
        return 0, x * y
    if x == 0 or y == 0:  # what is at infinity is never reached, so nothing times it stays nothing
        return 0, 0
    sign_x = (-1, 1)[a] if x is None else (1 if x > 0 else -1)
    sign_y = (-1, 1)[b] if y is None else (1 if y > 0 else -1)
    return sign_x * sign_y, 0


def _hull(ends: list[_End]) -> Range:
    finite = [value for sign, value in ends if sign == 0]
    low = None if any(sign < 0 for sign, _ in ends) else min(finite, default=None)
    high = None if any(sign > 0 for sign, _ in ends) else max(finite, default=None)
    return low, high
