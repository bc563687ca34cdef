"""Which facts can still tell: those in the parts of an open condition that are open themselves."""

from respond.reason.condition import Condition
from respond.reason.joint import truth_of
from respond.reason.terms import Values
from respond.reason.truth import Truth


def telling(condition: Condition, values: Values) -> frozenset[str]:
    """Give the facts on which it still hangs whether a condition holds; none where that is settled.

    What what is given to hold settles counts as settled, and so does what stands beside it: under `not abroad` no
    distance tells anything about `abroad and distance <= 5 km`.
    """
    if truth_of(condition, values) is not Truth.UNKNOWN:
        return frozenset()
    if not condition.parts:
        return condition.names
    return frozenset[str]().union(*(telling(part, values) for part in condition.parts))
