"""Wordings and exact values as plain data, as every JSON of the project writes them."""

from datetime import date, datetime
from fractions import Fraction

from respond.clock import as_told
from respond.errors import Text
from respond.facts import Plain, show_exact


def text_json(text: Text | None) -> dict[str, str] | None:
    """Give a wording, null for none."""
    return None if text is None else {"zh": str(text.zh), "en": str(text.en)}


def exact_json(value: Plain) -> object:
    """Give one exact value; a number that is not whole as exact text.

    >>> exact_json(Fraction(67, 1000)), exact_json(3), exact_json(True)
    ('0.067', 3, True)
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return as_told(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else show_exact(value)
    return str(value) if isinstance(value, str) else value
