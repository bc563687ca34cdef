"""A condition changed in one place: a figure one step up or down, a bound that counts made one that does not."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Final, Literal

from attrs import frozen

from respond.conditions import Condition, Scope, compile_condition, compile_formula, tree
from respond.errors import InputError
from respond.facts import FactType
from respond.facts.show import show_exact
from respond.prove.boundaries.figures import chains_in, figures_of, figures_within, nodes_of

_SWAPPED: Final = {">": ">=", ">=": ">", "<": "<=", "<=": "<"}
_DAY: Final = timedelta(days=1)

Kind = Literal["up", "down", "swap"]
_MOVES: Final[tuple[tuple[Kind, int], ...]] = (("down", -1), ("up", 1))


@frozen
class Mutation:
    """One change of a text: what stood there, and what stands there now."""

    kind: Kind
    before: str
    after: str
    text: str


def mutations(text: str, scope: Scope) -> Iterator[Mutation]:
    """Go through every one-step change of a condition: all its figures, all its bounds.

    >>> from respond.errors import Text
    >>> from respond.facts import Fact
    >>> scope = Scope({"deaths": Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")})
    >>> [change.text for change in mutations("deaths >= 3", scope)]
    ['deaths > 3', 'deaths >= 2', 'deaths >= 4']
    """
    for chain in chains_in(text):
        for operator, mark in zip(chain.operators, chain.marks, strict=True):
            if operator in _SWAPPED:
                end = mark + len(operator)
                yield Mutation(
                    "swap", operator, _SWAPPED[operator], _with(text, mark, end, _SWAPPED[operator])
                )
        whole = _is_whole(chain, text, scope)
        for figure in figures_within(chain, text):
            step = figure.step(whole=whole)
            for kind, sign in _MOVES:
                moved = show_exact(Fraction(figure.digits) + sign * step)
                changed = _with(text, figure.start, figure.end, moved)
                yield Mutation(kind, figure.digits + figure.unit, moved + figure.unit, changed)
        for node in nodes_of(chain):
            if isinstance(node, tree.Day):
                for kind, sign in _MOVES:
                    day = (node.day + sign * _DAY).isoformat()
                    changed = _with(text, node.start, node.end, day)
                    yield Mutation(kind, node.day.isoformat(), day, changed)


def formula_mutations(text: str) -> Iterator[Mutation]:
    """Go through every one-step change of the figures of a formula.

    >>> [change.text for change in formula_mutations("min(unpaid / 2, cap)")]
    ['min(unpaid / 1.9, cap)', 'min(unpaid / 2.1, cap)']
    """
    for figure in figures_of(text):
        for kind, sign in _MOVES:
            moved = show_exact(Fraction(figure.digits) + sign * figure.step(whole=False))
            changed = _with(text, figure.start, figure.end, moved)
            yield Mutation(kind, figure.digits + figure.unit, moved + figure.unit, changed)


def compiled(change: Mutation, scope: Scope) -> Condition | None:
    """Type a changed condition; None where the change leaves no condition."""
    try:
        return compile_condition(change.text, scope)
    except InputError:
        return None


def _with(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _is_whole(chain: tree.Chain, text: str, scope: Scope) -> bool:
    """Say whether a comparison is about things counted."""
    kinds: set[FactType | None] = set()
    for operand in chain.operands:
        if isinstance(operand, tree.Amount):
            continue
        try:
            kinds.add(compile_formula(text[operand.start : operand.end], scope).fact.type)
        except InputError:
            kinds.add(None)
    return kinds == {FactType.COUNT}
