"""Everything a check asks of a plan, edition by edition, and of the explanations it keeps."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import evolve, field

from respond._records import define
from respond.errors import Text
from respond.plan import EVERYTHING_ELSE, NOTHING, Library, PlanRef, Prepared
from respond.prove.check.bands import bands
from respond.prove.check.criteria import criteria
from respond.prove.check.duties import duties
from respond.prove.check.edition_model import EditionModel, explanations_of
from respond.prove.check.editions import Stretch, editions, stretches
from respond.prove.check.findings import Answer, Finding, Report, outcome_of
from respond.prove.check.monotone import ask_jointly, falling, monotony
from respond.prove.check.names import names
from respond.prove.check.responses import asked_of_facts, in_place_of_levels, not_translated
from respond.prove.check.totality import totality
from respond.prove.search.solver import TIMEOUT, Outcome
from respond.prove.search.witness import Graded, day_in_force

_Place = tuple[str, int]
"""An explanation: the interpretation it stands in, and its position there."""

_STALE = Text("{id}：{why}（{kind}：{what}）", "{id}: {why} ({kind}: {what})")
_NOT_FOUND = Text("没有找到所说的缺陷", "the defect it names was not found")

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


_RESPONSE_STATEMENTS: Final = {
    "bands": Text(
        "各级响应的各档首尾相接：没有缺口，没有一个数同属两档",
        "the bands of the responses meet: no gap, and no number in two of them",
    ),
    "criteria": Text(
        "每级响应都有用：能够启动，并且不总是被更高的盖住",
        "every response counts: it can be called for, and not only where others already are",
    ),
    "monotony": Text("损害加重，响应级别不会下降", "more harm never calls for a milder response"),
}


def check_responses(case: EditionModel) -> tuple[Answer, ...]:
    """Ask of the responses of one edition, which stand in place of its levels: bands, criteria, monotony."""
    jointly = ask_jointly(case)
    names = falling(case, jointly)
    banded, gaps = bands(case, names)
    rising = monotony(case, jointly, names, gaps)
    return tuple(
        evolve(each, question=f"response-{each.question}", statement=_RESPONSE_STATEMENTS[each.question])
        for each in (banded, criteria(case), rising)
    )


def _not_asked(left_out: Sequence[Text]) -> tuple[Answer, ...]:
    return tuple(
        Answer(f"response-{question}", statement, Outcome.NOT_ASKED, left_out=tuple(left_out))
        for question, statement in _RESPONSE_STATEMENTS.items()
    )


_Key = tuple[Graded, tuple[PlanRef, ...]]


@define(eq=False)
class _Checker:
    library: Library
    timeout: int
    answered: dict[_Key, tuple[tuple[Answer, ...], frozenset[_Place]]] = field(factory=dict)
    """Answers about levels and responses by the editions they come from, and the explanations they needed."""

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
            answers += self.answers("level", plan, stretch, used)
        if asked_of_facts(plan):
            answers += self.answers("response", plan, stretch, used)
        answers.append(duties(plan, explain))
        if plan.plan.conditions:
            answers.append(names(plan))
        if stretch is next(each for each in found if each.plan is not None):
            answers.append(editions(self.library, ref, found, explain))
        return Report(ref, plan.plan.title, plan.composed.sources, tuple(answers))

    def answers(self, of: Graded, plan: Prepared, stretch: Stretch, used: set[_Place]) -> tuple[Answer, ...]:
        """Answer the questions about levels or responses; those taken over whole from one plan are answered there."""
        source, day = self.source(of, plan, stretch), stretch.first
        if source is not None:
            plan = self.library.prepared(source, day)
        key = (of, plan.composed.sources)
        left_out = list(not_translated(plan)) if of == "response" else []
        if left_out:
            self.answered[key] = _not_asked(left_out), frozenset()
        if key not in self.answered:
            on = day_in_force(plan, stretch.first, stretch.last)
            asked = plan if of == "level" else in_place_of_levels(plan)
            case = EditionModel.made(asked, on, self.timeout, of)
            answers = check_levels(case) if of == "level" else check_responses(case)
            places = [_place_in(case, index) for index in case.used]
            self.answered[key] = answers, frozenset([*places, *([_BELOW] if case.below_used else [])])
        answers, needed = self.answered[key]
        used |= needed if source is None else set()
        return answers

    def source(self, of: Graded, plan: Prepared, stretch: Stretch) -> PlanRef | None:
        """Find the adopted edition all criteria (and responses) come from, if there is one and none is missing."""
        origins = {plan.origin_of(criterion.entry) for criterion in plan.criteria}
        if of == "response":
            origins |= {plan.origin_of(response.entry) for response in plan.responses}
        if len(origins) != 1 or origins == {plan.ref}:
            return None
        origin = next(iter(origins))
        theirs = self.library.prepared(origin, stretch.first)
        same = len(theirs.criteria) == len(plan.criteria) and theirs.plan.below == plan.plan.below
        same = same and (of == "level" or len(theirs.responses) == len(plan.responses))
        return origin if same else None

    def stale(self, ref: PlanRef, found: tuple[Stretch, ...], used: set[_Place]) -> Answer:
        """Find explanations, in the edition's own file, that no finding needed."""
        findings: list[Finding] = []
        if not all(self.decided(stretch) for stretch in found):
            return Answer("explanations", EXPLANATIONS, Outcome.UNKNOWN)  # an open question might need them
        plan = next(each.plan for each in found if each.plan is not None)
        void = {(each.reading, str(each.known.when)): each.void for each in explanations_of(plan)}
        for reading in self.library.plan(ref).interpretations:
            for index, known in enumerate(reading.explains):
                if (str(reading.id), index) not in used:
                    what = known.when or "、".join(known.entries)
                    why = void.get((str(reading.id), str(known.when))) or _NOT_FOUND
                    text = _STALE.fill(id=reading.id, why=why, kind=known.kind, what=what)
                    findings.append(Finding("stale", (reading.id,), text))
        findings += self.needless(ref, used)
        return Answer("explanations", EXPLANATIONS, outcome_of(findings), tuple(findings))

    def needless(self, ref: PlanRef, used: set[_Place]) -> Iterator[Finding]:
        """Find what the edition's own file leaves below the scale though every such case has a level or no harm."""
        below = self.library.plan(ref).below
        if below is None or below.covers in (None, EVERYTHING_ELSE, NOTHING) or _BELOW in used:
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
        kinds: tuple[Graded, ...] = ("level", "response")
        asked = (self.answered.get((of, stretch.plan.composed.sources)) for of in kinds)
        return all(answer.outcome is not Outcome.UNKNOWN for found in asked if found for answer in found[0])


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
