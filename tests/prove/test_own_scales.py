"""Plans that bring their own scales: every proof tells levels by the names and words of the plan."""

import csv
import io
import json

import pytest
from own_scales import FIVE, NAME, ONE, PLANS, RESPONSES, WHERE, swapped

from respond.author import failures_of, load_expected
from respond.cli import main
from respond.clock import SHANGHAI
from respond.errors import InputError
from respond.log import begin_of, load_incident
from respond.plan import Library
from respond.prove import (
    boundaries_csv,
    boundaries_json,
    boundaries_of,
    boundaries_sheet,
    check_plans,
    check_sheet,
    confirm,
    day_in_force,
    diff_json,
    diff_of,
    diff_sheet,
    guards,
    mutants_csv,
    mutants_json,
    mutants_of,
    mutants_sheet,
    save,
)
from respond.show import plain
from respond.situation import situate
from small_plan import shelve


@pytest.fixture
def opened(tmp_path):
    """Give a library of one plan, checked to be the only one asked."""

    def open_(text, where="plans"):
        return Library([shelve(tmp_path / where, text, WHERE)])

    return open_


def said(sheet):
    """Give a sheet as one line of text."""
    return " ".join(plain(sheet).split())


def prepared(library):
    return library.prepared(library.find(NAME))


def table(library):
    plan = prepared(library)
    return boundaries_of(plan, day_in_force(plan))


def checked(library):
    (report,) = check_plans(library, [NAME])
    for finding in report.findings:
        if finding.witness is not None:
            confirm(finding.witness, library)
    return report


def test_findings_name_the_levels_of_the_plan(opened):
    report = checked(opened(swapped(FIVE, ("1000 <= users", "1001 <= users"))))
    (gap,) = report.open
    assert gap.kind == "gap"
    assert "sev3 (SEV3) and sev2 (SEV2)" in gap.text.en
    assert gap.witness.to_json()["level"] == "none"
    (fall,) = checked(opened(swapped(FIVE, ("users >= 10000", "10000 <= users < 20000")), "b")).open
    assert fall.text.en.endswith("the level falls from SEV5 to no outage")
    assert (fall.witness.to_json()["level"], fall.witness.to_json()["after"]) == ("SEV5", "none")


def test_dead_and_hidden_criteria_name_the_levels_of_the_plan(opened):
    more = "  SEV5: [{id: never, when: users > 5 and users < 4, clause: '1'}, {id: twin, when: 200 <= users < 300, clause: '1'}, "
    report = checked(opened(swapped(FIVE, ("  SEV5: [", more))))
    said = {finding.kind: finding.text.en for finding in report.open}
    assert said["dead"].startswith("never (SEV5) can never be met")
    assert "so twin (SEV5) decides nothing" in said["hidden"]
    assert "SEV5" in plain(check_sheet([report], "en", {}))


@pytest.mark.parametrize(
    ("name", "levels"),
    [("five", {"none", "SEV5", "SEV4", "SEV3", "SEV2", "SEV1"}), ("one", {"none", "major"})],
)
def test_the_table_tells_levels_of_the_plan(opened, name, levels):
    found = table(opened(PLANS[name]))
    data = boundaries_json(found)
    assert {point["level"] for row in data["rows"] for point in row["points"] if point["facts"]} == levels
    assert {rule["level"] for row in data["rows"] for rule in row["criteria"]} == levels - {"none"}
    rows = list(csv.DictReader(io.StringIO(boundaries_csv(found, "en"))))
    assert {row["at_level"] for row in rows} <= levels
    text = plain(boundaries_sheet(found, "en"))
    assert ("SEV2" if name == "five" else "major incident") in text
    assert "level I" not in text


@pytest.mark.parametrize("name", ["five", "one"])
def test_boundary_incidents_of_any_scale_hold(tmp_path, opened, name):
    library = opened(PLANS[name])
    count = save(guards(table(library), library), tmp_path / "guards")
    assert count > 0
    levels = set()
    for path in sorted((tmp_path / "guards").glob("*.expected.yaml")):
        expected = load_expected(path)
        incident = load_incident(path.parent / expected.incident)
        for check in expected.checks:
            levels.add(str(check.level))
            situation = situate(incident, library, now=check.now)
            assert not failures_of(check, situation, begin_of(incident, SHANGHAI))
    assert levels == set(prepared(library).levels.names)


def test_mutants_are_told_on_the_scale_of_the_plan(opened):
    score = mutants_of(table(opened(FIVE)), [], generate=True)
    data = mutants_json(score)
    assert {one["level"] for one in data["mutants"]} == {"SEV1", "SEV2", "SEV3", "SEV4", "SEV5"}
    told = {level for one in data["mutants"] if one["levels"] for level in one["levels"]}
    assert told == {"none", "SEV1", "SEV2", "SEV3", "SEV4", "SEV5"}
    text = plain(mutants_sheet(score, "en"))
    assert "SEV3, changed: SEV2" in text
    assert {row["level"] for row in csv.DictReader(io.StringIO(mutants_csv(score, "en")))} <= {*told, ""}


TESTS = """\
respond: plan-tests/1
plan: testland/severity@2020
occurred: 2026-03-01T08:00+08:00
now: 1 hour
events: {received: 30 minutes}
tests:
  some: {facts: {users: 100}, expect: {level: SEV3, called: light, met: [sev3]}}
  many: {facts: {users: 1000}, expect: {level: SEV2, called: full}}
"""


def test_tests_and_coverage_know_the_scale(tmp_path, capsys, opened):
    opened(FIVE)
    file = tmp_path / "plans" / f"{WHERE}.yaml"
    file.with_suffix(".tests.yaml").write_text(TESTS, "utf-8")
    assert main(["plan", "test", str(file), "--lang", "en", "--without-incidents"]) == 0, capsys.readouterr()
    assert main(["plan", "coverage", str(file), "--lang", "en"]) in (0, 1)
    assert "level SEV4" in capsys.readouterr().out
    assert main(["plan", "boundaries", str(file), "--mutants", "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["counts"]["test"] > 0


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("command", ["check", "boundaries", "render", "coverage"])
def test_every_command_takes_every_scale(tmp_path, capsys, opened, name, command):
    opened(PLANS[name])
    for lang in ("zh", "en"):
        code = main(["plan", command, str(tmp_path / "plans" / f"{WHERE}.yaml"), "--lang", lang])
        said = capsys.readouterr()
        assert code in (0, 1), said.err
        assert "Ⅱ级" not in said.out
        assert "level II" not in said.out


def test_a_level_that_comes_between_is_compared_by_name(opened):
    four = swapped(
        FIVE,
        ('  - {id: SEV3, en: "SEV3: some are affected", short: {en: SEV3}}\n', ""),
        ('  SEV3: [{id: sev3, when: 100 <= users < 1000, clause: "1"}]\n', ""),
        ("10 <= users < 100", "10 <= users < 1000"),
        ("level == SEV3 or level == SEV4", "level == SEV4"),
        ("level >= SEV3", "level >= SEV2"),
    )
    found = diff_of(opened(four), NAME, NAME, beside=opened(FIVE, "b"))
    assert [(o.change.fact, *map(str, o.change.levels)) for o in found.levels] == [("users", "SEV4", "SEV3")]
    assert (found.levels[0].change.facts["users"], found.exit_code, found.complete) == (100, 1, True)
    (scales,) = diff_json(found)["scales"]
    assert scales == {
        "of": "levels",
        "a": ["SEV1", "SEV2", "SEV4", "SEV5"],
        "b": ["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"],
    }
    text = said(diff_sheet(found, "en"))
    assert "the levels of incidents differ: compared by name" in text
    assert "SEV1, SEV2, SEV4, SEV5" in text
    assert "no incident has another level" not in text


def test_of_scales_without_a_common_level_only_that_there_is_one_is_compared(opened):
    found = diff_of(opened(FIVE), NAME, NAME, beside=opened(ONE, "b"))
    assert {tuple(map(str, o.change.levels)) for o in found.levels} == {
        ("none", "major"), ("SEV5", "none"), ("SEV4", "none"), ("SEV3", "none"),
    }  # fmt: skip
    assert found.complete
    assert "only whether there is a level is compared" in said(diff_sheet(found, "en"))


def test_that_only_one_of_two_plans_has_levels_is_said(opened):
    found = diff_of(opened(FIVE), NAME, NAME, beside=opened(RESPONSES, "b"))
    assert found.levels == ()
    assert "has levels; levels are not compared" in said(diff_sheet(found, "en"))
    assert {change.id for change in found.responses} == {"full", "light"}


@pytest.mark.parametrize("name", PLANS)
def test_nothing_differs_from_itself_on_any_scale(opened, name):
    found = diff_of(opened(PLANS[name]), NAME, NAME, beside=opened(PLANS[name], "b"))
    assert (found.exit_code, found.scales, found.complete) == (0, (), True)


def codes(report):
    return {(finding.kind, finding.witness and finding.witness.id) for finding in report.open}


def by_question(report):
    return {answer.question: answer for answer in report.answers}


SOME = swapped(FIVE, ("1 <= users < 10,", "7 <= users < 10,"))


def test_what_the_text_leaves_below_the_scale_is_no_hole(opened):
    assert [finding.kind for finding in checked(opened(SOME)).open] == ["hole"]
    rest = swapped(SOME, ("{en: no outage}", "{en: no outage, covers: everything else, clause: '2'}"))
    report = checked(opened(rest, "b"))
    assert report.open == ()
    totality = by_question(report)["totality"]
    assert totality.outcome.value == "not-asked"
    assert [said.en for said in totality.left_out] == [
        "left below the scale by clause 2, so not asked: everything else"
    ]
    assert "not asked left below the scale by clause 2" in said(check_sheet([report], "en", {}))
    assert report.to_json()["answers"][0]["left_out"][0]["zh"] == "条款2留在级别以下，不问：其余一切情形"


@pytest.mark.parametrize(
    ("covers", "found"),
    [
        ("users <= 6", []),
        ("users < 7", []),
        ("users <= 600", []),
        ("users <= 5", ["users affected (6 persons): no level; worse than that: SEV5"]),
        (
            "users <= 6 and cost <= 1 万元",
            ["users affected (1 person to 6 persons): no level; worse than that: SEV5"],
        ),
    ],
)
def test_only_the_cases_the_text_names_are_left_below(opened, covers, found):
    text = swapped(SOME, ("{en: no outage}", f"{{en: no outage, covers: {covers}, clause: '2'}}"))
    report = checked(opened(text))
    assert [finding.text.en for finding in report.open] == found
    (said_,) = by_question(report)["totality"].left_out
    assert said_.en.startswith("left below the scale by clause 2, so not asked: users affected")


@pytest.mark.parametrize(
    "covers", ["users == 0", "users < 1", "10 <= users < 20", "cost >= 5 万元 and users >= 7"]
)
def test_cases_left_below_the_scale_without_need_are_found(opened, covers):
    text = swapped(FIVE, ("{en: no outage}", f"{{en: no outage, covers: {covers}, clause: '2'}}"))
    (finding,) = checked(opened(text)).open
    assert (finding.code, finding.kind, finding.entries) == ("P402", "needless", ("below",))
    assert covers in finding.text.en


def test_a_gap_or_a_fall_the_text_names_is_none_and_everything_else_hides_none(opened):
    gap = swapped(FIVE, ("1000 <= users", "1005 <= users"))
    named = swapped(gap, ("{en: no outage}", "{en: no outage, covers: 1000 <= users < 1003}"))
    (finding,) = checked(opened(named)).open
    assert (finding.kind, finding.text.en) == (
        "gap",
        "users affected (1003 persons to 1004 persons): in no band, between sev3 (SEV3) and sev2 (SEV2)",
    )
    whole = swapped(gap, ("{en: no outage}", "{en: no outage, covers: 1000 <= users < 1005}"))
    assert checked(opened(whole, "b")).open == ()
    rest = swapped(gap, ("{en: no outage}", "{en: no outage, covers: everything else}"))
    assert [finding.kind for finding in checked(opened(rest, "c")).open] == ["gap"]
    ends = swapped(FIVE, ("users >= 10000", "10000 <= users < 20000"))
    named = swapped(ends, ("{en: no outage}", "{en: no outage, covers: users >= 20000}"))
    assert checked(opened(named, "d")).open == ()


@pytest.mark.parametrize(
    ("covers", "code"),
    [
        ("userz <= 5", "E410"),
        ("users <= 5 ha", "E427"),
        ("users + 5", "E411"),
        ("level == SEV5", "E429"),
        ("everything", "E410"),
    ],
)
def test_what_lies_below_is_typed_like_a_criterion(opened, covers, code):
    with pytest.raises(InputError) as caught:
        prepared(opened(swapped(FIVE, ("{en: no outage}", f"{{en: no outage, covers: {covers}}}"))))
    (found,) = caught.value.faults
    assert found.code == code
    assert FIVE.splitlines()[found.place.line - 1].startswith("below:")


def test_scales_are_shown_with_their_words_colours_and_clauses(tmp_path, capsys, monkeypatch, opened):
    opened(
        swapped(
            FIVE, ("{en: no outage}", "{en: no outage, covers: users < 1 and cost < 1 万元, clause: '2'}")
        )
    )
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path / "plans"))
    assert main(["show", NAME, "--lang", "en"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert main(["plan", "render", NAME, "--lang", "en"]) == 0
    rendered = capsys.readouterr().out
    for text in (shown, rendered):
        for part in (
            "SEV1: everybody is affected, red",
            "SEV4: a few are affected",
            "All hands",
            "One team",
            "No outage",
        ):
            assert part in text
        assert "below the scale: users affected: less than 1 person" in text
    assert "[SEV4: a few are affected](#level-SEV4) (Level)" in rendered
    assert "[Below the scale](#level-below)" in rendered
    assert "entry-full" not in rendered
    assert main(["show", NAME, "2", "--lang", "en"]) == 0
    assert "No outage" in capsys.readouterr().out
