"""How long injects lay before whoever they were given to acknowledged them, where that was recorded."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from respond._records import frozen
from respond.exercise.arrivals import units_with
from respond.exercise.scenario import Inject, Scenario
from respond.plan import Prepared


@frozen(eq=False)
class Handed:
    """An inject as it was given to a unit that is played, and when that acknowledged it; None where it never did."""

    inject: Inject
    unit: str
    given: datetime
    acknowledged: datetime | None

    def unread(self, end: datetime) -> timedelta:
        """Give how long it lay, to the end of the exercise where nobody acknowledged it."""
        return (self.acknowledged or end) - self.given


def handed(scenario: Scenario, plans: Sequence[Prepared]) -> tuple[Handed, ...]:
    """Give each inject with each unit that is played to which it was given; none where nothing was acknowledged at all.

    Then nobody can tell whether they were not read or nobody wrote it down. Injects must stand by the clock. What was
    acknowledged before it was given was not.
    """
    return tuple(_handed(scenario, plans)) if scenario.acknowledged else ()


def _handed(scenario: Scenario, plans: Sequence[Prepared]) -> Iterator[Handed]:
    for inject in scenario.injects:
        given = scenario.moment(inject.at)
        for unit in _given_to(inject, scenario, plans):
            if scenario.plays(unit):
                read = (
                    scenario.moment(each.at)
                    for each in scenario.acknowledged
                    if (each.inject, each.unit) == (inject.id, unit)
                )
                yield Handed(inject, unit, given, min((at for at in read if at >= given), default=None))


def _given_to(inject: Inject, scenario: Scenario, plans: Sequence[Prepared]) -> Sequence[str]:
    """Give the units an inject came to; an outage that names none is noticed by all who play.

    Without a cast nobody says who does: those do who acknowledged anything.
    """
    if not inject.noticed or inject.to:
        return units_with(inject.to, plans)
    return tuple(scenario.cast) or tuple(dict.fromkeys(each.unit for each in scenario.acknowledged))
