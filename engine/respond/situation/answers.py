"""What one plan answers: level, criteria, distances, questions, readings, remarks, the response called for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from attrs import field

from respond._records import define, frozen
from respond.chain import Conclusions
from respond.clock import local
from respond.errors import Text
from respond.facts import UNKNOWN, Exactly, Fact, FactType, Level, Observation, Value, about, show_value
from respond.plan import Adoption, InterpretationRule, Prepared, Rule
from respond.reason import (
    Condition,
    Truth,
    WhatIf,
    asked_about,
    distances,
    doubted_in,
    given_in,
    proof,
    questions,
    telling,
    truth_of,
)
from respond.situation.calling import body_words
from respond.situation.due_otherwise import DueOtherwise
from respond.situation.frames import Frame, PlanFrame, Truths, otherwise
from respond.situation.model import (
    Alternative,
    Answer,
    CriterionResult,
    Distance,
    Owing,
    Part,
    Question,
    Reading,
    Remark,
    ResponseResult,
    Seen,
    Shift,
)
from respond.situation.obligations import Obligation
from respond.situation.program import keep_from_engine
from respond.situation.units import UnitName, name_of, units_of

Sources = Mapping[str, Text]


def answer_of(
    plan: Prepared,
    adoption: Adoption | None,
    frame: Frame,
    position: int,
    sources: Sources,
    begins: datetime,
    due: DueOtherwise,
) -> Answer:
    """Put together what one plan says at a moment; `due` tells by when its duties would be due by other limits."""
    own = frame.plans[position]
    watch = _Witness(own, frame.step.observations, sources)
    rungs = own.truths if plan.graded or position else _responses(own)
    now = WhatIf([(rung.gravity, rung.condition, truth) for rung, truth in rungs], own.values)
    return Answer(
        plan=plan.ref,
        title=plan.plan.title,
        graded=plan.graded,
        level=own.level,
        criteria=tuple(_criteria(own, watch, rungs)),
        distance=tuple(_distances(own, now, rungs)) if rungs else (),
        questions=() if own.silent else (*_questions(own, now, due.owed), *_events_to_ask(own)),
        readings=() if own.silent else tuple(_readings(_Rereading(own, frame, position, now, due))),
        remarks=() if own.silent else (*_broken(own, watch), *remarks_of(own, frame)),
        response=response_result(own, frame),
        computed=tuple(watch.computed()),
        in_force=_in_force(plan, begins),
        standing=adoption.standing if adoption else "confirmed",
        reason=adoption.reason if adoption else None,
        adopted=plan.composed.sources[1:],
        proof=tuple(_proof(now, rungs)) if rungs else (),
        responding=bool(plan.responses),
        applies=plan.plan.edition.in_force.covers(local(begins, plan.plan.tz).date()),
    )


def asking(own: PlanFrame) -> int:
    """Give how many questions of the answer of a plan could still change its level, without putting that together."""
    if own.silent:
        return 0
    judged = [(rule.gravity, rule.condition, truth) for rule, truth in own.truths]
    facts = asked_about(own.plan.facts, WhatIf(judged, own.values)) if own.plan.graded else ()
    return len(facts) + sum(1 for _ in _events_to_ask(own))


def _responses(own: PlanFrame) -> Truths:
    """Give what leads a plan without levels: its responses, each with the truth of its condition."""
    return tuple([(rule, rule.condition.truth(own.values)) for rule in own.plan.responses])


@define(eq=False)
class _Kept:
    """What the answers of a plan say again and again: facts by condition, words of criteria, rejected readings."""

    facts: dict[Condition, tuple[str, ...]] = field(factory=dict)
    criteria: dict[str, tuple[dict[str, Any], list[tuple[Text, Condition]]]] = field(factory=dict)
    alternatives: dict[InterpretationRule, Sequence["_Rejected"]] = field(factory=dict)


_plans: WeakKeyDictionary[Prepared, _Kept] = WeakKeyDictionary()


def _kept(plan: Prepared) -> _Kept:
    found = _plans.get(plan)
    if found is None:
        found = _plans[plan] = _Kept()
    return found


class _Witness:
    """Tells what values a condition saw, and where they came from."""

    def __init__(self, own: PlanFrame, observations: Mapping[str, Observation], sources: Sources) -> None:
        self.own = own
        self.observations = observations
        self.sources = sources
        self.known: dict[str, Seen] = {}

    def seen(self, condition: Condition) -> tuple[Seen, ...]:
        """Give the facts of a condition in the plan's order, with their values."""
        names = _kept(self.own.plan).facts
        if condition not in names:
            names[condition] = tuple(name for name in self.own.plan.facts if name in condition.names)
        return tuple(self.fact(name) for name in names[condition])

    def fact(self, name: str) -> Seen:
        """Give one fact's value with its source and standing."""
        if name not in self.known:
            self.known[name] = self._fact(name)
        return self.known[name]

    def _fact(self, name: str) -> Seen:
        fact = self.own.plan.facts[name]
        observation = self.observations.get(name)
        value = observation.value if observation else UNKNOWN
        shown = Text(show_value(value, fact, "zh"), show_value(value, fact, "en"))
        if observation is None:
            return Seen(name, fact.label, value, shown)
        counts = self.own.values.get(name) if name in self.own.plan.change_counts else None
        if counts is not None and counts != value:
            shown = _COUNTED.fill(
                told=shown, counts=Text(show_value(counts, fact, "zh"), show_value(counts, fact, "en"))
            )
        source = self.sources.get(observation.source or "") or _plain(observation.source)
        return Seen(
            name,
            fact.label,
            value,
            shown,
            source,
            observation.standing.value,
            observation.as_of,
            observation.by,
            None if observation.by is None else body_words(observation.by, self._bodies),
        )

    @cached_property
    def _bodies(self) -> tuple[UnitName, ...]:
        return units_of(self.own.plan, (*self.own.plan.plan.units, *self.own.plan.plan.groups))

    def computed(self) -> Iterator[Seen]:
        """Give the derived numbers a plan wants shown, where they are known."""
        for name, derived in self.own.plan.plan.derived.items():
            formula = self.own.plan.formulas[name]
            value = self.own.plan.computed(name, self.own.values) if derived.show else UNKNOWN
            if value is not UNKNOWN and formula.names & self.observations.keys():
                yield Seen(
                    name, derived.label, value, _number(value, formula.fact), standing=derived.standing
                )


_COUNTED = Text("{told}（计入{counts}）", "{told} ({counts} count)")


def _number(value: Value, fact: Fact) -> Text:
    """Show a computed number; a share that no decimal gives exactly also as per cent, about."""
    shown = Text(show_value(value, fact, "zh"), show_value(value, fact, "en"))
    exact = value.value if isinstance(value, Exactly) and fact.type is FactType.SHARE else None
    if not isinstance(exact, Fraction) or "%" in shown.en:
        return shown
    return Text("{s}（约{p}）", "{s} (about {p})").fill(s=shown, p=about(exact))


def _plain(source: str | None) -> Text | None:
    return Text(source, source) if source else None


def _criteria(own: PlanFrame, watch: _Witness, rungs: Truths) -> Iterator[CriterionResult]:
    standing = _kept(own.plan).criteria
    for criterion, quick in rungs:
        key = str(criterion.entry.id)
        if key not in standing:
            standing[key] = _describe(own, criterion)
        words, atoms = standing[key]
        exact = truth_of(criterion.condition, own.values) if quick is Truth.UNKNOWN else quick
        parts = tuple([Part(said, atom.truth(own.values)) for said, atom in atoms])
        yield CriterionResult(**words, parts=parts, truth=exact, seen=watch.seen(criterion.condition))


def _describe(own: PlanFrame, criterion: Rule) -> tuple[dict[str, Any], list[tuple[Text, Condition]]]:
    """Give what a criterion's result says whatever the values, and the words of its parts."""
    entry = criterion.entry
    words = _words(criterion.condition)
    atoms = criterion.condition.atoms
    standing = {
        "id": str(entry.id),
        "level": criterion.gravity,
        "clause": str(entry.clause),
        "words": words,
        "plan": own.plan.origin(entry.id),
        "standing": entry.standing,
        "source": entry.source,
        "label": Text(entry.zh or words.zh, entry.en or words.en) if entry.zh or entry.en else None,
    }
    return standing, [(_words(atom), atom) for atom in atoms] if len(atoms) > 1 else []


def _words(condition: Condition) -> Text:
    return Text(condition.words("zh"), condition.words("en"))


def _proof(now: WhatIf, rungs: Truths) -> Iterator[str]:
    by_condition = {id(rung.condition): rung.entry for rung, _ in rungs}
    for condition in proof(now):
        yield str(by_condition[id(condition)].id)


def _distances(own: PlanFrame, now: WhatIf, rungs: Truths) -> Iterator[Distance]:
    facts = own.plan.facts
    by_condition = {id(rung.condition): rung.entry for rung, _ in rungs}
    scale = own.plan.levels if own.plan.graded else own.plan.response_levels
    for step in distances(tuple(facts.values()), now):
        entry = by_condition.get(id(step.condition))
        yield Distance(
            step.fact, facts[step.fact].label, step.direction, step.change, step.value, scale[step.level],
            str(entry.id) if entry else None, str(entry.clause) if entry else None,
        )  # fmt: skip


def _questions(own: PlanFrame, now: WhatIf, owed: Sequence[Obligation]) -> Iterator[Question]:
    """Give what to ask: first what can change the level, then the response, then whether a duty is owed."""
    asked = questions(own.plan.facts, now) if own.plan.graded else ()
    scale = own.plan.levels
    levels = {question.fact: tuple(scale[level] for level in question.levels) for question in asked}
    responses = _open_responses(own)
    duties = _open_duties(own, owed)
    for name in dict.fromkeys([*levels, *responses, *duties]):
        fact = own.plan.facts.get(name)
        if fact is None or isinstance(own.values.get(name, UNKNOWN), Exactly):
            continue
        by = name_of(own.plan, fact.by) if fact.judgement and fact.by else None
        ask = fact.ask or Text(f"{fact.label.zh}？", f"{fact.label.en}?")
        yield Question(
            name, fact.label, ask, levels.get(name, ()), duties.get(name, ()), by, responses.get(name, ())
        )


def _events_to_ask(own: PlanFrame) -> Iterator[Question]:
    """Give what to ask where a level hangs on how long ago something was that nobody has reported.

    It may never have happened, and then nothing reported of any fact would settle the level.
    """
    levels: dict[str, list[Level]] = {}
    for criterion, truth in own.truths:
        if truth is Truth.UNKNOWN and own.level.certain < criterion.gravity <= own.level.possible:
            for name in sorted(criterion.condition.timed):
                if name in own.plan.scope.events and name not in own.events:
                    levels.setdefault(name, []).append(criterion.gravity)
    for name, found in levels.items():
        label = own.plan.scope.label(name)
        ask = Text(f"“{label.zh}”是否已发生、何时发生？", f"{label.en}: has it happened, and when?")
        yield Question(name, label, ask, tuple(dict.fromkeys(found)))


def _open_responses(own: PlanFrame) -> dict[str, tuple[Level, ...]]:
    """Give, by fact, the graver responses whose conditions are still open because of it."""
    found: dict[str, tuple[Level, ...]] = {}
    for response in own.plan.responses:
        if own.called.certain < response.gravity <= own.called.possible:
            for name in sorted(telling(response.condition, own.values)):
                found[name] = (*found.get(name, ()), response.gravity)
    return found


def _open_duties(own: PlanFrame, owed: Sequence[Obligation]) -> dict[str, tuple[str, ...]]:
    """Give, by fact, the duties that are provisional because of it: not those whose condition is known to hold.

    Of what ended undone it no longer matters whether it was owed.
    """
    provisional = set(own.conclusions.provisional)
    provisional -= _ended(own, owed, provisional)
    found: dict[str, tuple[str, ...]] = {}
    for measure in own.plan.measures if provisional else ():
        open_ = measure.conditional and measure.id in provisional
        if open_ and truth_of(measure.condition, own.values) is Truth.UNKNOWN:
            for name in sorted(telling(measure.condition, own.values)):
                found[name] = (*found.get(name, ()), str(measure.entry.id))
    return found


def _ended(own: PlanFrame, owed: Sequence[Obligation], duties: Collection[str]) -> set[str]:
    """Give those of some duties that ended undone and have no occasion since."""
    ended: set[str] = set()
    running: set[str] = set()
    for one in owed:
        if one.duty in duties and one.plan == own.plan.origin(one.duty):
            if one.open:
                running.add(one.duty)
            elif one.ended is not None:
                ended.add(one.duty)
    return ended - running


def _readings(rereading: "_Rereading") -> Iterator[Reading]:
    own = rereading.own
    live = {str(c.entry.id) for c, truth in own.truths if truth is not Truth.NO and c.gravity > 0}
    for reading in own.plan.interpretations:
        case = truth_of(reading.condition, own.values)
        if case is not Truth.YES:
            continue
        rejected = _rejected(own.plan, reading)
        # before anything has occurred nothing is graded, and no reading can give another level
        worked_out = [
            rereading.read(each)
            for each in rejected
            if each.limits or (each.changes and (own.truths or not each.criteria))
        ]
        decided = any(differs for _, differs in worked_out)
        if decided or _touches(reading, live):
            entry = reading.entry
            yield Reading(
                str(entry.id), str(entry.clause), entry.question, entry.reading,
                tuple([other for other, _ in worked_out]), decided, own.plan.origin(entry.id),
                tuple([each.words for each in rejected if not each.changes and not each.limits]),
            )  # fmt: skip


@frozen(eq=False)
class _Rejected:
    """A rejected reading of a plan: what it changes by id, the criteria among that by position, the plan so read.

    `changes` are other conditions, `limits` duties with another limit.
    """

    words: Text
    changes: Mapping[str, Condition]
    criteria: Mapping[int, Condition]
    limits: Mapping[str, Rule]
    plan: Prepared


def _rejected(plan: Prepared, reading: InterpretationRule) -> Sequence[_Rejected]:
    made = _kept(plan).alternatives
    if reading not in made:
        positions = {str(criterion.entry.id): place for place, criterion in enumerate(plan.criteria)}
        made[reading] = [
            _Rejected(
                Text(other.entry.zh, other.entry.en),
                other.conditions,
                {
                    positions[name]: condition
                    for name, condition in other.conditions.items()
                    if name in positions
                },
                other.limits,
                keep_from_engine(plan.read(other.conditions)) if other.conditions else plan,
            )
            for other in reading.alternatives
        ]
    return made[reading]


@frozen(eq=False)
class _Rereading:
    """One plan at a moment, ready to be read otherwise."""

    own: PlanFrame
    frame: Frame
    position: int
    now: WhatIf
    due: DueOtherwise

    def read(self, other: _Rejected) -> tuple[Alternative, bool]:
        """Give what a rejected reading would have given, and whether that is anything else than what is."""
        own = self.own
        level = self.now.instead(other.criteria).on(own.level.possible.scale) if own.truths else own.level
        limits = tuple(self.due.moved(other.limits)) if other.limits else ()
        if level == own.level and len(other.criteria) == len(other.changes):
            return Alternative(other.words, level, limits=limits), bool(limits)
        found = otherwise(self.frame, self.position, other.plan)
        shifts = tuple(self._shifts(found.conclusions))
        if level != own.level or found.called != own.called:
            shifts = tuple([shift for shift in shifts if shift.duty in other.changes])
        reminders = tuple(self._reminding(other))
        # what would not be owed is due at no moment either
        shifted = {shift.duty for shift in shifts}
        limits = tuple([moved for moved in limits if moved.duty not in shifted])
        differs = level != own.level or found.called != own.called or bool(shifts or reminders or limits)
        return Alternative(other.words, level, found.called, shifts, reminders, limits), differs

    def _reminding(self, other: "_Rejected") -> Iterator[Shift]:
        """Give the reminder rules that would hold and do not, or the other way round, of duties that may be owed."""
        own = self.own
        owed = {*own.conclusions.owed, *own.conclusions.provisional}
        for rule in own.plan.reminders:
            changed = other.changes.get(rule.id)
            if changed is not None and not owed.isdisjoint(rule.entry.of):
                before, after = (_HOLDS[truth_of(each, own.values)] for each in (rule.condition, changed))
                if before != after:
                    yield Shift(rule.id, rule.entry.label, before, after)

    def _shifts(self, would: Conclusions) -> Iterator[Shift]:
        """Give the duties that would be owed and are not, or the other way round, unless something has ended them."""
        own = self.own
        for rule in own.plan.measures:
            before, after = _owing(own.conclusions, rule.id), _owing(would, rule.id)
            if before != after and own.events.keys().isdisjoint(rule.ends):
                yield Shift(rule.id, Text(rule.entry.zh, rule.entry.en), before, after)


_HOLDS: Mapping[Truth, Owing] = {
    Truth.YES: "owed", Truth.UNKNOWN: "provisional", Truth.NO: "not-owed",
}  # fmt: skip


def _owing(conclusions: Conclusions, duty: str) -> Owing:
    if duty in conclusions.owed:
        return "owed"
    return "provisional" if duty in conclusions.provisional else "not-owed"


def _touches(reading: InterpretationRule, live: set[str]) -> bool:
    """Say whether a reading whose case is given bears on a criterion met or open though it changes no level.

    Readings that name no entry and no case belong to the plan as a whole and are left to `respond show`.
    """
    if reading.conditional:
        return True
    changed = any(other.changes for other in reading.alternatives)
    return not changed and any(str(name) in live for name in reading.entry.touches)


def _broken(own: PlanFrame, watch: _Witness) -> Iterator[Remark]:
    """Tell what has been reported against a constraint of the plan, which then counts no more."""
    kept = (*given_in(own.values), *doubted_in(own.values))
    for entry in own.plan.plan.constraints:
        condition = own.plan.constraints[str(entry.id)]
        if condition not in kept:
            seen = [(one.label, one.shown) for one in watch.seen(condition)]
            text = Text(
                f"{entry.zh}；报来的是：{'，'.join(f'{label.zh}＝{shown.zh}' for label, shown in seen)}",
                f"{entry.en}; reported: {', '.join(f'{label.en} = {shown.en}' for label, shown in seen)}",
            )
            origin = own.plan.origin(str(entry.id))
            yield Remark(str(entry.id), "constraint", text, str(entry.clause or ""), origin, Truth.NO)


def remarked(own: PlanFrame, frame: Frame) -> Iterator[Rule]:
    """Go through the rules an answer remarks on: exclusions and provisions that apply, changes in question."""
    for rule in (*own.plan.exclusions, *own.plan.provisions):
        if rule.conditional and truth_of(rule.condition, own.values) is Truth.YES:
            yield rule
    yield from (rule for rule in own.plan.changes if _change_applies(own, rule, frame))


def remarks_of(own: PlanFrame, frame: Frame) -> Iterator[Remark]:
    """Give the rules an answer remarks on, as remarks."""
    return (_remark(own, rule) for rule in remarked(own, frame))


def _remark(own: PlanFrame, rule: Rule) -> Remark:
    entry = rule.entry
    kind = rule.kind if rule.kind == "exclusion" else f"{rule.kind}:{entry.kind}"
    return Remark(
        str(entry.id), kind, Text(entry.zh, entry.en), str(entry.clause), own.plan.origin(entry.id), Truth.YES,
        getattr(entry, "standing", "confirmed"), getattr(entry, "source", None),
    )  # fmt: skip


def _change_applies(own: PlanFrame, item: Rule, frame: Frame) -> bool:
    """Say whether a rule for raising, lowering or ending is in question now."""
    if truth_of(item.condition, own.values) is not Truth.YES:
        return False
    kind, started = item.entry.kind, own.started
    if kind == "end":  # of an item under supervision it is the item itself that ends
        return frame.running or own.plan.plan.supervision is not None
    if kind == "lower":
        return started is not None and (
            started > _mildest(own.plan) if item.conditional else own.called.possible < started
        )
    if kind == "raise":
        return started is not None and own.response.certain > started
    return item.conditional


def _mildest(plan: Prepared) -> Level:
    """Give the mildest response of a plan, below which there is only ending it."""
    return min((rule.gravity for rule in plan.responses), default=plan.response_levels.none)


def response_result(own: PlanFrame, frame: Frame) -> ResponseResult:
    """Give the response a plan calls for at a moment, and the one that runs."""
    started, lowered = own.started, own.lowering.called if own.lowering is not None else None
    ended = frame.ended
    level = (own.called if started is None else own.response).certain or own.called.possible
    response = own.plan.plan.responses.get(own.plan.response_levels[level].name)
    if response is None:
        return ResponseResult(own.called, started, ended, called_when_lowered=lowered)

    def unit(name: str | None) -> Text | None:
        return name_of(own.plan, name) if name else None

    label = Text(response.zh, response.en) if response.zh and response.en else None
    return ResponseResult(
        own.called, started, ended, str(response.clause), label,
        unit(response.proposed_by), unit(response.approved_by),
        unit(response.started_by), unit(response.commanded_by), unit(response.ended_by), response.standing,
        response.source, lowered,
    )  # fmt: skip


def _in_force(plan: Prepared, begins: datetime) -> Text:
    day = local(begins, plan.plan.tz).date()
    force = plan.plan.edition.in_force
    until = Text("今", "now") if force.to is None else Text(str(force.to), str(force.to))
    span = Text(
        f"{force.from_} 至{'' if force.to is None else ' '}{until.zh}", f"{force.from_} to {until.en}"
    )
    if not force.covers(day):
        return Text(
            f"点名的版本，{day} 并未施行（施行期：{span.zh}）",
            f"chosen by name; NOT in force on {day} (in force {span.en})",
        )
    return Text(f"{day} 施行中的版本（{span.zh}）", f"the edition in force on {day} ({span.en})")
