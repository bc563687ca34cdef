"""A condition changed in one place: a figure one step up or down, a bound that counts made one that does not."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Final, Literal

from attrs import frozen

from respond.errors import InputError
from respond.facts import FactType, show_exact
from respond.language import Amount, Chain, Day, Scope
from respond.prove.boundaries.figures import Figure, chains_in, figures_of, figures_within, nodes_of
from respond.reason import Condition, compile_condition, compile_formula

_SWAPPED: Final = {">": ">=", ">=": ">", "<": "<=", "<=": "<"}
_DAY: Final = timedelta(days=1)

Kind = Literal["up", "down", "swap"]
_MOVES: Final[tuple[tuple[Kind, int], ...]] = (("down", -1), ("up", 1))


@frozen
class Mutation:
    """One change of a text: what stood there and what stands there now, alone and in its comparison."""

    kind: Kind
    before: str
    after: str
    was: str
    """The comparison, or the formula, as the plan has it."""
    now: str
    text: str
    """The whole text as changed."""


def mutations(text: str, scope: Scope) -> Iterator[Mutation]:
    """Go through every one-step change of a condition: all its figures, all its bounds.

    >>> from respond.errors import Text
    >>> from respond.facts import Fact
    >>> scope = Scope({"deaths": Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")})
    >>> [change.text for change in mutations("deaths >= 3", scope)]
    ['deaths > 3', 'deaths >= 2', 'deaths >= 4']
    """
    for chain in chains_in(text):
        within = (chain.start, chain.end)
        for operator, mark in zip(chain.operators, chain.marks, strict=True):
            if operator in _SWAPPED:
                yield _mutation("swap", text, within, (mark, mark + len(operator)), _SWAPPED[operator])
        whole = _is_whole(chain, text, scope)
        for figure in figures_within(chain, text):
            yield from _moved(text, within, figure, figure.step(whole=whole))
        for node in nodes_of(chain):
            if isinstance(node, Day):
                for kind, sign in _MOVES:
                    day = (node.day + sign * _DAY).isoformat()
                    yield _mutation(kind, text, within, (node.start, node.end), day)


def formula_mutations(text: str) -> Iterator[Mutation]:
    """Go through every one-step change of the figures of a formula.

    >>> [change.text for change in formula_mutations("min(unpaid / 2, cap)")]
    ['min(unpaid / 1.9, cap)', 'min(unpaid / 2.1, cap)']
    """
    for figure in figures_of(text):
        yield from _moved(text, (0, len(text)), figure, figure.step(whole=False))


def _moved(text: str, within: tuple[int, int], figure: Figure, step: Fraction) -> Iterator[Mutation]:
    """Give a figure one step down and one step up."""
    for kind, sign in _MOVES:
        moved = show_exact(Fraction(figure.digits) + sign * step)
        yield _mutation(kind, text, within, (figure.start, figure.end), moved, figure.unit)


def _mutation(
    kind: Kind, text: str, within: tuple[int, int], at: tuple[int, int], new: str, unit: str = ""
) -> Mutation:
    """Put something new at a place of a text; `within` is where the comparison around it begins and ends."""
    old = text[slice(*at)]
    changed = text[: at[0]] + new + text[at[1] :]
    now = changed[within[0] : within[1] + len(new) - len(old)]
    return Mutation(kind, old + unit, new + unit, text[slice(*within)], now, changed)


def compiled(change: Mutation, scope: Scope) -> Condition | None:
    """Type a changed condition; None where the change leaves no condition."""
    try:
        return compile_condition(change.text, scope)
    except InputError:
        return None


def _is_whole(chain: Chain, text: str, scope: Scope) -> bool:
    """Say whether a comparison is about things counted."""
    kinds: set[FactType | None] = set()
    for operand in chain.operands:
        if isinstance(operand, Amount):
            continue
        try:
            kinds.add(compile_formula(text[operand.start : operand.end], scope).fact.type)
        except InputError:
            kinds.add(None)
    return kinds == {FactType.COUNT}
