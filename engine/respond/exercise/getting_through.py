"""Which injects get through: one that comes over a channel that is cut then does not arrive, and tells nobody anything.

It sets no fact and brings no event, and what is to come `after` it does not come either, until the director gives it
some other way. Outages and their ends are noticed by whoever is there, whatever they are told over. In one minute the
order of the injects decides: what stands before an outage arrives, what stands behind it does not.
"""

from collections.abc import Mapping, Sequence

from attrs import evolve

from respond._records import frozen
from respond.exercise.outages import outages_at
from respond.exercise.scenario import Inject, offset_of, read_offset


@frozen(eq=False)
class Blocked:
    """An inject that does not arrive, at the moment it was to, and the outage that has cut its channel then."""

    inject: Inject
    outage: Inject


@frozen
class Sent:
    """What becomes of injects: those that arrive, outages with their ends; those that do not; what hangs on these."""

    arrived: tuple[Inject, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    behind: tuple[Inject, ...] = ()


def getting_through(injects: Sequence[Inject], after: Mapping[str, str]) -> Sent:
    """Give what becomes of injects that stand by the clock, in their order; `after` names the one each comes after."""
    arrived: list[Inject] = []
    blocked: list[Blocked] = []
    behind: list[Inject] = []
    missing: set[str] = set()
    for each in injects:
        if after.get(each.id) in missing:
            behind.append(each)
            missing.add(each.id)
            continue
        arrived = [ended_by(each, one) for one in arrived]
        outage = cutting(each, arrived)
        if outage is None:
            arrived.append(each)
        else:
            blocked.append(Blocked(each, outage))
            missing.add(each.id)
    return Sent(tuple(arrived), tuple(blocked), tuple(behind))


def cutting(inject: Inject, given: Sequence[Inject]) -> Inject | None:
    """Give the outage that has cut the channel an inject comes over at its moment; None where it gets through."""
    if inject.via is None or inject.noticed:
        return None
    return next((each for each in outages_at(inject.at, given) if inject.via in each.channels), None)


def ended_by(end: Inject, outage: Inject) -> Inject:
    """Give an outage as it is once an inject was given that may end it."""
    if outage.id not in end.restores:
        return outage
    at = read_offset(end.at)
    over = at if outage.until is None else min(at, read_offset(outage.until))
    return evolve(outage, until=offset_of(max(over, read_offset(outage.at))))


def after_of(injects: Sequence[Inject]) -> Mapping[str, str]:
    """Give which inject each of some comes after, of those that come after one."""
    return {each.id: each.after for each in injects if each.after is not None}
