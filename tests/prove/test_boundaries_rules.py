"""The table of thresholds outside the criteria: what applies below, at and above each, by hand and planted."""

import csv
import io
import json
from datetime import date
from fractions import Fraction
from unicodedata import east_asian_width

import pytest
from hypothesis import given, settings
from planted import Band, Drawn, PlantedRule, Shelf, ruled

from duties import plan_of
from respond.cli import main
from respond.clock import SHANGHAI
from respond.errors import Text
from respond.facts import Fact, FactType
from respond.language import Scope, write
from respond.plan import DERIVED_EVENTS, Library
from respond.prove import (
    Times,
    applies,
    boundaries_of,
    day_in_force,
    forced,
    frame_of,
    guards,
    make_witness,
    met,
    rules_of,
    settled,
    thresholds_in,
)
from respond.reason import compile_condition, condition_of
from respond.situation import situate
from small_plan import shelve

LIBRARY = Library.default()
DAY = date(2026, 3, 2)
M = '  m: {type: count, unit: person, worse: up, label: {zh: 草, en: grass}, clause: "1"}\n'
NAMES = (
    "vaccine-quality", "debt-risk", "forest-fire@2024", "forest-grassland-fire@2026", "forest-grassland-fire@2009",
    "production-accident",
)  # fmt: skip


@pytest.fixture(scope="module")
def tables():
    found = {}
    for name in NAMES:
        day = day_in_force(LIBRARY.prepared(LIBRARY.find(name)))
        found[name] = boundaries_of(LIBRARY.prepared(LIBRARY.find(name), day), day).others
    return found


def around(rows, rule, name, shown, *others):
    found = [
        row for row in rows
        if rule in {each.id for each in row.rules}
        and (row.name, row.shown.en) == (name, shown)
        and set(others) == set(row.others)
    ]  # fmt: skip
    assert len(found) == 1, [(row.name, row.shown.en, dict(row.others)) for row in rows]
    return [point.applies for point in found[0].points]


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_of_a_rule_is_in_the_table_and_decides(tables, name):
    plan = LIBRARY.prepared(LIBRARY.find(name))
    wanted = {
        (rule.id, written.subject, written.value)
        for rule in rules_of(plan)
        if rule.kind != "criterion"
        for written in thresholds_in(rule.condition.test)
    }
    assert {(rule.id, row.name, row.figure) for row in tables[name] for rule in row.rules} == wanted
    # that the level rose or fell is so of a course of time, which no one incident of the table is
    of_a_course = {rule.id for rule in rules_of(plan) if not DERIVED_EVENTS.isdisjoint(rule.condition.events)}
    assert all(row.decides for row in tables[name] if not {rule.id for rule in row.rules} <= of_a_course)


def test_what_applies_around_the_thresholds_by_the_texts(tables):
    fire, old, county = (
        tables[name]
        for name in ("forest-grassland-fire@2026", "forest-grassland-fire@2009", "forest-fire@2024")
    )
    upward = "report-national-immediately"
    assert around(fire, upward, "burnt_forest", "100 ha") == [False, False, True]  # 超过100公顷
    assert around(fire, upward, "deaths", "3 persons") == [False, True, True]
    assert around(fire, upward, "border_distance", "5 km", "border_threat") == [True, True, False]
    assert around(old, upward, "elapsed(received)", "24 hours", "received") == [False, True, True]
    assert around(old, upward, "elapsed(occurred)", "24 hours", "received") == [False, True, True]
    assert around(county, "IV", "elapsed(received)", "12 hours", "received") == [False, True, True]
    accident = tables["production-accident"]
    since = "elapsed(occurred) - elapsed(casualties_changed)"
    supplement = "supplement-casualties-local"
    assert around(accident, supplement, since, "30 calendar days", "casualties_changed") == [
        True,
        True,
        False,
    ]
    traffic = ("casualties_changed", "traffic_or_fire")
    assert around(accident, supplement, since, "7 calendar days", *traffic) == [True, True, False]
    debt = tables["debt-risk"]
    assert around(debt, "III", "counties_in_incident", "2 governments") == [False, True, True]
    assert around(debt, "IV", "counties_in_incident", "1 government") == [False, True, False]
    assert around(debt, "end-county", "counties_in_incident", "1 government", "response_started") == [
        False, True, True,
    ]  # fmt: skip
    over = ("determined_general", "cross_county")
    assert around(debt, "restructuring-compulsory", "general_interest_share", "10%", *over) == [
        False, False, True,
    ]  # fmt: skip


def test_a_figure_behind_a_name_under_a_not_decides_too(tmp_path):
    named = 'conditions:\n  grass: {when: m > 0, label: {zh: 有草, en: grass}, clause: "1"}\nlevels:\n'
    text = plan_of('- {id: tell, when: "(not grass or leak) and level >= IV", due: promptly}')
    text = text.replace("levels:\n", named, 1).replace("  leak: {type", f"{M}  leak: {{type", 1)
    plan = Library([shelve(tmp_path, text, "testland/duties/2020")])
    rows = boundaries_of(plan.prepared(plan.find("duties")), DAY).others
    (row,) = [each for each in rows if each.name == "m"]
    assert ([point.applies for point in row.points], row.decides) == ([None, True, False], True)


def test_times_are_shown_in_the_unit_they_are_written_in(tables):
    days = next(row for row in tables["production-accident"] if row.shown.en == "30 calendar days")
    assert [point.shown.en for point in days.points] == [f"{number} calendar days" for number in (29, 30, 31)]
    hours = next(row for row in tables["forest-fire@2024"] if row.shown.en == "24 hours")
    assert [point.shown.zh for point in hours.points] == ["23.9小时", "24小时", "24.1小时"]


@pytest.mark.parametrize(
    ("truth", "text"),
    [(True, "a and (always and deaths < 5) or b"), (False, "a and (never and deaths < 5) or b")],
)
def test_a_comparison_can_be_taken_as_true_or_false(truth, text):
    facts = [Fact(name, FactType.FLAG, Text(name, name)) for name in ("a", "b")]
    facts.append(Fact("deaths", FactType.COUNT, Text("死亡", "deaths")))
    whole = compile_condition("a and 2 <= deaths < 5 or b", Scope({fact.id: fact for fact in facts})).test
    assert write(forced(whole, next(thresholds_in(whole)), truth=truth)) == text


def test_an_incident_agrees_with_itself_in_time():
    assert settled({"level_raised": True}) is None
    times = Times.of({"received": False, "elapsed(occurred)": Fraction(1, 2)}, DAY, SHANGHAI)
    assert "received" not in times.events
    assert times.hours(times.occurred) == Fraction(1, 2)


def test_a_changed_plan_differs_in_one_rule_only():
    plan = LIBRARY.prepared(LIBRARY.find("debt-risk"))
    never = plan.responses[0].condition
    for rule in rules_of(plan):
        changed = plan.instead(rule, never)
        same = [
            mine.condition is other.condition
            for mine, other in zip(rules_of(plan), rules_of(changed), strict=True)
        ]
        kept = [
            other.condition is never
            for other in rules_of(changed)
            if (other.kind, other.id) == (rule.kind, rule.id)
        ]
        assert kept == [True]
        assert same.count(False) == (rule.condition is not never)


@settings(max_examples=30)
@given(ruled())
def test_the_table_says_what_the_condition_says(drawn):
    text, rule = drawn
    with Shelf(text) as library:
        plan = library.prepared(library.find("planted"))
        (row,) = boundaries_of(plan, DAY).others
        (own,) = row.rules
        step = Fraction(1) if rule.fact == "dead" else Fraction(1, 10)
        assert row.decides
        for point, number in zip(
            row.points, (rule.figure - step, rule.figure, rule.figure + step), strict=True
        ):
            if point.facts is None:
                assert (rule.fact == "share", number > 100) == (True, True)
                continue
            assert point.applies is rule.holds(point.facts)
            assert applies(own, frame_of(plan, point.facts, DAY)) is point.applies
        for guard in guards(boundaries_of(plan, DAY), library):  # each is confirmed by classifying it
            assert guard.expected


def test_an_exclusion_counts_time_even_where_nothing_else_does():
    rule = PlantedRule("exclusion", "hours", "<", 1)
    head, tail = Drawn([Band("IV-dead", "IV", "dead", 1, None)]).text.split("ledger:\n")
    with Shelf(f"{head}{rule.lines}ledger:\n{tail}") as library:
        plan = library.prepared(library.find("planted"))
        (row,) = boundaries_of(plan, DAY).others
        for point, shown in zip(row.points, (True, False, False), strict=True):
            witness = make_witness(plan, point.facts, name="x", title=row.label, level=0, day=DAY)
            remarks = situate(witness.incident, library, now=witness.now).leading.remarks
            assert [remark.id for remark in remarks] == (["planted"] if shown else [])


def run(capsys, *arguments):
    code = main(["plan", "boundaries", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_part_of_the_table_as_text_and_page(capsys):
    code, out, err = run(capsys, "forest-fire@2024")
    assert (code, err) == (0, "")
    assert "23.9小时：不适用 · 24小时：适用 · 24.1小时：适用" in out
    wide = {"W": 2, "F": 2}
    assert max(sum(wide.get(east_asian_width(each), 1) for each in line) for line in out.splitlines()) <= 80
    page = run(capsys, "forest-grassland-fire@2026", "--format", "md", "--lang", "en")[1]
    assert (
        "| 100 ha | 99.9 ha: does not | 100 ha: does not | 100.1 ha: applies | duty report-national-immediately"
        in page
    )


def test_the_part_of_the_table_as_csv_and_json(capsys):
    rows = list(csv.DictReader(io.StringIO(run(capsys, "debt-risk", "--format", "csv", "--lang", "en")[1])))
    two = next(each for each in rows if each["threshold"] == "2 governments" and each["rules"])
    assert (two["rules"], two["criteria"], two["clauses"]) == ("response:III", "", "4.1.2")
    assert [two[f"{at}_applies"] for at in ("below", "at", "above")] == ["no", "yes", "yes"]
    assert all(bool(each["criteria"]) != bool(each["rules"]) for each in rows)
    data = json.loads(run(capsys, "production-accident", "--format", "json")[1])
    assert data["schema"] == "plan-boundaries/1"
    wanted = {"kind": "duty", "id": "supplement-casualties-local", "clause": "13"}
    week = next(row for row in data["rules"] if wanted in row["rules"])
    assert [point["applies"] for point in week["points"]] == [True, True, False]
    assert week["points"][0]["facts"]["days(casualties_changed)"] == 0


@pytest.mark.parametrize("command", ["boundaries", "diff"])
def test_a_length_of_time_no_calendar_holds_is_no_moment(capsys, tmp_path, command):
    path = tmp_path / "draft.yaml"
    text = Library.default().editions("national/forest-grassland-fire")[0].path.read_text("utf-8")
    assert "elapsed(occurred) >= 24 hours" in text
    path.write_text(
        text.replace("elapsed(occurred) >= 24 hours", "elapsed(occurred) >= 99999999999 hours"), "utf-8"
    )
    given = [str(path)] if command == "boundaries" else ["forest-grassland-fire@2026", str(path)]
    code = main(["plan", command, *given, "--lang", "en"])
    captured = capsys.readouterr()
    assert (code, captured.err) == (int(command == "diff"), "")
    assert "99999999999 hours" in captured.out


def table_of(*conditions, graver=None):
    """Give the table of a plan whose criteria of one level are some conditions, with one of a graver level."""
    own = "".join(f"    - {{id: own{n}, when: '{when}', clause: '1'}}\n" for n, when in enumerate(conditions))
    above = "" if graver is None else f"  II:\n    - {{id: above, when: '{graver}', clause: '1'}}\n"
    facts = "".join(
        f"  {name}: {{type: count, unit: person, worse: up, label: {{zh: {name}, en: {name}}}, clause: '1'}}\n"
        for name in ("dead", "hurt", "gone")
    )
    text = (
        "respond: plan/1\nid: testland/planted\nedition: {name: '2020', in_force: {from: 2020-01-01}}\n"
        f"title: {{zh: 测试, en: test}}\nfacts:\n{facts}levels:\n{above}  III:\n{own}ledger: {{'1': {{status: encoded}}}}\n"
    )
    with Shelf(text) as library:
        plan = library.prepared(library.find("testland/planted"))
        return plan, boundaries_of(plan, day_in_force(plan))


@pytest.mark.parametrize("graver", [None, "dead >= 50 and hurt >= 50"])
@pytest.mark.parametrize(
    "condition",
    [
        "(hurt >= 4 or dead >= 4) and dead >= 3",
        "dead < 2 or dead >= 2",
        "dead < 4 and hurt >= 4 or (hurt < 4 or gone <= 1)",
        "dead >= 4 and hurt >= 2 or dead >= 4 and gone >= 2",
        "dead >= 9 or dead >= 4 and gone >= 2",
    ],
)
def test_each_comparison_of_an_or_is_shown_where_only_it_matters(condition, graver):
    plan, table = table_of(condition, graver=graver)
    (rule,) = [each for each in plan.criteria if each.id == "own0"]
    for written in thresholds_in(rule.condition.test):
        on, off = (condition_of(forced(rule.condition.test, written, truth=truth)) for truth in (True, False))
        sides = [written.value + side - 1 for side in written.sides]
        assert any(
            point.facts is not None and met(on, point.facts) and not met(off, point.facts)
            for row in table.rows
            if (row.name, row.figure) == (written.subject, written.value)
            for point in row.points
            if point.value == sides[0]
        ), written


@pytest.mark.parametrize(
    "number",
    [
        "max(min(dead, hurt), min(hurt, gone + 1), min(gone, dead + 2), min(dead, hurt + 3))",
        "min(max(min(max(min(max(min(dead, hurt), gone), dead), hurt), gone), dead), hurt)",
        "max(min(dead, hurt), min(hurt, gone), min(gone, dead))",
    ],
)
def test_nested_extremes_have_a_row(number):
    _, table = table_of(f"{number} >= 9")
    (row,) = table.rows
    levels = {point.value: str(point.level) for point in row.points if point.facts}
    assert (levels[8], levels[9]) == ("none", "III")
