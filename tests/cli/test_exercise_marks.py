"""Whatever a command tells of an incident of an exercise bears the mark of one, in both languages."""

import json
import shutil
from collections.abc import Iterator

import click
import pytest

from respond.cli import main
from respond.cli.root import root

NOW = ("--now", "2026-11-21T09:30")
BY = ("--by", "headquarters", "--reason", "x")
PREPARED = (
    *(
        ("open", "--id", name, "--plan", "vaccine-quality", "--set", "quality_suspected=yes", "--set", "deaths=1",
         "--event", "received=2026-11-21T09:12", "--occurred", "2026-11-21T08:00")
        for name in ("one", "two")
    ),
    ("open", "--id", "works", "--plan", "production-accident", "--set", "deaths=1", "--occurred", "2026-11-21T08:00"),
    ("update", "one", "warning_colour=orange"),
    ("declare", "two", "--level", "II", *BY),
    ("start", "two", "--level", "III", *BY),
    ("supervise", "add", "bus", "--profile", "supervision-13710", "--title", "校车", "--undertaker", "市教育局",
     "--initiator", "市政府办公厅", "--source", "会议", "--board", "daily"),
)  # fmt: skip
"""What is there before each command: incidents, of which one has a response, and an item under supervision."""

TOLD = {
    "open": ("--id", "three", "--plan", "vaccine-quality", "--event", "received=2026-11-21T09:12"),
    "update": ("one", "deaths=3"),
    "event": ("one", "verified"),
    "did": ("one", "report-up", "--to", "county-government"),
    "unable": ("one", "evaluate", "--reason", "x"),
    "declare": ("one", "--level", "II", *BY),
    "withdraw": ("two", *BY),
    "start": ("one", "--level", "III", *BY),
    "adjust": ("two", "--level", "II", *BY),
    "terminate": ("two", *BY),
    "close": ("one", *BY),
    "extend": ("works", "county-inquiry-report", "5 days", "--by", "local-government", "--reason", "x"),
    "correct": ("one", "deaths", "--value", "2", *BY),
    "note": ("one", "x"),
    "describe": ("one", "--where", "x"),
    "link": ("one", "two"),
    "merge": ("one", "two"),
    "status": ("one",),
    "list": (),
    "due": (),
    "ask": ("one",),
    "duties": ("one",),
    "log show": ("one",),
    "replay": ("one", "--at", "2026-11-21T09:30"),
    "ack": ("one", "report-up", "--by", "headquarters"),
    "postpone": ("one", "report-up", "--until", "2026-11-21T11:00", *BY),
    "handover": (),
    "report": ("one", "initial"),
    "sheet": ("one",),
    "ics": ("one",),
    "cap": ("one",),
    "supervise add": (
        "bridge", "--profile", "supervision-13710", "--title", "桥", "--undertaker", "市交通局", "--initiator",
        "市政府办公厅", "--source", "会议", "--board", "daily",
    ),
    "supervise list": (),
    "supervise status": ("bus",),
    "supervise feedback": ("bus", "--text", "已排查"),
    "supervise extend": ("bus", "--until", "2026-11-28T18:00", "--plan", "分步", "--by", "市教育局"),
    "supervise return": ("bus", "--by", "市政府办公厅", "--reason", "x", "--within", "3 days"),
    "supervise attempt": ("bus", "--with", "家长", "--by", "市教育局"),
    "supervise evaluate": ("bus", "--grade", "excellent", "--by", "市政府办公厅"),
    "supervise clear": ("bus", "--by", "市政府办公厅", "--reason", "x"),
}  # fmt: skip
"""What each command is given that tells of an incident."""


def commands(group=root, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Give every command with its name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))
        else:
            yield " ".join((*path, name)), found


def about_one(command: click.Command) -> bool:
    """Say whether a command is given an incident of a store."""
    return {"incident", "store"} <= {each.name for each in command.params}


def test_every_command_that_is_given_an_incident_is_among_them():
    assert {name for name, command in commands() if about_one(command)} <= TOLD.keys()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Make a store for exercises once, in which something has happened."""
    made = tmp_path_factory.mktemp("prepared")
    place = str(made / "store.db")
    for command in PREPARED:
        assert main([*command, *NOW, "--exercise", "--store", place]) == 0, command
    return made


@pytest.mark.parametrize(("lang", "mark"), [("zh", "【演练】"), ("en", "[EXERCISE]")])
@pytest.mark.parametrize("name", TOLD)
def test_what_a_command_tells_bears_the_mark(name, lang, mark, prepared, tmp_path, capsys):
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    capsys.readouterr()
    now = () if name == "replay" else NOW
    place = str(tmp_path / "store.db")
    code = main([*name.split(), *TOLD[name], *now, "--exercise", "--store", place, "--lang", lang])
    told = capsys.readouterr()
    assert code in {0, 3}, told.err
    assert mark in told.out


EMPTY = ("list", "due", "handover", "supervise list", "supervise report 2026")
"""What is told of a store in which there is nothing."""
WHOLE = ("log checkpoint", "log verify", "handover", "supervise report 2026")
"""What is told of a store as a whole."""


@pytest.mark.parametrize(("lang", "mark"), [("zh", "【演练】"), ("en", "[EXERCISE]")])
@pytest.mark.parametrize("name", EMPTY)
def test_what_is_told_of_an_empty_store_bears_the_mark(name, lang, mark, tmp_path, capsys):
    place = ("--store", str(tmp_path / "store.db"))
    main([*PREPARED[0], *NOW, "--exercise", *place])
    (tmp_path / "store.db").unlink()
    capsys.readouterr()
    assert main([*name.split(), *NOW, "--exercise", *place, "--lang", lang]) == 0
    assert mark in capsys.readouterr().out
    assert main([*name.split(), *NOW, *place, "--lang", lang]) == 0
    assert mark not in capsys.readouterr().out


@pytest.mark.parametrize(("lang", "mark"), [("zh", "【演练】"), ("en", "[EXERCISE]")])
@pytest.mark.parametrize("name", WHOLE)
def test_what_is_told_of_a_whole_store_bears_the_mark(name, lang, mark, prepared, tmp_path, capsys):
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    asked = [*name.split(), *NOW, "--exercise", "--store", str(tmp_path / "store.db")]
    for form in ((), ("--format", "md")):
        capsys.readouterr()
        assert main([*asked, "--lang", lang, *form]) == 0
        assert mark in capsys.readouterr().out.splitlines()[0].replace("\\", "")


@pytest.mark.parametrize("name", ["log checkpoint", "log verify"])
def test_the_signed_line_stays_as_it_is_and_the_data_says_what_store_it_is(name, prepared, tmp_path, capsys):
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    place = ("--exercise", "--store", str(tmp_path / "store.db"))
    main(["log", "checkpoint", *NOW, *place])
    capsys.readouterr()
    assert main([*name.split(), *NOW, *place, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["exercise"] is True
    assert main(["log", "verify", *NOW, *place, "--against", found["line"]]) == 0
    assert found["line"] in capsys.readouterr().out.replace("\n", "").replace(" ", "")


def test_a_round_of_reminders_bears_the_mark(prepared, tmp_path, capsys):
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    capsys.readouterr()
    main(["watch", "--once", *NOW, "--exercise", "--store", str(tmp_path / "store.db")])
    assert "【演练】" in capsys.readouterr().err
