"""The score of a plan's mutants for readers: on a terminal or a page, as CSV, as JSON."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from respond.errors import Language, Text
from respond.explain.sheet import Block, Line, Point, Section, Sheet, Title
from respond.explain.words import level_short
from respond.facts.show import show_exact
from respond.plan.level import LEVEL
from respond.prove.boundaries.plain import number_json, text_json
from respond.prove.mutants.score import Fate, Mutant, Score

_TITLE = Text(
    "变异检验：标准改动一处，有没有事件能发现",
    "mutants: would an incident notice a criterion changed in one place",
)
_SCORE = Text(
    "改动{all}处：{noticed}处有事件发现，{equivalent}处证明不改变任何事件的级别；得分{score}",
    "{all} changes: {noticed} are noticed, {equivalent} are proved to change no incident's level; score {score}",
)
_PARTS = Text(
    "其中随附事件发现{incident}处，预案自带测试{test}处，只有界线事件能发现{boundary}处（--write 写成文件）",
    "noticed by shipped incidents: {incident}; by the plan's tests: {test}; by boundary incidents only: {boundary} "
    "(--write writes them)",
)
_HEADS: dict[Fate, Text] = {
    Fate.SURVIVED: Text("没有事件发现", "Noticed by nothing"),
    Fate.UNDECIDED: Text("未能判定（安装 z3 或许可以）", "Not decided (z3 may help)"),
    Fate.BOUNDARY: Text("只有界线事件能发现", "Noticed by boundary incidents only"),
    Fate.TEST: Text("预案自带测试发现", "Noticed by the plan's tests"),
    Fate.INCIDENT: Text("随附事件发现", "Noticed by shipped incidents"),
    Fate.EQUIVALENT: Text("不改变任何事件的级别", "Changes no incident's level"),
}
_CHANGE = Text("{id}（条款{clause}）：{before} → {after}", "{id} (cl. {clause}): {before} → {after}")

COLUMNS = (
    "criterion", "level", "clause", "change", "before", "after", "condition", "fate", "by", "level_by_plan",
    "level_by_mutant",
)  # fmt: skip
"""The columns of the CSV."""


def mutants_sheet(score: Score, lang: Language) -> Sheet:
    """Give the score, and every mutant under what became of it."""
    counts = {fate.value: score.count(fate) for fate in Fate}
    blocks: list[Block] = [Title(_TITLE.say(lang), (str(score.plan.ref),))]
    blocks.append(Line(_SCORE.fill(**_figures(score)).say(lang), "strong"))
    blocks.append(Line(_PARTS.fill(**counts).say(lang)))
    for fate, head in _HEADS.items():
        fitting = [mutant for mutant in score.mutants if mutant.fate is fate]
        if fitting:
            blocks.append(Section(head.say(lang), str(len(fitting))))
            blocks += [_point(mutant, lang) for mutant in fitting]
    return Sheet(tuple(blocks))


def _figures(score: Score) -> dict[str, object]:
    return {
        "all": len(score.mutants),
        "noticed": score.noticed,
        "equivalent": score.count(Fate.EQUIVALENT),
        "score": percentage(score),
    }


def percentage(score: Score) -> str:
    """Give the score in per cent, rounded down to a tenth: 100% is all of them."""
    tenths = int(score.share * 1000)
    return f"{show_exact(score.share * 100) if tenths == 1000 else f'{tenths // 10}.{tenths % 10}'}%"


def _point(mutant: Mutant, lang: Language) -> Point:
    entry, change = mutant.criterion.entry, mutant.change
    text = _CHANGE.fill(id=entry.id, clause=entry.clause, before=change.before, after=change.after).say(lang)
    return Point(text, tuple(_evidence(mutant, lang)), mark="✗" if mutant.fate in _BAD else "·")


_BAD = {Fate.SURVIVED, Fate.UNDECIDED}


def _evidence(mutant: Mutant, lang: Language) -> Iterator[str]:
    if mutant.by is None:
        return
    shown = mutant.by.say(lang)
    if mutant.levels is not None:
        before, after = (level_short(level, lang) for level in mutant.levels)
        shown += f"：{before}，改后{after}" if lang == "zh" else f": {before}, changed: {after}"
    yield shown


def mutants_csv(score: Score, lang: Language) -> str:
    """Give the mutants as CSV; only the words of incidents depend on the language."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for mutant in score.mutants:
        entry, change = mutant.criterion.entry, mutant.change
        levels = [LEVEL[level] for level in mutant.levels] if mutant.levels else ["", ""]
        by = mutant.by.say(lang) if mutant.by else ""
        writer.writerow(
            [
                entry.id, LEVEL[mutant.criterion.gravity], entry.clause, change.kind, change.before, change.after,
                change.text, mutant.fate.value, by, *levels,
            ]
        )  # fmt: skip
    return stream.getvalue()


def mutants_json(score: Score) -> dict[str, Any]:
    """Give the mutants as plain data."""
    return {
        "schema": "plan-mutants/1",
        "plan": {"id": str(score.plan.ref.id), "edition": str(score.plan.ref.edition)},
        "sources": [str(source) for source in score.plan.composed.sources],
        "score": show_exact(score.share),
        "counts": {fate.value: score.count(fate) for fate in Fate},
        "mutants": [_mutant_json(mutant) for mutant in score.mutants],
    }


def _mutant_json(mutant: Mutant) -> dict[str, Any]:
    entry, change = mutant.criterion.entry, mutant.change
    facts = {str(name): number_json(value) for name, value in (mutant.facts or {}).items()}
    return {
        "criterion": str(entry.id),
        "level": LEVEL[mutant.criterion.gravity],
        "clause": str(entry.clause),
        "change": change.kind,
        "before": change.before,
        "after": change.after,
        "condition": change.text,
        "fate": mutant.fate.value,
        "by": text_json(mutant.by) if mutant.by else None,
        "facts": facts if mutant.facts is not None else None,
        "levels": [LEVEL[level] for level in mutant.levels] if mutant.levels else None,
    }
