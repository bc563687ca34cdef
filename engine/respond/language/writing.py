"""Typed tree -> text of a condition, which reads back as the same tree."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, Final

from respond.facts import CALENDAR_DAY, SHARE, base_unit, show_exact
from respond.language.kinds import DAYS, LEVEL, MONTHS, PLAIN, Kind
from respond.language.typed import (
    TURNED,
    Among,
    AtLeast,
    Chosen,
    Comparison,
    Constant,
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
    Sure,
    Term,
    Test,
)

# How tightly what is written holds together; what is looser than its place allows gets brackets.
_OR, _AND, _TEST, _SUM, _PRODUCT, _SIGNED = range(6)
_RANKS: Final = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}


def write(node: Test | Term) -> str:
    """Write a condition, a formula or a part of one as a plan would; numbers stay as they are written there."""
    return _WRITERS[type(node)](node)


def _within(node: Test | Term, rank: int) -> str:
    text = write(node)
    return f"({text})" if _rank(node) < rank else text


def _rank(node: Test | Term) -> int:
    if isinstance(node, Some):
        return _OR
    if isinstance(node, Every):
        return _AND
    if isinstance(node, Operation):
        return _RANKS[node.operator]
    if isinstance(node, Constant) and node.figure is None and "/" in write(node):
        return _PRODUCT
    return _SIGNED if isinstance(node, Term) else _TEST


def _constant(constant: Constant) -> str:
    figure, value, kind = constant.figure, constant.value, constant.kind
    if figure is not None:
        return figure.digits + figure.unit
    if kind.dimension == LEVEL:
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    text, slash, divisor = show_exact(Fraction(value)).partition("/")
    return f"{text}{_unit(kind)}{f' / {divisor}' if slash else ''}"


def _unit(kind: Kind) -> str:
    """Give the unit of a number that is in base units; a plain number fits any count and any share."""
    if kind.dimension == MONTHS:
        return " months"
    if kind.dimension == DAYS:
        return f" {CALENDAR_DAY}s"  # a plain number would not fit the time gone by
    return "" if kind.counts or kind.dimension in {PLAIN, SHARE} else f" {base_unit(kind.dimension).symbol}"


def _operation(term: Operation) -> str:
    rank = _RANKS[term.operator]
    right = _within(term.right, rank + 1)
    return f"{_within(term.left, rank)} {term.operator} {right}"


def _comparison(test: Comparison) -> str:
    first, *others = test.terms
    said = [f"{operator} {write(term)}" for operator, term in zip(test.operators, others, strict=True)]
    return " ".join([write(first), *said])


def _chosen(test: Chosen) -> str:
    if len(test.keys) == 1:
        return f"{test.name} {'!=' if test.negated else '=='} {test.keys[0]}"
    return f"{test.name}{_in(negated=test.negated)}{{{', '.join(test.keys)}}}"


def _ranked(test: Ranked) -> str:
    *before, (operator, key) = test.limits
    head = "".join(f"{limit} {TURNED[turned]} " for turned, limit in before)
    return f"{head}{test.name} {operator} {key}"


def _among(test: Among) -> str:
    return f"{write(test.term)}{_in(negated=test.negated)}{{{', '.join(write(item) for item in test.items)}}}"


def _in(*, negated: bool) -> str:
    return " not in " if negated else " in "


_WRITERS: Final[dict[type, Callable[[Any], str]]] = {
    Constant: _constant,
    FactTerm: lambda term: term.name,
    LevelTerm: lambda term: term.name,
    Elapsed: lambda term: f"elapsed({term.name})",
    DerivedTerm: lambda term: term.name,
    Operation: _operation,
    Negative: lambda term: f"-{_within(term.term, _SIGNED)}",
    Extreme: lambda term: f"{term.function}({', '.join(write(part) for part in term.terms)})",
    Sure: lambda test: "always" if test.truth else "never",
    Flag: lambda test: test.name,
    InState: lambda test: test.key,
    Chosen: _chosen,
    Ranked: _ranked,
    Comparison: _comparison,
    Among: _among,
    InSeason: lambda test: f"{test.name}{_in(negated=test.negated)}{test.season.id}",
    NamedTest: lambda test: test.name,
    Negation: lambda test: f"not {_within(test.part, _TEST)}",
    Every: lambda test: " and ".join(_within(part, _TEST) for part in test.parts),
    AtLeast: lambda test: f"at least {test.least} of ({', '.join(map(write, test.parts))})",
    Some: lambda test: " or ".join(_within(part, _AND) for part in test.parts),
}
