"""A log as a chain: each entry of an incident with the hash of the one before, so that none can change unseen."""

import json
from collections.abc import Collection
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any, Final, Literal

from attrs import AttrsInstance, fields

from respond._records import evolve, frozen
from respond.errors import Text
from respond.yaml import Data

RowKind = Literal[
    "opened", "observation", "event", "act", "extension", "declaration", "withdrawal", "correction", "note", "link",
    "unable", "body", "description", "acknowledgement", "postponement", "application", "evaluation", "attempt",
    "imported",
]  # fmt: skip
"""What an entry of a log is: how its body is read hangs on it."""

KINDS: Final[dict[RowKind, Text]] = {
    "opened": Text("开始", "opening"),
    "observation": Text("情况", "observation"),
    "event": Text("事件节点", "event"),
    "act": Text("办理", "act"),
    "extension": Text("延长", "extension"),
    "declaration": Text("人工定级", "declaration"),
    "withdrawal": Text("撤回定级", "withdrawal"),
    "correction": Text("更正", "correction"),
    "note": Text("备注", "note"),
    "link": Text("关联", "link"),
    "unable": Text("办不了", "unable"),
    "body": Text("承担单位", "bodies"),
    "description": Text("名称和地点", "name and place"),
    "acknowledgement": Text("确认", "acknowledgement"),
    "postponement": Text("推迟", "postponement"),
    "application": Text("延期申请", "application for more time"),
    "evaluation": Text("评价", "evaluation"),
    "attempt": Text("沟通", "attempt to agree"),
    "imported": Text("导入", "import"),
}
"""What each kind of entry is called."""


@frozen
class Draft:
    """An entry to be kept: what it is, since when it is known, what it says in the keys of the incident file."""

    kind: RowKind
    known: datetime
    body: Data
    decides: bool = False
    """Whether it rests on all that was entered before, as a declaration does and a telephone note does not."""
    by: str | None = None
    """Who entered it, where that is not who writes it now."""
    incident: str | None = None
    """The incident whose log it goes to, where that is another one than is written to."""


@frozen
class Row:
    """An entry as it is kept; times are UTC in RFC 3339.

    `seq` counts the rows of the store and `number` those of the incident, both from 1 and without a gap. `known` is
    since when the entry is known, `recorded` the clock of the machine that wrote it. A deciding entry `answers` the
    number of the last entry that was there for it. `before` is the hash of the incident's last row, `previous` that of
    the store's last row, `hash` its own, over everything else.
    """

    seq: int
    incident: str
    number: int
    kind: RowKind
    known: str
    recorded: str
    by: str
    body: str
    answers: int | None
    before: str
    previous: str
    hash: str

    @property
    def data(self) -> Any:  # noqa: ANN401 - as the entry says it
        """Give what it says, in the keys of the incident file."""
        return json.loads(self.body)

    @property
    def known_at(self) -> datetime:
        """Give since when it is known."""
        return datetime.fromisoformat(self.known)

    @property
    def recorded_at(self) -> datetime:
        """Give when it was written."""
        return datetime.fromisoformat(self.recorded)

    @property
    def closes(self) -> bool:
        """Say whether it tells that its incident was closed."""
        if '"closed"' not in str(self.body):  # most do not, and need not be read for it
            return False
        said = self.data
        return isinstance(said, dict) and "closed" in (said.get("events") or ())

    @property
    def link(self) -> tuple[str, str]:
        """Give how its incident belongs with another, and which that is; blanks where it tells nothing of that."""
        said = self.data if self.kind == "link" else None
        return (str(said.get("relation")), str(said.get("to"))) if isinstance(said, dict) else ("", "")

    @property
    def merges_into(self) -> str | None:
        """Give the incident it tells another to go on in: as a link, or as a file that was read says it."""
        if '"merged' not in str(self.body):  # most do not, and need not be read for it
            return None
        said = self.data
        if self.kind == "link":
            return str(said["to"]) if said.get("relation") == "merged-into" else None
        merged = said.get("merged")
        return str(merged["into"]) if isinstance(merged, dict) and not _withdrawn(merged) else None

    @property
    def parts_from(self) -> str | None:
        """Give the incident it tells that its own does not go on in: it takes back that it was merged into that."""
        if not any(sign in str(self.body) for sign in ('"parted-from"', '"merged"')):
            return None
        said = self.data
        if self.kind == "link":
            return str(said["to"]) if said.get("relation") == "parted-from" else None
        merged = said.get("merged")
        return str(merged["into"]) if isinstance(merged, dict) and _withdrawn(merged) else None

    @property
    def right_hash(self) -> str:
        """Give the hash it should bear by what it says; none for what is no text that could have been written."""
        return rehashed(self)


def _withdrawn(merged: dict[str, Any]) -> bool:
    return str(merged.get("withdrawn", "")).lower() in {"yes", "true"}


def hash_of(fields: dict[str, object]) -> str:
    """Give the hash of a row by its fields, all but its own hash.

    >>> hash_of({"seq": 1, "by": "值班室"})[:12]
    '575df56e962c'
    """
    return sha256(canonical(fields).encode()).hexdigest()


def rehashed(row: AttrsInstance, besides: Collection[str] = ()) -> str:
    """Give the hash a row should bear by all it says but `hash`, and what stands besides."""
    said = (name for name in _names(type(row)) if name != "hash" and name not in besides)
    try:
        return hash_of({name: getattr(row, name) for name in said})
    except (TypeError, UnicodeEncodeError):  # bytes, or half a character: nothing of the kind was written
        return ""


@cache
def _names(kind: type[AttrsInstance]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def canonical(data: object) -> str:
    """Write plain data in the one form that is hashed: sorted keys, no blanks, characters as they are."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stamp(moment: datetime) -> str:
    """Write a moment as the store keeps it.

    >>> stamp(datetime.fromisoformat("2026-11-21T09:12:00+08:00"))
    '2026-11-21T01:12:00.000000+00:00'
    """
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def origin_of(store: str) -> str:
    """Give what stands for the row before the first one of a store, so that no row can move to another store."""
    return sha256(f"respond store {store}".encode()).hexdigest()


def chained(
    draft: Draft, incident: str, by: str, recorded: datetime, last: "Last", answers: int | None
) -> Row:
    """Give the row that keeps an entry after those that are there, known no earlier than the one before."""
    fields: dict[str, Any] = {
        "seq": last.seq + 1,
        "incident": incident,
        "number": last.number + 1,
        "kind": draft.kind,
        "known": max(stamp(draft.known), last.known),
        "recorded": stamp(recorded),
        "by": by if draft.by is None else draft.by,
        "body": canonical(draft.body),
        "answers": answers,
        "before": last.before,
        "previous": last.previous,
    }
    return Row(**fields, hash=hash_of(fields))


@frozen
class Last:
    """Where the next row goes: the last place and hash of the store, and those of the incident."""

    seq: int
    previous: str
    number: int
    before: str
    known: str
    """Since when the incident's last row is known; empty where there is none."""

    def after(self, row: Row) -> "Last":
        """Give where the row after a new one goes."""
        return Last(row.seq, row.hash, row.number, row.hash, row.known)

    def behind(self, row: Row) -> "Last":
        """Give where the next row of its incident goes once a row of another was written."""
        return evolve(self, seq=row.seq, previous=row.hash)
