"""The bands of a criterion family: where two of them claim a number, and where between them none does."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import combinations
from typing import cast

from respond._records import frozen
from respond.errors import Text
from respond.facts import Level, Number, Plain
from respond.language import DAY, MOMENT, Some, walk
from respond.plan import Prepared, Rule
from respond.prove.check.edition_model import EditionModel, lies_in
from respond.prove.check.findings import Answer, Finding, outcome_of
from respond.prove.search.exact import ExactIncident, met
from respond.prove.search.ground import Holds
from respond.prove.search.solver import Near, worse_than
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


@frozen(eq=False)
class Family:
    """Criteria over the same facts, apart from their thresholds; gravest first."""

    criteria: tuple[Rule, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Give everything the bands depend on."""
        return tuple(self.criteria[0].condition.variables)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Give the numbers the bands run along."""
        variables = self.criteria[0].condition.variables.values()
        return tuple(v.name for v in variables if not v.choices and v.dimension not in {DAY, MOMENT})

    def has(self, facts: ExactIncident) -> bool:
        """Say whether a band claims an incident."""
        return any(met(criterion.condition, facts) for criterion in self.criteria)


def families(plan: Prepared) -> tuple[Family, ...]:
    """Group the criteria by what they depend on; a criterion alone is a family where it has alternatives.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> [len(family.criteria) for family in families(library.prepared(library.find("vaccine-quality")))]
    [3, 4, 4]
    """
    groups: dict[frozenset[str], list[Rule]] = {}
    for criterion in plan.criteria:
        groups.setdefault(frozenset(criterion.condition.variables), []).append(criterion)
    return tuple(
        Family(tuple(group)) for group in groups.values() if len(group) > 1 or _has_alternatives(group[0])
    )


def _has_alternatives(criterion: Rule) -> bool:
    return any(isinstance(part, Some) for part in walk(criterion.condition.test))


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
        findings += _overlaps(case, family)
    findings = [*(finding for finding, _ in gaps), *findings]
    outcome, left_out = outcome_of(findings, decided=case.decided), () if case.all_below else case.not_asked
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


def _overlaps(case: EditionModel, family: Family) -> Iterator[Finding]:
    """Find numbers that bands of different levels claim; a family of nested criteria has no bands."""
    model, near = case.model, case.model.near(*family.names)
    pairs = [(a, b) for a, b in combinations(family.criteria, 2) if a.gravity != b.gravity]
    both = [model.space.every([model.x.holds(a.condition), model.x.holds(b.condition)]) for a, b in pairs]
    reply = case.asked(near.ask(model.space.some(both)))
    if not reply.found or _nested(case, near, pairs):
        return
    numbers = bool(family.numbers)  # of choices each is named for itself, and none is open towards the worse
    ended = {each for each in family.criteria if not numbers or _is_band(case, near, family, each)}
    for milder in reversed(family.criteria):
        graver = [each for each in family.criteria if each.gravity > milder.gravity]
        graver = graver if milder in ended else [each for each in graver if each in ended]
        yield from _overlap(case, near, family, milder, graver)


def _is_band(case: EditionModel, near: Near, family: Family, criterion: Rule) -> bool:
    """Say whether a criterion is a band: some number it claims lies between two it does not claim.

    Two that are open to one side, as "3 or more" or "less than 5", may overlap and are no bands.
    """
    model, negate = case.model, case.model.space.z3.Not
    own = model.x.holds(criterion.condition)
    for name in family.numbers:
        more, less = near.vary(name, mark="^"), near.vary(name, mark="_")
        apart = [negate(point.holds(criterion.condition)) for point in (more, less)]
        beside = [
            worse_than(model, name, more, model.x, strictly=True),
            worse_than(model, name, model.x, less, strictly=True),
        ]
        reply = near.ask(own, *apart, *beside)
        if reply.found or not reply.decided:
            return True
    return False


def _nested(case: EditionModel, near: Near, pairs: Sequence[tuple[Rule, Rule]]) -> bool:
    """Say whether every graver criterion implies every milder one, as "3 or more", "10 or more" do."""
    x, negate = case.model.x, case.model.space.z3.Not
    replies = (
        near.ask(x.holds(graver.condition), negate(x.holds(milder.condition))) for graver, milder in pairs
    )
    return all(reply.decided and not reply.found for reply in replies)


def _overlap(
    case: EditionModel, near: Near, family: Family, milder: Rule, graver: Sequence[Rule]
) -> Iterator[Finding]:
    """Describe what a band shares with graver ones."""
    x, model = case.model.x, case.model
    own = x.holds(milder.condition)
    shared = [each for each in graver if case.asked(near.ask(own, x.holds(each.condition))).found]

    def holds(facts: ExactIncident) -> bool:
        return met(milder.condition, facts) and any(met(each.condition, facts) for each in shared)

    wants = [own, model.space.some(x.holds(each.condition) for each in shared)]
    facts = case.smallest(wants, holds, family.numbers, near=near) if shared else None
    if facts is None:
        return
    entries = (milder.entry.id, *(each.entry.id for each in shared))
    others = Text("、".join(entries[1:]), ", ".join(entries[1:]))
    words, only = _shared(case, family, facts, holds)
    title = Text(f"{entries[0]}与{others.zh}重叠", f"{entries[0]} overlaps {others.en}")
    told = Text("恰好都包含{w}", "both claim exactly {w}") if only else Text("都包含{w}", "both claim {w}")
    text = Text(f"{title.zh}，{told.zh}", f"{title.en}; {told.en}").fill(w=words)
    witness = case.witness(f"overlap-{milder.entry.id}", title, facts)
    yield Finding("overlap", entries, text, witness, case.explanation_of("overlap", entries, facts))


def _shared(
    case: EditionModel, family: Family, facts: ExactIncident, holds: Callable[[ExactIncident], bool]
) -> tuple[Text, bool]:
    """Say where two bands overlap along the first number that limits it, and whether that is one number only."""
    for name in family.numbers:
        along = [cell for cell, _ in case.along(name, facts)]
        cells = [cell for cell in along if holds({**facts, name: cast("Number", cell.value)})]
        if cells:
            label, words = case.label(name), case.stretch_words(name, cells)
            only = cells[0].low is not None and cells[0].low == cells[-1].high
            return Text(f"{label.zh}{words.zh}", f"{label.en}: {words.en}"), only
    words = case.words(facts)
    return words, False
