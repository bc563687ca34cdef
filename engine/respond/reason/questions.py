"""What to ask next: the facts whose answers could settle the level, the most telling first."""

from collections.abc import Iterator, Mapping, Sequence

from respond._records import frozen
from respond.facts import Exactly, Fact, FactType, Level, Plain, choices_within, is_numeric
from respond.reason.ranges import LevelRange
from respond.reason.telling import telling
from respond.reason.truth import Truth
from respond.reason.what_if import WhatIf, within


@frozen
class Asked:
    """A fact to ask for: the levels its answer could make certain or still leave possible, and how much it settles."""

    fact: str
    levels: tuple[Level, ...]
    gain: int


def questions(facts: Mapping[str, Fact], now: WhatIf) -> tuple[Asked, ...]:
    """Rank the open facts by what their answers could change; none when the level is definite.

    A fact's gain is how far some answer could raise the certain level, plus how far some answer could lower the
    highest possible one; among equals the one with more and graver open criteria comes first, so that a gate is
    asked before what it gates. What only a named office can judge comes after what can be counted.
    """
    levels = asked_about(facts, now)
    asked = [(facts[name], _asked(facts[name], found, now)) for name, found in levels.items()]
    asked.sort(key=lambda pair: (pair[0].judgement, -pair[1].gain, -sum(levels[pair[0].id])))
    return tuple(question for _, question in asked)


def asked_about(facts: Mapping[str, Fact], now: WhatIf) -> dict[str, list[Level]]:
    """Give, by each open fact there is to ask for, the levels of the open criteria that hang on it; unranked."""
    if now.level.definite:
        return {}
    levels = _open_levels(now)
    return {name: levels[name] for name in facts if name in levels and _is_open(name, now)}


def _is_open(name: str, now: WhatIf) -> bool:
    return not isinstance(now.values.get(name), Exactly)


def _open_levels(now: WhatIf) -> dict[str, list[Level]]:
    """Give, by fact, the level of every open criterion that still hangs on it and could raise the level."""
    level = now.level
    found: dict[str, list[Level]] = {}
    for gravity, condition, truth in now.judged:
        if truth is Truth.UNKNOWN and level.certain < gravity <= level.possible:
            for name in telling(condition, now.values):
                found.setdefault(name, []).append(gravity)
    return found


def _asked(fact: Fact, open_levels: Sequence[Level], now: WhatIf) -> Asked:
    answers = [Exactly(value) for value in _answers(fact, now)]
    outcomes = [now.with_value(fact.id, value) for value in answers if now.possible(fact.id, value)]
    before = now.level
    gain = max((level.certain - before.certain for level in outcomes), default=0)
    gain += max((before.possible - level.possible for level in outcomes), default=0)
    levels = _levels(outcomes, before) or tuple(sorted(set(open_levels), reverse=True))
    return Asked(fact.id, levels, gain)


def _levels(outcomes: Sequence[LevelRange], before: LevelRange) -> tuple[Level, ...]:
    found = {level.certain for level in outcomes if level.certain != before.certain}
    found |= {level.possible for level in outcomes if level.possible != before.possible}
    return tuple(sorted(found, reverse=True))


def _answers(fact: Fact, now: WhatIf) -> Iterator[Plain]:
    """Give one answer of each kind that could matter."""
    if fact.type is FactType.FLAG:
        yield from (True, False)
    elif fact.type is FactType.CHOICE:
        yield from choices_within(tuple(fact.choices), now.values.get(fact.id))
    elif is_numeric(fact):
        for cell in now.cells(fact.id):
            number = within(cell, now.values.get(fact.id))
            if number is not None:
                yield number
