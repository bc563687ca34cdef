"""Texts to the few types whose form the syntax fixes: yes or no, and integers."""

import re
from typing import Final

from respond.errors import InputError, Text, fault, shorten
from respond.yaml.nodes import Scalar, describe, place_of

BOOLEANS: Final = {"true": True, "false": False, "yes": True, "no": False}
"""What a file may write for yes and no, without quotes."""

INTEGER_PATTERN: Final = "-?(0|[1-9][0-9]{0,17})"

_INTEGER = re.compile(INTEGER_PATTERN)
_HUGE = re.compile("-?[1-9][0-9]{18,}")


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
        raise _bad("E213" if _is_plain(text) and _HUGE.fullmatch(text) else "E212", text)
    return int(text)


def _is_plain(text: str) -> bool:
    return text.plain if isinstance(text, Scalar) else True


def _bad(code: str, text: str) -> InputError:
    shown = describe(text) if isinstance(text, Scalar) else Text(f"`{shorten(text)}`", f"`{shorten(text)}`")
    return InputError([fault(code, place_of(text), value=text, found=shown)])
