"""What came of everything the plan expected of the players, and the points for it.

How an obligation stands, its rounds, its limit and its lateness are told by the situation alone; here they only get
points.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from attrs import evolve

from respond._records import frozen
from respond.clock import clock_text
from respond.errors import Text
from respond.exercise.answering import DoneBy, answers, does, fulfilled_by_players, took_effect
from respond.exercise.levels import Called
from respond.exercise.played import Timed, acted_by_players
from respond.exercise.report_contents import held_in
from respond.exercise.scenario import Points, Scenario, read_length
from respond.exercise.targets import Aimed
from respond.plan import Item, Soon
from respond.show import CHANNEL, joined
from respond.situation import (
    BY_ANOTHER,
    IN_NO_FORM,
    NO_MORE,
    NOT_OWED,
    NOT_YET,
    TO_NOBODY,
    Done,
    Obligation,
    Situation,
    UnitName,
)

_OTHER_FORM: Final = Text("用的是{used}，条款写明的是{named}", "by {used}, where the clause names {named}")

_BY_THE_SCRIPT: Final = Text("由想定中的“{event}”完成", "fulfilled by the script: {event}")
_BY_CONTROL: Final = Text("由导调扮演的{unit}办理", "done by {unit}, which control plays")
_TOO_LATE_BY_CONTROL: Final = Text(
    "时限过后才由导调扮演的{unit}办理", "done only by {unit}, which control plays, after the limit"
)
_CONTROL_DID: Final = Text("导调扮演的单位所办，不计分", "done by a unit that control plays: gives no points")
_CONTROL_OWES: Final = Text(
    "只由导调扮演的单位负责，不计分", "owed by units alone that control plays: gives no points"
)
_TOO_LATE_BY_THE_SCRIPT: Final = Text(
    "时限过后才由想定中的“{event}”完成", "fulfilled only by the script, after the limit: {event}"
)


def _listed(names: Sequence[Text]) -> Text:
    return Text(joined([each.zh for each in names], "zh"), joined([each.en for each in names], "en"))


_NEVER_OWED: Final = Text("所依的任务始终没有产生", "the duty it sharpens never came to be owed")
_NEVER_GIVEN: Final = Text(
    "起算的导调信息 {name} 没有下达", "{name}, the inject it counts from, was not given"
)
_NOT_DUE: Final = Text("演练结束时期限未到", "its time had not run out when the exercise ended")
_NOT_FULFILLED: Final = Text("所依的任务没有办妥", "the duty it sharpens was not fulfilled")

Result = Literal[
    "met", "late", "incomplete", "overdue", "missed", "omitted", "wrong", "broken", "open", "excused", "directed"
]  # fmt: skip
"""The last three count neither way; `excused` is what nobody who plays owes, `directed` what units owe that control
plays, whether these did it or not."""

UNCOUNTED: frozenset[Result] = frozenset({"open", "excused", "directed"})

PRESSING = (Soon.IMMEDIATELY, Soon.PROMPTLY)
"""Limits in words that press, though no figure says by when: left undone, an objective is not rated well."""


@frozen
class Outcome:
    """Something the plan expected with what the players did about it.

    `by` is how late it was done or is undone, or how long the level was wrong before it was right; `taken` how long it
    took to do what is owed at once. `why` says why it does not count, or what a reader would wonder about.
    """

    of: Obligation | Called | Aimed
    result: Result
    points: int
    at: datetime | None = None
    by: timedelta | None = None
    taken: timedelta | None = None
    missing: tuple[Text, ...] = ()
    why: Text | None = None
    again: bool = False
    """Whether its duty was owed more than once."""
    form: Text | None = None
    """By which channel it went that its clause does not name; the text excludes none of these, so that it counts."""
    lacking: tuple[Item, ...] | None = None
    """What a report had to contain and did not; None where nobody noted what it held, or it is no report."""
    counted_with: str | None = None
    """The expectation of another plan that is the same report, with which it gives points once."""

    @property
    def kind(self) -> Literal["duty", "level", "target"]:
        """Say whether it is about a duty, about the level, or a target of the exercise's own."""
        if isinstance(self.of, Aimed):
            return "target"
        return "duty" if isinstance(self.of, Obligation) else "level"

    @property
    def id(self) -> str:
        """Give the name of what was expected: `plan#duty#n`, `level@TIME` or `target@ID`."""
        return self.of.stretch.id if isinstance(self.of, Called) else self.of.id

    @property
    def label(self) -> Text:
        """Say what was expected, and which time where it was more than once."""
        if isinstance(self.of, Called):
            return self.of.stretch.label
        if isinstance(self.of, Aimed):
            return self.of.label
        label, number = self.of.label, self.of.round
        return Text(f"{label.zh}（第{number}次）", f"{label.en} (time {number})") if self.again else label

    @property
    def units(self) -> tuple[UnitName, ...]:
        """Give who owed it, the leading one first; a level is called by whoever leads."""
        if isinstance(self.of, Aimed):
            return (self.of.owner,)
        return self.of.units if isinstance(self.of, Obligation) else ()

    @property
    def clauses(self) -> tuple[str, ...]:
        """Give the clauses it rests on."""
        if isinstance(self.of, Called):
            return self.of.stretch.clauses
        if isinstance(self.of, Aimed):
            return ()
        return (self.of.clause,) if self.of.clause else ()

    @property
    def since(self) -> datetime:
        """Give when it arose for certain; what never is certain, when it may have arisen."""
        if isinstance(self.of, Called):
            return self.of.stretch.since
        if isinstance(self.of, Obligation):
            return max(self.of.arose, self.of.certain or self.of.arose)
        return self.of.since

    @property
    def due(self) -> datetime | None:
        """Give the moment to act by, if there is one."""
        return None if isinstance(self.of, Called) else self.of.due

    @property
    def latest(self) -> datetime | None:
        """Give the moment before which nobody is late, where that is left open and is not the one to act by."""
        latest = self.of.latest if isinstance(self.of, Obligation) else None
        return latest if isinstance(latest, datetime) and latest != self.due else None

    @property
    def unhurried(self) -> bool:
        """Say whether nothing says by when it is to be done, nor that it presses: only whether it was done counts."""
        return isinstance(self.of, Obligation) and self.due is None and self.of.order.words not in PRESSING

    @property
    def counts(self) -> bool:
        """Say whether it gives points of its own."""
        return self.judged and self.counted_with is None

    @property
    def judged(self) -> bool:
        """Say whether it is held for or against the players, by points of its own or those of the same report."""
        return self.result not in UNCOUNTED

    @property
    def failed(self) -> bool:
        """Say whether it was not done as it should be."""
        return self.judged and self.result != "met"

    @property
    def flawed(self) -> bool:
        """Say whether it was not done as it should be, or by a report that lacks some of its contents."""
        return self.judged and (self.failed or bool(self.lacking))


VainKind = Literal["by-another", "early", "unplanned", "again", "form", "to-nobody", "kept", "cut", "other"]
"""How an act came to fulfil nothing: done by a body that does not owe it, before it was owed, never owed at all, when
there was nothing left of it to do, in a form the text excludes, told to nobody it is owed to, of what is to be kept up,
over a channel that was cut; or for another reason."""

_BEFORE_ALL: Final = Text("当时事件尚未发生", "nothing had occurred yet")
_KEPT_UP: Final = Text("持续保持的任务不以一次行动完成", "what is to be kept up is not fulfilled by an act")
_DONE_BEFORE: Final = Text(
    "当时已办结、已解除，或对象都已报过",
    "by then it was done, had ended, or everybody it told had been told",
)

_VAIN: Final[Mapping[Text, VainKind]] = {
    BY_ANOTHER: "by-another",
    IN_NO_FORM: "form",
    TO_NOBODY: "to-nobody",
    NOT_OWED: "unplanned",
    NOT_YET: "early",
    NO_MORE: "again",
    _BEFORE_ALL: "early",
    _DONE_BEFORE: "again",
    _KEPT_UP: "kept",
}
"""How an act came to fulfil nothing, by why: the reasons a situation gives, and three that only an exercise has."""


@frozen
class Unscored:
    """A duty a player was seen to carry out that fulfilled nothing, and why."""

    at: datetime
    by: str
    duty: str
    why: Text
    kind: VainKind = "other"


def judge(
    scenario: Scenario,
    levels: Sequence[Called],
    targets: Sequence[Aimed],
    final: Situation,
    shown: Mapping[str, datetime],
    done: DoneBy,
    contents: Mapping[str, tuple[Item, ...]],
) -> tuple[Outcome, ...]:
    """Judge the levels called, the targets, and every obligation that must be met, in the order they arose.

    `shown` says when the players could first see that each obligation was owed, `done` by acts of which duties each is,
    `contents` what the report of each has to contain.
    """
    actions = acted_by_players(scenario)
    outcomes = [_level(each, scenario, final.at) for each in levels if each.expected]
    outcomes += [_target(each, scenario, final.at) for each in targets]
    binding = [one for one in final.obligations if _expected(one)]
    times = Counter((one.plan.id, one.duty) for one in binding)
    for one in binding:
        again = times[one.plan.id, one.duty] > 1
        sent = tuple(answers(one, actions, done))
        judged = _Judging(scenario, final.at, one, shown.get(one.id, one.arose), again, final.tz, sent)
        required = contents.get(f"{one.plan.id}#{one.duty}", ())
        outcomes.append(_with_contents(judged.outcome(), required, sent, scenario.points))
    return tuple(sorted(outcomes, key=lambda each: (each.since, each.kind != "level", each.id)))


def _with_contents(
    outcome: Outcome, required: Sequence[Item], sent: Sequence[Timed], points: Points
) -> Outcome:
    """Give the points of a report by the share of what it has to contain that it held, where somebody noted that.

    That it was sent is worth what an incomplete one is, whatever it held.
    """
    held = held_in([each.action for each in sent], required)
    if held is None or not required or not outcome.judged:
        return outcome
    lacking = tuple(item for item in required if str(item.id) not in held)
    above = max(outcome.points - points.incomplete, 0)
    lost = above - above * (len(required) - len(lacking)) // len(required)
    return evolve(outcome, points=outcome.points - lost, lacking=lacking)


def _target(aimed: Aimed, scenario: Scenario, end: datetime) -> Outcome:
    """Count a target as reached in time, late, or not at all; every target can be reached until the end."""
    points = scenario.points
    if aimed.owner.id in scenario.control_plays:
        return Outcome(aimed, "directed", 0, aimed.reached, why=_CONTROL_OWES)
    open_ = _why_open(aimed, end)
    if open_ is not None or aimed.due is None:
        return Outcome(aimed, "open", 0, why=open_)
    if aimed.reached is None:
        why = _NOT_FULFILLED if aimed.target.did is not None else None
        return Outcome(aimed, "omitted", points.omitted, why=why)
    late = aimed.reached - aimed.due
    if late > timedelta(0):
        return Outcome(aimed, "late", points.late, aimed.reached, late)
    return Outcome(aimed, "met", points.met, aimed.reached)


def _why_open(aimed: Aimed, end: datetime) -> Text | None:
    """Give why a target counts neither way, if it does."""
    if aimed.due is None:
        return _NEVER_GIVEN.fill(name=aimed.target.after)
    if not aimed.owed:
        return _NEVER_OWED
    return _NOT_DUE if aimed.reached is None and aimed.due > end else None


def _expected(one: Obligation) -> bool:
    """Say whether a text demands it for certain, or still may."""
    return one.mood == "must" and (one.certain is not None or one.state != "stood-down")


def _level(called: Called, scenario: Scenario, end: datetime) -> Outcome:
    """Count a right level by how long it was wrong before; a right call taken back for a wrong one is wrong.

    Where no level holds, only a level called all the same brings one to be judged, so that it is never met. The time
    within which a call is met runs on behind a change that leaves the level called right.
    """
    right, last, points, bands = called.right_since, called.last, scenario.points, scenario.call_bands
    if right is None:
        overrun = called.overrun
        held = called.stretch.level.certain > 0
        if held and overrun is not None and overrun.weighed <= read_length(bands.met):
            return Outcome(called, "met", points.met, called.after[-1].at)
        result: Result = "wrong" if called.calls else "omitted"
        return Outcome(called, result, points.omitted, last.at if last is not None else None)
    astray = called.astray(end)
    if called.stretch.level.certain > 0 and astray.weighed <= read_length(bands.met):
        return Outcome(called, "met", points.met, right.at)
    gained = points.late if astray.weighed <= read_length(bands.late) else points.incomplete
    return Outcome(called, "late", gained, right.at, astray.length)


def without_clock(one: Obligation) -> bool:
    """Say whether something is to be done and no figure says by when, so that it was left undone if it never was done.

    Whether players had begun it makes no difference: doing a part of it is never worse than doing nothing.
    """
    return one.order.kind == "act" and (one.order.words is not None or one.order.limit is None)


@frozen
class _Judging:
    """One obligation as it stands when the exercise ends."""

    scenario: Scenario
    end: datetime
    one: Obligation
    shown: datetime
    again: bool
    zone: ZoneInfo
    """That of the leading plan, in which moments are told."""
    acts: tuple[Timed, ...]
    """What players did that fulfilled it or told some of those it goes to."""

    def outcome(self) -> Outcome:
        """Give what came of it."""
        one, points = self.one, self.scenario.points
        if self._of_control():
            done = one.done.at if one.done is not None else None
            why = _CONTROL_OWES if done is None else _CONTROL_DID
            return Outcome(one, "directed", 0, done, why=why, again=self.again)
        if one.certain is None or (one.open and one.provisional):
            return self._open(Text("不能确定是否应办", "it is not certain that it is owed"))
        if one.state in {"met", "met-late"} and one.done is not None:
            if not fulfilled_by_players(one, self.scenario):
                return self._by_others(one.done)
            return self._done("met", points.met) if one.state == "met" else self._done("late", points.late)
        if one.state == "broken":
            return Outcome(one, "broken", points.omitted, why=one.why, again=self.again)
        undone = self._left_undone()
        return self._undone(undone) if undone is not None else self._open(self._not_due())

    def _of_control(self) -> bool:
        """Say whether of those that owe it control plays some and players none."""
        owing = [unit.id for unit in self.one.units]
        return any(each in self.scenario.control_plays for each in owing) and not self._of_players()

    def _of_players(self) -> bool:
        return any(self.scenario.plays(unit.id) for unit in self.one.units)

    def _by_others(self, done: Done) -> Outcome:
        """Count what players had left undone by its limit: what others do later takes nothing of that away."""
        if done.event is not None:
            in_time, late = (
                words.fill(event=done.event) for words in (_BY_THE_SCRIPT, _TOO_LATE_BY_THE_SCRIPT)
            )
        else:
            unit = self.scenario.cast.get(str(done.by), Text(str(done.by), str(done.by)))
            in_time, late = (words.fill(unit=unit) for words in (_BY_CONTROL, _TOO_LATE_BY_CONTROL))
        if self.one.state == "met" or (self.scenario.cast and not self._of_players()):
            return self._open(in_time)
        return evolve(self._undone("overdue"), why=late)

    def _left_undone(self) -> Result | None:
        """Say how something is left undone that should have been done by the end; None for all that has time yet."""
        one = self.one
        if self.shown >= self.end and one.due is None:
            return None  # it came up in the minute in which the exercise ended: nobody had time
        if one.state == "overdue":
            return "overdue"
        if one.state == "missed":
            return "missed"
        if one.due is not None or one.paused is not None or not without_clock(one):
            return None
        if one.state == "stood-down":
            return "omitted" if one.ended is not None and self.shown < one.ended else None
        return "omitted" if one.state == "running" else None

    def _done(self, result: Result, points: int) -> Outcome:
        one = self.one
        at = one.done.at if one.done is not None else None
        taken = self._taken(at) if at is not None and one.at_once else None
        return Outcome(one, result, points, at, one.late, taken, (), one.why, self.again, self._form())

    def _form(self) -> Text | None:
        """Say by which channels players told it that its clause does not name, where it names any."""
        named = self.one.order.channel
        used = {each.action.channel: None for each in self.acts if each.action.channel is not None}
        others = [CHANNEL[each] for each in used if named and each not in named]
        if not others:
            return None
        return _OTHER_FORM.fill(used=_listed(others), named=_listed([CHANNEL[each] for each in named]))

    def _taken(self, at: datetime) -> timedelta:
        """Give how long it took, from when the players could know; from its arising where they were ahead of that."""
        return at - self.shown if at >= self.shown else max(at - self.one.arose, timedelta(0))

    def _undone(self, result: Result) -> Outcome:
        one, points = self.one, self.scenario.points
        told = self._told()
        if told:
            last = max(told.values())
            missing = (
                [unit for unit in one.order.addressees if unit.id not in told] if one.done else one.missing
            )
            return Outcome(
                one,
                "incomplete",
                points.incomplete,
                last,
                one.late,
                None,
                tuple(unit.name for unit in missing),
                one.why,
                self.again,
                self._form(),
            )
        if self.scenario.cast and not self._of_players():
            why = Text("责任单位无人扮演", "nobody plays a unit that owes it")
            return Outcome(one, "excused", 0, why=why, again=self.again)
        return Outcome(one, result, points.omitted, by=one.late, why=one.why, again=self.again)

    def _told(self) -> dict[str, datetime]:
        """Give whom players told, and when; whom the script told scores nothing."""
        acted_at = {each.at for each in self.acts}
        return {unit.id: at for unit, at in self.one.told if at in acted_at}

    def _open(self, why: Text) -> Outcome:
        return Outcome(self.one, "open", 0, why=why, again=self.again)

    def _not_due(self) -> Text:
        """Say why something left undone is no omission."""
        one = self.one
        if one.state == "standing":
            return Text("一直遵守", "it was kept")
        if self.shown >= self.end and one.due is None and one.state == "running":
            return Text("演练结束时才提出", "it came up as the exercise ended")
        if one.paused is not None:
            return Text("时限中止计算", "its limit does not run")
        if one.due is not None and one.state == "running":
            return self._runs(one.due)
        if one.state == "waiting" and one.start is not None:
            return one.why or Text(f"未起算：{one.start.zh}", f"its limit has not begun: {one.start.en}")
        return one.why or Text("没有可逾期的时限", "it has no limit that could be missed")

    def _runs(self, due: datetime) -> Text:
        if due > self.end or self.one.latest is None:
            return Text("演练结束时未到期", "it was not due when the exercise ended")
        latest = clock_text(self.one.latest, self.zone)
        return Text(f"{latest} 之前不能认定逾期", f"before {latest} it cannot be called late")


def unscored(
    actions: Sequence[Timed], final: Situation, begins: datetime, done: DoneBy
) -> Iterator[Unscored]:
    """Name what was done that fulfilled nothing, each with its reason."""
    told = {(each.plan.id, each.duty, each.at, each.by): each.why for each in final.uncounted}
    for timed in actions:
        for name in map(str, timed.action.did):
            plan, _, duty = name.rpartition("#")
            here = (duty, timed.at, timed.action.by)
            why = next(
                (why for (of, *rest), why in told.items() if (*rest,) == here and plan in ("", of)), None
            )
            if why is None and any(
                _answered(one, timed) and does(name, one, done) for one in final.obligations
            ):
                continue
            owed = [one for one in final.obligations if one.duty == duty and plan in ("", one.plan.id)]
            why = _BEFORE_ALL if timed.at < begins else why or _nothing_left(owed, timed.at)
            yield Unscored(timed.at, timed.action.by, duty, why, _VAIN.get(why, "other"))


def _answered(one: Obligation, timed: Timed) -> bool:
    """Say whether an act fulfilled an obligation, told one of its addressees, or broke it."""
    if one.order.kind != "act":
        return one.state == "broken" and (one.order.kind == "refrain" or timed.action.broke)
    return took_effect(one, timed)


def _nothing_left(owed: Collection[Obligation], at: datetime) -> Text:
    """Say why an act of a duty did nothing of which the situation says nothing, as it could have done something."""
    if not owed:
        return NOT_OWED
    if all(one.order.kind == "keep" for one in owed):
        return _KEPT_UP
    return NOT_YET if all(one.arose > at for one in owed) else _DONE_BEFORE
