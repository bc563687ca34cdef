"""Wordings, moments and values as plain data, as every JSON of the project writes them."""

from datetime import date, datetime
from fractions import Fraction

from respond.errors import Text
from respond.facts import UNKNOWN, Between, Exactly, Plain, Value, show_exact
from respond.plan import PlanRef


def plan_json(ref: PlanRef) -> dict[str, str]:
    """Give which edition it is."""
    return {"id": str(ref.id), "edition": str(ref.edition)}


def text_json(text: Text | None) -> dict[str, str] | None:
    """Give a wording, null for none."""
    return None if text is None else {"zh": str(text.zh), "en": str(text.en)}


def moment_json(moment: datetime | None) -> str | None:
    """Give a moment in RFC 3339, null for none."""
    return None if moment is None else moment.isoformat()


def value_json(value: Value) -> object:
    """Give an exact value as itself, a range as its two ends, the unknown as null."""
    if value is UNKNOWN:
        return None
    if isinstance(value, Between):
        ends = (value.low, value.high)
        low, high = (None if end is None else exact_json(end) for end in ends)
        return {"at_least": low, "at_most": high}
    return exact_json(value.value) if isinstance(value, Exactly) else None


def exact_json(value: Plain) -> object:
    """Give one exact value; a number that is not whole as exact text.

    >>> exact_json(Fraction(67, 1000)), exact_json(3), exact_json(True)
    ('0.067', 3, True)
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, date):  # a datetime is a date as well
        return value.isoformat()
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else show_exact(value)
    return str(value) if isinstance(value, str) else value
