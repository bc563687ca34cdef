"""Whether the store is as it was written, in words: what was tampered with, where, and how far signatures vouch."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.errors import InputError, Text, fault
from respond.situation import Placed
from respond.store import Breach, Checkpoint, Store, Tampering, public_key, signed_by, verify


@frozen
class Found:
    """One place where the store is not as it was written."""

    breach: Breach
    seq: int
    """The place in the store."""
    incident: str | None
    number: int | None
    """The number of the entry in its incident."""
    words: Text


@frozen
class Checked:
    """What a check of the whole store came to."""

    store: str
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
    line: str | None
    """The last signed line, to print or keep elsewhere."""

    @property
    def schema(self) -> Annotated[Literal["verified/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "verified/1"

    @property
    def sound(self) -> Annotated[bool, Placed(before="entries")]:
        """Say whether nothing is wrong."""
        return not self.found


@frozen
class Signed:
    """A line that was just signed: up to which entry it vouches, and the public key to check it with."""

    store: str
    entries: int
    at: datetime
    line: str
    key: str

    @property
    def schema(self) -> Annotated[Literal["signed/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "signed/1"


def sign(store: Store, now: datetime) -> Signed:
    """Sign how far a store has come; raises InputError (E860) where there is nothing to sign yet."""
    made = store.checkpoint(now) if store.database.exists else None
    if made is None:
        raise InputError([fault("E860", name=store.place)])
    return Signed(store.place, made.count, made.moment, made.line, store.about("key"))


def check(store: Store, *, against: Sequence[str] = (), key: str | None = None) -> Checked:
    """Check every entry of a store, and every signed head, those on paper (`against`) too.

    `key` is the public key as it was kept elsewhere; without it the store's own is taken. Raises InputError: E860 where
    the store is empty or not there, E846 for what is no signed line, E864 for what is no key.
    """
    missing = store.missing()
    if missing:
        return _cut_open(store, missing, key)
    signed = store.checkpoints()  # before the rows: what is signed while they are read would seem cut off
    rows = store.rows()
    name, own = store.about("store"), store.about("key")
    printed = [Checkpoint.from_line(line, name) for line in against]
    if not rows and not signed and not printed:
        raise InputError([fault("E860", name=store.place)])
    public = own if key is None else public_key(key)
    result = verify(rows, signed, name, public, printed)
    return Checked(
        store=store.place,
        entries=result.rows,
        attested=result.attested,
        checkpoints=result.checkpoints,
        key=public,
        own_key=key is None,
        printed=len(printed),
        found=tuple(map(_found, result.tampering)),
        line=next((each.line for each in reversed(signed) if signed_by(each, public)), None),
    )


def _cut_open(store: Store, missing: Sequence[str], key: str | None) -> Checked:
    """Say of a store that lacks tables or columns what it lacks; nothing vouches for the rest."""
    found = [Found("part-missing", 0, None, None, _WORDS["part-missing"].fill(name=name)) for name in missing]
    public = "" if key is None else public_key(key)
    return Checked(
        store=store.place, entries=0, attested=0, checkpoints=0, key=public, own_key=False, printed=0,
        found=tuple(found), line=None,
    )  # fmt: skip


_WORDS: Final[Mapping[Breach, Text]] = {
    "changed": Text("{where}的内容被改动过", "{where} was changed"),
    "missing": Text("{where}之前缺少记录", "entries are missing before {where}"),
    "out-of-place": Text("{where}不在原来的位置", "{where} is not where it was written"),
    "foreign": Text("{where}不是这起事件写下的记录", "{where} was not written to this incident"),
    "cut": Text(
        "签过名的第{seq}条不在了：末尾的记录被截掉",
        "entry {seq}, which was signed, is gone: the end was cut off",
    ),
    "written-anew": Text(
        "第{seq}条与签名时不同：记录被重写过",
        "entry {seq} is not the one that was signed: the log was written anew",
    ),
    "origin": Text("{where}与原记录库签名的不同", "{where} is not what the store it is from had signed"),
    "signature-missing": Text(
        "到{where}为止本应有签名，却没有：签名被删去",
        "there should be a signature up to {where} and there is none: signatures were removed",
    ),
    "part-missing": Text("库里的 `{name}` 不在了：被删去", "`{name}` of the store is gone: it was removed"),
    "unsigned": Text(
        "到第{seq}条为止的签名不是用这把钥匙签的",
        "what vouches up to entry {seq} was not signed with this key",
    ),
}


def _found(tampering: Tampering) -> Found:
    where = Text("库中第{seq}条", "entry {seq} of the store").fill(seq=tampering.seq)
    if tampering.incident:
        within = Text("（事件 {incident} 第{number}条）", " (entry {number} of incident {incident})")
        within = within.fill(incident=tampering.incident, number=tampering.number)
        where = Text(where.zh + within.zh, where.en + within.en)
    return Found(
        tampering.breach,
        tampering.seq,
        str(tampering.incident) or None,
        tampering.number if tampering.number and isinstance(tampering.number, int) else None,
        _WORDS[tampering.breach].fill(where=where, seq=tampering.seq),
    )
