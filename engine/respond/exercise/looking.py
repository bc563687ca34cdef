"""A play as far as it has come: which injects were given, which are to come, what the plan makes of it by then."""

from collections.abc import Mapping
from functools import cached_property

from attrs import evolve

from respond._records import frozen
from respond.errors import RespondError
from respond.exercise.arrivals import told_units, with_receipts
from respond.exercise.getting_through import Blocked, getting_through
from respond.exercise.naming_facts import facts_by_id
from respond.exercise.outages import Lost, cut_off, ways_of
from respond.exercise.play import Acted, Play, recording_of
from respond.exercise.played import incident_of
from respond.exercise.recording import ended_at, with_recording
from respond.exercise.report_contents import ReportForms, report_forms
from respond.exercise.run import concerned
from respond.exercise.scenario import Inject, Scenario, Withheld, given_at, offset_of, read_offset
from respond.exercise.stuck import stuck_in
from respond.exercise.timeline import Resolved, resolved
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
    `given` are these injects in their order, `ahead` those still to come. `situation` is what the plan makes of it;
    None before the first inject.
    """

    play: Play
    offset: str
    plans: tuple[Prepared, ...]
    scenario: Scenario
    given: tuple[Inject, ...]
    ahead: tuple[Ahead, ...]
    lost: tuple[Lost, ...]
    """What was done over a channel that was cut."""
    blocked: tuple[Blocked, ...]
    """Injects that did not arrive, their channel being cut."""
    situation: Situation | None
    stuck: tuple[Withheld, ...] = ()
    """Injects that could not be carried out and are held back, which no move says yet."""

    @property
    def kept_back(self) -> Mapping[str, Withheld]:
        """Give what is withheld now, by the id of the inject."""
        return {**self.play.kept_back, **{each.inject: each for each in self.stuck}}

    # What every page asks for is worked out once for all who look.

    @cached_property
    def reached(self) -> Mapping[int, tuple[str, ...]]:
        """Give the units each act told, by the number of the act; what did not go through reached nobody."""
        lost = {id(each.action) for each in self.lost}
        return {
            each.number: () if id(each.action) in lost else told_units(each.action, self.plans)
            for each in self.play.acts
        }

    @cached_property
    def forms(self) -> ReportForms:
        """Give what reports of its plans may say."""
        return report_forms(self.plans)

    def acknowledged(self, told: Acted, unit: str) -> bool:
        """Say whether a unit has acknowledged what an act told it: that, or something that came from there later."""
        return self._receipts.get((unit, told.action.by), 0) > told.number

    @cached_property
    def _receipts(self) -> Mapping[tuple[str, str], int]:
        """Give the number of the last act by which each unit acknowledged what came from another."""
        return {
            (each.action.by, name): each.number for each in self.play.acts for name in each.action.receives
        }


def so_far(play: Play, offset: str, library: Library, known: tuple[Withheld, ...] = ()) -> SoFar:
    """Look at a play at an offset of its clock; injects the engine cannot carry out are held back.

    `known` are such as an earlier look at the same moves has found. Raises RespondError for what no inject is to blame
    for.
    """
    try:
        return as_it_stands(play, offset, library, known)
    except RespondError:
        held = stuck_in(play, offset, lambda at, without: as_it_stands(play, at, library, without).given)
    return as_it_stands(play, offset, library, held)


def as_it_stands(play: Play, offset: str, library: Library, stuck: tuple[Withheld, ...] = ()) -> SoFar:
    """Look at a play with no inject held back but these. Raises RespondError for what the engine cannot play."""
    whole = _whole(play, stuck)
    plans, _ = concerned(whole, library)
    whole = facts_by_id(whole, plans)
    cut, ways = ended_at(whole, offset), ways_of(plans)
    found = resolved(cut, library, plans) if _begun(cut, play) else Resolved(evolve(cut, injects=()))
    timed = found.scenario
    through = cut_off(timed, ways)
    played = with_receipts(through.scenario, plans) if timed.injects else through.scenario
    situation = None
    if timed.injects:
        incident = incident_of(played, library.zone(cut.plans))
        situation = situations_of(incident, library, [cut.moment(offset)])[0]
    return SoFar(
        play, offset, plans, played, timed.injects, tuple(_ahead(whole, found)), through.lost, found.blocked,
        situation, stuck,
    )  # fmt: skip


def next_offset(play: Play, offset: str, library: Library) -> str | None:
    """Give when the next inject is given if nothing else is done; None where none is.

    Where what comes later cannot be played it is the first that comes before that, or the minute that cannot be.
    """
    whole = _whole(play)
    plans, _ = concerned(whole, library)
    whole = facts_by_id(whole, plans)
    ends = [
        at
        for each in _ahead(whole, Resolved(evolve(whole, injects=())))
        if (at := each.at) is not None and read_offset(at) > read_offset(offset)
    ]
    for end in (whole.end, *sorted(ends, key=read_offset)):
        try:
            timed = resolved(ended_at(whole, end), library, plans).scenario
        except RespondError:
            continue
        found = (each.at for each in timed.injects if read_offset(each.at) > read_offset(offset))
        if (first := next(found, None)) is not None or end == whole.end:
            return first
    return min(ends, key=read_offset, default=None)


def _whole(play: Play, stuck: tuple[Withheld, ...] = ()) -> Scenario:
    """Give the scenario as it was played so far, with all that is to come but what is held back."""
    played = recording_of(play)
    return with_recording(play.scenario, evolve(played, end=None, withheld=(*played.withheld, *stuck)))


def caught(found: SoFar, outage: Inject | None = None) -> tuple[Blocked, ...]:
    """Give the injects to come by the clock that do not arrive as things stand, their channels being cut by then.

    With an outage, those that would not, were it given now.
    """
    more = (given_at(outage, found.offset),) if outage is not None else ()
    coming = [
        given_at(each.inject, each.at)
        for each in found.ahead
        if each.at is not None and (outage is None or each.inject.id != outage.id)
    ]
    coming.sort(key=lambda each: read_offset(each.at))
    after = {each.inject.id: each.inject.after for each in found.ahead if each.inject.after is not None}
    return getting_through((*found.given, *more, *coming), after).blocked


def _begun(scenario: Scenario, play: Play) -> bool:
    return play.begun and bool(scenario.injects) and scenario.injects[0].when is None


def _ahead(scenario: Scenario, timed: Resolved) -> list[Ahead]:
    """Give what is to come, with its moment where only the clock decides it."""
    at = {each.id: each.at for each in timed.scenario.injects}
    gone = {*at, *(each.inject.id for each in timed.blocked)}
    found = []
    for each in scenario.injects:
        if each.id in gone:
            continue
        if each.when is None and (each.after is None or each.after in at):
            before = at.get(each.after, "+00:00") if each.after is not None else "+00:00"
            at[each.id] = offset_of(read_offset(before) + read_offset(each.at))
        found.append(Ahead(each, at.get(each.id)))
    return found
