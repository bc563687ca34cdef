"""The cells one fact's numbers fall into: between two thresholds no condition changes."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from respond.facts import Bound, Number
from respond.language import (
    DAY,
    MOMENT,
    Form,
    SumAtom,
    Values,
    Variable,
    atoms_of,
    moment_of,
    plain_number,
    shanghai,
)
from respond.reason.boxes import Box, box_of, span_in
from respond.reason.closures import range_of
from respond.reason.condition import Condition
from respond.reason.leaves import pick
from respond.reason.spans import Span

_Cut = tuple[Number, bool]
"""A threshold, and whether it belongs to the cell below it."""


@frozen
class Cell:
    """The values between two thresholds, with one value to stand for them, in base units.

    An end that is None is no end; an open end does not belong to the cell.
    """

    low: Bound | None
    high: Bound | None
    low_open: bool
    high_open: bool
    value: Bound


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
    box = box_of(variables, {key: value for key, value in values.items() if key != name})
    cuts = sorted({cut for atom in atoms for cut in _cuts(atom, name, box)})
    return [_cell(part, variable) for part in _split(span_in(box, name), cuts, variable)]


def partners(conditions: Iterable[Condition], name: str) -> tuple[str, ...]:
    """Give the other names that stand in the same comparisons as one: they move its thresholds."""
    sums = [atom for condition in conditions for atom in _sums(condition.normal.form, name)]
    return tuple(sorted({other for atom in sums for other in atom.names if other != name}))


def _sums(form: Form, name: str) -> Iterator[SumAtom]:
    return (atom for atom in atoms_of(form) if isinstance(atom, SumAtom) and name in atom.names)


def _cuts(atom: SumAtom, name: str, box: Box) -> Iterator[_Cut]:
    """Give the thresholds of `slope * name + rest`, at both ends of what slope and rest can be."""
    slope = SumAtom(tuple((_without(p, name), f) for p, f in atom.products if p.count(name) == 1), 0, "")
    rest = SumAtom(tuple((p, f) for p, f in atom.products if name not in p), atom.constant, "")
    ranges = {key: (span.low, span.high) for key, span in box.items() if isinstance(span, Span)}
    for factor in set(range_of(slope, ranges)):
        for constant in set(range_of(rest, ranges)):
            if factor and constant is not None:
                limit = -Fraction(constant) / factor
                if atom.operator == "==":
                    yield limit, False
                    yield limit, True
                else:
                    # rising: from `>=` on the limit belongs above; falling: up to it, it belongs below
                    yield limit, (factor > 0) is (atom.operator == ">")


def _without(product: tuple[str, ...], name: str) -> tuple[str, ...]:
    index = product.index(name)
    return product[:index] + product[index + 1 :]


def _split(span: Span, cuts: Iterable[_Cut], variable: Variable) -> Iterator[Span]:
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


def _cell(span: Span, variable: Variable) -> Cell:
    low = None if span.low is None else _bound(span.low, variable)
    high = None if span.high is None else _bound(span.high, variable)
    return Cell(low, high, span.low_open, span.high_open, _bound(pick(span, variable), variable))


def _bound(number: Number, variable: Variable) -> Bound:
    if variable.dimension == DAY:
        return date.fromordinal(int(number))
    if variable.dimension == MOMENT:
        return moment_of(number).astimezone(shanghai())
    return plain_number(number)
