"""Reading an incident file."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from pathlib import Path

from respond.errors import Fault, InputError, Place, Text, fault
from respond.facts import advised, shown_value
from respond.log.incident import Corrected, Did, IncidentFile, Then
from respond.log.region import is_region, region_fault
from respond.plan import structure
from respond.yaml import Mapping, Node, Source, parse, read_source
from respond.yaml import Sequence as Nodes

_PATH = Text(
    "pathlib.Path；内容本身用 read_incident", "a pathlib.Path; read_incident takes the content itself"
)
_CONTENT = Text(
    "文件的内容，str；路径用 load_incident", "the content of a file, str; load_incident takes a path"
)
_WHO_WAS_TOLD = Text(
    "写明报给了谁；应报的都报到了的，不写 `to`",
    "say who was told; leave `to` out where all were who are to be told",
)


ZoneOf = Callable[[Sequence[str]], tzinfo]
"""Gives the zone in which an incident under some plans is told."""


def load_incident(path: Path, zone_of: ZoneOf | None = None) -> IncidentFile:
    """Read an incident file; every fault of its form is reported at once.

    Values of facts are read later, against the plans concerned. Raises `InputError`, which advises the offset of the
    zone that `zone_of` gives where one is left out; a path is given as a `Path` (E750), so that no text from outside is
    ever taken for one.
    """
    if not isinstance(path, Path):
        raise InputError([fault("E750", name="path", found=shown_value(path), expected=_PATH)])
    return incident_from(read_source(path, log=True), zone_of)


def read_incident(text: str, name: str = "incident") -> IncidentFile:
    """Read an incident from the content of its file, YAML or JSON; messages call it by `name`.

    Raises `InputError` with every fault of its form.

    >>> text = "{respond: incident/1, id: x, title: {zh: 示例, en: x}, plans: [debt-risk], occurred: 2026-11-21}"
    >>> read_incident(text).plans
    ('debt-risk',)
    """
    if not isinstance(text, str):
        raise InputError([fault("E750", name="text", found=shown_value(text), expected=_CONTENT)])
    return incident_from(Source(name, text))


def incident_from(source: Source, zone_of: ZoneOf | None = None) -> IncidentFile:
    """Read an incident from a source already at hand."""
    node = parse(source)
    try:
        found = structure(node, IncidentFile)
    except InputError as error:
        zone = _zone_named(node, zone_of)
        raise error if zone is None else InputError(advised(error.faults, zone)) from None
    check_regions(found)
    check_addressees(found)
    return found


def check_regions(incident: IncidentFile) -> None:
    """Refuse regions of a file that are no division codes (E738); what a store signed stands."""
    parts: list[IncidentFile | Then] = [incident, *incident.then]
    faults = [
        region_fault("E738", each.region, each.place)
        for each in parts
        if each.region is not None and not is_region(each.region)
    ]
    if faults and incident.kept is None:
        raise InputError(faults)


def check_addressees(incident: IncidentFile) -> None:
    """Refuse acts of a file that are told to an empty list (E964), which is not all; what a store signed stands."""
    parts: list[IncidentFile | Then] = [incident, *incident.then]
    told: list[Did | Corrected] = [each for part in parts for each in part.did]
    told += [each for then in incident.then for each in then.corrects]
    faults = [told_nobody(each.place) for each in told if each.to == ()]
    if faults and incident.kept is None:
        raise InputError(faults)


def told_nobody(place: Place | None) -> Fault:
    """Give the fault of an empty list of who was told (E964)."""
    return fault("E964", place, name="to", how=_WHO_WAS_TOLD)


def _zone_named(node: Node, zone_of: ZoneOf | None) -> tzinfo | None:
    """Give the zone of the plans that a faulty file names; None where nobody knows it."""
    plans = node.get("plans") if isinstance(node, Mapping) else None
    if zone_of is None or not isinstance(plans, Nodes) or not all(isinstance(each, str) for each in plans):
        return None
    try:
        return zone_of([str(each) for each in plans])
    except InputError:
        return None
