"""Recorded actions: what one team did in a scenario, kept apart from it, so that it can be run again and compared."""

from pathlib import Path
from typing import Literal

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError, Place, Text, fault
from respond.exercise.scenario import Action, Inject, Observation, Pace, Scenario, check_times, read_offset
from respond.plan import place_field, structure
from respond.yaml import Source, parse, read_source


@frozen
class Recording:
    """What one team was seen to do in the scenario of that id."""

    respond: Literal["actions/1"]
    scenario: str
    team: Text
    actions: tuple[Action, ...]
    variant: str | None = None
    """Which variant was played; the first if absent."""
    injects: tuple[Inject, ...] = ()
    """What the director gave beside the scenario's own, each at its moment."""
    observations: tuple[Observation, ...] = ()
    paces: tuple[Pace, ...] = ()
    note: Text | None = None
    place: Place | None = place_field()


def load_recording(path: str | Path) -> Recording:
    """Read a file of recorded actions, or standard input for `-`; raises InputError with every fault of its form."""
    return recording_from(read_source(path))


def recording_from(source: Source) -> Recording:
    """Read recorded actions from a source already at hand."""
    return structure(parse(source), Recording)


def with_recording(scenario: Scenario, recording: Recording) -> Scenario:
    """Give a scenario as a team played it: its actions in place of the scenario's own, with what was given beside.

    The variant of a recording is for whoever runs it. Raises InputError: E809 where it is of another scenario, and for
    its times and names as a scenario's own.
    """
    if recording.scenario != scenario.id:
        place = getattr(recording.scenario, "place", None) or recording.place
        raise InputError([fault("E809", place, found=recording.scenario, name=scenario.id)])
    played = evolve(
        scenario,
        actions=recording.actions,
        team=recording.team,
        observations=recording.observations,
        paces=recording.paces,
        injects=_with_injects(scenario.injects, recording.injects),
    )
    check_times(played)
    return played


def _with_injects(scripted: tuple[Inject, ...], free: tuple[Inject, ...]) -> tuple[Inject, ...]:
    """Put what was given beside the script among it by the clock, behind what came at the same moment."""
    found = [*scripted]
    for inject in free:
        later = (
            place
            for place, each in enumerate(found)
            if each.after is None and each.when is None and read_offset(each.at) > read_offset(inject.at)
        )
        found.insert(next(later, len(found)), inject)
    return tuple(found)
