"""Constraints over time and over plans: facts of one name are one fact, so what one plan says of it holds for all."""

import pytest

from duties import Case, incident_of, plan_of
from respond.plan import Library
from small_plan import shelve

ZONE = """\
  zone: {type: choice, label: {zh: 区, en: zone}, clause: "1",
    choices: {inside: {zh: 内, en: inside}, outside: {zh: 外, en: outside}}}
  leak: {type"""
SENSITIVE = "constraints:\n  - {id: zones, holds: zone != inside or leak, zh: 区内即敏感, en: the zone counts}\nlevels:\n"
HOURS = """\
respond: plan/1
id: testland/hours
edition: {name: "2010", in_force: {from: 2010-01-01}}
title: {zh: 时限规定, en: hours}
seat: hall
units:
  hall: {zh: 政府, en: hall, role: government, clause: "1"}
  upper: {zh: 上级, en: upper, role: superior, clause: "1"}
facts:
  leak: {type: flag, label: {zh: 泄漏, en: leak}, clause: "1"}
reports:
  first: {zh: 首报, en: first report, kind: initial, clause: "1"}
duties:
  - {id: hurry, zh: 急报, en: hurry, when: leak, after: arising, within: 1 hour, unit: hall, report: first, to: [upper],
     clause: "1"}
ledger:
  "1": {status: encoded}
"""
MINE = "- {id: own, when: leak, due: promptly}"


def both(folder, incident, more="", hours=HOURS, leading=SENSITIVE):
    beside = f"alongside: [{{plan: testland/hours, maps: {{hall: bureau}}{more}}}]\nunits:\n"
    text = plan_of(MINE).replace("units:\n", beside, 1).replace("  leak: {type", ZONE, 1)
    shelve(folder, text.replace("levels:\n", leading, 1), "testland/duties/2020")
    shelve(folder, hours, "testland/hours/2010")
    return Case(Library([folder]), incident_of(incident))


def owed(found, clock="09:00"):
    """Say of each duty whether it is owed for sure, and of each plan what it asks."""
    situation = found.at(clock)
    return (
        {one.duty: not one.provisional for one in situation.obligations},
        [
            [question.fact for question in answer.questions if question.fact == "leak"]
            for answer in situation.answers
        ],
    )


@pytest.mark.parametrize(
    ("zone", "duties", "asks"),
    [
        ("inside", {"hurry": True, "own": True}, [[], []]),
        ("outside", {"hurry": False, "own": False}, [["leak"], ["leak"]]),
    ],
)
def test_what_the_leading_plan_says_of_a_fact_holds_for_a_plan_alongside(tmp_path, zone, duties, asks):
    assert owed(both(tmp_path, f"occurred: @08:00\nfacts: {{n: 0, zone: {zone}}}\n")) == (duties, asks)


def test_what_a_plan_alongside_says_of_a_fact_holds_for_the_leading_one(tmp_path):
    hours = HOURS.replace("reports:\n", SENSITIVE.replace("levels:\n", "reports:\n"), 1).replace(
        "  leak: {type", ZONE, 1
    )
    incident = "occurred: @08:00\nfacts: {n: 0, zone: inside}\n"
    assert owed(both(tmp_path, incident, hours=hours, leading="levels:\n"))[0] == {"hurry": True, "own": True}
    some = both(tmp_path / "some", incident, ", when: n >= 0", hours=hours, leading="levels:\n")
    assert owed(some)[0] == {
        "hurry": True,
        "own": False,
    }  # a plan of some cases only does not bind the others


def test_a_fact_told_later_moves_what_a_constraint_ties_to_it(tmp_path):
    found = both(
        tmp_path, "occurred: @08:00\nfacts: {n: 0}\nthen:\n  - {at: @08:30, facts: {zone: inside}}\n"
    )
    assert owed(found, "08:20")[0] == {"hurry": False, "own": False}
    assert owed(found, "08:40")[0] == {"hurry": True, "own": True}


def test_a_level_moves_with_what_a_constraint_ties_to_its_facts(tmp_path):
    rules = "constraints:\n  - {id: part, holds: n <= m, zh: 部分, en: a part}\nlevels:\n"
    text = plan_of(MINE).replace("levels:\n", rules, 1)
    text = text.replace(
        "  leak: {type",
        '  m: {type: count, unit: person, label: {zh: 总数, en: all}, clause: "1"}\n  leak: {type',
    )
    shelf = Library([shelve(tmp_path, text, "testland/duties/2020")])
    found = Case(
        shelf, incident_of("occurred: @08:00\nfacts: {leak: no}\nthen:\n  - {at: @08:30, facts: {m: 5}}\n")
    )
    assert [found.at(clock).level.possible.name for clock in ("08:20", "08:40")] == ["I", "III"]


def test_what_is_reported_against_one_is_told_by_the_plan_that_says_it_and_counts_no_more(tmp_path):
    found = both(tmp_path, "occurred: @08:00\nfacts: {n: 0, zone: inside, leak: no}\n")
    told = [[remark.id for remark in answer.remarks] for answer in found.at("09:00").answers]
    assert (told, found.at("09:00").obligations) == ([["zones"], []], ())


def test_a_fact_whose_choices_are_others_is_not_bound(tmp_path):
    other = HOURS.replace(
        "  leak: {type",
        '  zone: {type: choice, label: {zh: 区, en: zone}, clause: "1", choices: {inside: {zh: 内, en: in}, near: {zh: 近, en: near}}}\n'
        "  leak: {type",
    )
    found = both(tmp_path, "occurred: @08:00\nfacts: {n: 0, zone: inside}\n", hours=other)
    assert owed(found)[0] == {"hurry": False, "own": True}
    (said,) = found.at("09:00").skipped
    assert said.en == (
        "testland/hours@2010: the two plans list other choices of “zone”, so the constraint zones of "
        "testland/duties@2020 does not bind it"
    )
    assert (
        both(tmp_path / "alike", "occurred: @08:00\nfacts: {n: 0, zone: inside}\n").at("09:00").skipped == ()
    )
