"""When an incident occurred: a time, a day, or a span."""

import re
from datetime import date, datetime, time, timedelta

from respond._records import frozen
from respond.clock import SHANGHAI
from respond.errors import InputError, Text, fault
from respond.facts import halfwidth
from respond.log.incident import Span
from respond.plan import structure
from respond.yaml import Mapping, Node

_CLOCK = re.compile(":|[0-9][Tt]")
"""What tells an instant from a day."""


@frozen
class Occurrence:
    """The earliest and the latest moment at which the incident can have occurred."""

    earliest: datetime
    latest: datetime
    words: Text

    @property
    def day(self) -> date:
        """Give the day that picks the edition: the earliest possible one, by Shanghai time."""
        return self.earliest.astimezone(SHANGHAI).date()


def read_occurrence(node: Node) -> Occurrence:
    """Read `occurred`: a time with its offset, a day (Shanghai time), or `{at_least:, at_most:}`.

    Raises `InputError` (E714 and the faults of times).
    """
    if isinstance(node, Mapping):
        span = structure(node, Span)
        if span.at_least is None or span.at_most is None or span.at_most < span.at_least:
            raise InputError([fault("E714", node.place, found=f"{span.at_least} … {span.at_most}")])
        words = Text(
            f"{_shown(span.at_least)} 至 {_shown(span.at_most)} 之间",
            f"{_shown(span.at_least)} to {_shown(span.at_most)}",
        )
        return Occurrence(span.at_least, span.at_most, words)
    if not isinstance(node, str):
        raise InputError([fault("E714", node.place, found="[…]")])
    if not _CLOCK.search(halfwidth(node)):
        day = structure(node, date)
        start = datetime.combine(day, time(), SHANGHAI)
        return Occurrence(start, start + timedelta(days=1, seconds=-1), Text(f"{day}", f"{day}"))
    moment = structure(node, datetime)
    shown = _shown(moment)
    return Occurrence(moment, moment, Text(shown, shown))


def _shown(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
