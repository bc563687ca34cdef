"""An exercise that ends before its time: for a reason, and nothing that was not due by then is held against anybody."""

import json

import pytest
from exercises import FIRST, outcome, text
from plays import REASON, live, run_of, written_again
from test_play import refused

from respond.errors import Text
from respond.exercise import (
    after_action,
    exercise_log,
    recording_from,
    report_data,
    report_sheet,
    run_scenario,
    scenario_from,
)
from respond.show import as_markdown
from respond.yaml import Source

LATER = ("+02:00", "facts: {area: 200 ha}, to: [bureau]")
STOP = "[{zh: 真的来了警情, en: a real call}, {zh: 有人受伤, en: somebody is hurt}]"
BAD = {"overdue", "missed", "omitted", "incomplete"}


def test_before_its_time_it_does_not_end_without_a_reason(shelf):
    play = live(shelf, LATER).do("jump", "+00:30")
    told = refused("E653", play.do, "end", None)
    assert "+08:00" in told.expected.en
    assert play.stage == "paused"
    assert play.do("end", REASON).play.reason == REASON


def test_at_its_time_it_ends_with_or_without_one(shelf):
    assert live(shelf, LATER).do("jump", "+08:00").do("end").play.reason is None
    play = live(shelf, LATER).do("jump", "+08:00").do("end", REASON)
    run = run_of(play, shelf)
    assert (run.scenario.planned_end, run.scenario.reason) == (None, REASON)
    assert "ended: the room was needed" in as_markdown(report_sheet(run, "en"))


def test_what_stops_it_by_the_scenario_is_a_reason(shelf):
    play = live(shelf, LATER, stop=STOP).do("jump", "+00:30")
    refused("E652", play.do, "end", None, 3)
    refused("E652", play.do, "end", None, 0)
    refused("E652", live(shelf, LATER).do("run", 0).do, "end", None, 1)
    assert play.do("end", REASON, 2).play.reason == Text(
        "有人受伤；会议室要用", "somebody is hurt; the room was needed"
    )


def test_the_reason_stands_in_the_log_the_report_and_the_recording(shelf):
    play = live(shelf, LATER).do("jump", "+00:30").do("end")
    read = written_again(play)
    assert (read.reason, read.end) == (REASON, "+00:30")
    run = run_of(play, shelf)
    last = json.loads(exercise_log(run)[-1].body)
    assert last == {"ended": "+00:30", "planned_end": "+08:00", "reason": {"zh": REASON.zh, "en": REASON.en}}
    assert report_data(run)["ended_early"] == {
        "at": "+00:30", "planned": "+08:00", "reason": {"zh": REASON.zh, "en": REASON.en}, "not_reached": ["I2"],
    }  # fmt: skip
    for told in (as_markdown(report_sheet(run, "en")), as_markdown(after_action(run, "en"))):
        assert "ended at +00:30, before its time (+08:00): the room was needed" in told
        assert "not given yet when it ended: 1 (I2)" in told
    assert "not reached" in as_markdown(after_action(run, "en"))
    assert (
        report_data(run_of(live(shelf, LATER).do("jump", "+08:00").do("end"), shelf))["ended_early"] is None
    )


@pytest.mark.parametrize("at", ["+00:30", "+01:00"])
def test_what_was_not_due_yet_is_not_held_against_anybody(shelf, at):
    """`tell` has an hour: at the end of that hour it is in time still. Part of it told does not change that."""
    for acts in ((), ({"by": "bureau", "did": ["tell"], "to": ["government"], "channel": "phone"},)):
        play = live(shelf, LATER).do("jump", "+00:10")
        for each in acts:
            play.do("act", each)
        run = run_of(play.do("jump", at).do("end"), shelf)
        assert outcome(run, "tell#1").result == "open"
        assert outcome(run, "check-seal#1").result == "open"
        assert {each.result for each in run.outcomes} & BAD <= {"omitted"}
        assert outcome(run, "close#1").result == "omitted", "it was owed at once since the first minute"


def test_a_minute_later_it_is_overdue(shelf):
    run = run_of(live(shelf, LATER).do("jump", "+01:01").do("end"), shelf)
    assert outcome(run, "tell#1").result == "overdue"


def test_what_came_up_in_the_minute_in_which_it_ended_nobody_had_time_for(shelf):
    news = ("+00:30", "facts: {area: 200 ha}, events: {received: }, to: [bureau]")
    quiet = ("+00:00", "facts: {area: 1 ha, injured: 0, river: no}, to: [bureau]")

    def ended(at):
        scenario = scenario_from(Source("small.yaml", text((quiet, news), end=at)))
        return run_scenario(scenario, shelf)

    late, at_once = ended("+00:31"), ended("+00:30")
    assert outcome(late, "close#1").result == "omitted"
    assert {each.result for each in late.outcomes if each.kind == "level"} == {"omitted"}
    assert outcome(at_once, "close#1").result == "open"
    assert "came up as the exercise ended" in outcome(at_once, "close#1").why.en
    assert [each for each in at_once.outcomes if each.kind == "level" and each.failed] == []


def test_an_old_recording_without_a_reason_says_so(shelf):
    scenario = scenario_from(Source("small.yaml", text((FIRST, LATER))))
    head = 'respond: actions/1\nscenario: small\nteam: {zh: 一队, en: one}\nactions: []\nend: "+00:30"\n'
    from respond.exercise import with_recording  # noqa: PLC0415

    run = run_scenario(with_recording(scenario, recording_from(Source("team.yaml", head))), shelf)
    assert "no reason was given" in as_markdown(report_sheet(run, "en"))


def test_a_target_seen_reached_that_was_not_due_yet_counts_for_nobody(shelf):
    keys = {"targets": "[{id: fast, zh: 快, en: fast, unit: bureau, by: '+02:00'}]"}
    play = live(shelf, LATER, **keys).do("run", 1).go(minutes=9).do("reach", "fast").do("end")
    run = run_of(play, shelf)
    assert [each.id for each in run.outcomes if each.kind == "target"] == []
    assert run.points == run_of(live(shelf, LATER, **keys).do("run", 1).go(minutes=9).do("end"), shelf).points
