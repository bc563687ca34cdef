"""An exercise on its own clock: inject by inject, what the plan makes of it; at the end, what was done in time."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from attrs import Factory, evolve

from respond._records import frozen
from respond.errors import Fault, InputError, Text, fault, nearest
from respond.exercise.answering import DoneBy, done_by
from respond.exercise.arrivals import Arrival, Unreceived, arrivals, of_nothing, unreceived, with_receipts
from respond.exercise.cast import situation_in_the_cast
from respond.exercise.counted_once import counted_once
from respond.exercise.curve import LevelCurve, level_curve
from respond.exercise.deciding import caller_of
from respond.exercise.getting_through import Blocked
from respond.exercise.handed import Handed, handed
from respond.exercise.levels import (
    PLAN_OF_CALL,
    Call,
    Called,
    Grader,
    Stretch,
    called,
    calls_of,
    graders,
    other_grader,
    stretches,
)
from respond.exercise.naming_facts import facts_by_id
from respond.exercise.objectives import Rating, Showing, rated, showings, weighted
from respond.exercise.outages import Lost, cut_off, lost_in, unnamed_in, ways_of
from respond.exercise.played import Timed, acted, acted_by_players, incident_of
from respond.exercise.report_contents import contents_of, holdable
from respond.exercise.scenario import Acknowledged, Action, Inject, Scenario, Target, Variant
from respond.exercise.score import Outcome, Unscored, judge, unscored
from respond.exercise.targets import aimed
from respond.exercise.timeline import Resolved, chosen, resolved
from respond.exercise.turns import Turn, first_shown, turns_of
from respond.facts import Fact, read_value
from respond.log import IncidentFile, begin_of, day_of
from respond.plan import Item, Library, PlanRef, Prepared
from respond.situation import Obligation, Situation, UnitName, plans_until, situations_of
from respond.yaml import Node


@frozen
class PlayedPlan:
    """An edition the exercise was judged by, with the calendar of its working days; one adopted has neither."""

    ref: PlanRef
    title: Text | None
    calendar: str | None


@frozen
class LevelCourse:
    """The course of the level of one plan that grades by itself, with what players called of it."""

    grader: Grader
    stretches: tuple[Stretch, ...]
    calls: tuple[Call, ...]
    curve: LevelCurve


@frozen
class Run:
    """A whole exercise: every turn, what was done ahead of the first, and every expectation with its outcome."""

    scenario: Scenario
    ahead: tuple[Timed, ...]
    turns: tuple[Turn, ...]
    final: Situation
    outcomes: tuple[Outcome, ...]
    unscored: tuple[Unscored, ...]
    names: dict[str, Text]
    """The words of every unit and duty an action can name, by id: of a unit that is played, those of the cast."""
    bodies: dict[str, Text]
    """What the plans call each of their units, by id, whoever plays it."""
    never: tuple[Inject, ...]
    """Injects that waited for what never came to be so, or for one that did not arrive."""
    texts: frozenset[str]
    """The plan that leads and those it adopts: their clauses are cited without a name."""
    titles: dict[str, Text]
    """The titles of the plans concerned, by id."""
    levels: tuple[LevelCourse, ...]
    """The level by each plan that grades by itself, the leading one first."""
    showings: tuple[Showing, ...]
    """What was shown of each objective."""
    caller: UnitName | None = None
    """To whom the leading plan gives the call of the level, where it says so."""
    contents: Mapping[str, tuple[Item, ...]] = Factory(dict)
    """What the report of each duty has to contain, by `plan#duty`."""
    done_by: DoneBy = Factory(dict)
    """By `plan#duty`, the duties of which an act does it."""
    facts: Mapping[str, Fact] = Factory(dict)
    """The facts of the leading plan, in which numbers are told."""
    planned: tuple[Inject, ...] = ()
    """The injects as they are written, of the variant that was played, before any was put at its moment."""
    withheld: tuple[Inject, ...] = ()
    """Injects that the director withheld to the end."""
    blocked: tuple[Blocked, ...] = ()
    """Injects that did not arrive, their channel being cut."""
    lost: tuple[Lost, ...] = ()
    """What players did over a channel that was cut, so that it did not go through."""
    unnamed: tuple[Timed, ...] = ()
    """What went through with no channel named while one it may have gone by was cut."""
    variant: Variant | None = None
    """Which variant was played, where there are several."""
    unreceived: tuple[Unreceived, ...] = ()
    """Bodies that owe something on receipt of a report and had received none by the end."""
    arrived: tuple[Arrival, ...] = ()
    """What players told other bodies, each as it reached one of them."""
    received_nothing: tuple[Timed, ...] = ()
    """Receipts of what nobody had sent."""
    handed: tuple[Handed, ...] = ()
    """Injects as units that are played got them, with when they acknowledged them, where that was recorded."""
    plans: tuple[PlayedPlan, ...] = ()
    """The plans it was judged by, the leading one first, each with those it adopts behind it."""

    @property
    def not_reached(self) -> tuple[Inject, ...]:
        """Give the injects of the script that were still to come when it ended."""
        known = {each.id for each in (*self.scenario.injects, *self.never, *self.withheld)}
        known |= {each.inject.id for each in self.blocked}
        return tuple(each for each in self.planned if each.id not in known)

    @property
    def presumed(self) -> tuple[Arrival, ...]:
        """Give the first of what came to a body, not acknowledged in time: it was received as it came."""
        receipts = self.scenario.receipts
        return tuple(each for each in self.arrived if each.presumed is not None and each.receipt in receipts)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Give the stretches of the level of every plan that grades, those of the leading one first."""
        return tuple(stretch for each in self.levels for stretch in each.stretches)

    @property
    def curve(self) -> LevelCurve:
        """Give the curve of the level of the leading plan."""
        return self.levels[0].curve

    @property
    def graders(self) -> tuple[Grader, ...]:
        """Give the plans whose levels count, the leading one first."""
        return tuple(each.grader for each in self.levels)

    @property
    def played(self) -> bool:
        """Say whether anybody played: a team is named, if only to have done nothing, or something was recorded."""
        scenario = self.scenario
        return scenario.team is not None or bool(scenario.actions or self.lost or scenario.paces)

    @property
    def points(self) -> int:
        """Give the points reached."""
        return sum(outcome.points for outcome in self.outcomes if outcome.counts)

    @property
    def most(self) -> int:
        """Give the points that could be reached."""
        return sum(self.scenario.points.met for outcome in self.outcomes if outcome.counts)

    @property
    def weighted(self) -> Fraction | None:
        """Give what the objectives came to in all, each by its weight; None where nothing that counts tests any."""
        return weighted(self.showings)

    @property
    def rating(self) -> Rating | None:
        """Give the rating that comes to, by the same bands."""
        return rated(self.weighted, self.scenario.bands) if self.weighted is not None else None


def plan_beside(outcome: Outcome, run: Run) -> Text | None:
    """Give the title of the plan whose clauses something expected cites, where that is not the leading one."""
    of = outcome.of
    if isinstance(of, Called):
        return of.stretch.beside.title if of.stretch.beside is not None else None
    if not isinstance(of, Obligation) or of.plan.id in run.texts:
        return None
    return run.titles.get(of.plan.id)


def run_scenario(scenario: Scenario, library: Library, variant: str | None = None) -> Run:
    """Walk the injects of a scenario once and judge the players' recorded actions against the plan.

    The answer key is derived: the obligations of the incident the exercise plays, players' acts in its log, and every
    change of its level. `variant` names the one that is played (the first if absent). Raises `InputError`.
    """
    zone = library.zone(scenario.plans)
    scenario = chosen(scenario, variant)
    planned = _planned(scenario)
    plans, begins = concerned(scenario, library)
    faults = list(_faults(scenario, plans, begins))
    if faults:
        raise InputError(faults)
    scenario = facts_by_id(scenario, plans)
    ways = ways_of(plans)
    timed = resolved(scenario, library, plans)
    through = cut_off(timed.scenario, ways)
    scenario = with_receipts(through.scenario, plans)
    incident = incident_of(scenario, zone)
    actions, by_players = acted(scenario), acted_by_players(scenario)
    shown = _situations(scenario, incident, actions, library)
    final = situation_in_the_cast(shown[scenario.moment(scenario.end)], scenario.cast)
    # the end is looked at with them, so that the log is read against every plan concerned by then
    turns = turns_of(
        scenario, actions, shown,
        lambda moments: situations_of(incident, library, [*moments, scenario.moment(scenario.end)])[:-1],
    )  # fmt: skip
    ordered = [shown[moment] for moment in sorted(shown)]
    levels = [_course(each, ordered, by_players, final.at) for each in graders(plans)]
    bodies = _bodies(plans)
    names = labels_of(plans) | bodies | scenario.cast
    texts = texts_of(plans)
    calls = [one for each in levels for one in called(each.stretches, each.calls)]
    done, contents = done_by(plans), contents_of(plans)
    targets = list(aimed(scenario, final.obligations, done, names))
    judged = judge(scenario, calls, targets, final, first_shown(shown), done, contents)
    lost_by_players = [each for each in through.lost if each.action.by not in scenario.control_plays]
    outcomes = counted_once(judged, final.leading.plan.id, final.at)
    leading = next(plan for plan in plans if plan.ref.id == final.leading.plan.id)
    return Run(
        scenario=scenario,
        ahead=tuple(each for each in actions if each.at < turns[0].at),
        turns=turns,
        final=final,
        outcomes=outcomes,
        unscored=(*unscored(by_players, final, begins, done), *lost_in(lost_by_players)),
        never=timed.never,
        names=names,
        bodies=bodies,
        texts=texts,
        titles={plan.ref.id: plan.plan.title for plan in plans},
        levels=tuple(levels),
        showings=tuple(showings(scenario, outcomes, texts)),
        caller=caller_of(leading),
        contents=contents,
        done_by=done,
        facts=leading.facts,
        planned=planned,
        withheld=_withheld(scenario, planned, timed),
        blocked=timed.blocked,
        lost=through.lost,
        unnamed=unnamed_in(scenario, ways),
        unreceived=unreceived(scenario, plans, final, library),
        arrived=arrivals(scenario, plans),
        received_nothing=of_nothing(scenario, plans),
        handed=handed(scenario, plans),
        variant=next((each for each in scenario.variants if variant in {None, each.id}), None),
        plans=tuple(_played(plans, leading)),
    )


def _course(
    grader: Grader, situations: Sequence[Situation], actions: Sequence[Timed], end: datetime
) -> LevelCourse:
    calls = calls_of(actions, grader)
    found = tuple(
        each
        for place, each in enumerate(stretches(grader, situations))
        if not place or each.since < end or any(call.at >= each.since for call in calls)
    )  # a level that came to hold in the minute in which it ended nobody had time to call
    return LevelCourse(grader, found, calls, level_curve(found, calls, end))


def _withheld(scenario: Scenario, planned: Sequence[Inject], timed: Resolved) -> tuple[Inject, ...]:
    """Give the injects that stand in the script and were neither given nor waited for something to the end."""
    kept_back = {each.inject for each in scenario.withheld if each.until is None}
    known = {each.id for each in (*scenario.injects, *timed.never, *(one.inject for one in timed.blocked))}
    return tuple(each for each in planned if each.id in kept_back and each.id not in known)


def _planned(scenario: Scenario) -> tuple[Inject, ...]:
    """Give the injects as they are written, with what the director gave beside the script."""
    if not scenario.written:
        return scenario.injects
    script = {each.id for each in scenario.written}
    return (*scenario.written, *(each for each in scenario.injects if each.id not in script))


def concerned(scenario: Scenario, library: Library) -> tuple[tuple[Prepared, ...], datetime]:
    """Give the plans a scenario is played under, the leading one first, and when its incident begins."""
    zone = library.zone(scenario.plans)
    told = incident_of(_by_the_clock(scenario), zone)
    plans = plans_until(told, library, day_of(told, zone), scenario.moment(scenario.end))
    return tuple(plans), begin_of(told, zone)


def check_names(scenario: Scenario, library: Library) -> None:
    """Refuse a scenario, or what was recorded in it, that names what its plans have not; raises InputError."""
    plans, begins = concerned(scenario, library)
    faults = list(_faults(scenario, plans, begins))
    if faults:
        raise InputError(faults)


def check_told(scenario: Scenario, library: Library) -> None:
    """Refuse a scenario of which what is told by the clock is nothing its plans can take; raises InputError."""
    told = incident_of(_by_the_clock(evolve(scenario, actions=())), library.zone(scenario.plans))
    situations_of(told, library, [scenario.moment(scenario.end)])


def _by_the_clock(scenario: Scenario) -> Scenario:
    """Give a scenario with those injects only that have a fixed time, which is enough to know its plans and begin."""
    fixed = tuple(each for each in scenario.injects if each.after is None and each.when is None)
    return evolve(scenario, injects=fixed)


def _situations(
    scenario: Scenario, incident: IncidentFile, actions: Sequence[Timed], library: Library
) -> dict[datetime, Situation]:
    """Give the situation at every inject, at every level called and at the end, in one pass."""
    moments = {scenario.moment(inject.at) for inject in scenario.injects}
    begins = min(moments)
    moments |= {each.at for each in actions if each.action.declares is not None and each.at > begins}
    moments.add(scenario.moment(scenario.end))
    ordered = sorted(moments)
    return dict(zip(ordered, situations_of(incident, library, ordered), strict=True))


def texts_of(plans: Sequence[Prepared]) -> frozenset[str]:
    """Give the plans whose clauses objectives cite: the one that leads, and those it adopts."""
    leading = graders(plans)[0].id
    return frozenset(
        source.id for plan in plans if plan.ref.id == leading for source in plan.composed.sources
    )


def _bodies(plans: Sequence[Prepared]) -> dict[str, Text]:
    names: dict[str, Text] = {}
    for plan in plans:
        for unit in plan.plan.units.values():
            names.setdefault(str(unit.id), Text(unit.zh, unit.en))
        for group in plan.plan.groups.values():
            names.setdefault(str(group.id), Text(group.zh, group.en))
    return names


def labels_of(plans: Iterable[Prepared]) -> dict[str, Text]:
    """Give the words of all that some plans order, by its id, of the first that has it, and by that with its plan."""
    labels: dict[str, Text] = {}
    for plan in plans:
        for rule in plan.measures:
            label = Text(rule.entry.zh, rule.entry.en)
            labels.setdefault(rule.id, label)
            labels.setdefault(f"{plan.origin(rule.id).id}#{rule.id}", label)
    return labels


def _played(plans: Sequence[Prepared], leading: Prepared) -> Iterator[PlayedPlan]:
    """Give each plan with its calendar, then those whose parts it adopts."""
    for plan in sorted(plans, key=lambda each: each is not leading):
        yield PlayedPlan(plan.ref, plan.plan.title, str(plan.plan.calendar))
        for source in plan.composed.sources:
            if source.id != plan.ref.id:
                yield PlayedPlan(source, None, None)


_LEVEL_OF_OBJECTIVE = Text("目的的 `level` ", "the `level` of an objective")
_WHO_IS_ORDERED = Text("命令给谁（`to`）", "whom an order goes to (`to`)")
_NOBODY = Text("空的", "nobody")
_ONE_BODY = Text("至少一个单位", "one body at least")
_REACHED = Text("达到的目标（`reached`）", "a target noted as reached (`reached`)")
_NO_DUTY = Text(
    "没有 `did` 的目标；有 `did` 的，办妥那项任务就算达到",
    "one without `did`; one with it is reached when that duty is fulfilled",
)
_NO_CALL = Text(
    "没有宣布级别（`declares`）的，不写 `plan`", "no `plan` where no level is declared (`declares`)"
)


@frozen
class _Nameable:
    """What a scenario can name of its plans: units and groups, duties by id and with their plan."""

    units: frozenset[str]
    duties: frozenset[str]
    full: frozenset[str]
    contents: Mapping[str, frozenset[str]]
    facts: Mapping[str, Fact]
    graders: tuple[Grader, ...]

    def level(self, action: Action) -> Iterator[Fault]:
        """Give the fault of a plan whose level nobody can declare, or of a level it has not."""
        grader = next((each for each in self.graders if each.grades(action.plan)), None)
        if action.declares is None:
            if action.plan is not None:
                yield fault("E652", action.place, what=PLAN_OF_CALL, found=action.plan, expected=_NO_CALL)
        elif grader is None:
            yield other_grader(self.graders, action.plan, action.place)
        else:
            try:
                grader.scale.named(action.declares)
            except InputError as error:
                yield from error.faults

    def duty(self, name: str, where: "Action | Target | None") -> Iterator[Fault]:
        """Give the fault of a duty there is not."""
        if name not in self.full:
            yield from _known("E806", name, self.duties, where)

    def held_by(self, name: str) -> Iterator[str]:
        """Give what the reports of a duty may hold, by id; of every plan that has one of that name."""
        for full, items in self.contents.items():
            if name in {full, full.rpartition("#")[2]}:
                yield from items

    def unit(self, name: str, where: "Acknowledged | Action | Inject | Target | None") -> Iterator[Fault]:
        """Give the fault of a unit there is not."""
        yield from _known("E807", name, self.units, where)


def _faults(scenario: Scenario, plans: Sequence[Prepared], begins: datetime) -> Iterator[Fault]:
    rules = [(plan.origin(rule.id).id, rule.id) for plan in plans for rule in plan.measures]
    known = _Nameable(
        frozenset(str(name) for plan in plans for name in (*plan.plan.units, *plan.plan.groups)),
        frozenset(duty for _, duty in rules),
        frozenset(f"{plan}#{duty}" for plan, duty in rules),
        {name: frozenset(str(item.id) for item in items) for name, items in holdable(plans).items()},
        plans[0].facts,
        graders(plans),
    )
    first = scenario.injects[0]
    if scenario.moment(first.at) < begins:
        yield fault("E716", first.place, at=scenario.moment(first.at), occurred=begins)
    for name in (*scenario.cast, *scenario.control_plays):
        yield from known.unit(name, None)
    for inject in scenario.injects:
        for name in inject.to:
            yield from known.unit(name, inject)
    yield from _aims(scenario, known)
    for action in scenario.actions:
        yield from _action(action, scenario, known)
    for read in scenario.acknowledged:
        yield from known.unit(read.unit, read)


def _aims(scenario: Scenario, known: _Nameable) -> Iterator[Fault]:
    objectives = {objective.id for objective in scenario.objectives}
    for target in scenario.targets:
        yield from known.unit(target.unit, target)
        if target.objective is not None:
            yield from _known("E813", target.objective, objectives, target)
        if target.did is not None:
            yield from known.duty(target.did, target)
    for objective in scenario.objectives:
        for name in objective.duties:
            yield from known.duty(name, None)
        graded = [each.id for each in known.graders]
        names = [each.rpartition("/")[2] for each in graded]
        if objective.level is not None and not any(each.named(objective.level) for each in known.graders):
            place = getattr(objective.level, "place", None) or objective.place
            yield fault(
                "E652", place, suggestion=nearest(objective.level, [*graded, *names]), what=_LEVEL_OF_OBJECTIVE,
                found=objective.level, expected=Text("、".join(graded), ", ".join(graded)),
            )  # fmt: skip


def _action(action: Action, scenario: Scenario, known: _Nameable) -> Iterator[Fault]:
    words = action.orders or action.says
    if not (action.did or action.reached or action.receives) and action.declares is None and words is None:
        yield fault("E808", action.place)
    if action.orders is not None and not (action.to or action.did):
        yield fault("E652", action.place, what=_WHO_IS_ORDERED, found=_NOBODY, expected=_ONE_BODY)
    yield from known.level(action)
    for name in action.reached:
        yield from _known("E812", name, [target.id for target in scenario.targets], action)
        yield from _seen_in_vain(name, action, scenario)
    for name in action.did:
        yield from known.duty(name, action)
    for name in (action.by, *action.to, *action.receives, *((action.for_,) if action.for_ else ())):
        yield from known.unit(name, action)
    items = {item for name in action.did for item in known.held_by(name)}
    for name in action.contains or ():
        yield from _known("E800", name, items, action)
    for name, node in action.figures.items():
        yield from _known("E701", name, known.facts, action)
        if name in known.facts:
            yield from _ill_read(node, known.facts[name])


def _seen_in_vain(name: str, action: Action, scenario: Scenario) -> Iterator[Fault]:
    """Give the fault of a target noted as reached of which the ledger says whether it was."""
    if any(target.id == name and target.did is not None for target in scenario.targets):
        place = getattr(name, "place", None) or action.place
        yield fault("E652", place, what=_REACHED, found=name, expected=_NO_DUTY)


def _ill_read(node: Node, fact: Fact) -> Iterator[Fault]:
    try:
        read_value(node, fact)
    except InputError as error:
        yield from error.faults


def _known(
    code: str, name: str, known: Collection[str], where: Acknowledged | Action | Inject | Target | None
) -> Iterator[Fault]:
    if name not in known:
        place = getattr(name, "place", None) or (where.place if where is not None else None)
        yield fault(code, place, suggestion=nearest(name, known), name=name)
