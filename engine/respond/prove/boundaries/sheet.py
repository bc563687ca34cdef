"""The table of thresholds for readers: on a terminal or a page, as CSV, as JSON."""

import csv
from io import StringIO
from typing import Any

from respond.errors import Language, Text
from respond.plan import LEVEL
from respond.prove.boundaries.rule_sheet import rule_blocks, rule_cells, rule_json
from respond.prove.boundaries.table import Boundaries, ThresholdPoint, ThresholdRow
from respond.show import COLON, Block, Column, Line, Section, Sheet, Table, TableRow, Title, level_short
from respond.situation import exact_json, text_json

_HEADS = {
    "threshold": Text("界线", "Threshold"),
    "levels": Text("低一步、恰好、高一步", "One below, exactly, one above"),
    "below": Text("低一步", "One below"),
    "at": Text("恰好", "Exactly"),
    "above": Text("高一步", "One above"),
    "others": Text("其余", "Others"),
    "basis": Text("依据", "Basis"),
}
_TITLE = Text("界线上下各是几级", "The level below, at and above every threshold")
_NONE = Text("本预案没有自己的数字界线", "this plan has no thresholds of its own")
_WITH = Text("此时{others}", "with {others}")
_OUTSIDE = "—"

COLUMNS = (
    "fact", "label", "threshold", "below", "below_level", "at", "at_level", "above", "above_level",
    "with", "criteria", "clauses", "rules", "below_applies", "at_applies", "above_applies",
)  # fmt: skip
"""The columns of the CSV; the last four are those of thresholds outside the criteria."""


def boundaries_sheet(found: Boundaries, lang: Language, *, wide: bool = False) -> Sheet:
    """Give the table for a terminal, or `wide` for a page, one section for each number."""
    plan = found.plan.plan
    below = [f"{found.ref} · {found.day}", *(str(source) for source in found.plan.composed.sources[1:])]
    blocks: list[Block] = [Title(_TITLE.say(lang), (plan.title.say(lang), " + ".join(below)))]
    if not found.rows and not found.rules:
        blocks.append(Line(_NONE.say(lang)))
    for name in dict.fromkeys(row.name for row in found.rows):
        rows = [row for row in found.rows if row.name == name]
        blocks += [Section(rows[0].label.say(lang)), _table(rows, lang, wide=wide)]
    blocks += rule_blocks(found.rules, lang, wide=wide)
    return Sheet(tuple(blocks), lang)


def _table(rows: list[ThresholdRow], lang: Language, *, wide: bool) -> Table:
    threshold, levels, basis, others = (
        _HEADS[name].say(lang) for name in ("threshold", "levels", "basis", "others")
    )
    beside = [Column(_HEADS[name].say(lang)) for name in ("below", "at", "above")]
    columns = (
        Column(threshold),
        *(beside if wide else [Column(levels, "main")]),
        Column(basis, "main" if wide else "below"),
        Column(others, "below"),
    )
    return Table(columns, tuple(_row(row, lang, wide=wide) for row in rows))


def _row(row: ThresholdRow, lang: Language, *, wide: bool) -> TableRow:
    others = row.others_words.say(lang) and _WITH.fill(others=row.others_words).say(lang)
    points = [_point(point, lang) for point in row.points]
    basis = "; ".join(f"{each.entry.id} ({each.entry.clause})" for each in row.criteria)
    levels = points if wide else [" · ".join(points)]
    return TableRow((row.shown.say(lang), *levels, basis, others))


def _point(point: ThresholdPoint, lang: Language) -> str:
    if point.level is None:
        return _OUTSIDE
    return f"{point.shown.say(lang)}{COLON[lang]}{level_short(point.level, lang)}"


def boundaries_csv(found: Boundaries, lang: Language) -> str:
    """Give the table as CSV; the names of its columns and of the levels do not depend on the language."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in found.rows:
        points = [
            cell
            for point in row.points
            for cell in (
                "" if point.level is None else point.shown.say(lang),
                "" if point.level is None else LEVEL[point.level],
            )
        ]
        ids = " ".join(str(each.entry.id) for each in row.criteria)
        clauses = "; ".join(dict.fromkeys(str(each.entry.clause) for each in row.criteria))
        writer.writerow(
            [
                row.name, row.label.say(lang), row.shown.say(lang), *points,
                row.others_words.say(lang), ids, clauses, "", "", "", "",
            ]
        )  # fmt: skip
    writer.writerows(rule_cells(row, lang) for row in found.rules)
    return stream.getvalue()


def boundaries_json(found: Boundaries) -> dict[str, Any]:
    """Give the table as plain data; numbers that are not whole are exact texts, in base units."""
    return {
        "schema": "plan-boundaries/1",
        "plan": {"id": str(found.ref.id), "edition": str(found.ref.edition)},
        "sources": [str(source) for source in found.plan.composed.sources],
        "day": found.day.isoformat(),
        "rows": [_row_json(row) for row in found.rows],
        "rules": [rule_json(row) for row in found.rules],
    }


def _row_json(row: ThresholdRow) -> dict[str, Any]:
    return {
        "fact": str(row.name),
        "label": text_json(row.label),
        "threshold": exact_json(row.figure),
        "shown": text_json(row.shown),
        "criteria": [
            {"id": str(each.entry.id), "level": LEVEL[each.gravity], "clause": str(each.entry.clause)}
            for each in row.criteria
        ],
        "with": {str(name): exact_json(value) for name, value in row.others.items()},
        "with_words": text_json(row.others_words),
        "points": [_point_json(point) for point in row.points],
    }


def _point_json(point: ThresholdPoint) -> dict[str, Any]:
    facts = {str(name): exact_json(value) for name, value in (point.facts or {}).items()}
    return {
        "value": exact_json(point.value),
        "shown": text_json(point.shown),
        "level": None if point.level is None else LEVEL[point.level],
        "facts": facts if point.facts is not None else None,
    }
