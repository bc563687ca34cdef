"""The logs of incidents, kept in a database: appended, read, chained, signed and verified."""

from respond.log import KINDS, Draft, Row, RowKind, stamp
from respond.store.audited import Audited, AuditState, audit_name
from respond.store.damaged import UNSEEN, as_written
from respond.store.exported import exported, exported_drafts
from respond.store.following import Followed
from respond.store.journal import shown_name
from respond.store.kept import ROSTER, SEAT, TWO_PERSONS, KeptIncident, Rows, Store, default_place
from respond.store.keys import Checkpoint, StoreKey, public_key, signed_by
from respond.store.logbook import (
    check_goes_on,
    file_of,
    incident_of,
    is_step,
    merged_from,
    merged_into,
    taking_in,
    with_drafts,
)
from respond.store.look_alikes import looks_of
from respond.store.moved import Moved, MovedData, move_store, moved_data
from respond.store.moves import KeptMove
from respond.store.origin import origin_rows
from respond.store.plays import KeptPlay, PlayStore
from respond.store.retold import RetoldStore
from respond.store.roomed import (
    Account,
    CarriedOutError,
    EnteredBy,
    Proposal,
    ProposalState,
    Reply,
    RoomStore,
    Session,
    Token,
    hidden,
)
from respond.store.rows import (
    BESIDE,
    DECIDING,
    check_name,
    check_new_name,
    check_said,
    check_texts,
    check_visible,
    not_entered,
)
from respond.store.state import SealedState, StoreState
from respond.store.subscribed import SUBSCRIPTIONS, Subscription, ToldEntry, queue_of
from respond.store.verify import Breach, Part, Tampering, Verified, verify, verify_audit, verify_sealed
from respond.store.watched import Beat, Changes, Delivery, DeliveryState, Heads, Noted, ToNote, WatchedStore

__all__ = [
    "BESIDE",
    "DECIDING",
    "KINDS",
    "ROSTER",
    "SEAT",
    "SUBSCRIPTIONS",
    "TWO_PERSONS",
    "UNSEEN",
    "Account",
    "AuditState",
    "Audited",
    "Beat",
    "Breach",
    "CarriedOutError",
    "Changes",
    "Checkpoint",
    "Delivery",
    "DeliveryState",
    "Draft",
    "EnteredBy",
    "Followed",
    "Heads",
    "KeptIncident",
    "KeptMove",
    "KeptPlay",
    "Moved",
    "MovedData",
    "Noted",
    "Part",
    "PlayStore",
    "Proposal",
    "ProposalState",
    "Reply",
    "RetoldStore",
    "RoomStore",
    "Row",
    "RowKind",
    "Rows",
    "SealedState",
    "Session",
    "Store",
    "StoreKey",
    "StoreState",
    "Subscription",
    "Tampering",
    "ToNote",
    "Token",
    "ToldEntry",
    "Verified",
    "WatchedStore",
    "as_written",
    "audit_name",
    "check_goes_on",
    "check_name",
    "check_new_name",
    "check_said",
    "check_texts",
    "check_visible",
    "default_place",
    "exported",
    "exported_drafts",
    "file_of",
    "hidden",
    "incident_of",
    "is_step",
    "looks_of",
    "merged_from",
    "merged_into",
    "move_store",
    "moved_data",
    "not_entered",
    "origin_rows",
    "public_key",
    "queue_of",
    "shown_name",
    "signed_by",
    "stamp",
    "taking_in",
    "verify",
    "verify_audit",
    "verify_sealed",
    "with_drafts",
]
