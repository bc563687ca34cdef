"""Where bands of two levels overlap: what two criteria claim by the same fact, one of them between two ends.

A band along a fact is a run of its values that a criterion claims, all else as it is, and that ends on both sides.
Where both `10 <= users < 100 or cost >= 5` and `users >= 100 or cost >= 9` hold, one does by the users and the other by
the cost, and no band meets another. Criteria open to one side (`users >= 10`) are no bands; but a band of another level
that reaches into what such a one claims is an overlap too.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from typing import cast

from respond._records import frozen
from respond.errors import Text
from respond.facts import Number, Plain
from respond.plan import Rule
from respond.prove.check.edition_model import EditionModel
from respond.prove.check.families import Family
from respond.prove.check.findings import Finding
from respond.prove.search.exact import ExactIncident, met
from respond.prove.search.solver import Near
from respond.prove.search.translate import Expr, Point
from respond.prove.search.words import incident_words
from respond.reason import Cell


def overlaps(case: EditionModel, family: Family) -> Iterator[Finding]:
    """Find what bands of different levels both claim; a family of nested criteria has no bands."""
    near = case.model.near(*family.names)
    pairs = [(a, b) for a, b in combinations(family.criteria, 2) if a.gravity != b.gravity]
    x = case.model.x
    both = [case.model.space.every([x.holds(a.condition), x.holds(b.condition)]) for a, b in pairs]
    if not case.asked(near.ask(case.model.space.some(both))).found or _nested(case, near, pairs):
        return
    axes = list(_axes(case, near, family))
    for milder in reversed(family.criteria):
        graver = [each for each in family.criteria if each.gravity > milder.gravity]
        meetings = [_Meeting(case, axis, milder, other) for other in graver for axis in axes]
        yield from _overlap(near, [each for each in meetings if case.asked(near.ask(each.formula)).found])


def _nested(case: EditionModel, near: Near, pairs: Sequence[tuple[Rule, Rule]]) -> bool:
    """Say whether every graver criterion implies every milder one, as "3 or more", "10 or more" do."""
    x, negate = case.model.x, case.model.space.z3.Not
    replies = (
        near.ask(x.holds(graver.condition), negate(x.holds(milder.condition))) for graver, milder in pairs
    )
    return all(reply.decided and not reply.found for reply in replies)


@frozen(eq=False)
class _Axis:
    """A fact along which bands can lie, and the incident with less and with more of it, all else as it is.

    Choices that are not `ordered` are each named for themselves.
    """

    name: str
    ordered: bool
    less: Point
    more: Point


def _axes(case: EditionModel, near: Near, family: Family) -> Iterator[_Axis]:
    """Go through the numbers and choices of a family."""
    for name in (*family.numbers, *family.choices):
        ordered = name in family.numbers or case.plan.facts[name].worse is not None
        yield _Axis(name, ordered, near.vary(name, mark="_"), near.vary(name, mark="^"))


@frozen(eq=False)
class _Meeting:
    """Two criteria along one fact: a band of one may reach into what the other claims by that fact."""

    case: EditionModel
    axis: _Axis
    milder: Rule
    graver: Rule

    @property
    def both(self) -> tuple[Rule, Rule]:
        """Give the two criteria."""
        return self.milder, self.graver

    @property
    def formula(self) -> Expr:
        """Give the property as a formula."""
        x, every, some = self.case.model.x, self.case.model.space.every, self.case.model.space.some
        ends = [self._ends(each) for each in self.both]
        meet = [every([*band, some(other)]) for band, other in (ends, ends[::-1])]
        named = every([some(each) for each in ends])
        return every(
            [*(x.holds(each.condition) for each in self.both), some(meet) if self.axis.ordered else named]
        )

    def _ends(self, criterion: Rule) -> tuple[Expr, Expr]:
        """Give the formulas that a criterion claims none of some lower values, and none of some higher ones."""
        less, here, more = self.axis.less, self.case.model.x, self.axis.more
        name, space = self.axis.name, self.case.model.space
        below, above = (space.z3.Not(point.holds(criterion.condition)) for point in (less, more))
        return (
            space.every([below, less.of(name) < here.of(name)]),
            space.every([above, here.of(name) < more.of(name)]),
        )

    def holds(self, facts: ExactIncident) -> bool:
        """Give the property by ordinary evaluation."""
        if not all(met(each.condition, facts) for each in self.both):
            return False
        before, after = self._beside(facts)
        ends = [
            [any(not met(each.condition, at) for at in side) for side in (before, after)]
            for each in self.both
        ]
        if not self.axis.ordered:
            return all(any(each) for each in ends)
        return any(all(band) and any(other) for band, other in (ends, ends[::-1]))

    def _beside(self, facts: ExactIncident) -> tuple[list[ExactIncident], list[ExactIncident]]:
        """Give the incidents with each lower and each higher value of the fact that could make a difference."""
        name, own = self.axis.name, facts[self.axis.name]
        choices = self.case.model.space.variables[name].choices
        if choices:
            values, here = [*choices], choices.index(own)
        else:
            cells = self.case.model.ground.along(name, facts)
            values = [cast("Plain", cell.value) for cell in cells]
            here = next(place for place, cell in enumerate(cells) if cell.contains(cast("Number", own)))
        beside: list[ExactIncident] = [{**facts, name: value} for value in values]
        return beside[:here], beside[here + 1 :]

    def told(self, facts: ExactIncident) -> tuple[Text, bool]:
        """Say which values of the fact both criteria claim around an incident, and whether that is one number alone."""
        case, name = self.case, self.axis.name
        if case.model.space.variables[name].choices:
            return incident_words({name: facts[name]}, case.plan), False
        claimed = self._claimed(facts)
        low, high = claimed[0].low, claimed[-1].high
        words = Text("{label}{words}", "{label}: {words}").fill(
            label=case.label(name), words=case.stretch_words(name, claimed)
        )
        return words, low is not None and low == high

    def _claimed(self, facts: ExactIncident) -> list[Cell]:
        """Give the cells that both criteria claim, from the one an incident lies in as far as they go on."""
        name = self.axis.name
        runs = groupby(
            self.case.model.ground.along(name, facts),
            lambda cell: all(
                met(each.condition, {**facts, name: cast("Plain", cell.value)}) for each in self.both
            ),
        )
        found = ([*cells] for claimed, cells in runs if claimed)
        own = cast("Number", facts[name])
        return next(cells for cells in found if any(cell.contains(own) for cell in cells))


def _overlap(near: Near, meetings: Sequence[_Meeting]) -> Iterator[Finding]:
    """Describe what one criterion shares with graver ones; nothing where no incident shows it."""
    if not meetings:
        return
    case, milder = meetings[0].case, meetings[0].milder

    def holds(facts: ExactIncident) -> bool:
        return any(each.holds(facts) for each in meetings)

    def beyond() -> list[Expr]:
        points = [point for each in meetings for point in (each.axis.less, each.axis.more)]
        return [bound for point in points for bound in point.domain()]

    wants = [case.model.space.some(each.formula for each in meetings)]
    names = list(dict.fromkeys(each.axis.name for each in meetings))
    facts = case.smallest(wants, holds, names, near=near, beyond=beyond)
    if facts is None:
        return
    entries = tuple(dict.fromkeys((milder.entry.id, *(each.graver.entry.id for each in meetings))))
    words, only = next(each for each in meetings if each.holds(facts)).told(facts)
    title = Text(
        f"{entries[0]}与{'、'.join(entries[1:])}重叠", f"{entries[0]} overlaps {', '.join(entries[1:])}"
    )
    told = (
        Text("恰好都包含{words}", "both claim exactly {words}")
        if only
        else Text("都包含{words}", "both claim {words}")
    )
    text = Text("{title}，{told}", "{title}; {told}").fill(title=title, told=told.fill(words=words))
    witness = case.witness(f"overlap-{milder.entry.id}", title, facts)
    yield Finding("overlap", entries, text, witness, case.explanation_of("overlap", entries, facts))
