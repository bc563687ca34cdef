"""The duty roster: who stands which shift and who leads, which shift hands over at a moment, which takes over."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from respond._records import frozen
from respond.errors import Place
from respond.plan import structure
from respond.store import ROSTER, Store
from respond.yaml import node_of

USUAL_SHIFT: Final = timedelta(hours=12)
"""How long a shift is of which no roster says."""
_JUST_BEGUN: Final = timedelta(hours=1)
"""In its first hour a shift takes over: what is handed over is the one before."""


@frozen
class Shift:
    """A shift of the roster: from when to when, which posts stand it, and who leads."""

    from_: datetime
    to: datetime
    officers: tuple[str, ...]
    leader: str


def roster_kept(store: Store) -> tuple[Shift, ...]:
    """Give the shifts that are kept, in the order they were entered."""
    return structure(node_of(store.setting(ROSTER) or [], Place(ROSTER)), tuple[Shift, ...])


def shift_at(roster: Sequence[Shift], now: datetime) -> Shift | None:
    """Give the shift that stands at a moment; of several the one that began last."""
    standing = [each for each in roster if each.from_ <= now < each.to]
    return max(standing, key=lambda each: each.from_, default=None)


def handing_over(roster: Sequence[Shift], now: datetime) -> Shift | None:
    """Give the shift that hands over: the one that stands, or the one before where that has only just begun."""
    return shift_at(roster, now - _JUST_BEGUN) or shift_at(roster, now)


def taking_over(roster: Sequence[Shift], now: datetime) -> Shift | None:
    """Give the shift after the one that hands over; None where the roster leaves open who that is.

    It begins by the end of the one before or, where none stands or there is a gap, within a usual shift; of several
    that begin at one moment it is the longest.
    """
    before = handing_over(roster, now)
    latest = now + USUAL_SHIFT
    if before is not None:
        latest = max(latest, before.to)
    following = [
        each for each in roster
        if each.to > now and each.from_ <= latest and (before is None or each.from_ > before.from_)
    ]  # fmt: skip
    first = min((each.from_ for each in following), default=None)
    return max((each for each in following if each.from_ == first), key=lambda each: each.to, default=None)
