"""Which acts of players answered what was owed: those entered of its duty, and those of one that does it too."""

from collections.abc import Iterable, Iterator, Mapping

from respond.exercise.played import Timed
from respond.exercise.scenario import Action, Scenario
from respond.plan import Prepared
from respond.situation import Obligation

DoneBy = Mapping[str, frozenset[str]]
"""By `plan#duty`, the duties of which an act does it, itself among them."""


def done_by(plans: Iterable[Prepared]) -> dict[str, frozenset[str]]:
    """Give of every duty of some plans by acts of which duties it is done."""
    return {
        _full(plan, rule.id): frozenset(
            _full(plan, name) for name in (rule.id, *plan.same_done.get(rule.id, ()))
        )
        for plan in plans
        for rule in plan.measures
    }


def _full(plan: Prepared, duty: str) -> str:
    return f"{plan.origin(duty).id}#{duty}"


def entered_of(action: Action, one: Obligation, done: DoneBy) -> bool:
    """Say whether an act was entered of the duty of an obligation, or of one that does it too."""
    return any(does(str(name), one, done) for name in action.did)


def does(name: str, one: Obligation, done: DoneBy) -> bool:
    """Say whether an act of the duty of a name, with or without its plan, does an obligation."""
    own = f"{one.plan.id}#{one.duty}"
    return (name if "#" in name else f"{one.plan.id}#{name}") in done.get(own, (own,))


def took_effect(one: Obligation, timed: Timed) -> bool:
    """Say whether an act stands among what fulfilled an obligation or told one of its addressees."""
    done = one.done is not None and (one.done.at, one.done.by) == (timed.at, timed.action.by)
    return done or any(at == timed.at for _, at in one.told)


def answers(one: Obligation, actions: Iterable[Timed], done: DoneBy) -> Iterator[Timed]:
    """Give the acts that fulfilled an obligation or told some of those it goes to, in the order they were done."""
    return (each for each in actions if took_effect(one, each) and entered_of(each.action, one, done))


def fulfilled_by_players(one: Obligation, scenario: Scenario) -> bool:
    """Say whether an obligation is fulfilled, by what players did: an act, or a receipt of what they had told.

    An act of a unit that control plays is none of theirs.
    This is what the ledger says of it; whatever scores by a duty asks here.
    """
    if one.state not in {"met", "met-late"} or one.done is None:
        return False
    if one.done.event is None:
        return one.done.by not in scenario.control_plays
    to = {unit.id for unit in one.order.addressees}
    return any(each.at == one.done.at and each.unit in to for each in scenario.receipts)
