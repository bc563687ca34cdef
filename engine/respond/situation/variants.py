"""The limits that rejected readings would give duties, and which of them need occasions of their own."""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from respond._records import frozen
from respond.plan import Prepared, Rule


@frozen(eq=False)
class Variants:
    """The duties of a plan as rejected readings would have them due.

    What an occasion takes as its start hangs on what its limit counts from. `followed` gives the variants of which the
    occasions must be followed beside those of the duty itself, one for all that count from the same; `by` gives, for
    each variant, the one among them whose occasions are its own. Those of any other variant are those of its duty.
    """

    duties: frozenset[str]
    followed: Mapping[Rule, str]
    by: Mapping[Rule, Rule]


_NONE = Variants(frozenset(), {}, {})

_variants: WeakKeyDictionary[Prepared, Variants] = WeakKeyDictionary()


def variants_of(plan: Prepared) -> Variants:
    """Give the duties of a plan as rejected readings would have them due."""
    found = _variants.get(plan)
    if found is None:
        found = _variants[plan] = _worked_out(plan)
    return found


def _worked_out(plan: Prepared) -> Variants:
    every = [
        rule
        for reading in plan.interpretations
        for other in reading.alternatives
        for rule in other.limits.values()
    ]
    if not every:
        return _NONE
    own = {rule.id: rule for rule in plan.measures}
    first: dict[tuple[object, ...], Rule] = {}
    by: dict[Rule, Rule] = {}
    for rule in every:
        begins = _begins(rule)
        if begins != _begins(own[rule.id]):
            by[rule] = first.setdefault((rule.id, *begins), rule)
    return Variants(frozenset(rule.id for rule in every), {rule: rule.id for rule in first.values()}, by)


def _begins(rule: Rule) -> tuple[object, ...]:
    """Give all of a limit that an occasion's start hangs on."""
    once = rule.limit is not None and (rule.limit.recurs or rule.limit.counts_back)
    return once, tuple(leg.starts for leg in rule.legs)
