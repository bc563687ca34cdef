"""A check as a sheet to read: question by question what is proved, and every finding with its witness."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from respond.errors import Language, Text
from respond.prove.check.findings import KINDS, Answer, Finding, Report
from respond.prove.search.solver import Outcome
from respond.show import COLON, Block, Bullet, Line, Section, Sheet, Style, Title

_PROVED = Text("已证明", "proved")
_CHECKED = Text("已核查", "checked")
_EXCEPT = Text("除下列已知情形外成立", "holds but for the known cases below")
_EXCEPT_ABOVE = Text("除上述缺口外成立", "holds but for the gap above")
_REFUTED = Text("不成立", "does not hold")
_REFUTED_ABOVE = Text("因上述缺口而不成立", "does not hold, for the gap above")
_UNKNOWN = Text("未能在限时内证明", "not decided in time")
_NOT_DECIDED = Text("未能判定", "not decided")
_NOT_ASKED = Text("未问", "not asked")
_MARKS = {Outcome.PROVED: "✓", Outcome.REFUTED: "✗", Outcome.UNKNOWN: "?", Outcome.NOT_ASKED: "–"}
_SOLVED = {
    "totality", "bands", "criteria", "monotony", "response-bands", "response-criteria", "response-monotony",
}  # fmt: skip
"""Questions put to the solver; the others are read off the plan."""

Written = Mapping[str, Path]
"""The files witnesses were written to, by the witness's id."""


def check_sheet(reports: Sequence[Report], lang: Language, written: Written) -> Sheet:
    """Give the reports of a check, and at the end how many findings nothing explains."""
    blocks: list[Block] = []
    for report in reports:
        blocks += _report(report, lang, written)
    return Sheet((*blocks, *_summary(reports, lang)), lang)


def _report(report: Report, lang: Language, written: Written) -> Iterator[Block]:
    adopted = tuple(f"+ {source}" for source in report.sources[1:])
    yield Title(f"{report.title.say(lang)} {report.plan}", adopted)
    for answer in report.answers:
        yield _answer(answer, lang)
        for finding in answer.findings:
            yield _finding(finding, lang, written)


def _answer(answer: Answer, lang: Language) -> Bullet:
    statement = answer.statement.say(lang)
    known = answer.outcome is Outcome.REFUTED and not answer.open
    mark = "✓" if known else _MARKS[answer.outcome]
    style: Style = "alarm" if answer.open else ""
    return Bullet(
        f"{statement}{COLON[lang]}{_outcome(answer, known=known).say(lang)}",
        tuple(each.say(lang) for each in answer.left_out),
        mark=mark,
        style=style,
    )


def _outcome(answer: Answer, *, known: bool) -> Text:
    told_above = bool(answer.through) and not answer.findings
    if known:
        return _EXCEPT_ABOVE if told_above else _EXCEPT
    if answer.outcome is Outcome.PROVED:
        return _PROVED if answer.question in _SOLVED else _CHECKED
    if answer.outcome is Outcome.UNKNOWN:
        return _NOT_DECIDED if answer.left_out else _UNKNOWN
    if answer.outcome is Outcome.NOT_ASKED:
        return _NOT_ASKED
    return _REFUTED_ABOVE if told_above else _REFUTED


def _finding(finding: Finding, lang: Language, written: Written) -> Bullet:
    kind = KINDS[finding.kind].name.say(lang)
    below = []
    if finding.witness is not None:
        label = "最小事例" if lang == "zh" else "smallest incident"
        below.append(f"{label}{'：' if lang == 'zh' else ': '}{finding.witness.words.say(lang)}")
        path = written.get(finding.witness.id)
        if path is not None:
            below.append(str(path))
    if finding.known is not None:
        below.append(f"已知，见 {finding.known}" if lang == "zh" else f"known, see {finding.known}")
    text = finding.text.say(lang)
    if finding.severity == "defect":
        text = f"{kind}{'：' if lang == 'zh' else ': '}{text}" if finding.open else text
    return Bullet(text, tuple(below), mark=f"  {finding.code}", style="alarm" if finding.open else "")


def _summary(reports: Sequence[Report], lang: Language) -> Iterator[Block]:
    new = sum(len(report.open) for report in reports)
    known = sum(finding.known is not None for report in reports for finding in report.findings)
    undecided = sum(answer.outcome is Outcome.UNKNOWN for report in reports for answer in report.answers)
    zh = f"{len(reports)}个版本；未解释的缺陷{new}项，已解释的{known}项，未能判定的问题{undecided}个"
    en = f"editions: {len(reports)}; unexplained defects: {new}, explained: {known}, undecided questions: {undecided}"
    yield Section("合计" if lang == "zh" else "In all")
    yield Line(zh if lang == "zh" else en, "alarm" if new else "strong")
