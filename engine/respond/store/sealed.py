"""The seals: every signature of a store in turn, each saying how far all that is chained had come.

A signed head of one log vouches for that log alone, and is missed only where something else tells of it. The seals
number all signatures of the store and chain them, so that none can be taken out but with all that came after it.
"""

from datetime import datetime
from hashlib import sha256
from typing import Final

from attrs import asdict, evolve
from sqlalchemy import Connection, Table, func, insert, select

from respond._records import frozen
from respond.log import rehashed, stamp
from respond.store.keys import Checkpoint, StoreKey
from respond.store.tables import AUDIT, ENTRIES, JOURNAL, SEALS

SEAL_ORIGIN: Final = sha256(b"respond seals").hexdigest()
"""What stands for the seal before the first one."""


@frozen
class Seal:
    """A signature of the whole store: how many rows of each chain there were, and the hash of the last of each."""

    number: int
    at: str
    entries: int
    entries_head: str
    audit: int
    audit_head: str
    journal: int
    journal_head: str
    previous: str
    hash: str
    signature: str

    @property
    def right_hash(self) -> str:
        """Give the hash it should bear by what it says; none for what could not have been written."""
        return rehashed(self, ["signature"])

    def upto(self, part: str) -> tuple[int, str]:
        """Give how far a chain (`log`, `audit`, `journal`) had come, and the hash of its last row."""
        return {
            "log": (self.entries, self.entries_head),
            "audit": (self.audit, self.audit_head),
            "journal": (self.journal, self.journal_head),
        }[part]

    def signed(self, store: str) -> Checkpoint:
        """Give it as what its signature is of."""
        return Checkpoint(seals_name(store), self.at, self.number, self.hash, self.signature)


def seals_name(store: str) -> str:
    """Give the name under which the seals of a store are signed, which no store and no incident of one has."""
    return f"{store}/seals"


def add_seal(connection: Connection, store: str, key: StoreKey, now: datetime) -> Seal:
    """Seal how far everything has come, after the seals that are there."""
    last = connection.execute(
        select(SEALS.c.number, SEALS.c.hash).order_by(SEALS.c.number.desc()).limit(1)
    ).first()
    heads = [last_of(connection, table) or (0, "") for table in (ENTRIES, AUDIT, JOURNAL)]
    (entries, entries_head), (audit, audit_head), (journal, journal_head) = heads
    made = Seal(
        number=1 if last is None else last.number + 1,
        at=stamp(now),
        entries=entries,
        entries_head=entries_head,
        audit=audit,
        audit_head=audit_head,
        journal=journal,
        journal_head=journal_head,
        previous=SEAL_ORIGIN if last is None else last.hash,
        hash="",
        signature="",
    )
    made = evolve(made, hash=made.right_hash)
    made = evolve(made, signature=key.sign(seals_name(store), now, made.number, made.hash).signature)
    connection.execute(insert(SEALS), [asdict(made)])
    return made


def seals_of(connection: Connection) -> tuple[Seal, ...]:
    """Give every seal, in order."""
    return tuple(Seal(*row) for row in connection.execute(select(SEALS).order_by(SEALS.c.number)))


def unsealed(connection: Connection) -> int:
    """Count the rows of the journal that no seal vouches for."""
    upto = connection.scalar(select(SEALS.c.journal).order_by(SEALS.c.number.desc()).limit(1)) or 0
    return (connection.scalar(select(func.max(JOURNAL.c.seq))) or 0) - upto


def last_of(connection: Connection, table: Table) -> tuple[int, str] | None:
    """Give the place and the hash of the last row of a chain; none where it has none, or a damaged one."""
    found = connection.execute(
        select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)
    ).first()
    return None if found is None or not isinstance(found.hash, str) else (found.seq, found.hash)
