"""Incidents with an expected answer, each moment checked: what would notice that a plan's levels have changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from attrs import frozen

from respond.assess import LevelRange, level_range
from respond.conditions import Condition, Truth
from respond.facts import Value
from respond.plan import Compiled, CompiledCriterion, Library
from respond.prove.testing.file import PlanTest, PlanTests, load_tests, path_of_tests
from respond.prove.testing.pose import bare_incident, pose
from respond.situation import IncidentFile, involve, load_incident
from respond.situation.expected import load_expected
from respond.situation.frames import frame_at
from respond.situation.moments import read_occurrence
from respond.situation.timeline import Timeline

SUFFIX = ".expected.yaml"

Kind = Literal["incident", "test"]


@frozen(eq=False)
class Checked:
    """What is known at one moment of which the level is pinned down, and the plan that gives it."""

    name: str
    kind: Kind
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


def checked_tests(plan: Compiled, library: Library) -> Iterator[Checked]:
    """Go through the tests that stand beside a plan, and beside those it adopts, and expect a level."""
    for ref in plan.composed.sources:
        path = path_of_tests(library, ref)
        if path.is_file():
            file = load_tests(path, ref)
            for test in file.tests.values():
                if test.expect.level is not None or test.expect.could_reach is not None:
                    yield from _tested(file, test, library)


def _tested(file: PlanTests, test: PlanTest, library: Library) -> Iterator[Checked]:
    day = read_occurrence(test.occurred or file.occurred).day
    plans = tuple(plan for plan, _ in involve(bare_incident(file, test), library, day))
    facts = {name: fact for plan in plans for name, fact in plan.facts.items()}
    posed = pose(file, test, facts)
    yield from _seen(str(test.id), "test", posed.incident, [posed.at or posed.now], library)


def _checked(path: Path, library: Library) -> Iterator[Checked]:
    expected = load_expected(path)
    incident = load_incident(path.parent / expected.incident)
    moments = [check.at or check.now for check in expected.checks]
    yield from _seen(path.name.removesuffix(SUFFIX), "incident", incident, moments, library)


def _seen(
    name: str, kind: Kind, incident: IncidentFile, moments: Iterable[datetime], library: Library
) -> Iterator[Checked]:
    """Give what each plan with levels sees of an incident at some moments."""
    occurrence = read_occurrence(incident.occurred)
    plans = tuple(plan for plan, _ in involve(incident, library, occurrence.day))
    timeline = Timeline(incident, plans, occurrence)
    for at in moments:
        for seen in frame_at(timeline.upto(at)[-1], at, plans, None, {}).plans:
            if seen.plan.graded:
                yield Checked(name, kind, seen.plan, seen.values, seen.level)
