"""The other commands, help, version, and how a run may end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len

from respond._version import __version__
from respond.cli import main
from respond.cli.faults import worst

NOW = "2026-11-21T09:40+08:00"
QUICK = ["classify", "--plan", "vaccine-quality", "--now", NOW, "--occurred", "2026-11-21T08:30+08:00"]
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
COMMAND = [sys.executable, "-m", "respond"]


def run(capsys, *arguments):
    code = main(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_version(capsys):
    assert run(capsys, "--version") == (0, f"respond {__version__}\n", "")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "command",
    [
        [],
        ["classify"],
        ["open"],
        ["update"],
        ["event"],
        ["did"],
        ["unable"],
        ["declare"],
        ["withdraw"],
        ["start"],
        ["adjust"],
        ["terminate"],
        ["close"],
        ["extend"],
        ["correct"],
        ["note"],
        ["describe"],
        ["link"],
        ["merge"],
        ["plans"],
        ["show"],
        ["schema"],
        ["completion"],
        ["exercise"],
        ["exercise", "run"],
        ["plan"],
        ["plan", "new"],
        ["plan", "fmt"],
        ["plan", "check"],
        ["plan", "diff"],
        ["plan", "boundaries"],
        ["plan", "test"],
        ["plan", "coverage"],
        ["plan", "render"],
        ["status"],
        ["list"],
        ["due"],
        ["ask"],
        ["duties"],
        ["replay"],
        ["handover"],
        ["log"],
        ["log", "show"],
        ["log", "verify"],
        ["log", "checkpoint"],
        ["log", "import"],
    ],
)
def test_help_fits_and_speaks_the_language(capsys, command, lang):
    code, out, err = run(capsys, *command, "--help", "--lang", lang)
    assert (code, err) == (0, "")
    assert max(map(cell_len, out.splitlines())) <= 80
    assert out.startswith("用法: respond" if lang == "zh" else "Usage: respond")
    assert ("显示用法" if lang == "zh" else "show this help") in out


def test_nothing_typed_shows_the_help_and_is_a_usage_error(capsys):
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert "classify" in err


@pytest.mark.parametrize("command", [[], ["plan"], ["exercise"]])
@pytest.mark.parametrize(("lang", "usage"), [("zh", "用法: respond"), ("en", "Usage: respond")])
def test_options_without_a_command_show_the_help_in_the_language_asked_for(capsys, command, lang, usage):
    code, out, err = run(capsys, *command, "--lang", lang)
    assert (code, out) == (2, "")
    assert err.startswith(usage)
    assert err == run(capsys, *command, "--lang", lang, "--help")[1]


def test_plans_lists_every_edition(capsys):
    code, out, _ = run(capsys, "plans")
    assert code == 0
    assert "national/forest-grassland-fire@2009" in out
    assert "national/forest-grassland-fire@2026" in out
    rows = [json.loads(line) for line in run(capsys, "plans", "--format", "json")[1].splitlines()]
    assert {"id", "edition", "title", "in_force"} == rows[0].keys()
    assert len(rows) == out.count("@")
    assert run(capsys, "plans", "--format", "md")[1].startswith("| ")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "plan", ["vaccine-quality", "debt-risk", "forest-grassland-fire@2009", "forest-fire"]
)
def test_show_reads_a_whole_plan(capsys, plan, lang):
    code, out, err = run(capsys, "show", plan, "--lang", lang)
    assert (code, err) == (0, "")
    assert max(map(cell_len, out.splitlines())) <= 80
    assert ("条款台账" if lang == "zh" else "Ledger of clauses") in out


def test_show_one_clause(capsys):
    code, out, _ = run(capsys, "show", "vaccine-quality", "4.1")
    assert code == 0
    assert "4.1(1)" in out
    assert "4.4(1)" not in out.split("── 对条文的解释")[0]
    assert run(capsys, "show", "vaccine-quality", "4.1", "--format", "md")[1].startswith("# ")


def test_show_takes_the_edition_of_a_day(capsys):
    assert "@2009" in run(capsys, "show", "forest-grassland-fire", "--on", "2025-12-31")[1]
    assert "@2026" in run(capsys, "show", "forest-grassland-fire", "--on", "2026-01-01")[1]
    assert run(capsys, "show", "forest-grassland-fire", "--on", "1999-01-01")[0] == 4
    assert run(capsys, "show", "forest-grassland-fire", "--on", "2026-02-30")[0] == 2


def test_show_refuses_an_unknown_clause(capsys):
    code, out, err = run(capsys, "show", "vaccine-quality", "99.9")
    assert (code, out) == (2, "")
    assert "E916" in err


@pytest.mark.parametrize("name", ["plan", "incident", "scenario", "situation", "expected", "entered"])
def test_schemas_are_valid(capsys, name):
    code, out, _ = run(capsys, "schema", name)
    assert code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(out))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(capsys, shell):
    code, out, err = run(capsys, "completion", shell)
    assert (code, err) == (0, "")
    assert "_RESPOND_COMPLETE" in out


def test_a_shell_gets_completions():
    environment = {
        **os.environ,
        "_RESPOND_COMPLETE": "bash_complete",
        "COMP_WORDS": "respond cl",
        "COMP_CWORD": "1",
    }
    done = subprocess.run(COMMAND, env=environment, capture_output=True, text=True, check=False)
    assert "plain,classify" in done.stdout


def test_too_many_arguments(capsys):
    code, _, err = run(capsys, "schema", "plan", "incident")
    assert code == 2
    assert "E907" in err


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ([], 0),
        ([0, 0], 0),
        ([0, 3], 3),
        ([3, 1], 3),
        ([4, 3], 4),
        ([5, 4, 0], 5),
        ([5, 2], 2),
        ([2, 70, 0], 70),
        ([1, 0], 1),
    ],
)
def test_of_several_answers_the_worst_counts(codes, code):
    assert worst(codes) == code


def test_no_escape_codes_without_a_terminal_or_with_no_color(monkeypatch, capsys):
    assert "\x1b" not in run(capsys, *QUICK)[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run(capsys, *QUICK)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run(capsys, *QUICK)[1]


def test_the_answer_fits_the_terminal(monkeypatch, capsys):
    for columns in ("60", "80", "100"):
        monkeypatch.setenv("COLUMNS", columns)
        assert max(map(cell_len, run(capsys, *QUICK)[1].splitlines())) <= int(columns)


def test_an_error_nobody_foresaw_is_an_apology(monkeypatch, capsys):
    def broken(*_, **__):
        raise ZeroDivisionError("the engine\nbroke")

    monkeypatch.setattr("respond.api.classify", broken)
    code, out, err = run(capsys, *QUICK)
    assert (code, out) == (70, "")
    assert "E990" in err
    assert "Traceback" not in err
    monkeypatch.setenv("RESPOND_DEBUG", "1")
    assert "Traceback" in run(capsys, *QUICK)[2]


def test_ctrl_c_is_quiet(monkeypatch, capsys):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("respond.api.classify", interrupted)
    code, out, err = run(capsys, *QUICK)
    assert (code, out, err.strip()) == (130, "", "")


def test_a_reader_that_leaves_is_no_error(tmp_path):
    path = tmp_path / "incident.yaml"
    path.write_text(
        "respond: incident/1\nid: x\ntitle: {zh: 例, en: case}\nplans: [vaccine-quality]\noccurred: 2026-03-01\n",
        encoding="utf-8",
    )
    command = [*COMMAND, "classify", *[str(path)] * 8, "--now", NOW, "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_a_terminal_without_unicode_still_gets_an_answer():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*COMMAND, *QUICK, "--lang", "en"], env=environment, capture_output=True, check=False
    )
    assert done.returncode in {0, 3}
    assert b"Level" in done.stdout
    assert b"Traceback" not in done.stderr


def test_version_and_help_import_little():
    code = (
        "import sys; from respond.cli import main; main(['--version']); "
        "print(sorted(m for m in ('rich', 'durable', 'respond.situation', 'yaml') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_json_needs_no_layout():
    code = (
        "import sys; from respond.cli import main; main(sys.argv[1:]); "
        "print(sorted(m for m in sys.modules if m.split('.')[0] == 'rich'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *QUICK, "--format", "json"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_exercise_run_shows_a_report_that_fits(capsys, lang):
    scenario = next(SCENARIOS.glob("*.yaml"))
    code, out, err = run(capsys, "exercise", "run", str(scenario), "--lang", lang)
    assert code in {0, 1}
    assert err == ""
    assert max(map(cell_len, out.splitlines())) <= 80
    assert json.loads(run(capsys, "exercise", "run", str(scenario), "--format", "json")[1])
    assert run(capsys, "exercise", "run", str(scenario), "--format", "md")[1].startswith("> **")


def test_exercise_run_refuses_what_is_no_scenario(capsys, tmp_path):
    path = tmp_path / "scenario.yaml"
    path.write_text("respond: scenario/1\nid: x\n", encoding="utf-8")
    code, out, err = run(capsys, "exercise", "run", str(path))
    assert (code, out) == (2, "")
    assert "scenario.yaml" in err
