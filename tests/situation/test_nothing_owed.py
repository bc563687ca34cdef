"""An act of which nothing is owed that it could answer is named, not passed over."""

import pytest

from duties import Case, case, incident_of, plan_of, when
from respond.plan import Library
from respond.situation import situations_of
from small_plan import shelve

MANY = "- {id: tell, when: n >= 3, after: received, within: 1 hour, ends: [sealed], acts_count: from-arising}"
TEXT = "occurred: @08:00\nfacts: {n: 1}\nevents: {received: @08:30}\nthen:\n"


def why(tmp_path, *steps, duties=MANY, clock="12:00"):
    found = case(tmp_path, duties, TEXT + "".join(f"  - {{at: {each}}}\n" for each in steps)).at(clock)
    return [each.why.en for each in found.uncounted]


ACT = "@09:30, did: [{duty: tell}]"
MORE = "@10:00, facts: {n: 5}"


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([ACT], ["it has not come to be owed"]),
        ([ACT, MORE], ["it was not owed yet"]),
        (["@09:00, facts: {n: 5}", "@09:10, events: {sealed: }", ACT], ["by then it had ended"]),
        (["@09:00, facts: {n: 5}", ACT], []),
        (["@09:00, facts: {n: 5}", ACT, "@10:00, did: [{duty: tell}]"], []),
        (["@09:00, facts: {n: 5}", ACT, "@10:00, facts: {n: 1}"], []),
    ],
    ids=["never owed", "not yet", "no more", "owed", "again", "owed then"],
)
def test_an_act_that_answers_nothing_is_named(tmp_path, steps, said):
    assert why(tmp_path, *steps) == said


def test_an_early_act_that_counts_once_it_is_owed_is_named_until_then(tmp_path):
    duties = MANY.replace(", acts_count: from-arising", "")
    assert why(tmp_path, ACT, MORE, duties=duties, clock="09:45") == ["it has not come to be owed"]
    assert why(tmp_path / "later", ACT, MORE, duties=duties) == []


def test_an_act_that_does_another_duty_with_its_own_is_no_act_in_vain(tmp_path):
    both = MANY + "\n- {id: other, when: received, within: 1 hour, done_with: [tell]}"
    assert why(tmp_path, ACT, duties=both) == []


@pytest.mark.parametrize(
    ("channels", "channel", "said"),
    [
        (", channel: [phone]", "phone", []),
        (", channel: [phone]", "fax", ["it has not come to be owed"]),
        ("", "fax", []),
    ],
)
def test_an_act_that_is_an_event_is_no_act_in_vain(tmp_path, channels, channel, said):
    plan = plan_of(MANY.replace("ends", "channel: [phone, fax], ends"))
    event = f'{{zh: 提出要求, en: asked for, act: {{of: [tell]{channels}}}, clause: "1"}}'
    shelve(
        tmp_path, plan.replace('{zh: 提出要求, en: asked for, clause: "1"}', event), "testland/duties/2020"
    )
    act = f"  - {{at: @09:30, did: [{{duty: tell, channel: {channel}}}]}}\n"
    found = Case(Library([tmp_path]), incident_of(TEXT + act)).at("10:00")
    assert [each.why.en for each in found.uncounted] == said


def test_a_round_that_is_named_before_it_arises_is_not_answered(tmp_path):
    rounds = "- {id: tell, when: received, every: 1 day, after: received, until: sealed, to: [county]}"
    act = "@09:00, did: [{duty: tell, round: 2}]"
    assert why(tmp_path, act, duties=rounds) == ["there is no occasion 2 of it"]
    found = case(tmp_path / "then", rounds, TEXT + f"  - {{at: {act}}}\n")
    assert found.states("2T09:00") == ["overdue", "running"]
    assert [each.why.en for each in found.at("2T09:00").uncounted] == ["it was not owed yet"]
    again = case(tmp_path / "again", rounds, TEXT + "  - {at: @2T10:00, did: [{duty: tell, round: 2}]}\n")
    assert again.states("2T11:00") == ["overdue", "met"]


def test_an_act_that_does_another_duty_too_is_seen_by_whoever_looked_before(tmp_path):
    """The other duty was overdue at a look, and of it the log says nothing."""
    both = "- {id: tell, when: received, within: 1 day}\n- {id: other, when: received, within: 1 hour, done_with: [tell]}"
    one = case(
        tmp_path,
        both,
        TEXT + "  - {at: @09:40, note: {zh: 问, en: asked}}\n  - {at: @10:00, did: [{duty: tell}]}\n",
    )
    looks = situations_of(one.incident, one.library, [when("09:40"), when("10:10")])
    states = [{each.duty: each.state for each in look.obligations} for look in looks]
    assert states == [{"tell": "running", "other": "overdue"}, {"tell": "met", "other": "met-late"}]
