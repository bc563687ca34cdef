"""What an incident is called, where it is and in which region: as it was opened, entered later, and put right."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, Literal, get_args

from respond._records import frozen
from respond.errors import Text
from respond.log.incident import IncidentFile, Then
from respond.plan import structure
from respond.yaml import Mapping as Fields
from respond.yaml import Node, Scalar

Descriptor = Literal["title", "where", "region"]
"""What describes an incident and is no fact of a plan, under its key in the file."""

DESCRIPTORS: Final[tuple[Descriptor, ...]] = get_args(Descriptor)

_NOTHING: Final = Text("", "")
_ENTRY: Final = "incident."
"""What the name of an entry that describes the incident begins with; no fact, event or duty has a dot in its id."""


@frozen
class Description:
    """One thing said of what an incident is called, or where it is."""

    of: Descriptor
    words: Text


@frozen
class Described:
    """What describes an incident at a moment; a place or a region that nobody told is none."""

    title: Text
    where: Text | None
    region: str | None


def entry_of(name: Descriptor) -> str:
    """Give what the log calls an entry that describes the incident.

    >>> entry_of("where")
    'incident.where'
    """
    return _ENTRY + name


def is_of_region(entry: str) -> bool:
    """Say whether an entry, by its name in the log, says in which region the incident is.

    >>> is_of_region("incident.region#2"), is_of_region("region")
    (True, False)
    """
    return entry.partition("#")[0] == entry_of("region")


def is_described(entry: str) -> bool:
    """Say whether an entry, by its name in the log, describes the incident.

    >>> is_described("incident.where#2"), is_described("where")
    (True, False)
    """
    return entry.startswith(_ENTRY)


def descriptions_in(part: IncidentFile | Then) -> Iterator[Description]:
    """Give what a part of a file says anew; the title an incident was opened with is none of its entries."""
    for name in DESCRIPTORS:
        said = getattr(part, name)
        if said is not None and not (name == "title" and isinstance(part, IncidentFile)):
            yield Description(name, said if isinstance(said, Text) else Text(said, said))


def described(incident: IncidentFile, at: datetime | None = None) -> Described:
    """Give what describes an incident by what was known at a moment, without one by all that is known.

    What was entered last stands; where that was withdrawn, what stood before.
    """
    live = _live(incident, at)
    title, where, region = (next(reversed(live[name].values()), None) for name in DESCRIPTORS)
    return Described(title or incident.title, where, None if region is None else region.zh)


def entries_in_force(incident: IncidentFile) -> dict[str, str]:
    """Give the entries that say how the incident is described now, by name in the log, each with what it says."""
    last = (next(reversed(each.items()), ("", _NOTHING)) for each in _live(incident, None).values())
    return {name: words.zh for name, words in last if name}


def _live(incident: IncidentFile, at: datetime | None) -> dict[Descriptor, dict[str, Text]]:
    """Give what was said by a moment of each thing that describes an incident and stands, by the entry."""
    live: dict[Descriptor, dict[str, Text]] = {name: {} for name in DESCRIPTORS}
    live["title"][""] = incident.title
    counts: dict[str, int] = {}
    parts: list[IncidentFile | Then] = [incident, *incident.then]
    for then in parts:
        if isinstance(then, Then) and at is not None and then.at > at:
            break
        for each in descriptions_in(then):
            name = entry_of(each.of)
            count = counts[name] = counts.get(name, 0) + 1
            live[each.of][name if count == 1 else f"{name}#{count}"] = each.words
        for correction in then.corrects if isinstance(then, Then) else ():
            _correct(live, str(correction.entry), None if correction.withdrawn else correction.value)
    return live


def _correct(live: Mapping[Descriptor, dict[str, Text]], entry: str, value: Node | None) -> None:
    for said in live.values():
        if entry in said:
            if value is None:
                del said[entry]
            else:
                said[entry] = words_in(value)


def words_in(node: Node) -> Text:
    """Read words that put others right: by language, or plain, which then stand for both."""
    if isinstance(node, Fields):
        return structure(node, Text)
    said = structure(node, str) if isinstance(node, Scalar) else structure(node, Text)
    return said if isinstance(said, Text) else Text(said, said)
