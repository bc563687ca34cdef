"""Is any harm graded? Which incidents have harm of a kind that is graded where there is more of it, and no level."""

from collections.abc import Iterator, Sequence
from typing import cast

from attrs import evolve

from respond.errors import Text
from respond.facts import Level, Number, Plain
from respond.prove.check.edition_model import EditionModel, lies_in
from respond.prove.check.findings import Answer, Finding, outcome_of
from respond.prove.check.left_out import beyond_the_years, without_direction
from respond.prove.search.exact import ExactIncident, met
from respond.prove.search.ground import Holds
from respond.prove.search.solver import Outcome, beyond_rest, harmful, worse_than
from respond.prove.search.translate import Expr, is_flag
from respond.reason import Cell, Condition, SumAtom, atoms_of

STATEMENT = Text(
    "凡有损害必有级别（同样情形下更重的损害有级别的）",
    "any harm has a level (where more of the same harm, all else equal, has one)",
)
KINDS = ("hole", "gap")
_MOST = 5
"""So many unexplained holes of one fact are told apart."""


def totality(case: EditionModel) -> Answer:
    """Find the incidents with harm and without a level, fact by fact.

    Harm in a fact counts where more of it would be graded with everything else as it is; so a gate that is shut
    (nobody suspects the vaccine) makes no hole. Cases the plan excludes in words are explained by that; those it
    leaves below the scale are not asked about.
    """
    case.decided = True
    if case.all_below:
        return Answer("totality", STATEMENT, Outcome.NOT_ASKED, left_out=case.not_asked)
    names = harmful(case.model)
    findings = [finding for name in names for finding in _Holes(case, name).find()]
    outcome = outcome_of(findings, decided=case.decided) if names else Outcome.NOT_ASKED
    left_out = (*case.not_asked, *without_direction(case), *beyond_the_years(case))
    return Answer("totality", STATEMENT, outcome, tuple(findings), left_out=left_out)


class _Holes:
    """The holes along one fact."""

    def __init__(self, case: EditionModel, name: str) -> None:
        self.case = case
        self.name = name
        self.variable = case.model.variables[name]
        self.rest = self.variable.mildest
        self.near = case.model.near(name)
        self.count = 0

    def find(self) -> Iterator[Finding]:
        """Go through the holes: those nothing explains, then the explained ones."""
        wants = self.wants()
        if not wants:
            return
        self.case.note_below(wants, self.near)
        wants.append(self.case.not_below(self.case.model.x))
        if self.smallest(wants, self.holds) is not None:
            yield from self.unexplained(wants)
            yield from self.known(wants)

    def wants(self) -> list[Expr]:
        """Give the property as formulas; nothing for a fact that cannot have a hole."""
        model, near = self.case.model, self.near
        harm = beyond_rest(model, self.name, model.x)
        if harm is None or is_flag(self.variable):
            return []
        worse = near.vary(self.name)
        return [
            harm,
            model.space.z3.Not(near.at_least(1, model.x)),
            worse_than(model, self.name, worse, model.x, strictly=True),
            near.at_least(1, worse),
        ]

    def smallest(self, wants: Sequence[Expr], holds: Holds) -> dict[str, Plain] | None:
        """Find the smallest hole with a property."""
        model = self.case.model

        def beyond() -> list[Expr]:
            return [model.space.z3.Not(model.at_least(1)), *model.vary(self.name, mark="~'").domain()]

        return self.case.smallest(wants, holds, [self.name], near=self.near, beyond=beyond)

    def holds(self, facts: ExactIncident) -> bool:
        """Give the property by ordinary evaluation."""
        if facts[self.name] == self.rest or self.case.model.level_of(facts) or self.case.is_below(facts):
            return False
        return any(self.graded(facts))

    def graded(self, facts: ExactIncident) -> Iterator[bool]:
        """Say for each worse stretch of the fact whether it has a level."""
        if self.variable.choices:
            order = self.variable.mildest_first(self.variable.choices)
            for choice in order[order.index(facts[self.name]) + 1 :]:
                yield self.case.model.level_of({**facts, self.name: choice}) > 0
            return
        worse = self.ordered(facts, self.case.along(self.name, facts))[1]
        yield from (level > 0 for _, level in worse)

    def ordered(
        self, facts: ExactIncident, cells: Sequence[tuple[Cell, Level]]
    ) -> tuple[Sequence[tuple[Cell, Level]], Sequence[tuple[Cell, Level]]]:
        """Split the cells into the milder ones, nearest first and its own included, and the worse ones."""
        ordered = self.variable.mildest_first(cells)
        here = next(
            index
            for index, (cell, _) in enumerate(ordered)
            if cell.contains(cast("Number", facts[self.name]))
        )
        return ordered[: here + 1][::-1], ordered[here + 1 :]

    def unexplained(self, wants: list[Expr]) -> Iterator[Finding]:
        """Find holes outside every case that is explained or excluded."""
        model, negate = self.case.model, self.case.model.space.z3.Not
        excluded = [model.x.holds(condition) for _, condition in self.exclusions]
        found = [*wants, negate(self.case.explained(KINDS, model.x)), *map(negate, excluded)]
        shared = any(self.name in atom.names and len(atom.names) > 1 for atom in _atoms(self.case, self.name))
        seen: list[Cell] = []

        def surprising(facts: ExactIncident) -> bool:
            told = self.told(facts, seen)
            return not told and self.surprising(facts)

        for _ in range(1 if shared else _MOST):
            facts = self.smallest(found, surprising)
            if facts is None:
                return
            cells = self.stretch(facts)
            if not self.is_gap(facts):
                yield self.finding(facts, cells, None)
            if not cells:
                return
            seen += cells
            found.append(negate(self.case.within(self.name, cells)))

    def told(self, facts: ExactIncident, seen: Sequence[Cell]) -> bool:
        """Say whether an incident lies in a hole that has been told."""
        return bool(seen) and lies_in(seen, cast("Number", facts[self.name]))

    def surprising(self, facts: ExactIncident) -> bool:
        """Say whether an incident is a hole that nothing explains."""
        regions = (condition for _, _, condition in self.case.regions(*KINDS))
        excluded = (condition for _, condition in self.exclusions)
        return self.holds(facts) and not any(met(condition, facts) for condition in (*regions, *excluded))

    def known(self, wants: list[Expr]) -> Iterator[Finding]:
        """Find the holes the plan explains: by an interpretation, or by a case it does not count."""
        for index, each, condition in self.case.regions(*KINDS):
            own = self.name in condition.variables
            if not own and index in self.case.used:
                continue
            facts = self.smallest_in(wants, [condition])
            if facts is not None:
                self.case.used.add(index)
                if own or self.case.harmless(condition):
                    yield self.finding(facts, self.stretch(facts), each.reading)
        facts = self.smallest_in(wants, [condition for _, condition in self.exclusions])
        if facts is not None:
            reason = next(name for name, condition in self.exclusions if met(condition, facts))
            yield self.finding(facts, self.stretch(facts), reason)

    @property
    def exclusions(self) -> list[tuple[str, Condition]]:
        """Give the cases the plan does not count."""
        return [(each.entry.id, each.condition) for each in self.case.plan.exclusions]

    def smallest_in(self, wants: list[Expr], conditions: list[Condition]) -> dict[str, Plain] | None:
        """Find the smallest hole in one of some cases."""
        if not conditions:
            return None
        model = self.case.model
        inside = model.space.some(model.x.holds(condition) for condition in conditions)
        return self.smallest(
            [*wants, inside],
            lambda facts: self.holds(facts) and any(met(condition, facts) for condition in conditions),
        )

    def is_gap(self, facts: ExactIncident) -> bool:
        """Say whether a milder amount has a level: then it is a gap between bands, told elsewhere."""
        if self.variable.choices:
            return False
        milder = self.ordered(facts, self.case.along(self.name, facts))[0]
        return any(level for _, level in milder)

    def stretch(self, facts: ExactIncident) -> list[Cell]:
        """Give the cells of a hole along its fact, lowest first, without the value at rest."""
        if self.variable.choices:
            return []
        milder, worse = self.ordered(facts, self.case.along(self.name, facts))
        inside = [*[*self.within(milder, facts)][::-1], *self.within(worse, facts)]
        cells = self.variable.mildest_first(inside)
        return _without_rest(cells, cast("Number", self.rest), integer=self.variable.integer)

    def within(self, cells: Sequence[tuple[Cell, Level]], facts: ExactIncident) -> Iterator[Cell]:
        """Give the cells up to the first that has a level, or that the text leaves below the scale."""
        for cell, level in cells:
            if level or self.case.is_below({**facts, self.name: cast("Number", cell.value)}):
                return
            yield cell

    def finding(self, facts: ExactIncident, cells: list[Cell], known: str | None) -> Finding:
        """Describe a hole."""
        name = self.name
        text = self.case.stretch_words(name, cells) if cells else self.case.shown(facts[name], name)
        self.count += 1
        label = self.case.label(name)
        title = Text(f"{label.zh}（{text.zh}）不定级", f"{label.en} ({text.en}): no level")
        suffix = f"-{self.count}" if self.count > 1 else ""
        witness = self.case.witness(f"hole-{name}{suffix}", title, facts)
        above = self.above(facts)
        end = Text(f"；再重即为{above.zh}", f"; worse than that: {above.en}") if above else Text("", "")
        told = Text(f"{title.zh}{end.zh}", f"{title.en}{end.en}")
        return Finding("hole", (name,), told, witness, known)

    def above(self, facts: ExactIncident) -> Text | None:
        """Give the first level that more of the harm has."""
        if self.variable.choices:
            return None
        worse = self.ordered(facts, self.case.along(self.name, facts))[1]
        level = next((level for _, level in worse if level), None)
        return None if level is None else level.short


def _without_rest(cells: Sequence[Cell], rest: Number, *, integer: bool) -> list[Cell]:
    """Take the value at rest off the end of a stretch."""
    found = []
    for cell in cells:
        if cell.low == cell.high == rest:
            continue
        if cell.low == rest and not cell.low_open:
            found.append(evolve(cell, low=rest + 1) if integer else evolve(cell, low_open=True))
        elif cell.high == rest and not cell.high_open:
            found.append(evolve(cell, high=rest - 1) if integer else evolve(cell, high_open=True))
        else:
            found.append(cell)
    return found


def _atoms(case: EditionModel, name: str) -> Iterator[SumAtom]:
    for criterion in case.model.touching([name]):
        yield from (atom for atom in atoms_of(criterion.condition.normal.form) if isinstance(atom, SumAtom))
