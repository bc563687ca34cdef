"""Whether a store is as it was written: the chain of its rows, and the heads that were signed or printed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from respond._records import frozen
from respond.log import Row, origin_of
from respond.store.exported import origin_breaches
from respond.store.keys import Checkpoint, signed_by
from respond.store.rows import SIGNED_EVERY

Breach = Literal[
    "changed",
    "missing",
    "out-of-place",
    "foreign",
    "cut",
    "written-anew",
    "unsigned",
    "origin",
    "signature-missing",
    "part-missing",
]
"""What is wrong: a row that was changed; rows that are missing before it; one that stands elsewhere than it was
written; one that was never written here; rows cut off the end; a log that is not the one that was signed; a head that
the store's key did not sign; a row of an imported incident that is not what the store it is from had signed; a head
that the store signs by itself and that is not there; a table or column that is not there."""


@frozen
class Tampering:
    """One place where a store is not as it was written."""

    breach: Breach
    seq: int
    incident: str = ""
    number: int = 0


@frozen
class Verified:
    """What a check of a store found: how many rows, up to which of them a signature vouches, and what is wrong."""

    rows: int
    attested: int
    checkpoints: int
    tampering: tuple[Tampering, ...] = ()

    @property
    def sound(self) -> bool:
        """Say whether nothing is wrong with it."""
        return not self.tampering


def verify(
    rows: Sequence[Row],
    checkpoints: Iterable[Checkpoint],
    store: str,
    public: str,
    printed: Iterable[Checkpoint] = (),
) -> Verified:
    """Check every row against its own hash, both rows before it, and every signed head, those of origins among them.

    `public` is the public key it should be signed with, best one kept elsewhere; `printed` are heads from paper or
    messages, which whoever wrote the store anew does not have.
    """
    found = [*_chain(rows, store)]
    found += [Tampering("origin", row.seq, row.incident, row.number) for row in origin_breaches(rows)]
    own = [*checkpoints]
    found += _unsigned(rows, max((each.count for each in own), default=0))
    signed = sorted({*own, *printed}, key=lambda each: (each.count, str(each.at)))
    heads = {row.seq: row.hash for row in rows}
    attested = 0
    for each in signed:
        if not signed_by(each, public):
            found.append(Tampering("unsigned", each.count))
        elif each.count not in heads:
            found.append(Tampering("cut" if each.count > len(rows) else "missing", each.count))
        elif heads[each.count] != each.head:
            found.append(Tampering("written-anew", each.count))
        else:
            attested = max(attested, each.count)
    return Verified(len(rows), attested, len(signed), tuple(dict.fromkeys(found)))


def _chain(rows: Sequence[Row], store: str) -> Iterator[Tampering]:
    origin = origin_of(store)
    seq, previous = 0, origin
    lasts: dict[str, tuple[int, str]] = {}
    for row in rows:
        number, before = lasts.get(row.incident, (0, origin))
        if row.hash != row.right_hash:
            yield Tampering("changed", row.seq, row.incident, row.number)
        elif row.seq > seq + 1:
            yield Tampering("missing", row.seq, row.incident, row.number)
        elif row.previous != previous:
            yield Tampering("out-of-place", row.seq, row.incident, row.number)
        elif (row.number, row.before) != (number + 1, before):
            yield Tampering("foreign", row.seq, row.incident, row.number)
        seq, previous = row.seq, row.hash
        lasts[row.incident] = row.number if isinstance(row.number, int) else number + 1, row.hash


def _unsigned(rows: Sequence[Row], upto: int) -> Iterator[Tampering]:
    """Name the last row from which on a store would have signed: it does at every closing, and every so many rows."""
    late = [row for row in rows if row.seq > upto]
    due = [row for row in late if row.hash == row.right_hash and row.closes]
    if late and late[-1].seq - upto >= SIGNED_EVERY:
        due.append(late[-1])
    if due:
        yield Tampering("signature-missing", due[-1].seq, due[-1].incident, due[-1].number)
