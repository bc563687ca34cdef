"""The table of thresholds for readers: on a terminal or a page, as CSV, as JSON."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any, Final, Literal

from respond.errors import Language, Text
from respond.plan import Rule
from respond.prove.boundaries.rows import ThresholdPoint, ThresholdRow
from respond.prove.boundaries.table import Boundaries
from respond.prove.search.evaluation import KIND_WORDS
from respond.prove.search.exact import facts_json
from respond.show import (
    COLON,
    Block,
    Column,
    Line,
    Section,
    Sheet,
    Table,
    TableRow,
    Title,
    bracket,
    clauses,
    joined,
)
from respond.situation import exact_json, text_json

_WORDS: Final = {
    "title": Text("界线上下各是几级", "The level below, at and above every threshold"),
    "none": Text("本预案没有自己的数字界线", "this plan has no thresholds of its own"),
    "others-title": Text("标准以外的界线", "Thresholds outside the criteria"),
    "others-aside": Text("各项任务、响应、规定等是否适用", "does the duty, response or other entry apply"),
    "threshold": Text("界线", "Threshold"),
    "points": Text("低一步、恰好、高一步", "One below, exactly, one above"),
    "below": Text("低一步", "One below"),
    "at": Text("恰好", "Exactly"),
    "above": Text("高一步", "One above"),
    "criteria": Text("依据", "Basis"),
    "rules": Text("条目", "Entry"),
    "level": Text("事件级别", "Level"),
    "others": Text("其余", "Others"),
    "yes": Text("适用", "applies"),
    "no": Text("不适用", "does not"),
}
_WITH: Final = Text("此时{others}", "with {others}")
_ALL_AT: Final = Text("均为{level}", "all at {level}")
_NO_RESPONSE: Final = Text("不响应", "no response")
_OUTSIDE: Final = "—"
_PLAIN: Final = {True: "yes", False: "no", None: ""}

COLUMNS = (
    "fact", "label", "threshold", "below", "below_level", "at", "at_level", "above", "above_level",
    "with", "criteria", "clauses", "rules", "below_applies", "at_applies", "above_applies",
)  # fmt: skip
"""The columns of the CSV; the last four are those of thresholds outside the criteria."""


def boundaries_sheet(found: Boundaries, lang: Language, *, wide: bool = False) -> Sheet:
    """Give the table for a terminal, or `wide` for a page, one section for each number."""
    plan = found.plan.plan
    below = [f"{found.ref} · {found.day}", *(str(source) for source in found.plan.composed.sources[1:])]
    blocks: list[Block] = [Title(_say("title", lang), (plan.title.say(lang), " + ".join(below)))]
    if not found.rows:
        blocks.append(Line(_say("none", lang)))
    blocks += _sections(found.criteria, lang, depth=1, wide=wide)
    if found.others:
        blocks.append(Section(_say("others-title", lang), _say("others-aside", lang)))
    blocks += _sections(found.others, lang, depth=2, wide=wide)
    return Sheet(tuple(blocks), lang)


def _say(word: str, lang: Language) -> str:
    return _WORDS[word].say(lang)


def _sections(
    rows: Sequence[ThresholdRow], lang: Language, *, depth: Literal[1, 2], wide: bool
) -> list[Block]:
    blocks: list[Block] = []
    for name in dict.fromkeys(row.name for row in rows):
        own = [row for row in rows if row.name == name]
        blocks += [Section(own[0].label.say(lang), depth=depth), _table(own, lang, wide=wide)]
    return blocks


def _table(rows: Sequence[ThresholdRow], lang: Language, *, wide: bool) -> Table:
    graded = rows[0].graded
    beside = [Column(_say(name, lang)) for name in ("below", "at", "above")]
    columns = (
        Column(_say("threshold", lang)),
        *(beside if wide else [Column(_say("points", lang), "main")]),
        Column(_say("criteria" if graded else "rules", lang), "main" if wide else "below"),
        *([] if graded else [Column(_say("level", lang), "below")]),
        Column(_say("others", lang), "below"),
    )
    return Table(columns, tuple(_row(row, lang, wide=wide) for row in rows))


def _row(row: ThresholdRow, lang: Language, *, wide: bool) -> TableRow:
    answers = {point.answer: _answer(point) for point in row.points if point.answer is not None}
    points = [_point(row, point, lang, levelled=row.graded or len(answers) > 1) for point in row.points]
    points = points if wide else [" · ".join(points)]
    others = row.others_words.say(lang) and _WITH.fill(others=row.others_words).say(lang)
    if row.graded:
        basis = "; ".join(f"{rule.id} ({rule.clause})" for rule in row.rules)
        return TableRow((row.shown.say(lang), *points, basis, others))
    level = _ALL_AT.fill(level=next(iter(answers.values()))).say(lang) if len(answers) == 1 else ""
    return TableRow((row.shown.say(lang), *points, _named(row.rules, lang), level, others))


def _point(row: ThresholdRow, point: ThresholdPoint, lang: Language, *, levelled: bool) -> str:
    """Give one number with what it makes of the rules, and with its level where the row has several."""
    if point.facts is None:
        return _OUTSIDE
    said = _answer(point).say(lang) if levelled else ""
    if not row.graded:
        said = f"{_say(_PLAIN[point.applies], lang)}{bracket(said, lang)}"
    return f"{point.shown.say(lang)}{COLON[lang]}{said}"


def _answer(point: ThresholdPoint) -> Text:
    """Say which level an incident has, or which response is called for; nothing where the plan gives neither."""
    if point.answer is None:
        return Text("", "")
    return point.answer.short if point.level is not None or point.answer else _NO_RESPONSE


def _named(rules: Sequence[Rule], lang: Language) -> str:
    """Name entries, those of one kind and clause together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for rule in rules:
        groups.setdefault((KIND_WORDS[rule.kind].say(lang), rule.clause), []).append(rule.id)
    named = [
        f"{kind} {joined(ids, lang)}" + (f" ({clause})" if clause else "")
        for (kind, clause), ids in groups.items()
    ]
    return clauses(named, lang)


def boundaries_csv(found: Boundaries, lang: Language) -> str:
    """Give the table as CSV; the names of its columns and of the levels do not depend on the language."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(row, lang) for row in found.rows)
    return stream.getvalue()


def _cells(row: ThresholdRow, lang: Language) -> list[str]:
    points = [
        cell
        for point in row.points
        for cell in (
            "" if point.facts is None else point.shown.say(lang),
            "" if point.level is None else str(point.level),
        )
    ]
    criteria = " ".join(rule.id for rule in row.rules) if row.graded else ""
    rules = "" if row.graded else " ".join(f"{rule.kind}:{rule.id}" for rule in row.rules)
    return [
        row.name, row.label.say(lang), row.shown.say(lang), *points, row.others_words.say(lang), criteria,
        "; ".join(dict.fromkeys(rule.clause for rule in row.rules)), rules,
        *(_PLAIN[point.applies] for point in row.points),
    ]  # fmt: skip


def boundaries_json(found: Boundaries) -> dict[str, Any]:
    """Give the table as plain data; numbers that are not whole are exact texts, in base units."""
    return {
        "schema": "plan-boundaries/1",
        "plan": {"id": str(found.ref.id), "edition": str(found.ref.edition)},
        "sources": [str(source) for source in found.plan.composed.sources],
        "day": found.day.isoformat(),
        "rows": [_row_json(row) for row in found.criteria],
        "rules": [_row_json(row) for row in found.others],
    }


def _row_json(row: ThresholdRow) -> dict[str, Any]:
    return {
        "fact": str(row.name),
        "label": text_json(row.label),
        "threshold": exact_json(row.figure),
        "shown": text_json(row.shown),
        "criteria" if row.graded else "rules": [_rule_json(rule) for rule in row.rules],
        "with": facts_json(row.others),
        "with_words": text_json(row.others_words),
        "points": [_point_json(row, point) for point in row.points],
    }


def _rule_json(rule: Rule) -> dict[str, str | None]:
    if rule.kind == "criterion":
        return {"id": rule.id, "level": str(rule.gravity), "clause": rule.clause}
    return {"kind": rule.kind, "id": rule.id, "clause": rule.clause or None}


def _point_json(row: ThresholdRow, point: ThresholdPoint) -> dict[str, Any]:
    data = {
        "value": None if point.value is None else exact_json(point.value),
        "shown": text_json(point.shown),
        "applies": point.applies,
        "level": None if point.level is None else str(point.level),
        "response": None if point.response is None else str(point.response),
        "facts": None if point.facts is None else facts_json(point.facts),
    }
    told_of_rules = ("applies", "response")
    return {key: value for key, value in data.items() if not row.graded or key not in told_of_rules}
