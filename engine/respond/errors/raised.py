"""The exceptions: one root, one class for each way a run can end, each with its exit code."""

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar, Final

from respond.errors.fault import Fault
from respond.errors.text import Language, Text

MOST_TOLD: Final = 40
"""Faults that are told in full; who has more mends these first."""

_FURTHER: Final = Text("另有{n}处错误未列出：{codes}", "{n} further faults are not listed: {codes}")


class RespondError(Exception):
    """Root of every error this project raises on purpose; carries all faults found, each once, in file order."""

    exit_code: ClassVar[int] = 70

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(sorted(faults, key=_order)))
        super().__init__(self.render("en"))

    def render(self, lang: Language = "zh") -> str:
        """Give the faults, in file order, in one language; of very many the rest is counted by code."""
        lines = [fault.render(lang) for fault in self.faults[:MOST_TOLD]]
        rest = Counter(fault.code for fault in self.faults[MOST_TOLD:])
        if rest:
            codes = ", ".join(f"{code} × {number}" for code, number in sorted(rest.items()))
            lines.append(_FURTHER.fill(n=rest.total(), codes=codes).say(lang))
        return "\n".join(lines)


def _order(fault: Fault) -> tuple[str, int, int, str]:
    place = fault.place
    return (place.file, place.line, place.column, fault.code) if place else ("", 0, 0, fault.code)


class InputError(RespondError):
    """A file, a value or an option is not valid; nothing was done."""

    exit_code = 2


class MissingExtraError(InputError):
    """A command needs a library that comes with an extra which is not installed."""


class CoverageError(RespondError):
    """Nothing covers the question: no plan, no edition on that day, no calendar for that year."""

    exit_code = 4


class ConflictError(RespondError):
    """What was decided rests on what is no longer the last word; nothing was done, and what came between is told."""

    exit_code = 1


class InternalError(RespondError):
    """The engine contradicted itself; the answer is withheld rather than guessed."""

    exit_code = 70
