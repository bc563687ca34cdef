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
from respond.reason.memory import Kept, Memory

K = TypeVar("K")
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

    def going_on(self) -> "Budget":
        """Give what is left of it, for the searches that follow."""
        return Budget(self.left, self.gave_up)

    def spend(self, steps: int, *, gave_up: bool) -> None:
        """Take what a search has cost off what is left."""
        self.left -= steps
        self.gave_up = self.gave_up or gave_up


_current: ContextVar[Budget | None] = ContextVar("budget", default=None)


Priced = Memory[K, tuple[int, T | None]]
"""Answers with the steps they cost; None is one that took too many."""


def afford(
    memory: Priced[K, T], kept: Kept, question: K, work: Callable[[Steps], T], size: int = 1
) -> T | None:
    """Work an answer out, or recall it, with the steps there are; None where they do not suffice.

    What is recalled costs what it cost at first: what can be afforded must not hang on what was asked before. Each work
    takes one step at least.
    """
    budget = _current.get()
    most = MOST_A_SEARCH if budget is None else max(0, min(MOST_A_SEARCH, budget.left))
    found = memory.find(kept, question)
    if found is None:
        found = _worked_out(work, most)
        if found[1] is not None or most == MOST_A_SEARCH:
            memory.keep(kept, question, found, size)
    cost, answer = found if found[0] <= most else (most, None)
    if budget is not None:
        budget.spend(cost, gave_up=answer is None)
    return answer


def _worked_out(work: Callable[[Steps], T], most: int) -> tuple[int, T | None]:
    steps = Steps(most)
    try:
        answer = work(steps)
    except (GaveUpError, RecursionError):
        return most - max(steps.left, 0), None
    return most - steps.left, answer


def spent() -> bool:
    """Say whether the answer being worked out has no steps left; who asks gives something up."""
    budget = _current.get()
    if budget is None or budget.left > 0:
        return False
    budget.gave_up = True
    return True
