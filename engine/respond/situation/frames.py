"""One moment of an incident worked out: values, levels, the response called for, what is owed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from fractions import Fraction
from functools import cached_property, partial
from itertools import chain, takewhile
from typing import Final, Literal
from weakref import WeakKeyDictionary

from attrs import field

from respond._records import define, evolve, frozen
from respond.chain import Conclusions
from respond.clock import Calendar, days_between, months_between
from respond.facts import UNKNOWN, Between, Exactly, Level, Number, Value, domain_of
from respond.log import Declaration, Happened, Held, Step, turns_of
from respond.plan import DERIVED_EVENTS, KNOWLEDGE, Adoption, Prepared, Rule, split_event
from respond.reason import (
    Condition,
    Graded,
    LevelRange,
    Truth,
    but,
    graded_in,
    grades_of,
    narrow,
    reachable,
    truth_of,
    under,
    with_grades,
)
from respond.situation.constraints import constraints_on, moved
from respond.situation.counting import counted
from respond.situation.program import productions

_MICROSECONDS_AN_HOUR = 3_600_000_000
_WORKED_OUT = frozenset(
    {"level", "response", *DERIVED_EVENTS}
    | {f"{count}({name})" for name in DERIVED_EVENTS for count in ("elapsed", "months", "days")}
)
Count = Literal["elapsed", "months", "days"]
"""How a condition counts the time gone by: in hours, in calendar months, in calendar days."""

_BY_CALENDAR: Final[Mapping[Count, Callable[..., Number]]] = {"months": months_between, "days": days_between}
NOT_YET = Exactly(False)  # noqa: FBT003
"""The value of an event that has not happened."""

BEGUN_AGAIN: Final = "begun again"
"""What the events are kept under by which an incident goes on after the end of its response."""

Truths = tuple[tuple[Rule, Truth], ...]
"""The criteria of a plan, each with the truth it has when judged by itself."""

Events = Mapping[str, tuple[Happened, ...]]
"""Every time an event happened, by its name."""


_same: WeakKeyDictionary[Prepared, tuple[tuple[str, str], ...]] = WeakKeyDictionary()


def same_events(plan: Prepared) -> tuple[tuple[str, str], ...]:
    """Give the events of a plan that are another name of a body's event, with that event."""
    found = _same.get(plan)
    if found is None:
        events = plan.plan.events.values()
        found = _same[plan] = tuple((str(each.id), str(each.same_as)) for each in events if each.same_as)
    return found


def body_of(plan: Prepared, event: str) -> str | None:
    """Give the body of a plan an event belongs to, its seat where it names none; None for what is no event."""
    if event not in plan.scope.events:
        return None
    other = dict(same_events(plan)).get(event, event)
    return split_event(other)[1] or plan.plan.seat


_seats: WeakKeyDictionary[Prepared, frozenset[str]] = WeakKeyDictionary()


def seat_events(plan: Prepared) -> frozenset[str]:
    """Give the events a plan names as those of its own seat, without the seat."""
    found = _seats.get(plan)
    if found is None:
        others = (other for _, other in same_events(plan))
        parted = [split_event(name) for name in (*names_of_events(plan), *others)]
        seat = plan.plan.seat
        found = _seats[plan] = frozenset(event for event, body in parted if body is not None and body == seat)
    return found


@frozen(eq=False)
class Involved:
    """A plan an incident falls under, and what brought it alongside if it was not named.

    The day of the incident picks the edition that grades it. Where a later edition comes into force while it runs, that
    stands beside it for duties alone: `scale` is then the position of the one that grades, and duties arise `since` the
    day it is in force; those of the earlier edition arise `until` then.
    """

    plan: Prepared
    calendar: Calendar
    """The working days it counts by, in its zone."""
    adoption: Adoption | None = None
    reader: str | None = None
    """The seat of the plan that brought it: whose knowledge an event without a body is."""
    scale: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    def ours(self, body: str) -> str:
        """Give the body of the leading plan that a body of this one is here; any other stays what it is."""
        return self.adoption.maps.get(body, body) if self.adoption is not None else body

    @property
    def _read_elsewhere(self) -> bool:
        """Say whether the log is kept at another desk than this plan's, so that what is learnt there is not its own."""
        seat = self.plan.plan.seat
        return None not in (seat, self.reader) and self.ours(str(seat)) != self.reader

    def _of_another(self, name: str, happened: tuple[Happened, ...]) -> bool:
        """Say whether what came to be known is said of the seat of another plan by name."""
        seat = self.plan.plan.seat
        if name not in KNOWLEDGE or seat is None:
            return False
        return all(each.body not in (None, self.ours(str(seat))) for each in happened)

    @cached_property
    def _own_names(self) -> Mapping[str, Sequence[str]]:
        """Give, by a body of the leading plan, those of this one that it is here."""
        found: dict[str, list[str]] = {}  # several bodies of a plan alongside may be one of ours
        for own in (*self.plan.plan.units, *self.plan.plan.groups):
            found.setdefault(self.ours(own), []).append(own)
        return found

    def own_events(self, events: Events) -> Events:
        """Give events by the names they have for this plan: bodies by its own units, its seat's without a body."""
        same, seats = same_events(self.plan), seat_events(self.plan)
        elsewhere = self._read_elsewhere
        if not (
            same
            or seats
            or elsewhere
            or any("@" in name or self._of_another(name, each) for name, each in events.items())
        ):
            return events
        seat, mine = self.plan.plan.seat, self._own_names
        found: dict[str, tuple[Happened, ...]] = {
            name: each
            for name, each in events.items()
            if "@" not in name and not (elsewhere and name in KNOWLEDGE) and not self._of_another(name, each)
        }
        for name, happened in events.items():
            event, body = split_event(name)
            if body is None and elsewhere and name in KNOWLEDGE:
                body = self.reader
            for own in mine.get(body, ()) if body is not None else ():
                found[f"{event}@{own}"] = happened
                if own == seat:
                    found[event] = _instead(found.get(event, ()), happened)
        for name in seats & found.keys():
            found.setdefault(f"{name}@{seat}", found[name])
        _join(found, same, seat)
        return found


def _instead(said: tuple[Happened, ...], own: tuple[Happened, ...]) -> tuple[Happened, ...]:
    """Give what is said of a seat by name in the place of what no body was named for, as what puts it right."""
    if len(said) != 1 or len(own) != 1 or said[0].entry == own[0].entry:
        return own
    first, right = said[0], own[0]
    was = (first.held, *right.was) if first.held != right.held else right.was
    return (evolve(right, entry=first.entry, was=was),)


def _join(found: dict[str, tuple[Happened, ...]], same: Iterable[tuple[str, str]], seat: str | None) -> None:
    """Give what has happened under one of two names under the other too; the seat's own also without a body."""
    for name, other in same:
        if other in found:
            found.setdefault(name, found[other])
        elif name in found:
            found[other] = found[name]
            if other.endswith(f"@{seat}"):
                found.setdefault(split_event(other)[0], found[name])


def _by_body(involved: Sequence[Involved], happened: Events) -> Events:
    """Give what has happened under a plan's own name for a body's event under that of the body too, for every plan."""
    seat = involved[0].plan.plan.seat
    found = dict(happened)
    for each in involved:
        for name, other in same_events(each.plan):
            event, body = split_event(other)
            if (
                name in happened
                and body is not None
                and (each.adoption is None or body in each.adoption.maps)
            ):
                ours = each.ours(body)
                found.setdefault(event if ours == seat else f"{event}@{ours}", happened[name])
    return found


@frozen
class Lowering:
    """That the running response was made milder by decision, and what the facts called for at that moment."""

    entry: str
    called: Level


@frozen(eq=False)
class PlanFrame:
    """What one plan says at one moment.

    `levels` are those the incident may have, `responses` those that may be called for, `called` their range; `events`
    what has happened, by the plan's own names, among it that a duty was met from which a limit counts. `started` is
    the response that runs, and `lowering` how it came to be milder than it was. `response` is the one that measures
    hang on: the running one, and a graver one the facts have come to call for since.
    """

    plan: Prepared
    values: Mapping[str, Value]
    events: Events
    truths: Truths
    level: LevelRange
    own: LevelRange
    levels: tuple[Level, ...]
    responses: frozenset[Level]
    called: LevelRange
    started: Level | None
    lowering: Lowering | None
    response: LevelRange
    symbols: Mapping[str, str]
    conclusions: Conclusions
    in_words: frozenset[str] = frozenset()
    """The duties that would be owed for certain, had their text no condition in words."""
    spoken: Truth = Truth.YES
    """Whether it speaks in this case; one brought alongside may not."""
    concluded: Conclusions | None = None
    """What it concludes by itself, whether it speaks or not."""

    @property
    def silent(self) -> bool:
        """Say whether it was brought alongside, and not in this case."""
        return self.spoken is Truth.NO


@frozen(eq=False)
class Frame:
    """What all plans say at one moment, and what the leading one and a declaration make of the level.

    `events` holds the rises and falls of the level too. Before an incident has `occurred` nothing is graded.
    """

    at: datetime
    step: Step
    level: LevelRange
    effective: LevelRange
    declared: Declaration | None
    expired: tuple[Declaration, ...]
    started: Level | None
    running: bool
    ended: datetime | None
    occurred: bool
    events: Events
    plans: tuple[PlanFrame, ...]
    values: Mapping[str, Value]


Gate = tuple[int, Condition]
"""The position of the plan that brings another one alongside, and the case in which it does."""


@frozen
class States:
    """What the rules of a plan ask about its duties.

    `said` gives what conditions ask, as `overdue(report-up)`, with its answer; `met` each time that a duty was met from
    which a limit counts, as the event `met(report-up)`.
    """

    said: Mapping[str, Value]
    met: Events


def frame_at(
    step: Step,
    at: datetime,
    involved: Sequence[Involved],
    before: Frame | None,
    gates: Mapping[int, Gate],
    states: Sequence[States] = (),
) -> Frame:
    """Work out one moment from the step that holds then; the frame before tells rises and falls.

    What hangs on nothing that has changed since is taken over from the frame before. `gates` says, by the
    position of a plan, when it speaks at all; `states` gives, by position, how its duties stand.
    """
    return _Making(step, at, involved, before, gates, states).frame()


def frame_later(
    frame: Frame, at: datetime, involved: Sequence[Involved], gates: Mapping[int, Gate]
) -> Frame | None:
    """Give a frame at a later moment up to which nothing it concludes can change: only the time gone by is another.

    None where an open level or response follows from that time, or a constraint ties it to something open.
    """
    return _Making(frame.step, at, involved, frame, gates, ()).later()


_Looked = tuple[dict[str, tuple[Happened, ...]], dict[str, Value], set[str]]


@define(eq=False)
class _Making:
    """The making of one frame."""

    step: Step
    at: datetime
    involved: Sequence[Involved]
    before: Frame | None
    gates: Mapping[int, Gate]
    states: Sequence[States]
    made: list[PlanFrame] = field(factory=list)

    def frame(self) -> Frame:
        """Judge every plan, then let each conclude."""
        step, at, before = self.step, self.at, self.before
        happened = self._begun_again(_upto(step.events, at))
        occurred = "occurred" in happened
        plans = [each.plan for each in self.involved]
        declared, expired = declared_at(step, at)
        running, said = step.started(at)
        lasts = before.plans if before is not None else (None,) * len(plans)
        first = _leading(plans)
        found = declared if not plans[first].graded else None  # nothing else tells the level
        if found is not None:
            happened = {"graded": (Happened("graded#declared", Held.at(found.at), found.at),), **happened}
        by_body = _by_body(self.involved, happened)
        looked = [self._known(each, by_body, place) for place, each in enumerate(self.involved)]
        seen = [(events, values) for events, values, _ in looked]
        changed = [fresh for *_, fresh in looked]
        graded = before is not None and before.occurred  # before it occurs, nothing has been
        judged = [
            _judged(each.plan, values, last if graded else None, fresh)
            if occurred and each.scale is None
            else ((), LevelRange(each.plan.levels.none, each.plan.levels.none))
            for each, (_, values), last, fresh in zip(self.involved, seen, lasts, changed, strict=True)
        ]
        level = judged[first][1] if found is None else LevelRange(found.level, found.level)
        effective = _effective(level, declared)
        # where nothing grades, the first finding of the level, or that one no longer holds, changes none
        told = plans[first].graded or (
            before is not None and effective.definite and before.effective.definite
        )
        events = _with_changes(happened, at, effective, before if told else None, before)
        self._tell_rises(events, seen, changed)
        ended = step.ended(at) if begun_again(happened) is None else None
        course = _Course(declared, said, running, ended, step.lowered(at))
        leading: tuple[Level, ...] = ()
        for place, (plan, last) in enumerate(zip(plans, lasts, strict=True)):
            truths, _ = judged[place]
            own_events, values = seen[place]
            scale = self.involved[place].scale
            grading = grading_of(plans, place if scale is None else scale)
            led = grading == first
            own_level, levels = level, leading
            if plan.graded or not led or scale is not None:
                own_level, levels = self._graded(place, grading, judged, seen, level if led else None)
            own = effective if led else own_level
            levels = levels or plan.levels[own.certain : own.possible + 1]
            leading = leading or levels
            spoken = _spoken(self.gates.get(place), self.made)
            ladder = _ladder(plan, values, plans[grading], seen[grading][1]) if len(levels) > 1 else ()
            concluding = _Concluding(plan, values, changed[place], last, course, ladder)
            if last is not None and self._stands(last, own, levels, concluding):
                again = self._again(place, spoken, concluding, own_events, truths, occurred=occurred)
                self.made.append(again)
                continue
            said_of = concluding.over(levels, own, declared=declared if led and occurred else None)
            in_words = plan.in_words.intersection(said_of.conclusions.owed if spoken is Truth.YES else ())
            self.made.append(
                PlanFrame(
                    plan, said_of.values, own_events, truths, own_level if plan.graded else own, own, levels,
                    said_of.responses, said_of.called, said_of.started, said_of.lowering, said_of.response,
                    said_of.symbols,
                    self._in_case(place, said_of.conclusions, spoken, occurred=occurred), in_words, spoken,
                    said_of.conclusions,
                )
            )  # fmt: skip
        return Frame(
            at, step, level, effective, declared, expired, said, running, ended, occurred, events,
            tuple(self.made), seen[first][1],
        )  # fmt: skip

    def _begun_again(self, happened: Events) -> Events:
        """Give what has happened, with that by which an incident goes on after its response was ended, as one event."""
        names = dict.fromkeys(name for each in self.involved for name in _beginning_again(each.plan))
        found = [each for name in names for each in happened.get(name, ())]
        if not found:
            return happened
        return {**happened, BEGUN_AGAIN: tuple(sorted(found, key=lambda each: each.held.first))}

    def _tell_rises(
        self,
        events: Events,
        seen: Sequence[tuple[dict[str, tuple[Happened, ...]], dict[str, Value]]],
        changed: Sequence[set[str]],
    ) -> None:
        """Have every plan see when the level rose and fell, with the time gone by since."""
        lasts = self.before.plans if self.before is not None else (None,) * len(seen)
        for name in DERIVED_EVENTS & events.keys():
            happened = events[name]
            added = event_values(name, happened[-1], self.at)
            for each, (own_events, values), fresh, last in zip(
                self.involved, seen, changed, lasts, strict=True
            ):
                own_events[name] = happened
                found = added | by_calendar(each, name, ends_by(happened[-1], self.at), self.at)
                values.update(found)
                was = last.values if last is not None else {}
                fresh.update(key for key, value in found.items() if was.get(key) != value)

    def _stands(
        self, last: PlanFrame, own: LevelRange, levels: tuple[Level, ...], concluding: "_Concluding"
    ) -> bool:
        """Say whether a plan must conclude what it did a frame ago: nothing it concludes from is not what it was.

        Where it asks for a level that is open, or one is declared, that is worked out.
        """
        before, course, looked_at = self.before, concluding.course, _concluded_from(last.plan)
        assert before is not None  # noqa: S101 - it has the frame of the plan
        return (
            own == last.own
            and levels == last.levels
            and (len(levels) == 1 or "level" not in looked_at)
            and last.response.definite
            and course.declared is None is before.declared
            and course.lowered is None is last.lowering
            and (course.said, course.running, course.ended) == (before.started, before.running, before.ended)
            and concluding.changed.isdisjoint(looked_at)
        )

    def _again(
        self,
        place: int,
        spoken: Truth,
        concluding: "_Concluding",
        events: Events,
        truths: Truths,
        *,
        occurred: bool,
    ) -> PlanFrame:
        """Give a plan that concludes what it did a frame ago, with the events and values of now."""
        last = concluding.last
        assert last is not None  # noqa: S101 - there is a frame of it
        concluded = last.concluded
        assert concluded is not None  # noqa: S101 - every plan of a frame concludes
        owed = concluded.owed if spoken is Truth.YES else ()
        return evolve(
            last,
            events=events,
            values=concluding.standing(last),
            truths=truths,
            conclusions=self._in_case(place, concluded, spoken, occurred=occurred),
            in_words=last.plan.in_words.intersection(owed),
            spoken=spoken,
        )

    def _in_case(self, place: int, concluded: Conclusions, spoken: Truth, *, occurred: bool) -> Conclusions:
        """Give what a plan says in this case of what it concludes; what it said a frame ago where that is the same."""
        if self.before is not None:
            last = self.before.plans[place]
            if last.concluded is concluded and (last.spoken, self.before.occurred) == (spoken, occurred):
                return last.conclusions
        return _gated(concluded, spoken, self.involved[place].plan.in_words, occurred=occurred)

    def _graded(
        self,
        place: int,
        grading: int,
        judged: Sequence[tuple[Truths, LevelRange]],
        seen: Sequence[tuple[Events, Mapping[str, Value]]],
        level: LevelRange | None,
    ) -> tuple[LevelRange, tuple[Level, ...]]:
        """Give the level a plan goes by, and those it may be; `level` is that of the incident where that leads."""
        scale = self.involved[place].scale
        if scale is not None:
            return self.made[scale].level, self.made[scale].levels
        truths, own = judged[grading]
        return own, _levels(truths, seen[grading][1], own if level is None else level)

    def later(self) -> Frame | None:
        """Give the frame before with the time that has gone by since, where nothing else hangs on that."""
        before = self.before
        assert before is not None  # noqa: S101 - it is that one
        plans: list[PlanFrame] = []
        for place, (each, seen) in enumerate(zip(self.involved, before.plans, strict=True)):
            passed = self._passed(each, seen)
            if passed and self._may_decide(passed.keys(), seen, place):
                return None
            plans.append(evolve(seen, values=but(seen.values, passed)) if passed else seen)
        leading = _leading([each.plan for each in self.involved])
        passed = self._passed(self.involved[leading], before.plans[leading])
        return evolve(before, at=self.at, plans=tuple(plans), values=but(before.values, passed))

    def _passed(self, each: Involved, seen: PlanFrame) -> dict[str, Value]:
        """Give what has gone by since all that a plan counts it since, and since the level last rose or fell."""
        passed = dict(self._hours(each, seen.events))
        passed.update(self._by_calendar(each, seen.events))
        for name in DERIVED_EVENTS & seen.events.keys():
            passed |= event_values(name, seen.events[name][-1], self.at)
        return passed

    def _may_decide(self, names: AbstractSet[str], seen: PlanFrame, place: int) -> bool:
        """Say whether the level, the response or a constraint is open in a way that some values may settle."""
        constraints = constraints_on(seen.plan, self._concerned(place))
        needs = (*[each.needs for each in constraints], *[each.needs for each in graded_in(seen.values)])
        return not all(names.isdisjoint(each) for each in needs)

    def _known(self, each: Involved, happened: Events, place: int) -> _Looked:
        """Give what a plan sees with what the calendar counts, its constraints given to hold but for broken ones."""
        own, values, changed = self._look(each, happened, place)
        now_so = dict(self._by_calendar(each, own))
        now_so |= dict.fromkeys(over_again(each.plan, own), NOT_YET)
        now_so |= self._counted(each, {**values, **now_so})
        if begun_again(own):
            same = (name for name, other in same_events(each.plan) if other == "terminated" and name in own)
            now_so |= dict.fromkeys(("terminated", *same), NOT_YET)
        for key, value in now_so.items():
            if values.get(key) != value:
                values[key] = value
                changed.add(key)
        constraints = constraints_on(each.plan, self._concerned(place))
        if not constraints:
            return own, values, changed
        return own, under(values, constraints), moved(changed, constraints) if changed else changed

    def _counted(self, each: Involved, values: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
        """Give the numbers of which not every change counts, each change judged as the last event that is one."""
        for name, condition in each.plan.change_counts.items():
            changes = []
            for change in self.step.moved.get(name, ()):
                happened = Happened(name, change.held, self.at)
                then = dict(values)
                for event in changes_of(each.plan, name):
                    then |= event_values(event, happened, self.at)
                    then |= by_calendar(each, event, ends_by(happened, self.at), self.at)
                changes.append((change, truth_of(condition, then)))
            if changes:
                yield name, counted(self.step.observations[name].value, changes)

    def _concerned(self, place: int) -> tuple[Prepared, ...]:
        """Give the plans whose constraints bind the one at a place: itself, and those that speak in every case.

        One that grades does not bind the later edition that takes its place for duties, nor the other way round.
        """
        scale = self.involved[place].scale
        return tuple(
            each.plan
            for other, each in enumerate(self.involved)
            if other == place or (each.scale is None and other != scale and other not in self.gates)
        )

    def _look(self, each: Involved, happened: Events, place: int) -> _Looked:
        """Give the events and values a plan sees, and the names whose values are not what they were.

        While nothing is put right and no condition asks how a duty stands, values only come and change: then what is
        new is put over what was.
        """
        before, step = self.before, self.step
        if before is None:
            return *self._values(each, happened, place), set()
        last = before.plans[place]
        if self.states or step.corrected or before.step.index > step.index:
            own, values = self._values(each, happened, place)
            return own, values, _changed(last.values, values)
        return self._over(each, happened, last)

    def _over(self, each: Involved, happened: Events, last: PlanFrame) -> _Looked:
        values, changed = dict(last.values), set[str]()

        def put(name: str, value: Value) -> None:
            was = values.get(name)
            if value is not was and value != was:
                values[name] = value
                changed.add(name)

        own = dict(last.events)
        for name, value in self._told():
            put(name, value)
        for name, times in each.own_events(happened).items():
            if own.get(name) != times:
                own[name] = times
                put(name, Exactly(times[-1].held.first))
        for hours, since in self._hours(each, own):
            put(hours, since)
        return own, values, changed

    def _hours(self, each: Involved, events: Events) -> Iterator[tuple[str, Value]]:
        """Give the hours since all a plan counts them since, by the name they go by."""
        for name, hours in counted_since(each.plan, "elapsed").items():
            if name in events:
                yield hours, _hours_since(ends_by(events[name][-1], self.at), self.at)
            elif name in self.step.observations:
                yield hours, _hours_since(moments(self.step.observations[name].value), self.at)

    def _told(self) -> Iterator[tuple[str, Value]]:
        """Give the facts reported otherwise than by the frame before."""
        before = self.before.step.observations if self.before is not None else {}
        for name, observation in self.step.observations.items():
            if observation is not before.get(name):
                yield name, observation.value

    def _values(
        self, each: Involved, happened: Events, place: int
    ) -> tuple[dict[str, tuple[Happened, ...]], dict[str, Value]]:
        """Give the events a plan sees, and values by name: facts, the time of each event, and the hours since it."""
        own = dict(each.own_events(happened))
        values: dict[str, Value] = dict.fromkeys(_events_named(each.plan), NOT_YET)
        elapsed = counted_since(each.plan, "elapsed")
        for name, observation in self.step.observations.items():
            values[name] = value = observation.value
            if name in elapsed:
                values[elapsed[name]] = _hours_since(moments(value), self.at)
        for name, times in own.items():
            found = event_values(name, times[-1], self.at)
            values[name] = found[name]
            if name in elapsed:
                values[elapsed[name]] = found[elapsed[name]]
        if self.states:
            values.update(self.states[place].said)
            own.update(self.states[place].met)
        return own, values

    def _by_calendar(self, each: Involved, events: Events) -> Iterator[tuple[str, Value]]:
        """Give the calendar months and days since all a plan counts them since, by the name they go by."""
        for name in {name: None for count in _BY_CALENDAR for name in counted_since(each.plan, count)}:
            observation = self.step.observations.get(name)
            ends: _Ends = moments(observation.value) if observation is not None else (None, None)
            if name in events:
                ends = ends_by(events[name][-1], self.at)
            yield from by_calendar(each, name, ends, self.at).items()


@frozen(eq=False)
class Otherwise:
    """What a plan would call for and order at a moment under another reading of its text."""

    called: LevelRange
    conclusions: Conclusions


def otherwise(frame: Frame, position: int, other: Prepared) -> Otherwise:
    """Judge one plan of a frame anew by another reading of it, whatever else the frame saw being the same."""
    own = frame.plans[position]
    plans = [each.plan for each in frame.plans]
    led = grading_of(plans, position) == _leading(plans)
    levels, ran = own.levels, own.own
    ladder: Sequence[tuple[Level, Condition]]
    ladder = next((each.ladder for each in graded_in(own.values) if each.name == "level"), ())
    if other.graded and own.truths:
        truths, level = _judged(other, own.values, None, frozenset())
        ran = _effective(level, frame.declared) if led else level
        levels, ladder = _levels(truths, own.values, level), other.ladder
    course = _Course(frame.declared, frame.started, frame.running, frame.ended, frame.step.lowered(frame.at))
    concluding = _Concluding(other, own.values, frozenset(), None, course, ladder)
    found = concluding.over(levels, ran, declared=frame.declared if led and frame.occurred else None)
    conclusions = _gated(found.conclusions, own.spoken, other.in_words, occurred=frame.occurred)
    return Otherwise(found.called, conclusions)


@frozen(eq=False)
class _Course:
    """What has been decided of the level and the response."""

    declared: Declaration | None
    said: Level | None
    running: bool
    ended: datetime | None
    lowered: Happened | None


@frozen(eq=False)
class _Calls:
    """What the facts call for over some levels, before it is asked what runs."""

    levels: tuple[Level, ...]
    values: Mapping[str, Value]
    responses: frozenset[Level]
    called: LevelRange
    fresh: AbstractSet[str]
    last: PlanFrame | None


@frozen(eq=False)
class _Concluded:
    values: Mapping[str, Value]
    responses: frozenset[Level]
    called: LevelRange
    started: Level | None
    lowering: Lowering | None
    response: LevelRange
    symbols: Mapping[str, str]
    conclusions: Conclusions


@frozen(eq=False)
class _Concluding:
    """One plan at one moment, ready to conclude from a level."""

    plan: Prepared
    values: Mapping[str, Value]
    changed: AbstractSet[str]
    last: PlanFrame | None
    course: _Course
    ladder: Sequence[tuple[Level, Condition]]
    """The criteria by which an open level follows from what this plan sees; none where it sees other things."""

    def over(self, levels: tuple[Level, ...], own: LevelRange, *, declared: Declaration | None) -> _Concluded:
        """Conclude from the levels the facts allow; a declared level adds what hangs on it and takes nothing away."""
        calls = [self._calls(levels, own, self.last)]
        if declared is not None and levels != (declared.level,):
            calls.append(self._calls((declared.level,), LevelRange(declared.level, declared.level), None))
        lowering = self._lowering(max(each.called.certain for each in calls))
        found, *declaration = [self._conclude(each, lowering) for each in calls]
        if declared is None or not declaration:
            return found
        (more,) = declaration
        seen = but(found.values, {"level": _gravities(own)})
        return evolve(
            found,
            values=self._following(
                seen, "level", self.ladder, [max(declared.level, each) for each in levels]
            ),
            responses=found.responses | more.responses,
            called=_graver(found.called, more.called),
            response=_graver(found.response, more.response),
            conclusions=_both(found.conclusions, more.conclusions),
        )

    def standing(self, last: PlanFrame) -> Mapping[str, Value]:
        """Give the values of now with the level and the response there were a frame ago, as they still are."""
        seen = but(self.values, {name: last.values[name] for name in ("level", "response")})
        return self._following(seen, "level", self.ladder, last.levels)

    def _calls(self, levels: tuple[Level, ...], own: LevelRange, last: PlanFrame | None) -> _Calls:
        level = LevelRange(levels[0], levels[-1], own.exact) if levels else own
        seen = self._following(but(self.values, {"level": _gravities(level)}), "level", self.ladder, levels)
        fresh = self.changed
        if last is not None and (levels != last.levels or self._moved("level", seen, last, fresh)):
            fresh = fresh | {"level"}
        responses = _responses(self.plan, seen, last, fresh)
        called = LevelRange(min(responses), max(responses), own.exact)
        return _Calls(levels, seen, responses, called, fresh, last)

    def _lowering(self, called: Level) -> Lowering | None:
        """Give how the running response came to be milder; what the facts called for then is remembered."""
        lowered = self.course.lowered
        known = self.last.lowering if self.last is not None else None
        if lowered is None or on_scale(self.course.said, self.plan) is None:
            return None
        return (
            known if known is not None and known.entry == lowered.entry else Lowering(lowered.entry, called)
        )

    def _started_at(self, called: LevelRange) -> Level:
        """Give the level of a response started without a word of it: what was called for then, whatever followed."""
        known = self.last.started if self.last is not None else None
        return known or called.certain

    def _conclude(self, calls: _Calls, lowering: Lowering | None) -> _Concluded:
        course, called, last, fresh = self.course, calls.called, calls.last, calls.fresh
        said = on_scale(course.said, self.plan)
        started = said if said is not None else self._started_at(called) if course.running else None
        over = course.ended is not None and not course.running
        none = frozenset({self.plan.response_levels.none})
        binding = none if over else _binding(calls.responses, started, lowering)
        response = LevelRange(min(binding), max(binding), called.exact)
        answered = _answered(started, lowering)
        rules = [(rule.gravity, rule.condition) for rule in self.plan.responses if rule.gravity > answered]
        seen = self._following(
            but(calls.values, {"response": _gravities(response)}), "response", rules, binding
        )
        if last is not None and self._moved("response", seen, last, fresh):
            fresh = fresh | {"response"}
        made = productions(self.plan)
        known = last.symbols if last is not None else None
        symbols = made.symbols(seen, binding, started, known, fresh)
        return _Concluded(
            seen, calls.responses, called, started, lowering, response, symbols, made.conclude(symbols)
        )

    def _following(
        self,
        seen: Mapping[str, Value],
        name: str,
        ladder: Sequence[tuple[Level, Condition]],
        grades: Collection[Level],
    ) -> Mapping[str, Value]:
        """Give values with what an open level or response follows from."""
        grades = tuple(sorted(set(grades)))
        return with_grades(seen, Graded(name, ladder, grades)) if len(grades) > 1 else seen

    def _moved(
        self, name: str, seen: Mapping[str, Value], last: PlanFrame, changed: AbstractSet[str]
    ) -> bool:
        """Say whether the level or the response is not what it was, or an open one may follow otherwise."""
        now, before = (
            next((each for each in graded_in(values) if each.name == name), None)
            for values in (seen, last.values)
        )
        if seen[name] != last.values[name] or (now is None) is not (before is None):
            return True
        if now is None or before is None:
            return False
        # what another plan sees may have changed too
        borrowed = name == "level" and self.ladder is not self.plan.ladder
        return borrowed or now.grades != before.grades or not now.needs.isdisjoint(changed)


def _ladder(
    plan: Prepared, values: Mapping[str, Value], grading: Prepared, theirs: Mapping[str, Value]
) -> Sequence[tuple[Level, Condition]]:
    """Give the criteria the level follows from, where a plan sees what they are about as the plan that grades does."""
    if plan is grading:
        return plan.ladder
    own, other = plan.facts, grading.facts
    for name in _needs(grading, "criteria"):
        alike = name not in own or name not in other or domain_of(own[name]) == domain_of(other[name])
        if not alike or values.get(name) != theirs.get(name):
            return ()
    return grading.ladder


def _leading(plans: Sequence[Prepared]) -> int:
    """Give the place of the plan whose level is that of the incident: the first that grades."""
    return next((place for place, plan in enumerate(plans) if plan.graded), 0)


def grading_of(plans: Sequence[Prepared], place: int) -> int:
    """Give the place of the plan by whose levels one goes: itself, that its text speaks of, else the leading one."""
    plan = plans[place]
    if plan.graded:
        return place
    name = plan.graded_by
    named = (
        other
        for other, each in enumerate(plans)
        if name is not None and each.graded and f"/{each.ref.id}".endswith(f"/{name}")
    )
    return next(named, _leading(plans))


def on_scale(started: Level | None, plan: Prepared) -> Level | None:
    """Give the level a response was started at; None where it was said on another scale than the plan's."""
    strange = isinstance(started, Level) and started.scale.names != plan.response_levels.names
    return None if strange else started


def _both(one: Conclusions, other: Conclusions) -> Conclusions:
    """Put together what follows from the facts and what follows from a declared level."""
    owed = tuple(dict.fromkeys((*one.owed, *other.owed)))
    maybe = dict.fromkeys((*one.provisional, *other.provisional))
    return evolve(
        one,
        owed=owed,
        provisional=tuple(name for name in maybe if name not in owed),
        notices=tuple(dict.fromkeys((*one.notices, *other.notices))),
    )


def _changed(before: Mapping[str, Value], values: Mapping[str, Value]) -> set[str]:
    """Give the names whose values are not what they were."""
    changed = {
        name for name, value in values.items() if value is not (was := before.get(name)) and value != was
    }
    return changed | (before.keys() - values.keys() - _WORKED_OUT)


def _levels(truths: Truths, values: Mapping[str, Value], level: LevelRange) -> tuple[Level, ...]:
    """Give the levels that may hold: those the criteria can give, within the range duties run on."""
    if level.possible <= level.certain + 1:  # nothing lies between the two
        return (level.certain,) if level.definite else (level.certain, level.possible)
    judged = [(criterion.gravity, criterion.condition, truth) for criterion, truth in truths]
    found = [gravity for gravity in reachable(judged, values, level) if gravity >= level.certain]
    return tuple(found)


def _responses(
    plan: Prepared, values: Mapping[str, Value], last: PlanFrame | None, changed: AbstractSet[str]
) -> frozenset[Level]:
    """Give the responses that may be called for, over each level the incident may have."""
    if last is not None and changed.isdisjoint(_needs(plan, "responses")):
        return last.responses
    found = grades_of([(rule.gravity, rule.condition) for rule in plan.responses], values)
    return frozenset(plan.response_levels[each] for each in found)


def span(happened: Happened) -> tuple[datetime, datetime]:
    """Give the two ends of when an event can have happened: no later than it was known, where that is known."""
    first, latest = happened.held.first, happened.held.latest
    if latest is None:
        return first, max(first, happened.known)
    return first, min(latest, happened.known) if happened.known > first else latest


def moments(value: Value | None) -> tuple[datetime | None, datetime | None]:
    """Give the two ends of a moment that is known exactly, as a range, or not at all."""
    if isinstance(value, Exactly):
        found = value.value if isinstance(value.value, datetime) else None
        return found, found
    if isinstance(value, Between):
        low, high = value.low, value.high
        return low if isinstance(low, datetime) else None, high if isinstance(high, datetime) else None
    return None, None


def begun_again(events: Events) -> Happened | None:
    """Give by what a response that was ended is running again: as a condition, `terminated` holds no more then.

    That is a start, or an adjustment where nobody told of a start; or that it broke out anew, where that came first.
    """
    if "terminated" not in events:
        return None
    since = takewhile(lambda turn: turn.name != "terminated", reversed(turns_of(events)))
    turns = [turn.happened for turn in since]
    starts = [each for each in turns if each in events.get("response_started", ())][:1] or turns[:1]
    end = max(each.held.first for each in events["terminated"])
    again = [each for each in events.get(BEGUN_AGAIN, ()) if each.held.first >= end]
    return min((*starts, *again), key=lambda each: each.held.first, default=None)


_Ends = tuple[datetime | None, datetime | None]
"""The earliest and the latest moment something may have been."""


def ends_by(happened: Happened, at: datetime) -> tuple[datetime, datetime]:
    """Give the two ends of when something happened, which was by a moment."""
    first, last = span(happened)
    return first, min(last, at)


def by_calendar(each: Involved, name: str, ends: _Ends, at: datetime) -> dict[str, Value]:
    """Give the calendar months and days since something, as far as a plan counts them, by the name they go by."""
    return {
        counted_since(each.plan, count)[name]: _since(ends, at, partial(between, calendar=each.calendar))
        for count, between in _BY_CALENDAR.items()
        if name in counted_since(each.plan, count)
    }


def _hours_since(ends: _Ends, now: datetime) -> Value:
    """Give the hours since a moment of which two ends are known."""
    return _since(ends, now, _hours)


def _since(
    ends: _Ends,
    now: datetime,
    count: Callable[[datetime, datetime], Number],
) -> Value:
    """Count since a moment of which two ends are known: from the later of them, to the earlier."""
    low, high = ends
    if low is None and high is None:
        return UNKNOWN
    if low is not None and low == high:
        return Exactly(count(low, now))
    most, least = (count(end, now) if end is not None else None for end in (low, high))
    return Exactly(least) if least is not None and least == most else Between(least, most)


def _hours(then: datetime, now: datetime) -> Fraction:
    elapsed = now - then
    microseconds = (elapsed.days * 86_400 + elapsed.seconds) * 1_000_000 + elapsed.microseconds
    return Fraction(microseconds, _MICROSECONDS_AN_HOUR)


def _judged(
    plan: Prepared, values: Mapping[str, Value], last: PlanFrame | None, changed: AbstractSet[str]
) -> tuple[Truths, LevelRange]:
    """Judge the criteria of a plan one by one, and all together."""
    if not plan.graded:
        # whoever asks for a level that nothing gives does not know it: any may be that the text has
        asked = LevelRange(plan.least_level, plan.levels[-1])
        return (), asked if plan.asks_level else LevelRange(plan.levels.none, plan.levels.none)
    if last is None or not last.truths:
        truths = tuple([(criterion, criterion.condition.truth(values)) for criterion in plan.criteria])
        return truths, _range(truths, values).on(plan.levels)
    if changed.isdisjoint(_needs(plan, "criteria")):
        return last.truths, last.level
    truths = tuple(
        [
            judged
            if changed.isdisjoint(judged[0].condition.needs)
            else (judged[0], judged[0].condition.truth(values))
            for judged in last.truths
        ]
    )
    return truths, _range(truths, values).on(plan.levels)


def level_by(plan: Prepared, values: Mapping[str, Value]) -> Value:
    """Give how grave an incident is by a plan and some values: a level, or a range of levels."""
    return _gravities(_judged(plan, values, None, frozenset())[1])


def _range(truths: Truths, values: Mapping[str, Value]) -> LevelRange:
    found: list[tuple[Level, Condition, Truth]] = [(c.gravity, c.condition, truth) for c, truth in truths]
    return narrow(found, values)


def declared_at(step: Step, at: datetime) -> tuple[Declaration | None, tuple[Declaration, ...]]:
    """Give the declaration in force (the latest one, of one moment the one told last) and those that have run out."""
    begun = [declaration for declaration in step.declared if declaration.at <= at]
    expired = tuple(d for d in begun if d.until is not None and d.until <= at)
    standing = [declaration for declaration in begun if declaration not in expired]
    return max(reversed(standing), key=lambda declaration: declaration.at, default=None), expired


def _binding(
    responses: frozenset[Level], started: Level | None, lowering: Lowering | None
) -> frozenset[Level]:
    """Give the responses measures may hang on: the running one, unless the facts call for more than it answers.

    It answers what is no graver than itself, and what the facts called for when it was made milder.
    """
    if started is None:
        return responses
    answered = _answered(started, lowering)
    return frozenset(called if called > answered else started for called in responses)


def _answered(started: Level | None, lowering: Lowering | None) -> Level:
    """Give the gravest response that is answered by the running one; none where none runs."""
    if started is None:
        return Level.scale.none
    return started if lowering is None else max(started, lowering.called)


def _graver(one: LevelRange, other: LevelRange) -> LevelRange:
    return LevelRange(max(one.certain, other.certain), max(one.possible, other.possible))


def _gravities(level: LevelRange) -> Value:
    return Exactly(level.certain) if level.definite else Between(level.certain, level.possible)


def _upto(events: Events, at: datetime) -> Events:
    """Give what has happened by a moment."""
    return {
        name: times
        if times[-1].held.first <= at
        else tuple([each for each in times if each.held.first <= at])
        for name, times in events.items()
        if times[0].held.first <= at
    }


def event_values(name: str, happened: Happened, at: datetime) -> dict[str, Value]:
    """Give the moment of an event, and the hours since it, of which two ends may be known."""
    ends = ends_by(happened, at)
    return {name: Exactly(ends[0]), f"elapsed({name})": _hours_since(ends, at)}


_named: WeakKeyDictionary[Prepared, frozenset[str]] = WeakKeyDictionary()


def _events_named(plan: Prepared) -> frozenset[str]:
    """Give every event a plan declares or names, so that one nobody has reported counts as not having happened."""
    found = _named.get(plan)
    if found is None:
        found = _named[plan] = frozenset({*plan.scope.events, *names_of_events(plan)})
    return found


def names_of_events(plan: Prepared) -> frozenset[str]:
    """Give the events the rules of a plan name: in conditions, as start or end, as what lengthens, fulfils, breaks."""
    named = {name for condition in conditions_of(plan) for name in condition.events}
    others = (other.limits.values() for reading in plan.interpretations for other in reading.alternatives)
    for rule in (*plan.measures, *chain.from_iterable(others)):
        entry = rule.entry
        stops = (name for stop in entry.stops for name in (stop.from_, stop.to))
        named.update(rule.starts, rule.ends, entry.broken_by, (name for name, _ in entry.fulfilments), stops)
        upon = entry.extend.upon if entry.extend is not None else None
        named.update(name for name in (upon, entry.last_round) if name is not None)
    return frozenset(str(name) for name in named if name in plan.scope.events)


_again: WeakKeyDictionary[Prepared, tuple[str, ...]] = WeakKeyDictionary()


def _beginning_again(plan: Prepared) -> tuple[str, ...]:
    """Give the events of a plan by which an incident goes on after its response was ended."""
    found = _again.get(plan)
    if found is None:
        events = plan.plan.events.values()
        found = _again[plan] = tuple(str(event.id) for event in events if event.begins_again)
    return found


def over_again(plan: Prepared, events: Events) -> list[str]:
    """Give the events that hold no more as conditions, for what they hold until has happened since."""
    return [
        str(event.id)
        for event in plan.plan.events.values()
        if event.until is not None
        and event.id in events
        and event.until in events
        and events[event.id][-1].held.first <= events[event.until][-1].held.first
    ]


def changes_of(plan: Prepared, number: str) -> list[str]:
    """Give the events of a plan that are changes of a number."""
    return [str(event.id) for event in plan.plan.events.values() if number in event.changes_of]


def timed_conditions(plan: Prepared) -> list[Condition]:
    """Give the conditions of a plan that ask how long ago something was."""
    return [condition for condition in conditions_of(plan) if condition.timed]


def conditions_of(plan: Prepared) -> list[Condition]:
    """Give the conditions of a plan's rules, and those some would have under rejected readings."""
    found = [rule.condition for rule in (*plan.rules, *plan.reminders)]
    found += [ground for rule in plan.measures for ground in rule.grounds]
    found += plan.change_counts.values()
    for each in plan.interpretations:
        found += [condition for other in each.alternatives for condition in other.conditions.values()]
    return found


_counted: WeakKeyDictionary[Prepared, dict[str, Mapping[str, str]]] = WeakKeyDictionary()


def counted_since(plan: Prepared, count: Count) -> Mapping[str, str]:
    """Give what a plan counts the hours, or the calendar months or days, since, each with the name these go by."""
    made = _counted.setdefault(plan, {})
    if count not in made:
        names = {name for condition in timed_conditions(plan) for name in getattr(condition, count)}
        made[count] = {name: f"{count}({name})" for name in sorted(names)}
    return made[count]


def _spoken(gate: Gate | None, frames: Sequence[PlanFrame]) -> Truth:
    """Say whether a plan speaks in this case, by what the plan that brings it sees."""
    return Truth.YES if gate is None else truth_of(gate[1], frames[gate[0]].values)


def _gated(
    conclusions: Conclusions, spoken: Truth, in_words: AbstractSet[str], *, occurred: bool
) -> Conclusions:
    """Take away what a plan does not say in this case, and what only an incident yet to come might bring.

    What hangs on a condition in words is never certain: the rest of its condition may hold, the words people judge.
    """
    if not occurred:
        conclusions = evolve(conclusions, provisional=())
    if not in_words.isdisjoint(conclusions.owed):
        owed = tuple(name for name in conclusions.owed if name not in in_words)
        open_ = tuple(name for name in conclusions.owed if name in in_words)
        conclusions = evolve(conclusions, owed=owed, provisional=(*open_, *conclusions.provisional))
    if spoken is Truth.YES:
        return conclusions
    maybe = (*conclusions.owed, *conclusions.provisional) if spoken is Truth.UNKNOWN else ()
    return evolve(conclusions, owed=(), provisional=maybe, notices=())


_all_needed: WeakKeyDictionary[Prepared, frozenset[str]] = WeakKeyDictionary()


def _concluded_from(plan: Prepared) -> AbstractSet[str]:
    """Give every name a plan looks at to conclude: for its level, its responses and its duties."""
    found = _all_needed.get(plan)
    if found is None:
        watched = productions(plan).watching.keys()
        found = _all_needed[plan] = frozenset(
            {*_needs(plan, "criteria"), *_needs(plan, "responses"), *watched}
        )
    return found


_needed: WeakKeyDictionary[Prepared, dict[str, frozenset[str]]] = WeakKeyDictionary()


def _needs(plan: Prepared, part: str) -> AbstractSet[str]:
    """Give every name the conditions of the criteria or the responses of a plan look at."""
    made = _needed.setdefault(plan, {})
    if part not in made:
        responses = [rule.condition for rule in plan.responses]
        conditions = responses if part == "responses" else [condition for _, condition in plan.ladder]
        made[part] = frozenset().union(*[condition.needs for condition in conditions])
    return made[part]


def _effective(level: LevelRange, declared: Declaration | None) -> LevelRange:
    """Give the level duties run on: a declared one adds to what the facts give and takes nothing away."""
    if declared is None:
        return level
    return LevelRange(max(declared.level, level.certain), max(declared.level, level.possible), level.exact)


def _with_changes(
    happened: Events, at: datetime, level: LevelRange, compared: Frame | None, before: Frame | None
) -> dict[str, tuple[Happened, ...]]:
    """Give what has happened, the rises and falls of the certain level among it."""
    events = dict(happened)
    if before is not None:
        for name in sorted(DERIVED_EVENTS):  # the order in which they are told is the same on every run
            if name in before.events:
                events[name] = before.events[name]
        if compared is not None and level.certain != compared.effective.certain and compared.occurred:
            name = "level_raised" if level.certain > compared.effective.certain else "level_lowered"
            earlier = events.get(name, ())
            again = Happened(f"{name}#{len(earlier) + 1}", Held.at(at), at)
            events[name] = (*earlier, again)
    return events
