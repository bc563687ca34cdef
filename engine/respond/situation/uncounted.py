"""Acts that fulfil nothing: done by a body that does not owe it, told to nobody it is owed to, in a form excluded."""

from collections.abc import Collection
from typing import Final

from respond.errors import Text
from respond.log import Act
from respond.plan import Rule
from respond.situation.frames import Involved
from respond.situation.obligations import Obligation

A_BREACH: Final = Text("违反不是完成", "a breach is no fulfilment")
BY_ANOTHER: Final = Text(
    "办理者不是责任单位，也未写明代谁办理", "done by a body that does not owe it, for nobody who does"
)
IN_NO_FORM: Final = Text("原文不允许用这种方式", "done in a form the text excludes")
TO_NOBODY: Final = Text("没有报给应报的对象", "told to nobody it is owed to")
"""Why an act fulfils nothing."""

NOT_OWED: Final = Text("没有产生这项任务", "it has not come to be owed")
NOT_YET: Final = Text("当时还没有这项任务", "it was not owed yet")
NO_MORE: Final = Text("这项任务此前已解除或已过", "by then it had ended")
"""Why there was nothing an act could fulfil."""


def nothing_owed(act: Act, occasions: Collection[Obligation]) -> Text | None:
    """Say that nothing was owed which an act could have answered; None where there was, or it was done before.

    `occasions` are those of its duty, and of others it does with it.
    """
    if not occasions:
        return NOT_OWED
    if any(one.done is not None or one.told for one in occasions):
        return None
    if all(one.arose > act.at for one in occasions):
        return NOT_YET
    over = all(one.ended is not None and one.ended < act.at for one in occasions if one.arose <= act.at)
    return NO_MORE if over else None


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
    excluded = (*entry.not_by, *(each for flag in act.known_so for each in entry.not_by_where.get(flag, ())))
    if act.channel is not None and act.channel in excluded:
        return IN_NO_FORM
    addressees = {own.ours(name) for name in entry.addressees}
    if act.to and entry.to and addressees.isdisjoint(map(own.ours, act.to)):
        return TO_NOBODY
    return None
