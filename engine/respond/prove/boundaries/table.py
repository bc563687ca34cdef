"""Every threshold of a plan: what one of its numbers makes of the rules just below it, on it and just above it.

Everything else is at rest, but for what the rules need so that the number alone decides. A criterion speaks by
the level; a response, a duty, an exclusion and the like begin or cease to apply.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

from attrs import evolve

from respond._records import frozen
from respond.errors import Text
from respond.facts import TIME, Exactly, FactType, Level, Number, Plain, show_exact
from respond.language import Term
from respond.plan import PlanRef, Prepared, Rule
from respond.prove.boundaries.figures import Written, forced, thresholds_in
from respond.prove.boundaries.points import Placing, parts_of, place
from respond.prove.search.evaluation import Judged, applies, frame_of, judged, rivals, rules_of
from respond.prove.search.exact import ExactIncident
from respond.prove.search.scenes import Scenes
from respond.prove.search.times import settled
from respond.prove.search.words import incident_words, value_words
from respond.reason import Condition, Formula, condition_of, formula_of
from respond.situation import Frame, keep_from_engine


@frozen(eq=False)
class ThresholdPoint:
    """One number beside or on a threshold, the incident that has it, and what a plan makes of it.

    Without an incident (the number cannot be, or nothing can be found that has it) all else is None; so is the
    level where the plan has none of its own. Whether the rules apply and which response is called for is told of
    rules that are no criteria.
    """

    value: Number
    shown: Text
    facts: ExactIncident | None = None
    level: Level | None = None
    applies: bool | None = None
    response: Level | None = None


@frozen(eq=False)
class ThresholdRow:
    """One threshold of a number, with the rules that have it, and what else the incidents have.

    The rules are all criteria or none is.
    """

    name: str
    label: Text
    shown: Text
    figure: Number
    rules: tuple[Rule, ...]
    others: ExactIncident
    """What is not at rest or must have happened, without the facts the number is made of."""
    others_words: Text
    points: tuple[ThresholdPoint, ...]

    @property
    def graded(self) -> bool:
        """Say whether it is a threshold of criteria."""
        return self.rules[0].kind == "criterion"

    @property
    def decides(self) -> bool:
        """Say whether the level changes here, or whether the rules apply."""
        made = {point.level if self.graded else point.applies for point in self.points if point.facts}
        return len(made) > 1


@frozen(eq=False, slots=False)
class Boundaries:
    """The table of one edition, with the parts it adopts on a day."""

    plan: Prepared
    day: date
    rows: tuple[ThresholdRow, ...]

    @property
    def ref(self) -> PlanRef:
        """Give which edition this is."""
        return self.plan.ref

    @property
    def criteria(self) -> list[ThresholdRow]:
        """Give the thresholds of the criteria."""
        return [row for row in self.rows if row.graded]

    @property
    def others(self) -> list[ThresholdRow]:
        """Give the thresholds of responses, duties, exclusions and the like."""
        return [row for row in self.rows if not row.graded]

    def at(self, rule: Rule) -> list[ExactIncident]:
        """Give the incidents that stand at the thresholds of a rule."""
        same = (rule.kind, rule.id)
        rows = (row for row in self.rows if any((each.kind, each.id) == same for each in row.rules))
        return [point.facts for row in rows for point in row.points if point.facts is not None]


def boundaries_of(plan: Prepared, day: date) -> Boundaries:
    """Work out the table of a plan's thresholds; `day` is when its incidents happen.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("vaccine-quality"))
    >>> found = boundaries_of(plan, date(2026, 3, 2))
    >>> row = found.criteria[0]
    >>> row.rules[0].id, [(point.shown.en, point.level) for point in row.points]
    ('III-deaths', [('0 cases', none), ('1 case', III), ('2 cases', II)])
    >>> row, = found.others
    >>> row.rules[0].id, [(point.shown.en, point.applies) for point in row.points]
    ('funerals', [('0 cases', False), ('1 case', True), ('2 cases', True)])
    """
    rows: dict[tuple[object, ...], ThresholdRow] = {}
    for rule in rules_of(plan):
        for written in thresholds_in(rule.condition.test):
            formula = _formula(written.term)
            if formula is None:
                continue
            row = _Threshold(plan, day, rule, written, formula).row()
            said = tuple((point.level, point.applies, point.response) for point in row.points)
            key = (row.graded, row.name, row.figure, tuple(sorted(row.others.items())), said)
            known = rows.setdefault(key, row)
            if rule not in known.rules:
                rows[key] = evolve(known, rules=(*known.rules, rule))
    order = {name: index for index, name in enumerate(plan.facts)}

    def place_in_table(row: ThresholdRow) -> tuple[bool, int, str, Number, int]:
        return not row.graded, order.get(row.name, len(order)), row.name, row.figure, len(row.others)

    return Boundaries(plan, day, tuple(sorted(rows.values(), key=place_in_table)))


def _formula(term: Term) -> Formula | None:
    """Take what a figure limits as a number over facts and times; days and levels are none."""
    if term.kind.ordinal:
        return None
    formula = formula_of(term)
    return None if formula.uses.levels or not parts_of(formula) else formula


@frozen(eq=False, slots=False)
class _Threshold:
    """One figure of one rule."""

    plan: Prepared
    day: date
    rule: Rule
    written: Written
    formula: Formula

    def row(self) -> ThresholdRow:
        """Give the row of this figure alone."""
        placing = self._placing()
        others = {} if placing is None else self._others(placing.facts)
        plan, name = self.plan, self.written.subject
        named = name in (*plan.facts, *plan.scope.derived)
        return ThresholdRow(
            name,
            plan.scope.label(name) if named else self.formula.fact.label,
            self._shown(self.written.value),
            self.written.value,
            (self.rule,),
            others,
            incident_words(others, plan),
            tuple(self._point(value, placing) for value in self.values),
        )

    @cached_property
    def values(self) -> tuple[Number, Number, Number]:
        """Give the numbers one step below, at and one step above."""
        figure = self.written.value
        step = self.written.step(whole=self.formula.fact.type is FactType.COUNT)
        return _whole(figure - step), figure, _whole(figure + step)

    def _shown(self, value: Number) -> Text:
        """Give a number in words; a time in the unit it is written in."""
        unit = self.plan.scope.units.find(self.written.figure.unit.strip())
        if self.formula.dimension == TIME and unit is not None:
            number = value / unit.factor
            zh, en = (unit.shown(lang, one=number == 1) for lang in ("zh", "en"))
            return Text(f"{show_exact(number)}{zh}", f"{show_exact(number)} {en}")
        fact = self.plan.facts.get(self.written.subject) or self.formula.fact
        return value_words(value, fact)

    def _point(self, value: Number, placing: Placing | None) -> ThresholdPoint:
        facts = None if placing is None else self._at(placing, value)
        point = ThresholdPoint(value, self._shown(value), facts)
        if facts is None:
            return point
        frame = self._frame(facts)
        own = frame.plans[0]
        point = evolve(point, level=own.level.certain if self.plan.graded else None)
        if self.rule.kind == "criterion":
            return point
        return evolve(point, applies=applies(self.rule, frame), response=own.called.certain)

    def _at(self, placing: Placing, value: Number) -> dict[str, Plain] | None:
        """Give the incident in which the number has a value; None where there is none."""
        facts = placing.at(value)
        facts = None if facts is None else settled(facts)
        if facts is None or not parts_of(self.formula) <= facts.keys():
            return None
        found = self.formula.value({name: Exactly(facts[name]) for name in parts_of(self.formula)})
        return facts if found == Exactly(value) else None

    def _others(self, facts: ExactIncident) -> dict[str, Plain]:
        ground = self.scenes.ground
        away = [name for name in ground.away(facts) if name not in parts_of(self.formula)]
        happened = self.formula.uses.elapsed - {"occurred"} | ground.needed
        return {name: facts[name] for name in facts if name in away or name in happened}

    @cached_property
    def scenes(self) -> Scenes:
        """Give where to look for incidents around this figure."""
        return Scenes(self.plan, self.day, self.rule, [self.on, self.off])

    @cached_property
    def on(self) -> Condition:
        """Give the rule's condition with this comparison taken as true."""
        return condition_of(forced(self.rule.condition.test, self.written, truth=True))

    @cached_property
    def off(self) -> Condition:
        """Give the rule's condition with this comparison taken as false."""
        return condition_of(forced(self.rule.condition.test, self.written, truth=False))

    @cached_property
    def plan_on(self) -> Prepared:
        """Give the plan in which this comparison is true whatever the number."""
        return keep_from_engine(self.plan.instead(self.rule, self.on))

    @cached_property
    def plan_off(self) -> Prepared:
        """Give the plan in which this comparison is false whatever the number."""
        return keep_from_engine(self.plan.instead(self.rule, self.off))

    def _frame(self, facts: ExactIncident, plan: Prepared | None = None) -> Frame:
        return frame_of(plan or self.plan, facts, self.day)

    def _placing(self) -> Placing | None:
        """Find an incident in which this comparison decides the rule; else one in which it is met."""
        for holds, starts in (
            # where one band ends the next begins, so of bands no comparison decides alone
            *([] if rivals(self.plan, self.rule) else [(self._alone, self._on_either_side)]),
            (self._flips, self._on_either_side),
            (self._counts, self._met),
        ):
            for facts in chain([self.scenes.ground.rest], starts()):
                placing = place(self.scenes.ground, self.formula, self.values, facts, holds)
                if placing is not None:
                    return placing
        return None

    def _on_either_side(self) -> Iterator[ExactIncident]:
        """Go through incidents on either side of the line, the rule hanging on this comparison alone."""
        for value in self._sides:
            if value >= 0:
                line = condition_of(self.written.equation(value))
                wants = [(self.on, True), (self.off, False), (line, True)]
                yield from self.scenes.find([*wants, *self.scenes.unrivalled])

    def _met(self) -> Iterator[ExactIncident]:
        """Go through incidents in which the rule applies where the comparison holds."""
        line = condition_of(self.written.equation(self._sides[0]))
        yield from self.scenes.find([(self.rule.condition, True), (line, True)])

    @property
    def _sides(self) -> tuple[Number, Number]:
        holds, fails = self.written.sides
        return self.values[holds], self.values[fails]

    @property
    def _mine(self) -> Judged:
        """Give what an answer shows where the rule decides."""
        return self.rule.gravity if self.rule.kind in ("criterion", "response") else True

    def _judged(self, facts: ExactIncident, plan: Prepared | None = None) -> Judged:
        return judged(self.rule, self._frame(facts, plan))

    def _alone(self, placing: Placing) -> bool:
        """Say whether the rule decides on one side, not on the other, and by this comparison only."""
        on, off = (self._at(placing, value) for value in self._sides)
        if on is None or not self._flips(placing) or self._judged(on, self.plan_off) == self._mine:
            return False
        return off is None or self._judged(off, self.plan_on) == self._mine

    def _flips(self, placing: Placing) -> bool:
        """Say whether the rule decides on one side and not on the other."""
        on, off = (self._at(placing, value) for value in self._sides)
        if on is None:
            return False
        frame = self._frame(on)
        if not applies(self.rule, frame) or judged(self.rule, frame) != self._mine:
            return False
        return off is None or self._judged(off) != self._mine

    def _counts(self, placing: Placing) -> bool:
        """Say whether the rule applies where the comparison holds."""
        on = self._at(placing, self._sides[0])
        return on is not None and applies(self.rule, self._frame(on))


def incidents_of(rows: Sequence[ThresholdRow]) -> Iterator[tuple[ThresholdRow, ThresholdPoint]]:
    """Go through the incidents of some rows."""
    return ((row, point) for row in rows for point in row.points if point.facts is not None)


def _whole(number: Number) -> Number:
    return int(number) if number.denominator == 1 else number
