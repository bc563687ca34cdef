"""The ladder a draft climbs: for each level of a plan plain facts that just reach it, going on from those before.

What only grows with harm is not taken back on the way up, where the plan can do without; else a rung says what is.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from attrs import evolve

from respond._records import frozen
from respond.errors import Text
from respond.facts import Exactly, Fact, FactType, Level, Plain
from respond.plan import Prepared
from respond.reason import Condition, Truth
from respond.yaml import Data, Source, data_of, parse

_NAME: Final = "scenario"
_TOTALS: Final = 100
"""The greatest total of a count that is looked for, where parts of it turn the levels."""
_ANY: Final = Text("x", "x")

_Facts = dict[str, Any]
"""Exact values by fact, as a proof has them."""


@frozen(eq=False)
class Rung:
    """One level with facts that just reach it, as a file writes them, and in words what is away from rest."""

    level: Level
    facts: dict[str, Data]
    words: Text
    turning: str
    """The fact on whose threshold they stand."""
    lessened: tuple[str, ...] = ()
    """What is less grave than on the rung before."""


@frozen(eq=False)
class _Step:
    """A level with exact facts that reach it and the name of what turns it."""

    gravity: int
    facts: _Facts
    turning: str


def rungs_of(plan: Prepared, on: date | None) -> list[Rung]:
    """Give facts for each level, from the mildest: of one fact that climbs through most of them where there is one."""
    from respond.prove import boundaries_of, day_in_force, incidents_of  # noqa: PLC0415

    day = on or day_in_force(plan)
    points: dict[str, dict[int, list[Any]]] = {}
    for row, point in incidents_of(boundaries_of(plan, day).criteria):
        if point.level:
            points.setdefault(row.name, {}).setdefault(int(point.level), []).append(
                (len(row.others), row, point)
            )
    if not points:
        return []
    steps = _with_small_totals(_kept_up(_chosen(points, plan), plan), plan)
    steps = _with_likely_totals(steps, plan)
    return list(_written(steps, plan, day))


def criteria_rungs_of(plan: Prepared, on: date | None) -> list[Rung]:
    """Give facts for each criterion, from the mildest level, where no figure turns one: each adds to those before."""
    from respond.prove import day_in_force, find  # noqa: PLC0415

    known: _Facts = {}
    steps: list[_Step] = []
    for each in sorted(plan.criteria, key=lambda one: one.gravity):
        values = {name: Exactly(value) for name, value in known.items()}
        found = find(plan, [(each.condition, True)], values).facts
        turning = _turning(each.condition, {**known, **found}, plan) if found is not None else None
        if found is None or turning is None or {**known, **found} == known:
            continue
        known |= {name: value for name, value in found.items() if name in plan.facts}
        steps.append(_Step(int(each.gravity), dict(known), turning))
    return list(_written(steps, plan, on or day_in_force(plan)))


def _chosen(points: Mapping[str, Mapping[int, Sequence[Any]]], plan: Prepared) -> list[_Step]:
    """Give a point for each level: of what climbs through most, else one that takes nothing back beside its next.

    Of equals it is what the plan names first, as the opening settles what decides who owes what by what it names first.
    """
    named = [*plan.facts, *plan.plan.derived, *points]
    places = {name: named.index(name) for name in points}
    climbing = max(points, key=lambda name: (len(points[name]), -places[name]))
    chosen: dict[int, _Step] = {}
    levels = {each for found in points.values() for each in found}
    for gravity in sorted(levels, key=lambda each: (each not in points[climbing], -each)):
        own = points[climbing].get(gravity)
        found = own or [each for levels in points.values() for each in levels.get(gravity, ())]
        graver = min((each for each in chosen if each > gravity), default=None)
        milder = max((each for each in chosen if each < gravity), default=None)

        def conflicts(
            facts: Mapping[str, Plain], above: int | None = graver, below: int | None = milder
        ) -> int:
            over = 0 if above is None else len(_lessened(facts, chosen[above].facts, plan))
            return over + (0 if below is None else len(_lessened(chosen[below].facts, facts, plan)))

        _, row, point = min(
            found,
            key=lambda each: (
                0 if own else conflicts(each[2].facts),
                places[each[1].name], each[0], str(each[2].shown.en),
            ),
        )  # fmt: skip
        chosen[gravity] = _Step(gravity, dict(point.facts), row.name)
    return [chosen[each] for each in sorted(chosen)]


def _kept_up(steps: Sequence[_Step], plan: Prepared) -> list[_Step]:
    """Leave what would be less grave than a rung before as it was there, wherever the level stays the same with it."""
    kept: list[_Step] = []
    for step in steps:
        facts = step.facts
        for name in _lessened(kept[-1].facts, facts, plan) if kept else ():
            trial = {**facts, name: kept[-1].facts[name]}
            if _level(plan, trial) == step.gravity:
                facts = trial
        kept.append(evolve(step, facts=facts))
    return kept


def _lessened(before: Mapping[str, Plain], after: Mapping[str, Plain], plan: Prepared) -> tuple[str, ...]:
    """Name what only grows with harm and is less grave after than before."""
    return tuple(
        name
        for name, value in after.items()
        if name in before and name in plan.facts and taken_back(plan.facts[name], before[name], value)
    )


def taken_back(fact: Fact, before: Plain, after: Plain) -> bool:
    """Say whether a value of what only grows with harm goes back; a number that tells how many there are now may."""
    if fact.worse is None and fact.type is not FactType.FLAG:
        return False
    if fact.falls or fact.type in {FactType.DATE, FactType.INSTANT}:
        return False
    known = list(fact.choices)
    then, now = (known.index(str(each)) if known else each for each in (before, after))
    return bool(now > then if fact.worse == "down" else now < then)  # type: ignore[operator]


def _level(plan: Prepared, facts: Mapping[str, Plain]) -> int | None:
    """Give the level of exact facts; None where what always holds of them does not."""
    from respond.prove import level_at  # noqa: PLC0415

    known = {name: Exactly(value) for name, value in facts.items()}
    broken = any(each.truth(known) is Truth.NO for each in plan.constraints.values())
    return None if broken else int(level_at(plan, facts))


def _with_small_totals(steps: list[_Step], plan: Prepared) -> list[_Step]:
    """Take the smallest total of which parts still reach every level, where one count climbs beside a total.

    A part that stood on a threshold of its share stands on it again.
    """
    names = {
        name
        for before, after in pairwise(steps)
        for name in after.facts
        if before.facts.get(name) != after.facts[name]
    }
    if len(names) != 1:
        return steps
    part = names.pop()
    for total in _totals(part, steps[-1].facts, plan):
        for number in range(int(plan.facts[total].min or 1), _TOTALS + 1):
            found = _parts(part, total, number, steps, plan)
            if found is not None:
                steps = [
                    evolve(step, facts={**step.facts, part: value, total: number})
                    for step, value in zip(steps, found, strict=True)
                ]
                break
    return steps


def _with_likely_totals(steps: list[_Step], plan: Prepared) -> list[_Step]:
    """Let no total that no rung changes be greater than those looked for, where every level stays the same."""
    for name in sorted({name for step in steps for name in step.facts}):
        fact = plan.facts.get(name)
        values = {step.facts.get(name) for step in steps}
        if fact is None or len(values) > 1 or not _is_total(fact) or int(steps[0].facts[name]) <= _TOTALS:
            continue
        trial = [evolve(step, facts={**step.facts, name: _TOTALS}) for step in steps]
        if all(_level(plan, each.facts) == each.gravity for each in trial):
            steps = trial
    return steps


def _totals(part: str, facts: Mapping[str, Plain], plan: Prepared) -> list[str]:
    """Name the counts of which a count is a part: never nothing, and beside it in a condition for a level."""
    if part not in plan.facts or plan.facts[part].type is not FactType.COUNT:
        return []
    beside = {
        name
        for each in plan.criteria
        if part in each.condition.variables
        for name in each.condition.variables
    }
    return sorted(
        name
        for name in beside & facts.keys() & plan.facts.keys()
        if _is_total(plan.facts[name]) and int(facts[name]) > _TOTALS  # type: ignore[arg-type]
    )


def _is_total(fact: Fact) -> bool:
    """Say whether something counts the whole of which something else is a part: it is never nothing."""
    return fact.type is FactType.COUNT and fact.worse == "down" and int(fact.min or 0) > 0


def _parts(part: str, total: str, number: int, steps: Sequence[_Step], plan: Prepared) -> list[int] | None:
    """Give for each rung the first part of a total that reaches its level; None where one does not."""
    found: list[int] = []
    for step in steps:
        least = found[-1] + 1 if found else 0
        rest = {**step.facts, total: number}
        value = next(
            (each for each in range(least, number + 1) if _level(plan, {**rest, part: each}) == step.gravity),
            None,
        )
        if value is None:
            return None
        first = _level(plan, {**step.facts, part: step.facts[part] - 1}) != step.gravity
        if first and step.facts[part] > 1 and value * step.facts[total] != step.facts[part] * number:
            return None
        found.append(value)
    return found


def _written(steps: Sequence[_Step], plan: Prepared, day: date) -> Iterator[Rung]:
    """Give rungs as a file writes them."""
    from respond.prove import make_witness  # noqa: PLC0415

    before: Mapping[str, Plain] = {}
    for step in steps:
        witness = make_witness(plan, step.facts, name="x", title=_ANY, level=step.gravity, day=day)
        written = data_of(parse(Source(_NAME, witness.text)))
        facts = written["facts"] if isinstance(written, dict) else {}
        assert isinstance(facts, dict)  # noqa: S101 - an incident file has them
        lessened = _lessened(before, step.facts, plan)
        yield Rung(plan.levels.at(step.gravity), _plain(facts), witness.words, step.turning, lessened)
        before = step.facts


def _turning(condition: Condition, facts: Mapping[str, Any], plan: Prepared) -> str | None:
    """Give the fact without which nobody could say whether a condition holds: the first that worsens with harm."""
    names = [name for name in condition.variables if name in plan.facts]
    for name in sorted(names, key=lambda each: plan.facts[each].worse is None):
        rest = {other: Exactly(value) for other, value in facts.items() if other != name}
        if name in facts and condition.truth(rest) is Truth.UNKNOWN:
            return name
    return None


def _plain(said: Any) -> Any:  # noqa: ANN401 - of any shape
    """Give yes and no as they are written without quotes."""
    if isinstance(said, dict):
        return {name: _plain(value) for name, value in said.items()}
    return {"true": True, "false": False}.get(said, said) if isinstance(said, str) else said
