"""Typing what has a size: numbers with their units, days, levels, and what is computed from them."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final, TypeVar, cast

from attrs import evolve

from respond.errors import Fault, InputError, Text
from respond.facts import (
    COUNT,
    SHARE,
    TIME,
    Fact,
    FactType,
    Number,
    base_unit,
    check_fact,
    plain_number,
)
from respond.language import parsed
from respond.language.kinds import DAY, LEVEL, MOMENT, MONTH_UNITS, MONTHS, PLAIN, Kind, kind_of, type_words
from respond.language.parser import DEEPEST, parse
from respond.language.scope import Scope
from respond.language.tokens import Origin, origin_of
from respond.language.typed import (
    Constant,
    DerivedTerm,
    Elapsed,
    Extreme,
    FactTerm,
    Figure,
    LevelTerm,
    Negative,
    Operation,
    Term,
)

Nonzero = Callable[[Term], bool]
"""Says whether a term is never zero: only then may it divide, and only a room that compares can tell."""

MOST_FACTORS: Final = 64
"""How many numbers a formula may multiply in one product, those of the derived numbers in it among them."""

_FACTORS: Final = ("*", "/")
_A_CONDITION: Final = Text("是/否条件", "a yes/no condition")
T = TypeVar("T")
_DATED: Final = frozenset({FactType.DATE, FactType.INSTANT})


def check_formula(text: str, scope: Scope, nonzero: Nonzero, within: tuple[str, ...] = ()) -> Term:
    """Give the typed tree of a formula, which must give a number; `within` names the formulas being read."""
    origin = origin_of(text)
    node = parse(origin)
    checker = TermChecker(scope, origin, nonzero, within)
    term = checker.number(node)
    if term is None or checker.faults:
        raise InputError(checker.faults)
    return term


class TermChecker:
    """Types one text and collects its faults; what is faulty is None further up."""

    def __init__(self, scope: Scope, origin: Origin, nonzero: Nonzero, within: tuple[str, ...]) -> None:
        self.scope = scope
        self.origin = origin
        self.nonzero = nonzero
        self.within = within
        self.faults: list[Fault] = []

    def report(self, code: str, node: parsed.Node, *, suggestion: str | None = None, **found: object) -> None:
        """Note a fault at a node."""
        self.faults.append(self.origin.fault(code, node.start, suggestion=suggestion, **found))

    def text(self, node: parsed.Node) -> str:
        """Give a node as it was written."""
        return self.origin.text[node.start : node.end]

    def dated(self, node: parsed.Node) -> tuple[str, FactTerm | None] | None:
        """Give the name of something that has a day: an event, or an instant or date with its term."""
        if isinstance(node, parsed.Name):
            fact = self.scope.facts.get(node.name)
            if fact is None and node.name in self.scope.barred:
                self.report("E429", node, found=node.name)
                return None
            if fact is None and node.name in self.scope.events:
                return node.name, None
            term = self.named(node) if fact is None or fact.type in _DATED else None
            if isinstance(term, FactTerm):
                return node.name, term
            if fact is None and term is None:
                return None
        self.report("E417", node, found=self.text(node))
        return None

    def constant(self, node: parsed.Node) -> Constant | None:
        """Type a literal."""
        term = self.term(node)
        if term is not None and not isinstance(term, Constant):
            self.report("E418", node, found=self.text(node))
            return None
        return term

    def number(self, node: parsed.Node) -> Term | None:
        """Type a node where a number is wanted, not a level or a day."""
        term = self.term(node)
        if term is not None and term.kind.ordinal:
            self.report("E419", node, found=self.text(node), kind=term.kind.words())
            return None
        return term

    def term(self, node: parsed.Node) -> Term | None:
        """Type a node where something with a size is wanted."""
        typing = _TERMS.get(type(node))
        if typing is not None:
            return typing(self, node)
        self.report("E420", node, found=self.text(node))
        return None

    def day(self, node: parsed.Day) -> Term:
        """Type a day."""
        return Constant(node.day, Kind(DAY, integer=True), zone=self.scope.zone)

    def minus(self, node: parsed.Minus) -> Term | None:
        """Type a number with its sign turned."""
        inner = self.number(node.operand)
        if (
            isinstance(node.operand, parsed.Amount)
            and isinstance(inner, Constant)
            and inner.figure is not None
        ):
            figure = evolve(inner.figure, digits=f"-{inner.figure.digits}")
            return Constant(-cast("Number", inner.value), inner.kind, figure)
        return None if inner is None else Negative(inner, inner.kind)

    def call(self, node: parsed.Call) -> Term | None:
        """Type a call."""
        return self.elapsed(node) if node.function == "elapsed" else self.extreme(node)

    def amount(self, node: parsed.Amount) -> Term | None:
        """Type a number with its unit."""
        whole = isinstance(node.value, int)
        if node.percent:
            return self.figure(node, node.value, Kind(SHARE), Fraction(1, 100))
        if node.unit is None:
            return self.figure(node, node.value, Kind(PLAIN, integer=whole), 1)
        if node.unit in MONTH_UNITS:
            return self.months(node)
        unit = self.scope.units.find(node.unit)
        if unit is None:
            self.report("E421", node, suggestion=self.scope.units.nearest(node.unit), found=node.unit)
            return None
        kind = Kind(unit.dimension, integer=unit.dimension.startswith(COUNT))
        if kind.counts and not whole:
            self.report("E424", node, found=self.text(node))
            return None
        return self.figure(node, node.value * unit.factor, kind, unit.factor)

    def months(self, node: parsed.Amount) -> Term | None:
        """Type a length of time that only the calendar can count."""
        if not isinstance(node.value, int):
            self.report("E438", node, found=self.text(node))
            return None
        scale = MONTH_UNITS[str(node.unit)]
        return self.figure(node, node.value * scale, Kind(MONTHS, integer=True), scale)

    def figure(self, node: parsed.Amount, value: Number, kind: Kind, scale: Number) -> Constant:
        """Give a number in base units that knows how it is written."""
        figure = Figure(node.digits, self.text(node).removeprefix(node.digits), scale)
        return Constant(plain_number(value), kind, figure)

    def named(self, node: parsed.Name) -> Term | None:
        """Type a name that must have a size."""
        name = node.name
        fact = self.scope.facts.get(name)
        if fact is not None:
            return self.fact_term(node, fact)
        if name in self.scope.derived:
            return self.derived(node)
        if name in {"level", "response"}:
            if not (self.scope.graded if name == "level" else self.scope.responding):
                self.report("E429", node, found=name)
                return None
            return LevelTerm(name, Kind(LEVEL, integer=True), len(self.scope.scale(name)) - 1)
        if name in self.scope.conditions:
            self.report("E425", node, name=name, type=_A_CONDITION)
        elif name in self.scope.events:
            self.report("E426", node, name=name)
        elif (level := self.scope.level(name)) is not None:
            return Constant(level, Kind(LEVEL, integer=True))
        else:
            self.report("E410", node, suggestion=self.scope.nearest(name), found=name)
        return None

    def fact_term(self, node: parsed.Name, fact: Fact) -> Term | None:
        """Type a fact."""
        faulty = check_fact(fact)
        if faulty:
            self.faults += faulty
            return None
        kind = kind_of(fact)
        if kind is None:
            self.report("E425", node, name=fact.id, type=type_words(fact))
            return None
        return FactTerm(fact.id, kind, fact)

    def derived(self, node: parsed.Name) -> Term | None:
        """Type a derived number by its formula."""
        body = self.behind(node, node.name, check_formula, self.scope.formula(node.name))
        return None if body is None else DerivedTerm(node.name, body.kind, self.scope.label(node.name), body)

    def behind(self, node: parsed.Node, name: str, check: "Callable[..., T]", text: str) -> T | None:
        """Type the text behind a name once; its faults are told once, however often it is named."""
        if name in self.within:
            circle = " -> ".join([*self.within[self.within.index(name) :], name])
            self.report("E430", node, found=circle)
            return None
        if len(self.within) >= DEEPEST:
            self.report("E406", node, most=DEEPEST)
            return None
        bodies, faulty = self.scope._bodies, self.scope._faulty  # noqa: SLF001 - the scope keeps what is worked out here
        if name not in bodies and name not in faulty:
            try:
                bodies[name] = check(text, self.scope, self.nonzero, (*self.within, name))
            except InputError as error:
                faulty[name] = error.faults
        self.faults += [found for found in faulty.get(name, ()) if found not in self.faults]
        return bodies.get(name)

    def elapsed(self, node: parsed.Call) -> Term | None:
        """Type the time since an event or instant."""
        if len(node.arguments) != 1:
            self.report("E409", node, found=node.function, wanted=1)
            return None
        dated = self.dated(node.arguments[0])
        if dated is None:
            return None
        name, term = dated
        if term is not None and term.kind.dimension == DAY:
            self.report("E417", node.arguments[0], found=name)
            return None
        return Elapsed(name, Kind(TIME), term is not None, self.scope.label(name))

    def extreme(self, node: parsed.Call) -> Term | None:
        """Type the least or greatest of several numbers."""
        if len(node.arguments) < 2:
            self.report("E409", node, found=node.function, wanted="2+")
            return None
        terms = [self.number(argument) for argument in node.arguments]
        known = tuple(term for term in terms if term is not None)
        if len(known) < len(terms):
            return None
        # a plain number takes the kind of the others, so it cannot be the one they are held against
        main = next((i for i, term in enumerate(known) if term.kind.dimension != PLAIN), 0)
        kinds = [
            self.meet(known[main], term, (node.arguments[main], at), node.function)
            for term, at in zip(known, node.arguments, strict=True)
        ]
        if None in kinds:
            return None
        integer = all(kind is not None and kind.integer for kind in kinds)
        return Extreme(node.function, known, Kind(known[main].kind.dimension, integer))

    def arithmetic(self, node: parsed.Arithmetic) -> Term | None:
        """Type a sum, difference, product or quotient."""
        left, right = self.number(node.left), self.number(node.right)
        if left is None or right is None:
            return None
        if node.operator in _FACTORS:
            kind = self.factor(node, left, right)
        else:
            kind = self.meet(left, right, (node.left, node.right), node.operator)
        return None if kind is None else Operation(node.operator, left, right, kind)

    def factor(self, node: parsed.Arithmetic, left: Term, right: Term) -> Kind | None:
        """Give the kind of a product or quotient, or report why there is none."""
        if self.factors(left) + self.factors(right) > MOST_FACTORS:
            self.report("E434", node)
            return None
        if node.operator == "/" and not self.nonzero(right):
            self.report("E422", node.right, found=self.text(node.right))
            return None
        kind = (_product if node.operator == "*" else _quotient)(left.kind, right.kind)
        if kind is None:
            a, b = left.kind.words(), right.kind.words()
            self.report("E423", node, left=a, right=b, operator=node.operator)
        return kind

    def factors(self, term: Term) -> int:
        """Count the factors of the longest product in a term, so that no number grows beyond all bounds."""
        if isinstance(term, Operation):
            left, right = self.factors(term.left), self.factors(term.right)
            return left + right if term.operator in _FACTORS else max(left, right)
        if isinstance(term, Negative):
            return self.factors(term.term)
        if isinstance(term, Extreme):
            return max(self.factors(part) for part in term.terms)
        if not isinstance(term, DerivedTerm):
            return 1
        known = self.scope._factors  # noqa: SLF001 - the scope keeps what is worked out here
        if term.name not in known:
            known[term.name] = self.factors(term.body)
        return known[term.name]

    def meet(
        self, one: Term, other: Term, nodes: tuple[parsed.Node, parsed.Node], operator: str
    ) -> Kind | None:
        """Give the kind two terms share where they are compared or added, or report that there is none."""
        left, right = one.kind, other.kind
        if left.dimension == right.dimension:
            return Kind(left.dimension, left.integer and right.integer)
        if {left.dimension, right.dimension} == {DAY, MOMENT} and (
            isinstance(one, Constant) or isinstance(other, Constant)
        ):
            return Kind(MOMENT, integer=True)
        if left.dimension == PLAIN and not right.ordinal:
            return self.meet_plain(one, right, nodes[0])
        if right.dimension == PLAIN and not left.ordinal:
            return self.meet_plain(other, left, nodes[1])
        code = "E428" if left.counts and right.counts else "E427"
        if LEVEL in {left.dimension, right.dimension}:
            code = "E431"
        self.report(code, nodes[1], left=left.words(), right=right.words(), operator=operator)
        return None

    def meet_plain(self, plain: Term, other: Kind, at: parsed.Node) -> Kind | None:
        """Give the kind of a plain number beside one with a unit, or report that it needs one."""
        if other.dimension == SHARE:
            return other
        if other.counts:
            if plain.kind.integer:
                return Kind(other.dimension, other.integer)
            self.report("E424", at, found=self.text(at))
            return None
        if isinstance(plain, Constant) and plain.value == 0:
            return other
        unit = base_unit(other.dimension).symbol
        self.report("E433", at, found=self.text(at), kind=other.words(), unit=unit)
        return None


def _product(left: Kind, right: Kind) -> Kind | None:
    if not (left.pure or right.pure):
        return None
    other = right if left.pure else left
    plain = left.dimension == right.dimension == PLAIN
    dimension = PLAIN if plain else SHARE if other.pure else other.dimension
    return Kind(dimension, left.integer and right.integer)


def _quotient(left: Kind, right: Kind) -> Kind | None:
    if left.dimension == right.dimension == PLAIN:
        return Kind(PLAIN)
    if right.pure:
        return Kind(SHARE if left.pure else left.dimension)
    same = left.dimension == right.dimension or (left.counts and right.counts)
    return Kind(SHARE) if same else None


# What each kind of node means where a size is wanted.
_TERMS: Final[dict[type, Callable[[TermChecker, Any], Term | None]]] = {
    parsed.Amount: TermChecker.amount,
    parsed.Day: TermChecker.day,
    parsed.Name: TermChecker.named,
    parsed.Minus: TermChecker.minus,
    parsed.Arithmetic: TermChecker.arithmetic,
    parsed.Call: TermChecker.call,
}
