"""Conditions made of conditions: joined, denied, changed in one place, laid out; always as trees, never as text."""

from collections.abc import Callable, Iterator
from itertools import combinations
from math import comb
from typing import Final, TypeVar

from attrs import evolve

from respond.language.typed import (
    OPPOSITE,
    Among,
    AtLeast,
    Chosen,
    Comparison,
    DerivedTerm,
    Every,
    Extreme,
    InSeason,
    NamedTest,
    Negation,
    Negative,
    Operation,
    Ranked,
    Some,
    Sure,
    Term,
    Test,
)

ALWAYS: Final = Sure(truth=True)
NEVER: Final = Sure(truth=False)

Node = Test | Term
N = TypeVar("N", bound=Node)


def and_(*tests: Test) -> Test:
    """Give what holds when all of some tests do; of none, `always`."""
    parts = [part for test in tests for part in (test.parts if isinstance(test, Every) else (test,))]
    return parts[0] if len(parts) == 1 else Every(tuple(parts)) if parts else ALWAYS


def or_(*tests: Test) -> Test:
    """Give what holds when at least one of some tests does; of none, `never`."""
    parts = [part for test in tests for part in (test.parts if isinstance(test, Some) else (test,))]
    return parts[0] if len(parts) == 1 else Some(tuple(parts)) if parts else NEVER


def not_(test: Test) -> Test:
    """Give what holds when a test does not."""
    if isinstance(test, Negation):
        return test.part
    return Sure(not test.truth) if isinstance(test, Sure) else Negation(test)


def replace(node: N, old: Node, new: Node) -> N:
    """Put something else in the place of one part of a condition or formula: that very part, not its equals.

    What stands behind the name of a derived number or condition is no part.
    """
    return rewrite(node, lambda part: new if part is old else part)


def rewrite(node: N, change: Callable[[Node], Node]) -> N:
    """Put something else in the place of every part that `change` gives something else for, the largest first."""
    changed = change(node)
    if changed is not node:
        return changed  # type: ignore[return-value]
    inner = {name: _rewritten(part, change) for name, part in _inner(node)}
    kept = all(inner[name] is part for name, part in _inner(node))
    return node if kept else evolve(node, **inner)  # type: ignore[arg-type]


def _rewritten(part: Node | tuple[Node, ...], change: Callable[[Node], Node]) -> Node | tuple[Node, ...]:
    if not isinstance(part, tuple):
        return rewrite(part, change)
    parts = tuple([rewrite(each, change) for each in part])
    return part if all(one is other for one, other in zip(parts, part, strict=True)) else parts


def _inner(node: Node) -> Iterator[tuple[str, Node | tuple[Node, ...]]]:
    """Give the parts right under a node, by the field that holds them."""
    if isinstance(node, Every | Some | AtLeast):
        yield "parts", node.parts
    elif isinstance(node, Negation):
        yield "part", node.part
    elif isinstance(node, Comparison | Extreme):
        yield "terms", node.terms
    elif isinstance(node, Among):
        yield "term", node.term
        yield "items", node.items
    elif isinstance(node, Operation):
        yield "left", node.left
        yield "right", node.right
    elif isinstance(node, Negative):
        yield "term", node.term


def spelled_out(test: Test) -> Test:
    """Put the conditions behind the names of a test in their place; derived numbers keep theirs."""

    def opened(node: Node) -> Node:
        return spelled_out(node.body) if isinstance(node, NamedTest) else node

    return rewrite(test, opened)


def walk(node: Node) -> Iterator[Node]:
    """Go through a condition or formula and all its parts, in the order of the text."""
    yield node
    for _, inner in _inner(node):
        for part in inner if isinstance(inner, tuple) else (inner,):
            yield from walk(part)


def derived_in(node: Node) -> tuple[str, ...]:
    """Give the derived numbers in a condition or formula, and those behind them, each once."""
    found: dict[str, None] = {}

    def gather(node: Node) -> None:
        for part in walk(node):
            # One that stands behind many is looked into once: chains of them would double with each link.
            if isinstance(part, DerivedTerm) and part.name not in found:
                found[part.name] = None
                gather(part.body)

    gather(node)
    return tuple(found)


def simplify(test: Test) -> Test:
    """Give a test that holds in the same cases, with less in it: nothing twice, nothing certain, no `not` to spare."""
    if isinstance(test, Negation):
        return _denied(simplify(test.part))
    if isinstance(test, AtLeast):
        return _counted(test.least, [simplify(part) for part in test.parts])
    if not isinstance(test, Every | Some):
        return test
    join, nothing = (and_, ALWAYS) if isinstance(test, Every) else (or_, NEVER)
    simple = join(*dict.fromkeys(simplify(part) for part in test.parts))
    if not isinstance(simple, type(test)):
        return simple
    parts = [part for part in dict.fromkeys(simple.parts) if part != nothing]
    decided = not_(nothing)
    if decided in parts or any(_denied(part) in parts for part in parts):
        return decided
    return join(*parts)


def _counted(least: int, simple: list[Test]) -> Test:
    """Give a simple test for so many of some simple ones: those decided are counted, all or one are joined."""
    parts = [part for part in simple if not isinstance(part, Sure)]
    least -= simple.count(ALWAYS)
    if least <= 0:
        return ALWAYS
    if least > len(parts):
        return NEVER
    if least in {1, len(parts)}:
        return simplify(or_(*parts) if least == 1 else and_(*parts))
    return AtLeast(least, tuple(parts))


def _denied(test: Test) -> Test:
    """Deny what is simple already."""
    if isinstance(test, Comparison) and len(test.operators) == 1:
        return evolve(test, operators=(OPPOSITE[test.operators[0]],))
    if isinstance(test, Ranked) and len(test.limits) == 1:
        ((operator, key),) = test.limits
        return evolve(test, limits=((OPPOSITE[operator], key),))
    if isinstance(test, Chosen | Among | InSeason):
        return evolve(test, negated=not test.negated)
    return not_(test)


def ways_of(test: Test, most: int) -> list[tuple[Test, ...]]:
    """Give the ways to meet a test, each as tests that must all hold; where there are more than `most`, just itself."""
    found: list[tuple[Test, ...]]
    if isinstance(test, Some):
        found = [way for part in test.parts for way in ways_of(part, most)]
    elif isinstance(test, Every):
        found = [()]
        for part in test.parts:
            found = [(*head, *tail) for head in found for tail in ways_of(part, most)]
            if len(found) > most:
                break
    elif isinstance(test, AtLeast) and comb(len(test.parts), test.least) <= most:
        chosen = combinations(test.parts, test.least)
        found = [way for parts in chosen for way in ways_of(Every(parts), most)]
    else:
        return [(test,)]
    return found if len(found) <= most else [(test,)]
