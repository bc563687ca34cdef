"""The report of a run of plan tests: as a sheet to read, as data, and as a JUnit file for build servers."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from xml.etree import ElementTree as ET

from respond.author.testing.compare import Failure
from respond.author.testing.coverage import KINDS, Coverage
from respond.author.testing.run import Outcome, Suite
from respond.errors import Language, Text
from respond.show import COLON, Block, Bullet, Line, Section, Sheet, bracket, printable

_WORDS: Final = {
    "counts": Text(
        "测试{tests}项，事件时点{incidents}个", "tests: {tests}, moments of incidents: {incidents}"
    ),
    "failed": Text("未通过{n}项", "failed: {n}"),
    "passed": Text("全部通过", "all as expected"),
    "unwritten": Text("没有测试文件（{path}）", "no tests stand beside it ({path})"),
    "coverage": Text("覆盖", "covered"),
    "ratio": Text("{kind} {covered}/{all}", "{kind} {covered}/{all}"),
    "clause": Text("条款{clause}", "cl. {clause}"),
}


def report_sheet(suites: Sequence[Suite], coverages: Sequence[Coverage], lang: Language) -> Sheet:
    """Give what was run, every failure, and with coverages what no test exercises."""
    blocks: list[Block] = []
    for index, suite in enumerate(suites):
        blocks += _suite(suite, lang)
        if coverages:
            blocks += _coverage(coverages[index], lang)
    return Sheet(tuple(blocks), lang)


def _suite(suite: Suite, lang: Language) -> Iterator[Block]:
    counts = _WORDS["counts"].fill(tests=len(suite.tests), incidents=len(suite.incidents))
    yield Section(str(suite.plan), counts.say(lang))
    if not suite.written:
        yield Line(_WORDS["unwritten"].fill(path=suite.path).say(lang), "alarm")
    for outcome in suite.failed:
        below = [failure_line(failure, lang) for failure in outcome.failures]
        yield Bullet(_named(outcome, lang), tuple(below), mark="✗", style="alarm")
    if suite.failed:
        yield Line(_WORDS["failed"].fill(n=len(suite.failed)).say(lang), "alarm")
    elif suite.outcomes:
        yield Line(_WORDS["passed"].say(lang))


def _named(outcome: Outcome, lang: Language) -> str:
    clause = _WORDS["clause"].fill(clause=outcome.clause).say(lang) if outcome.clause else ""
    note = outcome.note.say(lang) if outcome.note else ""
    said = " · ".join(part for part in (clause, note) if part)
    return outcome.name + bracket(said, lang)


def failure_line(failure: Failure, lang: Language) -> str:
    """Give one failure with the line of the file it stands in."""
    where = f"{failure.place}: " if failure.place else ""
    return where + failure.text.say(lang)


def _coverage(coverage: Coverage, lang: Language) -> Iterator[Block]:
    ratios = [
        _WORDS["ratio"].fill(kind=KINDS[kind], covered=covered, all=number).say(lang)
        for kind, covered, number in coverage.counts()
    ]
    yield Line(_WORDS["coverage"].say(lang) + COLON[lang] + ("，" if lang == "zh" else ", ").join(ratios))
    for item in coverage.lacking:
        clause = _WORDS["clause"].fill(clause=item.clause).say(lang)
        why = item.lacking.say(lang) if item.lacking else ""
        yield Bullet(f"{item.id}{bracket(clause, lang)}{COLON[lang]}{why}", (item.label.say(lang),))


def suite_data(suite: Suite, coverage: Coverage | None = None) -> dict[str, Any]:
    """Give a run as plain data: what `respond plan test --format json` prints, one object an edition."""
    data: dict[str, Any] = {
        "schema": "plan-test-report/1",
        "plan": {"id": str(suite.plan.id), "edition": str(suite.plan.edition)},
        "file": str(suite.path) if suite.written else None,
        "passed": suite.sound,
        "tests": [_outcome_data(outcome) for outcome in suite.outcomes],
    }
    if coverage is not None:
        data["coverage"] = coverage_data(coverage)
    return data


def _outcome_data(outcome: Outcome) -> dict[str, Any]:
    place = outcome.place
    return {
        "id": outcome.name,
        "kind": "incident" if outcome.incident else "test",
        "clause": None if outcome.clause is None else str(outcome.clause),
        "file": place.file if place else None,
        "line": place.line if place else None,
        "passed": not outcome.failures,
        "failures": [
            {
                "text": _both(failure.text),
                "expected": _both(failure.expected),
                "found": _both(failure.found),
                "line": failure.place.line if failure.place else None,
            }
            for failure in outcome.failures
        ],
    }


def coverage_data(coverage: Coverage) -> dict[str, Any]:
    """Give a coverage as plain data: counts by kind, and everything no test exercises."""
    return {
        "counts": {kind: {"covered": covered, "all": every} for kind, covered, every in coverage.counts()},
        "lacking": [
            {"kind": item.kind, "id": item.id, "clause": item.clause, "why": _both(item.lacking)}
            for item in coverage.lacking
        ],
    }


def _both(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"zh": str(text.zh), "en": str(text.en)}


def junit(suites: Sequence[Suite], lang: Language) -> str:
    """Give a run as a JUnit file: a test suite an edition, a test case a test or incident.

    >>> junit((), "en").splitlines()[0]
    "<?xml version='1.0' encoding='utf-8'?>"
    """
    root = ET.Element("testsuites", name="respond plan test")
    for suite in suites:
        found = ET.SubElement(root, "testsuite", name=str(suite.plan))
        cases = [*suite.outcomes]
        missing = int(not suite.written)
        found.set("tests", str(len(cases) + missing))
        found.set("failures", str(len(suite.failed) + missing))
        found.set("errors", "0")
        found.set("skipped", "0")
        if missing:
            words = _WORDS["unwritten"].fill(path=suite.path).say(lang)
            case = ET.SubElement(found, "testcase", classname=str(suite.plan), name="-")
            ET.SubElement(case, "failure", type="missing", message=printable(words))
        for outcome in cases:
            _case(found, suite, outcome, lang)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text.decode("utf-8") + "\n"


def _case(suite_node: ET.Element, suite: Suite, outcome: Outcome, lang: Language) -> None:
    case = ET.SubElement(suite_node, "testcase", classname=str(suite.plan), name=printable(outcome.name))
    if outcome.place:
        case.set("file", printable(outcome.place.file))
        case.set("line", str(outcome.place.line))
    for failure in outcome.failures:
        node = ET.SubElement(case, "failure", type="expectation")
        node.set("message", printable(failure.text.say(lang)))
        node.text = printable(failure_line(failure, lang))
