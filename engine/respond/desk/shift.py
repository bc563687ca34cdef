"""What one shift hands to the next: what changed, which clocks run, what is open, and how far the log had come."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Literal

from respond._records import evolve, frozen
from respond.clock import SHANGHAI, local
from respond.desk.mergers import TakenIn, taken_in
from respond.desk.precedence import precedence
from respond.desk.pressing import due_by, pressing
from respond.desk.reading import Kept, Unread, shelf
from respond.desk.roster import USUAL_SHIFT, handing_over, roster_kept, taking_over
from respond.desk.telling import Told, entries_of
from respond.desk.unsettled import (
    Beside,
    Outdated,
    Unconfirmed,
    beside_the_plan,
    outdated,
    unable,
    unconfirmed,
)
from respond.errors import CoverageError, InputError, Text, fault
from respond.facts import Level
from respond.log import Mode
from respond.plan import Library, PlanRef
from respond.reason import LevelRange
from respond.show import owed_untimed
from respond.situation import (
    SPREAD,
    UNWRITTEN,
    Obligation,
    Only,
    Placed,
    Situation,
    State,
    UnitName,
    level_then,
    urgency,
)
from respond.store import Row, Store


@frozen
class Before:
    """How an incident stood when the shift began, by what was known then."""

    level: Annotated[LevelRange, SPREAD]
    declared: Level | None
    started: Level | None


@frozen
class HandedDuty:
    """A duty of ours as it is handed over: what it is and how it stands; its incident tells the rest."""

    obligation: Annotated[Obligation, UNWRITTEN]
    id: str
    duty: str
    label: Text
    units: Annotated[tuple[UnitName, ...], Only("id")]
    to: Annotated[tuple[UnitName, ...], Only("id")]
    """Whom it goes to; while it is owed, who has not been told yet."""
    state: State
    at_once: bool
    due: datetime | None
    ended: datetime | None
    """When it was done, or ended undone."""

    @classmethod
    def of(cls, one: Obligation) -> "HandedDuty":
        """Tell an obligation in short."""
        to = one.missing if one.open and one.missing else one.to
        ended = one.done.at if one.done is not None else one.ended
        return cls(one, one.id, one.duty, one.label, one.units, to, one.state, one.at_once, one.due, ended)


def _short(ones: Iterable[Obligation]) -> tuple[HandedDuty, ...]:
    return tuple(map(HandedDuty.of, ones))


@frozen
class Handed:
    """One incident as it is handed over."""

    incident: str
    title: Text
    mode: Mode
    plan: PlanRef
    opened: datetime
    closed: datetime | None
    merged_into: str | None
    before: Before | None
    """How it stood when the shift began; null where it was opened since."""
    level: Annotated[LevelRange, SPREAD]
    declared: Level | None
    declared_until: datetime | None
    """Until when the level declared stands; null where nobody said, or none is."""
    called: LevelRange
    started: Level | None
    entered: tuple[Annotated[Told, Only("number", int)], ...]
    """What was entered in the shift: the numbers of the entries, which the log of the incident tells in words."""
    done: tuple[HandedDuty, ...]
    """What of ours was done in the shift."""
    missed: tuple[HandedDuty, ...]
    """What of ours ended undone in the shift."""
    running: tuple[HandedDuty, ...]
    """What of ours is overdue, owed at once or in writing, or due before the next shift ends."""
    later: int
    """How many obligations of ours are due after that."""
    untimed: tuple[HandedDuty, ...]
    """What else we must certainly do now by no clock: promptly, as prescribed, or within no limit that is named."""
    unconfirmed: tuple[Unconfirmed, ...]
    outdated: tuple[Outdated, ...]
    """Facts whose value in force is of an earlier moment than another that was told, and stands."""
    unable: tuple[HandedDuty, ...]
    beside: tuple[Beside, ...]
    """What is decided otherwise than the plan says."""
    questions: int
    """How many questions could still change the level."""
    taken_in: tuple[TakenIn, ...]
    """What was merged into it, and what of that it does not say yet."""
    situation: Annotated[Situation, UNWRITTEN]

    @property
    def open(self) -> bool:
        """Say whether it goes on."""
        return self.closed is None and self.merged_into is None

    @property
    def left(self) -> Annotated[int, UNWRITTEN]:
        """Say how many obligations of ours press, due in the next shift or later."""
        return len(self.running) + self.later


KnownBy = Literal["asked", "roster", "usual"]
"""Whoever asks says how long a shift is; the roster has the next one; or it is taken to be as long as is usual."""


@frozen
class Handover:
    """A shift at its end: since when, now, and until when the clocks of the next one are told."""

    store: str
    since: datetime
    now: datetime
    until: datetime
    known_by: KnownBy
    """Whence it is known until when the next shift stands."""
    incidents: tuple[Handed, ...]
    """Each with what presses in few words: `respond duties` and `respond log`, or its address, tell the rest."""
    unread: tuple[Unread, ...]
    ended: int
    """Incidents that had ended before the shift, with nothing left that presses."""
    line: str | None
    """The last signed line of the store: on paper it shows later whether the log was cut or written anew."""
    unsigned: int
    """How many entries of the store were written after it."""
    next: str | None = None
    """Where the next page goes on, of whoever asks for pages; without one all is here."""

    @property
    def schema(self) -> Annotated[Literal["handover/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "handover/1"


def handover(
    store: Store,
    library: Library,
    *,
    now: datetime,
    since: datetime | None = None,
    ahead: timedelta | None = None,
) -> Handover:
    """Give what happened since a moment in every incident, and what is to be done in the time ahead.

    Without `since` and `ahead` the roster says when the shift began and until when the next one stands; where it does
    not, a shift is as long as `ahead`, or twelve hours.

    Incidents that were closed or merged since are told with the open ones, and so are those closed before in which
    something of ours is left that presses. Sign the store before (`store.checkpoint(now)`), so that the line on the
    sheet vouches for all that is told. Raises InputError (E868) for a shift that begins after `now`.
    """
    now = local(now, SHANGHAI)
    since = local(since or _began(store, now, ahead), SHANGHAI)
    if since > now:
        raise InputError([fault("E868", since=since.isoformat(), now=now.isoformat())])
    until, known_by = _until(store, now, ahead)
    signed = store.checkpoints()
    line, count = (signed[-1].line, signed[-1].count) if signed else (None, 0)
    found = shelf(store, library, now=now, ended=True, asking=True)
    told = [one for one in found.kept if one.open or one.left or one.rows[-1].known_at >= since]
    handed = [_handed(one, store, library, since, until) for one in sorted(told, key=precedence)]
    return Handover(
        store.called, since, now, until, known_by, tuple(handed), found.unread, len(found.kept) - len(told),
        line, len(store.rows(after=count)),
    )  # fmt: skip


def _began(store: Store, now: datetime, ahead: timedelta | None) -> datetime:
    """Give when the shift began that hands over."""
    shift = handing_over(roster_kept(store), now)
    return now - (ahead or USUAL_SHIFT) if shift is None else shift.from_


def _until(store: Store, now: datetime, ahead: timedelta | None) -> tuple[datetime, KnownBy]:
    """Give until when the shift stands that takes over, and whence that is known."""
    if ahead is not None:
        return now + ahead, "asked"
    shift = taking_over(roster_kept(store), now)
    return (now + USUAL_SHIFT, "usual") if shift is None else (local(shift.to, SHANGHAI), "roster")


@frozen(eq=False)
class _Gone:
    """What of a shift no time that goes by changes: as long as the look holds and nothing is entered."""

    last: str
    """The hash of the last entry."""
    first: int
    """Where among the entries the shift begins."""
    since: datetime
    before: Before | None
    entered: tuple[Told, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    outdated: tuple[Outdated, ...]
    beside: tuple[Beside, ...]
    questions: int


def _gone_by(one: Kept, library: Library, since: datetime) -> _Gone:
    """Give what of a shift stays, as it was worked out at the last look at one that began between the same entries."""
    last = one.rows[-1].hash
    first = bisect_left(one.rows, since, key=_known_at)
    known = one.look.drawn.get("gone")
    if isinstance(known, _Gone) and (known.last, known.first) == (last, first):
        if first == 0 or known.since == since:
            return known
        found = evolve(known, since=since, before=_before(one, library, since))
        one.look.drawn["gone"] = found
        return found
    situation = one.look.situation
    found = _Gone(
        last=last,
        first=first,
        since=since,
        before=_before(one, library, since),
        entered=entries_of(one, since),
        unconfirmed=unconfirmed(one),
        outdated=outdated(one),
        beside=beside_the_plan(situation),
        questions=situation.asking,
    )
    one.look.drawn["gone"] = found
    return found


def _known_at(row: Row) -> datetime:
    return row.known_at


def _handed(one: Kept, store: Store, library: Library, since: datetime, until: datetime) -> Handed:
    gone, situation, merged_into = _gone_by(one, library, since), one.situation, one.merged_into
    ours = [each for each in sorted(situation.obligations, key=urgency) if each.ours and each.mood != "may"]
    presses = [each for each in ours if merged_into is None and pressing(each)]
    running = [each for each in presses if due_by(each, until)]
    declared = situation.declared
    return Handed(
        incident=one.id,
        title=situation.title,
        mode=situation.mode,
        plan=situation.leading_plan,
        opened=one.opened,
        closed=one.closed,
        merged_into=merged_into,
        before=gone.before,
        level=situation.level,
        declared=declared.level if declared is not None else None,
        declared_until=None
        if declared is None or declared.until is None
        else local(declared.until, situation.tz),
        called=situation.leading_response.called,
        started=situation.leading_response.started,
        entered=gone.entered,
        done=_short(each for each in ours if each.done is not None and each.done.at >= since),
        missed=_short(
            each for each in ours if each.state == "missed" and each.ended is not None and each.ended >= since
        ),
        running=_short(running),
        later=len(presses) - len(running),
        untimed=_short(
            each for each in ours if merged_into is None and owed_untimed(each) and not pressing(each)
        ),
        unconfirmed=gone.unconfirmed,
        outdated=gone.outdated,
        unable=_short(unable(situation)),
        beside=gone.beside,
        questions=gone.questions,
        taken_in=taken_in(one, store, library),
        situation=situation,
    )


def _before(one: Kept, library: Library, since: datetime) -> Before | None:
    """Give how an incident stood at a moment, by what was known then; None where nobody knew of it."""
    if one.rows[0].known_at >= since:
        return None
    try:
        then = level_then(one.file, library, now=local(since, one.situation.tz), running=one.running)
    except (InputError, CoverageError):  # what is known now may put its beginning after that moment
        return None
    declared = then.declared.level if then.declared is not None else None
    return Before(then.level, declared, then.started)
