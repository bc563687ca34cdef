"""Every threshold of a plan's criteria, with the level just below it, on it and just above it.

Everything else is at rest, but for what the criterion needs to count at all (its gates). The thresholds of
other entries are worked out by `rules`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from attrs import evolve

from respond._records import frozen
from respond.errors import Text
from respond.facts import FactType, Number, Plain, show_plain
from respond.language import Term
from respond.plan import PlanRef, Prepared, Rule
from respond.prove.boundaries.figures import Written, thresholds_in
from respond.prove.boundaries.points import Placing, place
from respond.prove.boundaries.rules import RuleRow, rule_rows
from respond.prove.search.exact import ExactIncident, level_at, met
from respond.prove.search.ground import Ground, facts_words
from respond.reason import Completion, Formula, complete, condition_of, formula_of


@frozen(eq=False)
class Threshold:
    """One figure of one criterion: the number it limits, the figure in base units, and one step of it."""

    criterion: Rule
    written: Written
    formula: Formula
    figure: Number
    step: Number

    @property
    def points(self) -> tuple[Number, Number, Number]:
        """Give the numbers one step below, at and one step above."""
        return _whole(self.figure - self.step), self.figure, _whole(self.figure + self.step)


@frozen(eq=False)
class ThresholdPoint:
    """One number beside or on a threshold, the incident that has it and its level; None outside the domain."""

    value: Number
    shown: Text
    facts: ExactIncident | None
    level: int | None


@frozen(eq=False)
class ThresholdRow:
    """One threshold of a number, with the criteria that have it, and what else the incidents have."""

    name: str
    label: Text
    shown: Text
    figure: Number
    criteria: tuple[Rule, ...]
    others: ExactIncident
    """What is not at rest, without the facts the number is made of."""
    others_words: Text
    points: tuple[ThresholdPoint, ...]

    @property
    def decides(self) -> bool:
        """Say whether the level changes here."""
        return len({point.level for point in self.points}) > 1


@frozen(eq=False, slots=False)
class Boundaries:
    """The table of one edition, with the parts it adopts on a day; `rows` are the thresholds of its criteria."""

    plan: Prepared
    day: date
    rows: tuple[ThresholdRow, ...]

    @cached_property
    def rules(self) -> tuple[RuleRow, ...]:
        """Give the thresholds of responses, duties, exclusions and the like; worked out when first asked for."""
        return rule_rows(self.plan, self.day)

    @property
    def ref(self) -> PlanRef:
        """Give which edition this is."""
        return self.plan.ref


def boundaries_of(plan: Prepared, day: date) -> Boundaries:
    """Work out the table of a plan's thresholds; `day` is when its incidents happen.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("forest-grassland-fire@2026"))
    >>> row = boundaries_of(plan, date(2026, 3, 2)).rows[0]
    >>> row.shown.en, [(point.shown.en, point.level) for point in row.points]
    ('0.067 ha', [('0.0669 ha', none), ('0.067 ha', IV), ('0.0671 ha', IV)])
    """
    ground = Ground([plan])
    rows: dict[tuple[object, ...], ThresholdRow] = {}
    for threshold in thresholds(plan):
        row = _row(plan, ground, threshold)
        key = (row.name, row.figure, tuple(sorted(row.others.items())))
        if key in rows:
            row = evolve(rows[key], criteria=(*rows[key].criteria, threshold.criterion))
        rows[key] = row
    order = {name: index for index, name in enumerate(plan.facts)}

    def place_in_table(row: ThresholdRow) -> tuple[int, str, Number, int]:
        return order.get(row.name, len(order)), row.name, row.figure, len(row.others)

    return Boundaries(plan, day, tuple(sorted(rows.values(), key=place_in_table)))


def thresholds(plan: Prepared) -> Iterator[Threshold]:
    """Go through every comparison of a number with a figure in the criteria of a plan."""
    for criterion in plan.criteria:
        for written in thresholds_in(criterion.condition.test):
            formula = _formula(written.term, plan)
            if formula is not None:
                whole = formula.fact.type is FactType.COUNT
                yield Threshold(criterion, written, formula, written.value, written.step(whole=whole))


def _formula(term: Term, plan: Prepared) -> Formula | None:
    """Take what a figure limits as a number over facts; days, levels and elapsed times are none."""
    if term.kind.ordinal:
        return None
    formula = formula_of(term)
    return formula if formula.names <= plan.facts.keys() and not formula.uses.elapsed else None


def _row(plan: Prepared, ground: Ground, threshold: Threshold) -> ThresholdRow:
    formula, written = threshold.formula, threshold.written
    name = written.subject
    placing = _placing(plan, ground, threshold)
    others = {} if placing is None else _others(ground, placing.facts, formula)
    fact = plan.facts.get(name) or formula.fact
    label = plan.scope.label(name) if name in (*plan.facts, *plan.scope.derived) else formula.fact.label

    def shown(value: Number) -> Text:
        return Text(show_plain(value, fact, "zh"), show_plain(value, fact, "en"))

    points = []
    for value in threshold.points:
        facts = placing.at(value) if placing is not None else None
        points.append(
            ThresholdPoint(value, shown(value), facts, None if facts is None else level_at(plan, facts))
        )
    return ThresholdRow(
        name,
        label,
        shown(threshold.figure),
        threshold.figure,
        (threshold.criterion,),
        others,
        facts_words(others, plan),
        tuple(points),
    )


def _placing(plan: Prepared, ground: Ground, threshold: Threshold) -> Placing | None:
    """Find an incident at the threshold in which its criterion decides the level; else one in which it is met."""
    criterion = threshold.criterion
    true_at, false_at = (threshold.points[side] for side in threshold.written.sides)

    def decides(placing: Placing) -> bool:
        on, off = placing.at(true_at), placing.at(false_at)
        if on is None or level_at(plan, on) != criterion.gravity or not met(criterion.condition, on):
            return False
        return off is None or level_at(plan, off) != criterion.gravity

    def counts(placing: Placing) -> bool:
        on = placing.at(true_at)
        return on is not None and met(criterion.condition, on)

    def tried(facts: ExactIncident, holds: Callable[[Placing], bool]) -> Placing | None:
        return place(ground, threshold.formula, threshold.points, facts, holds)

    placing = tried(ground.rest, decides)
    if placing is not None:
        return placing
    # the gates alone mostly do; rivals make a search slow, and so does a share of counts met to the digit
    rivals = [
        (c.condition, False) for c in plan.criteria if c is not criterion and c.gravity >= criterion.gravity
    ]
    alone = [(criterion.condition, True)]
    line = [(condition_of(threshold.written.equation(true_at)), True)]
    for wants, holds in (
        (alone, decides),
        ([*alone, *rivals], decides),
        ([*alone, *line, *rivals], decides),
        (alone, counts),
        ([*alone, *line], counts),
    ):
        found = complete(wants, {})
        placing = tried(ground.complete(found.assignment), holds) if isinstance(found, Completion) else None
        if placing is not None:
            return placing
    return None


def _others(ground: Ground, facts: ExactIncident, formula: Formula) -> dict[str, Plain]:
    return {name: facts[name] for name in ground.away(facts) if name not in formula.names}


def incidents_of(rows: Sequence[ThresholdRow]) -> Iterable[tuple[ThresholdRow, ThresholdPoint]]:
    """Go through the incidents of a table, each once."""
    seen: set[tuple[tuple[str, Plain], ...]] = set()
    for row in rows:
        for point in row.points:
            if point.facts is None:
                continue
            key = tuple(sorted(point.facts.items()))
            if key not in seen:
                seen.add(key)
                yield row, point


def _whole(number: Number) -> Number:
    return int(number) if number.denominator == 1 else number
