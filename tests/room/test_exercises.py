"""Exercises over HTTP: for those who control them alone, and the same as on the command line."""

import json

import pytest
from duty import key_of

from respond.cli import main
from respond.plan import shipped

SCENARIOS = sorted(path.stem for path in shipped("scenarios").glob("*.yaml"))


@pytest.fixture
def control(room, door):
    door.headers.update(key_of(room, "exercise-control"))
    return door


def test_the_scenarios_are_listed(control):
    assert [each["id"] for each in control.get("/v1/exercises").json()["scenarios"]] == SCENARIOS


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_is_what_the_command_gives(control, name, capsys):
    path = shipped("scenarios") / f"{name}.yaml"
    main(["exercise", "run", str(path), "--format", "json"])
    wanted = json.loads(capsys.readouterr().out)
    assert control.get(f"/v1/exercises/{name}").json() == wanted
    assert control.post("/v1/exercises/run", content=path.read_bytes()).json() == wanted


def test_a_scenario_nobody_played_is_not_shown_as_though_somebody_had(control, capsys):
    found = control.get("/v1/exercises/vaccine-school-day").json()
    assert (found["played"], found["points"], found["totals"], found["levels"]) == (False, None, None, None)
    assert found["most"] > 100
    assert {(each["result"], each["points"]) for each in found["outcomes"]} == {(None, None)}
    assert {(each["points"], each["rating"]) for each in found["objectives"]} == {(None, None)}
    path = shipped("scenarios") / "vaccine-school-day.yaml"
    text = path.read_text("utf-8")
    absent = control.post(
        "/v1/exercises/run", content=f"{text}\nteam: {{zh: 缺席队, en: absent}}\n".encode()
    ).json()
    assert (absent["played"], absent["points"]) == (True, 0)
    main(["exercise", "run", str(path), "--lang", "en"])
    told = capsys.readouterr().out
    assert "not played yet" in told
    assert "omitted" not in told


def test_players_and_officers_see_nothing_of_it(room, door):
    door.headers.update(
        key_of(room, "plans", "read", "enter", "decide", "exercise-play", "exercise-evaluate")
    )
    assert door.get("/v1/exercises").status_code == 403
    assert door.get(f"/v1/exercises/{SCENARIOS[0]}").status_code == 403


def test_a_scenario_there_is_not_is_told_with_the_nearest(control):
    told = control.get("/v1/exercises/fire-wind-shif").json()
    assert (told["status"], told["code"], told["faults"][0]["suggestion"]) == (404, "E942", "fire-wind-shift")


def test_scenarios_that_are_shipped_are_read_and_run_once_for_however_many_ask(control, monkeypatch):
    from respond.room import exercises  # noqa: PLC0415 - to count its work

    work = []
    for name in ("load_scenario", "run_scenario"):
        real = getattr(exercises, name)
        monkeypatch.setattr(
            exercises, name, lambda *given, name=name, real=real: work.append(name) or real(*given)
        )
    exercises._scenario.cache_clear()
    asked = ["/v1/exercises", "/v1/exercises/debt-guarantee-due", "/v1/exercises"]
    answers = [[control.get(path).text for path in asked] for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert work.count("load_scenario") == len(SCENARIOS)
    assert work.count("run_scenario") == 1
    assert control.get("/v1/exercises/none-such").json()["code"] == "E942"
