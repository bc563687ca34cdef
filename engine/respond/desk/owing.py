"""What we owe by a moment in all incidents, the most pressing first."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Literal

from respond._records import frozen
from respond.clock import SHANGHAI, local
from respond.desk.pressing import due_by, owed_by_us, pressing
from respond.desk.reading import Kept, Unread, closed_at, kept, shelf
from respond.errors import Text
from respond.log import Mode
from respond.plan import Library
from respond.show import owed_untimed, timed
from respond.situation import UNWRITTEN, Late, Obligation, Placed, Situation, given, later, urgency
from respond.store import Store


@frozen
class Owed:
    """An obligation of ours in an incident; `closed` is when that was closed, for what is owed does not end with it."""

    incident: str
    title: Text
    mode: Mode
    closed: datetime | None
    obligation: Obligation
    late_situation: Annotated[Late[Situation], UNWRITTEN]

    @property
    def situation(self) -> Annotated[Situation, UNWRITTEN]:
        """Give what the incident is at the moment asked about."""
        return self.late_situation.value


@frozen
class Due:
    """What is owed by a moment at a moment; what is not told one by one is counted, on every page the whole of it."""

    store: str
    now: datetime
    within: timedelta | None
    owed: tuple[Owed, ...]
    presses: bool
    """Whether a check fails: something is overdue, or due within the time asked for."""
    later: int
    """Obligations that are due after what was asked for."""
    waiting: int
    """Obligations whose start has not happened, whose clock stands still, or whose limit cannot be worked out."""
    provisional: int
    """Obligations with a limit of which it is not certain that they are owed."""
    untimed: int
    """What we must certainly do now by no clock: promptly, as prescribed, or within no limit that is named.

    Reports that are owed in writing, as after a call by telephone, are told one by one.
    """
    unread: tuple[Unread, ...]
    next: str | None = None
    """Where the next page goes on, of whoever asks for pages; without one all is here."""

    @property
    def schema(self) -> Annotated[Literal["due/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "due/1"


def due(
    store: Store,
    library: Library,
    incident: str | None = None,
    *,
    now: datetime,
    within: timedelta | None = None,
) -> Due:
    """Give what we certainly owe by a moment, at once or in writing, in one incident or all, by urgency.

    What a closed incident still owes is told with it, and nothing of one that was merged into another. With `within`
    only what is overdue, due in that time, or owed at once or in writing. Raises InputError (E845) and CoverageError
    for an incident that is named; of all, those that cannot be read stand under `unread`.
    """
    unread: tuple[Unread, ...] = ()
    if incident is not None:
        ones: tuple[Kept, ...] = (kept(store, library, incident, now=now),)
    else:
        found = shelf(store, library, now=now)
        ones, unread = found.kept, found.unread
    stand = [(_kept_standing(one), one.now, one.late_situation) for one in ones]
    return _due_of(stand, store.called, now, within, unread)


def due_of(
    situations: Iterable[Situation],
    place: str,
    now: datetime,
    within: timedelta | None = None,
    unread: tuple[Unread, ...] = (),
) -> Due:
    """Give what we certainly owe in some situations, as `due` does of a store; `place` says where they are from."""
    stand = [(_standing(one), one.now, given(one)) for one in situations]
    return _due_of(stand, place, now, within, unread)


@frozen(eq=False)
class _Standing:
    """How what we owe in an incident stands, as long as a look at it holds: what presses, and how much does not."""

    pressing: tuple[Owed, ...]
    waiting: int
    provisional: int
    untimed: int


def _kept_standing(one: Kept) -> _Standing:
    """Give how what we owe in an incident stands, worked out once a look."""
    known = one.look.drawn.get("standing")
    if not isinstance(known, _Standing):
        known = one.look.drawn["standing"] = _standing(one.look.situation)
    return known


def _standing(one: Situation) -> _Standing:
    owed, waiting, provisional, itself = [], 0, 0, given(one)
    untimed = sum(owed_untimed(each) and not pressing(each) for each in one.obligations)
    for obligation in filter(owed_by_us, one.obligations):
        if obligation.provisional:
            provisional += timed(obligation)
        elif not pressing(obligation):
            waiting += timed(obligation)
        else:
            owed.append(Owed(one.incident, one.title, one.mode, closed_at(one), obligation, itself))
    return _Standing(tuple(owed), waiting, provisional, untimed)


def _due_of(
    standing: Sequence[tuple[_Standing, datetime, Late[Situation]]],
    place: str,
    now: datetime,
    within: timedelta | None,
    unread: tuple[Unread, ...],
) -> Due:
    """Give what we owe in some incidents, each as it stands, at a moment of its zone."""
    owed, after = [], 0
    for each, at, situation in standing:
        for one in each.pressing:
            if within is None or due_by(one.obligation, at + within):
                grown = later(one.obligation, at)
                owed.append(Owed(one.incident, one.title, one.mode, one.closed, grown, situation))
            else:
                after += 1
    owed.sort(key=lambda one: (one.mode != "real", urgency(one.obligation), one.incident))
    waiting = sum(each.waiting for each, _, _ in standing)
    provisional = sum(each.provisional for each, _, _ in standing)
    untimed = sum(each.untimed for each, _, _ in standing)
    presses = any(
        one.obligation.state == "overdue" or (within is not None and timed(one.obligation)) for one in owed
    )
    now = local(now, SHANGHAI)
    return Due(place, now, within, tuple(owed), presses, after, waiting, provisional, untimed, unread)
