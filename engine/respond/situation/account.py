"""How the occasions of every duty stand at a moment: by when they are due, what fulfilled them, what ended them.

An obligation runs by the limit of its duty, is fulfilled by acts and events, and ends as the plan says.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import chain, pairwise
from types import MappingProxyType
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from attrs import field

from respond._records import define, evolve, frozen
from respond.clock import TICK, Calendar, Limit, Within, add, clock_text, local, start_of_day
from respond.errors import CoverageError, Text
from respond.facts import Between, Exactly, Observation, Value
from respond.log import Act, Happened, Held, Inability, Lengthening, Step
from respond.plan import ARISING, DERIVED_EVENTS, Leg, Prepared, Rule, Soon, split_event
from respond.reason import Truth, truth_of
from respond.situation.frames import (
    BEGUN_AGAIN,
    Frame,
    Involved,
    PlanFrame,
    begun_again,
    body_of,
    declared_at,
    span,
)
from respond.situation.ledger import (
    Begun,
    Ledger,
    Occasion,
    Track,
    acts_for,
    arrived_for,
    counting_for,
    from_another,
    rules_by_id,
)
from respond.situation.obligations import OPEN, Done, Obligation, Order, State, together, urgency
from respond.situation.orders import order_of, orders_of

MET: frozenset[State] = frozenset({"met", "met-late"})

MOST_ROUNDS = 500
"""Rounds of a recurring duty that are told one by one; of more, the earliest are only counted."""

_TELL_ALL: Final = frozenset({"initial", "progress", "closing"})
"""The kinds of report that tell how things stand, not only of what they were asked about."""

_Ends = tuple[datetime | date | None, datetime | date | None]
"""The two ends between which a moment lies, None where nothing is known of one."""

_GROUNDS: Final = frozenset({"ground", "never"})
"""What ends an obligation without an event of its own."""

_Said = TypeVar("_Said", Act, Lengthening, Inability)

_UNTOLD = frozenset({"occurred", *DERIVED_EVENTS})
"""Events that happen without anybody telling the body they are said of."""


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
    tracks: Mapping[str, Track] = field(factory=dict)
    """The occasions of its duties."""
    seen: PlanFrame = field(init=False)
    """What the plan sees."""
    orders: dict[Rule, Order] = field(init=False)
    """What its duties say, as far as it was asked for."""
    labels: dict[str, Text] = field(init=False, factory=dict)
    """What limits count from in words, as far as it was asked for."""
    starts: dict[tuple[str, str | None, datetime | None], "_Start"] = field(init=False, factory=dict)
    """What limits count from by its name and entry, as far as it was asked for; many count from the same."""
    spans: dict[tuple[tuple[str, str], ...], Sequence[tuple[datetime, datetime]]] = field(
        init=False, factory=dict
    )
    """When the events happened that made occasions arise, as far as it was asked for."""

    @seen.default
    def _(self) -> PlanFrame:
        return self.frame.plans[self.place]

    @orders.default
    def _(self) -> dict[Rule, Order]:
        return orders_of(self.involved, self.place, self.desk)

    @property
    def calendar(self) -> Calendar:
        """Give the working days the plan counts by, in its zone."""
        return self.involved[self.place].calendar

    @property
    def shown_in(self) -> ZoneInfo:
        """Give the zone an answer is told in: that of the leading plan."""
        return self.involved[0].calendar.zone

    def obligations(
        self, rule: Rule, occasions: Sequence[Occasion], earlier: "Earlier | None" = None
    ) -> Iterator[Obligation]:
        """Give every occasion of a duty, a recurring one round by round, with what fulfilled it.

        `earlier` keeps how many occasions an earlier edition has told, and which acts they have taken.
        """
        order = self._order(rule)
        counted: list[Obligation] = []
        for life in self._lived(rule, order, occasions, earlier or Earlier()):
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
        return self.orders.get(rule) or order_of(self.involved, self.place, rule, self.desk)

    def _lived(
        self, rule: Rule, order: Order, occasions: Sequence[Occasion], earlier: "Earlier"
    ) -> Sequence["_Life"]:
        """Give every occasion of a duty that has arisen, round by round, with what answered it."""
        answers = self._answered(rule)
        lives: list[_Life] = []
        for occasion in occasions:
            if occasion.arose <= self.now and not occasion.ghost:
                lives += self._lives(rule, occasion, earlier.number, answers)
                earlier.number = lives[-1].number
        each = self._each_of(rule)
        lives = [life for life in lives if not each or self._owing(life, each)]
        if answers:
            self._fulfil(rule, order, answers, lives, earlier)
        return lives

    def _lives(
        self, rule: Rule, occasion: Occasion, numbered: int, answers: Sequence["_Answer"]
    ) -> Sequence["_Life"]:
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
            return (life,)
        try:
            return self._rounds(rule, rule.limit, life, answers)
        except CoverageError as error:
            run.unknown = _named(error)
            return (life,)

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
        sure = life.occasion.certain
        doubtful = 0 if sure is None or sure > self.now else dues.until(sure)
        pending = self._pending_before(rule, sure)
        if pending is not None:
            dues = dues.no_later(pending.due, doubtful, limit, self.calendar)
        latest = self._latest_dues(limit, (begin, latest_begin), dues, life.arose, doubtful, pending)
        last = dues.until(until) + 1
        if life.ended and last > 1 and dues[last - 1] >= life.ended.at:
            last -= 1  # what ends as a round arises ends it too
        last = min(last, self._last_round(rule, life, dues) or last)
        told = range(max(1, min(dues.until(until), last) - MOST_ROUNDS + 1), last + 1)
        before = {*range(1, min(told.start, len(answers) + 1))}
        before |= {act.round - life.number + 1 for act in answers if act.round is not None}
        chosen = [number for number in sorted(before) if 1 <= number < told.start] + [*told]

        def run_of(number: int) -> _Run:
            try:
                due = dues[number]
                kept = pending is not None and number == doubtful + 1 and due == pending.due
                return _Run(life.run.start, due=due, latest=latest(number), first=due, kept=kept)
            except (
                CoverageError
            ) as error:  # only of the round under way: it takes those before it with it no more
                return _Run(life.run.start, unknown=_named(error))

        def round_of(number: int) -> "_Life":
            ended = life.ended
            if number <= doubtful and sure is not None and (ended is None or sure < ended.at):
                ended = _End(sure, "doubt", sure)  # it fell due while nobody could say that it was owed
            return evolve(
                life,
                run=run_of(number),
                ended=ended,
                arose=dues[number - 1] if number > 1 else life.arose,
                number=life.number + number - 1,
                only_counted=number < told.start,
            )

        found = [round_of(number) for number in chosen]
        if told.start > 1:
            passed = (
                numbers
                for low, high in pairwise([0, *chosen])
                for numbers in (range(low + 1, min(high, doubtful + 1)), range(max(low, doubtful) + 1, high))
                if numbers
            )
            found[-len(told)].passed_over = _PassedOver(tuple(passed), round_of)
        return found

    def _last_round(self, rule: Rule, life: "_Life", dues: "_Dues") -> int | None:
        """Give the number of the round after which none arises: that under way as the event happened that says so."""
        happened = self.seen.events.get(rule.entry.last_round or "", ())
        moments = [each.held.first for each in happened if life.arose <= each.held.first <= self.now]
        # at the very moment one falls due the next has not begun
        return dues.until(min(moments) - TICK) + 1 if moments else None

    def _pending_before(self, rule: Rule, sure: datetime | None) -> "_Pending | None":
        """Give the round that was open of a milder duty as this one came to be owed for certain in its place.

        A graver case never moves a limit later: the round that is owed instead is due no later than that one was.
        """
        milder = self.seen.plan.milder.get(rule.id, ())
        if sure is None or sure > self.now:
            return None
        rules, found = rules_by_id(self.seen.plan), list[_Pending]()
        for other in (rules[name] for name in milder if name in self.tracks):
            occasions = self.tracks[other.id].occasions
            if other.recurs is not rule.recurs or all(one.gone != sure for one in occasions):
                continue
            for life in self._lived(other, self._order(other), occasions, Earlier()):
                if life.occasion.gone != sure or life.complete:
                    continue
                if not other.recurs:
                    self._due(other, life)
                if life.run.due is not None and life.run.due >= sure:
                    found.append(_Pending(life.run.due, life.run.latest))
        return min(found, key=lambda each: each.due, default=None)

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
        doubtful: int,
        pending: "_Pending | None",
    ) -> Callable[[int], datetime | None]:
        """Give when each round is due at the latest; the rounds of two beginnings go by their number from there.

        Those that fell due while it was open whether they are owed are never late, and do not count.
        """
        begin, latest_begin = begins
        if latest_begin is None:
            return lambda _: None
        if latest_begin == begin:
            return lambda number: dues[number] if number > doubtful else None
        first = self._moment(begin)
        passed = _Dues.after(limit, begin, first, self.calendar).until(arose) if first < arose else 0
        found = _Dues.after(limit, latest_begin, self._moment(latest_begin), self.calendar)
        if pending is not None and pending.latest is not None:
            found = found.no_later(pending.latest, passed, limit, self.calendar)
        return lambda number: found[number - doubtful + passed] if number > doubtful else None

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

    def met(self, rule: Rule, occasions: Sequence[Occasion], earlier: "Earlier") -> tuple[Happened, ...]:
        """Give, as an event, each time a duty was met; of one that recurs the first round that was."""
        lives = self._lived(rule, self._order(rule), occasions, earlier)
        if not rule.recurs:
            return tuple(_met(rule, life.met, life.number) for life in lives if life.met is not None)
        first = min((life.met for life in lives if life.met is not None), key=by_time, default=None)
        return () if first is None else (_met(rule, first, 1),)

    def _start(
        self, leg: Leg, begun: Begun, occasion: Occasion, over: datetime | None = None
    ) -> "_Start | None":
        """Give what a limit of an occasion counts from, of several the first: as known now, or as it was once over."""
        own = self._start_of(begun.start, begun, occasion, over)
        if len(leg.starts) < 2:
            return own
        # an occasion takes the event that happened first; a time that is a fact may lie before it
        facts = self.seen.plan.facts
        times = [self._start_of(name, begun, occasion, over) for name in leg.starts if name in facts]
        known = [start for start in (own, *times) if start is not None and start.low is not None]
        return min(known, key=self._begin, default=own)

    def _begin(self, start: "_Start") -> datetime:
        """Give the earliest moment of a start that is known."""
        assert start.low is not None  # noqa: S101 - it is known
        return self._moment(start.low)

    def _moment(self, found: datetime | date) -> datetime:
        return found if isinstance(found, datetime) else start_of_day(found, self.calendar.zone)

    def _start_of(
        self, name: str | None, begun: Begun, occasion: Occasion, over: datetime | None = None
    ) -> "_Start | None":
        """Give one of the starts a limit of an occasion may count from: as known now, or as it was once over."""
        if name is None:
            return None
        if over is not None and len(self.step.moments.get(name, ())) > 1:
            return _Start(name, self._label(name), *self._as_then(self.step.moments[name], over), None)
        if name == ARISING:
            arisen = self._arisen(occasion)
            certain = arisen if occasion.certain in (None, occasion.arose) else occasion.certain
            surely = max([certain, arisen, *self._open_ends(occasion)])
            return _Start(name, self._label(name), arisen, surely, None)
        # an end of the response that was not taken, as that ended the duty too, is none of a response before
        since = occasion.arose if name == "terminated" and begun.event is None else None
        found = self.starts.get((name, begun.event, since))
        if found is None:
            found = self.starts[name, begun.event, since] = self._told_start(name, begun.event, since)
        return found

    def _as_then(self, told: Sequence[tuple[datetime, Observation]], at: datetime) -> _Ends:
        """Give the ends of a moment that is a fact as it was told by a time; what only says it closer since counts."""
        place = bisect_right([known for known, _ in told], at)
        found, *since = [_ends(seen.value) for _, seen in told[max(place - 1, 0) :]]
        for ends in since:
            if self._apart(found, ends):
                break
            found = ends
        return found

    def _apart(self, one: _Ends, other: _Ends) -> bool:
        """Say whether two moments cannot be the same one, whenever it truly is."""
        (low, high), (from_, to) = ([end and self._moment(end) for end in ends] for ends in (one, other))
        return bool((high and from_ and high < from_) or (to and low and to < low))

    def _arisen(self, occasion: Occasion) -> datetime:
        """Give when an occasion came to be owed, by the times of the events behind it as they are known now."""
        return max((first for first, _ in self._spans_behind(occasion)), default=occasion.arose)

    def _told_start(self, name: str, entry: str | None, since: datetime | None) -> "_Start":
        """Give a start that somebody tells: a moment that is a fact, or an event, by its entry where that is known.

        A number was another since a moment, but whoever owes a report of that has it since he was told.
        """
        label = self._label(name)
        if name in self.seen.plan.facts:
            low, high = _ends(self.seen.values.get(name))
            return _Start(name, label, low, high, None)
        told = (each for each in self.seen.events.get(name, ()) if entry in (None, each.entry))
        found = next((each for each in told if since is None or each.held.first >= since), None)
        first, last = span(found) if found is not None else (None, None)
        if found is not None and found.of_figures:
            first = last = max(span(found)[1], found.known)
        return _Start(name, label, first, last, found)

    def _label(self, name: str) -> Text:
        found = self.labels.get(name)
        if found is None:
            found = self.labels[name] = self._worded(name)
        return found

    def _worded(self, name: str) -> Text:
        """Word what a limit counts from; a body's event by the leading plan's name of the body, its seat's by none."""
        own, leading = self.involved[self.place], self.involved[0].plan
        event, body = split_event(name)
        ours = own.ours(body) if body is not None and own.adoption is not None else None
        if ours is None or ours == body or event not in leading.scope.events:
            return self.seen.plan.start_label(name)
        return leading.start_label(event if ours == leading.plan.seat else f"{event}@{ours}")

    def _counted(
        self, leg: Leg, rule: Rule, start: "_Start", occasion: Occasion, *, latest: bool
    ) -> datetime | date | None:
        """Give what a limit counts from, at one of its ends: the later of start and arising, unless from its start."""
        at = start.high if latest else start.low
        if at is None or leg.from_start or not isinstance(at, datetime):
            return at
        told = (occasion.certain_told if latest else None) or occasion.told
        together = start.happened is not None and start.happened.known >= told and not occasion.renamed
        if together or start.name == ARISING:
            # what was learnt together with the report that made it arise counts from its own time
            arose = self._open_ends(occasion) if latest else []
        else:
            arose = [self._surely(occasion) if latest else occasion.arose]
        return max([at, *arose, *self._own_knowledge(rule, start, occasion)])

    def _surely(self, occasion: Occasion) -> datetime:
        """Give by when an occasion has arisen at the latest: it may hang on a doubt, or on events known as a span."""
        return max([occasion.certain or occasion.arose, *self._open_ends(occasion)])

    def _open_ends(self, occasion: Occasion) -> list[datetime]:
        """Give the later ends of the events that made an occasion arise, of those known only as a span."""
        return [last for first, last in self._spans_behind(occasion) if first != last]

    def _spans_behind(self, occasion: Occasion) -> Sequence[tuple[datetime, datetime]]:
        """Give the ends of when each event happened that made an occasion arise; many arose by the same."""
        found = self.spans.get(occasion.behind)
        if found is None:
            found = self.spans[occasion.behind] = [
                span(each)
                for name, entry in occasion.behind
                for each in self.seen.events.get(name, ())
                if each.entry == entry
            ]
        return found

    def _own_knowledge(self, rule: Rule, start: "_Start", occasion: Occasion) -> Iterator[datetime]:
        """Give when the body that owes a duty itself learnt of the incident, where the log has it.

        What it receives after an event of its own, from which the limit runs, is no later knowledge.
        """
        for owner in rule.entry.owners[:1]:
            names = knowing(self.seen.plan, owner)
            known = [self.seen.events[name][0].held.first for name in names if name in self.seen.events]
            if known and not self._told_by(rule, start, occasion):
                yield min(known)

    def _told_by(self, rule: Rule, start: "_Start", occasion: Occasion) -> bool:
        """Say whether the owner of a duty knew of what its limit counts from since that is an event of its own."""
        plan = self.seen.plan
        names = [start.name] if start.name != ARISING else [name for name, _ in occasion.behind]
        told = [body_of(plan, name) for name in names if name not in _UNTOLD]
        return not set(rule.entry.owners[:1]).isdisjoint(told)

    def _end(self, rule: Rule, occasion: Occasion) -> "_End | None":
        """Give when an occasion ended other than by being fulfilled, and why.

        An event that ends the duty and begins it anew ends the occasions before it, not the one it begins.
        """
        ended = [
            (name, each)
            for name in rule.ends
            for each in self.seen.events.get(name, ())
            if each.held.first >= occasion.arose and each.entry != occasion.begun_again_after
        ]
        if not ended and occasion.gone is None:
            return None
        begins = {begun.event for begun in occasion.begun if begun.start in rule.entry.renewals}
        ends = [_End(each.held.first, name, each.known) for name, each in ended if each.entry not in begins]
        if occasion.gone is not None:
            ends.append(_End(occasion.gone, "never" if occasion.never else "ground", occasion.gone))
        reached = [end for end in ends if end.at <= self.now]
        # an event that ends it is told rather than its ground, which goes with that event
        return min(reached, key=lambda end: (end.at, end.cause in _GROUNDS, end.cause), default=None)

    def _due(self, rule: Rule, life: "_Life") -> None:
        """Work out the two ends of a limit, what paused it and what lengthened it: of several, the one that decides."""
        limit = rule.limit
        if life.over is not None and any(
            len(self.step.moments.get(name, ())) > 1 for leg in rule.legs for name in leg.starts
        ):
            # another day told since is no correction: the limit of what was over by then stays
            begun = zip(rule.legs, life.occasion.begun, strict=True)
            life.starts = [self._start(leg, each, life.occasion, life.over) for leg, each in begun]
            life.run = _Run(_first(life.starts))
        if rule.leaves_limit:
            self._set(rule, life)
        if limit is not None and limit.at_once:
            life.run.counted = self._gone_from(rule, life)
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
        latest = runs[last].latest if last is not None else None
        if decides is not None or len(runs) == 1:
            life.run = runs[decides or 0]
        life.run.latest, life.run.unknown = latest, unknown
        pending = self._pending_before(rule, life.occasion.certain) if not rule.recurs else None
        if pending is not None:
            life.run.hold(pending)

    def _gone_from(self, rule: Rule, life: "_Life") -> datetime | date | None:
        """Give what the time gone by of a duty owed at once counts from, as a figure would."""
        start = life.run.start
        if start is None:
            return self._arisen(life.occasion)
        return self._counted(rule.legs[0], rule, start, life.occasion, latest=False)

    def _set(self, rule: Rule, life: "_Life") -> None:
        """Take the limit that was set with the event an occasion counts from, where one was."""
        start = life.run.start
        if start is None or start.happened is None or start.happened.within is None:
            return
        life.set = Within(start.happened.within)
        life.run = self._run(rule, evolve(rule.legs[0], limit=life.set), life, start)

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
            run.unknown = _named(error)
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

    def _granted(self, rule: Rule, life: "_Life") -> Sequence[Lengthening]:
        """Give by what the limit of an occasion was made longer; where no length was entered, by the event alone."""
        until, allowed = life.over or self.now, rule.entry.extend
        names = (rule.id, *(allowed.together if allowed is not None else ()))
        entered = [
            each
            for name in names
            for each in self._said_of(name, self.step.lengthenings)
            if life.arose <= each.at <= until and each.round in (None, life.number)
        ]
        if entered or allowed is None or allowed.upon is None or rule.longest is None:
            return entered
        plan = self.seen.plan.origin(rule.id).id
        happened = self.seen.events.get(allowed.upon, ())
        agreed = (each for each in happened if life.arose <= each.held.first <= until)
        return [
            Lengthening(each.entry, plan, rule.id, rule.longest, allowed.by, each.held.first, each.known)
            for each in agreed
        ][:1]

    def _said_of(self, duty: str, said: Sequence[_Said]) -> Iterator[_Said]:
        """Give what the log says of a duty, of some of all that it says."""
        if not said:
            return iter(())
        plan = self.seen.plan.origin(duty).id
        return (each for each in said if each.duty == duty and each.plan == plan)

    # What fulfils.

    def _fulfil(
        self,
        rule: Rule,
        order: Order,
        answers: Sequence["_Answer"],
        lives: Sequence["_Life"],
        earlier: "Earlier",
    ) -> None:
        """Give each act, in the order of their times, to the oldest open occasion it can answer, and all it tells of.

        What reports how things stand has told all that was known when it was made, so that one report answers every
        occasion there was by then, unless it names one. What answered only what an earlier edition might have ordered
        answers what the one after it orders, too.
        """
        each = self._each_of(rule)
        left, taken, in_doubt = list(lives), earlier.taken, frozenset(earlier.in_doubt)
        tells_all = not rule.recurs and order.report_kind in _TELL_ALL
        for act in answers:
            tells = tells_all and act.round is None and act.done.event is None
            again = act.entry in in_doubt
            answered: set[str] = set()  # of the bodies, by an act of all of them
            for life in left if tells or again or act.entry not in taken else ():
                apart = self._owing(life, each)
                if each and act.done.by in each and act.done.by not in apart:
                    continue
                for_others = bool(answered) and answered.isdisjoint(apart)
                further = act.entry in taken and not (again and life.arose <= act.at) and not for_others
                if further and not (tells and life.known_to(act) and self._names(life, act)):
                    continue
                if not self._answers_it(rule, life, act):
                    continue
                asked = self._to_those_told(order, life)
                if life.wants(act, asked, apart):
                    life.take(act, asked, apart)
                    taken.add(act.entry)
                    if life.occasion.binds(act.at):
                        earlier.in_doubt.discard(act.entry)
                    else:
                        earlier.in_doubt.add(act.entry)
                    answered.update(apart)
                    if not tells and (act.done.by in each or answered.issuperset(each)):
                        break
            left = [life for life in left if not life.complete]

    def _each_of(self, rule: Rule) -> tuple[str, ...]:
        """Give the bodies that stand for one unit and owe a duty each by itself; none where one owes it, or all do."""
        held = self.step.bodies
        if not held:  # as of most incidents
            return ()
        own = self.involved[self.place]
        units = own.plan.plan.units
        owners = [owner for owner in rule.entry.owners if owner in units and units[owner].each]
        several = (names for names in (held.get(own.ours(owner), ()) for owner in owners) if len(names) > 1)
        return tuple(dict.fromkeys(name for names in several for name in names))

    def _owing(self, life: "_Life", each: Sequence[str]) -> tuple[str, ...]:
        """Give which of the bodies that owe a duty each by itself owe this occasion of it.

        What begins with the receipt of one is that one's; what begins with that of the unit is of all that have none of
        their own, at however late a moment.
        """
        if not each:
            return ()
        begun = {(begun.start, begun.event) for begun in life.occasion.begun} | {*life.occasion.behind}
        received = {
            (name, happened.entry): happened.holder
            for name in {name or "" for name, _ in begun}
            for happened in self.seen.events.get(name, ())
            if happened.holder in each
        }
        holder = next((received[key] for key in received if key in begun), None)
        return (
            (holder,) if holder is not None else tuple(body for body in each if body not in received.values())
        )

    def _to_those_told(self, order: Order, life: "_Life") -> Order:
        """Give what a duty says upon an act that is an event: it is owed to those whom that act told.

        Who was told by telephone is owed the text, and not who had it in writing.
        """
        start = life.run.start
        event = self.seen.plan.plan.events.get(start.name) if start is not None else None
        happened = start.happened if start is not None and event is not None and event.act else None
        if happened is None or not order.to:
            return order
        act = next((each for each in self.step.acts if each.entry == happened.entry), None)
        told = set(map(self.involved[self.place].ours, act.to)) if act is not None else set()
        to = tuple(unit for unit in order.to if unit.id in told)
        return (
            evolve(order, to=to, copy=tuple(unit for unit in order.copy if unit.id in told)) if to else order
        )

    def _names(self, life: "_Life", act: "_Answer") -> bool:
        """Say whether a report may have named the level an occasion arose by: none while a milder one is declared."""
        if not life.occasion.renamed:
            return True
        declared, _ = declared_at(self.step, act.at)
        return declared is None or declared.level >= life.occasion.level

    def _answered(self, rule: Rule) -> Sequence["_Answer"]:
        """Give what may fulfil in the order of its times; an act told twice is one act."""
        acts = (rule.id, *self.seen.plan.same_done.get(rule.id, ()))
        if self.step.acts_of.keys().isdisjoint(acts) and not rule.entry.fulfilments:
            return ()
        found = {(each.round, each.to, each.done): each for each in self._answers(rule)}
        if not found:
            return ()
        return [found[key] for key in sorted(found, key=_answer_key)]

    def _answers(self, rule: Rule) -> Iterator["_Answer"]:
        own = self.involved[self.place]
        yield from self._answers_by(rule, acts_for(rule, self.step, own))
        acts = {act.entry: act for act in self.step.acts} if rule.entry.fulfilments else {}
        for name, addressee, each in arrived_for(rule, self.seen, self.step, own):
            if each.entry in acts:  # an event that is an act fulfils as the act does
                act = counting_for(acts[each.entry], rule, own)
                yield from self._answers_by(rule, () if act is None or act.duty == rule.id else (act,))
            elif each.held.first <= self.now:
                event = self.seen.plan.scope.events[name]
                to = (own.ours(addressee),) if addressee is not None else ()
                by = each.by or (each.source if each.source in self._each_of(rule) else None)
                done = Done(each.held.first, by, to, event=Text(event.zh, event.en))
                yield _Answer(each, to, None, done)

    def _answers_by(self, rule: Rule, acts: Iterable[Act]) -> Iterator["_Answer"]:
        """Give what was done of a duty by acts, of which those of another name no round of this one."""
        for act in acts:
            answer = _answer_of(act, self.involved[self.place])
            if act.at <= self.now:
                yield answer if act.duty == rule.id else evolve(answer, round=None, of_another=act.duty)

    def _answers_it(self, rule: Rule, life: "_Life", act: "_Answer") -> bool:
        """Say whether an act can answer an occasion: not before what it answers, nor after that has ended.

        What was done before anybody knew of the end stays done.
        """
        ended = life.ended
        if life.complete or (ended is not None and act.at > ended.at and act.known >= ended.known):
            return False
        if act.round is not None and (act.round != life.number or not rule.recurs):
            return act.round == life.number  # of a recurring one it must have come as well
        if act.of_another is not None and not self._does_too(rule, life, act):
            return False
        early = act.at < life.arose and act.known < life.occasion.told
        if early and act.done.event is not None and rule.entry.acts_count != "from-start":
            return False  # an event names no duty, so that one from before this arose was of something else
        begin = life.arose
        if not rule.acts_from_arising and not rule.recurs:
            if life.waits:  # its start is not known, so nothing says that the act came before it
                return True
            lows = [start.low for start in life.starts if start is not None]
            # what made it arise may have been put right to an earlier moment, with what answered it then
            arisen = self._arisen(life.occasion)
            begin = min([begin, arisen, *(low for low in lows if isinstance(low, datetime))])
        return act.at >= begin

    def _does_too(self, rule: Rule, life: "_Life", act: "_Answer") -> bool:
        """Say whether an act of another duty may do this one: not before it was owed.

        What did not hang on the level told nothing of one that was open then.
        """
        named = rule.acts_from_arising and act.of_another in rule.entry.done_with
        return act.at >= life.arose and (not named or life.occasion.binds(act.at))

    def _standing(self, rule: Rule, order: Order, life: "_Life") -> Obligation:
        """Say how an occasion stands."""
        occasion, run, start = life.occasion, life.run, life.run.start
        order = self._to_those_told(order, life)
        if life.set is not None:
            order = evolve(order, limit=life.set, words=None)
        late_from = (
            max(run.latest, life.arose, self._surely(occasion)) if run.latest and not run.paused else None
        )
        state, late, why = self._state(rule, order, life, late_from)
        each = self._owing(life, self._each_of(rule))
        if why is None and state in OPEN and not occasion.provisional:
            why = self._one_of_several(rule) or (life.by_each(each, order) if len(each) > 1 else None)
            why = why or (self._had_from_another(rule) if rule.entry.fulfilments else None)
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
            by_each=bool(each),
            bodies=each,
            passed=state == "running" and run.due is not None and not run.paused and run.due < self.now,
            done=done,
            told=tuple((unit, at) for unit in order.addressees if (at := life.told.get(unit.id)) is not None)
            if life.told
            else (),
            missing=tuple(unit for unit in order.addressees if unit.id not in life.told)
            if life.told and not life.complete
            else (),
            ended=life.ended.at if life.ended and state in {"missed", "stood-down"} else None,
            why=why,
            new=occasion.step >= self.newest > 0 and occasion.step == self.newest,
            counted=run.counted if run.counted != (life.arose if start is None else start.low) else None,
            awaits=life.awaits if state in OPEN else (),
            unable=self._unable(rule, life) if state in OPEN else None,
        )

    def _one_of_several(self, rule: Rule) -> Text | None:
        """Say that a duty is owed only as the mildest of several, of which it is open which one is."""
        names = rule.entry.or_stricter
        if not names or not set(names).isdisjoint(self.seen.conclusions.owed):
            return None
        if truth_of(rule.condition, self.seen.values) is not Truth.UNKNOWN:
            return None
        rules = rules_by_id(self.seen.plan)
        labels = [Text(rules[name].entry.zh, rules[name].entry.en) for name in map(str, names)]
        named = Text.joined(labels, "”、“", "” or “")
        return ONE_OF_SEVERAL.fill(duties=named)

    def _had_from_another(self, rule: Rule) -> Text | None:
        """Say that those it is owed to know of it, and not from who owes it."""
        own = self.involved[self.place]
        another = any(
            each.held.first <= self.now and from_another(rule, name, each, self.step, own)
            for name, _ in rule.entry.fulfilments
            for each in self.seen.events.get(name, ())
        )
        return RECEIVED_FROM_ANOTHER if another else None

    def _unable(self, rule: Rule, life: "_Life") -> Inability | None:
        """Give why an occasion cannot be done, as it was said last."""
        if not self.step.unable:
            return None
        said = [
            each
            for each in self._said_of(rule.id, self.step.unable)
            if life.arose <= each.at <= self.now and each.round in (None, life.number)
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
            never = life.ended if life.ended is not None and life.ended.cause == "never" else None
            late = late if never is None else None  # what was never owed was not late
            why = life.why(self.shown_in) if never is None else self._ended_by(never)
            return "met" if late is None else "met-late", late, why
        if life.ended is not None:
            undone = life.had_begun and (
                order.words is Soon.IMMEDIATELY or (order.words is Soon.BEFORE_END and life.ended.by_event)
            )
            lost = life.ended.cause != "never" and binding and (late is not None or undone)
            return (
                "missed" if lost else "stood-down",
                late if lost else None,
                self._ended_by(life.ended),
            )
        if life.waits and rule.limit is not None:
            return "waiting", None, life.why(self.shown_in)
        return "running" if late is None else "overdue", late, life.why(self.shown_in)

    def _kept(self, rule: Rule, order: Order, life: "_Life") -> tuple[State, timedelta | None, Text | None]:
        """Say whether a duty to refrain or to keep something up was kept."""
        until = life.ended.at if life.ended is not None else self.now
        breaches = [
            each.held.first for name in rule.entry.broken_by for each in self.seen.events.get(name, ())
        ]
        breaches += [
            act.at
            for act in self._said_of(rule.id, self.step.acts_of.get(rule.id, ()))
            if act.broke or order.kind == "refrain"
        ]
        since = life.occasion.certain
        broken = [moment for moment in breaches if since is not None and since <= moment <= until]
        if broken:
            life.broken = min(broken)
            moment = clock_text(min(broken), self.shown_in)
            return "broken", None, Text(f"{moment} 违反", f"broken at {moment}")
        if life.ended is not None:
            return "stood-down", None, self._ended_by(life.ended)
        return "standing", None, None

    def _ended_by(self, end: "_End") -> Text:
        cause = end.cause
        if cause == "never":
            return Text(
                "所依据的情况已更正，自始不成立", "what it rested on was put right: it never was owed"
            )
        if cause == "doubt":
            return Text("到期时是否应办未定", "when it fell due it was open whether it was owed")
        if cause == "ground":
            start = begun_again(self.seen.events)
            if start is not None and start.held.first == end.at:
                if start in self.seen.events.get(BEGUN_AGAIN, ()):
                    return Text("响应终止后事件又起", "the incident began again after the response was ended")
                return Text("响应已再次启动", "the response was begun again")
            return Text("触发条件不再成立", "its condition holds no longer")
        event = self.seen.plan.scope.events[cause]
        return Text(f"因“{event.zh}”终止", f"ended by: {event.en}")


def _met(rule: Rule, met: Happened, number: int) -> Happened:
    return evolve(met, entry=f"met({rule.id})#{number}")


def by_time(happened: Happened) -> tuple[datetime, datetime]:
    """Give what happenings are ordered by: when they held, then when they were known."""
    return happened.held.first, happened.known


RECEIVED_FROM_ANOTHER: Final = Text(
    "已接报，但来源不是责任单位：不算它的报告", "received, but not from the body that owes the report"
)
"""Why a report is owed still though what it tells is known."""

OWED_BY_EACH: Final = Text("各自办理：{bodies}", "owed by each: {bodies}")
NOT_DONE_BY: Final = Text("还没有办的：{bodies}", "not yet done by: {bodies}")
"""How it stands with what several bodies owe each by itself."""


ONE_OF_SEVERAL: Final = Text(
    "现有情况定不了是本项还是更严的“{duties}”，至少按本项",
    "open whether this or the stricter “{duties}” is owed: this at least",
)
"""Why a duty is owed for certain while its own condition is open."""


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
    if len(starts) == 1:
        return starts[0]
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
    kept: bool = False
    """Whether it ends as the round of a milder duty would have that was open as this came to be owed."""

    def hold(self, pending: "_Pending") -> None:
        """Let it end no later than what was open of a milder duty as this came to be owed in its place."""
        if self.due is not None and pending.due < self.due:
            self.due, self.kept = pending.due, True
        if pending.latest is not None and (self.latest is None or pending.latest < self.latest):
            self.latest = pending.latest


_NOBODY: Final[Mapping[str, datetime]] = MappingProxyType({})
"""Who was told, while nobody was."""


@define(eq=False)
class _Dues:
    """The moments at which rounds fall due, by their number from 1."""

    rounds: Iterator[datetime]
    step: timedelta | None
    zone: ZoneInfo
    known: list[datetime] = field(factory=list)
    lacks: CoverageError | None = None
    """Why those after the known ones cannot be told."""

    @classmethod
    def after(cls, limit: Limit, begin: datetime | date, moment: datetime, calendar: Calendar) -> "_Dues":
        """Give those of a limit later than a moment."""
        return cls(limit.rounds(begin, moment, calendar), limit.step, calendar.zone)

    def __getitem__(self, number: int) -> datetime:
        while len(self.known) < (number if self.step is None else 1):
            self.known.append(self._next())
        if self.step is None:
            return self.known[number - 1]
        return local(self.known[0] + (number - 1) * self.step, self.zone)

    def no_later(self, moment: datetime, passed: int, limit: Limit, calendar: Calendar) -> "_Dues":
        """Give them with the first after some passed no later than a moment; those behind it count from it."""
        if self[passed + 1] <= moment:
            return self
        behind = limit.rounds(moment, moment, calendar)
        if not passed:
            return _Dues(chain([moment], behind), limit.step, self.zone)
        return _Dues(chain([self[number + 1] for number in range(passed)], [moment], behind), None, self.zone)

    def until(self, moment: datetime) -> int:
        """Count those up to a moment, as far as they can be told."""
        if self.step is not None:
            return max(0, (moment - self[1]) // self.step + 1)
        with suppress(CoverageError):
            while not self.known or self.known[-1] <= moment:  # none further, which a calendar may not know
                self.known.append(self._next())
        return bisect_right(self.known, moment)

    def _next(self) -> datetime:
        if self.lacks is None:
            try:
                return next(self.rounds)
            except CoverageError as error:
                self.lacks = error
        raise self.lacks


@frozen(eq=False)
class _Pending:
    """By when a round is due that was open, and from when on it would be late, where that is known."""

    due: datetime
    latest: datetime | None


@frozen(eq=False)
class _PassedOver:
    """The rounds nobody can have answered, by their numbers, and how each is made."""

    numbers: tuple[range, ...]
    round_of: "Callable[[int], _Life]"


@frozen(eq=False)
class _End:
    """What ended an obligation unfulfilled, when, and known when.

    An event, its ground going (`ground`), that it never was (`never`), or that it fell due in doubt (`doubt`).
    """

    at: datetime
    cause: str
    known: datetime

    @property
    def by_event(self) -> bool:
        """Say whether an event ended it, and not what it rested on."""
        return self.cause not in (*_GROUNDS, "doubt")


@frozen(eq=False)
class _Answer:
    """An act or an event that may fulfil an obligation."""

    happened: Happened
    to: tuple[str, ...]
    round: int | None
    done: Done
    of_another: str | None = None
    """The other duty the log says it of, one that orders the same, where it does."""

    @property
    def entry(self) -> str:
        """Give its entry in the log."""
        return self.happened.entry

    @property
    def known(self) -> datetime:
        """Give when it was told."""
        return self.happened.known

    @property
    def at(self) -> datetime:
        """Give when it was done."""
        return self.done.at


def _answer_of(act: Act, own: Involved) -> _Answer:
    done = Done(act.at, act.doer, act.to, act.channel, act.number)
    happened = Happened(act.entry, Held.at(act.at), act.known, was=act.was)
    return _Answer(happened, tuple(map(own.ours, act.to)), act.round, done)


def _doers(act: _Answer, apart: Sequence[str]) -> Sequence[str]:
    """Give which of the bodies that owe something each by itself did it: all, where none is named."""
    named = [body for body in apart if body == act.done.by]
    return named or apart


def _answer_key(key: tuple[int | None, tuple[str, ...], Done]) -> tuple[object, ...]:
    """Give a key that sorts acts by time, those of one time by what they say, not by the order they were told in.

    Of one time an act stands before an event: it says who did it.
    """
    number, to, done = key
    said = (
        done.by or "",
        done.to,
        done.channel or "",
        done.number or "",
        done.event.en if done.event else "",
    )
    return (done.at, done.event is not None, number is None, number or 0, to, said)


@define(eq=False)
class Earlier:
    """What earlier editions of a duty have told: how many occasions, and which acts answered them."""

    number: int = 0
    taken: set[str] = field(factory=set)
    in_doubt: set[str] = field(factory=set)
    """Those of the acts that answered what only might be owed."""


@define(eq=False)
class _Life:
    """One obligation while it is worked out."""

    occasion: Occasion
    starts: Sequence[_Start | None]
    run: _Run
    """The part of its limit that decides."""
    arose: datetime
    ended: _End | None
    runs: bool
    """Whether so much has begun that its limit runs."""
    number: int
    set: Limit | None = None
    """The limit set with the event it counts from, where the plan leaves it to whoever acts."""
    only_counted: bool = False
    """Whether it is one of the rounds before those that are told one by one."""
    passed_over: _PassedOver | None = None
    """The rounds before it that are not even gone through."""
    broken: datetime | None = None
    told: Mapping[str, datetime] = _NOBODY
    told_by: Mapping[str, Mapping[str, datetime]] = MappingProxyType({})
    """Whom each body told that owes it by itself."""
    done: tuple[Done, ...] = ()
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
    def had_begun(self) -> bool:
        """Say whether it was to be done before it ended, and not only from that very moment on."""
        counted = self.run.counted
        return self.ended is None or not isinstance(counted, datetime) or counted < self.ended.at

    @property
    def awaits(self) -> tuple[Text, ...]:
        """Give what others of several limits count from that is not known to have happened."""
        if len(self.starts) < 2:
            return ()
        return tuple(start.label for start in self.starts if start is not None and not start.known)

    def wants(self, act: _Answer, order: Order, apart: Sequence[str] = ()) -> bool:
        """Say whether an act tells anybody this obligation has not told yet, or is of a body that has not done it."""
        if apart:
            return any(not self._told_all(body, order, act.to) for body in _doers(act, apart))
        named = [unit.id for unit in order.addressees if unit.id in act.to]
        return not order.to or not act.to or any(unit not in self.told for unit in named)

    def known_to(self, act: _Answer) -> bool:
        """Say whether what made it arise was known to who did an act: told by then, or in the same breath."""
        told = self.occasion.told
        return max(told, self.arose) <= act.at or (told == act.known and self.arose <= act.at)

    def take(self, act: _Answer, order: Order, apart: Sequence[str] = ()) -> None:
        """Take an act as an answer: to those it told, or to all where it names nobody.

        Of bodies that owe it each by itself it is the answer of the one that did it, or of all where none is named.
        """
        self.done = (*self.done, act.done)
        addressees = [unit.id for unit in order.addressees]
        told = {unit: act.at for unit in addressees if not act.to or unit in act.to}
        for body in _doers(act, apart) if apart else ():
            self.told_by = {**self.told_by, body: {**told, **self.told_by.get(body, {})}}
        self.told = self._told_by_each(addressees, apart) if apart else {**told, **self.told}
        if all(unit in self.told for unit in addressees) and all(body in self.told_by for body in apart):
            self.met = act.happened

    def by_each(self, apart: Sequence[str], order: Order) -> Text | None:
        """Say which bodies that owe it each by itself have not done it."""
        open_ = [Text(body, body) for body in apart if not self._told_all(body, order, ())]
        if not open_:
            return None
        words = NOT_DONE_BY if self.told_by else OWED_BY_EACH
        return words.fill(bodies=Text.joined(open_, "、", ", "))

    def _told_all(self, body: str, order: Order, named: Sequence[str]) -> bool:
        """Say whether a body told all addressees, or all that are named."""
        told = self.told_by.get(body)
        asked = (unit.id for unit in order.addressees if not named or unit.id in named)
        return told is not None and all(unit in told for unit in asked)

    def _told_by_each(self, addressees: Sequence[str], apart: Sequence[str]) -> Mapping[str, datetime]:
        """Give who was told by every body, each with when the last of them did."""
        found = {unit: [self.told_by.get(body, {}).get(unit) for body in apart] for unit in addressees}
        return {unit: max(at for at in times if at) for unit, times in found.items() if all(times)}

    def why(self, zone: ZoneInfo) -> Text | None:
        """Say what a reader would wonder about: an unknown calendar, a start put right, a limit lengthened."""
        run = self.run
        if run.unknown is not None:
            return Text(f"时限无法确定：{run.unknown.zh}", f"the limit cannot be said: {run.unknown.en}")
        moved = self._moved(zone)
        if moved is not None or self.complete or run.due is None:
            return moved
        if run.kept:
            return Text(
                "情况加重不推后时限，仍按原来那一次",
                "a graver case puts no limit off: as the round before it",
            )
        if run.latest is None:
            return Text(
                "最迟何时起算不明，不计逾期", "how late its start may be is not known: never called late"
            )
        return None

    def _moved(self, zone: ZoneInfo) -> Text | None:
        """Say what lengthened the limit, or moved it."""
        run = self.run
        happened = run.start.happened if run.start is not None else None
        if run.lengthened is not None:
            words = run.lengthened.length.words
            return Text(f"经批准延长{words.zh}", f"lengthened by {words.en}")
        if run.refused:
            return Text("期限已过才批准延长，不改变时限", "lengthened after the limit had passed: it stays")
        if happened is not None and happened.was:
            was = clock_text(happened.was[-1].first, zone)
            return Text(f"起算时间已更正（原为{was}）", f"its start was put right (it was {was})")
        return None


def _named(error: CoverageError) -> Text:
    """Give what is lacking, with the code that names it."""
    found = error.faults[0]
    return Text(f"{found.problem.zh}（{found.code}）", f"{found.problem.en} ({found.code})")


def _ends(value: Value | None) -> _Ends:
    """Give the two ends of a moment known exactly, as a range, or not at all."""
    if isinstance(value, Exactly):
        found = value.value if isinstance(value.value, date) else None
        return found, found
    if isinstance(value, Between):
        low = value.low if isinstance(value.low, date) else None
        high = value.high if isinstance(value.high, date) else None
        return low or high, high
    return None, None


def knowing(plan: Prepared, body: str) -> tuple[str, ...]:
    """Give the events by which a body itself knows of an incident; those without a body are the seat's.

    What is discovered without a body was found by anyone, as by a passer-by, and says nothing of what the seat knows.
    """
    bare = ("learned", "received")
    own = tuple(f"{name}@{body}" for name in ("discovered", *bare))
    return (*own, *bare) if body == plan.plan.seat else own


def obligations_of(ledger: Ledger, step: Step, now: datetime, newest: int) -> tuple[Obligation, ...]:
    """Give every obligation as it stands at `now`, the most pressing first; `newest` is the last step."""
    found: list[Obligation] = []
    told: dict[tuple[str, str], Earlier] = {}
    for place, tracks in enumerate(ledger.tracks):
        if ledger.last is None:
            continue
        plan = ledger.involved[place].plan
        account = Account(
            ledger.involved, place, ledger.last, step, now, ledger.desk, newest, ledger.tracks[place]
        )
        for name, rule in rules_by_id(plan).items():
            if name in tracks:
                earlier = told.setdefault((plan.origin(name).id, name), Earlier())
                found += account.obligations(rule, tracks[name].occasions, earlier)
    return together(sorted(found, key=urgency))
