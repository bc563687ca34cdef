"""Thresholds that are no numbers: choices in an order, so many of some parts, months by the calendar."""

import sys
from datetime import date

import pytest
from planted import Shelf

from respond.prove import applies, boundaries_json, boundaries_of, frame_of, guards

DAY = date(2026, 3, 2)
_PLAN = """\
respond: plan/1
id: testland/kinds
edition: {{name: "2020", in_force: {{from: 2020-01-01}}}}
title: {{en: kinds}}
units: {{crew: {{en: crew, clause: "1"}}}}
facts:
  dead: {{type: count, unit: person, worse: up, label: {{en: dead}}, clause: "1"}}
  hurt: {{type: count, unit: person, worse: up, label: {{en: hurt}}, clause: "1"}}
  fire: {{type: flag, worse: up, label: {{en: fire}}, clause: "1"}}
  found: {{type: instant, label: {{en: found}}, clause: "1"}}
  state:
    type: choice
    worse: {worse}
    label: {{en: state}}
    clause: "1"
    choices: {{fine: {{en: fine}}, bad: {{en: bad}}, awful: {{en: awful}}, lost: {{en: lost}}}}
conditions:
  several: {{when: "at least 2 of (dead >= 5, hurt >= 9, fire)", label: {{en: several}}, clause: "1"}}
levels:
  III: [{{id: some, when: dead >= 1000, clause: "1"}}{criteria}]
duties: [{{id: page, en: page, unit: crew, when: "{duty}", clause: "1"}}]
ledger: {{"1": {{status: encoded}}}}
"""


def rows_of(duty="always", criterion="", worse="up"):
    """Give the rows of a plan with one duty, or with one more criterion, by what they are about."""
    criteria = f', {{id: own, when: "{criterion}", clause: "1"}}' if criterion else ""
    text = _PLAN.format(duty=duty, criteria=criteria, worse=worse)
    with Shelf(text, "testland/kinds/2020") as library:
        plan = library.prepared(library.find("testland/kinds"))
        found = boundaries_of(plan, DAY)
        assert all(guard.expected for guard in guards(found, library))  # each is confirmed by classifying it
        rows = [row for row in found.rows if {rule.id for rule in row.rules} & {"page", "own"}]
        for row in rows:
            for point in row.points:
                if point.facts is not None and not row.graded:
                    assert applies(row.rules[0], frame_of(plan, point.facts, DAY)) is point.applies
        assert boundaries_json(found)["schema"] == "plan-boundaries/1"
        return {(row.name, row.shown.en): row for row in rows}


def told(row):
    return [(point.shown.en, point.applies) for point in row.points]


@pytest.mark.parametrize("worse", ["up", "down"])
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("state >= awful", {"awful": [("bad", False), ("awful", True), ("lost", True)]}),
        ("state > awful", {"awful": [("bad", False), ("awful", False), ("lost", True)]}),
        ("state <= bad", {"bad": [("fine", True), ("bad", True), ("awful", False)]}),
        ("state < lost", {"lost": [("awful", True), ("lost", False), ("", None)]}),
        ("state > fine", {"fine": [("", None), ("fine", False), ("bad", True)]}),
        (
            "fine < state <= awful and fire",
            {
                "fine": [("", None), ("fine", False), ("bad", True)],
                "awful": [("bad", True), ("awful", True), ("lost", False)],
            },
        ),
        ("not state >= awful", {"awful": [("bad", True), ("awful", False), ("lost", False)]}),
    ],
)
def test_a_choice_held_against_another_has_the_choices_beside_it(condition, expected, worse):
    rows = rows_of(condition, worse=worse)
    assert {shown: told(row) for (name, shown), row in rows.items() if name == "state"} == expected


def test_a_choice_is_shown_where_it_alone_decides():
    (row,) = [
        row for (name, _), row in rows_of("state >= awful and fire or dead >= 3").items() if name == "state"
    ]
    assert [point.applies for point in row.points] == [False, True, True]
    assert dict(row.others) == {"fire": True}
    (row,) = [
        row for (name, _), row in rows_of(criterion="state >= awful and fire").items() if name == "state"
    ]
    assert [str(point.level) for point in row.points] == ["none", "III", "III"]


def parts(facts):
    return [facts.get("dead", 0) >= 5, facts.get("hurt", 0) >= 9, bool(facts.get("fire"))].count(True)


@pytest.mark.parametrize("least", [1, 2, 3])
def test_so_many_of_some_parts_hold_one_fewer_and_one_more(least):
    said = f"at least {least} of (dead >= 5, hurt >= 9, fire)"
    row = rows_of(f"{said} and state == bad")["several" if least == 2 else said, f"{least} of 3"]
    counts = [parts(point.facts) for point in row.points if point.facts is not None]
    assert counts == [count for count in (least - 1, least, least + 1) if count <= 3]
    assert [point.applies for point in row.points] == [False, True, True if least < 3 else None]
    assert dict(row.others) == {"state": "bad"}
    assert row.points[1].shown.zh == f"3项中{least}项"


def test_parts_with_a_name_are_told_by_it_where_they_alone_decide():
    rows = rows_of(criterion="several and state == bad or dead >= 100")
    row = rows["several", "2 of 3"]
    assert (row.label.en, [str(point.level) for point in row.points]) == ("several", ["none", "III", "III"])
    assert all(point.facts["dead"] < 100 for point in row.points)


def test_parts_behind_names_and_under_a_not():
    rows = rows_of("not at least 2 of (several, state == lost, graded) and dead >= 1")
    row = rows["at least 2 of (at least 2 of (dead >= 5, hurt >= 9, fire), state == lost, graded)", "2 of 3"]
    assert [point.applies for point in row.points] == [True, False, False]
    assert [point.applies for point in rows["several", "2 of 3"].points] == [True, False, False]
    assert [point.applies for point in rows["dead", "5 persons"].points] == [True, False, False]


def test_parts_one_of_which_must_hold_anyway():
    row = rows_of("fire and several")["several", "2 of 3"]
    assert [parts(point.facts) for point in row.points] == [1, 2, 3]
    assert [point.applies for point in row.points] == [False, True, True]
    assert all(point.facts["fire"] for point in row.points)


@pytest.mark.parametrize(
    ("condition", "shown", "expected"),
    [
        ("elapsed(received) <= 6 months", "6 months", [True, True, False]),
        ("elapsed(received) < 6 months", "6 months", [True, False, False]),
        ("elapsed(received) >= 1 year", "1 year", [False, True, True]),
        ("elapsed(received) > 2 years and fire", "2 years", [False, False, True]),
        ("elapsed(occurred) > 18 months", "18 months", [False, False, True]),
        ("elapsed(found) >= 1 month and dead >= 1", "1 month", [False, True, True]),
    ],
)
@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 1, 31), date(2024, 8, 29)])
def test_months_are_counted_by_the_calendar_to_the_hour(monkeypatch, condition, shown, expected, day):
    monkeypatch.setattr(sys.modules[__name__], "DAY", day)
    name = condition.partition(" ")[0]
    row = rows_of(condition)[name, shown]
    assert told(row) == [
        (f"{shown} less 1 hour", expected[0]),
        (shown, expected[1]),
        (f"{shown} and 1 hour", expected[2]),
    ]


@pytest.mark.parametrize(
    ("condition", "name", "shown", "expected"),
    [
        ("elapsed(received) <= 3 calendar days", "elapsed(received)", 3, [True, True, False]),
        ("elapsed(found) > 1 calendar day and dead >= 1", "elapsed(found)", 1, [False, False, True]),
        ("graded and elapsed(occurred) - elapsed(graded) <= 30 calendar days", "elapsed(occurred) - elapsed(graded)", 30, [True, True, False]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 1, 31)])
def test_calendar_days_are_counted_by_whole_ones(monkeypatch, condition, name, shown, expected, day):
    monkeypatch.setattr(sys.modules[__name__], "DAY", day)
    words = [f"{number} calendar day{'' if number == 1 else 's'}" for number in range(shown - 1, shown + 2)]
    row = rows_of(condition)[name, words[1]]
    assert told(row) == list(zip(words, expected, strict=True))


def test_days_of_24_hours_are_shown_in_days():
    for name in ("received", "found"):
        row = rows_of(f"elapsed({name}) >= 30 days")[f"elapsed({name})", "30 days"]
        assert told(row) == [("29.9 days", False), ("30 days", True), ("30.1 days", True)]


def test_hours_and_months_of_one_time_do_not_get_in_each_others_way():
    rows = rows_of("elapsed(received) >= 24 hours and elapsed(received) < 1 month")
    assert [point.applies for point in rows["elapsed(received)", "24 hours"].points] == [False, True, True]
    assert [point.applies for point in rows["elapsed(received)", "1 month"].points] == [True, False, False]
