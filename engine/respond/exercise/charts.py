"""The pictures of an exercise: what came and was done when, the level called beside the plan's, lateness by unit."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from string import ascii_uppercase
from typing import Final

from respond._records import frozen
from respond.errors import Language, Text
from respond.exercise.cast import leading
from respond.exercise.outages import Lost
from respond.exercise.played import acted
from respond.exercise.run import LevelCourse, Run
from respond.exercise.run_report import RunReport
from respond.exercise.score import Outcome, Result
from respond.facts import Level
from respond.reason import LevelRange
from respond.show import Chart, ChartRow, Fill, Spot, cells, joined, level_short, wrap

_WORDS: Final[dict[str, Text]] = {
    "timeline": Text("时间线：导调信息、行动、期限", "Timeline: injects, acts, deadlines"),
    "timeline_says": Text(
        "不按比例，一行一个时刻。导调信息{injects}条；行动{acts}次，其中{vain}次没有起作用；有数字的期限{dues}个，其中{missed}个没有按时办到。",
        "Not to scale, a line a moment. {injects} injects; {acts} acts, of which {vain} fulfilled nothing; {dues} "
        "deadlines in figures, of which {missed} were not kept.",
    ),
    "inject": Text("收到导调信息", "given an inject"),
    "act": Text("行动", "an act"),
    "vain": Text("没有起作用的行动", "an act that fulfilled nothing"),
    "kept": Text("期限，按时办到", "a deadline that was kept"),
    "missed": Text("期限，没有按时办到", "a deadline that was not kept"),
    "lane": Text("{letter}：{unit}", "{letter}: {unit}"),
    "curve": Text("级别：预案的和宣布的", "The level: the plan's, and the one called"),
    "curve_by": Text("级别：《{plan}》的和宣布的", "The level by “{plan}”, and the one called"),
    "curve_says": Text("不按比例，一列一段。{steps}。", "Not to scale, a column a stretch. {steps}."),
    "step": Text("{at}起预案{plan}，宣布{called}", "from {at} the plan gives {plan}, called {called}"),
    "range": Text("{certain}至{possible}", "{certain} to {possible}"),
    "uncalled": Text("未定级", "none"),
    "certain": Text("预案已能确定的级别", "the level that is certain by the plan"),
    "possible": Text("预案还可能达到的级别", "levels still possible by the plan"),
    "called": Text("宣布的级别", "the level called"),
    "lateness": Text("各单位按时与迟办", "On time and late, by unit"),
    "lateness_says": Text(
        "一格的数字是任务数，分段只为作图。{units}。",
        "A number counts what was owed; the parts are for the picture alone. {units}.",
    ),
    "unit_says": Text(
        "{unit}：按时{met}，迟办或不完整{late}，未办{undone}",
        "{unit}: {met} on time, {late} late or incomplete, {undone} not done",
    ),
    "calling": Text("判定级别", "calling the level"),
    "on_time": Text("按时", "on time"),
    "minutes": Text("迟≤15分", "≤15 min"),
    "hour": Text("迟≤1小时", "≤1 h"),
    "day": Text("迟≤1天", "≤1 d"),
    "more": Text("迟>1天", ">1 d"),
    "incomplete": Text("不完整", "partly"),
    "undone": Text("未办", "undone"),
    "is_on_time": Text("按要求完成", "done as it should be"),
    "is_late": Text("迟办或不完整", "late or incomplete"),
    "is_undone": Text("未办、错过、定级有误或违反", "not done, missed, wrong or broken"),
}  # fmt: skip
_BANDS: Final = (
    ("minutes", timedelta(minutes=15)), ("hour", timedelta(hours=1)), ("day", timedelta(days=1)),
)  # fmt: skip
_UNDONE: Final[frozenset[Result]] = frozenset({"overdue", "missed", "omitted", "wrong", "broken"})
_SHORT: Final = 30
"""How many cells of a label a picture shows; the tables have all of it."""


def say(key: str, lang: Language, **values: object) -> str:
    """Give one of the words of the pictures."""
    text = _WORDS[key]
    return (text.fill(**values) if values else text).say(lang)


# The timeline.


@frozen
class _Happening:
    """Something at a moment: in whose lane, by which sign, and what is noted of it."""

    at: datetime
    unit: str
    sign: str
    note: str


def timeline_chart(run: Run, told: RunReport) -> Chart:
    """Give the timeline: a row a moment, a lane a unit, with a sign for each inject, act and deadline."""
    lang = told.lang
    lanes = _lanes(run)
    letters = {unit: _letter(number) for number, unit in enumerate(lanes)}
    found = sorted(_happenings(run, told, letters), key=lambda each: each.at)
    rows = []
    for at in sorted({each.at for each in found}):
        now = [each for each in found if each.at == at]
        spots = tuple(
            Spot("".join(dict.fromkeys(each.sign for each in now if each.unit == unit))) for unit in lanes
        )
        notes = "  ".join(dict.fromkeys(each.note for each in now))
        rows.append(ChartRow(f"{told.offset(at)} {at.astimezone(run.final.tz):%H:%M}", spots, notes))
    acts = [each for each in found if each.sign in "●○"]
    dues = [each for each in found if each.sign in "◆×"]
    says = say(
        "timeline_says", lang, injects=len(run.turns),
        acts=len({(each.at, each.unit) for each in acts}),
        vain=len({(each.at, each.unit) for each in acts if each.sign == "○"}),
        dues=len(dues), missed=sum(each.sign == "×" for each in dues),
    )  # fmt: skip
    signs = (("▲", "inject"), ("●", "act"), ("○", "vain"), ("◆", "kept"), ("×", "missed"))
    key = [(Spot(sign), say(name, lang)) for sign, name in signs]
    names = [say("lane", lang, letter=letters[unit], unit=told.named(unit)) for unit in lanes]
    key += [(Spot(), text) for text in names]
    return Chart(
        "timeline",
        say("timeline", lang),
        says,
        tuple(letters[unit] for unit in lanes),
        tuple(rows),
        tuple(key),
    )


def _lanes(run: Run) -> list[str]:
    """Give the units with a lane: who plays, then who was given something, acted, or owed something by a moment."""
    units = [*run.scenario.cast]
    units += [name for turn in run.turns for name in turn.inject.to]
    units += [each.action.by for each in (*acted(run.scenario), *run.lost)]
    units += [_owner(each, run) for each in run.outcomes if each.judged and each.due is not None]
    return list(dict.fromkeys(units))


def _letter(number: int) -> str:
    """Give the letters of a lane, as the columns of a sheet are called.

    >>> _letter(0), _letter(26)
    ('A', 'AA')
    """
    more, rest = divmod(number, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[rest]


def _happenings(run: Run, told: RunReport, letters: dict[str, str]) -> Iterator[_Happening]:
    for turn in run.turns:
        for unit in turn.inject.to or ("",):
            yield _Happening(turn.at, unit, "▲", f"▲{turn.inject.id}")
    vain = {(each.at, each.by, each.duty) for each in run.unscored}
    for timed in (*acted(run.scenario), *run.lost):
        action = timed.telling if isinstance(timed, Lost) else timed.action
        idle = [(timed.at, action.by, name.rpartition("#")[2]) in vain for name in action.did]
        if action.receives:
            idle.append(any(each.action is action for each in run.received_nothing))
        sign = "○" if idle and all(idle) and action.declares is None else "●"
        said = [_short(each) for each in told.done(action)]
        yield _Happening(timed.at, action.by, sign, f"{sign}{letters[action.by]} {joined(said, told.lang)}")
    for outcome in run.outcomes:
        if outcome.judged and outcome.due is not None:
            sign = "◆" if outcome.result == "met" else "×"
            unit = _owner(outcome, run)
            note = f"{sign}{letters[unit]} {_short(outcome.label.say(told.lang))}"
            yield _Happening(outcome.due, unit, sign, note)


def _owner(outcome: Outcome, run: Run) -> str:
    """Give the unit in whose lane something expected stands: a played one before others."""
    unit = leading(outcome.units, run.scenario)
    return unit.id if unit is not None else ""


def _short(text: str) -> str:
    return text if cells(text) <= _SHORT else f"{wrap(text, _SHORT - 1)[0]}…"


# The level.


def level_charts(run: Run, told: RunReport) -> Iterator[Chart]:
    """Give the level over time by each plan that grades: what is certain and possible by it, and what was called."""
    for each in run.levels:
        yield _level_chart(each, told, several=len(run.levels) > 1)


def _level_chart(found: LevelCourse, told: RunReport, *, several: bool) -> Chart:
    lang, steps, scale = told.lang, found.curve.steps, found.grader.scale
    rows = []
    for level in [scale.named(name) for name in scale.gravest_first] + [scale.none]:
        spots = tuple(Spot("●" if step.called == level else "", _shade(level, step.plan)) for step in steps)
        rows.append(ChartRow(level_short(level, lang), spots))
    said = [
        say(
            "step", lang, at=told.offset(step.since), plan=_plan_says(step.plan.certain, step.plan.possible, lang),
            called=level_short(step.called, lang) if step.called is not None else say("uncalled", lang),
        )
        for step in steps
    ]  # fmt: skip
    key = (
        (Spot("", "dark"), say("certain", lang)),
        (Spot("", "light"), say("possible", lang)),
        (Spot("●"), say("called", lang)),
    )
    says = say("curve_says", lang, steps=("；" if lang == "zh" else "; ").join(said))
    heads = tuple(told.offset(step.since) for step in steps)
    title = say("curve_by", lang, plan=found.grader.title.say(lang)) if several else say("curve", lang)
    name = f"level-curve-{found.grader.id.replace('/', '-')}" if found.grader.beside else "level-curve"
    return Chart(name, title, says, heads, tuple(rows), key, stepped=True)


def _shade(level: Level, plan: LevelRange) -> Fill:
    """Give how a level is drawn: where a graver one is possible, that none holds is no more certain than that."""
    open_still = not plan.certain and plan.certain < plan.possible
    if level == plan.certain and not open_still:
        return "dark"
    return "light" if plan.certain <= level <= plan.possible else ""


def _plan_says(certain: Level, possible: Level, lang: Language) -> str:
    low, high = level_short(certain, lang), level_short(possible, lang)
    return low if certain == possible else say("range", lang, certain=low, possible=high)


# Lateness.


def lateness_chart(run: Run, told: RunReport) -> Chart:
    """Give how many of its tasks each unit did on time, how late, and not at all."""
    lang = told.lang
    heads = ["on_time", *(name for name, _ in _BANDS), "more", "incomplete", "undone"]
    rows, said = [], []
    for name, outcomes in told.by_unit([each for each in run.outcomes if each.judged]):
        unit = name.say(lang) if name is not None else say("calling", lang)
        found = [_band(each) for each in outcomes]
        spots = tuple(_counted(found.count(head), head) for head in heads)
        rows.append(ChartRow(unit, spots))
        met, undone = found.count("on_time"), found.count("undone")
        said.append(say("unit_says", lang, unit=unit, met=met, late=len(found) - met - undone, undone=undone))
    key = (
        (Spot("", "light"), say("is_on_time", lang)),
        (Spot("", "hatched"), say("is_late", lang)),
        (Spot("", "dark"), say("is_undone", lang)),
    )
    says = say("lateness_says", lang, units=("；" if lang == "zh" else "; ").join(said))
    return Chart(
        "lateness", say("lateness", lang), says, tuple(say(head, lang) for head in heads), tuple(rows), key
    )


def _band(outcome: Outcome) -> str:
    """Give the column of the picture something belongs to; one that is late by no figure to the first."""
    if outcome.result in _UNDONE:
        return "undone"
    if outcome.result != "late":
        return "on_time" if outcome.result == "met" else "incomplete"
    by = outcome.by or timedelta(0)
    return next((name for name, most in _BANDS if by <= most), "more")


def _counted(number: int, head: str) -> Spot:
    if not number:
        return Spot()
    return Spot(str(number), "light" if head == "on_time" else "dark" if head == "undone" else "hatched")
