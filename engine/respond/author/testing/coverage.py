"""What the tests of a plan exercise: criteria, duties, responses and the rest, and through them its clauses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal

from respond._records import frozen
from respond.author.testing.run import Outcome
from respond.errors import Text
from respond.language import Sure
from respond.plan import PlanRef, Prepared
from respond.reason import Truth
from respond.situation import Situation

Kind = Literal["criterion", "duty", "response", "exclusion", "change", "provision", "interpretation"]

KINDS: Final[Mapping[Kind, Text]] = {
    "criterion": Text("分级标准", "criteria"),
    "duty": Text("任务", "duties and measures"),
    "response": Text("响应", "responses"),
    "exclusion": Text("不计入的情形", "exclusions"),
    "change": Text("升降终止规则", "rules for changes"),
    "provision": Text("规定", "provisions"),
    "interpretation": Text("解释", "interpretations"),
}
"""What tests can exercise, in the order it is shown."""

NEVER_MET: Final = Text("没有一项测试使其成立", "met in no test")
NEVER_FAILS: Final = Text("没有一项测试使其不成立", "it fails in no test")
NEVER_OWED: Final = Text("没有一项测试触发它", "owed in no test")
NEVER_CALLED: Final = Text("没有一项测试需要它", "called for in no test")
NEVER_SHOWN: Final = Text("没有一项测试出现它", "shown in no test")

Key = tuple[PlanRef, str]


@frozen
class Touched:
    """What one answer exercises, by the edition an entry comes from and its id."""

    met: frozenset[Key]
    failed: frozenset[Key]
    owed: frozenset[Key]
    called: frozenset[Key]
    shown: frozenset[Key]


@frozen
class Testable:
    """One entry of a plan that tests can exercise; `lacking` says what no test does, None when it is covered."""

    kind: Kind
    id: str
    clause: str
    label: Text
    tests: tuple[str, ...]
    lacking: Text | None


@frozen(eq=False)
class Coverage:
    """What the tests of one edition exercise of its own entries; those it adopts belong to the other edition."""

    plan: PlanRef
    items: tuple[Testable, ...]

    def of(self, kind: Kind) -> tuple[Testable, ...]:
        """Give the items of one kind."""
        return tuple(item for item in self.items if item.kind == kind)

    @property
    def lacking(self) -> tuple[Testable, ...]:
        """Give what no test exercises."""
        return tuple(item for item in self.items if item.lacking is not None)

    def counts(self) -> Iterator[tuple[Kind, int, int]]:
        """Give, for each kind the plan has, how many are covered and how many there are."""
        for kind in KINDS:
            items = self.of(kind)
            if items:
                yield kind, sum(item.lacking is None for item in items), len(items)


def touched_by(situation: Situation) -> Touched:
    """Say what an answer exercises."""
    answers = situation.answers
    criteria = [(criterion.plan, criterion.id, criterion.truth) for a in answers for criterion in a.criteria]
    owed = {(one.plan, one.duty) for one in situation.obligations if not one.provisional or one.but_for_words}
    called = {
        (answer.plan, str(answer.response.called.certain))
        for answer in answers
        if answer.response.called.definite
    }
    shown = {(reading.plan, reading.id) for answer in answers for reading in answer.readings}
    shown |= {(remark.plan, remark.id) for answer in answers for remark in answer.remarks}
    return Touched(
        frozenset((plan, name) for plan, name, truth in criteria if truth is Truth.YES),
        frozenset((plan, name) for plan, name, truth in criteria if truth is Truth.NO),
        frozenset(owed),
        frozenset(called),
        frozenset(shown),
    )


def coverage_of(plan: Prepared, outcomes: Sequence[Outcome]) -> Coverage:
    """Say what some outcomes exercise of a plan's own entries.

    A criterion is covered when it is met in one and fails in another, a duty when it is owed in one, or would be but
    for a condition in words, a response when it is called for, everything else when an answer shows it. A duty that is
    never owed, and stands there for a rejected reading alone, no test can exercise.
    """
    walked = [(outcome.name, touched_by(outcome.situation)) for outcome in outcomes]
    return Coverage(plan.ref, tuple(_items(plan, walked)))


Walked = Sequence[tuple[str, Touched]]


def _items(plan: Prepared, walked: Walked) -> Iterator[Testable]:
    own = _Own(plan, walked)
    for criterion in plan.criteria:
        text = Text(criterion.condition.words("zh"), criterion.condition.words("en"))
        yield from own.item("criterion", criterion.entry, text, _met)
    for measure in plan.measures:
        if measure.condition.test == Sure(truth=False):
            continue
        yield from own.item("duty", measure.entry, None, _owed)
    for response in plan.responses:
        text = Text(response.condition.words("zh"), response.condition.words("en"))
        yield from own.item("response", response.entry, text, _called)
    conditional: tuple[tuple[Kind, Sequence[object]], ...] = (
        ("exclusion", [item.entry for item in plan.exclusions]),
        ("change", [item.entry for item in plan.changes if item.conditional or item.entry.kind != "start"]),
        ("provision", [item.entry for item in plan.provisions if item.conditional]),
    )
    for kind, entries in conditional:
        for entry in entries:
            yield from own.item(kind, entry, None, _shown)
    criteria = {str(criterion.entry.id) for criterion in plan.criteria}
    for reading in plan.interpretations:
        bears = criteria & set(map(str, reading.entry.touches))
        if reading.conditional or bears or any(other.changes for other in reading.alternatives):
            yield from own.item("interpretation", reading.entry, reading.entry.question, _shown)


Lookup = Callable[[Key, Walked], tuple[tuple[str, ...], Text | None]]


@frozen(eq=False)
class _Own:
    """The entries of a plan's own file."""

    plan: Prepared
    walked: Walked

    def item(self, kind: Kind, entry: object, text: Text | None, lookup: Lookup) -> Iterator[Testable]:
        """Give the item of an entry, unless another edition owns it."""
        name, clause = str(getattr(entry, "id", "")), str(getattr(entry, "clause", ""))
        if self.plan.origin_of(entry) != self.plan.ref:
            return
        if text is None:
            text = Text(str(getattr(entry, "zh", "")), str(getattr(entry, "en", "")))
        tests, lacking = lookup((self.plan.ref, name), self.walked)
        yield Testable(kind, name, clause, text, tests, lacking)


def _met(key: Key, walked: Walked) -> tuple[tuple[str, ...], Text | None]:
    tests = tuple(name for name, touched in walked if key in touched.met)
    fails = any(key in touched.failed for _, touched in walked)
    return tests, (None if fails else NEVER_FAILS) if tests else NEVER_MET


def _owed(key: Key, walked: Walked) -> tuple[tuple[str, ...], Text | None]:
    tests = tuple(name for name, touched in walked if key in touched.owed)
    return tests, None if tests else NEVER_OWED


def _called(key: Key, walked: Walked) -> tuple[tuple[str, ...], Text | None]:
    tests = tuple(name for name, touched in walked if key in touched.called)
    return tests, None if tests else NEVER_CALLED


def _shown(key: Key, walked: Walked) -> tuple[tuple[str, ...], Text | None]:
    tests = tuple(name for name, touched in walked if key in touched.shown)
    return tests, None if tests else NEVER_SHOWN
