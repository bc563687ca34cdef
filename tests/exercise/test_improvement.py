"""What an exercise showed that has to be put right, and how it comes under supervision."""

import json
from datetime import date

import icalendar
import openpyxl
import pytest
from attrs import evolve

from respond.api import default_library
from respond.cli import main
from respond.errors import InputError, Text
from respond.exercise import (
    after_action,
    contradictions,
    improvement_plan,
    improvement_sheet,
    load_recording,
    load_scenario,
    perfect_actions,
    run_scenario,
    seen_reports,
    with_recording,
)
from respond.plan import shipped
from respond.show import as_markdown

PATH = shipped("scenarios") / "fire-wind-shift.yaml"
TEAM = shipped("scenarios") / "recordings" / "fire-wind-shift.poor.yaml"


@pytest.fixture(scope="module")
def run():
    return run_scenario(with_recording(load_scenario(PATH), load_recording(TEAM)), default_library())


def test_everything_that_went_wrong_is_in_one_item_and_nothing_else(run):
    found = improvement_plan(run)
    wrong = [each.id for each in run.outcomes if each.counts and each.result != "met"]
    named = [name for item in found.items for name in item.expectations]
    assert sorted(named) == sorted(wrong)
    assert len({item.id for item in found.items}) == len(found.items)
    expected = [item for item in found.items if item.expectations]  # the others are what evaluators noted
    assert all(item.unit is not None or item.expectations[0].startswith("level@") for item in expected)


def test_the_item_on_the_level_tells_of_every_stretch_that_was_wrong(run):
    (item,) = [
        each
        for each in improvement_plan(run).items
        if each.expectations[:1] and each.expectations[0].startswith("level@")
    ]
    assert len(item.expectations) > 1
    told = [
        (called.stretch.since, part)
        for called in (
            each.of for each in run.outcomes if each.kind == "level" and each.counts and each.result != "met"
        )
        for part in ("none or too low for", "too high for")
        if getattr(called.astray(run.final.at), "too_low" if part.startswith("none") else "too_high")
    ]
    assert item.title.en.count(" for ") == len(told)
    assert "16h 25min" in item.title.en, "the level that was never lowered"
    assert "定高" in item.title.zh


def test_what_reports_lacked_and_numbers_that_contradict_have_to_be_put_right(run):
    noted = [each for each in improvement_plan(run).items if not each.expectations]
    said = {(each.unit.id if each.unit else None, each.title.en) for each in noted}
    assert (
        "townships",
        "put right: numbers of reports that contradict (burnt forest area: first 0.8 ha, then 0.5 ha)",
    ) in said
    lacked = [(unit, title) for unit, title in said if "lacked: " in title]
    assert lacked
    assert not {unit for unit, _ in said} & {"shanxi-command", "lvliang-command"}, "control plays them"


@pytest.mark.parametrize("name", ["accident-river", "fire-wind-shift", "vaccine-school-day"])
def test_shipped_recordings_show_what_reports_held_and_what_their_numbers_say(name):
    found = {}
    for kind in ("good", "poor"):
        recording = load_recording(TEAM.parent / f"{name}.{kind}.yaml")
        scenario = with_recording(load_scenario(PATH.parent / f"{name}.yaml"), recording)
        found[kind] = run_scenario(scenario, default_library(), recording.variant)
    good, poor = found["good"], found["poor"]
    assert [each.lacking for each in seen_reports(good) if each.lacking] == []
    assert any(each.lacking == () and each.required for each in seen_reports(good))
    assert all(each.reason is not None for each in contradictions(good))
    assert any(each.lacking for each in seen_reports(poor))
    assert any(each.reason is None for each in contradictions(poor))


def test_a_clause_of_another_plan_is_cited_with_that_plan(run):
    found = improvement_plan(run)
    said = {each.clauses: each.cited("zh") for each in found.items if each.basis is not None}
    assert said[("45",)] == "条款45"
    assert said[("61",)] == "中华人民共和国突发事件应对法条款61"
    shown = as_markdown(improvement_sheet(found, "en"))
    assert "Law of the People's Republic of China clause 61" in shown.replace("\\", "")
    assert {each.cited("zh") for each in found.items if not each.clauses} == {""}


def test_the_perfect_player_has_nothing_to_put_right():
    scenario = load_scenario(PATH)
    played = evolve(scenario, actions=perfect_actions(scenario, default_library()))
    assert improvement_plan(run_scenario(played, default_library())).items == ()


def test_of_an_exercise_nobody_has_held_there_is_nothing_to_put_right(tmp_path, capsys):
    run = run_scenario(load_scenario(PATH), default_library())
    with pytest.raises(InputError) as refused:
        improvement_plan(run)
    assert [each.code for each in refused.value.faults] == ["E651"]
    store = tmp_path / "store.db"
    words = ["--profile", "supervision-13710", "--store", str(store), "--initiator", "市政府办公室"]
    assert main(["exercise", "improve", str(PATH), *words]) == 2
    assert "E651" in capsys.readouterr().err
    assert not store.exists()
    report = as_markdown(after_action(run, "en"))
    assert report.count("not played yet") >= 3
    assert "unable to be performed" not in report


def improve(store, *more):
    return main([
        "exercise", "improve", str(PATH), "--actions", str(TEAM), "--profile", "supervision-13710", "--store", str(store), "--initiator",
        "市政府办公室", "--now", "2026-05-06T09:00+08:00", *more,
    ])  # fmt: skip


def test_every_item_comes_under_the_profile_with_its_unit_and_its_source(tmp_path, run, capsys):
    store = tmp_path / "store.db"
    assert improve(store, "--undertaker", "县应急局") == 0
    capsys.readouterr()
    main(["supervise", "list", "--store", str(store), "--now", "2026-05-06T10:00+08:00", "--format", "json"])
    items = json.loads(capsys.readouterr().out)["items"]
    assert sorted(each["incident"] for each in items) == [
        f"fire-wind-shift-{item.id}" for item in improvement_plan(run).items
    ]
    main(
        [
            "supervise",
            "status",
            "fire-wind-shift-item-01",
            "--store",
            str(store),
            "--now",
            "2026-05-06T10:00+08:00",
        ]
    )
    shown = capsys.readouterr().out
    assert "县应急局" in shown
    assert "演练" in shown


def test_whoever_is_named_takes_what_nobody_owes_and_known_owners_keep_theirs(tmp_path, run, capsys):
    store = tmp_path / "store.db"
    assert improve(store, "--undertaker", "县应急局", "--undertaker", "item-03=县通信办") == 0
    capsys.readouterr()
    main(["supervise", "list", "--store", str(store), "--now", "2026-05-06T10:00+08:00", "--format", "json"])
    items = json.loads(capsys.readouterr().out)["items"]
    held = {each["incident"].rpartition("-item-")[2]: json.dumps(each, ensure_ascii=False) for each in items}
    for each in improvement_plan(run).items:
        who = "县应急局" if each.unit is None else "县通信办" if each.id == "item-03" else each.unit.name.zh
        assert who in held[each.id.removeprefix("item-")], each.id
    assert sum("县应急局" in said for said in held.values()) == sum(
        each.unit is None for each in improvement_plan(run).items
    )


@pytest.mark.parametrize("given", [["--undertaker", "item-99=x"], ["--due", "item-99=2026-05-01"]])
def test_an_item_there_is_not_is_refused(given, capsys):
    assert main(["exercise", "improve", str(PATH), "--actions", str(TEAM), *given]) == 2
    assert "E657" in capsys.readouterr().err


def written(tmp_path, name, *more):
    path = tmp_path / name
    typed = ["exercise", "improve", str(PATH), "--actions", str(TEAM), "-o", str(path), "--lang", "en", *more]
    assert main(typed) == 0
    return path


def test_the_plan_as_data_names_owners_and_dates(tmp_path, run):
    path = written(
        tmp_path, "p.json", "--undertaker", "x", "--due", "2026-05-01", "--due", "item-02=2026-04-20"
    )
    found = json.loads(path.read_text("utf-8"))
    assert found["schema"] == "improvements/1"
    assert [each["id"] for each in found["items"]] == [each.id for each in improvement_plan(run).items]
    assert [each["due"] for each in found["items"][:3]] == ["2026-05-01", "2026-04-20", "2026-05-01"]
    assert [each["undertaker"] for each in found["items"][:2]] == ["x", None]


def test_the_plan_as_a_workbook_has_a_row_an_item_and_room_for_what_closes_it(tmp_path, run):
    sheet = openpyxl.load_workbook(
        written(tmp_path, "p.xlsx", "--due", "2026-05-01", "--start", "2026-04-07")
    ).active
    assert "[EXERCISE]" in sheet["A1"].value
    heads = [cell.value for cell in sheet[2]]
    assert heads[:7] == [
        "No.",
        "What has to be put right",
        "Owner",
        "Contact",
        "Start",
        "Due",
        "Evidence of closure",
    ]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    items = improvement_plan(run).items
    assert [row[:3] for row in rows] == [
        [each.id, each.title.en, each.unit.name.en if each.unit is not None else None] for each in items
    ]
    assert {tuple(row[4:7]) for row in rows} == {("2026-04-07", "2026-05-01", None)}
    assert rows[0][8] == "\n".join(items[0].expectations)


def test_the_dates_of_the_plan_are_a_calendar_that_is_the_same_each_time(tmp_path, run, capsys):
    given = ["--due", "2026-05-01", "--due", "item-02=2026-04-20", "--start", "2026-04-07"]
    path = written(tmp_path, "p.ics", *given)
    first = path.read_bytes()
    assert written(tmp_path, "p.ics", *given).read_bytes() == first
    events = icalendar.Calendar.from_ical(first).walk("VEVENT")
    items = improvement_plan(run).items
    assert [str(each["uid"]) for each in events] == [f"{item.id}@fire-wind-shift" for item in items]
    assert [each["dtstart"].dt for each in events][:2] == [date(2026, 5, 1), date(2026, 4, 20)]
    assert all(str(each["summary"]).startswith("[EXERCISE] put right") for each in events)
    assert items[1].unit.name.en in str(events[1]["description"])
    assert (
        main(
            [
                "exercise",
                "improve",
                str(PATH),
                "--actions",
                str(TEAM),
                "-o",
                str(path),
                "--due",
                "item-02=2026-04-20",
            ]
        )
        == 2
    )
    assert "E659" in capsys.readouterr().err
    assert path.read_bytes() == first


def test_a_workbook_does_not_go_to_standard_output(capsys):
    assert (
        main(["exercise", "improve", str(PATH), "--actions", str(TEAM), "--format", "xlsx", "--lang", "en"])
        == 2
    )
    assert "E985 a file of Excel" in capsys.readouterr().err


def test_set_up_once_all_or_none(tmp_path, capsys):
    store = tmp_path / "store.db"
    assert improve(store, "--undertaker", "县应急局") == 0
    assert improve(store, "--undertaker", "县应急局") == 2
    assert "E844" in capsys.readouterr().err


def test_the_level_needs_an_undertaker_to_be_named(tmp_path, capsys):
    store = tmp_path / "store.db"
    assert improve(store, "--lang", "en") == 2
    told = capsys.readouterr().err
    assert "E658 nobody is named for item-01 put right: calling the level" in told
    assert "`--undertaker NAME`" in told
    main(["supervise", "list", "--store", str(store), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["items"] == []


@pytest.mark.parametrize("more", [["--board", "x"], ["--initiator", "x"], ["a=b"]])
def test_what_only_a_profile_needs_is_refused_without_one(more, capsys):
    assert main(["exercise", "improve", str(PATH), *more]) == 2
    assert "E911" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "whose"),
    [("vaccine-school-day", "headquarters"), ("debt-forty-days", "lg"), ("fire-wind-shift", None)],
)
def test_the_level_belongs_to_whom_a_text_gives_the_call(name, whose):
    """A response that no text confirms, as all of the county's fire plan, gives the call to nobody."""
    absent = Text("缺席的一队", "a team that stayed away")
    scenario = evolve(load_scenario(shipped("scenarios") / f"{name}.yaml"), team=absent)
    found = improvement_plan(run_scenario(scenario, default_library()))
    (item,) = [each for each in found.items if each.expectations[0].startswith("level@")]
    assert (item.unit.id if item.unit is not None else None) == whose


def test_the_level_is_set_up_with_the_deciding_body_as_undertaker(tmp_path, capsys):
    scenario = shipped("scenarios") / "vaccine-school-day.yaml"
    store = str(tmp_path / "store.db")
    absent = tmp_path / "absent.yaml"
    absent.write_text(
        "respond: actions/1\nscenario: vaccine-school-day\nteam: {zh: 缺席的一队, en: nobody}\nactions: []\n",
        "utf-8",
    )
    typed = [
        "--actions",
        str(absent),
        "--profile",
        "supervision-13710",
        "--initiator",
        "市政府办公室",
        "--now",
        "2026-10-06T09:00+08:00",
    ]
    assert main(["exercise", "improve", str(scenario), "--store", store, *typed]) == 0
    capsys.readouterr()
    main(["supervise", "list", "--store", store, "--now", "2026-10-06T10:00+08:00", "--format", "json"])
    items = json.loads(capsys.readouterr().out)["items"]
    (level,) = [each for each in items if "判定级别" in each["title"]["zh"]]
    assert "县指挥部" in json.dumps(level, ensure_ascii=False)


@pytest.mark.parametrize(
    ("form", "sign"), [("docx", b"PK"), ("html", b"<!doctype html"), ("md", b"> **"), ("xlsx", b"PK")]
)
def test_it_is_written_in_every_form_it_offers(tmp_path, form, sign):
    path = tmp_path / f"plan.{form}"
    assert main(["exercise", "improve", str(PATH), "--actions", str(TEAM), "-o", str(path)]) == 0
    assert path.read_bytes().lower().startswith(sign.lower())
    first = path.read_bytes()
    assert main(["exercise", "improve", str(PATH), "--actions", str(TEAM), "-o", str(path)]) == 0
    assert form == "xlsx" or path.read_bytes() == first  # a workbook bears when it was written
