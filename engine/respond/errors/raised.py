"""The exceptions: one root, one class for each way a run can end, each with its exit code."""

from collections.abc import Iterable
from typing import ClassVar

from respond.errors.fault import Fault
from respond.errors.text import Language


class RespondError(Exception):
    """Root of every error this project raises on purpose; carries all faults found, not only the first."""

    exit_code: ClassVar[int] = 70

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=_order))
        super().__init__(self.render("en"))

    def render(self, lang: Language = "zh") -> str:
        """Give all faults, in file order, in one language."""
        return "\n".join(fault.render(lang) for fault in self.faults)


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


class InternalError(RespondError):
    """The engine contradicted itself; the answer is withheld rather than guessed."""

    exit_code = 70
