"""What entries come to, step by step: each put right, older figures aside, with the events that come of themselves."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from attrs import field

from respond._records import define, evolve, frozen
from respond.clock import SHANGHAI, local
from respond.errors import Fault, Text, fault
from respond.facts import UNKNOWN, Between, Exactly, Observation, Value, apart
from respond.log.description import Description
from respond.log.entries import (
    TURNS,
    Act,
    Declaration,
    Entry,
    Happened,
    Held,
    Holding,
    Inability,
    Kind,
    Lengthening,
    Moved,
    Step,
    Turn,
    Withdrawal,
    give_up,
    turned,
    turns_of,
)
from respond.log.vocabulary import Acting, Vocabulary, is_told


def when_told(step: Step) -> datetime:
    """Give when the last of what a step comes to was told."""
    return step.at


def as_it_was(
    folded: "Folded",
    entries: Sequence[Entry],
    at: datetime,
    known: datetime,
    begins: datetime,
    first: datetime,
) -> tuple[Step, ...]:
    """Give the state after each moment at which something came to be so, with what is known by `known`.

    `first` is when the first report was known.
    """
    final = _Standing(folded.state.words)
    for entry in entries:
        if entry.known <= known:
            final.take(entry)
    placed = []
    for entry in _not_overtaken(final.live.values(), final.older):
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


def _not_overtaken(live: Iterable[Entry], older: Collection[str]) -> list[Entry]:
    """Give the entries that stand but for values that were not so: another told later has stood since before them."""
    kept: list[Entry] = []
    since: dict[str, datetime] = {}
    for entry in reversed([*live]):
        first = since.get(entry.name) if entry.kind == "observation" else None
        if first is not None and entry.held.first > first:
            continue
        kept.append(entry)
        if entry.kind == "observation" and entry.id not in older:
            since[entry.name] = entry.held.first if first is None else min(first, entry.held.first)
    return kept[::-1]


def _is_moment(value: Value) -> bool:
    """Say whether a value is a day or a moment, known exactly or as a range."""
    if isinstance(value, Between):
        return isinstance(value.low, date) or isinstance(value.high, date)
    return isinstance(value, Exactly) and isinstance(value.value, date)


def _by_first(happened: Happened) -> tuple[datetime, str]:
    return happened.held.first, happened.entry


def _by_at(said: Act | Lengthening) -> tuple[datetime, str]:
    return said.at, said.entry


@define(eq=False)
class _Standing:
    """The entries that stand, folded one by one.

    What a step tells is kept ready beside them: an entry changes only what is of its kind, so that a step costs what
    it tells and not what was told before. The collections given to a step are replaced, never changed.
    """

    words: Vocabulary
    zone: ZoneInfo = SHANGHAI
    live: dict[str, Entry] = field(factory=dict)
    corrected: set[str] = field(factory=set)
    put_right: dict[str, datetime] = field(factory=dict)
    told: set[str] = field(factory=set)
    note: Text | None = None
    observations: dict[str, Observation] = field(factory=dict)
    telling: dict[str, str] = field(factory=dict)
    moments: dict[str, tuple[tuple[datetime, Observation], ...]] = field(factory=dict)
    stated: dict[str, datetime] = field(factory=dict)
    """As of when a fact was said to be, the latest so far."""
    older: frozenset[str] = frozenset()
    """The entries of values that are of an earlier moment than that, and so no news of now."""
    events: dict[str, tuple[Happened, ...]] = field(factory=dict)
    turns: tuple[Turn, ...] = ()
    acts: tuple[Act, ...] = ()
    acts_of: dict[str, tuple[Act, ...]] = field(factory=dict)
    lengthenings: tuple[Lengthening, ...] = ()
    declared: tuple[Declaration, ...] = ()
    unable: tuple[Inability, ...] = ()
    descriptions: dict[str, Text] = field(factory=dict)
    bodies: dict[str, tuple[str, ...]] = field(factory=dict)
    brought: Mapping[str, tuple[Happened, ...]] = field(factory=dict)
    """What has happened of them because numbers were reported otherwise, or a duty was done so."""
    again: Mapping[str, frozenset[str]] = field(factory=dict)
    """The entries that tell of these once more."""
    moved: Mapping[str, tuple[Moved, ...]] = field(factory=dict)
    """How the numbers were reported otherwise of which not every change counts."""

    def copied(self) -> "_Standing":
        """Give another that goes on from here."""
        return evolve(self, live=dict(self.live))

    def fresh(self) -> None:
        """Begin a step."""
        self.corrected, self.put_right, self.told, self.note = set(), {}, set(), None

    def take(self, entry: Entry) -> None:
        """Add an entry, or put an earlier one right."""
        if entry.kind == "note":
            self.note = entry.content if isinstance(entry.content, Text) else None
            return
        if isinstance(entry.content, Withdrawal) and give_up(self.live, self.declared, entry.content):
            self._anew("declaration")
        if entry.corrects is None:
            if isinstance(entry.content, Act) and self.words.flags:
                entry = evolve(entry, content=evolve(entry.content, known_so=self._known_so()))
            self.live[entry.id] = entry
            self.told = {*self.told, entry.name}
            self._add(entry)
            return
        earlier = self.live.get(entry.corrects)
        self.corrected = {*self.corrected, entry.name}
        if earlier is None:
            return
        since = min(earlier.known, self.put_right.get(entry.name, earlier.known))
        self.put_right = {**self.put_right, entry.name: since}
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

    def _observe(self, entry: Entry, seen: Observation) -> None:
        """Take a value as what stands, unless it is an older figure: as of before what is said of the one that does.

        What is told without a moment is of no stated one: what comes after it takes its place.
        """
        name = entry.name
        if seen.as_of is not None and name in self.stated and seen.as_of < self.stated[name]:
            self.older |= {entry.id}
            return
        self.observations = {**self.observations, name: seen}
        self.telling = {**self.telling, name: entry.id}
        if seen.as_of is not None:
            self.stated = {**self.stated, name: seen.as_of}
        if _is_moment(seen.value):
            self.moments = {**self.moments, name: (*self.moments.get(name, ()), (entry.known, seen))}

    def _known_so(self) -> frozenset[str]:
        """Give the flags that are known to hold."""
        told = ((name, self.observations.get(name)) for name in self.words.flags)
        return frozenset(
            name for name, said in told if said is not None and said.value == Exactly(value=True)
        )

    def _add(self, entry: Entry) -> None:
        """Add what a new entry says to what is of its kind."""
        content, name = entry.content, entry.name
        if isinstance(content, Observation):
            self._observe(entry, content)
        elif isinstance(content, Happened):
            happened = _with(self.events.get(name, ()), content, _by_first)
            self.events = {**self.events, name: happened}
            if name in TURNS:
                self.turns = turned(self.turns, name, content)
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
        elif isinstance(content, Holding):
            self.bodies = {**self.bodies, content.unit: content.names}

    def _bring(self, at: datetime) -> None:
        """Find the events there have been of themselves by what stands, and name those told at a moment."""
        moved = self.told | self.corrected
        if not moved:
            return
        words = self.words
        for event in {**words.changes, **words.acts}:
            facts, channels = words.changes.get(event, frozenset()), words.acts.get(event, {})
            if event in moved or not moved.isdisjoint({*facts, *(duty for _, duty in channels)}):
                latest = [entry for entry in self.live.values() if entry.id not in self.older]
                changes, again = _changes_told(event, facts, latest, self.zone)
                found = (*changes, *_acts_told(event, channels, latest))
                self.brought = {**self.brought, event: found}
                self.again = {**self.again, event: again}
                if any(each.known == at for each in found):
                    self.told = {*self.told, event}
        for fact in words.numbers & moved:
            figures = _not_overtaken(_figures(self.live.values(), fact), self.older)
            self.moved = {**self.moved, fact: tuple(_moves(figures))}

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
            self.observations, self.telling, self.stated, self.moments = {}, {}, {}, {}
            self.older = frozenset()
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
            telling=self.telling,
            older=self.older,
            put_right=self.put_right,
            moved=self.moved,
            bodies=self.bodies,
        )


@frozen(eq=False)
class Folded:
    """The entries of a log with the step after each moment at which something was learnt; never changed."""

    state: _Standing
    entries: tuple[Entry, ...] = ()
    steps: tuple[Step, ...] = ()

    @classmethod
    def none(cls, words: Vocabulary, zone: ZoneInfo) -> "Folded":
        """Give a log of no entries, by what the plans have words for, and the zone of its days."""
        return cls(_Standing(words, zone))

    def emptied(self) -> "Folded":
        """Give a log of no entries under the same plans."""
        return Folded.none(self.state.words, self.state.zone)

    def with_entries(self, more: Sequence[Entry], first: datetime) -> "Folded":
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
        return Folded(state, (*self.entries, *more), tuple(steps))


def _changes_told(
    event: str, facts: frozenset[str], standing: Sequence[Entry], zone: ZoneInfo
) -> tuple[tuple[Happened, ...], frozenset[str]]:
    """Give an event each time one of some numbers was reported otherwise than before, and what only tells of it again.

    That is once for all told at a moment. Otherwise is what cannot be the same number, whatever it truly is; the first
    that is known of one is no change. Nor is one that was entered as the event itself: in the same step, or ahead. What
    is entered afterwards, as of no later a moment, is the entry of an event that tells of it again.
    """
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
        held = _so_since(_figures(standing, now.name), before, now)
        found.setdefault(now.known, Happened(now.id, held, now.known, of_figures=True))
        again |= {
            each.id
            for each in said
            if each.known >= now.known
            and each.step != now.step
            and before.held.last < each.held.first <= now.held.last
        }
    return tuple(found.values()), frozenset(again - tells.keys())


def _acts_told(event: str, channels: Acting, standing: Sequence[Entry]) -> tuple[Happened, ...]:
    """Give an event each time one of some duties was done in a way that makes it one.

    Not where it was entered as the event itself, in the same step or as of that moment.
    """
    said = [entry for entry in standing if entry.kind == "event" and entry.name == event]
    return tuple(
        Happened(entry.id, entry.held, entry.known)
        for entry in standing
        if isinstance(entry.content, Act)
        and is_told(entry.content, channels)
        and not any(each.step == entry.step or each.held == entry.held for each in said)
    )


def _figures(entries: Iterable[Entry], fact: str) -> list[Entry]:
    """Give what was reported of one fact."""
    return [entry for entry in entries if entry.kind == "observation" and entry.name == fact]


def _moves(figures: Iterable[Entry]) -> Iterator[Moved]:
    """Give how a number of which not every change counts was reported otherwise.

    That is as it was, in the order of the moments the figures are of: a change told late was of its own day.
    """
    for before, now in _moved(sorted(figures, key=lambda each: each.held.first)):
        yield Moved(now.held, _reported(before), _reported(now))


def _moved(figures: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Give the reports of one number that changed it for certain, each with the report before."""
    since: list[Value] = []
    for place, now in enumerate(figures):
        value = _reported(now)
        if any(apart(each, value) for each in since):
            since = []
            yield figures[place - 1], now
        since.append(value)


def _so_since(figures: Sequence[Entry], before: Entry, now: Entry) -> Held:
    """Give since when a number was what it was told to have become: a later report may say that it was so before."""
    was, became, found = _reported(before), _reported(now), now.held
    for figure in figures[figures.index(now) + 1 :]:
        value = _reported(figure)
        if apart(became, value):
            break
        if apart(was, value) and figure.held.first < found.first:
            found = figure.held
    return found


def _reported(figure: Entry) -> Value:
    return figure.content.value if isinstance(figure.content, Observation) else UNKNOWN


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


def never_started(state: _Standing) -> Iterator[Fault]:
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
