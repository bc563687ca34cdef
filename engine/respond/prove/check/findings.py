"""What a check says of a plan: questions answered, and findings, each with its witness where it has one."""

from collections.abc import Iterable
from typing import Any, Final, Literal

from respond._records import frozen
from respond.errors import Text
from respond.plan import PlanRef
from respond.prove.search.solver import Outcome
from respond.prove.search.witness import Witness

Severity = Literal["defect", "note"]


@frozen
class Kind:
    """A kind of finding: its code, its name, and whether it needs an explanation (`defect`) or informs."""

    code: str
    name: Text
    severity: Severity = "defect"


KINDS: Final[dict[str, Kind]] = {
    "hole": Kind("P101", Text("有损害而不定级", "harm without a level")),
    "gap": Kind("P102", Text("两档之间有缺口", "a gap between two bands")),
    "overlap": Kind("P103", Text("两档重叠", "two bands overlap")),
    "dead": Kind("P104", Text("永远不成立的标准", "a criterion nothing can meet")),
    "hidden": Kind("P105", Text("被更高级别盖住的标准", "a criterion a graver level always covers")),
    "repeated": Kind("P106", Text("重复的标准", "a criterion that adds nothing")),
    "fall": Kind("P107", Text("损害加重而级别下降", "more harm, milder level")),
    "uncovered": Kind("P201", Text("有日期无版本可用", "days without an edition")),
    "loosened": Kind("P202", Text("放宽了所采用的时限", "a limit of the adopted plan loosened")),
    "outside": Kind("P203", Text("规定不在本版本施行期内", "a rule outside its edition's time in force")),
    "limits": Kind("P301", Text("时限互相矛盾", "limits that contradict each other")),
    "never-starts": Kind("P302", Text("时限永远不起算", "a limit whose clock never starts")),
    "never-owed": Kind("P303", Text("永远不触发的任务", "a duty that is never owed")),
    "empty-report": Kind("P304", Text("报告没有内容要求", "a report without contents")),
    "no-addressee": Kind("P305", Text("报告没有报送对象", "a report sent to nobody named")),
    "no-contact": Kind("P306", Text("没有联系方式的单位", "units without a contact"), "note"),
    "no-limit": Kind("P307", Text("没有时限的任务", "duties without a limit"), "note"),
    "void-pause": Kind("P308", Text("不成立的暂停", "a pause that is none")),
    "void-extension": Kind("P309", Text("无人能准许的延长", "an extension nobody can grant")),
    "no-office-hours": Kind("P310", Text("没有写办公时间", "office hours that are not given"), "note"),
    "stale": Kind("P401", Text("解释所指的缺陷已不存在", "an explanation of a defect that is not there")),
    "needless": Kind("P402", Text("无须留在级别以下的情形", "cases left below the scale without need")),
    "unused": Kind("P501", Text("没有用到的条件", "a condition nothing uses")),
}


@frozen(eq=False)
class Finding:
    """One thing found; `known` names the interpretation or exclusion that explains it."""

    kind: str
    entries: tuple[str, ...]
    text: Text
    witness: Witness | None = None
    known: str | None = None

    @property
    def code(self) -> str:
        """Give the code of its kind."""
        return KINDS[self.kind].code

    @property
    def severity(self) -> Severity:
        """Say whether it needs an explanation."""
        return KINDS[self.kind].severity

    @property
    def open(self) -> bool:
        """Say whether it is a defect that nothing explains."""
        return self.severity == "defect" and self.known is None

    def to_json(self) -> dict[str, Any]:
        """Give the finding as plain data."""
        return {
            "code": self.code,
            "kind": self.kind,
            "severity": self.severity,
            "entries": [str(entry) for entry in self.entries],
            "text": {"zh": self.text.zh, "en": self.text.en},
            "known": None if self.known is None else str(self.known),
            "witness": self.witness.to_json() if self.witness else None,
        }


@frozen(eq=False)
class Answer:
    """One question about a plan: the statement, what became of it, and what was found against it.

    `through` are findings of another question that refute this one as well, and are told there.
    """

    question: str
    statement: Text
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    through: tuple[Finding, ...] = ()
    left_out: tuple[Text, ...] = ()
    """What it was not asked of, and why."""

    @property
    def open(self) -> bool:
        """Say whether a defect that nothing explains stands against it."""
        return any(finding.open for finding in (*self.findings, *self.through))

    def to_json(self) -> dict[str, Any]:
        """Give the answer as plain data."""
        return {
            "question": self.question,
            "statement": {"zh": self.statement.zh, "en": self.statement.en},
            "outcome": self.outcome.value,
            "findings": [finding.to_json() for finding in self.findings],
            "left_out": [{"zh": each.zh, "en": each.en} for each in self.left_out],
        }


@frozen(eq=False)
class Report:
    """Everything a check says of one edition, with the editions it adopts."""

    plan: PlanRef
    title: Text
    sources: tuple[PlanRef, ...]
    answers: tuple[Answer, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Give all findings in order."""
        return tuple(finding for answer in self.answers for finding in answer.findings)

    @property
    def open(self) -> tuple[Finding, ...]:
        """Give the defects nothing explains."""
        return tuple(finding for finding in self.findings if finding.open)

    @property
    def exit_code(self) -> int:
        """Give 1 where a defect is unexplained, 3 where a question stayed undecided, 0 otherwise."""
        if self.open:
            return 1
        return 3 if any(answer.outcome is Outcome.UNKNOWN for answer in self.answers) else 0

    def to_json(self) -> dict[str, Any]:
        """Give the report as plain data."""
        return {
            "schema": "plan-check/1",
            "plan": {"id": self.plan.id, "edition": self.plan.edition},
            "sources": [str(source) for source in self.sources],
            "answers": [answer.to_json() for answer in self.answers],
            "open": len(self.open),
            "exit": self.exit_code,
        }


def outcome_of(findings: Iterable[Finding], *, decided: bool = True) -> Outcome:
    """Give what became of a statement: refuted by any defect, unknown where a question was not decided."""
    if any(finding.severity == "defect" for finding in findings):
        return Outcome.REFUTED
    return Outcome.PROVED if decided else Outcome.UNKNOWN
