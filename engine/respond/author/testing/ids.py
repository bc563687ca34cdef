"""The names a test may use: every id of the plans it asks, and what is wrong with the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from respond._records import frozen
from respond.author.testing.expect import Expect
from respond.author.testing.pose import Start, moment
from respond.errors import Fault, InputError, Text, fault, nearest
from respond.plan import Prepared, Rule, Soon
from respond.yaml import Scalar, place_of

WAITING, NO_LIMIT = "waiting", "none"
DUE_WORDS = (*(word.value for word in Soon), WAITING, NO_LIMIT)
"""What a deadline can be expected to be besides a moment."""

_CRITERION = Text("分级标准", "criterion")
_DUTY = Text("任务", "duty")
_NOTICE = Text("解释或提示", "reading or remark")
_FACT = Text("事实", "fact")
_DERIVED = Text("推算值", "computed value")
_UNIT = Text("单位", "unit")
_LEVEL = Text("级别", "level")


@frozen
class Names:
    """Every id of some plans, by kind, with the wording of those that have one."""

    plans: Text
    criteria: Mapping[str, Text]
    duties: Mapping[str, Text]
    notices: Mapping[str, Text]
    facts: Mapping[str, Text]
    derived: Mapping[str, Text]
    units: Mapping[str, Text]
    levels: Mapping[str, Text]


def names_of(plans: Sequence[Prepared]) -> Names:
    """Collect the ids of plans.

    >>> from respond.plan import Library
    >>> library = Library.default()
    >>> names_of([library.prepared(library.find("vaccine-quality"))]).duties["keep-tracking"].zh
    '持续跟踪事件发展和处置情况'
    """
    return Names(
        Text("、".join(str(plan.ref) for plan in plans), ", ".join(str(plan.ref) for plan in plans)),
        {str(c.entry.id): _condition(c) for plan in plans for c in plan.criteria},
        {str(m.entry.id): Text(m.entry.zh, m.entry.en) for plan in plans for m in plan.measures},
        {name: text for plan in plans for name, text in _notices(plan)},
        {str(name): fact.label for plan in plans for name, fact in plan.facts.items()},
        {str(name): entry.label for plan in plans for name, entry in plan.plan.derived.items()},
        {
            str(name): Text(unit.zh, unit.en)
            for plan in plans
            for unit_or_group in (plan.plan.units, plan.plan.groups)
            for name, unit in unit_or_group.items()
        },
        {
            level.name: level.words
            for plan in plans
            for scale in (plan.response_levels, plan.levels)
            for level in scale
        },
    )


def _condition(criterion: Rule) -> Text:
    condition = criterion.condition
    return Text(condition.words("zh"), condition.words("en"))


def _notices(plan: Prepared) -> Iterator[tuple[str, Text]]:
    for reading in plan.interpretations:
        yield str(reading.entry.id), reading.entry.question
    for item in (*plan.exclusions, *plan.changes, *plan.provisions):
        yield str(item.entry.id), Text(item.entry.zh, item.entry.en)
    for constraint in plan.plan.constraints:  # told where what is reported breaks it
        yield str(constraint.id), Text(constraint.zh, constraint.en)


def faults_of(expect: Expect, names: Names, start: Start) -> list[Fault]:
    """Find names in an expectation that no plan concerned has, and deadlines nobody can read."""
    used: list[tuple[Text, Mapping[str, Text], Iterable[str]]] = [
        (_CRITERION, names.criteria, (*(expect.met or ()), *(expect.open or ()), *expect.fails)),
        (_DUTY, names.duties, _duties(expect)),
        (_NOTICE, names.notices, (*(expect.decided or ()), *expect.otherwise, *expect.shows, *expect.hides)),
        (_FACT, names.facts, (*expect.asks, *expect.distance, *filter(None, [expect.asks_first]))),
        (_DERIVED, names.derived, expect.computed),
        (_UNIT, names.units, (u for units in (*expect.to.values(), *expect.units.values()) for u in units)),
        (_LEVEL, names.levels, filter(None, _levels(expect))),
    ]
    found = [
        fault(
            "E685", place_of(name), suggestion=nearest(name, known), kind=kind, name=name, plans=names.plans
        )
        for kind, known, given in used
        for name in given
        if name not in known
    ]
    return found + [each for due in _dues(expect) for each in _unread(due, start)]


def _levels(expect: Expect) -> tuple[str | None, ...]:
    return expect.level, expect.could_reach, expect.called, expect.could_call, expect.declared


def _duties(expect: Expect) -> Iterator[str]:
    lists = (
        expect.duties,
        expect.duties_exactly,
        expect.provisional,
        expect.stood_down,
        expect.new,
        expect.fulfilled,
        expect.missed,
        expect.overdue,
    )
    yield from (name for names in lists for name in names or ())
    yield from (*expect.not_owed, *expect.waiting, *expect.deadlines, *expect.to, *expect.units)
    yield from (_without_number(name) for name in expect.obligations)
    yield from (name for moved in expect.otherwise.values() for name in moved)


def _dues(expect: Expect) -> Iterator[str]:
    yield from expect.deadlines.values()
    yield from (due for moved in expect.otherwise.values() for due in moved.values())
    yield from (one.due for one in expect.obligations.values() if one.due is not None)


def _without_number(name: str) -> str:
    duty = name.partition("#")[0]
    place = place_of(name)
    return duty if duty == name or place is None else Scalar(duty, place)


def _unread(due: str, start: Start) -> Iterator[Fault]:
    if due in DUE_WORDS:
        return
    if not isinstance(due, Scalar) or not due[:1].isdigit():
        words = Text("、".join(DUE_WORDS), ", ".join(DUE_WORDS))
        yield fault("E689", place_of(due), suggestion=nearest(due, DUE_WORDS), found=due, words=words)
        return
    try:
        moment(due, start)
    except InputError as error:
        yield from error.faults
