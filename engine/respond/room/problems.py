"""What went wrong as a problem of HTTP (RFC 9457): the status, and our faults with code, place and help."""

from collections.abc import Mapping
from typing import Annotated, Final

from respond._records import frozen
from respond.errors import (
    ConflictError,
    CoverageError,
    Fault,
    InternalError,
    Language,
    RespondError,
    Text,
    fault,
)
from respond.situation import Placed

STATUS: Final[Mapping[str, int]] = {
    "E105": 413, "E845": 404, "E502": 404, "E504": 404, "E844": 409, "E853": 409, "E854": 409, "E855": 409,
    "E929": 410, "E930": 403, "E931": 401, "E932": 409, "E933": 403, "E935": 403, "E936": 409, "E937": 404,
    "E938": 405, "E939": 409, "E941": 413, "E942": 404, "E946": 400, "E947": 400, "E949": 400,
    "E951": 400, "E952": 400, "E953": 400, "E956": 400, "E957": 429, "E958": 403, "E955": 403, "E934": 429,
    "E690": 404, "E691": 409, "E692": 409, "E696": 403, "E697": 409, "E981": 409,
    "E841": 503, "E842": 503, "E848": 503, "E849": 503,
}  # fmt: skip
"""The status of what is neither wrong input (422) nor one of the kinds of error that have their own."""

UNPROCESSABLE: Final = 422
_NOT_FOUND: Final = 404


@frozen
class ToldFault:
    """A fault in the reader's language, with the place in the body it is about."""

    code: str
    problem: str
    expected: str | None
    help: str | None
    suggestion: str | None
    line: int | None
    column: int | None
    pointer: str | None


@frozen
class Problem:
    """A problem as HTTP tells it: what kind, its status, and every fault that was found."""

    title: str
    status: int
    detail: str
    code: str
    faults: tuple[ToldFault, ...]

    @property
    def type(self) -> Annotated[str, Placed(before="title")]:
        """Name the page that says more of it."""
        return f"/v1/errors/{self.code}"


def status_of(error: RespondError) -> int:
    """Give the status an error is told with; a decision that did not know the last word is 412."""
    if isinstance(error, InternalError):
        return 500
    if isinstance(error, ConflictError):
        return STATUS.get(error.faults[0].code, 412)
    if isinstance(error, CoverageError):
        return UNPROCESSABLE
    first = error.faults[0]
    found = STATUS.get(first.code, UNPROCESSABLE)
    in_body = first.place is not None and bool(first.place.line)
    return UNPROCESSABLE if found == _NOT_FOUND and in_body else found


def problem_of(error: RespondError, lang: Language) -> Problem:
    """Give an error in the reader's language; no word of it is for a terminal."""
    faults = tuple(each.on_pages or each for each in error.faults)
    first = faults[0]
    return Problem(
        title=first.problem.say(lang),
        status=status_of(error),
        detail="\n".join(each.render(lang) for each in faults),
        code=first.code,
        faults=tuple(_told(each, lang) for each in faults),
    )


def unforeseen(error: BaseException) -> InternalError:
    """Give what nobody foresaw as an error of ours, which tells no more than its kind."""
    return InternalError([fault("E990", found=type(error).__name__)])


def _told(one: Fault, lang: Language) -> ToldFault:
    def say(text: Text | None) -> str | None:
        return None if text is None else text.say(lang)

    place = one.place
    at = place if place is not None and place.line else None
    pointer = place.file if place is not None and not place.line else None
    if one.spot is not None:
        at, pointer = one.spot
    return ToldFault(
        one.code, one.problem.say(lang), say(one.expected), say(one.help), one.suggestion,
        at.line if at else None, at.column if at else None, pointer,
    )  # fmt: skip
