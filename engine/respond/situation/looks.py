"""What is owed, from one look to the next: only the obligations something has touched since are made anew."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import TypeVar
from weakref import WeakKeyDictionary

from attrs import field

from respond._records import define, evolve
from respond.clock import TICK
from respond.plan import Prepared, Rule
from respond.situation.account import MOST_ROUNDS, Account, knowing, obligations_of
from respond.situation.frames import Frame, PlanFrame
from respond.situation.ledger import Ledger, rules_by_id
from respond.situation.obligations import Obligation, together, urgency

_NEVER = datetime.max.replace(tzinfo=UTC)

_Duty = tuple[int, str]
"""A duty by the position of its plan and its id."""


@define(eq=False)
class Looks:
    """Looks at one ledger while an incident is walked, each at a later moment than the one before.

    What an obligation hangs on is: its occasions, the events and facts its duty names, what is said of it in the log,
    and the moment. The first four are compared with the last look; of the last it is known until when it changes
    nothing but how late something is.
    """

    ledger: Ledger
    seen: Frame | None = None
    looked: datetime = _NEVER
    """When the last look was."""
    steady: dict[_Duty, datetime] = field(factory=dict)
    """Until when the obligations of a duty stand as they do if nothing is learnt."""
    until: datetime = _NEVER
    """Until when all of them do."""
    ordered: list[tuple[tuple[object, ...], _Duty, Obligation]] = field(factory=list)
    shown: tuple[Obligation, ...] = ()

    def at(self, now: datetime) -> tuple[Obligation, ...]:
        """Give every obligation as it stands at a moment, the most pressing first, as if nobody had looked before."""
        frame = self.ledger.last
        if frame is None:
            return ()
        if any(each.scale is not None for each in self.ledger.involved):
            # occasions are numbered through the editions of a duty, so that one edition hangs on another
            return obligations_of(self.ledger, frame.step, now, frame.step.index)
        if self.seen is not None and self.seen.step.index != frame.step.index:
            self._age()
        stale = set(self._touched(frame, now))
        if self.until < now:
            stale.update(duty for duty, until in self.steady.items() if until < now)
        if stale:
            self._make(stale, frame, now)
        self.seen, self.looked = frame, now
        return tuple([_later(one, now) if one.state == "overdue" else one for one in self.shown])

    def _touched(self, frame: Frame, now: datetime) -> Iterator[_Duty]:
        """Give the duties something was learnt of since the last look, or said that has come to count."""
        yield from self.ledger.moved
        self.ledger.moved.clear()
        if self.seen is None:
            return
        for place, (was, own) in enumerate(zip(self.seen.plans, frame.plans, strict=True)):
            watching = _watching(own.plan)
            for name in _changed(was, own):
                for duty in watching.get(name, ()):
                    yield place, duty
        before, said = self.seen.step.of_duties, frame.step.of_duties
        told = {each.duty for each in _unlike(before, said)}
        told.update(each.duty for each in said if self.looked < each.at <= now)
        for place, own in enumerate(frame.plans):
            done_too = (other for duty in told for other in own.plan.does_too.get(duty, ()))
            yield from ((place, duty) for duty in (*told, *done_too))

    def _age(self) -> None:
        """Call nothing new that was new in the step before."""
        if any(one.new for one in self.shown):
            self.ordered = [(key, duty, _aged(one)) for key, duty, one in self.ordered]
            self.shown = tuple([_aged(one) for one in self.shown])

    def _make(self, stale: Collection[_Duty], frame: Frame, now: datetime) -> None:
        ledger = self.ledger
        made = [each for each in self.ordered if each[1] not in stale]
        for place, tracks in enumerate(ledger.tracks):
            account = Account(ledger.involved, place, frame, frame.step, now, ledger.desk, frame.step.index)
            rules = rules_by_id(ledger.involved[place].plan)
            for name in [name for owner, name in stale if owner == place and name in tracks]:
                found = tuple(account.obligations(rules[name], tracks[name].occasions))
                self.steady[place, name] = _until(rules[name], found, now)
                made += [(urgency(one), (place, name), one) for one in found]
        made.sort(key=itemgetter(0))
        self.until = min(self.steady.values(), default=_NEVER)
        self.ordered = made
        self.shown = together([one for *_, one in made])


def _until(rule: Rule, found: Sequence[Obligation], now: datetime) -> datetime:
    """Give until when the obligations of a duty stand as they do if nothing more is learnt."""
    until = min((_steady(one, now) for one in found), default=_NEVER)
    if rule.recurs and any(one.open for one in found):
        # the next round arises at the moment the last one is due
        coming = [one.due for one in found if one.due is not None and one.due > now]
        waits = all(one.state == "waiting" for one in found if one.open)
        if coming and len(found) < MOST_ROUNDS:
            until = min(until, *(due - TICK for due in coming))
        elif not waits:
            until = now
    return until


def _aged(one: Obligation) -> Obligation:
    return evolve(one, new=False) if one.new else one


def _steady(one: Obligation, now: datetime) -> datetime:
    """Give until when an obligation stands as it does if nothing more is learnt, but for how late it is."""
    turns = (one.due, one.late_from) if one.state == "running" else ()
    return min((turn for turn in turns if turn is not None and turn >= now), default=_NEVER)


def _later(one: Obligation, now: datetime) -> Obligation:
    """Give an overdue obligation as late as it is by now."""
    return one if one.late_from is None else evolve(one, late=now - one.late_from)


_by_name: WeakKeyDictionary[Prepared, Mapping[str, tuple[str, ...]]] = WeakKeyDictionary()


def _watching(plan: Prepared) -> Mapping[str, tuple[str, ...]]:
    """Give, by the name of an event or of a fact that starts a limit, the duties of a plan that hang on it."""
    found = _by_name.get(plan)
    if found is None:
        duties: dict[str, list[str]] = {}
        for duty, rule in rules_by_id(plan).items():
            for name in _moments_asked(plan, rule):
                duties.setdefault(name, []).append(duty)
        found = _by_name[plan] = {name: tuple(each) for name, each in duties.items()}
    return found


def _moments_asked(plan: Prepared, rule: Rule) -> tuple[str, ...]:
    """Give every event by which a duty counts, ends, pauses, is fulfilled or broken."""
    entry = rule.entry
    names = [*rule.starts, *rule.ends, *entry.broken_by, *(event for event, _ in entry.fulfilments)]
    names += [name for stop in entry.stops for name in (stop.from_, stop.to)]
    names += [entry.last_round] if entry.last_round is not None else []
    names += [name for owner in entry.owners[:1] for name in knowing(plan, owner)]
    return tuple(dict.fromkeys(map(str, names)))


def _changed(was: PlanFrame, now: PlanFrame) -> Iterator[str]:
    """Give the events and the facts that start a limit which are not what they were."""
    if was.events != now.events:
        names = was.events.keys() | now.events.keys()
        yield from (name for name in names if was.events.get(name) != now.events.get(name))
    for name in _watching(now.plan).keys() & now.plan.facts.keys():
        if was.values.get(name) != now.values.get(name):
            yield name


T = TypeVar("T")


def _unlike(was: Sequence[T], now: Sequence[T]) -> Iterable[T]:
    """Give what only one of two lists has."""
    return () if was == now else set(was) ^ set(now)
