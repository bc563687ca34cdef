"""All incidents of a store at a glance, the most pressing first."""

from datetime import datetime
from typing import Annotated, Literal

from respond._records import evolve, frozen
from respond.clock import SHANGHAI, local
from respond.desk.mergers import TakenIn, taken_in
from respond.desk.precedence import precedence, standing_of
from respond.desk.reading import Kept, Unread, shelf
from respond.desk.unsettled import Outdated, Unconfirmed, outdated, unconfirmed
from respond.errors import Text
from respond.facts import Level
from respond.log import Mode
from respond.plan import Library, PlanRef
from respond.reason import LevelRange
from respond.show import next_limit, next_to_settle, owed_in_writing
from respond.situation import (
    SPREAD,
    UNWRITTEN,
    Late,
    NewerEdition,
    Obligation,
    Placed,
    Situation,
    later,
)
from respond.store import Store


@frozen
class Listed:
    """One incident of the list: how grave it is, what presses first, what is not confirmed."""

    incident: str
    title: Text
    mode: Mode
    plan: PlanRef
    opened: datetime
    entries: int
    """How many entries its log has."""
    supervised: bool
    """Whether it is an item under supervision, which has a place of its own behind the incidents."""
    occurring: bool
    """Whether anything has occurred; before that nothing is graded."""
    graded: bool
    """Whether its leading plan has levels; else the response called for counts."""
    level: Annotated[LevelRange, SPREAD]
    declared: Level | None
    called: LevelRange
    """The response the plan calls for."""
    started: Level | None
    next: Obligation | None
    """What presses most of what we certainly owe."""
    next_limit: Obligation | None
    """What the clock runs out for next, where what presses most is late already or owed at once."""
    to_settle: Obligation | None
    """What may turn out to be owed by a time, the first whose clock runs; nobody calls it late."""
    in_writing: tuple[Obligation, ...]
    """What else we must send in writing by no clock, as after a call by telephone."""
    unconfirmed: tuple[Unconfirmed, ...]
    outdated: tuple[Outdated, ...]
    """Facts whose value in force is of an earlier moment than another that was told, and stands."""
    closed: datetime | None
    merged_into: str | None
    taken_in: tuple[TakenIn, ...]
    """The incidents that were merged into it, and what of them it does not say yet."""
    left: int
    """How many obligations of ours press; closing ends none of them."""
    newer_editions: tuple[NewerEdition, ...]
    """What came into force of its plans while it runs; what arises since is owed by that."""
    late_situation: Annotated[Late[Situation], UNWRITTEN]

    @property
    def open(self) -> bool:
        """Say whether it goes on."""
        return self.closed is None and self.merged_into is None

    @property
    def situation(self) -> Annotated[Situation, UNWRITTEN]:
        """Give what it is at the moment of the list."""
        return self.late_situation.value

    @property
    def finished(self) -> Annotated[bool, UNWRITTEN]:
        """Say whether it has ended with nothing left that presses."""
        return not self.open and not self.left


@frozen
class Overview:
    """The incidents of a store at a moment, the one first that is to be looked at first."""

    store: str
    now: datetime
    incidents: tuple[Listed, ...]
    unread: tuple[Unread, ...]
    ended: int
    """Incidents that are closed with nothing left that presses, or merged into another, and not listed."""
    next: str | None = None
    """Where the next page goes on, of whoever asks for pages; without one all is here."""

    @property
    def schema(self) -> Annotated[Literal["overview/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "overview/1"


def overview(store: Store, library: Library, *, now: datetime, ended: bool = False) -> Overview:
    """List the incidents by their one order (`precedence`): the open ones and those closed with something left.

    With `ended` those closed with nothing left and those merged into another, too.
    """
    now = local(now, SHANGHAI)
    found = shelf(store, library, now=now, ended=ended)
    listed = tuple(listed_of(one, store, library) for one in sorted(found.kept, key=precedence))
    return Overview(store.called, now, listed, found.unread, found.ended)


def listed_of(one: Kept, store: Store, library: Library) -> Listed:
    """Give an incident that was read as the list tells of it."""
    last = one.rows[-1].hash
    known = one.look.drawn.get(("listed", last))
    if not isinstance(known, Listed):
        known = one.look.drawn["listed", last] = _listed(one)
    next_ = None if known.next is None else later(known.next, one.now)
    went_in = taken_in(one, store, library)
    return evolve(known, next=next_, late_situation=one.late_situation, taken_in=went_in)


def _listed(one: Kept) -> Listed:
    situation = one.look.situation
    response = situation.leading_response
    first = standing_of(one).first
    goes_on = one.merged_into is None
    return Listed(
        incident=one.id,
        title=situation.title,
        mode=situation.mode,
        plan=situation.leading_plan,
        opened=one.opened,
        entries=len(one.rows),
        supervised=one.supervised,
        occurring=situation.occurring,
        graded=situation.graded,
        level=situation.level,
        declared=situation.declared.level if situation.declared is not None else None,
        called=response.called,
        started=response.started,
        next=first if goes_on else None,
        next_limit=next_limit(situation) if goes_on else None,
        to_settle=next_to_settle(situation) if goes_on else None,
        in_writing=tuple(
            each for each in situation.obligations if goes_on and owed_in_writing(each) and each is not first
        ),
        unconfirmed=unconfirmed(one),
        outdated=outdated(one),
        closed=one.closed,
        merged_into=one.merged_into,
        taken_in=(),
        left=one.left,
        newer_editions=situation.newer_editions,
        late_situation=one.late_situation,
    )
