"""Why this level: the criteria met and open with the values they saw, and how far the other levels are."""

import re
from datetime import datetime

from respond.errors import Language
from respond.facts import UNKNOWN, Exactly, Level
from respond.reason import Truth
from respond.show.blocks import Block, Bullet, Column, Line, Style, Table, TableRow, section, typed
from respond.show.citing import cite, marks_of
from respond.show.moments import near_moment
from respond.show.summary import range_words
from respond.show.view import View
from respond.show.wording import (
    OBSERVED,
    bracket,
    clause_words,
    clauses,
    joined,
    label,
    level_short,
    level_style,
)
from respond.situation import Answer, CriterionResult, Distance, Seen, Situation

_JUST_PAST = re.compile(r"[+-]0 .*and more$")
"""A change of nothing but the smallest step past a bound, which only the bound itself can tell."""
MARK: dict[Truth, str] = {Truth.YES: "✓", Truth.NO: "✗", Truth.UNKNOWN: "?"}
ASSUMED = "assumed"
"""The source of a value that is only assumed; nobody has judged it."""
_STATE: dict[Truth, str] = {Truth.YES: "holds", Truth.NO: "fails", Truth.UNKNOWN: "unknown"}


def reasons(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give the criteria that decided, those still open, and what would change the level."""
    answer, lang = situation.leading, view.lang
    if not answer.criteria or not situation.occurring:
        return _others(situation, view) if situation.occurring else ()
    return (
        *section(label("reasons", lang), [*_met(situation, lang), *_computed(answer, lang)]),
        *([] if view.why else _open(situation, view)),
        *(_every(situation, lang) if view.why else []),
        *_distances(situation, view),
        *(why_not(situation, view.why_not, lang) if view.why_not is not None else ()),
        *_others(situation, view),
    )


def criterion_text(criterion: CriterionResult, situation: Situation, lang: Language) -> str:
    """Give a criterion in words with its clause, and whether it is a draft."""
    marks = [cite(criterion.clause, criterion.plan, situation, lang)]
    if criterion.standing == "draft":
        marks.append(label("draft", lang))
    words = criterion.label or criterion.words
    return words.say(lang) + bracket(clauses(marks, lang), lang)


def seen_text(seen: Seen, now: datetime, lang: Language) -> str:
    """Give a value with its source, how sure it is, who judged it, and since when it is known."""
    notes = [seen.source.say(lang)] if seen.source else []
    if not (seen.source and seen.source.en == ASSUMED):
        if seen.standing and (notes or seen.standing != "reported"):
            known = OBSERVED.get(seen.standing)
            notes.append(known.say(lang) if known else seen.standing)
        if seen.judge is not None:
            notes.append(label("judged", lang, by=seen.judge.say(lang)))
    if seen.as_of:
        notes.append(near_moment(seen.as_of, now))
    return f"{_value(seen, lang)}{bracket(joined(notes, lang), lang)}"


def _value(seen: Seen, lang: Language) -> str:
    return f"{seen.label.say(lang)} = {seen.shown.say(lang)}"


def _evidence(criterion: CriterionResult, now: datetime, lang: Language) -> tuple[str, ...]:
    if not criterion.seen:
        return ()
    return (clauses([seen_text(seen, now, lang) for seen in criterion.seen], lang),)


def _lacking(criterion: CriterionResult, lang: Language) -> tuple[str, ...]:
    """Give the values that keep a criterion open."""
    open_values = [seen for seen in criterion.seen if not isinstance(seen.value, Exactly)]
    values = [seen.label.say(lang) if seen.value is UNKNOWN else _value(seen, lang) for seen in open_values]
    return (label("lacking", lang, values=joined(values, lang)),) if values else ()


def _met(situation: Situation, lang: Language) -> list[Block]:
    answer = situation.leading
    met = [criterion for criterion in answer.criteria if criterion.truth is Truth.YES]
    top = [criterion for criterion in grounds_of(answer) if criterion.truth is Truth.YES]
    rest = [criterion for criterion in met if criterion.level != answer.reached.certain]
    points: list[Block] = []
    for criterion in top:
        words = criterion_text(criterion, situation, lang)
        points.append(Bullet(words, _evidence(criterion, situation.now, lang), MARK[Truth.YES], "good"))
    if rest:
        cited: dict[str, dict[str, None]] = {}
        for each in rest:
            clause = cite(each.clause, each.plan, situation, lang)
            cited.setdefault(level_short(each.level, lang), {})[clause] = None
        levels = [level + bracket(joined([*found], lang), lang) for level, found in cited.items()]
        points.append(Line(label("also", lang, list=joined(levels, lang)), "dim"))
    if answer.reason is not None:
        points.append(Line(answer.reason.say(lang)))
    elif together := said_of_grounds(answer, lang):
        points.append(Line(together))
        points += _proof(situation, lang)
    elif not met:
        points.append(Line(label("none_met", lang)))
    return points


def grounds_of(answer: Answer) -> tuple[CriterionResult, ...]:
    """Give the criteria the certain level rests on: those met, or where none is, those of which one must be."""
    certain = answer.reached.certain
    met = tuple(each for each in answer.criteria if each.truth is Truth.YES and each.level == certain)
    return met or tuple(each for each in answer.criteria if each.id in answer.proof)


def said_of_grounds(answer: Answer, lang: Language) -> str:
    """Say what the criteria a level rests on come to, where that is not that each of them is met; blank where it is."""
    if not answer.reached.certain or any(each.truth is Truth.YES for each in grounds_of(answer)):
        return ""
    return label("together", lang, level=level_short(answer.reached.certain, lang))


def _proof(situation: Situation, lang: Language) -> list[Block]:
    """Give the criteria of which one must hold, each with the values it saw."""
    answer = situation.leading
    shown: list[Block] = []
    for criterion in grounds_of(answer):
        words = f"{level_short(criterion.level, lang)} {criterion_text(criterion, situation, lang)}"
        evidence = _evidence(criterion, situation.now, lang) if not shown else ()
        shown.append(Bullet(words, evidence, MARK[Truth.UNKNOWN]))
    return shown


def _computed(answer: Answer, lang: Language) -> list[Block]:
    if not answer.computed:
        return []
    draft = bracket(label("draft", lang), lang)
    values = [_value(seen, lang) + (draft if seen.standing == "draft" else "") for seen in answer.computed]
    return [Line(f"{label('computed', lang)}{'：' if lang == 'zh' else ': '}{clauses(values, lang)}", "dim")]


def _open(situation: Situation, view: View) -> tuple[Block, ...]:
    """Give the criteria that could still be met: a line a level, or each with what keeps it open."""
    answer, lang = situation.leading, view.lang
    unsettled = [criterion for criterion in answer.criteria if criterion.truth is Truth.UNKNOWN]
    if view.full:
        points = [
            Bullet(
                f"{level_short(criterion.level, lang)} {criterion_text(criterion, situation, lang)}",
                _lacking(criterion, lang),
                MARK[Truth.UNKNOWN],
            )
            for criterion in sorted(unsettled, key=lambda criterion: -criterion.level)
        ]
        return section(label("open_criteria", lang), points)
    if answer.reached.definite:
        return ()  # whatever they turn out to be, the level stays
    by_level: dict[Level, list[str]] = {}
    for criterion in sorted(unsettled, key=lambda criterion: -criterion.level):
        cited = cite(criterion.clause, criterion.plan, situation, lang)
        if criterion.level > answer.reached.certain and cited not in by_level.get(criterion.level, []):
            by_level.setdefault(criterion.level, []).append(cited)
    points = [
        Bullet(f"{level_short(gravity, lang)} {joined(cited, lang)}", mark=MARK[Truth.UNKNOWN])
        for gravity, cited in by_level.items()
    ]
    return section(label("open_criteria", lang), points, (typed(label("lists_each", lang, option="--why")),))


def _every(situation: Situation, lang: Language) -> tuple[Block, ...]:
    ordered = sorted(situation.leading.criteria, key=lambda criterion: -criterion.level)
    rows = [_criterion_row(criterion, situation, lang) for criterion in ordered]
    columns = (
        Column(label("level", lang)),
        Column(""),
        Column(label("what", lang), "main"),
        Column(label("values", lang, values=""), "below"),
    )
    return section(label("all_criteria", lang), [Table(columns, tuple(rows))] if rows else [])


def _criterion_row(criterion: CriterionResult, situation: Situation, lang: Language) -> TableRow:
    evidence = clauses([seen_text(seen, situation.now, lang) for seen in criterion.seen], lang)
    mark = f"{MARK[criterion.truth]} {label(_STATE[criterion.truth], lang)}"
    style: Style = level_style(criterion.level) if criterion.truth is Truth.YES else ""
    return TableRow(
        (level_short(criterion.level, lang), mark, criterion_text(criterion, situation, lang), evidence),
        style=style,
    )


def _distances(situation: Situation, view: View) -> tuple[Block, ...]:
    wanted = [step for step in situation.leading.distance if view.full or view.why or step.direction == "up"]
    certain = situation.leading.level.certain
    wanted.sort(key=lambda step: (step.direction == "down", abs(step.level - certain), not _counted(step)))
    points: list[Block] = [
        Bullet(distance_text(step, situation, view.lang)) for step in wanted[: view.few(3)]
    ]
    return section(label("distance", view.lang), points)


def _counted(step: Distance) -> bool:
    """Say whether a step is so many more or fewer, rather than a yes or a no."""
    return step.change.en.startswith(("+", "-"))


def distance_text(step: Distance, situation: Situation, lang: Language) -> str:
    """Give how far one fact is from another level, with the clause that would then be met."""
    change = step.change.say(lang)
    if _JUST_PAST.match(step.change.en):
        change = step.value.say(lang)
    elif _counted(step):
        change += bracket(step.value.say(lang), lang)
    words = label("now_gives", lang, label=step.label, change=change, level=level_short(step.level, lang))
    if step.clause is None:
        return words
    plans = {criterion.id: criterion.plan for criterion in situation.leading.criteria}
    plan = plans.get(step.criterion or "", situation.leading_plan)
    return words + bracket(cite(step.clause, plan, situation, lang), lang)


def why_not(situation: Situation, name: str, lang: Language) -> tuple[Block, ...]:
    """Give what keeps the answer from a level: its criteria, what they saw, and the least change.

    Raises InputError (E340) where the plan has no such level.
    """
    answer = situation.leading
    gravity = answer.reached.certain.scale.read(name)
    level = level_short(gravity, lang)
    criteria = [criterion for criterion in answer.criteria if criterion.level == gravity]
    blocks: list[Block] = [Line(_verdict_on(answer, gravity, level, lang), "strong")]
    for criterion in criteria:
        changes = [step for step in answer.distance if step.criterion == criterion.id]
        below = [*_evidence(criterion, situation.now, lang), *_failing(criterion, lang)]
        below += [label("least", lang, change=distance_text(step, situation, lang)) for step in changes]
        words = f"{label(_STATE[criterion.truth], lang)} {criterion_text(criterion, situation, lang)}"
        blocks.append(Bullet(words, tuple(below), MARK[criterion.truth]))
    return section(label("why_not", lang, level=level), blocks)


def _failing(criterion: CriterionResult, lang: Language) -> tuple[str, ...]:
    """Give the parts that keep a criterion from being met, where it has several."""
    lines = []
    for truth, name in ((Truth.NO, "fails_for"), (Truth.UNKNOWN, "open_for")):
        parts = [part.words.say(lang) for part in criterion.parts if part.truth is truth]
        if parts and criterion.truth is not Truth.YES:
            lines.append(label(name, lang, parts=joined(parts, lang)))
    return tuple(lines)


def _verdict_on(answer: Answer, gravity: Level, level: str, lang: Language) -> str:
    if not any(criterion.level == gravity for criterion in answer.criteria):
        return label("no_criteria", lang, level=level)
    if answer.reached.certain == gravity and answer.reached.definite:
        return label("is_level", lang, level=level)
    if answer.reached.certain == gravity:
        return label("is_at_least", lang, level=level, possible=level_short(answer.reached.possible, lang))
    if answer.reached.certain > gravity:
        return label("is_graver", lang, level=level_short(answer.reached.certain, lang))
    if answer.reached.possible >= gravity:
        return label("could_be_it", lang, level=level)
    return label("cannot_be", lang, level=level)


def _others(situation: Situation, view: View) -> tuple[Block, ...]:
    lang = view.lang
    points: list[Block] = []
    for answer in situation.answers[1:]:
        if not answer.graded and not view.full:
            continue  # its duties are in the tables, its name at the top
        verdict = range_words(answer.level, lang) if answer.graded else label("beside", lang)
        clauses_met = [
            c.clause for c in answer.criteria if c.truth is Truth.YES and c.level == answer.reached.certain
        ]
        notes = [clause_words(joined(clauses_met, lang), lang)] if clauses_met and answer.graded else []
        if answer.standing == "draft":
            notes.append(label("draft", lang))
        head = f"{marks_of(situation)[answer.plan]} {answer.title.say(lang)}"
        gap = "：" if lang == "zh" else ": "
        points.append(Bullet(f"{head}{gap}{verdict}{bracket(clauses(notes, lang), lang)}"))
    return section(label("others", lang), points)
