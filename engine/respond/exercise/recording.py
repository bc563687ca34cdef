"""Recorded actions: what one team did in a scenario, kept apart from it, so that it can be run again and compared."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal, cast

from attrs import NOTHING, Attribute, evolve, fields, has

from respond._records import frozen
from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.exercise.scenario import (
    Acknowledged,
    Action,
    Inject,
    Observation,
    Pace,
    Restored,
    Scenario,
    Withheld,
    check_times,
    ended_before,
    given_at,
    read_offset,
)
from respond.exercise.timeline import chosen
from respond.plan import Channel, place_field, structure
from respond.yaml import Data, Scalar, Source, data_of, parse, read_source, write
from respond.yaml import Mapping as Fields
from respond.yaml import Sequence as Items


@frozen
class Given:
    """An inject of the script that was given at an offset, otherwise than by the clock: by hand, or once it was due.

    Of one beside the script it says that it was given before those that follow in the list, in that same minute.
    `via` is over what it came, where that is not what is written.
    """

    inject: str
    at: str
    via: Channel | None = None
    place: Place | None = place_field()


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
    given: tuple[Given, ...] = ()
    """When injects of the scenario were given, where that was not by the clock; those of one minute in their order."""
    withheld: tuple[Withheld, ...] = ()
    """Which injects of the scenario the director held back or dropped, and until when."""
    restored: tuple[Restored, ...] = ()
    """Which outages the director ended before their time."""
    acknowledged: tuple[Acknowledged, ...] = ()
    """Which injects units acknowledged, and when."""
    end: str | None = None
    """When it ended, where that was before the scenario's own end."""
    reason: Text | None = None
    """Why it was ended."""
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


def recording_text(recording: Recording) -> str:
    """Write a recording as its file; read again it is the same recording."""
    return write(_plain(recording), flags=True)


def _plain(thing: Any) -> Data:  # noqa: ANN401 - a part of a recording
    """Give a part of a recording as plain data, without what stands in a file by being left out."""
    if isinstance(thing, Scalar | Fields | Items):
        return data_of(thing)
    if isinstance(thing, tuple):
        return [_plain(each) for each in thing]
    if isinstance(thing, dict):
        return {str(name): _plain(each) for name, each in thing.items()}
    if has(type(thing)):
        return _plain_record(thing)
    return (
        thing.isoformat() if isinstance(thing, datetime) else "yes" if thing is True else cast("Data", thing)
    )


def _plain_record(thing: Any) -> Data:  # noqa: ANN401 - an instance of a class of attrs
    named = ((each, getattr(thing, each.name)) for each in fields(type(thing)))
    return {
        each.name.rstrip("_"): _plain(value)
        for each, value in named
        if each.name != "place" and not _left_out(each, value)
    }


def _left_out(one: "Attribute[Any]", value: object) -> bool:
    if one.default is NOTHING:
        return False
    if value in ((), {}) and one.default is None:
        return False  # nothing at all was noted is something else than that nobody noted it
    return value is None or value is False or value in ((), {}) or value == one.default


def with_recording(scenario: Scenario, recording: Recording) -> Scenario:
    """Give a scenario as a team played it: its actions in place of the scenario's own, with what was given beside.

    The variant of a recording is for whoever runs it. What lies after an early end is left out. Raises InputError: E809
    where it is of another scenario, E839 for an inject given, withheld or ended that there is not, E694 where the one
    that opens the exercise is withheld, and for its times and names as a scenario's own.
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
        injects=_restored(_with_injects(_as_given(scenario, recording), recording), recording),
        written=scenario.injects,
        withheld=recording.withheld,
        restored=recording.restored,
        acknowledged=recording.acknowledged,
        reason=recording.reason,
    )
    if recording.end is not None:
        played = _without_later_targets(ended_at(played, recording.end), scenario)
        played = evolve(played, planned_end=scenario.end)
    check_times(played)
    kept_back = withheld_in(recording)
    return evolve(played, injects=tuple(each for each in played.injects if each.id not in kept_back))


def withheld_in(recording: Recording) -> Mapping[str, Withheld]:
    """Give what was withheld to the end and never given, by the id of the inject."""
    given = {each.inject for each in recording.given}
    return {
        each.inject: each for each in recording.withheld if each.until is None and each.inject not in given
    }


def _as_given(scenario: Scenario, recording: Recording) -> tuple[Inject, ...]:
    """Put injects at the moments they were given; what still waits stands behind what has a moment.

    In one minute those by the clock come first, as they were due when it began, and then the others in the order in
    which they were given. What is beside the script is among them where the recording names it.
    """
    faults = [*_faults(scenario, recording), *_unknown_read(scenario, recording)]
    if faults:
        raise InputError(faults)
    given = recording.given
    if not given:
        return scenario.injects
    at = {each.inject: each for each in given}
    turn = {each.inject: number for number, each in enumerate(given, 1)}
    free = [each for each in recording.injects if each.id in at]
    found = [
        given_at(each, at[each.id].at, via=at[each.id].via) if each.id in at else each
        for each in (*scenario.injects, *free)
    ]
    waiting = [each for each in found if each.after is not None or each.when is not None]
    fixed = [each for each in found if each.after is None and each.when is None]
    return (*sorted(fixed, key=lambda each: (read_offset(each.at), turn.get(each.id, 0))), *waiting)


_GIVEN: Final = Text("第二次下达 `{name}` 的时刻", "the moment of giving `{name}` a second time")
_ONCE: Final = Text("每条至多下达一次", "each is given once at most")


def _faults(scenario: Scenario, recording: Recording) -> Iterator[Fault]:
    """Find what a recording says of injects of the script that cannot be."""
    scripted = [each.id for each in scenario.injects]
    known = [*scripted, *(each.id for each in recording.injects)]
    told: list[Given | Withheld] = [*recording.given, *recording.withheld]
    for each in told:
        names = known if isinstance(each, Given) else scripted
        if each.inject not in names:
            yield fault("E839", each.place, suggestion=nearest(each.inject, names), name=each.inject)
    offsets = [each.at for each in (*told, *recording.restored, *recording.acknowledged)]
    offsets += [each.until for each in recording.withheld if each.until is not None]
    unread = [found for offset in offsets for found in _unread(offset)]
    yield from unread or _contradictions(scenario, recording)


def _unknown_read(scenario: Scenario, recording: Recording) -> Iterator[Fault]:
    """Find what was acknowledged that is neither in the script nor was given beside it."""
    known = [each.id for each in (*scenario.injects, *recording.injects)]
    for each in recording.acknowledged:
        if each.inject not in known:
            yield fault("E839", each.place, suggestion=nearest(each.inject, known), name=each.inject)


def _unread(offset: str) -> tuple[Fault, ...]:
    try:
        read_offset(offset)
    except InputError as error:
        return error.faults
    return ()


def _contradictions(scenario: Scenario, recording: Recording) -> Iterator[Fault]:
    """Find what ended before it began, what was given twice, and an opening that was withheld."""
    for one in recording.withheld:
        if one.until is not None and read_offset(one.until) < read_offset(one.at):
            yield ended_before(one.until, one.at, one.place)
    seen: set[str] = set()
    for each in recording.given:
        if each.inject in seen:
            yield fault("E652", each.place, what=_GIVEN.fill(name=each.inject), found=each.at, expected=_ONCE)
        seen.add(each.inject)
    opening = chosen(scenario, recording.variant).injects[0].id
    for one in withheld_in(recording).values():
        if one.inject == opening:
            yield fault("E694", one.place, name=one.inject)


def _restored(injects: tuple[Inject, ...], recording: Recording) -> tuple[Inject, ...]:
    """Let outages end when the director ended them; those that wait still do once they are given. Raises InputError."""
    if not recording.restored:
        return injects
    cutting = [each.id for each in injects if each.channels]
    faults = [
        fault("E839", each.place, suggestion=nearest(each.inject, cutting), name=each.inject)
        for each in recording.restored
        if each.inject not in cutting
    ]
    if faults:
        raise InputError(faults)
    at = {each.inject: each.at for each in recording.restored}
    return tuple(
        evolve(
            each,
            restored=at[each.id],
            until=each.until if each.after is not None or each.when is not None else at[each.id],
        )
        if each.id in at
        else each
        for each in injects
    )


def ended_at(scenario: Scenario, end: str) -> Scenario:
    """Give a scenario as it was where it ended at an offset: nothing that lies after it was given or asked for."""
    last = read_offset(end)
    gone: set[str] = set()
    for each in scenario.injects:
        if read_offset(each.at) > last or each.after in gone:
            gone.add(each.id)
    return evolve(
        scenario,
        end=end,
        injects=tuple(each for each in scenario.injects if each.id not in gone),
        targets=tuple(
            each for each in scenario.targets if each.after is not None or read_offset(each.by) <= last
        ),  # one that counts from an inject is due when that tells
    )


def _without_later_targets(ended: Scenario, whole: Scenario) -> Scenario:
    """Give one that ended early without what was seen of targets that were not due by its end: nobody's count."""
    later = {each.id for each in whole.targets} - {each.id for each in ended.targets}
    actions = []
    for each in ended.actions:
        reached = tuple(name for name in each.reached if name not in later)
        if reached != each.reached and not (reached or each.did or each.declares or each.orders or each.says):
            continue
        actions.append(evolve(each, reached=reached))
    return evolve(ended, actions=tuple(actions))


def _with_injects(scripted: tuple[Inject, ...], recording: Recording) -> tuple[Inject, ...]:
    """Put what was given beside the script among it by the clock, behind what came at the same moment."""
    found = [*scripted]
    placed = {each.inject for each in recording.given}
    for inject in (each for each in recording.injects if each.id not in placed):
        later = (
            place
            for place, each in enumerate(found)
            if each.after is None and each.when is None and read_offset(each.at) > read_offset(inject.at)
        )
        found.insert(next(later, len(found)), inject)
    return tuple(found)
