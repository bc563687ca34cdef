"""Obligations with the bodies that stand for units of the plans in one incident, where its log names such."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import evolve

from respond.log import Log
from respond.situation.frames import Involved
from respond.situation.model import Ordered
from respond.situation.obligations import Obligation, Order
from respond.situation.units import UnitName, units_of

Bodies = Mapping[str, tuple[str, ...]]
"""The names of the bodies that stand for a unit, by its id."""


def held_by(obligations: tuple[Obligation, ...], bodies: Bodies) -> tuple[Obligation, ...]:
    """Name in obligations the bodies that stand for their units; the same ones where there are none."""
    if not bodies:
        return obligations
    orders: dict[int, Order] = {}
    found = []
    for one in obligations:
        order = orders.get(id(one.order))
        if order is None:
            order = orders[id(one.order)] = _order(one.order, bodies)
        told = tuple((each, at) for unit, at in one.told for each in _named((unit,), bodies))
        found.append(evolve(one, order=order, told=told, missing=_named(one.missing, bodies)))
    return tuple(found)


def reminding_held_by(
    reminding: Mapping[str, tuple[Ordered, ...]], bodies: Bodies
) -> Mapping[str, tuple[Ordered, ...]]:
    """Name the bodies that stand for the units which reminders go to."""
    if not bodies:
        return reminding
    return {
        name: tuple(
            evolve(each, to=_named(each.to, bodies), copy=_named(each.copy, bodies)) for each in ordered
        )
        for name, ordered in reminding.items()
    }


def _order(order: Order, bodies: Bodies) -> Order:
    return evolve(
        order,
        units=_named(order.units, bodies),
        with_units=_named(order.with_units, bodies),
        concerns=_named(order.concerns, bodies),
        to=_named(order.to, bodies),
        copy=_named(order.copy, bodies),
    )


def _named(units: tuple[UnitName, ...], bodies: Bodies) -> tuple[UnitName, ...]:
    return tuple(
        each for unit in units for each in (unit.held_by(bodies[unit.id]) if unit.id in bodies else (unit,))
    )


def bodies_of(involved: Sequence[Involved], log: Log, at: datetime) -> tuple[UnitName, ...]:
    """Give the bodies of every plan concerned, those of the leading plan last: its wording goes before others.

    What the log names for a unit by a moment stands for it.
    """
    held = log.bodies(at)
    return tuple(
        name
        for each in reversed(involved)
        for body in units_of(each.plan, (*each.plan.plan.units, *each.plan.plan.groups))
        for name in (body.held_by(held[body.id]) if body.id in held else (body,))
    )
