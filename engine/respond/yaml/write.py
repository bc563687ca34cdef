"""Plain data to YAML text that the strict reader reads back."""

import re

from yaml.nodes import ScalarNode

from respond.errors import InputError, Text, fault, shorten
from respond.yaml.build import MAX_DEPTH
from respond.yaml.nodes import Scalar
from respond.yaml.scalars import BOOLEANS
from yaml import SafeDumper, dump

_WIDTH = 110
_STR = "tag:yaml.org,2002:str"
# Numbers, days and instants look best as they are; the rest of what any YAML reader would convert is quoted.
_BARE = (
    r"-?(0|[1-9][0-9]*)|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?([+-][0-9]{2}:[0-9]{2}|Z))?"
)
# What some reader of YAML 1.1 or 1.2 takes for something else, beyond what the library itself knows.
_LIKE_A_VALUE = r"[-+.0-9~].*|[yYnN]"
_NEEDS_ESCAPES = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
_HALF = "[\ud800-\udfff]"


def write(data: object, *, quoted: bool = False, flags: bool = False) -> str:
    """Give mappings with text keys, lists and texts as YAML; what needs quotes gets them.

    None is written as `null`, yes and no as `true` and `false`, integers in digits. Raises InputError for
    anything else, for texts with half a character in them, and for what is deeper than can be read.

    Texts that are numbers or days stand bare, as people write them in plan files; with `quoted` they stand in quotes,
    so that every reader gets the same data back. With `flags` yes and no stand bare too: a file that was read has them
    as texts, and reads them as flags only without quotes.

    >>> print(write({"deaths": "3", "note": "no: really", "to": ["county"]}), end="")
    deaths: 3
    note: 'no: really'
    to:
    - county
    """
    dumper = _Quoter if quoted else _Flagger if flags else _Writer
    return str(dump(_plain(data, 0), Dumper=dumper, allow_unicode=True, sort_keys=False, width=_WIDTH))


class _Writer(SafeDumper):
    """A dumper that repeats equal parts instead of writing aliases, and knows texts by their value alone."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the parameter is the library's
        return True


def _text(writer: _Writer, text: str) -> ScalarNode:
    if re.fullmatch(_BARE, text):
        tag = writer.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
        return ScalarNode(tag, text)
    style = '"' if re.search(_NEEDS_ESCAPES, text) else None
    return writer.represent_scalar(_STR, text, style=style)


_Writer.add_representer(str, _text)


class _Flagger(_Writer):
    """A dumper that leaves yes and no bare."""


def _flag(writer: _Writer, text: str) -> ScalarNode:
    if text in BOOLEANS:
        tag = writer.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
        return ScalarNode(tag, text)
    return _text(writer, text)


_Flagger.add_representer(str, _flag)


class _Quoter(_Writer):
    """A dumper that leaves no text bare that could be taken for anything else."""


def _quoted(writer: _Writer, text: str) -> ScalarNode:
    style = '"' if re.search(_NEEDS_ESCAPES, text) else "'" if re.fullmatch(_LIKE_A_VALUE, text) else None
    return writer.represent_scalar(_STR, text, style=style)


_Quoter.add_representer(str, _quoted)


def _plain(data: object, depth: int) -> object:
    """Copy the data with base types only, refusing what the reader could not give back."""
    if depth > MAX_DEPTH:
        raise InputError([fault("E112", limit=MAX_DEPTH)])
    if isinstance(data, dict):
        return {_key(key): _plain(value, depth + 1) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(item, depth + 1) for item in data]
    if isinstance(data, Scalar) and data.is_null:
        return None  # nothing was given, and nothing is what reads back
    if isinstance(data, str):
        return _whole(str(data))
    if data is None or isinstance(data, bool | int):
        return data
    raise _refusal(data)


def _key(key: object) -> str:
    if isinstance(key, str):
        return _whole(str(key))
    raise _refusal(key)


def _whole(text: str) -> str:
    if re.search(_HALF, text):
        raise _refusal(text)
    return text


def _refusal(data: object) -> InputError:
    shown = f"`{shorten(repr(data))}`"
    return InputError([fault("E124", found=Text(shown, shown))])
