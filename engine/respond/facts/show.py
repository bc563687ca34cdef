"""Values in words: exact, in the reader's language, and readable back."""

import re
from datetime import date, datetime
from fractions import Fraction

from respond.errors import Language
from respond.facts.choices import show_choice, show_choices
from respond.facts.domain import dimension_of, unit_of
from respond.facts.fact import Fact, FactType
from respond.facts.units import MONEY, TIME, Dimension, Unit, base_unit, find_unit, parse_unit, units_of
from respond.facts.values import UNKNOWN, Between, Exactly, Number, Plain, Value

_MONEY: dict[Language, tuple[str, ...]] = {"zh": ("yi", "wan", "yuan"), "en": ("billion", "million", "yuan")}
_PLACES = 6
_FIGURE = re.compile("[0-9./]+")
_FLAGS: dict[Language, tuple[str, str]] = {"zh": ("否", "是"), "en": ("no", "yes")}


def show_value(value: Value, fact: Fact, lang: Language) -> str:
    """Give a value in words; `read_value` reads the words back to the same value.

    >>> from respond.errors import Text
    >>> from respond.facts.values import Between
    >>> deaths = Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case")
    >>> show_value(Between(3, None), deaths, "zh"), show_value(Between(3, None), deaths, "en")
    ('至少3例', 'at least 3 cases')
    """
    if value is UNKNOWN:
        return "未知" if lang == "zh" else "unknown"
    if isinstance(value, Exactly):
        return show_plain(value.value, fact, lang)
    return show_choices(value, fact, lang) if fact.type is FactType.CHOICE else _show_range(value, fact, lang)


def _show_range(value: Between, fact: Fact, lang: Language) -> str:
    low = None if value.low is None else show_plain(value.low, fact, lang)
    high = None if value.high is None else show_plain(value.high, fact, lang)
    moment = fact.type in {FactType.DATE, FactType.INSTANT}
    if low is not None and high is not None:
        first = _figure_of(low, high, fact)
        return f"{first}至{high}" if lang == "zh" else f"{first} to {high}"
    if low is not None:
        words = ("不早于", "not before ") if moment else ("至少", "at least ")
        return words[lang == "en"] + low
    if high is not None:
        words = ("不晚于", "not after ") if moment else ("至多", "at most ")
        return words[lang == "en"] + high
    return "任意值" if lang == "zh" else "any value"


def _figure_of(low: str, high: str, fact: Fact) -> str:
    """Give the lower end of a range without its unit where the upper end says it: `900至1200公顷`."""
    first, last = (_FIGURE.match(end) for end in (low, high))
    if fact.type not in {FactType.COUNT, FactType.QUANTITY} or first is None or last is None:
        return low
    units = [find_unit(end[match.end() :]) for end, match in ((low, first), (high, last))]
    return first[0] if units[0] is units[1] is not None else low


def show_plain(value: Plain, fact: Fact, lang: Language) -> str:
    """Give one exact value of a fact in words.

    >>> from respond.errors import Text
    >>> show_plain(150_000_000, Fact("loss", FactType.QUANTITY, Text("损失", "loss"), unit="yuan"), "zh")
    '1.5亿元'
    """
    if isinstance(value, bool):
        return _FLAGS[lang][value]
    if isinstance(value, datetime):
        return show_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return show_choice(value, fact, lang) if fact.choices else value
    if fact.type is FactType.COUNT and fact.unit is None:
        return show_exact(Fraction(value))
    return show_number(value, dimension_of(fact), lang, unit_of(fact))


def show_instant(value: datetime) -> str:
    """Give an instant to the minute, or finer if it is, with its offset.

    >>> from datetime import timedelta, timezone
    >>> show_instant(datetime(2026, 1, 1, 14, 20, tzinfo=timezone(timedelta(hours=8))))
    '2026-01-01 14:20+08:00'
    """
    whole_minute = not value.second and not value.microsecond
    return value.isoformat(" ", "minutes") if whole_minute else value.isoformat(" ")


def show_number(
    value: Number, dimension: Dimension | None, lang: Language, preferred: Unit | None = None
) -> str:
    """Give a number of a dimension, kept in base units, with a unit it is exact in; shares as per cent.

    >>> show_number(Fraction(1, 15), "area", "en"), show_number(Fraction(3, 20), "share", "zh")
    ('1 mu', '15%')
    """
    gap = "" if lang == "zh" else " "
    if type(value) is int and preferred is not None and dimension != MONEY and preferred.factor == 1:
        return f"{value}{gap}{preferred.shown(lang, one=value == 1)}"  # as nearly all numbers are
    number = Fraction(value)
    if dimension is None:
        return show_exact(number)
    if dimension == "share":
        return f"{show_exact(number * 100)}%" if _terminates(number * 100) else show_exact(number)
    unit = _best_unit(number, dimension, lang, preferred)
    figure = number / unit.factor
    return f"{show_exact(figure)}{gap}{unit.shown(lang, one=figure == 1)}"


def show_exact(number: Fraction) -> str:
    """Give a number as a decimal, or as a fraction where no decimal is exact.

    >>> show_exact(Fraction(3, 8)), show_exact(Fraction(-1, 3))
    ('0.375', '-1/3')
    """
    if number.denominator == 1:
        return str(number.numerator)
    if not _terminates(number):
        return f"{number.numerator}/{number.denominator}"
    places = 0
    power = 1
    while power % number.denominator:
        places += 1
        power *= 10
    digits = str(abs(number.numerator) * (power // number.denominator)).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def about(share: Fraction) -> str:
    """Give a share as per cent to one decimal, rounded half up: to read beside the exact fraction, not instead.

    It takes more decimals where it would otherwise read as a whole per cent it is not.

    >>> about(Fraction(1, 7)), about(Fraction(1, 8)), about(Fraction(299, 30000))
    ('14.3%', '12.5%', '0.997%')
    """
    for places in range(1, _PLACES + 1):
        power = 10**places
        parts = (share * 200 * power + 1) // 2
        if parts % power or (share * 100).denominator == 1:
            break
    return f"{parts // power}.{parts % power:0{places}}%"


def _terminates(number: Fraction) -> bool:
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _best_unit(number: Fraction, dimension: Dimension, lang: Language, preferred: Unit | None) -> Unit:
    if dimension == MONEY:
        # 1.5亿元 and 400万元, not 150000000元: the largest customary unit the amount fills
        customary = [parse_unit(symbol) for symbol in _MONEY[lang]]
        return next((unit for unit in customary if abs(number) >= unit.factor), customary[-1])
    first = preferred or base_unit(dimension)
    if dimension == TIME and 0 < number < first.factor:
        # 15 minutes, not 0.25 hours: the largest unit it is a whole number of
        whole = [unit for unit in units_of(TIME) if (number / unit.factor).denominator == 1]
        first = max(whole, key=lambda unit: unit.factor, default=first)
    for unit in (first, *units_of(dimension)):
        if _terminates(number / unit.factor):
            return unit
    return first
