"""The logs of incidents, kept in a database: appended, read, chained, signed and verified."""

from respond.store.kept import KeptIncident, Rows, Store, default_place
from respond.store.keys import Checkpoint, StoreKey, signed_by
from respond.store.logbook import incident_of, opening_of, with_drafts
from respond.store.rows import BESIDE, DECIDING, Draft, Row, RowKind
from respond.store.verify import Breach, Tampering, Verified, verify

__all__ = [
    "BESIDE",
    "DECIDING",
    "Breach",
    "Checkpoint",
    "Draft",
    "KeptIncident",
    "Row",
    "RowKind",
    "Rows",
    "Store",
    "StoreKey",
    "Tampering",
    "Verified",
    "default_place",
    "incident_of",
    "opening_of",
    "signed_by",
    "verify",
    "with_drafts",
]
