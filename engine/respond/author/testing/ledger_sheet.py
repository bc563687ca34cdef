"""The clause ledger to read: what no test exercises, then every clause, what it became, and the tests behind it."""

from collections.abc import Iterator
from typing import Any, Final

from respond.author.testing.coverage import KINDS
from respond.author.testing.ledger import NAMES, STATUSES, ClauseRow, LedgerReport, home_of
from respond.author.testing.report import coverage_data
from respond.errors import Language, Text
from respond.show import (
    COLON,
    COMMA,
    Block,
    Column,
    Labelled,
    Line,
    Particulars,
    Section,
    Sheet,
    Table,
    TableRow,
    Title,
    Words,
    chain,
    citations,
    slug,
    words,
)

_LISTED = 6  # tests named in a row; the data name them all

WORDS: Final = {
    "subtitle": Text(
        "条款台账：每条成了什么，哪些测试碰到它", "Ledger of clauses: what each became, which tests touch it"
    ),
    "edition": Text("版本", "Edition"),
    "clauses": Text("条款", "Clauses"),
    "all": Text("共{n}条", "{n} in all"),
    "run": Text("所运行", "Run"),
    "ran": Text("测试{tests}项，事件时点{incidents}个", "tests: {tests}, moments of incidents: {incidents}"),
    "failed": Text("未通过{n}项", "not as expected: {n}"),
    "touched": Text("可测条款", "Testable clauses"),
    "touched_of": Text("{n}条，有测试碰到的{touched}条", "{n}, touched by tests: {touched}"),
    "exercised": Text("测试覆盖", "Exercised"),
    "lacking": Text("没有测试碰到：{listed}", "No test exercises: {listed}"),
    "items": Text("条目{n}项", "entries {n}"),
    "untouched": Text("条款{n}条", "clauses {n}"),
    "complete": Text("凡可测的，都有测试碰到。", "Whatever a test can touch is exercised by one."),
    "untestable": Text("没有可测的条目。", "There is nothing in it that a test can exercise."),
    "entry": Text("条目", "Entry"),
    "why": Text("缺什么", "What is missing"),
    "ledger": Text("条款台账", "Ledger of clauses"),
    "no_ledger": Text("预案没有条款台账", "the plan has no ledger of clauses"),
    "clause": Text("条款", "Clause"),
    "title": Text("内容", "What it is about"),
    "status": Text("状态", "Standing"),
    "became": Text("成了什么", "What it became"),
    "tests": Text("测试", "Tests"),
    "encoded": Text("已编码", "encoded"),
    "not-executable": Text("不可执行", "not executable"),
    "open": Text("待办", "open"),
    "draft": Text("草案", "draft"),
    "encoded_note": Text("写成了所列条目。", "What it says has become the entries listed."),
    "not-executable_note": Text(
        "没有可执行的内容，注明理由。", "There is nothing to execute in it; the reason is given."
    ),
    "open_note": Text("尚未写成条目，注明原因。", "It is not encoded yet; the reason is given."),
    "draft_note": Text("来源未证实。", "No source confirms it."),
    "untested": Text("未测试", "not tested"),
    "no_tests": Text("没有测试碰到它", "no test touches it"),
    "nothing": Text("没有可测的条目", "nothing in it to test"),
    "finer": Text("见其下各条", "in its finer clauses"),
    "more": Text("{names}等{n}项", "{names} and others, {n} in all"),
}


def ledger_sheet(report: LedgerReport, lang: Language) -> Sheet:
    """Give the ledger of a plan with the tests behind it."""
    return Sheet(tuple(_Telling(report, lang).blocks()), lang)


class _Telling:
    """A ledger in one language."""

    def __init__(self, report: LedgerReport, lang: Language) -> None:
        self.report = report
        self.lang = lang

    def word(self, key: str, **values: object) -> str:
        """Give one of the words."""
        return WORDS[key].fill(**values).say(self.lang)

    def listed(self, parts: list[Words]) -> Words:
        """Join names."""
        return chain(parts, COMMA[self.lang])

    def blocks(self) -> Iterator[Block]:
        """Give the summary, what no test exercises, what the standings mean, and every clause."""
        yield Title(self.report.title.say(self.lang), (self.word("subtitle"),))
        yield Particulars(tuple(self._summary()))
        yield from self._lacking()
        yield Section(self.word("ledger"), str(len(self.report.rows) or ""), anchor="ledger")
        yield from self._legend()
        if self.report.rows:
            roles: tuple[Column, ...] = (
                Column(self.word("clause")),
                Column(self.word("title"), "main"),
                Column(self.word("status"), "below"),
                Column(self.word("became"), "below"),
                Column(self.word("tests"), "named"),
            )
            yield Table(roles, tuple(self._row(row) for row in self.report.rows), "ledger")

    def _summary(self) -> Iterator[Labelled]:
        report = self.report
        yield Labelled(self.word("edition"), (words(str(report.plan), "code"),))
        yield Labelled(self.word("clauses"), (self._standings(),))
        if report.testable:
            touched = report.testable - len(report.untouched)
            said = self.word("touched_of", n=report.testable, touched=touched)
            yield Labelled(self.word("touched"), (said,))
        yield Labelled(self.word("run"), (self._run(),))
        yield Labelled(self.word("exercised"), (self._exercised(),))

    def _standings(self) -> Words:
        parts = [
            words(f"{self.word(status)} {n}", status)
            for status in STATUSES
            if (n := self.report.standing(status))
        ]
        said = self.word("all", n=len(self.report.rows)) if parts else self.word("no_ledger")
        return self.listed([*parts, words(said, "dim")])

    def _run(self) -> Words:
        outcomes = self.report.outcomes
        incidents = sum(outcome.incident for outcome in outcomes)
        failed = sum(bool(outcome.failures) for outcome in outcomes)
        ran = words(self.word("ran", tests=len(outcomes) - incidents, incidents=incidents))
        return self.listed([ran, words(self.word("failed", n=failed), "alarm") if failed else ()])

    def _exercised(self) -> Words:
        ratios = [
            words(f"{KINDS[kind].say(self.lang)} {covered}/{every}", "" if covered == every else "alarm")
            for kind, covered, every in self.report.coverage.counts()
        ]
        return self.listed(ratios) or words("–")

    def _lacking(self) -> Iterator[Block]:
        """Give what no test exercises, or that nothing is lacking."""
        lacking, untouched = self.report.coverage.lacking, self.report.untouched
        if not lacking and not untouched:
            yield Line(self.word("complete" if self.report.coverage.items else "untestable"), "good")
            return
        counts = (("items", len(lacking)), ("untouched", len(untouched)))
        listed = self.listed([words(self.word(key, n=n)) for key, n in counts if n])
        before, _, after = WORDS["lacking"].say(self.lang).partition("{listed}")
        yield Line((*words(before), *listed, *words(after)), "alarm")
        columns = (
            Column(self.word("entry"), "main"),
            *(Column(self.word(key), "below") for key in ("clause", "title", "why")),
        )
        yield Table(columns, (*self._clauses_lacking(), *self._entries_lacking()), "lacking")

    def _clauses_lacking(self) -> Iterator[TableRow]:
        for row in self.report.untouched:
            title = row.title.say(self.lang) if row.title else ""
            yield TableRow(("–", self._link(row.clause), title, words(self.word("no_tests"), "alarm")))

    def _entries_lacking(self) -> Iterator[TableRow]:
        ledger = [row.clause for row in self.report.rows]
        for item in self.report.coverage.lacking:
            homes = {part: home_of(part, ledger) for part in citations(item.clause)}
            cited = [words(part, anchor=_anchor(home) if home else "") for part, home in homes.items()]
            why = item.lacking.say(self.lang) if item.lacking else ""
            name = (*words(f"{NAMES[item.kind].say(self.lang)} "), *words(item.id, "code"))
            yield TableRow((name, self.listed(cited), item.label.say(self.lang), words(why, "alarm")))

    def _legend(self) -> Iterator[Block]:
        shown = [status for status in STATUSES if self.report.standing(status)]
        for status in shown:
            yield self._meaning(words(self.word(status), status), f"{status}_note")
        if any(entry.draft for row in self.report.rows for entry in row.became):
            yield self._meaning(words(self.word("draft"), "draft"), "draft_note")

    def _meaning(self, mark: Words, key: str) -> Line:
        return Line(chain((mark, self.word(key)), COLON[self.lang]), "dim")

    def _row(self, row: ClauseRow) -> TableRow:
        title, reason = (text.say(self.lang) if text else "" for text in (row.title, row.reason))
        draft = any(entry.draft for entry in row.became)
        standing = (words(self.word(row.status), row.status), words(self.word("draft"), "draft") * draft)
        cells = (self._link(row.clause), title, standing, tuple(self._became(row)), self._tests(row))
        lacking = row.testable and not row.tests
        below = (reason,) if reason else ()
        return TableRow(cells, below, "alarm" if lacking else "", _anchor(row.clause))

    def _became(self, row: ClauseRow) -> Iterator[Words]:
        untested = self.word("untested")
        for name, entries in row.by_kind():
            listed = [
                chain((words(entry.id, "code"), words(untested, "alarm") * entry.untested), " ")
                for entry in entries
            ]
            yield (*words(f"{name.say(self.lang)} "), *self.listed(listed))

    def _tests(self, row: ClauseRow) -> Words:
        if not row.tests:
            return words(self._untested(row), "alarm" if row.testable else "dim")
        names = self.listed([words(name, "code") for name in row.tests[:_LISTED]])
        if len(row.tests) <= _LISTED:
            return names
        before, _, after = WORDS["more"].say(self.lang).partition("{names}")
        return (*words(before), *names, *words(after.replace("{n}", str(len(row.tests)))))

    def _untested(self, row: ClauseRow) -> str:
        """Say why no test touches a clause."""
        empty = "no_tests" if row.testable else "nothing" if row.became else "finer"
        return self.word(empty) if row.status == "encoded" else ""

    def _link(self, clause: str) -> Words:
        return words(clause, anchor=_anchor(clause))


def _anchor(clause: str) -> str:
    return f"clause-{slug(clause)}"


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
