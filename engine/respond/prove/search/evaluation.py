"""What a plan makes of an exact incident: judged as any other is, only that it comes from no file."""

from collections.abc import Iterator, Mapping
from datetime import date

from respond.author import NAMES
from respond.clock import Calendar
from respond.errors import Text
from respond.facts import Exactly, Level, Observation
from respond.log import Happened, Held, Step
from respond.plan import Prepared, Rule
from respond.prove.search.exact import ExactIncident
from respond.prove.search.times import Times
from respond.reason import Truth
from respond.situation import Frame, Involved, PlanFrame, Situation, frame_at, remarked

KIND_WORDS: Mapping[str, Text] = {**NAMES, "gate": Text("同时适用的预案", "plan alongside")}
"""The kinds of entries by name."""

Judged = bool | Level
"""What an answer shows of a rule: whether it applies; of a criterion the level, of a response the one called for."""


def rules_of(plan: Prepared) -> Iterator[Rule]:
    """Go through the entries of a plan that a condition decides, criteria first; interpretations decide nothing.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("vaccine-quality"))
    >>> [str(rule.condition.text) for rule in rules_of(plan) if rule.id == "funerals"]
    ['deaths >= 1']
    """
    return (rule for rule in plan.rules if rule.conditional and rule.kind != "interpretation")


def rivals(plan: Prepared, rule: Rule) -> tuple[Rule, ...]:
    """Give the rules that, met, keep one from deciding: criteria or responses as grave as it, or graver.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("debt-risk"))
    >>> [rival.id for rival in rivals(plan, plan.responses[2])]
    ['I', 'II']
    """
    if rule.kind not in ("criterion", "response"):
        return ()
    ladder = plan.criteria if rule.kind == "criterion" else plan.responses
    return tuple(each for each in ladder if each is not rule and each.gravity >= rule.gravity)


def rule_words(rule: Rule) -> Text:
    """Say which entry a rule is, to show beside its clause."""
    if rule.kind != "response":
        return Text("{kind} {id}", "{kind} {id}").fill(kind=KIND_WORDS[rule.kind], id=rule.id)
    return Text("{level}响应", "response of {level}").fill(level=rule.gravity.words)


def frame_of(plan: Prepared, facts: ExactIncident, day: date, *beside: Involved) -> Frame:
    """Judge an incident of a day by a plan, with those that run beside it.

    An incident has a value for every fact that matters; events are `True`, `False` or the moment they happened,
    `elapsed(x)` the hours since.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = library.prepared(library.find("forest-grassland-fire@2026"))
    >>> found = frame_of(plan, {"deaths": 3}, date(2026, 3, 2))
    >>> found.level.certain, "report-national-immediately" in found.plans[0].conclusions.owed
    (III, True)
    """
    times = Times.of(facts, day, plan.plan.tz)
    involved = (Involved(plan, Calendar.of_zone(plan.plan.tz)), *beside)
    known = {name for each in involved for name in each.plan.facts}
    observations = {
        name: Observation(name, Exactly(value))
        for name, value in {**facts, **times.facts}.items()
        if name in known
    }
    happened = {**times.events, "occurred": times.occurred}
    events = {name: (Happened(name, Held.at(when), when),) for name, when in happened.items()}
    gates = {
        place: (0, gate)
        for place, each in enumerate(involved)
        if each.adoption is not None and (gate := plan.gate(str(each.adoption.plan))) is not None
    }
    step = Step(times.occurred, observations, events, (), (), ())
    return frame_at(step, times.now, involved, None, gates)


def applies(rule: Rule, frame: Frame) -> bool:
    """Say whether a rule of the plan a frame leads with applies: its condition holds, and nothing stands it down."""
    own = frame.plans[0]
    if rule.ordered:
        return owes(own, rule)
    same = (rule.kind, rule.id)
    if rule.kind in ("criterion", "response", "gate"):
        own_rule = next(each for each in own.plan.rules if (each.kind, each.id) == same)
        return own_rule.condition.truth(own.values) is Truth.YES
    return any((each.kind, each.id) == same for each in remarked(own, frame))


def owes(seen: PlanFrame, measure: Rule) -> bool:
    """Say whether a plan orders a duty or measure at a moment, and nothing that stands it down has happened.

    A condition in words is left aside: people judge it.
    """
    owed = measure.id in seen.conclusions.owed or measure.id in seen.in_words
    return owed and seen.events.keys().isdisjoint(measure.ends)


def judged(rule: Rule, frame: Frame) -> Judged:
    """Give what an answer shows of a rule of the plan a frame leads with."""
    own = frame.plans[0]
    if rule.kind == "criterion":
        return own.level.certain
    return own.called.certain if rule.kind == "response" else applies(rule, frame)


def owed_in(situation: Situation) -> frozenset[str]:
    """Give the duties an answer says are owed for certain, or would be but for a condition in words."""
    return frozenset(
        one.duty for one in situation.obligations if one.open and (not one.provisional or one.but_for_words)
    )
