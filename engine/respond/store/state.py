"""All that is needed to check a store, read at one moment."""

from collections.abc import Mapping

from attrs import evolve, field
from sqlalchemy import Connection, select

from respond._records import frozen
from respond.log import Row
from respond.store.audited import Audited, AuditState, prints_in
from respond.store.journal import Journaled, journal_prints, journal_rows, last_answered, lines_sent
from respond.store.keys import Checkpoint
from respond.store.moves import KeptMove, all_moves
from respond.store.sealed import Seal, seals_of
from respond.store.signing import AUDIT_LOG, LOG, signed_heads
from respond.store.tables import AUDIT, ENTRIES
from respond.store.versions import about, has_audit, has_seals


@frozen(eq=False)
class SealedState:
    """All that the seals vouch for beside the logs; `prints` is what the journal answers for, as it is now.

    A store of a version that did not seal yet has none of it.
    """

    seals: tuple[Seal, ...] = ()
    journal: tuple[Journaled, ...] = ()
    prints: Mapping[tuple[str, str], str] | None = None
    moves: Mapping[str, tuple[KeptMove, ...]] = field(factory=dict)
    lines: tuple[str, ...] = ()
    """The signed lines that went out with reminders, as the outbox has them."""
    answered: Mapping[str, int] = field(factory=dict)
    """Of each incident the number of the last entry that a request with a key was told of."""


@frozen(eq=False)
class StoreState:
    """All that is needed to check a store: its name and public key, its logs, their signed heads, and the seals."""

    store: str = ""
    key: str = ""
    rows: tuple[Row, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    audit: AuditState = AuditState()
    sealed: SealedState = SealedState()


def logs_of(connection: Connection) -> StoreState:
    """Give what is needed to check the logs of the incidents and the audit log, by themselves."""
    found = StoreState(
        about(connection, "store"), about(connection, "key"), _rows(connection), signed_heads(connection, LOG)
    )
    if not has_audit(connection):
        return found
    return evolve(found, audit=AuditState(_audit_rows(connection), signed_heads(connection, AUDIT_LOG)))


def state_of(connection: Connection) -> StoreState:
    """Give all that is needed to check the whole store."""
    return StoreState(
        about(connection, "store"),
        about(connection, "key"),
        _rows(connection),
        signed_heads(connection, LOG),
        audit_state_of(connection),
        _sealed_state(connection),
    )


def audit_state_of(connection: Connection) -> AuditState:
    """Give what the audit log says, and what it answers for."""
    if not connection.dialect.has_table(connection, AUDIT.name):
        return AuditState()
    rows = _audit_rows(connection)
    if not has_audit(connection):
        return AuditState(rows)
    return AuditState(rows, signed_heads(connection, AUDIT_LOG), prints_in(connection))


def _rows(connection: Connection) -> tuple[Row, ...]:
    return tuple(Row(*row) for row in connection.execute(select(ENTRIES).order_by(ENTRIES.c.seq)))


def _audit_rows(connection: Connection) -> tuple[Audited, ...]:
    return tuple(Audited(*row) for row in connection.execute(select(AUDIT).order_by(AUDIT.c.seq)))


def _sealed_state(connection: Connection) -> SealedState:
    """Give the seals, the journal and all it answers for, and the moves of plays."""
    if not has_seals(connection):
        return SealedState()
    return SealedState(
        seals_of(connection), journal_rows(connection), journal_prints(connection), all_moves(connection),
        lines_sent(connection), last_answered(connection),
    )  # fmt: skip
