"""Mutants of the criteria: every one is noticed by an incident, or proved to change no incident's level."""

import csv
import io
import itertools
import json
import sys
from datetime import date
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from planted import Shelf, sound

from respond.author import failures_of, load_expected
from respond.cli import main
from respond.clock import SHANGHAI
from respond.facts import Exactly
from respond.log import begin_of, load_incident
from respond.plan import Library, shipped
from respond.prove import (
    NOTICED,
    Fate,
    RuleChange,
    asked_incidents,
    asked_tests,
    boundaries_of,
    day_in_force,
    mutants_csv,
    mutants_of,
    mutations,
    percentage,
)
from respond.reason import GAVE_UP, compile_condition
from respond.situation import situate
from shipped_plans import PLANS

LIBRARY = Library.default()
INCIDENTS = shipped("scenarios") / "incidents"


@pytest.fixture(scope="module")
def asked():
    return list(asked_incidents([INCIDENTS], LIBRARY))


@pytest.fixture(scope="module")
def score_of(asked):
    @cache
    def score(name):
        plan = PLANS[name].plan
        return mutants_of(table(plan), [*asked, *asked_tests(plan, LIBRARY)])

    return score


def table(plan):
    return boundaries_of(plan, day_in_force(plan))


def level(plan, facts, changed=None):
    values = {name: Exactly(value) for name, value in facts.items()}
    met = [c.gravity for c in plan.criteria if _condition(c, plan, changed).truth(values).value == "yes"]
    return max(met, default=0)


def _condition(criterion, plan, changed):
    if changed is None or changed.about is not criterion:
        return criterion.condition
    return compile_condition(changed.change.text, plan.scope)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("quality_suspected and 2 <= deaths < 5", ["2 < deaths", "deaths <= 5", "1 <= deaths", "3 <= deaths", "deaths < 4", "deaths < 6"]),
        ("deaths == 1", ["deaths == 0", "deaths == 2"]),
        ("other_serious", []),
    ],
)  # fmt: skip
def test_every_figure_and_every_bound_is_changed_once(text, changed):
    scope = PLANS["vaccine"].plan.scope
    found = [change.text for change in mutations(compile_condition(text, scope).test)]
    assert len(found) == len(changed)
    for each, wanted in zip(found, changed, strict=True):
        assert wanted in each


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("damaged_forest >= 0.067 ha", ["0.0669 ha", "0.0671 ha"]),
        ("damaged_grassland > 0 ha", ["-0.1 ha", "0.1 ha"]),
        ("direct_loss >= 500 万元", ["499.9 万元", "500.1 万元"]),
        ("casualties >= 20", ["19", "21"]),
    ],
)
def test_a_step_is_as_fine_as_the_figure_is_written(text, steps):
    scope = PLANS["fire-2009"].plan.scope
    assert [
        change.after for change in mutations(compile_condition(text, scope).test) if change.kind != "swap"
    ] == steps


def test_the_score_counts_criteria_and_the_rest(score_of):
    score = score_of("vaccine")
    assert (score.share, score.exit_code, percentage(score)) == (1, 0, "100%")
    assert (
        score.noticed + score.count(Fate.EQUIVALENT)
        == len(score.mutants)
        == len(score.criteria) + len(score.others)
    )
    assert score.count(Fate.INCIDENT) > 0


@pytest.mark.parametrize("name", list(PLANS))
def test_the_boundary_incidents_tell_plan_and_mutant_apart(name):
    plan = PLANS[name].plan
    score = mutants_of(table(plan), [])
    assert score.count(Fate.INCIDENT, Fate.TEST) == 0
    assert [mutant.fate for mutant in score.criteria].count(Fate.BOUNDARY) > 0
    for mutant in score.criteria:
        if mutant.fate is Fate.BOUNDARY:
            assert (level(plan, mutant.facts), level(plan, mutant.facts, mutant)) == mutant.judged
            assert mutant.judged[0] != mutant.judged[1]


def test_what_is_proved_equivalent(score_of):
    fire = [mutant for mutant in score_of("fire-2026").criteria if mutant.fate is Fate.EQUIVALENT]
    assert len(fire) == 24  # two of each upper bound that a graver level's lower bound hides
    assert {mutant.change.before for mutant in fire} >= {"<", "1000 ha", "8000 ha"}
    assert {mutant.change.kind for mutant in fire} == {"swap", "up"}
    redundant = [
        mutant.change.kind
        for mutant in score_of("fire-2009").criteria
        if mutant.id == "IV-grassland-injuries" and mutant.fate is Fate.EQUIVALENT
    ]
    assert len(redundant) == 8  # but for 0 injuries: the forest criterion says the same


def test_shipped_incidents_notice_without_any_generated_ones(asked):
    plan = PLANS["vaccine"].plan
    score = mutants_of(table(plan), asked, generate=False)
    assert score.exit_code == 1
    assert 0 < score.share < 1
    assert score.count(Fate.INCIDENT) + score.count(Fate.SURVIVED) == score.counted
    some = next(each for each in score.mutants if each.id == "III-deaths" and each.change.after == "2")
    assert (some.fate, some.by.en) == (Fate.INCIDENT, "vaccine-one-death")


def test_an_incident_of_an_adopting_plan_notices_too(score_of):
    seen = {mutant.by.en for mutant in score_of("fire-2026").mutants if mutant.fate is Fate.INCIDENT}
    assert "fire-area-on-the-lines" in seen  # classified by the county plan, which adopts the levels


def test_a_criterion_of_another_edition_is_another_however_alike_they_read():
    old, new = (LIBRARY.prepared(LIBRARY.find("forest-fire@2024"), date(year, 3, 2)) for year in (2025, 2026))
    change = next(each for each in new.criteria if each.id == "III-deaths")
    alike = next(each for each in old.criteria if each.id == "III-deaths")
    assert str(change.condition.text) == str(alike.condition.text)
    changed = RuleChange(new, change, compile_condition("never", new.scope))
    assert changed.own(new) is change
    assert changed.own(old) is None


def test_where_the_search_gives_up_the_solver_decides(monkeypatch):
    pytest.importorskip("z3")
    monkeypatch.setattr("respond.prove.search.finding.complete", lambda *_: GAVE_UP)
    plan = PLANS["vaccine"].plan
    score = mutants_of(table(plan), [], generate=False)
    fates = [mutant.fate for mutant in score.criteria]
    assert (fates.count(Fate.EQUIVALENT), fates.count(Fate.SURVIVED)) == (6, 41)


def test_without_a_solver_what_the_search_gave_up_on_stays_undecided(monkeypatch):
    monkeypatch.setattr("respond.prove.search.finding.complete", lambda *_: GAVE_UP)
    monkeypatch.setitem(sys.modules, "z3", None)
    plan = PLANS["vaccine"].plan
    score = mutants_of(table(plan), [], generate=False)
    assert (score.count(Fate.UNDECIDED), score.exit_code, percentage(score)) == (47 + 16, 1, "0.0%")


def test_the_tests_beside_a_plan_notice_too():
    plan = PLANS["vaccine"].plan
    score = mutants_of(table(plan), asked_tests(plan, LIBRARY), generate=False)
    assert score.count(Fate.TEST) > 0
    assert score.count(Fate.INCIDENT, Fate.BOUNDARY, Fate.UNDECIDED) == 0


@settings(max_examples=10)
@given(sound())
def test_equivalent_means_that_no_incident_has_another_level(drawn):
    with Shelf(drawn.text) as library:
        plan = library.prepared(library.find("planted"))
        score = mutants_of(boundaries_of(plan, date(2026, 3, 2)), [])
        assert score.count(Fate.BOUNDARY, Fate.EQUIVALENT) == len(score.mutants)
        assert score.exit_code == int(score.counted > 0)
        names = {name for c in plan.criteria for name in c.condition.names}
        for mutant in score.mutants:
            if mutant.fate is not Fate.EQUIVALENT:
                continue
            figures = sorted(
                {band.low for band in drawn.bands} | {band.high for band in drawn.bands if band.high}
            )
            for facts in _grid(sorted(names & mutant.about.condition.names), figures):
                still = {name: _REST[name] for name in names if name not in facts}
                assert level(plan, {**still, **facts}) == level(plan, {**still, **facts}, mutant)


_REST = {"dead": 0, "burnt": 0, "lost": 0, "part": 0, "whole": 1000, "gate": True}
_SCALE = {"dead": 1, "burnt": 1, "lost": 10_000, "part": 10}


def _grid(names, figures):
    numbers = sorted({Fraction(f * 10 + d, 10) for f in figures for d in (-10, -1, 0, 1, 10)})
    axes = []
    for name in names:
        if name in _SCALE:
            values = [number * _SCALE[name] for number in numbers]
            axes.append(
                [v for v in values if v >= 0 and (name not in {"dead", "part"} or v.denominator == 1)]
            )
        else:
            axes.append([_REST[name]] if name == "whole" else [True, False])
    return (dict(zip(names, values, strict=True)) for values in itertools.product(*axes))


def run(capsys, *arguments):
    code = main(["plan", "boundaries", *arguments, "--mutants"])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_score_on_the_command_line(capsys, tmp_path):
    code, out, err = run(capsys, "vaccine-quality", "--lang", "en", "--write", str(tmp_path / "guards"))
    assert (code, err) == (0, "")
    assert "67 changes (47 of criteria, 20 of other entries): 59 are noticed, 8 are proved" in out
    assert "100%" in out
    # for the levels the incidents written are enough by themselves; a rise, which takes two steps, the plan's tests show
    code, out, _ = run(capsys, "vaccine-quality", "--incidents", str(tmp_path / "guards"), "--format", "json")
    data = json.loads(out)
    assert (code, data["schema"], data["score"]) == (0, "plan-mutants/1", "1")
    assert {mutant["fate"] for mutant in data["rules"] if mutant["id"] == "start-higher"} == {
        "test",
        "equivalent",
    }
    fates = [mutant["fate"] for mutant in data["mutants"]]
    assert (fates.count("incident"), fates.count("boundary")) == (41, 0)
    for path in (tmp_path / "guards").glob("*.expected.yaml"):
        expected = load_expected(path)
        incident = load_incident(path.parent / expected.incident)
        for check in expected.checks:
            assert not failures_of(
                check, situate(incident, LIBRARY, now=check.now), begin_of(incident, SHANGHAI)
            )


def test_the_mutants_as_csv(score_of):
    rows = list(csv.DictReader(io.StringIO(mutants_csv(score_of("vaccine"), "en"))))
    assert len(rows) == 47 + 20
    assert [row["kind"] for row in rows].count("criterion") == 47
    assert {row["fate"] for row in rows} <= {*map(str, NOTICED), "equivalent"}
    assert {row["change"] for row in rows} == {"up", "down", "swap"}


def test_a_missing_folder_is_refused(capsys):
    code, _, err = run(capsys, "vaccine-quality", "--incidents", "nowhere", "--lang", "en")
    assert code == 2
    assert err.startswith("E680 there is no folder `nowhere`")
