"""How far a fact is from another level."""

import pytest

from respond.errors import Text
from respond.facts import Exactly, Fact, FactType
from respond.language import Scope
from respond.reason import WhatIf, compile_condition, distances

FACTS = {
    "deaths": Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="person"),
    "smell": Fact("smell", FactType.CHOICE, Text("气味", "smell"), choices={"faint": Text("弱", "faint"), "clear": Text("明", "clear")}),
}  # fmt: skip
SCOPE = Scope(FACTS)


def steps(*criteria, **known):
    values = {name: Exactly(value) for name, value in known.items()}
    ladder = [(level, compile_condition(text, SCOPE)) for level, text in criteria]
    now = WhatIf([(level, each, each.truth(values)) for level, each in ladder], values)
    return [(step.fact, step.value.en, int(step.level)) for step in distances(tuple(FACTS.values()), now)]


def test_the_least_number_that_gives_each_graver_level():
    found = steps((1, "deaths >= 3"), (2, "deaths >= 10"), deaths=1, smell="faint")
    assert found == [("deaths", "10 persons", 2), ("deaths", "3 persons", 1)]


@pytest.mark.parametrize("condition", ["never and deaths > 2", "deaths < 0 and deaths > 2", "never"])
def test_a_fact_nothing_that_can_hold_looks_at_is_far_from_nothing(condition):
    assert steps((1, condition), deaths=1, smell="faint") == []
