"""The facts injects tell, by id: several of one minute are told at once, and may call one fact by id and by name."""

from collections.abc import Sequence

from attrs import evolve

from respond.errors import InputError
from respond.exercise.scenario import Inject, Scenario
from respond.facts import Fact
from respond.log import fact_named
from respond.plan import Prepared
from respond.yaml import Scalar


def facts_by_id(scenario: Scenario, plans: Sequence[Prepared]) -> Scenario:
    """Give a scenario whose injects call facts by their ids, where a name can be told.

    What names none, or one fact twice in one inject, stays as it is written, to be refused where it is read.
    """
    facts: dict[str, Fact] = {}
    for plan in plans:
        for name, fact in plan.facts.items():
            facts.setdefault(str(name), fact)
    return evolve(scenario, injects=tuple(_by_id(each, facts) for each in scenario.injects))


def _by_id(inject: Inject, facts: dict[str, Fact]) -> Inject:
    if all(str(name) in facts for name in inject.facts):
        return inject
    found = {}
    for written, node in inject.facts.items():
        try:
            name = fact_named(str(written), facts)
        except InputError:
            return inject
        place = getattr(written, "place", None)
        found[Scalar(name, place) if place is not None else name] = node
    return evolve(inject, facts=found) if len(found) == len(inject.facts) else inject
