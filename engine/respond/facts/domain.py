"""The values a fact can have at all, in base units."""

from datetime import date, datetime
from fractions import Fraction

from respond._records import frozen
from respond.errors import Fault, InputError, Place, fault, nearest
from respond.facts.amounts import LONGEST, At, read_amount
from respond.facts.fact import Fact, FactType
from respond.facts.moments import read_date, read_instant
from respond.facts.units import (
    COUNT,
    SHARE,
    UNITS,
    Dimension,
    Unit,
    base_unit,
    halfwidth,
    known_units,
)
from respond.facts.values import Number, Plain, plain_number

Bound = Number | date | datetime

_NUMERIC = {FactType.COUNT, FactType.QUANTITY, FactType.SHARE, FactType.NUMBER}
_ORDERED = {*_NUMERIC, FactType.INSTANT, FactType.DATE}
_SIGNED = {FactType.NUMBER, FactType.QUANTITY}
_ANY_NOUN = base_unit(COUNT + "item")
UNKNOWN_WORDS = frozenset({"unknown", "未知", "不详"})
NULL_WORDS = frozenset({"null", "~", "Null", "NULL"})
_REMEMBERED = 4096
_known: dict[int, tuple[Fact, "Domain"]] = {}
"""Domains by the identity of the fact, which is kept beside it so that the identity stays its own."""


@frozen
class Domain:
    """The possible values of a fact: a closed range (None: no end), whole numbers or not, or choices."""

    low: Bound | None = None
    high: Bound | None = None
    integer: bool = False
    choices: tuple[Plain, ...] | None = None

    def contains(self, value: Plain) -> bool:
        """Say whether a value is possible.

        >>> Domain(0, 10, integer=True).contains(11)
        False
        """
        if self.choices is not None:
            return value in self.choices
        if self.integer and Fraction(value) != int(value):  # type: ignore[arg-type]
            return False
        return (self.low is None or self.low <= value) and (  # type: ignore[operator]
            self.high is None or value <= self.high  # type: ignore[operator]
        )


def is_ordered(fact: Fact) -> bool:
    """Say whether values of the fact can be given as a range: it has a size, or the plan puts its choices in order."""
    return fact.type in _ORDERED or (fact.type is FactType.CHOICE and fact.worse is not None)


def says_no_value(text: str) -> bool:
    """Say whether a text is no value of anything: empty, null, or the word for what is not known."""
    plain = halfwidth(text)
    return not plain or plain in NULL_WORDS or plain.lower() in UNKNOWN_WORDS


def is_numeric(fact: Fact) -> bool:
    """Say whether values of the fact are numbers."""
    return fact.type in _NUMERIC


def may_be_negative(fact: Fact) -> bool:
    """Say whether a number can lie below 0: a plain one, or a quantity whose plan says so."""
    if fact.type not in _SIGNED:
        return False
    low = domain_of(fact).low
    return low is None or low < 0  # type: ignore[operator]


def unit_of(fact: Fact) -> Unit | None:
    """Give the noun of a count or the unit a quantity is asked in; None for other types.

    A count without `unit` counts plain items.
    """
    if fact.type is FactType.COUNT:
        return _ANY_NOUN if fact.unit is None else fact.measures.find(fact.unit)
    return fact.measures.find(fact.unit) if fact.type is FactType.QUANTITY and fact.unit else None


def dimension_of(fact: Fact) -> Dimension | None:
    """Give what a numeric fact measures (`area`, `share`, `count:case`), None for the other types."""
    if fact.type is FactType.SHARE:
        return SHARE
    unit = unit_of(fact)
    return unit.dimension if unit else None


def domain_of(fact: Fact) -> Domain:
    """Give the declared domain of a fact in base units; raise InputError if the declaration is faulty.

    >>> from respond.errors import Text
    >>> domain_of(Fact("burnt", FactType.QUANTITY, Text("过火面积", "burnt area"), unit="ha", max="3 km2"))
    Domain(low=0, high=300, integer=False, choices=None)
    """
    known = _known.get(id(fact))
    if known is not None:
        return known[1]
    faults = check_fact(fact)
    if faults:
        raise InputError(faults)
    domain = _domain(fact)
    if len(_known) >= _REMEMBERED:
        _known.clear()
    _known[id(fact)] = (fact, domain)
    return domain


def check_fact(fact: Fact) -> list[Fault]:
    """Give everything wrong with the declaration of a fact (E350 to E358)."""
    faults = _check_unit(fact) + _check_choices(fact)
    if faults:
        return faults
    try:
        domain = _domain(fact)
    except InputError as error:
        return list(error.faults)
    if domain.low is not None and domain.high is not None and domain.low > domain.high:  # type: ignore[operator]
        faults.append(fault("E356", _place(fact, fact.min), name=fact.id, low=fact.min or "0", high=fact.max))
    return faults


def _domain(fact: Fact) -> Domain:
    if fact.type is FactType.FLAG:
        return Domain(choices=(False, True))
    if fact.type is FactType.CHOICE:
        return Domain(choices=tuple(fact.choices))
    low = _bound(fact, fact.min)
    high = _bound(fact, fact.max)
    if fact.type in _NUMERIC and fact.type is not FactType.NUMBER and low is None:
        low = 0
    if fact.type is FactType.SHARE and high is None:
        high = 1
    return Domain(low, high, integer=fact.type is FactType.COUNT)


def _bound(fact: Fact, text: str | None) -> Bound | None:
    if text is None:
        return None
    at = At(fact.id, _place(fact, text), units=fact.measures)
    if fact.type is FactType.DATE:
        return read_date(text, fact.id, at.place)
    if fact.type is FactType.INSTANT:
        return read_instant(text, fact.id, at.place)
    amount = read_amount(halfwidth(text), at, signed=fact.type in _SIGNED)
    number = amount.number * _scale(fact, amount.unit, at)
    if fact.type is FactType.COUNT and number.denominator != 1:
        raise at.refuse("E304", found=text)
    return plain_number(number)


def _scale(fact: Fact, name: str, at: At) -> Fraction:
    if fact.type is FactType.SHARE:
        if name not in {"", "%"}:
            raise at.refuse("E312", found=name, known=known_units(SHARE))
        return Fraction(1, 100) if name else Fraction(1)
    if fact.type is FactType.NUMBER and not name:
        return Fraction(1)
    own = unit_of(fact)
    unit = fact.measures.find(name) if name else own
    if unit is None or own is None or unit.dimension != own.dimension:
        raise at.refuse("E312", found=name, known=known_units(own.dimension if own else None))
    return unit.factor


def _check_unit(fact: Fact) -> list[Fault]:
    place = _place(fact, fact.unit)
    if fact.type is FactType.QUANTITY and fact.unit is None:
        return [fault("E351", fact.place, name=fact.id)]
    if fact.type not in {FactType.QUANTITY, FactType.COUNT}:
        return [fault("E352", place, name=fact.id, type=fact.type.value)] if fact.unit is not None else []
    if fact.unit is None:
        return []
    unit = fact.measures.find(fact.unit)
    counts = fact.type is FactType.COUNT
    if unit is None or unit.dimension.startswith(COUNT) is not counts:
        names = [
            unit.symbol for unit in (*fact.measures.own, *UNITS) if unit.dimension.startswith(COUNT) is counts
        ]
        return [fault("E350", place, suggestion=nearest(fact.unit, names), name=fact.id, found=fact.unit)]
    return []


def _check_choices(fact: Fact) -> list[Fault]:
    faults = []
    if fact.type not in _ORDERED and (fact.min is not None or fact.max is not None):
        faults.append(fault("E357", _place(fact, fact.min or fact.max), name=fact.id, type=fact.type.value))
    if fact.type is not FactType.CHOICE:
        if fact.choices:
            faults.append(fault("E354", fact.place, name=fact.id, type=fact.type.value))
        return faults
    if len(fact.choices) < 2:
        faults.append(fault("E353", fact.place, name=fact.id))
    faults.extend(
        fault("E358", _place(fact, key), name=fact.id, found=key)
        for key in fact.choices
        if says_no_value(key) or key != key.strip() or ".." in key or len(key) > LONGEST
    )
    return faults


def _place(fact: Fact, text: str | None) -> Place | None:
    return getattr(text, "place", None) or fact.place
