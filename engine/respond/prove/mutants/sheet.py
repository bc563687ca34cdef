"""The score of a plan's mutants for readers: on a terminal or a page, as CSV, as JSON."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from respond.errors import Language, Text
from respond.facts import show_exact
from respond.plan import LEVEL, Rule
from respond.prove.mutants.fates import Fate
from respond.prove.mutants.rules import RuleMutant
from respond.prove.mutants.score import Mutant, Score
from respond.prove.search.rules import KIND_WORDS, Judged
from respond.show import Block, Bullet, Line, Section, Sheet, Title, level_short
from respond.situation import exact_json, text_json

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
    "其中随附事件发现{incident}处，预案自带测试{test}处；另有{boundary}处只有新做的界线事件能发现，不计入"
    "（--write 写成文件）",
    "noticed by shipped incidents: {incident}; by the plan's tests: {test}; boundary incidents made for them would "
    "notice {boundary} more, which do not count (--write writes them)",
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
    blocks.append(Line(_PARTS.fill(**counts).say(lang)))
    for fate, head in _HEADS.items():
        fitting = [_point(mutant, lang) for mutant in score.mutants if mutant.fate is fate]
        fitting += [_rule_point(mutant, lang) for mutant in score.rules if mutant.fate is fate]
        if fitting:
            blocks += [Section(head.say(lang), str(len(fitting))), *fitting]
    return Sheet(tuple(blocks), lang)


def _figures(score: Score) -> dict[str, object]:
    return {
        "all": score.total,
        "criteria": len(score.mutants),
        "rules": len(score.rules),
        "noticed": score.noticed,
        "equivalent": score.count(Fate.EQUIVALENT),
        "score": percentage(score),
    }


def percentage(score: Score) -> str:
    """Give the score in per cent, rounded down to a tenth: 100% is all of them."""
    tenths = int(score.share * 1000)
    return f"{show_exact(score.share * 100) if tenths == 1000 else f'{tenths // 10}.{tenths % 10}'}%"


def _point(mutant: Mutant, lang: Language) -> Bullet:
    entry, change = mutant.criterion.entry, mutant.change
    text = _CHANGE.fill(id=entry.id, clause=entry.clause, before=change.was, after=change.now).say(lang)
    return Bullet(text, tuple(_evidence(mutant, lang)), mark="✗" if mutant.fate in _BAD else "·")


_BAD = {Fate.SURVIVED, Fate.UNDECIDED, Fate.BOUNDARY}


def _evidence(mutant: Mutant, lang: Language) -> Iterator[str]:
    if mutant.by is None:
        return
    shown = mutant.by.say(lang)
    if mutant.levels is not None:
        before, after = (level_short(level, lang) for level in mutant.levels)
        shown += f"：{before}，改后{after}" if lang == "zh" else f": {before}, changed: {after}"
    yield shown


def _rule_point(mutant: RuleMutant, lang: Language) -> Bullet:
    name = f"{_kind(mutant).say(lang)} {mutant.id}"
    template = _CHANGE if mutant.clause else _PLAIN_CHANGE
    change = mutant.change
    text = template.fill(id=name, clause=mutant.clause, before=change.was, after=change.now).say(lang)
    below = [mutant.by.say(lang)] if mutant.by else []
    if mutant.judged is not None:
        before, after = (_judged(each, lang) for each in mutant.judged)
        below = [
            f"{below[0]}：{before}，改后{after}"
            if lang == "zh"
            else f"{below[0]}: {before}, changed: {after}"
        ]
    return Bullet(text, tuple(below), mark="✗" if mutant.fate in _BAD else "·")


_PLAIN_CHANGE = Text("{id}：{before} → {after}", "{id}: {before} → {after}")
_DERIVED = Text("推算值", "derived number")
_APPLIES = {True: Text("适用", "applies"), False: Text("不适用", "does not apply")}


def _kind(mutant: RuleMutant) -> Text:
    return KIND_WORDS[mutant.about.kind] if isinstance(mutant.about, Rule) else _DERIVED


def _judged(judged: Judged, lang: Language) -> str:
    if isinstance(judged, bool):
        return _APPLIES[judged].say(lang)
    level = level_short(judged, lang)
    if not judged:
        return "不响应" if lang == "zh" else "no response"
    return f"{level}响应" if lang == "zh" else f"response {level}"


def _judged_plain(judged: Judged) -> str:
    return {True: "yes", False: "no"}[judged] if isinstance(judged, bool) else LEVEL[judged]


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
                change.text, mutant.fate.value, by, *levels, "criterion", "", "",
            ]
        )  # fmt: skip
    for each in score.rules:
        judged = [_judged_plain(one) for one in each.judged] if each.judged else ["", ""]
        by = each.by.say(lang) if each.by else ""
        writer.writerow(
            [
                each.id, "", each.clause, each.change.kind, each.change.before, each.change.after, each.change.text,
                each.fate.value, by, "", "", each.kind, *judged,
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
        "rules": [_rule_json(mutant) for mutant in score.rules],
    }


def _mutant_json(mutant: Mutant) -> dict[str, Any]:
    entry, change = mutant.criterion.entry, mutant.change
    facts = {str(name): exact_json(value) for name, value in (mutant.facts or {}).items()}
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


def _rule_json(mutant: RuleMutant) -> dict[str, Any]:
    change = mutant.change
    facts = {str(name): exact_json(value) for name, value in (mutant.facts or {}).items()}
    return {
        "kind": mutant.kind,
        "id": mutant.id,
        "clause": mutant.clause or None,
        "change": change.kind,
        "before": change.before,
        "after": change.after,
        "condition": change.text,
        "fate": mutant.fate.value,
        "by": text_json(mutant.by) if mutant.by else None,
        "facts": facts if mutant.facts is not None else None,
        "judged": [_judged_plain(each) for each in mutant.judged] if mutant.judged else None,
    }
