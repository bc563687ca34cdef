"""What a condition or formula depends on."""

from attrs import field

from respond._records import define, frozen
from respond.language.kinds import DAYS, MONTHS
from respond.language.typed import (
    Among,
    AtLeast,
    Chosen,
    Comparison,
    DerivedTerm,
    Elapsed,
    Every,
    Extreme,
    FactTerm,
    Flag,
    InSeason,
    InState,
    LevelTerm,
    NamedTest,
    Negation,
    Negative,
    Operation,
    Ranked,
    Some,
    Term,
    Test,
)


@frozen
class Uses:
    """Names by what they are; `moments` are the events and facts whose day or moment counts."""

    facts: frozenset[str]
    events: frozenset[str]
    elapsed: frozenset[str]
    months: frozenset[str]
    """Those of which the calendar months gone by count."""
    days: frozenset[str]
    """Those of which the calendar days gone by count."""
    moments: frozenset[str]
    levels: frozenset[str]
    states: frozenset[str]
    """What it asks about duties, as `overdue(report-up)`."""
    seen: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """Give every name under which a value can change something."""
        return self.facts | self.events | self.passed | self.levels | self.states

    @property
    def passed(self) -> frozenset[str]:
        """Give the numbers of time gone by, by the names they go by."""
        counted = (("elapsed", self.elapsed), ("months", self.months), ("days", self.days))
        return frozenset(f"{count}({name})" for count, names in counted for name in names)

    @property
    def timed(self) -> frozenset[str]:
        """Give the events and instants of which it counts how long ago they were, in whatever way."""
        return self.elapsed | self.months | self.days


@define
class _Walk:
    facts: dict[str, None]
    events: dict[str, None]
    elapsed: dict[str, None]
    months: dict[str, None]
    days: dict[str, None]
    moments: dict[str, None]
    levels: dict[str, None]
    states: dict[str, None]
    seen: dict[str, None]
    behind: set[str] = field(factory=set)
    """The names whose formula or condition was gone through, for what many share is worth one walk."""

    def test(self, test: Test) -> None:
        if isinstance(test, Every | Some | AtLeast):
            for part in test.parts:
                self.test(part)
            return
        if isinstance(test, Negation):
            self.test(test.part)
        elif isinstance(test, NamedTest):
            self.seen[test.name] = None
            if test.name not in self.behind:
                self.behind.add(test.name)
                seen, self.seen = self.seen, {}  # what stands behind a name is not written here
                self.test(test.body)
                self.seen = seen
        elif isinstance(test, Comparison):
            for term in test.terms:
                self.term(term, seen=True)
        elif isinstance(test, Among):
            self.term(test.term, seen=True)
        else:
            self.named(test)

    def named(self, test: Test) -> None:
        if isinstance(test, Flag):
            self.name(test.name, event=test.fact is None)
        elif isinstance(test, InState):
            self.states[test.key] = None
            self.seen[test.key] = None
        elif isinstance(test, Chosen | Ranked):
            self.name(test.name, event=False)
        elif isinstance(test, InSeason):
            self.name(test.name, event=test.term is None)
            self.moments[test.name] = None

    def name(self, name: str, *, event: bool, seen: bool = True) -> None:
        (self.events if event else self.facts)[name] = None
        if seen:
            self.seen[name] = None

    def term(self, term: Term, *, seen: bool) -> None:
        if isinstance(term, FactTerm):
            self.name(term.name, event=False, seen=seen)
        elif isinstance(term, LevelTerm):
            self.levels[term.name] = None
            self.seen[term.name] = None
        elif isinstance(term, Elapsed):
            counted = {MONTHS: self.months, DAYS: self.days}.get(term.kind.dimension, self.elapsed)
            counted[term.name] = None
            self.name(term.name, event=not term.fact, seen=seen)
        elif isinstance(term, DerivedTerm):
            if seen:
                self.seen[term.name] = None
            if term.name not in self.behind:
                self.behind.add(term.name)
                self.term(term.body, seen=False)
        else:
            for part in _operands(term):
                self.term(part, seen=seen)


def _operands(term: Term) -> tuple[Term, ...]:
    if isinstance(term, Operation):
        return term.left, term.right
    if isinstance(term, Negative):
        return (term.term,)
    return term.terms if isinstance(term, Extreme) else ()


def uses_of(root: Test | Term) -> Uses:
    """Give what a typed condition or formula depends on."""
    walk = _Walk({}, {}, {}, {}, {}, {}, {}, {}, {})
    if isinstance(root, Term):
        walk.term(root, seen=True)
    else:
        walk.test(root)
    return Uses(
        frozenset(walk.facts),
        frozenset(walk.events),
        frozenset(walk.elapsed),
        frozenset(walk.months),
        frozenset(walk.days),
        frozenset(walk.moments),
        frozenset(walk.levels),
        frozenset(walk.states),
        tuple(walk.seen),
    )
