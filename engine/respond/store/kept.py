"""The logs of incidents, kept: entries are appended and read, never changed."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from os import environ
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from attrs import asdict
from platformdirs import user_data_path
from sqlalchemy import Connection, func, insert, select

from respond._records import frozen
from respond.errors import ConflictError, InputError, Text, fault, nearest
from respond.log import KINDS, Draft, Last, Row, chained, origin_of
from respond.plan import Library
from respond.store.audited import Audited, AuditState
from respond.store.database import Database
from respond.store.following import Followed, Following
from respond.store.journal import JournalPart, Name, set_down
from respond.store.keys import Checkpoint, StoreKey
from respond.store.resigning import go_on_soundly
from respond.store.rows import (
    ALWAYS,
    BESIDE,
    DECIDING,
    SIGNED_EVERY,
    SUMMED_EVERY,
    check_body,
    check_name,
    check_new_name,
    check_region_named,
    check_room,
    check_texts,
)
from respond.store.sealed import unsealed
from respond.store.signing import AUDIT_LOG, LOG, sign_all, signed_heads, signed_upto
from respond.store.state import StoreState, audit_state_of, logs_of, state_of
from respond.store.subscribed import note_entries, subscriptions_in
from respond.store.tables import ABOUT, AUDIT, ENTRIES, OUTBOX, SETTINGS
from respond.store.verify import check_unchanged
from respond.store.versions import VERSION, about, bring_up_to_date, has_audit, missing_parts, version_of

_COLUMNS: Final = tuple(ENTRIES.c)

_EXERCISE: Final = "exercise"
_EXERCISES: Final = Text("演练", "exercises")
_REAL: Final = Text("实际值班", "real work")
_WRONG_STORE: Final = (
    Text("实际值班用的记录库", "a store for real work"),
    Text(
        "演练时加 --exercise；实际值班另用一个记录库",
        "give --exercise for the exercise; real work goes into another store",
    ),
)
_NO_EXERCISE_STORE: Final = (
    Text("演练用的记录库", "a store for exercises"),
    Text(
        "用 --store 另指一处，第一次写入时建立；实际值班不加 --exercise",
        "name another place with --store, where one is made by the first entry; real work goes without --exercise",
    ),
)
_NO_EXERCISE: Final = (
    Text("标为演练的事件（mode: exercise）", "an incident that is marked as an exercise (mode: exercise)"),
    Text(
        "真实事件记入实际值班的记录库，不加 --exercise",
        "a real incident goes into a store for real work, without --exercise",
    ),
)
"""What is expected, and what to do about it."""

Rows = Callable[[], tuple[Row, ...]]
"""Reads the rows of an incident inside the transaction that will add to them."""


TWO_PERSONS: Final = "two-persons"
"""The setting that says whether two have to decide."""


SEAT: Final = "seat"
"""The setting that says whose desk this is: a unit of the plans, by its id or name; blank for each plan's own seat."""

ROSTER: Final = "roster"
"""The setting that says who stands which shift, and who leads."""


@frozen
class KeptIncident:
    """An incident of a store: how many entries it has, when it was opened, when the last one was written."""

    id: str
    entries: int
    opened: datetime
    last: datetime


def default_place() -> str:
    """Give where the store lies when nobody says: `RESPOND_STORE`, else a file among the user's data."""
    return environ.get("RESPOND_STORE") or str(user_data_path("respond") / "store.db")


class Store:
    """The logs of many incidents in one database, chained and signed.

    `where` is a file, or the URL of a PostgreSQL server; without it `RESPOND_STORE`, else a file among the user's
    data. A store that is not there yet is made by the first entry. `readonly` refuses every entry and needs no
    permission to write. `key` is the file of the private key, beside the store's file if absent. `exercise` makes and
    opens a store for exercises, which takes no real incident; one made so is refused to whoever opens it without, and
    any other to whoever opens it so (E966). Raises InputError (E840 to E849) for a store that cannot be used.
    """

    def __init__(
        self,
        where: str | Path | None = None,
        *,
        readonly: bool = False,
        key: Path | None = None,
        exercise: bool = False,
    ) -> None:
        self.database = Database(default_place() if where is None else where, readonly=readonly)
        self._key_file = key
        self.following = Following()
        self._beside: Callable[[Connection, str, int, int], None] = _nothing
        """What else is kept in the transaction that adds entries: told the incident, its first and last new entry."""
        self.exercise = exercise
        """Whether it is opened as a store for exercises."""
        self._of_this_use = False
        """Whether the store is known to be one for what it was opened for."""
        self._ready = False
        """Whether the tables are known to be those of today."""

    @property
    def place(self) -> str:
        """Give where it lies, for messages."""
        return self.database.name

    @property
    def called(self) -> str:
        """Give what answers call it: here where it lies, for whoever asks pointed at it."""
        return self.place

    @property
    def size(self) -> int:
        """Give how many bytes it takes."""
        return self.database.size

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    # Reading.

    def about(self, name: str) -> str:
        """Give what the store says of itself: its name under `store`, its public key under `key`; else nothing."""
        with self._reading() as connection:
            return about(connection, name) if connection is not None else ""

    @property
    def two_decide(self) -> bool:
        """Say whether what goes against the plan, and every ending, needs a second person here."""
        return bool(self.setting(TWO_PERSONS) == "yes")

    @property
    def seat(self) -> str | None:
        """Give the unit whose desk this is, where the store is set to one."""
        return self.setting(SEAT) or None

    def setting(self, name: str) -> Any:  # noqa: ANN401 - as it was kept
        """Give what a setting of the duty room says, or None."""
        with self._reading() as connection:
            return None if connection is None else _setting(connection, name)

    def incidents(self) -> tuple[KeptIncident, ...]:
        """Give every incident, in the order they were opened."""
        columns = (
            ENTRIES.c.incident, func.count(), func.min(ENTRIES.c.seq),
            func.min(ENTRIES.c.recorded), func.max(ENTRIES.c.recorded),
        )  # fmt: skip
        with self._reading() as connection:
            if connection is None:
                return ()
            found = connection.execute(
                select(*columns).group_by(ENTRIES.c.incident).order_by(func.min(ENTRIES.c.seq))
            )
            return tuple(
                KeptIncident(name, count, datetime.fromisoformat(first), datetime.fromisoformat(last))
                for name, count, _, first, last in found
            )

    def rows(self, incident: str | None = None, *, after: int = 0) -> tuple[Row, ...]:
        """Give the rows of one incident, or of all, in order: those after a number, or of all after a place.

        Raises InputError (E845) for an incident that is not kept here.
        """
        with self._reading() as connection:
            found = () if connection is None else self._rows_in(connection, incident, after)
            if connection is not None and incident is not None:
                self._sit(connection)
            if incident is not None and not found and not (after and self._known(connection, incident)):
                raise self._unknown(connection, incident)
            return found

    def logs(self) -> tuple[tuple[Row, ...], ...]:
        """Give the rows of every incident, in the order of opening; only what is new since the last time is read."""
        with self._reading() as connection:
            if connection is None:
                return ()
            self._sit(connection)
            return self.following.logs(lambda after: self._rows_in(connection, None, after))

    def followed(self, incident: str, library: Library) -> Followed:
        """Give an incident as far as its log goes; of what was read of it before only what is new is read.

        Raises InputError (E845) for an incident that is not kept here.
        """
        return self.following.followed(self.read_on(incident), library)

    def read_on(self, incident: str) -> tuple[Row, ...]:
        """Give the rows of an incident as `rows` does, but of those read before only the last is read again."""
        with self._reading() as connection:
            found = () if connection is None else self._rows_of(connection, incident)
            if not found:
                raise self._unknown(connection, incident)
            return found

    def _sit(self, connection: Connection) -> None:
        """Look at the incidents from the desk this store is set to, which any process on it may change."""
        self.following.sit(_setting(connection, SEAT) or None)

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """Give every signed head, the oldest first."""
        with self._reading() as connection:
            if connection is None:
                return ()
            return signed_heads(connection, LOG)

    def audit_line(self) -> str | None:
        """Give the last signed line of the audit log of the duty room, if there is one."""
        with self._reading() as connection:
            if connection is None or not has_audit(connection):
                return None
            signed = signed_heads(connection, AUDIT_LOG)
            return signed[-1].line if signed else None

    def audit_state(self) -> AuditState:
        """Give what the audit log of the duty room says, and what it answers for, as they are at one moment."""
        with self._reading() as connection:
            return AuditState() if connection is None else audit_state_of(connection)

    def state(self) -> StoreState:
        """Give all that is needed to check the whole store, as it is at one moment."""
        with self._reading() as connection:
            return StoreState() if connection is None else state_of(connection)

    def missing(self) -> tuple[str, ...]:
        """Give the tables and columns that are not there of a store that has any: somebody took them out."""
        if not self.database.exists:
            return ()
        with self.database.reading() as connection:
            return missing_parts(connection)

    # Writing.

    def prepare(self) -> None:
        """Make the tables where they are missing or old. Raises InputError (E841, E842, E848)."""
        with self._writing():
            pass

    def name_of(self, wanted: str, region: str) -> str:
        """Give the name an incident of a region (blank: of none) is opened under: here the one that is wanted."""
        check_region_named(wanted, region)
        return wanted

    def add(
        self,
        incident: str,
        make: Callable[[Rows], Sequence[Draft]],
        *,
        by: str,
        now: datetime,
        seen: int | None = None,
        decides: bool = False,
        new: bool = False,
    ) -> tuple[Row, ...]:
        """Add what `make` gives, worked out from the rows that are there while nobody else can write; all or nothing.

        `by` enters it, `now` is the clock of the machine. `seen` is the number of the last entry its author knew: an
        entry that decides (with `decides`, all of them) is refused with what came between (ConflictError, E843) and
        where there is no such entry yet (E855); others never clash. `new` opens an incident (E844 where there is one
        of that id); otherwise it must be there (E845). A draft may go to the log of another incident, which must
        be there too; the rows of this one are given. Names that are blank or too long are refused, and texts no file
        can hold (E858). What `make` raises keeps everything as it was. An entry is never known earlier than the one
        before, however a clock was set back.
        """
        (check_new_name if new else check_name)("id", incident)
        check_name("by", by)
        with self._writing() as connection:
            last = _last(connection, incident)
            if new and last.number:
                raise InputError([fault("E844", name=incident)])
            if not new and not last.number:
                raise self._unknown(connection, incident)
            if decides:  # before anything is held against the decision itself
                self._check_seen(connection, incident, last.number, seen)
            drafts = make(lambda: self._rows_of(connection, incident))
            if any(_decides(draft) for draft in drafts):
                self._check_seen(connection, incident, last.number, seen)
            self._check_practised(drafts)
            made = self._chained(connection, drafts, last, incident, by=by, now=now)
            if made:
                connection.execute(insert(ENTRIES), [asdict(row) for row in made])
                self._sign_at_times(connection, now, made)
                self._note_entered(connection, made, now)
                if subscriptions_in(connection):
                    self._set_down(connection, "reminders", note_entries(connection, made, now), now)
            own = tuple(row for row in made if row.incident == incident)
            if own:
                self._beside(connection, incident, own[0].number, own[-1].number)
            return own

    def _note_entered(self, connection: Connection, made: Sequence[Row], now: datetime) -> None:
        """Note who entered rows, where somebody is known to: here nobody is."""

    def _chained(
        self,
        connection: Connection,
        drafts: Sequence[Draft],
        last: Last,
        incident: str,
        *,
        by: str,
        now: datetime,
    ) -> list[Row]:
        """Give the rows of drafts, each behind the one before in the log it goes to; raises InputError (E858)."""
        made: list[Row] = []
        said = 0
        lasts = {incident: last}
        for draft in drafts:
            check_texts(draft.kind, draft.body, carried_over=draft.by is not None)
            name = draft.incident or incident
            if name not in lasts:
                lasts[name] = self._last_of(connection, name)
                lasts[name] = lasts[name].behind(made[-1]) if made else lasts[name]
            last = lasts[name]
            row = chained(draft, name, by, now, last, last.number if _decides(draft) else None)
            check_body(row)
            said += len(row.body) if row.kind != "imported" else 0
            if row.kind not in ALWAYS and row.number >= SUMMED_EVERY and not row.number % SUMMED_EVERY:
                check_room(name, row.number, _said(connection, name) + said)
            made.append(row)
            lasts = {
                other: each.after(row) if other == name else each.behind(row) for other, each in lasts.items()
            }
        return made

    def checkpoint(self, now: datetime) -> Checkpoint | None:
        """Sign how far the store has come; None where there is nothing to sign yet.

        All of both logs is read anew and checked before, for what was sound once may have been changed since; others
        can write meanwhile, and what they add is the program's own. Raises InputError (E977) for what was changed.
        """
        with self._reading() as connection:
            there = StoreState() if connection is None else logs_of(connection)
        check_unchanged(there, self._told)
        with self._writing() as connection:
            made = sign_all(connection, self.key(about(connection, "store")), now)
            if made is not None:
                self._note_signed(connection, made, now)
            return made

    def left_unsigned(self, row: Row) -> Text | None:
        """Say why a row is not signed where it should be by now; None where all is as it should be.

        That is so where one that closes was not signed at once, or a hundred wait for a signature: the logs are not as
        they were written. All of them are then read to find where.
        """
        with self._reading() as connection:
            if connection is None:
                return None
            upto = signed_upto(connection, LOG)
            if row.seq <= upto or not (row.closes or row.seq - upto >= SIGNED_EVERY):
                return None
            there = logs_of(connection)
        try:
            check_unchanged(there, self._told)
        except InputError as error:
            return error.faults[0].problem
        return None

    def _told(self, incident: str) -> str:
        """Give the name of an incident as whoever asks may know it: here everybody knows all."""
        return incident

    def _note_signed(self, connection: Connection, made: Checkpoint, now: datetime) -> None:
        """Note who had the store signed, where somebody is known to: here nobody is."""

    # Parts of both.

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        """Open a transaction that reads, or nothing where there is no store yet."""
        if not self.database.exists:
            yield None
            return
        with self.database.reading() as connection:
            found = version_of(connection)
            self._check(found)
            if found:
                self._check_use(connection)
            yield connection if found else None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Open a transaction that writes; the store is made where there is none, and brought up to date."""
        self.make_folder()
        with self.database.writing() as connection:
            if self._ready:  # a newer version may have come meanwhile, at another machine
                self._check(int(about(connection, "version")))
            else:
                self._prepare(connection)
            yield connection
        self._ready = True

    def make_folder(self) -> None:
        """Make the folder of the store's file where it is missing. Raises InputError (E842)."""
        path = self.database.path
        if path is not None and not self.database.readonly:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                if not path.exists():  # what is in it is for its owner alone
                    path.touch(mode=0o600)
            except OSError as error:
                raise InputError([fault("E842", name=self.place, reason=error.strerror)]) from None

    def _prepare(self, connection: Connection) -> None:
        """Make the tables where they are missing or old, and remember the public key."""
        found = version_of(connection)
        self._check(found)
        if found:
            self._check_use(connection)
        if found < VERSION:
            bring_up_to_date(connection, uuid4().hex)
            self._sign_taken_over(connection)
        if not found and self.exercise:
            connection.execute(insert(ABOUT), [{"name": "use", "value": _EXERCISE}])
        if not about(connection, "key"):
            public = self.key(about(connection, "store")).public
            connection.execute(insert(ABOUT), [{"name": "key", "value": public}])

    def _sign_taken_over(self, connection: Connection) -> None:
        """Sign what an older version left unsigned, as of the last row there is: a migration knows no clock."""
        moments = (
            connection.scalar(select(func.max(column)))
            for column in (AUDIT.c.at, ENTRIES.c.recorded, OUTBOX.c.noted)
        )
        at = max((moment for moment in moments if moment is not None), default=None)
        if at is not None:
            sign_all(connection, self.key(about(connection, "store")), datetime.fromisoformat(at))

    def _check(self, found: int) -> None:
        if found > VERSION:
            raise InputError([fault("E848", name=self.place, found=found, known=VERSION)])

    def _check_use(self, connection: Connection) -> None:
        """Refuse a store for exercises to real work, and one for real work to an exercise (E966)."""
        if self._of_this_use:
            return
        practised = about(connection, "use") == _EXERCISE
        if practised != self.exercise:
            how = _WRONG_STORE if practised else _NO_EXERCISE_STORE
            kind = _EXERCISES if practised else _REAL
            raise InputError([fault("E966", name=self.place, kind=kind, expected=how[0], how=how[1])])
        self._of_this_use = True

    def check_exercises(self) -> None:
        """Refuse to keep what belongs to exercises alone in a store that was not opened for them (E966)."""
        if not self.exercise:
            expected, how = _NO_EXERCISE_STORE
            raise InputError([fault("E966", name=self.place, kind=_REAL, expected=expected, how=how)])

    def _check_practised(self, drafts: Sequence[Draft]) -> None:
        """Refuse a real incident in a store for exercises (E966)."""
        if self.exercise and any(each.kind == "opened" and _real(each) for each in drafts):
            expected, how = _NO_EXERCISE
            raise InputError([fault("E966", name=self.place, kind=_EXERCISES, expected=expected, how=how)])

    def key(self, store: str) -> StoreKey:
        """Give the private key of the store, made where there is none."""
        return StoreKey.kept(self.key_path(store))

    def key_path(self, store: str) -> Path:
        """Give the file of the private key of the store of a name."""
        path = self._key_file
        if path is None and environ.get("RESPOND_STORE_KEY"):
            path = Path(environ["RESPOND_STORE_KEY"])
        if path is None:
            file = self.database.path
            path = (
                file.with_suffix(".key") if file is not None else user_data_path("respond") / f"{store}.key"
            )
        return path

    def _rows_in(self, connection: Connection, incident: str | None, after: int) -> tuple[Row, ...]:
        """Give the rows of one incident after a number, or of all after a place."""
        return _rows(connection, incident, after)

    def _rows_of(self, connection: Connection, incident: str) -> tuple[Row, ...]:
        self._sit(connection)
        return self.following.rows(incident, lambda after: self._rows_in(connection, incident, after))

    def _known(self, connection: Connection | None, incident: str) -> bool:
        return connection is not None and _last(connection, incident).number > 0

    def _last_of(self, connection: Connection, incident: str) -> Last:
        """Give where the next row of another incident goes, which must be there."""
        last = _last(connection, incident)
        if not last.number:
            raise self._unknown(connection, incident)
        return last

    def _unknown(self, connection: Connection | None, incident: str) -> InputError:
        names = (
            []
            if connection is None
            else [name for (name,) in connection.execute(select(ENTRIES.c.incident).distinct())]
        )
        return InputError(
            [fault("E845", suggestion=nearest(incident, names), name=incident, store=self.place)]
        )

    def _check_seen(self, connection: Connection, incident: str, last: int, seen: int | None) -> None:
        """Refuse a decision that did not know what came since, or names an entry that is not there."""
        if seen is None:
            return
        if seen > last:
            raise InputError([fault("E855", name=incident, seen=seen, last=last)])
        since = [row for row in self._rows_in(connection, incident, seen) if row.kind not in BESIDE]
        if since:
            listed = Text(
                "\n  ".join(f"{row.number} {KINDS[row.kind].zh}（{row.by}）：{row.body}" for row in since),
                "\n  ".join(f"{row.number} {KINDS[row.kind].en} ({row.by}): {row.body}" for row in since),
            )
            raise ConflictError([fault("E843", name=incident, seen=seen, last=last, entries=listed)])

    def _sign_at_times(self, connection: Connection, now: datetime, made: Sequence[Row]) -> None:
        """Sign at every closing, and wherever many rows stand unsigned."""
        at_once = any(row.closes for row in made)
        if at_once or made[-1].seq - signed_upto(connection, LOG) >= SIGNED_EVERY:
            self._sign(connection, now)

    def _sign_audit_at_times(self, connection: Connection, now: datetime, made: Audited) -> None:
        """Sign at every change of who may do what, and wherever many rows of the audit log stand unsigned."""
        if made.weighs or made.seq - signed_upto(connection, AUDIT_LOG) >= SIGNED_EVERY:
            self._sign(connection, now)

    def _set_down(
        self, connection: Connection, part: JournalPart, names: Iterable[Name], now: datetime
    ) -> None:
        """Set down in the journal what the transaction has kept, and sign wherever much of it stands unsigned."""
        set_down(connection, part, names)
        if unsealed(connection) >= SIGNED_EVERY:
            self._sign(connection, now)

    def _sign(self, connection: Connection, now: datetime) -> None:
        """Sign in the middle of an entry what is new, if it is as it was written.

        What was changed behind the program's back is left unsigned and keeps nobody from entering anything.
        """
        if go_on_soundly(connection):
            sign_all(connection, self.key(about(connection, "store")), now)


def _nothing(_: Connection, __: str, ___: int, ____: int) -> None:
    """Keep nothing else."""


def _real(opened: Draft) -> bool:
    return opened.body.get("mode", "real") == "real" if isinstance(opened.body, dict) else True


def _decides(draft: Draft) -> bool:
    return draft.decides or draft.kind in DECIDING


def _rows(connection: Connection, incident: str | None, after: int) -> tuple[Row, ...]:
    if incident is None:
        wanted = select(*_COLUMNS).where(ENTRIES.c.seq > after).order_by(ENTRIES.c.seq)
    else:
        of_it = (ENTRIES.c.incident == incident) & (ENTRIES.c.number > after)
        wanted = select(*_COLUMNS).where(of_it).order_by(ENTRIES.c.number)
    return tuple([Row(*found) for found in connection.execute(wanted).all()])


def _said(connection: Connection, incident: str) -> int:
    """Give how many characters the entries of an incident say, but for what imported ones bring along."""
    own = (ENTRIES.c.incident == incident) & (ENTRIES.c.kind != "imported")
    return connection.scalar(select(func.sum(func.length(ENTRIES.c.body))).where(own)) or 0


def _last(connection: Connection, incident: str) -> Last:
    """Give where the next row of an incident goes."""
    top = select(ENTRIES.c.seq, ENTRIES.c.hash).order_by(ENTRIES.c.seq.desc()).limit(1)
    own = (
        select(ENTRIES.c.number, ENTRIES.c.hash, ENTRIES.c.known)
        .where(ENTRIES.c.incident == incident)
        .order_by(ENTRIES.c.number.desc())
        .limit(1)
    )
    whole, one = connection.execute(top).first(), connection.execute(own).first()
    origin = origin_of(about(connection, "store"))
    seq, previous = (whole.seq, str(whole.hash)) if whole is not None else (0, origin)
    if one is None:
        return Last(seq, previous, 0, origin, "")
    return Last(seq, previous, one.number, one.hash, one.known)


def _setting(connection: Connection, name: str) -> Any:  # noqa: ANN401 - as it was kept
    if not connection.dialect.has_table(connection, SETTINGS.name):
        return None
    kept = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.name == name))
    return None if kept is None else json.loads(kept)
