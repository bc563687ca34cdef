"""The clause ledger of a plan: what each clause became, what stands behind it, and which tests touch it."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from attrs import evolve

from respond._records import frozen
from respond.author.testing.coverage import Coverage, coverage_of
from respond.author.testing.run import Outcome
from respond.errors import Text
from respond.plan import EntryKind, Ledger, Plan, PlanRef, Prepared, clauses_of, covers
from respond.show import citations

Status = Literal["encoded", "not-executable", "open"]
STATUSES: Final[tuple[Status, ...]] = ("encoded", "not-executable", "open")

NAMES: Final[Mapping[str, Text]] = {
    "criterion": Text("标准", "criterion"),
    "exclusion": Text("不计入", "exclusion"),
    "response": Text("响应", "response"),
    "duty": Text("任务", "duty"),
    "measure": Text("措施", "measure"),
    "report": Text("报告", "report"),
    "change": Text("升降终止", "change"),
    "provision": Text("规定", "provision"),
    "interpretation": Text("解释", "interpretation"),
    "unit": Text("单位", "unit"),
    "group": Text("工作组", "group"),
    "fact": Text("事实", "fact"),
    "derived": Text("推算值", "computed"),
    "condition": Text("条件", "condition"),
    "constraint": Text("约束", "constraint"),
    "window": Text("时段", "window"),
    "event": Text("事件", "event"),
    "adoption": Text("采用", "adopted"),
    "tightened": Text("收紧", "tightened"),
    "scale": Text("数字用语", "scale"),
    "grade": Text("级别", "level"),
    "below": Text("级别以下", "below the scale"),
    "unit of measure": Text("计量单位", "unit of measure"),
    "supervision": Text("督办", "supervision"),
    "reminder": Text("提醒规则", "reminder rule"),
}
"""The kinds of entries a clause can become, in the order they are listed."""


@frozen
class Became:
    """One entry that cites a clause; `draft` when no source confirms it, `untested` when no test exercises it."""

    kind: str
    id: str
    draft: bool = False
    untested: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Give the entry as coverage knows it."""
        return ("duty" if self.kind == "measure" else self.kind, self.id)


@frozen
class ClauseRow:
    """One clause of the ledger."""

    clause: str
    status: Status
    title: Text | None
    reason: Text | None
    became: tuple[Became, ...]
    tests: tuple[str, ...]
    testable: bool
    """Whether it became anything that a test can exercise."""

    def by_kind(self) -> Iterator[tuple[Text, tuple[Became, ...]]]:
        """Give what it became, kind by kind, each with its name."""
        for kind, name in NAMES.items():
            entries = tuple(entry for entry in self.became if entry.kind == kind)
            if entries:
                yield name, entries


@frozen(eq=False)
class LedgerReport:
    """The ledger of one edition with the tests behind it."""

    plan: PlanRef
    title: Text
    rows: tuple[ClauseRow, ...]
    coverage: Coverage
    outcomes: tuple[Outcome, ...]
    """The tests and moments of incidents that were run."""

    def standing(self, status: Status) -> int:
        """Count the clauses of one standing."""
        return sum(row.status == status for row in self.rows)

    @property
    def testable(self) -> int:
        """Count the clauses a test could touch."""
        return sum(row.testable for row in self.rows)

    @property
    def untouched(self) -> tuple[ClauseRow, ...]:
        """Give the clauses a test could touch and none does."""
        return tuple(row for row in self.rows if row.testable and not row.tests)


def ledger_of(plan: Prepared, own: Plan, outcomes: Sequence[Outcome]) -> LedgerReport:
    """Put the ledger of an edition together; `own` is the plan as its own file gives it.

    What cites a clause stands at the finest clause of the ledger that covers the citation.
    """
    coverage = coverage_of(plan, outcomes)
    exercised: dict[tuple[str, str], tuple[str, ...]] = {
        (item.kind, item.id): item.tests for item in coverage.items
    }
    became: dict[str, dict[Became, None]] = {clause: {} for clause in own.ledger}
    for parts, entry in _cited(own, {(item.kind, item.id) for item in coverage.lacking}):
        for home in {home_of(part, own.ledger) for part in parts} - {None}:
            became[str(home)][entry] = None
    rows = tuple(
        _row(str(clause), ledger, tuple(became[clause]), exercised, outcomes)
        for clause, ledger in own.ledger.items()
    )
    return LedgerReport(plan.ref, own.title, rows, coverage, tuple(outcomes))


def home_of(part: str, ledger: Iterable[str]) -> str | None:
    """Give the finest clause of the ledger that covers a citation."""
    return max((clause for clause in ledger if covers(clause, part)), key=len, default=None)


def _row(
    clause: str,
    ledger: Ledger,
    became: tuple[Became, ...],
    exercised: Mapping[tuple[str, str], tuple[str, ...]],
    outcomes: Sequence[Outcome],
) -> ClauseRow:
    """Find the tests of a clause: those that name it, then those that exercise a rule it became."""
    testable = [entry for entry in became if entry.key in exercised]
    rules = [entry for entry in testable if entry.kind != "interpretation"] or testable
    naming = [each.name for each in outcomes if any(covers(clause, p) for p in citations(each.clause or ""))]
    touching = {name for entry in rules for name in exercised[entry.key]}
    rest = [each.name for each in outcomes if each.name in touching]
    return ClauseRow(
        clause,
        ledger.status,
        ledger.title,
        ledger.reason,
        became,
        tuple(dict.fromkeys([*naming, *rest])),
        bool(testable),
    )


def _cited(plan: Plan, lacking: Container[tuple[str, str]]) -> Iterator[tuple[list[str], Became]]:
    """Go through everything of a plan's own file that cites clauses, with those it cites."""
    for kind, name, entry in plan.entries():
        draft = getattr(entry, "standing", "confirmed") == "draft"
        parts = [part for text in clauses_of(entry) for part in citations(text)]
        became = Became(_TOLD_AS.get(kind, kind), name, draft)
        if parts:
            yield parts, evolve(became, untested=became.key in lacking)


_TOLD_AS: dict[EntryKind, str] = {"gate": "adoption", "contact": "unit"}
