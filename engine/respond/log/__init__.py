"""The log of an incident: its file, its entries, what was known at a moment."""

from respond.log.entries import (
    Act,
    Declaration,
    Entry,
    Happened,
    Held,
    Holding,
    Inability,
    Lengthening,
    Log,
    Step,
    Withdrawal,
    begin_of,
    day_of,
    occurrence_of,
    turns_of,
)
from respond.log.files import incident_from, load_incident, read_incident
from respond.log.incident import Bodies, Declared, DeclaredLevel, Did, IncidentFile, Mode, Then
from respond.log.made import make_incident
from respond.log.moments import Occurrence, read_moment, read_occurrence
from respond.log.quick import Assumed, in_zone, named_values, quick_incident, with_done
from respond.log.region import is_region

__all__ = [
    "Act",
    "Assumed",
    "Bodies",
    "Declaration",
    "Declared",
    "DeclaredLevel",
    "Did",
    "Entry",
    "Happened",
    "Held",
    "Holding",
    "Inability",
    "IncidentFile",
    "Lengthening",
    "Log",
    "Mode",
    "Occurrence",
    "Step",
    "Then",
    "Withdrawal",
    "begin_of",
    "day_of",
    "in_zone",
    "incident_from",
    "is_region",
    "load_incident",
    "make_incident",
    "named_values",
    "occurrence_of",
    "quick_incident",
    "read_incident",
    "read_moment",
    "read_occurrence",
    "turns_of",
    "with_done",
]
