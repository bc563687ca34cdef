"""Whether the store is as it was written, in words: what was tampered with, where, and how far signatures vouch."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.clock import SHANGHAI, clock_text
from respond.errors import InputError, Text, fault
from respond.situation import Placed
from respond.store import (
    AuditState,
    Breach,
    Checkpoint,
    Part,
    Store,
    Tampering,
    Verified,
    audit_name,
    public_key,
    shown_name,
    signed_by,
    verify,
    verify_audit,
    verify_sealed,
)


@frozen
class Found:
    """One place where the store is not as it was written.

    `part` says of what: the logs of the incidents, the audit log of the duty room or what that answers for (accounts,
    sessions, keys, settings, proposals), the seals, the journal or what that answers for (reminders, deliveries,
    replies, plays), the moves of a play; `name` which of these.
    """

    breach: Breach
    part: Part
    seq: int
    """The place in the store, in the audit log or the journal, among the seals or the moves of its play."""
    incident: str | None
    number: int | None
    """The number of the entry in its incident."""
    name: str | None
    words: Text


@frozen
class Unmatched:
    """A line or a key that was given and is none of this store's: it says nothing of the log until that is settled."""

    line: str
    """The line as it was given; of a key the key."""
    like: str | None
    """The line of the store it differs from in one part alone: then it was most likely mistyped."""
    words: Text


@frozen
class CheckedAudit:
    """What a check of the audit log of the duty room came to, and of what that answers for."""

    rows: int
    attested: int
    """Up to which row a signature vouches for every one."""
    checkpoints: int
    line: str | None
    """The last signed line, to print or keep elsewhere."""


@frozen
class CheckedJournal:
    """What a check of the seals came to, and of the journal with what that answers for."""

    rows: int
    attested: int
    """Up to which row a seal vouches for every one."""
    seals: int
    """How many signatures of the whole store there are, each with its number."""


@frozen
class Checked:
    """What a check of the whole store came to."""

    store: str
    exercise: bool
    """Whether it is a store for exercises."""
    entries: int
    attested: int
    """Up to which entry of the store a signature vouches for every one."""
    checkpoints: int
    """How many signed heads were checked, those from paper with them."""
    key: str
    """The public key they were checked with."""
    own_key: bool
    """Whether that key was taken from the store itself, which whoever wrote it anew could have changed."""
    printed: int
    """How many signed lines from elsewhere it was checked against."""
    found: tuple[Found, ...]
    unmatched: tuple[Unmatched, ...]
    """What was given to check against and is none of this store's."""
    line: str | None
    """The last signed line, to print or keep elsewhere."""
    audit: CheckedAudit | None
    """The audit log; null where there was never a duty room."""
    journal: CheckedJournal | None
    """The seals and the journal; null where an older version wrote the store, or nothing was sealed or sent yet."""

    @property
    def schema(self) -> Annotated[Literal["verified/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "verified/1"

    @property
    def sound(self) -> Annotated[bool, Placed(before="entries")]:
        """Say whether nothing is wrong, and all that was given to check against is this store's."""
        return not self.found and not self.unmatched


@frozen
class Signed:
    """A line that was just signed: up to which entry it vouches, and the public key to check it with."""

    store: str
    exercise: bool
    """Whether it is a store for exercises."""
    entries: int
    at: datetime
    line: str
    key: str
    audit: str | None
    """The line of the audit log of the duty room, signed with it; null where there was never a duty room."""

    @property
    def schema(self) -> Annotated[Literal["signed/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "signed/1"


def sign(store: Store, now: datetime) -> Signed:
    """Sign how far a store has come; raises InputError (E860) where there is nothing to sign yet."""
    made = store.checkpoint(now) if store.database.exists else None
    if made is None:
        raise InputError([fault("E860", name=store.place)])
    return Signed(
        store.called,
        store.exercise,
        made.count,
        made.moment,
        made.line,
        store.about("key"),
        store.audit_line(),
    )


def check(store: Store, *, against: Sequence[str] = (), key: str | None = None) -> Checked:
    """Check every entry of a store, the audit log with all it answers for, and every signed head, `against` too.

    A line of either log can be given. `key` is the public key as it was kept elsewhere; without it the store's own is
    taken. What was given and is none of the store's is told apart from what is wrong with the store. Raises InputError:
    E860 where the store is empty or not there, E846 for what is no signed line, E864 for what is no key.
    """
    missing = store.missing()
    if missing:
        return _cut_open(store, missing, key)
    state = store.state()
    signed, audit = state.checkpoints, state.audit
    given = None if key is None else public_key(key)
    own = [*signed, *audit.checkpoints]
    stranger = given is not None and _of_another(given, state.key, own)
    public = given if given is not None and not stranger else state.key
    printed, of_audit, unmatched = _told_apart(against, state.store, public, own)
    if given is not None and stranger:
        unmatched.insert(0, Unmatched(given, None, _OTHER_KEY))
    if not (state.rows or signed or against or audit.rows or audit.prints or state.sealed.journal):
        raise InputError([fault("E860", name=store.place)])
    result = verify(state.rows, signed, state.store, public, printed)
    beside = verify_audit(audit, public, of_audit)
    sealed = verify_sealed(state, public, [*printed, *of_audit])
    told = (*result.tampering, *_less_than_signed(audit, result), *beside.tampering)
    return Checked(
        store=store.called,
        exercise=store.exercise,
        entries=result.rows,
        attested=result.attested,
        checkpoints=result.checkpoints,
        key=public,
        own_key=key is None or stranger,
        printed=len(printed) + len(of_audit),
        found=tuple(map(_found, (*told, *_not_yet(told, sealed.tampering)))),
        unmatched=tuple(unmatched),
        line=_last_line(signed, public),
        audit=CheckedAudit(
            beside.rows, beside.attested, beside.checkpoints, _last_line(audit.checkpoints, public)
        )
        if audit.rows or beside.tampering
        else None,
        journal=CheckedJournal(sealed.rows, sealed.attested, sealed.checkpoints)
        if sealed.rows or sealed.checkpoints or sealed.tampering
        else None,
    )


def _of_another(given: str, own: str, signed: Sequence[Checkpoint]) -> bool:
    """Say whether a key signed nothing of a store all of whose heads its own key signed."""
    if given == own or not signed:
        return False
    return not any(signed_by(each, given) for each in signed) and all(signed_by(each, own) for each in signed)


def _told_apart(
    lines: Sequence[str], store: str, public: str, own: Sequence[Checkpoint]
) -> tuple[list[Checkpoint], list[Checkpoint], list[Unmatched]]:
    """Give the lines of the incidents' logs, those of the audit log, and those that nobody signed here.

    The signature tells which a line is of. One that the store itself has is never mistyped.
    """
    of_log, of_audit, unmatched = [], [], []
    for number, line in enumerate(lines, 1):
        plain, beside = (Checkpoint.from_line(line, name) for name in (store, audit_name(store)))
        if signed_by(beside, public):
            of_audit.append(beside)
        elif signed_by(plain, public) or any(_parts_of(each) == _parts_of(plain) for each in own):
            of_log.append(plain)
        else:
            signed = (each for each in own if signed_by(each, public))
            unmatched.append(_unmatched(number, line, plain, signed))
    return of_log, of_audit, unmatched


def _unmatched(number: int, line: str, given: Checkpoint, own: Iterable[Checkpoint]) -> Unmatched:
    """Say what is to be thought of a line that nobody signed here: whether one of the store's is all but the same."""
    for each in own:
        differing = [name for name, part in _parts_of(each).items() if part != _parts_of(given)[name]]
        if len(differing) == 1:
            words = _MISTYPED.fill(n=number, part=_PARTS[differing[0]], at=clock_text(each.moment, SHANGHAI))
            return Unmatched(line, each.line, words)
    return Unmatched(line, None, _STRANGE.fill(n=number))


def _parts_of(one: Checkpoint) -> dict[str, object]:
    return {
        "count": one.count,
        "at": one.at,
        "head": one.head,
        "seal": one.seal,
        "signature": one.signature,
    }


_PARTS: Final[Mapping[str, Text]] = {
    "count": Text("条数", "the count"), "at": Text("时刻", "the time"), "head": Text("摘要", "the head"),
    "seal": Text("总签名的序号", "the number of the seal"), "signature": Text("签名", "the signature"),
}  # fmt: skip
_MISTYPED: Final = Text(
    "给出的第{n}行签名行与本库 {at} 签的一行只有“{part}”不同：多半是输错了，对照纸面重输；它不说明记录被动过",
    "signed line {n} as given differs from the one this store signed {at} in {part} alone: it was most likely "
    "mistyped, so type it anew from the paper; it does not say that the log was tampered with",
)
_STRANGE: Final = Text(
    "给出的第{n}行不是本库签的：先对照纸面重输，并看是不是别的记录库的；若一字不差又确是本库的，则本库连同钥匙被换过",
    "line {n} as given was not signed by this store: type it anew from the paper, and see that it is not of another "
    "store; if every letter is right and it is of this one, the store was exchanged together with its key",
)
_OTHER_KEY: Final = Text(
    "给出的公钥不是本库的：先看文件是不是拿错了；若确是本库另存的公钥，则本库连同钥匙被换过。以下按库里的公钥核对",
    "the public key that was given is not this store's: see whether it is the right file; if it is the one that was "
    "kept of this store, the store was exchanged together with its key. What follows was checked with the store's own",
)


def _less_than_signed(audit: AuditState, result: Verified) -> Iterator[Tampering]:
    """Name an end that is gone by what the audit log says was signed, where the signature itself went with it."""
    told = [int(row.about) for row in audit.rows if row.what == "signed" and row.about.isdigit()]
    most = max(told, default=0)
    if most > result.rows and all(each.breach != "cut" for each in result.tampering):
        yield Tampering("cut", most)


def _not_yet(told: Sequence[Tampering], more: Sequence[Tampering]) -> Iterator[Tampering]:
    """Give what was not told of the same place already."""
    known = {(each.part, each.breach, each.seq) for each in told if not each.name}
    return (each for each in more if each.name or (each.part, each.breach, each.seq) not in known)


def _last_line(signed: Sequence[Checkpoint], public: str) -> str | None:
    return next((each.line for each in reversed(signed) if signed_by(each, public)), None)


def _cut_open(store: Store, missing: Sequence[str], key: str | None) -> Checked:
    """Say of a store that lacks tables or columns what it lacks; nothing vouches for the rest."""
    words = _WORDS["part-missing"]
    found = [Found("part-missing", "log", 0, None, None, name, words.fill(name=name)) for name in missing]
    public = "" if key is None else public_key(key)
    return Checked(
        store=store.called, exercise=store.exercise, entries=0, attested=0, checkpoints=0, key=public, own_key=False,
        printed=0, found=tuple(found), unmatched=(), line=None, audit=None, journal=None,
    )  # fmt: skip


_WORDS: Final[Mapping[Breach, Text]] = {
    "changed": Text("{where}的内容被改动过", "{where} was changed"),
    "missing": Text("{where}之前缺少记录", "entries are missing before {where}"),
    "out-of-place": Text("{where}不在原来的位置", "{where} is not where it was written"),
    "foreign": Text("{where}不是这起事件写下的记录", "{where} was not written to this incident"),
    "cut": Text(
        "签过名的{log}第{seq}条不在了：末尾的记录被截掉",
        "entry {seq}{log}, which was signed, is gone: the end was cut off",
    ),
    "written-anew": Text(
        "{log}第{seq}条与签名时不同：记录被重写过",
        "entry {seq}{log} is not the one that was signed: the log was written anew",
    ),
    "origin": Text("{where}与原记录库签名的不同", "{where} is not what the store it is from had signed"),
    "signature-missing": Text(
        "到{where}为止本应有签名，却没有：签名被删去",
        "there should be a signature up to {where} and there is none: signatures were removed",
    ),
    "part-missing": Text("库里的 `{name}` 不在了：被删去", "`{name}` of the store is gone: it was removed"),
    "unsigned": Text(
        "到{log}第{seq}条为止的签名不是用这把钥匙签的",
        "what vouches up to entry {seq}{log} was not signed with this key",
    ),
    "edited": Text(
        "{what}与{book}第{seq}条留下的不同：在程序之外被改动过",
        "{what} is not as entry {seq} of the {book} left it: it was changed behind the program's back",
    ),
    "inserted": Text(
        "{what}在{book}里没有来历：在程序之外加进来的",
        "{what} is not accounted for in the {book}: it was put in behind the program's back",
    ),
    "answered": Text(
        "事件 {incident} 第{number}条不在了：有请求得到过它已记入的答复",
        "entry {number} of incident {incident} is gone: a request was told that it was entered",
    ),
    "deleted": Text(
        "{what}不在了，{book}第{seq}条说它还在：在程序之外被删去",
        "{what} is gone, though entry {seq} of the {book} left it there: it was taken out behind the program's back",
    ),
}

_KEPT: Final[Mapping[Part, Text]] = {
    "accounts": Text("账号“{name}”", "the account “{name}”"),
    "sessions": Text("登录 {name}", "the session {name}"),
    "keys": Text("密钥“{name}”", "the key “{name}”"),
    "settings": Text("设置“{name}”", "the setting “{name}”"),
    "proposals": Text("第{name}号决定", "proposal {name}"),
    "reminders": Text("待发的“{name}”", "what is to be sent as “{name}”"),
    "deliveries": Text("发送情况“{name}”", "what became of sending “{name}”"),
    "replies": Text("对请求“{name}”的答复", "the reply to the request “{name}”"),
    "plays": Text("演练“{name}”的进程", "how far the play “{name}” has come"),
}
_AUDIT: Final = Text("审计记录", "audit log")
_BOOKS: Final[Mapping[Part, Text]] = {
    "audit": _AUDIT,
    "journal": Text("留痕册", "journal"),
    "seals": Text("总签名", "seals"),
    "reminders": Text("留痕册", "journal"),
    "deliveries": Text("留痕册", "journal"),
    "replies": Text("留痕册", "journal"),
    "plays": Text("留痕册", "journal"),
    "moves": Text("演练“{name}”", "play “{name}”"),
}
"""Where an entry stands that is of no incident: what the audit log answers for is told by its entries."""


def _found(tampering: Tampering) -> Found:
    in_log = tampering.part == "log"
    short = _short(shown_name(tampering.name))
    book = _BOOKS.get(tampering.part, _AUDIT).fill(name=short)
    where = Text("库中第{seq}条", "entry {seq} of the store")
    if not in_log:
        where = Text("{book}第{seq}条", "entry {seq} of the {book}").fill(book=book, seq=tampering.seq)
    where = where.fill(seq=tampering.seq)
    if tampering.incident:
        within = Text("（事件 {incident} 第{number}条）", " (entry {number} of incident {incident})")
        within = within.fill(incident=tampering.incident, number=tampering.number)
        where = Text(where.zh + within.zh, where.en + within.en)
    name = tampering.name or None
    what = _KEPT.get(tampering.part, where).fill(name=short)
    return Found(
        tampering.breach,
        tampering.part,
        tampering.seq,
        str(tampering.incident) or None,
        tampering.number if tampering.number and isinstance(tampering.number, int) else None,
        name,
        _WORDS[tampering.breach].fill(
            where=where,
            seq=tampering.seq,
            what=what,
            book=book,
            incident=tampering.incident,
            number=tampering.number,
            log=Text("", "") if in_log else Text(book.zh, f" of the {book.en}"),
        ),
    )


def _short(name: str) -> str:
    """Give a name as far as it is needed to be found again."""
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"


_LONGEST: Final = 40
