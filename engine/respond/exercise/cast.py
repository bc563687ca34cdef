"""Units by the names the cast of a scenario gives them: those who take part know themselves by these."""

from collections.abc import Iterable, Mapping

from attrs import evolve

from respond.errors import Text
from respond.situation import Obligation, Situation, UnitName


def in_the_cast(units: Iterable[UnitName], cast: Mapping[str, Text]) -> tuple[UnitName, ...]:
    """Name units as the cast does; those nobody plays as they were.

    >>> in_the_cast([UnitName("bureau", Text("局", "bureau"))], {"bureau": Text("局值班组", "bureau team")})[0].name.en
    'bureau team'
    """
    return tuple(evolve(each, name=cast.get(each.id, each.name)) for each in units)


def situation_in_the_cast(situation: Situation, cast: Mapping[str, Text]) -> Situation:
    """Give a situation whose obligations name units as the cast does."""
    if not cast:
        return situation
    return evolve(situation, obligations=tuple(_obligation(one, cast) for one in situation.obligations))


def _obligation(one: Obligation, cast: Mapping[str, Text]) -> Obligation:
    order = one.order
    named = evolve(
        order,
        units=in_the_cast(order.units, cast),
        with_units=in_the_cast(order.with_units, cast),
        concerns=in_the_cast(order.concerns, cast),
        to=in_the_cast(order.to, cast),
        copy=in_the_cast(order.copy, cast),
    )
    told = tuple((in_the_cast([unit], cast)[0], at) for unit, at in one.told)
    return evolve(one, order=named, told=told, missing=in_the_cast(one.missing, cast))
