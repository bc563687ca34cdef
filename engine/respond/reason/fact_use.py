"""How conditions hang on one fact: which do, where they change along it, and what else moves those places.

Between two thresholds no condition changes, so one value stands for the whole cell.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any

from attrs import field

from respond._records import frozen
from respond.facts import Bound, Number, Value
from respond.reason.condition import Condition, Conditions, Seen
from respond.reason.domains import Domains, domains_of, range_at
from respond.reason.forms import Form, SumAtom, atoms_of, range_of
from respond.reason.interval import Interval, Range
from respond.reason.memory import Memory
from respond.reason.numbers import value_of
from respond.reason.solving import pick
from respond.reason.terms import Values, Variable

_Cut = tuple[Number, bool]
"""A threshold, and whether it belongs to the cell below it."""


@frozen
class Cell(Interval[Any]):
    """The values of a fact between two thresholds, in base units, with one value to stand for them."""

    value: Bound = field(kw_only=True)


def cells(conditions: Iterable[Condition], values: Values, name: str) -> list[Cell]:
    """Give the cells along one fact with a size, lowest first, while the others are as in `values`.

    Empty if no condition depends on the fact. Where another fact of the same comparison is a range, the
    numbers at which the comparison starts and stops being open are thresholds.

    >>> from respond.language import Scope
    >>> from respond.reason import compile_condition
    >>> from respond.errors import Text
    >>> from respond.facts import Fact, FactType
    >>> scope = Scope({"deaths": Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")})
    >>> [(cell.low, cell.high) for cell in cells([compile_condition("2 <= deaths < 5", scope)], {}, "deaths")]
    [(0, 1), (2, 4), (5, None)]
    """
    variables: dict[str, Variable] = {}
    atoms: dict[SumAtom, None] = {}
    for condition in conditions:
        if name in condition.variables:
            variables.update(condition.variables)
            atoms.update(dict.fromkeys(_sums(condition.normal.form, name)))
    if name not in variables or variables[name].choices:
        return []
    variable = variables[name]
    domains = domains_of(variables, {key: value for key, value in values.items() if key != name})
    cuts = sorted({cut for atom in atoms for cut in _cuts(atom, name, domains)})
    return [_cell(part, variable) for part in _split(range_at(domains, name), cuts, variable)]


def partners(conditions: Iterable[Condition], name: str) -> tuple[str, ...]:
    """Give the other names that stand in the same comparisons as one: they move its thresholds."""
    sums = [atom for condition in conditions for atom in _sums(condition.normal.form, name)]
    return tuple(sorted({other for atom in sums for other in atom.names if other != name}))


def _sums(form: Form, name: str) -> Iterator[SumAtom]:
    return (atom for atom in atoms_of(form) if isinstance(atom, SumAtom) and name in atom.names)


def _cuts(atom: SumAtom, name: str, domains: Domains) -> Iterator[_Cut]:
    """Give the thresholds of `slope * name + rest`, at both ends of what slope and rest can be."""
    slope = SumAtom(tuple((_less(p, name), f) for p, f in atom.products if p.count(name) == 1), 0, "")
    rest = SumAtom(tuple((p, f) for p, f in atom.products if name not in p), atom.constant, "")
    ranges = {key: span for key, span in domains.items() if isinstance(span, Interval)}
    factors, constants = range_of(slope, ranges.__getitem__), range_of(rest, ranges.__getitem__)
    for factor in {factors.low, factors.high}:
        for constant in {constants.low, constants.high}:
            if factor and constant is not None:
                limit = -Fraction(constant) / factor
                if atom.operator == "==":
                    yield limit, False
                    yield limit, True
                else:
                    # rising: from `>=` on the limit belongs above; falling: up to it, it belongs below
                    yield limit, (factor > 0) is (atom.operator == ">")


def _less(product: tuple[str, ...], name: str) -> tuple[str, ...]:
    index = product.index(name)
    return product[:index] + product[index + 1 :]


def _split(span: Range, cuts: Iterable[_Cut], variable: Variable) -> Iterator[Range]:
    rest = span
    for limit, below in cuts:
        if variable.integer:
            last = floor(limit) if below else ceil(limit) - 1
            part, left = rest.below(last, strict=False), rest.above(last + 1, strict=False)
        else:
            part, left = rest.below(limit, strict=not below), rest.above(limit, strict=below)
        if not part.empty and not left.empty:
            yield part
            rest = left
    yield rest


def _cell(span: Range, variable: Variable) -> Cell:
    low, high = (None if end is None else value_of(end, variable.dimension) for end in (span.low, span.high))
    stands = value_of(pick(span, variable), variable.dimension)
    return Cell(low, high, span.low_open, span.high_open, value=stands)


@frozen(eq=False)
class FactUse:
    """The criteria that depend on a fact, by position and in themselves.

    `partners` are the other facts whose values move the thresholds of this one.
    """

    name: str
    positions: frozenset[int]
    conditions: tuple[Condition, ...]
    partners: tuple[str, ...]

    def cells(self, values: Mapping[str, Value]) -> tuple[Cell, ...]:
        """Give the cells along the fact; they are kept with the first criterion for what they depend on."""
        if not self.conditions:
            return ()
        known = tuple([values.get(name) for name in self.partners])
        question = (self.conditions, self.name, known)
        return _CELLS.get(
            self.conditions[0].kept, question, lambda: tuple(cells(self.conditions, values, self.name))
        )


_CELLS: Memory[tuple[Conditions, str, Seen], tuple[Cell, ...]] = Memory()
_USES: Memory[Conditions, Mapping[str, FactUse]] = Memory()


def fact_uses(conditions: tuple[Condition, ...]) -> Mapping[str, FactUse]:
    """Give how criteria hang on each fact."""
    if not conditions:
        return {}
    return _USES.get(conditions[0].kept, conditions, lambda: _fact_uses(conditions))


def _fact_uses(conditions: tuple[Condition, ...]) -> Mapping[str, FactUse]:
    names = {name for condition in conditions for name in condition.names}
    return {name: _fact_use(name, conditions) for name in sorted(names)}


def _fact_use(name: str, conditions: tuple[Condition, ...]) -> FactUse:
    positions = frozenset(index for index, condition in enumerate(conditions) if name in condition.names)
    touched = tuple(conditions[index] for index in sorted(positions))
    return FactUse(name, positions, touched, partners(touched, name))
