"""Recorded actions: what one team did in a scenario, kept apart from it, so that it can be run again and compared."""

from pathlib import Path
from typing import Literal

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError, Place, Text, fault
from respond.exercise.scenario import Action, Scenario, check_times
from respond.plan import place_field, structure
from respond.yaml import Source, parse, read_source


@frozen
class Recording:
    """What one team was seen to do in the scenario of that id."""

    respond: Literal["actions/1"]
    scenario: str
    team: Text
    actions: tuple[Action, ...]
    note: Text | None = None
    place: Place | None = place_field()


def load_recording(path: str | Path) -> Recording:
    """Read a file of recorded actions, or standard input for `-`; raises InputError with every fault of its form."""
    return recording_from(read_source(path))


def recording_from(source: Source) -> Recording:
    """Read recorded actions from a source already at hand."""
    return structure(parse(source), Recording)


def with_recording(scenario: Scenario, recording: Recording) -> Scenario:
    """Give a scenario with the actions of a recording in place of its own.

    Raises InputError: E809 where it is of another scenario, E801 and E805 for its times.
    """
    if recording.scenario != scenario.id:
        place = getattr(recording.scenario, "place", None) or recording.place
        raise InputError([fault("E809", place, found=recording.scenario, name=scenario.id)])
    played = evolve(scenario, actions=recording.actions)
    check_times(played)
    return played
