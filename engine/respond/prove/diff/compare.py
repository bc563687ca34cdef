"""What an edition changes against another in consequences: levels, duties, limits, addressees, past incidents."""

from datetime import date
from pathlib import Path

from respond._records import frozen
from respond.errors import InputError, fault
from respond.facts import Level, Plain
from respond.plan import Library, PlanRef
from respond.prove.diff.cases import CaseChange, case_changes
from respond.prove.diff.duties import DutyChange, duty_changes, pairs_of
from respond.prove.diff.entries import EntryChange, criterion_changes, fact_changes, response_changes
from respond.prove.diff.fields import OtherChange, other_changes
from respond.prove.diff.levels import LevelChange, Levels, level_changes
from respond.prove.diff.scales import Scales, scales_of
from respond.prove.diff.sides import IncidentCase, Side
from respond.prove.search.ground import Ground
from respond.prove.search.witness import day_in_force


@frozen(eq=False)
class LevelConsequence:
    """One change of level with what follows: duties of both editions that only one owes then."""

    change: LevelChange
    case: IncidentCase
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    responses: tuple[Level, Level]


@frozen(eq=False)
class Difference:
    """Everything that differs between two editions."""

    a: Side
    b: Side
    scales: tuple[Scales, ...]
    """The scales whose levels are not the same in both."""
    levels: tuple[LevelConsequence, ...]
    complete: bool
    """Whether no other change of level can be; False where the search gave up."""
    facts: tuple[EntryChange, ...]
    criteria: tuple[EntryChange, ...]
    responses: tuple[EntryChange, ...]
    duties: tuple[DutyChange, ...]
    others: tuple[OtherChange, ...]
    """What else they hold otherwise."""
    cases: tuple[CaseChange, ...] | None = None
    """Past incidents, changed or not; None where none were asked for."""

    @property
    def wording(self) -> bool:
        """Say whether wording and citations are compared too, as of two files of one edition."""
        return self.a.ref == self.b.ref

    @property
    def names(self) -> tuple[str, str]:
        """Give the names of both, those of their files where it is one edition twice."""
        sides = (self.a, self.b)
        if self.wording and self.a.library is not self.b.library:
            places = (side.library.plan(side.ref).place for side in sides)
            first, second = (place.file if place else "" for place in places)
            return first, second
        return str(sides[0].ref), str(sides[1].ref)

    @property
    def exit_code(self) -> int:
        """Give 1 when anything differs, 0 when nothing does, as `diff` itself; 3 when a search was cut short."""
        static = (
            self.scales,
            self.levels,
            self.facts,
            self.criteria,
            self.responses,
            self.duties,
            self.others,
        )
        if any(static) or any(case.differs for case in self.cases or ()):
            return 1
        return 0 if self.complete else 3


def diff_of(
    library: Library,
    first: str,
    second: str,
    on: date | None = None,
    cases: Path | None = None,
    *,
    beside: Library | None = None,
) -> Difference:
    """Compare two editions, each on a day it is in force (or both `on` one day), and a folder of past incidents.

    `beside` is where the second is found, for two files of one edition.
    Raises `InputError` for unknown plans and for plans for different incidents (E681), `CoverageError` where an
    adopted edition is missing.

    >>> library = Library.default()
    >>> found = diff_of(library, "forest-grassland-fire@2009", "forest-grassland-fire@2026")
    >>> [(outcome.change.fact, outcome.change.levels) for outcome in found.levels[:2]]
    [('damaged_forest', (IV, none)), ('damaged_forest', (III, IV))]
    """
    shelves = ((library, first), (beside or library, second))
    a, b = (_side(shelf, shelf.find(name, on), on) for shelf, name in shelves)
    if not _related(a, b):
        raise InputError([fault("E681", name=a.ref, other=b.ref)])
    graded = a.plan.graded and b.plan.graded
    levels = level_changes(a, b) if graded else Levels((), complete=True)
    consequences = _Consequences(a, b)
    return Difference(
        a,
        b,
        tuple(scales for scales in scales_of(a.plan, b.plan) if not scales.same),
        tuple(consequences.of(change) for change in levels.changes),
        levels.complete,
        fact_changes(a, b),
        criterion_changes(a, b),
        response_changes(a, b),
        duty_changes(a, b),
        other_changes(a.plan.plan, b.plan.plan, wording=a.ref == b.ref),
        case_changes(a, b, cases) if cases is not None else None,
    )


def _related(a: Side, b: Side) -> bool:
    """Say whether two editions rest on one plan, run beside each other, or are for the same kind of incident."""
    adopted = [{source.id for source in side.plan.composed.sources} for side in (a, b)]
    beside = [{plan.ref.id for plan, _ in side.beside} for side in (a, b)]
    together = not adopted[0].isdisjoint(adopted[1]) or b.ref.id in beside[0] or a.ref.id in beside[1]
    return together or not set(a.plan.plan.kinds).isdisjoint(b.plan.plan.kinds)


def _side(library: Library, ref: PlanRef, on: date | None) -> Side:
    day = on or day_in_force(library.prepared(ref))
    return Side.of(library, ref, day)


class _Consequences:
    def __init__(self, a: Side, b: Side) -> None:
        self.a = a
        self.b = b
        pairs, _, _ = pairs_of(a, b)
        self.pairs = [(one.id, other.id) for one, other in pairs]
        ids = {name for pair in self.pairs for name in pair}
        self.rest = Ground([a.plan, b.plan], a.day, [*a.conditions(ids), *b.conditions(ids)]).rest

    def of(self, change: LevelChange) -> LevelConsequence:
        """Classify the smallest incident of a change under both editions and compare what is owed."""
        facts: dict[str, Plain] = {
            name: value
            for name, value in {**self.rest, **change.facts}.items()
            if name in self.a.plan.facts or name in self.b.plan.facts
        }
        case = IncidentCase(facts)
        before, after = self.a.owed_in(case), self.b.owed_in(case)
        only_a = tuple(one for one, other in self.pairs if one in before and other not in after)
        only_b = tuple(other for one, other in self.pairs if one not in before and other in after)
        called, other = (side.frame(case).plans[0].called.certain for side in (self.a, self.b))
        return LevelConsequence(change, case, only_a, only_b, (called, other))
