"""A plan ready to answer: every condition typed, every limit read, every name resolved."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from attrs import Factory, evolve

from respond._records import define, frozen
from respond.clock import SHANGHAI, Duration, Limit, parse_duration
from respond.errors import Fault, InputError, Text, fault
from respond.facts import UNKNOWN, Fact, Level, LevelScale, Value, check_fact
from respond.language import Scope, and_, derived_in, split_state
from respond.plan.check import place_of
from respond.plan.compose import Composed, origin_name
from respond.plan.grading import Exclusion, Interpretation, Known, Rejected
from respond.plan.level import EVERYTHING_ELSE, NOTHING
from respond.plan.lifecycle import DERIVED_EVENTS, LIFECYCLE, Events, split_event
from respond.plan.limits import (
    ARISING_LABEL,
    MET_LABEL,
    Leg,
    acts_from_arising,
    ends_of,
    left_to_others,
    legs_of,
    limit_of,
    names_level,
    starts_of,
)
from respond.plan.model import Alongside, Plan
from respond.plan.orders import ARISING, Change, Measure, Provision, Response
from respond.plan.reference import PlanRef, split_reference
from respond.plan.reminding import RemindingTimes, times_of
from respond.reason import (
    Condition,
    ExactLevel,
    Formula,
    Truth,
    compile_condition,
    compile_formula,
    compile_level,
    condition_of,
    under,
)

RuleKind = Literal[
    "criterion", "response", "duty", "measure", "exclusion", "change", "provision", "gate", "interpretation",
    "reminder",
]  # fmt: skip


@frozen(eq=False)
class Rule:
    """One entry of a plan that says something under a condition, with the condition typed and its limit read.

    `condition` is `always` where an entry has none, as a measure of a response may: `conditional` tells.
    `gravity` is that of the level a criterion or a response belongs to, and 0 for every other kind. A gate says when
    a plan alongside speaks. A duty or measure has a `limit`, `starts` (the events, the one fact or the duties met, of
    which the first to happen starts it), `legs` (the same part by part, where the earliest or latest of several limits
    counts), `ends` (the events that stand it down) and `longest`, what its limit may be lengthened by in all; for
    `names_level` and `acts_from_arising` see `Measure`.
    """

    kind: RuleKind
    entry: Any
    condition: Condition
    gravity: Level = Level.scale.none
    limit: Limit | None = None
    starts: tuple[str, ...] = ()
    legs: tuple[Leg, ...] = ()
    ends: tuple[str, ...] = ()
    names_level: bool | Literal["graver"] = False
    acts_from_arising: bool = False
    longest: Duration | None = None
    grounds: tuple[Condition, ...] = ()
    """What makes a duty owed by itself, each ground an occasion of its own."""

    @cached_property
    def id(self) -> str:
        """Give the id of the entry; of a gate, the plan it opens to."""
        return str(self.entry.plan if self.kind == "gate" else self.entry.id)

    @property
    def conditional(self) -> bool:
        """Say whether the entry has a condition of its own."""
        return self.entry.when is not None

    @property
    def clause(self) -> str:
        """Give the clause of the entry, empty where it cites none."""
        return str(self.entry.clause or "")

    @cached_property
    def recurs(self) -> bool:
        """Say whether it falls due again and again, each round an obligation."""
        return self.limit is not None and self.limit.recurs

    @cached_property
    def leaves_limit(self) -> bool:
        """Say whether it leaves its limit to whoever acts, who sets it with the event it counts from."""
        return left_to_others(self.limit)

    @property
    def ordered(self) -> bool:
        """Say whether it orders something: a duty, or a measure of a response."""
        return self.kind in ("duty", "measure")


@frozen(eq=False)
class OtherReading:
    """A rejected reading, with what some entries would be under it, by id.

    `conditions` gives those that would have another condition, `limits` the duties and measures that would be due by
    another limit.
    """

    entry: Rejected
    conditions: Mapping[str, Condition]
    limits: Mapping[str, Rule]

    @property
    def changes(self) -> bool:
        """Say whether it changes anything an answer can be worked out by."""
        return bool(self.conditions or self.limits)


@frozen(eq=False)
class InterpretationRule(Rule):
    """An interpretation with each rejected reading.

    `explains` gives each defect of the text it accounts for, with the cases where these are limited.
    """

    alternatives: tuple[OtherReading, ...] = ()
    explains: tuple[tuple[Known, Condition | None], ...] = ()


@frozen(eq=False)
class RemindingRule(Rule):
    """A rule by which the text has reminders sent, with its times read."""

    times: RemindingTimes = RemindingTimes((), (), (), (), ())


_RULES = (
    "criteria", "responses", "measures", "exclusions", "changes", "provisions", "gates", "interpretations",
)  # fmt: skip


@define(eq=False)
class Prepared:
    """One edition, with what it adopts, ready to answer."""

    composed: Composed
    scope: Scope
    criteria: tuple[Rule, ...]
    """Gravest first."""
    responses: tuple[Rule, ...]
    """Gravest first."""
    measures: tuple[Rule, ...]
    """Duties, then the measures of responses."""
    exclusions: tuple[Rule, ...]
    changes: tuple[Rule, ...]
    provisions: tuple[Rule, ...]
    gates: tuple[Rule, ...]
    """When each plan alongside speaks."""
    interpretations: tuple[InterpretationRule, ...]
    reminders: tuple[RemindingRule, ...]
    """When the text has reminders sent; they decide nothing that is owed."""
    formulas: Mapping[str, Formula]
    conditions: Mapping[str, Condition]
    """The named conditions, by name."""
    guards: Mapping[str, Condition]
    """In which cases there are the derived numbers that are not always there, by name, those behind them among that."""
    constraints: Mapping[str, Condition]
    """What holds of the facts of every incident, by id."""
    change_counts: Mapping[str, Condition] = Factory(dict)
    """In which cases a change of a number counts, by the fact; what is not there counts always."""
    below: Condition | None = None
    """Which cases the text leaves below the scale, `always` for everything else; None where it says of none."""

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

    @cached_property
    def levels(self) -> LevelScale:
        """Give the levels an incident can have under it."""
        return self.plan.scale_of_levels

    @cached_property
    def least_level(self) -> Level:
        """Give the lowest level an incident nothing grades can have: none, unless the text gives all a level."""
        below = self.plan.below
        return self.levels[1 if below is not None and below.covers == NOTHING else 0]

    @cached_property
    def response_levels(self) -> LevelScale:
        """Give the levels its responses can have."""
        return self.plan.scale_of_responses

    @property
    def graded(self) -> bool:
        """Say whether the plan has levels of its own."""
        return bool(self.criteria)

    @cached_property
    def asks_level(self) -> bool:
        """Say whether what it orders or calls for hangs on the level of the incident."""
        return any(rule.condition.uses_level for rule in self.rules)

    @property
    def answers(self) -> bool:
        """Say whether an incident can be asked about by it alone: it gives a level, calls for a response, or orders."""
        return self.graded or bool(self.responses or self.measures)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Give everything of the plan that says something under a condition."""
        return tuple(rule for part in _RULES for rule in getattr(self, part))

    @cached_property
    def graded_by(self) -> str | None:
        """Give the name, without an edition, of the plan whose levels its text speaks of."""
        said = self.plan.graded_by
        return None if said is None else split_reference(said)[0]

    @cached_property
    def in_words(self) -> frozenset[str]:
        """Give the duties and measures whose text has a condition in words, which people judge."""
        return frozenset(rule.id for rule in self.measures if rule.entry.provided is not None)

    @cached_property
    def same_done(self) -> Mapping[str, tuple[str, ...]]:
        """Give, by duty, those of which an act does it too: of the same content, whatever asks for it and by when."""
        found: dict[str, dict[str, None]] = {}
        for rule in self.measures:
            if rule.entry.done_with:
                found[rule.id] = dict.fromkeys(map(str, rule.entry.done_with))
        for rule in self.measures:
            together = (rule.id, *map(str, rule.entry.or_stricter))
            for name in together if len(together) > 1 else ():
                found.setdefault(name, {}).update(dict.fromkeys(each for each in together if each != name))
        return {name: tuple(others) for name, others in found.items()}

    @cached_property
    def does_too(self) -> Mapping[str, tuple[str, ...]]:
        """Give, by duty, the others an act of it does too."""
        found: dict[str, list[str]] = {}
        for name, others in self.same_done.items():
            for other in others:
                found.setdefault(other, []).append(name)
        return {name: tuple(others) for name, others in found.items()}

    @cached_property
    def milder(self) -> Mapping[str, tuple[str, ...]]:
        """Give, by duty, those that order the same with milder limits in less grave cases."""
        found: dict[str, list[str]] = {}
        for rule in self.measures:
            for name in map(str, rule.entry.or_stricter):
                found.setdefault(name, []).append(rule.id)
        return {name: tuple(others) for name, others in found.items()}

    @cached_property
    def ladder(self) -> tuple[tuple[Level, Condition], ...]:
        """Give gravity and condition of every criterion, gravest first."""
        return tuple((criterion.gravity, criterion.condition) for criterion in self.criteria)

    @cached_property
    def timeless(self) -> bool:
        """Say whether the level hangs on facts alone, not on what has happened or when: `exact_level` can tell it."""
        conditions = (condition for _, condition in self.ladder)
        return not any(each.events or each.moments or each.timed or each.uses_level for each in conditions)

    @cached_property
    def exact_level(self) -> ExactLevel:
        """Give the fast path: a function from exact values by fact (base units) to the level's gravity."""
        steps: dict[Level, list[Condition]] = {}
        for gravity, condition in self.ladder:
            steps.setdefault(gravity, []).append(condition)
        return compile_level(sorted(steps.items(), reverse=True))

    def computed(self, name: str, values: Mapping[str, Value]) -> Value:
        """Give a derived number, exactly or as a range; unknown unless it is sure that there is such a number."""
        guard = self.guards.get(name)
        if guard is not None and guard.truth(values) is not Truth.YES:
            return UNKNOWN
        return self.formulas[name].value(values)

    def start_label(self, name: str) -> Text:
        """Word what a limit counts from: an event, a fact, the moment its duty came to be owed, or another was met."""
        found = self._start_labels.get(name)
        if found is None:
            found = self._start_labels[name] = start_label(self.scope, name)
        return found

    @cached_property
    def _start_labels(self) -> dict[str, Text]:
        """Keep what `start_label` has worded."""
        return {}

    def gate(self, name: str) -> Condition | None:
        """Give when a plan alongside speaks, by the name it is brought in by; None where it always does."""
        return next((gate.condition for gate in self.gates if gate.id == name and gate.conditional), None)

    def instead(self, rule: Rule, condition: Condition) -> "Prepared":
        """Give the plan with another condition in one of its rules; everything else is shared with it."""
        changes: dict[str, Any] = {
            part: tuple(evolve(each, condition=condition) if each is rule else each for each in rules)
            for part in _RULES
            if rule in (rules := getattr(self, part))
        }
        return evolve(self, **changes)

    def read(self, instead: Mapping[str, Condition]) -> "Prepared":
        """Give the plan under another reading: some criteria, responses, duties and measures, by id, on other grounds.

        A condition stands in the place of all that a duty or measure hangs on, its `response` too. A criterion goes
        before a response of the same name.
        """
        criteria = {each.id for each in self.criteria}
        others = {name: condition for name, condition in instead.items() if name not in criteria}
        return evolve(
            self,
            criteria=tuple(_read(each, instead) for each in self.criteria),
            responses=tuple(_read(each, others) for each in self.responses),
            measures=tuple(_read(each, others) for each in self.measures),
            reminders=tuple(_read(each, others) for each in self.reminders),
        )

    def takes_limit_of(self, event: str) -> bool:
        """Say whether some duty leaves its limit to whoever an event is of, and counts from that event."""
        return any(rule.leaves_limit and event in rule.starts for rule in self.measures)

    def origin(self, entry: str) -> PlanRef:
        """Say which edition an entry comes from."""
        return self.composed.origin(entry)

    def origin_of(self, entry: Any) -> PlanRef:  # noqa: ANN401 - any entry that has an id
        """Say which edition an entry comes from, a response among them, which shares its name with a level."""
        part = "responses" if isinstance(entry, Response) else ""
        return self.composed.origin(origin_name(part, str(entry.id)))


_R = TypeVar("_R", bound=Rule)


def _read(rule: _R, instead: Mapping[str, Condition]) -> _R:
    condition = instead.get(rule.id)
    if condition is None:
        return rule
    if not rule.ordered:
        return evolve(rule, condition=condition)
    return evolve(rule, condition=condition, entry=evolve(rule.entry, when=condition.text, response=()))


def prepare(composed: Composed) -> Prepared:
    """Type every condition of a plan; raises `InputError` with every fault found."""
    preparing = _Preparing(composed.plan)
    prepared = preparing.prepare(composed)
    if preparing.faults:
        raise InputError(preparing.faults)
    return prepared


def faults_of(plan: Plan) -> list[Fault]:
    """Find the faults of a plan's conditions when it stands alone."""
    preparing = _Preparing(plan)
    ref = PlanRef(plan.id, plan.edition.name)
    preparing.prepare(Composed(ref, plan, (ref,), {}))
    return preparing.faults


def events_of(plan: Plan) -> Events:
    """Give the events of a plan by name, those every incident can have among them, and those of its bodies."""
    units = {name: Text(unit.zh, unit.en) for name, unit in plan.units.items()}
    bodies = units | {name: Text(group.zh, group.en) for name, group in plan.groups.items()}
    return Events({**LIFECYCLE, **plan.events}, bodies)


def zone_of(plan: Plan) -> ZoneInfo:
    """Give the zone of a plan that may be faulty; what is wrong with its zone is told elsewhere."""
    try:
        return plan.tz
    except InputError:
        return SHANGHAI  # any will do, for the plan is refused


def start_label(scope: Scope, name: str) -> Text:
    """Word what a limit counts from, by the names of a scope."""
    if name == ARISING:
        return ARISING_LABEL
    asked = split_state(name)
    if asked is not None:
        duty = asked[1]
        return MET_LABEL.fill(duty=scope.duties.get(duty, Text(duty, duty)))
    event, body = split_event(name)
    known = scope.events if body is not None or event in scope.events else scope.facts
    return scope.label(name) if name in known else Text(name, name)


def _asking_of_themselves(plan: Prepared) -> Iterator[Fault]:
    """Find duties that are owed, or whose limit runs, by how they stand themselves: they would never come to rest."""
    graded = _duties(asked for rule in (*plan.criteria, *plan.responses) for asked in rule.condition.states)
    asked = {
        rule.id: _duties((*rule.condition.states, *rule.starts))
        | (graded if rule.condition.uses_level or rule.entry.response else set())
        for rule in plan.measures
    }
    for rule in plan.measures:
        reached: set[str] = set()
        queue = list(asked[rule.id])
        while queue:
            name = queue.pop()
            if name not in reached:
                reached.add(name)
                queue += asked.get(name, ())
        if rule.id in reached:
            yield fault("E539", rule.entry.place, name=rule.id)


def _asking_when_read_otherwise(plan: Prepared) -> Iterator[Fault]:
    """Find rejected readings by which the limit of a duty would run by how it stands itself."""
    for other in (other for reading in plan.interpretations for other in reading.alternatives):
        if any(split_state(name) for rule in other.limits.values() for name in rule.starts):
            read = evolve(plan, measures=tuple(other.limits.get(rule.id, rule) for rule in plan.measures))
            places = {rule.entry.place for rule in other.limits.values()}
            yield from (found for found in _asking_of_themselves(read) if found.place in places)


def _duties(names: Iterable[str]) -> set[str]:
    """Give the duties asked about, such as `tell` by `overdue(tell)`; an event asks about none."""
    return {asked[1] for name in names if (asked := split_state(name)) is not None}


class _Preparing:
    """Collects faults while it types the conditions of one plan, so that all are reported together."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.faults: list[Fault] = [found for fact in plan.facts.values() for found in check_fact(fact)]
        self.scope = Scope(
            facts=plan.facts,
            derived=plan.derived,
            events=events_of(plan),
            conditions=plan.conditions,
            windows=plan.windows,
            duties={str(m.id): Text(m.zh, m.en) for m in (*plan.duties, *plan.measures)},
            levels=plan.scale_of_levels,
            responses=plan.scale_of_responses,
            units=plan.known_units,
            zone=zone_of(plan),
        )
        # what gives a level cannot hang on it, nor what calls for a response on the response
        self.ungraded = evolve(self.scope, graded=False, responding=False, barred=frozenset(DERIVED_EVENTS))
        self.unanswered = evolve(self.scope, responding=False)
        self.measures: Mapping[str, Rule] = {}
        self.never = compile_condition("never", self.scope)
        self.always = compile_condition("always", self.scope)

    def prepare(self, composed: Composed) -> Prepared:
        """Go through every entry that has a condition."""
        plan = self.plan
        measures = (
            *(self._measure("duty", measure) for measure in plan.duties),
            *(self._measure("measure", measure) for measure in plan.measures),
        )
        self.measures = {measure.id: measure for measure in measures}
        prepared = Prepared(
            composed=composed,
            scope=self.scope,
            criteria=tuple(self._criteria()),
            responses=tuple(self._responses()),
            measures=measures,
            exclusions=tuple(self._rule("exclusion", entry) for entry in plan.exclusions),
            changes=tuple(self._rule("change", entry) for entry in plan.changes),
            provisions=tuple(self._rule("provision", entry) for entry in plan.provisions),
            gates=tuple(self._rule("gate", other) for other in plan.alongside),
            interpretations=tuple(self._interpretation(entry) for entry in plan.interpretations),
            reminders=tuple(self._reminders()),
            formulas=(formulas := self._formulas()),
            guards=self._guards(formulas),
            conditions={
                name: self._condition(entry.when) or self.never for name, entry in plan.conditions.items()
            },
            constraints=self._constraints(),
            change_counts={
                name: self._condition(fact.change_counts, self.ungraded) or self.always
                for name, fact in plan.facts.items()
                if fact.change_counts is not None
            },
            below=self._below(),
        )
        self.faults += _asking_of_themselves(prepared)
        self.faults += _asking_when_read_otherwise(prepared)
        return prepared

    def _condition(self, text: str | None, scope: Scope | None = None) -> Condition | None:
        if text is None:
            return None
        try:
            return compile_condition(text, scope or self.scope)
        except InputError as error:
            # a faulty formula is named by many conditions, and told once
            self.faults += [found for found in error.faults if found not in self.faults]
            return self.never

    def _criteria(self) -> Iterator[Rule]:
        for level in reversed(self.plan.scale_of_levels):
            for criterion in self.plan.levels.get(level.name, ()):
                condition = self._condition(criterion.when, self.ungraded) or self.never
                yield Rule("criterion", criterion, condition, level)

    def _responses(self) -> Iterator[Rule]:
        for level in reversed(self.plan.scale_of_responses):
            response = self.plan.responses.get(level.name)
            if response is not None:
                condition = self._condition(response.when, self.unanswered) or self.never
                yield Rule("response", response, condition, level)

    def _measure(self, kind: RuleKind, measure: Measure) -> Rule:
        return self._timed(kind, measure, self._condition(measure.when) if measure.when is not None else None)

    def _timed(self, kind: RuleKind, measure: Measure, trigger: Condition | None) -> Rule:
        """Read by when a measure is due."""
        limit = longest = None
        try:
            limit = limit_of(measure, self.start_label)
            if measure.extend is not None:
                longest = parse_duration(
                    measure.extend.at_most, getattr(measure.extend.at_most, "place", None)
                )
        except InputError as error:
            self.faults += error.faults
        starts = starts_of(measure, trigger)
        if not starts and (measure.within or measure.every):
            self.faults.append(fault("E520", measure.place, name=measure.id))
        return Rule(
            kind,
            measure,
            trigger or self.always,
            limit=limit,
            starts=starts,
            legs=legs_of(measure, limit, trigger),
            ends=ends_of(measure, set(self._asked(trigger))),
            names_level=names_level(measure, trigger),
            acts_from_arising=acts_from_arising(measure, trigger),
            longest=longest,
            grounds=tuple(self._condition(text) or self.never for text in measure.grounds),
        )

    def start_label(self, name: str) -> Text:
        """Word what a limit counts from."""
        return start_label(self.scope, name)

    def _asked(self, trigger: Condition | None) -> Iterator[str]:
        """Give the events a trigger asks for, by every name they have; the seat's own without a body."""
        for name in trigger.events if trigger is not None else ():
            event = self.plan.events.get(name)
            for known in (name, event.same_as if event is not None and event.same_as else name):
                yield str(known).removesuffix(f"@{self.plan.seat}")

    def _rule(self, kind: RuleKind, entry: Exclusion | Change | Provision | Alongside) -> Rule:
        scope = self.ungraded if kind == "exclusion" else self.scope
        return Rule(kind, entry, self._condition(entry.when, scope) or self.always)

    def _reminders(self) -> Iterator[RemindingRule]:
        for entry in self.plan.reminders:
            try:
                times = times_of(entry)
            except InputError as error:
                self.faults += error.faults
                continue
            yield RemindingRule("reminder", entry, self._condition(entry.when) or self.always, times=times)

    def _interpretation(self, entry: Interpretation) -> InterpretationRule:
        alternatives = map(self._other, entry.rejected)
        explains = tuple((known, self._condition(known.when, self.ungraded)) for known in entry.explains)
        condition = self._condition(entry.when) or self.always
        return InterpretationRule(
            "interpretation", entry, condition, alternatives=tuple(alternatives), explains=explains
        )

    def _other(self, rejected: Rejected) -> OtherReading:
        conditions = {
            name: self._condition(text, self._scope_of(name)) or self.never
            for name, text in rejected.instead.items()
        }
        limits = {
            name: self._timed(own.kind, timing.of(own.entry), own.condition if own.conditional else None)
            for name, timing in rejected.limits.items()
            if (own := self.measures.get(name)) is not None  # what names no duty is told elsewhere
        }
        return OtherReading(rejected, conditions, limits)

    def _scope_of(self, name: str) -> Scope:
        """Give what the condition of an entry may name: what gives a level, or a response, cannot hang on it."""
        plan = self.plan
        if any(name == each.id for _, _, each in plan.entries("criterion")):
            return self.ungraded
        return self.unanswered if name in plan.responses else self.scope

    def _constraints(self) -> dict[str, Condition]:
        """Type the constraints, which are about facts alone and can all hold together."""
        found: dict[str, Condition] = {}
        for entry in self.plan.constraints:
            told = len(self.faults)
            condition = self._condition(entry.holds) or self.always
            uses = condition.uses
            others = sorted(uses.names - uses.facts | uses.moments - uses.facts)
            place = place_of(entry.holds) or entry.place
            if others:
                self.faults.append(fault("E541", place, name=entry.id, found=", ".join(others)))
            elif len(self.faults) == told and len(under({}, (*found.values(), condition)).given) <= len(
                found
            ):
                self.faults.append(fault("E542", place, name=entry.id))
            if len(self.faults) == told:
                found[str(entry.id)] = condition
        return found

    def _below(self) -> Condition | None:
        below = self.plan.below
        if below is None or below.covers in (None, NOTHING):
            return None
        if below.covers == EVERYTHING_ELSE:
            return self.always
        return self._condition(below.covers, self.ungraded)

    def _guards(self, formulas: Mapping[str, Formula]) -> dict[str, Condition]:
        """Type the cases in which there are derived numbers; one made of others is there only where those are."""
        own = {
            name: condition
            for name, derived in self.plan.derived.items()
            if (condition := self._condition(derived.when, self.ungraded)) is not None
        }
        found: dict[str, Condition] = {}
        for name, formula in formulas.items():
            behind = [own[each] for each in (name, *derived_in(formula.term)) if each in own]
            if behind:
                found[name] = condition_of(and_(*(each.test for each in behind)))
        return found

    def _formulas(self) -> dict[str, Formula]:
        formulas = {}
        for name, derived in self.plan.derived.items():
            try:
                formulas[name] = compile_formula(derived.formula, self.scope)
            except InputError as error:
                self.faults += error.faults
        return formulas
