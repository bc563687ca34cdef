"""A play as far as it has come: which injects were given, which are to come, what the plan makes of it by then."""

from attrs import evolve

from respond._records import frozen
from respond.exercise.arrivals import with_receipts
from respond.exercise.outages import Lost, cut_off, ways_of
from respond.exercise.play import Play, recording_of
from respond.exercise.played import incident_of
from respond.exercise.recording import ended_at, with_recording
from respond.exercise.run import concerned
from respond.exercise.scenario import Inject, Scenario, offset_of, read_offset
from respond.exercise.timeline import resolved
from respond.plan import Library, Prepared
from respond.situation import Situation, situations_of


@frozen
class Ahead:
    """An inject that is still to come, and when by the clock; without one where it waits for something."""

    inject: Inject
    at: str | None


@frozen(eq=False)
class SoFar:
    """A play up to an offset of its clock.

    `scenario` is what was played, with every inject that was given at its moment and without what did not go through;
    `given` are these injects in their order, `ahead` all others. `situation` is what the plan makes of it; None before
    the first inject.
    """

    play: Play
    offset: str
    plans: tuple[Prepared, ...]
    scenario: Scenario
    given: tuple[Inject, ...]
    ahead: tuple[Ahead, ...]
    lost: tuple[Lost, ...]
    """What was done over a channel that was cut."""
    situation: Situation | None


def so_far(play: Play, offset: str, library: Library) -> SoFar:
    """Look at a play at an offset of its clock. Raises InputError for what the engine cannot play."""
    whole = with_recording(play.scenario, evolve(recording_of(play), end=None))
    plans, _ = concerned(whole, library)
    cut, ways = ended_at(whole, offset), ways_of(plans)
    timed = resolved(cut, library, plans).scenario if _begun(cut, play) else evolve(cut, injects=())
    through = cut_off(timed, ways)
    played = with_receipts(through.scenario, plans) if timed.injects else through.scenario
    situation = None
    if timed.injects:
        incident = incident_of(played, library.zone(cut.plans))
        situation = situations_of(incident, library, [cut.moment(offset)])[0]
    return SoFar(
        play, offset, plans, played, timed.injects, tuple(_ahead(whole, timed.injects)), through.lost,
        situation,
    )  # fmt: skip


def next_offset(play: Play, offset: str, library: Library) -> str | None:
    """Give when the next inject is given if nothing else is done; None where none is."""
    whole = with_recording(play.scenario, evolve(recording_of(play), end=None))
    plans, _ = concerned(whole, library)
    timed = resolved(whole, library, plans).scenario
    last = read_offset(offset)
    return next((each.at for each in timed.injects if read_offset(each.at) > last), None)


def _begun(scenario: Scenario, play: Play) -> bool:
    return play.begun and bool(scenario.injects) and scenario.injects[0].when is None


def _ahead(scenario: Scenario, given: tuple[Inject, ...]) -> list[Ahead]:
    """Give what is to come, with its moment where only the clock decides it."""
    at = {each.id: each.at for each in given}
    found = []
    for each in scenario.injects:
        if each.id in {one.id for one in given}:
            continue
        if each.when is None and (each.after is None or each.after in at):
            before = at.get(each.after, "+00:00") if each.after is not None else "+00:00"
            at[each.id] = offset_of(read_offset(before) + read_offset(each.at))
        found.append(Ahead(each, at.get(each.id)))
    return found
