"""The log of an incident: each entry with when it was so and when we learnt it, and what was known at a moment."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, Literal, TypeVar
from zoneinfo import ZoneInfo

from attrs import Factory, field

from respond._records import define, evolve, frozen
from respond.clock import SHANGHAI, Calendar, Duration, add, local, parse_duration
from respond.errors import CoverageError, Fault, InputError, Place, Text, fault, nearest
from respond.facts import (
    UNKNOWN,
    Between,
    Exactly,
    Fact,
    Level,
    LevelScale,
    Observation,
    Value,
    advised,
    apart,
    read_observation,
)
from respond.log.description import Description, descriptions_in, entry_of, words_in
from respond.log.incident import (
    Bodies,
    Corrected,
    Declared,
    Did,
    Extended,
    Happening,
    IncidentFile,
    Span,
    Then,
    Unable,
    Withdrawn,
)
from respond.log.moments import Occurrence, read_occurrence
from respond.log.names import fact_named
from respond.log.region import has_region_form, region_fault
from respond.plan import DERIVED_EVENTS, LIFECYCLE, Event, Plan, Prepared, Rule, split_event, structure
from respond.yaml import Mapping as Fields
from respond.yaml import Node, Scalar

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
    desk where that was named as whose it is: then it is no other plan's seat's.
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
    moments: Mapping[str, tuple[tuple[datetime, Observation], ...]] = field(factory=dict)
    """What was told of facts that are days or moments, each with when: what was over goes by what was so then."""
    moved: Mapping[str, tuple[Moved, ...]] = Factory(dict)
    """How the numbers were reported otherwise of which not every change counts, by the fact."""

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

_TURNS: Final = ("response_started", "response_adjusted", "terminated")


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
    for name in _TURNS:
        for happened in events.get(name, ()):
            turns = _turned(turns, name, happened)
    return turns


def _turned(turns: tuple[Turn, ...], name: str, happened: Happened) -> tuple[Turn, ...]:
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


class Log:
    """The entries of an incident, read against the facts, events and duties of the plans concerned.

    `seat` is the body whose events need no body; `later` are editions that came into force since, for their duties.
    Days are told in `zone`, without one in that of the first plan; `calendar_of` gives the working days of a plan.
    Raises `InputError` with every fault found.
    """

    def __init__(
        self,
        incident: IncidentFile,
        plans: Sequence[Prepared],
        seat: str | None = None,
        later: Sequence[Prepared] = (),
        calendar_of: Callable[[Plan], Calendar] | None = None,
        zone: ZoneInfo | None = None,
    ) -> None:
        self.zone = zone or plans[0].plan.tz
        self.levels = plans[0].levels
        self.facts, self.events = _vocabulary(tuple(plans), tuple(later))
        reader = _Reader(incident, plans, (self.facts, self.events), seat, later, calendar_of, self.zone)
        own = tuple(plans), tuple(later)
        nothing = _Folded.none(
            _changing(*own), _acting(*own), _not_all_counting(*own), _excluding(*own), self.zone
        )
        self._take(reader, nothing, reader.read())

    def _take(self, reader: "_Reader", folded: "_Folded", entries: Iterable[Entry]) -> None:
        """Take the entries a reader gives, on top of what was folded before them."""
        found = list(entries)
        self.incident, self.reader = reader.incident, reader
        self.begins, self.first = reader.begins, reader.first
        faults = list(reader.faults)
        self.folded = folded.with_entries(found, self.first)
        faults += _never_started(self.folded.state)
        if faults:
            raise InputError(advised(faults, self.zone))

    def extended(self, incident: IncidentFile) -> "Log | None":
        """Give the log with the further steps of the same incident, read on from where this one ends.

        None where they change how what is here is read: a correction of when the incident occurred does. Raises
        InputError as reading all of it does.
        """
        known = len(self.incident.then)
        if any(each.entry == "occurred" for then in incident.then[known:] for each in then.corrects):
            return None
        found = copy(self)
        for worked_out in ("later", "_holdings"):
            found.__dict__.pop(worked_out, None)
        reader = self.reader.going_on(incident)
        found._take(reader, self.folded, reader.steps(known))  # noqa: SLF001 - it is another of its kind
        return found

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Give every entry, in the order they were told."""
        return self.folded.entries

    def steps(self, at: datetime, known: datetime | None = None) -> tuple[Step, ...]:
        """Give the steps up to a moment, as known then; the first report always counts.

        With `known` it is as it was: what is known by that later moment is put where it belongs, corrected.
        """
        if known is None:
            steps = self.folded.steps
            return steps[: bisect_right(steps, max(at, self.first), key=_when_told)]
        occurrence = occurrence_of(self.incident, self.zone, known)
        begins = occurrence.earliest if occurrence else self.begins
        return _as_it_was(self._anew(), self.entries, at, max(known, self.first), begins, self.first)

    def _anew(self) -> "_Folded":
        state = self.folded.state
        return _Folded.none(state.changing, state.acting, state.watched, state.flags, self.zone)

    def told_by(self, at: datetime, step: int) -> tuple[tuple[Entry, ...], Step]:
        """Give the entries known at a moment, none told after a step, and what they come to.

        So an act finds what was known when it was done, though more was told at that very moment.
        """
        until = max(at, self.first)
        told = tuple([each for each in self.entries if each.step <= step and each.known <= until])
        return told, self._after(told) or self._anew().with_entries(told, self.first).steps[-1]

    def _after(self, told: Sequence[Entry]) -> Step | None:
        """Give what entries came to where they are all up to a moment; None where more or less of it was told."""
        count, entries = len(told), self.entries
        if not told or told[-1] is not entries[count - 1]:
            return None
        last = told[-1].known
        if count < len(entries) and entries[count].known <= last:
            return None
        return self.folded.steps[bisect_right(self.folded.steps, last, key=_when_told) - 1]

    def older(self, at: datetime) -> frozenset[str]:
        """Give the entries of values told by a moment that are older figures, and so no news of what is so then."""
        state = _State()
        for entry in self.entries:
            if entry.known <= max(at, self.first):
                state.take(entry)
        told = _told_of_facts(state.live.values()).values()
        return frozenset({entry.id for said in told for entry in {*said} - {*_latest(said)}})

    def check_present(self, now: datetime) -> None:
        """Refuse what was counted by `now` though it says that it holds only later (E733)."""
        until = max(now, self.first)
        faults = [
            fault(
                "E733", entry.content.place or entry.place, name=entry.name, at=entry.content.as_of, now=now
            )
            for entry in self.entries
            if isinstance(entry.content, Observation)
            and entry.content.as_of is not None
            and entry.content.as_of > now
            and entry.known <= until
        ]
        if faults:
            raise InputError(faults)

    def bodies(self, at: datetime) -> Mapping[str, tuple[str, ...]]:
        """Give the bodies that stand for units of the plans, as named by a moment, by the unit."""
        until = max(at, self.first)
        return {each.unit: each.names for known, each in self._holdings if known <= until}

    @cached_property
    def _holdings(self) -> tuple[tuple[datetime, Holding], ...]:
        """Give what was said of the bodies, each with since when it is known; of most incidents nothing was."""
        return tuple(
            [(entry.known, entry.content) for entry in self.entries if isinstance(entry.content, Holding)]
        )

    @cached_property
    def later(self) -> tuple[datetime, ...]:
        """Give the moments at which something more was learnt, after the first report."""
        return tuple([step.at for step in self.folded.steps[1:]])


def occurrence_of(incident: IncidentFile, zone: ZoneInfo, at: datetime | None = None) -> Occurrence | None:
    """Give when the incident occurred, as corrected by what was known at a moment; None before it has occurred.

    A day without a time is a day of the zone.

    Raises `InputError` (E714 and the faults of times; E729 where neither or both of `occurred` and `noticed` stand).
    """
    return next(reversed([*_occurrences(incident, zone, at)]), None)


def _occurrences(incident: IncidentFile, zone: ZoneInfo, at: datetime | None = None) -> Iterator[Occurrence]:
    """Give when the incident was said to have occurred: at first, then as it was put right by a moment."""
    if (incident.occurred is None) == (incident.noticed is None):
        raise InputError([fault("E729", incident.place)])
    if incident.occurred is None:
        return
    yield read_occurrence(incident.occurred, zone)
    for then in incident.then:
        if at is not None and then.at > at:
            return
        for correction in then.corrects:
            if correction.entry == "occurred" and correction.at is not None:
                yield read_occurrence(correction.at, zone)


def begin_of(incident: IncidentFile, zone: ZoneInfo) -> datetime:
    """Give the first moment of an incident, as its file begins: when it occurred at the earliest, or was noticed."""
    occurrence = occurrence_of(incident, zone)
    begins = occurrence.earliest if occurrence else incident.noticed
    assert begins is not None  # noqa: S101 - one of the two is there, or E729
    return begins


def day_of(incident: IncidentFile, zone: ZoneInfo) -> date:
    """Give the day, in a zone, whose editions an incident falls under."""
    occurrence = occurrence_of(incident, zone)
    return occurrence.day if occurrence else local(begin_of(incident, zone), zone).date()


def _when_told(step: Step) -> datetime:
    return step.at


def _as_it_was(
    folded: "_Folded",
    entries: Sequence[Entry],
    at: datetime,
    known: datetime,
    begins: datetime,
    first: datetime,
) -> tuple[Step, ...]:
    """Give the state after each moment at which something came to be so, with what is known by `known`.

    `first` is when the first report was known.
    """
    final = _State()
    for entry in entries:
        if entry.known <= known:
            final.take(entry)
    placed = []
    for entry in _not_overtaken(final.live.values()):
        since = max(entry.held.first, begins) if entry.kind == "event" else entry.held.first
        if isinstance(entry.content, Observation) and entry.known == first and entry.content.as_of is None:
            since = begins  # what is first reported holds since it occurred, if nothing else is said
        content = (
            evolve(entry.content, known=since) if isinstance(entry.content, Happened | Act) else entry.content
        )
        placed.append(evolve(entry, known=since, content=content))
    early = [evolve(entry, known=max(entry.known, begins)) for entry in placed]
    told = sorted(early, key=lambda entry: entry.known)
    until = max(at, begins)
    return folded.with_entries([entry for entry in told if entry.known <= until], begins).steps


def _not_overtaken(live: Iterable[Entry]) -> list[Entry]:
    """Give the entries that stand but for values that were not so: another told later has stood since before them."""
    kept: list[Entry] = []
    since: dict[str, datetime] = {}
    standing = list(live)
    latest = {entry.id for name, said in _told_of_facts(standing).items() for entry in _latest(said)}
    for entry in reversed(standing):
        first = since.get(entry.name) if entry.kind == "observation" else None
        if first is not None and entry.held.first > first:
            continue
        kept.append(entry)
        if entry.id in latest:
            since[entry.name] = entry.held.first if first is None else min(first, entry.held.first)
    return kept[::-1]


def _told_of_facts(entries: Iterable[Entry]) -> Mapping[str, list[Entry]]:
    """Give what was told of each fact, in the order it was told."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind == "observation":
            found.setdefault(entry.name, []).append(entry)
    return found


def _latest(told: Iterable[Entry]) -> Iterator[Entry]:
    """Give what was told of a fact but for older figures: said to be as of before what stands is said to be of.

    What is told without a moment is of no stated one: what comes after it takes its place.
    """
    stated: datetime | None = None
    for entry in told:
        as_of = entry.content.as_of if isinstance(entry.content, Observation) else None
        if not is_older(as_of, stated):
            stated = as_of or stated
            yield entry


def _is_moment(value: Value) -> bool:
    """Say whether a value is a day or a moment, known exactly or as a range."""
    if isinstance(value, Between):
        return isinstance(value.low, date) or isinstance(value.high, date)
    return isinstance(value, Exactly) and isinstance(value.value, date)


def is_older(as_of: datetime | None, stated: datetime | None) -> bool:
    """Say whether a value is of an earlier moment than the one that stands, as both are stated."""
    return as_of is not None and stated is not None and as_of < stated


def _by_first(happened: Happened) -> tuple[datetime, str]:
    return happened.held.first, happened.entry


def _by_at(said: Act | Lengthening) -> tuple[datetime, str]:
    return said.at, said.entry


@define(eq=False)
class _State:
    """The entries that stand, folded one by one.

    What a step tells is kept ready beside them: an entry changes only what is of its kind, so that a step costs what
    it tells and not what was told before. The collections given to a step are replaced, never changed.
    """

    live: dict[str, Entry] = field(factory=dict)
    corrected: set[str] = field(factory=set)
    told: set[str] = field(factory=set)
    note: Text | None = None
    observations: dict[str, Observation] = field(factory=dict)
    moments: dict[str, tuple[tuple[datetime, Observation], ...]] = field(factory=dict)
    stated: dict[str, datetime] = field(factory=dict)
    """As of when a fact was said to be, the latest so far: an older figure told after it is no news of now."""
    events: dict[str, tuple[Happened, ...]] = field(factory=dict)
    turns: tuple[Turn, ...] = ()
    acts: tuple[Act, ...] = ()
    acts_of: dict[str, tuple[Act, ...]] = field(factory=dict)
    lengthenings: tuple[Lengthening, ...] = ()
    declared: tuple[Declaration, ...] = ()
    unable: tuple[Inability, ...] = ()
    descriptions: dict[str, Text] = field(factory=dict)
    changing: Mapping[str, frozenset[str]] = field(factory=dict)
    """The events that are changes of numbers, each with the facts."""
    acting: "Mapping[str, Acting]" = field(factory=dict)
    """The events that are acts, each with the duties and by which channels they are done."""
    brought: Mapping[str, tuple[Happened, ...]] = field(factory=dict)
    """What has happened of them because numbers were reported otherwise, or a duty was done so."""
    again: Mapping[str, frozenset[str]] = field(factory=dict)
    """The entries that tell of these once more."""
    watched: frozenset[str] = frozenset()
    """The numbers of which not every change counts."""
    moved: Mapping[str, tuple[Moved, ...]] = field(factory=dict)
    """How these were reported otherwise."""
    flags: frozenset[str] = frozenset()
    """The flags by which a form of acts is excluded."""
    zone: ZoneInfo = SHANGHAI

    def copied(self) -> "_State":
        """Give another that goes on from here."""
        return evolve(self, live=dict(self.live))

    def fresh(self) -> None:
        """Begin a step."""
        self.corrected, self.told, self.note = set(), set(), None

    def take(self, entry: Entry) -> None:
        """Add an entry, or put an earlier one right."""
        if entry.kind == "note":
            self.note = entry.content if isinstance(entry.content, Text) else None
            return
        if isinstance(entry.content, Withdrawal) and _give_up(self.live, self.declared, entry.content):
            self._anew("declaration")
        if entry.corrects is None:
            if isinstance(entry.content, Act) and self.flags:
                entry = evolve(entry, content=evolve(entry.content, known_so=self._known_so()))
            self.live[entry.id] = entry
            self.told = {*self.told, entry.name}
            self._add(entry)
            return
        earlier = self.live.get(entry.corrects)
        self.corrected = {*self.corrected, entry.name}
        if earlier is None:
            return
        if entry.content is None:
            del self.live[entry.corrects]
            self._anew(earlier.kind)
            return
        content, said = entry.content, earlier.content
        if isinstance(content, Happened | Act) and isinstance(said, Happened | Act):
            moved = (earlier.held,) if entry.held != earlier.held else ()
            content = evolve(content, known=earlier.known, was=(*said.was, *moved))
            if isinstance(content, Act) and isinstance(said, Act):
                content = evolve(content, known_so=said.known_so)
        self.live[entry.corrects] = evolve(earlier, held=entry.held, content=content)
        self._anew(earlier.kind)

    def _observe(self, name: str, seen: Observation, known: datetime) -> None:
        """Take a value as what stands, unless it is an older figure."""
        if is_older(seen.as_of, self.stated.get(name)):
            return
        self.observations = {**self.observations, name: seen}
        if seen.as_of is not None:
            self.stated = {**self.stated, name: seen.as_of}
        if _is_moment(seen.value):
            self.moments = {**self.moments, name: (*self.moments.get(name, ()), (known, seen))}

    def _known_so(self) -> frozenset[str]:
        """Give the flags that are known to hold."""
        told = ((name, self.observations.get(name)) for name in self.flags)
        return frozenset(
            name for name, said in told if said is not None and said.value == Exactly(value=True)
        )

    def _add(self, entry: Entry) -> None:
        """Add what a new entry says to what is of its kind."""
        content, name = entry.content, entry.name
        if isinstance(content, Observation):
            self._observe(name, content, entry.known)
        elif isinstance(content, Happened):
            happened = _with(self.events.get(name, ()), content, _by_first)
            self.events = {**self.events, name: happened}
            if name in _TURNS:
                self.turns = _turned(self.turns, name, content)
        elif isinstance(content, Act):
            self.acts = _with(self.acts, content, _by_at)
            self.acts_of = {**self.acts_of, name: _with(self.acts_of.get(name, ()), content, _by_at)}
        elif isinstance(content, Lengthening):
            self.lengthenings = _with(self.lengthenings, content, _by_at)
        elif isinstance(content, Declaration):
            self.declared = (*self.declared, content)
        elif isinstance(content, Inability):
            self.unable = (*self.unable, content)
        elif isinstance(content, Description):
            self.descriptions = {**self.descriptions, content.of: content.words}

    def _bring(self, at: datetime) -> None:
        """Find the events there have been of themselves by what stands, and name those told at a moment."""
        moved = self.told | self.corrected
        if not moved:
            return
        for event in {**self.changing, **self.acting}:
            facts, channels = self.changing.get(event, frozenset()), self.acting.get(event, {})
            if event in moved or not moved.isdisjoint({*facts, *(duty for _, duty in channels)}):
                changes, again = _changes_told(event, facts, self.live.values(), self.zone)
                found = (*changes, *_acts_told(event, channels, self.live.values()))
                self.brought = {**self.brought, event: found}
                self.again = {**self.again, event: again}
                if any(each.known == at for each in found):
                    self.told = {*self.told, event}
        for fact in self.watched & moved:
            self.moved = {**self.moved, fact: tuple(_moves(_figures(self.live.values(), fact)))}

    def _happened(self) -> Mapping[str, tuple[Happened, ...]]:
        """Give every event, those among them that came about of themselves."""
        found = self.events
        for event, more in self.brought.items():
            if more:
                entered = (each for each in found.get(event, ()) if each.entry not in self.again[event])
                found = {**found, event: tuple(sorted((*entered, *more), key=_by_first))}
        return found

    def _anew(self, kind: Kind) -> None:
        """Put together anew what is of a kind, in the order of the entries that stand."""
        found = [entry for entry in self.live.values() if entry.kind == kind]
        said = [entry.content for entry in found]
        if kind == "observation":
            self.observations, self.stated, self.moments = {}, {}, {}
            for entry in found:
                self._add(entry)
        elif kind == "event":
            self.events = _by_name(found, [each for each in said if isinstance(each, Happened)], _by_first)
            self.turns = turns_of(self.events)
        elif kind == "act":
            acts = [each for each in said if isinstance(each, Act)]
            self.acts = tuple(sorted(acts, key=_by_at))
            self.acts_of = _by_name(found, acts, _by_at)
        elif kind == "declaration":
            self.declared = tuple([each for each in said if isinstance(each, Declaration)])
        elif kind == "description":
            self.descriptions = {each.of: each.words for each in said if isinstance(each, Description)}

    def step(self, at: datetime, index: int) -> Step:
        """Give the state as it is now."""
        self._bring(at)
        return Step(
            at=at,
            observations=self.observations,
            events=self._happened(),
            acts=self.acts,
            lengthenings=self.lengthenings,
            declared=self.declared,
            unable=self.unable,
            corrected=frozenset(self.corrected),
            told=frozenset(self.told),
            note=self.note,
            descriptions=self.descriptions,
            index=index,
            acts_of=self.acts_of,
            turns=self.turns,
            moments=self.moments,
            moved=self.moved,
        )


@frozen(eq=False)
class _Folded:
    """The entries of a log with the step after each moment at which something was learnt; never changed."""

    state: _State = field(factory=_State)
    entries: tuple[Entry, ...] = ()
    steps: tuple[Step, ...] = ()

    @classmethod
    def none(
        cls,
        changing: Mapping[str, frozenset[str]],
        acting: Mapping[str, "Acting"],
        watched: frozenset[str],
        flags: frozenset[str],
        zone: ZoneInfo,
    ) -> "_Folded":
        """Give a log of no entries, with the events that come about of themselves, and the zone of their days.

        `watched` are the numbers of which not every change counts, `flags` those by which a form of acts is excluded.
        """
        return cls(_State(changing=changing, acting=acting, watched=watched, flags=flags, zone=zone))

    def with_entries(self, more: Sequence[Entry], first: datetime) -> "_Folded":
        """Give what it is with further entries, none known before the last; `first` is when the first report was."""
        if not more and self.steps:
            return self
        state, steps = self.state.copied(), list(self.steps)
        learnt: dict[datetime, list[Entry]] = {} if steps else {first: []}
        for entry in more:
            learnt.setdefault(entry.known, []).append(entry)
        for moment in sorted(learnt):
            if steps and steps[-1].at == moment:
                steps.pop()  # more was told at that very moment
            else:
                state.fresh()
            for entry in learnt[moment]:
                state.take(entry)
            steps.append(state.step(moment, len(steps)))
        return _Folded(state, (*self.entries, *more), tuple(steps))


def _changes_told(
    event: str, facts: frozenset[str], live: Iterable[Entry], zone: ZoneInfo
) -> tuple[tuple[Happened, ...], frozenset[str]]:
    """Give an event each time one of some numbers was reported otherwise than before, and what only tells of it again.

    That is once for all told at a moment. Otherwise is what cannot be the same number, whatever it truly is; the first
    that is known of one is no change. Nor is one that was entered as the event itself: in the same step, or ahead. What
    is entered afterwards, as of no later a moment, is the entry of an event that tells of it again.
    """
    standing = list(live)
    said = [entry for entry in standing if entry.kind == "event" and entry.name == event]
    acts = [entry.held.first for entry in standing if entry.kind == "act"]
    moved = sorted(
        (change for fact in sorted(facts) for change in _moved(_figures(standing, fact))),
        key=lambda change: change[1].known,
    )
    found: dict[datetime, Happened] = {}
    again: set[str] = set()
    tells: dict[str, datetime] = {}  # an event tells of the changes of one moment alone
    for before, now in moved:
        earlier = [change for _, change in moved if change.known < now.known]
        entered = next(
            (
                each
                for each in said
                if tells.get(each.id, now.known) == now.known
                and (each.step == now.step or _tells_ahead(each, before, now, earlier, acts, zone))
            ),
            None,
        )
        if entered is not None:
            tells[entered.id] = now.known
            continue
        found.setdefault(now.known, Happened(now.id, now.held, now.known))
        again |= {
            each.id
            for each in said
            if each.known >= now.known
            and each.step != now.step
            and before.held.last < each.held.first <= now.held.last
        }
    return tuple(found.values()), frozenset(again - tells.keys())


Acting = Mapping[tuple[str, str], frozenset[str] | None]
"""The channels by which a duty is done, None for any way, by its plan and its id there."""


def _acts_told(event: str, channels: Acting, live: Iterable[Entry]) -> tuple[Happened, ...]:
    """Give an event each time one of some duties was done in a way that makes it one.

    Not where it was entered as the event itself, in the same step or as of that moment.
    """
    standing = list(live)
    said = [entry for entry in standing if entry.kind == "event" and entry.name == event]
    return tuple(
        Happened(entry.id, entry.held, entry.known)
        for entry in standing
        if isinstance(entry.content, Act)
        and _is_told(entry.content, channels)
        and not any(each.step == entry.step or each.held == entry.held for each in said)
    )


def _figures(live: Iterable[Entry], fact: str) -> list[Entry]:
    """Give what was reported of one fact as the latest of it, in the order of the entries that stand."""
    return [*_latest(entry for entry in live if entry.kind == "observation" and entry.name == fact)]


def _moves(figures: Sequence[Entry]) -> Iterator[Moved]:
    for before, now in _moved(figures):
        if isinstance(before.content, Observation) and isinstance(now.content, Observation):
            yield Moved(now.held, before.content.value, now.content.value)


def _is_told(act: Act, channels: Acting) -> bool:
    """Say whether an act is one of some duties, done by a channel of those that make it an event."""
    ways = channels.get((act.plan, act.duty), frozenset())
    return ways is None or act.channel in ways


def _moved(figures: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Give the reports of one number that changed it for certain, each with the report before."""
    since: list[Value] = []
    for place, now in enumerate(figures):
        value = now.content.value if isinstance(now.content, Observation) else UNKNOWN
        if any(apart(each, value) for each in since):
            since = []
            yield figures[place - 1], now
        since.append(value)


def _tells_ahead(
    event: Entry,
    before: Entry,
    now: Entry,
    earlier: Sequence[Entry],
    acts: Sequence[datetime],
    zone: ZoneInfo,
) -> bool:
    """Say whether an event that was entered first is the change a number then tells.

    Not one of another day, nor one that came after an earlier change of that day, nor one since which anything was
    reported: a duty too many is answered by the same report, one too few is lost.
    """
    at, day = event.held.first, local(now.held.first, zone).date()
    return (
        event.known <= now.known
        and before.held.last <= at <= now.held.last
        and local(at, zone).date() == day
        and not any(each.held.first <= at and local(each.held.first, zone).date() == day for each in earlier)
        and not any(at <= each <= now.held.last for each in acts)
    )


_S = TypeVar("_S")


def _by_name(
    entries: Sequence[Entry], said: Sequence[_S], key: Callable[[_S], tuple[datetime, str]]
) -> dict[str, tuple[_S, ...]]:
    """Give what entries say by their names, each in its order."""
    found: dict[str, list[_S]] = {}
    for entry, each in zip(entries, said, strict=True):
        found.setdefault(entry.name, []).append(each)
    return {name: tuple(sorted(each, key=key)) for name, each in found.items()}


def _with(sorted_: tuple[_S, ...], one: _S, key: Callable[[_S], tuple[datetime, str]]) -> tuple[_S, ...]:
    """Give some in their order with one more in its place."""
    place = bisect_right(sorted_, key(one), key=key)
    return (*sorted_[:place], one, *sorted_[place:])


class _Reader:
    """Reads an incident file into entries and collects every fault of it."""

    def __init__(
        self,
        incident: IncidentFile,
        plans: Sequence[Prepared],
        vocabulary: tuple[Mapping[str, Fact], Mapping[str, Event]],
        seat: str | None,
        later: Sequence[Prepared],
        calendar_of: Callable[[Plan], Calendar] | None,
        zone: ZoneInfo,
    ) -> None:
        self.later = later
        self.calendar_of = calendar_of
        self.incident = incident
        self.facts, self.events = vocabulary
        self.plans = plans
        self.seat = seat
        self.faults: list[Fault] = []
        self.counts: dict[str, int] = {}
        self.kinds: dict[str, Entry] = {}
        self.at: datetime
        """When the last step that was read was told."""
        self.zone = zone
        self.held: dict[str, str] = {}
        said = list(_occurrences(incident, zone))
        self.occurrence = said[0] if said else None
        begins = [each.earliest for each in said] if said else [incident.noticed]
        self.begins: datetime = min(begins)  # type: ignore[type-var,assignment]
        self.first: datetime = begins[0]  # type: ignore[assignment]

    def read(self) -> Iterator[Entry]:
        """Go through the first report and the steps."""
        incident, occurrence = self.incident, self.occurrence
        if incident.ended is not None and incident.ended < self.begins:
            self._fault("E703", incident.place, ended=incident.ended, occurred=self.begins)
        first = [*self._happenings(incident.events, None)]
        if occurrence is not None:
            held = Held(occurrence.earliest, occurrence.latest)
            first.insert(0, self._event("occurred", held, None, None, incident.place))
        # a report can come before the day or span of the occurrence is over
        moments = [self.first, *(each.held.first for each in first)]
        moments += [act.at for act in incident.did if act.at is not None]
        at = self.first = max(moments)
        self.at = at
        yield from self._part(first, incident, at, incident.note)
        yield from self.steps(0)

    def going_on(self, incident: IncidentFile) -> "_Reader":
        """Give another that goes on from here through the further steps of the same incident."""
        found = copy(self)
        found.incident = incident
        found.faults, found.counts, found.kinds = [], dict(self.counts), dict(self.kinds)
        found.held = dict(self.held)
        return found

    def steps(self, known: int) -> Iterator[Entry]:
        """Go through the steps after some that are known."""
        for number, then in enumerate(self.incident.then[known:], known + 1):
            if then.at < self.at:
                self._fault("E704", then.place, at=then.at, before=self.at)
            at = self.at = max(self.at, then.at)
            for entry in self._part(self._happenings(then.events, then.at), then, at, then.note):
                yield evolve(entry, step=number)
            for entry in self._corrections(then, at):
                yield evolve(entry, step=number)

    def _part(
        self, events: Iterable[Entry], part: IncidentFile | Then, at: datetime, note: Text | None
    ) -> Iterator[Entry]:
        for entry in events:
            yield self._known(entry, at)
        yield from self._holdings(part.bodies, at)
        step = part.at if isinstance(part, Then) else None
        for each in descriptions_in(part):
            yield self._description(each, at, part.place)
        yield from self._observations(part.facts, at, step)
        for did in part.did:
            yield from self._act(did, at, step)
        for extended in part.extended:
            yield from self._lengthening(extended, at, step)
        for declared in part.declared:
            yield self._declaration(declared, at)
        if isinstance(part, Then):
            for unable in part.unable:
                yield from self._unable(unable, at)
            if part.withdraws is not None:
                yield self._withdrawal(part.withdraws, at)
        if note is not None:
            yield self._kept(Entry(self._id("note"), "note", Held.at(at), at, note))

    def _description(self, said: Description, at: datetime, place: Place | None) -> Entry:
        self._check_region(said, place)
        name = entry_of(said.of)
        return self._kept(Entry(self._id(name), "description", Held.at(at), at, said, name, place=place))

    def _check_region(self, said: Description, place: Place | None) -> None:
        if said.of == "region" and not has_region_form(said.words.zh):
            self.faults.append(region_fault("E738", said.words.zh, place))

    def _known(self, entry: Entry, at: datetime) -> Entry:
        content = evolve(entry.content, known=at) if isinstance(entry.content, Happened) else entry.content
        return self._kept(evolve(entry, known=at, content=content))

    def _kept(self, entry: Entry) -> Entry:
        self.kinds[entry.id] = entry
        return entry

    def _id(self, name: str) -> str:
        count = self.counts[name] = self.counts.get(name, 0) + 1
        return name if count == 1 else f"{name}#{count}"

    def _holdings(self, given: Bodies, at: datetime) -> Iterator[Entry]:
        """Read which bodies stand for units from now on; from now on they may be called by their names."""
        known = self.bodies
        for unit, said in given.items():
            names = (said,) if isinstance(said, str) else said
            if unit not in known:
                self._fault("E722", _place(unit), suggestion=nearest(unit, known), name=unit)
                continue
            if not names or any(not name.strip() for name in names):
                self._fault("E737", _place(unit), name=unit)
                continue
            for name in names:
                self.held.setdefault(str(name), str(unit))
            holding = Holding(str(unit), tuple(map(str, names)))
            yield self._kept(
                Entry(self._id(f"{unit}="), "body", Held.at(at), at, holding, str(unit), place=_place(unit))
            )

    def _unit(self, name: str | None) -> str | None:
        """Give the unit a body stands for in this incident, where it is called by its own name."""
        return name if name is None or name in self.bodies else self.held.get(name, name)

    def _body(self, name: str | None) -> str | None:
        """Give a body by its own name, where it stands for a unit in this incident."""
        return name if self._unit(name) != name else None

    def _observations(
        self, given: Mapping[str, Node], at: datetime, step: datetime | None
    ) -> Iterator[Entry]:
        told: dict[str, str] = {}
        for written, node in given.items():
            place = _place(written)
            try:
                name = fact_named(str(written), self.facts, place, self.events)
            except InputError as error:
                self.faults += error.faults
                continue
            if name in told:
                self._fault("E730", place, name=name, first=told[name], second=written)
                continue
            told[name] = str(written)
            observation = self._observation(name, node)
            if observation is not None:
                held = Held.at(observation.as_of or at)
                if step is not None and observation.as_of is not None and held.first > step:
                    self._fault("E713", observation.place, name=name, at=held.first, step=step)
                yield self._kept(
                    Entry(
                        self._id(name), "observation", held, at, observation, name,
                        by=observation.by, source=observation.source, place=place,
                    )
                )  # fmt: skip

    def _observation(self, name: str, node: Node, by: str | None = None) -> Observation | None:
        try:
            observation = read_observation(node, self.facts[name], by=by)
        except InputError as error:
            self.faults += error.faults
            return None
        self._check_source(observation.source, observation.place)
        return observation

    def _check_source(self, named: str | None, place: Place | None) -> None:
        """Refuse a source that is none of those the incident lists, if it lists any (E705)."""
        listed = self.incident.sources
        if named is not None and listed and named not in listed:
            sources = self.incident.every_source
            if named not in sources:
                self._fault("E705", _place(named) or place, suggestion=nearest(named, sources), name=named)

    def _happenings(self, given: Mapping[str, Node], at: datetime | None) -> Iterator[Entry]:
        for name, node in given.items():
            place = _place(name)
            found = self._happening(str(name), node, at, place)
            if found is None:
                continue
            held, happening = found
            event, body = split_event(str(name))
            own = self._own(str(name))
            clash = _clashing(self.plans, event) if body is None else None
            if clash is not None:
                self._fault("E728", place, name=name, first=clash[0].ref, second=clash[1].ref)
            once = event in LIFECYCLE and event not in REPEATABLE
            earlier = self._given(own) if once else None
            if earlier is not None:
                self._fault("E715", place, name=name, first=earlier.held.first, second=held.first)
            if held.first < self.begins:
                self._fault("E708", place, name=name, at=held.first, occurred=self.begins)
            level = self._level(happening.level, self.plans[0].response_levels) if happening.level else None
            entry = self._event(own, held, level, happening.by, place, self._within(own, happening))
            if isinstance(entry.content, Happened):
                self._check_source(happening.source, happening.place)
                told = evolve(entry.content, source=happening.source)
                told = evolve(told, body=body) if body is not None and own == event else told
                entry = self._kept(evolve(entry, content=told, source=happening.source))
            yield entry

    def _level(self, name: str, scale: LevelScale) -> Level:
        """Give a level of the leading plan, `none` with the fault noted where it has no such level."""
        level = scale.find(name)
        if level is None:
            known = ", ".join(scale.gravest_first)
            self._fault("E551", _place(name), suggestion=scale.nearest(name), name=name, known=known)
        return level if level is not None else scale.none

    def _given(self, name: str) -> Entry | None:
        """Give the event of a name that stands already; one that was withdrawn may happen after all."""
        return next((each for each in self.kinds.values() if (each.kind, each.name) == ("event", name)), None)

    def _own(self, name: str) -> str:
        """Give an event without its body where that is the seat of the desk."""
        event, body = split_event(name)
        return event if body is not None and body == self.seat else name

    def _within(self, name: str, happening: Happening) -> Duration | None:
        """Give the time set with an event, which some duty must leave to whoever acts (E746)."""
        if happening.within is None:
            return None
        place = _place(happening.within) or happening.place
        if not any(each.takes_limit_of(name) for each in (*self.plans, *self.later)):
            self._fault("E746", place, name=name)
        try:
            return parse_duration(happening.within, place)
        except InputError as error:
            self.faults += error.faults
            return None

    def _event(
        self,
        name: str,
        held: Held,
        level: Level | None,
        by: str | None,
        place: Place | None,
        within: Duration | None = None,
    ) -> Entry:
        entry = self._id(name)
        happened = Happened(entry, held, held.first, by, level, within=within)
        body = split_event(name)[1]
        return self._kept(
            Entry(entry, "event", held, held.first, happened, name, by=by, body=body, place=place)
        )

    def _happening(
        self, name: str, node: Node, at: datetime | None, place: Place | None
    ) -> tuple[Held, Happening] | None:
        """Read one event; None, with the fault noted, where it is not valid."""
        event, body = split_event(name)
        if event in DERIVED_EVENTS:
            self._fault("E707", place, name=name)
            return None
        blocked = event == "occurred" and self.occurrence is not None
        if event not in self.events or blocked:
            known = [known for known in self.events if known not in DERIVED_EVENTS and known != "occurred"]
            self._fault("E702", place, suggestion=nearest(event, known), name=event, known=", ".join(known))
            return None
        if body is not None and body not in self.bodies:
            bodies = self.bodies
            self._fault("E722", place, suggestion=nearest(body, bodies), name=body)
            return None
        try:
            happening = _read_happening(node)
            held = _read_held(happening.at) if happening.at is not None else None
        except InputError as error:
            self.faults += error.faults
            return None
        if held is None and at is not None:
            held = Held.at(at)
        if held is not None and held.earliest is None:  # nothing of an incident happens before it begins
            held = Held(min(self.begins, held.last), held.last)
        if held is None:
            self._fault("E706", place, name=name)
            return None
        if at is not None and held.first > at:
            self._fault("E713", place, name=name, at=held.first, step=at)
        return held, happening

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Give the units and groups of every plan."""
        return tuple([str(name) for each in self.plans for name in (*each.plan.units, *each.plan.groups)])

    def _rules(self, named: str, place: Place | None) -> list[tuple[Prepared, Rule]]:
        """Find the duty a name means; one of several plans is named `plan#duty`."""
        plan, hash_, duty = named.rpartition("#")
        owners = [
            (each, rule)
            for each, rule in self.by_id.get(duty if hash_ else named, ())
            if not hash_ or str(each.origin(rule.id).id) == plan
        ]
        if not owners:
            known = [rule.id for each in self.plans for rule in each.measures]
            self._fault("E720", place, suggestion=nearest(duty or named, known), name=named)
        elif len({each.origin(rule.id).id for each, rule in owners}) > 1:
            names = ", ".join(f"{each.origin(rule.id).id}#{rule.id}" for each, rule in owners)
            self._fault("E721", place, name=named, known=names)
            return []
        return owners[:1]

    @cached_property
    def by_id(self) -> Mapping[str, Sequence[tuple[Prepared, Rule]]]:
        """Give the duties of every plan by their ids."""
        found: dict[str, list[tuple[Prepared, Rule]]] = {}
        for each in (*self.plans, *self.later):
            for rule in each.measures:
                found.setdefault(rule.id, []).append((each, rule))
        return found

    def _act(self, did: Did, at: datetime, step: datetime | None) -> Iterator[Entry]:
        place = _place(did.duty) or did.place
        found = self._rules(str(did.duty), place)
        moment = did.at or step
        if moment is None:
            self._fault("E706", did.place, name=did.duty)
        else:
            self._check_time(moment, step, did.duty, did.place)
        self._units((did.by, did.for_, *did.to))
        if moment is None:
            return
        for plan, rule in found:
            entry = self._id(rule.id)
            act = Act(
                entry, plan.origin(rule.id).id, rule.id, moment, at, self._unit(did.by), self._unit(did.for_),
                tuple(self._unit(each) or each for each in did.to), did.channel, did.number, did.round, did.broke,
                body=self._body(did.by),
            )  # fmt: skip
            yield self._kept(
                Entry(entry, "act", Held.at(moment), at, act, rule.id, by=did.by, place=did.place)
            )

    def _check_time(self, moment: datetime, step: datetime | None, name: str, place: Place | None) -> None:
        """Refuse what is said of a duty if it lies after the step that says it, or before the incident begins."""
        if step is not None and moment > step:
            self._fault("E713", place, name=name, at=moment, step=step)
        elif moment < self.begins:
            self._fault("E708", place, name=name, at=moment, occurred=self.begins)

    def _units(self, names: Iterable[str | None]) -> None:
        known = self.bodies
        for name in names:
            if name is not None and self._unit(name) not in known:
                self._fault("E722", _place(name), suggestion=nearest(name, known), name=name)

    def _lengthening(self, extended: Extended, at: datetime, step: datetime | None) -> Iterator[Entry]:
        found = self._rules(str(extended.duty), _place(extended.duty) or extended.place)
        self._units((extended.by,))
        try:
            length = parse_duration(extended.length, _place(extended.length))
        except InputError as error:
            self.faults += error.faults
            return
        for plan, rule in found:
            allowed = rule.entry.extend
            name = rule.id
            if allowed is None or allowed.by != self._unit(extended.by) or rule.longest is None:
                by = allowed.by if allowed is not None else "-"
                self._fault("E724", extended.place, name=name, by=extended.by, allowed=by)
                continue
            moment = extended.at or at
            self._check_time(moment, step, name, extended.place)
            calendar = None if self.calendar_of is None else self.calendar_of(plan.plan)
            if not all(
                _fits([*lengths, length], rule.longest, moment, calendar)
                for lengths in self._lengths((name, *map(str, allowed.together)), extended.round)
            ):
                self._fault("E725", extended.place, name=name, most=rule.longest.words)
                continue
            entry = self._id(f"{name}+")
            content = Lengthening(
                entry, plan.origin(name).id, name, length, extended.by, moment, at, extended.reason,
                extended.round,
            )  # fmt: skip
            yield self._kept(
                Entry(
                    entry,
                    "extension",
                    Held.at(moment),
                    at,
                    content,
                    name,
                    by=extended.by,
                    place=extended.place,
                )
            )

    def _lengths(self, duties: Sequence[str], number: int | None) -> Iterator[list[Duration]]:
        """Give by how much each round that is to be lengthened is so already; no number means every round."""
        kept = [
            each.content for each in self.kinds.values() if each.kind == "extension" and each.name in duties
        ]
        given = [each for each in kept if isinstance(each, Lengthening)]
        for each_round in {None, *(each.round for each in given)} if number is None else {number}:
            yield [each.length for each in given if each.round in (None, each_round)]

    def _declaration(self, declared: Declared, at: datetime) -> Entry:
        since = declared.at or at
        level = self._level(declared.level, self.plans[0].levels)
        if declared.until is not None and declared.until <= since:
            self._fault("E712", declared.place, until=declared.until, at=since)
        content = Declaration(level, declared.by, declared.reason, since, declared.until)
        return self._kept(
            Entry(
                self._id("declared"), "declaration", Held.at(since), at, content, "declared",
                by=declared.by, reason=declared.reason, place=declared.place,
            )
        )  # fmt: skip

    def _withdrawal(self, withdrawn: Withdrawn, at: datetime) -> Entry:
        since = withdrawn.at or at
        declared = [each.content for each in self.kinds.values() if isinstance(each.content, Declaration)]
        if since > at:
            self._fault("E713", withdrawn.place, name="withdraws", at=since, step=at)
        elif not any(each.at <= since and _in_force(each, since) for each in declared):
            self._fault("E736", withdrawn.place, at=since)
        content = Withdrawal(withdrawn.by, withdrawn.reason, since)
        _give_up(self.kinds, declared, content)
        return self._kept(
            Entry(
                self._id("withdrawn"), "withdrawal", Held.at(since), at, content, "withdrawn",
                by=withdrawn.by, reason=withdrawn.reason, place=withdrawn.place,
            )
        )  # fmt: skip

    def _unable(self, unable: Unable, at: datetime) -> Iterator[Entry]:
        place = _place(unable.duty) or unable.place
        moment = unable.at or at
        self._check_time(moment, at, unable.duty, unable.place)
        self._units((unable.by,))
        for plan, rule in self._rules(str(unable.duty), place):
            content = Inability(
                plan.origin(rule.id).id, rule.id, unable.reason, moment, unable.by, unable.round
            )
            yield self._kept(
                Entry(
                    self._id(f"{rule.id}!"), "unable", Held.at(moment), at, content, rule.id,
                    by=unable.by, reason=unable.reason, place=unable.place,
                )
            )  # fmt: skip

    def _corrections(self, then: Then, at: datetime) -> Iterator[Entry]:
        for correction in then.corrects:
            target = self.kinds.get(self._own(str(correction.entry)))
            place = _place(correction.entry) or correction.place
            if target is None:
                guess = nearest(str(correction.entry), self.kinds)
                self._fault("E723", place, suggestion=guess, name=correction.entry)
                continue
            try:
                entry = self._correction(correction, target, at)
            except InputError as error:
                self.faults += error.faults
                continue
            if entry is not None:
                self._stands(target, entry)
                yield entry

    def _stands(self, target: Entry, correction: Entry) -> None:
        """Let an entry stand as it was put right, for the next correction to build on; one withdrawn stands no more."""
        if correction.content is None:
            del self.kinds[target.id]
        else:
            self.kinds[target.id] = evolve(target, held=correction.held, content=correction.content)

    def _correction(self, correction: Corrected, target: Entry, at: datetime) -> Entry | None:
        """Give what an entry should have said."""
        content, held = target.content, target.held
        if isinstance(content, Lengthening | Declaration | Withdrawal | Inability | Holding):
            self._fault("E726", correction.place, name=correction.entry)
            return None
        if not _says(correction, target):
            self._fault("E727", correction.place, name=correction.entry)
            return None
        if correction.at is not None:
            held = self._really(correction, correction.at, target, at)
        if correction.withdrawn:
            content = None
        elif isinstance(content, Text | Description):
            assert correction.value is not None  # noqa: S101 - else it says nothing
            words = words_in(correction.value)
            if not words.zh.strip():
                self._fault("E727", correction.place, name=correction.entry)
            content = self._reworded(content, words, correction.place)
        elif isinstance(content, Observation):
            assert correction.value is not None  # noqa: S101 - else it says nothing
            judge = correction.by or content.by  # a judgement that was entered wrong is still whose it was
            since = None if correction.at is None else held.first
            content = self._put_right(content, correction.value, judge, since)
            held = held if content.as_of is None else Held.at(content.as_of)
        elif isinstance(content, Happened):
            self._check_source(correction.source, correction.place)
            content = evolve(
                content,
                held=held,
                by=correction.by or content.by,
                source=correction.source or content.source,
            )
        elif isinstance(content, Act):
            self._units((correction.by, *(correction.to or ())))
            content = evolve(
                content,
                at=held.first,
                by=self._unit(correction.by) or content.by,
                body=content.body if correction.by is None else self._body(correction.by),
                to=content.to if correction.to is None else correction.to,
                channel=correction.channel or content.channel,
                number=correction.number or content.number,
            )
        return Entry(
            self._id(f"correction of {target.id}"), "correction", held, at, content, target.name,
            corrects=target.id, by=correction.corrected_by, reason=correction.reason,
            place=correction.place,
        )  # fmt: skip

    def _reworded(self, content: Text | Description, words: Text, place: Place | None) -> Text | Description:
        """Give a note, or what describes the incident, in other words."""
        if isinstance(content, Text):
            return words
        said = evolve(content, words=words)
        self._check_region(said, place)
        return said

    def _put_right(
        self, seen: Observation, said: Node, judge: str | None, at: datetime | None
    ) -> Observation:
        """Give an observation with its value put right; who said it, as of when and how surely stay as they were."""
        right = self._observation(seen.fact, said, judge)
        if right is None:
            return seen
        more = said if isinstance(said, Fields) else {}
        return evolve(
            right,
            source=right.source if "source" in more else seen.source,
            standing=right.standing if "standing" in more else seen.standing,
            as_of=right.as_of if "as_of" in more else at or seen.as_of,
        )

    def _really(self, correction: Corrected, given: Node, target: Entry, at: datetime) -> Held:
        """Read when an entry really was."""
        if target.id == "occurred":
            occurrence = read_occurrence(given, self.zone)
            held = Held(occurrence.earliest, occurrence.latest)
        else:
            held = _read_held(given)
        if held.first > at:
            self._fault("E713", correction.place, name=correction.entry, at=held.first, step=at)
        elif target.id == "occurred":
            for each in self._before(held.first):
                self._fault("E708", correction.place, name=each.id, at=each.held.first, occurred=held.first)
        elif held.first < self.begins and target.kind != "observation":
            self._fault("E708", correction.place, name=correction.entry, at=held.first, occurred=self.begins)
        return held

    def _before(self, begins: datetime) -> list[Entry]:
        """Give what stands that would have happened before the incident began."""
        happened = [each for each in self.kinds.values() if isinstance(each.content, Happened | Act)]
        return [each for each in happened if each.held.first < begins and each.name != "occurred"]

    def _fault(
        self, code: str, place: Place | None, *, suggestion: str | None = None, **found: object
    ) -> None:
        self.faults.append(fault(code, place, suggestion=suggestion, related=(), **found))


def _give_up(entries: dict[str, Entry], declared: Sequence[Declaration], withdrawal: Withdrawal) -> bool:
    """Let no level declared before stand any longer; say whether one did."""
    if not any(_given_up(each, withdrawal) for each in declared):
        return False
    for name, entry in entries.items():
        if isinstance(entry.content, Declaration) and _given_up(entry.content, withdrawal):
            given_up = evolve(entry.content, until=withdrawal.at, withdrawn=withdrawal.reason)
            entries[name] = evolve(entry, content=given_up)
    return True


def _given_up(declared: Declaration, withdrawal: Withdrawal) -> bool:
    return declared.at <= withdrawal.at and _in_force(declared, withdrawal.at)


def _in_force(declared: Declaration, at: datetime) -> bool:
    """Say whether a level declared still stands at a moment."""
    return declared.until is None or declared.until > at


def _says(correction: Corrected, target: Entry) -> bool:
    """Say whether a correction says what is right of its entry; what occurred can be put right, not withdrawn."""
    if target.id == "occurred":
        return correction.at is not None and not correction.withdrawn
    if correction.withdrawn:  # what never was has no other time or value
        given = (
            correction.at, correction.value, correction.to, correction.channel, correction.number, correction.source,
        )  # fmt: skip
        return all(each is None for each in given)
    if isinstance(target.content, Observation | Text | Description):
        return correction.value is not None
    said: list[object] = [correction.at, correction.by]
    if isinstance(target.content, Happened):
        said += [correction.source]
    if isinstance(target.content, Act):
        said += [correction.to, correction.channel, correction.number]
    return any(each is not None for each in said)


def _never_started(state: _State) -> Iterator[Fault]:
    """Give the fault of a response ended before it is first started, where both are told at once (E734).

    Told one after the other, it is a start of which nothing was said, and another.
    """
    if "terminated" not in state.events or "response_started" not in state.events:
        return
    events = [entry for entry in state.live.values() if entry.kind == "event"]
    ends = [entry for entry in events if entry.name == "terminated"]
    starts = [entry for entry in events if entry.name == "response_started"]
    first = min(starts, key=lambda entry: entry.held.first, default=None)
    for end in ends:
        if first is not None and end.held.last < first.held.first and end.known == first.known:
            yield fault("E734", end.place, at=end.held.last, started=first.held.first)


def _fits(lengths: Sequence[Duration], longest: Duration, at: datetime, calendar: Calendar | None) -> bool:
    """Say whether several lengthenings one after another stay within the most that is allowed.

    Working days against working days need no calendar, nor do office hours against office hours. Where one is needed
    and is not there only what is too long by any calendar is refused: the limit itself says what it lacks.
    """
    for counted in ("working_days", "office_minutes"):
        if all(getattr(length, counted) for length in (*lengths, longest)):
            return bool(sum(getattr(length, counted) for length in lengths) <= getattr(longest, counted))
    end = at
    try:
        for length in lengths:
            end = add(end, length, calendar)
        return end <= add(at, longest, calendar)
    except CoverageError:
        return not any(longest.shorter_than(length) for length in lengths)


def _read_happening(node: Node) -> Happening:
    """Read an event: nothing (the time of its step), a time, or a mapping with `at`, `level`, `by` and more."""
    if isinstance(node, Scalar):
        return Happening(None if node.is_null else node, place=node.place)
    if isinstance(node, Fields) and ("at_least" in node or "at_most" in node):
        return Happening(node, place=node.place)
    return structure(node, Happening)


def _read_held(node: Node) -> Held:
    """Read when something was so: a time, or `{at_least:, at_most:}` of which one may be missing."""
    if isinstance(node, Fields):
        span = structure(node, Span)
        crossed = span.at_least is not None and span.at_most is not None and span.at_most < span.at_least
        if crossed or (span.at_least is None and span.at_most is None):
            raise InputError([fault("E714", node.place, found=f"{span.at_least} … {span.at_most}")])
        return Held(span.at_least, span.at_most)
    return Held.at(structure(node, datetime))


@lru_cache(maxsize=64)
def _vocabulary(
    plans: tuple[Prepared, ...], later: tuple[Prepared, ...]
) -> tuple[Mapping[str, Fact], Mapping[str, Event]]:
    """Give the facts and events of all plans together; worked out once for plans that go together.

    What only an edition that came into force since knows can be told as well; what both know is meant as the one by
    which the incident is graded means it.
    """
    facts = {name: fact for plan in reversed(later) for name, fact in plan.facts.items()}
    return {**facts, **_all_facts(plans)}, {**LIFECYCLE, **_all_events((*plans, *later))}


@lru_cache(maxsize=64)
def _changing(plans: tuple[Prepared, ...], later: tuple[Prepared, ...]) -> Mapping[str, frozenset[str]]:
    """Give the events of all plans together that are changes of numbers, each with the facts."""
    found: dict[str, frozenset[str]] = {}
    for _, name, event in _events_of(plans, later):
        if event.changes_of:
            found[name] = found.get(name, frozenset()).union(map(str, event.changes_of))
    return found


@lru_cache(maxsize=64)
def _excluding(plans: tuple[Prepared, ...], later: tuple[Prepared, ...]) -> frozenset[str]:
    """Give the flags by which a form of acts is excluded under one of several plans."""
    return frozenset(
        str(flag) for plan in (*plans, *later) for rule in plan.measures for flag in rule.entry.not_by_where
    )


@lru_cache(maxsize=64)
def _not_all_counting(plans: tuple[Prepared, ...], later: tuple[Prepared, ...]) -> frozenset[str]:
    """Give the numbers of which, for one of several plans, not every change counts."""
    return frozenset(name for plan in (*plans, *later) for name in plan.change_counts)


@lru_cache(maxsize=64)
def _acting(plans: tuple[Prepared, ...], later: tuple[Prepared, ...]) -> Mapping[str, Acting]:
    """Give the events of all plans together that are acts, each with the duties and their channels."""
    found: dict[str, dict[tuple[str, str], frozenset[str] | None]] = {}
    for plan, name, event in _events_of(plans, later):
        if event.act is None:
            continue
        channels = found.setdefault(name, {})
        for duty in map(str, event.act.of):
            own = plan.origin(duty).id, duty
            before = channels.get(own, frozenset())
            ways = event.act.channel
            channels[own] = before.union(ways) if ways and before is not None else None
    return found


def _events_of(plans: Sequence[Prepared], later: Sequence[Prepared]) -> Iterator[tuple[Prepared, str, Event]]:
    """Give the events of plans, and of later editions those the plans do not know."""
    known = {name for plan in plans for name in plan.plan.events}
    for plan in (*plans, *later):
        for name, event in plan.plan.events.items():
            if plan in plans or name not in known:
                yield plan, str(name), event


def _all_facts(plans: Sequence[Prepared]) -> dict[str, Fact]:
    """Put the facts of all plans together; one name must mean one type and unit."""
    facts: dict[str, Fact] = {}
    owners: dict[str, Prepared] = {}
    faults = []
    for plan in plans:
        for name, fact in plan.facts.items():
            known = facts.setdefault(name, fact)
            owners.setdefault(name, plan)
            if (known.type, known.unit) != (fact.type, fact.unit):
                faults.append(fault("E709", fact.place, name=name, first=owners[name].ref, second=plan.ref))
    if faults:
        raise InputError(faults)
    return facts


def _all_events(plans: Sequence[Prepared]) -> dict[str, Event]:
    """Put the events of all plans together, those of the first plan before others."""
    return {name: event for plan in reversed(plans) for name, event in plan.plan.events.items()}


def _clashing(plans: Sequence[Prepared], name: str) -> tuple[Prepared, Prepared] | None:
    """Give two plans to which an event means different things: one entry would start two clocks."""
    owners = [plan for plan in plans if name in plan.plan.events]
    for first, second in pairwise(owners):
        one, other = first.plan.events[name], second.plan.events[name]
        if (one.zh, one.en) != (other.zh, other.en):
            return first, second
    return None


def _place(text: object) -> Place | None:
    return getattr(text, "place", None)
