"""How far each fact is from changing the level: "+1 death: II", fact by fact, amounts and areas too."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal, cast

from respond._records import frozen
from respond.errors import Text
from respond.facts import Between, Exactly, Fact, FactType, Number, Plain, is_numeric, show_value
from respond.reason.condition import Condition
from respond.reason.fact_use import Cell
from respond.reason.ranges import Gravity
from respond.reason.what_if import WhatIf

YES_NO = {True: Text("是", "yes"), False: Text("否", "no")}


@frozen(eq=False)
class Change:
    """The least change of one fact that changes the level, the others staying as they are.

    `strict` says that the value itself is not enough and must be passed ("more than 100 ha").
    """

    fact: str
    direction: Literal["up", "down"]
    change: Text
    value: Text
    level: Gravity
    condition: Condition | None
    size: Fraction


def distances(facts: Sequence[Fact], now: WhatIf) -> tuple[Change, ...]:
    """Give the least change of each known fact that raises the certain level, and that lowers it.

    Numbers move through the cells between thresholds; flags and choices are tried one by one. The gravest
    result comes first, then the smallest step.
    """
    found = [change for fact in facts if now.touched(fact.id) for change in _of_fact(fact, now)]
    return tuple(sorted(found, key=lambda change: (change.direction == "down", -change.level, change.size)))


def _of_fact(fact: Fact, now: WhatIf) -> Iterator[Change]:
    value = now.values.get(fact.id)
    if isinstance(value, Exactly):
        if is_numeric(fact):
            yield from _of_number(fact, value.value, now.level.certain, now)  # type: ignore[arg-type]
        elif fact.type in (FactType.FLAG, FactType.CHOICE):
            yield from _of_choice(fact, value.value, now)
    elif isinstance(value, Between) and is_numeric(fact) and value.low is not None:
        base = now.with_value(fact.id, value.low).certain
        yield from _of_number(fact, value.low, base, now)  # type: ignore[arg-type]


def _of_number(fact: Fact, current: Number, base: Gravity, now: WhatIf) -> Iterator[Change]:
    ordered = now.cells(fact.id)
    here = next((index for index, cell in enumerate(ordered) if cell.contains(current)), None)
    if here is None:  # no condition that can hold looks at it
        return
    for steps in (ordered[here + 1 :], ordered[:here][::-1]):
        reached = base
        for cell in steps:
            if not now.possible(fact.id, cell.value):
                continue
            level = now.with_value(fact.id, cell.value).certain
            if level > reached or (level < base and reached == base):
                yield _step(fact, current, cell, level, base, now)
                reached = level


def _step(fact: Fact, current: Number, cell: Cell, level: Gravity, before: Gravity, now: WhatIf) -> Change:
    upward = cast("Number", cell.value) > current
    end, strict = (cell.low, cell.low_open) if upward else (cell.high, cell.high_open)
    edge = cast("Number", cell.value if end is None else end)
    size = abs(Fraction(edge) - Fraction(current))
    amount = Text(_shown(size, fact, "zh"), _shown(size, fact, "en"))
    sign = "+" if upward else "-"
    more = Text("以上（不含）", " and more") if strict else Text("", "")
    change = Text(f"{sign}{amount.zh}{more.zh}", f"{sign}{amount.en}{more.en}")
    value = Text(_shown(edge, fact, "zh"), _shown(edge, fact, "en"))
    if strict:
        words = Text("超过{v}", "more than {v}") if upward else Text("不足{v}", "less than {v}")
        value = words.fill(v=value)
    direction: Literal["up", "down"] = "up" if level > before else "down"
    return Change(fact.id, direction, change, value, level, now.met_with(fact.id, cell.value, level), size)


def _shown(number: Number, fact: Fact, lang: Literal["zh", "en"]) -> str:
    return show_value(Exactly(number), fact, lang)


def _of_choice(fact: Fact, current: Plain, now: WhatIf) -> Iterator[Change]:
    base = now.level.certain
    options: Sequence[Plain] = (True, False) if fact.type is FactType.FLAG else tuple(fact.choices)
    for option in options:
        if option == current or not now.possible(fact.id, option):
            continue
        level = now.with_value(fact.id, option).certain
        if level != base:
            was, then = _option(fact, current), _option(fact, option)
            change = Text(f"{was.zh}→{then.zh}", f"{was.en} → {then.en}")
            direction: Literal["up", "down"] = "up" if level > base else "down"
            met = now.met_with(fact.id, option, level)
            yield Change(fact.id, direction, change, then, level, met, Fraction(0))


def _option(fact: Fact, option: Plain) -> Text:
    return YES_NO[bool(option)] if fact.type is FactType.FLAG else fact.choices[str(option)]
