"""The clause ledger to read: a table of clauses, what each became, its standing, and the tests that touch it."""

from collections.abc import Iterator
from typing import Any, Final

from respond.author.testing.coverage import KINDS
from respond.author.testing.ledger import Became, ClauseRow, LedgerReport
from respond.author.testing.report import coverage_data
from respond.errors import Language, Text
from respond.show import (
    COMMA,
    Block,
    Column,
    Line,
    Point,
    Row,
    Section,
    Sheet,
    Table,
    Title,
    bracket,
    section,
)

_LISTED = 4  # tests named in a row; the data name them all

WORDS: Final = {
    "clause": Text("条款", "Clause"),
    "title": Text("内容", "What it is about"),
    "status": Text("状态", "Standing"),
    "became": Text("成了什么", "What it became"),
    "tests": Text("测试", "Tests"),
    "encoded": Text("已编码", "encoded"),
    "not-executable": Text("不可执行", "not executable"),
    "open": Text("待办", "open"),
    "draft": Text("草案", "draft"),
    "untested": Text("未测试", "not tested"),
    "no_tests": Text("没有测试碰到它", "no test touches it"),
    "nothing": Text("没有可测的条目", "nothing in it to test"),
    "finer": Text("见其下各条", "in its finer clauses"),
    "more": Text("{names}等{n}项", "{names} and others, {n} in all"),
    "listed": Text("{names}", "{names}"),
    "no_ledger": Text("预案没有条款台账", "the plan has no ledger of clauses"),
    "ledger": Text("条款台账", "Ledger of clauses"),
    "counts": Text(
        "条款{all}条：已编码{encoded}，不可执行{not_executable}，待办{open}",
        "clauses: {all}; encoded {encoded}, not executable {not_executable}, open {open}",
    ),
    "touched": Text(
        "可测的条款{testable}条，有测试碰到的{touched}条",
        "clauses a test can touch: {testable}, touched: {touched}",
    ),
    "covered": Text("测试覆盖", "What tests exercise"),
    "ratio": Text("{kind} {covered}/{all}", "{kind} {covered}/{all}"),
    "left": Text("不可执行与待办", "Not executable and open"),
}


def ledger_sheet(report: LedgerReport, lang: Language) -> Sheet:
    """Give the ledger of a plan with the tests behind it."""
    return Sheet(tuple(_blocks(report, lang)))


def _blocks(report: LedgerReport, lang: Language) -> Iterator[Block]:
    yield Title(report.title.say(lang), (str(report.plan),))
    yield Line((_counts(report) if report.rows else WORDS["no_ledger"]).say(lang))
    if report.testable:
        touched = report.testable - len(report.untouched)
        yield Line(WORDS["touched"].fill(testable=report.testable, touched=touched).say(lang))
    ratios = [
        Point(WORDS["ratio"].fill(kind=KINDS[kind], covered=covered, all=number).say(lang))
        for kind, covered, number in report.coverage.counts()
    ]
    yield from section(_say("covered", lang), ratios)
    if report.rows:
        yield from section(_say("ledger", lang), [_table(report, lang)], str(len(report.rows)))
    left = [row for row in report.rows if row.status != "encoded"]
    if left:
        yield Section(_say("left", lang), str(len(left)))
    for row in left:
        reason = row.reason.say(lang) if row.reason else ""
        yield Point(f"{row.clause}{bracket(_say(row.status, lang), lang)}", (reason,) if reason else ())


def _counts(report: LedgerReport) -> Text:
    return WORDS["counts"].fill(
        all=len(report.rows),
        encoded=report.standing("encoded"),
        not_executable=report.standing("not-executable"),
        open=report.standing("open"),
    )


def _table(report: LedgerReport, lang: Language) -> Table:
    columns = (
        Column(_say("clause", lang)),
        Column(_say("title", lang), "main"),
        Column(_say("status", lang), "below"),
        Column(_say("became", lang), "below"),
        Column(_say("tests", lang), "below"),
    )
    return Table(columns, tuple(_row(row, lang) for row in report.rows))


def _row(row: ClauseRow, lang: Language) -> Row:
    title = row.title.say(lang) if row.title else ""
    draft = any(entry.draft for entry in row.became)
    status = _say(row.status, lang) + (bracket(_say("draft", lang), lang) if draft else "")
    lacking = row.testable and not row.tests
    return Row(
        (row.clause, title, status, _became(row, lang), _tests(row, lang)), (), "alarm" if lacking else ""
    )


def _became(row: ClauseRow, lang: Language) -> str:
    parts = []
    for name, entries in row.by_kind():
        listed = COMMA[lang].join(_entry(entry, lang) for entry in entries)
        parts.append(f"{name.say(lang)} {listed}")
    return ("；" if lang == "zh" else "; ").join(parts)


def _entry(entry: Became, lang: Language) -> str:
    return entry.id + (bracket(_say("untested", lang), lang) if entry.untested else "")


def _tests(row: ClauseRow, lang: Language) -> str:
    if not row.tests:
        return untested(row, lang)
    names = COMMA[lang].join(row.tests[:_LISTED])
    form = WORDS["more" if len(row.tests) > _LISTED else "listed"]
    return f"{_say('tests', lang)} {form.fill(names=names, n=len(row.tests)).say(lang)}"


def untested(row: ClauseRow, lang: Language) -> str:
    """Say why no test touches a clause."""
    empty = "no_tests" if row.testable else "nothing" if row.became else "finer"
    return _say(empty, lang) if row.status == "encoded" else ""


def _say(key: str, lang: Language) -> str:
    return WORDS[key].say(lang)


def ledger_data(report: LedgerReport) -> dict[str, Any]:
    """Give the ledger as plain data: what `respond plan coverage --format json` prints."""
    return {
        "schema": "plan-coverage/1",
        "plan": {"id": str(report.plan.id), "edition": str(report.plan.edition)},
        "clauses": [_row_data(row) for row in report.rows],
        "coverage": coverage_data(report.coverage),
    }


def _row_data(row: ClauseRow) -> dict[str, Any]:
    return {
        "clause": row.clause,
        "title": _both(row.title),
        "status": row.status,
        "reason": _both(row.reason),
        "became": [
            {"kind": entry.kind, "id": entry.id, "draft": entry.draft, "tested": not entry.untested}
            for entry in row.became
        ],
        "testable": row.testable,
        "tests": list(row.tests),
    }


def _both(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"zh": str(text.zh), "en": str(text.en)}
