"""What conditions and limits ask of duties: whether one is overdue, met or missed, and since when."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from weakref import WeakKeyDictionary

from respond.clock import TICK
from respond.facts import Exactly
from respond.language import split_lateness, split_state
from respond.log import Step
from respond.plan import Prepared, Rule
from respond.situation.account import MET, Account, Earlier, by_time
from respond.situation.frames import States, conditions_of
from respond.situation.ledger import Ledger, Track, rules_by_id
from respond.situation.obligations import Obligation
from respond.situation.variants import variants_of


def states_of(ledger: Ledger, at: datetime, step: Step) -> list[States]:
    """Give what the rules of each plan ask about its duties, as it is at a moment."""
    return [_states(ledger, place, at, step) for place in range(len(ledger.involved))]


def _states(ledger: Ledger, place: int, at: datetime, step: Step) -> States:
    plan = ledger.involved[place].plan
    asked = states_asked(plan)
    stands = {duty: _of(ledger, place, duty, at, step) for duty in {duty for *_, duty in asked}}
    said = {
        name: Exactly(_is_so(state, stands[duty], split_lateness(name), at)) for name, state, duty in asked
    }
    met = {}
    for name, _, duty in mets_counted(plan):
        earlier = Earlier()
        found = [
            each
            for account, rule, track in _accounts(ledger, place, duty, at, step)
            for each in account.met(rule, track.occasions, earlier)
        ]
        if found:
            met[name] = tuple(sorted(found, key=by_time))
    return States(said, met)


def next_overdue(ledger: Ledger, step: Step, since: datetime, end: datetime) -> datetime | None:
    """Give the first moment after another and before `end` at which a duty is as overdue as a condition asks for.

    The moment at which the next round of a recurring duty arises is one too, for that round is there from then on only.
    """
    found = [
        moment
        for place, each in enumerate(ledger.involved)
        for duty, asked in _by_duty(states_asked(each.plan)).items()
        for one in _of(ledger, place, duty, since, step)
        for moment in _turns(one, asked)
    ]
    return min((moment for moment in found if since < moment < end), default=None)


def _by_duty(asked: "_Asked") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, _, duty in asked:
        found.setdefault(duty, []).append(name)
    return found


def _turns(one: Obligation, asked: Sequence[str]) -> Iterator[datetime]:
    """Give the moments at which what is asked about a duty may come to be so: overdue, and by a length."""
    limit = one.order.limit
    if limit is not None and limit.recurs and one.due is not None:
        yield one.due
    if one.open and not one.provisional and one.late_from is not None:
        yield one.late_from + TICK
        for name in asked:
            lateness = split_lateness(name)
            if lateness is not None:
                yield one.late_from + _hours(lateness)


def _hours(number: Fraction) -> timedelta:
    return timedelta(seconds=1) * (number * 3600).numerator / (number * 3600).denominator


def _of(ledger: Ledger, place: int, duty: str, at: datetime, step: Step) -> list[Obligation]:
    earlier = Earlier()
    return [
        one
        for account, rule, track in _accounts(ledger, place, duty, at, step)
        for one in account.obligations(rule, track.occasions, earlier)
    ]


def _accounts(
    ledger: Ledger, place: int, duty: str, at: datetime, step: Step
) -> Iterator[tuple[Account, Rule, Track]]:
    """Give the occasions of a duty under each edition of its plan that it has arisen under, the earliest first."""
    own = ledger.involved[place].scale
    first = place if own is None else own
    for other, each in enumerate(ledger.involved):
        track = ledger.tracks[other].get(duty) if first in {other, each.scale} else None
        if track is not None and ledger.last is not None:
            account = Account(
                ledger.involved, other, ledger.last, step, at, ledger.desk, tracks=ledger.tracks[other]
            )
            yield account, rules_by_id(each.plan)[duty], track


def _is_so(state: str, found: Sequence[Obligation], lateness: Fraction | None, at: datetime) -> bool:
    """Say whether any occasion of a duty stands so, by a lateness if one is asked for; of `met`, whether all do."""
    if lateness is not None:
        # of the rounds that are only counted the last told one is the least late
        return any(
            one.state == "overdue" and one.late_from is not None and one.late_from + _hours(lateness) <= at
            for one in found
        )
    states = {each for one in found for each in (one.state, *(told for told, _ in one.earlier_rounds))}
    return bool(states) and states <= MET if state == "met" else state in states


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
        rules = (*plan.measures, *variants_of(plan).followed)
        found = _mets_counted[plan] = _parted({name for rule in rules for name in rule.starts})
    return found


def _parted(names: Collection[str]) -> _Asked:
    return tuple([(name, *asked) for name in sorted(names) if (asked := split_state(name)) is not None])


def asks_of_duties(plan: Prepared) -> bool:
    """Say whether anything in a plan hangs on how a duty stands."""
    return bool(states_asked(plan) or mets_counted(plan))
