"""A number of which not every change counts: what a plan goes by, where more, or less, has been reported since."""

from collections.abc import Iterable

from respond.facts import Between, Exactly, Number, Value, number_ends
from respond.log import Moved
from respond.reason import Truth

_Ends = tuple[Number | None, Number | None]


def counted(reported: Value, changes: Iterable[tuple[Moved, Truth]]) -> Value:
    """Give the number a plan goes by: what was first reported with those of its changes that count.

    While it is open whether a change counts, so is the number. What says no more than the number before, more exactly,
    is no change: it stands where all changes count.

    >>> from datetime import UTC, datetime
    >>> from respond.log import Held
    >>> held = Held.at(datetime(2026, 1, 1, tzinfo=UTC))
    >>> third, fifth = Moved(held, Exactly(2), Exactly(3)), Moved(held, Exactly(3), Exactly(5))
    >>> counted(Exactly(5), [(third, Truth.NO), (fifth, Truth.YES)])
    Exactly(value=4)
    >>> counted(Exactly(3), [(third, Truth.UNKNOWN)])
    Between(low=2, high=3)
    """
    ends: _Ends | None = None
    for change, truth in changes:
        if ends is None:
            if truth is Truth.YES:
                continue
            ends = number_ends(change.before)
            more = number_ends(change.now)
        else:
            more = _plus(ends, _grown(number_ends(change.before), number_ends(change.now)))
        if truth is not Truth.NO:
            ends = more if truth is Truth.YES else _either(ends, more)
    if ends is None:
        return reported
    low, high = ends
    return Exactly(low) if low is not None and low == high else Between(low, high)


def _grown(before: _Ends, now: _Ends) -> _Ends:
    """Give by how much a number grew at least and at most."""
    (least, most), (low, high) = before, now
    return (
        None if low is None or most is None else low - most,
        None if high is None or least is None else high - least,
    )


def _plus(one: _Ends, other: _Ends) -> _Ends:
    low, high = (None if a is None or b is None else a + b for a, b in zip(one, other, strict=True))
    return low, high


def _either(one: _Ends, other: _Ends) -> _Ends:
    """Give the ends of what lies in either of two ranges or between them."""
    (low, high), (least, most) = one, other
    return (
        None if low is None or least is None else min(low, least),
        None if high is None or most is None else max(high, most),
    )
