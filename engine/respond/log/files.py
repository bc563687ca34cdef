"""Reading an incident file."""

from pathlib import Path

from respond.log.incident import IncidentFile
from respond.plan import structure
from respond.yaml import Source, parse, read_source


def load_incident(path: Path | str) -> IncidentFile:
    """Read an incident file (`-`: standard input); every fault of its form is reported at once.

    Values of facts are read later, against the plans concerned. Raises `InputError`.
    """
    return incident_from(read_source(path))


def incident_from(source: Source) -> IncidentFile:
    """Read an incident from text already at hand."""
    return structure(parse(source), IncidentFile)
