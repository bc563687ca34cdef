"""A call takes data; a file is read only where a Path names it."""

import io
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

import respond
from respond.plan import shipped

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=timezone(timedelta(hours=8)))
TEXT = """
respond: incident/1
id: example
title: {zh: 示例, en: example}
plans: [vaccine-quality]
occurred: 2026-11-21T09:00+08:00
facts: {quality_suspected: yes, deaths: 3}
"""
SCENARIO = shipped("scenarios") / "vaccine-school-day.yaml"


def incident():
    return respond.read_incident(TEXT)


def codes(error):
    return [each.code for each in error.value.faults]


@pytest.fixture
def secret(tmp_path, monkeypatch):
    """Put a file where a careless reader would find it, and the same on standard input."""
    path = tmp_path / "secret"
    path.write_text("top secret: [\n", "utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"top secret: [\n")))
    return path


@pytest.mark.parametrize("call", [
    lambda found: respond.classify(found, now=NOW),
    respond.load_incident,
    respond.load_scenario,
    respond.run_exercise,
    lambda found: respond.Library([found]),
    respond.Library,
])  # fmt: skip
@pytest.mark.parametrize("form", [str, lambda path: "-", lambda path: str(path).encode(), lambda path: None])
def test_no_text_is_taken_for_a_path(call, form, secret):
    with pytest.raises(respond.InputError) as error:
        call(form(secret))
    assert codes(error) == ["E750"]
    assert "top secret" not in error.value.render("zh") + error.value.render("en")
    assert sys.stdin.read() == "top secret: [\n"


def test_the_path_of_a_dash_is_a_file(secret, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(respond.InputError) as error:
        respond.load_incident(Path("-"))
    assert codes(error) == ["E101"]


@pytest.mark.parametrize("read", [respond.read_incident, respond.read_scenario])
@pytest.mark.parametrize("text", ["/etc/hostname", "-", "", "secret"])
def test_content_is_content(read, text, secret, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(respond.InputError) as error:
        read(text)
    assert not any(code in {"E101", "E103"} for code in codes(error))
    assert "top secret" not in str(error.value)


@pytest.mark.parametrize("read", [respond.read_incident, respond.read_scenario])
@pytest.mark.parametrize("found", [b"respond: incident/1", Path("x"), None, 3])
def test_content_is_a_text(read, found):
    with pytest.raises(respond.InputError) as error:
        read(found)
    assert codes(error) == ["E750"]


def test_content_and_files_are_read_alike(tmp_path):
    path = tmp_path / "incident.yaml"
    path.write_text(TEXT, "utf-8")
    found = [
        respond.classify(each, now=NOW).to_json() for each in (path, respond.load_incident(path), incident())
    ]
    assert found[0] == found[1] == found[2]
    whole = SCENARIO.read_text("utf-8")
    runs = [
        respond.run_exercise(each)
        for each in (SCENARIO, respond.read_scenario(whole), respond.load_scenario(SCENARIO))
    ]
    assert len({run.points for run in runs}) == 1


def test_messages_call_content_by_its_name():
    with pytest.raises(respond.InputError) as error:
        respond.read_incident("{", "post/3")
    assert str(error.value).startswith("post/3:2:1: E110")


@pytest.mark.parametrize(
    ("declare", "code"),
    [
        (("V", "县政府", "舆情"), "E340"),
        ((7, "县政府", "舆情"), "E750"),
        ((None, "县政府", "舆情"), "E750"),
        (("II", "县政府"), "E750"),
        (("II", "", "舆情"), "E750"),
        (("II", "县政府", None), "E750"),
        ("II", "E750"),
        (["II", "县政府", "舆情"], "E750"),
    ],
)
def test_a_declaration_is_a_level_an_office_and_a_reason(declare, code):
    with pytest.raises(respond.InputError) as error:
        respond.classify(incident(), now=NOW, declare=declare)
    assert codes(error) == [code]


@pytest.mark.parametrize("level", ["II", respond.Level("II"), "none", respond.Level("none")])
def test_a_level_is_declared_by_name_or_as_a_level(level):
    situation = respond.classify(incident(), now=NOW, declare=(level, "县政府", "舆情"))
    assert situation.declared.level is respond.Level(level)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"now": "2026-11-21T09:30+08:00"}, "E719"),
        ({"now": None}, "E719"),
        ({"now": date(2026, 11, 21)}, "E719"),
        ({"now": NOW.replace(tzinfo=None)}, "E719"),
        ({"at": NOW.replace(tzinfo=None)}, "E719"),
        ({"at": NOW + timedelta(microseconds=1)}, "E751"),
        ({"at": datetime(2026, 11, 21, 2, tzinfo=UTC)}, "E751"),
        ({"assume": "deaths=3"}, "E750"),
        ({"assume": None}, "E750"),
        ({"assume": 3}, "E750"),
        ({"desk": 0}, "E750"),
        ({"desk": ["bureau"]}, "E750"),
        ({"assume": [3]}, "E750"),
        ({"library": "plans"}, "E750"),
        ({"library": Path()}, "E750"),
    ],
)  # fmt: skip
def test_arguments_of_another_kind_are_refused(given, code):
    with pytest.raises(respond.InputError) as error:
        respond.classify(incident(), **{"now": NOW, **given})
    assert codes(error) == [code]


def test_the_present_may_be_looked_at_too():
    assert respond.classify(incident(), now=NOW, at=NOW).at == NOW


@pytest.mark.parametrize(
    "given", [{"plan": 3}, {"plan": None}, {"on": "2026-01-01"}, {"on": NOW}, {"library": "x"}]
)
def test_level_function_takes_a_name_and_a_day(given):
    with pytest.raises(respond.InputError) as error:
        respond.level_function(**{"plan": "vaccine-quality", **given})
    assert codes(error) == ["E750"]


def test_folders_are_a_list_of_paths():
    for found in (Path("plans"), [Path("plans"), "plans"], None, 3):
        with pytest.raises(respond.InputError) as error:
            respond.Library(found)
        assert codes(error) == ["E750"]
