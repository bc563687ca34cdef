"""What a search has narrowed each name down to, and what that decides."""

from collections.abc import Mapping
from typing import cast

from respond._records import frozen
from respond.facts import Between, Exactly, Number, Plain, choices_within
from respond.reason.forms import Atom, ChoiceAtom, FlagAtom, SeasonAtom, SumAtom, sum_holds
from respond.reason.interval import Interval, Range
from respond.reason.normal import event_of
from respond.reason.numbers import day_at
from respond.reason.terms import Values, Variable

Choices = tuple[Plain, ...]
"""The flags or choices still possible, least harmful first."""

Domains = dict[str, Range | Choices]


def domains_of(variables: Mapping[str, Variable], values: Values) -> Domains:
    """Give where each name can lie under what is known."""
    return {name: _start(variable, values) for name, variable in variables.items()}


def _start(variable: Variable, values: Values) -> Range | Choices:
    value = values.get(variable.name)
    if variable.choices:
        if isinstance(value, Exactly):
            # an event known by its moment has happened
            return (value.value if isinstance(value.value, str) else value.value is not False,)
        return tuple(variable.mildest_first(choices_within(variable.choices, value)))
    event = event_of(variable.name)
    if event is not None:
        value = values.get(event)
        if not isinstance(value, Exactly | Between) or isinstance(getattr(value, "value", None), bool):
            return Interval()
    found = variable.range_in({variable.name: value} if value is not None else {})
    return found.whole() if variable.integer else found


def range_at(domains: Domains, name: str) -> Range:
    """Give the range a number has been narrowed to."""
    part = domains[name]
    return part if isinstance(part, Interval) else Interval()


def is_open(part: Range | Choices) -> bool:
    """Say whether more than one value is left."""
    return not part.fixed if isinstance(part, Interval) else len(part) > 1


def is_empty(part: Range | Choices) -> bool:
    """Say whether no value is left."""
    return part.empty if isinstance(part, Interval) else not part


def holds(atom: Atom, domains: Domains) -> bool | None:
    """Say whether an atom holds wherever the names can lie, nowhere, or here and there (None)."""
    if isinstance(atom, SumAtom):
        return sum_holds(atom, cast("Mapping[str, Range]", domains).__getitem__)
    part = domains[atom.name]
    if isinstance(atom, SeasonAtom):
        if isinstance(part, Interval) and part.fixed and part.low is not None:
            return in_season(atom, part.low)
        return None
    if not isinstance(part, tuple):
        return None
    wanted = atom.keys if isinstance(atom, ChoiceAtom) else {atom.wanted}
    met = sum(choice in wanted for choice in part)
    return True if met == len(part) else None if met else False


def in_season(atom: SeasonAtom, number: Number) -> bool:
    """Say whether a season atom holds on a day, or at an instant, given as a number."""
    return atom.season.covers(day_at(number, atom.zone, instant=atom.instant)) is atom.wanted


@frozen
class Reduced:
    """A sum with the names that are decided put in: `factors` of single names, and products that are left."""

    factors: dict[str, Number]
    products: dict[tuple[str, ...], Number]
    constant: Number
    operator: str


def reduce_sum(atom: SumAtom, domains: Domains) -> Reduced:
    """Put the names that are decided into a sum."""
    factors: dict[str, Number] = {}
    products: dict[tuple[str, ...], Number] = {}
    constant: Number = atom.constant
    for product, factor in atom.products:
        number: Number = factor
        left = []
        for name in product:
            span = range_at(domains, name)
            if span.low is not None and span.fixed:
                number = number * span.low
            else:
                left.append(name)
        if not left:
            constant += number
        elif len(left) == 1:
            factors[left[0]] = factors.get(left[0], 0) + number
        else:
            products[tuple(left)] = products.get(tuple(left), 0) + number
    return Reduced(
        {name: factor for name, factor in factors.items() if factor}, products, constant, atom.operator
    )


def narrow(part: Range | Choices, atom: FlagAtom | ChoiceAtom) -> Choices:
    """Give the choices at which an atom holds."""
    wanted = atom.keys if isinstance(atom, ChoiceAtom) else {atom.wanted}
    return tuple(choice for choice in part if choice in wanted) if isinstance(part, tuple) else ()
