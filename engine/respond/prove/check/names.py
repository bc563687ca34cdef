"""Conditions the plan gives a name to, and that nothing which says something uses."""

from collections.abc import Iterator

from respond.errors import Text
from respond.plan import Prepared
from respond.prove.check.findings import Answer, Finding, outcome_of

STATEMENT = Text("每个具名条件都用到", "every named condition is used")
_UNUSED = Text("没有条目用到的条件：{it}", "no entry uses the condition {it}")


def names(plan: Prepared) -> Answer:
    """Find the named conditions that no rule, reading or further condition in use mentions."""
    findings = tuple(_unused(plan))
    return Answer("names", STATEMENT, outcome_of(findings), findings)


def _unused(plan: Prepared) -> Iterator[Finding]:
    used = set(_mentioned(plan))
    queue = [plan.conditions[name] for name in used if name in plan.conditions]
    while queue:
        behind = {name for name in queue.pop().seen if name in plan.conditions} - used
        used |= behind
        queue += [plan.conditions[name] for name in behind]
    for name, entry in plan.plan.conditions.items():
        if name not in used:
            words = Text(f"{name}（{entry.label.zh}）", f"{name} ({entry.label.en})")
            yield Finding("unused", (str(name),), _UNUSED.fill(it=words))


def _mentioned(plan: Prepared) -> Iterator[str]:
    """Give every name that stands in a rule, a reading or the cases of a derived number."""
    for rule in plan.rules:
        yield from rule.condition.seen
    for reading in plan.interpretations:
        for other in reading.alternatives:
            for condition in other.conditions.values():
                yield from condition.seen
    for condition in (*plan.guards.values(), *plan.change_counts.values()):
        yield from condition.seen
