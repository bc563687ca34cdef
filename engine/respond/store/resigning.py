"""Whether both logs go on soundly from where they were signed last, before a store signs by itself.

Whoever asks for a signature has all of both logs read. One that is made in the middle of an entry reads only what came
since the last: the head signed then vouches for all before it, and must still be there, with its row, as the last seal
counts it. An older row that was changed in place stays in plain sight of every check, for the head signed later does
not vouch for it. A signature that is missing keeps none from being made: a log that was put right is signed again.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, select

from respond.log import Row, origin_of
from respond.store.audited import Audited
from respond.store.keys import Checkpoint, signed_by
from respond.store.sealed import Seal
from respond.store.signing import AUDIT_LOG, LOG, Signing, last_signed
from respond.store.tables import ENTRIES, SEALS
from respond.store.verify import Own, audit_goes_on, log_goes_on
from respond.store.versions import about


def go_on_soundly(connection: Connection) -> bool:
    """Say whether a signature now would be of logs that are, since the last one, as they were written."""
    store, public = about(connection, "store"), about(connection, "key")
    found = connection.execute(select(SEALS).order_by(SEALS.c.number.desc()).limit(1)).first()
    seal = None if found is None else Seal(*found)
    if seal is not None and not (seal.hash == seal.right_hash and signed_by(seal.signed(store), public)):
        return False
    return _log_sound(connection, seal, store, public) and _audit_sound(connection, seal, public)


def _log_sound(connection: Connection, seal: Seal | None, store: str, public: str) -> bool:
    head = last_signed(connection, LOG)
    if not _vouches(head, None if seal is None else seal.upto("log"), public):
        return False
    rows = [Row(*each) for each in _since(connection, LOG, head)]
    if head is None:
        return log_goes_on(rows, origin_of(store), None, {})
    if not rows or rows[0].right_hash != head.head or rows[0].hash != head.head:
        return False
    own = _lasts(connection, {each.incident for each in rows[1:]}, head.count)
    return log_goes_on(rows[1:], origin_of(store), (head.count, head.head), own)


def _audit_sound(connection: Connection, seal: Seal | None, public: str) -> bool:
    head = last_signed(connection, AUDIT_LOG)
    if not _vouches(head, None if seal is None else seal.upto("audit"), public):
        return False
    rows = [Audited(*each) for each in _since(connection, AUDIT_LOG, head)]
    if head is None:
        return audit_goes_on(rows, None)
    if not rows or rows[0].right_hash != head.head or rows[0].hash != head.head:
        return False
    return audit_goes_on(rows[1:], (head.count, head.head))


def _vouches(head: Checkpoint | None, sealed: Own | None, public: str) -> bool:
    """Say whether the last signed head of a chain is the store's own, and the one that the last seal counts."""
    if sealed is not None and sealed[0] and (head is None or (head.count, head.head) != sealed):
        return False
    return head is None or signed_by(head, public)


def _since(connection: Connection, signing: Signing, head: Checkpoint | None) -> Sequence[Sequence[Any]]:
    """Give the row of a signed head and those after it; all there are where nothing is signed."""
    rows = signing.rows
    wanted = select(rows).where(rows.c.seq >= (0 if head is None else head.count)).order_by(rows.c.seq)
    return connection.execute(wanted).all()


def _lasts(connection: Connection, incidents: Collection[str], upto: int) -> dict[str, Own]:
    """Give of each incident that has one by then the number and the hash of its last row."""
    found: dict[str, Own] = {}
    for name in incidents:
        of_it = (ENTRIES.c.incident == name) & (ENTRIES.c.seq <= upto)
        wanted = (
            select(ENTRIES.c.number, ENTRIES.c.hash).where(of_it).order_by(ENTRIES.c.number.desc()).limit(1)
        )
        last = connection.execute(wanted).first()
        if last is not None:
            found[name] = (last.number, last.hash)
    return found
