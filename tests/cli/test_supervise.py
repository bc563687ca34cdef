"""`respond supervise`: each command says what the library gives, under the shipped profile."""

import json

import jsonschema
import pytest

from respond.api import default_library
from respond.cli import main
from respond.facts import read_instant
from respond.situation import data_of
from respond.store import Store
from respond.supervise import item, items, period_of, report

ADD = (
    "add", "bus", "--profile", "supervision-13710", "--title", "校车整治", "--undertaker", "市教育局", "--assisting",
    "市公安局", "--initiator", "市政府办公厅", "--source", "常务会议", "--board", "daily", "--at", "2018-01-02T09:00",
    "--now", "2018-01-02T09:10",
)  # fmt: skip


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Give a shell with a store of its own."""
    monkeypatch.setenv("RESPOND_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)

    def shell(*arguments):
        code = main(["supervise", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return shell


@pytest.fixture
def bus(run):
    """Set an item up, and answer its first node."""
    assert run(*ADD)[0] == 0
    assert run("feedback", "bus", "--text", "已部署", "--now", "2018-01-03T08:00")[0] == 0
    return run


def valid(text, name, capsys):
    main(["schema", name])
    jsonschema.validate(json.loads(text), json.loads(capsys.readouterr().out))


def test_the_reading_commands_are_twins_of_the_library(bus, tmp_path, capsys):
    store, library = Store(str(tmp_path / "store.db")), default_library()
    now = read_instant("2018-01-05T10:00+08:00")
    twins = (
        (("list", "--now", "2018-01-05T10:00"), items(store, library, now=now), "items"),
        (("status", "bus", "--now", "2018-01-05T10:00"), item(store, library, "bus", now=now), "item"),
        (("report", "2018-01", "--now", "2018-01-05T10:00"), report(store, library, period_of("2018-01"), now=now), "report"),
    )  # fmt: skip
    for arguments, thing, name in twins:
        code, out, _ = bus(*arguments, "--format", "json")
        assert code == 0
        assert json.loads(out) == data_of(thing)
        valid(out, name, capsys)
        assert bus(*arguments, "--format", "md")[1].startswith("#")
    store.close()


def test_the_life_of_an_item(bus, capsys):
    steps = (
        ("feedback", "bus", "node-3", "--text", "已反馈", "--at", "2018-01-04T09:00", "--now", "2018-01-04T09:30"),
        ("extend", "bus", "node-7", "--plan", "分两步", "--length", "10 days", "--by", "市教育局", "--now", "2018-01-06T09:00"),
        ("extend", "bus", "--granted", "--by", "市政府办公厅", "--now", "2018-01-06T10:00"),
        ("attempt", "bus", "--with", "家长", "--by", "市教育局", "--now", "2018-01-07T10:00"),
        ("return", "bus", "--by", "initiator", "--reason", "数据不实", "--within", "3 days", "--now", "2018-01-08T10:00"),
        ("evaluate", "bus", "--grade", "良好", "--by", "initiator", "--now", "2018-01-20T10:00"),
        ("clear", "bus", "--by", "mayor", "--reason", "特批", "--now", "2018-01-21T10:00"),
    )  # fmt: skip
    for arguments in steps:
        code, out, err = bus(*arguments, "--format", "json")
        assert code == 0, err
        valid(out, "noted", capsys)
    found = json.loads(bus("status", "bus", "--now", "2018-01-22T10:00", "--format", "json")[1])
    assert found["assisting"] == ["市公安局"]
    assert [each["by"] for each in found["feedback"]] == ["市教育局", "市教育局"]
    assert found["applications"][0]["until"] == "2018-01-19T09:00:00+08:00"
    assert [each["agreed"] for each in found["attempts"]] == [False]
    assert [each["grade"] for each in found["evaluations"]] == ["good"]
    assert found["cleared"] == "2018-01-21T10:00:00+08:00"
    assert bus("list", "--now", "2018-01-22T10:00")[1].startswith("督办事项0项")
    assert "校车整治" in bus("list", "--all", "--now", "2018-01-22T10:00")[1]


def test_an_application_in_time_and_one_too_late_by_the_profiles_own_rule(bus):
    ask = ("extend", "bus", "node-7", "--plan", "分两步", "--by", "市教育局", "--now")
    assert "应于 2018-01-07 09:00 前申请：按时" in bus(*ask, "2018-01-07T09:00")[1]
    assert "应于 2018-01-07 09:00 前申请，已晚1小时" in bus(*ask, "2018-01-07T10:00")[1]


def test_a_profile_is_borrowed_elsewhere(run):
    assert "借用外地规则（晋城市）" in run(*ADD, "--where", "太原市")[1]


def test_a_circular_is_checked(bus, tmp_path):
    text = "respond: circular/1\ntitle: {zh: 通报, en: circular}\nstated: {items: 1, done: 1}\nitems:\n"
    path = tmp_path / "circular.yaml"
    path.write_text(text + "  - {title: 校车整治, state: done, incident: bus}\n", "utf-8")
    code, out, _ = bus("report", "--check", str(path), "--now", "2018-01-03T09:00")
    assert code == 1
    assert "bus 称办结，记录库里在办" in out
    path.write_text(text + "  - {title: 别的, state: done}\n", "utf-8")
    assert bus("report", "--check", str(path))[0] == 0


def test_the_page_is_html(bus):
    assert bus("report", "2018Q1", "--format", "html", "--now", "2018-04-02T09:00")[1].startswith(
        "<!DOCTYPE html>"
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "x", "--profile", "supervision-13710", "--undertaker", "甲"), "E906"),
        (
            (
                "add",
                "x",
                "--profile",
                "supervision-13710",
                "--title",
                "t",
                "--source",
                "s",
                "--role",
                "judge",
            ),
            "E905",
        ),
        (("extend", "bus", "--by", "甲"), "E906"),
        (("extend", "bus", "--by", "甲", "--granted", "--until", "2018-01-09T09:00"), "E910"),
        (("extend", "bus", "--by", "甲", "--plan", "p", "--seen", "1"), "E911"),
        (("extend", "bus", "--by", "甲", "--until", "2018-01-09T09:00", "--length", "1 day"), "E910"),
        (("report",), "E906"),
        (("report", "2018", "--from", "2018-01-01"), "E910"),
        (("report", "2018", "--check", "x.yaml"), "E910"),
        (("list", "--lamp", "blue"), "E905"),
        (("lists",), "E903"),
    ],
)
def test_what_is_typed_wrongly(bus, arguments, code):
    found, out, err = bus(*arguments)
    assert (found, out) == (2, "")
    assert code in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("=x",), "FACT=VALUE: E710"), (("--role", "=b"), "respond supervise add --help")],
)
def test_what_is_typed_wrongly_is_blamed_on_what_was_typed(run, arguments, words):
    code, _, told = run(*ADD, *arguments)
    assert code == 2
    assert words in told
