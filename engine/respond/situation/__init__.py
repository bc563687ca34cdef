"""The situation room: an incident file, the plans it falls under, a moment, and all that follows from them."""

from respond.situation.files import incident_from, load_incident
from respond.situation.incident import IncidentFile
from respond.situation.model import Answer, Duty, Situation
from respond.situation.quick import quick_incident
from respond.situation.situate import involve, situate

__all__ = [
    "Answer",
    "Duty",
    "IncidentFile",
    "Situation",
    "incident_from",
    "involve",
    "load_incident",
    "quick_incident",
    "situate",
]
