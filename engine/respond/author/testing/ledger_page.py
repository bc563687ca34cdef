"""The clause ledger as a page: a summary, what no test exercises, then every clause with its tests."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from respond.author.testing.coverage import KINDS
from respond.author.testing.ledger import NAMES, STATUSES, ClauseRow, LedgerReport, home_of
from respond.author.testing.ledger_sheet import WORDS, untested
from respond.errors import Language, Text
from respond.show import (
    COMMA,
    Chapter,
    Document,
    Facts,
    Grid,
    GridRow,
    PageBlock,
    PageRow,
    Para,
    Piece,
    Words,
    chain,
    citations,
    slug,
    words,
)

_LISTED = 6  # tests named in a row; the data name them all

_PAGE: Final = {
    "subtitle": Text(
        "条款台账：每条成了什么，哪些测试碰到它", "Ledger of clauses: what each became, which tests touch it"
    ),
    "edition": Text("版本", "Edition"),
    "clauses": Text("条款", "Clauses"),
    "all": Text("共{n}条", "{n} in all"),
    "run": Text("所运行", "Run"),
    "ran": Text("测试{tests}项，事件时点{incidents}个", "tests: {tests}, moments of incidents: {incidents}"),
    "failed": Text("未通过{n}项", "not as expected: {n}"),
    "exercised": Text("测试覆盖", "Exercised"),
    "lacking": Text("没有测试碰到：{listed}", "No test exercises: {listed}"),
    "items": Text("条目{n}项", "entries {n}"),
    "untouched": Text("条款{n}条", "clauses {n}"),
    "complete": Text("凡可测的，都有测试碰到。", "Whatever a test can touch is exercised by one."),
    "untestable": Text("没有可测的条目。", "There is nothing in it that a test can exercise."),
    "entry": Text("条目", "Entry"),
    "why": Text("缺什么", "What is missing"),
    "encoded": Text("写成了所列条目。", "What it says has become the entries listed."),
    "not-executable": Text("没有可执行的内容，注明理由。", "There is nothing to execute in it; the reason is given."),
    "open": Text("尚未写成条目，注明原因。", "It is not encoded yet; the reason is given."),
    "draft": Text("来源未证实。", "No source confirms it."),
}  # fmt: skip


def ledger_page(report: LedgerReport, lang: Language) -> Document:
    """Give the ledger of a plan with the tests behind it, as a document of one part."""
    page = _Page(report, lang)
    chapter = Chapter(page.word("ledger"), "ledger", tuple(page.ledger()))
    front = tuple(page.front())
    return Document(lang, report.title.say(lang), page.own("subtitle"), front, "", (chapter,), brief=True)


@frozen
class _Page:
    """A ledger in one language."""

    report: LedgerReport
    lang: Language

    def own(self, key: str, **values: object) -> str:
        """Give one of the page's own words."""
        return _PAGE[key].fill(**values).say(self.lang)

    def word(self, key: str) -> str:
        """Give one of the words every form of the ledger uses."""
        return WORDS[key].say(self.lang)

    def front(self) -> Iterator[PageBlock]:
        """Give the summary, then what no test exercises."""
        report = self.report
        yield Facts(
            (
                PageRow(self.own("edition"), (words(str(report.plan), "code"),)),
                PageRow(self.own("clauses"), (self._standings(),)),
                PageRow(self.own("run"), (self._run(),)),
                PageRow(self.own("exercised"), (self._exercised(),)),
            )
        )
        lacking, untouched = report.coverage.lacking, report.untouched
        if lacking or untouched:
            counts = (("items", len(lacking)), ("untouched", len(untouched)))
            listed = COMMA[self.lang].join(self.own(key, n=n) for key, n in counts if n)
            yield Para(words(self.own("lacking", listed=listed)), "alarm")
            heads = (self.own("entry"), self.word("clause"), self.word("title"), self.own("why"))
            yield Grid("lacking", heads, (*self._clauses_lacking(), *self._entries_lacking()))
        else:
            yield Para(words(self.own("complete" if report.coverage.items else "untestable")), "well")

    def _standings(self) -> Words:
        parts = [
            words(f"{self.word(status)} {n}", status)
            for status in STATUSES
            if (n := self.report.standing(status))
        ]
        said = self.own("all", n=len(self.report.rows)) if parts else self.word("no_ledger")
        return chain([*parts, words(said, "quiet")], " ")

    def _run(self) -> Words:
        outcomes = self.report.outcomes
        incidents = sum(outcome.incident for outcome in outcomes)
        failed = sum(bool(outcome.failures) for outcome in outcomes)
        ran = words(self.own("ran", tests=len(outcomes) - incidents, incidents=incidents))
        return chain([ran, words(self.own("failed", n=failed), "warning") if failed else ()], " ")

    def _exercised(self) -> Words:
        ratios = [
            words(f"{KINDS[kind].say(self.lang)} {covered}/{every}", "" if covered == every else "warning")
            for kind, covered, every in self.report.coverage.counts()
        ]
        return chain(ratios, COMMA[self.lang]) or words("–")

    def _clauses_lacking(self) -> Iterator[GridRow]:
        for row in self.report.untouched:
            title = row.title.say(self.lang) if row.title else ""
            cells = (
                words("–"),
                self._link(row.clause),
                words(title),
                words(self.word("no_tests"), "warning"),
            )
            yield GridRow(tuple((cell,) for cell in cells))

    def _entries_lacking(self) -> Iterator[GridRow]:
        ledger = [row.clause for row in self.report.rows]
        for item in self.report.coverage.lacking:
            homes = {part: home_of(part, ledger) for part in citations(item.clause)}
            cited = [words(part, anchor=_anchor(home) if home else "") for part, home in homes.items()]
            why = item.lacking.say(self.lang) if item.lacking else ""
            name = (*words(f"{NAMES[item.kind].say(self.lang)} "), *words(item.id, "code"))
            cells = (
                name,
                chain(cited, COMMA[self.lang]),
                words(item.label.say(self.lang)),
                words(why, "warning"),
            )
            yield GridRow(tuple((cell,) for cell in cells))

    def ledger(self) -> Iterator[PageBlock]:
        """Give what the standings mean, and every clause."""
        draft = any(entry.draft for row in self.report.rows for entry in row.became)
        used = [status for status in STATUSES if self.report.standing(status)]
        legend = [chain([words(self.word(status), status), words(self.own(status))], " ") for status in used]
        legend += [chain([words(self.word("draft"), "draft"), words(self.own("draft"))], " ")] * draft
        yield from (Para(line, "quiet") for line in legend)
        if self.report.rows:
            heads = tuple(self.word(key) for key in ("clause", "title", "status", "became", "tests"))
            yield Grid("ledger", heads, tuple(self._row(row) for row in self.report.rows))

    def _row(self, row: ClauseRow) -> GridRow:
        said = tuple(words(text.say(self.lang)) for text in (row.title, row.reason) if text)
        draft = any(entry.draft for entry in row.became)
        standing = (words(self.word(row.status), row.status), *([words(self.word("draft"), "draft")] * draft))
        return GridRow(
            ((self._link(row.clause),), said, standing, tuple(self._became(row)), (self._tests(row),)),
            _anchor(row.clause),
        )

    def _became(self, row: ClauseRow) -> Iterator[Words]:
        for name, entries in row.by_kind():
            listed = [
                (*words(entry.id, "code"), *(words(" " + self.word("untested"), "warning") * entry.untested))
                for entry in entries
            ]
            yield (Piece(f"{name.say(self.lang)} "), *chain(listed, COMMA[self.lang]))

    def _tests(self, row: ClauseRow) -> Words:
        if not row.tests:
            return words(untested(row, self.lang), "warning" if row.testable else "quiet")
        names = chain([words(name, "code") for name in row.tests[:_LISTED]], COMMA[self.lang])
        if len(row.tests) <= _LISTED:
            return names
        before, _, after = WORDS["more"].say(self.lang).partition("{names}")
        return (*words(before), *names, *words(after.replace("{n}", str(len(row.tests)))))

    def _link(self, clause: str) -> Words:
        return words(clause, anchor=_anchor(clause))


def _anchor(clause: str) -> str:
    return f"clause-{slug(clause)}"
