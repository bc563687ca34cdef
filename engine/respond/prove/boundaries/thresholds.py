"""What a rule turns on, and incidents on either side of it in which it alone decides.

Each threshold of a rule is worked out by itself: a figure that limits a number or a time in months, a choice that the
fact is held against, the least of some parts that must hold.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, Protocol, cast

from attrs import evolve

from respond._records import frozen
from respond.errors import Text
from respond.facts import TIME, Exactly, FactType, Number, Plain, plain_number, show_exact
from respond.language import (
    ALWAYS,
    MONTHS_A_YEAR,
    NEVER,
    AtLeast,
    Chosen,
    Elapsed,
    Test,
    and_,
    not_,
    replace,
    spelled_out,
    walk,
    write,
)
from respond.plan import Prepared, Rule
from respond.prove.boundaries.figures import (
    ChoiceLimit,
    Written,
    choice_limits_in,
    denied,
    forced,
    thresholds_in,
)
from respond.prove.boundaries.points import Placing, parts_of, place
from respond.prove.boundaries.rows import ThresholdPoint, ThresholdRow
from respond.prove.search.evaluation import Judged, applies, frame_of, judged, rivals
from respond.prove.search.exact import ExactIncident
from respond.prove.search.finding import Wants
from respond.prove.search.scenes import Scenes
from respond.prove.search.times import AN_HOUR_IN_MONTHS, Length, settled
from respond.prove.search.translate import since_of
from respond.prove.search.words import incident_words, length_words, value_words
from respond.reason import Condition, Formula, Truth, condition_of, formula_of
from respond.situation import Frame, keep_from_engine


def thresholds_of(plan: Prepared, day: date, rule: Rule) -> "Iterator[Threshold]":
    """Go through the thresholds of a rule: its figures, then its choices, then how many of some parts it takes."""
    test = rule.condition.test
    for written in thresholds_in(test):
        if isinstance(written.term, Elapsed) and written.term.kind.ordinal:
            yield MonthsThreshold(plan, day, rule, written)
        elif not written.term.kind.ordinal:
            formula = formula_of(written.term)
            if not formula.uses.levels and parts_of(formula):
                yield FigureThreshold(plan, day, rule, written, formula)
    for limit in choice_limits_in(test):
        yield ChoiceThreshold(plan, day, rule, limit)
    whole = spelled_out(test)
    for part in walk(whole):
        if isinstance(part, AtLeast):
            yield CountThreshold(plan, day, rule, whole, part)


class _Placed(Protocol):
    """A way to an incident with each value beside and on a threshold."""

    @property
    def facts(self) -> ExactIncident:
        """Give an incident on the threshold or beside it, for what else there is."""

    def at(self, value: Any) -> dict[str, Plain] | None:  # noqa: ANN401 - whatever the threshold is about
        """Give the incident that has a value; None where the facts cannot make it."""


_Holds = Callable[[Any], bool]
"""A property of a way to place incidents."""

_Values = tuple[Plain | None, Plain | None, Plain | None]


@frozen(eq=False, slots=False)
class Threshold(ABC):
    """One threshold of one rule."""

    plan: Prepared
    day: date
    rule: Rule

    @property
    @abstractmethod
    def name(self) -> str:
        """Give the name of what it limits."""

    @property
    @abstractmethod
    def label(self) -> Text:
        """Give what it limits in words."""

    @property
    @abstractmethod
    def own(self) -> frozenset[str]:
        """Give the facts and times it is about."""

    @property
    @abstractmethod
    def part(self) -> Test:
        """Give the part of the rule's condition that says so."""

    @property
    @abstractmethod
    def values(self) -> _Values:
        """Give the values one step below, at and one step above."""

    @property
    def place(self) -> Number:
        """Give its place among the thresholds of the same thing."""
        return cast("Number", self.values[1])

    @abstractmethod
    def shown(self, value: Plain) -> Text:
        """Show a value."""

    @abstractmethod
    def taken(self, *, truth: bool) -> Test:
        """Give the rule's condition with this part of it taken as true or false."""

    @cached_property
    def denied(self) -> bool:
        """Say whether the rule needs this part to fail."""
        return denied(self.rule.condition.test, self.part)

    @abstractmethod
    def equation(self, value: Plain) -> Test:
        """Give the condition that an incident has a value."""

    @abstractmethod
    def has(self, facts: ExactIncident, value: Plain) -> bool:
        """Say whether an incident has a value."""

    @abstractmethod
    def placing(self) -> _Placed | None:
        """Find an incident in which this part decides the rule, alone if it can; else one in which it is met."""

    def row(self) -> ThresholdRow:
        """Give the row of this threshold alone."""
        placing = self.placing()
        others = {} if placing is None else self._others(placing.facts)
        at = self.values[1]
        assert at is not None  # noqa: S101 - only what lies beside it can be missing
        return ThresholdRow(
            self.name,
            self.label,
            self.shown(at),
            at,
            self.place,
            (self.rule,),
            others,
            incident_words(others, self.plan),
            tuple(self._point(value, placing) for value in self.values),
        )

    def _point(self, value: Plain | None, placing: _Placed | None) -> ThresholdPoint:
        if value is None:
            return ThresholdPoint(None, Text("", ""))
        facts = None if placing is None else self._at(placing, value)
        point = ThresholdPoint(value, self.shown(value), facts)
        if facts is None:
            return point
        frame = self._frame(facts)
        own = frame.plans[0]
        if self.plan.graded:
            point = evolve(point, level=own.level.certain, answer=own.level.certain)
        elif self.plan.answers:
            point = evolve(point, answer=own.called.certain)
        if self.rule.kind == "criterion":
            return point
        return evolve(point, applies=applies(self.rule, frame), response=own.called.certain)

    def _at(self, placing: _Placed, value: Plain | None) -> dict[str, Plain] | None:
        """Give the incident that has a value; None where there is none."""
        facts = None if value is None else placing.at(value)
        facts = None if facts is None else settled(facts)
        return facts if facts is not None and value is not None and self.has(facts, value) else None

    def _others(self, facts: ExactIncident) -> dict[str, Plain]:
        ground = self.scenes.ground
        away = [name for name in ground.away(facts) if name not in self.own]
        timed = {str(since_of(name)) for name in self.own if since_of(name)}
        happened = timed - {"occurred"} | ground.needed
        return {name: facts[name] for name in facts if name in away or name in happened}

    @cached_property
    def scenes(self) -> Scenes:
        """Give where to look for incidents around this threshold."""
        return Scenes(self.plan, self.day, self.rule, [self.on, self.off])

    @cached_property
    def on(self) -> Condition:
        """Give the rule's condition with this part taken as it needs it."""
        return condition_of(self.taken(truth=not self.denied))

    @cached_property
    def off(self) -> Condition:
        """Give the rule's condition with this part taken as it must not be."""
        return condition_of(self.taken(truth=self.denied))

    def _frame(self, facts: ExactIncident, plan: Prepared | None = None) -> Frame:
        return frame_of(plan or self.plan, facts, self.day)

    @property
    def _mine(self) -> Judged:
        """Give what an answer shows where the rule decides."""
        return self.rule.gravity if self.rule.kind in ("criterion", "response") else True

    def _judged(self, facts: ExactIncident, plan: Prepared | None = None) -> Judged:
        return judged(self.rule, self._frame(facts, plan))

    def _decides(self, facts: ExactIncident) -> bool:
        """Say whether the rule applies, and the answer is what it makes of an incident."""
        frame = self._frame(facts)
        return applies(self.rule, frame) and judged(self.rule, frame) == self._mine

    def _holds(self, condition: Condition, facts: ExactIncident) -> bool:
        """Say whether a condition may hold as the plan sees an incident."""
        return condition.truth(self._frame(facts).plans[0].values) is not Truth.NO


class MovedThreshold(Threshold):
    """A threshold with incidents on either side of it that differ in one fact, which moves."""

    @property
    @abstractmethod
    def sides(self) -> tuple[int, int]:
        """Say at which of its three values the part holds, and at which it fails."""

    @abstractmethod
    def placed(self, facts: ExactIncident, holds: _Holds) -> _Placed | None:
        """Find a way to place incidents that has a property, beginning with one of them."""

    def placing(self) -> _Placed | None:
        """Find an incident in which this part decides the rule, alone if it can; else one in which it is met."""
        for holds, starts in (
            # where one band ends the next begins, so of bands no comparison decides alone
            *([] if rivals(self.plan, self.rule) else [(self._alone, self._on_either_side)]),
            (self._only, self._on_either_side),
            (self._flips, self._on_either_side),
            (self._hangs, self._hanging),
            (self._counts, self._met),
        ):
            for facts in chain([self.scenes.ground.rest], starts()):
                placing = self.placed(facts, holds)
                if placing is not None:
                    return placing
        return None

    @cached_property
    def plan_on(self) -> Prepared:
        """Give the plan in which this part is as the rule needs it whatever the incident."""
        return keep_from_engine(self.plan.instead(self.rule, self.on))

    @cached_property
    def plan_off(self) -> Prepared:
        """Give the plan in which this part is not so whatever the incident."""
        return keep_from_engine(self.plan.instead(self.rule, self.off))

    def _on_either_side(self) -> Iterator[ExactIncident]:
        """Go through incidents on either side of the line, the rule hanging on this part alone."""
        for value in self._sides:
            if value is not None and not (isinstance(value, int) and value < 0):
                wants = [(self.on, True), (self.off, False), (condition_of(self.equation(value)), True)]
                yield from self.scenes.find([*wants, *self.scenes.unrivalled])

    def _hanging(self) -> Iterator[ExactIncident]:
        """Go through incidents in which the rule applies by this part alone."""
        yield from self._where([(self.on, True), (self.off, False)], self.scenes.unrivalled)

    def _met(self) -> Iterator[ExactIncident]:
        """Go through incidents in which the rule applies where the part holds."""
        yield from self._where([(self.rule.condition, True)])

    def _where(self, wants: Wants, more: Wants = ()) -> Iterator[ExactIncident]:
        value = self._sides[0]
        if value is not None:
            yield from self.scenes.find([*wants, (condition_of(self.equation(value)), True), *more])

    @property
    def _sides(self) -> tuple[Plain | None, Plain | None]:
        """Give the value at which the part is as the rule needs it, and the one at which it is not."""
        holds, fails = reversed(self.sides) if self.denied else self.sides
        return self.values[holds], self.values[fails]

    def _alone(self, placing: _Placed) -> bool:
        """Say whether the rule decides on one side, not on the other, and by this part only."""
        on, off = (self._at(placing, value) for value in self._sides)
        if on is None or not self._flips(placing) or self._judged(on, self.plan_off) == self._mine:
            return False
        return off is None or self._judged(off, self.plan_on) == self._mine

    def _only(self, placing: _Placed) -> bool:
        """Say whether the rule decides on one side, not on the other, and no other part of it does so too."""
        on, off = (self._at(placing, value) for value in self._sides)
        if on is None or not self._flips(placing) or self._holds(self.off, on):
            return False
        return off is None or self._holds(self.on, off)

    def _hangs(self, placing: _Placed) -> bool:
        """Say whether the rule decides where the part holds, and by this part only."""
        on = self._at(placing, self._sides[0])
        return on is not None and not self._holds(self.off, on) and self._decides(on)

    def _flips(self, placing: _Placed) -> bool:
        """Say whether the rule decides on one side and not on the other."""
        on, off = (self._at(placing, value) for value in self._sides)
        if on is None or not self._decides(on):
            return False
        return off is None or self._judged(off) != self._mine

    def _counts(self, placing: _Placed) -> bool:
        """Say whether the rule applies where the part holds."""
        on = self._at(placing, self._sides[0])
        return on is not None and applies(self.rule, self._frame(on))


@frozen(eq=False, slots=False)
class FigureThreshold(MovedThreshold):
    """A figure that limits a number."""

    written: Written
    formula: Formula

    @property
    def name(self) -> str:
        """Give the number as it is written."""
        return self.written.subject

    @property
    def label(self) -> Text:
        """Give the number in words."""
        named = self.name in (*self.plan.facts, *self.plan.scope.derived)
        return self.plan.scope.label(self.name) if named else self.formula.fact.label

    @property
    def part(self) -> Test:
        """Give the chain of comparisons it stands in."""
        return self.written.chain

    @property
    def own(self) -> frozenset[str]:
        """Give the facts and times the number is made of."""
        return parts_of(self.formula)

    @property
    def sides(self) -> tuple[int, int]:
        """Say at which of its three values the comparison holds, and at which it fails."""
        return self.written.sides

    @cached_property
    def values(self) -> tuple[Number, Number, Number]:
        """Give the numbers one step below, at and one step above."""
        figure = self.written.value
        step = self.written.step(whole=self.formula.fact.type is FactType.COUNT)
        return plain_number(figure - step), figure, plain_number(figure + step)

    def shown(self, value: Plain) -> Text:
        """Give a number in words; a time in the unit it is written in."""
        unit = self.plan.scope.units.find(self.written.figure.unit.strip())
        if self.formula.dimension == TIME and unit is not None:
            number = cast("Number", value) / unit.factor
            zh, en = (unit.shown(lang, one=number == 1) for lang in ("zh", "en"))
            return Text(f"{show_exact(number)}{zh}", f"{show_exact(number)} {en}")
        fact = self.plan.facts.get(self.name) or self.formula.fact
        return value_words(value, fact)

    def taken(self, *, truth: bool) -> Test:
        """Give the rule's condition with this comparison taken as true or false."""
        return forced(self.rule.condition.test, self.written, truth=truth)

    def equation(self, value: Plain) -> Test:
        """Give the condition that the number has a value."""
        return self.written.equation(cast("Number", value))

    def has(self, facts: ExactIncident, value: Plain) -> bool:
        """Say whether the number has a value."""
        if not self.own <= facts.keys():
            return False
        return self.formula.value({name: Exactly(facts[name]) for name in self.own}) == Exactly(value)

    def placed(self, facts: ExactIncident, holds: _Holds) -> Placing | None:
        """Find a fact that gives the number any value."""
        return place(self.scenes.ground, self.formula, self.values, facts, holds)


@frozen(eq=False)
class _Named:
    """A way to place incidents by one name: its value is put there, the rest stays."""

    name: str
    facts: ExactIncident

    def at(self, value: Plain) -> dict[str, Plain]:
        """Give the incident that has a value."""
        return {**self.facts, self.name: value}


class NamedThreshold(MovedThreshold):
    """A threshold of one name, which is what moves."""

    @property
    @abstractmethod
    def moves(self) -> str:
        """Give the name under which an incident has the value."""

    @property
    def own(self) -> frozenset[str]:
        """Give the one name."""
        return frozenset({self.moves})

    def has(self, facts: ExactIncident, value: Plain) -> bool:
        """Say whether it has a value in an incident."""
        return facts.get(self.moves) == value

    def placed(self, facts: ExactIncident, holds: _Holds) -> _Named | None:
        """Put each value in its place."""
        ground = self.scenes.ground
        if self.moves not in ground.variables or not holds(_Named(self.moves, facts)):
            return None
        return _Named(
            self.moves, ground.shrink(facts, lambda other: holds(_Named(self.moves, other)), [self.moves])
        )


@frozen(eq=False, slots=False)
class MonthsThreshold(NamedThreshold):
    """A figure in months or years that limits the time since something; the steps are an hour less and an hour more."""

    written: Written

    @property
    def _term(self) -> Elapsed:
        return cast("Elapsed", self.written.term)

    @property
    def name(self) -> str:
        """Give the time as it is written."""
        return self.written.subject

    @property
    def label(self) -> Text:
        """Give the time in words."""
        label = self._term.label
        return Text("自“{label}”起经过的时间", "time since {label}").fill(label=label)

    @property
    def part(self) -> Test:
        """Give the chain of comparisons it stands in."""
        return self.written.chain

    @property
    def moves(self) -> str:
        """Give the name of the months."""
        return self._term.key

    @property
    def sides(self) -> tuple[int, int]:
        """Say at which of its three values the comparison holds, and at which it fails."""
        return self.written.sides

    @property
    def values(self) -> _Values:
        """Give the months an hour before, at and an hour after."""
        figure = self.written.value
        return figure - AN_HOUR_IN_MONTHS, figure, figure + AN_HOUR_IN_MONTHS

    @property
    def place(self) -> Number:
        """Give its place among those in hours."""
        return self.written.value / AN_HOUR_IN_MONTHS

    def shown(self, value: Plain) -> Text:
        """Give a time in words, in years where the figure is."""
        length = Length.of(self.moves, value)
        return length_words(length, years=self.written.figure.scale == MONTHS_A_YEAR)

    def taken(self, *, truth: bool) -> Test:
        """Give the rule's condition with this comparison taken as true or false."""
        return forced(self.rule.condition.test, self.written, truth=truth)

    def equation(self, value: Plain) -> Test:
        """Give the condition that so many months have gone by."""
        return self.written.equation(cast("Number", value))


@frozen(eq=False, slots=False)
class ChoiceThreshold(NamedThreshold):
    """A choice that one of an order is held against: the choices beside it are the steps."""

    limit: ChoiceLimit

    @property
    def name(self) -> str:
        """Give the fact."""
        return self.limit.ranked.name

    @property
    def label(self) -> Text:
        """Give the fact in words."""
        return self.plan.scope.label(self.name)

    @property
    def part(self) -> Test:
        """Give the comparison."""
        return self.limit.ranked

    @property
    def moves(self) -> str:
        """Give the fact."""
        return self.name

    @property
    def sides(self) -> tuple[int, int]:
        """Say at which of the three choices the comparison holds, and at which it fails."""
        return self.limit.sides

    @property
    def values(self) -> _Values:
        """Give the choice before it, itself and the choice after it."""
        return self.limit.before, self.limit.key, self.limit.after

    @property
    def place(self) -> Number:
        """Give its place in the order."""
        return self.limit.order.index(self.limit.key)

    def shown(self, value: Plain) -> Text:
        """Give a choice in words."""
        return value_words(value, self.limit.ranked.fact)

    def taken(self, *, truth: bool) -> Test:
        """Give the rule's condition with this comparison taken as true or false."""
        return self.limit.forced(self.rule.condition.test, truth=truth)

    def equation(self, value: Plain) -> Test:
        """Give the condition that a choice is made."""
        return Chosen(self.name, (str(value),), negated=False, fact=self.limit.ranked.fact)


@frozen(eq=False)
class _Counted:
    """Incidents in which so many of some parts hold, each found by itself."""

    incidents: Mapping[int, ExactIncident]
    facts: ExactIncident

    def at(self, value: int) -> dict[str, Plain] | None:
        """Give the incident in which so many hold."""
        found = self.incidents.get(value)
        return None if found is None else dict(found)


@frozen(eq=False, slots=False)
class CountThreshold(Threshold):
    """How many of some parts must hold: one fewer, as many, one more."""

    whole: Test
    """The rule's condition, with what stands behind its names."""
    counted: AtLeast

    @property
    def name(self) -> str:
        """Give the condition the plan names so, or the parts as they are written."""
        return self._named or write(self.counted)

    @property
    def label(self) -> Text:
        """Give the condition in words."""
        if self._named:
            return self.plan.scope.label(self._named)
        condition = condition_of(self.counted)
        return Text(condition.words("zh"), condition.words("en"))

    @cached_property
    def _named(self) -> str | None:
        conditions = self.plan.conditions.items()
        return next((name for name, each in conditions if spelled_out(each.test) == self.counted), None)

    @cached_property
    def own(self) -> frozenset[str]:
        """Give the facts and times the parts are about."""
        return frozenset(condition_of(self.counted).needs)

    @property
    def part(self) -> Test:
        """Give what counts the parts."""
        return self.counted

    @cached_property
    def denied(self) -> bool:
        """Say whether the rule needs fewer of them."""
        return denied(self.whole, self.counted)

    @property
    def values(self) -> _Values:
        """Give one fewer, as many, and one more, where there are so many parts."""
        least = self.counted.least
        return least - 1, least, least + 1 if least < len(self.counted.parts) else None

    def shown(self, value: Plain) -> Text:
        """Say how many of the parts hold."""
        return Text("{all}项中{some}项", "{some} of {all}").fill(all=len(self.counted.parts), some=value)

    def taken(self, *, truth: bool) -> Test:
        """Give the rule's condition with enough, or too few, of the parts taken to hold."""
        return replace(self.whole, self.counted, ALWAYS if truth else NEVER)

    def equation(self, value: Plain) -> Test:
        """Give the condition that exactly so many hold."""
        some = cast("int", value)
        return and_(evolve(self.counted, least=some), not_(evolve(self.counted, least=some + 1)))

    def has(self, facts: ExactIncident, value: Plain) -> bool:
        """Say whether exactly so many hold."""
        seen = self._frame(facts).plans[0].values
        return condition_of(self.equation(value)).truth(seen) is Truth.YES

    def placing(self) -> _Counted | None:
        """Find the incidents, the rule hanging on these parts alone if it can."""
        for alone in (True, False):
            found = {
                value: facts
                for value in self.values
                if isinstance(value, int) and (facts := self._incident(value, alone=alone)) is not None
            }
            least = self.counted.least - self.denied
            if least in found:
                return _Counted(found, found[least])
        return None

    def _incident(self, value: int, *, alone: bool) -> ExactIncident | None:
        """Find the mildest incident in which exactly so many hold, and the rule applies if these are enough."""
        enough = (value >= self.counted.least) is not self.denied
        wants: Wants = [(condition_of(self.equation(value)), True)]
        if alone:
            wants = [*wants, (self.on, True), (self.off, False), *self.scenes.unrivalled]
        else:
            wants = [*wants, (self.rule.condition, enough)]

        def holds(facts: ExactIncident) -> bool:
            whole = settled(facts)
            if whole is None or not self.has(whole, value):
                return False
            if not alone:
                return applies(self.rule, self._frame(whole)) is enough
            decided = self._decides(whole) if enough else self._judged(whole) != self._mine
            return decided and self._holds(self.on, whole) and not self._holds(self.off, whole)

        start = next(filter(holds, self.scenes.find(wants)), None)
        return None if start is None else settled(self.scenes.ground.shrink(start, holds))
