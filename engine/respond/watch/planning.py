"""Which reminders an incident calls for and when: a pure function of what is owed and of the profile."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain, count, pairwise, takewhile
from typing import Final, Literal

from attrs import field

from respond._records import frozen
from respond.clock import local
from respond.show import gone_since, recurring
from respond.situation import Obligation, Situation
from respond.store import stamp
from respond.watch.profile import Profile

Kind = Literal["before", "at", "after", "at-once", "resumed", "moved", "stood-down"]
"""Before a limit, at it, after it; of what is owed at once; a postponement is over; the limit moved; no longer owed."""


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
    """Which of its kind: a share, or how many seconds away."""

    @property
    def key(self) -> str:
        """Give the key under which it is noted once."""
        kind = f"{self.kind}-{self.step}" if self.step else self.kind
        return f"{self.incident}:{self.obligation}:{compact(self.limit)}:{kind}"


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


def plan(situation: Situation, profile: Profile, held: Mapping[str, Held] | None = None) -> Outlook:
    """Plan the reminders of an incident: of every obligation that is open, owed and has a limit or is owed at once.

    `held` says what was postponed or acknowledged, by obligation.

    >>> from datetime import datetime
    >>> from respond import classify, quick
    >>> from respond.watch.profile import default_profile
    >>> incident = quick("vaccine-quality", ["quality_suspected=yes"], events=["received=2026-11-21T09:12+08:00"])
    >>> situation = classify(incident, now=datetime.fromisoformat("2026-11-21T09:30+08:00"))
    >>> coming = plan(situation, default_profile()).next["jiaocheng/vaccine-quality#report-up#1"]
    >>> coming.kind, coming.step, coming.at.isoformat()
    ('before', '1/2', '2026-11-21T09:42:00+08:00')
    """
    now, held = situation.now, held or {}
    due: dict[str, tuple[Planned, ...]] = {}
    coming: dict[str, Planned] = {}
    unplanned: list[Obligation] = []
    later = _later_rounds(situation.obligations)
    for one in situation.obligations:
        if not reminded(one, profile):
            continue
        until = later.get(one.id)
        past: list[Planned] = []
        for each in _in_order(one, situation, profile, held.get(one.id, _NOTHING)):
            if until is not None and each.at >= until:
                break
            if each.at > now:
                coming[one.id] = each
                break
            past.append(each)
        if past:
            due[one.id] = tuple(past[-_LAST:])
        if one.id not in coming and until is None and _limited(one):
            unplanned.append(one)
    return Outlook(now, due, coming, tuple(unplanned))


def reminded(one: Obligation, profile: Profile) -> bool:
    """Say whether reminders are sent of an obligation: not of powers, nor of what is to be refrained from."""
    wanted = one.ours or profile.whose == "all"
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


def _in_order(one: Obligation, situation: Situation, profile: Profile, held: Held) -> Iterator[Planned]:
    """Give the reminders of one obligation in the order of their moments, without end while it is open."""

    def planned(kind: Kind, at: datetime, limit: datetime, step: str = "") -> Planned:
        return Planned(situation.incident, one.id, kind, local(at, situation.tz), limit, step)

    since = gone_since(one) if one.at_once else None
    if since is not None:
        first = planned("at-once", since, since, "0s")
        usual: Iterable[Planned] = chain(
            [first],
            (planned("at-once", since + gone, since, _seconds(gone)) for gone in _repeats(profile.at_once)),
        )
    elif one.due is None or one.state == "waiting":
        return
    else:
        due = one.due
        begin = max(one.arose, one.started) if isinstance(one.started, datetime) else one.arose
        begin = min(due, begin)
        ahead = {
            due - length: planned("before", due - length, due, _seconds(length)) for length in profile.before
        }
        for share in profile.shares:
            at = begin + (due - begin) * share.numerator / share.denominator
            ahead[at] = planned("before", at, due, str(share))
        early = [ahead[at] for at in sorted(ahead) if begin < at < due]
        turn = max(due, one.arose)
        late_from = max(turn, one.late_from) if one.late_from is not None else turn
        usual = chain(
            early,
            [planned("at", turn, due)],
            (planned("after", late_from + gone, due, _seconds(gone)) for gone in _repeats(profile.after)),
        )
    limit = since if since is not None else one.due
    assert limit is not None  # noqa: S101 - one of the two is there
    resumed = [planned("resumed", until, limit, compact(until)) for _, until in held.postponed]
    yield from _merged(_without(usual, held), sorted(resumed, key=lambda each: each.at))


def _without(usual: Iterable[Planned], held: Held) -> Iterator[Planned]:
    """Leave out what is held back: nothing that comes at a limit or tells of a duty for the first time."""
    for each in usual:
        if each.kind == "at" or each.step == "0s":
            yield each
            continue
        repeats = each.kind in {"after", "at-once"}
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
