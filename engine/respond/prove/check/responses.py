"""The responses of a plan in place of its levels: what calls for each, told by facts alone."""

from collections.abc import Iterator

from attrs import evolve

from respond.errors import Text
from respond.facts import Exactly
from respond.language import LevelTerm, Node, Test, and_, not_, or_, rewrite, walk
from respond.plan import Below, Prepared, Rule
from respond.reason import Condition, Truth, condition_of

_NO_RESPONSE = Below("不响应", "no response")
_NO_LEVEL = Text(
    "响应{id}：问到级别，本预案不分级", "response {id}: it asks for a level, and this plan gives none"
)
_STATES = Text("响应{id}：问到任务的状态", "response {id}: it asks how a duty stands")


def asked_of_facts(plan: Prepared) -> bool:
    """Say whether facts call for a response, not the level alone."""
    return any(rule.condition.names for rule in plan.responses)


def not_translated(plan: Prepared) -> Iterator[Text]:
    """Name the responses that hang on more than facts, events and a level the plan gives itself."""
    for rule in plan.responses:
        if rule.condition.states:
            yield _STATES.fill(id=rule.id)
        elif rule.condition.uses_level and not plan.graded:
            yield _NO_LEVEL.fill(id=rule.id)


def in_place_of_levels(plan: Prepared) -> Prepared:
    """Give the plan with its responses, and their scale, in place of its criteria and theirs.

    What a response asks of the level is asked of the criteria.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> plan = in_place_of_levels(library.prepared(library.find("debt-risk")))
    >>> [rule.id for rule in plan.criteria], any(rule.condition.uses_level for rule in plan.criteria)
    (['I', 'II', 'III', 'IV'], False)
    """
    own = plan.plan
    scaled = evolve(own, level_scale=own.response_scale or own.level_scale, below=_NO_RESPONSE)
    levels = scaled.scale_of_levels
    rules = tuple(
        evolve(rule, condition=_of_facts(rule, plan), gravity=levels[rule.gravity]) for rule in plan.responses
    )
    return evolve(plan, composed=evolve(plan.composed, plan=scaled), criteria=rules, below=None)


def _of_facts(rule: Rule, plan: Prepared) -> Condition:
    if not rule.condition.uses_level:
        return rule.condition
    return condition_of(rewrite(rule.condition.test, lambda node: _without_level(node, plan)))


def _without_level(node: Node, plan: Prepared) -> Node:
    """Give what a comparison of the level says of the criteria; anything else as it is."""
    if not isinstance(node, Test) or not any(isinstance(part, LevelTerm) for part in walk(node)):
        return node
    if any(isinstance(part, Test) for part in walk(node) if part is not node):
        return node  # the comparison is one of its parts
    asked = condition_of(node)
    meant = [level for level in plan.levels if asked.truth({"level": Exactly(level)}) is Truth.YES]
    if meant == list(plan.levels[len(plan.levels) - len(meant) :]):
        return _at_least(int(meant[0]), plan) if meant else or_()
    return or_(*(and_(_at_least(int(level), plan), not_(_at_least(int(level) + 1, plan))) for level in meant))


def _at_least(gravity: int, plan: Prepared) -> Test:
    """Give the test that the level is that grave or graver."""
    return (
        or_(*(each.condition.test for each in plan.criteria if each.gravity >= gravity))
        if gravity
        else and_()
    )
