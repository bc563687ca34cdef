"""How far each fact is from changing the level: "+1 death: II", fact by fact, amounts and areas too."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

from respond._records import frozen
from respond.errors import Text
from respond.facts import (
    Between,
    Exactly,
    Fact,
    FactType,
    Level,
    Number,
    Plain,
    Value,
    is_numeric,
    show_value,
)
from respond.reason.condition import Condition
from respond.reason.nearest import Nearest, nearest
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
    level: Level
    condition: Condition | None
    size: Fraction


def distances(facts: Sequence[Fact], now: WhatIf) -> tuple[Change, ...]:
    """Give the least change of each known fact that raises the certain level, and that lowers it.

    What is open stays open, and no change leads where what is given to hold cannot hold. Of a range, the lower end is
    moved. The gravest result comes first, then the smallest step. None where the level itself took too long to tell.
    """
    if not now.level.exact:
        return ()
    found = [change for fact in facts if now.moved(fact.id) for change in _of_fact(fact, now)]
    return tuple(sorted(found, key=lambda change: (change.direction == "down", -change.level, change.size)))


def _of_fact(fact: Fact, now: WhatIf) -> Iterator[Change]:
    value = now.values.get(fact.id)
    if is_numeric(fact):
        current = (
            value.value if isinstance(value, Exactly) else value.low if isinstance(value, Between) else None
        )
        if current is not None:
            for step in nearest(fact.id, value, now):  # type: ignore[arg-type]
                yield _step(fact, current, step, now)  # type: ignore[arg-type]
    elif isinstance(value, Exactly) and fact.type in (FactType.FLAG, FactType.CHOICE):
        yield from _of_choice(fact, value.value, now)


def _step(fact: Fact, current: Number, step: Nearest, now: WhatIf) -> Change:
    size = abs(Fraction(step.edge) - Fraction(current))
    amount = Text(_shown(size, fact, "zh"), _shown(size, fact, "en"))
    sign = "+" if step.upward else "-"
    more = Text("以上（不含）", " and more") if step.strict else Text("", "")
    change = Text(f"{sign}{amount.zh}{more.zh}", f"{sign}{amount.en}{more.en}")
    value = Text(_shown(step.edge, fact, "zh"), _shown(step.edge, fact, "en"))
    if step.strict:
        words = Text("超过{v}", "more than {v}") if step.upward else Text("不足{v}", "less than {v}")
        value = words.fill(v=value)
    return _change(fact, change, value, step.level, step.value, size, now)


def _change(
    fact: Fact, change: Text, shown: Text, level: Level, value: Value, size: Fraction, now: WhatIf
) -> Change:
    direction: Literal["up", "down"] = "up" if level > now.level.certain else "down"
    # of a range, several criteria may hold only together: the one that its lower end meets is told
    at = Exactly(value.low) if isinstance(value, Between) and value.low is not None else value
    return Change(fact.id, direction, change, shown, level, now.met_with(fact.id, at, level), size)


def _shown(number: Number, fact: Fact, lang: Literal["zh", "en"]) -> str:
    return show_value(Exactly(number), fact, lang)


def _of_choice(fact: Fact, current: Plain, now: WhatIf) -> Iterator[Change]:
    options: Sequence[Plain] = (True, False) if fact.type is FactType.FLAG else tuple(fact.choices)
    for option in options:
        value = Exactly(option)
        if option == current or not now.possible(fact.id, value):
            continue
        level = now.with_value(fact.id, value)
        if level.exact and level.certain != now.level.certain:
            was, then = _option(fact, current), _option(fact, option)
            change = Text(f"{was.zh}→{then.zh}", f"{was.en} → {then.en}")
            yield _change(fact, change, then, level.certain, value, Fraction(0), now)


def _option(fact: Fact, option: Plain) -> Text:
    return YES_NO[bool(option)] if fact.type is FactType.FLAG else fact.choices[str(option)]
