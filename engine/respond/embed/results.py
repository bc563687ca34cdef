"""The results of the conformance kit, to read: what passed of what, every difference, and every case by its plan."""

from collections.abc import Iterator, Sequence
from typing import Final

from respond._version import __version__
from respond.embed.case import KINDS
from respond.embed.conformance import Outcome, Results, by_kind
from respond.errors import Language, Text
from respond.show import Block, Bullet, Column, Line, Section, Sheet, Table, TableRow, Title, bracket

_WORDS: Final = {
    "title": Text("一致性测试", "Conformance"),
    "subject": Text("被测：{subject}", "asked: {subject}"),
    "kit": Text("用例：respond {version} 随附", "cases: those of respond {version}"),
    "within": Text("本程序", "this program"),
    "all": Text("{n}个用例全部符合", "all {n} cases are as expected"),
    "some": Text("{n}个用例中{failed}个不符", "of {n} cases {failed} are not as expected"),
    "kinds": Text("按内容", "by subject"),
    "plans": Text("按预案", "by plan"),
    "wrong": Text("不符之处", "differences"),
    "cases": Text("全部用例", "all cases"),
    "passed": Text("符合", "passed"),
    "failed": Text("不符", "failed"),
    "kind": Text("内容", "subject"),
    "plan": Text("预案", "plan"),
    "case": Text("用例", "case"),
    "clause": Text("条款", "clause"),
    "result": Text("结果", "result"),
    "none": Text("不属于某一预案", "of no plan"),
    "cl": Text("第{clause}条", "cl. {clause}"),
}


def results_sheet(results: Results, lang: Language, *, listed: bool = False) -> Sheet:
    """Give the counts and every difference; `listed` adds every case, by its plan."""
    return Sheet(
        (*_head(results, lang), *_wrong(results.failed, lang), *_cases(results, lang, listed=listed)), lang
    )


def _say(name: str, lang: Language, **values: object) -> str:
    return _WORDS[name].fill(**values).say(lang)


def _head(results: Results, lang: Language) -> Iterator[Block]:
    subject = results.subject or _say("within", lang)
    below = _say("subject", lang, subject=subject), _say("kit", lang, version=__version__)
    yield Title(_say("title", lang), below)
    count, failed = len(results.outcomes), len(results.failed)
    if failed:
        yield Line(_say("some", lang, n=count, failed=failed), "alarm")
    else:
        yield Line(_say("all", lang, n=count), "good")
    yield Section(_say("kinds", lang))
    yield _counts([(KINDS[kind].say(lang), found) for kind, found in by_kind(results)], "kind", lang)
    yield Section(_say("plans", lang))
    plans = results.counts(lambda case: case.origin.plan if case.origin is not None else "")
    named = [(name or _say("none", lang), found) for name, found in plans.items()]
    yield _counts(named, "plan", lang)


def _counts(rows: Sequence[tuple[str, tuple[int, int]]], head: str, lang: Language) -> Table:
    columns = (Column(_say("passed", lang)), Column(_say(head, lang), "main"))
    made = (
        TableRow((f"{passed}/{count}", name), style="" if passed == count else "alarm")
        for name, (passed, count) in rows
    )
    return Table(columns, tuple(made), headed=True)


def _wrong(failed: Sequence[Outcome], lang: Language) -> Iterator[Block]:
    if failed:
        yield Section(_say("wrong", lang))
    for each in failed:
        clause = each.case.origin.clause if each.case.origin is not None else None
        more = bracket(_say("cl", lang, clause=clause) if clause else "", lang)
        below = tuple(one.say(lang) for one in each.failures)
        yield Bullet(each.case.id + more, (each.case.about.say(lang), *below), mark="✗", style="alarm")


def _cases(results: Results, lang: Language, *, listed: bool) -> Iterator[Block]:
    if not listed:
        return
    yield Section(_say("cases", lang))
    columns = (
        Column(_say("result", lang)), Column(_say("clause", lang)), Column(_say("case", lang), "main"),
        Column(_say("kind", lang), "below"),
    )  # fmt: skip
    yield Table(columns, tuple(_row(each, lang) for each in results.outcomes), headed=True)


def _row(one: Outcome, lang: Language) -> TableRow:
    clause = one.case.origin.clause if one.case.origin is not None else None
    result = _say("passed" if one.passed else "failed", lang)
    cells = (result, clause or "-", one.case.id, KINDS[one.case.kind].say(lang))
    return TableRow(cells, style="" if one.passed else "alarm")
