"""One entry of the error catalogue."""

from respond._records import frozen
from respond.errors.text import Text


@frozen
class Entry:
    """The wording of one kind of fault; `{name}` fields are filled with what was found."""

    code: str
    problem: Text
    expected: Text | None = None
    help: Text | None = None
