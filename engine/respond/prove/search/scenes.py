"""Exact incidents around a rule: facts, what has happened and how long ago, with the level and response it asks for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from respond.chain import included
from respond.clock import at_clock
from respond.facts import Exactly, Plain, Value
from respond.language import LEVEL, MOMENT
from respond.plan import DERIVED_EVENTS, Prepared, Rule
from respond.prove.search.evaluation import rivals
from respond.prove.search.finding import Wants, find
from respond.prove.search.ground import Ground
from respond.prove.search.times import AN_HOUR_IN_MONTHS, START, settled
from respond.prove.search.translate import in_days, in_months, since_of
from respond.reason import Condition, Variable
from respond.situation import productions

_USUAL: Mapping[str, Plain] = {
    "received": True, "occurred": True, "elapsed(occurred)": 2, "months(occurred)": 2 * AN_HOUR_IN_MONTHS,
    "days(occurred)": 0,
}  # fmt: skip
"""What is so in an incident where nothing else has happened: the call came in and is an hour old."""

_FIRST = 10_000
"""Steps a single search may take; there are many, and one of the easy ones mostly finds something."""


class RuleGround(Ground):
    """The facts, events and times around a rule on a day; level and response follow from them.

    A criterion hangs on neither, so what calls for a response has no part in its incidents.
    """

    def __init__(self, plan: Prepared, day: date, rule: Rule, more: Iterable[Condition] = ()) -> None:
        responses = () if rule.kind == "criterion" else plan.responses
        super().__init__([plan], day, [*(each.condition for each in responses), rule.condition, *more])
        self.needed = frozenset({"response_started"} if _ends_a_response(rule) else ())
        """What must have happened for the rule to be in question at all."""
        self.variables = {
            name: variable
            for name, variable in self.variables.items()
            if variable.dimension not in {LEVEL, MOMENT}
        }
        self.variables |= {name: Variable(name, choices=(False, True)) for name in self.needed}

    def _rest(self, name: str, variable: Variable) -> Plain:
        if name in self.needed:
            return True
        if name in _USUAL:
            return _USUAL[name]
        if variable.choices and variable.mildest is not None:
            return variable.mildest  # an event has happened only where it must
        if since_of(name):
            return AN_HOUR_IN_MONTHS if in_months(name) else 0 if in_days(name) else 1
        return super()._rest(name, variable)


def _ends_a_response(rule: Rule) -> bool:
    return rule.kind == "change" and rule.entry.kind == "end"


class Scenes:
    """Looks for incidents in which a rule is in question and some conditions hold or fail."""

    def __init__(self, plan: Prepared, day: date, rule: Rule, more: Sequence[Condition] = ()) -> None:
        self.plan = plan
        self.rule = rule
        self.ground = RuleGround(plan, day, rule, more)
        self.unrivalled: Wants = [(each.condition, False) for each in rivals(plan, rule)]
        """That nothing keeps the rule from deciding."""

    def find(self, wants: Wants) -> Iterator[dict[str, Plain]]:
        """Go through incidents, mild ones first, at most one for each way to the level and the response."""
        for more, values in self._settings([condition for condition, _ in wants]):
            found = find(self.plan, [*wants, *more], {**self._fixed(), **values}, _FIRST)
            facts = None if found.facts is None else settled(self.ground.complete(found.facts))
            if facts is not None:
                yield facts

    def _fixed(self) -> dict[str, Value]:
        """Give what is so in every incident: when it began, and that what would end the rule has not happened."""
        begins = at_clock(self.ground.day, START, self.plan.plan.tz)
        ended = {*DERIVED_EVENTS, *self.rule.ends}
        if _ends_a_response(self.rule):
            ended.add("terminated")
        return {
            "occurred": Exactly(begins),
            **{event: Exactly(value=True) for event in self.ground.needed},
            **{event: Exactly(value=False) for event in ended},
        }

    def _settings(self, conditions: Sequence[Condition]) -> Iterator[tuple[Wants, dict[str, Value]]]:
        """Go through the ways to a response and a level, where they matter."""
        for response in self._responses(conditions):
            asked = [*conditions, *(condition for condition, _ in response[0])]
            for level in self._levels(asked):
                yield [*response[0], *level[0]], {**response[1], **level[1]}

    def _responses(self, conditions: Sequence[Condition]) -> Iterator[tuple[Wants, dict[str, Value]]]:
        levels = self.rule.entry.response if self.rule.ordered else ()
        if not levels and not any(condition.uses_response for condition in conditions):
            yield [], {}
            return
        ladder = self.plan.responses
        for place in range(len(ladder), -1, -1):  # none first, then the mildest
            called = self.plan.response_levels.none if place == len(ladder) else ladder[place].gravity
            if levels and included(productions(self.plan).program.responses, str(called)).isdisjoint(levels):
                continue
            wants = [(each.condition, False) for each in ladder[:place]]
            wants += [(each.condition, True) for each in ladder[place : place + 1]]
            yield wants, {"response": Exactly(called)}

    def _levels(self, conditions: Sequence[Condition]) -> Iterator[tuple[Wants, dict[str, Value]]]:
        if not any(condition.uses_level for condition in conditions):
            yield [], {}
            return
        criteria = self.plan.criteria  # gravest first
        yield [(each.condition, False) for each in criteria], {"level": Exactly(self.plan.levels.none)}
        for met in reversed(criteria):
            graver = [(each.condition, False) for each in criteria if each.gravity > met.gravity]
            yield [(met.condition, True), *graver], {"level": Exactly(met.gravity)}
