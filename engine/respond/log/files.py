"""Reading an incident file."""

from pathlib import Path

from respond.errors import InputError, Text, fault
from respond.facts import shown_value
from respond.log.incident import IncidentFile
from respond.plan import structure
from respond.yaml import Source, parse, read_source

_PATH = Text(
    "pathlib.Path；内容本身用 read_incident", "a pathlib.Path; read_incident takes the content itself"
)
_CONTENT = Text(
    "文件的内容，str；路径用 load_incident", "the content of a file, str; load_incident takes a path"
)


def load_incident(path: Path) -> IncidentFile:
    """Read an incident file; every fault of its form is reported at once.

    Values of facts are read later, against the plans concerned. Raises `InputError`; a path is given as a `Path`
    (E750), so that no text from outside is ever taken for one.
    """
    if not isinstance(path, Path):
        raise InputError([fault("E750", name="path", found=shown_value(path), expected=_PATH)])
    return incident_from(read_source(path))


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


def incident_from(source: Source) -> IncidentFile:
    """Read an incident from a source already at hand."""
    return structure(parse(source), IncidentFile)
