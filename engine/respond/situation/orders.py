"""What a duty says whenever it is owed: who owes it, with whom, to whom and why, by the bodies of the leading plan."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from respond.errors import Text
from respond.plan import Prepared, Rule
from respond.situation.frames import Involved
from respond.situation.ledger import rules_by_id
from respond.situation.obligations import Order
from respond.situation.units import UnitName, units_of

_orders: WeakKeyDictionary[Prepared, dict[tuple[object, ...], dict[Rule, Order]]] = WeakKeyDictionary()


def order_of(involved: Sequence[Involved], place: int, rule: Rule, desk: str | None) -> Order:
    """Give what a duty says whenever it is owed; worked out once for a plan and the one whose bodies it speaks of."""
    made = orders_of(involved, place, desk)
    found = made.get(rule)
    if found is None:
        own = involved[place]
        found = made[rule] = _order(own, _bringer(involved, own), rule, desk, place)
    return found


def orders_of(involved: Sequence[Involved], place: int, desk: str | None) -> dict[Rule, Order]:
    """Give what the duties of a plan say, as far as it was asked for with the same leading plan."""
    own = involved[place]
    leading = _bringer(involved, own)
    return _orders.setdefault(own.plan, {}).setdefault((leading.composed.sources, desk, place), {})


def _bringer(involved: Sequence[Involved], own: Involved) -> Prepared:
    """Give the plan that brought one alongside, whose bodies it is mapped to; for a plan named, the leading one."""
    for each in involved if own.adoption is not None else ():
        if any(adoption is own.adoption for adoption in each.plan.plan.alongside):
            return each.plan
    return involved[0].plan


def _order(own: Involved, leading: Prepared, rule: Rule, desk: str | None, place: int) -> Order:
    plan, entry = own.plan, rule.entry
    report = plan.plan.reports.get(entry.report) if entry.report else None
    maps = own.adoption.maps if own.adoption else None

    def named(names: Sequence[str]) -> tuple[UnitName, ...]:
        return units_of(plan, names, maps, leading)

    units = named(entry.owners)
    return Order(
        duty=rule.id,
        plan=plan.origin(entry.id),
        clause=str(entry.clause),
        label=Text(entry.zh, entry.en),
        units=units,
        with_units=named(entry.with_),
        concerns=named(entry.concerns),
        provided=entry.provided,
        mood=entry.mood,
        kind=entry.kind,
        report=Text(report.zh, report.en) if report else None,
        report_id=str(entry.report) if entry.report else None,
        report_kind=report.kind if report else None,
        to=named(entry.to),
        copy=named(entry.copy),
        channel=entry.channel,
        words=entry.due,
        limit=rule.limit,
        because=_because(rule, plan),
        response=tuple(plan.response_levels.named(level) for level in entry.response),
        standing=entry.standing,
        source=entry.source,
        note=entry.note,
        ours=_ours(own, leading, entry.owners, units, desk),
        position=(place, list(rules_by_id(plan)).index(rule.id)),
    )


_OTHERS = frozenset({"superior", "outside"})


def _ours(
    own: Involved, leading: Prepared, owners: Sequence[str], units: Sequence[UnitName], desk: str | None
) -> bool:
    """Say whether the desk owes a duty: the named body, or else whoever of the leading plan is of its own level.

    A body of a plan alongside is ours where it is mapped to one of the plan that brought it, or is its seat.
    """
    if desk is not None:
        return any(unit.id == desk for unit in units)
    known = leading.plan
    for name, unit in zip(owners, units, strict=True):
        if own.adoption is not None and name not in own.adoption.maps and name != own.plan.plan.seat:
            continue
        entry = known.units.get(unit.id)
        if entry is None or entry.role not in _OTHERS:
            return True
    return False


_RESPONSE = Text("响应级别为{levels}", "the response is {levels}")


def _because(rule: Rule, plan: Prepared) -> Text:
    parts = []
    if rule.entry.response:
        levels = (plan.response_levels.named(level).words for level in rule.entry.response)
        parts.append(_RESPONSE.fill(levels=Text.joined(levels, "、", " or ")))
    if rule.conditional:
        parts.append(Text(rule.condition.words("zh"), rule.condition.words("en")))
    return Text.joined(parts, "；", "; ")
