"""Plans by the path of their file: every command for plan authors takes one, from any folder, and refuses the same."""

import json
from xml.etree import ElementTree as ET

import pytest

from respond.cli import main
from small_plan import SMALL, shelve

TESTS = """\
respond: plan-tests/1
plan: testland/spill@2020
by: 县环境局
occurred: 2026-03-02T08:00+08:00
now: 2 hours
facts: {area: 0 ha, injured: 0, houses: 4, river: no, grave: no}
tests:
  none: {expect: {level: none}}
  wrong: {facts: {area: 100 ha}, expect: {level: II}}
"""
WHERE = "plans/testland/spill/2020.yaml"
COMMANDS = {
    "test": ["test", "--without-incidents"],
    "coverage": ["coverage", "--without-incidents"],
    "check": ["check"],
    "boundaries": ["boundaries"],
    "render": ["render"],
    "diff": ["diff", "testland/spill@2020"],
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An author's folder: a plan with its tests, a later edition that adopts another plan of the folder."""
    shelve(tmp_path / "plans")
    (tmp_path / "plans/testland/spill/2020.tests.yaml").write_text(TESTS, "utf-8")
    other = SMALL.replace("testland/spill", "testland/other")
    shelve(tmp_path / "plans", other, "testland/other/2020")
    local = (
        'respond: plan/1\nid: smalltown/spill\nedition: {name: "2021", in_force: {from: 2021-01-01}}\n'
        "title: {zh: 小镇方案, en: small town plan}\nkinds: [spill]\n"
        "adopts: [{plan: testland/other}]\n"
    )
    shelve(tmp_path / "plans", local, "smalltown/spill/2021")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys, *arguments):
    code = main(["plan", *arguments, "--lang", "en"])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_path_means_that_edition_from_any_folder(capsys, folder, monkeypatch, command):
    found = [run(capsys, *COMMANDS[command], WHERE)]
    for inside, path in (
        ("plans/testland/spill", "2020.yaml"),
        ("plans/smalltown", "../testland/spill/2020.yaml"),
    ):
        monkeypatch.chdir(folder / inside)
        found.append(run(capsys, *COMMANDS[command], path))
    found.append(run(capsys, *COMMANDS[command], str(folder / WHERE)))
    assert [code for code, _, _ in found] == [found[0][0]] * 4
    assert "testland/spill@2020" in found[0][1]
    assert all(err == "" for _, _, err in found)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_other_plans_of_the_folder_are_found(capsys, command):
    code, out, err = run(capsys, *COMMANDS[command], "plans/smalltown/spill/2021.yaml")
    assert (code in {0, 1}, err) == (True, "")
    assert "smalltown/spill@2021" in out


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("plans/testland/spill/2030.yaml", "E101"),
        ("nowhere/testland/spill/2020.yaml", "E101"),
        ("plans/testland/spill", "E102"),
        ("plans/testland/spill/", "E102"),
        ("plans/testland", "E102"),
        ("folder.yaml", "E102"),
        ("plans/testland/spill/2020.tests.yaml", "E684"),
        ("plans/testland/spill/2030.tests.yaml", "E101"),
        ("/2020.yaml", "E101"),
        ("empty.yaml", "E104"),
        ("bytes.yaml", "E109"),
        ("incident.yaml", "E208"),
        ("plans/testland/broken/2020.yaml", "E410"),
        ("plan\0.yaml", "E101"),
    ],
)
def test_what_is_no_plan_is_refused(capsys, folder, command, path, code):
    (folder / "folder.yaml").mkdir()
    (folder / "empty.yaml").touch()
    (folder / "bytes.yaml").write_bytes(b"\x00\xff\x00")
    (folder / "incident.yaml").write_text("respond: incident/1\nid: x\n", "utf-8")
    broken = SMALL.replace("area >= 100", "aera >= 100").replace("testland/spill", "testland/broken")
    shelve(folder / "plans", broken, "testland/broken/2020")
    found, out, err = run(capsys, *COMMANDS[command], path)
    assert (found, out) == (2, "")
    assert f" {code} " in err
    assert path.split("/")[-1].split("\0")[0] in err


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"diff"}))
def test_a_file_may_lie_anywhere_with_its_tests_beside_it(capsys, folder, command):
    (folder / "draft.yaml").write_text(SMALL.replace("testland/spill", "testland/draft"), "utf-8")
    (folder / "draft.tests.yaml").write_text(TESTS.replace("testland/spill", "testland/draft"), "utf-8")
    code, out, err = run(capsys, *COMMANDS[command], "draft.yaml")
    assert (code in {0, 1}, err) == (True, "")
    assert "testland/draft@2020" in out
    if command == "test":
        assert "draft.tests.yaml:9:42:" in out


def test_a_plan_that_bears_the_name_of_a_folder_is_still_a_plan(capsys, folder, monkeypatch):
    monkeypatch.setenv("RESPOND_PLANS", str(folder / "plans"))
    monkeypatch.chdir(folder / "plans")
    assert run(capsys, "coverage", "testland/spill", "--without-incidents")[0] == 0


def test_the_tests_beside_the_file_run_and_name_the_path_given(capsys, folder, monkeypatch):
    monkeypatch.chdir(folder / "plans")
    path = "testland/spill/2020.yaml"
    code, out, _ = run(capsys, "test", path, "--without-incidents", "--junit", "report.xml")
    assert code == 1
    assert "testland/spill/2020.tests.yaml:9:42:" in out
    cases = ET.parse("report.xml").getroot().findall("testsuite/testcase")  # noqa: S314 - our own
    assert {case.get("file") for case in cases} == {"testland/spill/2020.tests.yaml"}
    data = json.loads(run(capsys, "test", path, "--without-incidents", "--format", "json")[1])
    assert data["file"] == "testland/spill/2020.tests.yaml"


def test_a_path_means_one_edition_and_a_name_all(capsys, folder, monkeypatch):
    later = SMALL.replace('name: "2020"', 'name: "2030"').replace(
        "from: 2020-01-01, to: 2029-12-31", "from: 2030-01-01"
    )
    shelve(folder / "plans", later, "testland/spill/2030")
    monkeypatch.setenv("RESPOND_PLANS", str(folder / "plans"))
    assert "@2030" not in run(capsys, "test", WHERE, "--without-incidents")[1]
    assert "@2030" in run(capsys, "test", "testland/spill", "--without-incidents")[1]


def test_a_ledger_counts_no_entry_that_was_adopted(capsys):
    code, out, _ = run(capsys, "coverage", "plans/smalltown/spill/2021.yaml", "--format", "json")
    assert code == 0
    assert json.loads(out)["coverage"]["counts"] == {}


def test_a_name_beside_a_draft_means_the_edition_on_the_shelf(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("RESPOND_PLANS", str(shelve(tmp_path / "shelf")))
    draft = tmp_path / "draft.yaml"
    text = SMALL.replace('"2020"', '"2030"').replace("2020-01-01, to: 2029-12-31", "2030-01-01")
    draft.write_text(text.replace("area >= 100 ha", "area >= 50 ha"), "utf-8")
    assert main(["plan", "diff", "testland/spill", str(draft), "--lang", "en"]) in {0, 1, 3}
    told = capsys.readouterr().out
    assert told.splitlines()[2].startswith("testland/spill@2020")
    assert "→ testland/spill@2030" in told
    assert "100 ha" in told
