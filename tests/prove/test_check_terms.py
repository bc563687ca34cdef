"""Conditions as formulas of the solver mean what evaluation says they mean: seasons, days, products, choices."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respond.errors import Text
from respond.facts import Fact, FactType
from respond.language import Scope
from respond.prove import Solver, Space, met, variables_of
from respond.reason import compile_condition, number_of

WORDS = Text("甲", "a")
SCOPE = Scope(
    facts={
        "dead": Fact("dead", FactType.COUNT, WORDS, unit="person", worse="up"),
        "hurt": Fact("hurt", FactType.COUNT, WORDS, unit="person", worse="up", max="1000"),
        "area": Fact("area", FactType.QUANTITY, WORDS, unit="ha", worse="up"),
        "total": Fact("total", FactType.QUANTITY, WORDS, unit="ha", min="1"),
        "rate": Fact("rate", FactType.SHARE, WORDS, worse="up"),
        "index": Fact("index", FactType.NUMBER, WORDS, worse="up"),
        "river": Fact("river", FactType.FLAG, WORDS),
        "kind": Fact("kind", FactType.CHOICE, WORDS, choices={"low": WORDS, "mid": Text("乙", "b"), "top": Text("丙", "c")}),
        "due": Fact("due", FactType.DATE, WORDS),
        "seen": Fact("seen", FactType.INSTANT, WORDS),
    },
    events={"occurred": Text("发生", "occurred")},
    windows={"dry": ("11-01", "05-15"), "flood": ("06-01", "09-30"), "leap": ("02-29", "02-29")},
)  # fmt: skip
CONDITIONS = [
    "2 <= dead < 5 and river", "dead + 2 * hurt > 10", "area / total >= 15%", "area * rate > 3 ha",
    "max(dead, hurt) >= 7", "min(dead, 4) == hurt", "kind in {mid, top} or not river", "kind != low",
    "due in dry", "due not in flood", "due in leap", "seen in dry", "due >= 2024-03-01 and due < 2024-04-01",
    "seen >= 2024-02-29", "occurred in flood", "rate > 33.3%", "dead == 3 or hurt != 3", "not (area < 0.067 ha)",
]  # fmt: skip
DAYS = st.dates(date(1951, 1, 1), date(2098, 12, 31))
MOMENTS = st.datetimes(datetime(1951, 1, 1), datetime(2098, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
FACTS = st.fixed_dictionaries(
    {
        "dead": st.integers(0, 12),
        "hurt": st.integers(0, 12),
        "area": st.fractions(0, 20, max_denominator=1000),
        "total": st.fractions(1, 100, max_denominator=7),
        "rate": st.fractions(0, 1, max_denominator=1000),
        "river": st.booleans(),
        "kind": st.sampled_from(["low", "mid", "top"]),
        "due": st.one_of(DAYS, st.sampled_from([date(2024, 2, 29), date(2024, 3, 1), date(2023, 5, 15), date(2023, 5, 16)])),
        "seen": MOMENTS,
        "occurred": MOMENTS,
    }
)  # fmt: skip


@pytest.mark.parametrize("text", CONDITIONS)
@settings(max_examples=12)
@given(facts=FACTS)
def test_a_formula_holds_where_its_condition_does(text, facts):
    condition = compile_condition(text, SCOPE)
    space = Space(variables_of([condition]))
    point, solver = space.point(), Solver(space)
    known = [point.equals(name, facts[name]) for name in space.variables if name in facts]
    if "moment(occurred)" in space.variables:
        known.append(point.of("moment(occurred)") == number_of(facts["occurred"]))
    wanted = met(condition, facts)
    assert solver.ask(*known, *point.domain(), point.holds(condition)).found is wanted
    assert solver.ask(*known, *point.domain(), space.z3.Not(point.holds(condition))).found is not wanted


@pytest.mark.parametrize("text", CONDITIONS)
@pytest.mark.parametrize("wanted", [True, False])
def test_an_example_of_the_solver_is_one_for_evaluation(text, wanted):
    condition = compile_condition(text, SCOPE)
    space = Space(variables_of([condition]))
    point, solver = space.point(), Solver(space)
    formula = point.holds(condition)
    reply = solver.ask(*point.domain(), formula if wanted else space.z3.Not(formula))
    assert met(condition, point.read(reply.model)) is wanted


@pytest.mark.parametrize(("text", "decided"), [("index * index == 2", False), ("index * index == 4", True)])
def test_a_number_that_is_no_fraction_decides_nothing(text, decided):
    condition = compile_condition(text, SCOPE)
    space = Space(variables_of([condition]))
    point, solver = space.point(), Solver(space)
    reply = solver.ask(*point.domain(), point.holds(condition))
    assert (reply.found, reply.decided) == (decided, decided)
    assert not decided or met(condition, point.read(reply.model))


def test_a_season_is_laid_out_for_every_year():
    condition = compile_condition("due in dry", SCOPE)
    space = Space(variables_of([condition]))
    point, solver = space.point(), Solver(space)
    for year in (1950, 2024, 2099):
        for day in (date(year, 5, 15), date(year, 5, 16), date(year, 10, 31), date(year, 11, 1)):
            known = point.equals("due", day)
            assert solver.ask(known, point.holds(condition)).found is (
                not date(year, 5, 15) < day < date(year, 11, 1)
            )
            assert day + timedelta(0) == day


def test_rest_is_where_nothing_has_happened():
    variables = variables_of([compile_condition(text, SCOPE) for text in CONDITIONS])
    assert variables["dead"].mildest == 0
    assert variables["river"].mildest is False
    assert variables["kind"].mildest == "low"
    assert Fraction(variables["area"].mildest) == 0
