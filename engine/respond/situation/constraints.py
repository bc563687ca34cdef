"""The constraints that hold for what a plan sees: its own, and those of the plans beside it on facts they share."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import permutations

from respond.plan import Prepared
from respond.reason import Condition


@lru_cache(maxsize=256)
def constraints_on(plan: Prepared, concerned: tuple[Prepared, ...]) -> tuple[Condition, ...]:
    """Give the constraints that bear on a plan, of all plans concerned with the incident, itself among them, in order.

    Facts of one name are one fact, so that what one plan says of it holds for all. Of another plan those count that
    reach a fact of this one, by themselves or through each other.
    """
    own = set(map(id, plan.constraints.values()))
    all_of_them = [
        each
        for other in concerned
        for each in other.constraints.values()
        if other is plan or _alike(each, plan, other)
    ]
    reached = moved(plan.facts.keys(), all_of_them)
    return tuple(each for each in all_of_them if id(each) in own or not reached.isdisjoint(each.names))


@lru_cache(maxsize=256)
def unshared(plans: tuple[Prepared, ...]) -> tuple[tuple[Prepared, str, Prepared, str], ...]:
    """Give the constraints that do not bind another plan, as that one knows the fact by other choices.

    Each with its plan and its id, the other plan, and the fact.
    """
    return tuple(_unshared(plans))


def _unshared(plans: Sequence[Prepared]) -> Iterator[tuple[Prepared, str, Prepared, str]]:
    for owner, other in permutations(plans, 2):
        for name, condition in owner.constraints.items():
            facts = _shared(condition, other)
            differing = next((fact for fact in facts if not _alike_in(fact, owner, other)), None)
            if differing is not None:
                yield owner, name, other, differing


def moved(changed: AbstractSet[str], constraints: Collection[Condition]) -> set[str]:
    """Give the names that changed with those that constraints tie to them: what is known of these changes too."""
    found = set(changed)
    left = list(constraints)
    grown = True
    while grown:
        tied = [each for each in left if not found.isdisjoint(each.names)]
        left = [each for each in left if found.isdisjoint(each.names)]
        found.update(*(each.names for each in tied))
        grown = bool(tied)
    return found


def _alike(constraint: Condition, plan: Prepared, other: Prepared) -> bool:
    """Say whether both plans know the facts of a constraint by the same choices; their types are the same anyway."""
    return all(_alike_in(name, plan, other) for name in _shared(constraint, plan))


def _shared(constraint: Condition, plan: Prepared) -> list[str]:
    return sorted(name for name in constraint.names if name in plan.facts)


def _alike_in(fact: str, plan: Prepared, other: Prepared) -> bool:
    return list(plan.facts[fact].choices) == list(other.facts[fact].choices)
