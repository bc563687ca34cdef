"""Conditions and formulas ready to use: what they depend on, how they judge, how they read."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import field

from respond._records import frozen
from respond.errors import Language, Place, Text
from respond.facts import UNKNOWN, Between, Exactly, Fact, Value, plain_number
from respond.language import (
    AtLeast,
    Every,
    NamedTest,
    Negation,
    Operation,
    Origin,
    Scope,
    Some,
    Term,
    Test,
    Uses,
    and_,
    check_condition,
    check_formula,
    or_,
    origin_of,
    say_term,
    say_test,
    stand_in,
    uses_of,
    walk,
    write,
)
from respond.reason.closures import Judge, judge_of
from respond.reason.forms import Form, Normal, TooComplicatedError, negation_free, stands_apart
from respond.reason.memory import Kept
from respond.reason.normal import normalise
from respond.reason.terms import Ranger, Values, Variable, nonzero, ranger

Skeleton = tuple[Any, ...]
"""`("and", part, ...)`, `("or", part, ...)`, `("not", part)` or `("strand", index)`."""

Conditions = tuple["Condition", ...]

Seen = tuple[Value | None, ...]
"""What is known of the names that matter to a question."""


@frozen(eq=False)
class Condition:
    """A condition with every name typed; `truth` judges it under what is known.

    `truth` never calls unknown what it can decide one comparison at a time; what several comparisons decide
    together, `truth_of` decides.
    """

    text: str
    test: Test = field(repr=False)
    normal: Normal = field(repr=False)
    uses: Uses = field(repr=False)
    truth: Judge = field(repr=False)
    place: Place | None = field(default=None, repr=False)
    kept: Kept = field(factory=dict, init=False, repr=False)
    """Answers to questions that begin with this condition."""

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
    def months(self) -> frozenset[str]:
        """Give the events and instants of which it counts the calendar months since."""
        return self.uses.months

    @property
    def days(self) -> frozenset[str]:
        """Give the events and instants of which it counts the calendar days since."""
        return self.uses.days

    @property
    def timed(self) -> frozenset[str]:
        """Give the events and instants of which it asks how long ago they were."""
        return self.uses.timed

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
        return tuple(sorted(self.uses.names))

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

    @cached_property
    def atoms(self) -> tuple["Condition", ...]:
        """Give the single comparisons and flags, each once, in the order of the text."""
        return tuple([self._part(test) for test in dict.fromkeys(_atoms(self.test))])

    @property
    def skeleton(self) -> Skeleton:
        """Give how `and`, `or` and `not` join the strands."""
        return self._strands[0]

    @property
    def strands(self) -> tuple["Condition", ...]:
        """Give the smallest parts that share no name where they are joined: each can go either way by itself.

        So whoever joins their truths loses nothing, as one does who joins `3 <= deaths < 10` or `deaths >= 10`.
        """
        return self._strands[1]

    def parted(self, heads: Mapping[str, str]) -> tuple[Skeleton, tuple["Condition", ...]]:
        """Give skeleton and strands where names with the same head hang together too, as by a constraint."""
        strands: dict[Test, int] = {}
        skeleton = _skeleton(self.test, strands, heads)
        return skeleton, tuple([self._part(test) for test in strands])

    @cached_property
    def _strands(self) -> tuple[Skeleton, tuple["Condition", ...]]:
        return self.parted({})

    @cached_property
    def parts(self) -> tuple["Condition", ...]:
        """Give what is joined in it, named conditions spelled out; none of a single comparison or flag."""
        test = self.test
        while isinstance(test, NamedTest | Negation):
            test = test.body if isinstance(test, NamedTest) else test.part
        return (
            tuple([self._part(part) for part in test.parts])
            if isinstance(test, Every | Some | AtLeast)
            else ()
        )

    def _part(self, test: Test) -> "Condition":
        return self if test == self.test else condition_of(test, self.place)


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
    try:
        return _condition(str(text), check_condition(text, scope, nonzero), getattr(text, "place", None))
    except RecursionError:  # each formula is shallow enough, but not one upon the other
        raise origin_of(text).refuse("E434", 0) from None


def condition_of(test: Test, place: Place | None = None) -> Condition:
    """Make a condition of a tree, its text written from it; raises InputError where that is none (E422, E434)."""
    text = write(test)
    for part in walk(test):
        if isinstance(part, Operation) and part.operator == "/" and not nonzero(part.right):
            raise Origin(text, place, exact=False).refuse("E422", 0, found=write(part.right))
    return _condition(text, test, place)


def compile_formula(text: str, scope: Scope, label: Text | None = None) -> Formula:
    """Type a formula, which must give a number; raises InputError with every fault found (E401 to E434)."""
    try:
        return _formula(str(text), check_formula(text, scope, nonzero), label)
    except RecursionError:
        raise origin_of(text).refuse("E434", 0) from None


def formula_of(term: Term) -> Formula:
    """Make a formula of a tree, its text written from it."""
    return _formula(write(term), term, None)


def _condition(text: str, test: Test, place: Place | None) -> Condition:
    try:
        normal = normalise(test)
    except TooComplicatedError:
        raise Origin(text, place, exact=False).refuse("E434", 0) from None
    return Condition(text, test, normal, uses_of(test), judge_of(normal), place)


def _formula(text: str, term: Term, label: Text | None) -> Formula:
    label = label or Text(say_term(term, "zh"), say_term(term, "en"))
    return Formula(text, term, uses_of(term), stand_in(term.kind, label), ranger(term))


def _atoms(test: Test) -> Iterator[Test]:
    if isinstance(test, Every | Some | AtLeast):
        for part in test.parts:
            yield from _atoms(part)
    elif isinstance(test, Negation):
        yield from _atoms(test.part)
    else:
        yield test


def _skeleton(test: Test, strands: dict[Test, int], heads: Mapping[str, str]) -> Skeleton:
    if isinstance(test, Negation):
        return ("not", _skeleton(test.part, strands, heads))
    if isinstance(test, Every | Some):
        word, join = ("and", and_) if isinstance(test, Every) else ("or", or_)
        apart = _apart(test.parts, heads)
        if len(apart) > 1:
            return (word, *(_skeleton(join(*parts), strands, heads) for parts in apart))
    return ("strand", strands.setdefault(test, len(strands)))


def _apart(tests: Iterable[Test], heads: Mapping[str, str]) -> list[list[Test]]:
    """Part tests so that no two parts share a name, or names with the same head."""
    found: list[tuple[list[Test], frozenset[str]]] = []
    for test in tests:
        names = frozenset([heads.get(name, name) for name in uses_of(test).names])
        joined = [part for part in found if not names.isdisjoint(part[1])]
        found = [part for part in found if names.isdisjoint(part[1])]
        together = [each for part, _ in joined for each in part]
        found.append(([*together, test], names.union(*(own for _, own in joined))))
    return [part for part, _ in found]
