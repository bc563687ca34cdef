"""What every answer of the room rests on: its store, plans and clock, and what was worked out and does not change."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import RLock
from typing import Any

from attrs import field

from respond._records import define
from respond.exercise import SoFar
from respond.plan import Library
from respond.room.entrance import Entrance
from respond.room.permissions import Person
from respond.store import RoomStore


@define(eq=False)
class Ground:
    """What every answer rests on; no state of its own matters, so that several may stand on one database.

    `clock` gives the present.
    """

    store: RoomStore
    library: Library
    clock: Callable[[], datetime]
    entrance: Entrance = field()
    lock: RLock = field(factory=RLock)
    rendered: dict[tuple[str, ...], tuple[str, Any]] = field(factory=dict)
    """The plans as they were set as pages: they do not change while the room is open."""
    runs: dict[str, str] = field(factory=dict)
    """What a run of each scenario that is shipped came to; they do not change either."""
    looked: dict[str, SoFar] = field(factory=dict)
    """What was last worked out of each play."""
    last_moves: dict[str, tuple[int, str]] = field(factory=dict)
    """Up to which move that was, by its number and hash."""

    @entrance.default
    def _entrance(self) -> Entrance:
        return Entrance(self.store)

    @property
    def two_decide(self) -> bool:
        """Say whether what goes against the plan, and every ending, needs a second person."""
        return self.store.two_decide

    @contextmanager
    def looking(self, person: Person, what: str, now: datetime) -> Iterator[RoomStore]:
        """Give the store as somebody sees it; what lies outside of the regions, and is refused for it, is noted."""
        view = self.store.seen_from(person.regions, person.name)
        try:
            yield view
        finally:
            for each in dict.fromkeys(view.outside):
                about, regions = f"{what} {each}", list(person.regions)
                self.store.audit(person.name, "refused", about, now, regions=regions)

    def refuse(self, person: Person, what: str, now: datetime) -> None:
        """Note that somebody was refused something."""
        self.store.audit(person.name, "refused", what, now)
