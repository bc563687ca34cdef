"""What we owe by a moment in all incidents, the most pressing first."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Literal

from respond._records import frozen
from respond.clock import SHANGHAI, local
from respond.desk.pressing import due_by, owed_by_us, pressing
from respond.desk.reading import Kept, Unread, closed_at, kept, shelf
from respond.errors import Text
from respond.log import Mode
from respond.plan import Library
from respond.show import timed
from respond.situation import UNWRITTEN, Obligation, Placed, Situation, urgency
from respond.store import Store


@frozen
class Owed:
    """An obligation of ours in an incident; `closed` is when that was closed, for what is owed does not end with it."""

    incident: str
    title: Text
    mode: Mode
    closed: datetime | None
    obligation: Obligation
    situation: Annotated[Situation, UNWRITTEN]


@frozen
class Due:
    """What is owed by a moment at a moment; what is not told one by one is counted."""

    store: str
    now: datetime
    within: timedelta | None
    owed: tuple[Owed, ...]
    later: int
    """Obligations that are due after what was asked for."""
    waiting: int
    """Obligations whose start has not happened, whose clock stands still, or whose limit cannot be worked out."""
    provisional: int
    """Obligations with a limit of which it is not certain that they are owed."""
    unread: tuple[Unread, ...]

    @property
    def schema(self) -> Annotated[Literal["due/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "due/1"

    @property
    def presses(self) -> Annotated[bool, Placed(before="later")]:
        """Say whether a check fails: something is overdue, or due within the time asked for."""
        return any(self.within is not None or each.obligation.state == "overdue" for each in self.owed)


def due(
    store: Store,
    library: Library,
    incident: str | None = None,
    *,
    now: datetime,
    within: timedelta | None = None,
) -> Due:
    """Give what we certainly owe by a moment or at once, in one incident or all, by urgency.

    What a closed incident still owes is told with it, and nothing of one that was merged into another. With `within`
    only what is overdue, owed at once or due in that time. Raises InputError (E845) and CoverageError for an incident
    that is named; of all, those that cannot be read stand under `unread`.
    """
    unread: tuple[Unread, ...] = ()
    if incident is not None:
        ones: tuple[Kept, ...] = (kept(store, library, incident, now=now),)
    else:
        found = shelf(store, library, now=now, answered=False)
        ones, unread = found.kept, found.unread
    return due_of([one.situation for one in ones], store.place, now, within, unread)


def due_of(
    situations: Iterable[Situation],
    place: str,
    now: datetime,
    within: timedelta | None = None,
    unread: tuple[Unread, ...] = (),
) -> Due:
    """Give what we certainly owe in some situations, as `due` does of a store; `place` says where they are from."""
    owed, later, waiting, provisional = [], 0, 0, 0
    for one in situations:
        for obligation in one.obligations:
            if not owed_by_us(obligation):
                continue
            if obligation.provisional:
                provisional += timed(obligation)
            elif not pressing(obligation):
                waiting += timed(obligation)
            elif within is None or due_by(obligation, one.now + within):
                owed.append(Owed(one.incident, one.title, one.mode, closed_at(one), obligation, one))
            else:
                later += 1
    owed.sort(key=lambda each: (each.mode != "real", urgency(each.obligation), each.incident))
    return Due(place, local(now, SHANGHAI), within, tuple(owed), later, waiting, provisional, unread)
