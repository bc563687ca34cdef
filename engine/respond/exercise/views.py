"""What each of those who take part in a play sees at a moment: the director, an evaluator, the players of a unit.

Players see what came to their unit and what it did itself, and nothing else: no inject to come, no key, no score.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal

from attrs import evolve

from respond._records import frozen
from respond.errors import Text
from respond.exercise.answering import done_by
from respond.exercise.cast import in_the_cast
from respond.exercise.citing import written_value
from respond.exercise.getting_through import cutting
from respond.exercise.inbox import (
    Message,
    ReportItem,
    Task,
    every_task,
    example_of,
    facts_of,
    numbers_of,
    received,
    tasks_of,
    unit_words,
)
from respond.exercise.levels import call_state, calls_of, clauses_of, graders
from respond.exercise.looking import SoFar, caught
from respond.exercise.objectives import tests, tests_level
from respond.exercise.outages import outages_at
from respond.exercise.play import Acted, Play, Stage
from respond.exercise.played import acted_by_players
from respond.exercise.report_contents import SaidReport, held_in, holdable
from respond.exercise.run import labels_of, texts_of
from respond.exercise.scenario import (
    CallState,
    Inject,
    InjectKind,
    ObservationKind,
    offset_of,
    phase_at,
    read_length,
    read_offset,
    said_offset,
)
from respond.exercise.targets import due_of, reached_at
from respond.exercise.turning_back import Order, TurnedBack
from respond.exercise.waiting_words import from_when_typed, so_long_after, waits_for
from respond.plan import Channel
from respond.reason import LevelRange
from respond.situation import Keys, Named, Obligation, Placed, UnitName

InjectState = Literal["given", "lost", "next", "coming", "waiting", "held", "dropped", "never"]
"""How an inject stands: given; not arrived, its channel having been cut; the next by the clock; coming by the clock;
waiting for how the exercise stands; held back or dropped by the director; never given, the time being over."""

INJECT_STATES: Final = {
    "given": Text("已下达", "given"),
    "lost": Text("没有送到", "did not arrive"),
    "next": Text("下一条", "next"),
    "coming": Text("未到时间", "to come"),
    "waiting": Text("等待条件", "waiting"),
    "held": Text("已扣下", "held back"),
    "dropped": Text("已取消", "dropped"),
    "never": Text("没有下达", "never given"),
}
"""What each state of an inject is called."""


@frozen
class ClockNow:
    """The exercise's clock: how the play stands, the offset and the time it shows, how fast it runs, when it ends.

    `seconds` is how far it has come, the running minute counted.
    """

    stage: Stage
    offset: str
    at: datetime
    seconds: int
    speed: int
    end: str
    reason: Text | None
    """Why it was ended, once it was."""


@frozen
class Seat:
    """An account and the unit it plays."""

    who: str
    unit: str
    name: Text


@frozen
class DoneAct:
    """What a unit did: the duties in words, whom it told and how, the level it declared, targets seen reached."""

    number: int
    at: str
    by: str
    name: Text
    did: tuple[Text, ...]
    to: tuple[Text, ...]
    channel: Channel | None
    declares: str | None
    beside: Text | None
    """The plan whose level that is, where it is not the leading one."""
    orders: Text | None
    says: Text | None
    to_control: bool
    """Whether it is a message to the director."""
    reached: tuple[str, ...]
    receives: tuple[Text, ...]
    """Whose reports it acknowledges."""
    awaited: tuple[UnitName, ...]
    """Whom it told that have not acknowledged it; no unit is told that of its own acts."""
    report: SaidReport | None
    """What its report says, as its sender entered it."""
    note: Text | None
    lost: bool
    """Whether it did not go through, its channel being cut."""


@frozen
class ToldNumber:
    """A number a report told, as it was noted."""

    fact: str
    value: str


@frozen
class LostWay:
    """The channels something was to go by that did not go through, and from which offset on they were all cut."""

    channels: tuple[Channel, ...]
    since: str


@frozen
class SentReport:
    """An act that sent a report: what it has to contain, what of it was noted, and the numbers it told, as noted."""

    number: int
    at: str
    label: Text
    name: Text
    contents: tuple[ReportItem, ...]
    held: tuple[str, ...] | None
    """None where nobody noted it."""
    figures: tuple[ToldNumber, ...]
    lost: LostWay | None
    """How it did not go through, so that nobody received it; None where it did."""


@frozen
class Remarked:
    """Something noted: when, by whom, of which unit or objective."""

    number: int
    at: str
    by: Text
    kind: ObservationKind
    text: Text
    unit: str | None
    objective: str | None
    player: bool


@frozen
class ShownInject:
    """An inject as the director sees it; `at` is when it was or will be given, or withheld; None while it waits."""

    id: str
    state: InjectState
    at: str | None
    kind: InjectKind
    from_: Text | None
    to: tuple[str, ...]
    via: Channel | None
    text: Text
    free: bool
    acknowledged: tuple[str, ...]
    waits: tuple[Text, ...]
    """From when on and until what it waits, where it does not come by the clock and was not given."""
    turns_back: tuple[TurnedBack, ...]
    """What it put back, given after what the script has behind it; or would, given as things stand."""
    passed: str | None
    """When it was to be given by the clock, where that has passed and it is withheld."""
    cuts: tuple[Channel, ...]
    """The channels that are cut by it now."""
    until: str | None
    """Until when it cuts channels, where it was given and that is not the end."""
    restored: str | None
    """When the director ended the outage before its time."""
    blocked_by: str | None
    """The outage because of which it did not arrive, will not by the clock, or would not if it were given now."""
    blocked_until: str | None
    """Until when that cuts its channel; None to the end."""
    catches: tuple[str, ...]
    """The injects to come that do not arrive because of this outage, or would not if it were given now."""
    opens: bool
    """Whether it opens the exercise, and cannot be withheld."""
    stuck: Text | None
    """Why it could not be carried out and is held back, until somebody says what becomes of it."""

    @property
    def by_clock(self) -> bool:
        """Say whether the clock gives it at `at` if nobody does anything."""
        return self.state in {"next", "coming"}


@frozen
class ShownPhase:
    """A part of the exercise: its name, from which offset on, and whether it runs now."""

    id: str
    name: Text
    at: str
    now: bool


@frozen
class WatchedLevel:
    """The level by a plan that grades by itself now, and the one of it that the players called last: when, by whom.

    `level` goes up to the highest still possible; None before the first inject, as is `stands`, which says how the
    level called stands beside it.
    """

    plan: str
    title: Text
    level: Text | None
    clauses: tuple[str, ...]
    declared: str | None
    declared_at: datetime | None
    declared_by: Text | None
    stands: CallState | None
    objectives: tuple[str, ...]
    """The objectives it tests."""


@frozen
class DirectorView:
    """A play as its director sees it."""

    play: str
    title: Text
    team: Text
    clock: ClockNow
    seats: tuple[Seat, ...]
    units: tuple[UnitName, ...]
    levels: tuple[WatchedLevel, ...]
    """Those of each plan that grades by itself, the leading one first."""
    phases: tuple[ShownPhase, ...]
    injects: tuple[ShownInject, ...]
    acts: tuple[DoneAct, ...]
    remarks: tuple[Remarked, ...]
    moves: int
    speed: int
    """How many times as fast the clock is to run by the scenario."""
    step: int
    """The minutes of a step by the scenario."""
    stop: tuple[Text, ...]
    """What stops it by the scenario."""
    facts: tuple[ReportItem, ...]
    """What an inject beside the script can set, by id."""
    example: str
    """How one of them is set."""
    away: bool
    """Whether the clock stands because no server was there for a while."""

    @property
    def schema(self) -> Annotated[Literal["director-view/1"], Placed(before="play")]:
        """Give the name of the contract its JSON keeps."""
        return "director-view/1"


@frozen
class OtherLevels:
    """A plan beside the leading one that grades by itself, and the levels of it that can be called."""

    plan: str
    title: Text
    levels: tuple[str, ...]


@frozen
class PlayerView:
    """A play as the players of a unit see it; `unit` is None for whoever has no seat yet."""

    play: str
    title: Text
    team: Text
    clock: ClockNow
    unit: str | None
    name: Text | None
    units: tuple[UnitName, ...]
    briefing: Text | None
    stop: tuple[Text, ...]
    questions: tuple[Text, ...]
    """Those of the part of the exercise that runs now."""
    leading: Text
    """The title of the plan that leads, whose levels these are."""
    levels: tuple[str, ...]
    beside: tuple[OtherLevels, ...]
    """Plans beside the leading one whose levels are called for themselves."""
    received: tuple[Message, ...]
    acts: tuple[DoneAct, ...]
    notes: tuple[Remarked, ...]
    tasks: tuple[Task, ...]
    numbers: tuple[ReportItem, ...]
    """The numbers its reports may tell."""
    addressees: tuple[UnitName, ...]
    """Whom something can be told to."""

    @property
    def schema(self) -> Annotated[Literal["player-view/1"], Placed(before="play")]:
        """Give the name of the contract its JSON keeps."""
        return "player-view/1"


@frozen
class Watched:
    """Something the plan expects by now: which objectives it tests, by when it is due, how it stands."""

    id: str
    label: Text
    units: tuple[UnitName, ...]
    to: tuple[UnitName, ...]
    copy: tuple[UnitName, ...]
    clause: str
    plan: Text | None
    """Whose clause that is, where it is not the leading plan's."""
    state: str
    provisional: bool
    """Whether it may not be owed at all."""
    since: datetime
    due: datetime | None
    latest: datetime | None
    """Before which nobody is late, where that is left open and is not `due`."""
    words: Text | None
    """The limit in words, where it is one in words."""
    done: datetime | None
    late: Annotated[timedelta | None, Named("late_seconds")]
    """How late it was done, or is undone."""
    told: tuple[Annotated[tuple[UnitName, datetime], Keys(("unit", "at"))], ...]
    """Whom of those it is owed to players or the script told, and when."""
    missing: tuple[UnitName, ...]
    """Who is still to be told, where some have been."""
    objectives: tuple[str, ...]


@frozen
class WatchedObjective:
    """An objective with what to look for."""

    id: str
    label: Text
    clause: str | None
    look_for: Text | None


@frozen
class WatchedTarget:
    """A target of the exercise's own, and when it was reached."""

    id: str
    label: Text
    unit: str
    name: Text
    by: str | None
    """The offset to reach it by; None as long as the inject it counts from is not given."""
    after: Text | None
    """How long after which inject that is, where it counts from one."""
    reached: str | None
    by_act: bool
    """Whether it sharpens a duty, which says by itself whether it was reached."""


@frozen
class EvaluatorView:
    """A play as its evaluators see it."""

    play: str
    title: Text
    team: Text
    clock: ClockNow
    units: tuple[UnitName, ...]
    levels: tuple[WatchedLevel, ...]
    """Those of each plan that grades by itself, the leading one first."""
    objectives: tuple[WatchedObjective, ...]
    targets: tuple[WatchedTarget, ...]
    expected: tuple[Watched, ...]
    injects: tuple[ShownInject, ...]
    acts: tuple[DoneAct, ...]
    reports: tuple[SentReport, ...]
    numbers: tuple[ReportItem, ...]
    """The numbers a report may tell."""
    remarks: tuple[Remarked, ...]

    @property
    def schema(self) -> Annotated[Literal["evaluator-view/1"], Placed(before="play")]:
        """Give the name of the contract its JSON keeps."""
        return "evaluator-view/1"


def clock_now(play: Play, now: datetime) -> ClockNow:
    """Give how the exercise's clock stands."""
    elapsed, offset = play.elapsed(now), play.offset(now)
    stage = play.stage(now)
    speed = play.clock.speed if stage == "running" else 0
    return ClockNow(
        stage,
        offset,
        play.scenario.moment(offset),
        int(elapsed.total_seconds()),
        speed,
        play.scenario.end,
        play.reason,
    )


def director_view(found: SoFar, now: datetime) -> DirectorView:
    """Give what the director sees."""
    play = found.play
    return DirectorView(
        play.id, play.scenario.title, play.team, clock_now(play, now), tuple(_seats(found)), units_in(found),
        tuple(_levels(found)), tuple(_phases(play, clock_now(play, now))), tuple(_injects(found, play.stage(now))),
        tuple(_acts(found, play.acts)), tuple(_remarks(play)), len(play.moves),
        play.scenario.clock.speed, read_length(play.scenario.clock.step) // timedelta(minutes=1), play.scenario.stop,
        facts_of(found.plans), example_of(found.plans[0]), play.away,
    )  # fmt: skip


def player_view(found: SoFar, now: datetime, unit: str | None) -> PlayerView:
    """Give what the players of a unit see."""
    play, scenario = found.play, found.play.scenario
    clock = clock_now(play, now)
    own = [each for each in play.acts if each.action.by == unit and not each.action.reached]
    seated = unit is not None
    leading, *others = graders(found.plans)
    return PlayerView(
        play.id, scenario.title, play.team, clock, unit, unit_words(found, unit) if unit is not None else None,
        units_in(found), scenario.briefing, scenario.stop, _questions(play, clock) if play.begun else (),
        leading.title, leading.scale.names[::-1],
        tuple(OtherLevels(each.id, each.title, each.scale.names[::-1]) for each in others),
        received(found, unit) if unit is not None else (),
        tuple(evolve(each, awaited=()) for each in _acts(found, own)) if seated else (),
        tuple(each for each in _remarks(play) if each.player and each.unit == unit) if seated else (),
        tasks_of(found.plans, unit) if unit is not None else (),
        numbers_of(found.plans[0]) if seated else (),
        addressees_in(found) if seated else (),
    )  # fmt: skip


def evaluator_view(found: SoFar, now: datetime) -> EvaluatorView:
    """Give what evaluators see."""
    play, scenario = found.play, found.play.scenario
    objectives = tuple(
        WatchedObjective(each.id, Text(each.zh, each.en), each.clause, each.look_for)
        for each in scenario.objectives
    )
    return EvaluatorView(
        play.id, scenario.title, play.team, clock_now(play, now), units_in(found),
        tuple(_levels(found)), objectives, tuple(_targets(found)),
        tuple(_expected(found)), tuple(each for each in _injects(found, play.stage(now)) if each.state == "given"),
        tuple(_acts(found, play.acts)), tuple(_reports(found)), numbers_of(found.plans[0]), tuple(_remarks(play)),
    )  # fmt: skip


def units_in(found: SoFar) -> tuple[UnitName, ...]:
    """Give the units that are played: the cast, or every unit of the plans where there is none."""
    cast = found.play.scenario.cast
    names = list(cast) or [str(name) for plan in found.plans for name in plan.plan.units]
    return tuple(UnitName(name, unit_words(found, name)) for name in dict.fromkeys(names))


def addressees_in(found: SoFar) -> tuple[UnitName, ...]:
    """Give all bodies of the plans, those that are played first: whom something can be told to says no more of it."""
    cast = found.play.scenario.cast
    names = [*cast, *(str(name) for plan in found.plans for name in (*plan.plan.units, *plan.plan.groups))]
    return tuple(UnitName(name, unit_words(found, name)) for name in dict.fromkeys(names))


def done_acts(found: SoFar) -> tuple[DoneAct, ...]:
    """Give all that was done so far."""
    return tuple(_acts(found, found.play.acts))


# Their parts.


def _seats(found: SoFar) -> Iterator[Seat]:
    for who, unit in found.play.seats.items():
        yield Seat(who, unit, unit_words(found, unit))


def _injects(found: SoFar, stage: Stage) -> Iterator[ShownInject]:
    play, labels = found.play, labels_of(found.plans)
    free = {each.id for each in play.free}
    read: dict[str, list[str]] = {}
    for each in play.acknowledged:
        read.setdefault(each.inject, []).append(each.unit)
    rows: list[tuple[Inject, str | None, InjectState]] = [(each, each.at, "given") for each in found.given]
    timed = sorted(
        (each for each in found.ahead if each.at is not None), key=lambda each: read_offset(str(each.at))
    )
    rows += [(each.inject, each.at, "coming" if place else "next") for place, each in enumerate(timed)]
    rows += [(each.inject, None, "waiting") for each in found.ahead if each.at is None]
    if stage in {"over", "ended"}:
        rows = [row if row[2] == "given" else (row[0], None, "never") for row in rows]
    rows += [(each.inject, each.inject.at, "lost") for each in found.blocked]
    lines = _Lines(found)
    withheld = found.kept_back
    order, shown = Order(play.scenario, found.plans), [each.id for each in found.given]
    cutting = {each.id: each.channels for each in outages_at(found.offset, found.given)}
    rows += [
        (each, withheld[each.id].at, withheld[each.id].how)
        for each in play.scenario.injects
        if each.id in withheld
    ]
    for inject, at, state in rows:
        yield ShownInject(
            inject.id, state, at, inject.kind,
            inject.from_, inject.to, inject.via, inject.text, inject.id in free, tuple(read.get(inject.id, ())),
            tuple(_waits(inject, labels)) if state not in {"given", "lost", "never"} else (),
            () if state in {"never", "lost"} else order.turned_back(
                inject, at if at is not None and state not in {"held", "dropped"} else found.offset,
                found.given[: shown.index(inject.id)] if state == "given" else found.given,
            ),
            _passed(inject, found) if inject.id in withheld else None, cutting.get(inject.id, ()),
            inject.until if state == "given" else None, inject.restored if state == "given" else None,
            *lines.blocking(inject, state), lines.caught_by(inject, state) if stage != "ended" else (),
            inject.id == play.scenario.injects[0].id,
            withheld[inject.id].why if inject.id in withheld else None,
        )  # fmt: skip


class _Lines:
    """Which injects do not arrive because of which outage, as things stand."""

    def __init__(self, found: SoFar) -> None:
        self._found = found
        self._blocked = {each.inject.id: each.outage for each in (*found.blocked, *caught(found))}

    def blocking(self, inject: Inject, state: InjectState) -> tuple[str | None, str | None]:
        """Give the outage because of which an inject does not arrive, and its end."""
        found = self._found
        outage = self._blocked.get(inject.id)
        if state in {"waiting", "held", "dropped"}:
            outage = cutting(evolve(inject, at=found.offset), found.given)
        return (
            (outage.id, outage.until)
            if outage is not None and state not in {"given", "never"}
            else (None, None)
        )

    def caught_by(self, inject: Inject, state: InjectState) -> tuple[str, ...]:
        """Give the injects to come that an outage catches; of one that is not given yet, if it were now, too."""
        if not inject.channels or state in {"lost", "never"}:
            return ()
        by_clock = caught(self._found) if state in {"given", "next", "coming"} else ()
        now = caught(self._found, inject) if state != "given" else ()
        known = (each.inject.id for each in (*by_clock, *now) if each.outage.id == inject.id)
        return tuple(dict.fromkeys(known))


def _passed(inject: Inject, found: SoFar) -> str | None:
    """Give the offset of an inject that comes by the clock, once it has passed."""
    by_clock = inject.when is None and inject.after is None
    return inject.at if by_clock and read_offset(inject.at) <= read_offset(found.offset) else None


def _waits(inject: Inject, labels: Mapping[str, Text]) -> Iterator[Text]:
    offset = from_when_typed(inject, inject.at)
    if offset is not None:
        yield offset
    if inject.when is not None:
        yield waits_for(inject.when, labels)


def _acts(found: SoFar, acts: "tuple[Acted, ...] | list[Acted]") -> Iterator[DoneAct]:
    labels = labels_of(found.plans)
    lost, found_by = {id(each.action) for each in found.lost}, graders(found.plans)
    for each in acts:
        action = each.action
        yield DoneAct(
            each.number, action.at, action.by, unit_words(found, action.by),
            tuple(labels.get(name, Text(name, name)) for name in action.did),
            tuple(unit_words(found, name) for name in action.to), action.channel, action.declares,
            next((one.title for one in found_by if one.beside and one.grades(action.plan)), None),
            action.orders, action.says, action.to_control, action.reached,
            tuple(unit_words(found, name) for name in action.receives), tuple(_awaited(each, found)),
            found.forms.said_by(each.sent), action.note, id(action) in lost,
        )  # fmt: skip


def _awaited(act: Acted, found: SoFar) -> Iterator[UnitName]:
    """Give the bodies an act told whose receipt is not there: those of a work group one by one."""
    groups = {str(group.id) for plan in found.plans for group in plan.plan.groups.values() if group.units}
    for name in found.reached[act.number]:
        if name not in groups and not found.acknowledged(act, name):
            yield UnitName(name, unit_words(found, name))


def _reports(found: SoFar) -> Iterator[SentReport]:
    """Give the acts that sent something of which the plans say what it has to contain."""
    tasks, contents = every_task(found.plans), holdable(found.plans)
    lost = {id(each.action): LostWay(each.channels, each.since) for each in found.lost}
    for each in found.play.acts:
        action = each.action
        did = [one for one in tasks if {one.duty, one.duty.rpartition("#")[2]} & {*map(str, action.did)}]
        items = {str(item.id): item for one in did for item in contents.get(one.duty, ())}
        if items:
            labels = Text.joined(one.label for one in did)
            yield SentReport(
                each.number, action.at, labels, unit_words(found, action.by),
                tuple(ReportItem(name, Text(item.zh, item.en)) for name, item in items.items()),
                held_in([action], [*items.values()]),
                tuple(ToldNumber(str(name), written_value(node)) for name, node in action.figures.items()),
                lost.get(id(action)),
            )  # fmt: skip


def _remarks(play: Play) -> Iterator[Remarked]:
    for each in play.seen:
        one = each.observation
        yield Remarked(each.number, one.at, one.by, one.kind, one.text, one.unit, one.objective, each.player)


def _phases(play: Play, clock: ClockNow) -> Iterator[ShownPhase]:
    """Give the parts of the exercise; the last that has begun runs now."""
    running = phase_at(play.scenario.phases, read_offset(clock.offset))
    for each in play.scenario.phases:
        yield ShownPhase(each.id, Text(each.zh, each.en), each.from_, play.begun and each is running)


def _questions(play: Play, clock: ClockNow) -> tuple[Text, ...]:
    running = phase_at(play.scenario.phases, read_offset(clock.offset))
    return running.questions if running is not None else ()


def _levels(found: SoFar) -> Iterator[WatchedLevel]:
    """Give the level by each plan that grades, and the one called of it last."""
    situation, objectives = found.situation, found.play.scenario.objectives
    for grader in graders(found.plans):
        calls = calls_of(acted_by_players(found.scenario), grader)
        last = calls[-1] if calls else None
        level = grader.level(situation) if situation is not None else None
        answer = grader.answer(situation) if situation is not None else None
        clauses = clauses_of(answer, level.certain) if level is not None else ()
        yield WatchedLevel(
            grader.id, grader.title, None if level is None else _reach(level), clauses,
            last.level.name if last is not None else None, last.at if last is not None else None,
            unit_words(found, last.by) if last is not None else None,
            call_state(level, last) if level is not None else None,
            tuple(each.id for each in objectives if tests_level(each, grader, clauses)),
        )  # fmt: skip


def _reach(level: LevelRange) -> Text:
    certain, possible = level.certain.words, level.possible.words
    if level.definite:
        return certain
    return Text(f"{certain.zh}，可能至{possible.zh}", f"{certain.en}, possibly {possible.en}")


def _targets(found: SoFar) -> Iterator[WatchedTarget]:
    owed, done = found.situation.obligations if found.situation is not None else (), done_by(found.plans)
    for each in found.play.scenario.targets:
        at, due, start = (
            reached_at(each, found.scenario, owed, done), due_of(each, found.scenario), found.scenario.start,
        )  # fmt: skip
        yield WatchedTarget(
            each.id, Text(each.zh, each.en), each.unit, unit_words(found, each.unit),
            None if due is None else offset_of(due - start),
            None if each.after is None else so_long_after(each.after, said_offset(each.by)),
            None if at is None else offset_of(at - start), each.did is not None,
        )  # fmt: skip


def _expected(found: SoFar) -> Iterator[Watched]:
    """Give what is expected of units that are played, what is still to be done first, the most pressing on top."""
    situation, cast = found.situation, found.play.scenario.cast
    if situation is None:
        return
    texts = texts_of(found.plans)
    titles = {each.ref.id: each.plan.title for each in found.plans}
    rows = [
        one
        for one in situation.obligations
        if one.mood == "must" and any(found.play.scenario.plays(unit.id) for unit in one.units)
    ]
    for one in sorted(rows, key=_order):
        limit = one.order.limit
        yield Watched(
            one.id, one.label, in_the_cast(one.units, cast), in_the_cast(one.to, cast),
            in_the_cast(one.order.copy, cast), one.clause or "",
            titles.get(one.plan.id) if one.plan.id not in texts else None,
            one.state, one.open and one.provisional, one.arose, one.due,
            one.latest if isinstance(one.latest, datetime) and one.latest != one.due else None,
            limit.words if limit is not None and one.due is None else None,
            one.done.at if one.done is not None else None, one.late,
            tuple((in_the_cast([unit], cast)[0], at) for unit, at in one.told), in_the_cast(one.missing, cast),
            tuple(each.id for each in found.play.scenario.objectives if tests(each, one, texts)),
        )  # fmt: skip


def _order(one: Obligation) -> tuple[bool, bool, bool, str, str]:
    done = one.state in {"met", "met-late", "stood-down"}
    maybe = one.open and one.provisional
    return done, maybe, one.due is None, one.due.isoformat() if one.due is not None else "", one.id
