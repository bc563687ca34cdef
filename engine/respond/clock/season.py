"""Office hours of a part of the year, as files write them."""

from attrs import field

from respond._records import frozen
from respond.errors import Place


@frozen
class OfficeSeason:
    """A part of the year, first and last day included (`MM-DD`), and the office hours kept in it."""

    from_: str
    to: str
    hours: tuple[str, ...]
    place: Place | None = field(default=None, eq=False, repr=False)
