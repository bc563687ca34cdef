"""The log of an incident: its file, its entries, what was known at a moment."""

from respond.log.files import incident_from, load_incident
from respond.log.incident import Declared, DeclaredLevel, IncidentFile, Then
from respond.log.moments import Occurrence, read_occurrence
from respond.log.quick import named_values, quick_incident
from respond.log.timeline import Declaration, Step, Timeline

__all__ = [
    "Declaration",
    "Declared",
    "DeclaredLevel",
    "IncidentFile",
    "Occurrence",
    "Step",
    "Then",
    "Timeline",
    "incident_from",
    "load_incident",
    "named_values",
    "quick_incident",
    "read_occurrence",
]
