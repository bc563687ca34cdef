"""Mutants of responses, duties, exclusions and the like: noticed by an expected answer that then really fails."""

from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import evolve
from classified import classified
from hypothesis import given, settings
from planted import Shelf, ruled

from respond.plan import Library, shipped
from respond.prove import (
    DerivedChange,
    Fate,
    MutatedLibrary,
    RuleChange,
    asked_incidents,
    asked_tests,
    boundaries_of,
    day_in_force,
    formula_mutations,
    guards,
    mutants_of,
    mutations,
    rules_of,
    save,
)
from respond.reason import compile_condition

LIBRARY = Library.default()
DAY = date(2026, 3, 2)
EDITIONS = [str(shelved.ref) for name in LIBRARY.names for shelved in LIBRARY.editions(name)]


@pytest.fixture(scope="module")
def asked():
    return list(asked_incidents([shipped("scenarios") / "incidents"], LIBRARY))


def compiled(name):
    ref = LIBRARY.find(name)
    return LIBRARY.prepared(ref, day_in_force(LIBRARY.prepared(ref)))


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", EDITIONS)
def test_incidents_and_tests_notice_every_mutant_of_a_shipped_plan(asked, name):
    plan = compiled(name)
    score = mutants_of(boundaries_of(plan, day_in_force(plan)), [*asked, *asked_tests(plan, LIBRARY)])
    unnoticed = [
        (each.kind, each.id, each.change.before, each.change.after, each.fate)
        for each in score.others
        if each.fate not in (Fate.INCIDENT, Fate.TEST, Fate.EQUIVALENT)
    ]
    assert unnoticed == []
    criteria = Counter(mutant.fate for mutant in score.criteria)
    assert bool(score.criteria) == any(list(mutations(rule.condition.test)) for rule in plan.criteria)
    assert criteria.keys() <= {Fate.INCIDENT, Fate.TEST, Fate.EQUIVALENT}
    assert (score.share, score.exit_code) == (1, 0)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ["vaccine-quality", "production-accident"])
def test_boundary_incidents_tell_plan_and_mutant_apart_when_classified(name):
    plan = compiled(name)
    found = mutants_of(boundaries_of(plan, day_in_force(plan)), []).mutants
    told = [mutant for mutant in found if mutant.fate is Fate.BOUNDARY]
    assert len(told) > len(found) / 2
    for mutant in told:
        condition = compile_condition(mutant.change.text, plan.scope)
        changed = MutatedLibrary(LIBRARY, RuleChange(plan, mutant.about, condition))
        seen = tuple(classified(library, plan, mutant.facts, mutant.about) for library in (LIBRARY, changed))
        assert seen == mutant.judged
        assert seen[0] != seen[1]


def test_where_nothing_is_generated_and_nothing_asked_all_survive():
    plan = compiled("debt-risk")
    score = mutants_of(boundaries_of(plan, day_in_force(plan)), [], generate=False)
    assert {each.fate for each in score.others} == {Fate.SURVIVED, Fate.UNDECIDED}
    unsearched = {each.kind for each in score.others if each.fate is Fate.UNDECIDED}
    assert unsearched == {"derived"}  # what is told by no answer cannot be searched for


def test_an_expected_answer_that_fails_anyway_notices_nothing(asked):
    plan = compiled("production-accident")
    test = next(each for each in asked_tests(plan, LIBRARY) if "supplement-casualties-local" in each.words)
    rule = next(rule for rule in rules_of(plan) if rule.id == "supplement-casualties-local")
    never = RuleChange(plan, rule, compile_condition("never", plan.scope))
    assert test.notices(never) == ("supplement-casualties-local" in test.expected.duties)
    vars(test)["sound"] = False
    assert not test.notices(never)


def test_a_derived_number_changed_is_noticed_where_it_is_shown(asked):
    plan = compiled("debt-risk")
    formula = plan.formulas["compensation_cap"]
    entry = plan.plan.derived["compensation_cap"]
    same = DerivedChange(plan, entry, evolve(entry))
    tests = list(asked_tests(plan, LIBRARY))
    assert not any(each.notices(same) for each in tests)
    assert [change.after for change in formula_mutations(formula.term)] == ["1.9", "2.1"]


def test_a_mutant_that_nothing_can_tell_is_equivalent():
    text = "duties:\n  - {id: planted, when: dead >= 3 or dead >= 2 and dead < 9, clause: '1', zh: 做, en: act, unit: bureau}\n"
    with Shelf(_with(text)) as library:
        plan = library.prepared(library.find("planted"))
        found = {
            (each.change.before, each.change.after): each.fate
            for each in mutants_of(boundaries_of(plan, DAY), []).others
        }
        assert found["3", "2"] is Fate.EQUIVALENT
        assert found["3", "4"] is Fate.EQUIVALENT
        assert found["2", "3"] is Fate.BOUNDARY
        assert found["9", "8"] is Fate.EQUIVALENT


def test_time_since_what_has_not_happened_tells_no_mutant():
    when = "dead >= 1 and (received or elapsed(received) > 0 hours)"
    text = f"duties:\n  - {{id: planted, when: {when}, clause: '1', zh: 做, en: act, unit: bureau}}\n"
    with Shelf(_with(text)) as library:
        plan = library.prepared(library.find("planted"))
        found = {
            (each.change.before, each.change.after): each.fate
            for each in mutants_of(boundaries_of(plan, DAY), []).others
        }
        assert found["0 hours", "0.1 hours"] is Fate.EQUIVALENT
        assert found[">", ">="] is not Fate.EQUIVALENT  # no time at all is known to be enough


def test_a_change_is_noticed_that_hides_behind_how_a_duty_stands():
    plan = compiled("dora-incident")
    at_the_limit = next(
        each for each in asked_tests(plan, LIBRARY) if each.name == "bank-notified-at-24h-before-it-was-major"
    )
    rule = next(rule for rule in rules_of(plan) if rule.id == "initial-late")
    limit = "elapsed(learned) - elapsed(initial_submitted) < 24 hours"
    stricter = next(each for each in mutations(rule.condition.test) if limit in each.text)
    assert at_the_limit.notices(RuleChange(plan, rule, compile_condition(stricter.text, plan.scope)))


def _with(lines):
    from planted import Band, Drawn  # noqa: PLC0415

    return Drawn([Band("IV-dead", "IV", "dead", 1, None)]).text.replace("ledger:\n", f"{lines}ledger:\n")


@settings(max_examples=15)
@given(ruled())
def test_planted_mutants_are_noticed(drawn):
    text, rule = drawn
    with Shelf(text) as library:
        plan = library.prepared(library.find("planted"))
        found = [
            each for each in mutants_of(boundaries_of(plan, DAY), []).others if each.id in {"planted", "IV"}
        ]
        assert len(found) == len(list(mutations(compile_condition(rule.when, plan.scope).test)))
        for mutant in found:
            assert mutant.fate is Fate.BOUNDARY, mutant.change
            condition = compile_condition(mutant.change.text, plan.scope)
            changed = MutatedLibrary(library, RuleChange(plan, mutant.about, condition))
            assert classified(library, plan, mutant.facts, mutant.about) == mutant.judged[0]
            assert classified(changed, plan, mutant.facts, mutant.about) == mutant.judged[1]


def unguarded(library, plan, day, folder):
    """Write all guards of a plan; give the mutants a generated incident was said to notice and none of these does."""
    found = boundaries_of(plan, day)
    score = mutants_of(found, [])
    save(guards(found, library, score.guarding), folder)
    again = mutants_of(found, asked_incidents([folder], library), generate=False)
    pairs = zip(score.mutants, again.mutants, strict=True)
    return [
        (now.change.text, now.fate)
        for before, now in pairs
        if before.fate is Fate.BOUNDARY and now.fate is not Fate.INCIDENT
    ]


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ["vaccine-quality", "production-accident"])
def test_what_a_generated_incident_notices_the_written_files_notice(tmp_path, name):
    plan = compiled(name)
    assert unguarded(LIBRARY, plan, day_in_force(plan), tmp_path) == []


@settings(max_examples=15)
@given(ruled())
def test_what_a_generated_incident_notices_the_written_files_notice_in_planted_plans(drawn):
    with Shelf(drawn[0]) as library, TemporaryDirectory() as folder:
        assert unguarded(library, library.prepared(library.find("planted")), DAY, Path(folder)) == []
