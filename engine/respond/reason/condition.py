"""Conditions and formulas ready to use: what they depend on, how they judge, how they read."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from attrs import field, frozen

from respond.errors import Language, Place, Text
from respond.facts import UNKNOWN, Between, Exactly, Fact, Value
from respond.language import (
    Every,
    Negation,
    Scope,
    Some,
    Term,
    Test,
    Uses,
    check_condition,
    check_formula,
    origin_of,
    say_term,
    say_test,
    stand_in,
    uses_of,
)
from respond.reason.closures import Judge, judge_of
from respond.reason.forms import Form, Normal, TooComplicatedError, negation_free, stands_apart
from respond.reason.normal import normalise
from respond.reason.numbers import plain_number
from respond.reason.terms import Ranger, Values, Variable, nonzero, ranger

Skeleton = tuple[Any, ...]
"""`("and", part, ...)`, `("or", part, ...)`, `("not", part)` or `("atom", index)`."""


@frozen(eq=False)
class Condition:
    """A condition with every name typed; `truth` judges it under what is known.

    `truth` never calls unknown what it can decide one comparison at a time; what several comparisons decide
    together, `find` decides.
    """

    text: str
    test: Test = field(repr=False)
    normal: Normal = field(repr=False)
    uses: Uses = field(repr=False)
    truth: Judge = field(repr=False)
    place: Place | None = field(default=None, repr=False)
    cache: dict[Any, Any] = field(factory=dict, init=False, repr=False)
    """For what other rooms work out from the condition and need again."""

    @property
    def names(self) -> frozenset[str]:
        """Give the facts it depends on, those behind derived numbers among them."""
        return self.uses.facts

    @property
    def events(self) -> frozenset[str]:
        """Give the events it depends on."""
        return self.uses.events

    @property
    def elapsed(self) -> frozenset[str]:
        """Give the events and instants whose `elapsed(...)` it depends on."""
        return self.uses.elapsed

    @property
    def states(self) -> frozenset[str]:
        """Give what it asks about duties, as `overdue(report-up)`."""
        return self.uses.states

    @property
    def uses_level(self) -> bool:
        """Say whether it depends on the incident's level."""
        return "level" in self.uses.levels

    @property
    def uses_response(self) -> bool:
        """Say whether it depends on the response level."""
        return "response" in self.uses.levels

    @property
    def seen(self) -> tuple[str, ...]:
        """Give the names as written, in order: facts, derived numbers, events, `level`, `response`."""
        return self.uses.seen

    @property
    def variables(self) -> Mapping[str, Variable]:
        """Give what it depends on with all possible values, as numbers."""
        return self.normal.variables

    @property
    def moments(self) -> frozenset[str]:
        """Give the events, instants and dates whose day counts, as in `occurred in season`."""
        return self.uses.moments

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Give every name under which a value can change its truth, sorted."""
        elapsed = {f"elapsed({name})" for name in self.uses.elapsed}
        uses = self.uses
        return tuple(sorted(uses.facts | uses.events | elapsed | uses.levels | uses.states))

    @cached_property
    def separate(self) -> bool:
        """Say whether no two of its comparisons share a name, so that judging them one by one loses nothing."""
        return stands_apart(self.normal)

    @cached_property
    def demands(self) -> tuple[Form, Form]:
        """Give what it takes for the condition to hold, and to fail."""
        form, variables = self.normal.form, self.normal.variables
        return negation_free(form, variables, wanted=True), negation_free(form, variables, wanted=False)

    def words(self, lang: Language) -> str:
        """Give the condition in words."""
        return say_test(self.test, lang)

    @property
    def skeleton(self) -> Skeleton:
        """Give how `and`, `or` and `not` join the atoms."""
        return self._parts[0]

    @property
    def atoms(self) -> tuple["Condition", ...]:
        """Give the single comparisons and flags, each once, in the order of the text."""
        return self._parts[1]

    @cached_property
    def _parts(self) -> tuple[Skeleton, tuple["Condition", ...]]:
        atoms: dict[Test, int] = {}
        skeleton = _skeleton(self.test, atoms)
        return skeleton, tuple(self._part(test) for test in atoms)

    def _part(self, test: Test) -> "Condition":
        if test == self.test:
            return self
        start, end = test.span
        return _condition(self.text[start:end], test, self.place)


@frozen(eq=False)
class Formula:
    """A number computed from facts; `fact` describes how to show it."""

    text: str
    term: Term = field(repr=False)
    uses: Uses = field(repr=False)
    fact: Fact
    _range: Ranger = field(repr=False)

    @property
    def names(self) -> frozenset[str]:
        """Give the facts it depends on."""
        return self.uses.facts

    @property
    def dimension(self) -> str:
        """Give what it measures."""
        return self.term.kind.dimension

    def value(self, values: Values) -> Value:
        """Give its value or range, exactly, in base units."""
        found = self._range(values)
        low, high = (None if end is None else plain_number(end) for end in (found.low, found.high))
        if low is None and high is None:
            return UNKNOWN
        return Exactly(low) if low is not None and low == high else Between(low, high)

    def words(self, lang: Language) -> str:
        """Give the formula in words."""
        return say_term(self.term, lang)


def compile_condition(text: str, scope: Scope) -> Condition:
    """Type a condition; raises InputError with every fault found (E401 to E434).

    >>> from respond.facts import Exactly, Fact, FactType
    >>> deaths = Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")
    >>> condition = compile_condition("2 <= deaths < 5", Scope({"deaths": deaths}))
    >>> condition.truth({"deaths": Exactly(4)}), condition.truth({})
    (<Truth.YES: 'yes'>, <Truth.UNKNOWN: 'unknown'>)
    """
    test = check_condition(text, scope, nonzero)
    return _condition(str(text), test, getattr(text, "place", None))


def compile_formula(text: str, scope: Scope, label: Text | None = None) -> Formula:
    """Type a formula, which must give a number; raises InputError with every fault found (E401 to E434)."""
    term = check_formula(text, scope, nonzero)
    uses = uses_of(term)
    label = label or Text(say_term(term, "zh"), say_term(term, "en"))
    return Formula(str(text), term, uses, stand_in(term.kind, label), ranger(term))


def _condition(text: str, test: Test, place: Place | None) -> Condition:
    try:
        normal = normalise(test)
    except TooComplicatedError:
        raise origin_of(text).refuse("E434", 0) from None
    return Condition(text, test, normal, uses_of(test), judge_of(normal), place)


def _skeleton(test: Test, atoms: dict[Test, int]) -> Skeleton:
    if isinstance(test, Every | Some):
        word = "and" if isinstance(test, Every) else "or"
        return (word, *(_skeleton(part, atoms) for part in test.parts))
    if isinstance(test, Negation):
        return ("not", _skeleton(test.part, atoms))
    return ("atom", atoms.setdefault(test, len(atoms)))
