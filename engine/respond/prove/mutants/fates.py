"""What can become of a mutant, and the last resort for deciding it."""

from collections.abc import Sequence
from enum import StrEnum

from respond.errors import MissingExtraError
from respond.facts import Plain
from respond.plan import Prepared
from respond.reason import Condition


class Fate(StrEnum):
    """What became of a mutant; `boundary`: an incident made for it would notice; `undecided`: nobody could say."""

    INCIDENT = "incident"
    TEST = "test"
    BOUNDARY = "boundary"
    EQUIVALENT = "equivalent"
    SURVIVED = "survived"
    UNDECIDED = "undecided"


NOTICED = frozenset({Fate.INCIDENT, Fate.TEST})
"""What counts: an incident made from the plan itself guards nothing until it is written down with its answer."""


def solve(plan: Prepared, wants: Sequence[tuple[Condition, bool]]) -> tuple[dict[str, Plain] | None, bool]:
    """Ask the solver, if there is one, for an incident in which conditions hold or fail; say whether it decided."""
    from respond.prove.search.solver import Model  # noqa: PLC0415 - hardly ever needed

    try:
        model = Model(plan, [condition for condition, _ in wants])
    except MissingExtraError:
        return None, False
    negate = model.space.z3.Not
    asked = [
        model.x.holds(condition) if wanted else negate(model.x.holds(condition))
        for condition, wanted in wants
    ]
    reply = model.ask(*asked)
    return (model.x.read(reply.model) if reply.found else None), reply.decided
