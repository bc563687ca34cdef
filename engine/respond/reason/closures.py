"""Normal form -> a function from what is known to a truth, made once for each condition."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from respond.facts import Between, Exactly, Number
from respond.language import (
    DAY,
    MOMENT,
    AllOf,
    AnyOf,
    ChoiceAtom,
    Fixed,
    FlagAtom,
    Form,
    Normal,
    Opposite,
    Range,
    SeasonAtom,
    SumAtom,
    Values,
    Variable,
    add,
    day_of,
    multiply,
    number_of,
    scale,
)
from respond.reason.truth import Truth

Judge = Callable[[Values], Truth]

_YES, _NO, _OPEN = Truth.YES, Truth.NO, Truth.UNKNOWN
_YEAR: Final = 366


def judge_of(normal: Normal) -> Judge:
    """Give the function that judges a condition; what it calls unknown some completion may still decide."""
    return _judge(normal.form, normal.variables)


def _judge(form: Form, variables: Mapping[str, Variable]) -> Judge:
    return _JUDGES[type(form)](form, variables)


def _fixed(form: Fixed) -> Judge:
    truth = _YES if form.truth else _NO
    return lambda _: truth


def _all(parts: list[Judge]) -> Judge:
    def judge(values: Values) -> Truth:
        result = _YES
        for part in parts:
            truth = part(values)
            if truth is _NO:
                return _NO
            if truth is _OPEN:
                result = _OPEN
        return result

    return judge


def _any(parts: list[Judge]) -> Judge:
    def judge(values: Values) -> Truth:
        result = _NO
        for part in parts:
            truth = part(values)
            if truth is _YES:
                return _YES
            if truth is _OPEN:
                result = _OPEN
        return result

    return judge


def _opposite(part: Judge) -> Judge:
    return lambda values: ~part(values)


def _flag(atom: FlagAtom) -> Judge:
    name = atom.name
    met, missed = (_YES, _NO) if atom.wanted else (_NO, _YES)

    def judge(values: Values) -> Truth:
        value = values.get(name)
        if type(value) is Exactly:
            # an event that has happened may be known by its moment
            return missed if value.value is False else met
        return _OPEN

    return judge


def _choice(atom: ChoiceAtom) -> Judge:
    name, keys = atom.name, atom.keys

    def judge(values: Values) -> Truth:
        value = values.get(name)
        if type(value) is Exactly:
            return _YES if value.value in keys else _NO
        return _OPEN

    return judge


def _season(atom: SeasonAtom) -> Judge:
    source, covers = atom.source, atom.season.covers
    met, missed = (_YES, _NO) if atom.wanted else (_NO, _YES)

    def judge(values: Values) -> Truth:
        value = values.get(source)
        if isinstance(value, Exactly) and isinstance(value.value, date):
            return met if covers(day_of(value.value)) else missed
        if isinstance(value, Between) and isinstance(value.low, date) and isinstance(value.high, date):
            first, last = day_of(value.low), day_of(value.high)
            days = min((last - first).days, _YEAR)
            found = {covers(first + timedelta(days=n)) for n in range(days + 1)}
            if len(found) == 1:
                return met if found == {True} else missed
        return _OPEN

    return judge


def decide(operator: str, part: Range) -> Truth:
    """Judge `x operator 0` where the range of x is known.

    >>> decide(">=", (1, None)), decide(">", (-2, 0)), decide("==", (0, 3))
    (<Truth.YES: 'yes'>, <Truth.NO: 'no'>, <Truth.UNKNOWN: 'unknown'>)
    """
    low, high = part
    if operator == ">=":
        if low is not None and low >= 0:
            return _YES
        return _NO if high is not None and high < 0 else _OPEN
    if operator == ">":
        if low is not None and low > 0:
            return _YES
        return _NO if high is not None and high <= 0 else _OPEN
    if low == high == 0:
        return _YES
    return _NO if (low is not None and low > 0) or (high is not None and high < 0) else _OPEN


def _single(atom: SumAtom, variables: Mapping[str, Variable]) -> Judge:
    """Judge `factor * x + constant operator 0`, in whole numbers even when x is a fraction."""
    ((product, factor),) = atom.products
    name, constant, operator = product[0], atom.constant, atom.operator
    variable = variables[name]
    exact = _EXACT[operator]
    if variable.dimension in {DAY, MOMENT}:
        exact = _converted(exact)
    judge_exact = exact(factor, constant)

    def judge_range(values: Values) -> Truth:
        low, high = scale(variable.range_in(values), factor)
        return decide(
            operator, (None if low is None else low + constant, None if high is None else high + constant)
        )

    unknown = judge_range({})

    def judge(values: Values) -> Truth:
        value = values.get(name)
        if type(value) is Exactly:
            return judge_exact(value.value)  # type: ignore[arg-type]
        return judge_range(values) if type(value) is Between else unknown

    return judge


_Exact = Callable[[Number], Truth]


def _at_least(factor: int, constant: int) -> _Exact:
    def exact(x: Number) -> Truth:
        if type(x) is int:
            return _YES if factor * x + constant >= 0 else _NO
        return _YES if factor * x.numerator + constant * x.denominator >= 0 else _NO

    return exact


def _above(factor: int, constant: int) -> _Exact:
    def exact(x: Number) -> Truth:
        return _YES if factor * x.numerator + constant * x.denominator > 0 else _NO

    return exact


def _equal(factor: int, constant: int) -> _Exact:
    def exact(x: Number) -> Truth:
        return _YES if factor * x.numerator + constant * x.denominator == 0 else _NO

    return exact


_EXACT: Final[dict[str, Callable[[int, int], _Exact]]] = {">=": _at_least, ">": _above, "==": _equal}


def _converted(make: Callable[[int, int], _Exact]) -> Callable[[int, int], _Exact]:
    def made(factor: int, constant: int) -> _Exact:
        exact = make(factor, constant)
        return lambda x: exact(number_of(x))

    return made


@cache
def _holding(operator: str) -> Callable[[Number], bool]:
    if operator == ">=":
        return lambda x: x >= 0
    return (lambda x: x > 0) if operator == ">" else (lambda x: x == 0)


def _sum(atom: SumAtom, variables: Mapping[str, Variable]) -> Judge:
    holds, operator, constant = _holding(atom.operator), atom.operator, atom.constant
    own = {name: variables[name] for name in atom.names}
    convert = any(variable.dimension in {DAY, MOMENT} for variable in own.values())

    def judge_range(values: Values) -> Truth:
        return decide(operator, range_of(atom, {name: own[name].range_in(values) for name in own}))

    def judge(values: Values) -> Truth:
        total: Number = constant
        for product, factor in atom.products:
            number: Number = factor
            for name in product:
                value = values.get(name)
                if type(value) is not Exactly:
                    return judge_range(values)
                number *= number_of(value.value) if convert else value.value  # type: ignore[assignment, operator]
            total = total + number
        return _YES if holds(total) else _NO

    return judge


def _linear(atom: SumAtom, variables: Mapping[str, Variable]) -> Judge:
    """Judge a sum of names, each with a factor and none of them a day or an instant, in one go."""
    terms = [(product[0], factor, variables[product[0]]) for product, factor in atom.products]
    operator, constant = atom.operator, atom.constant

    def judge(values: Values) -> Truth:
        low: Number | None = constant
        high: Number | None = constant
        for name, factor, variable in terms:
            value = values.get(name)
            if type(value) is Exactly:
                part: Number = factor * value.value  # type: ignore[assignment, operator]
                low = None if low is None else low + part
                high = None if high is None else high + part
                continue
            least, most = (
                variable.range_in(values) if type(value) is Between else (variable.low, variable.high)
            )
            if factor < 0:
                least, most = most, least
            low = None if low is None or least is None else low + factor * least
            high = None if high is None or most is None else high + factor * most
            if low is None and high is None:
                return _OPEN
        return decide(operator, (low, high))

    return judge


def range_of(atom: SumAtom, box: Mapping[str, Range]) -> Range:
    """Give the range of a sum while each name lies in its range; exact where each name appears once."""
    total: Range = (atom.constant, atom.constant)
    for product, factor in atom.products:
        part: Range = (factor, factor)
        for name in product:
            part = multiply(part, box[name])
        total = add(total, part)
    return total


def _sums(atom: SumAtom, variables: Mapping[str, Variable]) -> Judge:
    if atom.single:
        return _single(atom, variables)
    plain = all(len(product) == 1 for product, _ in atom.products)
    timed = any(variables[name].dimension in {DAY, MOMENT} for name in atom.names)
    return _linear(atom, variables) if plain and not timed else _sum(atom, variables)


_JUDGES: Final[dict[type, Callable[[Any, Mapping[str, Variable]], Judge]]] = {
    AllOf: lambda form, variables: _all([_judge(part, variables) for part in form.parts]),
    AnyOf: lambda form, variables: _any([_judge(part, variables) for part in form.parts]),
    Opposite: lambda form, variables: _opposite(_judge(form.part, variables)),
    Fixed: lambda form, _: _fixed(form),
    FlagAtom: lambda form, _: _flag(form),
    ChoiceAtom: lambda form, _: _choice(form),
    SeasonAtom: lambda form, _: _season(form),
    SumAtom: _sums,
}
