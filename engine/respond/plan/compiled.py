"""A plan ready to answer: every condition typed, every limit read, every name resolved."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import define, field, frozen

from respond.clock import Limit
from respond.errors import Fault, InputError, fault
from respond.facts import Fact, check_fact
from respond.language import Scope
from respond.plan.compose import Composed, origin_name
from respond.plan.grading import Criterion, Exclusion, Interpretation, Known, Rejected
from respond.plan.level import GRAVITY
from respond.plan.lifecycle import LIFECYCLE
from respond.plan.limits import limit_of, start_of
from respond.plan.model import Plan
from respond.plan.orders import Change, Measure, Provision, Response
from respond.plan.reference import PlanRef
from respond.reason import Condition, ExactLevel, Formula, compile_condition, compile_formula, compile_level


@frozen(eq=False)
class CompiledCriterion:
    """A criterion with its typed condition and the gravity of its level."""

    entry: Criterion
    gravity: int
    condition: Condition


@frozen(eq=False)
class CompiledMeasure:
    """A measure with its typed trigger (None: its response alone), its limit and what starts the limit."""

    entry: Measure
    trigger: Condition | None
    limit: Limit | None
    start: str | None


@frozen(eq=False)
class Conditional:
    """An entry (exclusion, change, provision, interpretation) with the condition under which it is shown."""

    entry: Any
    condition: Condition | None


@frozen(eq=False)
class CompiledReading:
    """An interpretation with, for each rejected reading that changes criteria, those conditions by criterion.

    `explains` gives each defect of the text it accounts for, with the cases where these are limited.
    """

    entry: Interpretation
    condition: Condition | None
    alternatives: tuple[tuple[Rejected, Mapping[str, Condition]], ...]
    explains: tuple[tuple[Known, Condition | None], ...] = ()


@define(eq=False)
class Compiled:
    """One edition, with what it adopts, ready to answer."""

    composed: Composed
    scope: Scope
    criteria: tuple[CompiledCriterion, ...]
    responses: tuple[tuple[int, Response, Condition], ...]
    """Gravity, entry, condition; gravest first."""
    measures: tuple[CompiledMeasure, ...]
    exclusions: tuple[Conditional, ...]
    changes: tuple[Conditional, ...]
    provisions: tuple[Conditional, ...]
    readings: tuple[CompiledReading, ...]
    formulas: Mapping[str, Formula]
    gates: Mapping[str, Condition]
    """By the name of a plan brought alongside, when it speaks; without an entry it always does."""
    cache: dict[str, Any] = field(factory=dict, repr=False)
    """For what other rooms make once from a plan, such as the program of the chain."""

    @property
    def plan(self) -> Plan:
        """Give the plan with everything it adopts."""
        return self.composed.plan

    @property
    def ref(self) -> PlanRef:
        """Give which edition this is."""
        return self.composed.ref

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Give every fact the plan asks for."""
        return self.plan.facts

    @property
    def graded(self) -> bool:
        """Say whether the plan has levels of its own."""
        return bool(self.criteria)

    @cached_property
    def ladder(self) -> tuple[tuple[int, Condition], ...]:
        """Give gravity and condition of every criterion, gravest first."""
        return tuple((criterion.gravity, criterion.condition) for criterion in self.criteria)

    @cached_property
    def exact_level(self) -> ExactLevel:
        """Give the fast path: a function from exact values by fact (base units) to the level's gravity."""
        steps: dict[int, list[Condition]] = {}
        for gravity, condition in self.ladder:
            steps.setdefault(gravity, []).append(condition)
        return compile_level(sorted(steps.items(), reverse=True))

    def origin(self, entry: str) -> PlanRef:
        """Say which edition an entry comes from."""
        return self.composed.origin(entry)

    def origin_of(self, entry: Any) -> PlanRef:  # noqa: ANN401 - any entry that has an id
        """Say which edition an entry comes from, a response among them, which shares its name with a level."""
        part = "responses" if isinstance(entry, Response) else ""
        return self.composed.origin(origin_name(part, str(entry.id)))


def compile_plan(composed: Composed) -> Compiled:
    """Type every condition of a plan; raises `InputError` with every fault found."""
    compiler = _Compiler(composed.plan)
    compiled = compiler.compile(composed)
    if compiler.faults:
        raise InputError(compiler.faults)
    return compiled


def faults_of(plan: Plan) -> list[Fault]:
    """Find the faults of a plan's conditions when it stands alone."""
    compiler = _Compiler(plan)
    ref = PlanRef(plan.id, plan.edition.name)
    compiler.compile(Composed(ref, plan, (ref,), {}))
    return compiler.faults


class _Compiler:
    """Collects faults while it types the conditions of one plan, so that all are reported together."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.faults: list[Fault] = [found for fact in plan.facts.values() for found in check_fact(fact)]
        self.scope = Scope(
            facts=plan.facts,
            derived=plan.derived,
            events={**LIFECYCLE, **plan.events},
            windows=plan.windows,
        )
        self.never = compile_condition("never", self.scope)

    def compile(self, composed: Composed) -> Compiled:
        """Go through every entry that has a condition."""
        plan = self.plan
        return Compiled(
            composed=composed,
            scope=self.scope,
            criteria=tuple(self._criteria()),
            responses=tuple(self._responses()),
            measures=tuple(self._measure(measure) for measure in (*plan.duties, *plan.measures)),
            exclusions=tuple(self._conditional(entry) for entry in plan.exclusions),
            changes=tuple(self._conditional(entry) for entry in plan.changes),
            provisions=tuple(self._conditional(entry) for entry in plan.provisions),
            readings=tuple(self._reading(entry) for entry in plan.interpretations),
            formulas=self._formulas(),
            gates={
                str(other.plan): gate
                for other in plan.alongside
                if (gate := self._condition(other.when)) is not None
            },
        )

    def _condition(self, text: str | None) -> Condition | None:
        if text is None:
            return None
        try:
            return compile_condition(text, self.scope)
        except InputError as error:
            self.faults += error.faults
            return self.never

    def _criteria(self) -> Iterator[CompiledCriterion]:
        for level in sorted(self.plan.levels, key=lambda name: -GRAVITY[name]):
            for criterion in self.plan.levels[level]:
                condition = self._condition(criterion.when) or self.never
                yield CompiledCriterion(criterion, GRAVITY[level], condition)

    def _responses(self) -> Iterator[tuple[int, Response, Condition]]:
        for level in sorted(self.plan.responses, key=lambda name: -GRAVITY[name]):
            response = self.plan.responses[level]
            yield GRAVITY[level], response, self._condition(response.when) or self.never

    def _measure(self, measure: Measure) -> CompiledMeasure:
        trigger = self._condition(measure.when)
        limit = None
        try:
            limit = limit_of(measure)
        except InputError as error:
            self.faults += error.faults
        start = start_of(measure, trigger)
        if start is None and (measure.within or measure.every):
            self.faults.append(fault("E520", measure.place, name=measure.id))
        return CompiledMeasure(measure, trigger, limit, start)

    def _conditional(self, entry: Exclusion | Change | Provision) -> Conditional:
        return Conditional(entry, self._condition(entry.when))

    def _reading(self, entry: Interpretation) -> CompiledReading:
        alternatives = [
            (rejected, {name: self._condition(text) or self.never for name, text in rejected.instead.items()})
            for rejected in entry.rejected
            if rejected.instead
        ]
        explains = tuple((known, self._condition(known.when)) for known in entry.explains)
        return CompiledReading(entry, self._condition(entry.when), tuple(alternatives), explains)

    def _formulas(self) -> dict[str, Formula]:
        formulas = {}
        for name, derived in self.plan.derived.items():
            try:
                formulas[name] = compile_formula(derived.formula, self.scope)
            except InputError as error:
                self.faults += error.faults
        return formulas
