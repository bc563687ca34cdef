"""What two editions change: levels with smallest incidents, duties, limits, addressees, past incidents."""

import json
import shutil
import sys
from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import Shelf, sound

from respond.cli import main
from respond.facts import Exactly
from respond.plan import Library, Measure, shipped
from respond.prove import (
    WORDING,
    Side,
    case_changes,
    diff_json,
    diff_of,
    diff_sheet,
    level_at,
    level_changes,
)
from respond.reason import GAVE_UP
from respond.show import as_markdown, plain
from small_plan import SMALL, shelve

LIBRARY = Library.default()
INCIDENTS = shipped("scenarios") / "incidents"


@pytest.fixture(scope="module")
def fires():
    return diff_of(LIBRARY, "forest-grassland-fire@2009", "forest-grassland-fire@2026")


def stretches(found):
    """Give the changes of level along one fact with nothing else: fact, ends, levels."""
    return {
        (o.change.fact, o.change.cells[0].low, o.change.cells[-1].high, o.change.levels)
        for o in found.levels
        if o.change.fact and not o.change.others
    }


def test_the_new_fire_regulation_moves_the_lines_at_a_mu_one_and_ten_hectares(fires):
    mu = Fraction(67, 1000)
    assert stretches(fires) == {
        ("damaged_forest", 0, mu, (1, 0)),
        ("damaged_forest", 1, 10, (2, 1)),
    }
    assert fires.complete


@pytest.mark.parametrize(
    ("area", "old", "new"),
    [
        ("0.05", 1, 0),
        ("0.0669", 1, 0),
        ("0.067", 1, 1),
        ("0.99", 1, 1),
        ("1", 2, 1),
        ("5", 2, 1),
        ("10", 2, 2),
    ],
)
def test_an_area_lies_in_a_stretch_just_where_its_level_changes(fires, area, old, new):
    number = Fraction(area)
    inside = [
        o.change.levels for o in fires.levels
        if o.change.fact == "damaged_forest" and not o.change.others
        and any(cell.contains(number) for cell in o.change.cells)
    ]  # fmt: skip
    assert inside == ([(old, new)] if old != new else [])


def test_smallest_incidents_have_few_facts_and_small_numbers(fires):
    seen = {(o.change.fact, *sorted(o.change.others), o.change.levels): o.change for o in fires.levels}
    assert seen["damaged_forest", (1, 0)].facts["damaged_forest"] == Fraction(1, 100)
    assert seen["deaths", "damaged_grassland", (3, 2)].facts["deaths"] == 3
    assert seen["direct_loss", "damaged_grassland", (1, 0)].facts["direct_loss"] == 5000
    assert seen[None, "other_forest_land", (1, 0)].facts["other_forest_land"] is True
    mixed = seen["serious_injuries", "damaged_grassland", "deaths", (3, 1)]
    assert (mixed.facts["deaths"], mixed.facts["serious_injuries"]) == (1, 9)
    assert [o.change.size for o in fires.levels] == sorted(o.change.size for o in fires.levels)


def test_every_incident_has_the_levels_said(fires):
    for outcome in fires.levels:
        change = outcome.change
        assert change.levels[0] != change.levels[1]
        for cell in change.cells:
            facts = {**change.facts, change.fact: cell.value}
            assert (level_at(fires.a.plan, facts), level_at(fires.b.plan, facts)) == change.levels
        for side, level in zip((fires.a, fires.b), change.levels, strict=True):
            assert side.situation(outcome.case).level.certain == level


def test_facts_and_criteria_that_come_go_and_change(fires):
    facts = {(change.kind, change.id) for change in fires.facts}
    assert {
        ("removed", "direct_loss"),
        ("added", "border_distance"),
        ("added", "report_judged_necessary"),
    } <= facts
    assert not any(name == "damaged_forest" for _, name in facts)
    criteria = {change.id: change for change in fires.criteria}
    moved = criteria["IV-forest-area"]
    assert (moved.kind, moved.clauses) == ("changed", ("40", "45"))
    assert "1 ha" in moved.before.en
    assert "0.067 ha" in moved.after.en
    assert criteria["I-grassland-loss"].kind == "removed"
    assert "I-forest-area" not in criteria


def test_duties_that_come_and_change(fires):
    duties = {change.id: change for change in fires.duties}
    assert duties["verify"].kind in {"added", "changed"}
    national = duties["report-national-immediately"]
    assert {case.words.en for case in national.only_a} >= {
        "the fire is near the national border", "national support needed", "24 hours after the call",
    }  # fmt: skip
    assert {case.words.en for case in national.only_b} >= {"burnt forest area: 101 ha"}
    for cases, owing in ((national.only_a, (True, False)), (national.only_b, (False, True))):
        for case in cases:
            owed = tuple(
                "report-national-immediately" in side.owed_in(case.case) for side in (fires.a, fires.b)
            )
            assert owed == owing


def test_what_follows_from_another_level(fires):
    loss = next(o for o in fires.levels if o.change.fact == "direct_loss" and o.change.levels == (3, 0))
    assert loss.only_a == (
        "report-national-immediately",
        "release-information-major",
    )  # level II, and the amount is no ground of its own
    assert loss.only_b == ()


def test_a_plan_and_the_one_that_adopts_it():
    found = diff_of(LIBRARY, "forest-grassland-fire@2026", "forest-fire@2024")
    assert (found.levels, found.criteria, found.complete, found.exit_code) == ((), (), True, 1)
    assert {change.kind for change in found.responses} == {"added"}
    duties = {change.id: change for change in found.duties}
    verify = {each.name: each.after.en for each in duties["verify"].fields}
    assert verify["units"] == "Jiaocheng County People's Government, county forest fire command"
    assert duties["shanxi-direct-to-province"].kind == "added"  # of the plan alongside


@pytest.mark.parametrize(
    "name", ["vaccine-quality", "debt-risk", "forest-grassland-fire@2009", "incident-reporting"]
)
def test_nothing_differs_from_itself(name):
    found = diff_of(LIBRARY, name, name)
    assert found.exit_code == 0
    assert (
        found.duties == found.levels == found.facts == found.criteria == found.responses == found.others == ()
    )


def small(tmp_path, *changes):
    """Put two editions of the small plan on a shelf, the second one changed."""
    second = SMALL.replace(
        '"2020", in_force: {from: 2020-01-01, to: 2029-12-31}', '"2030", in_force: {from: 2030-01-01}'
    )
    for before, after in changes:
        assert before in second
        second = second.replace(before, after)
    shelve(tmp_path)
    shelve(tmp_path, second, "testland/spill/2030")
    return diff_of(Library([tmp_path, shipped("plans")]), "testland/spill@2020", "testland/spill@2030")


@pytest.mark.parametrize(
    ("change", "name", "before", "after"),
    [
        (("within: 1 hour", "within: 30 minutes"), "limit", "within 1 hour", "within 30 minutes"),
        (("to: [government]", "to: [bureau]"), "to", "county government", "county environment bureau"),
        (("    unit: bureau\n    report", "    unit: government\n    report"), "units", "county environment bureau", "county government"),
        (("    when: received\n", "    when: received\n    after: occurred\n"), "start", "report received", "occurred"),
        (("    when: received\n", "    when: received\n    after: met(close-river)\n"), "start", "report received",
         "“close the river” being done"),
    ],
)  # fmt: skip
def test_one_thing_a_duty_says_otherwise(tmp_path, change, name, before, after):
    found = small(tmp_path, change)
    assert [(each.id, [f.name for f in each.fields]) for each in found.duties] == [("tell", [name])]
    assert (found.duties[0].fields[0].before.en, found.duties[0].fields[0].after.en) == (before, after)
    assert (found.levels, found.exit_code) == ((), 1)


KEYS = {
    "counted": "from-start",
    "names_level": "yes",
    "acts_count": "from-arising",
    "fulfilled_by": "verified",
    "not_by": "[phone]",
    "not_by_where": "{river: [phone]}",
    "grounds": "[received, sealed]",
    "pauses": "{from: verified, to: graded}",
    "extend": "{by: bureau, at_most: 2 days}",
    "kind": "keep",
    "broken_by": "[verified]",
    "ends": "[verified]",
    "until": "verified",
    "with": "[government]",
    "concerns": "[government]",
    "provided": "{zh: 视情况, en: as the case requires}",
    "standing": "draft\n    source: {zh: 来源, en: source}",
}


@pytest.mark.parametrize("key", KEYS)
def test_no_key_of_a_duty_is_left_out(tmp_path, key):
    found = small(tmp_path, ("    when: received\n", f"    when: received\n    {key}: {KEYS[key]}\n"))
    ((name, fields),) = [(each.id, [f.name for f in each.fields]) for each in found.duties]
    assert (name, fields, found.exit_code) == ("tell", [key], 1)


@pytest.mark.parametrize("key", ["or_stricter", "done_with"])
def test_a_duty_that_has_another_beside_it(tmp_path, key):
    found = small(
        tmp_path, ("unit: bureau, within: 2 weeks", f"unit: bureau, {key}: [tell], within: 2 weeks")
    )
    assert [(each.id, [f.name for f in each.fields]) for each in found.duties] == [("sum-up", [key])]


def test_the_last_round_of_a_duty_is_compared(tmp_path):
    rounds = ("unit: bureau, within: 2 weeks", "unit: bureau, every: 2 weeks, last_round: terminated")
    found = small(tmp_path, rounds)
    ((name, fields),) = [(each.id, [f.name for f in each.fields]) for each in found.duties]
    assert (name, "last_round" in fields) == ("sum-up", True)


def test_every_field_of_a_duty_is_compared():
    told = {"id", "place", *KEYS, "with_", "or_stricter", "done_with", "formerly", "last_round"} | WORDING
    by_meaning = {"when", "limit", "start", "units", "to", "copy", "channel", "mood", "response"}
    limits = {
        "due",
        "within",
        "earliest",
        "latest",
        "roll",
        "at_least",
        "before",
        "every",
        "at",
        "each",
        "after",
        "unit",
        "report",
    }
    assert {field.name for field in fields(Measure)} <= told | by_meaning | limits


@pytest.mark.parametrize(
    ("change", "entry", "name"),
    [
        (("role: lead", "role: office"), ("unit", "bureau"), "role"),
        (("kinds:", "office_hours: ['08:30-12:00']\nkinds:"), ("plan", "testland/spill"), "office_hours"),
        (("kinds:", "zone: Europe/Berlin\nkinds:"), ("plan", "testland/spill"), "zone"),
        (
            ("contents: [{id", "contents: [{id: what, zh: 甲, en: what}, {id"),
            ("report", "initial"),
            "contents",
        ),
    ],
)
def test_other_entries_are_compared_too(tmp_path, change, entry, name):
    found = small(tmp_path, change)
    ((kind, which, changed),) = [
        (each.entry, each.id, [f.name for f in each.fields]) for each in found.others
    ]
    assert ((kind, which), changed, found.exit_code) == (entry, [name], 1)


def test_what_a_rejected_reading_changes_is_told(tmp_path):
    limits = "limits: {tell: {within: 2 hours, after: received}}"
    found = small(tmp_path, ("instead: {III-injured: injured >= 3}", limits))
    ((changed,),) = [each.fields for each in found.others]
    assert changed.name == "rejected"
    assert changed.before.en == "it does (instead III-injured injured >= 3)"
    assert changed.after.en == "it does (limits tell within 2 hours, after received)"


def test_two_files_of_one_edition_are_compared_wording_and_all(capsys, tmp_path):
    folder = tmp_path / "plans/testland/spill"
    folder.mkdir(parents=True)
    old, new = folder / "2020.yaml", tmp_path / "draft.yaml"
    old.write_text(SMALL, "utf-8")
    new.write_text(SMALL.replace("within: 1 hour", "within: 2 hours"), "utf-8")
    code, out, _ = run(capsys, str(old), str(new), "--lang", "en")
    assert code == 1
    assert "within 1 hour → within 2 hours" in out
    assert "draft.yaml" in out.replace("\n", "")
    new.write_text(SMALL.replace("en: tell the", "en: inform the"), "utf-8")
    assert run(capsys, str(new), str(old))[0] == 1
    assert main(["plan", "check", str(old), str(new), "--format", "json"]) in (0, 1)
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_duty_renamed_is_found_by_its_clause(tmp_path):
    found = small(tmp_path, ("id: tell\n", "id: inform\n"))
    assert found.duties == ()  # same clause, same report: it says the same


def test_a_trigger_that_changes_is_shown_by_an_incident(tmp_path):
    found = small(tmp_path, ("when: received", "when: received and (injured >= 3 or river)"))
    (change,) = found.duties
    assert [case.words.en for case in change.only_a] == ["nothing at all"]
    assert change.only_b == ()
    found = small(tmp_path / "other", ("when: terminated", "when: terminated and river"))
    assert [(c.id, [case.words.en for case in c.only_a]) for c in found.duties] == [
        ("sum-up", ["response terminated"])
    ]


def test_levels_swapped_are_found(tmp_path):
    found = small(tmp_path, ("III: [{id: III-injured", "IV: [{id: III-injured"))
    assert [(o.change.fact, sorted(o.change.others), o.change.levels) for o in found.levels] == [
        ("injured", ["river"], (2, 1))
    ]
    (criterion,) = found.criteria
    assert criterion.before.en.startswith("level III (fairly large): ")
    assert criterion.after.en.startswith("level IV (general): ")


def test_levels_the_search_gives_up_on_are_compared_by_the_solver(tmp_path, monkeypatch):
    pytest.importorskip("z3")
    change = ("injured >= 3 and river", "injured >= 4 and river")
    found = [(each.change.levels, each.change.facts) for each in small(tmp_path / "one", change).levels]
    assert found
    monkeypatch.setattr("respond.prove.search.finding.complete", lambda *_: GAVE_UP)
    again = small(tmp_path / "two", change)
    assert again.complete
    assert [(each.change.levels, each.change.facts) for each in again.levels] == found
    monkeypatch.setitem(sys.modules, "z3", None)
    assert not small(tmp_path / "three", change).complete


@st.composite
def two_plans(draw):
    """Draw a sound plan and one in which one bound is moved by a little or the level of a band swapped."""
    drawn = draw(sound(cumulative=True))
    text = drawn.text
    band = draw(st.sampled_from(drawn.bands))
    moved = band.when.replace(f" {band.low}", f" {band.low + draw(st.integers(1, 2))}")
    other = text.replace(f"when: {band.when},", f"when: {moved},")
    first = text.replace("{from: 2020-01-01}", "{from: 2020-01-01, to: 2029-12-31}")
    second = other.replace('name: "2020"', 'name: "2030"').replace("{from: 2020-01-01}", "{from: 2030-01-01}")
    return first, second, band


@settings(max_examples=20)
@given(two_plans())
def test_a_bound_moved_is_found_and_nothing_else(drawn):
    first, second, band = drawn
    with Shelf(first) as library:
        root = library.roots[0]
        (root / "testland/planted/2030.yaml").write_text(second, "utf-8")
        shelf = Library([root])
        a = Side.of(shelf, shelf.find("planted@2020"), date(2026, 3, 2))
        b = Side.of(shelf, shelf.find("planted@2030"), date(2032, 3, 2))
        found = level_changes(a, b)
        assert found.complete
        assert found.changes, band  # bands that begin at a bound decide the level there
        names = {"part", "whole"} if band.fact == "share" else {band.fact}
        for change in found.changes:
            assert change.away <= names | {"gate"}
            values = {name: Exactly(value) for name, value in change.facts.items()}
            levels = tuple(
                max(
                    (c.gravity for c in side.plan.criteria if c.condition.truth(values).value == "yes"),
                    default=0,
                )
                for side in (a, b)
            )
            assert levels == change.levels


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    for name in ("fire-new-year-day-5ha", "fire-one-mu", "fire-casualties-on-the-lines", "vaccine-one-death"):
        shutil.copy(INCIDENTS / f"{name}.yaml", folder)
        shutil.copy(INCIDENTS / f"{name}.expected.yaml", folder)
    return folder


def test_past_incidents_under_both_editions(fires, cases):
    found = case_changes(fires.a, fires.b, cases)
    seen = {case.name: case for case in found}
    assert seen.keys() == {"fire-new-year-day-5ha", "fire-one-mu", "fire-casualties-on-the-lines"}
    five = seen["fire-new-year-day-5ha"].moments[-1]
    assert [(level.certain, level.possible) for level in five.levels] == [(2, 2), (1, 1)]
    mu = seen["fire-one-mu"].moments[1]
    assert [level.certain for level in mu.levels] == [1, 0]  # 1 mu is less than 0.067 ha
    assert not seen["fire-casualties-on-the-lines"].differs
    assert "zone" in seen["fire-casualties-on-the-lines"].left_out
    out = plain(diff_sheet(evolve(fires, cases=found), "zh"))
    assert "1件以往事件没有差别" in out
    assert [case["differs"] for case in diff_json(evolve(fires, cases=found))["cases"]] == [False, True, True]


def test_a_past_incident_of_other_editions_is_not_compared(fires, cases):
    county = Side.of(LIBRARY, LIBRARY.find("forest-fire@2024"), date(2026, 3, 2))
    found = case_changes(fires.b, county, cases)
    old = next(case for case in found if case.name == "fire-casualties-on-the-lines")
    assert (old.moments, old.differs) == ((), False)
    assert (
        old.fault.en == "on 2025-04-04 jiaocheng/forest-fire@2024 adopts national/forest-grassland-fire@2009"
    )
    assert not next(case for case in found if case.name == "fire-new-year-day-5ha").differs


def test_the_comparison_in_words(fires):
    out = plain(diff_sheet(fires, "zh"))
    assert "受害森林面积超过0公顷、不足0.067公顷：Ⅳ级 → 未达到分级标准" in out
    assert "受害森林面积1公顷起、不足10公顷：Ⅲ级 → Ⅳ级" in out
    page = as_markdown(diff_sheet(fires, "en"))
    assert "- damaged forest area from 1 ha to under 10 ha: level III → level IV" in page


def test_the_comparison_as_data(fires):
    data = json.loads(json.dumps(diff_json(fires)))
    assert (data["schema"], data["differs"], data["complete"]) == ("plan-diff/1", True, True)
    assert data["levels"][0]["stretch"] == {
        "from": 0, "from_included": False, "to": "0.067", "to_included": False,
    }  # fmt: skip
    assert (data["levels"][1]["before"], data["levels"][1]["after"]) == ("III", "IV")
    assert data["cases"] is None


def run(capsys, *arguments):
    code = main(["plan", "diff", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("output", ["text", "md", "json"])
def test_a_difference_ends_with_1(capsys, output):
    code, out, err = run(
        capsys, "incident-reporting", "vaccine-quality", "--format", output, "--on", "2026-03-02"
    )
    assert (code, err) == (1, "")
    assert "shanxi/incident-reporting" in out


def test_nothing_differs_ends_with_0(capsys):
    code, out, _ = run(capsys, "vaccine-quality", "vaccine-quality@2024", "--lang", "en")
    assert code == 0
    assert "nothing differs" in out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["vaccine-quality", "forest-grassland-fire"], "E681"),
        (["vaccine-quality", "vaccine-quality", "--cases", "nowhere"], "E680"),
        (["vaccine-quality", "vaccine-quality@1999"], "E504"),
    ],
)
def test_what_cannot_be_compared_is_refused(capsys, arguments, code):
    exit_code, out, err = run(capsys, *arguments)
    assert (exit_code, out) == (2, "")
    assert err.startswith(code)
