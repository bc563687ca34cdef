"""The tree of a condition as it was written, for the parser and the typing of this room: nothing is known of its names.

Every node knows the offsets at which it starts and ends in the text.
"""

from datetime import date
from typing import NamedTuple

from respond.facts import Number


class Amount(NamedTuple):
    """A number as written: `digits`, and `unit` behind them; `percent` tells `15%` from `0.15`."""

    start: int
    end: int
    value: Number
    digits: str
    unit: str | None = None
    percent: bool = False


class Day(NamedTuple):
    """A day, `2026-01-01`."""

    start: int
    end: int
    day: date


class Word(NamedTuple):
    """`true`, `false`, `always` or `never`."""

    start: int
    end: int
    truth: bool


class Name(NamedTuple):
    """A name: a fact, a derived number, an event, a choice, a level, a window."""

    start: int
    end: int
    name: str


class Call(NamedTuple):
    """`min(...)`, `max(...)` or `elapsed(...)`."""

    start: int
    end: int
    function: str
    arguments: tuple["Node", ...]


class Minus(NamedTuple):
    """`-x`."""

    start: int
    end: int
    operand: "Node"


class Arithmetic(NamedTuple):
    """`left operator right` with one of `+ - * /`."""

    start: int
    end: int
    operator: str
    left: "Node"
    right: "Node"
    mark: int


class Chain(NamedTuple):
    """Comparisons that share operands: `2 <= deaths < 5`."""

    start: int
    end: int
    operands: tuple["Node", ...]
    operators: tuple[str, ...]
    marks: tuple[int, ...]


class Member(NamedTuple):
    """`operand in {items}` with `items`, or `operand in window` with `window`."""

    start: int
    end: int
    operand: "Node"
    items: tuple["Node", ...] | None
    window: Name | None
    negated: bool


class Not(NamedTuple):
    """`not x`."""

    start: int
    end: int
    operand: "Node"


class All(NamedTuple):
    """`x and y ...`."""

    start: int
    end: int
    parts: tuple["Node", ...]


class Any(NamedTuple):
    """`x or y ...`."""

    start: int
    end: int
    parts: tuple["Node", ...]


class Several(NamedTuple):
    """`at least least of (x, y, ...)`."""

    start: int
    end: int
    least: Amount
    parts: tuple["Node", ...]


Node = Amount | Day | Word | Name | Call | Minus | Arithmetic | Chain | Member | Not | All | Any | Several
