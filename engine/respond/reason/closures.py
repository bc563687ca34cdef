"""Normal form -> a function from what is known to a truth, made once for each condition."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from operator import eq, ge, gt
from typing import Any, Final

from respond.facts import Between, Exactly, Number, choices_within
from respond.language import DAY, MOMENT
from respond.reason.forms import (
    AllOf,
    AnyOf,
    ChoiceAtom,
    Fixed,
    FlagAtom,
    Form,
    ManyOf,
    Normal,
    Opposite,
    SeasonAtom,
    SumAtom,
    sum_holds,
)
from respond.reason.numbers import day_of, number_of
from respond.reason.terms import Values, Variable
from respond.reason.truth import Truth

Judge = Callable[[Values], Truth]

_YES, _NO, _OPEN = Truth.YES, Truth.NO, Truth.UNKNOWN
_TRUTHS: Final = {True: _YES, False: _NO, None: _OPEN}
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


def _many(least: int, parts: list[Judge]) -> Judge:
    most_failed = len(parts) - least

    def judge(values: Values) -> Truth:
        held = failed = 0
        for part in parts:
            truth = part(values)
            held += truth is _YES
            failed += truth is _NO
            if held == least:
                return _YES
            if failed > most_failed:
                return _NO
        return _OPEN

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


def _choice(atom: ChoiceAtom, variable: Variable) -> Judge:
    name, keys, order = atom.name, atom.keys, variable.choices

    def judge(values: Values) -> Truth:
        value = values.get(name)
        if type(value) is Exactly:
            return _YES if value.value in keys else _NO
        if type(value) is Between:
            met = [choice in keys for choice in choices_within(order, value)]
            return _YES if all(met) else _OPEN if any(met) else _NO
        return _OPEN

    return judge


def _season(atom: SeasonAtom) -> Judge:
    source, covers, zone = atom.source, atom.season.covers, atom.zone
    met, missed = (_YES, _NO) if atom.wanted else (_NO, _YES)

    def judge(values: Values) -> Truth:
        value = values.get(source)
        if isinstance(value, Exactly) and isinstance(value.value, date):
            return met if covers(day_of(value.value, zone)) else missed
        if isinstance(value, Between) and isinstance(value.low, date) and isinstance(value.high, date):
            first, last = day_of(value.low, zone), day_of(value.high, zone)
            days = min((last - first).days, _YEAR)
            found = {covers(first + timedelta(days=n)) for n in range(days + 1)}
            if len(found) == 1:
                return met if found == {True} else missed
        return _OPEN

    return judge


def _sum(atom: SumAtom, variables: Mapping[str, Variable]) -> Judge:
    """Judge a sum against zero."""
    own = {name: variables[name] for name in atom.names}

    possible = {name: variable.within for name, variable in own.items()}

    def judge(values: Values) -> Truth:
        known = values.get
        return _TRUTHS[sum_holds(atom, lambda name: possible[name](known(name)))]

    return judge if atom.single is None else _single(atom, own[atom.single], judge)


def _single(atom: SumAtom, variable: Variable, by_range: Judge) -> Judge:
    """Judge `factor * x + constant operator 0`, which is asked most, in whole numbers even when x is a fraction."""
    name, factor, constant, holds = variable.name, atom.products[0][1], atom.constant, _HOLDS[atom.operator]
    dated = variable.dimension in {DAY, MOMENT}
    unknown = by_range({})

    def judge(values: Values) -> Truth:
        value = values.get(name)
        if type(value) is Exactly:
            x: Number = number_of(value.value) if dated else value.value  # type: ignore[assignment]
            if type(x) is int:
                return _YES if holds(factor * x + constant, 0) else _NO
            return _YES if holds(factor * x.numerator + constant * x.denominator, 0) else _NO
        return by_range(values) if type(value) is Between else unknown

    return judge


_HOLDS: Final[dict[str, Callable[[Number, int], bool]]] = {">=": ge, ">": gt, "==": eq}


_JUDGES: Final[dict[type, Callable[[Any, Mapping[str, Variable]], Judge]]] = {
    AllOf: lambda form, variables: _all([_judge(part, variables) for part in form.parts]),
    AnyOf: lambda form, variables: _any([_judge(part, variables) for part in form.parts]),
    ManyOf: lambda form, variables: _many(form.least, [_judge(part, variables) for part in form.parts]),
    Opposite: lambda form, variables: _opposite(_judge(form.part, variables)),
    Fixed: lambda form, _: _fixed(form),
    FlagAtom: lambda form, _: _flag(form),
    ChoiceAtom: lambda form, variables: _choice(form, variables[form.name]),
    SeasonAtom: lambda form, _: _season(form),
    SumAtom: _sum,
}
