"""Where output goes and input comes from: what cannot be written or read is told, and never looks like a crash."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from respond.cli import main
from respond.plan import Library, shipped

COMMAND = [sys.executable, "-m", "respond"]
QUICK = [
    "classify",
    "--plan",
    "vaccine-quality",
    "--now",
    "2026-11-21T09:40+08:00",
    "--occurred",
    "2026-11-21",
]
LONG = "a" * 300
FULL = Path("/dev/full")
WRITERS = [
    ["plans"],
    ["--version"],
    ["plan", "--help"],
    [*QUICK, "--format", "json"],
    [*QUICK, "--format", "yaml"],
    QUICK,
]

full_disk = pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")


def shell(command, **more):
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False, **more)


def line(arguments):
    return " ".join([*COMMAND, *arguments])


@full_disk
@pytest.mark.parametrize("arguments", WRITERS)
def test_a_full_disk_is_told_and_is_no_crash(arguments):
    done = shell(f"{line(arguments)} > /dev/full")
    assert done.returncode == 2
    assert done.stderr.startswith("E921 输出写不出去：")
    assert len(done.stderr.splitlines()) == 2


@full_disk
def test_a_full_disk_in_colour_too():
    done = shell(f"{line(QUICK)} > /dev/full", env=os.environ | {"FORCE_COLOR": "1"})
    assert (done.returncode, done.stderr[:4]) == (2, "E921")


@full_disk
def test_what_was_entered_is_told_where_the_output_takes_nothing(tmp_path):
    there = os.environ | {"RESPOND_STORE": str(tmp_path / "s.db")}
    given = [
        "open",
        "--id",
        "one",
        "--plan",
        "vaccine-quality",
        "--event",
        "received=2026-11-21T09:12",
        "--now",
        "2026-11-21T09:15",
    ]
    done = shell(f"{line(given)} > /dev/full", env=there)
    assert done.returncode == 2
    assert "已记入 one 第1条" in done.stderr
    assert "E921" in done.stderr


def test_a_table_of_runs_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "runs.csv"
    target.write_text("before", "utf-8")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("respond.exercise.simulation.run_table.csv", SimpleNamespace(writer=full))
    scenario = str(shipped("scenarios") / "vaccine-school-day.yaml")
    assert main(["exercise", "simulate", scenario, "--runs", "1", "--jobs", "1", "-o", str(target)]) == 2
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [("runs.csv", "before")]


@pytest.mark.parametrize("arguments", [["plans"], ["plans", "--help"], QUICK])
def test_a_closed_output_is_told(arguments):
    done = shell(f"{line(arguments)} >&-")
    assert done.returncode == 2
    assert done.stderr.startswith("E921 输出写不出去：已关闭")


def test_a_closed_input_is_told():
    done = shell(f"{line(['classify', '-'])} <&-")
    assert done.returncode == 2
    assert done.stderr.startswith("<stdin>: E103")


@pytest.mark.parametrize("nowhere", ["2>&-", pytest.param("2>/dev/full", marks=full_disk)])
def test_nobody_who_listens_changes_the_exit_code(nowhere):
    assert shell(f"{line(['no-such-command'])} {nowhere}").returncode == 2
    assert shell(f"{line(['plans'])} {nowhere}").returncode == 0


@pytest.mark.parametrize("colour", ["0", "1"])
def test_a_reader_that_leaves_gets_no_talk(colour):
    done = shell(f"{line(['show', 'vaccine-quality'])} | head -1", env=os.environ | {"FORCE_COLOR": colour})
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["classify", f"{LONG}.yaml"],
        ["classify", LONG],
        ["plan", "check", LONG],
        ["plan", "fmt", f"{LONG}.yaml"],
        ["plan", "check", "vaccine-quality", "--write", LONG],
        ["plan", "boundaries", "debt-risk", "--mutants", "--incidents", LONG],
        ["plan", "render", "vaccine-quality", "-o", f"{LONG}.html"],
        ["show", LONG],
        ["exercise", "run", f"{LONG}.yaml"],
        ["classify", "--plan", LONG, "--occurred", "2026-11-21"],
    ],
)
def test_a_name_too_long_for_any_file_is_told(capsys, arguments):
    assert main(arguments) == 2
    assert "E990" not in capsys.readouterr().err


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_folder_of_plans_that_cannot_be_read_is_named_not_skipped(monkeypatch, tmp_path, capsys, depth):
    folders = [tmp_path, tmp_path / "place", tmp_path / "place" / "plan"]
    folders[-1].mkdir(parents=True)
    listing = Path.iterdir

    def refused(path):
        if path == folders[depth]:
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", refused)
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path))
    assert main(["plans"]) == 2
    assert capsys.readouterr().err.startswith(f"E509 预案目录 `{folders[depth]}`"[:60])


@pytest.mark.parametrize(("name", "code"), [(LONG, "E509"), ("missing", "E507")])
def test_a_folder_of_plans_that_cannot_be_one_is_told(monkeypatch, tmp_path, capsys, name, code):
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path / name))
    assert main(["plans"]) == 2
    assert capsys.readouterr().err.startswith(code)


def test_what_the_system_refuses_is_told_with_the_file(monkeypatch, capsys):
    def refuse(*_):
        raise OSError(5, "Input/output error", "plans/one.yaml")

    monkeypatch.setattr(Library, "default", refuse)
    assert main(["plans"]) == 2
    assert capsys.readouterr().err.startswith("E922 `plans/one.yaml` 用不了：Input/output error")
