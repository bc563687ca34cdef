"""When what happened in an exact incident happened, so that each is as long ago as it must be."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.clock import at_clock
from respond.facts import Number, Plain
from respond.plan import DERIVED_EVENTS
from respond.prove.search.translate import elapsed_of

START: Final = time(8)
"""When an incident begins that does not say so itself."""

AN_HOUR: Final = timedelta(hours=1)
"""So long after the occurrence the call comes in, and so long after that the incident is judged."""

LONGEST: Final = 1000 * 366 * 24
"""Hours an incident is taken to last at most, a thousand years: a plan may name lengths no calendar holds."""

_HOUR: Final = 3_600_000_000
"""Microseconds of an hour."""


@frozen
class Times:
    """The moments of an incident: when it began, when each event happened, and when it is judged.

    `facts` are the instants among the facts that are asked how long ago they were.
    """

    occurred: datetime
    now: datetime
    events: Mapping[str, datetime]
    facts: Mapping[str, datetime]

    @classmethod
    def of(cls, facts: Mapping[str, Plain], day: date, zone: ZoneInfo) -> "Times":
        """Put times to an incident; what is not asked about happened an hour after it began.

        The call has come in unless `received` is said not to have happened.

        >>> times = Times.of({"elapsed(received)": 24}, date(2026, 3, 2), ZoneInfo("Asia/Shanghai"))
        >>> str(times.now - times.events["received"]), str(times.now - times.occurred)
        ('1 day, 0:00:00', '1 day, 1:00:00')
        """
        given = facts.get("occurred")
        occurred = given if isinstance(given, datetime) else at_clock(day, START, zone)
        ago = {
            str(elapsed_of(key)): _length(value)
            for key, value in facts.items()
            if elapsed_of(key) is not None
        }
        now = occurred + ago.get("occurred", max(ago.values(), default=AN_HOUR) + AN_HOUR)
        called = min(occurred + AN_HOUR, now)
        events = {} if facts.get("received") is False else {"received": called}
        for key, value in facts.items():
            if key != "occurred" and (value is True or isinstance(value, datetime)):
                events[key] = value if isinstance(value, datetime) else called
        past = {key: now - length for key, length in ago.items() if key != "occurred"}
        return cls(occurred, now, {**events, **past}, past)

    def hours(self, moment: datetime) -> Number:
        """Give the hours since a moment."""
        found = Fraction((self.now - moment) // timedelta(microseconds=1), _HOUR)
        return int(found) if found.denominator == 1 else found


def _length(hours: Plain) -> timedelta:
    number = Fraction(hours)  # type: ignore[arg-type]
    return timedelta(microseconds=int(min(number, Fraction(LONGEST)) * _HOUR))


def settled(facts: Mapping[str, Plain]) -> dict[str, Plain] | None:
    """Make an incident agree with itself in time; None where that cannot be.

    Events that nobody can report are none of an incident, and none is longer ago than the longest lasts.

    What has not happened is not any time ago, and nothing happened before the incident did.

    >>> settled({"received": True, "elapsed(received)": 24, "elapsed(occurred)": 2, "elapsed(verified)": 3,
    ...          "verified": False})
    {'received': True, 'elapsed(received)': 24, 'elapsed(occurred)': 24, 'verified': False}
    """
    if any(facts.get(event, False) is not False for event in DERIVED_EVENTS):
        return None
    found = {key: value for key, value in facts.items() if facts.get(elapsed_of(key) or key) is not False}
    found |= {key: value for key, value in facts.items() if value is False}
    lengths = [value for key, value in found.items() if elapsed_of(key) is not None]
    if any(Fraction(length) > LONGEST for length in lengths):  # type: ignore[arg-type]
        return None
    first = "elapsed(occurred)"
    if first in found:
        found[first] = max(lengths)
    return {key: found[key] for key in facts if key in found}


def written_moment(moment: datetime) -> str:
    """Give a moment as files have it."""
    return moment.isoformat(timespec="seconds")
