"""Channels the director cuts and restores on the spot: what went before stays as it went, and a replay is the same."""

import pytest
from exercises import RECEIVED, outcome, text
from exercises import play as judged
from plays import live, run_of, written_again
from test_play import TELL, refused

from respond.errors import InputError
from respond.exercise import (
    after_action,
    director_view,
    exercise_log,
    play_of,
    player_view,
    recording_from,
    report_data,
    report_sheet,
    scenario_from,
    so_far,
    with_recording,
)
from respond.show import as_markdown
from respond.yaml import Source

PHONE = {"kind": "outage", "channels": ["phone"], "lasts": "30 min"}
SCRIPTED = ("+00:20", 'kind: outage, channels: [phone], until: "+02:00"')
SENT = "by: bureau, did: [tell], to: [government, province], channel: phone"
AFTER = ("+00:10", 'after: I2, kind: outage, channels: [fax], until: "+01:10"')


def lost(play):
    return [each.lost for each in player_view(play.so_far(), play.now, "bureau").acts]


def cuts(play):
    found = director_view(play.so_far(), play.now).injects
    return {each.id: (each.cuts, each.until) for each in found if each.cuts}


def judged_lost(play, shelf):
    return [each.action.at for each in run_of(play, shelf).lost]


def test_the_director_cuts_a_channel_for_a_while(shelf):
    play = live(shelf).do("jump", "+00:10").do("inject", PHONE)
    assert cuts(play) == {"free-1": (("phone",), "+00:40")}
    play.do("jump", "+00:39").do("act", TELL).do("jump", "+00:40").do("act", TELL)
    assert lost(play) == [True, False]
    assert cuts(play) == {}
    assert judged_lost(play, shelf) == ["+00:39"]
    (told,) = [
        each for each in player_view(play.so_far(), play.now, "bureau").received if each.kind == "outage"
    ]
    assert (told.text.zh, told.text.en) == ("电话不通", "out of order: phone")


def test_what_has_no_length_is_cut_to_the_end_and_never_beyond(shelf):
    play = live(shelf, end="+01:00").do("run", 0).do("inject", {"kind": "outage", "channels": ["fax"]})
    assert cuts(play) == {"free-1": (("fax",), None)}
    play.do("act", {**TELL, "channel": "fax"})
    assert lost(play) == [True], "at the minute it is, not only later"
    play.do("inject", {"kind": "outage", "channels": ["phone"], "lasts": "3 h"})
    assert cuts(play)["free-2"] == (("phone",), "+01:00")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"kind": "outage"}, "E833"),
        ({"kind": "outage", "channels": ["smoke"]}, "E208"),
        ({**PHONE, "lasts": "soon"}, "E601"),
        ({**PHONE, "lasts": "0"}, "E652"),
        ({"kind": "message", "text": {"zh": "x", "en": "x"}, "channels": ["phone"]}, "E833"),
        ({"kind": "message", "text": {"zh": "x", "en": "x"}, "lasts": "10 min"}, "E833"),
    ],
)
def test_an_outage_that_cannot_be_is_refused(shelf, said, code):
    play = live(shelf).do("run", 0)
    with pytest.raises(InputError) as caught:
        play.do("inject", said)
    assert {each.code for each in caught.value.faults} == {code}
    assert len(play.moves) == 2


@pytest.mark.parametrize("which", ["free", "scripted", "after"])
def test_the_director_ends_an_outage_before_its_time(shelf, which):
    play = live(shelf, SCRIPTED, AFTER).do("run", 0)
    name, channel = {"free": ("free-1", "email"), "scripted": ("I2", "phone"), "after": ("I3", "fax")}[which]
    if which == "free":
        play.do("inject", {"kind": "outage", "channels": ["email"]})
    play.do("jump", "+00:30").do("act", {**TELL, "channel": channel, "to": ["government"]})
    play.do("jump", "+00:45").do("restore", name).do("act", {**TELL, "channel": channel})
    assert name not in cuts(play)
    assert lost(play) == [True, False]
    run = run_of(play.do("jump", "+04:00"), shelf)
    assert [each.action.at for each in run.lost] == ["+00:30"]
    cut = next(each.inject for each in run.turns if each.inject.id == name)
    assert (cut.until, cut.restored) == ("+00:45", "+00:45")
    assert "ended by the director before its time" in as_markdown(report_sheet(run, "en"))
    assert "导调提前恢复" in as_markdown(after_action(run, "zh"))
    assert any('"restored"' in each.body for each in exercise_log(run))


def test_only_an_outage_that_runs_is_ended(shelf):
    play = live(shelf, SCRIPTED).do("run", 0)
    refused("E694", play.do, "restore", "I2")
    refused("E694", play.do, "restore", "I1")
    play.do("jump", "+00:30").do("restore", "I2")
    refused("E694", play.do, "restore", "I2")
    assert refused("E694", play.do, "restore", "I9").code == "E694"


@pytest.mark.parametrize("way", ["free", "given", "released"])
def test_what_had_arrived_is_not_lost_when_the_channel_is_cut_in_the_same_minute(shelf, way):
    play = live(shelf, SCRIPTED).do("run", 0)
    if way == "released":
        play.do("hold", "I2")
    play.do("jump", "+00:25" if way == "released" else "+00:10").do("act", TELL)
    {
        "free": lambda: play.do("inject", PHONE),
        "given": lambda: play.do("give", "I2"),
        "released": lambda: play.do("release", "I2"),
    }[way]()
    play.do("act", {**TELL, "to": ["government"]})
    assert lost(play) == [False, True]
    assert [each.went for each in play.recording.actions] == ["through", None]
    run = run_of(play, shelf)
    assert [(each.action.went, each.action.to) for each in run.lost] == [(None, ("government",))]


def test_what_was_lost_does_not_arrive_when_the_channel_is_restored_in_the_same_minute(shelf):
    play = live(shelf, SCRIPTED).do("jump", "+00:30").do("act", TELL).do("restore", "I2").do("act", TELL)
    assert lost(play) == [True, False]
    (one,) = run_of(play, shelf).lost
    assert (one.action.went, one.channels, one.since) == ("lost", ("phone",), "+00:20")


ANSWER = ("+00:00", "when: {met: [tell]}, kind: outage, channels: [phone], until: '+02:00', to: [bureau]")
BEHIND = (
    ("+00:00", "when: {met: [tell]}, to: [bureau]"),
    ("+00:00", "after: I2, kind: outage, channels: [phone], until: '+02:00', to: [bureau]"),
)


@pytest.mark.parametrize("cut", [(ANSWER,), BEHIND], ids=["waits", "after what waits"])
def test_an_outage_that_waits_for_an_act_does_not_take_that_act(shelf, cut):
    """Of what is done later in that minute the channel is asked, and what goes by the one that is cut is lost."""
    play = live(shelf, *cut).do("run", 0).do("jump", "+00:30").do("act", TELL)
    assert lost(play) == [False]
    assert [(each.id, each.at) for each in play.so_far().given][1:] == [
        (f"I{number}", "+00:30") for number in range(2, len(cut) + 2)
    ]
    refused("E650", play.do, "act", {**TELL, "channel": None, "to": ["government"]})
    play.do("act", {**TELL, "to": ["government"]}).do("jump", "+00:31").do(
        "act", {**TELL, "to": ["province"]}
    )
    assert lost(play) == [False, True, True]
    assert [each.went for each in play.recording.actions] == ["through", None, None]
    run = run_of(play.do("end"), shelf)
    assert [each.action.at for each in run.lost] == ["+00:30", "+00:31"]
    assert outcome(run, "tell#1").result == "met"


@pytest.mark.parametrize("cut", [(ANSWER,), BEHIND], ids=["waits", "after what waits"])
def test_a_file_of_actions_comes_to_the_same(shelf, cut):
    run = judged(shelf, (RECEIVED, *cut), [("+00:30", SENT), ("+00:31", SENT)])
    assert [each.action.at for each in run.lost] == ["+00:31"]
    assert outcome(run, "tell#1").result == "met"
    assert not run.unnamed


def test_an_outage_that_waits_takes_nothing_of_its_minute_back_when_it_is_set_down_later(shelf):
    play = live(shelf, ANSWER).do("run", 0).do("jump", "+00:30").do("act", TELL).do("jump", "+00:50")
    assert [each.action.went for each in play.play.acts] == ["through"]
    assert lost(play) == [False]


def eventful(shelf):
    play = live(shelf, SCRIPTED, AFTER).do("run", 1).go(minutes=5).do("act", TELL).do("inject", PHONE)
    play.do("act", {**TELL, "to": ["province"]}).go(minutes=9).do("restore", "free-1").do("act", TELL)
    play.do("jump", "+00:40").do("restore", "I2").do("act", {**TELL, "channel": "fax"}).go(minutes=3)
    return play.do("restore", "I3").do("act", {**TELL, "channel": "fax", "to": ["government"]}).do("end")


def test_a_replay_from_the_log_and_from_the_recording_is_the_same_run(shelf):
    play = eventful(shelf)
    again = play_of("play", play.moves)
    assert report_data(run_of(play, shelf))["lost"]
    read = written_again(play)
    scenario = scenario_from(Source("small.yaml", str(play.moves[0].body["scenario"])))
    assert {each.inject for each in with_recording(scenario, read).restored} == {"free-1", "I2", "I3"}
    here, there = so_far(play.play, play.offset, shelf), so_far(again, again.offset(play.now), shelf)
    assert (here.scenario, [each.action for each in here.lost]) == (
        there.scenario,
        [each.action for each in there.lost],
    )
    hashes = [[each.hash for each in exercise_log(run_of(each, shelf))] for each in (play, eventful(shelf))]
    assert hashes[0] == hashes[1]
    live_lost = [each.action.at for each in here.lost]
    assert live_lost == judged_lost(play, shelf)


def test_whatever_was_cut_off_goes_on_the_same(shelf):
    play = eventful(shelf)
    for cut in range(1, len(play.moves)):
        begun = play_of("play", play.moves[:cut])
        for move in play.moves[cut:]:
            begun = play_of("play", [*begun.moves, move], begun)
        assert begun == play.play


def test_a_recording_cannot_end_what_is_no_outage(shelf):
    scenario = scenario_from(Source("small.yaml", text((("+00:00", "events: {received: }"), SCRIPTED))))
    head = "respond: actions/1\nscenario: small\nteam: {zh: 一队, en: one}\nactions: []\n"
    for name, at, code in (
        ("I1", "+00:30", "E839"),
        ("I9", "+00:30", "E839"),
        ("I2", "+00:10", "E652"),
        ("I2", "x", "E801"),
    ):
        said = f'{head}restored: [{{inject: {name}, at: "{at}"}}]\n'
        refused(code, with_recording, scenario, recording_from(Source("team.yaml", said)))
