"""Questions about the room itself: who asks, accounts, keys, settings, proposals, the audit log, the store's state."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from attrs import asdict, has

from respond._records import frozen
from respond.clock import SHANGHAI, local
from respond.desk import CONTACTS, Checked, Shift, Signed, check, roster_kept, sign
from respond.errors import InputError, Place, Text, fault, nearest
from respond.plan import structure
from respond.room.ground import Ground
from respond.room.incident_log import confirm
from respond.room.operation import CURSOR, LIMIT, Call, Operation, Query, Reply
from respond.room.paging import Pages, most_of, number_of
from respond.room.permissions import PERMISSIONS, Permission
from respond.room.proposing import ProposalData, lapse_of, proposal_data
from respond.room.supervised import DECISIONS, confirm_item
from respond.room.telephones import Contact, KnownContact, check_unit, doubled, units_in
from respond.show import full_moment
from respond.situation import Placed
from respond.store import ROSTER, SEAT, TWO_PERSONS, Account, Audited, Token, looks_of
from respond.yaml import Data, node_of


@frozen
class Me:
    """Whoever asks: the name and post the log gives, what may be done, which regions are seen (none: all)."""

    name: str
    post: str
    permissions: tuple[Permission, ...]
    regions: tuple[str, ...]

    @property
    def schema(self) -> Annotated[Literal["me/1"], Placed(before="name")]:
        """Give the name of the contract its JSON keeps."""
        return "me/1"


@frozen
class AccountData:
    """An account, without its password."""

    name: str
    post: str
    roles: tuple[str, ...]
    regions: tuple[str, ...]
    made: str
    disabled: bool
    locked: str | None


@frozen
class AccountList:
    """Every account."""

    accounts: tuple[AccountData, ...]
    next: str | None = None


@frozen
class NewAccount:
    """An account to be made."""

    name: str
    password: str
    roles: tuple[str, ...]
    post: str | None = None
    regions: tuple[str, ...] = ()


@frozen
class AccountChange:
    """What is to be changed of an account; what is left out stays."""

    post: str | None = None
    roles: tuple[str, ...] | None = None
    regions: tuple[str, ...] | None = None
    password: str | None = None
    disabled: bool | None = None
    unlock: bool | None = None


@frozen
class TokenList:
    """Every key."""

    tokens: tuple[Token, ...]
    next: str | None = None


@frozen
class NewToken:
    """A key to be made for another system."""

    name: str
    permissions: tuple[str, ...]
    ends: datetime
    regions: tuple[str, ...] = ()


@frozen
class MadeToken:
    """A key that was made, and what it shows: this is told once and never again."""

    name: str
    secret: str
    ends: str


@frozen
class Settings:
    """What the room was told of itself; what is left out stays as it is.

    `two_persons`: what goes against the plan, and every ending, needs a second person. `seat`: whose desk this is, a
    unit of the plans by its id or name; blank for the seat of each plan. `contacts` by unit.
    """

    two_persons: bool | None = None
    seat: str | None = None
    room: Text | None = None
    contacts: dict[str, Contact] | None = None
    roster: tuple[Shift, ...] | None = None


@frozen
class SettingsData:
    """What the room was told of itself."""

    two_persons: bool
    seat: str | None
    room: Text | None
    contacts: tuple[KnownContact, ...]
    roster: tuple[Shift, ...]


@frozen
class StoreData:
    """The store itself: where it lies, how large it is, its public key, the last signed line."""

    place: str
    exercise: bool
    """Whether it is one for exercises."""
    bytes: int
    entries: int
    incidents: int
    key: str
    checkpoints: int
    line: str | None
    signed: int
    """Up to which entry the last line vouches."""

    @property
    def schema(self) -> Annotated[Literal["store/1"], Placed(before="place")]:
        """Give the name of the contract its JSON keeps."""
        return "store/1"


@frozen
class ProposalList:
    """Proposals, the oldest first."""

    proposals: tuple[ProposalData, ...]
    next: str | None = None


@frozen
class AuditPage:
    """Rows of the audit log, the latest first; `breaches` names rows that are not as they were written.

    All of it was checked up to row `checked` at a moment (`checked_at`), and of the rows `since` each when it came.
    """

    rows: tuple[Audited, ...]
    breaches: tuple[int, ...]
    checked: int
    checked_at: datetime
    since: int
    next: str | None

    @property
    def schema(self) -> Annotated[Literal["audit/1"], Placed(before="rows")]:
        """Give the name of the contract its JSON keeps."""
        return "audit/1"


def _me(call: Call) -> Reply:
    person = call.person
    may = tuple(each for each in PERMISSIONS if person.may(each))
    return Reply(Me(person.name, person.post, may, person.regions))


def account_data(one: Account) -> AccountData:
    """Give an account as it is written."""
    return AccountData(one.name, one.post, one.roles, one.regions, one.made, one.disabled, one.locked)


def _accounts(call: Call) -> Reply:
    return Reply(AccountList(tuple(map(account_data, call.room.store.accounts()))))


def _make_account(call: Call) -> Reply:
    sent: NewAccount = call.body
    made = call.room.entrance.make_account(
        sent.name,
        sent.post or sent.name,
        sent.roles,
        sent.regions,
        sent.password,
        by=call.person.name,
        now=call.now,
    )
    return Reply(account_data(made), 201, location=f"/v1/accounts/{quote(made.name, safe='')}")


def _change_account(call: Call) -> Reply:
    sent: AccountChange = call.body
    changed = call.room.entrance.change_account(
        call.path["account"], by=call.person.name, now=call.now, roles=sent.roles, regions=sent.regions,
        post=sent.post, password=sent.password, disabled=sent.disabled, unlock=bool(sent.unlock),
    )  # fmt: skip
    return Reply(account_data(changed))


def _tokens(call: Call) -> Reply:
    return Reply(TokenList(call.room.store.tokens()))


def _make_token(call: Call) -> Reply:
    sent: NewToken = call.body
    secret = call.room.entrance.make_token(
        sent.name, sent.permissions, sent.regions, sent.ends, by=call.person.name, now=call.now
    )
    return Reply(MadeToken(sent.name, secret, sent.ends.isoformat()), 201)


def _revoke_token(call: Call) -> Reply:
    name = call.path["token"]
    if not call.room.store.revoke_token(name, by=call.person.name, now=call.now):
        known = [each.name for each in call.room.store.tokens()]
        raise InputError([fault("E942", suggestion=nearest(name, known), name=name)])
    return Reply(status=204, text="")


def settings_of(room: Ground) -> SettingsData:
    """Give the settings as they were kept."""
    store = room.store

    def read(name: str, kind: Any) -> Any:  # noqa: ANN401 - of the kind asked for
        kept = store.setting(name)
        return None if kept is None else structure(node_of(kept, Place(name)), kind)

    kept: dict[str, Contact] = read(CONTACTS, dict[str, Contact]) or {}
    contacts = tuple(KnownContact(unit, each.phones, each.person, each.note) for unit, each in kept.items())
    return SettingsData(room.two_decide, store.seat, read("room", Text), contacts, roster_kept(store))


def _settings(call: Call) -> Reply:
    return Reply(settings_of(call.room))


def _keep_settings(call: Call) -> Reply:
    if call.person.regions:  # the settings are of the whole room
        call.room.refuse(call.person, "keepSettings", call.now)
        raise InputError([fault("E968", what=PERMISSIONS["roster"])])
    sent: Settings = call.body
    said = call.said
    only = {"two_persons", "room", "seat"} & said.keys()
    if only and not call.person.may("administer"):
        call.room.refuse(call.person, "settings", call.now)
        raise InputError([fault("E930", what=PERMISSIONS["administer"])])
    if sent.contacts:
        named = [(name, Text(f"“{name}”", f"“{name}”")) for name in sent.contacts]
        faults = [*doubled(named, units_in(call.library))]
        if faults:
            raise InputError(faults)
    if sent.seat:
        check_unit(sent.seat, call.library)
    store = call.room.store
    _check_roster(sent.roster or (), roster_kept(store))
    kept: dict[str, Data] = {name: said[name] for name in _TOLD if name in said}
    if sent.seat is not None and sent.seat != (store.seat or ""):
        kept[SEAT] = sent.seat
    if sent.two_persons is not None:
        kept[TWO_PERSONS] = "yes" if sent.two_persons else "no"
    if kept:
        store.keep_settings(kept, by=call.person.name, now=call.now, tells=_TOLD)
    return Reply(settings_of(call.room))


def _check_roster(sent: Sequence[Shift], kept: Sequence[Shift]) -> None:
    """Refuse a shift that ends before it begins (E951); one that was kept before this was asked is let be."""
    faults = []
    for number, each in enumerate(sent):
        if each.to <= each.from_ and each not in kept:
            begins, ends = (full_moment(local(moment, SHANGHAI)) for moment in (each.from_, each.to))
            place = Place(f"roster[{number}].to")
            faults.append(fault("E951", place, name=_ENDS, found=ends, known=_AFTER.fill(begins=begins)))
    if faults:
        raise InputError(faults)


_ENDS: Final = Text("班次的结束时刻", "the end of a shift")
_AFTER: Final = Text("晚于它开始的 {begins}", "later than it begins, {begins}")


def _as_kept(kind: Any) -> Callable[[Data], Data]:  # noqa: ANN401 - of the kind asked for
    """Give what is kept in the words of its class, so that only what says something else counts as another."""

    def tells(kept: Data) -> Data:
        return None if kept is None else _plain(structure(node_of(kept, Place("settings")), kind))

    return tells


def _plain(said: Any) -> Data:  # noqa: ANN401 - what a setting may hold
    if isinstance(said, datetime):
        return local(said, SHANGHAI).isoformat(timespec="minutes")
    if isinstance(said, Mapping):
        return {str(name): _plain(value) for name, value in said.items()}
    if isinstance(said, tuple):
        return [_plain(each) for each in said]
    if has(type(said)):
        fields = asdict(said, recurse=False)
        return {
            name.rstrip("_"): _plain(value)
            for name, value in fields.items()
            if value is not None and value != ()
        }
    return str(said)


_TOLD: Final[Mapping[str, Callable[[Data], Data]]] = {
    "room": _as_kept(Text), CONTACTS: _as_kept(dict[str, Contact]), ROSTER: _as_kept(tuple[Shift, ...]),
}  # fmt: skip
"""The settings of several parts, and what the audit log says of each: all of it, for none of it is secret."""


def _proposals(call: Call) -> Reply:
    state = call.query["state"] or "open"
    found = call.store.proposals(call.query["incident"])
    found = tuple(each for each in found if state in {"all", each.state})
    seen = {each.incident: _seen(call, each.incident) for each in found}
    told = (proposal_data(each, lapse_of(each, call.store)) for each in found if seen[each.incident])
    return Reply(ProposalList(tuple(told)))


def _seen(call: Call, incident: str) -> bool:
    return any(each.id == incident for each in call.store.incidents())


def _settle(call: Call, *, confirmed: bool) -> Reply:
    number = call.path["number"]
    written = number.isascii() and number.isdigit() and len(number) < 10
    known = call.room.store.proposal(int(number)) if written else None
    if known is not None and not _seen(call, known.incident):
        call.store.outside.append(f"{number} {known.incident}")
        known = None
    known = None if known is None else call.store.proposal(known.number)
    if known is None:
        raise InputError([fault("E942", name=number)])
    if known.state != "open":
        raise InputError([fault("E936", number=known.number)])
    if confirmed:
        if looks_of(known.by) == looks_of(call.person.name):
            call.room.refuse(call.person, f"confirm {number}", call.now)
            raise InputError([fault("E955")])
        return confirm_item(call, known) if known.kind in DECISIONS else confirm(call, known)
    with call.store.deciding(known, "refused", call.person.name, call.now):
        pass
    settled = call.store.proposal(known.number)
    assert settled is not None  # noqa: S101 - it was there
    return Reply(proposal_data(settled))


def _audit(call: Call) -> Reply:
    before, most = number_of(call.query["cursor"]) or None, most_of(call.query)
    rows = call.room.store.audited(before=before, most=most + 1, about=call.query["incident"])
    shown = rows[:most]
    more = str(shown[-1].seq) if len(rows) > most else None
    store, now = call.room.store, local(call.now, SHANGHAI)
    found = store.check_audit(now, shown, whole=bool(call.query["whole"]))
    return Reply(AuditPage(tuple(shown), found.breaches, found.whole, found.at, found.since, more))


def _verify(call: Call) -> Reply:
    return Reply(check(call.room.store, against=tuple(call.query["against"] or ())))


def _store(call: Call) -> Reply:
    store = call.room.store
    signed = store.checkpoints()
    kept = store.incidents()
    line, count = (signed[-1].line, signed[-1].count) if signed else (None, 0)
    return Reply(
        StoreData(
            store.place,
            store.exercise,
            store.size,
            sum(each.entries for each in kept),
            len(kept),
            store.about("key"),
            len(signed),
            line,
            count,
        )
    )


def _sign(call: Call) -> Reply:
    return Reply(sign(call.store, call.now), 201)


_NUMBER: Final = "/v1/proposals/{number}"

OPERATIONS: tuple[Operation, ...] = (
    Operation("me", "GET", "/v1/me", Text("我是谁、可以做什么", "Who asks, and what may be done"), "known", Me, _me),
    Operation(
        "listAccounts", "GET", "/v1/accounts", Text("全部账号", "Every account"), "administer", AccountList, _accounts,
        query=(LIMIT, CURSOR), pages=Pages("accounts", lambda one: one.name),
    ),
    Operation(
        "makeAccount", "POST", "/v1/accounts", Text("新建账号", "Make an account"), "administer", AccountData,
        _make_account, takes=NewAccount, success=201, makes=True,
    ),
    Operation(
        "changeAccount", "PATCH", "/v1/accounts/{account}", Text("修改账号", "Change an account"), "administer",
        AccountData, _change_account, takes=AccountChange,
    ),
    Operation("listTokens", "GET", "/v1/tokens", Text("全部密钥", "Every key"), "administer", TokenList, _tokens,
        query=(LIMIT, CURSOR), pages=Pages("tokens", lambda one: one.name),
    ),
    Operation(
        "makeToken", "POST", "/v1/tokens", Text("给其他系统一把密钥", "Make a key for another system"), "administer",
        MadeToken, _make_token, takes=NewToken, success=201,
    ),
    Operation(
        "revokeToken", "DELETE", "/v1/tokens/{token}", Text("收回密钥", "Take a key back"), "administer", None,
        _revoke_token, success=204,
    ),
    Operation(
        "showSettings", "GET", "/v1/settings", Text("设置、值班表、联系电话", "Settings, roster, telephone numbers"),
        "read", SettingsData, _settings,
    ),
    Operation(
        "keepSettings", "PATCH", "/v1/settings", Text("修改设置", "Change settings"), "roster", SettingsData,
        _keep_settings, takes=Settings,
    ),
    Operation(
        "listProposals", "GET", "/v1/proposals", Text("待第二人确认的决定", "Decisions that wait for a second person"),
        "read", ProposalList, _proposals,
        query=(
            Query("incident", Text("只看这起事件的", "of this incident alone")),
            Query("state", Text("状态", "the state"), one_of=("open", "confirmed", "refused", "all")),
            LIMIT, CURSOR,
        ),
        pages=Pages("proposals", lambda one: one.number, rising=True),
    ),
    Operation(
        "confirmProposal", "POST", f"{_NUMBER}/confirm", Text("确认", "Confirm a decision"), "decide", None,
        lambda call: _settle(call, confirmed=True), success=201, decides=True,
    ),
    Operation(
        "refuseProposal", "POST", f"{_NUMBER}/refuse", Text("不同意", "Refuse a decision"), "decide", ProposalData,
        lambda call: _settle(call, confirmed=False),
    ),
    Operation(
        "listAudit", "GET", "/v1/audit", Text("审计记录，最近的在前", "The audit log, the latest first"), "audit",
        AuditPage, _audit,
        query=(
            LIMIT, CURSOR, Query("incident", Text("只看关于这起事件的", "what is about this incident alone")),
            Query("whole", Text("从头全部核对", "check all of it from the start"), "flag"),
        ),
    ),
    Operation(
        "verifyStore", "GET", "/v1/verify", Text("核对记录库", "Check the store"), "audit", Checked, _verify,
        query=(Query("against", Text("签名行，可多次", "a signed line; repeatable"), "texts"),),
    ),
    Operation(
        "showStore", "GET", "/v1/store",
        Text("记录库：位置、大小、公钥、最近的签名", "The store: place, size, key, last line"), "administer",
        StoreData, _store,
    ),
    Operation(
        "signStore", "POST", "/v1/checkpoints", Text("给记录库签名", "Sign how far the store has come"), "enter",
        Signed, _sign, success=201,
    ),
)  # fmt: skip
