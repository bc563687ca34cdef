"""`respond plan check`: what it prints, writes and ends with; plans of every kind of condition."""

import json
import sys
from pathlib import Path

import pytest
from planted import Shelf
from rich.cells import cell_len

from respond.api import default_library
from respond.cli import main
from respond.plan import Library
from respond.prove import Reply, Solver, check_plans, check_sheet, confirm
from respond.show import plain
from small_plan import SMALL, shelve

ODD = """\
respond: plan/1
id: testland/odd
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 各种条件, en: conditions of every kind}
units:
  bureau: {zh: 县局, en: county bureau, role: lead, clause: "1"}
facts:
  dead: {type: count, unit: person, worse: up, label: {zh: 死亡, en: deaths}, clause: "1"}
  area: {type: quantity, unit: ha, worse: up, label: {zh: 面积, en: area}, clause: "1"}
  rate: {type: share, worse: up, label: {zh: 比率, en: rate}, clause: "1"}
  dist: {type: quantity, unit: km, worse: down, label: {zh: 距离, en: distance}, clause: "1"}
  stock: {type: quantity, unit: 万元, worse: down, max: "100", label: {zh: 余额, en: stock}, clause: "1"}
  size:
    type: choice
    worse: up
    choices: {small: {zh: 小, en: small}, mid: {zh: 中, en: mid}, big: {zh: 大, en: big}}
    label: {zh: 规模, en: size}
    clause: "1"
  river: {type: flag, worse: up, label: {zh: 入河, en: river}, clause: "1"}
  grave: {type: flag, judgement: true, by: bureau, label: {zh: 严重, en: grave}, clause: "1"}
  day: {type: date, label: {zh: 日期, en: day}, clause: "1"}
  hot: {type: instant, label: {zh: 时刻, en: hot since}, clause: "1"}
windows:
  dry: {from: "11-01", to: "05-15", zh: 干季, en: dry season, clause: "1"}
derived:
  harm: {formula: area * rate, label: {zh: 损失量, en: harm}, clause: "1"}
events:
  sealed: {zh: 封堵, en: sealed, clause: "1"}
levels:
  I:
    - {id: I-harm, when: harm >= 10 ha, clause: "1"}
    - {id: I-dry, when: dead >= 5 and occurred in dry, clause: "1"}
    - {id: I-size, when: size == mid, clause: "1"}
    - {id: I-max, when: "max(dead, 3) >= 30", clause: "1"}
  II:
    - {id: II-harm, when: harm >= 5 ha and harm < 10 ha, clause: "1"}
    - {id: II-dry, when: dead >= 5 and day in dry, clause: "1"}
    - {id: II-size, when: size == big, clause: "1"}
    - {id: II-long, when: elapsed(sealed) >= 4 hours and not river, clause: "1"}
  III:
    - {id: III-near, when: dist < 5 km and river, clause: "1"}
    - {id: III-stock, when: stock < 10 万元, clause: "1"}
    - {id: III-hot, when: elapsed(hot) > 3 hours and sealed, clause: "1"}
  IV:
    - {id: IV-near, when: 6 km <= dist < 20 km and river, clause: "1"}
    - {id: IV-stock, when: 11 万元 <= stock < 50 万元 or grave, clause: "1"}
    - {id: IV-dead, when: dead >= 2 and occurred not in dry, clause: "1"}
ledger:
  "1": {status: encoded}
"""
FOUND = {
    ("hole", "area"), ("hole", "rate"), ("hole", "dead"), ("hole", "stock"), ("gap", "III-near"),
    ("fall", "size"), ("fall", "river"), ("fall", "stock"),
}  # fmt: skip


def test_conditions_of_every_kind_are_proved_or_refuted():
    with Shelf(ODD, "testland/odd/2020") as library:
        (report,) = check_plans(library, ["testland/odd"])
        assert {(finding.kind, finding.entries[0]) for finding in report.open} == FOUND
        for finding in report.open:
            confirm(finding.witness, library)


def run(capsys, *arguments):
    code = main(arguments)
    out = capsys.readouterr()
    return code, out.out, out.err


def test_all_shipped_plans_pass(capsys):
    code, out, err = run(capsys, "plan", "check")
    assert (code, err) == (0, "")
    assert "未解释的缺陷0项" in out
    assert "已知，见 one-serious-person" in out


def test_a_defect_ends_with_1_and_its_incident_is_written_for_classify(capsys, tmp_path, monkeypatch):
    path = shelve(tmp_path / "plans") / "testland/spill/2020.yaml"
    folder = tmp_path / "witnesses"
    code, out, _ = run(capsys, "plan", "check", str(path), "--lang", "en", "--write", str(folder))
    assert code == 1
    written = sorted(folder.iterdir())
    assert written
    assert all(file.name in out.replace("\n", "").replace(" ", "") for file in written)
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path / "plans"))
    default_library.cache_clear()
    for file in written:
        code, out, _ = run(
            capsys, "classify", str(file), "--now", "2026-11-21T10:00+08:00", "--format", "json"
        )
        answer = json.loads(out)
        assert (code, answer["level"], answer["could_reach"]) == (0, "none", "none")
    default_library.cache_clear()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_fits_80_columns(lang):
    with Shelf(ODD, "testland/odd/2020") as library:
        reports = list(check_plans(library, ["testland/odd", "debt-risk", "forest-fire"]))
    paths = {reports[0].findings[0].witness.id: Path("a/b.yaml")}
    lines = plain(check_sheet(reports, lang, paths)).splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert any("a/b.yaml" in line for line in lines)


def test_a_folder_that_cannot_be_written_is_a_fault(capsys, tmp_path):
    path = shelve(tmp_path, SMALL.replace(">= 100 ha", "> 100 ha")) / "testland/spill/2020.yaml"
    (tmp_path / "file").write_text("", "utf-8")
    for command in ("check", "boundaries"):
        code, out, err = run(capsys, "plan", command, str(path), "--write", str(tmp_path / "file" / "below"))
        assert (code, out) == (2, "")
        assert "E679" in err


def test_a_plan_file_may_lie_anywhere(capsys, tmp_path):
    (tmp_path / "notes.yaml").write_text("not: [a plan", "utf-8")
    draft = tmp_path / "draft.yaml"
    shipped = Library.default().editions("national/forest-grassland-fire")[-1].path
    text = shipped.read_text("utf-8")
    draft.write_text(
        text.replace(
            'name: "2026", in_force: {from: 2026-01-01', 'name: "next", in_force: {from: 2030-01-01'
        ),
        "utf-8",
    )
    for command in (["check"], ["boundaries"], ["render", "--format", "md"]):
        code, out, err = run(capsys, "plan", *command, str(draft), "--lang", "en")
        assert (code, err) == (0, "")
        assert "national/forest-grassland-fire@next" in out
    code, out, _ = run(capsys, "plan", "diff", "forest-grassland-fire@2026", str(draft), "--lang", "en")
    assert code == 0, out


def test_json_is_one_object_an_edition(capsys):
    code, out, _ = run(capsys, "plan", "check", "forest-fire", "vaccine-quality@2024", "--format", "json")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [each["plan"]["id"] for each in found] == ["jiaocheng/forest-fire"] * 2 + [
        "jiaocheng/vaccine-quality"
    ]
    holes = [
        finding
        for answer in found[2]["answers"]
        for finding in answer["findings"]
        if finding["kind"] == "hole"
    ]
    assert {hole["known"] for hole in holes} == {"few-rare-persons", "one-serious-person"}
    assert holes[0]["witness"]["incident"].startswith("respond: incident/1")
    assert {answer["question"]: answer["outcome"] for answer in found[2]["answers"]}["monotony"] == "proved"


def test_markdown_is_offered(capsys):
    code, out, _ = run(capsys, "plan", "check", "incident-reporting", "--format", "md", "--lang", "en")
    assert code == 0
    assert out.startswith("# ")


@pytest.mark.parametrize(
    ("arguments", "code", "fault"),
    [
        (["no-such-plan"], 2, "E502"),
        (["no/such/plan.yaml"], 2, "E101"),
        (["vaccine-quality", "--write", __file__], 2, "E671"),
        (["vaccine-quality", "--format", "yaml"], 2, "E905"),
        (["vaccine-quality", "--timeout", "0"], 2, "E9"),
    ],
)
def test_what_is_typed_wrongly_is_refused(capsys, arguments, code, fault):
    found, out, err = run(capsys, "plan", "check", *arguments)
    assert (found, out) == (code, "")
    assert fault in err


def test_an_invalid_plan_is_refused_with_its_faults(capsys, tmp_path):
    path = shelve(tmp_path, SMALL.replace("area >= 100 ha", "aera >= 100 ha")) / "testland/spill/2020.yaml"
    code, out, err = run(capsys, "plan", "check", str(path))
    assert (code, out) == (2, "")
    assert "aera" in err


@pytest.mark.parametrize(("formerly", "refused"), [("told", False), ("tolled", True)])
def test_what_a_duty_was_formerly_is_one_of_an_earlier_edition(capsys, tmp_path, formerly, refused):
    old = SMALL.replace("id: tell", "id: told").replace("2029-12-31", "2025-12-31")
    new = SMALL.replace('name: "2020", in_force: {from: 2020', 'name: "2026", in_force: {from: 2026')
    shelve(tmp_path, old)
    named = new.replace("within: 1 hour", f"formerly: [{formerly}]\n    within: 1 hour")
    shelve(tmp_path, named, "testland/spill/2026")
    code, _, err = run(capsys, "plan", "check", str(tmp_path / "testland/spill/2026.yaml"))
    assert (code == 2, "E590" in err, "`told`" in err) == (refused, refused, refused)


def test_without_the_extra_it_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    code, out, err = run(capsys, "plan", "check", "vaccine-quality", "--lang", "en")
    assert (code, out) == (2, "")
    assert "pip install 'respond-engine[prove]'" in err


def test_undecided_questions_end_with_3(capsys, monkeypatch):
    monkeypatch.setattr(Solver, "ask", lambda *_: Reply(found=False, decided=False))
    code, out, _ = run(capsys, "plan", "check", "forest-grassland-fire@2026", "--format", "json")
    answers = {answer["question"]: answer["outcome"] for answer in json.loads(out)["answers"]}
    assert code == 3
    assert {answers[name] for name in ("totality", "bands", "monotony")} == {"unknown"}
    assert "proved" not in {answers[name] for name in ("totality", "bands", "monotony")}


def test_a_plan_of_its_own_hides_a_shipped_one_of_that_name(tmp_path, monkeypatch):
    shelve(tmp_path, SMALL)
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path))
    assert [str(r.plan) for r in check_plans(Library.default(), ["spill"])] == ["testland/spill@2020"]
