"""The one search for incidents in which conditions hold or fail; what it gives up on goes to the solver."""

from collections.abc import Sequence
from typing import Final

from respond._records import frozen
from respond.errors import MissingExtraError
from respond.plan import Prepared
from respond.prove.search.exact import ExactIncident
from respond.reason import GAVE_UP, Completion, Condition, Known, Values, complete

Wants = Sequence[tuple[Condition, bool]]
"""Conditions, each with the truth it should have."""

STEPS: Final = 200_000
"""Steps after which the exact search gives up."""

_NOTHING: Final[Values] = {}


@frozen(eq=False)
class Found:
    """An incident, as far as the conditions ask for one, or none; `decided`: that there is none is proved."""

    facts: ExactIncident | None
    decided: bool = True

    @property
    def ruled_out(self) -> bool:
        """Say whether it is proved that there is none."""
        return self.facts is None and self.decided


def find(plan: Prepared, wants: Wants, values: Values = _NOTHING, steps: int | None = None) -> Found:
    """Find an incident in which conditions hold or fail, under what is known of it by `values`.

    Names the conditions leave open are not in it. Where the exact search gives up, the solver is asked if there is
    one; with `steps` it takes no more of them and nobody else is asked.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("forest-grassland-fire@2026"))
    >>> dead = next(each.condition for each in plan.criteria if each.id == "III-deaths")
    >>> find(plan, [(dead, True)]).facts, find(plan, [(dead, True), (dead, False)]).ruled_out
    ({'deaths': 3, 'people_present': 3, 'serious_injuries': 0, 'missing': 0, 'trapped': 0}, True)
    """
    found = complete(wants, Known(values, tuple(plan.constraints.values())), steps or STEPS)
    if found is not GAVE_UP:
        return Found(found.assignment if isinstance(found, Completion) else None)
    return Found(None, decided=False) if steps else _solved(plan, wants, values)


def _solved(plan: Prepared, wants: Wants, values: Values) -> Found:
    """Ask the solver, if there is one.

    It takes for granted that what is some time ago has happened, so its "none" is no proof where that matters.
    """
    from respond.prove.search.solver import Model  # noqa: PLC0415 - hardly ever needed

    try:
        model = Model(plan, [condition for condition, _ in wants])
    except MissingExtraError:
        return Found(None, decided=False)
    negate, holds = model.space.z3.Not, model.x.holds
    asked = (holds(each) if wanted else negate(holds(each)) for each, wanted in wants)
    reply = model.ask(*model.x.known(values), *asked)
    if reply.found:
        return Found(model.read(reply))
    return Found(None, decided=reply.decided and not any(condition.timed for condition, _ in wants))
