"""What was sent, as the one reader of files takes it: JSON in every spelling that is allowed, else YAML."""

import re
from typing import Final

from respond.errors import InputError, fault
from respond.yaml import Source, decode

BODY: Final = "body"
"""What messages call what was sent."""

_TOKENS: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\t', re.DOTALL)
_PAIRS: Final = re.compile(r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)", re.DOTALL)
_HIGH: Final = 0xD800
_LOW: Final = 0xDC00
_BEYOND: Final = 0x10000


def sent_source(body: bytes) -> Source | None:
    r"""Give what was sent, None for nothing. Raises InputError for bytes that are no text.

    JSON writes a character beyond the first 65,536 as two escapes, and may be set with tabs; YAML knows neither.

    >>> sent_source(rb'{"text": "\ud83d\udd25", "path": "C:\\ud83d"}').text
    '{"text": "🔥", "path": "C:\\\\ud83d"}'
    """
    if not body.strip():
        return None
    text = decode(body, BODY)
    if text.lstrip()[:1] in {"{", "["}:
        text = _TOKENS.sub(_token, text)
    return Source(BODY, text)


def _token(found: re.Match[str]) -> str:
    return " " if found[0] == "\t" else _PAIRS.sub(_pair, found[0])


def _pair(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[0]
    high, low = int(found[1], 16) - _HIGH, int(found[2], 16) - _LOW
    return chr(_BEYOND + (high << 10) + low)


def check_no_body(source: Source | None) -> None:
    """Refuse what was sent where nothing is taken (E953)."""
    if source is not None:
        raise InputError([fault("E953")])
