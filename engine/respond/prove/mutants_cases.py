"""Incidents with an expected answer, each moment checked: what would notice that a plan's levels have changed."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from attrs import frozen

from respond.assess import LevelRange, level_range
from respond.conditions import Condition, Truth
from respond.facts import Value
from respond.plan import Compiled, CompiledCriterion, Library
from respond.situation import involve, load_incident
from respond.situation.expected import load_expected
from respond.situation.frames import frame_at
from respond.situation.moments import read_occurrence
from respond.situation.timeline import Timeline

SUFFIX = ".expected.yaml"


@frozen(eq=False)
class Checked:
    """What is known at one moment of which the level is pinned down, and the plan that gives it."""

    name: str
    kind: Literal["incident", "test"]
    plan: Compiled
    values: Mapping[str, Value]
    level: LevelRange

    def notices(self, criterion: CompiledCriterion, changed: Condition, owner: Compiled) -> bool:
        """Say whether the level would come out otherwise, were the criterion so changed in the plan it is from."""
        own = _same(criterion, owner, self.plan)
        if own is None:
            return False
        before, after = own.condition.truth(self.values), changed.truth(self.values)
        if before is after and before is not Truth.UNKNOWN:
            return False
        ladder = [(each.gravity, changed if each is own else each.condition) for each in self.plan.criteria]
        found = level_range(ladder, self.values)
        return (found.certain, found.possible) != (self.level.certain, self.level.possible)


def _same(criterion: CompiledCriterion, owner: Compiled, plan: Compiled) -> CompiledCriterion | None:
    """Find a criterion in a plan that has it from the same edition."""
    if plan is owner:
        return criterion
    for other in plan.criteria:
        if other.entry.id == criterion.entry.id and other.entry.when == criterion.entry.when:
            same = plan.origin(str(other.entry.id)) == owner.origin(str(criterion.entry.id))
            return other if same else None
    return None


def checked_incidents(folders: Sequence[Path], library: Library) -> Iterator[Checked]:
    """Go through the moments checked of every incident in some folders that has its expected answer beside it."""
    for folder in folders:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            yield from _checked(path, library)


def _checked(path: Path, library: Library) -> Iterator[Checked]:
    expected = load_expected(path)
    incident = load_incident(path.parent / expected.incident)
    occurrence = read_occurrence(incident.occurred)
    plans = tuple(plan for plan, _ in involve(incident, library, occurrence.day))
    timeline = Timeline(incident, plans, occurrence)
    for check in expected.checks:
        at = check.at or check.now
        frame = frame_at(timeline.upto(at)[-1], at, plans, None, {})
        for seen in frame.plans:
            if seen.plan.graded:
                name = path.name.removesuffix(SUFFIX)
                yield Checked(name, "incident", seen.plan, seen.values, seen.level)
