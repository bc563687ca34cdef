"""The table of thresholds: figures in texts, the level around each, incidents written down that hold."""

import csv
import io
import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from planted import Band, Drawn, Shelf, sound

from respond.author import failures_of, load_expected
from respond.cli import main
from respond.clock import SHANGHAI
from respond.errors import Text
from respond.facts import Fact, FactType
from respond.language import Scope
from respond.log import begin_of, load_incident
from respond.plan import Library
from respond.prove import (
    boundaries_of,
    constants_in,
    day_in_force,
    guards,
    incidents_of,
    save,
    thresholds_in,
)
from respond.reason import compile_condition
from respond.situation import situate
from shipped_plans import PLANS
from small_plan import SMALL, shelve

LIBRARY = Library.default()
DAY = date(2026, 3, 2)
SCOPE = Scope({
    name: Fact(name, FactType(type_), Text(name, name), **more)
    for name, type_, more in [
        ("deaths", "count", {"unit": "person"}),
        ("injured", "count", {"unit": "person"}),
        ("area", "quantity", {"unit": "ha"}),
        ("loss", "quantity", {"unit": "万元"}),
        ("share", "share", {}),
        ("flag", "flag", {}),
        ("mode", "choice", {"choices": {"a": Text("甲", "a"), "b": Text("乙", "b")}}),
        ("day", "date", {}),
    ]
})  # fmt: skip


@pytest.fixture(scope="module")
def tables():
    return {name: boundaries_of(shipped.plan, day_in_force(shipped.plan)) for name, shipped in PLANS.items()}


def ids(row):
    return {rule.id for rule in row.rules}


def row(table, name, shown, *others):
    found = [
        each for each in table.criteria
        if (each.name, each.shown.en) == (name, shown) and set(each.others) == set(others)
    ]  # fmt: skip
    assert len(found) == 1, [str(each.shown.en) for each in table.criteria if each.name == name]
    return [point.level for point in found[0].points]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("deaths >= 5", [("deaths", ">=", 5, 1)]),
        ("2 <= deaths < 5", [("deaths", ">=", 2, 1), ("deaths", "<", 5, 1)]),
        ("area >= 0.067 ha", [("area", ">=", Fraction(67, 1000), Fraction(1, 10_000))]),
        ("area > 1 km2", [("area", ">", 100, 10)]),
        ("loss < 400 万元", [("loss", "<", 4_000_000, 1000)]),
        ("15% > share and not (deaths + injured == 3)", [
            ("share", "<", Fraction(3, 20), Fraction(1, 1000)), ("deaths + injured", "==", 3, 1),
        ]),
        ("flag or level >= II or mode in {a, b} or day >= 2026-01-01", []),
        ("deaths > injured", []),
    ],
)  # fmt: skip
def test_figures_are_found_with_what_they_limit_and_how_finely_they_are_written(text, found):
    counted = {"deaths", "deaths + injured"}
    seen = [
        (each.subject, each.operator, each.value, each.step(whole=each.subject in counted))
        for each in thresholds_in(compile_condition(text, SCOPE).test)
    ]
    assert seen == found


def test_figures_within_formulas_are_found_too():
    test = compile_condition("max(area, 3 ha) * 1.5 >= 20 ha", SCOPE).test
    assert [figure.digits for _, figure in constants_in(test)] == ["3", "1.5", "20"]


def test_one_step_is_one_of_what_is_counted_and_a_digit_finer_of_what_is_measured(tables):
    fire, debt = tables["fire-2026"], tables["debt"]
    shown = {
        (each.name, each.shown.en): [point.shown.en for point in each.points]
        for table in (fire, debt) for each in table.criteria
    }  # fmt: skip
    assert shown["damaged_forest", "0.067 ha"] == ["0.0669 ha", "0.067 ha", "0.0671 ha"]
    assert shown["deaths", "3 persons"] == ["2 persons", "3 persons", "4 persons"]
    assert shown["city_share", "15%"] == ["14.9%", "15%", "15.1%"]


def test_the_level_around_the_thresholds_of_the_fire_plans(tables):
    new, old = tables["fire-2026"], tables["fire-2009"]
    assert row(new, "damaged_forest", "0.067 ha") == [0, 1, 1]
    assert row(new, "damaged_forest", "10 ha") == [1, 2, 2]
    assert row(old, "damaged_forest", "0 ha") == [None, 0, 1]
    assert row(old, "damaged_forest", "1 ha") == [1, 2, 2]
    assert row(old, "deaths", "10 persons") == [2, 3, 3]
    assert row(old, "deaths", "10 persons", "damaged_grassland") == [3, 4, 4]
    assert row(old, "casualties", "20 persons", "damaged_grassland") == [3, 4, 4]


def test_gates_are_on_and_only_what_the_criterion_needs_is_away_from_rest(tables):
    vaccine = tables["vaccine"]
    assert row(vaccine, "deaths", "5 cases", "quality_suspected") == [3, 4, 4]
    assert row(vaccine, "rare_cases", "20 persons", "quality_suspected") == [3, 3, 4]
    assert row(vaccine, "serious_cases", "1 person", "quality_suspected") == [0, 0, 1]
    assert {name for each in vaccine.criteria for name in each.others} == {"quality_suspected"}


def test_shares_are_met_exactly(tables):
    for each in tables["debt"].criteria:
        if not each.name.endswith("_share"):
            continue
        for point in each.points:
            part, whole = (point.facts[name] for name in _PARTS[each.name])
            assert Fraction(part) / Fraction(whole) == point.value


_PARTS = {
    "city_share": ("city_failing", "city_governments"),
    "province_share": ("province_failing", "province_governments"),
    "city_contingent_share": ("city_contingent_failing", "city_governments"),
    "province_contingent_share": ("province_contingent_failing", "province_governments"),
    "principal_default_share": ("principal_defaulted", "principal_due"),
    "interest_default_share": ("interest_defaulted", "interest_due"),
}


@pytest.mark.parametrize("name", list(PLANS))
def test_every_figure_of_a_shipped_plan_changes_the_level_and_has_it_by_hand(tables, name):
    shipped, table = PLANS[name], tables[name]
    assert all(each.decides for each in table.criteria if "IV-grassland-injuries" not in ids(each))
    for _, point in incidents_of(table.criteria):
        assert (
            shipped.by_hand({**{key: values[0] for key, values in shipped.grid.items()}, **point.facts})
            == point.level
        )


@settings(max_examples=15)
@given(sound())
def test_every_bound_of_a_sound_plan_changes_the_level(drawn):
    with Shelf(drawn.text) as library:
        plan = library.prepared(library.find("planted"))
        table = boundaries_of(plan, DAY)
        assert {rule.id for each in table.criteria for rule in each.rules} == {
            band.id for band in drawn.bands
        }
        assert all(each.decides for each in table.criteria)


def test_a_share_of_whole_numbers_is_placed_whatever_its_figure():
    """Just under 97% lies 969 of 1000, and no smaller number of households."""
    either = {"fact": "share", "low_in": True, "high_in": False, "gate": True}
    bands = [
        Band(id="II-share", level="II", low=6, high=97, **either),
        Band(id="I-share", level="I", low=97, high=None, **either),
    ]
    with Shelf(Drawn(bands=bands).text) as library:
        table = boundaries_of(library.prepared(library.find("planted")), DAY)
        assert all(each.decides for each in table.criteria)


@pytest.mark.parametrize(
    "name",
    ["forest-fire@2024", "debt-risk", "vaccine-quality", "production-accident", "forest-grassland-fire@2009"],
)
def test_the_incidents_written_down_hold(tmp_path, name):
    plan = LIBRARY.prepared(LIBRARY.find(name))
    day = day_in_force(plan)
    table = boundaries_of(LIBRARY.prepared(LIBRARY.find(name), day), day)
    count = save(guards(table, LIBRARY), tmp_path / "new" / "folder")
    files = sorted((tmp_path / "new" / "folder").glob("*.expected.yaml"))
    asked = {tuple(sorted(point.facts.items())) for _, point in incidents_of(table.rows)}
    assert len(files) == count == len(asked)
    pinned = set()
    for path in files:
        expected = load_expected(path)
        incident = load_incident(path.parent / expected.incident)
        assert path.name == f"{incident.id}.expected.yaml"
        for check in expected.checks:
            assert not failures_of(
                check, situate(incident, LIBRARY, now=check.now), begin_of(incident, SHANGHAI)
            )
            pinned.update((*check.shows, *check.hides, *(check.duties or ())))
            if check.called is not None:
                pinned.add(f"response {check.called}")
    for each in table.others:
        if all(point.facts is None for point in each.points):
            continue  # of a course of time, which no one incident is
        for rule in each.rules:
            assert (f"response {rule.id}" if rule.kind == "response" else rule.id) in pinned


def run(capsys, *arguments):
    code = main(["plan", "boundaries", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_table_as_text_and_page(capsys):
    code, out, err = run(capsys, "forest-grassland-fire@2026")
    assert (code, err) == (0, "")
    assert "0.0669公顷：未达到分级标准 · 0.067公顷：Ⅳ级 · 0.0671公顷：Ⅳ级" in out
    page = run(capsys, "forest-grassland-fire@2026", "--format", "md", "--lang", "en")[1]
    assert "| 10 ha | 9.9 ha: level IV | 10 ha: level III | 10.1 ha: level III |" in page


def test_the_table_as_csv_and_json(capsys):
    rows = list(
        csv.DictReader(io.StringIO(run(capsys, "vaccine-quality", "--format", "csv", "--lang", "en")[1]))
    )
    five = next(each for each in rows if (each["fact"], each["threshold"]) == ("deaths", "5 cases"))
    assert (five["below_level"], five["at_level"], five["above_level"]) == ("II", "I", "I")
    assert (five["criteria"], five["clauses"]) == ("I-deaths II-deaths", "4.1(1); 4.2(1)")
    data = json.loads(run(capsys, "forest-grassland-fire@2009", "--format", "json")[1])
    assert (data["schema"], data["plan"]["edition"]) == ("plan-boundaries/1", "2009")
    assert [point["level"] for point in data["rows"][0]["points"]] == [None, "none", "IV"]
    assert data["rows"][0]["points"][2]["facts"]["damaged_forest"] == "0.1"


def test_an_adopting_plan_has_the_table_of_the_day(capsys):
    then = run(capsys, "forest-fire", "--on", "2025-04-04")[1]
    now = run(capsys, "forest-fire", "--on", "2026-04-04")[1]
    assert "0.067公顷" in now
    assert "0.067公顷" not in then
    assert "national/forest-grassland-fire@2009" in then


def test_a_plan_without_levels_has_no_table(capsys):
    code, out, _ = run(capsys, "incident-reporting", "--lang", "en")
    assert (code, out.splitlines()[-1].strip()) == (0, "this plan has no thresholds of its own")


def test_a_file_in_the_way_is_refused(capsys, tmp_path):
    (tmp_path / "taken").touch()
    code, _, err = run(capsys, "vaccine-quality", "--write", str(tmp_path / "taken"))
    assert code == 2
    assert err.startswith("E671 ")


def test_a_criterion_that_counts_hours_is_in_the_table(tmp_path):
    late = '{id: III-late, when: injured >= 3 and elapsed(received) >= 12 hours, clause: "2"}'
    shelve(tmp_path, SMALL.replace("  III: [", f"  III: [{late}, "))
    library = Library([tmp_path])
    table = boundaries_of(library.prepared(library.find("testland/spill@2020")), DAY)
    (hours,) = [each for each in table.criteria if each.name == "elapsed(received)"]
    assert ([point.level for point in hours.points], ids(hours)) == ([0, 2, 2], {"III-late"})
    assert hours.others == {"injured": 3}
    assert all(guard.expected for guard in guards(table, library))  # each is confirmed by classifying it


def test_a_figure_met_exactly_fails_above_and_never_below_nothing(tmp_path):
    text = SMALL.replace("when: injured >= 3 and river", "when: injured == 0 and river")
    shelve(tmp_path, text)
    library = Library([tmp_path])
    plan = library.prepared(library.find("testland/spill@2020"))
    (row,) = [row for row in boundaries_of(plan, DAY).criteria if row.name == "injured"]
    assert [point.level for point in row.points] == [None, 2, 0]
    assert row.decides
    (written,) = thresholds_in(compile_condition("injured == 0", plan.scope).test)
    assert written.sides == (1, 2)


def test_a_figure_of_what_can_never_hold_has_no_incident(tmp_path, capsys, monkeypatch):
    text = SMALL.replace("when: area >= 100 ha,", "when: never and houses >= 30,")
    monkeypatch.setenv("RESPOND_PLANS", str(shelve(tmp_path, text)))
    assert main(["plan", "boundaries", "spill", "--lang", "en"]) == 0
    assert "— · — · —" in capsys.readouterr().out
