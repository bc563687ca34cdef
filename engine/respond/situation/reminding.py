"""Which reminders the plans order of what is owed: the rules whose condition holds, or may, at a moment."""

from collections.abc import Iterator, Mapping, Sequence

from respond.plan import RemindingRule
from respond.reason import Truth, truth_of
from respond.situation.frames import Frame, Involved
from respond.situation.model import Ordered
from respond.situation.obligations import Obligation
from respond.situation.units import units_of


def reminding_of(
    involved: Sequence[Involved], frame: Frame, obligations: Sequence[Obligation]
) -> Mapping[str, tuple[Ordered, ...]]:
    """Give the reminders ordered of each obligation that is open: none where its plan orders any, though not of it now.

    Those of a plan that orders no reminders at all are left out.
    """
    ruled = [_by_duty(each.plan.reminders) for each in involved]
    if not any(ruled):
        return {}
    found: dict[str, tuple[Ordered, ...]] = {}
    for one in obligations:
        place = one.order.position[0]
        if ruled[place] and one.open:
            found[one.id] = tuple(_ordered(ruled[place].get(one.duty, ()), involved, place, frame))
    return found


def _by_duty(rules: Sequence[RemindingRule]) -> dict[str, list[RemindingRule]]:
    found: dict[str, list[RemindingRule]] = {}
    for rule in rules:
        for duty in rule.entry.of:
            found.setdefault(str(duty), []).append(rule)
    return found


def _ordered(
    rules: Sequence[RemindingRule], involved: Sequence[Involved], place: int, frame: Frame
) -> Iterator[Ordered]:
    own, leading = involved[place], involved[0].plan
    maps = own.adoption.maps if own.adoption else None
    for rule in rules:
        truth = truth_of(rule.condition, frame.plans[place].values)
        if truth is not Truth.NO:
            to, copy = (
                units_of(own.plan, names, maps, leading) for names in (rule.entry.to, rule.entry.copy)
            )
            yield Ordered(rule, to, copy, provisional=truth is Truth.UNKNOWN)
