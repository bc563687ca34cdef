"""The figures in the text of a condition: where they stand, what they limit, and how finely they are written."""

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import field, frozen

from respond.facts import Number, find_unit
from respond.language import Amount, Chain, origin_of, parse
from respond.language import Node as TreeNode

_DIGITS = re.compile(r"[0-9]+(?:\.([0-9]+))?")
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@frozen
class Figure:
    """A number in a text: `start` to `end` are its digits, `places` its decimals, `unit` what follows them."""

    start: int
    end: int
    digits: str
    places: int
    unit: str
    scale: Fraction
    """What one of its unit is in base units."""

    def step(self, *, whole: bool) -> Fraction:
        """Give one step in its own unit: 1 of what is counted, else a digit finer than it is written.

        >>> next(figures_in("area >= 0.067 ha")).step(whole=False)
        Fraction(1, 10000)
        """
        return Fraction(1) if whole else Fraction(1, 10 ** (self.places + 1))


@frozen
class Written:
    """A comparison of something with a figure, turned so that the figure stands on the right."""

    subject: str
    operator: str
    figure: Figure
    value: Number
    chain: Chain = field(repr=False)
    place: int = field(repr=False)
    """Which of the comparisons of its chain it is."""

    @property
    def unit(self) -> str:
        """Give what is written behind the figure."""
        return self.figure.unit

    @property
    def scale(self) -> Fraction:
        """Give what one of the unit is in base units."""
        return self.figure.scale

    def step(self, *, whole: bool) -> Number:
        """Give one step in base units."""
        size = self.figure.step(whole=whole) * self.figure.scale
        return int(size) if size.denominator == 1 else size


def thresholds_in(text: str) -> Iterator[Written]:
    """Go through the comparisons of a condition that have a figure on one side.

    >>> [(found.subject, found.operator, found.value) for found in thresholds_in("2 <= deaths < 5")]
    [('deaths', '>=', 2), ('deaths', '<', 5)]
    """
    for chain in chains_in(text):
        for place, (left, operator, right) in enumerate(_pairs(chain)):
            if isinstance(right, Amount) and not isinstance(left, Amount):
                yield _written(text, (left, operator, right), chain, place)
            elif isinstance(left, Amount) and not isinstance(right, Amount):
                yield _written(text, (right, _TURNED[operator], left), chain, place)


def forced(text: str, written: Written, *, truth: bool) -> str:
    """Give a condition with one of its comparisons taken as true or false, whatever the numbers are.

    >>> text = "gate and 2 <= deaths < 5"
    >>> forced(text, next(thresholds_in(text)), truth=False)
    'gate and (never and deaths < 5)'
    """
    said = [
        ("always" if truth else "never")
        if place == written.place
        else f"{text[left.start : left.end]} {operator} {text[right.start : right.end]}"
        for place, (left, operator, right) in enumerate(_pairs(written.chain))
    ]
    return f"{text[: written.chain.start]}({' and '.join(said)}){text[written.chain.end :]}"


_Pair = tuple[TreeNode, str, TreeNode]


def _pairs(chain: Chain) -> Iterator[_Pair]:
    return zip(chain.operands, chain.operators, chain.operands[1:], strict=False)


def _written(text: str, pair: tuple[TreeNode, str, Amount], chain: Chain, place: int) -> Written:
    subject, operator, amount = pair
    figure = _figure(text, amount)
    scale = figure.scale if not amount.percent else Fraction(1)
    value = Fraction(amount.value) * scale
    number = int(value) if value.denominator == 1 else value
    return Written(text[subject.start : subject.end], operator, figure, number, chain, place)


def figures_in(text: str) -> Iterator[Figure]:
    """Go through the figures of all comparisons of a condition, those within formulas among them."""
    for chain in chains_in(text):
        yield from figures_within(chain, text)


def figures_of(formula: str) -> Iterator[Figure]:
    """Go through the figures of a formula."""
    nodes = nodes_of(parse(origin_of(formula)))
    return (_figure(formula, node) for node in nodes if isinstance(node, Amount))


def figures_within(chain: Chain, text: str) -> Iterator[Figure]:
    """Go through the figures of one comparison."""
    return (_figure(text, node) for node in nodes_of(chain) if isinstance(node, Amount))


def _figure(text: str, amount: Amount) -> Figure:
    match = _DIGITS.match(text, amount.start)
    assert match is not None  # noqa: S101 - an amount begins with its digits
    unit = find_unit(amount.unit) if amount.unit else None
    scale = Fraction(1, 100) if amount.percent else unit.factor if unit else Fraction(1)
    behind = text[match.end() : amount.end]
    return Figure(match.start(), match.end(), match.group(), len(match[1] or ""), behind, scale)


def chains_in(text: str) -> Iterator[Chain]:
    """Go through the comparisons of a condition."""
    return (node for node in nodes_of(parse(origin_of(text))) if isinstance(node, Chain))


def nodes_of(node: TreeNode) -> Iterator[TreeNode]:
    """Go through a part of a condition and everything within it."""
    yield node
    for inner in node:
        parts = (inner,) if isinstance(inner, TreeNode) else inner if isinstance(inner, tuple) else ()
        for part in parts:
            if isinstance(part, TreeNode):
                yield from nodes_of(part)
