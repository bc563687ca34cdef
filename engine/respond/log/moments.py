"""When an incident occurred: a time, a day, or a span."""

import re
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.clock import clock_text, local, start_of_day
from respond.errors import InputError, Place, Text, fault
from respond.facts import advised, halfwidth
from respond.log.incident import Span
from respond.plan import place_field, structure
from respond.yaml import Mapping, Node, place_of

PRESUMED: Final = Place("--now")
"""The place of a time of occurrence that nobody gave: the present stands for it, and the answer says so."""

FIRST_EVENT: Final = Place("--event, for --occurred")
"""The place of one for which the earliest event stands: it may be a mere sign, so the answer says that as well."""

_CLOCK = re.compile(":|[0-9][Tt]")
"""What tells an instant from a day."""

_PRESUMED: Final = {
    PRESUMED: Text("{at}（没有给出，取现在）", "{at} (not given; the present is taken)"),
    FIRST_EVENT: Text(
        "{at}（取最早的事件）",
        "{at} (that of the earliest event)",
    ),
}


@frozen
class Presumed:
    """A time of occurrence that nobody reported, as a log keeps it: the moment that stands for it."""

    presumed: datetime
    place: Place | None = place_field()


_NOT_REPORTED: Final = Text("未报告，按{at}算", "not reported; taken as {at}")


@frozen
class Occurrence:
    """The earliest and the latest moment at which the incident can have occurred, and the zone of its days.

    `presumed` says that nobody reported it: another moment, such as that of the first event, stands for it.
    """

    earliest: datetime
    latest: datetime
    words: Text
    zone: ZoneInfo
    presumed: bool = False

    @property
    def day(self) -> date:
        """Give the day that picks the edition: the earliest possible one."""
        return local(self.earliest, self.zone).date()


def read_occurrence(node: Node, zone: ZoneInfo) -> Occurrence:
    """Read `occurred`: a time with its offset, a day of a zone, `{at_least:, at_most:}`, or `{presumed:}`.

    Raises `InputError` (E714 and the faults of times).
    """
    if isinstance(node, Mapping) and "presumed" in node:
        at = structure(node, Presumed).presumed
        return Occurrence(at, at, _NOT_REPORTED.fill(at=clock_text(at, zone)), zone, presumed=True)
    if isinstance(node, Mapping):
        span = structure(node, Span)
        if span.at_least is None or span.at_most is None or span.at_most < span.at_least:
            raise InputError([fault("E714", node.place, found=f"{span.at_least} … {span.at_most}")])
        words = Text(
            f"{clock_text(span.at_least, zone)} 至 {clock_text(span.at_most, zone)} 之间",
            f"{clock_text(span.at_least, zone)} to {clock_text(span.at_most, zone)}",
        )
        return Occurrence(span.at_least, span.at_most, words, zone)
    if not isinstance(node, str):
        raise InputError([fault("E714", node.place, found="[…]")])
    if not _CLOCK.search(halfwidth(node)):
        day = structure(node, date)
        start, end = (start_of_day(each, zone) for each in (day, day + timedelta(days=1)))
        return Occurrence(start, local(end - timedelta(seconds=1), zone), Text(f"{day}", f"{day}"), zone)
    moment = read_moment(node, zone)
    shown = clock_text(moment, zone)
    presumed = next((words for place, words in _PRESUMED.items() if place == place_of(node)), None)
    words = Text(shown, shown) if presumed is None else presumed.fill(at=shown)
    return Occurrence(moment, moment, words, zone, presumed=presumed is not None)


def is_presumed(node: Node) -> bool:
    """Say whether another moment stands for a time of occurrence that nobody gave."""
    return "presumed" in node if isinstance(node, Mapping) else place_of(node) in _PRESUMED


def read_moment(node: Node, zone: ZoneInfo) -> datetime:
    """Read a time with its offset; whoever leaves it out is advised to add that of a zone. Raises `InputError`."""
    try:
        return structure(node, datetime)
    except InputError as error:
        raise InputError(advised(error.faults, zone)) from None
