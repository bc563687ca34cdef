"""Wordings and values as plain data."""

from fractions import Fraction
from typing import Any

from respond.errors import Text
from respond.facts.show import show_exact
from respond.facts.values import Plain


def text_json(text: Text) -> dict[str, str]:
    """Give a wording as plain data."""
    return {"zh": text.zh, "en": text.en}


def number_json(value: Plain) -> Any:  # noqa: ANN401 - a flag, a key, a number
    """Give a value as plain data: whole numbers as they are, others as exact text.

    >>> number_json(Fraction(67, 1000)), number_json(3), number_json(True)
    ('0.067', 3, True)
    """
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Fraction):
        return show_exact(value)
    return str(value) if isinstance(value, str) else value.isoformat()
