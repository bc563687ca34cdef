"""What becomes of what was owed in an incident that goes on in another: it is owed there, and here no more."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from respond._records import evolve, frozen
from respond.clock import local
from respond.errors import Text
from respond.log import IncidentFile
from respond.situation.model import Event
from respond.situation.obligations import Obligation

MERGED = "merged"
"""The id under which an answer tells of it among what has happened."""


@frozen
class Merging:
    """That an incident goes on in another, and since when."""

    into: str
    at: datetime
    entry: str
    """What `respond correct` calls the entry that says so."""
    step: int
    """Which step of the incident file says so."""

    def carried_on(self, obligations: Sequence[Obligation]) -> tuple[Obligation, ...]:
        """Give what was owed by then, with what was open ended: what was late stays so, the rest stands down."""
        return tuple(self._closed(obligations))

    def event(self, known: Sequence[Event]) -> tuple[Event, ...]:
        """Give what has happened, and this with it."""
        name = Text(f"并入事件{self.into}", f"merged into the incident {self.into}")
        event = Event(MERGED, name, self.at)
        return tuple(sorted((*known, event), key=lambda each: each.at))

    def _closed(self, obligations: Sequence[Obligation]) -> Iterator[Obligation]:
        for one in obligations:
            if one.arose > self.at:
                continue
            if not one.open:
                yield one
                continue
            late = self.at - one.late_from if one.state == "overdue" and one.late_from is not None else None
            missed = late is not None and late > timedelta(0)
            yield evolve(
                one,
                state="missed" if missed else "stood-down",
                late=late if missed else None,
                provisional=False,
                ended=self.at,
                passed=False,
                awaits=(),
                unable=None,
                beside=(),
                missing=(),
                why=Text(f"已并入{self.into}，在那里继续", f"goes on in {self.into}"),
            )


def merging_of(incident: IncidentFile, at: datetime, zone: ZoneInfo) -> Merging | None:
    """Give where an incident goes on by a moment; None where it goes on by itself, or does so again."""
    found = [
        (step, then.at, then.merged)
        for step, then in enumerate(incident.then, 1)
        if then.merged is not None and then.at <= at
    ]
    if not found or found[-1][2].withdrawn:
        return None
    step, moment, said = found[-1]
    times = sum(not each.withdrawn for _, _, each in found)
    return Merging(str(said.into), local(moment, zone), merging_name(times), step)


def merging_name(number: int) -> str:
    """Give what `respond correct` calls the entry that an incident was merged, by how often that was so.

    >>> merging_name(1), merging_name(2)
    ('merged', 'merged#2')
    """
    return MERGED if number == 1 else f"{MERGED}#{number}"


def is_merger(entry: str) -> bool:
    """Say whether an entry, by its name in the log, is that the incident was merged.

    >>> is_merger("merged#2"), is_merger("deaths")
    (True, False)
    """
    return entry.partition("#")[0] == MERGED
