"""When each inject is given: by the clock, after another one, or once the exercise has come to stand so.

An inject that waits for something is given at the first moment from its offset on at which that is so. Which one that
is hangs on what the injects before it told and what the players did, so it is worked out one inject after another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from attrs import evolve

from respond._records import frozen
from respond.errors import InputError, Place, fault, nearest
from respond.exercise.arrivals import with_receipts
from respond.exercise.getting_through import Blocked, after_of, getting_through
from respond.exercise.levels import Call, Grader, call_state, calls_of, graders, other_grader
from respond.exercise.outages import Ways, cut_off, ways_of
from respond.exercise.played import acted, acted_by_players, incident_of
from respond.exercise.scenario import Inject, Scenario, When, given_at, offset_of, read_length, read_offset
from respond.plan import Library, Prepared
from respond.reason import Condition, Truth, compile_condition, truth_of
from respond.situation import Frame, Situation, frames_of, situations_of

_MINUTE: Final = timedelta(minutes=1)


@frozen
class Resolved:
    """A scenario whose injects all stand by the clock, in the order they are given, and those that never are.

    `blocked` are those that do not arrive, their channel being cut.
    """

    scenario: Scenario
    never: tuple[Inject, ...] = ()
    blocked: tuple[Blocked, ...] = ()


def chosen(scenario: Scenario, variant: str | None = None) -> Scenario:
    """Give a scenario as one of its variants has it, the first where none is named; raises InputError (E832).

    No other variant is left in it, so that it stays the same when it is chosen from again.
    """
    known = [each.id for each in scenario.variants]
    if variant is not None and variant not in known:
        raise InputError([fault("E832", Place("variant"), suggestion=nearest(variant, known), name=variant)])
    wanted = variant or (known[0] if known else None)
    kept = tuple(each for each in scenario.injects if each.variant in {None, wanted})
    written = tuple(each for each in scenario.written if each.variant in {None, wanted})
    return evolve(
        scenario,
        injects=kept,
        written=written,
        variants=tuple(each for each in scenario.variants if each.id == wanted),
    )


def resolved(scenario: Scenario, library: Library, plans: Sequence[Prepared]) -> Resolved:
    """Put every inject at the moment it is given with these actions of the players.

    `plans` are all that are concerned, the leading one first. Raises InputError: E835 for what an inject waits for that
    no plan of the scenario knows.
    """
    after = after_of(scenario.injects)
    if all(each.after is None and each.when is None for each in scenario.injects):
        sent = getting_through(scenario.injects, after)
        return Resolved(evolve(scenario, injects=sent.arrived), (), sent.blocked)
    order = {each.id: place for place, each in enumerate(scenario.injects)}
    given = {each.id: each for each in scenario.injects if each.after is None and each.when is None}
    waiting = [each for each in scenario.injects if each.id not in given]
    plan, ways = plans[0], ways_of(plans)
    found_by = graders(plans)
    conditions = dict(_conditions(waiting, plan, found_by, ways))
    while waiting:
        ready = next((each for each in waiting if each.when is None and each.after in given), None)
        if ready is not None:
            before = given[str(ready.after)]
            at = _later(before.at, ready.at)
            given[ready.id] = given_at(ready, at, answers=before.answers and at == before.at)
        else:
            arrived = getting_through(_by_time(given.values(), order), after).arrived
            here = {each.id: each for each in arrived}
            found = _first(scenario, here, waiting, conditions, found_by, library, ways, plans)
            if found is None:
                break
            ready, moment = found
            given[ready.id] = given_at(ready, offset_of(moment - scenario.start), answers=True)
        waiting = [each for each in waiting if each.id != ready.id]
    ends = read_offset(scenario.end)
    late = [each.id for each in given.values() if read_offset(each.at) > ends]
    sent = getting_through(_by_time((each for each in given.values() if each.id not in late), order), after)
    missing = {*late, *(each.id for each in sent.behind)}
    never = tuple(each for each in scenario.injects if each.id not in given or each.id in missing)
    return Resolved(evolve(scenario, injects=sent.arrived), never, sent.blocked)


def _by_time(injects: Iterable[Inject], order: Mapping[str, int]) -> tuple[Inject, ...]:
    return tuple(sorted(injects, key=lambda each: (read_offset(each.at), order[each.id])))


def _later(one: str, other: str) -> str:
    return offset_of(read_offset(one) + read_offset(other))


def check_waits(scenario: Scenario, plans: Sequence[Prepared]) -> None:
    """Refuse injects that wait for what no plan of the scenario knows; raises InputError (E835 and of conditions).

    `plans` are all that are concerned, the leading one first.
    """
    tuple(_conditions(scenario.injects, plans[0], graders(plans), ways_of(plans)))


def _conditions(
    waiting: Sequence[Inject], plan: Prepared, found_by: Sequence[Grader], ways: Ways
) -> Iterator[tuple[str, Condition]]:
    """Type the conditions of injects, and refuse levels and duties the plans have not."""
    faults = []
    duties = [name for name in ways if "#" not in name]
    for inject in waiting:
        when = inject.when
        if when is None:
            continue
        place = when.place or inject.place
        named = (*when.overdue, *when.met, *when.undone)
        faults += [
            fault("E835", place, suggestion=nearest(name, duties), name=inject.id, found=name)
            for name in named
            if name.rpartition("#")[2] not in duties
        ]
        try:
            grader = next((each for each in found_by if each.grades(when.plan)), None)
            if grader is None or (when.plan is not None and (when.level, when.called) == (None, None)):
                faults.append(other_grader(found_by, when.plan, place))
            elif when.level is not None:
                grader.scale.read(when.level)
            if when.for_ is not None:
                read_length(when.for_, place)
            if when.condition is not None:
                yield inject.id, compile_condition(when.condition, plan.scope)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)


@frozen(eq=False)
class _View:
    """What an inject may wait for at one moment."""

    at: datetime
    situation: Situation
    frame: Frame
    calls: Mapping[str, Call | None]
    """The level called by each plan that grades."""


def _first(
    scenario: Scenario,
    given: Mapping[str, Inject],
    waiting: Sequence[Inject],
    conditions: Mapping[str, Condition],
    found_by: Sequence[Grader],
    library: Library,
    ways: Ways,
    plans: Sequence[Prepared],
) -> tuple[Inject, datetime] | None:
    """Give the inject whose wait ends first, and when; of several at once the first in the file."""
    injects = tuple(given.values())  # by their times
    through = cut_off(evolve(scenario, injects=injects), ways)  # what did not go through fulfils nothing
    played = with_receipts(through.scenario, plans)
    ready = [
        each for each in waiting if each.when is not None and (each.after is None or each.after in given)
    ]
    if not ready:
        return None
    begins = [_begins(each, scenario, given) for each in ready]
    opens = scenario.moment(injects[0].at)  # before that nothing was known that could have been so
    looks = [max(at - _lasts(each), min(at, opens)) for each, at in zip(ready, begins, strict=True)]
    views = _views(played, [*looks, *begins], found_by, library)
    best: tuple[datetime, int, Inject] | None = None
    for place, inject in enumerate(ready):
        at = _ends(inject, begins[place], views, conditions, found_by)
        if (
            at is not None
            and at <= scenario.moment(scenario.end)
            and (best is None or (at, place) < best[:2])
        ):
            best = (at, place, inject)
    return None if best is None else (best[2], best[0])


def _begins(inject: Inject, scenario: Scenario, given: Mapping[str, Inject]) -> datetime:
    """Give the moment from which on an inject may be given."""
    before = read_offset(given[inject.after].at) if inject.after is not None else timedelta(0)
    return scenario.start + before + read_offset(inject.at)


def _lasts(inject: Inject) -> timedelta:
    when = inject.when
    return timedelta(0) if when is None or when.for_ is None else read_length(when.for_, when.place)


def _ends(
    inject: Inject,
    begins: datetime,
    views: Sequence[_View],
    conditions: Mapping[str, Condition],
    found_by: Sequence[Grader],
) -> datetime | None:
    """Give the first moment from `begins` on at which what an inject waits for has been so for long enough.

    What was so before that counts. Between two moments looked at nothing changes, so that what is so at one stays so
    until the next.
    """
    assert inject.when is not None  # noqa: S101 - only such wait
    lasts, enough = _lasts(inject), None
    for view in views:
        if view.at < begins - lasts:
            continue
        if enough is not None and enough < view.at:
            break
        if not _so(inject.when, view, conditions.get(inject.id), found_by):
            enough = None
        elif enough is None:
            enough = max(_whole(view.at + lasts), begins)
        if enough == view.at:
            break
    return enough


def _views(
    scenario: Scenario, begins_of: Sequence[datetime], found_by: Sequence[Grader], library: Library
) -> list[_View]:
    """Look at the exercise at every moment at which something it waits for may come to be so."""
    zone = library.zone(scenario.plans)
    incident = incident_of(scenario, zone)
    actions = acted(scenario)
    end = scenario.moment(scenario.end)
    begins = min(begins_of)  # how things stood before that makes no difference
    moments = {scenario.moment(each.at) for each in scenario.injects} | {each.at for each in actions}
    moments |= {*begins_of} | {each.known for each in scenario.receipts}
    frames = frames_of(incident, library, end)
    moments |= {frame.at for frame in frames}
    last = situations_of(incident, library, [end])[0]
    for one in last.obligations:
        for moment in (one.due, one.latest):
            if isinstance(moment, datetime):
                moments.add(moment + _MINUTE)
    moments |= {_whole(moment) for moment in moments}
    ordered = sorted(moment for moment in moments if begins <= moment <= end and moment == _whole(moment))
    calls = {each.id: calls_of(acted_by_players(scenario), each) for each in found_by}
    shown = situations_of(incident, library, ordered)
    return [
        _View(
            at, situation, next(each for each in reversed(frames) if each.at <= at),
            {
                name: next((call for call in reversed(own) if call.at <= at), None)
                for name, own in calls.items()
            },
        )
        for at, situation in zip(ordered, shown, strict=True)
    ]  # fmt: skip


def _whole(moment: datetime) -> datetime:
    """Give the whole minute a moment is in, or the next: the clock of an exercise knows no seconds."""
    rest = timedelta(seconds=moment.second, microseconds=moment.microsecond)
    return moment if not rest else moment - rest + _MINUTE


def _so(when: When, view: _View, condition: Condition | None, found_by: Sequence[Grader]) -> bool:
    situation = view.situation
    if condition is not None and truth_of(condition, view.frame.plans[0].values) is not Truth.YES:
        return False
    grader = next(each for each in found_by if each.grades(when.plan))
    if when.level is not None and grader.level(situation).certain < grader.scale.read(when.level):
        return False
    if when.called is not None and call_state(grader.level(situation), view.calls[grader.id]) != when.called:
        return False
    states = {
        "overdue": {one.duty for one in situation.obligations if one.state == "overdue"},
        "met": {one.duty for one in situation.obligations if one.state in {"met", "met-late"}},
        "undone": {one.duty for one in situation.obligations if one.state in {"running", "overdue"}},
    }
    return all(
        name.rpartition("#")[2] in states[key]
        for key, names in (("overdue", when.overdue), ("met", when.met), ("undone", when.undone))
        for name in names
    )
