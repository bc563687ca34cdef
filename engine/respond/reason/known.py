"""What is known: values by name, and conditions over them that hold whatever the open values turn out to be."""

from collections.abc import Iterable, Mapping

from respond.facts import Exactly, Value
from respond.reason.condition import Condition
from respond.reason.terms import Values


class Known(dict[str, Value]):
    """Values by name, with conditions `given` to hold of them together, such as the constraints of a plan.

    Whoever changes a value takes `but`, which keeps what is given; a plain copy forgets it, and knows less. `doubted`
    are conditions that would be given too, had it not taken too long to tell whether they can hold.
    """

    __slots__ = ("doubted", "given")

    def __init__(
        self, values: Values, given: tuple[Condition, ...], doubted: tuple[Condition, ...] = ()
    ) -> None:
        super().__init__(values)
        self.given = given
        self.doubted = doubted


def given_in(values: Values) -> tuple[Condition, ...]:
    """Give the conditions that are given to hold; none of plain values."""
    return values.given if isinstance(values, Known) else ()


def doubted_in(values: Values) -> tuple[Condition, ...]:
    """Give the conditions of which it would take too long to tell whether they can hold; none of plain values."""
    return values.doubted if isinstance(values, Known) else ()


def but(values: Values, changes: Mapping[str, Value]) -> dict[str, Value]:
    """Give what is known with other values under some names.

    >>> but({"deaths": Exactly(1)}, {"deaths": Exactly(3)})
    {'deaths': Exactly(value=3)}
    """
    changed = {**values, **changes}
    given, doubted = given_in(values), doubted_in(values)
    return Known(changed, given, doubted) if given or doubted else changed


def open_names(conditions: Iterable[Condition], values: Values) -> frozenset[str]:
    """Give the open names some conditions look at, and those that what is given ties to them."""
    names = _open([name for condition in conditions for name in condition.needs], values)
    for each in tied(names, values):
        names |= _open(each.needs, values)
    return names


def tied(names: Iterable[str], values: Values) -> tuple[Condition, ...]:
    """Give the given conditions that tie open names to one another, directly or through others, in their order."""
    given = given_in(values)
    if not given:
        return ()
    reached, found = _open(names, values), set[Condition]()
    grown = True
    while grown:
        fresh = [each for each in given if each not in found and not reached.isdisjoint(each.needs)]
        found.update(fresh)
        for each in fresh:
            reached |= _open(each.needs, values)
        grown = bool(fresh)
    return tuple(each for each in given if each in found)


def tied_to(name: str, values: Values) -> frozenset[str]:
    """Give the open names that a value of one name, open or not, can narrow."""
    beside = [each for each in given_in(values) if name in each.needs]
    return open_names(beside, values) if beside else frozenset()


def _open(names: Iterable[str], values: Values) -> frozenset[str]:
    return frozenset([name for name in names if type(values.get(name)) is not Exactly])
