"""What a plan decides beside the level: responses, duties, exclusions and the like, judged for exact incidents.

Nothing here classifies an incident as `respond classify` does: it is the short way, for looking through many,
and what it finds is confirmed by classifying.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from respond.chain import included
from respond.errors import Text
from respond.facts import Exactly, Value
from respond.plan import LEVEL, LEVEL_WORDS, Prepared, Rule, RuleKind
from respond.prove.search.exact import ExactIncident, level_at
from respond.prove.search.times import Times
from respond.prove.search.translate import elapsed_of
from respond.reason import Condition
from respond.situation import Situation, productions

KIND_WORDS: dict[RuleKind, Text] = {
    "criterion": Text("标准", "criterion"),
    "response": Text("响应", "response"),
    "duty": Text("任务", "duty"),
    "measure": Text("措施", "measure"),
    "exclusion": Text("不计入", "exclusion"),
    "change": Text("响应调整", "change"),
    "provision": Text("规定", "provision"),
    "gate": Text("同时适用的预案", "plan alongside"),
    "interpretation": Text("解释", "interpretation"),
}

Judged = bool | int
"""What a rule makes of an incident: whether it applies; for a response the one called for."""


def rules_of(plan: Prepared) -> Iterator[Rule]:
    """Go through the entries of a plan that a condition decides, but for criteria and interpretations.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("vaccine-quality"))
    >>> [str(rule.condition.text) for rule in rules_of(plan) if rule.id == "funerals"]
    ['deaths >= 1 and (verified or response_started)']
    """
    aside = ("criterion", "interpretation")
    return (rule for rule in plan.rules if rule.conditional and rule.kind not in aside)


def rule_words(rule: Rule) -> Text:
    """Say which entry a rule is, to show beside its clause."""
    if rule.kind != "response":
        return Text(f"{KIND_WORDS[rule.kind].zh} {rule.id}", f"{KIND_WORDS[rule.kind].en} {rule.id}")
    level = LEVEL_WORDS[rule.gravity]
    return Text(f"{level.zh}响应", f"response of {level.en}")


@frozen(eq=False)
class Judge:
    """Tells what one edition makes of exact incidents on a day: their level, the response, which rules apply.

    An incident has a value for every fact that matters; events are `True`, `False` or the moment they happened,
    `elapsed(x)` the hours since.
    """

    plan: Prepared
    day: date

    def values(self, facts: ExactIncident) -> dict[str, Value]:
        """Give what conditions see of an incident, level and response among it."""
        times = Times.of(facts, self.day, self.plan.plan.tz)
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

    def called(self, values: Mapping[str, Value], instead: tuple[Rule, Condition] | None = None) -> int:
        """Give the response called for, 0 for none; `instead` gives one rule another condition."""
        changed, condition = instead or (None, None)
        for rule in self.plan.responses:  # gravest first
            if holds(condition if condition is not None and rule is changed else rule.condition, values):
                return rule.gravity
        return 0

    def applies(self, rule: Rule, values: Mapping[str, Value], condition: Condition | None = None) -> bool:
        """Say whether a rule applies, or would with another condition."""
        if rule.ordered:
            return self.owes(rule if condition is None else evolve(rule, condition=condition), values)
        if rule.kind == "change" and not _in_question(rule.entry.kind, values):
            return False
        return holds(condition or rule.condition, values)

    def judged(self, rule: Rule, values: Mapping[str, Value], condition: Condition | None = None) -> Judged:
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


def owed_in(situation: Situation) -> frozenset[str]:
    """Give the duties an answer says are owed for certain."""
    return frozenset(one.duty for one in situation.obligations if one.open and not one.provisional)


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
