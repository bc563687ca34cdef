"""Mutants of what is no figure: choices in an order, so many of some parts, months, limits of several parts, constraints."""

from datetime import date

import pytest
from classified import classified
from planted import Shelf
from test_boundaries_of_kinds import _PLAN as KINDS
from test_own_scales import said

from respond.plan import Library
from respond.prove import (
    Fate,
    MutatedLibrary,
    RuleChange,
    asked_tests,
    boundaries_of,
    day_in_force,
    mutants_csv,
    mutants_json,
    mutants_of,
    mutants_sheet,
    mutations,
)
from respond.reason import compile_condition
from small_plan import shelve

DAY = date(2026, 3, 2)
WHERE = "testland/kinds/2020"


def plan_of(duty, criteria=""):
    return KINDS.format(duty=duty, criteria=criteria, worse="up")


@pytest.mark.parametrize(
    ("condition", "changed"),
    [
        ("state >= bad", ["state > bad", "state >= fine", "state >= awful"]),
        ("fine < state <= awful", [
            "fine <= state <= awful", "bad < state <= awful",
            "fine < state < awful", "fine < state <= bad", "fine < state <= lost",
        ]),
        ("several", [
            "at least 2 of (dead > 5, hurt >= 9, fire)", "at least 2 of (dead >= 4, hurt >= 9, fire)",
            "at least 2 of (dead >= 6, hurt >= 9, fire)", "at least 2 of (dead >= 5, hurt > 9, fire)",
            "at least 2 of (dead >= 5, hurt >= 8, fire)", "at least 2 of (dead >= 5, hurt >= 10, fire)",
            "at least 1 of (dead >= 5, hurt >= 9, fire)", "at least 3 of (dead >= 5, hurt >= 9, fire)",
            "at least 2 of (hurt >= 9, fire)", "at least 2 of (dead >= 5, fire)", "at least 2 of (dead >= 5, hurt >= 9)",
        ]),
        ("at least 1 of (fire, graded)", ["at least 2 of (fire, graded)", "graded", "fire"]),
        ("at least 2 of (fire, graded)", ["at least 1 of (fire, graded)"]),
        ("elapsed(received) <= 6 months", [
            "elapsed(received) < 6 months", "elapsed(received) <= 5 months", "elapsed(received) <= 7 months",
        ]),
        ("elapsed(received) <= 3 calendar days", [
            "elapsed(received) < 3 calendar days", "elapsed(received) <= 2 calendar days",
            "elapsed(received) <= 4 calendar days",
        ]),
        ("elapsed(received) > 2 years", [
            "elapsed(received) >= 2 years", "elapsed(received) > 1 years", "elapsed(received) > 3 years",
        ]),
    ],
)  # fmt: skip
def test_every_place_is_changed_once(condition, changed):
    with Shelf(plan_of("always"), WHERE) as library:
        scope = library.prepared(library.find("kinds")).scope
    found = [change.text for change in mutations(compile_condition(condition, scope).test)]
    assert sorted(found) == sorted(changed)
    for text in found:
        assert compile_condition(text, scope)


@pytest.mark.parametrize(
    "condition",
    [
        "state >= bad and dead >= 1",
        "bad < state <= awful",
        "several or state == lost",
        "at least 2 of (state >= awful, fire, graded)",
        "elapsed(received) <= 6 months and fire",
        "elapsed(received) > 1 year",
        "elapsed(received) <= 3 calendar days and fire",
        "graded and elapsed(received) - elapsed(graded) <= 3 calendar days",
    ],
)
def test_an_incident_is_made_for_each_and_tells_when_classified(condition):
    with Shelf(plan_of(condition), WHERE) as library:
        plan = library.prepared(library.find("kinds"))
        found = [each for each in mutants_of(boundaries_of(plan, DAY), []).others if each.id == "page"]
        assert {each.fate for each in found} == {Fate.BOUNDARY}
        for mutant in found:
            changed = compile_condition(mutant.change.text, plan.scope)
            other = MutatedLibrary(library, RuleChange(plan, mutant.about, changed))
            seen = tuple(classified(each, plan, mutant.facts, mutant.about) for each in (library, other))
            assert (seen, seen[0] != seen[1]) == (mutant.judged, True)


def test_a_choice_that_tells_nothing_apart_is_equivalent():
    with Shelf(plan_of("state > bad or state >= awful"), WHERE) as library:
        plan = library.prepared(library.find("kinds"))
        found = {each.change.text: each.fate for each in mutants_of(boundaries_of(plan, DAY), []).others}
        assert found["state > bad or state > awful"] is Fate.EQUIVALENT
        assert found["state > bad or state >= bad"] is Fate.BOUNDARY


TESTS = """\
respond: plan-tests/1
plan: testland/kinds@2020
occurred: 2026-03-06T08:00+08:00
now: 4 hours
facts: {{dead: 0, hurt: 0, state: fine, fire: no}}
events: {{received: 1 hour}}
tests:
{tests}
"""
LIMITED = plan_of("fire").replace(
    'clause: "1"}]\nledger',
    'clause: "1", to: [crew], earliest: [{within: 4 hours, after: graded}, {within: 36 hours, after: received,'
    ' counted: from-start}], roll: {if: not working day, to: "12:00 next working day"}}]\n'
    "constraints: [{id: hurt-too, holds: dead <= hurt, en: whoever is dead was hurt, clause: '1'}]\nledger",
)
GRADED = "  graded: {events: {graded: 2 hours}, facts: {fire: yes}, expect: {deadlines: {page: 2026-03-06T14:00+08:00}}}"
FOUND_LATER = "  found-later: {then: [{at: 3 hours, facts: {fire: yes}}], expect: {deadlines: {page: 2026-03-09T12:00+08:00}}}"
THURSDAY = (
    "  thursday: {occurred: 2026-03-04T08:00+08:00, then: [{at: 3 hours, facts: {fire: yes}}], "
    "expect: {deadlines: {page: 2026-03-05T21:00+08:00}}}"
)
MORE = "  more: {facts: {dead: 2, hurt: 1}, expect: {shows: [hurt-too]}}"
AS_MANY = "  as-many: {facts: {dead: 2, hurt: 2}, expect: {hides: [hurt-too]}}"


def fates_of(folder, *tests, text=LIMITED):
    library = Library([shelve(folder, text, WHERE)])
    (folder / f"{WHERE}.tests.yaml").write_text(TESTS.format(tests="\n".join(tests)), "utf-8")
    plan = library.prepared(library.find("kinds"))
    score = mutants_of(
        boundaries_of(plan, day_in_force(plan)), list(asked_tests(plan, library)), generate=False
    )
    assert score.left_out == ()
    found = [
        each for each in score.others if each.kind == "constraint" or each.change.was != each.change.text
    ]
    return score, {(each.change.kind, each.change.was, each.change.now): each.fate for each in found}


FOUR, DAY_AND_HALF = "4 hours after graded", "36 hours after received"
LIMIT_CHANGES = {
    ("swap", "earliest", "latest"): GRADED,
    ("drop", FOUR, ""): GRADED,
    ("down", FOUR, "3 hours after graded"): GRADED,
    ("up", FOUR, "5 hours after graded"): GRADED,
    ("drop", DAY_AND_HALF, ""): FOUND_LATER,
    ("down", DAY_AND_HALF, "35 hours after received"): THURSDAY,
    ("up", DAY_AND_HALF, "37 hours after received"): THURSDAY,
    ("swap", f"{DAY_AND_HALF}, counted: from-start", "counted: from-arising"): THURSDAY,
    ("drop", "12:00 next working day", ""): FOUND_LATER,
    ("down", "12:00 next working day", "11:59 next working day"): FOUND_LATER,
    ("up", "12:00 next working day", "12:01 next working day"): FOUND_LATER,
}
OFFICE = LIMITED.replace("within: 4 hours", "within: 4 office hours").replace(
    "\nunits", '\noffice_hours: ["08:30-12:00", "14:30-18:00"]\nunits', 1
)
IN_OFFICE = "  in-office: {events: {graded: 2 hours}, facts: {fire: yes}, expect: {deadlines: {page: 2026-03-06T16:30+08:00}}}"


@pytest.mark.parametrize("now", ["3 office hours after graded", "5 office hours after graded"])
def test_a_limit_in_office_hours_is_moved_and_a_test_notices(tmp_path, now):
    kind = "down" if now.startswith("3") else "up"
    change = (kind, "4 office hours after graded", now)
    _, unguarded = fates_of(tmp_path, THURSDAY, text=OFFICE)
    assert unguarded[change] is not Fate.TEST
    _, guarded = fates_of(tmp_path, IN_OFFICE, text=OFFICE)
    assert guarded[change] is Fate.TEST


CONSTRAINT_CHANGES = {
    ("swap", "dead <= hurt", "dead < hurt"): AS_MANY,
    ("drop", "dead <= hurt", ""): MORE,
}


def test_every_place_of_a_limit_and_of_a_constraint_is_changed_once(tmp_path):
    _, fates = fates_of(tmp_path, "  nothing: {expect: {level: none}}")
    changes = {**LIMIT_CHANGES, **CONSTRAINT_CHANGES}
    assert fates.keys() >= changes.keys()
    assert {fates[change] for change in changes} == {Fate.SURVIVED}


@pytest.mark.parametrize("test", [GRADED, FOUND_LATER, THURSDAY, MORE, AS_MANY])
def test_each_is_noticed_by_the_test_of_it(tmp_path, test):
    score, fates = fates_of(tmp_path, test)
    mine = [change for change, own in {**LIMIT_CHANGES, **CONSTRAINT_CHANGES}.items() if own is test]
    assert {fates[change] for change in mine} == {Fate.TEST}
    shown = " ".join(said(mutants_sheet(score, "en")).split())
    assert all(change[1] in shown for change in mine)
    assert {row["kind"] for row in mutants_json(score)["rules"]} == {"duty", "constraint"}
    assert mutants_csv(score, "zh").count("\n") == len(score.mutants) + 1


def test_together_they_notice_all(tmp_path):
    _, fates = fates_of(tmp_path, GRADED, FOUND_LATER, THURSDAY, MORE, AS_MANY)
    assert {fates[change] for change in {**LIMIT_CHANGES, **CONSTRAINT_CHANGES}} == {Fate.TEST}
