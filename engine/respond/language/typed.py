"""The tree of a condition once every name and number has a type."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve, field

from respond._records import frozen
from respond.errors import Text
from respond.facts import Fact, Number, show_exact
from respond.language.kinds import DAYS, MONTHS, Kind

HOME: Final = ZoneInfo("Asia/Shanghai")
"""The zone of a plan that names none."""


@frozen
class Season:
    """A part of every year, first and last day (month, day) included; it may cross New Year."""

    id: str
    first: tuple[int, int]
    last: tuple[int, int]
    label: Text = field(eq=False)
    zone: ZoneInfo = field(default=HOME, repr=False)
    """In which the day of an instant is counted."""

    def covers(self, day: date) -> bool:
        """Say whether a day lies in it.

        >>> Season("special", (11, 1), (5, 15), Text("特险期", "special period")).covers(date(2026, 1, 1))
        True
        """
        today = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= today <= self.last
        return today >= self.first or today <= self.last


# Terms: what has a size.


@frozen
class Figure:
    """How a number is written: its digits, what stands behind them, and what one of its unit is in base units."""

    digits: str
    unit: str
    scale: Number

    @property
    def places(self) -> int:
        """Count its decimals."""
        return len(self.digits.partition(".")[2])

    def moved(self, by: Number) -> "Figure":
        """Give the figure with so many of its unit more."""
        return evolve(self, digits=show_exact(Fraction(self.digits) + by))


@frozen
class Constant:
    """A literal; numbers stand in base units, a level as itself."""

    value: Number | date | datetime
    kind: Kind
    figure: Figure | None = field(default=None, eq=False, repr=False)
    zone: ZoneInfo = field(default=HOME, repr=False)
    """In which a day begins and ends."""


@frozen
class FactTerm:
    """A count, quantity, share, day or instant the plan asks for."""

    name: str
    kind: Kind
    fact: Fact = field(eq=False, repr=False)


@frozen
class LevelTerm:
    """`level` or `response`, as gravity: 0 none, then 1 for the mildest up to `gravest`."""

    name: str
    kind: Kind
    gravest: int = field(default=4, eq=False, repr=False)


@frozen
class Elapsed:
    """The hours since an event, or since an instant (which is a fact), or as its kind says: months, calendar days."""

    name: str
    kind: Kind
    fact: bool = field(eq=False, repr=False)
    label: Text = field(eq=False, repr=False)

    @property
    def key(self) -> str:
        """Give the name its value goes by."""
        return f"{_COUNTED.get(self.kind.dimension, 'elapsed')}({self.name})"


_COUNTED: Final = {MONTHS: "months", DAYS: "days"}
"""What the calendar counts, with what the names of its numbers begin with."""


@frozen
class DerivedTerm:
    """A number the plan computes from facts, by its name."""

    name: str
    kind: Kind
    label: Text = field(eq=False, repr=False)
    body: "Term" = field(eq=False, repr=False)


@frozen
class Operation:
    """A sum, difference, product or quotient."""

    operator: str
    left: "Term"
    right: "Term"
    kind: Kind


@frozen
class Negative:
    """A number with its sign turned."""

    term: "Term"
    kind: Kind


@frozen
class Extreme:
    """The least (`min`) or greatest (`max`) of some numbers."""

    function: str
    terms: tuple["Term", ...]
    kind: Kind


Term = Constant | FactTerm | LevelTerm | Elapsed | DerivedTerm | Operation | Negative | Extreme


# Tests: what is true or false.

TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
OPPOSITE: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_RANKS: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "==": eq,
    "!=": ne,
}


@frozen
class Sure:
    """`always` or `never`."""

    truth: bool


@frozen
class Flag:
    """A flag fact, or an event (which is no fact) that has happened."""

    name: str
    fact: Fact | None = field(eq=False, repr=False)
    label: Text = field(eq=False, repr=False)


@frozen
class InState:
    """A duty some occasion of which is overdue, was missed, or all of whose occasions so far are met.

    `lateness` is by how many hours it is overdue at least; None where any will do.
    """

    state: str
    duty: str
    label: Text = field(eq=False, repr=False)
    lateness: Fraction | None = None

    @property
    def key(self) -> str:
        """Give the name its truth goes by."""
        by = "" if self.lateness is None else f", {show_exact(self.lateness)} h"
        return f"{self.state}({self.duty}{by})"


@frozen
class Chosen:
    """A choice fact that is one of some keys, or none of them."""

    name: str
    keys: tuple[str, ...]
    negated: bool
    fact: Fact = field(eq=False, repr=False)


@frozen
class Ranked:
    """A choice fact whose choices have an order, held against one or two of them: `fairly <= judged < gravely`.

    `limits` read with the fact on the left. The order is that in which the plan lists the choices.
    """

    name: str
    limits: tuple[tuple[str, str], ...]
    fact: Fact = field(eq=False, repr=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the choices within the limits."""
        order = list(self.fact.choices)
        return tuple(
            key
            for place, key in enumerate(order)
            if all(_RANKS[operator](place, order.index(limit)) for operator, limit in self.limits)
        )


@frozen
class Comparison:
    """One or more comparisons in a chain."""

    terms: tuple[Term, ...]
    operators: tuple[str, ...]

    @property
    def pairs(self) -> tuple[tuple[Term, str, Term], ...]:
        """Give the comparisons of the chain one by one."""
        return tuple(zip(self.terms, self.operators, self.terms[1:], strict=False))


@frozen
class Among:
    """A number or level that is one of some constants, or none of them."""

    term: Term
    items: tuple[Constant, ...]
    negated: bool


@frozen
class InSeason:
    """A day, instant or event (which has no term) within or outside a yearly window, by the zone of its plan."""

    name: str
    season: Season
    negated: bool
    term: FactTerm | None = field(eq=False, repr=False)
    label: Text = field(eq=False, repr=False)


@frozen
class Negation:
    """The opposite of a test."""

    part: "Test"


@frozen
class Every:
    """All of some tests."""

    parts: tuple["Test", ...]


@frozen
class Some:
    """At least one of some tests."""

    parts: tuple["Test", ...]


@frozen
class AtLeast:
    """So many of some tests, or more; one that stands there twice counts twice."""

    least: int
    parts: tuple["Test", ...]


@frozen
class NamedTest:
    """A yes/no condition of the plan, by its name."""

    name: str
    label: Text = field(eq=False, repr=False)
    body: "Test" = field(eq=False, repr=False)


Test = (
    Sure
    | Flag
    | InState
    | Chosen
    | Ranked
    | Comparison
    | Among
    | InSeason
    | Negation
    | Every
    | Some
    | AtLeast
    | NamedTest
)
