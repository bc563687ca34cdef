"""Channels that are cut for a while: what players did over one of them meanwhile did not go through."""

from attrs import evolve

from respond._records import frozen
from respond.errors import Text
from respond.exercise.played import Timed, acted
from respond.exercise.scenario import Inject, Scenario, read_offset
from respond.exercise.score import Unscored
from respond.show import CHANNEL


@frozen
class CutOff:
    """A scenario without the acts that did not go through, and these."""

    scenario: Scenario
    lost: tuple[Timed, ...]


def cut_off(scenario: Scenario) -> CutOff:
    """Take out what players did over a channel while it was cut; an act that names no channel goes through.

    Outages must stand by the clock already.
    """
    outages = [each for each in scenario.injects if each.channels]
    lost = tuple(
        each for each in acted(scenario) if any(is_cut(each, outage, scenario) for outage in outages)
    )
    if not lost:
        return CutOff(scenario, ())
    gone = [each.action for each in lost]
    kept = tuple(each for each in scenario.actions if not any(each is other for other in gone))
    return CutOff(evolve(scenario, actions=kept), lost)


def is_cut(timed: Timed, outage: Inject, scenario: Scenario) -> bool:
    """Say whether an act fell into an outage of its channel, from its beginning up to but not including its end."""
    if timed.action.channel not in outage.channels:
        return False
    until = scenario.end if outage.until is None else outage.until
    return scenario.moment(outage.at) <= timed.at < scenario.start + read_offset(until)


def lost_in(lost: tuple[Timed, ...]) -> tuple[Unscored, ...]:
    """Say of each act that did not go through that its channel was cut."""
    return tuple(
        Unscored(each.at, each.action.by, name.rpartition("#")[2], _why(each), "cut")
        for each in lost
        for name in each.action.did
    )


def _why(timed: Timed) -> Text:
    channel = timed.action.channel
    assert channel is not None  # noqa: S101 - only acts over a channel are lost
    word = CHANNEL[channel]
    return Text(f"{word.zh}中断，没有送到", f"{word.en} was cut: it did not go through")
