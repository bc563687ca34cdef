"""Bodies as they are entered: each by its id, whatever it was called, and refused where none is called so."""

from collections.abc import Mapping, Sequence
from typing import Final

from respond.errors import Fault, InputError, Place, fault, nearest
from respond.situation import UnitName, called, meant, plain_name, plain_names

_BODIES: Final = ("by", "for", "to")
"""What is said of an act that names bodies."""


def not_called(name: str, bodies: Sequence[UnitName], place: str | None = None) -> Fault:
    """Name what no body is called, or several are, with the id that may have been meant (E722)."""
    alike = called(name, bodies)
    known = {said: each.id for each in bodies for said in (*plain_names(each), each.id)}
    near = nearest(plain_name(name), known)
    suggestion = alike[0] if alike else near and known[near]
    return fault("E722", Place(place) if place else None, suggestion=suggestion, name=name)


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
