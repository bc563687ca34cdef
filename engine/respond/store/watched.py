"""A store with what its watch sends: reminders noted once by their key, what became of each, and the heartbeats."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from attrs import asdict, field
from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from respond._records import frozen
from respond.log import Row, stamp
from respond.store.journal import Name
from respond.store.kept import Store
from respond.store.subscribed import (
    ENTRY,
    Subscription,
    key_of,
    note_entries,
    queue_of,
    subscriptions_in,
)
from respond.store.tables import (
    ABOUT,
    AUDIT,
    AUDIT_CHECKPOINTS,
    CHANNELS,
    CHECKPOINTS,
    DELIVERIES,
    ENTRIES,
    HEARTBEATS,
    JOURNAL,
    OUTBOX,
    SEALS,
    SETTINGS,
)

DeliveryState = Literal["waiting", "sending", "sent", "withdrawn"]

_AT_ONCE: Final = 500  # names in one question to the database


@frozen
class ToNote:
    """A reminder to be noted: its key, what it is of, the limit it is about, and what it says as JSON."""

    key: str
    incident: str
    obligation: str
    kind: str
    limit: str
    planned: str
    body: str


@frozen
class Noted:
    """A reminder as it was noted; `cancelled` says why it is no longer to be sent."""

    number: int
    key: str
    incident: str
    obligation: str
    kind: str
    limit: str
    planned: str
    noted: str
    body: str
    cancelled: str | None


@frozen
class Changes:
    """What follows from one incident's log up to entry `number`: what to note, and what to cancel and why."""

    incident: str
    number: int
    notes: tuple[ToNote, ...] = ()
    cancels: tuple[tuple[str, str], ...] = ()


@frozen
class Delivery:
    """A reminder to be sent on a channel: how often it was tried before, and what it says."""

    key: str
    channel: str
    state: DeliveryState
    tries: int
    next: str | None
    done: str | None
    told: str | None
    """What went wrong last, or why it was withdrawn."""
    body: str


@frozen
class Beat:
    """When a ticker last went round with everything in order, and since when it has without a gap."""

    ticker: str
    began: datetime
    last: datetime


@frozen(eq=False)
class Heads:
    """The number of the last entry of every incident, and up to which row of the store that was read."""

    numbers: Mapping[str, int] = field(factory=dict)
    seq: int = 0
    hash: str = ""


OF_PLAYS: Final = "respond exercise clocks"
"""The name under which the heartbeat of exercises' clocks is kept, which is no ticker's."""


class WatchedStore(Store):
    """A store whose reminders are noted in the transaction that sees the log they rest on, each once."""

    # What the tickers read.

    def heads(self, known: Heads | None = None) -> Heads:
        """Give the number of the last entry of every incident; of what is `known`, only what came since is read.

        Where the last row that was read is no longer what it was, all of them are read again.
        """
        with self._reading() as connection:
            if connection is None:
                return Heads()
            last = connection.execute(_LAST).first()
            if last is None:
                return Heads()
            if known is not None and known.seq == last.seq and known.hash == last.hash:
                return known
            since = Heads() if known is None else known
            there = connection.scalar(select(ENTRIES.c.hash).where(ENTRIES.c.seq == since.seq))
            if there != since.hash:
                since = Heads()
            wanted = _HEADS.where(ENTRIES.c.seq > since.seq).order_by(ENTRIES.c.incident)
            more = {row.incident: row[1] for row in connection.execute(wanted)}
            numbers = {**since.numbers, **more}
            return Heads(numbers, last.seq, last.hash)

    def noted(self, incident: str | None = None) -> tuple[Noted, ...]:
        """Give the reminders of an incident, or of all, in the order they were noted."""
        with self._reading() as connection:
            if connection is None:
                return ()
            wanted = select(OUTBOX).where(OUTBOX.c.kind != ENTRY).order_by(OUTBOX.c.number)
            if incident is not None:
                wanted = wanted.where(OUTBOX.c.incident == incident)
            return tuple(Noted(*row) for row in connection.execute(wanted))

    def noted_of(self, incidents: Sequence[str]) -> Mapping[str, tuple[Noted, ...]]:
        """Give the reminders of some incidents, those of each in the order they were noted."""
        found: dict[str, list[Noted]] = {}
        with self._reading() as connection:
            if connection is None:
                return {}
            for some in _portions(incidents):
                wanted = (
                    select(OUTBOX)
                    .where(OUTBOX.c.incident.in_(some), OUTBOX.c.kind != ENTRY)
                    .order_by(OUTBOX.c.number)
                )
                for row in connection.execute(wanted):
                    one = Noted(*row)
                    found.setdefault(one.incident, []).append(one)
        return {incident: tuple(some) for incident, some in found.items()}

    def noted_under(self, key: str) -> Noted | None:
        """Give the reminder of a key, if it was noted."""
        with self._reading() as connection:
            if connection is None:
                return None
            wanted = select(OUTBOX).where(OUTBOX.c.key == key, OUTBOX.c.kind != ENTRY)
            row = connection.execute(wanted).first()
            return None if row is None else Noted(*row)

    def deliveries(self) -> tuple[Delivery, ...]:
        """Give what became of every reminder on every channel."""
        with self._reading() as connection:
            if connection is None:
                return ()
            found = connection.execute(_DELIVERIES.order_by(DELIVERIES.c.number, DELIVERIES.c.channel))
            return tuple(Delivery(*row) for row in found)

    def subscriptions(self) -> tuple[Subscription, ...]:
        """Give who follows the logs."""
        with self._reading() as connection:
            if connection is None or not connection.dialect.has_table(connection, SETTINGS.name):
                return ()
            return subscriptions_in(connection)

    def waiting_on(self, channel: str) -> tuple[int, str | None]:
        """Count what waits to be sent on a channel, and give why the last attempt at any of it failed."""
        with self._reading() as connection:
            if connection is None:
                return 0, None
            of_it = (DELIVERIES.c.channel == channel) & DELIVERIES.c.state.in_(("waiting", "sending"))
            found = connection.execute(
                select(DELIVERIES.c.told).where(of_it).order_by(DELIVERIES.c.number)
            ).all()
            return len(found), next((told for (told,) in found if told is not None), None)

    def beats(self) -> tuple[Beat, ...]:
        """Give the heartbeat of every ticker there has been."""
        with self._reading() as connection:
            if connection is None:
                return ()
            return tuple(
                Beat(ticker, datetime.fromisoformat(began), datetime.fromisoformat(last))
                for ticker, began, last in connection.execute(
                    select(HEARTBEATS).where(HEARTBEATS.c.ticker != OF_PLAYS)
                )
            )

    def unsigned(self) -> tuple[int, datetime | None]:
        """Count the rows of both logs and of the journal that no signature covers, and say when the last was made."""
        with self._reading() as connection:
            if connection is None:
                return 0, None
            count, moments = 0, []
            for rows, upto, at in _SIGNED:
                if not connection.dialect.has_table(connection, upto.table.name):  # of an older version
                    continue
                last = connection.execute(select(upto, at).order_by(upto.desc()).limit(1)).first()
                signed = 0 if last is None else last[0]
                there = connection.scalar(select(func.max(rows))) or 0
                count += max(there - signed, 0)
                if there > signed and last is not None:
                    moments.append(datetime.fromisoformat(last[1]))
            return count, min(moments, default=None)

    # What they write.

    def open_channels(self, names: Collection[str]) -> None:
        """Make channels known; what was noted before a channel was is not sent on it."""
        with self._reading() as connection:
            known = set() if connection is None else _known_channels(connection)
        if known.issuperset(names):
            return
        with self._writing() as connection:
            upto = _last_number(connection)
            new = [name for name in dict.fromkeys(names) if name not in _known_channels(connection)]
            if new:
                connection.execute(insert(CHANNELS), [{"name": name, "upto": upto} for name in new])

    def note(self, found: Sequence[Changes], now: datetime) -> frozenset[str]:
        """Note reminders and cancel others, all or nothing; give the incidents whose log has moved on meanwhile.

        Of these nothing is noted: what rests on an older log is worked out anew. A key that is there stays as it is.
        """
        with self._writing() as connection:
            heads = _heads_of(connection, [each.incident for each in found])
            fresh = [each for each in found if heads.get(each.incident) == each.number]
            notes = {one.key: one for each in fresh for one in each.notes}
            known = _known_keys(connection, [*notes])
            number = _last_number(connection)
            rows = [
                {**asdict(one), "number": place, "noted": stamp(now)}
                for place, one in enumerate(
                    (each for key, each in notes.items() if key not in known), number + 1
                )
            ]
            if rows:
                connection.execute(insert(OUTBOX), rows)
            cancelled = [one for each in fresh for one in each.cancels]
            withdrawn = [one for key, why in cancelled for one in _cancel(connection, key, why)]
            changed = [row["key"] for row in rows] + [key for key, _ in cancelled]
            self._set_down(connection, "reminders", [(key,) for key in changed], now)
            self._set_down(connection, "deliveries", withdrawn, now)
            return frozenset(each.incident for each in found) - {each.incident for each in fresh}

    def claim(self, channel: str, now: datetime, lease: timedelta, most: int) -> tuple[Delivery, ...]:
        """Take reminders to be sent on a channel, the longest waiting first; nobody else does before the lease is over.

        So what a killed ticker had taken is sent by the next one, perhaps a second time under the same key.
        """
        with self._reading() as connection:
            if connection is None or not _anything(connection, channel, now):
                return ()
        with self._writing() as connection:
            self._take_up(connection, channel, now)
            self._set_down(connection, "deliveries", _withdraw_taken(connection, channel, now), now)
            wanted = _DELIVERIES.where(_to_make(channel, now), OUTBOX.c.cancelled.is_(None))
            found = [
                Delivery(*row)
                for row in connection.execute(
                    wanted.order_by(DELIVERIES.c.next, DELIVERIES.c.number).limit(most)
                )
            ]
            for each in found:
                connection.execute(
                    update(DELIVERIES)
                    .where(DELIVERIES.c.key == each.key, DELIVERIES.c.channel == channel)
                    .values(state="sending", tries=each.tries + 1, next=stamp(now + lease))
                )
            return tuple(found)

    def settle(
        self, delivery: Delivery, now: datetime, failed: str | None = None, again: datetime | None = None
    ) -> None:
        """Write down that a reminder was sent, or why it was not and when it is tried again."""
        of_it = (DELIVERIES.c.key == delivery.key) & (DELIVERIES.c.channel == delivery.channel)
        with self._writing() as connection:
            if failed is None:
                values = {"state": "sent", "next": None, "done": stamp(now), "told": None}
            else:
                gone = connection.scalar(select(OUTBOX.c.cancelled).where(OUTBOX.c.key == delivery.key))
                values = (
                    {"state": "withdrawn", "next": None, "told": gone}
                    if gone is not None
                    else {"state": "waiting", "next": stamp(again or now), "told": failed}
                )
            connection.execute(update(DELIVERIES).where(of_it, DELIVERIES.c.state != "sent").values(**values))
            if values["state"] != "waiting":
                self._set_down(connection, "deliveries", [(delivery.key, delivery.channel)], now)

    def release(self, deliveries: Sequence[Delivery], now: datetime) -> None:
        """Give back what was taken and not tried: it may be taken again at once."""
        if not deliveries:
            return
        with self._writing() as connection:
            for each in deliveries:
                connection.execute(
                    update(DELIVERIES)
                    .where(DELIVERIES.c.key == each.key, DELIVERIES.c.channel == each.channel)
                    .where(DELIVERIES.c.state == "sending")
                    .values(state="waiting", tries=each.tries, next=stamp(now))
                )

    def replay(self, channel: str, after: int, now: datetime) -> int:
        """Send entries anew, or for the first time, on the queue of whoever follows the logs: those after a place.

        They are taken in the order they were written, each under its key; give how many.
        """
        with self._writing() as connection:
            one = _subscription(connection, channel)
            if one is None:
                return 0
            wanted = select(*ENTRIES.c).where(ENTRIES.c.seq > after).order_by(ENTRIES.c.seq)
            rows = [Row(*row) for row in connection.execute(wanted)]
            for name in _known_channels(connection):  # what comes into the outbox now is for this one alone
                self._take_up(connection, name, now)
            self._set_down(connection, "reminders", note_entries(connection, rows, now), now)
            connection.execute(update(CHANNELS).values(upto=_last_number(connection)))
            again = _send_anew(connection, one, rows, now)
            self._set_down(connection, "deliveries", [(key, one.channel) for key in again], now)
            self._note_replayed(connection, one.channel, after + 1, now)
            return len(again)

    def _note_replayed(self, connection: Connection, channel: str, first: int, now: datetime) -> None:
        """Note who had entries sent anew, where somebody is known to: here nobody is."""

    def beat(self, ticker: str, now: datetime, gap: timedelta) -> None:
        """Write down that a ticker went round with everything in order; after more than `gap` it begins anew."""
        with self._writing() as connection:
            last = connection.scalar(select(HEARTBEATS.c.last).where(HEARTBEATS.c.ticker == ticker))
            if last is None:
                connection.execute(
                    insert(HEARTBEATS), [{"ticker": ticker, "began": stamp(now), "last": stamp(now)}]
                )
                return
            values = {"last": max(last, stamp(now))}
            if stamp(now - gap) > last:
                values["began"] = stamp(now)
            connection.execute(update(HEARTBEATS).where(HEARTBEATS.c.ticker == ticker).values(**values))

    def _take_up(self, connection: Connection, channel: str, now: datetime) -> None:
        """Give a channel what was noted since it last took anything up."""
        self._set_down(connection, "deliveries", _take_up(connection, channel, now), now)


_SIGNED: Final = (
    (ENTRIES.c.seq, CHECKPOINTS.c.count, CHECKPOINTS.c.at),
    (AUDIT.c.seq, AUDIT_CHECKPOINTS.c.count, AUDIT_CHECKPOINTS.c.at),
    (JOURNAL.c.seq, SEALS.c.journal, SEALS.c.at),
)
"""What is signed: the places of its rows, and up to which of them a signature vouches since when."""
DELIVERY_NAME: Final = (DELIVERIES.c.key, DELIVERIES.c.channel)
"""The columns that name a delivery in the journal."""
_LAST: Final = select(ENTRIES.c.seq, ENTRIES.c.hash).order_by(ENTRIES.c.seq.desc()).limit(1)
_HEADS: Final = select(ENTRIES.c.incident, func.max(ENTRIES.c.number)).group_by(ENTRIES.c.incident)
_DELIVERIES: Final = select(
    DELIVERIES.c.key, DELIVERIES.c.channel, DELIVERIES.c.state, DELIVERIES.c.tries, DELIVERIES.c.next,
    DELIVERIES.c.done, DELIVERIES.c.told, OUTBOX.c.body,
).join(OUTBOX, OUTBOX.c.key == DELIVERIES.c.key)  # fmt: skip


def _to_make(channel: str, now: datetime) -> ColumnElement[bool]:
    return (
        (DELIVERIES.c.channel == channel)
        & or_(DELIVERIES.c.state == "waiting", DELIVERIES.c.state == "sending")
        & (DELIVERIES.c.next <= stamp(now))
    )


def _anything(connection: Connection, channel: str, now: datetime) -> bool:
    """Say whether a channel has anything to take up or to send."""
    upto = connection.scalar(select(CHANNELS.c.upto).where(CHANNELS.c.name == channel))
    if upto is None:
        return False
    if _last_number(connection) > upto:
        return True
    return (
        connection.execute(select(DELIVERIES.c.key).where(_to_make(channel, now)).limit(1)).first()
        is not None
    )


def _take_up(connection: Connection, channel: str, now: datetime) -> list[Name]:
    """Let what was noted since a channel last took anything up wait there, and name it.

    What was cancelled meanwhile is withdrawn.
    """
    upto = connection.scalar(select(CHANNELS.c.upto).where(CHANNELS.c.name == channel)) or 0
    since = connection.execute(
        select(OUTBOX.c.number, OUTBOX.c.key, OUTBOX.c.cancelled, OUTBOX.c.kind, OUTBOX.c.body)
        .where(OUTBOX.c.number > upto)
        .order_by(OUTBOX.c.number)
    ).all()
    if not since:
        return []
    follows = channel.startswith(queue_of(""))
    one = _subscription(connection, channel) if follows else None
    new = [
        each[:3]
        for each in since
        if (each.kind == ENTRY) == follows and (not follows or (one and one.wants(json.loads(each.body))))
    ]
    rows = [
        {
            "key": key, "channel": channel, "number": number, "tries": 0, "done": None, "told": cancelled,
            "state": "waiting" if cancelled is None else "withdrawn",
            "next": stamp(now) if cancelled is None else None,
        }
        for number, key, cancelled in new
    ]  # fmt: skip
    if rows:
        connection.execute(insert(DELIVERIES), rows)
    connection.execute(update(CHANNELS).where(CHANNELS.c.name == channel).values(upto=since[-1].number))
    return [(key, channel) for _, key, _ in new]


def _subscription(connection: Connection, channel: str) -> Subscription | None:
    return next((each for each in subscriptions_in(connection) if each.channel == channel), None)


def _send_anew(connection: Connection, one: Subscription, rows: Sequence[Row], now: datetime) -> list[str]:
    """Let entries wait on a queue as if never sent, the earliest first; give their keys."""
    names = {key_of(_store_of(connection), row.seq): row.seq for row in rows}
    found = []
    for some in _portions([*names]):
        wanted = select(OUTBOX.c.number, OUTBOX.c.key, OUTBOX.c.body).where(OUTBOX.c.key.in_(some))
        found += [row for row in connection.execute(wanted) if one.wants(json.loads(row.body))]
        of_it = (DELIVERIES.c.channel == one.channel) & DELIVERIES.c.key.in_([row.key for row in found])
        connection.execute(delete(DELIVERIES).where(of_it))
    found.sort(key=lambda row: names[row.key])
    waiting = [
        {
            "key": row.key, "channel": one.channel, "number": row.number, "tries": 0, "done": None, "told": None,
            "state": "waiting", "next": stamp(now - timedelta(microseconds=len(found) - place)),
        }
        for place, row in enumerate(found)
    ]  # fmt: skip
    if waiting:
        connection.execute(insert(DELIVERIES), waiting)
    return [row.key for row in found]


def _store_of(connection: Connection) -> str:
    return str(connection.scalar(select(ABOUT.c.value).where(ABOUT.c.name == "store")) or "")


def _cancel(connection: Connection, key: str, why: str) -> list[Name]:
    """Cancel a reminder, and withdraw it wherever it still waits; one that is being sent is on its way.

    Gives the deliveries that were withdrawn.
    """
    connection.execute(
        update(OUTBOX).where(OUTBOX.c.key == key, OUTBOX.c.cancelled.is_(None)).values(cancelled=why)
    )
    waiting = (DELIVERIES.c.key == key) & (DELIVERIES.c.state == "waiting")
    withdrawn = update(DELIVERIES).where(waiting).values(state="withdrawn", next=None, told=why)
    return [tuple(row) for row in connection.execute(withdrawn.returning(*DELIVERY_NAME))]


def _withdraw_taken(connection: Connection, channel: str, now: datetime) -> list[Name]:
    """Withdraw what was cancelled after a ticker had taken it, and which that ticker never settled; name it."""
    taken = _DELIVERIES.add_columns(OUTBOX.c.cancelled).where(
        _to_make(channel, now), OUTBOX.c.cancelled.is_not(None)
    )
    found = connection.execute(taken).all()
    for row in found:
        connection.execute(
            update(DELIVERIES)
            .where(DELIVERIES.c.key == row.key, DELIVERIES.c.channel == channel)
            .values(state="withdrawn", next=None, told=row.cancelled)
        )
    return [(row.key, channel) for row in found]


def _last_number(connection: Connection) -> int:
    return connection.scalar(select(func.max(OUTBOX.c.number))) or 0


def _known_channels(connection: Connection) -> set[str]:
    return {name for (name,) in connection.execute(select(CHANNELS.c.name))}


def _known_keys(connection: Connection, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in _portions(keys):
        found.update(key for (key,) in connection.execute(select(OUTBOX.c.key).where(OUTBOX.c.key.in_(some))))
    return found


def _heads_of(connection: Connection, incidents: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in _portions(incidents):
        found.update(
            (name, number) for name, number in connection.execute(_HEADS.where(ENTRIES.c.incident.in_(some)))
        )
    return found


def _portions(names: Sequence[str]) -> Iterable[Sequence[str]]:
    return (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))
