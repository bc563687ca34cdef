"""What a search has narrowed each name down to, and what that decides."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from respond.facts import Between, Exactly, Number, Plain
from respond.language import (
    Atom,
    ChoiceAtom,
    FlagAtom,
    Range,
    SeasonAtom,
    SumAtom,
    Values,
    Variable,
    day_of,
    event_of,
    moment_of,
    multiply,
    number_of,
)
from respond.reason.closures import decide
from respond.reason.spans import Span
from respond.reason.truth import Truth

Choices = tuple[Plain, ...]
"""The flags or choices still possible, least harmful first."""

Box = dict[str, Span | Choices]

_HELD = {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}


def box_of(variables: Mapping[str, Variable], values: Values) -> Box:
    """Give where each name can lie under what is known."""
    return {name: _start(variable, values) for name, variable in variables.items()}


def _start(variable: Variable, values: Values) -> Span | Choices:
    value = values.get(variable.name)
    if variable.choices:
        if isinstance(value, Exactly):
            # an event known by its moment has happened
            return (value.value if isinstance(value.value, str) else value.value is not False,)
        return variable.choices if variable.worse == "up" else variable.choices[::-1]
    event = event_of(variable.name)
    if event is not None:
        value = values.get(event)
        if not isinstance(value, Exactly | Between) or isinstance(getattr(value, "value", None), bool):
            return Span()
    low, high = _ends(variable, value)
    return Span(low, high).whole() if variable.integer else Span(low, high)


def _ends(variable: Variable, value: object) -> tuple[Number | None, Number | None]:
    if isinstance(value, Exactly):
        return number_of(value.value), number_of(value.value)
    low, high = variable.low, variable.high
    if isinstance(value, Between):
        # both are limits, so the tighter one holds
        if value.low is not None:
            low = number_of(value.low) if low is None else max(low, number_of(value.low))
        if value.high is not None:
            high = number_of(value.high) if high is None else min(high, number_of(value.high))
    return low, high


def span_in(box: Box, name: str) -> Span:
    """Give the range a number has been narrowed to."""
    part = box[name]
    return part if isinstance(part, Span) else Span()


def is_open(part: Span | Choices) -> bool:
    """Say whether more than one value is left."""
    return not part.fixed if isinstance(part, Span) else len(part) > 1


def is_empty(part: Span | Choices) -> bool:
    """Say whether no value is left."""
    return part.empty if isinstance(part, Span) else not part


def holds(atom: Atom, box: Box) -> bool | None:
    """Say whether an atom holds everywhere in a box, nowhere, or here and there (None)."""
    if isinstance(atom, SumAtom):
        return _sum_holds(atom, box)
    part = box[atom.name]
    if isinstance(atom, SeasonAtom):
        if isinstance(part, Span) and part.fixed and part.low is not None:
            return in_season(atom, part.low)
        return None
    if not isinstance(part, tuple):
        return None
    wanted = atom.keys if isinstance(atom, ChoiceAtom) else {atom.wanted}
    met = sum(choice in wanted for choice in part)
    return True if met == len(part) else None if met else False


def in_season(atom: SeasonAtom, number: Number) -> bool:
    """Say whether a season atom holds on a day, or at an instant, given as a number."""
    day = day_of(moment_of(number)) if atom.instant else date.fromordinal(int(number))
    return atom.season.covers(day) is atom.wanted


def _sum_holds(atom: SumAtom, box: Box) -> bool | None:
    if atom.single is not None:
        return _limit_holds(atom, span_in(box, atom.single))
    low: Number | None = atom.constant
    high: Number | None = atom.constant
    low_open = high_open = False
    for product, factor in atom.products:
        part = span_in(box, product[0]) if len(product) == 1 else _product(product, box)
        below, above = (part.low, part.high) if factor > 0 else (part.high, part.low)
        low = None if low is None or below is None else low + factor * below
        high = None if high is None or above is None else high + factor * above
        low_open |= part.low_open if factor > 0 else part.high_open
        high_open |= part.high_open if factor > 0 else part.low_open
    return _decide(atom.operator, Span(low, high, low_open, high_open))


def _limit_holds(atom: SumAtom, span: Span) -> bool | None:
    """Say whether a range lies on the wanted side of a threshold."""
    limit = atom.limit
    if atom.operator == "==":
        if not span.contains(limit):
            return False
        return True if span.low == span.high else None
    strict = atom.operator == ">"
    if atom.rising:
        near, far, near_open, far_open = span.low, span.high, span.low_open, span.high_open
        clear, short = near is not None and near > limit, far is not None and far < limit
    else:
        near, far, near_open, far_open = span.high, span.low, span.high_open, span.low_open
        clear, short = near is not None and near < limit, far is not None and far > limit
    if clear or (near == limit and (not strict or near_open)):
        return True
    if short or (far == limit and (strict or far_open)):
        return False
    return None


def _product(product: tuple[str, ...], box: Box) -> Span:
    total: Range = (1, 1)
    for name in product:
        span = span_in(box, name)
        total = multiply(total, (span.low, span.high))
    return Span(*total)


def _decide(operator: str, span: Span) -> bool | None:
    if span.low == 0 and span.low_open and operator != ">=":
        return operator == ">"
    if span.high == 0 and span.high_open and operator != ">":
        return False
    return _HELD[decide(operator, (span.low, span.high))]


@frozen
class Reduced:
    """A sum with the names that are decided put in: `factors` of single names, and products that are left."""

    factors: dict[str, Number]
    products: dict[tuple[str, ...], Number]
    constant: Number
    operator: str


def reduce_sum(atom: SumAtom, box: Box) -> Reduced:
    """Put the names that are decided into a sum."""
    factors: dict[str, Number] = {}
    products: dict[tuple[str, ...], Number] = {}
    constant: Number = atom.constant
    for product, factor in atom.products:
        number: Number = factor
        left = []
        for name in product:
            span = span_in(box, name)
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


def narrow(part: Span | Choices, atom: FlagAtom | ChoiceAtom) -> Choices:
    """Give the choices at which an atom holds."""
    wanted = atom.keys if isinstance(atom, ChoiceAtom) else {atom.wanted}
    return tuple(choice for choice in part if choice in wanted) if isinstance(part, tuple) else ()
