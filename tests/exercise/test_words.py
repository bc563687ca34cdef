"""Orders and messages of players' own: they reach whom they go to, are seen by all who watch, and never score."""

import json

import pytest
from exercises import outcome, text
from plays import live, run_of, written_again
from test_play import TELL, refused

from respond.exercise import (
    after_action,
    director_view,
    evaluator_view,
    exercise_log,
    player_view,
    report_data,
    report_sheet,
    run_scenario,
    scenario_from,
)
from respond.show import as_markdown
from respond.yaml import Source

CART = {"zh": "速派两辆车", "en": "send two cars at once"}
ORDER = {"by": "bureau", "orders": CART, "to": ["clinic"], "channel": "phone"}
MESSAGE = {"by": "bureau", "says": {"zh": "路不通", "en": "the road is blocked"}}
CAST = "{bureau: {zh: 局, en: bureau}, government: {zh: 府, en: government}, clinic: {zh: 院, en: clinic}}"
OUTAGE = ("+00:05", 'kind: outage, channels: [phone], until: "+01:00", to: [bureau]')


def inbox(play, unit):
    return [
        (each.at, each.text.zh) for each in player_view(play.so_far(), play.now, unit).received if each.act
    ]


def test_an_order_and_a_message_reach_whom_they_go_to_and_nobody_else(shelf):
    play = live(shelf).do("run", 0).do("act", ORDER).do("act", {**MESSAGE, "to": ["teams", "government"]})
    assert inbox(play, "clinic") == [("+00:00", "命令：速派两辆车")]
    assert inbox(play, "squad") == inbox(play, "government") == [("+00:00", "消息：路不通")]
    assert inbox(play, "province") == []
    assert inbox(play, "bureau") == []


def test_a_message_that_names_nobody_goes_to_control_alone(shelf):
    play = live(shelf).do("run", 0).do("act", MESSAGE)
    assert [inbox(play, unit) for unit in ("clinic", "government", "squad", "province")] == [[]] * 4
    (seen,) = director_view(play.so_far(), play.now).acts
    assert (seen.to_control, seen.says.en) == (True, "the road is blocked")
    (watched,) = evaluator_view(play.so_far(), play.now).acts
    assert watched.to_control


def test_an_order_to_nobody_is_refused(shelf):
    play = live(shelf).do("run", 0)
    refused("E652", play.do, "act", {"by": "bureau", "orders": CART})
    refused("E807", play.do, "act", {**ORDER, "to": ["nobody"]})
    assert len(play.moves) == 2


def test_what_is_sent_over_a_channel_that_is_cut_does_not_arrive(shelf):
    play = live(shelf, OUTAGE).do("jump", "+00:10").do("act", ORDER)
    refused("E650", play.do, "act", {**MESSAGE, "to": ["clinic"]})
    play.do("act", {**MESSAGE, "to": ["clinic"], "channel": "fax"}).do("act", MESSAGE)
    assert inbox(play, "clinic") == [("+00:10", "消息：路不通")]
    assert [each.lost for each in player_view(play.so_far(), play.now, "bureau").acts] == [True, False, False]
    run = run_of(play, shelf)
    told = as_markdown(after_action(run, "en"))
    assert "order to clinic: send two cars at once" in " ".join(told.split())
    assert "did not get through" in told
    assert "message to control: the road is blocked" in told


def test_it_stands_in_the_log_the_report_and_the_recording(shelf):
    play = live(shelf).do("run", 0).do("act", ORDER).do("act", MESSAGE)
    run = run_of(play.do("jump", "+08:00"), shelf)
    bodies = [json.loads(each.body) for each in exercise_log(run)]
    assert [each["orders"] for each in bodies if "orders" in each] == [CART]
    assert [each["says"] for each in bodies if "says" in each] == [MESSAGE["says"]]
    acted = [each for turn in report_data(run)["turns"] for each in turn["acted"]]
    assert [(each["orders"], each["says"]) for each in acted] == [(CART, None), (None, MESSAGE["says"])]
    assert "order to clinic: send two cars at once" in " ".join(as_markdown(report_sheet(run, "en")).split())
    written_again(play)


@pytest.mark.parametrize(
    "said", [ORDER, MESSAGE, {**MESSAGE, "to": ["government", "province"], "channel": "phone"}]
)
def test_it_never_scores_nor_is_it_said_to_have_been_in_vain(shelf, said):
    """Not even a message to all whom the report goes to, by the channel of the report."""
    without = run_of(live(shelf).do("jump", "+08:00"), shelf)
    run = run_of(live(shelf).do("run", 0).do("act", said).do("jump", "+08:00"), shelf)
    assert [(each.id, each.result, each.points) for each in run.outcomes] == [
        (each.id, each.result, each.points) for each in without.outcomes
    ]
    assert run.unscored == ()


def test_what_carries_out_a_duty_counts_for_the_duty_and_holds_the_words(shelf):
    said = {**TELL, "orders": CART}
    play = live(shelf).do("run", 0).do("act", said)
    assert inbox(play, "government") == [("+00:00", "告知：报告；命令：速派两辆车")]
    assert outcome(run_of(play.do("jump", "+08:00"), shelf), "tell#1").result == "met"


def test_what_is_acknowledged_of_words_alone_begins_nothing(shelf):
    scenario = text(
        (("+00:00", "events: {sealed: }, to: [bureau]"),),
        (
            ("+00:10", "by: government, says: {zh: 注意, en: watch out}, to: [bureau]"),
            ("+00:20", "by: bureau, receives: [government]"),
        ),
    )
    run = run_scenario(scenario_from(Source("small.yaml", scenario)), shelf)
    assert run.scenario.receipts == ()
    assert run.received_nothing == (), "there was something to acknowledge"
    assert run.arrived == ()


def test_a_unit_acknowledges_an_order(shelf):
    play = live(shelf, cast=CAST).do("run", 0).do("act", ORDER)
    (act,) = play.play.acts
    play.do("receive", act.number, "clinic")
    (message,) = [each for each in player_view(play.so_far(), play.now, "clinic").received if each.act]
    assert message.acknowledged
    assert director_view(play.so_far(), play.now).acts[0].awaited == ()
