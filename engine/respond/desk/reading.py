"""An incident of a store as it stands: its log read against the plans, at the present or at a moment gone by."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Annotated

from attrs import field

from respond._records import evolve, frozen
from respond.clock import clock_text, local
from respond.desk.pressing import pressing
from respond.errors import CoverageError, InputError, RespondError, Text, fault
from respond.facts import Observation
from respond.log import Assumed, Happened, IncidentFile, Log
from respond.plan import Library
from respond.situation import (
    UNWRITTEN,
    Involved,
    Late,
    Look,
    Running,
    Situation,
    UnitName,
    bodies_of,
    lighten,
    log_of,
    look_on,
    situate,
)
from respond.store import Followed, Row, Store, as_written, merged_into


@frozen(eq=False)
class Kept:
    """An incident of a store at a moment: its rows, what they come to, and the log read against the plans.

    `now` is the moment asked about, in the zone of the incident; no earlier than its last entry.
    """

    rows: tuple[Row, ...]
    file: IncidentFile
    now: datetime
    look: Look
    """The look that holds at that moment: all but how late something is can be read from it."""
    log: Log
    involved: tuple[Involved, ...]
    running: Running
    """How far it was walked, for the next question about it."""
    late_situation: Late[Situation] = field(init=False)

    @late_situation.default
    def _late_situation(self) -> Late[Situation]:
        return Late(partial(self.look.at, self.now))

    @property
    def id(self) -> str:
        """Give the name of the incident."""
        return self.rows[0].incident

    @property
    def situation(self) -> Situation:
        """Give what it is at that moment."""
        return self.late_situation.value

    @property
    def opened(self) -> datetime:
        """Give since when the store knows it."""
        return local(self.rows[0].known_at, self.look.situation.tz)

    @property
    def closed(self) -> datetime | None:
        """Give when it was closed, if it is."""
        return closed_at(self.look.situation)

    @property
    def merged_into(self) -> str | None:
        """Give the incident it was merged into, if it was."""
        return merged_into(self.rows)

    @property
    def open(self) -> bool:
        """Say whether it goes on: neither closed nor merged into another."""
        return self.closed is None and self.merged_into is None

    @property
    def left(self) -> int:
        """Say how many obligations of ours press; closing ends none of them, merging all."""
        return 0 if self.merged_into is not None else sum(map(pressing, self.look.situation.obligations))

    @property
    def supervised(self) -> bool:
        """Say whether it is an item under supervision, which a profile among its plans makes of it."""
        return any(each.plan.plan.supervision is not None for each in self.involved)

    @property
    def bodies(self) -> tuple[UnitName, ...]:
        """Give the bodies of every plan concerned, those of the leading plan last: its wording goes before others.

        What the log names for a unit stands for it.
        """
        return bodies_of(self.involved, self.log, self.now)

    def source(self, seen: Observation | Happened) -> Text | None:
        """Give in words who reported a value, or told of an event, where that is said."""
        named = seen.source
        return None if named is None else self.file.every_source.get(named, Text(named, named))


def closed_at(situation: Situation) -> datetime | None:
    """Give when an incident was closed, if it is."""
    return next((event.at for event in situation.events if event.id == "closed"), None)


@frozen
class Unread:
    """An incident that no answer can be given for, and why: nothing is left out in silence."""

    incident: str
    code: str
    reason: Text
    exit_code: Annotated[int, UNWRITTEN]
    """What a command ends with that could not read it."""


@frozen(eq=False)
class Shelf:
    """The incidents of a store at a moment, those that cannot be read apart; `ended` counts what was passed over."""

    kept: tuple[Kept, ...]
    unread: tuple[Unread, ...]
    ended: int = 0


def status(
    store: Store,
    library: Library,
    incident: str,
    *,
    now: datetime,
    at: datetime | None = None,
    hindsight: bool = False,
    assume: Assumed = (),
    unit: str | None = None,
) -> Situation:
    """Give the answer for an incident of a store, as `respond.classify` does for a file.

    Every entry counts, whatever the clock of the caller says: with a `now` before the last entry it is the answer at
    that entry. `at` looks back from `now`, with `hindsight` by what is known at `now`. Raises InputError (E845 where
    there is no such incident, E751 for an `at` after `now`) and CoverageError.
    """
    followed = store.followed(incident, library)
    if at is None:
        now = _present(followed.rows, now)
    elif at > now:
        raise InputError([fault("E751", at=at.isoformat(), now=now.isoformat())])
    with as_written(followed.rows):
        return situate(
            followed.file, library, now=now, at=at, hindsight=hindsight, assume=assume, desk=unit,
            running=followed.running,
        )  # fmt: skip


def replay(
    store: Store,
    library: Library,
    incident: str,
    *,
    at: datetime,
    known: datetime | None = None,
    edition: str | None = None,
    assume: Assumed = (),
    unit: str | None = None,
) -> Situation:
    """Give what should have been declared at a moment, by what was known then; with `known` by what was known later.

    `edition` asks how it would be under another edition (`forest-fire@2019`) of a plan the incident is under. Raises
    InputError: E845, E861 where nothing was known yet, E862 for a `known` before `at`, E863 for an edition that is
    none of its plans'; and CoverageError.
    """
    followed = store.followed(incident, library)
    rows, file, running = followed.rows, followed.file, followed.running
    zone = library.zone(file.plans)
    if edition is not None:
        file, running = _under(file, edition, library), running.alone()
    if known is None and at < rows[0].known_at:
        shown = [clock_text(local(moment, zone), zone) for moment in (at, rows[0].known_at)]
        raise InputError([fault("E861", name=incident, at=shown[0], opened=shown[1])])
    if known is not None and known < at:
        shown = [clock_text(local(moment, zone), zone) for moment in (known, at)]
        raise InputError([fault("E862", known=shown[0], at=shown[1])])
    with as_written(rows):
        if known is None:
            return situate(file, library, now=at, assume=assume, desk=unit, running=running)
        return situate(
            file, library, now=known, at=at, hindsight=True, assume=assume, desk=unit, running=running.alone()
        )


def kept(store: Store, library: Library, incident: str, *, now: datetime, one_of_many: bool = False) -> Kept:
    """Read one incident of a store; raises InputError (E845 where there is none) and CoverageError.

    As `one_of_many` it goes on from when somebody last looked, as lists do.
    """
    followed = store.followed(incident, library)
    with as_written(followed.rows):
        return kept_of(followed, library, now, one_of_many=one_of_many)


def shelf(
    store: Store,
    library: Library,
    *,
    now: datetime,
    ended: bool = False,
    wanted: Callable[[Sequence[Row]], bool] = lambda _: True,
    asking: bool = False,
) -> Shelf:
    """Read the incidents of a store that are open or closed with something left that presses, in the order of opening.

    With `ended` all of them. `wanted` says by its rows whether an incident is asked for at all. Where it will be told
    how much is still to ask, that is worked out too while the log of each is walked to its end.
    """
    found: list[Kept] = []
    unread: list[Unread] = []
    passed = 0
    for rows in store.logs():
        try:
            with as_written(rows):
                if not wanted(rows):
                    continue
                if not ended and (
                    merged_into(rows) is not None or store.following.is_over(rows, library, now)
                ):
                    passed += 1
                    continue
                one = kept_of(store.following.followed(rows, library), library, now, one_of_many=True)
                if not ended and not one.open and not one.left:
                    store.following.note_over(rows, library, one.look.since, one.look.until)
                    passed += 1
                    continue
                if asking:
                    one.situation.asking  # noqa: B018
                lighten(one.look, one.running)
        except (InputError, CoverageError) as error:
            unread.append(_unread(rows[0].incident, error))
            continue
        found.append(one)
    return Shelf(tuple(found), tuple(unread), passed)


def renewed(store: Store, library: Library, clock: Callable[[], datetime]) -> Iterator[str]:
    """Work out each incident whose last look no longer holds, as a list of all would have to, and name it.

    What cannot be read is passed over: whoever asks is told. Raises InputError for a store that cannot be read.
    """
    for rows in store.logs():
        with suppress(InputError, CoverageError), as_written(rows):
            if merged_into(rows) is not None or store.following.is_over(rows, library, clock()):
                continue
            followed = store.following.followed(rows, library)
            now = local(_present(rows, clock()), followed.zone)
            look = followed.running.look
            if look is not None and look.holds(followed.file, now):
                continue
            one = kept_of(followed, library, now, one_of_many=True)
            lighten(one.look, one.running)
            if not one.open and not one.left:
                store.following.note_over(rows, library, one.look.since, one.look.until)
            yield rows[0].incident


def kept_of(followed: Followed, library: Library, now: datetime, *, one_of_many: bool = False) -> Kept:
    """Read an incident as far as its log goes; raises InputError and CoverageError.

    Of many, of which most are as they were when somebody last looked, such a one goes on from that look.
    """
    file, running = followed.file, followed.running
    now = local(_present(followed.rows, now), followed.zone)
    if not one_of_many:
        look = Look(file, now, now, situate(file, library, now=now, running=running))
        return Kept(followed.rows, file, now, look, *log_of(file, library, now, running), running)
    look = look_on(file, library, now=now, running=running)
    known = look.drawn.get("kept")
    if not isinstance(known, Kept):
        known = Kept(followed.rows, file, now, look, *log_of(file, library, now, running), running)
        look.drawn["kept"] = known
    if known.now == now and known.rows is followed.rows:
        return known
    return evolve(known, rows=followed.rows, now=now)


def _present(rows: Sequence[Row], now: datetime) -> datetime:
    """Give the present of an incident: a clock that was set back hides no entry."""
    return max(now, rows[-1].known_at)


def _unread(incident: str, error: RespondError) -> Unread:
    first = error.faults[0]
    return Unread(str(incident), first.code, first.problem, error.exit_code)


def _under(file: IncidentFile, edition: str, library: Library) -> IncidentFile:
    """Give an incident with another edition of one of its plans."""
    own = [library.find(str(each).partition("@")[0]).id for each in file.plans]
    wanted = library.find(edition)
    if "@" not in edition or wanted.id not in own:
        raise InputError([fault("E863", found=edition, known=", ".join(own))])
    plans = [
        str(wanted) if name == wanted.id else str(each) for name, each in zip(own, file.plans, strict=True)
    ]
    return evolve(file, plans=tuple(plans))
