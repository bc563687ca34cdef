"""Read what somebody reports of a fact: a value, a range or that it is not known yet."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from respond.errors import InputError, Place, Text, fault, nearest
from respond.facts.amounts import COUNT_LIMIT, LONGEST, QUANTITY_LIMIT, Amount, At, read_amount
from respond.facts.choices import choice_named, choice_range, no_choice, no_range, read_choice
from respond.facts.domain import (
    NULL_WORDS,
    UNKNOWN_WORDS,
    Bound,
    Domain,
    domain_of,
    is_numeric,
    is_ordered,
    may_be_negative,
    says_no_value,
    unit_of,
)
from respond.facts.ends import ends_of, strict_end
from respond.facts.fact import Fact, FactType
from respond.facts.given import Ends, exact_value
from respond.facts.moments import read_date, read_instant
from respond.facts.units import (
    MONEY,
    SHARE,
    Unit,
    base_unit,
    dimension_name,
    halfwidth,
    known_units,
)
from respond.facts.values import UNKNOWN, Between, Exactly, Number, Plain, Value, plain_number
from respond.facts.within import within

LONGEST_TEXT = 2000
"""Characters a text may have."""

RANGE_KEYS = ("value", "at_least", "at_most")

_PLAIN = Text("不带单位的数值", "a plain number")
_FLAGS = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}
_MEANT_FLAGS = {
    "y": "yes", "n": "no", "t": "true", "f": "false", "对": "是", "有": "是", "不是": "否", "没有": "否", "无": "否",
}  # fmt: skip
"""What is as good as typed; a mere likeness would give `不是` as 是."""

_SLIP = 85
"""How alike a misspelt yes or no and the word meant are, in per cent."""


def read_value(node: object, fact: Fact) -> Value:
    """Read a value of a fact, as text or as a mapping with `value` or with `at_least` and `at_most`.

    Text: `3`, `3+` (at least), `1..4`, `..4`, `4..`, `3人以上`, `120 ha`, `1.5 亿元`, `5000万`, `15%`, `3/20`, `yes`,
    the key of a choice, `2026-01-01`, `2026-01-01T14:20+08:00`, `unknown`; and everything `show_value` writes. Ranges
    are closed. Quantities come out in base units. What a program gives that is no text is taken as `exact_value` takes
    it, or is a range of such values or UNKNOWN. Raise InputError (E301 to E344).

    >>> from respond.errors import Text
    >>> deaths = Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")
    >>> read_value("3+", deaths)
    Between(low=3, high=None)
    """
    place = place_of(node)
    if isinstance(node, str):
        value = at_sight(node, fact)
        return _Reader(fact, place).text(node) if value is None else value
    if isinstance(node, Mapping):
        return _read_mapping(node, fact, place)
    return _given(node, fact, place)


def place_of(node: object) -> Place | None:
    """Give the place a node was read from, None for plain text."""
    place = getattr(node, "place", None)
    return place if isinstance(place, Place) else None


def _kind(node: object) -> str:
    return "list" if isinstance(node, list | tuple) else type(node).__name__


def _read_mapping(node: Mapping[Any, Any], fact: Fact, place: Place | None) -> Value:
    faults = [
        fault("E329", place_of(key), suggestion=nearest(str(key), RANGE_KEYS), name=fact.id, found=key)
        for key in node
        if key not in RANGE_KEYS
    ]
    given = [key for key in RANGE_KEYS if key in node]
    if not given or ("value" in given and len(given) > 1):
        faults.append(fault("E330", place, name=fact.id))
    if faults:
        raise InputError(faults)
    if "value" in node:
        inner = node["value"]
        if not isinstance(inner, str):
            return _given(inner, fact, place_of(inner) or place)
        value = at_sight(inner, fact)
        return _Reader(fact, place_of(inner) or place).text(inner) if value is None else value
    return _Reader(fact, place).range(node.get("at_least"), node.get("at_most"))


def _given(value: object, fact: Fact, place: Place | None) -> Value:
    """Take what a program gives of a fact, not as text: an exact value, a range, or that it is not known."""
    if value is UNKNOWN:
        return UNKNOWN
    if isinstance(value, Ends):
        return _Reader(fact, place).range(value.low, value.high)
    if isinstance(value, list | tuple | Mapping):
        raise InputError([fault("E331", place, name=fact.id, found=_kind(value))])
    return Exactly(exact_value(value, fact, place))


def at_sight(text: str, fact: Fact) -> Value | None:
    """Read what nearly all values are, a plain figure or a yes or no; None for what takes reading.

    >>> from respond.errors import Text
    >>> deaths = Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")
    >>> at_sight("3 cases", deaths), at_sight("3+", deaths)
    (Exactly(value=3), None)
    """
    if fact.type is FactType.FLAG:
        known = _FLAGS.get(text)
        return None if known is None else Exactly(known)
    if fact.type is not FactType.COUNT and fact.type is not FactType.QUANTITY:
        return None
    number: Number | None = _figure(text) if fact.type is FactType.COUNT else None
    if number is None:
        number = _measured(text, fact)
    return None if number is None or not domain_of(fact).contains(number) else Exactly(number)


def _figure(text: str) -> int | None:
    """Read a whole number of few digits, without a needless zero before them."""
    if not (text.isdecimal() and text.isascii()) or len(text) > 15 or (text[0] == "0" and text != "0"):
        return None
    return int(text)


def _measured(text: str, fact: Fact) -> Number | None:
    """Read a figure, a space and a unit the fact can be given in, or the noun it counts."""
    figure, _, name = text.partition(" ")
    whole, point, part = figure.partition(".")
    number = _figure(whole)
    unit, own = fact.measures.find(name), unit_of(fact)
    if number is None or unit is None or own is None or unit.dimension != own.dimension:
        return None
    if fact.type is FactType.COUNT:
        return None if point else number
    if point and (not (part.isdecimal() and part.isascii()) or len(part) > 15):
        return None
    size = (Fraction(figure) if point else number) * unit.factor
    return plain_number(size) if size <= QUANTITY_LIMIT else None


class _Reader:
    """Reads the texts of one fact; one instance a value."""

    def __init__(self, fact: Fact, place: Place | None) -> None:
        self.fact = fact
        self.at = At(fact.id, place, _range_of(fact), fact.measures)
        self.domain: Domain = domain_of(fact)

    def text(self, text: str) -> Value:
        """Read a scalar in any of its forms."""
        plain = self._tidy(text)
        if plain.lower() in UNKNOWN_WORDS:  # in quotes too, for JSON has no other way
            return UNKNOWN
        if self.fact.type is FactType.CHOICE:
            return read_choice(text.strip(), self.fact, self.at)
        if not is_ordered(self.fact):
            return Exactly(self._unordered(text, plain))
        ends = self._split(plain)
        return Exactly(self.inside(self._ordered(plain), plain)) if ends is None else self.range(*ends)

    def range(self, low: object, high: object) -> Value:
        """Read the ends of a closed range; a missing end is open, and equal ends are one value."""
        if not is_ordered(self.fact):
            raise no_range(self.fact, self.at)
        if low is None and high is None:
            raise self.at.refuse("E317")
        if self.fact.type is FactType.CHOICE:
            return choice_range(self._choice_end(low), self._choice_end(high), self.fact, self.at)
        ends = [self._end(end) for end in (low, high)]
        if is_numeric(self.fact):
            ends = self._same_unit(*ends)
        below, above = (None if end is None else self._bound(end) for end in ends)
        if below is not None and above is not None:
            if below > above:  # type: ignore[operator]
                raise self.at.refuse("E316", low=ends[0], high=ends[1])
            if below == above:
                return Exactly(below)
        return Between(below, above)

    def inside(self, value: Bound, text: str) -> Bound:
        """Check a value against the declared domain."""
        return within(value, self.fact, self.domain, self.at, text)

    def _choice_end(self, end: object) -> str | None:
        if (
            isinstance(end, str)
            and not says_no_value(end)
            and choice_named(end.strip(), self.fact) is not None
        ):
            return choice_named(end.strip(), self.fact)
        one = self._end(end)
        if isinstance(one, str):
            raise no_choice(one, self.fact, self.at)
        return None if one is None else str(exact_value(one, self.fact, self.at.place))

    def _bound(self, end: object) -> Bound:
        """Read one end of a range, a text or what a program gives."""
        if isinstance(end, str):
            return self.inside(self._ordered(end), end)
        value = exact_value(end, self.fact, self.at.place)
        assert not isinstance(value, str)  # noqa: S101 - its type has an order
        return value

    def _tidy(self, text: str) -> str:
        free = self.fact.type is FactType.TEXT
        plain = text.strip() if free else halfwidth(text)
        null = bool(getattr(text, "is_null", False)) or (not free and plain in NULL_WORDS)
        if not plain or null:
            raise self.at.refuse("E301")
        limit = LONGEST_TEXT if free else LONGEST
        if len(plain) > limit:
            raise self.at.refuse("E328", limit=limit)
        return plain

    def _split(self, plain: str) -> tuple[object, object] | None:
        """Give the ends of a range, None where it is a single value."""
        strict = strict_end(plain) if self.fact.type is FactType.COUNT else None
        if strict is not None:
            figure, step = strict
            next_one = self._count(read_amount(figure, self.at)) + step
            return (next_one, None) if step > 0 else (None, next_one)
        return ends_of(plain, number=is_numeric(self.fact))

    def _end(self, end: object) -> object:
        if end is None:
            return None
        if isinstance(end, list | tuple | Mapping):
            raise InputError([fault("E331", place_of(end), name=self.fact.id, found=_kind(end))])
        if end is UNKNOWN or isinstance(end, Ends):
            raise self.at.refuse("E338", found=end)
        if not isinstance(end, str):
            return end
        plain = self._tidy(end)
        if plain.lower() in UNKNOWN_WORDS or ".." in plain or plain.endswith("+"):
            raise InputError([fault("E338", place_of(end) or self.at.place, name=self.fact.id, found=plain)])
        return plain

    def _same_unit(self, low: object, high: object) -> list[object]:
        """Let `1..4 ha` mean hectares at both ends; `5..10%` is refused, as 5 is a share of its own."""
        if not isinstance(low, str) or not isinstance(high, str):
            return [low, high]
        first, last = self._amount(low), self._amount(high)
        if self.fact.type is FactType.SHARE:
            if first.unit != last.unit and "/" not in (high if first.unit else low):
                raise self.at.refuse("E337", low=low, high=high, mark="%", form="5%..10%")
        elif last.times and not first.behind:  # 3..5万: three, or thirty thousand?
            form = f"{low}{' ' if last.behind.isascii() else ''}{last.behind}..{high}"
            raise self.at.refuse("E337", low=low, high=high, mark=last.times, form=form)
        elif last.unit and not first.unit:
            # `3万~5万元`: thirty thousand yuan, of which 万元 is a unit too
            own = unit_of(self.fact)
            money = first.times and own is not None and own.dimension == MONEY
            return [f"{low} {base_unit(MONEY).symbol if money else last.unit}", high]
        return [low, high]

    def _unordered(self, text: str, plain: str) -> Plain:
        if self.fact.type is FactType.FLAG:
            if plain.lower() not in _FLAGS:
                guess = _MEANT_FLAGS.get(plain.lower()) or nearest(plain.lower(), _FLAGS, alike=_SLIP)
                raise self.at.refuse("E320", found=text, suggestion=guess)
            return _FLAGS[plain.lower()]
        if any(ord(character) < 32 and character not in "\n\t" for character in plain):
            raise self.at.refuse("E336")
        return str(plain)

    def _ordered(self, text: str) -> Bound:
        if self.fact.type is FactType.DATE:
            return read_date(text, self.fact.id, self.at.place)
        if self.fact.type is FactType.INSTANT:
            return read_instant(text, self.fact.id, self.at.place)
        amount = self._amount(text)
        readers: dict[FactType, Callable[[Amount], Number]] = {
            FactType.COUNT: self._count,
            FactType.QUANTITY: self._quantity,
            FactType.SHARE: self._share,
            FactType.NUMBER: self._number,
        }
        return readers[self.fact.type](amount)

    def _amount(self, text: str) -> Amount:
        return read_amount(text, self.at, signed=may_be_negative(self.fact))

    def _number(self, amount: Amount) -> Number:
        if amount.unit:
            raise self.at.refuse("E313", found=amount.unit, asked=_PLAIN, known=_PLAIN)
        if abs(amount.number) > QUANTITY_LIMIT:
            raise self.at.refuse("E306", found=amount.text, limit=f"{QUANTITY_LIMIT:,}")
        return plain_number(amount.number)

    def _count(self, amount: Amount) -> int:
        if amount.unit:
            self._scale(amount)
        if not amount.whole:
            raise self.at.refuse("E304", found=amount.text)
        if amount.number > COUNT_LIMIT:
            raise self.at.refuse("E306", found=amount.text, limit=f"{COUNT_LIMIT:,}")
        return int(amount.number)

    def _quantity(self, amount: Amount) -> Number:
        own = unit_of(self.fact)
        assert own is not None  # noqa: S101 - domain_of has refused a quantity without one
        if not amount.unit and amount.times and own.dimension == MONEY:
            return self._sized(amount.number, amount, own)  # 5000万 of money are yuan
        if not amount.unit:
            asked = dimension_name(own.dimension)
            raise self.at.refuse(
                "E311", found=amount.text, asked=asked, suggestion=f"{amount.text} {own.symbol}"
            )
        return self._sized(amount.number * self._scale(amount), amount, own)

    def _sized(self, number: Fraction, amount: Amount, own: Unit) -> Number:
        if abs(number) > QUANTITY_LIMIT:
            raise self.at.refuse("E306", found=amount.text, limit=f"{QUANTITY_LIMIT:,} {own.symbol}")
        return plain_number(number)

    def _share(self, amount: Amount) -> Number:
        if amount.behind not in {"", "%"}:
            raise self.at.refuse(
                "E313", found=amount.behind, asked=dimension_name(SHARE), known=known_units(SHARE)
            )
        return plain_number(amount.number / 100 if amount.unit else amount.number)

    def _scale(self, amount: Amount) -> Fraction:
        own = unit_of(self.fact)
        assert own is not None  # noqa: S101 - domain_of has refused an unknown unit
        unit = self.fact.measures.find(amount.unit)
        known = known_units(own.dimension)
        if unit is None:
            near = self.fact.measures.nearest(amount.unit, own.dimension)
            raise self.at.refuse("E312", found=amount.unit, suggestion=near, known=known)
        if unit.dimension != own.dimension:
            asked = dimension_name(own.dimension)
            noun = own.symbol if amount.unit.isascii() else own.zh
            counts = self.fact.type is FactType.COUNT
            raise self.at.refuse(
                "E313", found=amount.unit, asked=asked, known=known, suggestion=noun if counts else None
            )
        return unit.factor


def _range_of(fact: Fact) -> str:
    """Give how a range of the fact is written, for whoever gave it in another way."""
    if fact.type is FactType.SHARE:
        return "25%..35%"
    unit = unit_of(fact) if fact.type is FactType.QUANTITY else None
    return f"25..35{unit.symbol}" if unit else "25..35"
