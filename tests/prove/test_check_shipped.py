"""The shipped plans: every finding explained, every witness confirmed, a new defect red."""

import re
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from planted import Shelf

from respond.plan import shipped
from respond.prove import Model, Outcome, check_plans, confirm, references
from respond.reason import given_in, level_range, under
from shipped_plans import LIBRARY, PLANS, partly_known

FOUND = {
    "cn/cyber-incident@2025": {("hole", "top_site_outage", "general-is-judged")},
    "jiaocheng/vaccine-quality@2024": {
        ("hole", "rare_cases", "few-rare-persons"),
        ("hole", "serious_cases", "one-serious-person"),
        ("overlap", "III-serious", "uncapped-serious"),
        ("overlap", "IV-serious", "uncapped-serious"),
    },
    "jincheng/debt-risk@2017": {
        ("hole", "principal_defaulted", "below-one-percent"),
        ("hole", "interest_defaulted", "below-one-percent"),
        ("hole", "failed_issues", "fewer-failed-issues"),
        ("overlap", "IV-mass", "mass-unqualified"),
    },
    "national/forest-grassland-fire@2009": {
        ("hole", "damaged_grassland", "little-grassland"),
        ("hole", "direct_loss", "little-grassland"),
        ("repeated", "IV-grassland-injuries", "grassland-casualties-need-grassland"),
    },
    "national/forest-grassland-fire@2026": {
        ("hole", "damaged_forest", "not-counted-small-forest"),
        ("hole", "damaged_grassland", "not-counted-small-grassland"),
    },
}


@cache
def reports():
    return tuple(check_plans(LIBRARY))


def levels(report):
    questions = {"totality", "bands", "criteria", "monotony"}
    answers = [answer for answer in report.answers if answer.question in questions]
    return {(f.kind, f.entries[0], f.known) for answer in answers for f in answer.findings}


def test_every_finding_in_the_shipped_plans_is_explained():
    assert [finding.text.en for report in reports() for finding in report.open] == []
    assert {report.exit_code for report in reports()} == {0}
    assert {report.plan for report in reports()} == set(references(LIBRARY))


@pytest.mark.parametrize("name", FOUND)
def test_what_is_found_about_levels(name):
    (report,) = [report for report in reports() if str(report.plan) == name]
    assert levels(report) == FOUND[name]


def test_a_plan_that_adopts_levels_is_checked_with_each_edition():
    found = [report for report in reports() if report.plan.id == "jiaocheng/forest-fire"]
    assert [str(report.sources[1]) for report in found] == [
        "national/forest-grassland-fire@2009",
        "national/forest-grassland-fire@2026",
    ]
    for report in found:
        assert levels(report) == FOUND[str(report.sources[1])]


def test_no_level_falls_in_any_shipped_plan():
    found = {
        answer.outcome for report in reports() for answer in report.answers if answer.question == "monotony"
    }
    assert found == {Outcome.PROVED}


def test_every_witness_is_confirmed_by_classifying_it():
    witnesses = {f.witness.id: f.witness for report in reports() for f in report.findings if f.witness}
    assert len(witnesses) >= 13
    for witness in witnesses.values():
        confirm(witness, LIBRARY)


def test_the_smallest_incidents_are_readable():
    words = {f.witness.id: f.witness.words.en for report in reports() for f in report.findings if f.witness}
    assert words["vaccine-quality-2024-hole-serious_cases"].endswith(": 1 person")
    burnt = words["forest-grassland-fire-2026-hole-damaged_forest"]
    assert burnt == "damaged forest area: 0.01 ha, burnt forest area: 0.01 ha"
    assert words["debt-risk-2017-hole-failed_issues"].endswith(": 1 issue")
    principal = words["debt-risk-2017-hole-principal_defaulted"]
    assert re.search(r": 10000 yuan, .*: 10 million yuan$", principal)


MOVED = [
    ("jiaocheng/vaccine-quality/2024", "2 <= deaths < 5", "2 <= deaths < 4", "gap", ": 4 cases"),
    ("jiaocheng/vaccine-quality/2024", "2 <= deaths < 5", "2 <= deaths <= 5", "overlap", ": 5 cases"),
    ("jiaocheng/vaccine-quality/2024", "3 < rare_cases <= 5", "4 < rare_cases <= 5", "hole", ": 4 persons"),
    ("jiaocheng/vaccine-quality/2024", "serious_cases > 1\n", "serious_cases > 2\n", "hidden", ": 3 persons"),
    ("national/forest-grassland-fire/2026", "3 <= deaths < 10", "3 < deaths < 10", "gap", ": 3 persons"),
    ("national/forest-grassland-fire/2026", "< 0.067 ha and damaged_grassland == 0 ha", "< 0.05 ha and damaged_grassland == 0 ha", "hole", "0.05 ha"),
    ("jincheng/debt-risk/2017", "10% <= city_share < 15%", "11% <= city_share < 15%", "gap", ""),
    ("jincheng/debt-risk/2017", "failed_issues >= 3", "failed_issues >= 4", "hole", ": 3 issues"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "text", "instead", "kind", "words"), MOVED)
def test_a_new_defect_in_a_shipped_plan_is_red(where, text, instead, kind, words):
    source = (shipped("plans") / f"{where}.yaml").read_text("utf-8")
    head, tail = source.split("\nlevels:", 1)
    assert text in tail
    with Shelf(f"{head}\nlevels:{tail.replace(text, instead, 1)}", where) as library:
        (report,) = check_plans(library, ["@".join(where.rsplit("/", 1))])
        found = {finding.kind: finding for finding in report.open}
        assert report.exit_code == 1
        assert kind in found
        assert words in found[kind].witness.words.en
        confirm(found[kind].witness, library)


def range_by_the_solver(model, values):
    """Give the lowest and the highest level over every completion of what is known."""
    known = list(model.x.known(values))
    certain = possible = 0
    for step in sorted({criterion.gravity for criterion in model.plan.criteria}):
        falls_short = model.ask(*known, model.space.z3.Not(model.at_least(step)))
        reached = model.ask(*known, model.at_least(step))
        assert falls_short.decided
        assert reached.decided
        certain = certain if falls_short.found else step
        possible = step if reached.found else possible
    return certain, possible


MODELS = {name: Model(each.plan) for name, each in PLANS.items()}


@pytest.mark.parametrize("name", PLANS)
@settings(max_examples=60)
@given(data=st.data())
def test_the_range_without_a_solver_is_the_solvers(name, data):
    values = data.draw(partly_known(PLANS[name]))
    plan = PLANS[name].plan
    constraints = tuple(plan.constraints.values())
    seen = under(values, constraints)
    assume(
        given_in(seen) == constraints
    )  # what breaks one is judged without it, which the solver does not know
    found = level_range(plan.ladder, seen)
    assert ((found.certain, found.possible), found.exact) == (range_by_the_solver(MODELS[name], values), True)
