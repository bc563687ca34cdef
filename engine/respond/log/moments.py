"""When an incident occurred: a time, a day, or a span."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from attrs import frozen

from respond.clock import local, start_of_day
from respond.errors import InputError, Text, fault
from respond.facts import halfwidth
from respond.log.incident import Span
from respond.plan import structure
from respond.yaml import Mapping, Node

_CLOCK = re.compile(":|[0-9][Tt]")
"""What tells an instant from a day."""


@frozen
class Occurrence:
    """The earliest and the latest moment at which the incident can have occurred, and the zone of its days."""

    earliest: datetime
    latest: datetime
    words: Text
    zone: ZoneInfo

    @property
    def day(self) -> date:
        """Give the day that picks the edition: the earliest possible one."""
        return local(self.earliest, self.zone).date()


def read_occurrence(node: Node, zone: ZoneInfo) -> Occurrence:
    """Read `occurred`: a time with its offset, a day of a zone, or `{at_least:, at_most:}`.

    Raises `InputError` (E714 and the faults of times).
    """
    if isinstance(node, Mapping):
        span = structure(node, Span)
        if span.at_least is None or span.at_most is None or span.at_most < span.at_least:
            raise InputError([fault("E714", node.place, found=f"{span.at_least} … {span.at_most}")])
        words = Text(
            f"{_shown(span.at_least, zone)} 至 {_shown(span.at_most, zone)} 之间",
            f"{_shown(span.at_least, zone)} to {_shown(span.at_most, zone)}",
        )
        return Occurrence(span.at_least, span.at_most, words, zone)
    if not isinstance(node, str):
        raise InputError([fault("E714", node.place, found="[…]")])
    if not _CLOCK.search(halfwidth(node)):
        day = structure(node, date)
        start, end = (start_of_day(each, zone) for each in (day, day + timedelta(days=1)))
        return Occurrence(start, local(end - timedelta(seconds=1), zone), Text(f"{day}", f"{day}"), zone)
    moment = structure(node, datetime)
    shown = _shown(moment, zone)
    return Occurrence(moment, moment, Text(shown, shown), zone)


def _shown(moment: datetime, zone: ZoneInfo) -> str:
    return local(moment, zone).strftime("%Y-%m-%d %H:%M")
