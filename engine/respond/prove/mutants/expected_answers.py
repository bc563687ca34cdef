"""Every moment of an incident or test with an expected answer, to be asked again under a changed plan."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from attrs import asdict

from respond._records import frozen
from respond.author import (
    Check,
    Expect,
    PlanTest,
    PlanTests,
    bare_incident,
    failures_of,
    load_expected,
    load_tests,
    names_of,
    path_of_tests,
    pose,
)
from respond.log import IncidentFile, begin_of, day_of, load_incident
from respond.plan import Library, PlanRef, Prepared
from respond.prove.mutants.mutated_plan import (
    MutatedLibrary,
    PlanMutation,
    RuleChange,
    can_matter,
    sources_of,
)
from respond.reason import LevelRange, level_range
from respond.situation import Frame, PlanFrame, Situation, frames_of, involve, situate

SUFFIX = ".expected.yaml"

Kind = Literal["incident", "test"]


@frozen(eq=False, slots=False)
class ExpectedAnswer:
    """One moment of an incident, and what fails of the answer expected there."""

    name: str
    kind: Kind
    incident: IncidentFile
    now: datetime
    at: datetime | None
    library: Library
    plans: tuple[Prepared, ...]
    expected: Check | Expect
    failures: Callable[[Situation], Sequence[object]]

    @cached_property
    def sources(self) -> frozenset[PlanRef]:
        """Give the editions whose entries the answer rests on."""
        return frozenset(sources_of(self.plans))

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Give every moment up to this one, as the plans see it."""
        return frames_of(self.incident, self.library, self.at or self.now)

    @cached_property
    def graded(self) -> PlanFrame | None:
        """Give what the plan that gives the level sees, if anything of the level is expected and it is so."""
        leading = next((seen for seen in self.frames[-1].plans if seen.plan.graded), None)
        pinned = (self.expected.level, self.expected.could_reach) != (None, None)
        return leading if leading is not None and pinned and self._fits(leading.level) else None

    def _fits(self, level: LevelRange) -> bool:
        """Say whether a level is as expected; without `could_reach` it is definite, without `level` open below."""
        low, high = self.expected.level, self.expected.could_reach
        levels = level.certain.scale
        certain = level.certain if low is None else levels.named(low)
        return (level.certain, level.possible) == (certain, levels.named(high or low or "none"))

    @cached_property
    def words(self) -> frozenset[str]:
        """Give the ids and other texts the expected answer has."""
        return frozenset(_texts(asdict(self.expected, recurse=False)))

    @cached_property
    def sound(self) -> bool:
        """Say whether the answer is as expected under the plans as they are; what fails anyway notices nothing."""
        return not self.failures(situate(self.incident, self.library, now=self.now, at=self.at))

    def notices(self, change: PlanMutation) -> bool:
        """Say whether the expected answer fails once a plan is changed, all of it worked out anew.

        Of a criterion it is the level that must fail.
        """
        if not can_matter(change, self.frames):
            return False
        if isinstance(change, RuleChange) and change.rule.kind == "criterion":
            return self._grades_otherwise(change)
        library = MutatedLibrary(self.library, change)
        situation = situate(self.incident, library, now=self.now, at=self.at)
        return bool(self.failures(situation)) and self.sound

    def _grades_otherwise(self, change: RuleChange) -> bool:
        seen = self.graded
        own = None if seen is None else change.own(seen.plan)
        if seen is None or own is None or not change.can_matter(seen.plan, seen.values):
            return False
        ladder = [
            (each.gravity, change.condition if each is own else each.condition) for each in seen.plan.criteria
        ]
        return not self._fits(level_range(ladder, seen.values).on(seen.plan.levels))


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever an expectation is made of
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if each:
                yield str(key)
                yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def asked_incidents(folders: Sequence[Path], library: Library) -> Iterator[ExpectedAnswer]:
    """Go through the moments of every incident in some folders that has its expected answer beside it."""
    for folder in folders:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            expected = load_expected(path)
            incident = load_incident(path.parent / expected.incident)
            zone = library.zone(incident.plans)
            plans = tuple(plan for plan, _ in involve(incident, library, day_of(incident, zone)))
            name = path.name.removesuffix(SUFFIX)
            for check in expected.checks:
                yield ExpectedAnswer(
                    name,
                    "incident",
                    incident,
                    check.now,
                    check.at,
                    library,
                    plans,
                    check,
                    _differing(check, incident),
                )


def _differing(check: Check, incident: IncidentFile) -> Callable[[Situation], Sequence[object]]:
    return lambda situation: failures_of(check, situation, begin_of(incident, situation.tz))


def asked_tests(plan: Prepared, library: Library) -> Iterator[ExpectedAnswer]:
    """Go through the tests that stand beside a plan, and beside those it adopts."""
    for ref in plan.composed.sources:
        path = path_of_tests(library, ref)
        if path.is_file():
            file = load_tests(path, ref)
            for test in file.tests.values():
                yield _posed(file, test, ref, library)


def _posed(file: PlanTests, test: PlanTest, ref: PlanRef, library: Library) -> ExpectedAnswer:
    incident, start = bare_incident(file, test, library)
    plans = tuple(plan for plan, _ in involve(incident, library, day_of(incident, start.calendar.zone)))
    facts = {name: fact for plan in plans for name, fact in plan.facts.items()}
    posed = pose(file, test, incident, start, facts)

    def failing(situation: Situation) -> Sequence[object]:
        return failures_of(test.expect, situation, start, names_of(plans), ref)

    return ExpectedAnswer(
        str(test.id), "test", posed.incident, posed.now, posed.at, library, plans, test.expect, failing
    )
