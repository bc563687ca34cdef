"""What a report may not say in silence: a number that cannot be true beside one that was reported before."""

from datetime import datetime
from fractions import Fraction
from typing import Final

from respond._records import frozen
from respond.facts import AREA, MONEY, Fact, FactType, Value, dimension_of, is_numeric, number_ends

_GROWING: Final = frozenset({AREA, MONEY})
"""Dimensions of quantities that are added up in an incident, as areas and losses are; wind and heat are not."""


@frozen
class Figure:
    """A number as it was told: the ends it lies between (None where an end is open), and when it was so."""

    low: Fraction | None
    high: Fraction | None
    at: datetime
    stated: bool = False
    """Whether somebody said when it was so; else it is when it was told."""


def figure_of(fact: Fact, value: Value, at: datetime, *, stated: bool) -> Figure | None:
    """Give a value as a figure; None for what is no number, and for one that says nothing."""
    if not is_numeric(fact):
        return None
    low, high = (None if end is None else Fraction(end) for end in number_ends(value))
    return Figure(low, high, at, stated) if (low, high) != (None, None) else None


def only_grows(fact: Fact) -> bool:
    """Say whether a fact counts what has happened so far, so that its number never falls.

    Counts do, areas and amounts of money do, where more of them is graver: nobody comes back from the dead. What the
    plan says may fall does not: the missing are found.
    """
    if fact.worse != "up" or fact.falls:
        return False
    return fact.type is FactType.COUNT or (fact.type is FactType.QUANTITY and dimension_of(fact) in _GROWING)


def contradicts(fact: Fact, before: Figure, now: Figure) -> bool:
    """Say whether two figures of one fact cannot both be true, whatever the true numbers are within them.

    What only grows cannot be less later, nor more earlier. Two figures for one moment have to share a number. Of
    anything else a figure for another moment may be any other. A figure of which nobody said when it was so counts as
    of when it was told.
    """
    if now.at == before.at and now.stated and before.stated:
        return _below(now.high, before.low) or _below(before.high, now.low)
    if not only_grows(fact):
        return False
    if now.stated and now.at < before.at:
        return before.stated and _below(before.high, now.low)
    return _below(now.high, before.low)


def falls_short(fact: Fact, part: Figure, whole: Figure) -> bool:
    """Say whether a figure of a whole cannot be true beside one that was told of a part of it.

    What only grows is no less in the whole; whether it is more nobody can tell, for the same may be counted in both. A
    whole of which somebody said that it was so before the part may have been less.
    """
    before = whole.stated and whole.at < part.at
    return only_grows(fact) and not before and _below(whole.high, part.low)


def _below(high: Fraction | None, low: Fraction | None) -> bool:
    return high is not None and low is not None and high < low
