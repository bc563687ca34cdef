"""Tree -> typed tree: every name found, every number given its unit, all faults of a text at once."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, Final

from attrs import evolve

from respond.errors import InputError, nearest
from respond.facts import TIME, Fact, FactType
from respond.language import parsed
from respond.language.algebra import and_, derived_in
from respond.language.kinds import DAYS, MONTHS, Kind, type_words
from respond.language.parser import STATES, parse
from respond.language.scope import Scope
from respond.language.term_types import Nonzero, TermChecker, check_formula
from respond.language.tokens import origin_of
from respond.language.typed import (
    TURNED,
    Among,
    AtLeast,
    Chosen,
    Comparison,
    Constant,
    Elapsed,
    Every,
    Extreme,
    Flag,
    InSeason,
    InState,
    NamedTest,
    Negation,
    Negative,
    Operation,
    Ranked,
    Some,
    Sure,
    Term,
    Test,
)

_GRAVE: Final = ("level", "response")
_EQUALITIES: Final = frozenset({"==", "!="})
_YES_OR_NO: Final = (
    parsed.Word, parsed.Chain, parsed.Member, parsed.Not, parsed.All, parsed.Any, parsed.Several,
)  # fmt: skip


def check_condition(text: str, scope: Scope, nonzero: Nonzero, within: tuple[str, ...] = ()) -> Test:
    """Give the typed tree of a condition; raises InputError with every fault found.

    `within` names the conditions being read.
    """
    origin = origin_of(text)
    node = parse(origin)
    checker = _Checker(scope, origin, nonzero, within)
    test = checker.test(node)
    if test is None or checker.faults:
        raise InputError(checker.faults)
    return test


class _Checker(TermChecker):
    """Types one text where yes or no is wanted."""

    def test(self, node: parsed.Node) -> Test | None:
        """Type a node where yes or no is wanted."""
        typing = _TESTS.get(type(node))
        if typing is not None:
            return typing(self, node)
        if self.term(node) is not None:
            self.report("E411", node, found=self.text(node))
        return None

    def word(self, node: parsed.Word) -> Test:
        return Sure(node.truth)

    def opposite(self, node: parsed.Not) -> Test | None:
        part = self.test(node.operand)
        return None if part is None else Negation(part)

    def join(self, node: parsed.All | parsed.Any) -> Test | None:
        parts = [self.test(part) for part in node.parts]
        known = tuple(part for part in parts if part is not None)
        if len(known) < len(parts):
            return None
        return Every(known) if isinstance(node, parsed.All) else Some(known)

    def several(self, node: parsed.Several) -> Test | None:
        parts = [self.test(part) for part in node.parts]
        least = node.least.value
        if not isinstance(least, int) or not 1 <= least <= len(parts):
            self.report("E436", node.least, found=node.least.digits, most=len(parts))
            return None
        known = tuple(part for part in parts if part is not None)
        return AtLeast(least, known) if len(known) == len(parts) else None

    def flag(self, node: parsed.Name) -> Test | None:
        name = node.name
        fact = self.scope.facts.get(name)
        if fact is not None:
            if fact.type is FactType.FLAG:
                return Flag(name, fact, fact.label)
            self.report("E412", node, name=name, type=type_words(fact))
            return None
        if name in self.scope.conditions:
            return self.named_test(node)
        if name in self.scope.barred:
            self.report("E429", node, found=name)
            return None
        if name in self.scope.events:
            return Flag(name, None, self.scope.label(name))
        if self.term(node) is not None:
            self.report("E411", node, found=name)
        return None

    def named_test(self, node: parsed.Name) -> Test | None:
        body = self.behind(node, node.name, check_condition, self.scope.condition(node.name))
        return None if body is None else NamedTest(node.name, self.scope.label(node.name), body)

    def chain(self, node: parsed.Chain) -> Test | None:
        facts = [self.fact_at(operand) for operand in node.operands]
        if any(fact is not None and fact.type is FactType.CHOICE for fact in facts):
            return self.choice_chain(node, facts)
        if any(self.is_flag(operand) for operand in node.operands):
            return self.flag_chain(node)
        if self.strange_levels(node.operands):
            return None
        terms = [self.term(operand) for operand in node.operands]
        if any(term is not None and term.kind.dimension == MONTHS for term in terms):
            # then the time gone by is what the calendar counts
            terms = [evolve(each, kind=Kind(MONTHS)) if isinstance(each, Elapsed) else each for each in terms]
        elif any(term is not None and term.kind.dimension == DAYS for term in terms):
            terms = [None if term is None else _in_calendar_days(term) or term for term in terms]
        pairs = zip(terms, terms[1:], node.operators, node.operands, node.operands[1:], strict=False)
        for left, right, operator, *nodes in pairs:
            if left is not None and right is not None:
                self.meet(left, right, (nodes[0], nodes[1]), operator)
        known = tuple(term for term in terms if term is not None)
        if len(known) < len(terms):
            return None
        return self.guarded(node, Comparison(known, node.operators))

    def guarded(self, node: parsed.Node, test: Comparison | Among) -> Test | None:
        """Have a test hold only in the cases in which there are the derived numbers it looks at."""
        guards = []
        for name in derived_in(test):
            text = self.scope.guard(name)
            if text is not None:
                guard = self.behind(node, f"when({name})", check_condition, text)
                if guard is None:
                    return None
                guards.append(guard)
        return and_(*guards, test)

    def strange_levels(self, nodes: tuple[parsed.Node, ...]) -> bool:
        """Report the names beside `level` or `response` that stand for nothing, as levels there are not."""
        names = [node for node in nodes if isinstance(node, parsed.Name)]
        if not any(node.name in _GRAVE for node in names):
            return False
        strange = [node for node in names if not self.scope.knows(node.name)]
        for node in strange:
            scale = self.scope.scale(
                "response" if any(each.name == "response" for each in names) else "level"
            )
            known, guess = ", ".join(scale.names[::-1]), scale.nearest(node.name)
            self.report("E340", node, suggestion=guess, found=node.name, known=known)
        return bool(strange)

    def fact_at(self, node: parsed.Node) -> Fact | None:
        return self.scope.facts.get(node.name) if isinstance(node, parsed.Name) else None

    def is_flag(self, node: parsed.Node) -> bool:
        if isinstance(node, _YES_OR_NO):
            return True
        if not isinstance(node, parsed.Name):
            return False
        fact = self.scope.facts.get(node.name)
        if fact is not None:
            return fact.type is FactType.FLAG
        return node.name in self.scope.events or node.name in self.scope.conditions

    def flag_chain(self, node: parsed.Chain) -> Test | None:
        """Type `flag == true`; any other comparison of yes or no is refused."""
        words = [operand for operand in node.operands if isinstance(operand, parsed.Word)]
        others = [operand for operand in node.operands if not isinstance(operand, parsed.Word)]
        if len(words) != 1 or len(others) != 1 or node.operators[0] not in _EQUALITIES:
            self.report("E413", node, found=self.text(node))
            return None
        part = self.test(others[0])
        same = words[0].truth is (node.operators[0] == "==")
        return part if same or part is None else Negation(part)

    def choice_chain(self, node: parsed.Chain, facts: list[Fact | None]) -> Test | None:
        index = next(i for i, fact in enumerate(facts) if fact is not None and fact.type is FactType.CHOICE)
        fact, equal = facts[index], _EQUALITIES.intersection(node.operators)
        if fact is None or not (
            len(node.operands) == 2 or (len(node.operands) == 3 and index == 1 and not equal)
        ):
            self.report("E437", node, found=self.text(node))
            return None
        if fact.worse is None and not equal:
            self.report("E414", node, found=self.text(node))
            return None
        found = [self.key(operand, fact) for place, operand in enumerate(node.operands) if place != index]
        keys = [key for key in found if key is not None]
        if len(keys) < len(found):
            return None
        if equal:
            return Chosen(fact.id, (keys[0],), node.operators[0] == "!=", fact)
        operators = [
            TURNED[operator] if place < index else operator for place, operator in enumerate(node.operators)
        ]
        return Ranked(fact.id, tuple(zip(operators, keys, strict=True)), fact)

    def key(self, node: parsed.Node, fact: Fact) -> str | None:
        """Give the key of a choice; the text counts, for a key such as `own-level` reads as a difference."""
        found = self.text(node)
        if found in fact.choices:
            return found
        known = ", ".join(f"`{key}`" for key in fact.choices)
        suggestion = nearest(found, fact.choices)
        self.report("E415", node, suggestion=suggestion, name=fact.id, found=found, known=known)
        return None

    def state(self, node: parsed.Call) -> Test | None:
        """Type what is asked about a duty; any other call is no test."""
        if node.function not in STATES:
            if self.term(node) is not None:
                self.report("E411", node, found=self.text(node))
            return None
        named, *lengths = node.arguments
        duty = named.name if isinstance(named, parsed.Name) else ""
        if duty not in self.scope.duties:
            self.report("E435", named, suggestion=nearest(duty, self.scope.duties), found=duty)
            return None
        lateness = self.lateness(lengths[0]) if lengths else None
        if lengths and lateness is None:
            return None
        return InState(node.function, duty, self.scope.duties[duty], lateness)

    def lateness(self, node: parsed.Node) -> Fraction | None:
        """Give the hours of a length of time that a duty is overdue by; a month is none of a known length (E439)."""
        term = self.term(node)
        if term is None:
            return None
        value = term.value if isinstance(term, Constant) and term.kind.dimension == TIME else None
        if value is None or isinstance(value, date) or value <= 0:
            self.report("E439", node, found=self.text(node))
            return None
        return Fraction(value)

    def member(self, node: parsed.Member) -> Test | None:
        return self.season(node, node.window) if node.window else self.among(node)

    def season(self, node: parsed.Member, window: parsed.Name) -> Test | None:
        season = None
        if window.name in self.scope.windows:
            try:
                season = self.scope.season(window.name)
            except InputError as error:
                self.faults += error.faults
        else:
            suggestion = nearest(window.name, self.scope.windows)
            self.report("E416", window, suggestion=suggestion, found=window.name)
        dated = self.dated(node.operand)
        if season is None or dated is None:
            return None
        name, term = dated
        return InSeason(name, season, node.negated, term, self.scope.label(name))

    def among(self, node: parsed.Member) -> Test | None:
        items = node.items or ()
        fact = self.fact_at(node.operand)
        if fact is not None and fact.type is FactType.CHOICE:
            keys = [self.key(item, fact) for item in items]
            known = tuple(dict.fromkeys(key for key in keys if key is not None))
            return Chosen(fact.id, known, node.negated, fact) if None not in keys else None
        if self.strange_levels((node.operand, *items)):
            return None
        term = self.term(node.operand)
        constants = [self.constant(item) for item in items]
        if term is None:
            return None
        for constant, item in zip(constants, items, strict=True):
            if constant is not None:
                self.meet(term, constant, (node.operand, item), "==")
        found = tuple(dict.fromkeys(constant for constant in constants if constant is not None))
        return self.guarded(node, Among(term, found, node.negated)) if None not in constants else None


def _in_calendar_days(term: Term) -> Term | None:
    """Give a time gone by, or a sum or difference of such, as the calendar counts it; None of what is no such time."""
    kind = Kind(DAYS, integer=True)
    if isinstance(term, Elapsed):
        return evolve(term, kind=kind)
    if isinstance(term, Negative):
        inner = _in_calendar_days(term.term)
        return None if inner is None else Negative(inner, kind)
    if isinstance(term, Extreme):
        parts = [_in_calendar_days(part) for part in term.terms]
        known = tuple(part for part in parts if part is not None)
        return Extreme(term.function, known, kind) if len(known) == len(parts) else None
    if isinstance(term, Operation) and term.operator in {"+", "-"}:
        left, right = _in_calendar_days(term.left), _in_calendar_days(term.right)
        return None if left is None or right is None else Operation(term.operator, left, right, kind)
    return None


# What each kind of node means where yes or no is wanted.
_TESTS: Final[dict[type, Callable[[_Checker, Any], Test | None]]] = {
    parsed.Word: _Checker.word,
    parsed.Name: _Checker.flag,
    parsed.Not: _Checker.opposite,
    parsed.All: _Checker.join,
    parsed.Any: _Checker.join,
    parsed.Several: _Checker.several,
    parsed.Chain: _Checker.chain,
    parsed.Call: _Checker.state,
    parsed.Member: _Checker.member,
}

__all__ = ["check_condition", "check_formula"]
