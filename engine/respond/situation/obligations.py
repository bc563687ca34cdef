"""What is owed: every occasion of every duty, from its arising to its end, and how it stands at a moment.

An obligation arises when the trigger of its duty comes to hold and anew at each further occasion; it runs by the limit
of its duty, is fulfilled by acts and events, and ends as the plan says. Nothing erases one that has arisen.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Annotated, Literal
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from attrs import evolve, field

from respond._records import define, frozen
from respond.clock import Calendar, Limit, add, clock_text, local, start_of_day
from respond.errors import CoverageError, Text
from respond.facts import Between, Exactly, Level, Value
from respond.language import split_state
from respond.log import Act, Happened, Held, Inability, Lengthening, Step
from respond.plan import (
    ARISING,
    DERIVED_EVENTS,
    Channel,
    Leg,
    PlanRef,
    Prepared,
    Rule,
    Soon,
    Standing,
    split_event,
)
from respond.reason import Truth, but, truth_of
from respond.situation.frames import (
    NOT_YET,
    Frame,
    Involved,
    PlanFrame,
    States,
    body_of,
    conditions_of,
    event_values,
    same_events,
    span,
)
from respond.situation.marks import SPREAD, UNWRITTEN, Keys, Named, Only, Placed
from respond.situation.units import UnitName, units_of

State = Literal[
    "waiting", "running", "overdue", "met", "met-late", "missed", "stood-down", "standing", "broken"
]  # fmt: skip
"""How an obligation stands: `standing` and `broken` are said of duties to refrain or to keep something up."""

OPEN: frozenset[State] = frozenset({"waiting", "running", "overdue", "standing"})
"""The states in which something is still owed."""

_MET: frozenset[State] = frozenset({"met", "met-late"})

MOST_ROUNDS = 500
"""Rounds of a recurring duty that are told one by one; of more, the earliest are only counted."""

_TICK = timedelta(microseconds=1)

_UNTOLD = frozenset({"occurred", *DERIVED_EVENTS})
"""Events that happen without anybody telling the body they are said of."""


@frozen
class Order:
    """What a duty says whenever it is owed: by whom, to whom, how, and why."""

    duty: str
    plan: PlanRef
    clause: str
    label: Text
    units: tuple[UnitName, ...]
    with_units: Annotated[tuple[UnitName, ...], Named("with")]
    concerns: tuple[UnitName, ...]
    provided: Text | None
    mood: Literal["must", "may", "should"]
    kind: Literal["act", "refrain", "keep"]
    report: Annotated[Text | None, Named("report_title")]
    report_id: Annotated[str | None, Named("report")]
    report_kind: str | None
    to: tuple[UnitName, ...]
    copy: tuple[UnitName, ...]
    channel: tuple[Channel, ...]
    words: Soon | None
    limit: Annotated[Limit | None, Only("words", Text)]
    because: Text
    response: tuple[Level, ...]
    standing: Standing
    source: Text | None
    note: Text | None
    ours: bool
    position: Annotated[tuple[int, int], UNWRITTEN]
    """The place of its plan among those concerned, the leading one first, and its own in the plan."""

    @property
    def unit(self) -> Annotated[str | None, Placed(before="units")]:
        """Give the id of the unit that owes it, the leading one of several."""
        return self.units[0].id if self.units else None


@frozen
class Done:
    """What fulfilled an obligation: when, by whom, to whom, by which channel and number, or which event."""

    at: datetime
    by: str | None = None
    to: tuple[str, ...] = ()
    channel: str | None = None
    number: str | None = None
    event: Text | None = None


Told = Annotated[tuple[Annotated[UnitName, Only("id")], datetime], Keys(("id", "at"))]
"""Who was told, and when."""


@frozen
class Start:
    """What a limit counts from, in words, and when that was; null while it is not known."""

    event: Text
    at: datetime | date | None


@frozen
class Obligation:
    """One occasion of a duty, as it stands at a moment.

    `arose` is when its trigger came to hold; `start` what its limit counts from, and when that was. `due` is the
    moment to act by; where facts leave it open, `latest` is the moment before which nobody calls it late. `first_due`
    is the limit before it was paused or lengthened. `late` is how late it is, or was when it was met. `told` and
    `missing` part the addressees of a report. `ended` is when it was stood down or missed. `counted` is what the limit
    counts from where that is later than its start. Where the earliest or latest of several limits counts, `start` is
    that of the one which decides, and `awaits` names the starts that are not known yet. Of a recurring
    duty only the last 500 rounds are told, the first of which says by state how many there were before it
    (`earlier_rounds`).

    >>> from datetime import datetime
    >>> from respond import classify, quick
    >>> incident = quick("vaccine-quality", ["quality_suspected=yes", "deaths=3"],
    ...                  events=["received=2026-11-21T09:12+08:00"])
    >>> situation = classify(incident, now=datetime.fromisoformat("2026-11-21T10:30+08:00"))
    >>> found = next(each for each in situation.obligations if each.duty == "report-up")
    >>> found.state, found.due.isoformat(), found.late
    ('overdue', '2026-11-21T10:12:00+08:00', datetime.timedelta(seconds=1080))
    """

    order: Annotated[Order, SPREAD]
    round: int
    state: State
    provisional: bool
    arose: datetime
    certain: datetime | None
    start: Annotated[Text | None, UNWRITTEN] = None
    started: Annotated[datetime | date | None, UNWRITTEN] = None
    due: datetime | None = None
    latest: datetime | None = None
    first_due: datetime | None = None
    paused: datetime | None = None
    late: Annotated[timedelta | None, Named("late_seconds")] = None
    done: Done | None = None
    told: tuple[Told, ...] = ()
    missing: Annotated[tuple[UnitName, ...], Only("id")] = ()
    ended: datetime | None = None
    why: Text | None = None
    new: bool = False
    beside: tuple[str, ...] = ()
    counted: datetime | date | None = None
    awaits: tuple[Text, ...] = ()
    unable: Inability | None = None
    """Why it cannot be done, as somebody said last; it stays owed."""
    earlier_rounds: tuple[Annotated[tuple[State, int], Keys(("state", "rounds"))], ...] = ()
    but_for_words: Annotated[bool, UNWRITTEN] = False
    """Whether nothing but a condition in words, which people judge, left it open that it is owed, at some time."""
    late_from: Annotated[datetime | None, UNWRITTEN] = None
    """After which moment it is late; None where nobody can be called late."""

    @property
    def id(self) -> Annotated[str, Placed(before="order")]:
        """Give the name of this occasion: `plan#duty#n`."""
        return f"{self.order.plan.id}#{self.order.duty}#{self.round}"

    @property
    def duty(self) -> str:
        """Give the id of the duty."""
        return self.order.duty

    @property
    def plan(self) -> PlanRef:
        """Give the edition the duty stands in."""
        return self.order.plan

    @property
    def clause(self) -> str:
        """Give the clause that orders it."""
        return self.order.clause

    @property
    def label(self) -> Text:
        """Give what is to be done."""
        return self.order.label

    @property
    def units(self) -> tuple[UnitName, ...]:
        """Give who owes it, the leading one first."""
        return self.order.units

    @property
    def counted_from(self) -> Annotated[Start | None, Named("start"), Placed(before="due")]:
        """Give what its limit counts from."""
        return None if self.start is None else Start(self.start, self.started)

    @property
    def to(self) -> tuple[UnitName, ...]:
        """Give whom a report goes to."""
        return self.order.to

    @property
    def mood(self) -> Literal["must", "may", "should"]:
        """Say whether it must or should be done; what may be done is a power and never late."""
        return self.order.mood

    @property
    def ours(self) -> bool:
        """Say whether the desk the answer is given from owes it."""
        return self.order.ours

    @property
    def open(self) -> bool:
        """Say whether something is still owed."""
        return self.state in OPEN

    @property
    def at_once(self) -> bool:
        """Say whether it is owed without delay, which has no figure."""
        return self.order.words is Soon.IMMEDIATELY

    def left(self, now: datetime) -> timedelta | None:
        """Give the time left, negative once the moment to act by is past; None where there is none."""
        return None if self.due is None else self.due - now


_RANK: Mapping[str, int] = {
    "overdue": 0, "broken": 0, "running": 1, "waiting": 3, "standing": 4, "missed": 5, "met-late": 6, "met": 6,
    "stood-down": 7,
}  # fmt: skip
_FAR = datetime.max.replace(tzinfo=UTC)


def urgency(one: Obligation) -> tuple[object, ...]:
    """Give the one key by which obligations are sorted, the most pressing first.

    Ours before others', what is owed before what may be, what must be done before what may be done; overdue first, then
    at once, by moment, at once upon what has not happened yet, in words, waiting; then what has ended. Of those that
    press alike, what is owed to somebody comes first, then the leading plan's, then the plan's own order counts.
    """
    rank = _RANK[one.state]
    pressing = rank * 10
    if one.state == "running":
        begun = one.start is None or one.started is not None
        pressing += (0 if begun else 2) if one.at_once else 1 if one.due is not None else 3
    return (
        not one.open, not one.ours, one.provisional, one.mood == "may", pressing, one.due or _FAR,
        one.order.standing == "draft", not one.to, one.arose, one.order.position, one.round,
    )  # fmt: skip


# How an occasion of a duty arises and goes.


@define(eq=False)
class _Occasion:
    """One arising of a duty while the frames are walked."""

    arose: datetime
    step: int
    told: datetime
    """When what made it arise was told; by the passing of time, that moment itself."""
    certain: datetime | None
    certain_told: datetime | None
    provisional: bool
    begun: "list[_Begun]"
    """What each part of its limit counts from."""
    level: Level
    ghost: bool = False
    """Whether it arose under an earlier edition, which keeps it; here it only tells a further occasion from it."""
    gone: datetime | None = None
    never: bool = False
    """Whether its ground went because what it rested on was put right."""
    behind: tuple[tuple[str, str], ...] = ()
    """The events, each with its entry, that made it arise at the moment they happened."""
    but_for_words: bool = False
    """Whether all but its condition in words has held."""
    doubted: datetime | None = None
    """Since when it is no longer certain that it is owed; what was late by then stays so once it is done or ended."""

    def binds(self, moment: datetime) -> bool:
        """Say whether it was certain by a moment that it is owed; before that nobody is late."""
        return self.certain is not None and self.certain <= moment


@define(eq=False)
class _Begun:
    """What one part of a limit counts from."""

    start: str | None
    event: str | None
    """The entry of the start event it answers; None while that has not happened."""

    def take(self, leg: Leg, seen: PlanFrame) -> Sequence[Happened]:
        """Take the start that happened first; give what has happened of it where that is taken anew."""
        name, happened = _started(leg, seen)
        if not happened:
            return ()
        if self.start != name:
            self.start, self.event = name, happened[0].entry
            return happened
        if self.event is None:
            self.event = happened[0].entry
            return happened[:1]
        return ()


@define(eq=False)
class _Track:
    """All occasions of one rule so far."""

    occasions: list[_Occasion] = field(factory=list)
    taken: set[str] = field(factory=set)
    """The entries of the start events that are no further occasion."""
    truth: str = "no"
    """Whether it was owed when it last moved: yes, unknown or no."""

    @property
    def current(self) -> _Occasion | None:
        """Give the last occasion, if its ground still holds."""
        last = self.occasions[-1] if self.occasions else None
        return last if last is not None and last.gone is None else None

    @property
    def holds(self) -> bool:
        """Say whether the ground of any occasion still holds."""
        return any(one.gone is None for one in self.occasions)


@define(eq=False)
class Ledger:
    """Keeps account of what arises and goes, frame by frame, for all plans of an incident."""

    involved: Sequence[Involved]
    desk: str | None = None
    tracks: list[dict[str, _Track]] = field(factory=list)
    unheard: list[frozenset[str]] = field(factory=list)
    """By plan, the entries of the receipts from before it spoke: they were of other reports than those it asks for."""
    last: Frame | None = None
    closed: bool = False
    taking_over: bool = False
    moved: set[tuple[int, str]] = field(factory=set)
    """The duties, by the position of their plan and their id, whose occasions may have changed; a look clears it."""

    def __attrs_post_init__(self) -> None:
        self.tracks = [{} for _ in self.involved]
        self.unheard = [frozenset()] * len(self.involved)

    def take(self, frame: Frame) -> None:
        """Enter what a frame changes."""
        for place, plan in enumerate(frame.plans):
            before = self.last.plans[place] if self.last is not None else None
            since = self.involved[place].since
            if since is not None and frame.at < since:
                continue
            known = self.last is not None and (since is None or self.last.at >= since)
            same = before is not None and plan.conclusions is before.conclusions and known
            if same and before is not None and plan.events == before.events and plan.own == before.own:
                continue
            self._enter(place, plan, frame)
        self.last = frame

    def _enter(self, place: int, seen: PlanFrame, frame: Frame) -> None:
        own = self.involved[place]
        self.closed = own.until is not None and frame.at >= own.until
        self.taking_over = own.since is not None and (self.last is None or self.last.at < own.since)
        if self.last is not None and self.last.plans[place].silent and not seen.silent:
            self.unheard[place] = _receipts_before(seen, _told(frame))
        truths = dict.fromkeys(seen.conclusions.owed, "yes")
        truths.update(dict.fromkeys(seen.conclusions.provisional, "unknown"))
        tracks, rules = self.tracks[place], rules_by_id(seen.plan)
        gone = [name for name, track in tracks.items() if track.holds and name not in truths]
        for name in (*truths, *gone):
            rule, truth = rules[name], truths.get(name, "no")
            track = tracks.get(name)
            if track is None:
                track = tracks[name] = _Track()
            elif self._rests(track, place, rule, truth, seen):
                continue
            if track.current is not None or not self._only_unheard(place, rule, seen):
                self._move(track, rule, truth, seen, frame)
            track.truth = truth
            self.moved.add((place, name))
        if frame.step.corrected:
            for name, track in tracks.items():
                _withdraw(track, seen, frame)
                self.moved.add((place, name))

    def _rests(self, track: _Track, place: int, rule: Rule, truth: str, seen: PlanFrame) -> bool:
        """Say whether a duty is owed as it was a frame ago, by the same level and the same start events."""
        if self.last is None or self.taking_over or truth == "no" or truth != track.truth:
            return False
        before = self.last.plans[place]
        return (
            track.current is not None
            and (rule.id in seen.in_words) == (rule.id in before.in_words)
            and (not rule.names_level or seen.own.certain == before.own.certain)
            and all(seen.events.get(name) == before.events.get(name) for name in rule.starts)
        )

    def _only_unheard(self, place: int, rule: Rule, seen: PlanFrame) -> bool:
        """Say whether a trigger holds by receipts alone that are from before its plan spoke."""
        unheard = self.unheard[place]
        if not unheard:
            return False
        names = [
            name
            for name in receipts(seen.plan).intersection(rule.condition.needs)
            if name in seen.events and seen.events[name][-1].entry in unheard
        ]
        without = but(seen.values, dict.fromkeys(names, NOT_YET))
        return bool(names) and truth_of(rule.condition, without) is Truth.NO

    def _move(self, track: _Track, rule: Rule, truth: str, seen: PlanFrame, frame: Frame) -> None:
        if truth == "no":
            self._lose(track, rule, seen, frame)
            return
        current = track.current
        if current is None:
            self._add(track, self._arise(rule, truth, seen, frame, track))
            return
        for one in track.occasions:
            if one.gone is None:
                one.provisional = truth == "unknown"
                one.doubted = (one.doubted or frame.at) if one.provisional else None
                one.but_for_words = one.but_for_words or rule.id in seen.in_words
                if truth == "yes" and one.certain is None:
                    one.certain, one.certain_told = frame.at, _told(frame)
        further = _new_starts(rule, seen, current, track)
        for again in further:
            self._add(track, self._arise(rule, truth, seen, frame, track, again))
        if not further and rule.names_level and seen.own.certain not in (current.level, 0):
            if current.level == 0 or current.provisional:
                current.level = seen.own.certain
            else:
                self._add(track, self._arise(rule, truth, seen, frame, track))

    def _lose(self, track: _Track, rule: Rule, seen: PlanFrame, frame: Frame) -> None:
        """Take their ground from the occasions that do not outlast it."""
        if self._stays(rule, seen, frame):
            return
        for one in track.occasions:
            if one.gone is None and not _still(rule, one, seen, frame):
                one.gone, one.never = frame.at, self._put_right(rule, seen.plan, frame)

    def _add(self, track: _Track, occasion: _Occasion) -> None:
        """Add an occasion under the edition in force when it arises."""
        if not self.closed:
            occasion.ghost = self.taking_over
            track.occasions.append(occasion)

    def _stays(self, rule: Rule, seen: PlanFrame, frame: Frame) -> bool:
        """Say whether a measure outlasts the end of its response: owed to somebody, or with an end of its own."""
        outlasts = bool(rule.entry.report or rule.entry.to or rule.entry.ends is not None)
        if frame.ended is None or not rule.entry.response or not outlasts:
            return False
        asks_response = "response" in rule.condition.needs
        return asks_response or truth_of(rule.condition, seen.values) is not Truth.NO

    def _put_right(self, rule: Rule, plan: Prepared, frame: Frame) -> bool:
        """Say whether the ground went because a report was put right, and so never was."""
        corrected = frame.step.corrected
        if not corrected or frame.at != frame.step.at:
            return False
        needs = set(rule.condition.needs)
        if rule.condition.uses_level or rule.entry.response:
            needs.update(*(condition.needs for _, condition in plan.ladder))
        return not corrected.isdisjoint(needs)

    def _arise(
        self,
        rule: Rule,
        truth: str,
        seen: PlanFrame,
        frame: Frame,
        track: _Track,
        again: Happened | None = None,
    ) -> _Occasion:
        begun = []
        for leg in rule.legs:
            start, happened = _started(leg, seen)
            track.taken.update(each.entry for each in (happened if again is None else (again,)))
            event = again or (happened[-1] if happened else None)
            begun.append(_Begun(start, event.entry if event is not None else None))
        arose = again.held.first if again is not None else self._since(rule, seen, frame)
        return _Occasion(
            arose=arose,
            behind=_behind(rule, seen, arose) if again is None else ((str(begun[0].start), again.entry),),
            step=frame.step.index,
            told=_told(frame),
            certain_told=_told(frame) if truth == "yes" else None,
            certain=arose if truth == "yes" else None,
            provisional=truth == "unknown",
            but_for_words=rule.id in seen.in_words,
            begun=begun,
            level=seen.own.certain,
        )

    def _since(self, rule: Rule, seen: PlanFrame, frame: Frame) -> datetime:
        """Give when a trigger came to hold: the time of the event that made it, even where that is learnt later."""
        before = self.last
        if before is None or frame.step.index == before.step.index:
            return frame.at
        names = frame.step.told & set(rule.condition.needs)
        if not names or not all(name in seen.events for name in names) or rule.condition.uses_level:
            return frame.at
        held = [
            each.held.first for name in names for each in seen.events[name] if each.known == frame.step.at
        ]
        return min(frame.at, max(held)) if held else frame.at

    def states(self, at: datetime, step: Step) -> list[States]:
        """Give what the rules of each plan ask about its duties, as it is at a moment."""
        return [self._states(place, at, step) for place in range(len(self.involved))]

    def _states(self, place: int, at: datetime, step: Step) -> States:
        plan = self.involved[place].plan
        said = {
            asked: Exactly(_is_so(state, self._of(place, duty, at, step)))
            for asked, state, duty in states_asked(plan)
        }
        met = {}
        for name, _, duty in mets_counted(plan):
            earlier = _Told()
            found = [
                each
                for account, rule, track in self._accounts(place, duty, at, step)
                for each in account.met(rule, track.occasions, earlier)
            ]
            if found:
                met[name] = tuple(sorted(found, key=_when))
        return States(said, met)

    def next_overdue(self, step: Step, since: datetime, end: datetime) -> datetime | None:
        """Give the first moment after another and before `end` at which a duty a condition asks about is overdue."""
        found = [
            one.late_from + _TICK
            for place, each in enumerate(self.involved)
            for duty in {duty for _, _, duty in states_asked(each.plan)}
            for one in self._of(place, duty, since, step)
            if one.open and not one.provisional and one.late_from is not None
        ]
        return min((moment for moment in found if since < moment < end), default=None)

    def _of(self, place: int, duty: str, at: datetime, step: Step) -> list[Obligation]:
        earlier = _Told()
        return [
            one
            for account, rule, track in self._accounts(place, duty, at, step)
            for one in account.obligations(rule, track.occasions, earlier)
        ]

    def _accounts(
        self, place: int, duty: str, at: datetime, step: Step
    ) -> Iterator[tuple["Account", Rule, _Track]]:
        """Give the occasions of a duty under each edition of its plan that it has arisen under, the earliest first."""
        own = self.involved[place].scale
        first = place if own is None else own
        for other, each in enumerate(self.involved):
            track = self.tracks[other].get(duty) if first in {other, each.scale} else None
            if track is not None and self.last is not None:
                account = Account(self.involved, other, self.last, step, at, self.desk)
                yield account, rules_by_id(each.plan)[duty], track

    def obligations(self, step: Step, now: datetime, newest: int) -> tuple[Obligation, ...]:
        """Give every obligation as it stands at `now`, the most pressing first; `newest` is the last step."""
        found: list[Obligation] = []
        told: dict[tuple[str, str], _Told] = {}
        for place, tracks in enumerate(self.tracks):
            if self.last is None:
                continue
            plan = self.involved[place].plan
            account = Account(self.involved, place, self.last, step, now, self.desk, newest)
            for name, rule in rules_by_id(plan).items():
                if name in tracks:
                    earlier = told.setdefault((plan.origin(name).id, name), _Told())
                    found += account.obligations(rule, tracks[name].occasions, earlier)
        return together(sorted(found, key=urgency))


def _behind(rule: Rule, seen: PlanFrame, arose: datetime) -> tuple[tuple[str, str], ...]:
    """Give the events its trigger looks at that happened at the very moment a duty arose, each with its entry."""
    names = sorted(rule.condition.needs & seen.events.keys())
    return tuple(
        [(name, each.entry) for name in names for each in seen.events[name] if each.held.first == arose]
    )


_receipts: WeakKeyDictionary[Prepared, frozenset[str]] = WeakKeyDictionary()


def receipts(plan: Prepared) -> frozenset[str]:
    """Give the events of other bodies than its seat that fulfil a duty of a plan, by every name they have."""
    found = _receipts.get(plan)
    if found is None:
        named = {str(name) for rule in plan.measures for name, _ in rule.entry.fulfilments}
        others = {name for name in named if body_of(plan, name) not in (None, plan.plan.seat)}
        same = [pair for pair in same_events(plan) if not others.isdisjoint(pair)]
        found = _receipts[plan] = frozenset(others.union(*same))
    return found


def _receipts_before(seen: PlanFrame, told: datetime) -> frozenset[str]:
    """Give the entries of the receipts that were known before a moment."""
    return frozenset(
        each.entry for name in receipts(seen.plan) for each in seen.events.get(name, ()) if each.known < told
    )


def _told(frame: Frame) -> datetime:
    """Give when what makes a frame was told; what only the passing of time makes so, nobody tells before it is."""
    return max(frame.step.at, frame.at)


def _is_so(state: str, found: Sequence[Obligation]) -> bool:
    """Say whether any occasion of a duty stands so; of `met`, whether all do."""
    states = {each for one in found for each in (one.state, *(told for told, _ in one.earlier_rounds))}
    return bool(states) and states <= _MET if state == "met" else state in states


_Asked = tuple[tuple[str, str, str], ...]
"""What is asked about duties, as `met(report-up)`, each with its state and its duty."""

_states_asked: WeakKeyDictionary[Prepared, _Asked] = WeakKeyDictionary()


def states_asked(plan: Prepared) -> _Asked:
    """Give what the conditions of a plan ask about its duties."""
    found = _states_asked.get(plan)
    if found is None:
        asked = {state for condition in conditions_of(plan) for state in condition.states}
        found = _states_asked[plan] = _parted(asked)
    return found


_mets_counted: WeakKeyDictionary[Prepared, _Asked] = WeakKeyDictionary()


def mets_counted(plan: Prepared) -> _Asked:
    """Give what limits of a plan count from that is another duty being met."""
    found = _mets_counted.get(plan)
    if found is None:
        found = _mets_counted[plan] = _parted({name for rule in plan.measures for name in rule.starts})
    return found


def _parted(names: Collection[str]) -> _Asked:
    return tuple([(name, *asked) for name in sorted(names) if (asked := split_state(name)) is not None])


def asks_of_duties(plan: Prepared) -> bool:
    """Say whether anything in a plan hangs on how a duty stands."""
    return bool(states_asked(plan) or mets_counted(plan))


_moments: WeakKeyDictionary[Prepared, dict[str, tuple[str, ...]]] = WeakKeyDictionary()


def _knowing(plan: Prepared, body: str) -> tuple[str, ...]:
    """Give the events by which a body itself knows of an incident; those without a body are the seat's."""
    bare = ("learned", "received")
    own = tuple(f"{name}@{body}" for name in bare)
    return (*own, *bare) if body == plan.plan.seat else own


def moments_asked(plan: Prepared, rule: Rule) -> tuple[str, ...]:
    """Give every event by which a duty counts, ends, pauses, is fulfilled or broken."""
    known = _moments.setdefault(plan, {})
    found = known.get(rule.id)
    if found is None:
        entry = rule.entry
        names = [*rule.starts, *rule.ends, *entry.broken_by, *(event for event, _ in entry.fulfilments)]
        names += [name for stop in entry.stops for name in (stop.from_, stop.to)]
        names += [name for owner in entry.owners[:1] for name in _knowing(plan, owner)]
        found = known[rule.id] = tuple(dict.fromkeys(map(str, names)))
    return found


_rules: WeakKeyDictionary[Prepared, dict[str, Rule]] = WeakKeyDictionary()


def rules_by_id(plan: Prepared) -> Mapping[str, Rule]:
    """Give the duties and measures of a plan by id, in its order."""
    found = _rules.get(plan)
    if found is None:
        found = _rules[plan] = {rule.id: rule for rule in plan.measures}
    return found


def _started(leg: Leg, seen: PlanFrame) -> tuple[str | None, tuple[Happened, ...]]:
    """Give the start that happened first, and every time it has happened."""
    known = [(seen.events[name][0].held.first, name) for name in leg.starts if name in seen.events]
    if not known:
        return (leg.starts[0] if leg.starts else None), ()
    name = min(known)[1]
    return name, seen.events[name]


def _still(rule: Rule, one: _Occasion, seen: PlanFrame, frame: Frame) -> bool:
    """Say whether a trigger that fails for a later event still holds for the one an occasion arose from."""
    return any(_still_by(rule, begun, seen, frame) for begun in one.begun)


def _still_by(rule: Rule, begun: _Begun, seen: PlanFrame, frame: Frame) -> bool:
    happened = seen.events.get(begun.start or "", ())
    known = begun.start in seen.plan.scope.events  # that a duty was met is no event of a trigger
    if len(happened) < 2 or rule.entry.response or seen.silent or not known:
        return False
    own = next((each for each in happened[:-1] if each.entry == begun.event), None)
    if own is None:
        return False
    values = but(seen.values, event_values(str(begun.start), own, frame.at))
    return truth_of(rule.condition, values) is not Truth.NO


def _withdraw(track: _Track, seen: PlanFrame, frame: Frame) -> None:
    """Take their ground from the occasions of an event that was put right never to have been.

    Where it is only what a limit counts from, the occasion waits again.
    """
    for one in track.occasions:
        for begun in one.begun:
            events = seen.events.get(begun.start or "", ())
            if begun.event in track.taken and all(each.entry != begun.event for each in events):
                if len(one.begun) > 1 or (begun.start, begun.event) not in one.behind:
                    begun.event = None
                else:
                    one.gone, one.never = one.gone or frame.at, True


def _new_starts(rule: Rule, seen: PlanFrame, current: _Occasion, track: _Track) -> Sequence[Happened]:
    """Give the start event where it has happened once more; the first time, the waiting occasion takes it."""
    if rule.limit is not None and (rule.limit.recurs or rule.limit.counts_back):
        return ()
    for leg, begun in zip(rule.legs, current.begun, strict=True):
        track.taken.update(each.entry for each in begun.take(leg, seen))
    if len(rule.legs) > 1:  # no one start of several is the occasion of the duty
        return ()
    _, happened = _started(rule.legs[0], seen)
    return [each for each in happened if each.entry not in track.taken]


# How an occasion stands.


@frozen(eq=False)
class Account:
    """One plan of an incident at a moment: works out how the occasions of its duties stand.

    `frame` and `step` are what is known; `newest` is the index of the last step, what arises there is new.
    """

    involved: Sequence[Involved]
    place: int
    frame: Frame
    step: Step
    now: datetime
    desk: str | None = None
    newest: int = -1
    seen: PlanFrame = field(init=False)
    """What the plan sees."""
    orders: dict[str, Order] = field(init=False)
    """What its duties say, as far as it was asked for."""

    @seen.default
    def _(self) -> PlanFrame:
        return self.frame.plans[self.place]

    @orders.default
    def _(self) -> dict[str, Order]:
        return _orders_of(self.involved, self.place, self.desk)

    @property
    def calendar(self) -> Calendar:
        """Give the working days the plan counts by, in its zone."""
        return self.involved[self.place].calendar

    @property
    def shown_in(self) -> ZoneInfo:
        """Give the zone an answer is told in: that of the leading plan."""
        return self.involved[0].calendar.zone

    def obligations(
        self, rule: Rule, occasions: Sequence[_Occasion], earlier: "_Told | None" = None
    ) -> Iterator[Obligation]:
        """Give every occasion of a duty, a recurring one round by round, with what fulfilled it.

        `earlier` keeps how many occasions an earlier edition has told, and which acts they have taken.
        """
        order = self._order(rule)
        counted: list[Obligation] = []
        for life in self._lived(rule, order, occasions, earlier or _Told()):
            if not rule.recurs:
                self._due(rule, life)
            one = self._standing(rule, order, life)
            if life.only_counted:
                counted.append(one)
            elif life.passed_over is not None:
                yield evolve(one, earlier_rounds=self._earlier(rule, order, life.passed_over, counted))
                counted = []
            else:
                yield one

    def _order(self, rule: Rule) -> Order:
        return self.orders.get(rule.id) or order_of(self.involved, self.place, rule, self.desk)

    def _lived(
        self, rule: Rule, order: Order, occasions: Sequence[_Occasion], earlier: "_Told"
    ) -> Sequence["_Life"]:
        """Give every occasion of a duty that has arisen, round by round, with what answered it."""
        answers = self._answered(rule)
        lives: list[_Life] = []
        for occasion in occasions:
            if occasion.arose <= self.now and not occasion.ghost:
                lives += self._lives(rule, occasion, earlier.number, answers)
                earlier.number = lives[-1].number
        self._fulfil(rule, order, answers, lives, earlier.taken)
        return lives

    def _lives(
        self, rule: Rule, occasion: _Occasion, numbered: int, answers: Sequence["_Answer"]
    ) -> Iterator["_Life"]:
        """Give an occasion, of a recurring duty its rounds; `numbered` is how many there were before it."""
        starts = [
            self._start(leg, begun, occasion) for leg, begun in zip(rule.legs, occasion.begun, strict=True)
        ]
        begun = [start is None or start.known for start in starts]
        runs = all(begun) if rule.limit is None else rule.limit.runs(begun)
        run = _Run(_first(starts))
        ended = self._end(rule, occasion)
        life = _Life(occasion, starts, run, occasion.arose, ended, runs, number=numbered + 1)
        if rule.limit is None or not rule.limit.recurs or not runs:
            yield life
            return
        try:
            yield from self._rounds(rule, rule.limit, life, answers)
        except CoverageError as error:
            run.unknown = error.faults[0].problem
            yield life

    def _rounds(
        self, rule: Rule, limit: Limit, life: "_Life", answers: Sequence["_Answer"]
    ) -> Sequence["_Life"]:
        """Give a round for each time it falls due, the next one included, until it ends.

        A duty forgotten for years is not told a million times: of the rounds before the last `MOST_ROUNDS` only those
        are gone through that an act may answer. That is as many of the oldest as there are acts, each of which answers
        the oldest open one, and those an act names.
        """
        until = min(self.now, life.ended.at) if life.ended else self.now
        begin, latest_begin = self._begins(rule, life)
        dues = _Dues.after(limit, begin, life.arose, self.calendar)
        latest = self._latest_dues(limit, (begin, latest_begin), dues, life.arose)
        last = dues.until(until) + 1
        if life.ended and last > 1 and dues[last - 1] >= life.ended.at:
            last -= 1  # what ends as a round arises ends it too
        told = range(max(1, dues.until(until) - MOST_ROUNDS + 1), last + 1)
        before = {*range(1, min(told.start, len(answers) + 1))}
        before |= {act.round - life.number + 1 for act in answers if act.round is not None}
        chosen = [number for number in sorted(before) if 1 <= number < told.start] + [*told]

        def round_of(number: int) -> "_Life":
            return evolve(
                life,
                run=_Run(life.run.start, due=dues[number], latest=latest(number), first=dues[number]),
                arose=dues[number - 1] if number > 1 else life.arose,
                number=life.number + number - 1,
                only_counted=number < told.start,
                told={},
                done=[],
            )

        found = [round_of(number) for number in chosen]
        if told.start > 1:
            found[-len(told)].passed_over = _PassedOver(
                tuple(range(low + 1, high) for low, high in pairwise([0, *chosen]) if high - low > 1),
                round_of,
            )
        return found

    def _begins(self, rule: Rule, life: "_Life") -> tuple[datetime | date, datetime | date | None]:
        """Give what rounds count from: at the earliest, and at the latest, where that is known."""
        occasion, start, leg = life.occasion, life.run.start, rule.legs[0]
        if start is None:
            return occasion.arose, self._surely(occasion)
        begin = self._counted(leg, rule, start, occasion, latest=False)
        assert begin is not None  # noqa: S101 - what runs has begun
        return begin, self._counted(leg, rule, start, occasion, latest=True)

    def _latest_dues(
        self,
        limit: Limit,
        begins: tuple[datetime | date, datetime | date | None],
        dues: "_Dues",
        arose: datetime,
    ) -> Callable[[int], datetime | None]:
        """Give when each round is due at the latest; the rounds of two beginnings go by their number from there."""
        begin, latest_begin = begins
        if latest_begin is None:
            return lambda _: None
        if latest_begin == begin:
            return dues.__getitem__
        first = self._moment(begin)
        passed = _Dues.after(limit, begin, first, self.calendar).until(arose) if first < arose else 0
        found = _Dues.after(limit, latest_begin, self._moment(latest_begin), self.calendar)
        return lambda number: found[number + passed]

    def _earlier(
        self, rule: Rule, order: Order, passed: "_PassedOver", counted: Sequence[Obligation]
    ) -> tuple[tuple[State, int], ...]:
        """Count by state the rounds before the last ones: those gone through, and those nobody can have answered."""

        def state_of(number: int) -> State:
            return self._standing(rule, order, passed.round_of(number)).state

        found = Counter[State](one.state for one in counted)
        for numbers in passed.numbers:  # the older ones may be late and the newer ones not yet
            newest = state_of(numbers[-1])
            turn = bisect_left(numbers, True, key=lambda number: state_of(number) == newest)  # noqa: FBT003
            found[newest] += len(numbers) - turn
            if turn:
                found[state_of(numbers[0])] += turn
        return tuple(sorted(found.items()))

    def met(self, rule: Rule, occasions: Sequence[_Occasion], earlier: "_Told") -> tuple[Happened, ...]:
        """Give, as an event, each time a duty was met; of one that recurs the first round that was."""
        lives = self._lived(rule, self._order(rule), occasions, earlier)
        if not rule.recurs:
            return tuple(_met(rule, life.met, life.number) for life in lives if life.met is not None)
        first = min((life.met for life in lives if life.met is not None), key=_when, default=None)
        return () if first is None else (_met(rule, first, 1),)

    def _start(self, leg: Leg, begun: _Begun, occasion: _Occasion) -> "_Start | None":
        """Give what a limit of an occasion counts from, as it is known now: of several the first."""
        own = self._start_of(begun.start, begun, occasion)
        if len(leg.starts) < 2:
            return own
        # an occasion takes the event that happened first; a time that is a fact may lie before it
        facts = self.seen.plan.facts
        times = [self._start_of(name, begun, occasion) for name in leg.starts if name in facts]
        known = [start for start in (own, *times) if start is not None and start.low is not None]
        return min(known, key=self._begin, default=own)

    def _begin(self, start: "_Start") -> datetime:
        """Give the earliest moment of a start that is known."""
        assert start.low is not None  # noqa: S101 - it is known
        return self._moment(start.low)

    def _moment(self, found: datetime | date) -> datetime:
        return found if isinstance(found, datetime) else start_of_day(found, self.calendar.zone)

    def _start_of(self, name: str | None, begun: _Begun, occasion: _Occasion) -> "_Start | None":
        """Give one of the starts a limit of an occasion may count from, as it is known now."""
        if name is None:
            return None
        label = self._label(name)
        if name == ARISING:
            firsts = [span(each)[0] for each in self._events_behind(occasion)]
            arose, surely = max([occasion.arose, *firsts]), max([self._surely(occasion), *firsts])
            return _Start(name, label, arose, surely, None)
        facts = self.seen.plan.facts
        if name in facts:
            value = self.seen.values.get(name)
            low, high = _ends(value)
            return _Start(name, label, low, high, None)
        happened = self.seen.events.get(name, ())
        found = next((each for each in happened if begun.event in (None, each.entry)), None)
        first, last = span(found) if found is not None else (None, None)
        return _Start(name, label, first, last, found)

    def _label(self, name: str) -> Text:
        """Word what a limit counts from; a body's event by the leading plan's name of the body, its seat's by none."""
        own, leading = self.involved[self.place], self.involved[0].plan
        event, body = split_event(name)
        ours = own.ours(body) if body is not None and own.adoption is not None else None
        if ours is None or ours == body or event not in leading.scope.events:
            return self.seen.plan.start_label(name)
        return leading.start_label(event if ours == leading.plan.seat else f"{event}@{ours}")

    def _counted(
        self, leg: Leg, rule: Rule, start: "_Start", occasion: _Occasion, *, latest: bool
    ) -> datetime | date | None:
        """Give what a limit counts from, at one of its ends: the later of start and arising, unless from its start."""
        at = start.high if latest else start.low
        if at is None or leg.from_start or not isinstance(at, datetime):
            return at
        told = (occasion.certain_told if latest else None) or occasion.told
        if start.happened is not None and start.happened.known >= told:
            # what was learnt together with the report that made it arise counts from its own time
            arose = self._open_ends(occasion) if latest else []
        else:
            arose = [self._surely(occasion) if latest else occasion.arose]
        return max([at, *arose, *self._own_knowledge(rule, start, occasion)])

    def _surely(self, occasion: _Occasion) -> datetime:
        """Give by when an occasion has arisen at the latest: it may hang on a doubt, or on events known as a span."""
        return max([occasion.certain or occasion.arose, *self._open_ends(occasion)])

    def _open_ends(self, occasion: _Occasion) -> list[datetime]:
        """Give the later ends of the events that made an occasion arise, of those known only as a span."""
        spans = [span(each) for each in self._events_behind(occasion)]
        return [last for first, last in spans if first != last]

    def _events_behind(self, occasion: _Occasion) -> Iterator[Happened]:
        for name, entry in occasion.behind:
            yield from (each for each in self.seen.events.get(name, ()) if each.entry == entry)

    def _own_knowledge(self, rule: Rule, start: "_Start", occasion: _Occasion) -> Iterator[datetime]:
        """Give when the body that owes a duty itself learnt of the incident, where the log has it.

        What it receives after an event of its own, from which the limit runs, is no later knowledge.
        """
        for owner in rule.entry.owners[:1]:
            names = _knowing(self.seen.plan, owner)
            known = [self.seen.events[name][0].held.first for name in names if name in self.seen.events]
            if known and not self._told_by(rule, start, occasion):
                yield min(known)

    def _told_by(self, rule: Rule, start: "_Start", occasion: _Occasion) -> bool:
        """Say whether the owner of a duty knew of what its limit counts from since that is an event of its own."""
        plan = self.seen.plan
        names = [start.name] if start.name != ARISING else [name for name, _ in occasion.behind]
        told = [body_of(plan, name) for name in names if name not in _UNTOLD]
        return not set(rule.entry.owners[:1]).isdisjoint(told)

    def _end(self, rule: Rule, occasion: _Occasion) -> "_End | None":
        """Give when an occasion ended other than by being fulfilled, and why.

        An event that ends the duty and begins it anew ends the occasions before it, not the one it begins.
        """
        begins = {begun.event for begun in occasion.begun if begun.start in rule.entry.renewals}
        ends = [
            _End(each.held.first, name, each.known)
            for name in rule.ends
            for each in self.seen.events.get(name, ())
            if each.held.first >= occasion.arose and each.entry not in begins
        ]
        if occasion.gone is not None:
            ends.append(_End(occasion.gone, "never" if occasion.never else "ground", occasion.gone))
        reached = [end for end in ends if end.at <= self.now]
        return min(reached, key=lambda end: (end.at, end.cause), default=None)

    def _due(self, rule: Rule, life: "_Life") -> None:
        """Work out the two ends of a limit, what paused it and what lengthened it: of several, the one that decides."""
        limit = rule.limit
        if life.run.start is None or limit is None or not limit.figured:
            return
        runs = [
            self._run(rule, leg, life, start)
            for leg, start in zip(rule.legs, life.starts, strict=True)
            if start is not None
        ]
        unknown = next((run.unknown for run in runs if run.unknown is not None), None)
        decides = limit.decided_by([run.due for run in runs])
        last = limit.decided_by([run.latest for run in runs])
        if decides is not None or len(runs) == 1:
            life.run = runs[decides or 0]
        life.run = evolve(life.run, latest=runs[last].latest if last is not None else None, unknown=unknown)

    def _run(self, rule: Rule, leg: Leg, life: "_Life", start: "_Start") -> "_Run":
        """Work out one part of a limit: its two ends, put off where they fall on no working day."""
        occasion, limit, run = life.occasion, leg.limit, _Run(start)
        assert limit is not None  # noqa: S101 - it has a figure
        whole = rule.limit or limit  # what puts it off is said of the whole limit
        first, last = start.low, start.high
        if not limit.counts_back:
            first = run.counted = self._counted(leg, rule, start, occasion, latest=False)
            last = self._counted(leg, rule, start, occasion, latest=True)
        try:
            run.due, run.latest = limit.reached(first, self.calendar), limit.reached(last, self.calendar)
            run.first, latest = self._settled(whole, run.due, run.latest)
            if not limit.counts_back:
                self._stretch(rule, life, run, first)
            due, last_due = self._settled(whole, run.due, run.latest)
            # what is lengthened from a day off may end before the working day that was put off to: never earlier
            run.due = None if due is None or run.first is None else max(due, run.first)
            run.latest = None if last_due is None or latest is None else max(last_due, latest)
        except CoverageError as error:
            run.unknown = error.faults[0].problem
            run.due = run.latest = run.first = None
        return run

    def _settled(self, limit: Limit, *moments: datetime | None) -> list[datetime | None]:
        return [None if moment is None else limit.settled(moment, self.calendar) for moment in moments]

    def _stretch(self, rule: Rule, life: "_Life", run: "_Run", begin: datetime | date | None) -> None:
        """Lengthen a limit, in the order of time, by what a body granted and by the time that does not count."""
        since = begin if isinstance(begin, datetime) else life.arose
        changes: list[tuple[datetime, Lengthening | datetime | None]] = [
            (each.at, each) for each in self._granted(rule, life)
        ]
        for stop in rule.entry.stops:
            changes += self._pauses(stop.from_, stop.to, since)
        whole = rule.limit
        for at, change in sorted(changes, key=lambda each: (each[0], not isinstance(each[1], Lengthening))):
            if run.due is None or run.latest is None or whole is None:
                return
            if not isinstance(change, Lengthening):
                self._pause(life, run, at, change)
            elif at > whole.settled(run.latest, self.calendar) and run.paused is None:
                run.refused = True  # lateness stays: such leave comes too late
            else:
                run.due = add(run.due, change.length, self.calendar)
                run.latest = add(run.latest, change.length, self.calendar)
                run.lengthened = change

    def _pause(self, life: "_Life", run: "_Run", paused: datetime, resumed: datetime | None) -> None:
        """Add the time that does not count, up to when the obligation was over."""
        over = life.over
        if run.due is None or run.latest is None or paused >= run.due or paused > (over or self.now):
            return
        until = resumed if over is None else min(resumed or over, over)
        if until is None:
            run.paused = paused
        else:
            zone, length = self.calendar.zone, until - paused
            run.due, run.latest = local(run.due + length, zone), local(run.latest + length, zone)

    def _pauses(self, begin: str, end: str, since: datetime) -> Iterator[tuple[datetime, datetime | None]]:
        """Give the stretches that do not count, the last one open while it lasts."""
        ends = [each.held.first for each in self.seen.events.get(end, ()) if each.held.first <= self.now]
        free = since
        for each in self.seen.events.get(begin, ()):
            paused = max(each.held.first, free)
            resumed = min((moment for moment in ends if moment >= each.held.first), default=None)
            if resumed is None or resumed > paused:
                yield paused, resumed
            if resumed is None:
                return
            free = resumed

    def _granted(self, rule: Rule, life: "_Life") -> Iterator[Lengthening]:
        plan = self.seen.plan.origin(rule.id).id
        for each in self.step.lengthenings:
            own = (each.plan, each.duty) == (plan, rule.id) and each.at <= (life.over or self.now)
            if own and each.at >= life.arose and each.round in (None, life.number):
                yield each

    # What fulfils.

    def _fulfil(
        self,
        rule: Rule,
        order: Order,
        answers: Sequence["_Answer"],
        lives: Sequence["_Life"],
        taken: set[str],
    ) -> None:
        """Give each act, in the order of their times, to the oldest open occasion it can answer."""
        for act in answers:
            for life in lives if act.entry not in taken else ():
                if self._answers_it(rule, life, act) and life.wants(act, order):
                    life.take(act, order)
                    taken.add(act.entry)
                    break

    def _answered(self, rule: Rule) -> Sequence["_Answer"]:
        """Give what may fulfil in the order of its times; an act told twice is one act."""
        found = {(each.round, each.to, each.done): each for each in self._answers(rule)}
        if not found:
            return ()
        return [found[key] for key in sorted(found, key=_by_time)]

    def _answers(self, rule: Rule) -> Iterator["_Answer"]:
        plan, own = self.seen.plan.origin(rule.id).id, self.involved[self.place]
        for act in self.step.acts:
            if (
                (act.plan, act.duty) == (plan, rule.id)
                and act.at <= self.now
                and uncounted(act, rule, own) is None
            ):
                done = Done(act.at, act.by, act.to, act.channel, act.number)
                to = tuple(map(own.ours, act.to))
                yield _Answer(Held.at(act.at), act.known, act.entry, to, act.round, done)
        for name, addressee in rule.entry.fulfilments:
            event = self.seen.plan.scope.events[name]
            for each in self.seen.events.get(name, ()):
                if each.held.first <= self.now:
                    to = (own.ours(addressee),) if addressee is not None else ()
                    done = Done(each.held.first, each.by, to, event=Text(event.zh, event.en))
                    yield _Answer(each.held, each.known, each.entry, to, None, done)

    def _answers_it(self, rule: Rule, life: "_Life", act: "_Answer") -> bool:
        """Say whether an act can answer an occasion: not before what it answers, nor after that has ended.

        What was done before anybody knew of the end stays done.
        """
        ended = life.ended
        if life.complete or (ended is not None and act.at > ended.at and act.known >= ended.known):
            return False
        if act.round is not None:
            return act.round == life.number
        early = act.at < life.arose and act.known < life.occasion.told
        if early and act.done.event is not None and rule.entry.acts_count != "from-start":
            return False  # an event names no duty, so that one from before this arose was of something else
        begin = life.arose
        if not rule.acts_from_arising and not rule.recurs:
            if life.waits:  # its start is not known, so nothing says that the act came before it
                return True
            lows = [start.low for start in life.starts if start is not None]
            begin = min([begin, *(low for low in lows if isinstance(low, datetime))])
        return act.at >= begin

    def _standing(self, rule: Rule, order: Order, life: "_Life") -> Obligation:
        """Say how an occasion stands."""
        occasion, run, start = life.occasion, life.run, life.run.start
        late_from = (
            max(run.latest, life.arose, self._surely(occasion)) if run.latest and not run.paused else None
        )
        state, late, why = self._state(rule, order, life, late_from)
        done = life.done[-1] if life.complete else None
        return Obligation(
            order=order,
            round=life.number,
            state=state,
            provisional=occasion.provisional and state in OPEN,
            arose=life.arose,
            certain=occasion.certain,
            but_for_words=occasion.but_for_words,
            start=start.label if start is not None else None,
            started=start.low if start is not None else None,
            due=None if run.paused else run.due,
            latest=run.latest if run.latest != run.due and not run.paused else None,
            first_due=run.first if run.first != run.due or run.paused else None,
            paused=run.paused,
            late=late,
            late_from=late_from,
            done=done,
            told=tuple((unit, at) for unit in order.to if (at := life.told.get(unit.id)) is not None)
            if life.told
            else (),
            missing=tuple(unit for unit in order.to if unit.id not in life.told)
            if life.told and not life.complete
            else (),
            ended=life.ended.at if life.ended and state in {"missed", "stood-down"} else None,
            why=why,
            new=occasion.step >= self.newest > 0 and occasion.step == self.newest,
            counted=run.counted if start is not None and run.counted != start.low else None,
            awaits=life.awaits if state in OPEN else (),
            unable=self._unable(rule, life) if state in OPEN else None,
        )

    def _unable(self, rule: Rule, life: "_Life") -> Inability | None:
        """Give why an occasion cannot be done, as it was said last."""
        plan = self.seen.plan.origin(rule.id).id
        said = [
            each
            for each in self.step.unable
            if (each.plan, each.duty) == (plan, rule.id) and life.arose <= each.at <= self.now
            if each.round in (None, life.number)
        ]
        return max(said, key=lambda each: each.at, default=None)

    def _state(
        self, rule: Rule, order: Order, life: "_Life", late_from: datetime | None
    ) -> tuple[State, timedelta | None, Text | None]:
        if order.kind != "act":
            return self._kept(rule, order, life)
        moment = life.over or self.now
        over = life.over is not None
        if over and life.occasion.doubted is not None:
            moment = min(moment, life.occasion.doubted)
        owed = over or not life.occasion.provisional
        binding = order.mood != "may" and owed and life.occasion.binds(moment)
        late = None if late_from is None or not binding else moment - late_from
        late = late if late is not None and late > timedelta(0) else None
        if life.complete:
            return "met" if late is None else "met-late", late, life.why(self.shown_in)
        if life.ended is not None:
            lost = (
                life.ended.cause != "never"
                and binding
                and (late is not None or order.words is Soon.IMMEDIATELY)
            )
            return (
                "missed" if lost else "stood-down",
                late if lost else None,
                self._ended_by(life.ended.cause),
            )
        if life.waits and rule.limit is not None:
            return "waiting", None, life.why(self.shown_in)
        if late is not None:
            return "overdue", late, life.why(self.shown_in)
        return "running", None, life.why(self.shown_in)

    def _kept(self, rule: Rule, order: Order, life: "_Life") -> tuple[State, timedelta | None, Text | None]:
        """Say whether a duty to refrain or to keep something up was kept."""
        until = life.ended.at if life.ended is not None else self.now
        breaches = [
            each.held.first for name in rule.entry.broken_by for each in self.seen.events.get(name, ())
        ]
        plan = self.seen.plan.origin(rule.id).id
        breaches += [
            act.at
            for act in self.step.acts
            if (act.plan, act.duty) == (plan, rule.id) and (act.broke or order.kind == "refrain")
        ]
        since = life.occasion.certain
        broken = [moment for moment in breaches if since is not None and since <= moment <= until]
        if broken:
            life.broken = min(broken)
            moment = clock_text(min(broken), self.shown_in)
            return "broken", None, Text(f"{moment} 违反", f"broken at {moment}")
        if life.ended is not None:
            return "stood-down", None, self._ended_by(life.ended.cause)
        return "standing", None, None

    def _ended_by(self, cause: str) -> Text:
        if cause == "never":
            return Text(
                "所依据的情况已更正，自始不成立", "what it rested on was put right: it never was owed"
            )
        if cause == "ground":
            return Text("触发条件不再成立", "its condition holds no longer")
        event = self.seen.plan.scope.events[cause]
        return Text(f"因“{event.zh}”终止", f"ended by: {event.en}")


def _met(rule: Rule, met: Happened, number: int) -> Happened:
    return evolve(met, entry=f"met({rule.id})#{number}")


def _when(happened: Happened) -> tuple[datetime, datetime]:
    return happened.held.first, happened.known


def uncounted(act: Act, rule: Rule, own: Involved) -> Text | None:
    """Give why an act fulfils nothing, or None where it can.

    It must be done by a body that owes the duty or on its behalf, to somebody it is owed to, in a form allowed.
    """
    entry, groups = rule.entry, own.plan.plan.groups
    if act.broke or entry.kind != "act":
        return None if entry.kind != "act" else Text("违反不是完成", "a breach is no fulfilment")
    owners = {own.ours(owner) for owner in entry.owners}
    members = {unit for owner in entry.owners if owner in groups for unit in groups[owner].units}
    by, on_behalf = (own.ours(name) if name is not None else None for name in (act.by, act.on_behalf))
    if by is not None and by not in owners | members and on_behalf not in owners:
        return Text(
            "办理者不是责任单位，也未写明代谁办理", "done by a body that does not owe it, for nobody who does"
        )
    if act.channel is not None and act.channel in entry.not_by:
        return Text("原文不允许用这种方式", "done in a form the text excludes")
    if act.to and entry.to and {own.ours(name) for name in entry.to}.isdisjoint(map(own.ours, act.to)):
        return Text("没有报给应报的对象", "told to nobody it is owed to")
    return None


@frozen(eq=False)
class _Start:
    """What a limit counts from: its two ends, where only a span is known, and the event behind it."""

    name: str
    label: Text
    low: datetime | date | None
    high: datetime | date | None
    happened: Happened | None

    @property
    def known(self) -> bool:
        """Say whether anything is known of when it happened."""
        return self.low is not None or self.high is not None


def _first(starts: Sequence["_Start | None"]) -> "_Start | None":
    """Give the first start of several that is not known yet, or else the first."""
    unknown = (start for start in starts if start is not None and not start.known)
    return next(unknown, starts[0])


@define(eq=False)
class _Run:
    """One part of a limit while it is worked out, from what it counts from to its two ends."""

    start: _Start | None
    due: datetime | None = None
    latest: datetime | None = None
    """None where nobody knows a latest end."""
    first: datetime | None = None
    counted: datetime | date | None = None
    paused: datetime | None = None
    lengthened: Lengthening | None = None
    refused: bool = False
    """Whether a body lengthened the limit when it had already passed."""
    unknown: Text | None = None
    """Why it cannot be worked out."""


@define(eq=False)
class _Dues:
    """The moments at which rounds fall due, by their number from 1."""

    rounds: Iterator[datetime]
    step: timedelta | None
    zone: ZoneInfo
    known: list[datetime] = field(factory=list)

    @classmethod
    def after(cls, limit: Limit, begin: datetime | date, moment: datetime, calendar: Calendar) -> "_Dues":
        """Give those of a limit later than a moment."""
        return cls(limit.rounds(begin, moment, calendar), limit.step, calendar.zone)

    def __getitem__(self, number: int) -> datetime:
        while len(self.known) < (number if self.step is None else 1):
            self.known.append(next(self.rounds))
        if self.step is None:
            return self.known[number - 1]
        return local(self.known[0] + (number - 1) * self.step, self.zone)

    def until(self, moment: datetime) -> int:
        """Count those up to a moment."""
        if self.step is not None:
            return max(0, (moment - self[1]) // self.step + 1)
        while self[len(self.known) + 1] <= moment:
            pass
        return bisect_right(self.known, moment)


@frozen(eq=False)
class _PassedOver:
    """The rounds nobody can have answered, by their numbers, and how each is made."""

    numbers: tuple[range, ...]
    round_of: "Callable[[int], _Life]"


@frozen(eq=False)
class _End:
    """What ended an obligation unfulfilled: an event, its ground going, or that it never was; when, and known when."""

    at: datetime
    cause: str
    known: datetime


@frozen(eq=False)
class _Answer:
    """An act or an event that may fulfil an obligation."""

    held: Held
    known: datetime
    entry: str
    to: tuple[str, ...]
    round: int | None
    done: Done

    @property
    def at(self) -> datetime:
        """Give when it was done."""
        return self.done.at


def _by_time(key: tuple[int | None, tuple[str, ...], Done]) -> tuple[object, ...]:
    """Give a key that sorts acts by time, those of one time by what they say, not by the order they were told in."""
    number, to, done = key
    said = (
        done.by or "",
        done.to,
        done.channel or "",
        done.number or "",
        done.event.en if done.event else "",
    )
    return (done.at, number is None, number or 0, to, said)


@define(eq=False)
class _Told:
    """What earlier editions of a duty have told: how many occasions, and which acts answered them."""

    number: int = 0
    taken: set[str] = field(factory=set)


@define(eq=False)
class _Life:
    """One obligation while it is worked out."""

    occasion: _Occasion
    starts: Sequence[_Start | None]
    run: _Run
    """The part of its limit that decides."""
    arose: datetime
    ended: _End | None
    runs: bool
    """Whether so much has begun that its limit runs."""
    number: int
    only_counted: bool = False
    """Whether it is one of the rounds before those that are told one by one."""
    passed_over: _PassedOver | None = None
    """The rounds before it that are not even gone through."""
    broken: datetime | None = None
    told: dict[str, datetime] = field(factory=dict)
    done: list[Done] = field(factory=list)
    met: Happened | None = None
    """What fulfilled it, as an event."""

    @property
    def complete(self) -> bool:
        """Say whether it was fulfilled, with the last addressee told."""
        return self.met is not None

    @property
    def over(self) -> datetime | None:
        """Give when it was met or ended; what is granted or paused later changes nothing of it."""
        if self.complete:
            return self.done[-1].at
        return self.ended.at if self.ended is not None else None

    @property
    def waits(self) -> bool:
        """Say whether what the limit counts from is not known to have happened."""
        return not self.runs and self.run.unknown is None

    @property
    def awaits(self) -> tuple[Text, ...]:
        """Give what others of several limits count from that is not known to have happened."""
        if len(self.starts) < 2:
            return ()
        return tuple(start.label for start in self.starts if start is not None and not start.known)

    def wants(self, act: _Answer, order: Order) -> bool:
        """Say whether an act tells anybody this obligation has not told yet."""
        named = [unit.id for unit in order.to if unit.id in act.to]
        return not order.to or not act.to or any(unit not in self.told for unit in named)

    def take(self, act: _Answer, order: Order) -> None:
        """Take an act as an answer: to those it told, or to all where it names nobody."""
        self.done.append(act.done)
        addressees = [unit.id for unit in order.to]
        for unit in [unit for unit in addressees if not act.to or unit in act.to]:
            self.told.setdefault(unit, act.at)
        if all(unit in self.told for unit in addressees):
            self.met = Happened(act.entry, act.held, act.known)

    def why(self, zone: ZoneInfo) -> Text | None:
        """Say what a reader would wonder about: an unknown calendar, a start put right, a limit lengthened."""
        run = self.run
        if run.unknown is not None:
            return Text(f"算不出时限：{run.unknown.zh}", f"the limit cannot be worked out: {run.unknown.en}")
        happened = run.start.happened if run.start is not None else None
        if run.lengthened is not None:
            words = run.lengthened.length.words
            return Text(f"经批准延长{words.zh}", f"lengthened by {words.en}")
        if run.refused:
            return Text("期限已过才批准延长，不改变时限", "lengthened after the limit had passed: it stays")
        if happened is not None and happened.was:
            was = clock_text(happened.was[-1].first, zone)
            return Text(f"起算时间已更正（原为{was}）", f"its start was put right (it was {was})")
        if run.due is not None and run.latest is None and not self.complete:
            return Text(
                "最迟何时起算不明，不计逾期", "how late its start may be is not known: never called late"
            )
        return None


def _ends(value: Value | None) -> tuple[datetime | date | None, datetime | date | None]:
    """Give the two ends of a moment known exactly, as a range, or not at all."""
    if isinstance(value, Exactly):
        found = value.value if isinstance(value.value, date) else None
        return found, found
    if isinstance(value, Between):
        low = value.low if isinstance(value.low, date) else None
        high = value.high if isinstance(value.high, date) else None
        return low or high, high
    return None, None


def together(obligations: Sequence[Obligation]) -> tuple[Obligation, ...]:
    """Name beside each report the reports of other plans to the same bodies that are still owed.

    They stand together, the one due first leading; each keeps its own state, and none hides another.
    """
    groups: dict[tuple[object, ...], list[Obligation]] = {}
    for one in obligations:
        order = one.order
        if order.report_kind is not None and order.to and one.open:
            key = (order.report_kind, frozenset([unit.name for unit in order.to]))
            groups.setdefault(key, []).append(one)
    beside: dict[str, tuple[str, ...]] = {}
    for group in groups.values():
        if len({one.plan.id for one in group}) > 1:
            for one in group:
                beside[one.id] = tuple(other.id for other in group if other.plan.id != one.plan.id)
    if not beside:
        return tuple(obligations)
    return tuple(evolve(one, beside=beside[one.id]) if one.id in beside else one for one in obligations)


_orders: WeakKeyDictionary[Prepared, dict[tuple[object, ...], dict[str, Order]]] = WeakKeyDictionary()


def order_of(involved: Sequence[Involved], place: int, rule: Rule, desk: str | None) -> Order:
    """Give what a duty says whenever it is owed; worked out once for a plan and the one whose bodies it speaks of."""
    made = _orders_of(involved, place, desk)
    found = made.get(rule.id)
    if found is None:
        own = involved[place]
        found = made[rule.id] = _order(own, _bringer(involved, own), rule, desk, place)
    return found


def _orders_of(involved: Sequence[Involved], place: int, desk: str | None) -> dict[str, Order]:
    """Give what the duties of a plan say, by their ids, as far as it was asked for with the same leading plan."""
    own = involved[place]
    leading = _bringer(involved, own)
    return _orders.setdefault(own.plan, {}).setdefault((leading.composed.sources, desk, place), {})


def _bringer(involved: Sequence[Involved], own: Involved) -> Prepared:
    """Give the plan that brought one alongside, whose bodies it is mapped to; for a plan named, the leading one."""
    for each in involved if own.adoption is not None else ():
        if any(adoption is own.adoption for adoption in each.plan.plan.alongside):
            return each.plan
    return involved[0].plan


def _order(own: Involved, leading: Prepared, rule: Rule, desk: str | None, place: int) -> Order:
    plan, entry = own.plan, rule.entry
    report = plan.plan.reports.get(entry.report) if entry.report else None
    maps = own.adoption.maps if own.adoption else None

    def named(names: Sequence[str]) -> tuple[UnitName, ...]:
        return units_of(plan, names, maps, leading)

    units = named(entry.owners)
    return Order(
        duty=rule.id,
        plan=plan.origin(entry.id),
        clause=str(entry.clause),
        label=Text(entry.zh, entry.en),
        units=units,
        with_units=named(entry.with_),
        concerns=named(entry.concerns),
        provided=entry.provided,
        mood=entry.mood,
        kind=entry.kind,
        report=Text(report.zh, report.en) if report else None,
        report_id=str(entry.report) if entry.report else None,
        report_kind=report.kind if report else None,
        to=named(entry.to),
        copy=named(entry.copy),
        channel=entry.channel,
        words=entry.due,
        limit=rule.limit,
        because=_because(rule, plan),
        response=tuple(plan.response_levels.named(level) for level in entry.response),
        standing=entry.standing,
        source=entry.source,
        note=entry.note,
        ours=_ours(own, leading, entry.owners, units, desk),
        position=(place, list(rules_by_id(plan)).index(rule.id)),
    )


_OTHERS = frozenset({"superior", "outside"})


def _ours(
    own: Involved, leading: Prepared, owners: Sequence[str], units: Sequence[UnitName], desk: str | None
) -> bool:
    """Say whether the desk owes a duty: the named body, or else whoever of the leading plan is of its own level.

    A body of a plan alongside is ours where it is mapped to one of the plan that brought it, or is its seat.
    """
    if desk is not None:
        return any(unit.id == desk for unit in units)
    known = leading.plan
    for name, unit in zip(owners, units, strict=True):
        if own.adoption is not None and name not in own.adoption.maps and name != own.plan.plan.seat:
            continue
        entry = known.units.get(unit.id)
        if entry is None or entry.role not in _OTHERS:
            return True
    return False


def _because(rule: Rule, plan: Prepared) -> Text:
    parts = []
    if rule.entry.response:
        levels = [plan.response_levels.named(level).words for level in rule.entry.response]
        parts.append(
            Text(
                "响应级别为" + "、".join(level.zh for level in levels),
                "the response is " + " or ".join(level.en for level in levels),
            )
        )
    if rule.conditional:
        parts.append(Text(rule.condition.words("zh"), rule.condition.words("en")))
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))
