"""What is known: values by name, and what holds of them whatever the open values turn out to be."""

from collections.abc import Iterable, Mapping
from typing import Any

from respond.facts import Exactly, Value
from respond.reason.condition import Condition
from respond.reason.graded import Graded
from respond.reason.terms import Values


class Known(dict[str, Value]):
    """Values by name, with conditions `given` to hold of them together, such as the constraints of a plan.

    Whoever changes a value takes `but`, which keeps what is given; a plain copy forgets it, and knows less. `doubted`
    are conditions that would be given too, had it not taken too long to tell whether they can hold. `graded` tells what
    the level and the response follow from, where they are open.
    """

    __slots__ = ("_ties", "cases", "doubted", "given", "graded")

    def __init__(
        self,
        values: Values,
        given: tuple[Condition, ...],
        doubted: tuple[Condition, ...] = (),
        graded: tuple[Graded, ...] = (),
    ) -> None:
        super().__init__(values)
        self.given = given
        self.doubted = doubted
        self.graded = graded
        self.cases: dict[tuple[str, ...], Any] = {}
        """The levels and responses it leaves open, each worked out once."""
        self._ties: dict[str, tuple[int, ...]] | None = None

    @property
    def ties(self) -> dict[str, tuple[int, ...]]:
        """Give for each open name that is tied to others the places of all given conditions that tie them.

        Names that are tied to one another, directly or through others, have the same places.
        """
        if self._ties is None:
            self._ties = _tie(self.given, self)
        return self._ties


def given_in(values: Values) -> tuple[Condition, ...]:
    """Give the conditions that are given to hold; none of plain values."""
    return values.given if isinstance(values, Known) else ()


def doubted_in(values: Values) -> tuple[Condition, ...]:
    """Give the conditions of which it would take too long to tell whether they can hold; none of plain values."""
    return values.doubted if isinstance(values, Known) else ()


def graded_in(values: Values) -> tuple[Graded, ...]:
    """Give what the level and the response follow from, where they are open; nothing of plain values."""
    return values.graded if isinstance(values, Known) else ()


def with_grades(values: Values, *graded: Graded) -> Known:
    """Give what is known with what the level or the response follows from, instead of what was said of it."""
    names = {each.name for each in graded}
    kept = [each for each in graded_in(values) if each.name not in names]
    return Known(values, given_in(values), doubted_in(values), (*kept, *graded))


def but(values: Values, changes: Mapping[str, Value]) -> dict[str, Value]:
    """Give what is known with other values under some names; a level that followed from them is only a range then.

    >>> but({"deaths": Exactly(1)}, {"deaths": Exactly(3)})
    {'deaths': Exactly(value=3)}
    """
    changed = {**values, **changes}
    if not isinstance(values, Known):
        return changed
    graded = tuple(
        [each for each in values.graded if each.name not in changes and each.needs.isdisjoint(changes)]
    )
    given, doubted = values.given, values.doubted
    return Known(changed, given, doubted, graded) if given or doubted or graded else changed


def open_names(conditions: Iterable[Condition], values: Values) -> frozenset[str]:
    """Give the open names some conditions look at, and those that what is given ties to them."""
    names = _open([name for condition in conditions for name in condition.needs], values)
    for each in tied(names, values):
        names |= _open(each.needs, values)
    return names


def tied(names: Iterable[str], values: Values) -> tuple[Condition, ...]:
    """Give the given conditions that tie open names to one another, directly or through others, in their order."""
    if not isinstance(values, Known) or not values.given:
        return ()
    ties, given = values.ties, values.given
    found = {ties[name] for name in names if name in ties}
    return tuple([given[place] for place in sorted(place for places in found for place in places)])


def _tie(given: tuple[Condition, ...], values: Values) -> dict[str, tuple[int, ...]]:
    """Part open names and the places of given conditions into what hangs together."""
    parts: list[tuple[set[str], set[int]]] = []
    for place, condition in enumerate(given):
        names, places = set(_open(condition.needs, values)), {place}
        if not names:
            continue
        apart = []
        for part in parts:
            if names.isdisjoint(part[0]):
                apart.append(part)
            else:
                names |= part[0]
                places |= part[1]
        parts = [*apart, (names, places)]
    return {name: tuple(sorted(places)) for names, places in parts for name in names}


def tied_to(name: str, values: Values) -> frozenset[str]:
    """Give the open names that a value of one name, open or not, can narrow."""
    beside = [each for each in given_in(values) if name in each.needs]
    return open_names(beside, values) if beside else frozenset()


def _open(names: Iterable[str], values: Values) -> frozenset[str]:
    return frozenset([name for name in names if type(values.get(name)) is not Exactly])
