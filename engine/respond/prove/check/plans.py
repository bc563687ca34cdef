"""Everything a check asks of a plan, edition by edition, and of the explanations it keeps."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import evolve, field

from respond._records import define
from respond.errors import Text
from respond.plan import EVERYTHING_ELSE, Library, PlanRef, Prepared
from respond.prove.check.bands import bands
from respond.prove.check.criteria import criteria
from respond.prove.check.duties import duties
from respond.prove.check.edition_model import EditionModel
from respond.prove.check.editions import Stretch, editions, stretches
from respond.prove.check.findings import Answer, Finding, Report, outcome_of
from respond.prove.check.monotone import ask_jointly, falling, monotony
from respond.prove.check.names import names
from respond.prove.check.totality import totality
from respond.prove.search.solver import TIMEOUT, Outcome
from respond.prove.search.witness import day_in_force

_Place = tuple[str, int]
"""An explanation: the interpretation it stands in, and its position there."""

_BELOW: Final[_Place] = ("", 0)
"""The explanation that the text leaves cases below the scale."""

EXPLANATIONS = Text(
    "每条“已知缺陷”的解释都对得上一个缺陷", "every explanation of a defect has a defect to explain"
)


def check_plans(library: Library, names: Sequence[str] = (), timeout: int = TIMEOUT) -> Iterator[Report]:
    """Check plans by name (`forest-fire`, `vaccine-quality@2024`), every edition where none is named.

    Without names every plan of the library is checked. One report for each edition and each combination of
    editions it adopts. Raises `InputError` for an unknown or invalid plan, `MissingExtraError` (E670) without z3.

    >>> library = Library.default()
    >>> [report.exit_code for report in check_plans(library, ["vaccine-quality"])]
    [0]
    """
    checker = _Checker(library, timeout)
    for ref in references(library, names):
        yield from checker.reports(ref)


def references(library: Library, names: Iterable[str] = ()) -> tuple[PlanRef, ...]:
    """Give the editions some names mean, all editions of all plans without names."""
    found: dict[PlanRef, None] = {}
    for name in names or library.names:
        ref = library.find(name)
        refs = [ref] if "@" in name else [shelved.ref for shelved in library.editions(ref.id)]
        found.update(dict.fromkeys(refs))
    return tuple(found)


def check_levels(case: EditionModel) -> tuple[Answer, ...]:
    """Ask everything about the levels of one edition: totality, bands, criteria, monotony."""
    jointly = ask_jointly(case)
    names = falling(case, jointly)
    banded, gaps = bands(case, names)
    rising = monotony(case, jointly, names, gaps)
    return totality(case), banded, criteria(case), rising


@define(eq=False)
class _Checker:
    library: Library
    timeout: int
    levels: dict[tuple[PlanRef, ...], tuple[tuple[Answer, ...], frozenset[_Place]]] = field(factory=dict)
    """Answers about levels by the editions they come from, and the explanations they needed."""

    def reports(self, ref: PlanRef) -> Iterator[Report]:
        """Check one edition, with each combination of editions it adopts."""
        found = stretches(self.library, ref)
        used: set[_Place] = set()
        reports = [self.report(ref, found, stretch, used) for stretch in found if stretch.plan is not None]
        if reports:
            last = reports[-1]
            stale = self.stale(ref, found, used)
            reports[-1] = evolve(last, answers=(*last.answers, stale))
        yield from reports

    def report(self, ref: PlanRef, found: tuple[Stretch, ...], stretch: Stretch, used: set[_Place]) -> Report:
        """Check one combination of editions."""
        plan = stretch.plan
        assert plan is not None  # noqa: S101 - asked by the caller
        explain = _Explainer(plan, used)
        answers: list[Answer] = []
        if plan.graded:
            answers += self.level_answers(plan, stretch, used)
        answers.append(duties(plan, explain))
        if plan.plan.conditions:
            answers.append(names(plan))
        if stretch is next(each for each in found if each.plan is not None):
            answers.append(editions(self.library, ref, found, explain))
        return Report(ref, plan.plan.title, plan.composed.sources, tuple(answers))

    def level_answers(self, plan: Prepared, stretch: Stretch, used: set[_Place]) -> tuple[Answer, ...]:
        """Answer the questions about levels; those taken over whole from one plan are answered there."""
        source, day = self.source(plan, stretch), stretch.first
        if source is not None:
            plan = self.library.prepared(source, day)
        key = plan.composed.sources
        if key not in self.levels:
            case = EditionModel.of(plan, day_in_force(plan, stretch.first, stretch.last), self.timeout)
            answers = check_levels(case)
            places = [_place_in(case, index) for index in case.used]
            self.levels[key] = answers, frozenset([*places, *([_BELOW] if case.below_used else [])])
        answers, needed = self.levels[key]
        used |= needed if source is None else set()
        return answers

    def source(self, plan: Prepared, stretch: Stretch) -> PlanRef | None:
        """Find the adopted edition all criteria come from, if there is one and none of its criteria is missing."""
        origins = {plan.origin(criterion.entry.id) for criterion in plan.criteria}
        if len(origins) != 1 or origins == {plan.ref}:
            return None
        origin = next(iter(origins))
        theirs = self.library.prepared(origin, stretch.first)
        same = len(theirs.criteria) == len(plan.criteria) and theirs.plan.below == plan.plan.below
        return origin if same else None

    def stale(self, ref: PlanRef, found: tuple[Stretch, ...], used: set[_Place]) -> Answer:
        """Find explanations, in the edition's own file, that no finding needed."""
        findings: list[Finding] = []
        if not all(self.decided(stretch) for stretch in found):
            return Answer("explanations", EXPLANATIONS, Outcome.UNKNOWN)  # an open question might need them
        for reading in self.library.plan(ref).interpretations:
            for index, known in enumerate(reading.explains):
                if (str(reading.id), index) not in used:
                    what = known.when or "、".join(known.entries)
                    text = Text(
                        f"{reading.id}：没有找到所说的缺陷（{known.kind}：{what}）",
                        f"{reading.id}: the defect it names was not found ({known.kind}: {what})",
                    )
                    findings.append(Finding("stale", (reading.id,), text))
        findings += self.needless(ref, used)
        return Answer("explanations", EXPLANATIONS, outcome_of(findings), tuple(findings))

    def needless(self, ref: PlanRef, used: set[_Place]) -> Iterator[Finding]:
        """Find what the edition's own file leaves below the scale though every such case has a level or no harm."""
        below = self.library.plan(ref).below
        if below is None or below.covers in (None, EVERYTHING_ELSE) or _BELOW in used:
            return
        text = Text(
            f"没有一个情形因“{below.covers}”才不必定级",
            f"no case needs to be left below the scale by {below.covers}",
        )
        yield Finding("needless", ("below",), text)

    def decided(self, stretch: Stretch) -> bool:
        """Say whether every question about the levels of a stretch was decided."""
        if stretch.plan is None:
            return True
        answers, _ = self.levels.get(stretch.plan.composed.sources, ((), frozenset()))
        return all(answer.outcome is not Outcome.UNKNOWN for answer in answers)


@define(eq=False)
class _Explainer:
    """Finds the interpretation that explains a finding about duties or editions, and remembers it was needed."""

    plan: Prepared
    used: set[_Place]

    def __call__(self, kind: str, entries: tuple[str, ...]) -> str | None:
        """Give the interpretation's id."""
        for reading in self.plan.interpretations:
            for index, (known, _) in enumerate(reading.explains):
                if known.kind == kind and (not known.entries or set(entries) <= set(known.entries)):
                    self.used.add((str(reading.entry.id), index))
                    return str(reading.entry.id)
        return None


def _place_in(case: EditionModel, index: int) -> _Place:
    """Give reading and position in it of one of a case's explanations."""
    reading = case.explanations[index].reading
    before = sum(each.reading == reading for each in case.explanations[:index])
    return str(reading), before
