"""One pass over the steps of an incident, each moment worked out from the one before."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from operator import is_

from attrs import field

from respond._records import define, evolve, frozen
from respond.clock import TICK
from respond.errors import Text
from respond.log import Happened, Step, turns_of
from respond.reason import Budget
from respond.situation.case import Case
from respond.situation.duty_states import asks_of_duties, next_overdue, states_of
from respond.situation.edges import counts_time, later_than, next_edge
from respond.situation.frames import Events, Frame, States, frame_at, frame_later
from respond.situation.ledger import Ledger
from respond.situation.model import Event

_WHILE = timedelta(days=1)
_LAST = datetime.max.replace(tzinfo=UTC)


@frozen(eq=False)
class Course:
    """What an incident came to up to a moment: when it began, how the step before ended, and how it is now.

    `events` are those of the frame, told as a situation tells them; `exact` says that no work was cut short on the way.
    """

    case: Case
    begun: datetime
    earlier: Frame | None
    frame: Frame
    events: tuple[Event, ...]
    exact: bool


@define(eq=False)
class Walk:
    """One pass over the steps of an incident, each worked out from the moment before."""

    case: Case
    ledger: Ledger
    first: Frame | None = None
    before: Frame | None = None
    earlier: Frame | None = None
    """The last frame of the step before the one that holds."""
    reached: datetime | None = None
    """The moment of the last frame that did not only look: what somebody looks at must not change what follows."""
    step: Step | None = None
    done: int = 0
    exact: bool = True
    """Whether nothing up to here took too long to be worked out."""
    every: bool = False
    """Whether each frame is wanted, with all it sees; else those of steps that say nothing new are taken over."""
    stale: bool = False
    """Whether the last frame was taken over: only the time gone by is not what it is."""
    calm: datetime | None = field(default=None, init=False)
    """Before which moment nothing changes by itself, where that is known of the last frame."""
    asks: bool = field(init=False)
    timed: bool = field(init=False)

    def __attrs_post_init__(self) -> None:
        plans = [each.plan for each in self.case.involved]
        self.asks = any(asks_of_duties(plan) for plan in plans)
        self.timed = any(counts_time(plan) for plan in plans)
        self.ledger.as_it_was = self._as_it_was

    def copied(self, case: Case, desk: str | None = None) -> "Walk":
        """Give another that goes on from here, for a later look at the same incident."""
        return evolve(self, case=case, ledger=self.ledger.copied(case.involved, desk))

    def _as_it_was(self, moment: datetime, known: datetime) -> tuple[Frame, ...]:
        """Give how all stood up to just before a moment, by what is known at a later one."""
        at = moment - TICK
        then = Walk(self.case, Ledger(self.case.involved, self.case.desk))
        return tuple(then.frames(self.case.log.steps(at, known), at))

    def frames(self, steps: Sequence[Step], at: datetime) -> Iterator[Frame]:
        """Work out each step at its own moment and wherever it changes by itself, the last one also at `at`."""
        self.every = True
        for step in steps:
            yield from self.enter(step, at)
        yield from self.until(at)

    def go(self, steps: Sequence[Step], at: datetime) -> None:
        """Go on to a moment, through those of the steps up to it that were not yet entered."""
        while self.done < len(steps) and (self.done == 0 or steps[self.done].at <= at):
            self.pass_over(steps[self.done], at)
        self.look(at)

    def pass_over(self, step: Step, at: datetime) -> None:
        """Go on to a step, of which the last frame stays."""
        for _ in self.enter(step, at):
            pass

    def look(self, at: datetime) -> None:
        """Let time pass up to a moment, of which the last frame stays."""
        for _ in self.until(at):
            pass

    def course(self, last: Course | None = None) -> Course:
        """Give what the incident has come to; `last` is what it had come to at an earlier look."""
        first, frame = self.first, self.before
        assert first is not None  # noqa: S101 - the first report is always entered
        assert frame is not None  # noqa: S101
        same = last is not None and last.frame.events == frame.events
        events = last.events if last is not None and same else events_of(self.case, frame.events)
        return Course(self.case, first.at, self.earlier, frame, events, self.exact)

    def enter(self, step: Step, at: datetime) -> Iterator[Frame]:
        """Go on to a step: first what changes by itself before it, then its events one by one, then all it tells.

        What changes by itself between the events of the first report is gone through too, however late it was told.
        """
        self.done += 1
        moment = min(step.at, at)
        if self._says_nothing(step, moment):
            self.step = step
            yield self._taken_over(step, moment)
            return
        if self.step is not None:
            yield from self._edges(moment)
        earlier, self.step = self.step, step
        for happened in self._moments(step, moment):
            if earlier is None:
                yield from self._edges(happened)
            yield self._frame(step if earlier is None else _still_to_tell(step, earlier), happened)
        if earlier is None:
            yield from self._edges(moment)
        yield self._frame(step, moment)

    def until(self, at: datetime) -> Iterator[Frame]:
        """Let time pass up to a moment."""
        if self.step is None or self.before is None:
            return
        yield from self._edges(at + TICK)
        if self.stale or (at > self.before.at and (self.step.declared or self.timed or self.asks)):
            reached = self.reached
            looked = self._grown(at) or self._frame(self.step, at)
            self.reached = reached
            yield looked

    def _grown(self, at: datetime) -> Frame | None:
        """Give the frame that holds as it is at a moment before which nothing changes by itself, if it can be told.

        Where it goes by how duties stand, by a declaration or by what is still to settle, all is worked out anew.
        """
        before = self.before
        if (
            before is None
            or self.step is not before.step
            or self.asks
            or self.step.declared
            or not self._settled
        ):
            return None
        frame = frame_later(before, at, self.case.involved, self.case.gates)
        if frame is not None:
            self.ledger.take(frame)
            self._put(frame)
            self.stale = False
        return frame

    @property
    def _settled(self) -> bool:
        """Say whether in every plan all that is owed has an occasion, and nothing else has one left."""
        return len(self.ledger.settled) == len(self.ledger.involved)

    def _moments(self, step: Step, end: datetime) -> list[datetime]:
        """Give the times of the events a step tells of, that lie between the last frame and the step."""
        since = self.reached
        found = {
            each.held.first
            for times in step.events.values()
            for each in (times if since is None else later_than(times, since))
            if each.known == step.at or self.before is None
        }
        return sorted(moment for moment in found if moment < end)

    def _edges(self, end: datetime) -> Iterator[Frame]:
        while self.before is not None and self.step is not None:
            moment = next_edge(self.before, self.case.involved, end, self.next_overdue(end))
            if moment is None:
                return
            yield self._frame(self.step, moment)

    def next_overdue(self, end: datetime) -> datetime | None:
        """Give the next moment at which something a condition asks about becomes overdue."""
        if not self.asks or self.before is None or self.step is None:
            return None
        return next_overdue(self.ledger, self.step, self.before.at, end)

    def _frame(self, step: Step, at: datetime) -> Frame:
        if not self.asks:
            return self._made(step, at, ())
        states: Sequence[States] = states_of(self.ledger, at, step)
        while True:  # what arises may be met or overdue at once; no condition asks in a circle, so this ends
            frame = self._made(step, at, states)
            found = states_of(self.ledger, at, step)
            if found == states:
                return frame
            states = found

    def _says_nothing(self, step: Step, at: datetime) -> bool:
        """Say whether a step leaves all as it was, as a note does, and nothing changes by itself up to it."""
        before = self.before
        if self.every or self.asks or before is None or step.corrected:
            return False
        last = before.step
        told = (step.observations, step.events, step.declared)
        if not all(map(is_, told, (last.observations, last.events, last.declared))):
            return False
        return self._settled and self._calm(before, at + TICK)

    def _calm(self, before: Frame, end: datetime) -> bool:
        """Say whether nothing changes by itself between the last frame and a moment; looked up for a while ahead."""
        if self.calm is None or self.calm < end:
            far = end if _LAST - end < _WHILE else end + _WHILE
            self.calm = next_edge(before, self.case.involved, far) or far
        return self.calm >= end

    def _taken_over(self, step: Step, at: datetime) -> Frame:
        assert self.before is not None  # noqa: S101 - it says nothing new
        frame = evolve(self.before, at=at, step=step)
        self.ledger.take(frame)
        calm = self.calm
        self._put(frame)
        self.calm, self.stale = calm, self.timed
        return frame

    def _made(self, step: Step, at: datetime, states: Sequence[States]) -> Frame:
        with Budget() as budget:
            frame = frame_at(step, at, self.case.involved, self.before, self.case.gates, states)
            self.ledger.take(frame)
        self.exact = self.exact and not budget.gave_up
        self._put(frame)
        self.stale = False
        return frame

    def _put(self, frame: Frame) -> None:
        if self.before is None:
            self.first = frame
        elif self.before.step.index != frame.step.index:
            self.earlier = self.before
        self.before, self.reached, self.calm = frame, frame.at, None


def _still_to_tell(step: Step, earlier: Step) -> Step:
    """Give a step with its own events alone: what it reports of facts and puts right is known from its time only."""
    events: Events = step.events
    if step.corrected:
        events = {**earlier.events, **{name: _told(name, step, earlier) for name in step.events}}
    return evolve(
        step,
        observations=earlier.observations,
        moved=earlier.moved,
        declared=earlier.declared,
        corrected=frozenset(),
        events=events,
        turns=turns_of(events) if step.corrected else step.turns,
    )


def _told(name: str, step: Step, earlier: Step) -> tuple[Happened, ...]:
    """Give every time an event happened, without what a step puts right of it."""
    own = (each for each in step.events[name] if each.known == step.at)
    return tuple(
        sorted((*earlier.events.get(name, ()), *own), key=lambda each: (each.held.first, each.entry))
    )


def events_of(case: Case, events: Events) -> tuple[Event, ...]:
    """Give every time something happened, the earliest first."""
    happened = [(each, name) for name, times in events.items() for each in times]
    return tuple(
        Event(name, named(case, name), each.held.first, each.by, each.known, _was(each))
        for each, name in sorted(happened, key=lambda pair: (pair[0].held.first, pair[1]))
    )


def _was(happened: Happened) -> tuple[datetime, ...]:
    return tuple(held.first for held in happened.was)


def named(case: Case, name: str) -> Text:
    """Give the name of an event in the words of the first plan that knows it."""
    for each in case.involved:
        if name in each.plan.scope.events:
            event = each.plan.scope.events[name]
            return Text(event.zh, event.en)
    return Text(name, name)
