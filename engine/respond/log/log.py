"""The log of an incident: every entry of it, and what was known at a moment."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from respond.clock import Calendar
from respond.errors import InputError, fault
from respond.facts import Observation, advised
from respond.log.entries import Act, Entry, Holding, Step
from respond.log.folding import Folded, as_it_was, never_started, when_told
from respond.log.incident import IncidentFile
from respond.log.moments import occurrence_of
from respond.log.reader import Reader
from respond.log.vocabulary import is_told, vocabulary_of
from respond.plan import Plan, Prepared


class Log:
    """The entries of an incident, read against the facts, events and duties of the plans concerned.

    `seat` is the body whose events need no body; `later` are editions that came into force since, for their duties.
    Days are told in `zone`, without one in that of the first plan; `calendar_of` gives the working days of a plan.
    Raises `InputError` with every fault found.
    """

    def __init__(
        self,
        incident: IncidentFile,
        plans: Sequence[Prepared],
        seat: str | None = None,
        later: Sequence[Prepared] = (),
        calendar_of: Callable[[Plan], Calendar] | None = None,
        zone: ZoneInfo | None = None,
    ) -> None:
        self.zone = zone or plans[0].plan.tz
        self.levels = plans[0].levels
        words = vocabulary_of(tuple(plans), tuple(later))
        self.facts, self.events = words.facts, words.events
        reader = Reader(incident, plans, words, seat, later, calendar_of, self.zone)
        self._take(reader, Folded.none(words, self.zone), reader.read())

    def _take(self, reader: Reader, folded: Folded, entries: Iterable[Entry]) -> None:
        """Take the entries a reader gives, on top of what was folded before them."""
        found = list(entries)
        self.incident, self.reader = reader.incident, reader
        self.begins, self.first = reader.begins, reader.first
        faults = list(reader.faults)
        self.folded = folded.with_entries(found, self.first)
        faults += never_started(self.folded.state)
        if faults:
            raise InputError(advised(faults, self.zone))

    def extended(self, incident: IncidentFile) -> "Log | None":
        """Give the log with the further steps of the same incident, read on from where this one ends.

        None where they change how what is here is read: a correction of when the incident occurred does. Raises
        InputError as reading all of it does.
        """
        known = len(self.incident.then)
        if any(each.entry == "occurred" for then in incident.then[known:] for each in then.corrects):
            return None
        found = copy(self)
        for worked_out in ("later", "_holdings"):
            found.__dict__.pop(worked_out, None)
        reader = self.reader.going_on(incident)
        found._take(reader, self.folded, reader.steps(known))  # noqa: SLF001 - it is another of its kind
        return found

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Give every entry, in the order they were told."""
        return self.folded.entries

    def steps(self, at: datetime, known: datetime | None = None) -> tuple[Step, ...]:
        """Give the steps up to a moment, as known then; the first report always counts.

        With `known` it is as it was: what is known by that later moment is put where it belongs, corrected.
        """
        if known is None:
            steps = self.folded.steps
            return steps[: bisect_right(steps, max(at, self.first), key=when_told)]
        occurrence = occurrence_of(self.incident, self.zone, known)
        begins = occurrence.earliest if occurrence else self.begins
        return as_it_was(self.folded.emptied(), self.entries, at, max(known, self.first), begins, self.first)

    def told_by(self, at: datetime, step: int) -> tuple[tuple[Entry, ...], Step]:
        """Give the entries known at a moment, none told after a step, and what they come to.

        So an act finds what was known when it was done, though more was told at that very moment.
        """
        until = max(at, self.first)
        told = tuple([each for each in self.entries if each.step <= step and each.known <= until])
        return told, self._after(told) or self.folded.emptied().with_entries(told, self.first).steps[-1]

    def _after(self, told: Sequence[Entry]) -> Step | None:
        """Give what entries came to where they are all up to a moment; None where more or less of it was told."""
        count, entries = len(told), self.entries
        if not told or told[-1] is not entries[count - 1]:
            return None
        last = told[-1].known
        if count < len(entries) and entries[count].known <= last:
            return None
        return self.folded.steps[bisect_right(self.folded.steps, last, key=when_told) - 1]

    def older(self, at: datetime) -> frozenset[str]:
        """Give the entries of values told by a moment that are older figures, and so no news of what is so then."""
        return self.steps(at)[-1].older

    def is_event(self, act: Act) -> bool:
        """Say whether an act is an event of a plan as well, whatever it fulfils."""
        return any(is_told(act, channels) for channels in self.folded.state.words.acts.values())

    def check_present(self, now: datetime) -> None:
        """Refuse what was counted by `now` though it says that it holds only later (E733)."""
        until = max(now, self.first)
        faults = [
            fault(
                "E733", entry.content.place or entry.place, name=entry.name, at=entry.content.as_of, now=now
            )
            for entry in self.entries
            if isinstance(entry.content, Observation)
            and entry.content.as_of is not None
            and entry.content.as_of > now
            and entry.known <= until
        ]
        if faults:
            raise InputError(faults)

    def bodies(self, at: datetime) -> Mapping[str, tuple[str, ...]]:
        """Give the bodies that stand for units of the plans, as named by a moment, by the unit."""
        until = max(at, self.first)
        return {each.unit: each.names for known, each in self._holdings if known <= until}

    @cached_property
    def _holdings(self) -> tuple[tuple[datetime, Holding], ...]:
        """Give what was said of the bodies, each with since when it is known; of most incidents nothing was."""
        return tuple(
            [(entry.known, entry.content) for entry in self.entries if isinstance(entry.content, Holding)]
        )

    @cached_property
    def later(self) -> tuple[datetime, ...]:
        """Give the moments at which something more was learnt, after the first report."""
        return tuple([step.at for step in self.folded.steps[1:]])
