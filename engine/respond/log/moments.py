"""When an incident occurred: a time, a day, or a span."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from respond._records import frozen
from respond.clock import clock_text, local, start_of_day
from respond.errors import InputError, Place, Text, fault
from respond.facts import advised, halfwidth
from respond.log.incident import IncidentFile, Span
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


def occurrence_of(incident: IncidentFile, zone: ZoneInfo, at: datetime | None = None) -> Occurrence | None:
    """Give when the incident occurred, as corrected by what was known at a moment; None before it has occurred.

    A day without a time is a day of the zone.

    Raises `InputError` (E714 and the faults of times; E729 where neither or both of `occurred` and `noticed` stand).
    """
    return next(reversed([*occurrences_of(incident, zone, at)]), None)


def occurrences_of(
    incident: IncidentFile, zone: ZoneInfo, at: datetime | None = None
) -> Iterator[Occurrence]:
    """Give when the incident was said to have occurred: at first, then as it was put right by a moment."""
    if (incident.occurred is None) == (incident.noticed is None):
        raise InputError([fault("E729", incident.place)])
    if incident.occurred is None:
        return
    yield read_occurrence(incident.occurred, zone)
    for then in incident.then:
        if at is not None and then.at > at:
            return
        for correction in then.corrects:
            if correction.entry == "occurred" and correction.at is not None:
                yield read_occurrence(correction.at, zone)


def begin_of(incident: IncidentFile, zone: ZoneInfo) -> datetime:
    """Give the first moment of an incident, as its file begins: when it occurred at the earliest, or was noticed."""
    occurrence = occurrence_of(incident, zone)
    begins = occurrence.earliest if occurrence else incident.noticed
    assert begins is not None  # noqa: S101 - one of the two is there, or E729
    return begins


def day_of(incident: IncidentFile, zone: ZoneInfo) -> date:
    """Give the day, in a zone, whose editions an incident falls under."""
    occurrence = occurrence_of(incident, zone)
    return occurrence.day if occurrence else local(begin_of(incident, zone), zone).date()
