"""Typed tree -> normal form: yes/no atoms, and comparisons as `polynomial >= 0`, `> 0` or `== 0`.

Quotients are gone: a divisor is never negative or zero, so a comparison is multiplied by it. A share of
10 % becomes `10 * part - whole >= 0`, in whole numbers.
"""

from datetime import date, timedelta
from typing import Final

from attrs import evolve

from respond.language import (
    DAY,
    MOMENT,
    Among,
    AtLeast,
    Chosen,
    Comparison,
    Constant,
    DerivedTerm,
    Every,
    Extreme,
    Flag,
    InSeason,
    InState,
    NamedTest,
    Negation,
    Negative,
    Node,
    Operation,
    Ranked,
    Some,
    Sure,
    Term,
    Test,
    rewrite,
)
from respond.reason.forms import (
    LARGEST,
    ChoiceAtom,
    Fixed,
    FlagAtom,
    Form,
    Normal,
    Polynomial,
    SeasonAtom,
    TooComplicatedError,
    add,
    conjoin,
    disjoin,
    many,
    opposite,
    sum_form,
    times,
)
from respond.reason.numbers import midnight, number_of
from respond.reason.terms import Variable, declared, variable_of


def normalise(test: Test) -> Normal:
    """Give the normal form of a typed condition; raises TooComplicatedError."""
    maker = _Maker()
    form = maker.form(test)
    return Normal(form, maker.variables)


class _Maker:
    def __init__(self) -> None:
        self.variables: dict[str, Variable] = {}
        self.steps = 0
        self.fractions: dict[int, tuple[Term, Polynomial, Polynomial]] = {}
        """The formulas behind derived numbers, by their identity, and multiplied out: each once."""

    def form(self, test: Test) -> Form:
        """Give the form of any test; a name is what stands behind it."""
        while isinstance(test, NamedTest):
            self.step()
            test = test.body
        if isinstance(test, Every | Some):
            join = conjoin if isinstance(test, Every) else disjoin
            return join(self.form(part) for part in test.parts)
        if isinstance(test, AtLeast):
            return many(test.least, [self.form(part) for part in test.parts])
        if isinstance(test, Negation):
            return opposite(self.form(test.part))
        if isinstance(test, Comparison):
            return conjoin(self.compare(left, operator, right) for left, operator, right in test.pairs)
        if isinstance(test, Among):
            equal = disjoin(self.compare(test.term, "==", item) for item in test.items)
            return opposite(equal) if test.negated else equal
        return self.plain(test)

    def step(self) -> None:
        self.steps += 1
        if self.steps > LARGEST:
            raise TooComplicatedError

    def plain(self, test: Sure | Flag | InState | Chosen | Ranked | InSeason) -> Form:
        if isinstance(test, Sure):
            return Fixed(test.truth)
        if isinstance(test, Flag):
            self.flag(test.name, test.fact.worse if test.fact else None)
            return FlagAtom(test.name)
        if isinstance(test, InState):
            self.flag(test.key, None)
            return FlagAtom(test.key)
        if isinstance(test, Chosen | Ranked):
            self.variables[test.name] = Variable(
                test.name, choices=tuple(test.fact.choices), worse=test.fact.worse or "up"
            )
            keys = frozenset(test.keys)
            if not keys or keys.issuperset(test.fact.choices):
                return Fixed(bool(keys) is not (isinstance(test, Chosen) and test.negated))
            atom = ChoiceAtom(test.name, keys)
            return opposite(atom) if isinstance(test, Chosen) and test.negated else atom
        season = self.season(test)
        return opposite(season) if test.negated else season

    def flag(self, name: str, worse: str | None) -> None:
        self.variables[name] = Variable(name, choices=(False, True), worse=worse or "up")

    def season(self, test: InSeason) -> Form:
        if test.term is None:
            self.flag(test.name, None)
            name = moment_name(test.name)
            self.variables[name] = Variable(name, integer=True, dimension=MOMENT)
            return conjoin([FlagAtom(test.name), SeasonAtom(name, test.name, test.season, instant=True)])
        self.variables[test.name] = variable_of(test.term)
        return SeasonAtom(test.name, test.name, test.season, instant=test.term.kind.dimension == MOMENT)

    def compare(self, left: Term, operator: str, right: Term) -> Form:
        """Give the form of one comparison."""
        if operator == "!=":
            return opposite(self.compare(left, "==", right))
        if operator in {"<", "<="}:
            return self.compare(right, _TURNED[operator], left)
        days = _day_bounds(left, right)
        if days is not None:
            term, day, first = days
            return self.compare_day(operator, term, day, first=first)
        return self.compare_extreme(left, operator, right)

    def compare_day(self, operator: str, term: Term, day: Constant, *, first: bool) -> Form:
        """Compare an instant with a day: the instant's day counts, in the zone of the plan."""
        starts, zone = day.value, day.zone
        assert isinstance(starts, date)  # noqa: S101 - the only constants that are days
        start = Constant(midnight(starts, zone), term.kind)
        after = Constant(midnight(starts + timedelta(days=1), zone), term.kind)
        if operator == "==":
            return conjoin([self.compare(term, ">=", start), self.compare(after, ">", term)])
        if first:  # the instant stands on the left
            return self.compare(term, ">=", start if operator == ">=" else after)
        return self.compare(after if operator == ">=" else start, ">", term)

    def compare_extreme(self, left: Term, operator: str, right: Term) -> Form:
        """Take `min` and `max` apart, so that only sums and products are left."""
        self.step()
        for term, other, greater in ((left, right, True), (right, left, False)):
            if isinstance(term, DerivedTerm) and isinstance(term.body, Extreme):
                pair = (term.body, other) if greater else (other, term.body)
                return self.compare_extreme(pair[0], operator, pair[1])
            if isinstance(term, Extreme) and operator != "==":
                parts = [
                    self.compare_extreme(*((part, operator, other) if greater else (other, operator, part)))
                    for part in term.terms
                ]
                return (disjoin if (term.function == "max") is greater else conjoin)(parts)
        passed: set[int] = set()
        found = _find_extreme(left, passed) or _find_extreme(right, passed)
        if found is None:
            return self.compare_sums(left, operator, right)
        return self.compare_cases(found, left, operator, right)

    def compare_cases(self, extreme: Extreme, left: Term, operator: str, right: Term) -> Form:
        """Decide by which of the terms is the extreme; if all agree it does not matter which."""
        above = ">=" if extreme.function == "max" else "<="
        answers = []
        for part in extreme.terms:
            made: dict[int, Term] = {}
            one, other = (_without(term, extreme, part, made) for term in (left, right))
            answers.append(self.compare(one, operator, other))
        cases = [
            conjoin([*(self.compare(part, above, rest) for rest in extreme.terms if rest != part), answer])
            for part, answer in zip(extreme.terms, answers, strict=True)
        ]
        return disjoin([*cases, conjoin(answers)])

    def compare_sums(self, left: Term, operator: str, right: Term) -> Form:
        above_left, below_left = self.fraction(left)
        above_right, below_right = self.fraction(right)
        if below_left == below_right:
            below_left = below_right = {(): 1}
        difference = add(times(above_left, below_right), times(above_right, below_left), -1)
        return self.atom(difference, operator)

    def atom(self, polynomial: Polynomial, operator: str) -> Form:
        integer = all(self.variables[name].integer for product in polynomial for name in product)
        return sum_form(polynomial, operator, integer=integer)

    def fraction(self, term: Term) -> tuple[Polynomial, Polynomial]:
        """Give a term as a quotient of polynomials, the divisor positive."""
        if isinstance(term, Constant):
            return {(): number_of(term.value)}, {(): 1}
        if isinstance(term, DerivedTerm):
            body = term.body
            if id(body) not in self.fractions:
                self.fractions[id(body)] = (body, *self.fraction(body))
            return self.fractions[id(body)][1:]
        if isinstance(term, Negative):
            above, below = self.fraction(term.term)
            return add({}, above, -1), below
        if isinstance(term, Operation):
            return self.operation(term)
        if isinstance(term, Extreme):
            raise TooComplicatedError  # pragma: no cover - taken apart before
        variable = variable_of(term)
        self.variables[variable.name] = variable
        return {(variable.name,): 1}, {(): 1}

    def operation(self, term: Operation) -> tuple[Polynomial, Polynomial]:
        a, b = self.fraction(term.left)
        c, d = self.fraction(term.right)
        if term.operator == "*":
            return times(a, c), times(b, d)
        if term.operator == "/":
            low = declared(term.right).low
            if low is None or low <= 0:  # then the divisor is always negative
                a, c = add({}, a, -1), add({}, c, -1)
            return times(a, d), times(b, c)
        sign = 1 if term.operator == "+" else -1
        if b == d:
            return add(a, c, sign), b
        return add(times(a, d), times(c, b), sign), times(b, d)


def moment_name(event: str) -> str:
    """Give the name under which the moment of an event stands beside whether it happened."""
    return f"moment({event})"


def event_of(name: str) -> str | None:
    """Give the event whose moment a name stands for.

    >>> event_of(moment_name("occurred")), event_of("deaths")
    ('occurred', None)
    """
    return name[len("moment(") : -1] if name.startswith("moment(") else None


_TURNED: Final = {"<": ">", "<=": ">="}


def _find_extreme(term: Term, passed: set[int]) -> Extreme | None:
    """Find an innermost `min` or `max`; `passed` are the formulas, by identity, known to have none."""
    if isinstance(term, Extreme):
        return next((found for part in term.terms if (found := _find_extreme(part, passed))), term)
    if isinstance(term, Operation):
        return _find_extreme(term.left, passed) or _find_extreme(term.right, passed)
    if isinstance(term, Negative):
        return _find_extreme(term.term, passed)
    if not isinstance(term, DerivedTerm) or id(term.body) in passed:
        return None
    found = _find_extreme(term.body, passed)
    if found is None:
        passed.add(id(term.body))
    return found


def _without(term: Term, extreme: Extreme, part: Term, made: dict[int, Term]) -> Term:
    """Put one of its terms in the place of a `min` or `max`, in the formulas behind derived numbers too.

    `made` holds the formulas so changed by the identity of those they replace, so that what is shared stays shared.
    """

    def change(inner: Node) -> Node:
        if inner == extreme:
            return part
        if not isinstance(inner, DerivedTerm):
            return inner
        if id(inner.body) not in made:
            made[id(inner.body)] = rewrite(inner.body, change)
        body = made[id(inner.body)]
        return inner if body is inner.body else evolve(inner, body=body)

    return rewrite(term, change)


def _day_bounds(left: Term, right: Term) -> tuple[Term, Constant, bool] | None:
    """Give the instant and the day where the two are compared, and whether the instant stands first."""
    for term, other, first in ((left, right, True), (right, left, False)):
        if term.kind.dimension == MOMENT and isinstance(other, Constant) and other.kind.dimension == DAY:
            return term, other, first
    return None
