"""Exact incidents around a rule: facts, what has happened and how long ago, with the level and response it asks for."""

from collections.abc import Iterable, Iterator, Sequence

from respond.clock import at_clock
from respond.errors import Language, Text
from respond.facts import TIME, Exactly, Plain, Value, show_number
from respond.language import DAY, LEVEL, MOMENT
from respond.plan import DERIVED_EVENTS, Prepared, Rule
from respond.prove.search.exact import ExactIncident
from respond.prove.search.ground import Ground, facts_words
from respond.prove.search.rules import Judge
from respond.prove.search.times import START, settled
from respond.prove.search.translate import elapsed_of
from respond.reason import Completion, Condition, Variable, complete

Wants = list[tuple[Condition, bool]]

_USUAL = {"received": True, "occurred": True, "elapsed(occurred)": 2}
"""What is so in an incident where nothing else has happened: the call came in and is an hour old."""

_FIRST = 2000
"""Steps a single search may take; there are many, and one of the easy ones mostly finds something."""


class RuleGround(Ground):
    """The facts, events and times around a rule; level and response follow from them."""

    def __init__(self, judge: Judge, rule: Rule, more: Iterable[Condition] = ()) -> None:
        responses = [response.condition for response in judge.plan.responses]
        super().__init__([judge.plan], [*responses, rule.condition, *more])
        self.judge = judge
        ends = rule.kind == "change" and rule.entry.kind == "end"
        self.needed = frozenset({"response_started"} if ends else ())
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
        if variable.dimension == DAY:
            return self.judge.day
        return 1 if elapsed_of(name) else super()._rest(name, variable)


class Scenes:
    """Looks for incidents in which a rule is in question and some conditions hold or fail."""

    def __init__(self, judge: Judge, rule: Rule, more: Sequence[Condition] = ()) -> None:
        self.judge = judge
        self.plan: Prepared = judge.plan
        self.rule = rule
        self.ground = RuleGround(judge, rule, more)

    def find(self, wants: Wants) -> Iterator[dict[str, Plain]]:
        """Go through incidents, mild ones first, at most one for each way to the level and the response."""
        for more, values in self._settings([condition for condition, _ in wants]):
            found = complete([*wants, *more], {**self._fixed(), **values}, _FIRST)
            facts = settled(self.ground.complete(found.assignment)) if isinstance(found, Completion) else None
            if facts is not None:
                yield facts

    def _fixed(self) -> dict[str, Value]:
        """Give what is so in every incident: when it began, and that what would end the rule has not happened."""
        values: dict[str, Value] = {
            "occurred": Exactly(at_clock(self.judge.day, START, self.judge.plan.plan.tz))
        }
        ended = set(DERIVED_EVENTS)
        ended.update(self.rule.ends)
        if self.rule.kind == "change" and self.rule.entry.kind == "end":
            ended.add("terminated")
        values |= {event: Exactly(value=True) for event in self.ground.needed}
        return {**values, **{event: Exactly(value=False) for event in ended}}

    def _settings(self, conditions: Sequence[Condition]) -> Iterator[tuple[Wants, dict[str, Value]]]:
        """Go through the ways to a response and a level, where they matter."""
        for response in self._responses(conditions):
            asked = [*conditions, *(condition for condition, _ in response[0])]
            for level in self._levels(asked):
                yield [*response[0], *level[0]], {**response[1], **level[1]}

    def _responses(self, conditions: Sequence[Condition]) -> Iterator[tuple[Wants, dict[str, Value]]]:
        if self.rule.kind == "response":
            yield [(each.condition, False) for each in graver_responses(self.plan, self.rule)], {}
            return
        levels = self.rule.entry.response if self.rule.ordered else ()
        if not levels and not any(condition.uses_response for condition in conditions):
            yield [], {}
            return
        ladder = self.plan.responses
        for place in range(len(ladder), -1, -1):  # none first, then the mildest
            gravity = 0 if place == len(ladder) else ladder[place].gravity
            if levels and not self.judge.runs(levels, gravity):
                continue
            wants = [(each.condition, False) for each in ladder[:place]]
            wants += [(each.condition, True) for each in ladder[place : place + 1]]
            yield wants, {"response": Exactly(gravity)}

    def _levels(self, conditions: Sequence[Condition]) -> Iterator[tuple[Wants, dict[str, Value]]]:
        if not any(condition.uses_level for condition in conditions):
            yield [], {}
            return
        criteria = self.plan.criteria  # gravest first
        yield [(each.condition, False) for each in criteria], {"level": Exactly(0)}
        for met in reversed(criteria):
            graver = [(each.condition, False) for each in criteria if each.gravity > met.gravity]
            yield [(met.condition, True), *graver], {"level": Exactly(met.gravity)}


def graver_responses(plan: Prepared, rule: Rule) -> tuple[Rule, ...]:
    """Give the responses that, called for, keep one from being."""
    return tuple(each for each in plan.responses if rule.kind == "response" and each.gravity > rule.gravity)


def scene_words(facts: ExactIncident, plan: Prepared) -> Text:
    """Say what an incident is like: facts, what has happened and what has not, how long ago.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("forest-fire@2024"))
    >>> scene_words({"received": False, "elapsed(occurred)": 24}, plan).en
    'report received: no, time since occurred: 24 hours'
    """
    said = [_said(name, value, plan) for name, value in facts.items()]
    return Text("，".join(each.zh for each in said), ", ".join(each.en for each in said))


_LANGUAGES: tuple[Language, Language] = ("zh", "en")


def _said(name: str, value: Plain, plan: Prepared) -> Text:
    event = elapsed_of(name)
    if event is not None:
        label = plan.scope.label(event)
        zh, en = (show_number(value, TIME, lang) for lang in _LANGUAGES)  # type: ignore[arg-type]
        return Text(f"自“{label.zh}”起{zh}", f"time since {label.en}: {en}")
    if value is False and name in plan.scope.events:
        label = plan.scope.label(name)
        return Text(f"{label.zh}：否", f"{label.en}: no")
    return facts_words({name: value}, plan)
