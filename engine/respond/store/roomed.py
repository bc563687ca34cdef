"""A store with what the duty room keeps: accounts, sessions, keys, its audit log, replies, proposals, settings."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import datetime
from hashlib import sha256
from itertools import count
from typing import Any, Final, Literal

from attrs import asdict, evolve
from sqlalchemy import Connection, Table, delete, func, insert, select, update

from respond._records import frozen
from respond.errors import InputError, Text, fault
from respond.log import Draft, Row, canonical, stamp
from respond.situation import json_of
from respond.store.audited import Audited, KeptIn, note
from respond.store.changed import changes_of
from respond.store.damaged import UNSEEN
from respond.store.following import AuditSeen
from respond.store.kept import ROSTER, KeptIncident, Rows
from respond.store.keys import Checkpoint
from respond.store.look_alikes import check_one, check_tellable, check_unlike
from respond.store.plays import PlayStore
from respond.store.regions import region_in_rows, region_of, tells_region
from respond.store.rows import check_name, check_new_name, check_texts, name_in
from respond.store.signing import AUDIT_LOG, signed_heads
from respond.store.subscribed import SUBSCRIPTIONS, Subscription, subscriptions_in
from respond.store.tables import (
    ACCOUNTS,
    AUDIT,
    CHANNELS,
    DELIVERIES,
    ENTERED,
    ENTRIES,
    OF_ENTRIES,
    OUTBOX,
    PROPOSALS,
    REPLIES,
    SESSIONS,
    SETTINGS,
    TOKENS,
    VOUCHED,
)
from respond.store.verify import goes_on_soundly, verify_audit
from respond.store.watched import DELIVERY_NAME
from respond.yaml import Data

ProposalState = Literal["open", "confirmed", "refused"]


@frozen
class Account:
    """Who may come in: the post behind the name, roles, the regions it sees (none: all), and the password's hash."""

    name: str
    post: str
    roles: tuple[str, ...]
    regions: tuple[str, ...]
    secret: str
    made: str
    disabled: bool = False
    failures: int = 0
    locked: str | None = None


@frozen
class Session:
    """Somebody who is logged in, and until when."""

    account: str
    began: str
    seen: str
    ends: str


@frozen
class Token:
    """The key of another system: what it may do, in which regions (none: all), until when."""

    name: str
    permissions: tuple[str, ...]
    regions: tuple[str, ...]
    by: str
    made: str
    ends: str
    revoked: str | None = None


@frozen
class Reply:
    """What came of a request with a key: the entries it made, and the answer as it was given, if it was.

    A `first` of 0 says that it made a proposal, whose number is `last`.
    """

    request: str
    incident: str
    first: int
    last: int
    body: str | None


@frozen
class Proposal:
    """A decision one person proposed, in the words of the request, and what a second made of it."""

    number: int
    incident: str
    kind: str
    said: Mapping[str, Data]
    seen: int
    by: str
    at: str
    state: ProposalState = "open"
    decided_by: str | None = None
    decided_at: str | None = None


@frozen
class EnteredBy:
    """Which account entered an entry, by which row of the audit log says so.

    Of a decision of two it is the one who confirmed; `proposal` is its number, `proposed_by` the other.
    """

    row: int
    who: str
    proposal: int | None = None
    proposed_by: str | None = None


@frozen
class AuditCheck:
    """What a check of the audit log found: rows that are wrong; when all of it was checked, and what came since."""

    breaches: tuple[int, ...]
    whole: int
    """Up to which row all of it was checked."""
    at: datetime
    since: int
    """Rows that came, and were checked, since."""


class CarriedOutError(Exception):
    """A request with this key was carried out already, by another process at the same moment."""


class _TriedError(Exception):
    """What was tried would be kept; this takes it back."""


_TELLING: Final = frozenset({"reason", "obligation", "limits", "graver"})
"""What of a link to an incident that is not seen would tell of it."""

_UNSUBSCRIBED: Final = Text("不再订阅", "it follows no more")


def hidden(secret: str) -> str:
    """Give the hash under which something that only its owner may show is kept.

    >>> hidden("x")[:12]
    '2d711642b726'
    """
    return sha256(secret.encode()).hexdigest()


class RoomStore(PlayStore):
    """A store that knows who may do what, and what came of each request.

    Every change is noted in the audit log in the transaction that makes it. `regions` limit the incidents that are
    seen and entered in to those whose region begins with one of them (none: all); any other is as if it were not there.
    """

    regions: tuple[str, ...] = ()
    outside: list[str]
    """What was asked for from the regions and lies outside of them, to be noted by whoever asked on their behalf."""
    entering_as: str = ""
    """Under which account, or key, something is entered: the log bears the post, which several may share."""
    settling: Proposal | None = None
    """The decision of two that is being entered."""

    def seen_from(self, regions: tuple[str, ...], account: str = "") -> "RoomStore":
        """Give the same store as somebody sees it who may see these regions only (none: all), and enters as this."""
        view = copy(self)
        view.regions = regions
        view.entering_as = account
        view.outside = []
        return view

    @property
    def called(self) -> str:
        """Give what answers call it: the name its signatures have; where it lies is no reader's business."""
        return self.about("store")

    # What is seen from the regions.

    def incidents(self) -> tuple[KeptIncident, ...]:
        """Give every incident that is seen, in the order they were opened."""
        return tuple(each for each in super().incidents() if self._sees(each.id))

    def rows_on(self, after: int, most: int) -> tuple[tuple[Row, ...], int]:
        """Give what is seen of the next `most` rows of all logs after a place, and the place that was read up to."""
        wanted = select(*ENTRIES.c).where(ENTRIES.c.seq > after).order_by(ENTRIES.c.seq).limit(most)
        found = tuple(Row(*row) for row in self._all(wanted))
        return self._seen(found), found[-1].seq if found else after

    def check_seen(self, incident: str, seen: int) -> None:
        """Refuse, before it is worked out, a decision that does not know what came since (E843, E855)."""
        self._check_seen_from(incident)
        with self._reading() as connection:
            if connection is not None:
                self._check_seen(connection, incident, self._last_of(connection, incident).number, seen)

    def last_place(self) -> int:
        """Give the place of the last row of all logs."""
        found = self._all(select(func.max(ENTRIES.c.seq)))
        return int(found[0][0] or 0) if found else 0

    def rows(self, incident: str | None = None, *, after: int = 0) -> tuple[Row, ...]:
        """Give the rows as any store does, of those incidents that are seen."""
        if incident is not None:
            self._check_seen_from(incident)
            return self._veiled(super().rows(incident, after=after))
        return self._seen(super().rows(after=after))

    def logs(self) -> tuple[tuple[Row, ...], ...]:
        """Give the rows of every incident that is seen, in the order of opening."""
        return tuple(
            self._veiled(rows)
            for rows in super().logs()
            if not self.regions or self._within(region_in_rows(rows))
        )

    def _seen(self, found: tuple[Row, ...]) -> tuple[Row, ...]:
        if not self.regions:
            return found
        seen = {name: self._sees(name) for name in {row.incident for row in found}}
        return self._veiled(tuple(row for row in found if seen[row.incident]))

    def _veiled(self, found: tuple[Row, ...]) -> tuple[Row, ...]:
        """Give rows without the names of incidents that are not seen, and without what was said of a link to them."""
        if not self.regions:
            return found
        return tuple(self._veiled_one(row) if row.kind == "link" else row for row in found)

    def _veiled_one(self, row: Row) -> Row:
        try:
            said = row.data
        except (ValueError, TypeError):  # a damaged row is seen by those who see everything
            return evolve(row, body="{}")
        if not isinstance(said, dict) or self._sees(str(said.get("to"))):
            return row
        return evolve(
            row, body=canonical({**{key: said[key] for key in said.keys() - _TELLING}, "to": UNSEEN})
        )

    def read_on(self, incident: str) -> tuple[Row, ...]:
        """Give the rows of an incident that is seen."""
        self._check_seen_from(incident)
        return self._veiled(super().read_on(incident))

    def add(
        self, incident: str, make: Callable[[Rows], Sequence[Draft]], *, by: str, now: datetime,
        seen: int | None = None, decides: bool = False, new: bool = False,
    ) -> tuple[Row, ...]:  # fmt: skip
        """Add as any store does, to incidents that are seen; one opened or moved elsewhere is refused (E935)."""
        if not self.regions:
            return super().add(incident, make, by=by, now=now, seen=seen, decides=decides, new=new)
        if not new:
            self._check_seen_from(incident)

        def within(rows: Rows) -> Sequence[Draft]:
            drafts = make(lambda: self._veiled(rows()))
            for draft in drafts:
                if draft.incident is not None:
                    self._check_seen_from(draft.incident)
            own = [each for each in drafts if each.incident is None]
            if new or any(map(tells_region, own)):  # nobody opens or moves an incident out of his own sight
                self._check_opens_in(incident, region_in_rows(() if new else rows(), own))
            return drafts

        return super().add(incident, within, by=by, now=now, seen=seen, decides=decides, new=new)

    def name_of(self, wanted: str, region: str) -> str:
        """Give the name an incident of a region is opened under; one elsewhere is refused (E935).

        Whoever is kept to regions opens under names that carry the region, and so never comes upon a name that is taken
        by what is not seen: where an incident of an older store has it in another region, the next one is given. Raises
        InputError before anything is said of the name.
        """
        if not self.regions:
            return super().name_of(wanted, region)
        self._check_opens_in(wanted, region)
        first = name_in(wanted, region)
        own = first.removesuffix(f"@{region}")
        names = (first if number == 1 else name_in(f"{own}-{number}", region) for number in count(1))
        return next(name for name in names if self._region_of(name) is None or self._sees(name))

    def _check_opens_in(self, incident: str, region: str) -> None:
        if not self._within(region):
            self.outside.append(f"{incident} {region or '-'}")
            raise InputError([fault("E935", found=region or "-", known=", ".join(self.regions))])

    def _sees(self, incident: str) -> bool:
        return not self.regions or self._within(self._region_of(incident) or "")

    def _within(self, region: str) -> bool:
        return any(region.startswith(each) for each in self.regions)

    def _region_of(self, incident: str) -> str | None:
        """Give the region of an incident, blank where it has none; None where there is no such incident."""
        with self._reading() as connection:
            return None if connection is None else region_of(connection, incident)

    def _check_seen_from(self, incident: str) -> None:
        if not self._sees(incident):
            if self._region_of(incident) is not None:
                self.outside.append(incident)
            raise InputError([fault("E845", name=incident, store=self.place)])

    def _unknown(self, connection: Connection | None, incident: str) -> InputError:
        if self.regions:  # what is not seen is not suggested either
            return InputError([fault("E845", name=incident, store=self.place)])
        return super()._unknown(connection, incident)

    # The audit log.

    def audit(self, who: str, what: str, about: str, now: datetime, **detail: object) -> None:
        """Note that somebody came in, was refused, or the like."""
        with self._writing() as connection:
            self._note(connection, who, what, about, now, detail)

    def note_vouched(self, name: str, since: datetime, now: datetime) -> datetime:
        """Note that a proxy let an account in, unless that was noted since a moment; give when it was noted last.

        Whoever asks at another process at the same moment finds the row of the first.
        """
        wanted = select(func.max(AUDIT.c.at)).where(
            AUDIT.c.who == name, AUDIT.c.what == VOUCHED, AUDIT.c.about == name, AUDIT.c.at > stamp(since)
        )
        known = self._all(wanted)[0][0]
        if known is not None:
            return datetime.fromisoformat(known)
        with self._writing() as connection:
            known = connection.execute(wanted).scalar()
            if known is not None:
                return datetime.fromisoformat(known)
            self._note(connection, name, VOUCHED, name, now, {})
        return now

    def audited(
        self, *, before: int | None = None, most: int | None = None, about: str | None = None
    ) -> tuple[Audited, ...]:
        """Give rows of the audit log, the latest first: `before` a number, `about` one thing, at `most` so many."""
        wanted = select(AUDIT).order_by(AUDIT.c.seq.desc()).limit(most)
        if before is not None:
            wanted = wanted.where(AUDIT.c.seq < before)
        if about is not None:
            wanted = wanted.where(AUDIT.c.about == about)
        return tuple(Audited(*row) for row in self._all(wanted))

    def entered_by(self, incident: str) -> dict[int, EnteredBy]:
        """Give which account entered each entry of an incident, by its number, as far as the audit log says so."""
        wanted = select(AUDIT.c.seq, AUDIT.c.who, AUDIT.c.detail).where(OF_ENTRIES, AUDIT.c.about == incident)
        found: dict[int, EnteredBy] = {}
        for seq, who, detail in self._all(wanted.order_by(AUDIT.c.seq)):
            try:
                said = json.loads(detail)
                numbers = range(said["first"], said["last"] + 1)
                made = EnteredBy(seq, who, said.get("proposal"), said.get("proposed_by"))
            except (ValueError, TypeError, KeyError, AttributeError):  # it was changed, which a check tells
                continue
            found |= dict.fromkeys(numbers, made)
        return found

    def _note_entered(self, connection: Connection, made: Sequence[Row], now: datetime) -> None:
        """Note, of every log that rows went to, which account entered them."""
        if not self.entering_as:
            return
        one = self.settling
        decided = {} if one is None else {"proposal": one.number, "proposed_by": one.by}
        for incident in dict.fromkeys(row.incident for row in made):
            numbers = [row.number for row in made if row.incident == incident]
            detail = {"first": numbers[0], "last": numbers[-1], **decided}
            self._note(connection, self.entering_as, ENTERED, incident, now, detail)

    def _told(self, incident: str) -> str:
        """Give the name of an incident, or what stands for that of one that is not seen."""
        return incident if self._sees(incident) else UNSEEN

    def _note_signed(self, connection: Connection, made: Checkpoint, now: datetime) -> None:
        """Note which account had the store signed."""
        if self.entering_as:
            self._note(connection, self.entering_as, "signed", str(made.count), now, {})

    def _note_replayed(self, connection: Connection, channel: str, first: int, now: datetime) -> None:
        """Note which account had entries sent anew, and where to."""
        if self.entering_as:
            self._note(
                connection, self.entering_as, "entries-replayed", str(first), now, {"channel": channel}
            )

    def check_audit(self, now: datetime, shown: Sequence[Audited] = (), *, whole: bool = False) -> AuditCheck:
        """Check the audit log: of one that was sound only what came since, unless the `whole` of it is to be checked.

        What was changed since in the part that was sound is found by the whole check alone, which is made anew where
        anything looks wrong, in rows that are `shown` too.
        """
        wrong = any(each.hash != each.right_hash for each in shown)
        seen = None if whole or wrong else self._audit_read_on()
        if seen is None:
            breaches = self.audit_breaches()
            rows = self.audited(most=1)
            count = rows[0].seq if rows else 0
            self.following.audit = AuditSeen(count, now, rows[0]) if rows and not breaches else None
            return AuditCheck(breaches, count, now, 0)
        self.following.audit = seen
        return AuditCheck((), seen.whole, seen.at, seen.last.seq - seen.whole)

    def _audit_read_on(self) -> AuditSeen | None:
        """Give how far the audit log is sound, read on from where it was; None where all of it has to be checked."""
        seen = self.following.audit
        if seen is None:
            return None
        public = self.about("key")
        with self._reading() as connection:
            if connection is None:
                return None
            wanted = select(AUDIT).where(AUDIT.c.seq >= seen.last.seq).order_by(AUDIT.c.seq)
            rows = [Audited(*row) for row in connection.execute(wanted)]
            signed = signed_heads(connection, AUDIT_LOG)
        if not rows or rows[0] != seen.last or rows[0].right_hash != seen.last.hash:
            return None
        if not goes_on_soundly(seen.last, rows[1:], signed, public):
            return None
        return evolve(seen, last=rows[-1])

    def audit_breaches(self) -> tuple[int, ...]:
        """Give the places of the audit log that are not as they were written: changed, moved, or missing before."""
        public = self.about("key")
        return tuple(
            each.seq for each in verify_audit(self.audit_state(), public).tampering if each.part == "audit"
        )

    def _note(
        self, connection: Connection, who: str, what: str, about: str, now: datetime, detail: Mapping[str, object],
        kept: tuple[KeptIn, str | int] | None = None,
    ) -> None:  # fmt: skip
        """Note something in the transaction that does it, and sign the audit log where it is time."""
        self._sign_audit_at_times(connection, now, note(connection, who, what, about, now, detail, kept))

    # Accounts.

    def accounts(self) -> tuple[Account, ...]:
        """Give every account, by name."""
        return tuple(_account(row) for row in self._all(select(ACCOUNTS).order_by(ACCOUNTS.c.name)))

    def posts(self) -> frozenset[str]:
        """Give every post of the room: those of the accounts that may come in, and those of the roster."""
        standing = {each.post for each in self.accounts() if not each.disabled}
        for shift in self.setting(ROSTER) or ():
            standing |= {*shift["officers"], shift["leader"]}
        return frozenset(standing)

    def account(self, name: str) -> Account | None:
        """Give an account, if there is one of that name."""
        found = self._all(select(ACCOUNTS).where(ACCOUNTS.c.name == name))
        return _account(found[0]) if found else None

    def keep_account(self, account: Account, *, by: str, now: datetime, new: bool = False) -> None:
        """Keep an account, a new one or in place of the one of its name.

        Raises InputError: E858 for what is no name, E932 where there is one of the name already, E950 where one looks
        the same.
        """
        check_name("name", account.name)
        check_texts("post", account.post)
        with self._writing() as connection:
            there = _account_in(connection, account.name)
            if new:
                _check_new(connection, account.name)
            self._keep_account(connection, there, account, by, now)

    def change_account(
        self, name: str, change: Callable[[Account, tuple[Account, ...]], Account], *, by: str, now: datetime
    ) -> Account | None:
        """Change an account by what it is, and what all others are, while nobody else can write; None for none.

        What `change` raises keeps it as it was. Sessions that rest on another password, or of one disabled, end.
        """
        with self._writing() as connection:
            found = {each.name: each for each in map(_account, connection.execute(select(ACCOUNTS)))}
            there = found.pop(name, None)
            if there is None:
                return None
            changed = change(there, tuple(found.values()))
            check_texts("post", changed.post)
            self._keep_account(connection, there, changed, by, now)
            return changed

    def make_first(self, setting: str, right: Callable[[Any], bool], account: Account, now: datetime) -> bool:
        """Keep the first account, once, where the setting that lets it in is right; the setting is gone after it."""
        with self._writing() as connection:
            kept = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.name == setting))
            if kept is None or not right(json.loads(kept)):
                return False
            _check_new(connection, account.name)
            self._keep_account(connection, None, account, account.name, now)
            connection.execute(delete(SETTINGS).where(SETTINGS.c.name == setting))
            self._note(connection, account.name, "setting", setting, now, {}, ("settings", setting))
            return True

    def count_failure(self, name: str, most: int, until: datetime, now: datetime) -> None:
        """Count a wrong password; with the last of `most` in a row, and each after it, nobody may try `until` then."""
        with self._writing() as connection:
            failures = (
                connection.scalar(select(ACCOUNTS.c.failures).where(ACCOUNTS.c.name == name)) or 0
            ) + 1
            locks = failures >= most
            connection.execute(
                update(ACCOUNTS)
                .where(ACCOUNTS.c.name == name)
                .values(failures=failures, locked=stamp(until) if locks else None)
            )
            what = "locked-out" if locks else "login-refused"
            self._note(connection, name, what, name, now, {"failures": failures}, ("accounts", name))

    def forget_failures(self, name: str, now: datetime) -> None:
        """Count wrong passwords anew: the right one came."""
        with self._writing() as connection:
            connection.execute(
                update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(failures=0, locked=None)
            )
            self._note(connection, name, "failures-forgotten", name, now, {}, ("accounts", name))

    def _keep_account(
        self, connection: Connection, there: Account | None, account: Account, by: str, now: datetime
    ) -> None:
        """Keep an account in place of what was there, and end the sessions that no longer hold."""
        if there is None or there.post != account.post:
            _check_post(connection, account)
        values = {
            **asdict(account), "roles": json.dumps(account.roles), "regions": json.dumps(account.regions),
            "disabled": int(account.disabled),
        }  # fmt: skip
        _put(connection, ACCOUNTS, "name", values)
        other = there is not None and there.secret != account.secret
        if account.disabled or other:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.account == account.name))
        shown = _shown(account)
        detail = {**shown, "password": other or there is None}
        if there is not None:
            detail["was"] = {name: value for name, value in _shown(there).items() if value != shown[name]}
        what = "account-changed" if there else "account-made"
        self._note(connection, by, what, account.name, now, detail, ("accounts", account.name))

    # Sessions.

    def begin_session(self, secret: str, account: str, ends: datetime, now: datetime) -> None:
        """Keep that somebody logged in; `secret` is what the browser shows from now on."""
        with self._writing() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.ends < stamp(now)))
            connection.execute(
                insert(SESSIONS),
                [
                    {
                        "hash": hidden(secret), "account": account, "began": stamp(now), "seen": stamp(now),
                        "ends": stamp(ends),
                    }
                ],
            )  # fmt: skip
            self._note(connection, account, "logged-in", account, now, {}, ("sessions", hidden(secret)))

    def session(self, secret: str) -> Session | None:
        """Give who showed this, if anybody is logged in with it."""
        columns = (SESSIONS.c.account, SESSIONS.c.began, SESSIONS.c.seen, SESSIONS.c.ends)
        found = self._all(select(*columns).where(SESSIONS.c.hash == hidden(secret)))
        return Session(*found[0]) if found else None

    def end_session(self, secret: str, account: str, now: datetime) -> None:
        """Log somebody out."""
        with self._writing() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.hash == hidden(secret)))
            self._note(connection, account, "logged-out", account, now, {})

    # Keys of other systems.

    def tokens(self) -> tuple[Token, ...]:
        """Give every key, by name; what it shows is not kept."""
        return tuple(_token(row) for row in self._all(select(*_TOKEN).order_by(TOKENS.c.name)))

    def token(self, secret: str) -> Token | None:
        """Give the key that was shown, if there is one."""
        found = self._all(select(*_TOKEN).where(TOKENS.c.hash == hidden(secret)))
        return _token(found[0]) if found else None

    def keep_token(self, token: Token, secret: str, now: datetime) -> None:
        """Keep a new key. Raises InputError as `keep_account` does for a new one."""
        values = {
            **asdict(token), "permissions": json.dumps(token.permissions), "regions": json.dumps(token.regions),
            "hash": hidden(secret),
        }  # fmt: skip
        with self._writing() as connection:
            _check_new(connection, token.name)
            connection.execute(insert(TOKENS), [values])
            self._note(
                connection, token.by, "key-made", token.name, now,
                {"permissions": list(token.permissions), "regions": list(token.regions), "ends": token.ends},
                ("keys", token.name),
            )  # fmt: skip

    def revoke_token(self, name: str, *, by: str, now: datetime) -> bool:
        """Take a key back; say whether there was one in force."""
        with self._writing() as connection:
            done = connection.execute(
                update(TOKENS)
                .where(TOKENS.c.name == name, TOKENS.c.revoked.is_(None))
                .values(revoked=stamp(now))
            )
            if not done.rowcount:
                return False
            self._note(connection, by, "key-revoked", name, now, {}, ("keys", name))
            return True

    # Requests that bear a key.

    @contextmanager
    def replying(self, who: str, key: str, request: str, now: datetime) -> Iterator[None]:
        """Keep, in the transaction that adds entries within this block, which ones a request with a key came to.

        Raises CarriedOutError where it was carried out meanwhile; then nothing is kept of this one.
        """
        before = self._beside

        def keep(connection: Connection, incident: str, first: int, last: int) -> None:
            one = (REPLIES.c.who == who) & (REPLIES.c.key == key)
            if connection.scalar(select(REPLIES.c.request).where(one)) is not None:
                raise CarriedOutError
            values = {
                "who": who, "key": key, "request": request, "at": stamp(now), "incident": incident, "first": first,
                "last": last, "body": None,
            }  # fmt: skip
            connection.execute(insert(REPLIES), [values])
            self._set_down(connection, "replies", [(who, key)], now)

        self._beside = keep
        try:
            yield
        finally:
            self._beside = before

    def reply(self, who: str, key: str) -> Reply | None:
        """Give what came of a request with a key, if it was ever carried out."""
        columns = (
            REPLIES.c.request,
            REPLIES.c.incident,
            REPLIES.c.first,
            REPLIES.c.last,
            REPLIES.c.body,
        )
        found = self._all(select(*columns).where(REPLIES.c.who == who, REPLIES.c.key == key))
        return Reply(*found[0]) if found else None

    def keep_reply(self, who: str, key: str, body: str, now: datetime) -> None:
        """Keep the answer to a request, so that it is given again as it was."""
        with self._writing() as connection:
            connection.execute(
                update(REPLIES).where(REPLIES.c.who == who, REPLIES.c.key == key).values(body=body)
            )
            self._set_down(connection, "replies", [(who, key)], now)

    # Decisions that need two.

    def propose(
        self, incident: str, kind: str, said: Mapping[str, Data], seen: int, by: str, now: datetime
    ) -> Proposal:
        """Keep a decision that a second person has to confirm, or give the equal one that waits already.

        One that did not know what came since is refused, as it would be if it were entered (E843, E855).
        """
        check_texts(kind, said)
        kept = canonical(dict(said))
        with self._writing() as connection:
            self._check_seen(connection, incident, self._last_of(connection, incident).number, seen)
            waiting = connection.execute(
                select(PROPOSALS).where(
                    PROPOSALS.c.incident == incident, PROPOSALS.c.kind == kind, PROPOSALS.c.seen == seen,
                    PROPOSALS.c.by == by, PROPOSALS.c.state == "open", PROPOSALS.c.said == kept,
                )
            ).first()  # fmt: skip
            if waiting is not None:
                self._beside(connection, incident, 0, waiting.number)
                return _proposal(waiting)
            number = (connection.scalar(select(func.max(PROPOSALS.c.number))) or 0) + 1
            made = Proposal(number, incident, kind, json.loads(kept), seen, by, stamp(now))
            connection.execute(insert(PROPOSALS), [{**asdict(made), "said": kept}])
            self._beside(connection, incident, 0, number)
            self._note(
                connection,
                by,
                "proposed",
                incident,
                now,
                {"proposal": number, "kind": kind},
                ("proposals", number),
            )
            return made

    @contextmanager
    def tried(self) -> Iterator[None]:
        """Have the entries that are added within this block checked as they would be kept, and none of them kept."""
        before = self._beside

        def stop(*_: object) -> None:
            raise _TriedError

        self._beside = stop
        try:
            yield
        except _TriedError:
            pass
        finally:
            self._beside = before

    def proposals(self, incident: str | None = None) -> tuple[Proposal, ...]:
        """Give the proposals there are, the oldest first: of an incident or all."""
        wanted = select(PROPOSALS).order_by(PROPOSALS.c.number)
        if incident is not None:
            wanted = wanted.where(PROPOSALS.c.incident == incident)
        return tuple(self._veiled_proposal(_proposal(row)) for row in self._all(wanted))

    def proposal(self, number: int) -> Proposal | None:
        """Give a proposal by its number."""
        found = self._all(select(PROPOSALS).where(PROPOSALS.c.number == number))
        return self._veiled_proposal(_proposal(found[0])) if found else None

    def _veiled_proposal(self, one: Proposal) -> Proposal:
        """Give a proposal without the name of an incident that is not seen, as `_veiled` does of links."""
        if one.kind not in {"link", "merge"} or self._sees(str(one.said.get("to"))):
            return one
        return evolve(one, said={**{key: one.said[key] for key in one.said.keys() - _TELLING}, "to": UNSEEN})

    @contextmanager
    def deciding(self, proposal: Proposal, state: ProposalState, by: str, now: datetime) -> Iterator[None]:
        """Settle a proposal in the transaction that adds the entries within this block, or at its end where none were.

        Raises InputError (E936) where somebody settled it before; then nothing is kept.
        """
        before, settled = self._beside, False

        def settle(connection: Connection, **entries: int) -> None:
            nonlocal settled
            done = connection.execute(
                update(PROPOSALS)
                .where(PROPOSALS.c.number == proposal.number, PROPOSALS.c.state == "open")
                .values(state=state, decided_by=by, decided_at=stamp(now))
            )
            if not done.rowcount:
                raise InputError([fault("E936", number=proposal.number)])
            detail = {"proposal": proposal.number, "kind": proposal.kind, **entries}
            self._note(connection, by, state, proposal.incident, now, detail, ("proposals", proposal.number))
            settled = True

        def both(connection: Connection, incident: str, first: int, last: int) -> None:
            before(connection, incident, first, last)
            settle(connection, first=first, last=last)

        self._beside, self.settling = both, proposal
        try:
            yield
        finally:
            self._beside, self.settling = before, None
        if not settled:
            with self._writing() as connection:
                before(connection, proposal.incident, 0, proposal.number)
                settle(connection)

    # Settings.

    def keep_setting(
        self, name: str, value: Data, *, by: str, now: datetime, tells: Callable[[Data], Data] | None = None
    ) -> None:
        """Keep a setting in place of what it was.

        `tells` gives what the audit log may say of it, which then has what changed from what to what: without it
        nothing is said of a setting that is more than a word, for it may be a secret.
        """
        self.keep_settings({name: value}, by=by, now=now, tells={} if tells is None else {name: tells})

    def keep_settings(
        self, values: Mapping[str, Data], *, by: str, now: datetime,
        tells: Mapping[str, Callable[[Data], Data]],
    ) -> None:  # fmt: skip
        """Keep several settings, all of them or none; `tells` as for one, by its name."""
        for name, value in values.items():
            check_texts(name, value)
        with self._writing() as connection:
            for name, value in values.items():
                self._keep_setting(connection, name, value, by, now, tells.get(name))

    def _keep_setting(
        self, connection: Connection, name: str, value: Data, by: str, now: datetime,
        tells: Callable[[Data], Data] | None,
    ) -> None:  # fmt: skip
        kept = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.name == name))
        before = None if kept is None else json.loads(kept)
        values = {"name": name, "value": canonical(value), "by": by, "at": stamp(now)}
        _put(connection, SETTINGS, "name", values)
        told: dict[str, object] = {}
        if isinstance(value, str):
            told = {
                "value": value,
                **({"was": before} if isinstance(before, str) and before != value else {}),
            }
        elif tells is not None:
            told = {"changes": changes_of(None if before is None else tells(before), tells(value))}
        self._note(connection, by, "setting", name, now, told, ("settings", name))

    def keep_subscriptions(self, subscriptions: Sequence[Subscription], *, by: str, now: datetime) -> None:
        """Keep who follows the logs, in place of who did; a new one is told of what is entered from now on.

        What waits for one that follows no more is withdrawn.
        """
        said: Data = [
            {"target": each.target, "channel": each.channel, "kinds": [*each.kinds], "regions": [*each.regions],
             "plans": [*each.plans]}
            for each in subscriptions
        ]  # fmt: skip
        check_texts(SUBSCRIPTIONS, said)
        with self._writing() as connection:
            before = {each.channel for each in subscriptions_in(connection)}
            after = {each.channel for each in subscriptions}
            self._keep_setting(connection, SUBSCRIPTIONS, said, by, now, _without_targets)
            upto = connection.scalar(select(func.max(OUTBOX.c.number))) or 0
            for name in sorted(after - before):
                _put(connection, CHANNELS, "name", {"name": name, "upto": upto})
            waiting = DELIVERIES.c.channel.in_(sorted(before - after)) & DELIVERIES.c.state.in_(
                ("waiting", "sending")
            )
            gone = {"state": "withdrawn", "next": None, "told": json_of(_UNSUBSCRIBED)}
            withdrawn = update(DELIVERIES).where(waiting).values(**gone).returning(*DELIVERY_NAME)
            self._set_down(
                connection, "deliveries", [tuple(row) for row in connection.execute(withdrawn)], now
            )

    def secret(self, name: str, make: Callable[[], str], now: datetime) -> str:
        """Give a secret of the room's own that all its processes share, made by the first that asks."""
        found = self.setting(name)
        if found is None:
            with self._writing() as connection:
                there = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.name == name))
                if there is None:
                    values = {"name": name, "value": canonical(make()), "by": "", "at": stamp(now)}
                    connection.execute(insert(SETTINGS), [values])
                    self._note(connection, "", "setting", name, now, {}, ("settings", name))
            found = self.setting(name)
        return str(found)

    def _all(self, wanted: Any) -> list[Any]:  # noqa: ANN401 - a question of any shape
        with self._reading() as connection:
            return [] if connection is None else list(connection.execute(wanted))


def _without_targets(said: Data) -> Data:
    """Give who follows the logs without the whole of where they are, in which there may be a secret."""
    listed = said if isinstance(said, list) else []
    return [
        {name: value for name, value in each.items() if name != "target"}
        for each in listed
        if isinstance(each, dict)
    ]


_TOKEN: Final = tuple(
    TOKENS.c[name] for name in ("name", "permissions", "regions", "by", "made", "ends", "revoked")
)


def _account(row: Any) -> Account:  # noqa: ANN401 - a row of the table
    return Account(
        row.name, row.post, tuple(json.loads(row.roles)), tuple(json.loads(row.regions)), row.secret, row.made,
        bool(row.disabled), row.failures, row.locked,
    )  # fmt: skip


def _shown(account: Account) -> dict[str, object]:
    """Give what the audit log says of an account."""
    return {
        "roles": list(account.roles), "regions": list(account.regions), "post": account.post,
        "disabled": account.disabled,
    }  # fmt: skip


def _token(row: Any) -> Token:  # noqa: ANN401 - a row of the table
    permissions, regions = (tuple(json.loads(each)) for each in (row.permissions, row.regions))
    return Token(row.name, permissions, regions, row.by, row.made, row.ends, row.revoked)


def _proposal(row: Any) -> Proposal:  # noqa: ANN401 - a row of the table
    said = json.loads(row.said)
    return Proposal(
        row.number, row.incident, row.kind, said, row.seen, row.by, row.at, row.state, row.decided_by, row.decided_at
    )  # fmt: skip


def _account_in(connection: Connection, name: str) -> Account | None:
    found = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == name)).first()
    return None if found is None else _account(found)


def _check_new(connection: Connection, name: str) -> None:
    """Refuse a name for a new account or key that is none, is there, or cannot be told from one that is."""
    check_new_name("name", name)
    check_tellable(name)
    check_one("name", name)
    columns = (ACCOUNTS.c.name, TOKENS.c.name, ACCOUNTS.c.post)  # entries are signed with the post
    check_unlike(
        name, dict.fromkeys(row for column in columns for (row,) in connection.execute(select(column)))
    )


def _check_post(connection: Connection, account: Account) -> None:
    """Refuse a post under which somebody would sign as another account or key, or as several (E858, E932, E950)."""
    check_one("post", account.post)
    if account.post != account.name:
        columns = (ACCOUNTS.c.name, TOKENS.c.name)
        names = {row for column in columns for (row,) in connection.execute(select(column))}
        check_unlike(account.post, names - {account.name})


def _put(connection: Connection, table: Table, key: str, values: Mapping[str, Any]) -> None:
    """Keep a row, in place of the one of its key if there is one."""
    done = connection.execute(update(table).where(table.c[key] == values[key]).values(**values))
    if not done.rowcount:
        connection.execute(insert(table), [dict(values)])
