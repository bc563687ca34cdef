"""The scenario file: a clock, a cast, injects at offsets, and what the players were seen to do."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal, TypeVar

from attrs import Factory, evolve, field

from respond._records import frozen
from respond.clock import parse_duration
from respond.errors import Fault, InputError, Place, Text, fault, nearest
from respond.exercise.receipt import Receipt
from respond.facts import shown_value
from respond.log import DeclaredLevel
from respond.plan import Channel, place_field, structure
from respond.yaml import Node, Source, parse, read_source

_PATH = Text(
    "pathlib.Path；内容本身用 read_scenario", "a pathlib.Path; read_scenario takes the content itself"
)
_CONTENT = Text(
    "文件的内容，str；路径用 load_scenario", "the content of a file, str; load_scenario takes a path"
)
MOST_SPEED: Final = 600
"""How many times as fast the clock of an exercise runs at most."""
AT_ONCE: Final = "0"
"""A length of time that is none."""
_OFFSET = re.compile(r"\+(\d{1,3}):([0-5]\d)")


@frozen
class Objective:
    """What the exercise is to show: the clause of the leading plan it rests on, or the duties, and how much it weighs.

    Everything expected that rests on the clause, or a finer part of it, tests it; `duties` name what does otherwise.
    `level` names a plan that grades, whose calls of the level test it, too.
    """

    id: str
    zh: str
    en: str
    clause: str | None = None
    duties: tuple[str, ...] = ()
    level: str | None = None
    weight: int = 1
    look_for: Text | None = None
    """What evaluators look for, in words."""
    place: Place | None = place_field()


@frozen
class Target:
    """Something no plan asks for: which unit reaches what by which offset; an evaluator says when it was `reached`.

    With `after` the offset is from when that inject was given, whenever that was; where it never was, the target counts
    neither way. `did` names the duty of the plan it sharpens: then `respond exercise check` holds it against the plan's
    own limit.
    """

    id: str
    zh: str
    en: str
    unit: str
    by: str
    after: str | None = None
    objective: str | None = None
    did: str | None = None
    place: Place | None = place_field()


InjectKind = Literal[
    "message", "question", "contingency", "noise", "media", "false-alarm", "outage", "restoration"
]  # fmt: skip
"""What an inject is: news, a question to the players, help for when they do not act, noise, media, a false alarm,
channels that are cut, or the end of that."""

INJECT_KINDS: Final[Mapping[InjectKind, Text]] = {
    "message": Text("情况", "news"),
    "question": Text("提问", "question"),
    "contingency": Text("备用", "contingency"),
    "noise": Text("干扰", "noise"),
    "media": Text("媒体", "media"),
    "false-alarm": Text("误报", "false alarm"),
    "outage": Text("中断", "outage"),
    "restoration": Text("恢复", "restoration"),
}
"""What each kind of inject is called."""

CallState = Literal["none", "too-low", "too-high", "right"]
"""How the level the players called stands beside the plan's; `none` where one holds and none was called."""


@frozen
class When:
    """What has to be so for an inject to be given: all that stands here, without a break `for` so long.

    `condition` is in the language of the leading plan, about facts, events and time; `level` is one that is certain or
    graver; `overdue`, `met` and `undone` name duties of which an occasion stands so; `called` is the players' level.
    `plan` names the one whose level these two are, where that is not the leading one.
    """

    condition: str | None = None
    level: str | None = None
    overdue: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    called: CallState | None = None
    plan: str | None = None
    for_: str | None = None
    place: Place | None = place_field()


@frozen
class Inject:
    """A message the director gives at an offset (`+HH:MM`) from the start; it may set facts and raise events.

    With `after` the offset is from when that inject was given. With `when` it is given at the first moment from its
    offset on at which that is so, and never if it never is. An `outage` cuts `channels` until an offset; a
    `restoration` ends those it `restores`. An inject of a `variant` is given only where that one is played.
    """

    id: str
    at: str
    text: Text
    kind: InjectKind = "message"
    after: str | None = None
    when: When | None = None
    variant: str | None = None
    from_: Text | None = None
    to: tuple[str, ...] = ()
    via: Channel | None = None
    channels: tuple[Channel, ...] = ()
    until: str | None = None
    restores: tuple[str, ...] = ()
    facts: dict[str, Node] = Factory(dict)
    events: dict[str, Node] = Factory(dict)
    restored: str | None = field(default=None, metadata={"in_file": False})
    """When the director ended an outage before its time, where that was recorded."""
    answers: bool = field(default=False, metadata={"in_file": False})
    """Whether it came in that minute because of how the exercise stood then, and so after what was done in it."""
    place: Place | None = place_field()

    @property
    def noticed(self) -> bool:
        """Say whether whoever is there notices it, told or not: channels that are cut, or work again."""
        return self.kind in {"outage", "restoration"}


@frozen
class Variant:
    """One of several ways the exercise may go; the first is played where none is chosen."""

    id: str
    zh: str
    en: str


@frozen
class Phase:
    """A part of the exercise from an offset on, with the questions that are discussed in it."""

    id: str
    zh: str
    en: str
    from_: str
    questions: tuple[Text, ...] = ()
    place: Place | None = place_field()


Went = Literal["through", "lost"]
"""How something went over a channel that was cut, or restored, in that same minute."""


@frozen
class Action:
    """Something a player was seen to do: measures of the plan carried out, or a level declared.

    `for_`, `channel`, `round` and `broke` say of what was done what they say of an act in an incident file. `plan`
    names the one whose level is declared, where that is not the leading one but another that grades. `orders` and
    `says` are an order and a message in words, to whom `to` names; a message that names nobody goes to control. They
    fulfil nothing: what an order carries out stands under `did`. `reached` names targets that an evaluator saw reached,
    `receives` bodies of which it acknowledges what they told. `contains` names what of the contents a report must have
    it held, where somebody noted that; `figures` are the numbers it told, by fact.
    """

    at: str
    by: str
    for_: str | None = None
    did: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    channel: Channel | None = None
    round: int | None = None
    broke: bool = False
    declares: DeclaredLevel | None = None
    plan: str | None = None
    orders: Text | None = None
    says: Text | None = None
    reached: tuple[str, ...] = ()
    receives: tuple[str, ...] = ()
    contains: tuple[str, ...] | None = None
    figures: dict[str, Node] = Factory(dict)
    note: Text | None = None
    went: Went | None = None
    """How it had gone, where a channel was cut or restored later in the same minute."""
    place: Place | None = place_field()

    @property
    def to_control(self) -> bool:
        """Say whether it is a message to those who direct the exercise, whom no plan knows."""
        return self.says is not None and not (self.to or self.did)

    @property
    def words_alone(self) -> bool:
        """Say whether it is an order or a message and nothing else, which no plan can know for a report."""
        return (self.orders or self.says) is not None and not self.did and self.declares is None


ObservationKind = Literal["strength", "problem", "plan-defect", "note"]
"""What was noted: something done well, something to be put right, a fault of the plan itself, or simply a note."""

OBSERVATION_KINDS: Final[Mapping[ObservationKind, Text]] = {
    "strength": Text("做得好", "strength"),
    "problem": Text("问题", "problem"),
    "plan-defect": Text("预案缺陷", "fault of the plan"),
    "note": Text("备注", "note"),
}
"""What each kind of observation is called."""


@frozen
class Observation:
    """What an evaluator or the director noted at an offset, `by` whom (an office), of a unit or of an objective."""

    at: str
    by: Text
    text: Text
    kind: ObservationKind = "note"
    unit: str | None = None
    objective: str | None = None
    place: Place | None = place_field()


@frozen
class Pace:
    """From an offset on, and from that real moment on, the exercise's clock ran so many times as fast; 0 is a pause."""

    at: str
    real: datetime
    speed: int
    place: Place | None = place_field()


Withholding = Literal["held", "dropped"]
"""How the director withheld an inject of the script: held back until further notice, or dropped from this exercise."""


@frozen
class Withheld:
    """An inject of the script that was withheld from an offset on, until another where that ended."""

    inject: str
    at: str
    how: Withholding
    until: str | None = None
    why: Text | None = None
    """Why it could not be carried out, where nobody chose to hold it back."""
    place: Place | None = place_field()


@frozen
class Restored:
    """An outage that the director ended at an offset, before its time."""

    inject: str
    at: str
    place: Place | None = place_field()


@frozen
class Acknowledged:
    """An inject that a unit acknowledged at an offset."""

    inject: str
    unit: str
    at: str
    place: Place | None = place_field()


@frozen
class Points:
    """Points for one expectation, by outcome."""

    met: int = 5
    late: int = 3
    incomplete: int = 1
    omitted: int = 0


@frozen
class Bands:
    """The lowest share of the points, in per cent, for each rating but the last; the ends are this project's own."""

    P: int = 90
    S: int = 70
    M: int = 50


@frozen
class GradeBands:
    """The lowest share of the points, in per cent, for each grade of AQ/T 9009 but the last.

    The standard has its grades in words and no such ends, so that these are drafts of this project's own; left alone
    they are those of the ratings.
    """

    excellent: int = Bands().P
    good: int = Bands().S
    fair: int = Bands().M
    place: Place | None = place_field()


@frozen
class CallBands:
    """How long the level called may be wrong while one holds, for the points of `met` and of `late`; then `incomplete`.

    Time with none called or too low a level counts in full, with too high a level by half. The ends are this project's
    own.
    """

    met: str = "15 min"
    late: str = "1 hour"
    place: Place | None = place_field()


@frozen
class ClockWanted:
    """How its clock is to run where it is played live: so many times as fast, and by how much the director steps it."""

    speed: int = 1
    step: str = "10 min"
    place: Place | None = place_field()


@frozen
class Scenario:
    """One tabletop exercise. Expected actions are not written here: the plan gives them.

    Levels the players declare are `scored` only, or `binding`: then they add the duties that hang on them, too.
    """

    respond: Literal["scenario/1"]
    id: str
    title: Text
    plans: tuple[str, ...]
    start: datetime
    end: str
    injects: tuple[Inject, ...]
    actions: tuple[Action, ...] = ()
    team: Text | None = None
    """Who played, where it was recorded."""
    observations: tuple[Observation, ...] = ()
    paces: tuple[Pace, ...] = ()
    """How the clock of the exercise ran beside the real one, where it was played live."""
    occurred: Node | None = None
    where: Text | None = None
    purpose: Text | None = None
    briefing: Text | None = None
    """What every player is told before it begins."""
    phases: tuple[Phase, ...] = ()
    variants: tuple[Variant, ...] = ()
    stop: tuple[Text, ...] = ()
    """What stops the exercise at once: a real incident, somebody hurt."""
    objectives: tuple[Objective, ...] = ()
    targets: tuple[Target, ...] = ()
    cast: dict[str, Text] = Factory(dict)
    control: tuple[Text, ...] = ()
    """The posts that direct it."""
    control_plays: tuple[str, ...] = ()
    """The units control plays: what they do is no merit of the players, and what they leave undone no fault."""
    evaluators: tuple[Text, ...] = ()
    """The posts that evaluate it."""
    clock: ClockWanted = ClockWanted()
    sources: dict[str, Text] = Factory(dict)
    points: Points = Points()
    bands: Bands = Bands()
    grade_bands: GradeBands = GradeBands()
    call_bands: CallBands = CallBands()
    calls: Literal["scored", "binding"] = "scored"
    receipt_within: str | None = None
    """How long players have to acknowledge what other bodies tell them, before it counts as received when it came."""
    written: tuple[Inject, ...] = field(default=(), metadata={"in_file": False})
    """The injects as their author wrote them, where it was recorded when they really were given."""
    withheld: tuple[Withheld, ...] = field(default=(), metadata={"in_file": False})
    """What the director withheld, where that was recorded."""
    restored: tuple[Restored, ...] = field(default=(), metadata={"in_file": False})
    """Outages that the director ended before their time, where that was recorded."""
    reason: Text | None = field(default=None, metadata={"in_file": False})
    """Why it was ended, where that was recorded."""
    planned_end: str | None = field(default=None, metadata={"in_file": False})
    """When it was to end, where it ended before."""
    acknowledged: tuple[Acknowledged, ...] = field(default=(), metadata={"in_file": False})
    """Injects that units acknowledged, where that was recorded."""
    receipts: tuple[Receipt, ...] = field(default=(), metadata={"in_file": False})
    """The first receipt of each body whose receipt of a report the players' acts brought about."""
    place: Place | None = place_field()

    def plays(self, unit: str) -> bool:
        """Say whether players play a unit: one of the cast, or any where there is none, that control does not play."""
        return unit not in self.control_plays and (not self.cast or unit in self.cast)

    def moment(self, offset: str) -> datetime:
        """Turn an offset into an instant on the exercise's clock."""
        return self.start + read_offset(offset)


def given_at(inject: Inject, at: str, *, answers: bool = False, via: Channel | None = None) -> Inject:
    """Put an inject at the moment it is given; what it cuts is cut for as long as is written, or until it was restored.

    `answers` says that it came because of how the exercise stood in that minute, `via` over what it came if that is
    not what is written.

    >>> found = given_at(Inject("cut", "+01:00", Text("断", "cut"), until="+02:00"), "+03:00")
    >>> found.at, found.until
    ('+03:00', '+04:00')
    """
    until = inject.until
    if until is not None:
        until = offset_of(read_offset(until) + read_offset(at) - read_offset(inject.at))
    return evolve(
        inject, at=at, until=inject.restored or until, after=None, when=None, answers=answers, via=via or inject.via
    )  # fmt: skip


def phase_at(phases: Sequence[Phase], offset: timedelta) -> Phase | None:
    """Give the phase that runs at an offset: the last that has begun; None before the first."""
    return next((each for each in reversed(phases) if read_offset(each.from_) <= offset), None)


def read_offset(text: str) -> timedelta:
    """Read `+HH:MM`; raises `InputError` (E801).

    >>> read_offset("+01:30")
    datetime.timedelta(seconds=5400)
    """
    match = _OFFSET.fullmatch(text)
    if not match:
        raise InputError([fault("E801", getattr(text, "place", None), found=text)])
    return timedelta(hours=int(match[1]), minutes=int(match[2]))


def offset_of(span: timedelta) -> str:
    """Write a time on the exercise's clock; a part of a minute counts as a whole one.

    >>> offset_of(timedelta(hours=30, minutes=5))
    '+30:05'
    """
    minutes = -(-span // timedelta(minutes=1))
    return f"+{minutes // 60:02}:{minutes % 60:02}"


def said_offset(at: timedelta | str) -> Text:
    """Say a time on the exercise's clock as papers and reports do: whole days apart from the hours, a minus before it.

    >>> said_offset(timedelta(days=16, minutes=65)).en, said_offset("+44:00").en, said_offset(-timedelta(minutes=90)).en
    ('+16d 01:05', '+1d 20:00', '-01:30')
    """
    span = read_offset(at) if isinstance(at, str) else at
    days, rest = divmod(abs(span), timedelta(days=1))
    minutes = rest // timedelta(minutes=1)
    shown, sign = f"{minutes // 60:02}:{minutes % 60:02}", "-" if span < timedelta(0) else "+"
    if not days:
        return Text(f"{sign}{shown}", f"{sign}{shown}")
    return Text(f"{sign}{days}天{shown}", f"{sign}{days}d {shown}")


def read_length(text: str, place: Place | None = None) -> timedelta:
    """Read how long something lasts on the exercise's clock; raises `InputError` (E836 where days differ in it).

    >>> read_length("90 min")
    datetime.timedelta(seconds=5400)
    """
    if str(text).strip() == AT_ONCE:
        return timedelta(0)
    found = parse_duration(text, place)
    if found.months or found.working_days or found.office_minutes:
        raise InputError([fault("E836", place, found=text)])
    return found.clocked + timedelta(days=found.days)


def load_scenario(path: Path) -> Scenario:
    """Read a scenario file; every fault of its form is reported at once.

    Raises `InputError`; a path is given as a `Path` (E750), so that no text from outside is ever taken for one.
    """
    if not isinstance(path, Path):
        raise InputError([fault("E750", name="path", found=shown_value(path), expected=_PATH)])
    return scenario_from(read_source(path))


def read_scenario(text: str, name: str = "scenario") -> Scenario:
    """Read a scenario from the content of its file; messages call it by `name`. Raises `InputError`."""
    if not isinstance(text, str):
        raise InputError([fault("E750", name="text", found=shown_value(text), expected=_CONTENT)])
    return scenario_from(Source(name, text))


def scenario_from(source: Source) -> Scenario:
    """Read a scenario from a source already at hand."""
    scenario = structure(parse(source), Scenario)
    check_times(scenario)
    return scenario


def check_times(scenario: Scenario) -> None:
    """Refuse a scenario whose offsets, ids or bands cannot be; raises InputError (E801 to E805, E810, E811)."""
    faults = _faults(scenario)
    if faults:
        raise InputError(faults)


def _faults(scenario: Scenario) -> list[Fault]:
    faults: list[Fault] = []
    entries: tuple[Inject | Action, ...] = (*scenario.injects, *scenario.actions)
    offsets_of_others = [target.by for target in scenario.targets]
    offsets_of_others += [seen.at for seen in scenario.observations] + [pace.at for pace in scenario.paces]
    offsets_of_others += [phase.from_ for phase in scenario.phases]
    offsets_of_others += [inject.until for inject in scenario.injects if inject.until is not None]
    for text in (*(entry.at for entry in entries), *offsets_of_others, scenario.end):
        try:
            read_offset(text)
        except InputError as error:
            faults += error.faults
    if faults:
        return faults
    if not scenario.injects:
        return [fault("E802", scenario.place)]
    fixed = [each for each in scenario.injects if each.after is None and each.when is None]
    if not fixed or fixed[0] is not scenario.injects[0]:
        return [fault("E830", scenario.injects[0].place, name=scenario.injects[0].id)]
    faults += [fault("E803", inject.place, name=inject.id) for inject in _out_of_order(scenario, fixed)]
    faults += [found for inject in scenario.injects for found in _inject_faults(inject, scenario)]
    faults += [fault("E804", each.place, name=each.id) for each in _again(scenario.injects)]
    faults += [fault("E810", each.place, name=each.id) for each in _again(scenario.targets)]
    faults += _targets_after_nothing(scenario)
    faults += [found for seen in scenario.observations for found in _observation_faults(seen, scenario)]
    last = read_offset(scenario.end)
    late = [(entry.at, entry.place) for entry in entries]
    late += [(at, each.place) for each in scenario.targets for at in _written_limits(each, scenario)]
    late += [(seen.at, seen.place) for seen in scenario.observations]
    late += [(pace.at, pace.place) for pace in scenario.paces]
    late += [(read.at, read.place) for read in scenario.acknowledged]
    faults += [
        fault("E805", place, found=at, end=scenario.end) for at, place in late if read_offset(at) > last
    ]
    bands = scenario.bands
    if not 100 >= bands.P >= bands.S >= bands.M >= 0:
        faults.append(fault("E811", scenario.place, found=f"{bands.P}, {bands.S}, {bands.M}"))
    grades = scenario.grade_bands
    if not 100 >= grades.excellent >= grades.good >= grades.fair >= 0:
        given = f"{grades.excellent}, {grades.good}, {grades.fair}"
        faults.append(
            fault("E652", grades.place or scenario.place, what=_GRADE_BANDS, found=given, expected=_DOWNWARDS)
        )
    faults += _band_faults(scenario.call_bands)
    faults += _clock_faults(scenario.clock)
    faults += _receipt_faults(scenario)
    return [*faults, *_contradictions(scenario, fixed)]


def _targets_after_nothing(scenario: Scenario) -> Iterator[Fault]:
    """Find targets that count from an inject there is not; one that an early end or its director left out there was."""
    known = [each.id for each in scenario.written or scenario.injects]
    for target in scenario.targets:
        if target.after is not None and target.after not in known:
            place = getattr(target.after, "place", None) or target.place
            yield fault("E839", place, suggestion=nearest(target.after, known), name=target.after)


def _written_limits(target: Target, scenario: Scenario) -> Iterator[str]:
    """Give the earliest a target can be due as its author wrote it; when an inject really came is nobody's mistake."""
    if target.after is None:
        yield target.by
    for each in () if scenario.written else scenario.injects:
        if each.id == target.after:
            waits = each.after is not None or each.when is not None
            yield target.by if waits else offset_of(read_offset(each.at) + read_offset(target.by))


def _band_faults(bands: CallBands) -> Iterator[Fault]:
    """Find bands of calls that are no lengths, or of which the longer is the shorter."""
    lengths = []
    for text in (bands.met, bands.late):
        try:
            lengths.append(read_length(text, getattr(text, "place", None) or bands.place))
        except InputError as error:
            yield from error.faults
    if lengths != sorted(lengths):
        given = f"{bands.met}, {bands.late}"
        yield fault("E652", bands.place, what=_CALL_BANDS, found=given, expected=_LONGER)


def _receipt_faults(scenario: Scenario) -> Iterator[Fault]:
    """Find a time to acknowledge in that is no length."""
    text = scenario.receipt_within
    if text is not None:
        try:
            read_length(text, getattr(text, "place", None) or scenario.place)
        except InputError as error:
            yield from error.faults


def _clock_faults(clock: ClockWanted) -> Iterator[Fault]:
    """Find a speed a clock cannot run at, and a step that is not of whole minutes."""
    if not 1 <= clock.speed <= MOST_SPEED:
        yield fault("E652", clock.place, what=_SPEED, found=clock.speed, expected=_FORWARD)
    try:
        step = read_length(clock.step, getattr(clock.step, "place", None) or clock.place)
    except InputError as error:
        yield from error.faults
        return
    if not step or step % timedelta(minutes=1):
        yield fault("E652", clock.place, what=_STEP, found=clock.step, expected=_MINUTES)


def _contradictions(scenario: Scenario, fixed: Sequence[Inject]) -> Iterator[Fault]:
    """Find points that do not fall, a clock that runs backwards, and outages that end before they begin."""
    points = scenario.points
    if not points.met >= points.late >= points.incomplete >= points.omitted >= 0 < points.met:
        given = f"{points.met}, {points.late}, {points.incomplete}, {points.omitted}"
        yield fault("E652", scenario.place, what=_POINTS, found=given, expected=_FALLING)
    for objective in scenario.objectives:
        if objective.weight < 1:
            name = Text(f"目的 {objective.id} 的权重", f"the weight of the objective {objective.id}")
            at = objective.place or scenario.place
            yield fault("E652", at, what=name, found=objective.weight, expected=_ONE_AT_LEAST)
    for pace in scenario.paces:
        if pace.speed < 0:
            yield fault("E652", pace.place, what=_SPEED, found=pace.speed, expected=_NOT_BACK)
    for inject in fixed:
        if inject.until is not None and read_offset(inject.until) < read_offset(inject.at):
            yield ended_before(inject.until, inject.at, inject.place)


_GRADE_BANDS: Final = Text("`grade_bands` ", "`grade_bands`")
_DOWNWARDS: Final = Text(
    "excellent、good、fair 从高到低，在 0 到 100 之间",
    "excellent, good, fair from high to low, between 0 and 100",
)
_CALL_BANDS: Final = Text("`call_bands` ", "`call_bands`")
_LONGER: Final = Text("`late` 不短于 `met`", "`late` no shorter than `met`")
_POINTS: Final = Text("得分", "the points")
_FALLING: Final = Text(
    "met、late、incomplete、omitted 从高到低，不为负",
    "met, late, incomplete, omitted from high to low, none below 0",
)
_ONE_AT_LEAST: Final = Text("1 以上", "1 at least")
_SPEED: Final = Text("时钟的快慢", "the speed of the clock")
_STEP: Final = Text("时钟一步的长短", "a step of the clock")
_MINUTES: Final = Text("整分钟数，1 min 以上", "whole minutes, 1 min at least")
_FORWARD: Final = Text(f"1 至 {MOST_SPEED} 倍", f"1 to {MOST_SPEED} times as fast")
_NOT_BACK: Final = Text("0（暂停）或者以几倍的快慢", "0, which is a pause, or how many times as fast")
_UNTIL: Final = Text("`until` ", "`until`")
_NONE_NAMED: Final = Text("没有写哪一条", "none")
_NO_OUTAGE: Final = Text("前面还没有", "there is none before it")


def ended_before(until: str, at: str, place: Place | None) -> Fault:
    """Give what is wrong with what ended before it began."""
    wanted = Text(f"不早于 `at`（{at}）", f"no earlier than `at`, {at}")
    return fault("E652", place, what=_UNTIL, found=until, expected=wanted)


def _out_of_order(scenario: Scenario, fixed: Sequence[Inject]) -> list[Inject]:
    """Give the injects that stand after a later one of the same way the exercise may go."""
    found: dict[str, Inject] = {}
    for variant in [each.id for each in scenario.variants] or [""]:
        own = [each for each in fixed if each.variant is None or each.variant == variant]
        for inject, before in zip(own[1:], own, strict=False):
            if read_offset(inject.at) < read_offset(before.at):
                found[inject.id] = inject
    return list(found.values())


def _inject_faults(inject: Inject, scenario: Scenario) -> Iterator[Fault]:
    """Find what an inject names that is not there, and what an outage lacks or others have too much."""
    known = [each.id for each in scenario.injects]
    before = known[: known.index(inject.id)]
    if inject.after is not None and inject.after not in before:
        yield fault("E831", inject.place, suggestion=nearest(inject.after, before), name=inject.after)
    variants = [each.id for each in scenario.variants]
    if inject.variant is not None and inject.variant not in variants:
        yield fault("E832", inject.place, suggestion=nearest(inject.variant, variants), name=inject.variant)
    if (inject.kind == "outage") != bool(inject.channels):
        yield fault("E833", inject.place, name=inject.id)
    if inject.until is not None and not inject.channels:
        yield fault("E833", inject.place, name=inject.id)
    yield from _restoration_faults(
        inject, [each.id for each in scenario.injects[: len(before)] if each.channels]
    )
    if inject.when is not None and inject.when == When(for_=inject.when.for_):
        yield fault("E834", inject.when.place or inject.place, name=inject.id)


def _restoration_faults(inject: Inject, outages: Sequence[str]) -> Iterator[Fault]:
    """Find an end of an outage that ends none, and what it names that is no outage before it."""
    if (inject.kind == "restoration") != bool(inject.restores):
        yield fault("E626", inject.place, name=inject.id, found=_NONE_NAMED, known=_listed(outages))
    for name in inject.restores:
        if name not in outages:
            place = getattr(name, "place", None) or inject.place
            known = _listed(outages)
            yield fault(
                "E626", place, suggestion=nearest(name, outages), name=inject.id, found=name, known=known
            )


def _listed(outages: Sequence[str]) -> Text:
    return Text("、".join(outages), ", ".join(outages)) if outages else _NO_OUTAGE


def _observation_faults(seen: Observation, scenario: Scenario) -> Iterator[Fault]:
    """Find what an observation names that is not there; without a cast every unit may be meant."""
    objectives = [each.id for each in scenario.objectives]
    for name, known in ((seen.objective, objectives), (seen.unit, [*scenario.cast])):
        if name is not None and known and name not in known:
            yield fault("E838", seen.place, suggestion=nearest(name, known), name=name)
    if seen.objective is not None and not objectives:
        yield fault("E838", seen.place, name=seen.objective)


_Named = TypeVar("_Named", Inject, Target)


def _again(entries: Sequence[_Named]) -> list[_Named]:
    """Give the entries whose id an earlier one has."""
    ids = [each.id for each in entries]
    return [each for place, each in enumerate(entries) if each.id in ids[:place]]
