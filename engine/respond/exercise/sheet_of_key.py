"""The derived key of a scenario as a sheet: what is found first, then what is expected, in the order it arises."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from respond.errors import Language, Text
from respond.exercise.citing import cited, not_late_before
from respond.exercise.key import CheckedScenario, KeyEntry
from respond.exercise.scenario import said_offset
from respond.show import (
    MODE,
    Banner,
    Block,
    Bullet,
    Column,
    Line,
    Sheet,
    Table,
    TableRow,
    Title,
    clauses,
    full_moment,
    names_of,
    near_moment,
    section,
    whom_of,
)

_WORDS: Final[dict[str, Text]] = {
    "begins": Text("{start} 起", "from {start}"),
    "ready": Text("可以举行", "ready to be held"),
    "not_ready": Text("还不能举行", "not ready to be held yet"),
    "findings": Text("检查发现", "found"),
    "key": Text("预期行动（由预案推出）", "what is expected, derived from the plan"),
    "when": Text("产生", "arises"),
    "due": Text("期限", "due"),
    "what": Text("预期", "expected"),
    "after": Text("{inject} 之后", "after {inject}"),
    "uncounted": Text("不计分：{why}", "not counted: {why}"),
    "not_counted": Text("不计分", "not counted"),
    "call": Text("值班室或指挥部", "whoever decides the level"),
    "counts": Text("{n}项，其中计分{counted}项", "{n}, of which {counted} count"),
    "draft": Text("草稿，未经核实", "a draft, not confirmed"),
    "target": Text("本次演练的目标", "a target of this exercise"),
}


def key_sheet(found: CheckedScenario, lang: Language) -> Sheet:
    """Give the key and the findings as a sheet."""
    return Sheet(tuple(_blocks(found, lang)), lang)


def arises_heading(lang: Language) -> str:
    """Give the heading of the column that says when something arises."""
    return _say("when", lang)


def said_arises(each: KeyEntry, start: datetime, lang: Language) -> str:
    """Say when something arises, as an offset from the start."""
    return said_offset(each.since - start).say(lang)


def said_after(each: KeyEntry, lang: Language) -> str:
    """Say after which inject something arises; nothing where it is after none."""
    return _say("after", lang, inject=each.inject) if each.inject else ""


def _blocks(found: CheckedScenario, lang: Language) -> Iterator[Block]:
    yield Banner(MODE["exercise"].say(lang))
    below = (_say("begins", lang, start=full_moment(found.start)),)
    yield Title(f"{found.title.say(lang)} ({found.scenario})", below)
    yield Line(_say("ready" if found.ready else "not_ready", lang), "good" if found.ready else "alarm")
    points = [
        Bullet(each.told.say(lang), mark="!" if each.grave else "·", style="alarm" if each.grave else "")
        for each in sorted(found.findings, key=lambda each: not each.grave)
    ]
    yield from section(_say("findings", lang), points, str(len(points)))
    counted = sum(each.played for each in found.key)
    columns = (
        Column(_say("when", lang)), Column(_say("due", lang), "stacked"), Column(_say("what", lang), "main"),
    )  # fmt: skip
    rows = tuple(_row(each, found.start, lang) for each in found.key)
    yield from section(
        _say("key", lang), [Table(columns, rows)], _say("counts", lang, n=len(rows), counted=counted)
    )


def _row(each: KeyEntry, start: datetime, lang: Language) -> TableRow:
    zone = start.tzinfo
    due = near_moment(each.due.astimezone(zone), start) if each.due is not None else ""
    limit = due or (each.words.say(lang) if each.words is not None else "—")
    who = names_of(each.units, lang) if each.units else _say("call", lang)
    whom = whom_of(each.to, each.copy, lang)
    notes = [
        f"{who} → {whom}" if whom else who,
        _say("draft", lang) if each.draft else "",
        _say("target", lang) if each.kind == "target" else "",
        cited(each.clauses, lang, each.plan),
        not_late_before(near_moment(each.latest.astimezone(zone), start), lang) if each.latest else "",
        each.words.say(lang) if due and each.words is not None else said_after(each, lang),
        "" if each.played else _why(each, lang),
    ]
    below = clauses([part for part in notes if part], lang)
    return TableRow(
        (said_arises(each, start, lang), limit, each.label.say(lang)),
        (below,),
        "" if each.played else "dim",
    )


def _why(each: KeyEntry, lang: Language) -> str:
    if each.uncounted is None:
        return _say("not_counted", lang)
    return _say("uncounted", lang, why=each.uncounted.say(lang))


def _say(name: str, lang: Language, **found: object) -> str:
    text = _WORDS[name]
    return (text.fill(**found) if found else text).say(lang)
