"""Who decides what of an item by its profile: its grade, its return, more time; and what else the text says of it."""

from collections.abc import Iterable, Iterator, Sequence

from respond.desk import Concern, Decision, body_concerns
from respond.errors import InputError, Text, fault
from respond.plan import Standing
from respond.supervise.items import Node, SupervisedItem

Named = tuple[str | None, str, Standing]
"""A unit that decides, the clause that says so, and the standing of the rule."""


def unit_of(one: SupervisedItem, by: str) -> str:
    """Give the unit of the profile that a body stands for here, where it is called by its own name."""
    units = one.profile.given.roles
    return next((units[role] for role, names in one.bodies if by in names), by)


def check_reason(one: SupervisedItem, found: Sequence[Concern], how: Decision) -> None:
    """Refuse what goes against the profile where no reason is given (E850)."""
    against = [each.text for each in found if each.against]
    if against and how.reason is None:
        listed = Text("\n  ".join(each.zh for each in against), "\n  ".join(each.en for each in against))
        raise InputError([fault("E850", name=one.incident, found=listed)])


def grading_body(one: SupervisedItem, by: str) -> list[Concern]:
    """Compare who grades an item with whoever may judge the fact that holds its grade."""
    given = one.profile.given
    fact = None if given.graded is None else one.profile.plan.facts[given.graded]
    named: list[Named] = []
    if fact is not None and fact.by is not None:
        named.append((str(fact.by), str(fact.clause or given.clause or ""), "confirmed"))
    return _compared(one, named, by)


def event_body(one: SupervisedItem, event: str, by: str) -> list[Concern]:
    """Compare who enters an event of an item with whose duty it is: of those it fulfils the ones that arose, if any."""
    rules = [rule for rule in one.profile.plan.measures if (event, None) in rule.entry.fulfilments]
    arisen = {each.duty for each in one.situation.obligations if not each.provisional}
    rules = [rule for rule in rules if rule.id in arisen] or rules
    named: list[Named] = [
        (str(unit), str(rule.entry.clause), rule.entry.standing)
        for rule in rules
        for unit in rule.entry.owners
    ]
    return _compared(one, named, by)


def lengthening_body(one: SupervisedItem, node: Node, by: str) -> list[Concern]:
    """Compare who lengthens the limit of a node with whoever its duty lets."""
    rule = next((each for each in one.profile.plan.measures if each.id == node.duty), None)
    longer = None if rule is None else rule.entry.extend
    if rule is None or longer is None:
        return []
    clause = str(longer.clause or rule.entry.clause)
    return _compared(one, [(str(longer.by), clause, rule.entry.standing)], by)


def _compared(one: SupervisedItem, named: Sequence[Named], by: str) -> list[Concern]:
    """Compare a body with those that decide; where the text names none, whoever set the item up does."""
    given = one.profile.given
    initiator = given.roles.get("initiator")
    if not named and initiator is not None:
        named = [(initiator, str(given.clause or ""), "confirmed")]
    return [*body_concerns(one.profile.plan, named, unit_of(one, by))]


def grading_concerns(one: SupervisedItem, *, passes: bool) -> Iterator[Concern]:
    """Say which event a grade is to follow and has not, and what the text orders upon one that does not pass."""
    given = one.profile.given
    rules = [rule for rule in one.profile.plan.measures if given.graded in rule.condition.uses.facts]
    happened = {event.id for event in one.situation.events}
    asked = [rule for rule in rules if rule.condition.uses.events]
    for event in sorted(_common(rule.condition.uses.events for rule in asked) - happened):
        label = one.profile.plan.plan.events[event]
        text = Text(f"还没有“{label.zh}”就评价", f"graded before “{label.en}”")
        yield Concern(text, str(asked[0].entry.clause), against=True)
    if not passes:
        for rule in rules:
            if (given.returned, None) in rule.entry.fulfilments:
                yield Concern(Text(rule.entry.zh, rule.entry.en), str(rule.entry.clause))


def _common(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    found = [*sets]
    return frozenset.intersection(*found) if found else frozenset()
