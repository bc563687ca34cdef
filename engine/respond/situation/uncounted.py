"""Acts that fulfil nothing: done by a body that does not owe it, told to nobody it is owed to, in a form excluded."""

from typing import Final

from respond.errors import Text
from respond.log import Act
from respond.plan import Rule
from respond.situation.frames import Involved

A_BREACH: Final = Text("违反不是完成", "a breach is no fulfilment")
BY_ANOTHER: Final = Text(
    "办理者不是责任单位，也未写明代谁办理", "done by a body that does not owe it, for nobody who does"
)
IN_NO_FORM: Final = Text("原文不允许用这种方式", "done in a form the text excludes")
TO_NOBODY: Final = Text("没有报给应报的对象", "told to nobody it is owed to")
"""Why an act fulfils nothing."""


def is_copy(act: Act, rule: Rule, own: Involved) -> bool:
    """Say whether an act tells nobody but those who get a copy: it fulfils nothing, and is no mistake."""
    copied = {own.ours(name) for name in rule.entry.copy}
    return bool(act.to) and copied.issuperset(map(own.ours, act.to))


def uncounted(act: Act, rule: Rule, own: Involved) -> Text | None:
    """Give why an act fulfils nothing, or None where it can.

    It must be done by a body that owes the duty or on its behalf, to somebody it is owed to, in a form allowed.
    """
    entry, groups = rule.entry, own.plan.plan.groups
    if act.broke or entry.kind != "act":
        return None if entry.kind != "act" else A_BREACH
    owners = {own.ours(owner) for owner in entry.owners}
    members = {unit for owner in entry.owners if owner in groups for unit in groups[owner].units}
    by, on_behalf = (own.ours(name) if name is not None else None for name in (act.by, act.on_behalf))
    if by is not None and by not in owners | members and on_behalf not in owners:
        return BY_ANOTHER
    if act.channel is not None and act.channel in entry.not_by:
        return IN_NO_FORM
    if act.to and entry.to and {own.ours(name) for name in entry.to}.isdisjoint(map(own.ours, act.to)):
        return TO_NOBODY
    return None
