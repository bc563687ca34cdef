"""How units are reached here: by the name or id each has in the plans, every one once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import combinations

from respond._records import frozen
from respond.errors import Fault, InputError, Place, RespondError, Text, fault, nearest
from respond.plan import Library
from respond.store import looks_of


@frozen
class Contact:
    """How a unit is reached here: who, and by which numbers."""

    phones: tuple[str, ...] = ()
    person: str | None = None
    note: str | None = None


@frozen
class KnownContact:
    """How one unit is reached."""

    unit: str
    phones: tuple[str, ...]
    person: str | None
    note: str | None


def units_in(library: Library) -> Mapping[str, Text]:
    """Give the units of every plan as it stands now, as `plan#unit`; a plan that cannot be read has none."""
    found: dict[str, Text] = {}
    for name in library.names:
        with suppress(RespondError):
            plan = library.plan(library.editions(name)[-1].ref)
            found |= {f"{plan.id}#{unit}": Text(said.zh, said.en) for unit, said in plan.units.items()}
    return found


def check_unit(name: str, library: Library) -> None:
    """Refuse a name that no unit of any plan has, neither as its id nor in words (E722)."""
    units = units_in(library)
    known = {each.rpartition("#")[2] for each in units} | {
        words for said in units.values() for words in (said.zh, said.en)
    }
    if name not in known:
        raise InputError([fault("E722", Place("seat"), suggestion=nearest(name, known), name=name)])


def doubled(rows: Sequence[tuple[str, Text]], units: Mapping[str, Text]) -> Iterator[Fault]:
    """Name each two rows that are of one unit (E928), of which but one would ever be told; each with what it is called.

    A row is a name that was given to a unit, and what the fault calls that row.

    >>> units = {"county/fire#hq": Text("县指挥部", "county headquarters")}
    >>> [each.problem.en for each in doubled([("hq", Text("“hq”", "row 1")), ("县指挥部", Text("", "row 2"))], units)]
    ['row 1 and row 2 are the same unit']
    """
    known = [{name.rpartition("#")[2], said.zh, said.en} for name, said in units.items()]
    for (one, first), (other, second) in combinations(rows, 2):
        alike = looks_of(one) == looks_of(other)
        if alike or any(one in names and other in names for names in known):
            yield fault("E928", one=first, other=second)
