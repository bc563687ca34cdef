"""Every threshold of a plan outside its criteria: where a response, a duty, an exclusion begins or ends to apply.

Everything else is at rest, but for what is needed so that the comparison alone decides.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Literal

from attrs import evolve

from respond._records import frozen
from respond.errors import Text
from respond.facts import TIME, Exactly, FactType, Number, Plain, find_unit, show_exact, show_plain
from respond.language import Term
from respond.plan import Prepared, Rule
from respond.prove.boundaries.figures import Written, forced, thresholds_in
from respond.prove.boundaries.points import Placing, parts_of, place
from respond.prove.search.exact import ExactIncident
from respond.prove.search.rules import Judge, rules_of
from respond.prove.search.scenes import Scenes, scene_words
from respond.prove.search.times import settled
from respond.reason import Condition, Formula, condition_of, formula_of


@frozen(eq=False)
class RulePoint:
    """One number beside or on a threshold, the incident that has it, and what it makes of the rule.

    Without an incident (the number cannot be, or nothing can be found that has it) all else is None; so is the
    level where the plan has none of its own.
    """

    value: Number
    shown: Text
    facts: ExactIncident | None
    level: int | None
    applies: bool | None
    response: int | None


@frozen(eq=False)
class RuleRow:
    """One threshold of a number, with the rules that have it, and what else the incidents have."""

    name: str
    label: Text
    shown: Text
    figure: Number
    rules: tuple[Rule, ...]
    others: ExactIncident
    """What is not at rest or must have happened, without the facts the number is made of."""
    others_words: Text
    points: tuple[RulePoint, ...]

    @property
    def decides(self) -> bool:
        """Say whether the rule applies on one side of it and not on the other."""
        return {True, False} <= {point.applies for point in self.points}


def rule_rows(plan: Prepared, day: date) -> tuple[RuleRow, ...]:
    """Work out the thresholds of a plan's rules; `day` is when their incidents happen.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("vaccine-quality"))
    >>> row, = rule_rows(plan, date(2026, 3, 2))
    >>> row.rules[0].id, [(point.shown.en, point.applies) for point in row.points]
    ('funerals', [('0 cases', False), ('1 case', True), ('2 cases', True)])
    """
    judge = Judge(plan, day)
    rows: dict[tuple[object, ...], RuleRow] = {}
    for rule in rules_of(plan):
        for written in thresholds_in(rule.condition.test):
            formula = _formula(written.term)
            if formula is None:
                continue
            row = _Threshold(judge, rule, written, formula).row()
            said = tuple((point.level, point.applies, point.response) for point in row.points)
            key = (row.name, row.figure, tuple(sorted(row.others.items())), said)
            known = rows.setdefault(key, row)
            if rule not in known.rules:
                rows[key] = evolve(known, rules=(*known.rules, rule))
    order = {name: index for index, name in enumerate(plan.facts)}

    def place_in_table(row: RuleRow) -> tuple[int, str, Number, int]:
        return order.get(row.name, len(order)), row.name, row.figure, len(row.others)

    return tuple(sorted(rows.values(), key=place_in_table))


def _formula(term: Term) -> Formula | None:
    """Take what a figure limits as a number over facts and times; days and levels are none."""
    if term.kind.ordinal:
        return None
    formula = formula_of(term)
    return None if formula.uses.levels or not parts_of(formula) else formula


@frozen(eq=False, slots=False)
class _Threshold:
    judge: Judge
    rule: Rule
    written: Written
    formula: Formula

    def row(self) -> RuleRow:
        """Give the row of this figure alone."""
        placing = self._placing()
        others = {} if placing is None else self._others(placing.facts)
        plan, name = self.judge.plan, self.written.subject
        named = name in (*plan.facts, *plan.scope.derived)
        return RuleRow(
            name,
            plan.scope.label(name) if named else self.formula.fact.label,
            self._shown(self.written.value),
            self.written.value,
            (self.rule,),
            others,
            scene_words(others, plan),
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
        unit = find_unit(self.written.figure.unit.strip())
        if self.formula.dimension == TIME and unit is not None:
            number = value / unit.factor
            zh, en = (unit.shown(lang, one=number == 1) for lang in ("zh", "en"))
            return Text(f"{show_exact(number)}{zh}", f"{show_exact(number)} {en}")
        fact = self.judge.plan.facts.get(self.written.subject) or self.formula.fact
        return Text(show_plain(value, fact, "zh"), show_plain(value, fact, "en"))

    def _point(self, value: Number, placing: Placing | None) -> RulePoint:
        facts = None if placing is None else self._at(placing, value)
        if facts is None:
            return RulePoint(value, self._shown(value), None, None, None, None)
        values = self.judge.values(facts)
        level = values["level"].value if self.judge.plan.graded else None  # type: ignore[union-attr]
        applies = self.judge.applies(self.rule, values)
        called = self.judge.called(values)
        return RulePoint(value, self._shown(value), facts, level, applies, called)  # type: ignore[arg-type]

    def _at(self, placing: Placing, value: Number) -> dict[str, Plain] | None:
        """Give the incident in which the number has a value; None where there is none."""
        facts = placing.at(value)
        facts = None if facts is None else settled(facts)
        if facts is None or not parts_of(self.formula) <= facts.keys():
            return None
        found = self.formula.value({name: Exactly(facts[name]) for name in parts_of(self.formula)})
        return facts if found == Exactly(value) else None

    def _others(self, facts: ExactIncident) -> dict[str, Plain]:
        away = [name for name in self.scenes.ground.away(facts) if name not in parts_of(self.formula)]
        happened = self.formula.uses.elapsed - {"occurred"} | self.scenes.ground.needed
        return {name: facts[name] for name in facts if name in away or name in happened}

    @cached_property
    def scenes(self) -> Scenes:
        """Give where to look for incidents around this figure."""
        return Scenes(self.judge, self.rule, [self.on, self.off])

    @cached_property
    def on(self) -> Condition:
        """Give the rule's condition with this comparison taken as true."""
        return condition_of(forced(self.rule.condition.test, self.written, truth=True))

    @cached_property
    def off(self) -> Condition:
        """Give the rule's condition with this comparison taken as false."""
        return condition_of(forced(self.rule.condition.test, self.written, truth=False))

    def _equation(self, value: Number) -> Condition:
        """Give the condition that the limited number has a value."""
        return condition_of(self.written.equation(value))

    def _placing(self) -> Placing | None:
        """Find an incident in which this comparison decides the rule; else one in which it is met."""
        for holds, wish in ((self._alone, "decides"), (self._flips, "decides"), (self._counts, "holds")):
            for facts in self._candidates(wish):  # type: ignore[arg-type]
                placing = place(self.scenes.ground, self.formula, self.values, facts, holds)
                if placing is not None:
                    return placing
        return None

    def _candidates(self, wish: Literal["decides", "holds"]) -> Iterator[ExactIncident]:
        """Go through incidents to start from: nothing at all, then those on either side of the line."""
        yield self.scenes.ground.rest
        true, false = self._sides
        if wish == "holds":
            yield from self.scenes.find([(self.rule.condition, True), (self._equation(true), True)])
            return
        for value in (true, false):
            if value >= 0:
                yield from self.scenes.find(
                    [(self.on, True), (self.off, False), (self._equation(value), True)]
                )

    @property
    def _sides(self) -> tuple[Number, Number]:
        holds, fails = self.written.sides
        return self.values[holds], self.values[fails]

    def _judged(
        self, placing: Placing, judged: Callable[[ExactIncident, ExactIncident | None], bool]
    ) -> bool:
        on, off = (self._at(placing, value) for value in self._sides)
        return on is not None and judged(on, off)

    def _applies(self, facts: ExactIncident, condition: Condition | None = None) -> bool:
        values = self.judge.values(facts)
        if not self.judge.applies(self.rule, values, condition):
            return False
        instead = (self.rule, condition or self.rule.condition)
        return self.rule.kind != "response" or self.judge.called(values, instead) == self.rule.gravity

    def _alone(self, placing: Placing) -> bool:
        """Say whether the rule applies on one side, not on the other, and by this comparison only."""

        def judged(on: ExactIncident, off: ExactIncident | None) -> bool:
            if not self._applies(on) or self._applies(on, self.off):
                return False
            return off is None or (not self._applies(off) and self._applies(off, self.on))

        return self._judged(placing, judged)

    def _flips(self, placing: Placing) -> bool:
        def judged(on: ExactIncident, off: ExactIncident | None) -> bool:
            return self._applies(on) and (off is None or not self._applies(off))

        return self._judged(placing, judged)

    def _counts(self, placing: Placing) -> bool:
        return self._judged(placing, lambda on, _: self.judge.applies(self.rule, self.judge.values(on)))


def rule_incidents(rows: Sequence[RuleRow]) -> Iterator[tuple[RuleRow, RulePoint]]:
    """Go through the incidents of some rows."""
    return ((row, point) for row in rows for point in row.points if point.facts is not None)


def _whole(number: Number) -> Number:
    return int(number) if number.denominator == 1 else number
