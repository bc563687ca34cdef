"""Lists a page at a time: how many at most, and where the next page goes on, one way for every list that can grow."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError, Place, fault

MOST_ON_A_PAGE: Final = 500
"""Things of a list that are given at once, at most; a cursor leads to the rest."""
_DIGITS: Final = 15


@frozen(eq=False)
class Pages:
    """How a list is taken apart: the field of its answer, and what names one thing of it.

    The cursor is the name of the last thing of a page, so that what comes into the list meanwhile, before or behind
    it, moves nothing. `rising` says that the names are numbers that only rise: then what is gone from the list is
    passed by; in any other list the next page begins behind that thing, which must still be there.
    """

    field: str
    named: Callable[[Any], object]
    rising: bool = False

    def page(self, thing: Any, query: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever has such a field
        """Give the page that is asked for; raises InputError (E951) for a cursor that leads nowhere."""
        listed = getattr(thing, self.field)
        first = self._first(listed, query["cursor"])
        shown = listed[first : first + most_of(query)]
        more = str(self.named(shown[-1])) if len(listed) > first + len(shown) else None
        return evolve(thing, **{self.field: shown}, next=more)

    def _first(self, listed: tuple[Any, ...], cursor: str | None) -> int:
        if cursor is None:
            return 0
        if self.rising:
            last = number_of(cursor)
            return sum(int(str(self.named(each))) <= last for each in listed)
        names = [str(self.named(each)) for each in listed]
        if cursor not in names:
            raise _nowhere(cursor)
        return names.index(cursor) + 1


def most_of(query: Mapping[str, Any]) -> int:
    """Give how many things are given at once."""
    return int(query["limit"] or MOST_ON_A_PAGE)


def number_of(cursor: str | None) -> int:
    """Give the number a page goes on after, 0 where it is the first; raises InputError (E951) for none."""
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= _DIGITS):
        raise _nowhere(cursor)
    return int(cursor)


def _nowhere(cursor: str) -> InputError:
    return InputError([fault("E951", Place("cursor"), name="cursor", found=cursor, known="next")])
