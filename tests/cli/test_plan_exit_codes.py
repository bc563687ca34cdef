"""The exit codes of the commands for plan authors: the documented table, one case for each of its cells."""

import re
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from respond.cli import main
from respond.prove import Levels, Model, Reply, Solver, mutants_of
from small_plan import SMALL, shelve

PAGE = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"
SPILL = "testland/spill/2020.yaml"
TESTS = """\
respond: plan-tests/1
plan: testland/spill@2020
by: 县环境局
occurred: {occurred}
now: 2 hours
beside: [{beside}]
facts: {{injured: 0, houses: 4, river: no, grave: no}}
tests:
  large: {{facts: {{area: 100 ha}}, expect: {{level: {level}}}}}
"""
CASES = {
    ("new", 0): ["mycounty/flood@2026"],
    ("new", 2): ["Flood"],
    ("fmt", 0): ["plan.yaml"],
    ("fmt", 1): ["--check", "plan.yaml"],
    ("fmt", 2): ["no.yaml", "plan.yaml"],
    ("check", 0): ["incident-reporting"],
    ("check", 1): [SPILL],
    ("check", 2): ["no-such-plan"],
    ("check", 3): ["vaccine-quality"],
    ("diff", 0): [SPILL, SPILL],
    ("diff", 1): ["forest-grassland-fire@2009", "forest-grassland-fire@2026"],
    ("diff", 2): ["vaccine-quality", "debt-risk"],
    ("diff", 3): [SPILL, SPILL],
    ("diff", 4): ["forest-fire@2024", "forest-grassland-fire@2026", "--on", "1990-01-01"],
    ("boundaries", 0): [SPILL],
    ("boundaries", 1): [SPILL, "--mutants", "--incidents", "."],
    ("boundaries", 2): ["2020.yaml"],
    ("boundaries", 4): ["forest-grassland-fire", "--on", "1990-01-01"],
    ("test", 0): [SPILL, "--without-incidents"],
    ("test", 1): [SPILL, "--without-incidents"],
    ("test", 2): [SPILL, "--without-incidents"],
    ("test", 4): [SPILL, "--without-incidents"],
    ("coverage", 0): [SPILL, "--without-incidents"],
    ("coverage", 2): [SPILL, "--without-incidents"],
    ("coverage", 4): [SPILL, "--without-incidents"],
    ("render", 0): [SPILL],
    ("render", 2): [SPILL, "-o", "no/plan.md"],
    ("render", 4): ["forest-grassland-fire", "--on", "1990-01-01"],
}
TESTED = {
    0: {"occurred": "2026-03-02", "beside": "", "level": "I"},
    1: {"occurred": "2026-03-02", "beside": "", "level": "II"},
    2: {"occurred": "2026-03-02", "beside": "", "level": "V"},
    4: {"occurred": "1990-03-02", "beside": "forest-grassland-fire", "level": "I"},
}


def documented():
    """Read the cells of the table that say something."""
    table = re.search(
        r"^\| `respond plan` \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE.read_text("utf-8"), re.MULTILINE
    )
    for line in table[1].splitlines():
        name, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        yield from ((name.strip("`"), code) for code, cell in enumerate(cells) if cell)


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    shelve(tmp_path)
    (tmp_path / "plan.yaml").write_text(SMALL, "utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("command", "code"), CASES)
def test_one_case_of_each(capsys, monkeypatch, command, code):
    if command in {"test", "coverage"}:
        Path("testland/spill/2020.tests.yaml").write_text(TESTS.format(**TESTED[code]), "utf-8")
    if (command, code) == ("check", 3):
        undecided = lambda *_: Reply(found=False, decided=False)  # noqa: E731
        monkeypatch.setattr(Solver, "ask", undecided)
        monkeypatch.setattr(Model, "ask", undecided)
    if (command, code) == ("diff", 3):
        monkeypatch.setattr("respond.prove.diff.compare.level_changes", lambda *_: Levels((), complete=False))
    if (command, code) == ("boundaries", 1):  # only the incidents of a folder without any
        monkeypatch.setattr("respond.prove.mutants_of", partial(mutants_of, generate=False))
    assert main(["plan", command, *CASES[command, code]]) == code
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert bool(captured.err) == (code in {2, 4})


def test_the_table_says_what_is_so():
    assert set(documented()) == set(CASES)


@pytest.mark.parametrize("command", sorted({command for command, _ in CASES}))
def test_what_nobody_foresaw_is_an_apology(capsys, monkeypatch, command):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(import_module(f"respond.cli.plan_{command}").command, "callback", broken)
    assert main(["plan", command, *CASES[command, 0]]) == 70
    assert "E990" in capsys.readouterr().err


@pytest.mark.parametrize("command", sorted({command for command, _ in CASES}))
def test_an_unknown_option_is_a_usage_error(capsys, command):
    assert main(["plan", command, "--nonsense"]) == 2
    assert "E902" in capsys.readouterr().err
