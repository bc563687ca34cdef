"""Running the tests of plans, and the shipped incidents that fall under them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from attrs import field

from respond._records import define, frozen
from respond.author.testing.compare import Failure, failures_of
from respond.author.testing.expect import load_expected
from respond.author.testing.file import PlanTest, PlanTests, load_tests, path_of_tests
from respond.author.testing.ids import Names, faults_of, names_of
from respond.author.testing.pose import bare_incident, pose
from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.log import IncidentFile, begin_of, day_of, load_incident
from respond.plan import Library, PlanRef, shipped, split_reference
from respond.situation import Situation, involve, situate
from respond.yaml import place_of

_EXPECTED = ".expected.yaml"


@frozen(eq=False)
class Outcome:
    """One test or incident run: its name, where it stands, the answer, and every point that failed."""

    name: str
    place: Place | None
    situation: Situation
    failures: tuple[Failure, ...]
    clause: str | None = None
    note: Text | None = None
    incident: bool = False


@frozen(eq=False)
class Suite:
    """What was run for one edition: its own tests, and the shipped incidents that concern it."""

    plan: PlanRef
    path: Path
    written: bool
    """Whether a tests file stands beside the plan."""
    tests: tuple[Outcome, ...]
    incidents: tuple[Outcome, ...]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Give tests and incidents."""
        return (*self.tests, *self.incidents)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Give those that are not as expected."""
        return tuple(outcome for outcome in self.outcomes if outcome.failures)

    @property
    def sound(self) -> bool:
        """Say whether there are tests and all is as expected."""
        return bool(self.tests) and not self.failed


def run_suites(library: Library, plans: Sequence[PlanRef], *, incidents: bool = True) -> tuple[Suite, ...]:
    """Run the tests of some editions.

    `incidents` adds the shipped incidents with expected answers that fall under the edition. Raises
    `InputError` with the faults of all tests files, `CoverageError` where no edition covers an incident.
    """
    walked = tuple(_incidents(library, {ref.id for ref in plans})) if incidents else ()
    suites: list[Suite] = []
    faults: list[Fault] = []
    for ref in plans:
        path = path_of_tests(library, ref)
        concerned = tuple(outcome for outcome in walked if _concerns(outcome.situation, ref))
        try:
            library.prepared(ref)
            tests = run_tests(library, ref, load_tests(path, ref)) if path.is_file() else ()
        except InputError as error:
            faults += error.faults
            continue
        suites.append(Suite(ref, path, path.is_file(), tests, concerned))
    if faults:
        raise InputError(faults)
    return tuple(suites)


def run_tests(library: Library, ref: PlanRef, file: PlanTests) -> tuple[Outcome, ...]:
    """Run the tests of one edition; raises `InputError` with the faults of all of them."""
    runner = _Runner(library, ref, file)
    outcomes: list[Outcome] = []
    faults: list[Fault] = []
    for test in file.tests.values():
        try:
            outcomes.append(runner.run(test))
        except InputError as error:
            faults += error.faults
    faults += runner.strangers()
    if faults:
        raise InputError(_once(faults))
    return tuple(outcomes)


@define
class _Runner:
    """The tests file of one edition, every fact that the plans of some test know, and the ids of those plans."""

    library: Library
    ref: PlanRef
    file: PlanTests
    known: set[str] = field(factory=set)
    names: dict[tuple[tuple[PlanRef, ...], ...], Names] = field(factory=dict)

    def run(self, test: PlanTest) -> Outcome:
        """Run one test; raises `InputError`."""
        incident, start = bare_incident(self.file, test, self.library)
        day = day_of(incident, start.calendar.zone)
        plans = tuple(plan for plan, _ in involve(incident, self.library, day))
        facts = {name: fact for plan in plans for name, fact in plan.facts.items()}
        self.known.update(facts)
        key = tuple(plan.composed.sources for plan in plans)
        if key not in self.names:
            self.names[key] = names_of(plans)
        names = self.names[key]
        faults = faults_of(test.expect, names, start)
        try:
            posed = pose(self.file, test, incident, start, facts)
            situation = situate(posed.incident, self.library, now=posed.now, at=posed.at)
        except InputError as error:
            raise InputError([*faults, *error.faults]) from None
        if faults:
            raise InputError(faults)
        failures = failures_of(test.expect, situation, start, names, self.ref)
        place = place_of(test.id) or test.place
        return Outcome(str(test.id), place, situation, failures, test.clause, test.note)

    def strangers(self) -> list[Fault]:
        """Find shared facts that no plan of any test knows."""
        return [
            fault("E701", place_of(name), suggestion=nearest(name, self.known), name=name)
            for name in self.file.facts
            if self.known and name not in self.known
        ]


def _once(faults: Iterable[Fault]) -> list[Fault]:
    """Give each fault once: what all tests share would be told for each of them."""
    return list({(each.code, each.place, each.problem): each for each in faults}.values())


def _incidents(library: Library, plans: Collection[str]) -> Iterator[Outcome]:
    """Go through the moments, with an expected answer, of the shipped incidents that may fall under some plans."""
    bringing: dict[str, tuple[str, ...]] = {}
    for path in sorted((shipped("scenarios") / "incidents").glob(f"*{_EXPECTED}")):
        expected = load_expected(path)
        incident = load_incident(path.with_name(str(expected.incident)))
        if not _may_concern(incident, library, plans, bringing):
            continue
        for check in expected.checks:
            situation = situate(incident, library, now=check.now, at=check.at)
            failures = failures_of(check, situation, begin_of(incident, situation.tz))
            name = f"{incident.id}@{(check.at or check.now):%m-%dT%H:%M}"
            yield Outcome(name, check.place, situation, failures, incident=True)


def _may_concern(
    incident: IncidentFile, library: Library, plans: Collection[str], bringing: dict[str, tuple[str, ...]]
) -> bool:
    """Say whether a plan an incident names is one of some, or can bring one in any edition."""
    waiting = [library.full_name(split_reference(reference)[0]) for reference in incident.plans]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in plans:
            return True
        if name not in seen:
            seen.add(name)
            if name not in bringing:
                bringing[name] = tuple(_brought(library, name))
            waiting += bringing[name]
    return False


def _brought(library: Library, name: str) -> Iterator[str]:
    """Give the plans that editions of one have to do with."""
    for edition in library.editions(name):
        for other in library.plan(edition.ref).others:
            yield library.full_name(split_reference(other)[0])


def _concerns(situation: Situation, ref: PlanRef) -> bool:
    return any(ref == answer.plan or ref in answer.adopted for answer in situation.answers)


def editions_of(library: Library, names: Sequence[str]) -> tuple[PlanRef, ...]:
    """Give the editions some names mean: the one a name gives, else all of that plan; all plans for no names."""
    found: list[PlanRef] = []
    for name in names or library.names:
        plan, edition = split_reference(name)
        if edition is not None:
            found.append(library.find(name))
        else:
            found += [shelved.ref for shelved in library.editions(library.full_name(plan))]
    return tuple(dict.fromkeys(found))
