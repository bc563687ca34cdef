"""Which entry of one edition is which of the other."""

from collections.abc import Callable, Hashable, Sequence
from typing import Protocol, TypeVar


class Named(Protocol):
    """An entry that goes by an id."""

    @property
    def id(self) -> str:
        """Give the id."""


T = TypeVar("T", bound=Named)


def paired(
    a: Sequence[T], b: Sequence[T], place: Callable[[T], Hashable] | None
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """Pair entries by id, the rest by `place` where both have just one left there; give what is left of each."""
    by_id = {each.id: each for each in b}
    pairs = [(each, by_id[each.id]) for each in a if each.id in by_id]
    taken = {each.id for each, _ in pairs}
    gone = [each for each in a if each.id not in taken]
    new = [each for each in b if each.id not in taken]
    if place is None:
        return pairs, gone, new
    for each in list(gone):
        here = place(each)
        same = [other for other in new if place(other) == here]
        if len(same) == 1 and sum(place(other) == here for other in gone) == 1:
            pairs.append((each, same[0]))
            gone.remove(each)
            new.remove(same[0])
    return pairs, gone, new
