"""Criteria that decide nothing: those nothing can meet, and those never met alone."""

from collections.abc import Iterator, Sequence

from respond.errors import Text
from respond.plan import Rule
from respond.prove.check.edition_model import EditionModel
from respond.prove.check.findings import Answer, Finding, outcome_of
from respond.prove.check.left_out import taken_as_free
from respond.prove.search.exact import ExactIncident, met
from respond.prove.search.finding import STEPS, find
from respond.prove.search.translate import Expr

STATEMENT = Text(
    "每项标准都有用：能够成立，并且不总是被其他标准盖住",
    "every criterion counts: it can be met, and not only where others already are",
)


def criteria(case: EditionModel) -> Answer:
    """Find dead criteria, criteria a graver level always covers, and criteria that repeat others of their level."""
    case.decided = True
    findings = list(_Criteria(case).find())
    free = tuple(taken_as_free(case))
    outcome = outcome_of(findings, decided=case.decided and not free)
    return Answer("criteria", STATEMENT, outcome, tuple(findings), left_out=free)


class _Criteria:
    def __init__(self, case: EditionModel) -> None:
        self.case = case
        self.model = case.model

    def find(self) -> Iterator[Finding]:
        """Go through the criteria that decide nothing; of two that repeat each other the later one is told."""
        seen: set[str] = set()
        for criterion in self.case.plan.criteria:
            if self.plainly_counts(criterion):
                continue
            others = [
                other
                for other in self.case.plan.criteria
                if other is not criterion
                and other.gravity >= criterion.gravity
                and other.entry.id not in seen
            ]
            finding = self.judge(criterion, others)
            if finding is not None:
                if finding.kind == "repeated":
                    seen.add(criterion.entry.id)
                yield finding

    def plainly_counts(self, criterion: Rule) -> bool:
        """Say whether a mild incident meets this criterion and no other of its level or a graver one."""
        found = find(self.case.plan, [(criterion.condition, True)], steps=5_000)
        if found.facts is None:
            return False
        facts = {**self.model.ground.rest, **found.facts}
        if not self.model.keeps(facts):
            return False
        if not met(criterion.condition, facts) or self.model.level_of(facts) != criterion.gravity:
            return False
        return not any(
            other is not criterion and other.gravity == criterion.gravity and met(other.condition, facts)
            for other in self.model.touching(criterion.condition.variables)
        )

    def judge(self, criterion: Rule, others: Sequence[Rule]) -> Finding | None:
        """Ask the solver whether a criterion is ever met where no other of its level or a graver one is."""
        x, negate = self.model.x, self.model.space.z3.Not
        own = x.holds(criterion.condition)
        if not self.ruled_out(own, *(negate(x.holds(other.condition)) for other in others)):
            return None
        if find(self.case.plan, [(criterion.condition, True)], steps=STEPS).ruled_out or self.ruled_out(own):
            return self.dead(criterion)
        graver = [other for other in others if other.gravity > criterion.gravity]
        if self.ruled_out(own, *(negate(x.holds(other.condition)) for other in graver)):
            return self.covered("hidden", criterion, graver)
        return self.covered("repeated", criterion, others)

    def ruled_out(self, *wants: Expr) -> bool:
        """Say whether the solver is sure that some formulas cannot hold together."""
        reply = self.case.asked(self.model.ask(*wants))
        return reply.decided and not reply.found

    def dead(self, criterion: Rule) -> Finding:
        """Describe a criterion nothing can meet."""
        name, words = criterion.entry.id, criterion.condition.words
        text = Text(
            f"{name}（{criterion.gravity.short.zh}）永远不成立：{words('zh')}",
            f"{name} ({criterion.gravity.short.en}) can never be met: {words('en')}",
        )
        return Finding("dead", (name,), text, None, self.case.explanation_of("dead", (name,)))

    def covered(self, kind: str, criterion: Rule, others: Sequence[Rule]) -> Finding:
        """Describe a criterion that is only met where others are."""
        x, name = self.model.x, criterion.entry.id
        cover = self.cover(criterion, others)
        entries = (name, *(other.entry.id for other in cover))

        def holds(facts: ExactIncident) -> bool:
            return met(criterion.condition, facts)

        facts = self.case.smallest(
            [x.holds(criterion.condition)], holds, tuple(criterion.condition.variables)
        )
        listed = "、".join(entries[1:]), ", ".join(entries[1:])
        title = Text(f"{name}成立时{listed[0]}必成立", f"{name} is met only where {listed[1]} is")
        level = criterion.gravity.short
        text = Text(
            f"{title.zh}，{name}（{level.zh}）不起作用", f"{title.en}, so {name} ({level.en}) decides nothing"
        )
        witness = None if facts is None else self.case.witness(f"{kind}-{name}", title, facts)
        return Finding(kind, entries, text, witness, self.case.explanation_of(kind, entries))

    def cover(self, criterion: Rule, others: Sequence[Rule]) -> list[Rule]:
        """Find the few criteria that together cover one: what can go goes, the first of them first.

        A run of them that can go together is never looked at one by one.
        """
        x, negate = self.model.x, self.model.space.z3.Not
        own = x.holds(criterion.condition)
        apart = [negate(x.holds(other.condition)) for other in others]
        needed: list[int] = []
        ahead = [range(len(others))]
        while ahead:
            run = ahead.pop()
            rest = (*needed, *(index for later in ahead for index in later))
            if self.ruled_out(own, *(apart[index] for index in rest)):
                continue
            if len(run) == 1:
                needed.append(run[0])
            else:
                half = len(run) // 2
                ahead += [run[half:], run[:half]]
        return [others[index] for index in needed]
