"""The one search for incidents in which conditions hold or fail; what it gives up on goes to the solver."""

from collections.abc import Sequence

from attrs import frozen

from respond.errors import MissingExtraError
from respond.plan import Prepared
from respond.prove.search.exact import ExactIncident
from respond.reason import GAVE_UP, Completion, Condition, complete

Wants = Sequence[tuple[Condition, bool]]
"""Conditions, each with the truth it should have."""


@frozen(eq=False)
class Found:
    """An incident, as far as the conditions ask for one, or none; `decided`: that there is none is proved."""

    facts: ExactIncident | None
    decided: bool = True


def find(plan: Prepared, wants: Wants) -> Found:
    """Find an incident in which conditions hold or fail, as the search left it: what they leave open is not there.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("forest-grassland-fire@2026"))
    >>> dead = next(each.condition for each in plan.criteria if each.id == "III-deaths")
    >>> find(plan, [(dead, True)]).facts, find(plan, [(dead, True), (dead, False)]).decided
    ({'deaths': 3}, True)
    """
    found = complete(wants, {})
    if found is GAVE_UP:
        return _solved(plan, wants)
    return Found(found.assignment if isinstance(found, Completion) else None)


def _solved(plan: Prepared, wants: Wants) -> Found:
    """Ask the solver, if there is one.

    It takes for granted that what is some time ago has happened, so its "none" is no proof where that matters.
    """
    from respond.prove.search.solver import Model  # noqa: PLC0415 - hardly ever needed

    try:
        model = Model(plan, [condition for condition, _ in wants])
    except MissingExtraError:
        return Found(None, decided=False)
    negate = model.space.z3.Not
    holds = model.x.holds
    reply = model.ask(*(holds(each) if wanted else negate(holds(each)) for each, wanted in wants))
    if reply.found:
        return Found(model.read(reply))
    return Found(None, decided=reply.decided and not any(condition.elapsed for condition, _ in wants))
