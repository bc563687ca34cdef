"""Whether anybody is reminded at all: reminders have somewhere to go, and no watch goes round."""

from datetime import datetime, timedelta
from typing import Final

from respond._records import frozen
from respond.store import RoomStore
from respond.watch.trial import TARGETS

_LATELY: Final = timedelta(minutes=5)
"""How long ago a watch may have gone round: ten of its rounds where it was not told how often."""


@frozen
class Unwatched:
    """Reminders that nobody sends: since when no watch has gone round with everything in order, None for never."""

    since: datetime | None


def unwatched(store: RoomStore, now: datetime) -> Unwatched | None:
    """Say that places for reminders are set, and that no watch has gone round lately; None where one has.

    Of a store without an incident nobody can be reminded: a watch leaves no heartbeat there.
    """
    if not store.setting(TARGETS):
        return None
    last = max((beat.last for beat in store.beats()), default=None)
    if (last is not None and now - last <= _LATELY) or not store.heads().numbers:
        return None
    return Unwatched(last)
