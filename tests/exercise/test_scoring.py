"""Players are scored by the obligations of the plan: each occasion its own, by acts that can answer it."""

from datetime import timedelta

import pytest
from exercises import PLAN, QUIET, RECEIVED, library, outcome, play

from respond.exercise import check_scenario, report_data, report_sheet
from respond.show import plain
from small_plan import SMALL, shelve

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SEALED_TWICE = (RECEIVED, ("+01:00", "events: {sealed: }"), ("+03:00", "events: {sealed: }"))


@pytest.fixture
def shelf(tmp_path):
    return library(tmp_path)


@pytest.mark.parametrize(("at", "result"), [("+00:59", "met"), ("+01:00", "met"), ("+01:01", "open")])
def test_what_a_player_does_in_the_minute_the_script_does_it_too_is_the_players(shelf, at, result):
    injects = (RECEIVED, ("+01:00", "events: {sealed: }"))
    found = outcome(play(shelf, injects, [(at, "by: bureau, did: [check-seal]")]), "check-seal#1")
    assert found.result == result


SOON = """\
  - {id: ventilate, zh: 及时通风, en: ventilate promptly, when: area >= 30 ha, unit: bureau, due: promptly, clause: "3"}
"""


@pytest.mark.parametrize("rest", ["facts: {area: 2 ha}", "to: [bureau]"], ids=["ground gone", "still owed"])
def test_what_is_owed_promptly_and_left_undone_as_long_as_it_is_owed_is_not_done(tmp_path, rest):
    shelf = library(tmp_path, PLAN.replace("interpretations:\n", SOON + "interpretations:\n", 1))
    injects = (RECEIVED, ("+01:00", "facts: {area: 40 ha}"), ("+03:00", rest))
    undone = outcome(play(shelf, injects), "ventilate#1")
    assert (undone.result, undone.by, undone.points) == ("omitted", None, 0)
    done = outcome(play(shelf, injects, [("+02:59", "by: bureau, did: [ventilate]")]), "ventilate#1")
    assert (done.result, done.points) == ("met", 5)


def test_what_was_owed_promptly_and_gone_in_the_same_minute_is_held_against_nobody(tmp_path):
    shelf = library(tmp_path, PLAN.replace("interpretations:\n", SOON + "interpretations:\n", 1))
    run = play(shelf, (RECEIVED, ("+01:00", "facts: {area: 40 ha}"), ("+01:00", "facts: {area: 2 ha}")))
    assert not [each for each in run.outcomes if each.id == "testland/spill#ventilate#1" and each.judged]


def test_a_duty_owed_a_second_time_is_shown_and_scored_again(shelf):
    run = play(shelf, SEALED_TWICE, [("+01:30", "by: bureau, did: [seal-told]")])
    shown = [[one.id for one in turn.became_owed if one.duty == "seal-told"] for turn in run.turns]
    assert shown == [[], ["testland/spill#seal-told#1"], ["testland/spill#seal-told#2"]]
    assert [outcome(run, f"seal-told#{number}").result for number in (1, 2)] == ["met", "overdue"]
    assert outcome(run, "seal-told#2").by == 4 * HOUR
    assert outcome(run, "seal-told#2").label.en == "report the sealing (time 2)"


def test_an_act_of_somebody_who_does_not_owe_it_is_shown_and_scores_nothing(shelf):
    run = play(shelf, actions=[("+00:10", "by: government, did: [tell]")])
    assert outcome(run, "tell#1").result == "overdue"
    (stray,) = run.unscored
    assert (stray.by, stray.duty) == ("government", "tell")
    assert stray.why.en == "done by a body that does not owe it, for nobody who does"


@pytest.mark.parametrize("by", ["by: government, for: bureau", "by: squad"])
def test_an_act_for_the_body_that_owes_it_counts(shelf, by):
    run = play(shelf, actions=[("+00:10", f"{by}, did: [tell]")])
    assert (outcome(run, "tell#1").result, run.unscored) == ("met", ())


@pytest.mark.parametrize(
    ("action", "why"),
    [
        (("+00:30", "by: bureau, did: [seal-told]"), "it was not owed yet"),
        (("+00:10", "by: bureau, did: [tell], to: [clinic]"), "told to nobody it is owed to"),
        (("+00:10", "by: bureau, did: [tell], channel: email"), "done in a form the text excludes"),
        (("+00:10", "by: bureau, did: [sum-up]"), "it has not come to be owed"),
        (("+00:10", "by: bureau, did: [watch]"), "what is to be kept up is not fulfilled by an act"),
    ],
)
def test_an_act_that_answers_nothing_says_why(tmp_path, action, why):
    never = '  - {id: sum-up, zh: 总结, en: sum up, when: terminated, unit: bureau, within: 2 weeks, clause: "3"}\n'
    shelf = library(tmp_path, PLAN.replace("interpretations:\n", never + "interpretations:\n", 1))
    before = play(shelf, SEALED_TWICE)
    run = play(shelf, SEALED_TWICE, [action])
    assert [each.why.en for each in run.unscored] == [why]
    assert [each.result for each in run.outcomes] == [each.result for each in before.outcomes]


def test_what_is_done_again_is_told_once(shelf):
    done = "by: bureau, did: [tell]"
    run = play(shelf, actions=[("+00:10", done), ("+00:20", done)])
    assert outcome(run, "tell#1").at == run.scenario.moment("+00:10")
    assert [each.at for each in run.unscored] == [run.scenario.moment("+00:20")]


def test_a_report_is_met_with_the_last_addressee_told(shelf):
    first, second = (
        ("+00:10", "by: bureau, did: [tell], to: [government]"),
        "by: bureau, did: [tell], to: [province]",
    )
    assert outcome(play(shelf, actions=[first]), "tell#1").result == "incomplete"
    assert outcome(play(shelf, actions=[first, ("+00:40", second)]), "tell#1").result == "met"
    late = outcome(play(shelf, actions=[first, ("+01:40", second)]), "tell#1")
    assert (late.result, late.by) == ("late", 40 * MINUTE)
    part = outcome(play(shelf, actions=[first]), "tell#1")
    assert [name.en for name in part.missing] == ["province"]


def test_what_is_owed_at_once_shows_how_long_it_took(shelf):
    met = outcome(play(shelf, actions=[("+05:00", "by: bureau, did: [close]")]), "close#1")
    assert (met.result, met.taken, met.by) == ("met", 5 * HOUR, None)
    assert outcome(play(shelf), "close#1").result == "omitted"


def test_what_is_owed_at_once_is_too_late_once_it_has_ended(shelf):
    injects = (RECEIVED, ("+02:00", "events: {reopened: }"))
    assert outcome(play(shelf, injects), "close#1").result == "missed"
    run = play(shelf, injects, [("+03:00", "by: bureau, did: [close]")])
    assert (outcome(run, "close#1").result, len(run.unscored)) == ("missed", 1)


def test_time_is_taken_from_when_the_players_could_know(shelf):
    injects = (("+02:00", f"facts: {{{QUIET}}}, events: {{received: 2026-03-01T08:30+08:00}}"),)
    run = play(shelf, injects, [("+02:10", "by: bureau, did: [close]")])
    assert outcome(run, "close#1").taken == 10 * MINUTE


def test_a_limit_past_before_the_duty_arose_is_late_from_its_arising_only(shelf):
    run = play(
        shelf,
        SEALED_TWICE[:2],
        [("+01:10", "by: bureau, did: [born-late]")],
        occurred="2026-03-01T07:00+08:00",
    )
    found = outcome(run, "born-late#1")
    assert found.due == run.scenario.moment("+00:00")
    assert (found.result, found.by) == ("late", 10 * MINUTE)


def test_duties_nobody_plays_are_excused_and_named(shelf):
    cast = "{bureau: {zh: 环境局组, en: bureau team}}"
    assert outcome(play(shelf), "hospital#1").result == "omitted"
    found = outcome(play(shelf, cast=cast), "hospital#1")
    assert (found.result, found.counts, [unit.id for unit in found.units]) == ("excused", False, ["clinic"])
    assert found.why.en == "nobody plays a unit that owes it"
    done = play(shelf, actions=[("+00:10", "by: clinic, did: [hospital]")], cast=cast)
    assert outcome(done, "hospital#1").result == "met"


def test_what_the_script_says_was_done_counts_neither_way(shelf):
    found = outcome(play(shelf, SEALED_TWICE), "check-seal#1")
    assert (found.result, found.why.en) == ("open", "fulfilled by the script: sealed")
    run = play(shelf, SEALED_TWICE, [("+00:20", "by: bureau, did: [check-seal]")])
    assert outcome(run, "check-seal#1").result == "met"


def test_nothing_done_is_worth_nothing(shelf):
    assert play(shelf, SEALED_TWICE).points == 0


def test_duties_to_keep_up_or_refrain_are_broken_or_do_not_count(shelf):
    kept = play(shelf)
    assert {name: outcome(kept, name).result for name in ("watch#1", "no-entry#1")} == {
        "watch#1": "open", "no-entry#1": "open",
    }  # fmt: skip
    actions = [("+00:10", "by: bureau, did: [watch], broke: yes"), ("+00:20", "by: squad, did: [no-entry]")]
    broken = play(shelf, actions=actions)
    assert [outcome(broken, name).result for name in ("watch#1", "no-entry#1")] == ["broken", "broken"]
    assert (broken.points, broken.most - kept.most, broken.unscored) == (0, 10, ())


def test_what_does_not_count_says_why(shelf):
    run = play(shelf, end="+00:30")
    reasons = {each.of.duty: each.why.en for each in run.outcomes if each.result == "open"}
    assert reasons == {
        "tell": "it was not due when the exercise ended",
        "check-seal": "it was not due when the exercise ended",
        "watch": "it was kept",
        "no-entry": "it was kept",
    }
    never_done = {each.of.duty: each.points for each in run.outcomes if each.result == "omitted"}
    assert never_done.items() >= {"tidy": 0}.items()


def test_what_only_may_be_done_and_what_only_may_be_owed_does_not_count(shelf):
    unsure = (("+00:00", "facts: {area: {at_least: 5 ha}}, events: {received: }"),)
    run = play(shelf, unsure, [("+00:10", "by: bureau, did: [lend]")])
    assert all(each.of.duty != "lend" for each in run.outcomes if each.kind == "duty")
    assert run.unscored == ()
    assert (outcome(run, "alarm-two#1").result, outcome(run, "alarm-two#1").why.en) == (
        "open",
        "it is not certain that it is owed",
    )


AFTER_HOURS = PLAN.replace(
    "when: sealed, unit: bureau, within: 1 hour",
    "when: elapsed(received) >= 3 h, unit: bureau, within: 1 hour, after: received",
    1,
)


@pytest.mark.parametrize(
    ("second", "under"), [(None, "I1"), ("+02:59", "I2"), ("+03:00", "I2"), ("+03:30", "I1")]
)
def test_what_time_alone_brings_stands_under_the_inject_before_it(tmp_path, second, under):
    later = [(second, "facts: {area: 2 ha}")] if second is not None else []
    run = play(library(tmp_path, AFTER_HOURS), (RECEIVED, *later))
    found = {one.id: turn.inject.id for turn in run.turns for one in turn.became_owed}
    assert found["testland/spill#seal-told#1"] == under
    told = plain(report_sheet(run, "zh", full=True)).partition(f" {under} ")[2]
    assert ("12:00 · 报告封堵 · 11:00起应办" in told, "12:00 · 报告封堵" in told) == (
        second != "+03:00",
        True,
    )
    assert outcome(run, "seal-told#1").result == "overdue"


def test_what_an_inject_tells_of_earlier_stands_under_that_inject(shelf):
    injects = (
        RECEIVED,
        ("+01:00", "facts: {area: 2 ha}"),
        ("+02:00", "events: {sealed: 2026-03-01T08:30+08:00}"),
    )
    run = play(shelf, injects)
    assert [[one.duty for one in turn.became_owed] for turn in run.turns[1:]] == [
        [],
        ["born-late", "seal-told"],
    ]
    key = check_scenario(run.scenario, shelf).key
    assert {each.inject for each in key if "seal" in each.id and "check" not in each.id} == {"I3"}


def test_what_ends_between_two_injects_stands_under_the_first_of_them(tmp_path):
    ends = PLAN.replace("ends: [reopened]", "ends: [elapsed]", 1).replace(
        "when: received, unit: bureau, due: immediately, ends: [elapsed]",
        "when: elapsed(received) < 2 h, unit: bureau, due: immediately",
    )
    run = play(
        library(tmp_path, ends),
        (RECEIVED, ("+01:00", "facts: {area: 2 ha}"), ("+03:00", "facts: {area: 1 ha}")),
    )
    assert [[one.duty for one in turn.stood_down] for turn in run.turns] == [[], ["close"], []]


def test_players_may_act_before_the_first_inject_and_before_anything_has_occurred(shelf):
    injects = (("+02:00", f"facts: {{{QUIET}}}, events: {{received: }}"),)
    actions = [
        ("+00:10", "by: bureau, did: [tell]"),
        ("+01:30", "by: bureau, did: [tell]"),
        ("+02:10", "by: bureau, did: [tell]"),
    ]
    run = play(shelf, injects, actions, occurred="2026-03-01T09:00+08:00")
    assert [each.at for each in run.ahead] == [run.scenario.moment("+00:10"), run.scenario.moment("+01:30")]
    assert [each.why.en for each in run.unscored] == ["nothing had occurred yet", "it was not owed yet"]
    assert outcome(run, "tell#1").at == run.scenario.moment("+02:10")


def test_a_plan_alongside_that_is_not_in_force_is_named(tmp_path):
    later = SMALL.replace("testland/spill", "testland/later").replace("from: 2020-01-01", "from: 2027-01-01")
    shelve(tmp_path, later, "testland/later/2020")
    shelf = library(
        tmp_path, PLAN.replace("kinds: [spill]\n", "kinds: [spill]\nalongside: [{plan: testland/later}]\n")
    )
    (skipped,) = report_data(play(shelf))["skipped"]
    assert skipped["en"].startswith("testland/later")


def test_the_data_of_a_report_tells_all_of_it(shelf):
    data = report_data(
        play(shelf, SEALED_TWICE, [("+00:10", "by: bureau, did: [close, tell], to: [government]")])
    )
    assert data["schema"] == "exercise/4"
    found = {each["expectation"].partition("#")[2]: each for each in data["outcomes"]}
    assert (found["close#1"]["taken_seconds"], found["close#1"]["state"]) == (600, "met")
    assert found["tell#1"]["missing"] == [{"zh": "省政府", "en": "province"}]
    assert found["seal-told#1"]["late_seconds"] == 6 * 3600
    assert data["totals"] == {"incomplete": 1, "met": 1, "omitted": 2, "open": 3, "overdue": 3}
    assert data["turns"][0]["acted"] == [
        {"at": "2026-03-01T08:10:00+08:00", "by": "bureau", "did": ["close", "tell"], "to": ["government"], "receives": [], "declares": None, "plan": None, "orders": None, "says": None}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("acts", "result", "form"),
    [
        (["did: [tell], channel: fax"], "met", "by fax, where the clause names phone"),
        (["did: [tell], channel: phone"], "met", None),
        (["did: [tell]"], "met", None),
        (["did: [tell], channel: email"], "overdue", None),  # that form the text excludes
        (
            ["did: [tell], channel: fax, to: [government]"],
            "incomplete",
            "by fax, where the clause names phone",
        ),
        (["did: [close], channel: fax"], "overdue", None),
    ],
)
def test_what_goes_by_a_channel_the_clause_does_not_name_counts_and_is_named(shelf, acts, result, form):
    run = play(shelf, actions=[("+00:10", f"by: bureau, {each}") for each in acts])
    told = outcome(run, "tell#1")
    assert (told.result, told.form and told.form.en) == (result, form)
    shown = " ".join(plain(report_sheet(run, "en", full=True)).split())
    assert ("by fax, where the clause names phone" in shown) == (form is not None)
    data = next(each for each in report_data(run)["outcomes"] if each["expectation"] == told.id)
    assert data["form"] == (None if told.form is None else {"zh": told.form.zh, "en": told.form.en})


def test_what_the_script_does_after_the_limit_leaves_undone_what_players_had_left_so(shelf):
    sealed = ("+02:30", "events: {sealed: }, to: [bureau]")
    found = outcome(play(shelf, (RECEIVED, sealed)), "check-seal#1")
    assert (found.result, found.by, found.points) == ("overdue", timedelta(minutes=30), 0)
    assert found.why.en == "fulfilled only by the script, after the limit: sealed"


def test_what_the_script_does_of_a_unit_nobody_plays_counts_neither_way_however_late(shelf):
    sealed = ("+02:30", "events: {sealed: }, to: [bureau]")
    cast = "{squad: {zh: 分队, en: squad}}"
    assert outcome(play(shelf, (RECEIVED, sealed), cast=cast), "check-seal#1").result == "open"
