"""Units by the names the cast of a scenario gives them: those who take part know themselves by these."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from respond.errors import Text
from respond.exercise.scenario import Scenario
from respond.situation import Situation, UnitName, units_named


def in_the_cast(units: Iterable[UnitName], cast: Mapping[str, Text]) -> tuple[UnitName, ...]:
    """Name units as the cast does; those nobody plays as they were.

    >>> in_the_cast([UnitName("bureau", Text("局", "bureau"))], {"bureau": Text("局值班组", "bureau team")})[0].name.en
    'bureau team'
    """
    return tuple(evolve(each, name=cast.get(each.id, each.name)) for each in units)


def leading(units: Sequence[UnitName], scenario: Scenario) -> UnitName | None:
    """Give the unit something is shown under: the first that players play, else that control plays, or of all."""
    of_cast = [unit for unit in units if unit.id in scenario.cast]
    return next(iter([unit for unit in of_cast if scenario.plays(unit.id)] or of_cast or units), None)


def situation_in_the_cast(situation: Situation, cast: Mapping[str, Text]) -> Situation:
    """Give a situation whose obligations name units as the cast does."""
    if not cast:
        return situation
    named = units_named(situation.obligations, lambda units: in_the_cast(units, cast))
    return evolve(situation, obligations=named)
