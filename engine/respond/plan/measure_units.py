"""Units of measure a plan declares itself: exact factors to a base unit, dimensions of its own; none ever converts."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from respond._records import frozen
from respond.errors import Fault, Place, fault
from respond.facts import COUNT, SHARE, UNITS, Units, find_unit, own_units
from respond.plan.entry import place_field

_FACTOR: Final = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15}|/[1-9][0-9]{0,14})?")
_NAME: Final = re.compile(r"[^\W\d]\w*")
_COUNTED: Final = "count"
_KNOWN: Final = frozenset(unit.dimension for unit in UNITS if not unit.dimension.startswith(COUNT))


@frozen
class MeasureUnit:
    """A unit of measure: `factor` base units of its dimension make one of it.

    `dimension` is one of `area`, `money`, `time`, `length`, or a name of the plan's own; `count` makes it a noun that
    is counted. Without `zh` and `en` it is called as it is written.
    """

    id: str
    dimension: str
    factor: str = "1"
    zh: str | None = None
    en: str | None = None
    plural: str | None = None
    also: tuple[str, ...] = ()
    clause: str | None = None
    place: Place | None = place_field()

    @property
    def exact(self) -> Fraction | None:
        """Give the factor, None where it is none: above zero, whole, decimal or a fraction."""
        found = Fraction(self.factor) if _FACTOR.fullmatch(self.factor) else None
        return found or None

    @property
    def measures(self) -> str:
        """Give its dimension: of a noun that is counted, one of its own."""
        return COUNT + str(self.id) if self.dimension == _COUNTED else str(self.dimension)

    @property
    def names(self) -> tuple[str, ...]:
        """Give everything it is called."""
        return tuple(str(name) for name in (self.id, self.zh, self.en, self.plural, *self.also) if name)


def units_from(declared: Mapping[str, MeasureUnit]) -> Units:
    """Make the units a plan knows of those it declares; what is faulty is left out."""
    rows = [
        (str(each.id), each.measures, each.exact, each.zh or str(each.id), each.en or str(each.id),
         each.plural or each.en or str(each.id), each.also)
        for each in declared.values()
    ]  # fmt: skip
    return Units(
        own_units((a, b, factor, c, d, e, f) for a, b, factor, c, d, e, f in rows if factor is not None)
    )


def faults_of_units(declared: Mapping[str, MeasureUnit]) -> Iterator[Fault]:
    """Find factors that are none (E552), names taken or unfit (E553), dimensions without a base unit (E554)."""
    taken: dict[str, str] = {}
    for unit in declared.values():
        if unit.exact is None or (unit.dimension == _COUNTED and unit.exact != 1):
            yield fault("E552", unit.place, name=unit.id, found=unit.factor)
        if not _NAME.fullmatch(unit.id):
            yield fault("E553", unit.place, name=unit.id, found=unit.id)
        for name in dict.fromkeys(name.lower() for name in unit.names):
            if find_unit(name) is not None or taken.setdefault(name, unit.id) != unit.id:
                yield fault("E553", unit.place, name=unit.id, found=name)
    own = {unit.measures: unit for unit in reversed(list(declared.values())) if unit.measures not in _KNOWN}
    based = {unit.measures for unit in declared.values() if unit.exact == 1}
    for dimension, unit in own.items():
        if dimension not in based or dimension == SHARE:
            yield fault("E554", unit.place, name=dimension)
