"""What went over a channel that was cut: nobody received it, it fulfils nothing, and it is told as lost."""

import json

from exercises import PLAN, library, outcome, play
from plays import live

from respond.exercise import (
    after_action,
    contradictions,
    evaluator_view,
    exercise_log,
    report_data,
    report_sheet,
    seen_reports,
)
from respond.show import as_markdown

CUT = ("+00:20", "kind: outage, channels: [phone], until: '+00:40', to: [bureau]")
RECEIVED = ("+00:00", "events: {received: }, to: [bureau]")
LOST = "by: bureau, did: [tell], channel: phone, contains: [place], figures: {injured: 3}"
SENT = {"by": "bureau", "did": ["tell"], "to": ["government", "province"], "channel": "phone"}


def report_of(run, name):
    return next(each for each in seen_reports(run) if each.outcome.id == f"testland/spill#{name}")


def test_a_lost_report_is_told_as_lost_and_not_as_never_sent(shelf):
    run = play(shelf, (RECEIVED, CUT), [("+00:30", LOST)])
    seen = report_of(run, "tell#1")
    assert (outcome(run, "tell#1").result, seen.acts, seen.lacking) == ("overdue", (), None)
    assert [(each.action.at, each.channels, each.since) for each in seen.lost] == [
        ("+00:30", ("phone",), "+00:20")
    ]
    told = as_markdown(after_action(run, "en"))
    assert "did not get through" in told
    assert (
        "sent at 08:30 by county environment bureau (phone) and lost: phone was cut from 08:20 on, and nobody received it"
        in told
    )
    assert "08:30 县环境局发出（电话），没有送到：电话自 08:20 起中断，没有人收到" in as_markdown(
        after_action(run, "zh")
    )
    (lost,) = report_data(run)["lost"]
    assert (lost["at"][11:16], lost["channels"], lost["cut_since"]) == ("08:30", ["phone"], "+00:20")
    assert "phone was cut from +00:20 on: it did not go through" in as_markdown(report_sheet(run, "en"))


def test_a_lost_report_scores_nothing_and_its_numbers_contradict_nothing(shelf):
    again = "by: bureau, did: [tell], channel: fax, figures: {injured: 2}"
    run = play(shelf, (RECEIVED, CUT), [("+00:30", LOST), ("+00:50", again)])
    assert outcome(run, "tell#1").result == "met"
    assert not list(contradictions(run)), "nobody had heard of 3"
    assert [each.kind for each in run.unscored] == ["cut"]
    without = play(shelf, (RECEIVED, CUT), [("+00:50", again)])
    assert (run.points, run.most) == (without.points, without.most)
    seen = report_of(run, "tell#1")
    assert ([each.action.at for each in seen.acts], [each.action.at for each in seen.lost]) == (
        ["+00:50"],
        ["+00:30"],
    )


def test_a_lost_report_belongs_to_the_occasion_that_was_open_then(tmp_path):
    """The first was told before the outage: what was lost meanwhile is of the second, which was owed by then."""
    shelf = library(
        tmp_path,
        PLAN.replace("when: sealed, unit: bureau,", "when: sealed, unit: bureau, report: initial,", 1),
    )
    sealed = [(at, "events: {sealed: }, to: [bureau]") for at in ("+00:05", "+00:25")]
    told = "by: bureau, did: [seal-told], channel: phone"
    run = play(shelf, (RECEIVED, sealed[0], CUT, sealed[1]), [("+00:10", told), ("+00:30", told)])
    found = {each.outcome.id.partition("#")[2]: len(each.lost) for each in seen_reports(run)}
    assert (found["seal-told#1"], found["seal-told#2"]) == (0, 1)


def test_since_when_is_since_the_last_of_its_channels_was_cut(shelf):
    fax = ("+00:25", "kind: outage, channels: [fax], until: '+00:50', to: [bureau]")
    run = play(shelf, (RECEIVED, CUT, fax), [("+00:30", "by: bureau, did: [tell], channel: fax")])
    assert [each.since for each in run.lost] == ["+00:25"]


def test_a_level_called_with_what_was_lost_was_called_all_the_same(shelf):
    grave = ("+00:00", "facts: {area: 40 ha, injured: 0, river: no}, events: {received: }, to: [bureau]")
    acts = [("+00:30", "by: bureau, did: [tell], channel: phone, declares: III")]
    run = play(shelf, (grave, CUT), acts)
    assert [(each.at, str(each.level)) for each in run.levels[0].calls] == [
        (run.scenario.moment("+00:30"), "III")
    ]
    assert outcome(run, "tell#1").result == "overdue"
    entries = [(each.kind, json.loads(each.body)) for each in exercise_log(run)]
    assert [kind for kind, body in entries if body.get("declares")] == ["declaration"]
    (lost,) = [body for _, body in entries if body.get("lost")]
    assert lost["did"] == ["tell"]


def test_evaluators_see_at_once_that_a_report_was_lost(shelf):
    play = live(shelf, CUT).do("jump", "+00:10").do("act", SENT).do("jump", "+00:30").do("act", SENT)
    first, second = evaluator_view(play.so_far(), play.now).reports
    assert first.lost is None
    assert (second.at, second.lost.channels, second.lost.since) == ("+00:30", ("phone",), "+00:20")
