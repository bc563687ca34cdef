"""Bodies by what somebody calls them: by id, or by name as a plan has it, in either language."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.situation import UnitName

_BRACKETS: Final = re.compile(r"\s*[（(]|[）)]\s*")
_SITUATED: Final = ("设在", "in the ", "at the ")
"""What begins a bracket that says where a body is situated."""
_ONE_WIDTH: Final = str.maketrans("（）", "()")
_BLANKS: Final = re.compile(r"\s+(?=\()|(?<=\()\s+|\s+(?=\))")
"""Blanks about brackets, which some write and some do not."""
_BODIES: Final = ("by", "for", "to")
"""What is said of an act that names bodies."""


def called(name: str, bodies: Sequence[UnitName]) -> tuple[str, ...]:
    """Give the ids of the bodies that are called so, those of the leading plan first; one where it is an id.

    `bodies` are those of an incident, as they are kept: those of the leading plan last.
    """
    if any(name == each.id for each in bodies):
        return (name,)
    wanted = _plain(name)
    by_id = dict.fromkeys(each.id for each in bodies if each.id.casefold() == wanted)
    if by_id:
        return tuple(by_id)
    return tuple(dict.fromkeys(each.id for each in reversed(bodies) if wanted in _names(each)))


def not_called(name: str, bodies: Sequence[UnitName], place: str | None = None) -> Fault:
    """Name what no body is called, or several are, with the id that may have been meant (E722)."""
    alike = called(name, bodies)
    known = {said: each.id for each in bodies for said in (*_names(each), each.id)}
    near = nearest(_plain(name), known)
    suggestion = alike[0] if alike else near and known[near]
    return fault("E722", Place(place) if place else None, suggestion=suggestion, name=name)


def meant(name: str, bodies: Sequence[UnitName]) -> str | None:
    """Give the id of the one body that is called so, None where none is or several are.

    One that stands for a unit here keeps the name by which it is known in the log.
    """
    if any(each.role is not None and name in {each.name.zh, each.name.en} for each in bodies):
        return name
    found = called(name, bodies)
    return found[0] if len(found) == 1 else None


def acting_body(place: str, name: str, bodies: Sequence[UnitName]) -> str:
    """Give by its id a body that acts or is told; raises InputError (E722) for what is not the name of one."""
    found = meant(name, bodies)
    if found is None:
        raise InputError([not_called(name, bodies, place)])
    return found


def acting(said: Mapping[str, object], bodies: Sequence[UnitName]) -> dict[str, object]:
    """Give what is said of an act with each body by its id; raises InputError (E722) for no name of one."""
    told: dict[str, object] = {}
    for place in _BODIES:
        value = said.get(place)
        if isinstance(value, str):
            told[place] = acting_body(place, value, bodies)
        elif isinstance(value, list):
            # one body called in two ways is told once
            told[place] = [*dict.fromkeys(acting_body(place, str(each), bodies) for each in value)]
    return {**said, **told}


def short_names(name: Text) -> tuple[str, ...]:
    """Give a name without what stands in brackets behind it, and that alone, as people say and write it.

    Where a body is situated, in brackets, is no name of it: that is another one's.

    >>> short_names(Text("县应急指挥部（县指挥部）", "county bureau"))
    ('县应急指挥部', '县指挥部', 'county bureau')
    """
    parts = [
        each
        for said in (name.zh, name.en)
        for each in _BRACKETS.split(said)
        if each and not each.startswith(_SITUATED)
    ]
    return tuple(dict.fromkeys(parts))


def _names(body: UnitName) -> frozenset[str]:
    texts = [text for text in (body.name, body.role) if text is not None]
    return frozenset(_plain(said) for text in texts for said in (text.zh, text.en, *short_names(text)))


def _plain(said: str) -> str:
    """Give a name as it is compared: in small letters, in brackets of one width, the government in its short form."""
    return _BLANKS.sub("", said.strip().casefold().translate(_ONE_WIDTH)).replace("人民政府", "政府")
