"""The shipped plans pass their own tests, and these exercise every criterion, every duty and whatever else they can."""

import re

import pytest

from respond.author import KINDS, coverage_of, editions_of, ledger_of, path_of_tests, run_suites
from respond.log import day_of, load_incident
from respond.plan import Library, shipped
from respond.situation import involve

LIBRARY = Library.default()
EDITIONS = [ref for ref in editions_of(LIBRARY, ()) if path_of_tests(LIBRARY, ref).is_file()]
CRITERIA = {
    "cn/cyber-incident@2025": 34,
    "eu/cra-vulnerability@2024": 3,
    "example/severity@2026": 19,
    "jiaocheng/vaccine-quality@2024": 15,
    "jincheng/debt-risk@2017": 35,
    "national/forest-grassland-fire@2009": 28,
    "national/forest-grassland-fire@2026": 16,
}


def test_the_plans_shipped_first_have_tests():
    assert {*CRITERIA, "jiaocheng/forest-fire@2024", "shanxi/incident-reporting@2007"} <= {
        *map(str, EDITIONS)
    }


@pytest.fixture(scope="module", params=EDITIONS, ids=str)
def suite(request):
    return run_suites(LIBRARY, [request.param], incidents=False)[0]


def test_every_answer_is_as_expected(suite):
    assert suite.written
    failed = [f"{o.name}: {failure.text.en}" for o in suite.failed for failure in o.failures]
    assert failed == []


def test_nothing_is_left_unexercised(suite):
    coverage = coverage_of(LIBRARY.prepared(suite.plan), suite.tests)
    assert [(item.kind, item.id) for item in coverage.lacking] == []
    assert sum(1 for _ in coverage.of("duty")) == len(own(suite, LIBRARY.plan(suite.plan)))
    assert len(coverage.of("criterion")) == CRITERIA.get(str(suite.plan), len(coverage.of("criterion")))
    assert {kind for kind, _, _ in coverage.counts()} <= set(KINDS)


def own(suite, plan):
    """Give what the plan itself orders; what it never does stands there for a rejected reading."""
    return [each for each in (*plan.duties, *plan.measures) if each.when != "never"]


def test_every_clause_that_became_a_rule_is_touched(suite):
    plan = LIBRARY.prepared(suite.plan)
    report = ledger_of(plan, LIBRARY.plan(suite.plan), suite.tests)
    assert [row.clause for row in report.rows] == [*LIBRARY.plan(suite.plan).ledger]
    assert [row.clause for row in report.untouched] == []


def test_tests_cite_clauses_the_ledger_knows(suite):
    from respond.plan import covers  # noqa: PLC0415
    from respond.show import citations  # noqa: PLC0415

    ledger = LIBRARY.plan(suite.plan).ledger
    for outcome in suite.tests:
        for part in citations(outcome.clause or ""):
            assert any(covers(clause, part) for clause in ledger), f"{outcome.name}: {part}"


def test_most_tests_are_one_line(suite):
    lines = suite.path.read_text("utf-8").partition("\ntests:\n")[2].splitlines()
    names = [line for line in lines if re.match(r"  [a-z0-9]", line)]
    assert len(names) == len(suite.tests)
    assert sum(not name.rstrip().endswith(":") for name in names) > len(names) / 2


def test_shipped_incidents_count_for_the_plans_they_fall_under():
    suite = run_suites(LIBRARY, [LIBRARY.find("incident-reporting")])[0]
    assert suite.sound
    assert len(suite.incidents) > 20
    assert all("@" in outcome.name and outcome.incident for outcome in suite.incidents)


@pytest.mark.parametrize("name", ["example/severity", "incident-reporting", "jincheng/proposals"])
def test_all_shipped_incidents_that_fall_under_a_plan_count_for_it(name):
    ref = LIBRARY.find(name)
    falling = {
        incident.id
        for path in (shipped("scenarios") / "incidents").glob("*.yaml")
        if not path.name.endswith(".expected.yaml")
        for incident in [load_incident(path)]
        for plan, _ in involve(incident, LIBRARY, day_of(incident, LIBRARY.zone(incident.plans)))
        if ref in plan.composed.sources
    }
    (suite,) = run_suites(LIBRARY, [ref])
    assert {each.name.partition("@")[0] for each in suite.incidents} == falling
