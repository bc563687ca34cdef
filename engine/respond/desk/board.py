"""Who has what to do in an incident: every obligation in one of five columns by how it stands, unit by unit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final, Literal

from respond._records import frozen
from respond.desk.calling import not_called
from respond.desk.reading import Kept, kept
from respond.errors import InputError, Text
from respond.log import Mode
from respond.plan import Library
from respond.situation import UNWRITTEN, Obligation, Placed, Situation, UnitName, called, urgency
from respond.store import Store

Column = Literal["waiting", "to-do", "overdue", "unable", "ended"]
"""Where an obligation stands: its start has not happened; to be done; late; said to be impossible, and still owed;
done, missed or stood down."""

COLUMNS: Final[tuple[Column, ...]] = ("overdue", "to-do", "unable", "waiting", "ended")
"""The columns, the one to look at first on the left."""


@frozen
class Carried:
    """An obligation and the column it stands in."""

    column: Column
    obligation: Obligation


@frozen
class Lane:
    """What one unit has to do; what several owe alike stands with each of them.

    `kept` are duties to refrain from something or to keep it up.
    """

    unit: str | None
    name: Text
    ours: bool
    carried: tuple[Carried, ...]
    kept: tuple[Obligation, ...]

    def count(self, column: Column) -> int:
        """Say how many obligations stand in a column."""
        return sum(each.column == column for each in self.carried)


@frozen
class Board:
    """The obligations of an incident by unit, ours first, then who has most to do that is late."""

    store: str
    incident: str
    title: Text
    now: datetime
    unit: str | None
    lanes: tuple[Lane, ...]
    powers: int
    """Measures that may be taken and nobody owes: the answer lists them."""
    situation: Annotated[Situation, UNWRITTEN]

    @property
    def mode(self) -> Annotated[Mode, Placed(before="now")]:
        """Say whether it is a real incident, plays in an exercise or is a test."""
        return self.situation.mode

    @property
    def schema(self) -> Annotated[Literal["duties/1"], Placed(before="store")]:
        """Give the name of the contract its JSON keeps."""
        return "duties/1"


def duties(store: Store, library: Library, incident: str, *, now: datetime, unit: str | None = None) -> Board:
    """Put every obligation of an incident under who owes it, with `unit` (id or name) those of one unit alone.

    Raises InputError: E845, E722 for a unit no plan concerned has;
    and CoverageError.
    """
    one = kept(store, library, incident, now=now)
    chosen = _chosen(one, unit) if unit is not None else None
    lanes = [_lane(each) for each in _by_unit(one.situation)]
    lanes = [lane for lane in lanes if chosen is None or lane.unit == chosen]
    powers = sum(each.open and each.mood == "may" for each in one.situation.obligations)
    lanes.sort(key=lambda lane: (not lane.ours, *(-lane.count(column) for column in COLUMNS)))
    return Board(
        store.called, one.id, one.situation.title, one.now, chosen, tuple(lanes), powers, one.situation
    )


def column_of(one: Obligation) -> Column:
    """Say in which column an obligation stands; one that cannot be done stays there until it is done."""
    if not one.open:
        return "ended"
    if one.unable is not None:
        return "unable"
    if one.state == "overdue":
        return "overdue"
    return "waiting" if one.state == "waiting" else "to-do"


def _by_unit(situation: Situation) -> Sequence[Sequence[tuple[UnitName | None, Obligation]]]:
    """Part what is owed by who owes it; each of several bodies that stand for one unit owes it by itself."""
    found: dict[tuple[str, str] | None, list[tuple[UnitName | None, Obligation]]] = {}
    for one in sorted(situation.obligations, key=urgency):
        for unit in one.units or (None,):
            if one.mood != "may":
                key = None if unit is None else (unit.id, unit.name.zh if unit.role is not None else "")
                found.setdefault(key, []).append((unit, one))
    return tuple(found.values())


def _lane(owed: Sequence[tuple[UnitName | None, Obligation]]) -> Lane:
    named = owed[0][0]
    unit = None if named is None else named.id
    name = named.name if named is not None else Text("（未写明单位）", "(no unit named)")
    acts = tuple(Carried(column_of(one), one) for _, one in owed if one.order.kind == "act")
    kept_up = tuple(one for _, one in owed if one.order.kind != "act")
    return Lane(unit, name, any(one.ours for _, one in owed), acts, kept_up)


def _chosen(one: Kept, unit: str) -> str:
    """Give the id of the unit somebody means, by its id or its name."""
    found = called(unit, one.bodies)
    if not found:
        raise InputError([not_called(unit, one.bodies)])
    return found[0]
