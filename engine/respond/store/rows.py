"""The rows of a store: which kinds of entries decide or stand beside, and which names and texts can be kept."""

import re
from typing import Any, Final
from unicodedata import category

from respond.errors import LANGUAGES, InputError, Text, fault
from respond.log import RowKind

DECIDING: Final[frozenset[RowKind]] = frozenset({"declaration", "withdrawal", "correction", "extension"})
"""Kinds of entries that decide something whatever they say; an event decides where it starts or ends a response."""

APART: Final[frozenset[RowKind]] = frozenset(
    {"link", "acknowledgement", "postponement", "application", "evaluation", "attempt", "imported"}
)
"""Kinds of entries about the log, the reminders or the supervision: no plan speaks of what they say."""

BESIDE: Final[frozenset[RowKind]] = APART | {"note", "unable"}
"""Kinds of entries that change nothing of what an incident comes to, so that no decision rests on them."""


SIGNED_EVERY: Final = 100  # rows, so that a log written in a hurry is signed too


_LONGEST: Final = 200  # characters of a name
_BLANK: Final = Text("空白", "it is blank")
_LONG: Final = Text("超过200字", "it is longer than 200 characters")
_BROKEN: Final = Text("有文字里不能有的字符", "it has a character no text can have")
_EDGE: Final = Text(
    "首尾有空白、以 - 开头，或只是点", "it begins or ends with a blank, begins with -, or is but dots"
)
_UNSEEN: Final = Text("有换行或看不见的字符", "it has a line break or a character nobody can see")
_NO_TEXT: Final = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def check_name(name: str, given: str) -> None:
    """Refuse what is no name of an incident or of who enters something; raises InputError (E858)."""
    check_said(name, given)
    if len(given) > _LONGEST:
        raise InputError([fault("E858", name=name, reason=_LONG)])
    check_texts(name, given)


def check_new_name(name: str, given: str) -> None:
    """Refuse a name for something new that nobody could see or type; raises InputError (E858)."""
    check_name(name, given)
    if given != given.strip() or given.startswith("-") or given in {".", ".."}:
        raise InputError([fault("E858", name=name, reason=_EDGE)])
    check_visible(name, given)


def check_visible(name: str, given: str) -> None:
    """Refuse a line that is not what it looks like, or too long to be one; raises InputError (E858)."""
    if len(given) > _LONGEST:
        raise InputError([fault("E858", name=name, reason=_LONG)])
    if any(category(each) in {"Cc", "Cf", "Zl", "Zp"} for each in given):
        raise InputError([fault("E858", name=name, reason=_UNSEEN)])


def check_said(name: str, given: str) -> None:
    """Refuse a text that says nothing; raises InputError (E858)."""
    if not given.strip():
        raise InputError([fault("E858", name=name, reason=_BLANK)])


def check_texts(name: str, data: Any) -> None:  # noqa: ANN401 - of any shape
    """Refuse texts that could not be written to a file and read again; raises InputError (E858)."""
    if isinstance(data, str) and _NO_TEXT.search(data):
        raise InputError([fault("E858", name=name, reason=_BROKEN)])
    if isinstance(data, dict):
        for key, value in data.items():
            check_texts(name, key)
            check_texts(name if key in LANGUAGES else str(key), value)
    elif isinstance(data, list):
        for each in data:
            check_texts(name, each)
