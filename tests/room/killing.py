"""Every point of a write at which the process could die: what lies on the disk there, and what is kept of it."""

import ast
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from attrs import define, field
from duty import QUICK, Clock
from ground import Disk, database_in, disk_of, put
from sqlalchemy import Engine, event, select

from respond.api import default_library
from respond.errors import RespondError
from respond.room import BY_ID, PERMISSIONS, DutyRoom, Entrance, Person
from respond.store import RoomStore, Store, verify, verify_audit, verify_sealed
from respond.store.database import Database
from respond.store.tables import METADATA

CHAINED = {"journal", "seals", "checkpoints", "audit_checkpoints"}
"""Tables of prints and signatures: they are verified, and not compared."""
BESIDE = {
    "replies": {"body"}, "accounts": {"secret"}, "tokens": {"hash"}, "sessions": {"hash"}, "audit": {"previous", "hash"},
}  # fmt: skip
"""Columns that are not compared: an answer is kept after what it answers, and what is secret is new each time."""
STORE = Path(sys.modules["respond.store"].__file__).parent


@contextmanager
def deaths(folder: Path, points: list[Disk] | None = None) -> Iterator[list[Disk]]:
    """Give what lies in a folder whenever a statement or a commit comes, and at the end: one after another, once each.

    A process that is killed leaves exactly that: what it wrote is with the system, what it was about to write is lost. Of
    a database on a server it leaves what it committed.
    `points` gets each of them, however alike.
    """
    found: list[Disk] = []

    def look(*_: object) -> None:
        disk = disk_of(folder)
        if points is not None:
            points.append(disk)
        if not found or disk != found[-1]:
            found.append(disk)

    found.append(disk_of(folder))
    event.listen(Engine, "before_cursor_execute", look)
    event.listen(Engine, "commit", look)
    try:
        yield found
        look()
    finally:
        event.remove(Engine, "before_cursor_execute", look)
        event.remove(Engine, "commit", look)


@contextmanager
def room_in(folder: Path, *, exercise: bool = False) -> Iterator[DutyRoom]:
    """Open the room of a folder as a process does that has just been started."""
    store = RoomStore(database_in(folder, "store.db"), key=folder / "store.key", exercise=exercise)
    try:
        yield DutyRoom(store, default_library(), Clock(), Entrance(store, QUICK))
    finally:
        store.close()


def kept_in(store: Store, also: frozenset[str] = frozenset()) -> dict[str, list[tuple]]:
    """Give all that a store keeps but prints, signatures and what is new each time."""
    if not store.about("store"):
        return {}
    with store.database.reading() as connection:
        return {
            table.name: sorted(
                (tuple(row) for row in connection.execute(
                    select(*(each for each in table.c if each.name not in BESIDE.get(table.name, ())))
                )), key=repr,
            )
            for table in METADATA.sorted_tables if table.name not in CHAINED - also
        }  # fmt: skip


def check_sound(store: Store) -> None:
    """Check the logs, the audit log, and all that is sealed."""
    state = store.state()
    if state.store:
        assert verify(state.rows, state.checkpoints, state.store, state.key).tampering == ()
        assert verify_audit(state.audit, state.key).tampering == ()
        assert verify_sealed(state, state.key).tampering == ()


def everybody(name: str) -> Person:
    """Give somebody who may do everything."""
    return Person(name, f"{name}-post", frozenset(PERMISSIONS))


WANG = everybody("wang")
LATER = timedelta(minutes=40)
"""After how long it is sent again."""


@define
class Write:
    """One thing somebody has kept: how, whether sending it again is answered alike, and what then may differ.

    `turns` names the writes it is made of where it is several, each whole by itself; `leaves` what a second sending adds
    to, that nobody forbids.
    """

    name: str
    run: Callable[[DutyRoom], object]
    keyed: bool = False
    turns: str = ""
    leaves: frozenset[str] = frozenset({"audit"})
    also: frozenset[str] = frozenset()
    """Tables of signatures that are compared here, for it signs."""


def asks(operation: str, sent: object = None, who: Person = WANG, *, times: int = 1, **path: str) -> Write:
    """Give the write of an operation, with a key of its own where it takes one; `times` tells several alike apart."""
    one = BY_ID[operation]
    key = f"{times} {operation} {sorted(path.items())}" if one.keyed else None
    body = sent if isinstance(sent, bytes) else b"" if sent is None else json.dumps(sent).encode()

    def run(room: DutyRoom) -> tuple[int, str]:
        reply, text = room.call(one, who, path=path, query={}, body=body, key=key)
        return reply.status, text

    return Write(operation, run, one.keyed, leaves=frozenset() if one.keyed else frozenset({"audit"}))


def does(name: str, run: Callable[[DutyRoom], object], turns: str = "", leaves: str = "audit") -> Write:
    """Give a write that no operation makes."""
    return Write(name, run, turns=turns, leaves=frozenset(leaves.split()))


@define
class Writers:
    """Which methods of the store opened a transaction that writes."""

    seen: set[str] = field(factory=set)

    @classmethod
    def watching(cls, monkeypatch) -> "Writers":
        """Note from now on who opens one."""
        made = cls()
        for owner, name in ((Store, "_writing"), (Database, "writing")):
            monkeypatch.setattr(owner, name, made._noted(getattr(owner, name)))
        return made

    def _noted(self, open_):
        def opened(*given):
            self.seen.add(sys._getframe(1).f_code.co_name)
            return open_(*given)

        return opened


def writers_of_the_store() -> set[str]:
    """Name every function of the store that opens a transaction that writes, by its source."""
    found = set()
    for path in STORE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(each, ast.Attribute) and each.attr in {"_writing", "writing"}
                for each in ast.walk(node)
            ):
                found.add(node.name)
    return found - {"_writing", "writing"}


def check_write(write: Write, room: DutyRoom, folder: Path, spare: Path) -> int:
    """Carry a write out, and hold what would lie there, had the process died at any point, against what it came to.

    Give at how many points the disk said something else than before.
    """
    exercise = room.store.exercise
    before = kept_in(room.store, write.also)
    with deaths(folder) as found:
        told = write.run(room)
    after = kept_in(room.store, write.also)
    for disk in found:
        with room_in(put(disk, spare), exercise=exercise) as other:
            there = kept_in(other.store, write.also)
            assert write.turns or there in (before, after), f"{write.name}: a part of it is there alone"
            if there == before and not write.turns:
                continue  # nothing had begun
            other.clock.now = room.clock.now + (LATER if write.keyed and there == after else timedelta())
            check_again(write, other, told, after)
    return len(found) - 1


def check_again(write: Write, room: DutyRoom, told: object, after: dict[str, list[tuple]]) -> None:
    """Send it again to the room that was started anew: it is answered alike, or refused, and doubles nothing."""
    try:
        again = write.run(room)
    except RespondError:
        assert not write.keyed, f"{write.name}: sent again it is refused"
    else:
        assert not write.keyed or again == told, f"{write.name}: sent again it is answered otherwise"
    check_sound(room.store)
    there = kept_in(room.store, write.also)
    for name, rows in after.items():
        assert name in write.leaves or there[name] == rows, f"{write.name}: sent again it changes {name}"
