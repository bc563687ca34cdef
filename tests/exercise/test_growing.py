"""Incidents that grow otherwise than the script says: values drawn exactly, each run by the plan's level of its own."""

from collections import Counter
from fractions import Fraction

import pytest
from attrs import evolve
from exercises import PLAN, QUIET, library, text

from respond.errors import InputError
from respond.exercise import course_of, model_from, run_scenario, scenario_from, simulate, simulation_sheet
from respond.exercise.simulation.growing import Growing, values_of_runs, ways_of_growing
from respond.facts import read_observation, read_value
from respond.show import plain
from respond.yaml import Source

INJECTS = [
    ("+00:00", f"to: [bureau], facts: {{{QUIET}}}, events: {{received: }}"),
    ("+00:40", "to: [bureau], facts: {area: 30 ha}"),
    ("+02:00", "to: [bureau], facts: {area: {value: 40 ha, standing: confirmed}}"),
]
QUICK = {
    "notice": "0", "relay": "0", "decide": "0", "call": "0", "acts": "[{takes: '0'}]", "staff": 50, "lines": 50,
}  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return library(tmp_path_factory.mktemp("plans"), PLAN)


@pytest.fixture(scope="module")
def scenario():
    return scenario_from(Source("small.yaml", text(INJECTS, cast="{bureau: {zh: 局, en: bureau}}")))


def model(values, **keys):
    whole = {**QUICK, "growth": f"{{values: [{values}]}}", **keys}
    lines = [
        "respond: model/1",
        "id: m",
        "title: {zh: 模型, en: model}",
        *(f"{k}: {v}" for k, v in whole.items()),
    ]
    return model_from(Source("model.yaml", "\n".join(lines) + "\n"))


def areas(course):
    """Give the area each inject tells, in ha."""
    facts = FACTS[0]
    told = [each.facts.get("area") for each in course.scenario.injects]
    return [Fraction(read_observation(each, facts).value.value) for each in told]


FACTS = []


@pytest.fixture(autouse=True, scope="module")
def facts(shelf):
    FACTS[:] = [shelf.prepared(shelf.find("spill")).facts["area"]]


def test_a_model_without_values_has_the_course_of_the_scenario(shelf, scenario):
    ways = ways_of_growing(scenario, shelf, model("", growth="{later: '0'}"), 1, 5, None)
    assert ways.courses == (course_of(scenario, shelf),)
    assert list(ways.which) == [0] * 5


def test_what_grows_is_so_much_more_from_its_inject_on_and_exact(shelf, scenario):
    made = model("{fact: area, from: I2, more: 0.7 ha}")
    (course,) = ways_of_growing(scenario, shelf, made, 1, 3, None).courses
    first, *others = areas(course)
    unit = Fraction(read_value("1 ha", FACTS[0]).value)
    assert (first, others) == (unit, [unit * Fraction("30.7"), unit * Fraction("40.7")])
    standing = course.scenario.injects[2].facts["area"]["standing"]
    assert standing == "confirmed"


def test_what_shrinks_is_never_less_than_none(shelf, scenario):
    (course,) = ways_of_growing(scenario, shelf, model("{fact: area, more: -35 ha}"), 1, 1, None).courses
    unit = Fraction(read_value("1 ha", FACTS[0]).value)
    assert areas(course) == [0, 0, 5 * unit]


def test_the_level_of_each_run_is_the_plans_at_its_own_values(shelf, scenario):
    made = model(
        "{fact: area, from: I2, more: {discrete: [{takes: 0 ha, weight: 1}, {takes: 200 ha, weight: 1}]}}"
    )
    ways = ways_of_growing(scenario, shelf, made, 3, 60, None)
    assert len(ways.courses) == 2
    assert 10 < list(ways.which).count(0) < 50
    for course in ways.courses:
        run = run_scenario(evolve(course.scenario, actions=()), shelf)
        told = [int(each.level.certain) for each in run.levels[0].stretches if each.level.certain > 0]
        assert max(told) == max(change.certain for change in course.changes)
    highest = {max(change.certain for change in course.changes) for course in ways.courses}
    assert len(highest) == 2


def test_values_the_plan_makes_no_difference_of_share_a_course(shelf, scenario):
    made = model("{fact: area, from: I2, more: {uniform: [0 ha, 0.999 ha]}}")
    ways = ways_of_growing(scenario, shelf, made, 1, 200, None)
    assert len(ways.courses) == 1


def test_the_answer_is_the_same_for_any_number_of_processes(shelf, scenario):  # two processes must start: 2 s
    made = model(
        "{fact: area, from: I2, more: {triangular: [0 ha, 20 ha, 200 ha]}}",
        staff=1,
        lines=1,
        notice="9 minutes",
    )
    alone, runs = simulate(scenario, shelf, made, runs=120, seed=7, checks=0)
    shared, others = simulate(scenario, shelf, made, runs=120, seed=7, jobs=2, checks=0)
    assert alone == shared
    assert alone.courses > 1
    assert (runs.results, runs.late, runs.took, runs.levels) == (
        others.results,
        others.late,
        others.took,
        others.levels,
    )


def test_what_is_told_of_each_level_adds_up_and_the_engine_judges_alike(shelf, scenario):
    made = model("{fact: area, from: I2, more: {uniform: [0 ha, 200 ha]}}")
    found, _ = simulate(scenario, shelf, made, runs=60, checks=12)
    assert sum(each.runs.number for each in found.highest) == 60
    assert len(found.highest) > 1
    assert all(not each.unlike for each in found.checked)
    shown = plain(simulation_sheet(found, "en"))
    assert "the gravest level that came to hold" in shown
    two = next(each for each in found.deadlines if "#alarm-two#" in each.id)
    grave = sum(each.runs.number for each in found.highest if each.level in {"I", "II"})
    assert two.not_owed == 60 - grave


def test_values_drawn_change_nothing_else_of_what_chance_decides(shelf, scenario):
    keys = {
        "notice": "{uniform: [0 minutes, 30 minutes]}".replace("0 minutes,", "'0',"),
        "acts": "[{takes: 5 minutes}]",
    }
    without, _ = simulate(scenario, shelf, model("", growth="{later: '0'}", **keys), runs=40, checks=0)
    grown, _ = simulate(
        scenario, shelf, model("{fact: area, from: I2, more: 0 ha}", **keys), runs=40, checks=0
    )
    assert grown.deadlines == without.deadlines


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ("{fact: aria, more: 1 ha}", "E701"),
        ("{fact: river, more: 1 ha}", "E652"),
        ("{fact: area, from: I9, more: 1 ha}", "E839"),
        ("{fact: area, more: {uniform: [1 ha, 2 m2]}}", "E815"),
        ("{fact: area, more: some}", "E815"),
        ("{fact: area, more: {uniform: [3 ha, 1 ha]}}", "E815"),
        ("{fact: injured, from: I2, more: 1}", "E652"),
        ("{fact: area, more: {uniform: [0.00001 ha, 9999 ha]}}", "E652"),
        ("{fact: area, more: 1 case}", "E313"),
    ],
)
def test_what_cannot_grow_so_is_refused(shelf, scenario, values, code):
    with pytest.raises(InputError) as caught:
        ways_of_growing(scenario, shelf, model(values), 1, 6000, None)
    assert [each.code for each in caught.value.faults] == [code]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ("{fact: area, more: 1 case}", "E313"),
        ("{fact: area, more: {uniform: ['0', '1 parsec']}}", "E312"),
        ("{fact: area, more: '0'}", None),
        ("{fact: area, more: 1 ha}, {fact: area, from: I2, more: 2 ha}", "E652"),
        ("", "E652"),
    ],
)
def test_what_cannot_grow_so_is_told_at_its_place(shelf, scenario, values, code):
    with pytest.raises(InputError) as raised:
        ways_of_growing(scenario, shelf, model(values), 1, 5, None)
    (one,) = raised.value.faults
    assert one.code == (code or one.code)
    assert one.place is not None
    assert one.place.line > 0


WAITING = (
    INJECTS[0],
    ("+00:10", "to: [bureau], when: {met: [tell]}, facts: {area: 20 ha}"),
    ("+00:30", "to: [bureau], when: {condition: area >= 35 ha}, facts: {river: yes}"),
    ("+01:00", "to: [bureau], when: {level: I}, facts: {injured: 2}"),
    ("+00:20", "to: [bureau], after: I3, facts: {injured: 1}"),
)


def test_values_of_a_script_that_waits_share_a_course_just_where_it_is_the_same(shelf):
    script = scenario_from(Source("small.yaml", text(WAITING, cast="{bureau: {zh: 局, en: bureau}}")))
    made = model("{fact: area, from: I2, more: {uniform: [0 ha, 200 ha]}}")
    ways = ways_of_growing(script, shelf, made, 5, 30, None)
    given = [{each.id for each in course.scenario.injects} for course in ways.courses]
    assert sorted(map(len, given)) == [2, 4, 5]  # below 35 ha, below 100 ha, and level I from there on
    shared = [(each.injects, each.steps, each.changes, each.skipped) for each in ways.courses]
    for more, size in ((0, 2), (14, 2), (15, 4), (79, 4), (80, 5), (180, 5)):
        fixed = model(f"{{fact: area, from: I2, more: {more} ha}}")
        (alone,) = ways_of_growing(script, shelf, fixed, 1, 1, None).courses
        assert len(alone.injects) == size
        assert (alone.injects, alone.steps, alone.changes, alone.skipped) in shared


def test_draws_are_whole_steps(shelf, scenario):
    made = model("{fact: area, more: {uniform: [0.5 ha, 2 ha]}}")
    drawn = set()
    for seed in range(40):
        (course,) = ways_of_growing(scenario, shelf, made, seed, 1, None).courses
        drawn.add(areas(course)[0])
    unit = Fraction(read_value("1 ha", FACTS[0]).value)
    assert drawn <= {unit * (1 + Fraction(each, 10)) for each in range(5, 21)}
    assert len(drawn) > 8


def chi_square(seen, expected):
    """Give how far counts lie from what is expected of them, exactly; of equal shares where none are given."""
    of = sum(seen.values())
    return sum((seen[each] - of * share) ** 2 / (of * share) for each, share in expected.items() if share)


UNIFORM = {number: Fraction(1, 8) for number in range(8)}
DISCRETE = {0: Fraction(6, 10), 1: Fraction(3, 10), 3: Fraction(1, 10)}
LOW, PEAK, HIGH = 0, 4, 10


def triangular(number):
    """Give the share of the runs with so much or less of what is triangular, most often 4, by hand."""
    if number < PEAK:
        return min(Fraction((number + 1) ** 2, HIGH * PEAK), Fraction(PEAK, HIGH))
    return 1 - Fraction((HIGH - number) ** 2, HIGH * (HIGH - PEAK))


TRIANGULAR = {each: triangular(each) - (triangular(each - 1) if each else 0) for each in range(HIGH + 1)}


@pytest.mark.parametrize(
    ("values", "expected", "most"),
    [  # the last: a sum of squares that one in ten thousand would exceed, for as many shares less one
        ("uniform: [0 ha, 7 ha]", UNIFORM, Fraction("29.88")),
        (
            "discrete: [{takes: 0 ha, weight: 6}, {takes: 1 ha, weight: 3}, {takes: 3 ha, weight: 1}]",
            DISCRETE,
            Fraction("18.42"),
        ),
        (f"triangular: [{LOW} ha, {PEAK} ha, {HIGH} ha]", TRIANGULAR, Fraction("35.56")),
    ],
)
@pytest.mark.parametrize("seed", range(1, 6))
def test_over_few_runs_and_many_each_value_comes_as_often_as_it_is_written(
    shelf, scenario, values, expected, most, seed
):
    made = model(f"{{fact: area, from: I2, more: {{{values}}}}}")
    growing = Growing(made.growth.values[0], scenario, shelf)
    unit = Fraction(read_value("1 ha", FACTS[0]).value)
    drawn = [int(each.more[0] / unit) for each in values_of_runs([growing], seed, 4000)]
    assert sum(expected.values()) == 1
    assert set(drawn) <= {each for each, share in expected.items() if share}
    for runs in (200, 4000):
        assert chi_square(Counter(drawn[:runs]), expected) < most
