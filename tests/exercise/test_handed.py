"""How long injects lay unread: kept in the recording, told in the report, and of no points."""

import json
from datetime import timedelta

import pytest
from exercises import FIRST, text
from plays import live, run_of, written_again
from test_play import refused

from respond.exercise import (
    after_action,
    exercise_log,
    player_view,
    recording_from,
    report_data,
    report_sheet,
    run_scenario,
    scenario_from,
    with_recording,
)
from respond.show import as_markdown
from respond.yaml import Source

CAST = "{bureau: {zh: 局, en: bureau}, squad: {zh: 队, en: squad}}"
MORE = (("+00:05", "to: [bureau, teams, clinic]"), ("+00:10", "when: {undone: [tell]}, to: [squad]"))


def played(shelf):
    play = (
        live(shelf, *MORE, cast=CAST)
        .do("run", 1)
        .go(minutes=2)
        .do("acknowledge", "I1", "bureau")
        .go(minutes=17)
    )
    play.do("acknowledge", "I2", "bureau").do("acknowledge", "I3", "squad")
    play.do("inject", {"text": {"zh": "又来", "en": "more"}, "to": ["squad"]}).go(minutes=4)
    return play.do("acknowledge", "free-1", "squad").do("jump", "+08:00")


def test_a_recording_holds_what_was_acknowledged_and_replays_with_it(shelf):
    play = played(shelf)
    read = written_again(play)
    assert [(each.inject, each.unit, each.at) for each in read.acknowledged] == [
        ("I1", "bureau", "+00:02"), ("I2", "bureau", "+00:19"), ("I3", "squad", "+00:19"), ("free-1", "squad", "+00:23"),
    ]  # fmt: skip
    entries = [each for each in exercise_log(run_of(play, shelf)) if each.kind == "acknowledgement"]
    assert [(each.by, json.loads(each.body)) for each in entries][:1] == [("bureau", {"inject": "I1"})]
    assert len(entries) == 4


def test_the_report_tells_how_long_each_lay_unread(shelf):
    run = run_of(played(shelf), shelf)
    found = {(each.inject.id, each.unit): each.unread(run.final.at) for each in run.handed}
    minutes = {key: span // timedelta(minutes=1) for key, span in found.items()}
    assert minutes == {
        ("I1", "bureau"): 2, ("I2", "bureau"): 14, ("I2", "squad"): 475, ("I3", "squad"): 9, ("free-1", "squad"): 4,
    }  # fmt: skip
    told = " ".join(as_markdown(report_sheet(run, "en")).split())
    assert "bureau: 2 of 2 acknowledged; the longest after 14min (I2)" in told
    assert "+00:05 I2: never acknowledged, 7h 55min to the end" in told
    after = as_markdown(after_action(run, "zh"))
    assert "队：收到3条，确认2条；最长9分后（I3）" in after
    assert "+00:05 I2：14分后确认" in after
    rows = {(each["inject"], each["unit"]): each["unread_seconds"] for each in report_data(run)["handed"]}
    assert rows["I2", "bureau"] == 14 * 60


def test_it_gives_no_points_and_takes_none(shelf):
    silent = live(shelf, *MORE, cast=CAST).do("run", 0).do("jump", "+00:19")
    silent.do("inject", {"text": {"zh": "又来", "en": "more"}, "to": ["squad"]}).do("jump", "+08:00")
    one, other = run_of(played(shelf), shelf), run_of(silent, shelf)
    assert (one.points, one.most) == (other.points, other.most)
    assert other.handed == (), "nobody wrote anything down"
    assert "injects acknowledged" not in as_markdown(report_sheet(other, "en"))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('{inject: I9, unit: bureau, at: "+00:01"}', "E839"),
        ('{inject: I1, unit: burau, at: "+00:01"}', "E807"),
        ('{inject: I1, unit: bureau, at: "later"}', "E801"),
        ('{inject: I1, unit: bureau, at: "+09:00"}', "E805"),
    ],
)
def test_what_cannot_have_been_acknowledged_is_refused(shelf, said, code):
    scenario = scenario_from(Source("small.yaml", text((FIRST,))))
    head = "respond: actions/1\nscenario: small\nteam: {zh: 一队, en: one}\nactions: []\n"
    read = recording_from(Source("team.yaml", f"{head}acknowledged: [{said}]\n"))
    refused(code, lambda: run_scenario(with_recording(scenario, read), shelf))


@pytest.mark.parametrize("cast", [CAST, None], ids=["with a cast", "without"])
def test_an_outage_that_names_nobody_is_counted_for_whoever_plays_as_its_button_is_shown(shelf, cast):
    play = live(shelf, **({"cast": cast} if cast else {})).do("run", 0)
    play.do("inject", {"kind": "outage", "channels": ["phone"], "lasts": "30 min"})
    shown = player_view(play.so_far(), play.now, "squad").received
    assert [each.inject for each in shown] == ["free-1"]
    play.do("acknowledge", "free-1", "squad").do("acknowledge", "I1", "bureau").do("jump", "+08:00").do("end")
    found = [(each.inject.id, each.unit, each.acknowledged is None) for each in run_of(play, shelf).handed]
    assert sorted(found) == [("I1", "bureau", False), ("free-1", "bureau", True), ("free-1", "squad", False)]
