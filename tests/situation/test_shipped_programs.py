"""The productions of the shipped plans: durable-rules, the pure path and an independent telling agree."""

import pytest
from chain_twin import expect, seen
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.chain import alarms, conclude, pure
from respond.situation import productions
from shipped_plans import LIBRARY

PROGRAMS = {
    name: productions(LIBRARY.prepared(LIBRARY.find(name))).program
    for name in (
        "vaccine-quality", "debt-risk", "forest-fire", "forest-grassland-fire@2009", "forest-grassland-fire@2026",
        "incident-reporting",
    )
}  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
@settings(max_examples=40)
@given(data=st.data())
def test_all_three_agree(program, data):
    truths = st.sampled_from(["yes", "no", "no", "unknown"])
    symbols = {name: data.draw(truths) for name in program.symbols}
    before = alarms.count
    found = conclude(program, symbols, memo=False)
    assert found.path == "durable"
    assert seen(found) == expect(program, symbols)
    assert seen(pure.conclude(program, symbols)) == expect(program, symbols)
    assert alarms.count == before
