"""Whose it is to call the level: the body to which the plan gives the decision, where it says so."""

from respond.plan import Prepared
from respond.situation import UnitName, units_of

_CALLS = frozenset({"start", "raise", "lower"})


def caller_of(plan: Prepared) -> UnitName | None:
    """Give the body that decides by a plan which level is called, for the desk it is written for.

    That is the plan's seat where the plan lets it start a response or raise or lower one; else the one body it names
    for all of them. None where it names none or several, and for what no text confirms.
    """
    starts = [rule.entry.started_by for rule in plan.responses if rule.entry.standing == "confirmed"]
    decides = [
        rule.entry.decided_by
        for rule in plan.changes
        if rule.entry.kind in _CALLS and rule.entry.standing == "confirmed"
    ]
    named = list(dict.fromkeys(str(name) for name in starts if name is not None))
    bodies = {*named, *(str(name) for name in decides if name is not None)}
    seat = plan.plan.seat
    if seat is not None and seat in bodies:
        return units_of(plan, [seat])[0]
    only = named or sorted(bodies)
    return units_of(plan, only)[0] if len(only) == 1 else None
