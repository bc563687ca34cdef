"""What a plan must satisfy beyond its form: names that exist, ids used once, clauses in the ledger."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve

from respond.clock import read_zone
from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.facts import Fact, FactType, LevelScale, is_numeric
from respond.language import split_state
from respond.plan.grading import Interpretation, Rejected
from respond.plan.level import faults_of_scale
from respond.plan.lifecycle import LIFECYCLE, split_event
from respond.plan.limits import limit_of
from respond.plan.measure_units import faults_of_units
from respond.plan.model import EntryKind, Plan
from respond.plan.orders import ARISING, Measure, Response, Timing
from respond.plan.supervision_check import faults_of_reminders, faults_of_supervision

UNIT_FIELDS = (
    "unit", "units", "with_", "concerns", "to", "copy", "told", "by", "lead", "proposed_by", "approved_by",
    "started_by", "commanded_by", "ended_by", "decided_by", "heads",
)  # fmt: skip
"""The fields of entries that name units."""

_WITH_IDS: tuple[EntryKind, ...] = (
    "criterion",
    "exclusion",
    "duty",
    "measure",
    "change",
    "provision",
    "constraint",
    "reminder",
)
"""Entries that share one space of ids, since duties and interpretations refer to them by id alone."""

WITH_CASES = frozenset({"hole", "gap", "fall"})
"""Kinds of defects an interpretation explains for the cases it names; for no cases it would explain nothing."""

_UNNAMED = frozenset(
    (
        "interpretation",
        "adoption",
        "gate",
        "tightened",
        "contact",
        "scale",
        "grade",
        "below",
        "unit of measure",
        "supervision",
    )
)
"""Entries nothing refers to by a name of their own."""

_LEAP_YEAR = 2024  # so that 02-29 is a day of the year
_ONLY_NUMBERS = Text("数字的事实才写", "only a fact that is a number may fall")
_A_FLAG = Text("本预案的是/否事实", "a flag of this plan")
_A_CHANGE = Text(
    "要有事件的 `changes_of` 列出这个事实，才谈得上变化",
    "an event that names the fact under `changes_of`: its change",
)
_CITATIONS = re.compile(r"\s*[;,；，]\s*")


def check_plan(plan: Plan) -> list[Fault]:
    """Find what is wrong within one file, without regard to what it adopts."""
    return [
        *_edition(plan),
        *_zone(plan),
        *_office_hours(plan),
        *_ids(plan),
        *_names(plan),
        *([] if plan.adopts else _levels(plan)),
        *([] if plan.adopts else _graded_by(plan)),
        *faults_of_units(plan.units_of_measure),
        *_facts(plan),
        *_windows(plan),
        *_limits(plan),
        *_strictness(plan),
        *faults_of_reminders(plan),
        *_drafts(plan),
        *_ledger(plan),
        *([] if plan.adopts else references(plan)),
    ]


def check_composed(plan: Plan) -> None:
    """Check the names of a plan put together with what it adopts; raises `InputError`."""
    faults = [*_ids(plan), *_names(plan), *_levels(plan), *_graded_by(plan), *references(plan)]
    if faults:
        raise InputError(faults)


def place_of(text: object) -> Place | None:
    """Give where a text stood in its file, if it came from one."""
    return getattr(text, "place", None)


def _zone(plan: Plan) -> Iterator[Fault]:
    try:
        read_zone(plan.zone, place_of(plan.zone) or plan.place)
    except InputError as error:
        yield from error.faults


def _graded_by(plan: Plan) -> Iterator[Fault]:
    if plan.graded_by is not None and plan.levels:
        yield fault("E538", place_of(plan.graded_by) or plan.place, name=plan.graded_by)


def _edition(plan: Plan) -> Iterator[Fault]:
    force = plan.edition.in_force
    if force.to is not None and force.to < force.from_:
        yield fault("E531", plan.place)


def _ids(plan: Plan) -> Iterator[Fault]:
    seen: dict[str, Any] = {}
    for _, _, entry in plan.entries(*_WITH_IDS):
        if entry.id in seen:
            yield fault("E515", place_of(entry.id), name=entry.id, related=_some(seen[entry.id].place))
        seen.setdefault(entry.id, entry)


def _names(plan: Plan) -> Iterator[Fault]:
    spaces: tuple[Mapping[str, Any], ...] = (
        plan.facts,
        plan.derived,
        plan.conditions,
        plan.events,
        plan.windows,
    )
    counted = Counter(name for space in spaces for name in space)
    for space in spaces:
        for name, entry in space.items():
            if counted[name] > 1 or name in LIFECYCLE or name in ("level", "response", ARISING):
                yield fault("E535", entry.place, name=name)


def _levels(plan: Plan) -> Iterator[Fault]:
    """Find levels that no condition could name, and names that are none of the plan's levels."""
    taken = {*plan.facts, *plan.derived, *plan.events, *plan.windows, *LIFECYCLE}
    yield from faults_of_scale(plan.level_scale, taken)
    yield from faults_of_scale(plan.response_scale, taken)
    levels, responses = plan.scale_of_levels, plan.scale_of_responses
    named: list[tuple[LevelScale, Iterable[str], Place | None]] = [
        (levels, plan.levels, None),
        (responses, plan.responses, None),
        *((responses, each.includes, each.place) for each in plan.responses.values()),
        *((responses, each.response, each.place) for each in (*plan.measures, *plan.duties)),
    ]
    for scale, names, place in named:
        for name in names:
            if name == "none" or scale.find(name) is None:
                known = ", ".join(scale.gravest_first)
                yield fault(
                    "E551", place_of(name) or place, suggestion=scale.nearest(name), name=name, known=known
                )


def _facts(plan: Plan) -> Iterator[Fault]:
    for name, fact in plan.facts.items():
        if fact.judgement and not fact.by:
            yield fault("E528", fact.place, name=name)
        if fact.falls and not is_numeric(fact):
            what = Text(f"事实 {name} 的 `falls` ", f"`falls` of the fact {name}")
            yield fault("E652", fact.place, what=what, found="yes", expected=_ONLY_NUMBERS)
        if fact.change_counts is not None and not any(
            name in each.changes_of for each in plan.events.values()
        ):
            what = Text(f"事实 {name} 的 `change_counts` ", f"`change_counts` of the fact {name}")
            place = place_of(fact.change_counts) or fact.place
            yield fault("E652", place, what=what, found=fact.change_counts, expected=_A_CHANGE)


def _office_hours(plan: Plan) -> Iterator[Fault]:
    try:
        _ = plan.keeps
    except InputError as error:
        yield from (found if found.place else evolve(found, place=plan.place) for found in error.faults)


def _windows(plan: Plan) -> Iterator[Fault]:
    for name, window in plan.windows.items():
        for day in (window.from_, window.to):
            try:
                date.fromisoformat(f"{_LEAP_YEAR}-{day}")
            except ValueError:
                yield fault("E530", place_of(day) or window.place, name=name, found=day)


def _limits(plan: Plan) -> Iterator[Fault]:
    for measure in (*plan.duties, *plan.measures):
        yield from _timing(measure)
        if not measure.owners:
            yield fault("E521", measure.place, name=measure.id)
        if measure.when is None and not measure.response:
            yield fault("E522", measure.place, name=measure.id)


def _timing(measure: Measure) -> Iterator[Fault]:
    """Check what is said of its limit, of several, of their starts, and of days that are no working days."""
    given = measure.limits
    if len(given) > 1 or (measure.at_least is None) != (measure.before is None):
        yield fault("E519", measure.place, name=measure.id, found=", ".join(given) or "before")
    for key in ("earliest", "latest"):
        if len(getattr(measure, key)) == 1:
            yield fault("E562", measure.place, name=measure.id, key=key)
    if measure.pieces and (measure.after is not None or measure.before is not None):
        key = "after" if measure.after is not None else "before"
        yield fault("E565", place_of(getattr(measure, key)) or measure.place, name=measure.id, key=key)
    if measure.roll is not None and not set(measure.limits) - {"due"}:
        yield fault("E563", measure.roll.place or measure.place, name=measure.id)
    if measure.last_round is not None and not {"every", "at", "each"}.intersection(measure.limits):
        yield fault("E589", place_of(measure.last_round) or measure.place, name=measure.id)
    for names in (measure.afters, *(piece.afters for piece in measure.pieces)):
        if ARISING in names and len(names) > 1:
            yield fault("E564", place_of(names[names.index(ARISING)]) or measure.place, name=measure.id)


def _strictness(plan: Plan) -> Iterator[Fault]:
    """Check that the duties named as the stricter ones are stricter, where one file gives both."""
    known = {str(measure.id): measure for measure in (*plan.duties, *plan.measures)}
    for measure in known.values():
        for name in measure.or_stricter:
            other = known.get(name)
            if other is not None and not (
                _stands_in(measure) and _stands_in(other) and _milder(measure, other)
            ):
                yield fault("E586", place_of(name) or measure.place, name=measure.id, found=name)


def _stands_in(measure: Measure) -> bool:
    """Say whether it can be one of several limits of the same: done, and owed by its condition alone."""
    return measure.kind == "act" and not measure.response and measure.provided is None


def _milder(measure: Measure, other: Measure) -> bool:
    """Say whether the limit of another measure is stricter, as far as both can be read: elsewhere it is told if not."""
    try:
        own, its = (limit_of(each, lambda name: Text(name, name)) for each in (measure, other))
    except InputError:
        return True
    return own is not None and its is not None and its.stricter_than(own)


def _drafts(plan: Plan) -> Iterator[Fault]:
    for _, _, entry in plan.entries():
        if getattr(entry, "standing", "confirmed") == "draft" and not getattr(entry, "source", True):
            yield fault("E532", entry.place, name=entry.id)


def _ledger(plan: Plan) -> Iterator[Fault]:
    cited: dict[str, bool] = {}
    for clause in _clauses(plan):
        for part in _CITATIONS.split(clause):
            if part not in cited:
                cited[part] = part in plan.ledger or any(covers(known, part) for known in plan.ledger)
            if not cited[part]:
                yield fault("E516", place_of(clause), suggestion=nearest(part, plan.ledger), name=part)
    for name, ledger in plan.ledger.items():
        if ledger.status == "encoded" and name not in cited and not any(covers(name, part) for part in cited):
            yield fault("E517", ledger.place, name=name)
        if ledger.status != "encoded" and ledger.reason is None:
            yield fault("E518", ledger.place, name=name)


def covers(clause: str, citation: str) -> bool:
    """Say whether a citation is that clause or a finer part of it.

    >>> covers("4.1(2)", "4.1(2)a"), covers("4.1", "4.10")
    (True, False)
    """
    if citation == clause:
        return True
    rest = citation.removeprefix(clause)
    return rest != citation and not (clause[-1:].isdigit() and rest[0].isdigit())


def _clauses(plan: Plan) -> Iterator[str]:
    """Go through every clause the plan's own entries cite."""
    for _, _, entry in plan.entries():
        yield from clauses_of(entry)


def clauses_of(entry: Any) -> Iterator[str]:  # noqa: ANN401 - any entry of a plan
    """Go through what an entry cites, its tasks and its contact with it."""
    contact = getattr(entry, "contact", None)
    cited = [entry.clause, *(task.clause for task in getattr(entry, "tasks", ()))]
    cited += [contact.clause] if contact is not None else []
    cited += [piece.clause for piece in getattr(entry, "pieces", ())]
    roll = getattr(entry, "roll", None)
    cited += [roll.clause] if roll is not None else []
    cited += [clause for timing in timings_of(entry) for clause in _clauses_of_timing(timing)]
    return (clause for clause in cited if clause)


def timings_of(entry: Any) -> Iterator[Timing]:  # noqa: ANN401 - any entry of a plan
    """Go through the limits the rejected readings of an interpretation give; any other entry has none."""
    for rejected in getattr(entry, "rejected", ()):
        yield from rejected.limits.values()


def _clauses_of_timing(timing: Timing) -> Iterator[str | None]:
    pauses = timing.pauses if isinstance(timing.pauses, tuple) else (timing.pauses,)
    for part in (*timing.earliest, *timing.latest, timing.roll, *pauses):
        yield part.clause if part is not None else None


def references(plan: Plan) -> Iterator[Fault]:
    """Find names of units, reports, events, levels and touched entries that do not exist."""
    yield from _unit_names(plan)
    bodies = (*plan.units, *plan.groups)
    if plan.seat is not None and plan.seat not in bodies:
        yield fault(
            "E511", place_of(plan.seat) or plan.place, suggestion=nearest(plan.seat, bodies), name=plan.seat
        )
    yield from _same_events(plan)
    yield from _changing(plan)
    for measure in (*plan.duties, *plan.measures):
        if measure.report is not None and measure.report not in plan.reports:
            guess = nearest(measure.report, plan.reports)
            yield fault(
                "E512", place_of(measure.report) or measure.place, suggestion=guess, name=measure.report
            )
        yield from _moments(plan, measure)
        yield from _excluding_flags(plan, measure)
        yield from _duties_named(plan, measure)
        yield from _responses(plan, measure.response)
    for response in plan.responses.values():
        yield from _responses(plan, response.includes)
    yield from _circles(plan.responses)
    yield from _interpretations(plan)
    yield from faults_of_supervision(plan)


def _interpretations(plan: Plan) -> Iterator[Fault]:
    """Find what interpretations name that is not there, or that a rejected reading cannot change."""
    touchable = _touchable(plan)
    changeable = {name for _, name, _ in plan.entries("criterion", "response", "duty", "measure", "reminder")}
    for interpretation in plan.interpretations:
        for known in interpretation.explains:
            if known.kind in WITH_CASES and known.when is None:
                yield fault("E537", known.place, name=interpretation.id, kind=known.kind)
        instead = [name for rejected in interpretation.rejected for name in rejected.instead]
        limited = [name for rejected in interpretation.rejected for name in rejected.limits]
        explained = (name for known in interpretation.explains for name in known.entries)
        for name in (*interpretation.touches, *instead, *limited, *explained):
            if name not in touchable:
                guess = nearest(name, touchable)
                yield fault("E523", place_of(name), suggestion=guess, name=interpretation.id, touched=name)
        for name in instead:
            if name in touchable and name not in changeable:
                yield fault("E569", place_of(name), name=interpretation.id, found=name)
        for rejected in interpretation.rejected:
            yield from _other_limits(plan, interpretation, rejected, touchable)


def _other_limits(
    plan: Plan, interpretation: Interpretation, rejected: Rejected, touchable: set[str]
) -> Iterator[Fault]:
    """Check the limits a rejected reading gives as those of the duties themselves."""
    measures = {measure.id: measure for measure in (*plan.duties, *plan.measures)}
    for name, timing in rejected.limits.items():
        measure = measures.get(name)
        if measure is None or measure.kind != "act":
            if name in touchable:
                yield fault("E585", place_of(name) or timing.place, name=interpretation.id, found=name)
            continue
        # all but its timing is checked with the measure itself
        read = timing.of(
            evolve(
                measure, until=None, last_round=None, ends=None, fulfilled_by=None, broken_by=(), pauses=None
            )
        )
        yield from _timing(read)
        yield from _moments(plan, evolve(read, extend=None))


def _same_events(plan: Plan) -> Iterator[Fault]:
    bodies = {*plan.units, *plan.groups}
    for entry in plan.events.values():
        if entry.same_as is None:
            continue
        event, body = split_event(entry.same_as)
        place = place_of(entry.same_as) or entry.place
        if event not in LIFECYCLE:
            yield fault("E513", place, suggestion=nearest(event, LIFECYCLE), name=event)
        if body not in bodies:
            yield fault("E511", place, suggestion=nearest(body or "", bodies), name=body or "")


def _changing(plan: Plan) -> Iterator[Fault]:
    """Check the numbers of which events are changes, the duties of which they are acts, and until when they hold."""
    duties = [str(entry.id) for entry in (*plan.duties, *plan.measures)]
    numbers = [name for name, fact in plan.facts.items() if is_numeric(fact)]
    for entry in plan.events.values():
        for name in entry.changes_of:
            if name not in numbers:
                guess = nearest(name, numbers)
                yield fault(
                    "E587", place_of(name) or entry.place, suggestion=guess, name=entry.id, found=name
                )
        known = (*plan.events, *LIFECYCLE)
        if entry.until is not None and entry.until not in known:
            place = place_of(entry.until) or entry.place
            yield fault("E513", place, suggestion=nearest(entry.until, known), name=entry.until)
        for duty in entry.act.of if entry.act is not None else ():
            if duty not in duties:
                yield fault(
                    "E435", place_of(duty) or entry.place, suggestion=nearest(duty, duties), found=duty
                )


def _unit_names(plan: Plan) -> Iterator[Fault]:
    known = {*plan.units, *plan.groups}
    for name, owner in _named_units(plan):
        if name not in known:
            yield fault("E511", place_of(name) or owner, suggestion=nearest(name, known), name=name)


def _named_units(plan: Plan) -> Iterator[tuple[str, Place | None]]:
    for kind, _, entry in plan.entries():
        if kind == "window" or kind in _UNNAMED:  # a window goes `to` a day
            continue
        for field in UNIT_FIELDS:
            value = getattr(entry, field, ())
            counted = field == "unit" and isinstance(entry, Fact)  # a fact's unit is what it is measured in
            if isinstance(value, tuple):
                yield from ((name, entry.place) for name in value)
            elif value is not None and not counted:
                yield value, entry.place


def _excluding_flags(plan: Plan, measure: Measure) -> Iterator[Fault]:
    """Check the flags by which some channels do not fulfil a duty."""
    for flag in measure.not_by_where:
        if flag not in plan.facts or plan.facts[flag].type is not FactType.FLAG:
            flags = [name for name, fact in plan.facts.items() if fact.type is FactType.FLAG]
            what = Text(f"任务 {measure.id} 的 `not_by_where` ", f"`not_by_where` of the duty {measure.id}")
            place = place_of(flag) or measure.place
            yield fault(
                "E652", place, suggestion=nearest(flag, flags), what=what, found=flag, expected=_A_FLAG
            )


def _moments(plan: Plan, measure: Measure) -> Iterator[Fault]:
    times = {n for n, f in plan.facts.items() if f.type in (FactType.DATE, FactType.INSTANT)}
    events = {*LIFECYCLE, *plan.events}
    bodies = {*plan.units, *plan.groups}
    afters = {*measure.afters, *(name for piece in measure.pieces for name in piece.afters)}
    counted = {*afters, measure.before}
    for name in moments_of(measure):
        if name == ARISING and name in afters:
            continue
        asked = split_state(name)
        if asked is not None and name in afters:
            yield from _met_first(plan, measure, name, *asked)
            continue
        event, body = split_event(name)
        # a day or time reported only starts or bounds a limit; nothing ends, pauses, is done or broken by it
        known = {*events, *times} if body is None and name in counted else events
        if event not in known:
            yield fault("E513", place_of(name) or measure.place, suggestion=nearest(event, known), name=event)
        if body is not None and body not in bodies:
            yield fault("E511", place_of(name) or measure.place, suggestion=nearest(body, bodies), name=body)
    for addressee in measure.fulfilled_by if isinstance(measure.fulfilled_by, dict) else ():
        if addressee not in measure.addressees:
            guess = nearest(addressee, measure.addressees)
            yield fault("E536", place_of(addressee) or measure.place, suggestion=guess, name=addressee)
    if measure.extend is not None and measure.extend.by not in bodies:
        guess = nearest(measure.extend.by, bodies)
        yield fault(
            "E511", place_of(measure.extend.by) or measure.place, suggestion=guess, name=measure.extend.by
        )


def _duties_named(plan: Plan, measure: Measure) -> Iterator[Fault]:
    duties = [str(each.id) for each in (*plan.duties, *plan.measures)]
    together = measure.extend.together if measure.extend is not None else ()
    for name in (*measure.or_stricter, *measure.done_with, *together):
        if name not in duties:
            yield fault("E435", place_of(name) or measure.place, suggestion=nearest(name, duties), found=name)
    for name in measure.formerly:
        if name in duties:
            yield fault("E590", place_of(name) or measure.place, name=measure.id, found=name)
    if measure.done_with:
        acts = {str(each.id) for each in (*plan.duties, *plan.measures) if each.kind == "act"} - {measure.id}
        for name in measure.done_with:
            if name in duties and (name not in acts or measure.kind != "act"):
                yield fault("E588", place_of(name) or measure.place, name=measure.id, found=name)


def _met_first(plan: Plan, measure: Measure, name: str, state: str, duty: str) -> Iterator[Fault]:
    """Check a start that is another duty: there is one, and it can be met."""
    duties = {str(each.id): each for each in (*plan.duties, *plan.measures)}
    place = place_of(name) or measure.place
    if state != "met" or (duty in duties and duties[duty].kind != "act"):
        yield fault("E568", place, name=measure.id, found=name)
    elif duty not in duties:
        yield fault("E435", place, suggestion=nearest(duty, duties), found=duty)


def moments_of(measure: Measure) -> tuple[str, ...]:
    """Give every event, date or duty met by which a measure counts, ends, pauses, lengthens, is fulfilled or broken."""
    stops = (name for stop in measure.stops for name in (stop.from_, stop.to))
    fulfilled = (event for event, _ in measure.fulfilments)
    upon = measure.extend.upon if measure.extend is not None else None
    single = (measure.before, measure.until, measure.last_round, upon)
    parts = (name for piece in measure.pieces for name in piece.afters)
    found = (*measure.afters, *parts, *single, *(measure.ends or ()), *stops, *fulfilled, *measure.broken_by)
    return tuple(name for name in found if name is not None)


def _responses(plan: Plan, names: Iterable[str]) -> Iterator[Fault]:
    for name in names:
        if name not in plan.responses:
            yield fault("E514", place_of(name), name=name)


def _circles(responses: Mapping[Any, Response]) -> Iterator[Fault]:
    for start in responses:
        reached, queue = set(), list(responses[start].includes)
        while queue:
            name = queue.pop()
            if name in responses and name not in reached:
                reached.add(name)
                queue += responses[name].includes
        if start in reached:
            yield fault("E533", responses[start].place, name=start)


def _touchable(plan: Plan) -> set[str]:
    return {name for kind, name, _ in plan.entries() if kind not in _UNNAMED}


def _some(place: Place | None) -> tuple[Place, ...]:
    return (place,) if place else ()
