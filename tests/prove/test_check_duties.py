"""Duties, reports, limits and editions: what is wrong is found without a solver; explanations must stay true."""

from types import SimpleNamespace

import pytest
from planted import Shelf

from respond.errors import InputError, MissingExtraError
from respond.plan import Library
from respond.prove import EditionModel, Outcome, Reply, Space, check_plans, totality
from small_plan import SMALL, shelve

NOTHING = SimpleNamespace(entries=())
CONTACT = {"no-contact", "no-limit"}


def kinds(text, where="testland/spill/2020"):
    with Shelf(text, where) as library:
        found = list(check_plans(library, [where.rsplit("/", 1)[0]]))
    return {finding.kind: finding for report in found for finding in report.findings}


def duty(text):
    return SMALL.replace("\ninterpretations:", f"\n  - {text}\ninterpretations:")


def test_the_small_plan_has_holes_and_nothing_else():
    assert set(kinds(SMALL)) == {"hole", "no-contact"}


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("{id: x, zh: 甲, en: a, when: deaths_never, unit: bureau, clause: '3'}", None),
        ("{id: x, zh: 甲, en: a, when: level == IV, unit: bureau, clause: '3'}", "never-owed"),
        ("{id: x, zh: 甲, en: a, when: received and not received, unit: bureau, clause: '3'}", "never-owed"),
        ("{id: x, zh: 甲, en: a, when: sealed, ends: [sealed], unit: bureau, clause: '3'}", "never-owed"),
        ("{id: x, zh: 甲, en: a, when: sealed, after: sealed, ends: [sealed], within: 1 hour, unit: bureau, clause: '3'}", ""),
        ("{id: x, zh: 甲, en: a, when: not sealed, after: sealed, within: 1 hour, unit: bureau, clause: '3'}", "never-starts"),
        ("{id: x, zh: 甲, en: a, when: sealed, report: initial, unit: bureau, clause: '3'}", "no-addressee"),
        ("{id: x, zh: 甲, en: a, when: sealed, report: initial, mood: may, unit: bureau, clause: '3'}", ""),
        ("{id: x, zh: 甲, en: a, when: sealed, report: initial, channel: [press], unit: bureau, clause: '3'}", ""),
        ("{id: x, zh: 甲, en: a, when: received, report: initial, to: [government], within: 2 hours, unit: bureau, clause: '3'}", "limits"),
        ("{id: x, zh: 甲, en: a, when: received and river, report: initial, to: [government], within: 2 hours, unit: bureau, clause: '3'}", "limits"),
        ("{id: x, zh: 甲, en: a, when: received and river, report: initial, to: [government], within: 30 minutes, unit: bureau, clause: '3'}", ""),
        ("{id: x, zh: 甲, en: a, when: sealed, within: 1 hour, pauses: {from: verified, to: verified}, unit: bureau, clause: '3'}", "void-pause"),
        ("{id: x, zh: 甲, en: a, when: sealed, within: 1 hour, ends: [graded], pauses: {from: graded, to: verified}, unit: bureau, clause: '3'}", "void-pause"),
        ("{id: x, zh: 甲, en: a, when: sealed, within: 1 hour, pauses: {from: verified, to: graded}, unit: bureau, clause: '3'}", ""),
        ("{id: x, zh: 甲, en: a, when: sealed, within: 1 day, extend: {by: bureau, at_most: 2 days}, unit: bureau, clause: '3'}", "void-extension"),
        ("{id: x, zh: 甲, en: a, when: sealed, due: promptly, extend: {by: government, at_most: 2 days}, unit: bureau, clause: '3'}", "void-extension"),
        ("{id: x, zh: 甲, en: a, when: sealed, within: 1 day, extend: {by: government, at_most: 2 days}, unit: bureau, clause: '3'}", ""),
        ("{id: x, zh: 甲, en: a, when: sealed and overdue(tell), due: promptly, unit: bureau, clause: '3'}", ""),
        ("{id: x, zh: 甲, en: a, when: received, report: initial, to: [government], within: 2 hours, mood: may, unit: bureau, clause: '3'}", ""),
    ],
)  # fmt: skip
def test_a_duty_that_cannot_be_done_is_found(entry, kind):
    if kind is None:
        with pytest.raises(InputError):
            kinds(duty(entry))
        return
    assert set(kinds(duty(entry))) - {"hole", *CONTACT} == ({kind} if kind else set())


def test_a_report_without_contents_is_found():
    text = SMALL.replace(", contents: [{id: place, zh: 地点, en: place}]", "")
    assert kinds(text)["empty-report"].entries == ("initial",)


def explained(text, lines):
    return text.replace("    touches: [III-injured]\n", f"    touches: [III-injured]\n    explains:\n{lines}")


def test_an_explanation_makes_a_defect_known():
    lines = "      - {kind: hole, when: 0 ha < area < 10 ha}\n      - {kind: hole, when: river and 1 <= injured < 3}\n"
    with Shelf(explained(SMALL, lines), "testland/spill/2020") as library:
        (report,) = check_plans(library, ["testland/spill"])
    assert {finding.known for finding in report.findings if finding.kind == "hole"} == {"river-word"}
    assert report.exit_code == 0


def test_a_duty_without_a_limit_or_a_word_for_one_is_named():
    entry = "{id: x, zh: 甲, en: a, when: sealed, unit: bureau, clause: '3'}"
    assert "x" in kinds(duty(entry))["no-limit"].entries
    assert (
        "x" not in kinds(duty(entry.replace("unit", "due: unstated, unit"))).get("no-limit", NOTHING).entries
    )
    assert (
        "x" not in kinds(duty(entry.replace("unit", "kind: refrain, unit"))).get("no-limit", NOTHING).entries
    )


def test_a_limit_in_office_hours_that_nobody_gave_is_named():
    text = duty("{id: x, zh: 甲, en: a, when: sealed, within: 2 office hours, unit: bureau, clause: '3'}")
    assert kinds(text)["no-office-hours"].entries == ("x",)
    given = text.replace("kinds: ", "office_hours: ['08:30-12:00']\nkinds: ", 1)
    assert "no-office-hours" not in kinds(given)
    assert "no-office-hours" not in kinds(text.replace("2 office hours", "2 hours"))


@pytest.mark.parametrize("kind", ["hole", "gap", "fall"])
def test_an_explanation_of_harm_without_a_level_names_its_cases(kind):
    with pytest.raises(InputError, match="E537"):
        kinds(explained(SMALL, f"      - {{kind: {kind}}}\n"))


def test_what_is_explained_in_every_case_is_not_explained():
    with Shelf(explained(SMALL, "      - {kind: hole, when: always}\n"), "testland/spill/2020") as library:
        (report,) = check_plans(library, ["testland/spill"])
    answer = next(answer for answer in report.answers if answer.question == "totality")
    assert answer.outcome is Outcome.REFUTED
    assert {finding.known for finding in answer.findings} == {None}


@pytest.mark.parametrize(
    ("graver", "overlaps"),
    [("area >= 5 ha and injured >= 1", False), ("5 ha <= area < 20 ha and injured >= 1", True)],
)
def test_criteria_that_end_nowhere_are_no_bands_that_overlap(graver, overlaps):
    levels = f"""\
  I: [{{id: I-both, when: {graver}, clause: "2"}}]
  II: [{{id: II-both, when: area >= 2 ha and injured >= 3, clause: "2"}}]
  III: [{{id: III-injured, when: area > 0 ha or injured > 0, clause: "2"}}]
"""
    before, rest = SMALL.split("levels:\n")
    after = rest[rest.index("responses:") :]
    text = before + "levels:\n" + levels + after
    assert ("overlap" in kinds(text)) is overlaps


def test_an_explanation_covers_only_the_cases_it_names():
    found = kinds(explained(SMALL, "      - {kind: hole, when: 0 ha < area < 8 ha}\n"))
    assert found["hole"].open
    assert "8 ha" in found["hole"].witness.words.en or "injured" in found["hole"].witness.words.en


def test_an_explanation_of_nothing_is_stale():
    found = kinds(explained(SMALL, "      - {kind: dead, entries: [I-area]}\n"))
    assert found["stale"].entries == ("river-word",)
    assert found["stale"].open


def test_an_explanation_must_name_entries_that_exist():
    with pytest.raises(InputError, match="E523"):
        kinds(explained(SMALL, "      - {kind: dead, entries: [I-aera]}\n"))


def test_days_without_an_edition_are_found(tmp_path):
    shelve(tmp_path)
    later = SMALL.replace(
        'name: "2020", in_force: {from: 2020-01-01, to: 2029-12-31}',
        'name: "2031", in_force: {from: 2031-01-01}',
    )
    shelve(tmp_path, later, "testland/spill/2031")
    found = {f.kind: f for r in check_plans(Library([tmp_path])) for f in r.findings}
    assert "2030-01-01" in found["uncovered"].text.en


OVERLAY = """\
respond: plan/1
id: testland/local
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 本地预案, en: local plan}
adopts:
  - {plan: testland/spill, clause: "1"}
ledger:
  "1": {status: encoded}
"""


def test_an_adopted_plan_that_ends_leaves_days_uncovered(tmp_path):
    shelve(tmp_path)
    shelve(tmp_path, OVERLAY, "testland/local/2020")
    found = {f.kind: f for r in check_plans(Library([tmp_path]), ["local"]) for f in r.findings}
    assert "from 2030-01-01" in found["uncovered"].text.en


def test_a_limit_in_words_replaced_by_a_figure_is_loosened(tmp_path):
    text = SMALL.replace(
        "\ninterpretations:",
        "\n  - {id: alarm, zh: 报警, en: alarm, when: received, unit: bureau, due: immediately, clause: '3'}\ninterpretations:",
    )
    shelve(tmp_path, text)
    overlay = (
        OVERLAY
        + "tighten: [{measure: alarm, within: 3 hours, clause: '1'}, {measure: tell, within: 30 minutes, clause: '1'}]\n"
    )
    shelve(tmp_path, overlay, "testland/local/2020")
    found = {f.kind: f for r in check_plans(Library([tmp_path]), ["local"]) for f in r.findings}
    assert found["loosened"].entries == ("alarm",)


def test_criteria_an_overlay_adds_are_judged_beside_the_adopted_ones(tmp_path):
    shelve(tmp_path)
    own = "levels: {III: [{id: own-area, when: area >= 40 ha, clause: '1'}]}\n"
    shelve(tmp_path, OVERLAY.replace("ledger:", f"{own}ledger:"), "testland/local/2020")
    found = {f.kind: f for r in check_plans(Library([tmp_path]), ["local"]) for f in r.findings}
    assert found["hidden"].entries == ("own-area", "I-area", "II-area")


def test_an_edition_in_force_before_its_document_is_found():
    text = SMALL.replace("kinds: [spill]", "document: {issued: 2021-01-01}")
    assert kinds(text)["outside"].open


def test_what_the_solver_cannot_decide_is_unknown_and_never_proved(tmp_path):
    with Shelf(SMALL, "testland/spill/2020") as library:
        plan = library.prepared(library.find("testland/spill"))
    case = EditionModel.made(plan)
    case.model.solver.ask = case.model.scratch.ask = lambda *_: Reply(found=False, decided=False)
    answer = totality(case)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.findings == ()


def test_without_the_extra_the_fault_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "z3", None)
    with pytest.raises(MissingExtraError, match="respond-engine\\[prove\\]"):
        Space({})
