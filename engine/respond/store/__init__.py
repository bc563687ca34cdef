"""The logs of incidents, kept in a database: appended, read, chained, signed and verified."""

from respond.store.exported import exported, exported_drafts, origin_rows
from respond.store.kept import KeptIncident, Rows, Store, default_place
from respond.store.keys import Checkpoint, StoreKey, signed_by
from respond.store.logbook import file_of, incident_of, merged_into, opening_of, with_drafts
from respond.store.rows import BESIDE, DECIDING, KINDS, Draft, Row, RowKind, check_name, stamp
from respond.store.verify import Breach, Tampering, Verified, verify

__all__ = [
    "BESIDE",
    "DECIDING",
    "KINDS",
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
    "check_name",
    "default_place",
    "exported",
    "exported_drafts",
    "file_of",
    "incident_of",
    "merged_into",
    "opening_of",
    "origin_rows",
    "signed_by",
    "stamp",
    "verify",
    "with_drafts",
]
