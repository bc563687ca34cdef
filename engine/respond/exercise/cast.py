"""Units by the names the cast of a scenario gives them: those who take part know themselves by these."""

from collections.abc import Iterable, Mapping

from attrs import evolve

from respond.errors import Text
from respond.situation import Situation, UnitName, units_named


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
    named = units_named(situation.obligations, lambda units: in_the_cast(units, cast))
    return evolve(situation, obligations=named)
