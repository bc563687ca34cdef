"""The entrance: passwords, sessions, keys of other systems, the first administrator, and lock-out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Final, get_args

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from attrs import evolve, field

from respond._records import define, frozen
from respond.errors import InputError, fault, nearest
from respond.room.permissions import PERMISSIONS, Permission, Person, Role, permissions_of
from respond.store import Account, RoomStore, Session, Token, hidden, stamp

SESSION_LASTS: Final = timedelta(hours=12)
"""A shift: after that everybody logs in anew."""
FAILURES: Final = 5
"""Wrong passwords in a row that lock an account."""
LOCKED_FOR: Final = timedelta(minutes=15)
SHORTEST: Final = 10
"""Characters of a password."""
LONGEST: Final = 1000
FIRST_LASTS: Final = timedelta(hours=24)
"""How long the link for the first administrator holds."""
_REGION_DIGITS: Final = frozenset({2, 4, 6, 9, 12})
_NOBODY: Final = "?"


@frozen
class LoggedIn:
    """Somebody who came in: who it is, and what the browser shows from now on."""

    person: Person
    secret: str


@define(eq=False)
class Entrance:
    """Lets people and other systems in. Every attempt that fails is counted, and noted in the audit log.

    `hasher` makes the hashes of passwords (argon2id). Raises InputError: E931 for whoever shows nothing that holds,
    E934 for an account that is locked.
    """

    store: RoomStore
    hasher: PasswordHasher = field(factory=PasswordHasher)

    # People.

    def log_in(self, name: str, password: str, now: datetime) -> LoggedIn:
        """Let somebody in with a password; what is wrong with it is never told."""
        account = self.store.account(name)
        if account is None or account.disabled:
            self._matches(self._idle, password)  # as long as for an account that is there
            self.store.audit(name[:100] or _NOBODY, "login-refused", name[:100], now)
            raise InputError([fault("E931")])
        if account.locked is not None and account.locked > stamp(now):
            self.store.audit(name, "login-while-locked", name, now)
            raise InputError([fault("E934", minutes=LOCKED_FOR // timedelta(minutes=1))])
        if not self._matches(account.secret, password):
            failures = account.failures + 1
            locked = now + LOCKED_FOR if failures >= FAILURES else None
            self.store.count_failure(name, failures, locked, now)
            raise InputError([fault("E931")])
        if account.failures or account.locked:
            self.store.count_failure(name, 0, None, now)
        if self.hasher.check_needs_rehash(account.secret):
            stronger = evolve(account, secret=self.hasher.hash(password), failures=0, locked=None)
            self.store.keep_account(stronger, by=name, now=now)
        secret = token_urlsafe(32)
        self.store.begin_session(secret, name, now + SESSION_LASTS, now)
        return LoggedIn(person_of(account), secret)

    def by_session(self, secret: str, now: datetime) -> Person | None:
        """Give who is logged in with this, if anybody still is."""
        session = self.store.session(secret)
        if session is None or session.ends <= stamp(now):
            return None
        return self._active(session)

    def _active(self, session: Session) -> Person | None:
        account = self.store.account(session.account)
        return None if account is None or account.disabled else person_of(account)

    def by_header(self, name: str, now: datetime) -> Person:
        """Give the account a proxy in front vouches for; raises InputError (E931) where there is none."""
        account = self.store.account(name)
        if account is None or account.disabled:
            self.store.audit(name[:100] or _NOBODY, "login-refused", name[:100], now)
            raise InputError([fault("E931")])
        return person_of(account)

    def change_password(self, name: str, old: str, new: str, now: datetime) -> None:
        """Give an account another password, by whoever knows the old one; raises InputError (E931, E940)."""
        account = self.store.account(name)
        if account is None or not self._matches(account.secret, old):
            raise InputError([fault("E931")])
        self.store.keep_account(evolve(account, secret=self.hashed(new)), by=name, now=now)

    def hashed(self, password: str) -> str:
        """Give the hash of a new password; raises InputError (E940) for one that is too short or too long."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise InputError([fault("E940", low=SHORTEST, high=LONGEST)])
        return self.hasher.hash(password)

    def _matches(self, secret: str, password: str) -> bool:
        try:
            return self.hasher.verify(secret, password[: LONGEST + 1])
        except (Argon2Error, InvalidHashError):
            return False

    @property
    def _idle(self) -> str:
        return _IDLE.setdefault("hash", self.hasher.hash("nobody"))

    # Other systems.

    def by_token(self, secret: str, now: datetime) -> Person:
        """Give the system that shows a key; raises InputError (E931) where it is none, expired or taken back."""
        token = self.store.token(secret)
        if token is None or token.revoked is not None or token.ends <= stamp(now):
            self.store.audit(
                token.name if token else _NOBODY, "key-refused", token.name if token else "", now
            )
            raise InputError([fault("E931")])
        return Person(token.name, token.name, frozenset(_known(token.permissions)), token.regions)

    def make_token(
        self,
        name: str,
        permissions: Sequence[str],
        regions: Sequence[str],
        ends: datetime,
        *,
        by: str,
        now: datetime,
    ) -> str:
        """Make a key and give what it shows, this once; raises InputError (E858, E932, E943, E944, E945)."""
        checked = _checked(permissions, list(PERMISSIONS), "E943")
        _check_regions(regions)
        if ends <= now:
            raise InputError([fault("E945", found=ends.isoformat())])
        secret = f"respond_{token_urlsafe(32)}"
        made = Token(name, tuple(checked), tuple(regions), by, stamp(now), stamp(ends))
        self.store.keep_token(made, secret, now)
        return secret

    # Accounts.

    def make_account(
        self, name: str, post: str, roles: Sequence[str], regions: Sequence[str], password: str, *, by: str,
        now: datetime,
    ) -> Account:  # fmt: skip
        """Make an account; raises InputError (E858, E932, E940, E943, E944)."""
        checked = _checked(roles, list(get_args(Role)), "E943")
        _check_regions(regions)
        made = Account(name, post or name, tuple(checked), tuple(regions), self.hashed(password), stamp(now))
        self.store.keep_account(made, by=by, now=now, new=True)
        return made

    def change_account(
        self, name: str, *, by: str, now: datetime, roles: Sequence[str] | None = None,
        regions: Sequence[str] | None = None, post: str | None = None, password: str | None = None,
        disabled: bool | None = None,
    ) -> Account:  # fmt: skip
        """Change what is given of an account; raises InputError (E942 where there is none, E940, E943, E944, E948).

        The last administrator stays one.
        """
        account = self.store.account(name)
        if account is None:
            known = [each.name for each in self.store.accounts()]
            raise InputError([fault("E942", suggestion=nearest(name, known), name=name)])
        changed = account
        if roles is not None:
            changed = evolve(changed, roles=tuple(_checked(roles, list(get_args(Role)), "E943")))
        if regions is not None:
            _check_regions(regions)
            changed = evolve(changed, regions=tuple(regions))
        if post is not None:
            changed = evolve(changed, post=post)
        if password is not None:
            changed = evolve(changed, secret=self.hashed(password), failures=0, locked=None)
        if disabled is not None:
            changed = evolve(changed, disabled=disabled)
        if _administers(account) and not _administers(changed) and not self._others_administer(name):
            raise InputError([fault("E948", name=name)])
        self.store.keep_account(changed, by=by, now=now)
        return changed

    def _others_administer(self, name: str) -> bool:
        return any(_administers(each) for each in self.store.accounts() if each.name != name)

    # The first administrator.

    def first_link(self, now: datetime) -> str | None:
        """Give what the first administrator's link shows, anew; None once there is an administrator."""
        if any(_administers(each) for each in self.store.accounts()):
            return None
        secret = token_urlsafe(24)
        until = stamp(now + FIRST_LASTS)
        self.store.keep_setting("first", {"hash": hidden(secret), "until": until}, by="", now=now)
        return secret

    def make_first(self, secret: str, name: str, password: str, now: datetime) -> Account:
        """Make the first administrator with the link, which holds once; raises InputError (E931, E858, E940)."""
        known = self.store.setting("first")
        right = known is not None and known["hash"] == hidden(secret) and known["until"] > stamp(now)
        if not right or self.first_link_spent:
            self.store.audit(_NOBODY, "login-refused", "first", now)
            raise InputError([fault("E931")])
        made = self.make_account(name, name, ("administrator",), (), password, by=name, now=now)
        self.store.keep_setting("first", None, by=name, now=now)
        return made

    @property
    def first_link_spent(self) -> bool:
        """Say whether there is an administrator already."""
        return any(_administers(each) for each in self.store.accounts())


_IDLE: Final[dict[str, str]] = {}
"""The hash of a password nobody has, to be compared with where there is no account."""


def person_of(account: Account) -> Person:
    """Give who an account is."""
    return Person(account.name, account.post, permissions_of(account.roles), account.regions)


def _administers(account: Account) -> bool:
    return not account.disabled and "administrator" in account.roles


def _known(permissions: Sequence[str]) -> list[Permission]:
    return [name for name in PERMISSIONS if name in permissions]


def _checked(given: Sequence[str], known: Sequence[str], code: str) -> Sequence[str]:
    faults = [
        fault(code, suggestion=nearest(each, known), found=each, known=", ".join(known))
        for each in given
        if each not in known
    ]
    if faults:
        raise InputError(faults)
    return given


def _check_regions(regions: Sequence[str]) -> None:
    faults = [fault("E944", found=each) for each in regions if not is_region(each)]
    if faults:
        raise InputError(faults)


def is_region(code: str) -> bool:
    """Say whether a text can be a division code of GB/T 2260 or its longer forms: 2, 4, 6, 9 or 12 digits.

    >>> is_region("141122"), is_region("山西")
    (True, False)
    """
    return code.isascii() and code.isdigit() and len(code) in _REGION_DIGITS
