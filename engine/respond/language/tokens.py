"""Text of a condition -> tokens, each with its place in the text."""

import re
from collections.abc import Mapping
from typing import Final

from attrs import field

from respond._records import frozen
from respond.errors import Fault, InputError, Place, fault

LONGEST: Final = 4000
"""Characters a condition may have."""

KEYWORDS: Final = frozenset({"and", "or", "not", "in", "true", "false", "yes", "no", "always", "never"})

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n]+)
  | (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w.]))
  | (?P<number>[0-9]+(?:\.[0-9]+)?)
  | (?P<name>[^\W\d]\w*(?:@[^\W\d][\w-]*)?)
  | (?P<mark><=|>=|==|!=|[<>+\-*/%(){},])
    """,
    re.VERBOSE,
)

# What people write for a mark that the language writes otherwise.
_INSTEAD: Final = {
    "≥": ">=", "≤": "<=", "≠": "!=", "=": "==", "＝": "==", "＞": ">", "＜": "<",
    "（": "(", "）": ")", "，": ",",
    "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not", "！": "not", "×": "*", "÷": "/", "％": "%",
    "且": "and", "或": "or", "−": "-", "–": "-", "［": "{", "[": "{", "]": "}", "｛": "{", "｝": "}",
}  # fmt: skip


@frozen
class Origin:
    """Where the text of a condition stands in a file, so that a fault can point into it."""

    text: str
    place: Place | None = None
    exact: bool = True

    def at(self, offset: int) -> Place:
        """Give the place of the character at an offset.

        >>> str(Origin("a >= 3", Place("plan.yaml", 7, 11)).at(2))
        'plan.yaml:7:13'
        """
        if self.place is None:
            lines = self.text[:offset].split("\n")
            return Place("<condition>", len(lines), len(lines[-1]) + 1)
        if not self.exact:
            return self.place
        return Place(self.place.file, self.place.line, self.place.column + offset)

    def fault(self, code: str, offset: int, *, suggestion: str | None = None, **found: object) -> Fault:
        """Make a fault that points at an offset."""
        return fault(code, self.at(offset), suggestion=suggestion, related=(), **found)

    def refuse(self, code: str, offset: int, *, suggestion: str | None = None, **found: object) -> InputError:
        """Make the error for a single fault at an offset."""
        return InputError([self.fault(code, offset, suggestion=suggestion, **found)])


def origin_of(text: str) -> Origin:
    """Give the origin of a text read from a file; a text from elsewhere is its own file.

    Only an unquoted scalar on one line stands in the file as it is read; in others faults point at the start.
    """
    plain = bool(getattr(text, "plain", False)) and "\n" not in text
    return Origin(str(text), getattr(text, "place", None), plain)


@frozen
class Token:
    """A piece of the text: its kind (`number`, `date`, `name`, `mark`, `end`), its text, and its place."""

    kind: str
    text: str
    start: int = field(eq=False)

    @property
    def end(self) -> int:
        """Give the offset behind the last character."""
        return self.start + len(self.text)


def tokenize(origin: Origin) -> list[Token]:
    """Cut a text into tokens, the last of which is `end`; raise E401, E402 or E403.

    >>> [token.text for token in tokenize(Origin("2 <= deaths<5"))]
    ['2', '<=', 'deaths', '<', '5', '']
    """
    text = origin.text
    if len(text) > LONGEST:
        raise origin.refuse("E403", 0, length=len(text), most=LONGEST)
    tokens: list[Token] = []
    faults: list[Fault] = []
    offset = 0
    while offset < len(text):
        match = _TOKEN.match(text, offset)
        if match is None:
            found, instead = _stranger(text, offset)
            faults.append(origin.fault("E401", offset, suggestion=instead, found=found))
            offset += len(found)
            continue
        kind = match.lastgroup or ""
        if kind != "space":
            tokens.append(Token(kind, match.group(), offset))
        offset = match.end()
    if faults:
        raise InputError(faults)
    if not tokens:
        raise origin.refuse("E402", 0)
    return [*tokens, Token("end", "", len(text))]


def with_bodies(text: str, bodies: Mapping[str, str]) -> str:
    """Give a condition or formula in which the bodies of its events go by other names.

    >>> with_bodies("elapsed(received@local) > 2 hours and local", {"local": "county"})
    'elapsed(received@county) > 2 hours and local'
    """

    def renamed(match: re.Match[str]) -> str:
        event, at, body = match.group().partition("@")
        return f"{event}@{bodies[body]}" if at and body in bodies else match.group()

    return _TOKEN.sub(renamed, text)


def _stranger(text: str, offset: int) -> tuple[str, str | None]:
    pair = text[offset : offset + 2]
    found = pair if pair in _INSTEAD else text[offset]
    return found, _INSTEAD.get(found)
