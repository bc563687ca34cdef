"""The entries of a log: each with when it was so and when we learnt it, and what they come to at a step."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

from attrs import Factory, field

from respond._records import evolve, frozen
from respond.clock import Duration
from respond.errors import Place, Text
from respond.facts import (
    Level,
    Observation,
    Value,
)
from respond.log.description import Description

Kind = Literal[
    "observation",
    "event",
    "act",
    "extension",
    "declaration",
    "withdrawal",
    "unable",
    "body",
    "correction",
    "note",
    "description",
]


REPEATABLE = frozenset({"response_started", "response_adjusted", "terminated"})
"""Events of the life cycle that may happen again: a response is started, adjusted, ended, and started anew."""


@frozen
class Held:
    """When something was so: a moment, or a span whose ends may be open."""

    earliest: datetime | None
    latest: datetime | None

    @classmethod
    def at(cls, moment: datetime) -> "Held":
        """Give a moment that is known exactly."""
        return cls(moment, moment)

    @property
    def first(self) -> datetime:
        """Give the earliest moment, or the latest where there is none: what a cautious clock counts from."""
        found = self.earliest or self.latest
        assert found is not None  # noqa: S101 - an empty span is refused when it is read
        return found

    @property
    def last(self) -> datetime:
        """Give the latest moment, or the earliest where there is none."""
        found = self.latest or self.earliest
        assert found is not None  # noqa: S101
        return found


@frozen
class Moved:
    """One time a number was reported as what it cannot have been before: as of when, and both values."""

    held: Held
    before: Value
    now: Value


@frozen
class Happened:
    """One time an event happened: when, when we learnt it, and what it was said to be before a correction.

    `within` is the time that was set with it for what it begins, `source` who told of it. `body` is the seat of the
    desk where that was named as whose it is: then it is no other plan's seat's. `of_figures` says that it came about of
    itself, as a number was reported otherwise: nobody knew of it before that was.
    """

    entry: str
    held: Held
    known: datetime
    by: str | None = None
    level: Level | None = None
    was: tuple[Held, ...] = ()
    within: Duration | None = None
    body: str | None = None
    source: str | None = None
    of_figures: bool = False
    holder: str | None = None
    """Whose it is of the bodies that stand for a unit, each of which owes what begins with it by itself."""


@frozen
class Act:
    """Something done in answer to a duty of one plan; `duty` is its id there, `was` when it was said to be before."""

    entry: str
    plan: str
    duty: str
    at: datetime
    known: datetime
    by: str | None = None
    on_behalf: str | None = None
    to: tuple[str, ...] = ()
    channel: str | None = None
    number: str | None = None
    round: int | None = None
    broke: bool = False
    was: tuple[Held, ...] = ()
    body: str | None = None
    """The body that did it, by its own name, where it stands for the unit `by` in this incident."""
    known_so: frozenset[str] = frozenset()
    """The flags that were known to hold as it was told, of those a form of it may be excluded by."""

    @property
    def doer(self) -> str | None:
        """Give who did it: a body by its own name, or a unit by its id."""
        return self.body or self.by


@frozen
class Lengthening:
    """A limit made longer by the body that may do so."""

    entry: str
    plan: str
    duty: str
    length: Duration
    by: str
    at: datetime
    known: datetime
    reason: Text | None = None
    round: int | None = None


@frozen
class Declaration:
    """A level a named office has declared, with its reason, valid `until` a moment if one is given.

    One that was withdrawn is valid until then, and says why.
    """

    level: Level
    by: str
    reason: Text
    at: datetime
    until: datetime | None = None
    withdrawn: Text | None = None


@frozen
class Withdrawal:
    """The end of every level declared so far: who withdrew it, why, when."""

    by: str
    reason: Text
    at: datetime


@frozen
class Inability:
    """A duty of one plan that cannot be done: who says so, why, since when; it stays owed."""

    plan: str
    duty: str
    reason: Text
    at: datetime
    by: str | None = None
    round: int | None = None


@frozen
class Holding:
    """Which bodies stand for a unit of the plans in this incident, by their names."""

    unit: str
    names: tuple[str, ...]


@frozen
class Entry:
    """One entry of the log. `corrects` is the id of the entry it puts right; a note has words only.

    An entry that was withdrawn by a correction has no content from then on. `step` says which step of the file told
    it: 0 is the first report.
    """

    id: str
    kind: Kind
    held: Held
    known: datetime
    content: (
        Observation
        | Happened
        | Act
        | Lengthening
        | Declaration
        | Withdrawal
        | Inability
        | Holding
        | Description
        | Text
        | None
    )
    name: str = ""
    corrects: str | None = None
    by: str | None = None
    body: str | None = None
    source: str | None = None
    reason: Text | None = None
    step: int = 0
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen(eq=False)
class Step:
    """All that is known from one moment on.

    `events` gives every time an event happened, the earliest first; an event of a body stands under
    `received@city-government`. `corrected` names the facts, events and duties that this very step put right, and
    `told` what it first told of.
    """

    at: datetime
    observations: Mapping[str, Observation]
    events: Mapping[str, tuple[Happened, ...]]
    acts: tuple[Act, ...]
    lengthenings: tuple[Lengthening, ...]
    declared: tuple[Declaration, ...]
    unable: tuple[Inability, ...] = ()
    corrected: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    note: Text | None = None
    descriptions: Mapping[str, Text] = Factory(dict)
    """What describes the incident as it was entered or put right, by its key in the file."""
    index: int = 0
    acts_of: Mapping[str, tuple[Act, ...]] = field()
    """The acts again, by the duty each names."""
    turns: "tuple[Turn, ...]" = field()
    """The course of the response, as the events tell it."""
    telling: Mapping[str, str] = field(factory=dict)
    """The entry of each value that stands, by the fact: not the last one told where that is an older figure."""
    older: frozenset[str] = frozenset()
    """The entries of older figures: of an earlier moment than is said of a value that had been told before."""
    put_right: Mapping[str, datetime] = field(factory=dict)
    """What was put right since the step before, with since when what was wrong had been known."""
    moments: Mapping[str, tuple[tuple[datetime, Observation], ...]] = field(factory=dict)
    """What was told of facts that are days or moments, each with when: what was over goes by what was so then."""
    moved: Mapping[str, tuple[Moved, ...]] = Factory(dict)
    """How the numbers were reported otherwise of which not every change counts, by the fact."""
    bodies: Mapping[str, tuple[str, ...]] = Factory(dict)
    """The bodies that stand for units of the plans, by the unit."""

    @acts_of.default
    def _(self) -> Mapping[str, tuple[Act, ...]]:
        duties = dict.fromkeys(act.duty for act in self.acts)
        return {duty: tuple([act for act in self.acts if act.duty == duty]) for duty in duties}

    @turns.default
    def _(self) -> "tuple[Turn, ...]":
        return turns_of(self.events)

    @property
    def of_duties(self) -> tuple[Act | Lengthening | Inability, ...]:
        """Give all that was said of duties: what was done, lengthened or cannot be done."""
        return (*self.acts, *self.lengthenings, *self.unable)

    def started(self, at: datetime) -> tuple[bool, Level | None]:
        """Say whether a response is running at a moment, and at which level if that was said."""
        turn = self._turn(at)
        return (False, None) if turn is None else (turn.running, turn.level)

    def lowered(self, at: datetime) -> Happened | None:
        """Give the last adjustment that made the running response milder; None where none has, or it was ended since.

        One of a response that was started without its gravity counts: how grave that was, the log alone does not say.
        """
        turn = self._turn(at)
        return None if turn is None else turn.lowered

    def ended(self, at: datetime) -> datetime | None:
        """Give when the response was ended, if it was and none has been started since."""
        turn = self._turn(at)
        return turn.happened.held.first if turn is not None and turn.name == "terminated" else None

    def _turn(self, at: datetime) -> "Turn | None":
        place = bisect_right(self.turns, at, key=lambda turn: turn.happened.held.first)
        return self.turns[place - 1] if place else None


@frozen(eq=False)
class Turn:
    """A start, an adjustment or an end of the response, and what it leaves running."""

    name: str
    happened: Happened
    running: bool
    level: Level | None
    """The level that was said, if one was."""
    gravity: Level | None
    """The level said last, by whatever."""
    lowered: Happened | None
    """The adjustment that made it milder."""

    @property
    def key(self) -> "_TurnKey":
        """Give its place among the others."""
        return _turn_key(self.name, self.happened)


_TurnKey = tuple[datetime, datetime, int]


TURNS: Final = ("response_started", "response_adjusted", "terminated")


def _turn_key(name: str, happened: Happened) -> _TurnKey:
    """Give a key that sorts turns by when they happened; those of one moment as they were told.

    Of those told at once the first start is before the first end, and the second start after it: a response that runs
    is ended and begun again in one minute, one that does not run is begun and ended.
    """
    _, numbered, number = happened.entry.rpartition("#")
    time = int(number) if numbered else 1
    place = {"response_started": 4 * time, "terminated": 4 * time + 2}.get(
        name, 5
    )  # adjusted: within the first
    return happened.held.first, happened.known, place


def turns_of(events: Mapping[str, Sequence[Happened]]) -> tuple[Turn, ...]:
    """Give the course of the response, as events tell it."""
    turns: tuple[Turn, ...] = ()
    for name in TURNS:
        for happened in events.get(name, ()):
            turns = turned(turns, name, happened)
    return turns


def turned(turns: tuple[Turn, ...], name: str, happened: Happened) -> tuple[Turn, ...]:
    """Give the course of the response with one more turn, which may lie before others."""
    place = bisect_right(turns, _turn_key(name, happened), key=lambda turn: turn.key)
    found = [_after(turns[place - 1] if place else None, name, happened)]
    for turn in turns[place:]:
        found.append(_after(found[-1], turn.name, turn.happened))
    return (*turns[:place], *found)


def _after(last: Turn | None, name: str, happened: Happened) -> Turn:
    said = happened.level
    running = name != "terminated"
    level = None if not running or last is None else last.level
    if running and said is not None:
        level = said
    if name != "response_adjusted":
        return Turn(name, happened, running, level, said, None)
    gravity, lowered = (None, None) if last is None else (last.gravity, last.lowered)
    if said is not None:
        lowered = happened if gravity is None or said < gravity else lowered
        gravity = said
    return Turn(name, happened, running, level, gravity, lowered)


def give_up(entries: dict[str, Entry], declared: Sequence[Declaration], withdrawal: Withdrawal) -> bool:
    """Let no level declared before stand any longer; say whether one did."""
    if not any(_given_up(each, withdrawal) for each in declared):
        return False
    for name, entry in entries.items():
        if isinstance(entry.content, Declaration) and _given_up(entry.content, withdrawal):
            given_up = evolve(entry.content, until=withdrawal.at, withdrawn=withdrawal.reason)
            entries[name] = evolve(entry, content=given_up)
    return True


def _given_up(declared: Declaration, withdrawal: Withdrawal) -> bool:
    return declared.at <= withdrawal.at and in_force(declared, withdrawal.at)


def in_force(declared: Declaration, at: datetime) -> bool:
    """Say whether a level declared still stands at a moment."""
    return declared.until is None or declared.until > at
