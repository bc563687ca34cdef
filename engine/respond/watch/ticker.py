"""The ticker: each round works out which reminders should have come, notes each once, sends them, and proves its plan.

Nothing is remembered that cannot be worked out anew: what is planned follows from the log, what was sent is kept in the
store. So any number of tickers can run on one store, and each can be killed at any moment.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from attrs import field

from respond._records import define, frozen
from respond.clock import clock_text, local
from respond.errors import CoverageError, Fault, InputError, Text, fault
from respond.plan import Library
from respond.situation import Obligation, Situation, json_of, lasting
from respond.store import (
    Changes,
    Heads,
    Noted,
    Row,
    ToNote,
    WatchedStore,
    as_written,
    merged_into,
    stamp,
)
from respond.watch.channels import Channel, SendError
from respond.watch.people import Said, said_of
from respond.watch.planning import Kind, Outlook, Planned, plan, rule_of
from respond.watch.reminder import Circumstances, Outage, reminder_of
from respond.watch.retelling import retold
from respond.watch.rhythm import Rhythm

_LOOK_AGAIN: Final = timedelta(hours=1)
"""No incident in which something is owed goes unread for longer, whatever was worked out about its future."""
_AHEAD: Final = timedelta(days=1)
_LEASE: Final = timedelta(minutes=2)
_WAITS: Final = (30, 60, 120, 300, 900, 3600)
"""Seconds before a failed delivery is tried again; the last goes on."""
_BATCH: Final = 50
_FEW: Final = 10
"""Up to so many logs are read one by one; of more, all of the store are read at once."""
_PRACTISED: Final = Text(
    "这是演练，却在实际值班的记录库里：不提醒任何人",
    "it is an exercise in a store for real work: nobody is reminded of it",
)
_ATTEMPTS: Final = 5
"""How often a round works an incident out anew because officers wrote meanwhile; then the next round does."""


@frozen
class Unplanned:
    """An obligation with a limit that has no next reminder, or an incident that cannot be read; and why."""

    incident: str
    obligation: str | None
    why: Text


@frozen
class Failure:
    """A reminder that could not be sent on a channel, why, and when it is tried again."""

    key: str
    channel: str
    why: Text
    again: datetime


@frozen
class Round:
    """What one round of a ticker came to.

    `planned` counts obligations whose next reminder is planned; `unplanned` names those where there is none, by what
    had been entered when the round began. The heart `beats` only where there are none and the clock has not been set
    back.
    """

    now: datetime
    read: int
    noted: tuple[str, ...]
    sent: int
    failures: tuple[Failure, ...]
    planned: int
    unplanned: tuple[Unplanned, ...]
    signed: bool
    beats: bool
    next: datetime | None
    """When the next reminder comes."""
    practised: int = 0
    """How many incidents are exercises that lie in a store for real work: nobody is reminded of these."""
    refused: tuple[Fault, ...] = ()
    """Why nothing was signed though it was time to, where the store is not as it was written."""


@define(eq=False)
class _Watched:
    """What a ticker keeps of an incident between rounds: nothing that it could not work out anew."""

    number: int
    again: datetime
    wakes: datetime | None
    planned: int
    unplanned: tuple[Unplanned, ...]
    practised: bool = False
    """Whether it is an exercise in a store for real work."""


@frozen(eq=False)
class _Calm:
    """What a round came to of all incidents together: it stands until a log moves on or a moment comes."""

    heads: Heads
    until: datetime | None
    planned: int
    unplanned: tuple[Unplanned, ...]
    next: datetime | None
    practised: int

    def holds(self, heads: Heads, now: datetime) -> bool:
        """Say whether there is nothing to be looked at: all of it was planned, and neither a log nor time calls."""
        if self.unplanned or heads is not self.heads:
            return False
        return self.until is None or now < self.until


@frozen(eq=False)
class _Worked:
    """What was worked out of one incident, ready to be noted."""

    changes: Changes
    watched: _Watched


@define(eq=False)
class Ticker:
    """Goes round the incidents of a store.

    >>> from tempfile import mkdtemp
    >>> from respond.watch.rhythm import default_rhythm
    >>> ticker = Ticker(WatchedStore(f"{mkdtemp()}/store.db"), Library.default(), default_rhythm(), ())
    >>> ticker.round(datetime.fromisoformat("2026-11-21T09:30+08:00")).beats
    True
    """

    store: WatchedStore
    library: Library
    rhythm: Rhythm
    channels: Sequence[Channel]
    name: str = "ticker"
    followers: Sequence[Channel] = ()
    """Who is told of entries; their queues are opened where they subscribe."""
    watched: dict[str, _Watched] = field(factory=dict)
    heads: Heads = field(factory=Heads)
    """How far the logs of the store had come when they were last looked at."""
    calm: "_Calm | None" = None
    seat: str | None = None
    """Whose desk was reminded at the last round."""
    refused: tuple[datetime, tuple[Fault, ...]] | None = None
    """When the store was last found to be not as it was written, and what was said of that."""

    def round(self, now: datetime) -> Round:
        """Go round once: read, note, sign, send, prove; `now` is the clock of the machine.

        Every log that has moved on or whose next moment has come is read before anything is noted. Raises InputError
        where the store cannot be read or written; then nothing is lost, for the next round works all of it out anew.
        """
        before = max((beat.last for beat in self.store.beats()), default=None)
        self.heads = self.store.heads(self.heads)
        heads, seat = self.heads.numbers, self.store.seat
        if seat != self.seat:  # what is ours is another's from now on
            self.seat, self.watched, self.calm = seat, {}, None
        if heads:
            self.store.open_channels([channel.name for channel in self.channels])
        calm = self.calm if self.calm is not None and self.calm.holds(self.heads, now) else None
        stale = [] if calm else [name for name, number in heads.items() if self._stale(name, number, now)]
        signed = self._sign(now)
        noted = tuple(self._note(stale, now, before))
        sent, failures = self._deliver(now)
        if calm is None:
            calm = self.calm = self._calm(now)
        unplanned = (*calm.unplanned, *_set_back(now, before, self.rhythm))
        if not unplanned and heads:
            self.store.beat(self.name, now, self.rhythm.late_after)
        return Round(
            now=now,
            read=len(stale),
            noted=noted,
            sent=sent,
            failures=tuple(failures),
            planned=calm.planned,
            unplanned=unplanned,
            signed=signed,
            beats=not unplanned,
            next=calm.next,
            practised=calm.practised,
            refused=() if self.refused is None else self.refused[1],
        )

    def _calm(self, now: datetime) -> "_Calm":
        """Sum up what is known of every incident."""
        known = self.watched.values()
        return _Calm(
            self.heads,
            min((each.again for each in known), default=None),
            sum(each.planned for each in known),
            tuple(self._unplanned(self.heads.numbers, now)),
            min((each.wakes for each in known if each.wakes is not None), default=None),
            sum(each.practised for each in known),
        )

    def _stale(self, incident: str, number: int, now: datetime) -> bool:
        known = self.watched.get(incident)
        return known is None or known.number != number or known.again <= now

    # Reading and noting.

    def _note(self, stale: Sequence[str], now: datetime, before: datetime | None) -> Iterator[str]:
        """Work incidents out and note what follows, anew where an officer wrote meanwhile; give the keys noted."""
        signed = self.store.checkpoints()[-1:]
        line = signed[0].line if signed else None
        left = list(stale)
        for _ in range(_ATTEMPTS):
            logs = {rows[0].incident: rows for rows in self.store.logs()} if len(left) > _FEW else {}
            earlier = self.store.noted_of(left)
            worked = []
            for name in left:
                found = self._worked(name, logs.get(name), earlier.get(name, ()), now, before, line)
                worked += [] if found is None else [found]
            left = []
            for start in range(0, len(worked), _BATCH):
                some = worked[start : start + _BATCH]
                moved = self._kept(some, now)
                left += moved
                yield from (
                    one.key
                    for each in some
                    if each.changes.incident not in moved
                    for one in each.changes.notes
                )
            if not left:
                return

    def _kept(self, worked: Sequence[_Worked], now: datetime) -> list[str]:
        """Note what was worked out; give the incidents whose log has moved on."""
        changing = [each.changes for each in worked if each.changes.notes or each.changes.cancels]
        moved = self.store.note(changing, now) if changing else frozenset()
        for each in worked:
            if each.changes.incident not in moved:
                self.watched[each.changes.incident] = each.watched
        return [*moved]

    def _worked(
        self,
        incident: str,
        rows: tuple[Row, ...] | None,
        earlier: tuple[Noted, ...],
        now: datetime,
        before: datetime | None,
        line: str | None,
    ) -> _Worked | None:
        """Work out one incident by its whole log, read here where it was not read before, and what was noted of it.

        One that cannot be read is named and read again next round.
        """
        try:
            rows = self.store.read_on(incident) if rows is None else rows
            with as_written(rows):
                return self._worked_by(rows, earlier, now, before, line)
        except (InputError, CoverageError) as error:
            if error.faults[0].code in {"E842", "E848"}:  # it is the store itself
                raise
            why = error.faults[0].problem
            unread = Unplanned(incident, None, Text(f"读不了：{why.zh}", f"it cannot be read: {why.en}"))
            self.watched[incident] = _Watched(self.heads.numbers[incident], now, None, 0, (unread,))
            return None

    def _worked_by(
        self,
        rows: tuple[Row, ...],
        earlier: tuple[Noted, ...],
        now: datetime,
        before: datetime | None,
        line: str | None,
    ) -> _Worked:
        """Work out one incident by the rows of its log; raises InputError and CoverageError."""
        incident, number = rows[0].incident, rows[-1].number
        other = merged_into(rows)
        if other is not None:
            return _silent(rows[-1], earlier, Text(f"已并入{other}", f"merged into {other}"))
        present = max(now, rows[-1].known_at)
        followed = self.store.following.followed(rows, self.library)
        if followed.file.mode == "exercise" and not self.store.exercise:
            worked = _silent(rows[-1], earlier, _PRACTISED)
            worked.watched.practised = True
            return worked
        situation, until = lasting(
            followed.file, self.library, now=present, end=present + _AHEAD, running=followed.running
        )
        outlook, said = self._outlook(situation, rows)
        making = _Making(
            situation, outlook, said, self.rhythm, earlier, rows[0].recorded_at, now, before, line
        )
        changes = Changes(incident, number, tuple(making.notes(number)), tuple(making.cancels()))
        unplanned = tuple(Unplanned(incident, one.id, _why_none(one)) for one in outlook.unplanned)
        soon = present + _LOOK_AGAIN if any(one.open for one in situation.obligations) else until
        again = min(moment for moment in (until, soon, outlook.wakes) if moment is not None)
        return _Worked(changes, _Watched(number, again, outlook.wakes, len(outlook.next), unplanned))

    def _outlook(self, situation: Situation, rows: Sequence[Row]) -> tuple[Outlook, Said]:
        said = said_of(rows)
        return plan(situation, self.rhythm, said.held(situation.obligations, self.rhythm)), said

    # Signing, sending, proving.

    def _sign(self, now: datetime) -> bool:
        """Sign what is new, once it is time; a store that was changed is not, and is asked again as often."""
        rows, last = self.store.unsigned()
        tried = [
            each for each in (last, None if self.refused is None else self.refused[0]) if each is not None
        ]
        if not rows or (tried and now - max(tried) < self.rhythm.sign_every):
            return False
        try:
            signed = self.store.checkpoint(now) is not None
        except InputError as error:
            if error.faults[0].code != "E977":
                raise
            self.refused = now, error.faults
            return False
        self.refused = None
        return signed

    def _deliver(self, now: datetime) -> tuple[int, list[Failure]]:
        """Send what waits on each channel, reminders before entries, the oldest first."""
        sent, failures = 0, []
        for channel in (*self.channels, *self.followers):
            arrived, failure = self._sent(channel, now)
            sent += arrived
            failures += [failure] if failure is not None else []
        return sent, failures

    def _sent(self, channel: Channel, now: datetime) -> tuple[int, Failure | None]:
        """Send on one channel until nothing waits or something fails; then the rest waits for the next round.

        So a channel that is down holds nobody up, and one reminder nobody takes does not stand in the way of others.
        """
        sent = 0
        while found := self.store.claim(channel.name, now, _LEASE, _BATCH):
            for place, delivery in enumerate(found):
                body = delivery.body
                if channel in self.followers:
                    body = retold(body, self.store, self.library, now)
                try:
                    channel.send(delivery.key, body, now, again=delivery.tries > 0)
                except SendError as error:
                    again = now + timedelta(seconds=_WAITS[min(delivery.tries, len(_WAITS) - 1)])
                    self.store.settle(delivery, now, json_of(error.why), again)
                    self.store.release(found[place + 1 :], now)
                    return sent, Failure(delivery.key, channel.name, error.why, again)
                self.store.settle(delivery, now)
                sent += 1
        return sent, None

    def _unplanned(self, heads: Mapping[str, int], now: datetime) -> Iterator[Unplanned]:
        """Name what has no next reminder, and the incidents whose last entry no plan answers yet."""
        for incident, number in heads.items():
            known = self.watched.get(incident)
            if known is None or known.number < number:  # what came while the round went on is for the next
                why = Text("有新记录，尚未算完", "there are new entries that were not worked out yet")
                yield Unplanned(incident, None, why)
            elif known.unplanned:
                yield from known.unplanned
            elif known.again <= now:
                yield Unplanned(incident, None, Text("已到时刻，尚未算完", "its moment came meanwhile"))


@frozen(eq=False)
class _Making:
    """One incident worked out, and what was noted of it before: gives what is new, and what is to be cancelled."""

    situation: Situation
    outlook: Outlook
    said: Said
    rhythm: Rhythm
    earlier: Sequence[Noted]
    opened: datetime
    """When the first entry of its log was written."""
    now: datetime
    before: datetime | None
    line: str | None

    def notes(self, number: int) -> Iterator[ToNote]:
        """Give the reminders to be noted: of each obligation the last that has come, and what moved or ended."""
        owed = {one.id: one for one in self.situation.obligations}
        live = [each for each in self.earlier if each.cancelled is None]
        for name, past in self.outlook.due.items():
            by_readers: dict[tuple[str, ...], list[Planned]] = {}
            for each in past:
                by_readers.setdefault(self._readers(name, each.kind, each.key), []).append(each)
            for readers, some in by_readers.items():
                planned = self._last_unnoted(name, readers, some)
                if planned is not None:
                    yield self._note(planned[0], owed[name], passed=planned[1], late=self._late(planned[0]))
        for name, one in owed.items():
            mine = [each for each in live if each.obligation == name and each.kind != "stood-down"]
            last = mine[-1] if mine else None
            if last is None:
                continue
            if one.state == "stood-down":
                limit = datetime.fromisoformat(last.limit)
                yield self._note(self._made("stood-down", one, limit, str(number)), one, why=one.why)
            elif one.open and one.due is not None and not one.at_once and last.limit != stamp(one.due):
                yield self._note(
                    self._made("moved", one, one.due, str(number)), one, why=self._moved(last, one)
                )

    def cancels(self) -> Iterator[tuple[str, str]]:
        """Give the keys that are no longer to be sent, and why: the duty is done or ended, or its limit has moved."""
        owed = {one.id: one for one in self.situation.obligations}

        def why(noted: Noted) -> Text | None:
            one = owed.get(noted.obligation)
            if noted.kind == "stood-down":
                return None
            if one is None:
                return Text("这项任务不再存在", "there is no such duty any more")
            if not one.open:
                return _over(one)
            if one.due is not None and not one.at_once and noted.limit != stamp(one.due):
                return self._moved(noted, one)
            return None

        return _cancelled(self.earlier, why)

    def _readers(self, name: str, kind: str, key: str) -> tuple[str, ...]:
        """Give who reads a reminder: the bodies its rule names; of one by the rhythm nobody in particular."""
        rule = rule_of(kind, key)
        for each in self.situation.reminding.get(name, ()):
            if each.rule.id == rule:
                return ("by rule", *(unit.id for unit in (*each.to, *each.copy)))
        return ("by rule", rule) if rule else ()

    def _last_unnoted(
        self, name: str, readers: tuple[str, ...], past: Sequence[Planned]
    ) -> tuple[Planned, int] | None:
        """Give the last reminder that has come to some readers, and how many it stands for.

        None where it or a later one was noted.
        """
        last = past[-1]
        limit = stamp(last.limit)
        mine = [
            each
            for each in self.earlier
            if each.obligation == name
            and each.limit == limit
            and self._readers(name, each.kind, each.key) == readers
        ]
        known = {each.key for each in mine}
        if last.key in known or any(
            each.planned >= stamp(last.at) for each in mine if each.kind == last.kind
        ):
            return None
        passed = 0
        for each in reversed(past[:-1]):
            if each.key in known:
                break
            passed += 1
        return last, passed

    def _late(self, planned: Planned) -> Outage | None:
        """Say that nothing ran when a reminder should have come, if so: no heart beat from before that moment on."""
        if self.now - max(planned.at, self.opened) <= self.rhythm.late_after:
            return None
        if self.before is not None and self.before >= planned.at:
            return None  # it is late for another reason: what it rests on was told late
        since = None if self.before is None else local(self.before, self.situation.tz)
        return Outage(since, local(self.now, self.situation.tz))

    def _moved(self, noted: Noted, one: Obligation) -> Text:
        zone = self.situation.tz
        was = clock_text(local(datetime.fromisoformat(noted.limit), zone), zone)
        assert one.due is not None  # noqa: S101 - or it had not moved
        now = clock_text(one.due, zone)
        zh, en = f"时限由{was}改为{now}", f"the limit moved from {was} to {now}"
        if one.why is not None:
            return Text(f"{zh}：{one.why.zh}", f"{en}: {one.why.en}")
        return Text(zh, en)

    def _made(self, kind: Kind, one: Obligation, limit: datetime, step: str) -> Planned:
        return Planned(self.situation.incident, one.id, kind, local(self.now, self.situation.tz), limit, step)

    def _note(
        self,
        planned: Planned,
        one: Obligation,
        *,
        passed: int = 0,
        late: Outage | None = None,
        why: Text | None = None,
    ) -> ToNote:
        circumstances = Circumstances(
            noted=local(self.now, self.situation.tz),
            late=late,
            passed=passed,
            why=why,
            acknowledged=self.said.by(one),
            unacknowledged=self.said.missing(one),
            signed=self.line,
        )
        made = reminder_of(planned, one, self.situation, circumstances)
        return ToNote(
            planned.key,
            planned.incident,
            one.id,
            planned.kind,
            stamp(planned.limit),
            stamp(planned.at),
            json_of(made),
        )


def _silent(last: Row, earlier: Sequence[Noted], why: Text) -> _Worked:
    """Give an incident nobody is reminded of any more, by the last entry of its log: what waits is cancelled."""
    changes = Changes(last.incident, last.number, cancels=tuple(_cancelled(earlier, lambda _: why)))
    return _Worked(
        changes, _Watched(last.number, datetime.max.replace(tzinfo=last.known_at.tzinfo), None, 0, ())
    )


def _cancelled(earlier: Sequence[Noted], why: Callable[[Noted], Text | None]) -> Iterator[tuple[str, str]]:
    """Give the keys of what is to be cancelled, with the reasons as they are kept."""
    for each in earlier:
        if each.cancelled is None:
            reason = why(each)
            if reason is not None:
                yield each.key, json_of(reason)


def _over(one: Obligation) -> Text:
    """Say why an obligation needs no reminder any more."""
    words = {
        "met": Text("已办", "done"), "met-late": Text("已办（逾期）", "done, late"),
        "missed": Text("已终结，没有按时办理的记录", "ended without a record of it"),
    }  # fmt: skip
    return words.get(one.state) or one.why or Text("不再需要办理", "no longer owed")


def _why_none(one: Obligation) -> Text:
    return one.why or Text("没有可提醒的时刻", "there is no moment to remind of it")


def _set_back(now: datetime, before: datetime | None, rhythm: Rhythm) -> Iterator[Unplanned]:
    """Say that the clock stands before the last heartbeat, so that reminders may come late."""
    if before is not None and before - now > rhythm.late_after:
        told = before.astimezone(now.tzinfo).isoformat(timespec="seconds")
        yield Unplanned(
            "",
            None,
            Text(
                f"本机时钟早于上一次心跳（{told}），提醒可能晚到",
                f"the clock of this machine stands before the last heartbeat ({told}): reminders may come late",
            ),
        )


def faults_of(found: Round) -> tuple[Fault, ...]:
    """Give what a round could not prove as faults (E878), and what could not be sent (E879) or signed (E977)."""
    unproven = [
        fault("E878", name=each.obligation or each.incident or "-", why=each.why) for each in found.unplanned
    ]
    failed = [
        fault("E879", key=each.key, channel=each.channel, why=each.why, again=each.again.isoformat())
        for each in found.failures
    ]
    return (*unproven, *failed, *found.refused)
