"""When what happened in an exact incident happened, so that each is as long ago as it must be.

How long is told in hours, `elapsed(x)`, in calendar days, `days(x)`, to the same clock time, or in calendar months,
`months(x)`. A part of a month is that part of thirty days, counted from the nearer whole month: 6 months and
`AN_HOUR_IN_MONTHS` are an hour more than any 6 months.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Final
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.clock import Calendar, Duration, add, at_clock, subtract
from respond.facts import Number, Plain, plain_number
from respond.plan import DERIVED_EVENTS
from respond.prove.search.translate import in_days, in_months, since_of

START: Final = time(8)
"""When an incident begins that does not say so itself."""

AN_HOUR: Final = timedelta(hours=1)
"""So long after the occurrence the call comes in, and so long after that the incident is judged."""

LONGEST: Final = 1000 * 366 * 24
"""Hours an incident is taken to last at most, a thousand years: a plan may name lengths no calendar holds."""

_A_DAY: Final = 24
_THIRTY_DAYS: Final = 30 * _A_DAY
_SHORTEST_MONTH: Final = 28 * 24 - 1
_LONGEST_MONTH: Final = 31 * 24 + 1
"""Hours, with the one by which a month is shorter or longer in which the clocks are changed."""

AN_HOUR_IN_MONTHS: Final = Fraction(1, _THIRTY_DAYS)

_HOUR: Final = 3_600_000_000
"""Microseconds of an hour."""
_LAST_DAY_OF_ALL: Final = 28
"""The last day that every month has."""


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
        >>> times = Times.of({"months(received)": 6}, date(2026, 3, 2), ZoneInfo("Asia/Shanghai"))
        >>> times.events["received"].isoformat(), times.now.isoformat()
        ('2026-03-02T09:00:00+08:00', '2026-09-02T09:00:00+08:00')
        """
        given = facts.get("occurred")
        occurred = given if isinstance(given, datetime) else at_clock(day, START, zone)
        ago = {
            str(since_of(key)): Length.of(key, value)
            for key, value in facts.items()
            if since_of(key) is not None
        }
        now = _judged_at(occurred, ago, zone)
        called = min(occurred + AN_HOUR, now)
        events = {} if facts.get("received") is False else {"received": called}
        for key, value in facts.items():
            if key != "occurred" and (value is True or isinstance(value, datetime)):
                events[key] = value if isinstance(value, datetime) else called
        past = {key: length.before(now, zone) for key, length in ago.items() if key != "occurred"}
        return cls(occurred, now, {**events, **past}, past)

    def hours(self, moment: datetime) -> Number:
        """Give the hours since a moment."""
        return plain_number(Fraction((self.now - moment) // timedelta(microseconds=1), _HOUR))


@frozen
class Length:
    """A length of time: calendar months, and hours more or less.

    >>> Length.of("months(received)", 6 - AN_HOUR_IN_MONTHS)
    Length(months=6, hours=Fraction(-1, 1))
    """

    months: int
    hours: Fraction

    @classmethod
    def of(cls, name: str, value: Plain) -> "Length":
        """Read how long ago a name tells something was."""
        number = Fraction(value)  # type: ignore[arg-type]
        if in_days(name):
            return cls(0, number * _A_DAY)
        if not in_months(name):
            return cls(0, number)
        nearer = floor(number + Fraction(1, 2))
        return cls(nearer, (number - nearer) * _THIRTY_DAYS)

    @property
    def at_most(self) -> Fraction:
        """Give the hours it has at most, in the longest months."""
        return self.months * _LONGEST_MONTH + self.hours

    @property
    def in_months(self) -> Fraction:
        """Give the months it has at most, in the shortest of them."""
        if abs(self.hours) <= _THIRTY_DAYS // 2:
            return self.months + Fraction(self.hours) / _THIRTY_DAYS
        return self.months + Fraction(ceil(self.hours / _SHORTEST_MONTH))

    @property
    def clocked(self) -> timedelta:
        """Give the hours."""
        return timedelta(microseconds=int(min(self.hours, Fraction(LONGEST)) * _HOUR))

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Give the moment so long after another."""
        return add(moment, Duration(months=self.months), Calendar.of_zone(zone)) + self.clocked

    def before(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Give the moment so long before another."""
        return subtract(moment - self.clocked, Duration(months=self.months), Calendar.of_zone(zone))


def _judged_at(occurred: datetime, ago: Mapping[str, Length], zone: ZoneInfo) -> datetime:
    """Give when an incident is judged: an hour after what is longest ago could have happened."""
    if "occurred" in ago:
        return ago["occurred"].after(occurred, zone)
    now = max((each.after(occurred, zone) for each in ago.values()), default=occurred + AN_HOUR) + AN_HOUR
    counted = [each for each in ago.values() if each.months]
    # on a day that every month has, so that as many months before it is as many months ago
    while counted and (
        now.day > _LAST_DAY_OF_ALL or any(each.before(now, zone) < occurred for each in counted)
    ):
        now += timedelta(days=1)
    return now


def settled(facts: Mapping[str, Plain]) -> dict[str, Plain] | None:
    """Make an incident agree with itself in time; None where that cannot be.

    Events that nobody can report are none of an incident, and none is longer ago than the longest lasts.

    What has not happened is not any time ago, and nothing happened before the incident did. Of what is told in several
    ways the longest stands.

    >>> settled({"received": True, "elapsed(received)": 24, "elapsed(occurred)": 2, "elapsed(verified)": 3,
    ...          "verified": False})
    {'received': True, 'elapsed(received)': 24, 'elapsed(occurred)': 24, 'verified': False}
    >>> settled({"received": True, "elapsed(received)": 24, "months(received)": 6})
    {'received': True, 'months(received)': 6}
    """
    if any(facts.get(event, False) is not False for event in DERIVED_EVENTS):
        return None
    found = {key: value for key, value in facts.items() if facts.get(since_of(key) or key) is not False}
    found |= {key: value for key, value in facts.items() if value is False}
    lengths = {key: Length.of(key, value) for key, value in found.items() if since_of(key) is not None}
    for event in {since_of(key) for key in lengths}:
        ways = sorted(
            (key for key in lengths if since_of(key) == event), key=lambda name: lengths[name].at_most
        )
        for shorter in ways[:-1]:
            del found[shorter], lengths[shorter]
    longest = max(lengths.values(), key=lambda length: length.at_most, default=Length(0, Fraction(0)))
    if longest.at_most > LONGEST:
        return None
    if "elapsed(occurred)" in found:
        found["elapsed(occurred)"] = plain_number(max(lengths["elapsed(occurred)"].hours, longest.at_most))
    if "days(occurred)" in found:
        found["days(occurred)"] = ceil(Fraction(longest.at_most) / _A_DAY)
    if "months(occurred)" in found:
        found["months(occurred)"] = plain_number(max(length.in_months for length in lengths.values()))
    return {key: found[key] for key in facts if key in found}


def written_moment(moment: datetime) -> str:
    """Give a moment as files have it."""
    return moment.isoformat(timespec="seconds")
