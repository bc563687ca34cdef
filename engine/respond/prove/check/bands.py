"""The bands of each criterion family: do they meet, and where between two of them lies a number that none claims."""

from collections.abc import Collection, Iterator, Sequence
from typing import cast

from respond.errors import Text
from respond.facts import Level, Number, Plain
from respond.prove.check.edition_model import EditionModel, lies_in
from respond.prove.check.families import Family, families
from respond.prove.check.findings import Answer, Finding, outcome_of
from respond.prove.check.left_out import beyond_the_years
from respond.prove.check.overlaps import overlaps
from respond.prove.search.exact import ExactIncident, met
from respond.prove.search.ground import Holds
from respond.prove.search.translate import Expr
from respond.reason import Cell

STATEMENT = Text(
    "同一组标准的各档首尾相接：没有缺口，没有一个数同属两档",
    "the bands of each family meet: no gap, and no number in two of them",
)
GAP_KINDS = ("gap",)
_BETWEEN = Text(
    "{title}：{one}（{low}）与{other}（{high}）之间", "{title}, between {one} ({low}) and {other} ({high})"
)
_WITHIN = Text("{title}：{one}（{low}）的两段之间", "{title}, between two parts of {one} ({low})")
_MOST = 5

Gap = tuple[Finding, Expr]
"""A gap, and the formula that an incident lies in it."""


def bands(case: EditionModel, falling: Collection[str]) -> tuple[Answer, list[Gap]]:
    """Find gaps and overlaps; give the gaps also by themselves, for through them the level falls.

    A gap along a fact with a direction of harm makes the level fall as harm grows, so only the facts along
    which it does (`falling`) are looked at, and those without a direction.
    """
    case.decided = True
    findings: list[Finding] = []
    gaps: list[Gap] = []
    for family in families(case.plan):
        for name in family.numbers:
            fact = case.plan.facts.get(name)
            if name in falling or fact is None or fact.worse is None:
                gaps += _Gaps(case, family, name).find()
        findings += overlaps(case, family)
    findings = [*(finding for finding, _ in gaps), *findings]
    outcome, below = outcome_of(findings, decided=case.decided), () if case.all_below else case.not_asked
    left_out = (*below, *beyond_the_years(case))
    return Answer("bands", STATEMENT, outcome, tuple(findings), left_out=left_out), gaps


class _Gaps:
    """The gaps of one family along one number."""

    def __init__(self, case: EditionModel, family: Family, name: str) -> None:
        self.case = case
        self.family = family
        self.name = name
        self.near = case.model.near(name)
        self.count = 0

    def find(self) -> Iterator[Gap]:
        """Go through the gaps, those nothing explains first."""
        wants = self.wants()
        self.case.note_below(wants, self.near)
        wants.append(self.case.not_below(self.case.model.x))
        if self.smallest(wants, self.holds) is None:
            return
        negate, x = self.case.model.space.z3.Not, self.case.model.x
        found = [*wants, negate(self.case.explained(GAP_KINDS, x))]
        seen: list[Cell] = []

        def surprising(facts: ExactIncident) -> bool:
            return self.surprising(facts) and not lies_in(seen, cast("Number", facts[self.name]))

        for _ in range(_MOST):
            facts = self.smallest(found, surprising)
            if facts is None:
                break
            finding, stretch = self.finding(facts, None)
            yield finding, stretch
            seen += self.stretch(facts)
            found.append(negate(stretch))
        for index, each, condition in self.case.regions(*GAP_KINDS):
            facts = self.smallest(
                [*wants, x.holds(condition)],
                lambda facts, condition=condition: self.holds(facts) and met(condition, facts),  # type: ignore[misc]
            )
            if facts is not None:
                self.case.used.add(index)
                yield self.finding(facts, each.reading)

    def wants(self) -> list[Expr]:
        """Give the property as formulas: a band below and one above, none here, and a milder level than both."""
        model, family = self.case.model, self.family
        below, above = self.near.vary(self.name, mark="-"), self.near.vary(self.name, mark="+")
        here = model.x.of(self.name)
        some, negate = model.space.some, model.space.z3.Not
        return [
            below.of(self.name) < here,
            here < above.of(self.name),
            *(negate(model.x.holds(each.condition)) for each in family.criteria),
            some(below.holds(each.condition) for each in family.criteria),
            some(above.holds(each.condition) for each in family.criteria),
            self.near.graver(below, model.x),
            self.near.graver(above, model.x),
        ]

    def smallest(self, wants: Sequence[Expr], holds: Holds) -> dict[str, Plain] | None:
        """Find the smallest gap with a property."""
        model = self.case.model

        def beyond() -> list[Expr]:
            below, above = model.vary(self.name, mark="~-"), model.vary(self.name, mark="~+")
            bounds = [*below.domain(), *above.domain()]
            return [*bounds, model.graver(below, model.x), model.graver(above, model.x)]

        return self.case.smallest(wants, holds, [self.name], near=self.near, beyond=beyond)

    def surprising(self, facts: ExactIncident) -> bool:
        """Say whether an incident lies in a gap that nothing explains."""
        regions = (condition for _, _, condition in self.case.regions(*GAP_KINDS))
        return self.holds(facts) and not any(met(condition, facts) for condition in regions)

    def holds(self, facts: ExactIncident) -> bool:
        """Give the property by ordinary evaluation."""
        if self.family.has(facts) or self.case.is_below(facts):
            return False
        cells, here = self.cells(facts)
        level = cells[here][1]
        sides = (cells[:here], cells[here + 1 :])
        return all(any(own > level and self.claims(cell, facts) for cell, own in side) for side in sides)

    def claims(self, cell: Cell, facts: ExactIncident) -> bool:
        """Say whether a band claims a cell."""
        return self.family.has({**facts, self.name: cast("Number", cell.value)})

    def opens(self, cell: Cell, facts: ExactIncident) -> bool:
        """Say whether no band claims a cell, nor the text leaves it below the scale."""
        at = {**facts, self.name: cast("Number", cell.value)}
        return not self.family.has(at) and not self.case.is_below(at)

    def cells(self, facts: ExactIncident) -> tuple[list[tuple[Cell, Level]], int]:
        """Give the cells along the number, and which of them the incident lies in."""
        cells = self.case.along(self.name, facts)
        own = cast("Number", facts[self.name])
        return cells, next(index for index, (cell, _) in enumerate(cells) if cell.contains(own))

    def finding(self, facts: ExactIncident, known: str | None) -> Gap:
        """Describe a gap, and give the formula of its stretch."""
        cells = self.cells(facts)[0]
        stretch = self.stretch(facts)
        first = next(index for index, (cell, _) in enumerate(cells) if cell == stretch[0])
        sides = (cells[first - 1 :: -1], cells[first + len(stretch) :])
        beside = [next(each for each in side if self.claims(each[0], facts)) for side in sides]
        entries = tuple(self.claiming(cell, facts) for cell, _ in beside)
        words, label = self.case.stretch_words(self.name, stretch), self.case.label(self.name)
        title = Text(
            f"{label.zh}（{words.zh}）不属于任何一档",
            f"{label.en} ({words.en}): in no band",
        )
        levels = [level.short for _, level in beside]
        text = _BETWEEN if entries[0] != entries[1] else _WITHIN
        text = text.fill(title=title, one=entries[0], low=levels[0], other=entries[1], high=levels[1])
        self.count += 1
        suffix = f"-{self.count}" if self.count > 1 else ""
        witness = self.case.witness(f"gap-{self.name}{suffix}", title, facts)
        return Finding("gap", tuple(dict.fromkeys(entries)), text, witness, known), self.case.within(
            self.name, stretch
        )

    def stretch(self, facts: ExactIncident) -> list[Cell]:
        """Give the cells around an incident that no band claims."""
        cells, here = self.cells(facts)
        first = last = here
        while first > 0 and self.opens(cells[first - 1][0], facts):
            first -= 1
        while last + 1 < len(cells) and self.opens(cells[last + 1][0], facts):
            last += 1
        return [cell for cell, _ in cells[first : last + 1]]

    def claiming(self, cell: Cell, facts: ExactIncident) -> str:
        """Name the band that claims a cell."""
        at = {**facts, self.name: cast("Number", cell.value)}
        return next(each.id for each in self.family.criteria if met(each.condition, at))
