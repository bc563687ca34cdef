"""First match: levels tried gravest first, with what an earlier level has decided left out of the later ones."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from respond.reason.forms import AllOf, AnyOf, Form, Opposite, SumAtom, conjoin, disjoin
from respond.reason.terms import Variable

Row = tuple[Form, ...]
"""Parts that must all hold."""

Rank = TypeVar("Rank")


def first_match(
    steps: Iterable[tuple[Rank, Form]], variables: Mapping[str, Variable]
) -> list[tuple[Rank, Form]]:
    """Leave out of each step, gravest first, what no longer matters when the steps before it have failed.

    A part of a row goes where the row without it, and with its opposite, would have met an earlier step: under
    `deaths >= 5` before it, `2 <= deaths < 5` is `deaths >= 2`. A row that would have met an earlier step, or meets
    another row of its own, goes altogether. The first step that holds stays the same for all values.
    """
    earlier: list[Row] = []
    found = []
    for rank, form in steps:
        rows = _rows(form)
        alive = [row for row in rows if not any(_implies(row, met) for met in earlier)]
        short = [_shortened(row, earlier, variables) for row in alive]
        found.append((rank, disjoin(conjoin(row) for row in _needed(short))))
        earlier += [*rows, *short]  # what was left out of the short ones is met still earlier
    return found


def _rows(form: Form) -> list[Row]:
    parts = form.parts if isinstance(form, AnyOf) else (form,)
    return [part.parts if isinstance(part, AllOf) else (part,) for part in parts]


def _shortened(row: Row, earlier: Sequence[Row], variables: Mapping[str, Variable]) -> Row:
    parts = list(row)
    for part in row:
        others = [other for other in parts if other != part]
        failing = (*others, _negated(part, variables))
        if any(_implies(failing, met) for met in earlier):
            parts = others
    return tuple(parts)


def _needed(rows: Sequence[Row]) -> list[Row]:
    """Leave out rows that meet another one; of rows that meet each other the first stays."""
    return [
        row
        for place, row in enumerate(rows)
        if not any(
            other != place
            and _implies(row, rows[other])
            and (other < place or not _implies(rows[other], row))
            for other in range(len(rows))
        )
    ]


def _negated(part: Form, variables: Mapping[str, Variable]) -> Form:
    """Give the opposite of a part, of a bound as a bound."""
    if not isinstance(part, SumAtom) or part.operator == "==":
        return part.part if isinstance(part, Opposite) else Opposite(part)
    products = tuple((product, -factor) for product, factor in part.products)
    if part.operator == ">=" and all(variables[name].integer for name in part.names):
        return SumAtom(products, -part.constant - 1, ">=")
    return SumAtom(products, -part.constant, ">" if part.operator == ">=" else ">=")


def _implies(row: Sequence[Form], other: Row) -> bool:
    """Say whether a row meets another part by part; False where it takes more than that to tell."""
    return all(any(_stronger(part, met) for part in row) for met in other)


def _stronger(part: Form, other: Form) -> bool:
    """Say whether one part holds wherever another does not fail: the same, or a bound at least as tight."""
    if part == other:
        return True
    if (
        not isinstance(part, SumAtom)
        or not isinstance(other, SumAtom)
        or "==" in {part.operator, other.operator}
    ):
        return False
    own, its = dict(part.products), dict(other.products)
    if own.keys() != its.keys():
        return False
    ratios = {Fraction(own[product], its[product]) for product in own}
    if len(ratios) > 1 or min(ratios) <= 0:
        return False
    limit = part.constant / ratios.pop()
    if limit == other.constant:
        return other.operator in {part.operator, ">="}
    return limit < other.constant
