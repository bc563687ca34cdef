"""A report that does another too (`done_with`): held to what each of them has to contain, to whom each has to go."""

import pytest
from exercises import PLAN, RECEIVED, library, outcome, play

from respond.errors import InputError
from respond.exercise import after_action, improvement_plan, seen_reports
from respond.show import plain

BRIEF = """\
  - id: brief
    zh: 简报
    en: brief the province
    when: received
    unit: bureau
    report: summary
    to: [government, province]
    within: 2 hours
    done_with: [tell]
    clause: "4"
"""
SUMMARY = (
    "  summary: {zh: 简报, en: summary, kind: other, clause: '4', contents: [{id: place, zh: 地点, en: place}, "
    "{id: hurt, zh: 受伤人数, en: people hurt, fact: injured}, {id: cause, zh: 原因, en: cause}]}\n"
)
STANDING_FOR = PLAN.replace("duties:\n", SUMMARY + "duties:\n", 1).replace(
    "interpretations:\n", BRIEF + "interpretations:\n", 1
)
AT = "+00:10"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return library(tmp_path_factory.mktemp("standing"), STANDING_FOR)


def played(shelf, rest, *others):
    return play(shelf, (RECEIVED,), [(AT, f"by: bureau, did: [tell], {rest}"), *others])


def seen_of(run, name):
    return next(each for each in seen_reports(run) if f"#{name}#" in each.outcome.id)


def lacking(run, name):
    return [str(each.id) for each in seen_of(run, name).lacking]


@pytest.mark.parametrize(
    ("rest", "first", "other"),
    [
        ("contains: [place]", [], ["hurt", "cause"]),
        ("contains: [place, cause], figures: {injured: 3}", [], []),
        ("contains: [cause], figures: {injured: 3}", ["place"], ["place"]),
    ],
)
def test_it_is_judged_by_what_the_other_asks_for_as_well(shelf, rest, first, other):
    run = played(shelf, rest)
    assert outcome(run, "brief#1").result == "met"
    assert (lacking(run, "tell"), lacking(run, "brief")) == (first, other)
    assert [each.at for each in seen_of(run, "brief").acts] == [run.scenario.moment(AT)]
    put_right = [
        each.title.en for each in improvement_plan(run).items if "brief the province lacked" in each.title.en
    ]
    assert len(put_right) == bool(other)


def test_the_report_says_what_it_was_sent_as_and_what_of_it_was_missing(shelf):
    shown = {
        lang: "".join(plain(after_action(played(shelf, "contains: [place]"), lang)).split())
        for lang in ("zh", "en")
    }
    assert "由另一项报送一并办理：报告" in shown["zh"]
    assert "sentasanotherreportthatdoesthisonetoo:report" in shown["en"]
    assert "lacked:peoplehurt,cause" in shown["en"]


def test_what_nobody_noted_of_it_is_said_not_to_be_known(shelf):
    assert seen_of(played(shelf, "channel: phone"), "brief").lacking is None


def test_who_was_left_out_of_it_is_named_and_gives_the_points_of_what_was_told_in_part(shelf):
    run = played(shelf, "to: [government]")
    found = outcome(run, "brief#1")
    assert (found.result, [each.en for each in found.missing]) == ("incomplete", ["province"])
    assert found.points == run.scenario.points.incomplete
    rest = played(
        shelf, "to: [government]", ("+00:40", "by: bureau, did: [brief], to: [province], contains: [hurt]")
    )
    assert outcome(rest, "brief#1").result == "met"
    assert [each.action.at for each in seen_of(rest, "brief").acts] == [AT, "+00:40"]


def test_what_neither_asks_for_is_refused(shelf):
    with pytest.raises(InputError, match="E800"):
        played(shelf, "contains: [weather]")


def test_an_act_that_does_another_alone_did_not_do_nothing(tmp_path):
    """The duty it is entered of is never owed; the other is, and this does it."""
    never = STANDING_FOR.replace(
        "    when: received\n    unit: bureau\n    units: [teams]",
        "    when: sealed\n    unit: bureau\n    units: [teams]",
        1,
    )
    run = play(library(tmp_path, never), (RECEIVED,), [(AT, "by: bureau, did: [tell], channel: phone")])
    assert outcome(run, "brief#1").result == "met"
    assert run.unscored == ()
