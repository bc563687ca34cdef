"""How much work an answer may cost: counted in steps, not in time, so that the same question always ends the same way.

A step looks at one part of a condition, copies one thing still to be decided or makes one inequality; so what a search
holds in memory is bounded with its steps.
"""

from collections.abc import Callable
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Final, Self, TypeVar

from attrs import field

from respond._records import define

T = TypeVar("T")

MOST_A_SEARCH: Final = 100_000
"""Steps one search may take."""

MOST_AN_ANSWER: Final = 200_000
"""Steps all searches of one answer may take together."""


class GaveUpError(Exception):
    """The search would take too long."""


@define
class Steps:
    """How many more steps a search may take."""

    left: int

    def take(self, number: int = 1) -> None:
        """Use some up; raises GaveUpError when none is left."""
        self.left -= number
        if self.left < 0:
            raise GaveUpError


@define(eq=False)
class Budget:
    """The steps that all searches within a `with` share; `gave_up` says that one of them was cut short.

    What follows stays sound: a search that is not made leaves open what it would have decided.

    >>> with Budget(1) as budget:
    ...     budget.spend(1, gave_up=False)
    >>> budget.left, budget.gave_up
    (0, False)
    """

    left: int = MOST_AN_ANSWER
    gave_up: bool = False
    _outer: "Token[Budget | None] | None" = field(default=None, init=False, repr=False)

    def __enter__(self) -> Self:
        self._outer = _current.set(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._outer is not None:
            _current.reset(self._outer)

    def spend(self, steps: int, *, gave_up: bool) -> None:
        """Take what a search has cost off what is left."""
        self.left -= steps
        self.gave_up = self.gave_up or gave_up


_current: ContextVar[Budget | None] = ContextVar("budget", default=None)


def budget_now() -> Budget | None:
    """Give the budget of the answer that is being worked out; None outside of one, where each search stands alone."""
    return _current.get()


def afford(work: Callable[[Steps], T]) -> T | None:
    """Do some work with the steps there are for a search; None where they do not suffice."""
    budget = _current.get()
    most = MOST_A_SEARCH if budget is None else max(0, min(MOST_A_SEARCH, budget.left))
    steps = Steps(most)
    try:
        found = work(steps)
    except (GaveUpError, RecursionError):
        found = None
    if budget is not None:
        budget.spend(most - max(steps.left, 0), gave_up=found is None)
    return found
