"""The tree of a condition as it was written, before anything is known of its names."""

from datetime import date

from attrs import field, frozen

from respond.facts.values import Number


@frozen(kw_only=True)
class _Node:
    """What every node has: where it starts and ends in the text."""

    start: int = field(eq=False)
    end: int = field(eq=False)


@frozen
class Amount(_Node):
    """A number as written; `unit` is its unit in the text, `percent` tells `15%` from `0.15`."""

    value: Number
    unit: str | None = None
    percent: bool = False


@frozen
class Day(_Node):
    """A day, `2026-01-01`."""

    day: date


@frozen
class Word(_Node):
    """`true`, `false`, `always` or `never`."""

    truth: bool
    keyword: str = field(eq=False)


@frozen
class Name(_Node):
    """A name: a fact, a derived number, an event, a choice, a level, a window."""

    name: str


@frozen
class Call(_Node):
    """`min(...)`, `max(...)` or `elapsed(...)`."""

    function: str
    arguments: tuple["Node", ...]


@frozen
class Minus(_Node):
    """`-x`."""

    operand: "Node"


@frozen
class Arithmetic(_Node):
    """`left operator right` with one of `+ - * /`."""

    operator: str
    left: "Node"
    right: "Node"
    mark: int = field(eq=False)


@frozen
class Chain(_Node):
    """Comparisons that share operands: `2 <= deaths < 5`."""

    operands: tuple["Node", ...]
    operators: tuple[str, ...]
    marks: tuple[int, ...] = field(eq=False)


@frozen
class Member(_Node):
    """`operand in {items}` with `items`, or `operand in window` with `window`."""

    operand: "Node"
    items: tuple["Node", ...] | None
    window: Name | None
    negated: bool


@frozen
class Not(_Node):
    """`not x`."""

    operand: "Node"


@frozen
class All(_Node):
    """`x and y ...`."""

    parts: tuple["Node", ...]


@frozen
class Any(_Node):
    """`x or y ...`."""

    parts: tuple["Node", ...]


Node = Amount | Day | Word | Name | Call | Minus | Arithmetic | Chain | Member | Not | All | Any
