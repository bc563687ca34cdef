"""The thresholds outside the criteria for readers: their part of the page, of the CSV and of the JSON."""

from collections.abc import Sequence
from typing import Any

from respond.errors import Language, Text
from respond.plan import LEVEL, Rule
from respond.prove.boundaries.rules import RulePoint, RuleRow
from respond.prove.search.rules import KIND_WORDS
from respond.show import COLON, Block, Column, Section, Table, TableRow, bracket, clauses, joined, level_short
from respond.situation import exact_json, text_json

_TITLE = Text("标准以外的界线", "Thresholds outside the criteria")
_ASIDE = Text("各项任务、响应、规定等是否适用", "does the duty, response or other entry apply")
_HEADS = {
    "threshold": Text("界线", "Threshold"),
    "applies": Text("低一步、恰好、高一步", "One below, exactly, one above"),
    "below": Text("低一步", "One below"),
    "at": Text("恰好", "Exactly"),
    "above": Text("高一步", "One above"),
    "rules": Text("条目", "Entry"),
    "level": Text("事件级别", "Level"),
    "others": Text("其余", "Others"),
}
_APPLIES = {True: Text("适用", "applies"), False: Text("不适用", "does not")}
_WITH = Text("此时{others}", "with {others}")
_ALL_AT = Text("均为{level}", "all at {level}")
_OUTSIDE = "—"
_WORD = {True: "yes", False: "no", None: ""}


def rule_blocks(rows: Sequence[RuleRow], lang: Language, *, wide: bool) -> list[Block]:
    """Give the part of the table for a terminal, or `wide` for a page; nothing for no rows."""
    if not rows:
        return []
    blocks: list[Block] = [Section(_TITLE.say(lang), _ASIDE.say(lang))]
    for name in dict.fromkeys(row.name for row in rows):
        own = [row for row in rows if row.name == name]
        blocks += [Section(own[0].label.say(lang), depth=2), _table(own, lang, wide=wide)]
    return blocks


def _table(rows: Sequence[RuleRow], lang: Language, *, wide: bool) -> Table:
    said = {name: head.say(lang) for name, head in _HEADS.items()}
    beside = [Column(said[name]) for name in ("below", "at", "above")]
    columns = (
        Column(said["threshold"]),
        *(beside if wide else [Column(said["applies"], "main")]),
        Column(said["rules"], "main" if wide else "below"),
        Column(said["level"], "below"),
        Column(said["others"], "below"),
    )
    return Table(columns, tuple(_row(row, lang, wide=wide) for row in rows))


def _row(row: RuleRow, lang: Language, *, wide: bool) -> TableRow:
    levels = {point.level for point in row.points if point.level is not None}
    points = [_point(point, lang, graded=len(levels) > 1) for point in row.points]
    others = row.others_words.say(lang) and _WITH.fill(others=row.others_words).say(lang)
    level = _ALL_AT.fill(level=level_short(levels.pop(), lang)).say(lang) if len(levels) == 1 else ""
    main = points if wide else [" · ".join(points)]
    return TableRow((row.shown.say(lang), *main, _rules(row.rules, lang), level, others))


def _point(point: RulePoint, lang: Language, *, graded: bool) -> str:
    """Give one number with what it makes of the entry, and with its level where the row has several."""
    if point.applies is None:
        return _OUTSIDE
    level = level_short(point.level, lang) if graded and point.level is not None else ""
    said = f"{_APPLIES[point.applies].say(lang)}{bracket(level, lang)}"
    return f"{point.shown.say(lang)}{COLON[lang]}{said}"


def _rules(rules: Sequence[Rule], lang: Language) -> str:
    """Name entries, those of one kind and clause together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for rule in rules:
        groups.setdefault((KIND_WORDS[rule.kind].say(lang), rule.clause), []).append(rule.id)
    named = [
        f"{kind} {joined(ids, lang)}" + (f" ({clause})" if clause else "")
        for (kind, clause), ids in groups.items()
    ]
    return clauses(named, lang)


def rule_cells(row: RuleRow, lang: Language) -> list[str]:
    """Give a row of the CSV."""
    points = [
        cell
        for point in row.points
        for cell in (
            "" if point.applies is None else point.shown.say(lang),
            "" if point.level is None else LEVEL[point.level],
        )
    ]
    ids = " ".join(f"{rule.kind}:{rule.id}" for rule in row.rules)
    cited = "; ".join(dict.fromkeys(rule.clause for rule in row.rules))
    applies = [_WORD[point.applies] for point in row.points]
    named = row.name, row.label.say(lang), row.shown.say(lang)
    return [*named, *points, row.others_words.say(lang), "", cited, ids, *applies]


def rule_json(row: RuleRow) -> dict[str, Any]:
    """Give a row as plain data."""
    return {
        "fact": str(row.name),
        "label": text_json(row.label),
        "threshold": exact_json(row.figure),
        "shown": text_json(row.shown),
        "rules": [rule_name_json(rule) for rule in row.rules],
        "with": {str(name): exact_json(value) for name, value in row.others.items()},
        "with_words": text_json(row.others_words),
        "points": [_point_json(point) for point in row.points],
    }


def rule_name_json(rule: Rule) -> dict[str, str | None]:
    """Give which entry a rule is, as plain data."""
    return {"kind": rule.kind, "id": rule.id, "clause": rule.clause or None}


def _point_json(point: RulePoint) -> dict[str, Any]:
    facts = {str(name): exact_json(value) for name, value in (point.facts or {}).items()}
    return {
        "value": exact_json(point.value),
        "shown": text_json(point.shown),
        "applies": point.applies,
        "level": None if point.level is None else LEVEL[point.level],
        "response": None if point.response is None else LEVEL[point.response],
        "facts": facts if point.facts is not None else None,
    }
