"""The score of a plan's mutants for readers: on a terminal or a page, as CSV, as JSON."""

import csv
from io import StringIO
from typing import Any

from respond.errors import Language, Text
from respond.facts import show_exact
from respond.plan import Rule
from respond.prove.mutants.mutant import Fate, Mutant
from respond.prove.mutants.score import Score
from respond.prove.search.evaluation import KIND_WORDS, Judged
from respond.prove.search.exact import facts_json
from respond.show import Block, Bullet, Line, Section, Sheet, Title, hinted
from respond.situation import text_json

_TITLE = Text(
    "变异检验：条件改动一处，有没有事件能发现",
    "mutants: would an incident notice a condition changed in one place",
)
_SCORE = Text(
    "改动{all}处（标准{criteria}处、其他条目{rules}处）：{noticed}处有事件发现，{equivalent}处证明不改变任何事件的结果；"
    "得分{score}",
    "{all} changes ({criteria} of criteria, {rules} of other entries): {noticed} are noticed, {equivalent} are proved "
    "to change nothing in any incident; score {score}",
)
_PARTS = Text(
    "其中随附事件发现{incident}处，预案自带测试{test}处；另有{boundary}处只有新做的界线事件能发现，不计入",
    "noticed by shipped incidents: {incident}; by the plan's tests: {test}; boundary incidents made for them would "
    "notice {boundary} more, which do not count",
)
_LEFT_OUT = Text(
    "下列预期答案在未改动的预案上就不符，没有用来检验：{names}",
    "expected answers that fail under the plan as it is were not asked: {names}",
)
_HEADS: dict[Fate, Text] = {
    Fate.SURVIVED: Text("没有事件发现", "Noticed by nothing"),
    Fate.UNDECIDED: Text("未能判定（安装 z3 或许可以）", "Not decided (z3 may help)"),
    Fate.BOUNDARY: Text(
        "没有事件发现，新做的界线事件能发现", "Noticed by nothing but incidents made for them"
    ),
    Fate.TEST: Text("预案自带测试发现", "Noticed by the plan's tests"),
    Fate.INCIDENT: Text("随附事件发现", "Noticed by shipped incidents"),
    Fate.EQUIVALENT: Text("不改变任何事件的结果", "Changes nothing in any incident"),
}
_CHANGE = Text("{id}（条款{clause}）：{before} → {after}", "{id} (cl. {clause}): {before} → {after}")
_PLAIN_CHANGE = Text("{id}：{before} → {after}", "{id}: {before} → {after}")

COLUMNS = (
    "criterion", "level", "clause", "change", "before", "after", "condition", "fate", "by", "level_by_plan",
    "level_by_mutant", "kind", "by_plan", "by_mutant",
)  # fmt: skip
"""The columns of the CSV; an entry that is no criterion stands under `criterion` too, with its `kind`."""


def mutants_sheet(score: Score, lang: Language) -> Sheet:
    """Give the score, and every mutant under what became of it."""
    counts = {fate.value: score.count(fate) for fate in Fate}
    blocks: list[Block] = [Title(_TITLE.say(lang), (str(score.plan.ref),))]
    blocks.append(Line(_SCORE.fill(**_figures(score)).say(lang), "strong"))
    blocks.append(Line(hinted(_PARTS.fill(**counts).say(lang), "--write", lang)))
    if score.left_out:
        blocks.append(Line(_LEFT_OUT.fill(names="; ".join(score.left_out)).say(lang), "alarm"))
    for fate, head in _HEADS.items():
        fitting = [_point(mutant, lang) for mutant in score.mutants if mutant.fate is fate]
        if fitting:
            blocks += [Section(head.say(lang), str(len(fitting))), *fitting]
    return Sheet(tuple(blocks), lang)


def _figures(score: Score) -> dict[str, object]:
    return {
        "all": len(score.mutants),
        "criteria": len(score.criteria),
        "rules": len(score.others),
        "noticed": score.noticed,
        "equivalent": score.count(Fate.EQUIVALENT),
        "score": percentage(score),
    }


def percentage(score: Score) -> str:
    """Give the score in per cent, rounded down to a tenth: 100% is all of them."""
    tenths = int(score.share * 1000)
    return f"{show_exact(score.share * 100) if tenths == 1000 else f'{tenths // 10}.{tenths % 10}'}%"


_BAD = {Fate.SURVIVED, Fate.UNDECIDED, Fate.BOUNDARY}
_APPLIES = {True: Text("适用", "applies"), False: Text("不适用", "does not apply")}
_NO_RESPONSE = Text("不响应", "no response")
_RESPONSE = Text("{level}响应", "response {level}")
_MADE = Text("{by}：{before}，改后{after}", "{by}: {before}, changed: {after}")


def _point(mutant: Mutant, lang: Language) -> Bullet:
    name = mutant.id if mutant.kind == "criterion" else f"{KIND_WORDS[mutant.kind].say(lang)} {mutant.id}"
    template = _CHANGE if mutant.clause else _PLAIN_CHANGE
    change = mutant.change
    text = template.fill(id=name, clause=mutant.clause, before=change.was, after=change.now).say(lang)
    mark = "✗" if mutant.fate in _BAD else "·"
    return Bullet(text, (_evidence(mutant).say(lang),) if mutant.by else (), mark=mark)


def _evidence(mutant: Mutant) -> Text:
    by = mutant.by or Text("", "")
    if mutant.judged is None:
        return by
    before, after = (_made(each, mutant.kind) for each in mutant.judged)
    return _MADE.fill(by=by, before=before, after=after)


def _made(judged: Judged, kind: str) -> Text:
    if isinstance(judged, bool):
        return _APPLIES[judged]
    if kind == "criterion":
        return judged.short
    return _RESPONSE.fill(level=judged.short) if judged else _NO_RESPONSE


def mutants_csv(score: Score, lang: Language) -> str:
    """Give the mutants as CSV; only the words of incidents depend on the language."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(mutant, lang) for mutant in score.mutants)
    return stream.getvalue()


def _cells(mutant: Mutant, lang: Language) -> list[str]:
    change, graded = mutant.change, mutant.kind == "criterion"
    judged = [_plain(each) for each in mutant.judged] if mutant.judged else ["", ""]
    none = ["", ""]
    return [
        mutant.id, _level_of(mutant) or "", mutant.clause, change.kind, change.before, change.after, change.text,
        mutant.fate.value, mutant.by.say(lang) if mutant.by else "", *(judged if graded else none), mutant.kind,
        *(none if graded else judged),
    ]  # fmt: skip


def _level_of(mutant: Mutant) -> str | None:
    """Give the level a criterion belongs to; None for other entries."""
    return (
        str(mutant.about.gravity) if isinstance(mutant.about, Rule) and mutant.kind == "criterion" else None
    )


def _plain(judged: Judged) -> str:
    return {True: "yes", False: "no"}[judged] if isinstance(judged, bool) else str(judged)


def mutants_json(score: Score) -> dict[str, Any]:
    """Give the mutants as plain data."""
    return {
        "schema": "plan-mutants/1",
        "plan": {"id": str(score.plan.ref.id), "edition": str(score.plan.ref.edition)},
        "sources": [str(source) for source in score.plan.composed.sources],
        "score": show_exact(score.share),
        "counts": {fate.value: score.count(fate) for fate in Fate},
        "left_out": list(score.left_out),
        "mutants": [_mutant_json(mutant) for mutant in score.criteria],
        "rules": [_mutant_json(mutant) for mutant in score.others],
    }


def _mutant_json(mutant: Mutant) -> dict[str, Any]:
    change, level = mutant.change, _level_of(mutant)
    named = (
        {"kind": mutant.kind, "id": mutant.id} if level is None else {"criterion": mutant.id, "level": level}
    )
    return {
        **named,
        "clause": mutant.clause or None,
        "change": change.kind,
        "before": change.before,
        "after": change.after,
        "condition": change.text,
        "fate": mutant.fate.value,
        "by": text_json(mutant.by),
        "facts": None if mutant.facts is None else facts_json(mutant.facts),
        "judged" if level is None else "levels": [_plain(each) for each in mutant.judged]
        if mutant.judged
        else None,
    }
