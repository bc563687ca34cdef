"""What an exercise showed: inject by inject, then every expectation with its outcome, and the score."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from respond.errors import Language, Text
from respond.exercise.run import Run, Turn, all_duties
from respond.exercise.score import Outcome
from respond.plan import LEVEL, LEVEL_WORDS
from respond.show import (
    CHANNEL,
    COLON,
    MODE,
    SHORT,
    Banner,
    Block,
    Bullet,
    Column,
    Line,
    Section,
    Sheet,
    Style,
    Table,
    TableRow,
    Title,
    Verdict,
    bracket,
    clauses,
    joined,
    length,
    near_moment,
    words,
)
from respond.situation import Duty, Situation

_RESULT: dict[str, tuple[Text, Style]] = {
    "met": (Text("按时", "in time"), "good"),
    "late": (Text("迟到", "late"), "alarm"),
    "incomplete": (Text("不完整", "incomplete"), "alarm"),
    "omitted": (Text("未做", "omitted"), "alarm"),
    "open": (Text("未到期", "not due"), "dim"),
}
_SAYS = {
    "level": Text("级别", "level"),
    "became": Text("新任务", "newly owed"),
    "ended": Text("已解除", "stood down"),
    "acted": Text("队员", "players"),
    "none": Text("无新任务", "nothing new is owed"),
    "declares": Text("宣布{level}", "declare {level}"),
    "score": Text("得分 {got} / {most}", "score {got} of {most}"),
    "results": Text("逐项评判", "expectation by expectation"),
    "result": Text("结果", "result"),
    "expected": Text("预案要求", "what the plan expects"),
    "points": Text("分", "pts"),
    "due": Text("期限", "due"),
    "done": Text("完成", "done"),
    "late": Text("迟{by}", "{by} late"),
    "missing": Text("漏报", "not told"),
    "clause": Text("条款{clause}", "clause {clause}"),
    "range": Text("{certain}，最高可能{possible}", "{certain}, at most {possible}"),
    "more": Text("另有{n}项", "{n} more"),
    "injects": Text("{n}条导调信息，{start} 起", "{n} injects from {start}"),
}
_LISTED = 6  # newly owed duties listed by name after an inject


def report_sheet(run: Run, lang: Language) -> Sheet:
    """Give the report of an exercise as a sheet, for a terminal or a page."""
    scenario = run.scenario
    start = scenario.moment("+00:00")
    heading = _SAYS["injects"].fill(n=len(scenario.injects), start=f"{start:%Y-%m-%d %H:%M}").say(lang)
    blocks: list[Block] = [
        Banner(MODE["exercise"].say(lang)),
        Title(
            f"{scenario.title.say(lang)} ({scenario.id})",
            (heading, *(f"· {o.zh if lang == 'zh' else o.en}" for o in scenario.objectives)),
        ),
    ]
    for turn in run.turns:
        blocks += _turn(turn, start, lang)
    blocks.append(Section(_SAYS["results"].say(lang)))
    blocks.append(_results(run, lang))
    score = _SAYS["score"].fill(got=run.points, most=run.most).say(lang)
    blocks.append(Verdict((words(score, "strong"),)))
    return Sheet(tuple(blocks), lang)


def _turn(turn: Turn, start: datetime, lang: Language) -> Iterator[Block]:
    inject = turn.inject
    yield Section(f"{inject.at} {inject.id}", near_moment(turn.at, start))
    sender = inject.from_.say(lang) if inject.from_ else ""
    via = CHANNEL[inject.via].say(lang) if inject.via else ""
    lead = " · ".join(part for part in (sender, via) if part)
    colon = COLON[lang]
    yield Line(f"{lead}{colon}{inject.text.say(lang)}" if lead else inject.text.say(lang))
    level = f"{_SAYS['level'].say(lang)}{colon}{_level(turn.situation, lang)}"
    yield Bullet(level, style=_style(turn.situation))
    duties = {duty.id: duty for duty in all_duties(turn.situation)}
    new = [duties[name] for name in turn.became_owed if duties[name].mood == "must"]
    yield _new(new, turn.at, lang)
    if turn.stood_down:
        yield Bullet(f"{_SAYS['ended'].say(lang)}{colon}{len(turn.stood_down)}")
    for action in turn.acted:
        yield Bullet(_action(turn, action.did, action.declares, action.by, action.at, lang), mark=">")


def _level(situation: Situation, lang: Language) -> str:
    certain = LEVEL_WORDS[situation.level.certain].say(lang)
    if situation.level.definite:
        return certain
    possible = SHORT[situation.level.possible].say(lang)
    return _SAYS["range"].fill(certain=certain, possible=possible).say(lang)


def _style(situation: Situation) -> Style:
    styles: tuple[Style, ...] = ("level-0", "level-1", "level-2", "level-3", "level-4")
    return styles[situation.level.certain]


def _new(new: list[Duty], at: datetime, lang: Language) -> Bullet:
    if not new:
        return Bullet(_SAYS["none"].say(lang), style="dim")
    lines = [f"{_due(duty, at, lang)} · {duty.label.say(lang)}" for duty in new[:_LISTED]]
    if len(new) > _LISTED:
        lines.append(_SAYS["more"].fill(n=len(new) - _LISTED).say(lang))
    return Bullet(f"{_SAYS['became'].say(lang)}{bracket(str(len(new)), lang)}", tuple(lines))


def _due(duty: Duty, at: datetime, lang: Language) -> str:
    if duty.deadline is None:
        return "—"
    if duty.deadline.due is None:
        return duty.deadline.limit.words.say(lang)
    return near_moment(duty.deadline.due, at)


def _action(turn: Turn, did: tuple[str, ...], declares: str | None, by: str, at: str, lang: Language) -> str:
    labels = {duty.id: duty.label.say(lang) for duty in all_duties(turn.situation)}
    parts = [labels.get(name, name) for name in did]
    if declares is not None:
        parts.append(_SAYS["declares"].fill(level=SHORT[LEVEL.index(declares)]).say(lang))
    names = {
        unit.id: unit.name for duty in all_duties(turn.situation) for unit in (*duty.units, *duty.with_units)
    }
    who = names[by].say(lang) if by in names else by
    return f"{at} {who}{COLON[lang]}{clauses(parts, lang)}"


def _results(run: Run, lang: Language) -> Table:
    columns = (
        Column(_SAYS["result"].say(lang)),
        Column(_SAYS["points"].say(lang), "stacked"),
        Column(_SAYS["expected"].say(lang), "main"),
    )
    start = run.scenario.moment("+00:00")
    shown = [outcome for outcome in run.outcomes if outcome.counts]
    return Table(columns, tuple(_row(outcome, start, lang) for outcome in shown))


def _row(outcome: Outcome, start: datetime, lang: Language) -> TableRow:
    expectation = outcome.expectation
    said, style = _RESULT[outcome.result]
    below = []
    units = joined([unit.say(lang) for unit in expectation.units[:3]], lang)
    clause = _SAYS["clause"].fill(clause=expectation.clause).say(lang) if expectation.clause else ""
    times = [
        f"{_SAYS[name].say(lang)} {near_moment(moment, start)}"
        for name, moment in (("due", expectation.due), ("done", outcome.at))
        if moment is not None
    ]
    if outcome.late_by is not None:
        times.append(_SAYS["late"].fill(by=length(outcome.late_by, lang)).say(lang))
    below.append(" · ".join(part for part in (units, *times, clause) if part))
    if outcome.missing:
        names = joined([name.say(lang) for name in outcome.missing], lang)
        below.append(f"{_SAYS['missing'].say(lang)}{COLON[lang]}{names}")
    return TableRow((said.say(lang), str(outcome.points), expectation.label.say(lang)), tuple(below), style)


def report_data(run: Run) -> dict[str, Any]:
    """Give the report as plain data, for programs."""
    return {
        "schema": "exercise/1",
        "scenario": run.scenario.id,
        "points": run.points,
        "most": run.most,
        "turns": [
            {
                "inject": turn.inject.id,
                "at": turn.at.isoformat(),
                "level": LEVEL[turn.situation.level.certain],
                "could_reach": LEVEL[turn.situation.level.possible],
                "became_owed": list(turn.became_owed),
                "stood_down": list(turn.stood_down),
                "acted": [list(action.did) for action in turn.acted],
            }
            for turn in run.turns
        ],
        "outcomes": [_outcome_data(outcome) for outcome in run.outcomes],
    }


def _outcome_data(outcome: Outcome) -> dict[str, Any]:
    expectation = outcome.expectation
    return {
        "expectation": expectation.id,
        "kind": expectation.kind,
        "clause": expectation.clause,
        "since": expectation.since.isoformat(),
        "due": expectation.due.isoformat() if expectation.due else None,
        "result": outcome.result,
        "at": outcome.at.isoformat() if outcome.at else None,
        "missing": [{"zh": name.zh, "en": name.en} for name in outcome.missing],
        "points": outcome.points if outcome.counts else None,
    }
