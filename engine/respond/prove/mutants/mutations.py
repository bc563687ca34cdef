"""A condition changed in one place: a figure or choice one step up or down, a bound that counts made one that does not.

Of so many parts that must hold one more or one fewer is asked for, or one part is left out.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, Literal

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError
from respond.facts import FactType
from respond.language import (
    AtLeast,
    Comparison,
    Constant,
    Elapsed,
    Figure,
    Node,
    Ranked,
    Scope,
    Term,
    Test,
    replace,
    spelled_out,
    walk,
    write,
)
from respond.prove.boundaries.figures import constants_in, step_of
from respond.reason import Condition, compile_condition, formula_of

_SWAPPED: Final = {">": ">=", ">=": ">", "<": "<=", "<=": "<"}
_DAY: Final = timedelta(days=1)

Kind = Literal["up", "down", "swap", "drop"]
MOVES: Final[tuple[tuple[Kind, int], ...]] = (("down", -1), ("up", 1))


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


def mutations(test: Test) -> Iterator[Mutation]:
    """Go through every one-step change of a condition: all its figures, all its bounds.

    >>> from respond.errors import Text
    >>> from respond.facts import Fact
    >>> scope = Scope({"deaths": Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")})
    >>> [change.text for change in mutations(compile_condition("deaths >= 3", scope).test)]
    ['deaths > 3', 'deaths >= 2', 'deaths >= 4']
    """
    whole = spelled_out(test)
    for part in walk(whole):
        for kind, before, after, changed in _changes(part):
            text = write(replace(whole, part, changed))
            yield Mutation(kind, before, after, write(part), write(changed), text)


_Change = tuple[Kind, str, str, Test]


def _changes(part: Node) -> Iterator[_Change]:
    if isinstance(part, Comparison):
        yield from _comparing(part)
    elif isinstance(part, Ranked):
        yield from _ranking(part)
    elif isinstance(part, AtLeast):
        yield from _counting(part)


def _comparing(chain: Comparison) -> Iterator[_Change]:
    operators = chain.operators
    for place, operator in enumerate(operators):
        if operator in _SWAPPED:
            other = _SWAPPED[operator]
            swapped = evolve(chain, operators=(*operators[:place], other, *operators[place + 1 :]))
            yield "swap", operator, other, swapped
    whole = _is_whole(chain)
    for constant, figure in constants_in(chain):
        for kind, moved in _moved(constant, figure, whole=whole):
            yield kind, write(constant), write(moved), replace(chain, constant, moved)
    for constant in [part for part in walk(chain) if isinstance(part, Constant)]:
        if type(constant.value) is date:
            for kind, sign in MOVES:
                moved = evolve(constant, value=constant.value + sign * _DAY)
                yield kind, write(constant), write(moved), replace(chain, constant, moved)


def _ranking(ranked: Ranked) -> Iterator[_Change]:
    """Turn each bound of an ordered choice over, and put the choices beside it in its place."""
    order = list(ranked.fact.choices)
    for place, (operator, key) in enumerate(ranked.limits):

        def with_limit(limit: tuple[str, str], place: int = place) -> Ranked:
            return evolve(ranked, limits=(*ranked.limits[:place], limit, *ranked.limits[place + 1 :]))

        if operator in _SWAPPED:
            other = _SWAPPED[operator]
            yield "swap", operator, other, with_limit((other, key))
        for kind, step in MOVES:
            beside = order.index(key) + step
            if 0 <= beside < len(order):
                yield kind, key, order[beside], with_limit((operator, order[beside]))


def _counting(counted: AtLeast) -> Iterator[_Change]:
    """Ask for one fewer and for one more of some parts, and leave each of them out."""
    least, parts = counted.least, counted.parts
    for kind, step in MOVES:
        if 1 <= least + step <= len(parts):
            yield kind, f"at least {least}", f"at least {least + step}", evolve(counted, least=least + step)
    for place, part in enumerate(parts):
        rest = parts[:place] + parts[place + 1 :]
        if least <= len(rest):
            fewer = evolve(counted, parts=rest) if len(rest) > 1 else rest[0]
            yield "drop", write(part), "", fewer


def formula_mutations(term: Term) -> Iterator[Mutation]:
    """Go through every one-step change of the figures of a formula."""
    for constant, figure in constants_in(term):
        for kind, moved in _moved(constant, figure, whole=False):
            text = write(replace(term, constant, moved))
            yield Mutation(kind, write(constant), write(moved), write(term), text, text)


def _moved(constant: Constant, figure: Figure, *, whole: bool) -> Iterator[tuple[Kind, Constant]]:
    """Give a figure one step down and one step up."""
    for kind, sign in MOVES:
        moved = figure.moved(sign * step_of(figure, whole=whole))
        yield kind, evolve(constant, value=Fraction(moved.digits) * moved.scale, figure=moved)


def compiled(change: Mutation, scope: Scope) -> Condition | None:
    """Type a changed condition anew; None where the change leaves none, as half a death or a divisor of nothing."""
    try:
        return compile_condition(change.text, scope)
    except InputError:
        return None


def _is_whole(chain: Comparison) -> bool:
    """Say whether a comparison is about things counted, or about months, which are counted in whole ones too."""
    terms = [term for term in chain.terms if not isinstance(term, Constant)]
    if all(isinstance(term, Elapsed) and term.kind.ordinal for term in terms):
        return True
    return {None if term.kind.ordinal else formula_of(term).fact.type for term in terms} == {FactType.COUNT}
