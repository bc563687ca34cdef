"""One fault: what is wrong, where, what was found, what was expected, what to do."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve, field

from respond._records import frozen
from respond.errors.text import Language, Text

if TYPE_CHECKING:
    from respond.errors.catalogue.entry import Entry

_SHOWN = 60  # characters of a found value that a message repeats


@frozen(order=True)
class Place:
    """A position in a file; lines and columns count from 1, and line 0 means the file as a whole.

    >>> str(Place("plan.yaml", 41, 9))
    'plan.yaml:41:9'
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@frozen
class Fault:
    """One thing that is wrong with what a user gave; its wording stands in the catalogue."""

    code: str
    place: Place | None
    problem: Text
    expected: Text | None = None
    help: Text | None = None
    suggestion: str | None = None
    related: tuple[Place, ...] = ()
    on_pages: "Fault | None" = None
    """The same fault as the pages of a duty room say it, where its own words name a command or an option."""
    about: tuple[str, ...] = field(default=(), eq=False)
    """What its words name, as it was found: by that whoever sent it finds the place."""
    spot: tuple[Place, str] | None = field(default=None, eq=False)
    """Where in a body that was sent it is: the place, and the JSON pointer (RFC 6901)."""

    def render(self, lang: Language = "zh") -> str:
        """Give the fault as a few lines: place, code, problem, then what was expected and what to do."""
        where = f"{self.place}: " if self.place else ""
        lines = [f"{where}{self.code} {self.problem.say(lang)}"]
        labels = _LABELS[lang]
        if self.expected:
            lines.append(f"  {labels['expected']}{self.expected.say(lang)}")
        if self.suggestion:
            lines.append(f"  {labels['suggestion'].format(name=self.suggestion)}")
        lines.extend(f"  {labels['related']}{place}" for place in self.related)
        if self.help:
            lines.append(f"  {labels['help']}{self.help.say(lang)}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """Give the fault as plain data, for programs."""
        return {
            "code": self.code,
            "file": self.place.file if self.place else None,
            "line": self.place.line if self.place else None,
            "column": self.place.column if self.place else None,
            "problem": {"zh": self.problem.zh, "en": self.problem.en},
            "expected": {"zh": self.expected.zh, "en": self.expected.en} if self.expected else None,
            "help": {"zh": self.help.zh, "en": self.help.en} if self.help else None,
            "suggestion": self.suggestion,
        }


_LABELS: dict[Language, dict[str, str]] = {
    "zh": {
        "expected": "应为：",
        "suggestion": "您是否想写 `{name}`？",
        "related": "另见：",
        "help": "处理：",
    },
    "en": {
        "expected": "expected: ",
        "suggestion": "did you mean `{name}`?",
        "related": "see also: ",
        "help": "help: ",
    },
}


def fault(
    code: str,
    place: Place | None = None,
    *,
    suggestion: str | None = None,
    related: Iterable[Place] = (),
    **found: object,
) -> Fault:
    """Make a fault from its catalogue entry; `found` fills the fields of the entry's wording.

    >>> fault("E502", name="fier", known="forest-fire").problem.en
    'there is no plan called `fier`'
    """
    from respond.errors.catalogue import (  # noqa: PLC0415  the wording is read when something is wrong
        CATALOGUE,
    )

    entry = CATALOGUE[code]
    said = entry.for_pages
    shown = {name: value if isinstance(value, Text) else shorten(value) for name, value in found.items()}
    about = tuple(str(value) for value in found.values() if not isinstance(value, Text) and str(value))
    made = Fault(
        code, place, entry.problem.fill(**shown), suggestion=suggestion, related=tuple(related), about=about
    )
    made = _with(made, entry, shown)
    return made if entry == said else evolve(made, on_pages=_with(made, said, shown))


def _with(made: Fault, entry: "Entry", shown: Mapping[str, object]) -> Fault:
    """Give a fault the wording of an entry."""
    return evolve(
        made,
        problem=entry.problem.fill(**shown),
        expected=entry.expected.fill(**shown) if entry.expected else None,
        help=entry.help.fill(**shown) if entry.help else None,
    )


def shorten(value: object) -> str:
    """Give a found value as one printable line of bounded length."""
    text = "".join(character if character.isprintable() else "�" for character in str(value))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def nearest(name: str, known: Iterable[str], alike: int = 60) -> str | None:
    """Give the known name a misspelt one most likely meant, or None; `alike` is how alike they must be, in per cent.

    >>> nearest("deahts", ["deaths", "injuries"])
    'deaths'
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a slip needs it

    matches = get_close_matches(name[:200], list(known), n=1, cutoff=alike / 100)
    return matches[0] if matches else None
