"""Values of facts as Python has them: numbers, yes and no, days, instants, and ranges of these."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real
from typing import Final

from respond._records import frozen
from respond.errors import Place, Text, shorten
from respond.facts.amounts import COUNT_LIMIT, QUANTITY_LIMIT, At
from respond.facts.domain import domain_of, may_be_negative, unit_of
from respond.facts.fact import Fact, FactType
from respond.facts.level import Level
from respond.facts.moments import FIRST_YEAR, LAST_YEAR
from respond.facts.values import Plain, plain_number
from respond.facts.within import within

_DIGITS: Final = 40
"""Digits before or behind the point of a Decimal; beyond, a number of a few signs could fill the memory."""
_BITS: Final = 140
"""Bits of a number with that many digits."""

_YES_OR_NO = Text("True 或 False", "True or False")
_WHOLE = Text("整数 int", "a whole number, int")
_SHARE = Text("0 至 1 的 Decimal、Fraction 或 int", "a Decimal, Fraction or int from 0 to 1")
_ANY_NUMBER = Text("int、Decimal 或 Fraction", "an int, Decimal or Fraction")
_DAY = Text("datetime.date", "a datetime.date")
_INSTANT = Text("带时区的 datetime", "a datetime with its offset")
_STR = Text("文字 str", "a text, str")


@frozen(repr=False)
class Ends:
    """The ends of a closed range as a program gives them; None where it is open."""

    low: object | None
    high: object | None

    def __repr__(self) -> str:
        if self.high is None and self.low is not None:
            return f"at_least({self.low!r})"
        if self.low is None and self.high is not None:
            return f"at_most({self.high!r})"
        return f"between({self.low!r}, {self.high!r})"


def at_least(low: object) -> Ends:
    """Say that a fact is this much or more: `at_least(3)`, `at_least("120 ha")`.

    A number counts in the unit the plan declares for the fact. Wrong values are told when the plan reads them.

    >>> at_least(3)
    at_least(3)
    """
    return Ends(low, None)


def at_most(high: object) -> Ends:
    """Say that a fact is this much or less, not below what the fact can be at all.

    >>> at_most(4)
    at_most(4)
    """
    return Ends(None, high)


def between(low: object, high: object) -> Ends:
    """Say that a fact lies in a range, both ends included; None leaves an end open.

    >>> between(1, 4)
    between(1, 4)
    """
    return Ends(low, high)


def exact_value(value: object, fact: Fact, place: Place | None = None) -> Plain:
    """Take one exact value of a fact as Python has it, into base units.

    A number counts in the unit the plan declares for the fact: 5 of a loss in 万元 is 50,000 yuan. Counts take
    whole numbers; quantities, shares and numbers any int, Decimal or Fraction; flags True and False; choices their key;
    days a date, instants an aware datetime. Raise InputError (E301 to E342); a float is refused, for it is not
    the number that was written.

    >>> loss = Fact("loss", FactType.QUANTITY, Text("损失", "loss"), unit="wan")
    >>> exact_value(Decimal("0.5"), loss), exact_value(5, loss)
    (5000, 50000)
    """
    at = At(fact.id, place)
    if value is None:
        raise at.refuse("E301")
    return _TAKERS[fact.type](value, fact, at)


def shown_value(value: object) -> str:
    """Show a value of a program in a message, with its type where that is not plain.

    >>> shown_value("no"), shown_value(3), shown_value(Decimal("0.5"))
    ("'no' (str)", '3 (int)', '0.5 (Decimal)')
    """
    shown = str(value) if isinstance(value, Decimal | Rational) else repr(value)
    return f"{shorten(shown)} ({type(value).__name__})"


def _flag(value: object, fact: Fact, at: At) -> Plain:  # noqa: ARG001 - as all takers
    if not isinstance(value, bool):
        raise _wrong(value, at, _YES_OR_NO)
    return value


def _count(value: object, fact: Fact, at: At) -> Plain:
    number = _number(value, at, _WHOLE)
    if number.denominator != 1:
        raise at.refuse("E304", found=value)
    if number > COUNT_LIMIT:
        raise at.refuse("E306", found=value, limit=f"{COUNT_LIMIT:,}")
    return within(int(number), fact, domain_of(fact), at, value)


def _quantity(value: object, fact: Fact, at: At) -> Plain:
    unit = unit_of(fact)
    assert unit is not None  # noqa: S101 - domain_of refuses a quantity without one
    expected = Text(f"以{unit.zh}计的 int、Decimal 或 Fraction", _measured(unit.plural))
    size = _number(value, at, expected, signed=may_be_negative(fact)) * unit.factor
    if abs(size) > QUANTITY_LIMIT:
        raise at.refuse("E306", found=value, limit=f"{QUANTITY_LIMIT // unit.factor:,} {unit.symbol}")
    return within(plain_number(size), fact, domain_of(fact), at, f"{shorten(value)} {unit.symbol}")


def _measured(unit: str) -> str:
    return f"an int, Decimal or Fraction, counted in {unit}"


def _share(value: object, fact: Fact, at: At) -> Plain:
    return within(plain_number(_number(value, at, _SHARE)), fact, domain_of(fact), at, value)


def _plain_number(value: object, fact: Fact, at: At) -> Plain:
    number = _number(value, at, _ANY_NUMBER, signed=True)
    if abs(number) > QUANTITY_LIMIT:
        raise at.refuse("E306", found=value, limit=f"{QUANTITY_LIMIT:,}")
    return within(plain_number(number), fact, domain_of(fact), at, value)


def _choice(value: object, fact: Fact, at: At) -> Plain:
    keys = ", ".join(fact.choices)
    if not isinstance(value, str):
        raise _wrong(value, at, Text(f"以下之一：{keys}", f"one of: {keys}"))
    if value not in fact.choices:
        raise at.refuse("E319", found=value, known=keys)
    return str(value)


def _day(value: object, fact: Fact, at: At) -> Plain:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _wrong(value, at, _DAY)
    _check_year(value, at)
    return within(value, fact, domain_of(fact), at, value)


def _instant(value: object, fact: Fact, at: At) -> Plain:
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise _wrong(value, at, _INSTANT)
    _check_year(value, at)
    return within(value, fact, domain_of(fact), at, value)


def _check_year(value: date, at: At) -> None:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise at.refuse("E333", found=value, first=FIRST_YEAR, last=LAST_YEAR)


def _text(value: object, fact: Fact, at: At) -> Plain:  # noqa: ARG001 - as all takers
    if not isinstance(value, str):
        raise _wrong(value, at, _STR)
    return str(value)


_TAKERS: Final[dict[FactType, Callable[[object, Fact, At], Plain]]] = {
    FactType.FLAG: _flag,
    FactType.COUNT: _count,
    FactType.QUANTITY: _quantity,
    FactType.SHARE: _share,
    FactType.NUMBER: _plain_number,
    FactType.CHOICE: _choice,
    FactType.DATE: _day,
    FactType.INSTANT: _instant,
    FactType.TEXT: _text,
}


def _number(value: object, at: At, expected: Text, *, signed: bool = False) -> Fraction:
    """Take a number exactly, one below 0 only where it may be signed."""
    if isinstance(value, bool | Level):  # numbers by their ancestors only
        raise _wrong(value, at, expected)
    if isinstance(value, Decimal):
        number = _decimal(value, at)
    elif isinstance(value, Rational):
        number = _ratio(int(value.numerator), int(value.denominator), at)
    elif isinstance(value, Real):
        raise at.refuse("E342", found=shown_value(value))
    else:
        raise _wrong(value, at, expected)
    if number < 0 and not signed:
        raise at.refuse("E303", found=value)
    return number


def _ratio(above: int, below: int, at: At) -> Fraction:
    for part in (above, below):
        if part.bit_length() > _BITS:  # Python itself refuses to write out the longest of them
            raise at.refuse("E306", found=f"2^{part.bit_length()}", limit=f"{_DIGITS} digits")
    return Fraction(above, below)


def _decimal(value: Decimal, at: At) -> Fraction:
    if not value.is_finite():
        raise at.refuse("E305", found=value)
    if value and not -_DIGITS <= value.adjusted() <= _DIGITS:
        raise at.refuse("E306", found=value, limit=f"{_DIGITS} digits")
    return _ratio(*value.as_integer_ratio(), at) if value else Fraction(0)


def _wrong(value: object, at: At, expected: Text) -> Exception:
    return at.refuse("E341", found=shown_value(value), expected=expected)
