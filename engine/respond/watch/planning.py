"""Which reminders an incident calls for and when: a pure function of what is owed, of its plan and of the rhythm."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from heapq import merge
from itertools import chain, count, pairwise, takewhile
from typing import Final, Literal

from attrs import field

from respond._records import frozen
from respond.clock import local
from respond.show import gone_since, owed_in_writing, recurring
from respond.situation import Obligation, Ordered, Situation
from respond.store import stamp
from respond.watch.rhythm import Rhythm

Kind = Literal["before", "at", "after", "running", "at-once", "in-writing", "resumed", "moved", "stood-down"]
"""Before a limit, at it, after it; while a duty runs; of what is owed at once; of a report that is owed in writing by
no clock; a postponement is over; the limit moved;
no longer owed."""


@frozen
class Planned:
    """A reminder that is planned: what of, of which kind, when, and about which limit.

    Its key is unique for the incident, the obligation, the kind and the moment of the limit, so that a limit that
    moves plans anew.
    """

    incident: str
    obligation: str
    kind: Kind
    at: datetime
    limit: datetime
    step: str = ""
    """Which of its kind: a share, or how many seconds away; of a rule of the plan, after its name."""
    ordered: Ordered | None = None
    """The rule of the plan by which it is sent."""

    @property
    def key(self) -> str:
        """Give the key under which it is noted once."""
        kind = f"{self.kind}-{self.step}" if self.step else self.kind
        return f"{self.incident}:{self.obligation}:{compact(self.limit)}:{kind}"


def rule_of(kind: str, key: str) -> str:
    """Give the rule of a plan by which a reminder was sent, by its key; empty where that is nobody's but the rhythm's.

    >>> rule_of("after", "i:plan#duty#1:20180102T010000Z:after-urging+3600s"), rule_of("at", "i:d:x:at")
    ('urging', '')
    """
    name, plus, _ = key.rpartition(":")[2].removeprefix(f"{kind}-").rpartition("+")
    return name if plus else ""


@frozen
class Held:
    """What people said of the reminders of one obligation: until when its repeats are held back, from when on.

    `postponed` are stretches asked for, `quiet` those that follow from an acknowledgement by all.
    """

    postponed: tuple[tuple[datetime, datetime], ...] = ()
    quiet: tuple[tuple[datetime, datetime], ...] = ()


@frozen(eq=False)
class Outlook:
    """What is planned for one incident at a moment.

    `due` gives for each obligation the reminders whose moment has come, the earliest first; `next` the one to come.
    `unplanned` are the obligations with a limit for which there is none.
    """

    now: datetime
    due: Mapping[str, tuple[Planned, ...]]
    next: Mapping[str, Planned]
    unplanned: tuple[Obligation, ...] = field(default=())

    @property
    def wakes(self) -> datetime | None:
        """Give when the next reminder comes."""
        return min((each.at for each in self.next.values()), default=None)


_NOTHING: Final = Held()
_LAST: Final = 2000
"""Of the reminders of one obligation whose moment has come only so many are told apart, the last ones."""


def plan(situation: Situation, rhythm: Rhythm, held: Mapping[str, Held] | None = None) -> Outlook:
    """Plan the reminders of an incident: of all that is open, owed and has a limit, or is owed at once or in writing.

    `held` says what was postponed or acknowledged, by obligation.

    >>> from datetime import datetime
    >>> from respond import classify, quick
    >>> from respond.watch.rhythm import default_rhythm
    >>> incident = quick("vaccine-quality", ["quality_suspected=yes"], events=["received=2026-11-21T09:12+08:00"])
    >>> situation = classify(incident, now=datetime.fromisoformat("2026-11-21T09:30+08:00"))
    >>> coming = plan(situation, default_rhythm()).next["jiaocheng/vaccine-quality#report-up#1"]
    >>> coming.kind, coming.step, coming.at.isoformat()
    ('before', '1/2', '2026-11-21T09:42:00+08:00')
    """
    now, held = situation.now, held or {}
    due: dict[str, tuple[Planned, ...]] = {}
    coming: dict[str, Planned] = {}
    unplanned: list[Obligation] = []
    later = _later_rounds(situation.obligations)
    for one in situation.obligations:
        if not reminded(one, rhythm):
            continue
        until = later.get(one.id)
        past: list[Planned] = []
        for each in _in_order(one, situation, rhythm, held.get(one.id, _NOTHING)):
            if until is not None and each.at >= until:
                break
            if each.at > now:
                coming[one.id] = each
                break
            past.append(each)
        if past:
            due[one.id] = tuple(past[-_LAST:])
        if one.id not in coming and until is None and _limited(one) and not situation.reminding.get(one.id):
            unplanned.append(one)
    return Outlook(now, due, coming, tuple(unplanned))


def reminded(one: Obligation, rhythm: Rhythm) -> bool:
    """Say whether reminders are sent of an obligation: not of powers, nor of what is to be refrained from."""
    wanted = one.ours or rhythm.whose == "all"
    return wanted and one.open and one.mood != "may" and one.order.kind == "act"


def compact(moment: datetime) -> str:
    """Write a moment as keys have it.

    >>> compact(datetime.fromisoformat("2026-11-21T09:12+08:00"))
    '20261121T011200Z'
    """
    return stamp(moment)[:19].replace("-", "").replace(":", "") + "Z"


def _limited(one: Obligation) -> bool:
    """Say whether an obligation has a limit that runs, whether or not it can be worked out."""
    if one.state == "waiting" or one.paused is not None:
        return False
    if one.at_once:
        return gone_since(one) is not None
    return one.order.limit is not None and one.order.limit.figured


def _later_rounds(obligations: Sequence[Obligation]) -> dict[str, datetime]:
    """Give, for each round of a recurring duty, when the next open one is due: then that one is reminded of instead."""
    rounds: dict[tuple[str, str], list[Obligation]] = {}
    for one in obligations:
        if one.open and one.due is not None and recurring(one):
            rounds.setdefault((one.plan.id, one.duty), []).append(one)
    found: dict[str, datetime] = {}
    for each in rounds.values():
        each.sort(key=lambda one: (one.due, one.round))
        for one, following in pairwise(each):
            if following.due is not None and one.due is not None and following.due > one.due:
                found[one.id] = following.due
    return found


def _in_order(one: Obligation, situation: Situation, rhythm: Rhythm, held: Held) -> Iterator[Planned]:
    """Give the reminders of one obligation in the order of their moments: as its plan orders them, or as usual."""
    limit = _told_from(one)
    ordered = situation.reminding.get(one.id, ())
    usual: Iterator[Planned]
    if ordered and one.state != "waiting":
        usual = merge(*(_by_rule(each, one, situation) for each in ordered), key=lambda each: each.at)
    elif limit is not None:
        plain = one.id in situation.reminding
        usual = _as_usual(one, situation, rhythm.plainer if plain else rhythm)
    else:
        return
    if limit is None:
        yield from usual
        return
    resumed = [
        Planned(situation.incident, one.id, "resumed", local(until, situation.tz), limit, compact(until))
        for _, until in held.postponed
    ]
    yield from _merged(_without(usual, held), sorted(resumed, key=lambda each: each.at))


def _told_from(one: Obligation) -> datetime | None:
    """Give the moment reminders are about: the limit, or since when it is owed without one; None while neither is."""
    if one.at_once:
        return gone_since(one)
    if owed_in_writing(one):
        return one.arose
    return None if one.state == "waiting" else one.due


def _by_rule(ordered: Ordered, one: Obligation, situation: Situation) -> Iterator[Planned]:
    """Give the reminders a rule of the plan orders, in the order of their moments."""
    times, zone = ordered.rule.times, situation.tz
    begun = _begun(one)

    def planned(kind: Kind, at: datetime, limit: datetime, gone: timedelta) -> Planned:
        step = f"{ordered.rule.id}+{_seconds(gone)}"
        return Planned(situation.incident, one.id, kind, local(at, zone), limit, step, ordered)

    def around(due: datetime) -> Iterator[Planned]:
        turn, late_from = _reached(one, due)
        for at, _ in times.ahead(due, zone):
            if begun < at < due:
                yield planned("before", at, due, due - at)
        for at in times.past(late_from, zone):
            yield planned("at" if at <= turn else "after", at, due, at - late_from)

    def meanwhile() -> Iterator[Planned]:
        for at in times.while_running(begun, zone):
            yield planned("running", at, begun if one.due is None else one.due, at - begun)

    streams = [meanwhile(), *([around(one.due)] if one.due is not None else [])]
    return merge(*streams, key=lambda each: each.at)


def _reached(one: Obligation, due: datetime) -> tuple[datetime, datetime]:
    """Give when a limit is there to be told, no earlier than its duty, and from when on it is late."""
    turn = max(due, one.arose)
    return turn, max(turn, one.late_from) if one.late_from is not None else turn


def _begun(one: Obligation) -> datetime:
    """Give the moment an obligation runs from: what its limit counts from, or when it arose."""
    return max(one.arose, one.started) if isinstance(one.started, datetime) else one.arose


def _as_usual(one: Obligation, situation: Situation, rhythm: Rhythm) -> Iterator[Planned]:
    """Give the reminders of one obligation by the rhythm, without end while it is open."""

    def planned(kind: Kind, at: datetime, limit: datetime, step: str = "") -> Planned:
        return Planned(situation.incident, one.id, kind, local(at, situation.tz), limit, step)

    since = gone_since(one) if one.at_once else None
    if since is not None:
        first = planned("at-once", since, since, "0s")
        return chain(
            [first],
            (planned("at-once", since + gone, since, _seconds(gone)) for gone in _repeats(rhythm.at_once)),
        )
    if owed_in_writing(one):
        return chain(
            [planned("in-writing", one.arose, one.arose, "0s")],
            (
                planned("in-writing", one.arose + gone, one.arose, _seconds(gone))
                for gone in _repeats(rhythm.at_once[-1:])
            ),
        )
    due = one.due
    assert due is not None  # noqa: S101 - or there is nothing to plan
    begin = min(due, _begun(one))
    ahead = {due - length: planned("before", due - length, due, _seconds(length)) for length in rhythm.before}
    for share in rhythm.shares:
        at = begin + (due - begin) * share.numerator / share.denominator
        ahead[at] = planned("before", at, due, str(share))
    early = [ahead[at] for at in sorted(ahead) if begin < at < due]
    turn, late_from = _reached(one, due)
    return chain(
        early,
        [planned("at", turn, due)],
        (planned("after", late_from + gone, due, _seconds(gone)) for gone in _repeats(rhythm.after)),
    )


def _without(usual: Iterable[Planned], held: Held) -> Iterator[Planned]:
    """Leave out what is held back: nothing at a limit, at its own turn, or that tells of a duty first."""
    for each in usual:
        if each.kind in {"at", "running"} or each.step == "0s":
            yield each
            continue
        repeats = each.kind in {"after", "at-once", "in-writing"}
        stretches = (*held.postponed, *(held.quiet if repeats else ()))
        if not any(since <= each.at < until for since, until in stretches):
            yield each


def _merged(usual: Iterator[Planned], others: Sequence[Planned]) -> Iterator[Planned]:
    """Put a few reminders among those without end, by their moments."""
    waiting = list(others)
    for each in usual:
        for other in takewhile(lambda other: other.at <= each.at, [*waiting]):  # noqa: B023 - taken at once
            waiting.remove(other)
            yield other
        yield each


def _repeats(intervals: Sequence[timedelta]) -> Iterator[timedelta]:
    """Give how long after the beginning each repeat comes; the last interval goes on.

    >>> from itertools import islice
    >>> [gone.seconds // 60 for gone in islice(_repeats([timedelta(minutes=10), timedelta(minutes=30)]), 4)]
    [10, 40, 70, 100]
    """
    gone = timedelta()
    for place in count():
        gone += intervals[min(place, len(intervals) - 1)]
        yield gone


def _seconds(length: timedelta) -> str:
    return f"{length // timedelta(seconds=1)}s"
