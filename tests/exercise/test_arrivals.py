"""Reports that reach another body: its receipt is its own act, and starts what it owes on receipt."""

import pytest
from exercises import PLAN, QUIET, library, outcome, play
from plays import live, run_of

from respond.errors import InputError
from respond.exercise import (
    check_scenario,
    director_view,
    perfect_actions,
    player_view,
    report_data,
    report_sheet,
    run_scenario,
)
from respond.show import as_markdown

PASSING_ON = (
    "  - {id: ask-back, zh: 回访省政府, en: call back, when: received@province, unit: bureau, within: 1 day, "
    'after: received@province, clause: "3"}\n'
    "  - {id: pass-on, zh: 转报省政府, en: pass it on, when: received@government, unit: government, to: [province], "
    'within: 2 hours, after: received@government, clause: "3"}\n'
)
CALL = ("+00:00", f"facts: {{{QUIET}}}, events: {{received: }}, to: [bureau]")
CAST = "{bureau: {zh: 县环境局, en: bureau}, government: {zh: 县政府, en: government}}"
ALONE = "{bureau: {zh: 县环境局, en: bureau}}"
TOLD = ("+00:10", "by: bureau, did: [tell], to: [government, province], channel: phone")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return library(tmp_path_factory.mktemp("plans"), PLAN.replace("duties:\n", "duties:\n" + PASSING_ON, 1))


def passed_on(run):
    return [each for each in run.outcomes if "#pass-on#" in each.id]


def drill(shelf, *actions, **keys):
    return play(shelf, (CALL,), actions, cast=CAST, **keys)


def test_who_was_told_owes_nothing_before_it_has_received_it(shelf):
    assert not passed_on(drill(shelf, TOLD))


def test_an_acknowledged_report_starts_the_clock_of_whoever_received_it(shelf):
    run = drill(shelf, TOLD, ("+00:25", "by: government, receives: [bureau]"))
    (found,) = passed_on(run)
    assert (found.since - run.scenario.start).seconds == 25 * 60
    assert (found.due - run.scenario.start).seconds == 145 * 60
    assert found.result == "overdue"


def test_what_follows_from_the_receipt_is_judged(shelf):
    sent = ("+01:00", "by: government, did: [pass-on]")
    run = drill(shelf, TOLD, ("+00:25", "by: government, receives: [bureau]"), sent)
    assert outcome(run, "pass-on#1").result == "met"


@pytest.mark.parametrize(
    "told",
    [
        ("+00:10", "by: bureau, did: [tell], to: [province], channel: phone"),
        ("+00:40", "by: bureau, did: [tell], to: [government, province], channel: phone"),
    ],
)
def test_a_receipt_of_what_nobody_had_sent_starts_nothing_and_is_told(shelf, told):
    run = drill(shelf, told, ("+00:25", "by: government, receives: [bureau]"))
    assert not passed_on(run)
    assert "nothing had come from there" in as_markdown(report_sheet(run, "en"))


def test_what_went_over_a_channel_that_is_cut_cannot_be_received(shelf):
    cut = ("+00:05", 'kind: outage, channels: [phone], until: "+00:20", to: [bureau]')
    receipt = ("+00:25", "by: government, receives: [bureau]")
    assert not passed_on(play(shelf, (CALL, cut), (TOLD, receipt), cast=CAST))


def test_a_second_receipt_starts_nothing_anew_nor_one_after_the_scripts(shelf):
    again = (
        ("+00:25", "by: government, receives: [bureau]"),
        ("+00:50", "by: government, receives: [bureau]"),
    )
    assert len(passed_on(drill(shelf, TOLD, *again))) == 1
    script = ("+00:20", "events: {received@government: }, to: [bureau]")
    (found,) = passed_on(play(shelf, (CALL, script), (TOLD, again[0]), cast=CAST))
    assert found.since.minute == 20


def test_a_receipt_of_the_script_that_comes_after_that_of_the_players_is_no_second_one(shelf):
    script = ("+00:50", "events: {received@government: }, to: [bureau]")
    receipt = ("+00:25", "by: government, receives: [bureau]")
    (found,) = passed_on(play(shelf, (CALL, script), (TOLD, receipt), cast=CAST))
    assert found.since.minute == 25
    (found,) = passed_on(play(shelf, (CALL, script), (TOLD,), cast=CAST))
    assert found.since.minute == 50


@pytest.mark.parametrize("to", ["to: [government]", "to: [province], copy: [government]"])
def test_what_is_fulfilled_by_the_receipt_of_what_players_told_is_done_by_them_and_not_by_the_script(
    tmp_path, to
):
    again = (
        f"  - {{id: tell-too, zh: 另报, en: tell it as well, when: received, unit: bureau, {to}, "
        'within: 1 hour, fulfilled_by: received@government, clause: "3"}\n'
    )
    shelf = library(tmp_path, PLAN.replace("duties:\n", "duties:\n" + again, 1))
    run = drill(shelf, TOLD, ("+00:25", "by: government, receives: [bureau]"))
    assert outcome(run, "tell-too#1").result == "met"
    script = ("+00:20", "events: {received@government: }, to: [bureau]")
    run = play(shelf, (CALL, script), (), cast=CAST)
    assert outcome(run, "tell-too#1").result == "open"


def test_an_inject_can_wait_for_a_receipt(shelf):
    waits = ("+00:05", "when: {condition: received@government}, to: [bureau]")
    run = play(shelf, (CALL, waits), (TOLD, ("+00:25", "by: government, receives: [bureau]")), cast=CAST)
    assert run.turns[-1].at.minute == 25


@pytest.mark.parametrize("read", [(), (("+01:00", "by: government, receives: [bureau]"),)])
def test_what_is_not_acknowledged_in_time_was_received_when_it_came(shelf, read):
    run = drill(shelf, TOLD, *read, receipt_within="15 min")
    (found,) = passed_on(run)
    assert found.since.minute == 10
    assert (found.due - run.scenario.start).seconds == 130 * 60
    shown = as_markdown(report_sheet(run, "en"))
    assert "counts as received at 08:10" in shown


def test_what_is_acknowledged_in_time_was_received_then(shelf):
    run = drill(shelf, TOLD, ("+00:25", "by: government, receives: [bureau]"), receipt_within="15 min")
    assert passed_on(run)[0].since.minute == 25
    assert not run.presumed


def test_nobody_who_is_not_played_has_to_acknowledge_anything(shelf):
    run = play(shelf, (CALL,), (TOLD,), cast=ALONE, receipt_within="15 min")
    assert not passed_on(run)


def test_a_report_nobody_acknowledged_is_told_with_what_it_would_have_started(shelf):
    run = drill(shelf, TOLD)
    shown = as_markdown(report_sheet(run, "en"))
    assert "pass it on" in shown
    assert "never acknowledged" in shown
    assert "government" in [each["unit"] for each in report_data(run)["unreceived"]]
    assert "never acknowledged" not in as_markdown(
        report_sheet(drill(shelf, TOLD, ("+00:25", "by: government, receives: [bureau]")), "en")
    )


def test_the_perfect_player_acknowledges_and_the_key_has_what_follows(shelf):
    scenario = run_scenario(drill(shelf).scenario, shelf).scenario
    actions = perfect_actions(scenario, shelf)
    assert [(each.by, each.receives) for each in actions if each.receives] == [("government", ("bureau",))]
    checked = check_scenario(scenario, shelf)
    (entry,) = [each for each in checked.key if "#pass-on#" in each.id]
    assert entry.played
    assert not [each for each in checked.findings if each.name == "government"]


def test_check_names_a_body_that_never_can_get_a_report(shelf):
    alone = play(shelf, (CALL,), cast=ALONE).scenario
    (found,) = [each for each in check_scenario(alone, shelf).findings if each.kind == "never-received"]
    assert found.name == "province"  # what the government owes on receipt nobody plays
    assert "call back" in found.told.en
    assert not found.grave
    script = ("+00:20", "events: {received@province: }, to: [bureau]")
    told = play(shelf, (CALL, script), cast=ALONE).scenario
    assert not [each for each in check_scenario(told, shelf).findings if each.kind == "never-received"]


def test_check_names_a_body_that_is_played_and_owed_a_report_nobody_sends(shelf):
    cast = "{government: {zh: 县政府, en: government}}"
    alone = play(shelf, (CALL,), cast=cast).scenario
    (found,) = [each for each in check_scenario(alone, shelf).findings if each.kind == "never-received"]
    assert (found.name, "nobody plays who owes it one" in found.told.en) == ("government", True)


# Live.


def test_a_player_acknowledges_what_came_and_the_recording_says_so(shelf):
    drill = live(shelf, cast=CAST).do("run", 1).go(minutes=10)
    drill.do("act", {"by": "bureau", "did": ["tell"], "to": ["government", "province"], "channel": "phone"})
    (message,) = player_view(drill.so_far(), drill.now, "government").received
    assert (message.from_.en, message.at, message.acknowledged) == ("bureau", "+00:10", False)
    (told,) = director_view(drill.so_far(), drill.now).acts
    assert [each.id for each in told.awaited] == ["government", "province"]
    drill.go(minutes=15).do("receive", message.act, "government")
    assert player_view(drill.so_far(), drill.now, "government").received[0].acknowledged
    kept = len(drill.moves)
    assert len(drill.do("receive", message.act, "government").moves) == kept
    told, receipt = director_view(drill.so_far(), drill.now).acts
    assert [each.id for each in told.awaited] == ["province"]
    assert [each.en for each in receipt.receives] == ["bureau"]
    owed = {one.duty: one for one in drill.so_far().situation.obligations}
    assert owed["pass-on"].arose.minute == 25
    assert passed_on(run_of(drill, shelf))[0].since.minute == 25


def test_control_gives_the_receipt_of_a_body_nobody_plays(shelf):
    drill = live(shelf, cast=ALONE).do("run", 1).go(minutes=10)
    drill.do("act", {"by": "bureau", "did": ["tell"], "to": ["government", "province"], "channel": "phone"})
    number = director_view(drill.so_far(), drill.now).acts[0].number
    drill.do("receive", number, "government")
    assert "pass-on" in {one.duty for one in drill.so_far().situation.obligations}


def test_what_told_it_nothing_cannot_be_acknowledged(shelf):
    drill = live(shelf, cast=CAST).do("run", 1).go(minutes=10)
    drill.do("act", {"by": "bureau", "did": ["tell"], "to": ["province"], "channel": "phone"})
    number = director_view(drill.so_far(), drill.now).acts[0].number
    for act, unit in ((number, "government"), (99, "province")):
        with pytest.raises(InputError) as caught:
            drill.do("receive", act, unit)
        assert [each.code for each in caught.value.faults] == ["E652"]


@pytest.fixture(scope="module")
def copying(tmp_path_factory):
    """A shelf with a plan by which the report goes to the province, and a copy of it to the government."""
    plan = PLAN.replace("    to: [government, province]\n", "    to: [province]\n    copy: [government]\n", 1)
    return library(tmp_path_factory.mktemp("copies"), plan.replace("duties:\n", "duties:\n" + PASSING_ON, 1))


def test_who_gets_a_copy_of_what_names_nobody_received_it(copying):
    told = ("+00:10", "by: bureau, did: [tell], channel: phone")
    run = drill(copying, told, ("+00:25", "by: government, receives: [bureau]"))
    assert outcome(run, "tell#1").result == "met"
    assert len(passed_on(run)) == 1
    assert not run.received_nothing


def test_the_perfect_player_tells_those_who_get_a_copy_too(copying):
    scenario = drill(copying).scenario
    actions = perfect_actions(scenario, copying)
    (told,) = [each for each in actions if each.did == ("testland/spill#tell",)]
    assert told.to == ("province", "government")
    run = drill(copying, ("+00:10", "by: bureau, did: [tell], to: [province], channel: phone"))
    assert outcome(run, "tell#1").result == "incomplete"


def test_check_names_a_body_that_is_played_and_owed_a_copy_nobody_sends(copying):
    cast = "{government: {zh: 县政府, en: government}}"
    alone = play(copying, (CALL,), cast=cast).scenario
    (found,) = [each for each in check_scenario(alone, copying).findings if each.kind == "never-received"]
    assert found.name == "government"


def test_a_player_sees_who_gets_a_copy_of_a_report(copying):
    drill = live(copying, CALL, cast=CAST)
    seen = player_view(drill.so_far(), drill.now, "bureau")
    (tell,) = [each for each in seen.tasks if each.duty.endswith("#tell")]
    assert ([unit.id for unit in tell.to], [unit.id for unit in tell.copy]) == (["province"], ["government"])
