"""The entrance: passwords, sessions, keys of other systems, the first administrator, and lock-out."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any, Final, NoReturn, get_args

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from attrs import evolve, field

from respond._records import define, frozen
from respond.errors import InputError, Text, fault, nearest
from respond.log import is_region, region_fault
from respond.room.permissions import PERMISSIONS, Permission, Person, Role, permissions_of
from respond.store import Account, RoomStore, Token, check_new_name, hidden, stamp

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
_USED: Final = Text("已经用过，管理员已有", "has been used: there is an administrator")
_LOG_IN: Final = Text(
    "用那个账号登录；别的账号由管理员在“设置”里建立",
    "log in with that account; an administrator makes others under Settings",
)
_NO_LINK: Final = Text("不对，或已过期", "is not the one that was given out last, or its time is over")
_ANOTHER_LINK: Final = Text(
    "请管服务器的人重新启动值班室，启动时给出新的链接",
    "have the duty room started anew at its machine: it gives a new link then",
)
_NOBODY: Final = "?"
_LONGEST_NAME: Final = 200
_LONGEST_SHOWN: Final = 100
_MOST_UNKNOWN: Final = 10_000
"""Names that are not there of which it is remembered how often they were tried."""
_WHOLE: Final[frozenset[Permission]] = frozenset({"audit", "administer"})
"""What is of the room as a whole: whoever may do it cannot be kept to regions."""


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
    idle: str = field()
    """The hash of a password nobody has, to be compared with where there is no account."""
    unknown: dict[str, tuple[int, str]] = field(factory=dict)
    """How often somebody tried names that are not there, and until when each counts as locked."""

    vouched: dict[str, datetime] = field(factory=dict)
    """When it was last noted that a proxy let an account in, as far as this process saw it."""

    @idle.default
    def _idle(self) -> str:
        return self.hasher.hash(token_urlsafe(32))

    # People.

    def log_in(self, name: str, password: str, now: datetime) -> LoggedIn:
        """Let somebody in with a password; what is wrong with it is never told."""
        account = self._active(name)
        if account is None:
            self._refuse_unknown(name, password, now)
        locked = account.locked is not None and account.locked > stamp(now)
        right = self._matches(
            account.secret, password
        )  # also where it is locked: the time taken tells nothing
        if locked:
            self.store.audit(name, "login-while-locked", name, now)
            raise _locked()
        if not right:
            self.store.count_failure(name, FAILURES, now + LOCKED_FOR, now)
            raise InputError([fault("E931")])
        if account.failures or account.locked:
            self.store.forget_failures(name, now)
        if self.hasher.check_needs_rehash(account.secret):
            self._strengthen(account, password, now)
        secret = token_urlsafe(32)
        self.store.begin_session(secret, name, now + SESSION_LASTS, now)
        return LoggedIn(person_of(account), secret)

    def by_session(self, secret: str, now: datetime) -> Person | None:
        """Give who is logged in with this, if anybody still is."""
        session = self.store.session(secret)
        if session is None or session.ends <= stamp(now):
            return None
        account = self._active(session.account)
        return None if account is None else person_of(account)

    def _active(self, name: str) -> Account | None:
        """Give an account that may come in; what nobody can be called is asked of no database."""
        account = self.store.account(name) if len(name) <= _LONGEST_NAME and name.isprintable() else None
        return None if account is None or account.disabled else account

    def _refuse_unknown(self, name: str, password: str, now: datetime) -> NoReturn:
        """Refuse whoever is not there, as long after and in the same words as an account with another password.

        Names that are not there are counted and locked too, or being locked would tell who is there.
        """
        self._matches(self.idle, password)
        shown = _shown(name)
        failures, until = self.unknown.pop(shown, (0, ""))
        locked = until > stamp(now)
        failures += 0 if locked else 1
        self.unknown[shown] = (
            failures,
            until if locked else stamp(now + LOCKED_FOR) if failures >= FAILURES else "",
        )
        while len(self.unknown) > _MOST_UNKNOWN:
            del self.unknown[next(iter(self.unknown))]
        self.store.audit(shown, "login-refused", shown, now)
        raise _locked() if locked else InputError([fault("E931")])

    def _strengthen(self, account: Account, password: str, now: datetime) -> None:
        """Keep the same password under a hash of today's strength, unless it was changed meanwhile."""
        stronger = self.hasher.hash(password)

        def change(there: Account, _: object) -> Account:
            return evolve(there, secret=stronger) if there.secret == account.secret else there

        self.store.change_account(account.name, change, by=account.name, now=now)

    def by_header(self, name: str, now: datetime) -> Person:
        """Give the account a proxy in front vouches for; raises InputError (E931) where there is none.

        The first request of twelve hours, as long as a session lasts, is noted as logging in; the proxy tells of none.
        """
        account = self._active(name)
        if account is None:
            self.store.audit(_shown(name), "login-refused", _shown(name), now)
            raise InputError([fault("E931")])
        noted = self.vouched.get(name)
        if noted is None or not noted <= now < noted + SESSION_LASTS:
            self.vouched[name] = self.store.note_vouched(name, now - SESSION_LASTS, now)
        return person_of(account)

    def change_password(self, name: str, old: str, new: str, now: datetime) -> None:
        """Give an account another password, by whoever knows the old one; raises InputError (E931, E940)."""
        account = self._active(name)
        if account is None or (account.locked is not None and account.locked > stamp(now)):
            raise InputError([fault("E931")])
        if not self._matches(account.secret, old):
            self.store.count_failure(name, FAILURES, now + LOCKED_FOR, now)
            raise InputError([fault("E931")])
        secret = self.hashed(new)

        def change(there: Account, _: object) -> Account:
            if there.secret != account.secret or there.disabled:
                raise InputError([fault("E931")])
            return evolve(there, secret=secret, failures=0, locked=None)

        self.store.change_account(name, change, by=name, now=now)

    def hashed(self, password: str) -> str:
        """Give the hash of a new password; raises InputError (E940) for one that is too short or too long."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise InputError([fault("E940", low=SHORTEST, high=LONGEST)])
        return self.hasher.hash(password)

    def _matches(self, secret: str, password: str) -> bool:
        try:
            return self.hasher.verify(secret, password[: LONGEST + 1])
        except (Argon2Error, InvalidHashError, UnicodeEncodeError):
            return False

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
        """Make a key and give what it shows, this once; raises InputError (E858, E932, E943 to E945, E949, E950)."""
        checked = _checked("permissions", permissions, list(PERMISSIONS))
        _check_regions(regions, frozenset(_known(checked)))
        if ends <= now:
            raise InputError([fault("E945", found=ends.isoformat())])
        secret = f"respond_{token_urlsafe(32)}"
        made = Token(name, tuple(checked), tuple(regions), by, stamp(now), stamp(ends))
        self.store.keep_token(made, secret, now)
        return secret

    def named(self, name: str, now: datetime) -> Person | None:
        """Give the account or key of a name as it is now, if it still holds."""
        account = self._active(name)
        if account is not None:
            return person_of(account)
        token = next((each for each in self.store.tokens() if each.name == name), None)
        if token is None or token.revoked is not None or token.ends <= stamp(now):
            return None
        return Person(token.name, token.name, frozenset(_known(token.permissions)), token.regions)

    # Accounts.

    def make_account(
        self, name: str, post: str, roles: Sequence[str], regions: Sequence[str], password: str, *, by: str,
        now: datetime,
    ) -> Account:  # fmt: skip
        """Make an account; raises InputError (E858, E932, E940, E943, E944, E949, E950)."""
        made = self._account(name, post, roles, regions, password, now)
        self.store.keep_account(made, by=by, now=now, new=True)
        return made

    def _account(
        self, name: str, post: str, roles: Sequence[str], regions: Sequence[str], password: str, now: datetime
    ) -> Account:  # fmt: skip
        checked = _checked("roles", roles, list(get_args(Role)))
        _check_regions(regions, permissions_of([*checked]))
        post = post or name
        check_new_name("post", post)
        return Account(name, post, tuple(checked), tuple(regions), self.hashed(password), stamp(now))

    def change_account(  # noqa: PLR0913 - all of them by name
        self, name: str, *, by: str, now: datetime, roles: Sequence[str] | None = None,
        regions: Sequence[str] | None = None, post: str | None = None, password: str | None = None,
        disabled: bool | None = None, unlock: bool = False,
    ) -> Account:  # fmt: skip
        """Change what is given of an account, or `unlock` it; the last administrator stays one.

        Raises InputError (E942 where there is none, E940, E943, E944, E948, E949).
        """
        given: dict[str, Any] = {}
        if roles is not None:
            given["roles"] = tuple(_checked("roles", roles, list(get_args(Role))))
        if regions is not None:
            given["regions"] = tuple(regions)
        if post is not None:
            check_new_name("post", post)
            given["post"] = post
        if password is not None:
            given["secret"] = self.hashed(password)
        if password is not None or unlock:
            given |= {"failures": 0, "locked": None}
        if disabled is not None:
            given["disabled"] = disabled

        def change(there: Account, others: Sequence[Account]) -> Account:
            changed = evolve(there, **given)
            _check_regions(changed.regions, permissions_of(changed.roles))
            if _administers(there) and not any(map(_administers, (changed, *others))):
                raise InputError([fault("E948", name=name)])
            return changed

        return self._changed(name, change, by=by, now=now)

    def _changed(
        self, name: str, change: Callable[[Account, Sequence[Account]], Account], *, by: str, now: datetime
    ) -> Account:
        known = name if name.isprintable() else ""
        changed = self.store.change_account(known, change, by=by, now=now)
        if changed is None:
            guess = nearest(name, [each.name for each in self.store.accounts()])
            raise InputError([fault("E942", suggestion=guess, name=name)])
        return changed

    # The first administrator.

    def first_link(self, now: datetime) -> str | None:
        """Give what the first administrator's link shows, anew; None once there is an administrator."""
        if self.first_link_spent:
            return None
        secret = token_urlsafe(24)
        until = stamp(now + FIRST_LASTS)
        self.store.keep_setting("first", {"hash": hidden(secret), "until": until}, by="", now=now)
        return secret

    def make_first(self, secret: str, name: str, password: str, now: datetime) -> Account:
        """Make the first administrator with the link, which holds once; raises InputError (E929, E858, E940)."""
        try:
            self.check_first(secret, now)
        except InputError:
            self.store.audit(_NOBODY, "login-refused", "first", now)
            raise
        made = self._account(name, name, ("administrator",), (), password, now)
        if not self.store.make_first("first", lambda known: _holds(known, secret, now), made, now):
            raise InputError([fault("E929", reason=_USED, how=_LOG_IN)])  # somebody was quicker
        return made

    def check_first(self, secret: str, now: datetime) -> None:
        """Refuse a link that makes no first administrator (any more), and say what to do instead (E929)."""
        if self.first_link_spent:
            raise InputError([fault("E929", reason=_USED, how=_LOG_IN)])
        if not _holds(self.store.setting("first"), secret, now):
            raise InputError([fault("E929", reason=_NO_LINK, how=_ANOTHER_LINK)])

    @property
    def first_link_spent(self) -> bool:
        """Say whether there is an administrator already."""
        return any(_administers(each) for each in self.store.accounts())


def _holds(known: Any, secret: str, now: datetime) -> bool:  # noqa: ANN401 - as it was kept
    """Say whether a link is the one that was given out last, and still in time."""
    return known is not None and known["hash"] == hidden(secret) and known["until"] > stamp(now)


def _locked() -> InputError:
    return InputError([fault("E934", minutes=LOCKED_FOR // timedelta(minutes=1))])


def _shown(name: str) -> str:
    """Give a name somebody claims, as far as the audit log can keep it."""
    return "".join(each for each in name[:_LONGEST_SHOWN] if each.isprintable()) or _NOBODY


def person_of(account: Account) -> Person:
    """Give who an account is."""
    return Person(account.name, account.post, permissions_of(account.roles), account.regions)


def _administers(account: Account) -> bool:
    return not account.disabled and "administrator" in account.roles


def _known(permissions: Sequence[str]) -> list[Permission]:
    return [name for name in PERMISSIONS if name in permissions]


def _checked(name: str, given: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    """Refuse what nobody knows (E943), and a list of nothing (E949): who may do nothing is to be disabled."""
    if not given:
        raise InputError([fault("E949", name=name)])
    faults = [
        fault("E943", suggestion=nearest(each, known), found=each, known=", ".join(known))
        for each in given
        if each not in known
    ]
    if faults:
        raise InputError(faults)
    return given


def _check_regions(regions: Sequence[str], permissions: frozenset[Permission]) -> None:
    """Refuse what is no region (E944), and regions for whoever sees the whole of the room anyway (E968)."""
    faults = [region_fault("E944", each) for each in regions if not is_region(each)]
    if regions and not faults:
        faults = [
            fault("E968", what=PERMISSIONS[each]) for each in PERMISSIONS if each in permissions & _WHOLE
        ]
    if faults:
        raise InputError(faults)
