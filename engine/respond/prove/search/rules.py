"""What a plan decides beside the level: responses, duties, exclusions and the like, judged for exact incidents.

Nothing here classifies an incident as `respond classify` does: it is the short way, for looking through many,
and what it finds is confirmed by classifying.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, Literal

from attrs import evolve, frozen

from respond.chain import included
from respond.errors import Text
from respond.facts import Exactly, Value
from respond.plan import LEVEL, LEVEL_WORDS, Compiled, Rule
from respond.prove.search.ground import Facts, level_at
from respond.prove.search.times import Times
from respond.prove.search.translate import elapsed_of
from respond.reason import Condition
from respond.situation import productions

Kind = Literal["response", "duty", "measure", "exclusion", "change", "provision", "alongside"]

KIND_WORDS: dict[Kind, Text] = {
    "response": Text("响应", "response"),
    "duty": Text("任务", "duty"),
    "measure": Text("措施", "measure"),
    "exclusion": Text("不计入", "exclusion"),
    "change": Text("响应调整", "change"),
    "provision": Text("规定", "provision"),
    "alongside": Text("同时适用的预案", "plan alongside"),
}

Judged = bool | int
"""What a rule makes of an incident: whether it applies; for a response the one called for."""


@frozen(eq=False)
class Placed:
    """An entry of a plan, no criterion, with the condition that decides it.

    `place` is its position among the entries of the plan of its kind (duties and measures counted together).
    """

    kind: Kind
    entry: Any
    condition: Condition
    place: int

    @property
    def id(self) -> str:
        """Give the id of the entry; the level of a response, the name of a plan alongside."""
        return str(self.entry.plan if self.kind == "alongside" else self.entry.id)

    @property
    def clause(self) -> str:
        """Give the clause of the entry."""
        return str(self.entry.clause or "")

    @property
    def words(self) -> Text:
        """Give what the entry is, to show beside its clause."""
        if self.kind != "response":
            return Text(f"{KIND_WORDS[self.kind].zh} {self.id}", f"{KIND_WORDS[self.kind].en} {self.id}")
        level = LEVEL_WORDS[LEVEL.index(self.entry.id)]
        return Text(f"{level.zh}响应", f"response of {level.en}")


def rules_of(plan: Compiled) -> Iterator[Placed]:
    """Go through the entries of a plan that a condition decides, but for criteria and interpretations.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.compiled(library.find("vaccine-quality"))
    >>> [str(rule.condition.text) for rule in rules_of(plan) if rule.id == "funerals"]
    ['deaths >= 1 and (verified or response_started)']
    """
    for place, (_, response, condition) in enumerate(plan.responses):
        yield Placed("response", response, condition, place)
    for place, measure in enumerate(plan.measures):
        if measure.conditional:
            kind: Kind = "duty" if place < len(plan.plan.duties) else "measure"
            yield Placed(kind, measure.entry, measure.condition, place)
    for kind, entries in _shown(plan):
        for place, item in enumerate(entries):
            if item.condition is not None:
                yield Placed(kind, item.entry, item.condition, place)
    for place, other in enumerate(plan.plan.alongside):
        if str(other.plan) in plan.gates:
            yield Placed("alongside", other, plan.gates[str(other.plan)], place)


def _shown(plan: Compiled) -> Iterator[tuple[Kind, tuple[Any, ...]]]:
    yield "exclusion", plan.exclusions
    yield "change", plan.changes
    yield "provision", plan.provisions


def changed_plan(plan: Compiled, rule: Placed, condition: Condition) -> Compiled:
    """Give a plan in which one rule has another condition; everything else is shared with it."""
    if rule.kind == "alongside":
        return evolve(plan, gates={**plan.gates, rule.id: condition}, cache={})
    if rule.kind == "response":
        gravity, entry, _ = plan.responses[rule.place]
        return evolve(
            plan, responses=_with(plan.responses, rule.place, (gravity, entry, condition)), cache={}
        )
    if rule.kind in ("duty", "measure"):
        measure = evolve(plan.measures[rule.place], condition=condition)
        return evolve(plan, measures=_with(plan.measures, rule.place, measure), cache={})
    name = f"{rule.kind}s"
    entries = getattr(plan, name)
    item = evolve(entries[rule.place], condition=condition)
    changes: dict[str, Any] = {name: _with(entries, rule.place, item)}
    return evolve(plan, **changes, cache={})


def _with(entries: tuple[Any, ...], place: int, new: object) -> tuple[Any, ...]:
    return (*entries[:place], new, *entries[place + 1 :])


@frozen(eq=False)
class Judge:
    """Tells what one edition makes of exact incidents on a day: their level, the response, which rules apply.

    An incident has a value for every fact that matters; events are `True`, `False` or the moment they happened,
    `elapsed(x)` the hours since.
    """

    plan: Compiled
    day: date

    def values(self, facts: Facts) -> dict[str, Value]:
        """Give what conditions see of an incident, level and response among it."""
        times = Times.of(facts, self.day)
        happened = {**times.events, "occurred": times.occurred}
        values: dict[str, Value] = {
            name: Exactly(value) for name, value in facts.items() if not elapsed_of(name)
        }
        for name in self.plan.scope.events:
            values[name] = Exactly(happened.get(name, False))
        known = {*self.plan.scope.events, *times.facts}
        values |= {
            f"elapsed({name})": Exactly(times.hours(when)) for name, when in happened.items() if name in known
        }
        if self.plan.graded:
            values["level"] = Exactly(level_at(self.plan, facts))
        values["response"] = Exactly(self.called(values))
        return values

    def called(self, values: Mapping[str, Value], instead: tuple[Placed, Condition] | None = None) -> int:
        """Give the response called for, 0 for none; `instead` gives one rule another condition."""
        for place, (gravity, _, condition) in enumerate(self.plan.responses):  # gravest first
            if instead is not None and instead[0].kind == "response" and instead[0].place == place:
                condition = instead[1]  # noqa: PLW2901
            if holds(condition, values):
                return gravity
        return 0

    def applies(self, rule: Placed, values: Mapping[str, Value], condition: Condition | None = None) -> bool:
        """Say whether a rule applies, or would with another condition."""
        if rule.kind in ("duty", "measure"):
            measure = self.plan.measures[rule.place]
            return self.owes(measure if condition is None else evolve(measure, condition=condition), values)
        if rule.kind == "change" and not _in_question(rule.entry.kind, values):
            return False
        return holds(condition or rule.condition, values)

    def judged(self, rule: Placed, values: Mapping[str, Value], condition: Condition | None = None) -> Judged:
        """Give what an answer shows of a rule, or would with another condition."""
        if rule.kind == "response":
            return self.called(values, (rule, condition or rule.condition))
        return self.applies(rule, values, condition)

    def owes(self, measure: Rule, values: Mapping[str, Value]) -> bool:
        """Say whether a duty is owed: by the response called for, by its own condition, and not ended."""
        response = values["response"]
        gravity = response.value if isinstance(response, Exactly) else 0
        if measure.entry.response and not self.runs(measure.entry.response, int(gravity)):  # type: ignore[arg-type]
            return False
        if any(_has_happened(event, values) for event in measure.ends):
            return False
        return not measure.conditional or holds(measure.condition, values)

    def runs(self, levels: Collection[str], called: int) -> bool:
        """Say whether the measures of one of some response levels are in hand when a response is called for."""
        if not called:
            return False
        active = included(productions(self.plan).program.responses, LEVEL[called])
        return any(level in active for level in levels)


def holds(condition: Condition, values: Mapping[str, Value]) -> bool:
    """Say whether a condition holds for certain."""
    return condition.truth(values).value == "yes"


def _in_question(kind: str, values: Mapping[str, Value]) -> bool:
    """Say whether a response is running that a rule of this kind would end or change; any may be started."""
    if kind == "start":
        return True
    return (
        kind == "end"
        and _has_happened("response_started", values)
        and not _has_happened("terminated", values)
    )


def _has_happened(event: str, values: Mapping[str, Value]) -> bool:
    value = values.get(event)
    return isinstance(value, Exactly) and value.value is not False
