"""What one edition is checked with: its model, the explanations its interpretations give, and its words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from attrs import evolve, field

from respond._records import define, frozen
from respond.errors import InternalError, Text, fault
from respond.facts import Level, Number, Plain
from respond.plan import WITH_CASES, Known, Prepared
from respond.prove.search.exact import ExactIncident, met
from respond.prove.search.finding import find
from respond.prove.search.ground import Holds, confirmed
from respond.prove.search.smallest import smallest
from respond.prove.search.solver import TIMEOUT, Model, Near, Reply, harmful
from respond.prove.search.stretch import lies_within, stretch_words, whole
from respond.prove.search.translate import Expr, Point
from respond.prove.search.witness import Graded, Witness, day_in_force, make_witness, words_of
from respond.prove.search.words import value_words
from respond.reason import Cell, Condition, Fixed, compile_formula

_ALL = Text("所说的情形就是一切情形，等于没有说", "its cases are all there are, so it explains none")
_NO = Text("所说的情形不可能出现", "its cases cannot be, so it explains none")
_NOT_ASKED = Text("条文留在级别以下，不问：{what}", "left below the scale by the text, so not asked: {what}")
_NOT_ASKED_BY = Text(
    "条款{clause}留在级别以下，不问：{what}", "left below the scale by clause {clause}, so not asked: {what}"
)


@frozen(eq=False)
class Explanation:
    """One defect an interpretation accounts for."""

    reading: str
    known: Known
    condition: Condition | None
    void: Text | None = None
    """Why it explains nothing: the cases it names are all there are, or none."""

    @classmethod
    def of(cls, plan: Prepared, reading: str, known: Known, condition: Condition | None) -> "Explanation":
        """Make one, looking at whether its cases say anything."""
        void = None
        if condition is not None and known.kind in WITH_CASES and find(plan, [(condition, False)]).ruled_out:
            void = _ALL
        elif condition is not None and find(plan, [(condition, True)]).ruled_out:
            void = _NO
        return cls(reading, known, condition, void)


def explanations_of(plan: Prepared) -> Iterator[Explanation]:
    """Go through the defects the interpretations of a plan account for, or mean to."""
    for reading in plan.interpretations:
        for known, condition in reading.explains:
            yield Explanation.of(plan, str(reading.id), known, condition)


@define(eq=False)
class EditionModel:
    """One edition, with the editions it adopts on a stretch of days, ready to be questioned."""

    plan: Prepared
    model: Model
    explanations: tuple[Explanation, ...]
    day: date | None = None
    of: Graded = "level"
    """What the criteria give: the level, or the response where those stand in their place."""
    used: set[int] = field(factory=set)
    """Positions of the explanations that some finding needed."""
    below_used: bool = False
    """Set to True once some case needs what the text leaves below the scale."""
    decided: bool = True
    """Set to False when a question was left open, mostly since the solver ran out of time."""

    @classmethod
    def made(
        cls, plan: Prepared, day: date | None = None, timeout: int = TIMEOUT, of: Graded = "level"
    ) -> "EditionModel":
        """Make the case of a plan."""
        explanations = tuple(explanations_of(plan))
        regions = [each.condition for each in explanations if each.condition is not None]
        exclusions = [each.condition for each in plan.exclusions if each.conditional]
        below = [] if plan.below is None else [plan.below]
        on = day or day_in_force(plan)
        return cls(plan, Model(plan, (*regions, *exclusions, *below), timeout, on), explanations, on, of)

    @property
    def all_below(self) -> bool:
        """Say whether the text leaves everything it does not name below the scale."""
        return self.plan.below is not None and self.plan.below.normal.form == Fixed(truth=True)

    @property
    def left_below(self) -> Condition | None:
        """Give the cases the text names as below the scale; None where it names none by themselves."""
        return None if self.all_below else self.plan.below

    def is_below(self, facts: ExactIncident) -> bool:
        """Say whether the text names an incident among those it leaves below the scale."""
        return self.left_below is not None and met(self.left_below, facts)

    def not_below(self, at: Point) -> Expr:
        """Give the formula that an incident is none of those the text names as below the scale."""
        space = self.model.space
        return space.yes if self.left_below is None else space.z3.Not(at.holds(self.left_below))

    def note_below(self, wants: Sequence[Expr], near: Near, at: Point | None = None) -> None:
        """Remember that some case has a property for which the text must leave it below the scale."""
        if self.left_below is not None and not self.below_used:
            reply = near.ask(*wants, (at or self.model.x).holds(self.left_below))
            self.below_used = reply.found or not reply.decided

    @property
    def not_asked(self) -> tuple[Text, ...]:
        """Say which cases are asked for no level, and which clause leaves them below the scale; nothing for none."""
        below = self.plan.plan.below
        if below is None or self.plan.below is None:
            return ()
        what = Text("其余一切情形", "everything else")
        if not self.all_below:
            what = Text(self.plan.below.words("zh"), self.plan.below.words("en"))
        if below.clause is None:
            return (_NOT_ASKED.fill(what=what),)
        return (_NOT_ASKED_BY.fill(what=what, clause=below.clause),)

    def harmless(self, condition: Condition) -> bool:
        """Say whether a condition limits no harm, so that what it covers is told with the first harm found there."""
        return not any(name in condition.variables for name in harmful(self.model))

    def regions(self, *kinds: str) -> Iterator[tuple[int, Explanation, Condition]]:
        """Go through the explanations of some kinds that are limited to cases."""
        for index, each in enumerate(self.explanations):
            if each.known.kind in kinds and each.condition is not None and each.void is None:
                yield index, each, each.condition

    def explained(self, kinds: Sequence[str], at: Point) -> Expr:
        """Give the formula that an incident lies in a case explained for one of some kinds of defect."""
        return self.model.space.some(at.holds(condition) for _, _, condition in self.regions(*kinds))

    def explanation_of(
        self, kind: str, entries: Sequence[str], facts: ExactIncident | None = None
    ) -> str | None:
        """Find the interpretation that explains a finding: the first entry must be its first, the rest among its."""
        for index, each in enumerate(self.explanations):
            listed = each.known.entries
            first = listed[:1] == tuple(entries[:1]) or len(entries) == 1
            fits = each.known.kind == kind and first and set(entries) <= set(listed)
            if (
                fits
                and each.void is None
                and (each.condition is None or (facts is not None and met(each.condition, facts)))
            ):
                self.used.add(index)
                return each.reading
        return None

    def asked(self, reply: Reply) -> Reply:
        """Remember when the solver could not decide."""
        self.decided = self.decided and reply.decided
        return reply

    def smallest(
        self,
        wants: Sequence[Expr],
        holds: Holds,
        focus: Sequence[str] = (),
        *,
        near: Near | None = None,
        beyond: Callable[[], Sequence[Expr]] = tuple,
    ) -> dict[str, Plain] | None:
        """Find the smallest incident with a property, None where there is none or none was found in time.

        `wants` are the property as formulas; asked of a part of the plan (`near`) they may leave out what the
        rest of it would add, and `beyond` gives that. Raises `InternalError` when solver and evaluation disagree,
        unless a fact is multiplied by itself: where that changes anything along it is no threshold the evaluation
        knows.
        """

        def kept(facts: ExactIncident) -> bool:
            return self.model.keeps(facts) and holds(facts)

        part = near or self.model
        reply = self.asked(part.ask(*wants))
        if not reply.found:
            return None
        found = part.read(reply)
        if near is not None and not kept(found):
            part, wants = self.model, [*wants, *beyond()]
            reply = self.asked(self.model.ask(*wants))
            if not reply.found:
                return None
            found = self.model.read(reply)
        if not kept(found):
            if self.model.has_powers:
                self.decided = False
                return None
            raise InternalError([fault("E990", found="the solver and the evaluation disagree")])
        return smallest(part, found, wants, kept, focus)

    def witness(
        self, name: str, title: Text, facts: ExactIncident, then: Mapping[str, Plain] | None = None
    ) -> Witness:
        """Write an incident down, its level found once more by ordinary evaluation."""
        level = self.level(facts)
        after = None if then is None else self.level({**facts, **then})
        ref, prefix = self.plan.ref, "" if self.of == "level" else "response-"
        made = make_witness(
            self.plan,
            facts,
            name=f"{ref.id.split('/')[-1]}-{ref.edition}-{prefix}{name}",
            title=title,
            level=level,
            day=self.day,
            then=then,
            after=after,
        )
        return evolve(made, of=self.of)

    def level(self, facts: ExactIncident) -> Level:
        """Give the level of an incident as `respond classify` finds it."""
        return confirmed(self.plan, facts)

    def along(self, name: str, facts: ExactIncident) -> list[tuple[Cell, Level]]:
        """Give the cells along one number with the level in each, the other facts as they are."""
        level = self.model.level_of
        return [
            (cell, level({**facts, name: cast("Plain", cell.value)}))
            for cell in self.model.ground.along(name, facts)
        ]

    def words(self, facts: ExactIncident, then: Mapping[str, Plain] | None = None) -> Text:
        """Say what an incident is."""
        return words_of(self.plan, facts, then)

    def label(self, name: str) -> Text:
        """Give the wording of a fact."""
        return self.plan.scope.label(name)

    def shown(self, value: object, name: str) -> Text:
        """Show a value of a fact in both languages."""
        return value_words(value, self.plan.facts.get(name))

    def stretch_words(self, name: str, stretch: Sequence[Cell]) -> Text:
        """Say which values of a fact some neighbouring cells cover."""
        return stretch_words(stretch, self.plan.facts.get(name))

    def within(self, name: str, stretch: Sequence[Cell]) -> Expr:
        """Give the formula that a number lies in a stretch of neighbouring cells."""
        term = compile_formula(name, self.plan.scope).term
        return self.model.x.holds(lies_within(term, whole(stretch)))


def lies_in(cells: Sequence[Cell], number: Number) -> bool:
    """Say whether a number lies in one of some cells."""
    return any(cell.contains(number) for cell in cells)
