"""Duties of several plans or clauses that one act fulfils: the stricter leads, the others stay visible under it."""

from collections.abc import Sequence

from attrs import evolve

from respond.situation.model import Duty

_ORDER = {"owed": 0, "provisional": 1, "stood-down": 2}
_NO_CLOCK = (5, 0, (9, 0))


def merged(duties: Sequence[Duty]) -> tuple[Duty, ...]:
    """Put each looser duty under the stricter one that covers it, and sort by urgency.

    One duty covers another when both send the same kind of report, are in the same state, and every addressee
    of the looser is an addressee of the stricter. Within one plan the same units must owe both.
    """
    ordered = sorted(duties, key=urgency)
    taken: dict[int, list[Duty]] = {}
    leading: list[Duty] = []
    reporting: dict[str | None, list[Duty]] = {}
    for duty in ordered:
        others = reporting.setdefault(duty.report_kind, [])
        cover = next((other for other in others if _covers(other, duty)), None) if duty.to else None
        if cover is not None:
            taken.setdefault(id(cover), []).append(duty)
            continue
        leading.append(duty)
        if duty.report_kind is not None:
            others.append(duty)
    return tuple(
        evolve(duty, merged=tuple(taken[id(duty)])) if id(duty) in taken else duty for duty in leading
    )


def _covers(stricter: Duty, looser: Duty) -> bool:
    """Say whether one of two duties to send the same kind of report covers the other."""
    if stricter.plan == looser.plan and stricter.units != looser.units:
        return False
    if stricter.state != looser.state or stricter.mood != looser.mood:
        return False
    told = [unit.name for unit in stricter.to]
    return all(unit.name in told for unit in looser.to)


def urgency(duty: Duty) -> tuple[object, ...]:
    """Order duties: owed before provisional before ended; then what must be done before what may; then by time."""
    clock = duty.deadline.sort_key if duty.deadline else _NO_CLOCK
    return (_ORDER[duty.state], duty.mood == "may", clock)
