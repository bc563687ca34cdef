"""Injects over a channel that is cut: whoever cut it, they do not arrive, and the director knows it beforehand."""

import pytest
from exercises import RECEIVED, outcome, text
from exercises import play as judged
from plays import live, run_of, written_again
from test_play import refused

from respond.errors import InputError
from respond.exercise import (
    after_action,
    check_scenario,
    director_view,
    exercise_log,
    player_view,
    report_data,
    report_sheet,
    scenario_from,
)
from respond.exercise.simulation.course import course_of
from respond.show import as_markdown
from respond.yaml import Source

PHONE = {"kind": "outage", "channels": ["phone"]}
CALL = ("+00:30", "via: phone, to: [bureau], events: {sealed: }")
MAIL = ("+00:35", "via: email, to: [bureau]")
CUT = ("+00:20", "kind: outage, channels: [phone]")
BACK = ("+00:25", "kind: restoration, restores: [I2]")
FREE = {"text": {"zh": "又来一电", "en": "another call"}, "to": ["bureau"], "via": "phone"}


def shown(play):
    return {each.id: each for each in director_view(play.so_far(), play.now).injects}


def came(play):
    return [each.inject for each in player_view(play.so_far(), play.now, "bureau").received]


def given(run):
    return [turn.inject.id for turn in run.turns]


def test_what_the_script_sends_over_a_line_the_director_cut_does_not_arrive(shelf):
    play = live(shelf, CALL, MAIL).do("jump", "+00:10").do("inject", PHONE, anyway=True).do("jump", "+00:40")
    assert came(play) == ["I1", "free-1", "I3"]
    row = shown(play)["I2"]
    assert (row.state, row.at, row.blocked_by) == ("lost", "+00:30", "free-1")
    run = run_of(play.do("end"), shelf)
    assert given(run) == ["I1", "free-1", "I3"]
    assert [(each.inject.id, each.outage.id) for each in run.blocked] == [("I2", "free-1")]
    assert not run.never
    assert outcome(run, "check-seal#1").result != "met", "the sealing it told of was told to nobody"
    assert report_data(run)["blocked"] == [
        {"inject": "I2", "at": "+00:30", "via": "phone", "outage": "free-1"}
    ]
    for said in (as_markdown(report_sheet(run, "en")), as_markdown(after_action(run, "en"))):
        assert "+00:30" in said
        assert "free-1 had cut its channel (phone)" in said
    assert "没有送到" in as_markdown(after_action(run, "zh"))
    assert any('"blocked_by"' in each.body for each in exercise_log(run))


def test_whoever_cuts_a_line_is_told_before_what_it_catches(shelf):
    play = live(shelf, CALL, MAIL).do("jump", "+00:10")
    told = refused("E624", play.do, "inject", PHONE)
    assert "I2 (+00:30)" in told.problem.en
    play.do("inject", {**PHONE, "lasts": "20 min"})
    assert shown(play)["free-1"].catches == (), "by +00:30 the line works again"
    play.do("inject", {**PHONE, "lasts": "21 min"}, anyway=True)
    rows = shown(play)
    assert rows["free-2"].catches == ("I2",)
    assert (rows["I2"].state, rows["I2"].blocked_by, rows["I2"].blocked_until) == ("next", "free-2", "+00:31")


def test_a_free_inject_over_a_cut_line_is_refused_with_the_other_lines(shelf):
    play = live(shelf).do("jump", "+00:10").do("inject", PHONE)
    before = len(play.moves)
    told = refused("E623", play.do, "inject", FREE)
    assert told.place.file == "via"
    assert "free-1" in told.problem.en
    assert "fax" in told.expected.en
    assert "phone" not in told.expected.en
    assert len(play.moves) == before
    play.do("inject", {**FREE, "via": "fax"}).do("restore", "free-1").do("inject", FREE)
    assert came(play)[-2:] == ["free-2", "free-3"]


def test_what_did_not_arrive_is_given_another_way_or_once_the_line_is_back(shelf):
    play = live(shelf, CUT, CALL, ("+00:10", "after: I3, to: [bureau]")).do("jump", "+00:50")
    assert shown(play)["I4"].state == "waiting", "what comes after it does not come either"
    refused("E623", play.do, "give", "I3")
    with pytest.raises(InputError, match="E652"):
        play.do("give", "I3", via="pigeon")
    play.do("give", "I3", via="fax").do("jump", "+01:10")
    assert {each.id: each.at for each in play.so_far().given} == {
        "I1": "+00:00", "I2": "+00:20", "I3": "+00:50", "I4": "+01:00",
    }  # fmt: skip
    assert [(each.inject, each.via) for each in written_again(play).given] == [("I3", "fax")]
    run = run_of(play, shelf)
    assert not run.blocked
    assert next(turn.inject.via for turn in run.turns if turn.inject.id == "I3") == "fax"
    other = live(shelf, CUT, CALL).do("jump", "+00:50").do("restore", "I2").do("give", "I3")
    assert other.given()["I3"] == "+00:50"


def test_what_was_held_back_over_the_outage_is_given_when_it_is_released(shelf):
    play = live(shelf, CUT, CALL).do("jump", "+00:10").do("hold", "I3").do("jump", "+00:40")
    refused("E623", play.do, "release", "I3")
    play.do("restore", "I2").do("release", "I3")
    assert play.given()["I3"] == "+00:40"


def test_what_came_in_the_minute_before_the_cut_is_not_taken_back(shelf):
    play = live(shelf, ("+00:05", "after: I1, via: phone, to: [bureau]")).do("jump", "+00:05")
    assert came(play) == ["I1", "I2"]
    play.do("inject", PHONE)
    assert came(play) == ["I1", "I2", "free-1"]
    assert given(run_of(play, shelf)) == ["I1", "I2", "free-1"]


def test_an_inject_ends_an_outage(shelf):
    run = judged(shelf, (RECEIVED, CUT, BACK, CALL), [("+00:21", SENT), ("+00:25", SENT)])
    assert given(run) == ["I1", "I2", "I3", "I4"]
    assert [each.action.at for each in run.lost] == ["+00:21"]
    assert run.turns[1].inject.until == "+00:25"
    play = live(shelf, CUT, BACK, CALL).do("jump", "+00:21").do("give", "I3").do("act", TOLD)
    assert shown(play)["I2"].cuts == ()
    assert [each.lost for each in player_view(play.so_far(), play.now, "bureau").acts] == [False]
    assert came(play) == ["I1", "I2", "I3"], "whoever was cut off notices"


SENT = "by: bureau, did: [tell], to: [government, province], channel: phone"
TOLD = {"by": "bureau", "did": ["tell"], "to": ["government", "province"], "channel": "phone"}


def test_an_end_that_is_given_early_takes_no_lost_act_back(shelf):
    play = live(shelf, CUT, BACK).do("jump", "+00:22").do("act", TOLD).do("give", "I3").do("act", TOLD)
    assert [each.lost for each in player_view(play.so_far(), play.now, "bureau").acts][::1] == [True, False]


def test_an_end_that_waits_ends_it_when_it_comes(shelf):
    back = ("+00:00", "kind: restoration, restores: [I2], when: {overdue: [tell]}")
    run = judged(
        shelf,
        (RECEIVED, CUT, back, ("+00:50", "via: phone, to: [bureau]"), ("+02:00", "via: phone, to: [bureau]")),
    )
    assert given(run) == ["I1", "I2", "I3", "I5"]
    assert [each.inject.id for each in run.blocked] == ["I4"]
    assert run.turns[1].inject.until == run.turns[2].inject.at == "+01:01"


def test_what_is_told_over_a_cut_line_ends_no_wait(shelf):
    waits = ("+00:00", "when: {condition: sealed}, to: [bureau]")
    assert "I3" in given(judged(shelf, (RECEIVED, CALL, waits)))
    run = judged(shelf, (RECEIVED, CUT, CALL, waits))
    assert [each.id for each in run.never] == ["I4"]


@pytest.mark.parametrize(
    "rest",
    [
        "kind: restoration",
        "kind: message, restores: [I2]",
        "kind: restoration, restores: [I1]",
        "kind: restoration, restores: [I9]",
    ],
)
def test_an_end_of_no_outage_is_refused(rest):
    with pytest.raises(InputError) as caught:
        scenario_from(Source("small.yaml", text((RECEIVED, CUT, ("+00:25", rest)))))
    (told,) = caught.value.faults
    assert told.code == "E626"
    assert "I2" in told.expected.en


def test_the_check_names_what_does_not_arrive(shelf):
    scenario = scenario_from(Source("small.yaml", text((RECEIVED, CUT, CALL))))
    found = check_scenario(scenario, shelf)
    assert [each.name for each in found.findings if each.kind == "cut-off"] == ["I3"]
    restored = scenario_from(Source("small.yaml", text((RECEIVED, CUT, BACK, CALL))))
    assert not [each for each in check_scenario(restored, shelf).findings if each.kind == "cut-off"]


def test_a_simulation_leaves_out_what_does_not_arrive(shelf):
    scenario = scenario_from(Source("small.yaml", text((RECEIVED, CUT, CALL))))
    assert any("I3" in each.en and "I2" in each.en for each in course_of(scenario, shelf).skipped)


def test_a_free_inject_for_nobody_is_refused(shelf):
    play = live(shelf).do("run", 0)
    told = refused("E652", play.do, "inject", {"text": {"zh": "来电", "en": "a call"}})
    assert told.place.file == "to"


def test_a_fact_told_by_id_and_by_name_in_one_minute_is_told_once_each(shelf):
    by_id = ("+00:10", "facts: {injured: 2}, to: [bureau]")
    play = live(shelf, by_id).do("jump", "+00:10")
    free = {"text": {"zh": "又报", "en": "again"}, "to": ["bureau"]}
    for name, value in (("受伤人数", "3"), ("injured", "4"), ("受伤人数", "5")):
        play.do("inject", {**free, "facts": {name: value}})
    assert len(run_of(play, shelf).turns) == 5
