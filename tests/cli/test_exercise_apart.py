"""`--exercise`: a store of its own for exercises, which no real command and no real server opens."""

import pytest

from respond.cli import main

OPEN = (
    "open", "--id", "drill", "--plan", "vaccine-quality", "--set", "quality_suspected=yes", "--event",
    "received=2026-11-21T09:12", "--now", "2026-11-21T09:20", "--title", "桌面推演",
)  # fmt: skip
NOW = ("--now", "2026-11-21T09:30+08:00")


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Give a shell whose store lies where nothing is yet."""
    monkeypatch.setenv("RESPOND_STORE", str(tmp_path / "store.db"))

    def shell(*arguments):
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return shell


def test_what_is_opened_for_an_exercise_is_one(run):
    assert run(*OPEN, "--exercise")[0] in {0, 3}
    code, out, _ = run("list", "--exercise", *NOW)
    assert code == 0
    assert "【演练】桌面推演（drill）" in out


@pytest.mark.parametrize(
    "command",
    [
        ("list", *NOW),
        ("status", "drill", *NOW),
        ("note", "drill", "电话", *NOW),
        ("handover", *NOW),
        ("log", "verify"),
        ("watch", "--once", *NOW),
        ("ack", "drill", "report-up", "--by", "张", *NOW),
        ("supervise", "list", *NOW),
        ("api", "GET", "/v1/incidents", *NOW),
        ("serve", "--port", "0"),
    ],
    ids=lambda words: words[0],
)
def test_real_commands_refuse_a_store_for_exercises(run, command):
    run(*OPEN, "--exercise")
    code, out, err = run(*command)
    assert code in {1, 2}
    assert "E966" in out + err


@pytest.mark.parametrize(
    "command",
    [
        ("note", "drill", "电话", *NOW),
        ("status", "drill", *NOW),
        ("replay", "drill", "--at", NOW[1]),
        ("handover", *NOW),
        ("log", "verify"),
        ("watch", "--once", *NOW),
        ("supervise", "list", *NOW),
        ("api", "GET", "/v1/incidents", *NOW),
    ],
    ids=lambda words: words[0],
)
def test_the_same_commands_work_on_it_when_told_so(run, command):
    run(*OPEN, "--exercise")
    code, out, err = run(*command, "--exercise")
    assert code in {0, 3}, err
    assert "E966" not in out + err


def test_a_real_incident_is_refused_in_it(run, tmp_path):
    file = tmp_path / "fire.yaml"
    file.write_text(
        "respond: incident/1\nid: fire\ntitle: {zh: 真的}\nplans: [vaccine-quality]\nmode: real\n"
        "occurred: 2026-11-21T09:00+08:00\n",
        "utf-8",
    )
    code, _, err = run("open", str(file), "--exercise", *NOW)
    assert (code, "E966" in err) == (2, True)
    assert run("open", str(file), *NOW)[0] in {0, 3, 4}


def test_a_store_for_real_work_is_refused_to_an_exercise(run):
    run(*OPEN)
    code, _, err = run("list", "--exercise", *NOW, "--lang", "en")
    assert code == 2
    assert "is a store for real work" in err
