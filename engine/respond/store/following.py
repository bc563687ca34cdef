"""The incidents of a store that go on: each read, and walked, from where it was when it was last asked for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Final, Generic, TypeVar
from zoneinfo import ZoneInfo

from respond._records import evolve, frozen
from respond.log import Draft, IncidentFile, Row
from respond.plan import Library
from respond.situation import Running
from respond.store.audited import Audited
from respond.store.damaged import as_written, check_whole, first_changed
from respond.store.logbook import drafted, incident_of, steps_of

_MOST: Final = 2_048
"""Incidents kept in memory for each store; the one asked for longest ago goes first. More than a desk has open."""

_MOST_ROWS: Final = 100_000
"""Rows of all logs together that are kept in memory for each store."""


@frozen(eq=False)
class Followed:
    """An incident as far as its log goes: its rows, what they come to, and how far that was walked."""

    rows: tuple[Row, ...]
    file: IncidentFile
    zone: ZoneInfo
    """That of the times of its steps: its leading plan's."""
    running: Running

    def with_drafts(self, drafts: Sequence[Draft]) -> IncidentFile:
        """Give what it would come to with some entries more; raises InputError for what is no entry."""
        more = steps_of(drafted(self.rows, drafts), self.file, self.zone)
        return evolve(self.file, then=(*self.file.then, *more)) if more else self.file


@frozen(eq=False)
class AuditSeen:
    """An audit log that was found sound: all of it up to a row, at a moment, and what came after that row since."""

    whole: int
    """Up to which row all of it was checked at once."""
    at: datetime
    last: Audited
    """The last row that was checked."""


class Following:
    """What one store has read lately, of a bounded number of incidents. Nothing in it could not be read anew."""

    def __init__(self, most: int = _MOST) -> None:
        self._logs: _Logs | None = None
        self.seat: str | None = None
        """Whose desk the incidents are looked at from: what the store is set to."""
        self._over: dict[str, tuple[Library, str, datetime, datetime]] = {}
        self._rows = _Lately[tuple[Row, ...]](most)
        self._followed = _Lately[Followed](most)
        self.audit: AuditSeen | None = None
        """How far the audit log was found sound."""

    def sit(self, seat: str | None) -> None:
        """Look at the incidents from the desk of a unit; what was found from another is not gone on with."""
        if seat != self.seat:
            self.seat = seat
            self._over = {}

    def rows(self, incident: str, read: Callable[[int], tuple[Row, ...]]) -> tuple[Row, ...]:
        """Give the rows of an incident; `read` gives those after a number.

        The last one that is known is read again: where it is not what it was, all of them are.
        """
        known = self._rows.get(incident) or ()
        more = read(known[-1].number - 1) if known else ()
        if known and more and more[0] == known[-1]:
            found = (*known, *more[1:]) if len(more) > 1 else known
        else:
            found = read(0)
        if found and isinstance(found[-1].number, int):  # one that was damaged is no place to read on from
            self._rows.put(incident, found)
        return found

    def logs(self, read: Callable[[int], tuple[Row, ...]]) -> tuple[tuple[Row, ...], ...]:
        """Give the rows of every incident, in the order of opening; `read` gives those of all after a place.

        The last one that is known is read again, as for one incident; of more rows than are kept nothing is.
        """
        known = self._logs
        more = read(known.last.seq - 1) if known is not None else ()
        if known is not None and more and more[0] == known.last:
            before, new = known.rows, more[1:]
        else:
            before, new = {}, read(0)
        found = _grouped(before, new) if new else before
        if new:
            keeps = isinstance(new[-1].seq, int) and sum(map(len, found.values())) <= _MOST_ROWS
            self._logs = _Logs(new[-1], found) if keeps else None
        return tuple(found.values())

    def is_over(self, rows: Sequence[Row], library: Library, now: datetime) -> bool:
        """Say whether an incident of these rows was found over by a look that holds at a moment."""
        found = self._over.get(rows[0].incident)
        if found is None:
            return False
        by, last, since, until = found
        return by is library and last == rows[-1].hash and since <= now < until

    def note_over(self, rows: Sequence[Row], library: Library, since: datetime, until: datetime) -> None:
        """Note that nothing is left to do in an incident from one moment until before another."""
        self._over[rows[0].incident] = (library, rows[-1].hash, since, until)

    def followed(self, rows: tuple[Row, ...], library: Library) -> Followed:
        """Give what the rows of an incident come to, read on from those it had before.

        Raises as `incident_of`, and InputError (E859) where an entry is damaged.
        """
        with as_written(rows):
            return self._read(rows, library)

    def _begun(self, rows: tuple[Row, ...], library: Library, changed: Row | None) -> Followed:
        """Give what the opening of an incident comes to, to be read on from."""
        opening = incident_of(rows[:1])
        entry = None if changed is None else changed.number
        running = Running(library, seat=self.seat, changed_entry=entry)
        return Followed(rows[:1], opening, library.zone(opening.plans), running)

    def _read(self, rows: tuple[Row, ...], library: Library) -> Followed:
        name = rows[0].incident
        known = self._followed.get(name)
        if known is not None and known.running.seat != self.seat:
            known = None
        if known is not None and known.running.library is library and known.rows is rows:
            return known
        check_whole(rows if known is None else rows[len(known.rows) :])
        # what was found as it was written need not be hashed again; what was not is read anew, it may be put right
        changed = first_changed(rows, () if known is None else {*map(id, known.rows)})
        whole = known is not None and known.running.changed_entry is None and changed is None
        if (
            known is None
            or not whole
            or known.running.library is not library
            or not _begins(rows, known.rows)
        ):
            check_whole(rows)
            known = self._begun(rows, library, changed)
        found = known if known.rows is rows else evolve(known, rows=rows, file=_read_on(known, rows))
        self._followed.put(name, found)
        return found


def _read_on(known: Followed, rows: Sequence[Row]) -> IncidentFile:
    """Give what rows come to that begin with those already read."""
    more = [(row.kind, row.known, row.data) for row in rows[len(known.rows) :]]
    steps = steps_of(more, known.file, known.zone)
    return evolve(known.file, then=(*known.file.then, *steps)) if steps else known.file


@frozen(eq=False)
class _Logs:
    """The rows of every incident as far as they were read, and the last of them all."""

    last: Row
    rows: Mapping[str, tuple[Row, ...]]


def _grouped(known: Mapping[str, tuple[Row, ...]], more: Sequence[Row]) -> dict[str, tuple[Row, ...]]:
    """Give rows by their incident, with some more."""
    new: dict[str, list[Row]] = {}
    for row in more:
        new.setdefault(row.incident, []).append(row)
    return {**known, **{incident: (*known.get(incident, ()), *rows) for incident, rows in new.items()}}


def _begins(rows: Sequence[Row], first: Sequence[Row]) -> bool:
    """Say whether rows begin with those that were there before; by the hash of the last, which vouches for all.

    But for links: what one of them tells is kept from those who do not see the other incident.
    """
    if len(first) > len(rows) or rows[len(first) - 1].hash != first[-1].hash:
        return False
    return all(
        row.body == known.body for row, known in zip(rows, first, strict=False) if known.kind == "link"
    )


T = TypeVar("T")


class _Lately(Generic[T]):
    """What was used lately, by its name; any number of threads may use it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: dict[str, T] = {}

    def get(self, name: str) -> T | None:
        """Give what is kept under a name, if it is."""
        return self._kept.get(name)

    def put(self, name: str, one: T) -> None:
        """Keep something, in place of what was used longest ago where there is too much."""
        with self._lock:
            self._kept.pop(name, None)
            self._kept[name] = one
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
