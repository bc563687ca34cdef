"""A scenario played live: the clock, what is given when, and that the engine judges it as it judges a recording."""

import json
from datetime import timedelta

import pytest
from exercises import FIRST, PLAN, library, text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plays import BEGAN, Live, live, run_of, written_again

from respond.errors import InputError
from respond.exercise import (
    Playing,
    after_action,
    contradictions,
    director_view,
    evaluator_view,
    exercise_log,
    offset_of,
    play_of,
    player_view,
    real_moment,
    recording_from,
    recording_of,
    report_data,
    report_sheet,
    run_scenario,
    scenario_from,
    seen_reports,
    so_far,
    with_recording,
)
from respond.show import as_markdown
from respond.yaml import Source

LATER = ("+00:20", "to: [bureau], facts: {area: 40 ha}")
WAITS = ("+00:05", "when: {met: [tell]}, to: [bureau]")
TELL = {"by": "bureau", "did": ["tell"], "to": ["government", "province"], "channel": "phone"}
SOME = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def refused(code, call, *given):
    with pytest.raises(InputError) as caught:
        call(*given)
    assert {each.code for each in caught.value.faults} == {code}
    return caught.value.faults[0]


def run_recording(scenario, read, shelf):
    return run_scenario(with_recording(scenario, read), shelf)


# The clock.


def test_nothing_is_given_before_it_begins(shelf):
    play = live(shelf, LATER).go(hours=3)
    assert (play.stage, play.offset, play.given()) == ("ready", "+00:00", {})


def test_the_clock_runs_stands_and_goes_on(shelf):
    play = live(shelf).do("run", 1).go(minutes=10)
    assert (play.stage, play.offset) == ("running", "+00:10")
    play.do("run", 0).go(hours=5)
    assert (play.stage, play.offset) == ("paused", "+00:10")
    play.do("run", 6).go(minutes=10, seconds=9)
    assert play.offset == "+01:10"
    play.go(seconds=1)
    assert play.offset == "+01:11"


def test_it_is_over_at_the_end_and_the_clock_stops_there(shelf):
    play = live(shelf, end="+01:00").do("run", 60).go(hours=2)
    assert (play.stage, play.offset) == ("over", "+01:00")
    refused("E692", play.do, "act", TELL)


def test_steps_and_jumps_set_it_forward_and_it_goes_on_as_it_did(shelf):
    play = live(shelf).do("run", 2).go(minutes=5).do("step", 20)
    assert play.offset == "+00:30"
    assert play.go(minutes=5).offset == "+00:40"
    assert play.do("run", 0).do("jump", "+02:00").go(days=1).offset == "+02:00"


@pytest.mark.parametrize("to", ["+00:29", "+08:01"])
def test_it_never_goes_back_nor_beyond_the_end(shelf, to):
    play = live(shelf).do("jump", "+00:30")
    told = refused("E693", play.do, "jump", to)
    assert to in told.problem.en


def test_what_is_no_offset_or_no_speed_is_refused(shelf):
    play = live(shelf)
    refused("E801", play.do, "jump", "half past two")
    refused("E693", play.do, "run", 601)
    refused("E693", play.do, "run", -1)


def test_a_real_clock_that_was_set_back_takes_nothing_back(shelf):
    play = live(shelf).do("run", 1).go(minutes=10).do("run", 1)
    assert play.go(minutes=-20).offset == "+00:10"


def test_the_next_inject_is_the_next_by_the_clock_or_the_one_that_comes_to_be_due(shelf):
    play = live(shelf, ("+00:05", "when: {overdue: [tell]}, to: [bureau]"), ("+02:00", "to: [bureau]"))
    offsets = [play.do("next").offset for _ in range(4)]
    assert offsets == ["+00:00", "+01:01", "+02:00", "+08:00"]
    assert play.given() == {"I1": "+00:00", "I2": "+01:01", "I3": "+02:00"}


# What is given.


def test_an_inject_that_waits_for_what_players_do_is_given_once_they_did(shelf):
    play = live(shelf, WAITS).do("jump", "+00:30")
    assert play.given() == {"I1": "+00:00"}
    play.do("act", TELL)
    assert play.given() == {"I1": "+00:00", "I2": "+00:30"}


def test_what_was_given_is_not_taken_back_by_what_is_done_at_the_same_minute(shelf):
    play = live(shelf, ("+00:05", "when: {undone: [tell]}, to: [bureau]")).do("jump", "+00:05")
    before = play.given()
    play.do("act", TELL)
    assert play.given() == before == {"I1": "+00:00", "I2": "+00:05"}
    assert [each.inject.id for each in run_of(play, shelf).turns] == ["I1", "I2"]


def test_the_director_gives_an_inject_before_its_time_and_one_beside_the_script(shelf):
    play = live(shelf, LATER).do("jump", "+00:07").do("give", "I2")
    play.do(
        "inject",
        {"text": {"zh": "又来一电", "en": "another call"}, "to": ["bureau"], "facts": {"injured": "4"}},
    )
    assert play.given() == {"I1": "+00:00", "I2": "+00:07", "free-1": "+00:07"}
    run = run_of(play, shelf)
    assert [(each.inject.id, each.inject.at) for each in run.turns] == [
        ("I1", "+00:00"), ("I2", "+00:07"), ("free-1", "+00:07"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"facts": {"injurd": "4"}}, "E701"),
        ({"facts": {"injured": "abc"}}, "E302"),
        ({"facts": {"injured": "-1"}}, "E303"),
        ({"events": {"nosuch": None}}, "E702"),
        ({"events": {"received@nobody": None}}, "E722"),
    ],
)
def test_an_inject_of_the_director_that_cannot_be_is_refused_and_the_play_goes_on(shelf, said, code):
    play = live(shelf).do("run", 1)
    refused(
        code, play.do, "inject", {"text": {"zh": "又来一电", "en": "another call"}, "to": ["bureau"], **said}
    )
    assert len(play.moves) == 2
    play.do("act", TELL).do("end")
    assert run_of(play, shelf).turns


@pytest.mark.parametrize("name", ["I1", "I9"])
def test_only_what_is_to_come_can_be_given(shelf, name):
    play = live(shelf, LATER).do("run", 0)
    code = "E625" if name == "I1" else "E694"
    told = refused(code, play.do, "give", name)
    assert ("given at +00:00 already" in told.problem.en) is (code == "E625")


def standing(play):
    return {each.id: (each.state, each.at) for each in director_view(play.so_far(), play.now).injects}


def test_what_is_held_back_is_not_given_until_the_director_gives_it(shelf):
    play = live(shelf, LATER, ("+00:10", "after: I2, to: [bureau]")).do("jump", "+00:10").do("hold", "I2")
    play.do("jump", "+00:40")
    assert standing(play) == {"I1": ("given", "+00:00"), "I3": ("waiting", None), "I2": ("held", "+00:10")}
    assert play.do("next").offset == "+08:00"
    play = live(shelf, LATER, ("+00:10", "after: I2, to: [bureau]")).do("run", 0).do("hold", "I2")
    play.do("jump", "+00:40").do("give", "I2").do("jump", "+01:00")
    assert play.given() == {"I1": "+00:00", "I2": "+00:40", "I3": "+00:50"}
    run = run_of(play, shelf)
    assert [(each.inject.id, each.inject.at) for each in run.turns] == [
        ("I1", "+00:00"), ("I2", "+00:40"), ("I3", "+00:50"),
    ]  # fmt: skip
    assert {each.id: each.at for each in run.planned} == {"I1": "+00:00", "I2": "+00:20", "I3": "+00:10"}


def test_what_is_dropped_is_never_given_nor_what_comes_after_it(shelf):
    play = live(shelf, LATER, ("+00:10", "after: I2, to: [bureau]")).do("run", 0).do("drop", "I2")
    run = run_of(play, shelf)
    assert [each.inject.id for each in run.turns] == ["I1"]
    assert [each.id for each in run.withheld] == ["I2"]
    assert [each.id for each in run.never] == ["I3"]
    dropped = {"inject": "I2", "at": "+00:00", "how": "dropped", "until": None, "why": None}
    assert report_data(run)["withheld"] == [dropped]
    assert [json.loads(each.body) for each in exercise_log(run) if "withheld" in each.body] == [
        {"inject": "I2", "withheld": "dropped"}
    ]
    told = as_markdown(report_sheet(run, "en"))
    assert "I2 dropped at +00:00" in told
    assert "withheld" in as_markdown(after_action(run, "en"))


@pytest.mark.parametrize(("to", "given"), [("+00:15", "+00:20"), ("+00:50", "+00:50")])
def test_what_is_released_goes_by_the_script_again_or_is_given_now_if_its_moment_has_passed(shelf, to, given):
    play = live(shelf, LATER).do("run", 0).do("hold", "I2").do("jump", to).do("release", "I2")
    play.do("jump", "+01:00")
    assert play.given() == {"I1": "+00:00", "I2": given}
    assert {each.inject.id: each.inject.at for each in run_of(play, shelf).turns} == play.given()


def test_what_waits_for_what_players_do_is_held_back_too(shelf):
    play = live(shelf, WAITS).do("run", 0).do("hold", "I2").do("jump", "+00:30").do("act", TELL)
    play.do("jump", "+00:40")
    assert play.given() == {"I1": "+00:00"}
    assert play.do("release", "I2").given() == {"I1": "+00:00", "I2": "+00:40"}


def test_what_cannot_be_withheld_or_released_is_refused(shelf):
    play = live(shelf, LATER)
    refused("E694", play.do, "hold", "I1")
    refused("E694", play.do, "drop", "I1")
    refused("E694", play.do, "release", "I2")
    play.do("jump", "+00:20")
    refused("E625", play.do, "hold", "I2")
    refused("E625", play.do, "release", "I2")
    refused("E694", play.do, "drop", "I9")


def test_to_hold_back_what_is_held_back_is_no_move(shelf):
    play = live(shelf, LATER).do("run", 0).do("hold", "I2")
    before = len(play.moves)
    assert len(play.do("hold", "I2").moves) == before
    assert standing(play.do("drop", "I2"))["I2"][0] == "dropped"


def test_a_recording_cannot_withhold_what_opens_the_exercise_nor_what_is_not_there(shelf):
    scenario = scenario_from(Source("small.yaml", text((FIRST, LATER))))
    head = "respond: actions/1\nscenario: small\nteam: {zh: 一队, en: one}\nactions: []\n"
    for name, code in (("I1", "E694"), ("I9", "E839")):
        said = f'{head}withheld: [{{inject: {name}, at: "+00:01", how: held}}]\n'
        refused(code, with_recording, scenario, recording_from(Source("team.yaml", said)))


@pytest.mark.parametrize(
    "said",
    [
        "withheld: [{inject: I2, at: '+00:20', how: held, until: '+00:10'}]",
        "given: [{inject: I2, at: '+00:10'}, {inject: I2, at: '+00:15'}]",
        "paces: [{at: '+00:00', real: 2026-03-02T09:00+08:00, speed: -3}]",
    ],
)
def test_a_recording_that_contradicts_itself_is_refused(shelf, said):
    play = live(shelf, LATER)
    scenario = scenario_from(Source("small.yaml", str(play.moves[0].body["scenario"])))
    head = f"respond: actions/1\nscenario: {scenario.id}\nteam: {{zh: 一队, en: one}}\nactions: []\n"
    read = recording_from(Source("a.yaml", f"{head}{said}\n"))
    refused("E652", run_recording, scenario, read, shelf)


def test_a_variant_is_played_without_the_injects_of_the_other(shelf):
    keys = {"variants": "[{id: dry, zh: 旱, en: dry}, {id: wet, zh: 涝, en: wet}]"}
    injects = (("+00:05", "variant: dry, to: [bureau]"), ("+00:06", "variant: wet, to: [bureau]"))
    play = Live(shelf, text((FIRST, *injects), (), end="+08:00", **keys), "wet").do("jump", "+01:00")
    assert play.given() == {"I1": "+00:00", "I3": "+00:06"}
    assert [each.inject.id for each in run_of(play, shelf).turns] == ["I1", "I3"]


# What players do.


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"by": "bureau", "did": ["tel"]}, "E806"),
        ({"by": "burau", "did": ["tell"]}, "E807"),
        ({"by": "bureau", "did": ["tell"], "to": ["nobody"]}, "E807"),
        ({"by": "bureau"}, "E808"),
        ({"by": "bureau", "declares": "V"}, "E340"),
        ({"by": "bureau", "did": ["tell"], "channel": "smoke"}, "E208"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(shelf, said, code):
    play = live(shelf).do("run", 1)
    refused(code, play.do, "act", said)
    assert len(play.moves) == 2


def test_nothing_is_done_before_it_begins(shelf):
    refused("E692", live(shelf).do, "act", TELL)


def test_players_take_a_seat_once_and_the_director_changes_it(shelf):
    keys = {"cast": "{bureau: {zh: 局, en: bureau}, government: {zh: 府, en: government}}"}
    play = live(shelf, **keys).do("enter", "wang", "bureau").do("enter", "wang", "bureau")
    assert refused("E697", play.do, "enter", "wang", "government").problem.en.endswith("`bureau` already")
    assert play.do("seat", "wang", "government").play.seats == {"wang": "government"}
    assert refused("E695", play.do, "enter", "li", "burau").suggestion == "bureau"
    refused("E695", play.do, "seat", "li", "clinic")  # of the plan, and nobody of the cast


def test_a_unit_receives_what_is_given_to_it_or_its_group_and_what_others_tell_it(shelf):
    play = live(shelf, ("+00:01", "to: [teams]"), ("+00:02", "to: [clinic]")).do("jump", "+00:10")
    play.do("act", TELL).do("act", {"by": "squad", "declares": "II", "to": ["government"]})

    def inbox(unit):
        return [(each.at, each.inject) for each in player_view(play.so_far(), play.now, unit).received]

    assert inbox("bureau") == [("+00:00", "I1")]
    assert inbox("squad") == [("+00:01", "I2")]
    assert inbox("government") == [("+00:10", None), ("+00:10", None)]
    assert "报告" in player_view(play.so_far(), play.now, "government").received[0].text.zh
    assert inbox("clinic") == [("+00:02", "I3")]


def test_what_goes_over_a_channel_that_is_cut_does_not_arrive_and_whoever_sent_it_sees_that(shelf):
    outage = ("+00:05", 'kind: outage, channels: [phone], until: "+01:00"')
    play = live(shelf, outage).do("jump", "+00:10").do("act", TELL)
    found = play.so_far()
    assert [each.kind for each in player_view(found, play.now, "government").received] == ["outage"]
    assert [each.lost for each in player_view(found, play.now, "bureau").acts] == [True]


def test_whoever_tells_somebody_while_a_channel_is_cut_is_asked_by_which_it_goes(shelf):
    outage = ("+00:05", 'kind: outage, channels: [phone], until: "+01:00"')
    play = live(shelf, outage).do("jump", "+00:10")
    silent = {name: value for name, value in TELL.items() if name != "channel"}
    assert "phone" in refused("E650", play.do, "act", silent).problem.en
    refused("E650", play.do, "act", {"by": "bureau", "declares": "II", "to": ["government"]})
    play.do("act", {"by": "bureau", "did": ["close"]}).do("act", {"by": "bureau", "declares": "II"})
    play.do("act", {**silent, "channel": "fax"})
    assert not play.so_far().lost
    assert play.do("jump", "+01:00").do("act", silent).stage == "paused"


def test_an_inject_is_acknowledged_by_whom_it_was_given_to(shelf):
    play = live(shelf).do("run", 1)
    refused("E694", play.do, "acknowledge", "I1", "government")
    play.do("acknowledge", "I1", "bureau").do("acknowledge", "I1", "bureau")
    assert [(each.inject, each.unit) for each in play.play.acknowledged] == [("I1", "bureau")]


def test_evaluators_note_and_see_targets_reached_even_after_the_end(shelf):
    keys = {"targets": '[{id: fast, zh: 快, en: fast, unit: bureau, by: "+00:30"}]'}
    play = live(shelf, **keys).do("run", 1).go(minutes=9).do("reach", "fast").do("end")
    note = {"by": {"zh": "评估员", "en": "evaluator"}, "kind": "problem", "text": {"zh": "慢", "en": "slow"}}
    play.do("observe", note)
    refused("E692", play.do, "reach", "fast")
    view = evaluator_view(play.so_far(), play.now)
    assert [(each.id, each.reached) for each in view.targets] == [("fast", "+00:09")]
    assert [(each.at, each.kind) for each in view.remarks] == [("+00:09", "problem")]


def test_evaluators_see_a_target_that_sharpens_a_duty_reached_with_the_duty_alone(shelf):
    keys = {"targets": '[{id: fast, zh: 快, en: fast, unit: bureau, by: "+00:30", did: tell}]'}
    play = live(shelf, **keys).do("run", 1).go(minutes=5)
    play.do("act", {"by": "bureau", "did": ["tell"], "to": ["government"]}).go(minutes=4)
    (seen,) = evaluator_view(play.so_far(), play.now).targets
    assert (seen.reached, seen.by_act) == (None, True)
    refused("E652", play.do, "reach", "fast")
    play.do("act", {"by": "bureau", "did": ["tell"], "to": ["province"]})
    assert [each.reached for each in evaluator_view(play.so_far(), play.now).targets] == ["+00:09"]


def test_a_target_there_is_not_is_refused(shelf):
    refused("E812", live(shelf).do("run", 1).do, "reach", "fast")


REPORTED = {**TELL, "contains": ["place"], "figures": {"injured": "3"}}


def test_what_a_report_held_is_entered_by_whoever_sent_it(shelf):
    play = live(shelf).do("run", 1).do("act", REPORTED)
    (report,) = evaluator_view(play.so_far(), play.now).reports
    assert ([each.id for each in report.contents], report.held) == (["place"], ("place",))
    assert [(each.fact, each.value) for each in report.figures] == [("injured", "3")]
    (seen,) = [each for each in seen_reports(run_of(play.do("end"), shelf)) if each.acts]
    assert seen.lacking == ()


def test_a_number_told_is_seen_in_the_report_by_evaluators_and_by_who_sent_it(tmp_path):
    asked = "{id: place, zh: 地点, en: place}, {id: hurt, zh: 受伤人数, en: people hurt, fact: injured}"
    shelf = library(tmp_path, PLAN.replace("{id: place, zh: 地点, en: place}", asked))
    play = live(shelf).do("run", 1).do("act", REPORTED)
    (report,) = evaluator_view(play.so_far(), play.now).reports
    assert ([each.id for each in report.contents], report.held) == (["place", "hurt"], ("place", "hurt"))
    (act,) = evaluator_view(play.so_far(), play.now).acts
    assert [each.en for each in act.report.contents] == ["place", "people hurt"]


def test_an_evaluator_notes_what_a_report_held_even_after_the_end_and_puts_it_right(shelf):
    play = live(shelf).do("run", 1).do("act", REPORTED).go(minutes=5)
    play.do("act", {**REPORTED, "figures": {"injured": "2"}})
    first, second = [each.number for each in play.play.acts]
    play.do("end").do("contents", first, {"contains": [], "figures": {"injured": "4", "area": "2 ha"}})
    assert [each.held for each in evaluator_view(play.so_far(), play.now).reports] == [(), ("place",)]
    run = run_of(play, shelf)
    (seen,) = [each for each in seen_reports(run) if each.acts and each.lacking is not None]
    assert [str(each.id) for each in seen.lacking] == ["place"]
    (told,) = contradictions(run)
    assert (told.before.zh, told.now.zh) == ("4人", "2人")
    play.do("contents", second, {"figures": {"injured": "4"}})
    assert not list(contradictions(run_of(play, shelf)))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"contains": ["weather"]}, "E800"),
        ({"figures": {"weather": "3"}}, "E701"),
        ({"figures": {"injured": "many"}}, "E302"),
    ],
)
def test_what_no_report_holds_is_refused_whoever_notes_it(shelf, said, code):
    play = live(shelf).do("run", 1).do("act", TELL)
    before = len(play.play.moves)
    (act,) = [each.number for each in play.play.acts]
    refused(code, play.do, "contents", act, said)
    refused(code, play.do, "act", {**TELL, **said})
    assert len(play.play.moves) == before


def test_only_of_an_act_that_did_something_can_the_report_be_noted(shelf):
    play = live(shelf).do("run", 1).do("act", {"by": "bureau", "declares": "II"})
    found = refused("E652", play.do, "contents", play.play.acts[0].number, {"contains": []})
    assert "none was entered yet" in found.expected.en


def test_the_director_sees_how_the_clock_is_to_run_by_the_scenario_and_may_run_it_so(shelf):
    play = live(shelf)
    view = director_view(play.so_far(), play.now)
    assert (view.speed, view.step) == (1, 10)
    play = live(shelf, clock="{speed: 3, step: 20 min}")
    view = director_view(play.so_far(), play.now)
    assert (view.speed, view.step) == (3, 20)
    assert offset_of(play.do("run", 3).go(minutes=10).play.elapsed(play.now)) == "+00:30"


# What comes of it.


def test_an_early_end_asks_for_nothing_after_it(shelf):
    play = live(shelf, ("+02:00", "facts: {area: 200 ha}, to: [bureau]")).do("jump", "+00:30").do("end")
    run = run_of(play, shelf)
    assert offset_of(run.final.at - run.scenario.start) == "+00:30"
    assert not {"overdue", "missed"} & {each.result for each in run.outcomes}


def test_both_clocks_are_kept(shelf):
    play = live(shelf).do("run", 1).go(minutes=10).do("run", 0).go(minutes=3).do("run", 6)
    assert [(each.at, each.real - BEGAN, each.speed) for each in play.recording.paces] == [
        ("+00:00", timedelta(0), 1), ("+00:10", timedelta(minutes=10), 0), ("+00:10", timedelta(minutes=13), 6),
    ]  # fmt: skip


def test_a_recording_is_read_as_it_was_written(shelf):
    play = (
        live(shelf, LATER, WAITS)
        .do("run", 1)
        .go(minutes=4)
        .do("act", {**TELL, "round": "1"})
        .do("give", "I2")
    )
    play.do(
        "inject",
        {
            "text": {"zh": "来电", "en": "a call"},
            "facts": {"river": "yes"},
            "events": {"sealed": None},
            "to": ["bureau"],
        },
    )
    play.do("hold", "I3").do("release", "I3").do("drop", "I3")
    play.do("observe", {"by": {"zh": "评", "en": "e"}, "text": {"zh": "好：是", "en": "good: yes"}}).do("end")
    assert "dropped" in {each.how for each in written_again(play).withheld}


offsets = st.integers(0, 7 * 60)
deeds = st.sampled_from(
    [
        TELL, {"by": "bureau", "did": ["close"]}, {"by": "bureau", "declares": "II"},
        {"by": "bureau", "did": ["tell"], "to": ["government"]}, {"by": "clinic", "did": ["hospital"]},
    ]
)  # fmt: skip
SCRIPT = (
    ("+00:05", "when: {met: [tell]}, to: [bureau], facts: {area: 40 ha}"),
    ("+00:10", "when: {undone: [close], for: 20 min}, to: [bureau], facts: {injured: 4}"),
    ("+00:30", "after: I2, to: [bureau], facts: {river: yes}"),
    ("+01:00", "when: {overdue: [tell]}, to: [bureau], facts: {area: 120 ha}"),
    ("+03:00", "to: [bureau], facts: {area: 2 ha}"),
)  # fmt: skip


def paced(shelf, acts, ways):
    """Play the same acts at the same offsets: by jumps, steps, a clock that runs at some speed, with pauses between."""
    play = live(shelf, *SCRIPT).do("run", 0)
    for (at, said), (speed, pause) in zip(acts, ways, strict=True):
        here = play.play.elapsed(play.now) // timedelta(minutes=1)
        if speed is None:
            play.do("step", at - here)
        elif speed and at > here:
            play.do("run", speed).go(seconds=-(-(at - here) * 60 // speed)).do("run", 0)
        else:
            play.do("jump", f"+{at // 60:02}:{at % 60:02}")
        play.go(minutes=pause).do("act", said)
    return play.do("jump", "+08:00").do("end")


@SOME
@given(st.lists(st.tuples(offsets, deeds), max_size=5), st.data())
def test_how_fast_it_ran_changes_nothing_of_what_came_of_it(shelf, acts, data):
    acts = sorted(acts, key=lambda each: each[0])
    ways = data.draw(
        st.lists(
            st.tuples(st.sampled_from([None, 0, 1, 2, 6, 10, 60]), st.integers(0, 90)),
            min_size=len(acts),
            max_size=len(acts),
        )
    )
    jumped, ran = paced(shelf, acts, [(0, 0)] * len(acts)), paced(shelf, acts, ways)
    assert report_data(run_of(ran, shelf)) == report_data(run_of(jumped, shelf))


@SOME
@given(st.lists(st.tuples(offsets, deeds), max_size=4), st.integers(0, 30))
def test_a_play_that_was_cut_off_goes_on_where_it_was(shelf, acts, cut):
    """Fold any beginning of the moves and go on: there is nothing else to go on from."""
    acts = sorted(acts, key=lambda each: each[0])
    play = paced(shelf, acts, [(1, 1)] * len(acts))
    begun = play_of("play", play.moves[: 1 + cut % len(play.moves)])
    for move in play.moves[len(begun.moves) :]:
        begun = play_of("play", [*begun.moves, move])
    assert begun == play.play
    assert begun.elapsed(play.now) == play.play.elapsed(play.now)


def test_a_play_folded_on_from_before_is_the_play_folded_anew(shelf):
    play = live(shelf, ("+01:00", "to: [bureau], facts: {area: 40 ha}")).do("run", 1)
    before = play.play
    for minutes in (10, 20, 50):
        play.go(minutes=minutes).do(
            "act", {"by": "bureau", "declares": "II", "note": {"zh": "改", "en": "again"}}
        )
        play.do("step", 1)
        again = play_of("play", play.moves, before)
        assert recording_of(again) == recording_of(play.play)
        assert (again.moves, again.clock) == (play.play.moves, play.play.clock)
        before = again
    assert play_of("play", play.moves, before) is before


def test_what_was_seen_of_a_play_is_not_worked_out_again_while_it_holds(shelf, monkeypatch):
    play = live(shelf, ("+01:00", "to: [bureau], when: {undone: [close]}")).do("run", 1).go(minutes=10)
    seen, looked = play.so_far(), []
    monkeypatch.setattr(
        "respond.exercise.playing.so_far", lambda *given: looked.append(given[1]) or so_far(*given)
    )
    said = {"by": "bureau", "declares": "II"}
    assert Playing(seen.play, play.now, shelf, seen).act(said) == Playing(seen.play, play.now, shelf).act(
        said
    )
    assert (
        looked == ["+00:10"] * 3
    )  # the play with the act each time, and the one before it where that was not given
    later = play.now + timedelta(minutes=5)
    assert Playing(seen.play, later, shelf, seen).act(said)[-1].at == "+00:15"


CUT = ("+00:20", 'kind: outage, channels: [phone], until: "+00:50", to: [bureau]')


@pytest.mark.parametrize("move", ["give", "release"])
def test_an_outage_given_after_it_was_to_end_lasts_as_long_as_written(shelf, move):
    play = (
        live(shelf, CUT)
        .do("run", 0)
        .do("hold", "I2")
        .do("jump", "+01:10")
        .do(move, "I2")
        .do("jump", "+03:00")
    )
    cut = next(each.inject for each in run_of(play, shelf).turns if each.inject.id == "I2")
    assert (cut.at, cut.until) == ("+01:10", "+01:40")
    assert play.given()["I2"] == "+01:10"


def test_an_outage_that_comes_after_something_lasts_as_long_as_written(shelf):
    play = live(
        shelf, LATER, ("+00:10", 'after: I2, kind: outage, channels: [phone], until: "+00:40", to: [bureau]')
    )
    play.do("jump", "+02:00")
    cut = next(each.inject for each in run_of(play, shelf).turns if each.inject.id == "I3")
    assert (cut.at, cut.until) == ("+00:30", "+01:00")


def test_what_the_clock_jumped_over_was_when_it_jumped(shelf):
    """At one minute a minute to +00:02, then a jump to +01:00: nothing in between was in an hour's time."""
    play = (
        live(shelf, LATER)
        .do("run", 1)
        .go(minutes=2)
        .do("jump", "+01:00")
        .go(minutes=1)
        .do("run", 0)
        .do("jump", "+02:00")
    )
    run = run_of(play.go(minutes=3), shelf)
    start = run.scenario.start
    times = {
        minutes: real_moment(run.scenario, start + timedelta(minutes=minutes))
        for minutes in (1, 20, 60, 61, 90)
    }
    assert {at: (real - BEGAN) // timedelta(minutes=1) for at, real in times.items()} == {
        1: 1,
        20: 2,
        60: 2,
        61: 3,
        90: 3,
    }


@pytest.mark.parametrize("ended", [True, False], ids=["ended early", "over"])
def test_once_it_is_over_nothing_is_the_next_inject_any_more(shelf, ended):
    late = ("+00:50", "to: [bureau]"), ("+00:10", "when: {met: [tell]}, to: [bureau]")
    play = live(shelf, *late).do("run", 0).go(minutes=1)
    play = play.do("end") if ended else play.do("hold", "I2").do("jump", "+08:00")
    rows = {each.id: each for each in director_view(play.so_far(), play.now).injects}
    assert rows["I3"].state == "never"
    assert (rows["I2"].state, rows["I2"].by_clock) == ("never" if ended else "held", False)
    assert rows["I1"].state == "given"
    assert (rows["I3"].at, rows["I3"].waits) == (None, ())


def test_what_cannot_be_told_yet_is_not_given_and_the_play_goes_on(shelf):
    later = ("+02:00", "facts: {area: {value: 2 ha, as_of: 2026-03-01T09:30+08:00}}, to: [bureau]")
    play = live(shelf, later).do("run", 1).go(minutes=5)
    refused("E713", play.do, "give", "I2")
    refused("E713", lambda: play.do("give", "I2", anyway=True))
    play.do("drop", "I2").do("jump", "+02:30")
    assert list(play.given()) == ["I1"]
    assert play.do("give", "I2").given()["I2"] == "+02:30"


def test_a_seat_is_taken_away_again(shelf):
    play = live(shelf).do("seat", "wang", "bureau").do("unseat", "wang")
    assert play.play.seats == {}
    refused("E628", play.do, "unseat", "wang")
    assert play_of("play", play.moves) == play.play


AIM = "[{id: t, zh: 到场, en: on the scene, unit: bureau, by: '+00:45'}]"


def test_a_target_is_noted_with_when_it_was_reached_and_taken_back(shelf):
    play = live(shelf, targets=AIM).do("jump", "+03:00").do("reach", "t", "+00:30")
    assert evaluator_view(play.so_far(), play.now).targets[0].reached == "+00:30"
    assert next(each for each in run_of(play, shelf).outcomes if each.kind == "target").result == "met"
    play.do("unreach", "t")
    assert evaluator_view(play.so_far(), play.now).targets[0].reached is None
    assert not play.recording.actions
    refused("E628", play.do, "unreach", "t")
    refused("E652", play.do, "reach", "t", "+03:01")
    assert evaluator_view(play.do("reach", "t").so_far(), play.now).targets[0].reached == "+03:00"
