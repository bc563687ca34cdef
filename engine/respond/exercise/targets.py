"""Targets that no plan sets: what this exercise asks for beside it, and whether an evaluator saw it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from respond._records import frozen
from respond.errors import Text
from respond.exercise.played import Timed
from respond.exercise.scenario import Scenario, Target
from respond.situation import UnitName


@frozen
class Aimed:
    """A target with the moment an evaluator saw it reached, if one did."""

    target: Target
    owner: UnitName
    since: datetime
    due: datetime
    reached: datetime | None

    @property
    def id(self) -> str:
        """Give a name for it: `target@ID`."""
        return f"target@{self.target.id}"

    @property
    def label(self) -> Text:
        """Say what is asked for."""
        return Text(self.target.zh, self.target.en)


def aimed(scenario: Scenario, actions: Sequence[Timed], names: dict[str, Text]) -> Iterator[Aimed]:
    """Give every target with when it was first seen to be reached: by an evaluator, or by the act itself."""
    for target in scenario.targets:
        seen = [each.at for each in actions if target.id in each.action.reached or _does(each, target)]
        owner = UnitName(target.unit, names.get(target.unit, Text(target.unit, target.unit)))
        yield Aimed(target, owner, scenario.start, scenario.moment(target.by), min(seen, default=None))


def _does(timed: Timed, target: Target) -> bool:
    """Say whether an act is that which a target sharpens, by its unit or for it."""
    if target.did is None or target.unit not in {timed.action.by, timed.action.for_}:
        return False
    duty = target.did.rpartition("#")[2]
    return duty in {name.rpartition("#")[2] for name in timed.action.did}
