"""What is known at a moment of which the level is pinned down: would it notice that the criteria have changed."""

from collections.abc import Mapping
from typing import Literal

from respond._records import frozen
from respond.facts import Value
from respond.plan import Prepared, Rule
from respond.reason import Condition, LevelRange, Truth, level_range

Kind = Literal["incident", "test"]


@frozen(eq=False)
class LevelProbe:
    """What is known at one moment of which the level is pinned down, and the plan that gives it.

    `certain` and `possible` are the gravities expected; None leaves the certain level open.
    """

    name: str
    kind: Kind
    plan: Prepared
    values: Mapping[str, Value]
    certain: int | None
    possible: int

    def fits(self, level: LevelRange) -> bool:
        """Say whether a level is as expected."""
        return level.possible == self.possible and self.certain in (None, level.certain)

    def notices(self, criterion: Rule, changed: Condition, owner: Prepared) -> bool:
        """Say whether the level would not be as expected, were the criterion so changed in the plan it is from."""
        own = _same(criterion, owner, self.plan)
        if own is None:
            return False
        before, after = own.condition.truth(self.values), changed.truth(self.values)
        if before is after and before is not Truth.UNKNOWN:
            return False
        ladder = [(each.gravity, changed if each is own else each.condition) for each in self.plan.criteria]
        return not self.fits(level_range(ladder, self.values))


def _same(criterion: Rule, owner: Prepared, plan: Prepared) -> Rule | None:
    """Find a criterion in a plan that has it from the same edition."""
    if plan is owner:
        return criterion
    for other in plan.criteria:
        if other.entry.id == criterion.entry.id and other.entry.when == criterion.entry.when:
            same = plan.origin(str(other.entry.id)) == owner.origin(str(criterion.entry.id))
            return other if same else None
    return None
