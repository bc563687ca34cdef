"""Why a level is certain although no single criterion of it is: the criteria that cannot all fail."""

from respond.facts import Level
from respond.reason.condition import Condition
from respond.reason.possible import can_fail
from respond.reason.truth import Truth
from respond.reason.what_if import WhatIf


def proof(now: WhatIf) -> tuple[Condition, ...]:
    """Give a smallest set of criteria of which one at least is met, whatever the open facts turn out to be.

    With deaths known as "at least 3", neither the band 2-4 nor 5 and more is settled, yet one of them holds.
    Empty where a single criterion is met, or nothing is certain.
    """
    level = now.level.certain
    if level == 0 or any(truth is Truth.YES and own >= level for own, _, truth in now.judged):
        return ()
    needed = _open(now, level)
    for condition in tuple(needed):
        rest = [other for other in needed if other is not condition]
        if rest and can_fail(rest, now.values) is False:
            needed = rest
    return tuple(needed)


def _open(now: WhatIf, level: Level) -> list[Condition]:
    """Give the open criteria of a level and graver, those with the most other facts first to be left out."""
    found = [condition for own, condition, truth in now.judged if own >= level and truth is Truth.UNKNOWN]
    return sorted(found, key=lambda condition: -len(condition.names))
