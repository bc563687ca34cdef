"""Texts to the few types whose form is fixed: yes or no, integers, days and instants."""

import re
from datetime import date, datetime
from typing import Final

from respond.errors import InputError, Text, fault, shorten
from respond.yaml.nodes import Scalar, describe, place_of

BOOLEANS: Final = {"true": True, "false": False, "yes": True, "no": False}
"""What a file may write for yes and no, without quotes."""

DATE_PATTERN: Final = "^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
"""The form of a day that may be real, for JSON Schema."""

INSTANT_PATTERN: Final = (
    DATE_PATTERN[:-1]
    + r"[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
    + "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
)
"""The form of an instant that may be real, for JSON Schema."""

INTEGER_PATTERN: Final = "-?(0|[1-9][0-9]{0,17})"

_INTEGER = re.compile(INTEGER_PATTERN)
_DATE_FORM = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE = re.compile(DATE_PATTERN)
_INSTANT_FORM = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_INSTANT = re.compile(INSTANT_PATTERN)


def read_bool(text: str) -> bool:
    """Read yes or no; a quoted word is a text and neither. Raises InputError.

    >>> read_bool("yes")
    True
    """
    value = BOOLEANS.get(text) if _is_plain(text) else None
    if value is None:
        raise _bad("E211", text)
    return value


def read_int(text: str) -> int:
    """Read an integer of at most 18 decimal digits, unquoted, without signs of grouping. Raises InputError.

    >>> read_int("-12")
    -12
    """
    if not _is_plain(text) or not _INTEGER.fullmatch(text):
        raise _bad("E212", text)
    return int(text)


def read_date(text: str) -> date:
    """Read a day, `2024-06-15`, that the calendar has. Raises InputError.

    >>> read_date("2024-02-29")
    datetime.date(2024, 2, 29)
    """
    if not _DATE_FORM.fullmatch(text):
        raise _bad("E213", text)
    try:
        return date.fromisoformat(_checked(_DATE, text))
    except ValueError:
        raise _bad("E214", text) from None


def read_instant(text: str) -> datetime:
    """Read an instant by RFC 3339; seconds may be left out, the offset may not. Raises InputError.

    >>> read_instant("2026-03-01T14:20+08:00").isoformat()
    '2026-03-01T14:20:00+08:00'
    """
    form = _INSTANT_FORM.fullmatch(text)
    if form is None:
        raise _bad("E215", text)
    if form[3] is None:
        raise _bad("E216", text)
    try:
        return datetime.fromisoformat(_checked(_INSTANT, text))
    except ValueError:
        raise _bad("E217", text) from None


def _checked(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError
    return str(text)


def _is_plain(text: str) -> bool:
    return text.plain if isinstance(text, Scalar) else True


def _bad(code: str, text: str) -> InputError:
    shown = describe(text) if isinstance(text, Scalar) else Text(f"`{shorten(text)}`", f"`{shorten(text)}`")
    return InputError([fault(code, place_of(text), value=text, found=shown)])
