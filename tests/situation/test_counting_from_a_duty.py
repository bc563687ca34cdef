"""A limit may count from the fulfilment of another duty: it waits until that was met, with the last addressee told."""

from datetime import timedelta

import pytest

from duties import case, incident_of, plan_of, short, when
from respond.errors import InputError
from respond.plan import Library
from respond.situation import situate
from small_plan import shelve

RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\n"
TELL = "- {id: tell, when: received, within: 1 hour, report: first, to: [county, city]}\n"
NEXT = TELL + "- {id: next, when: received, after: met(tell), within: 72 hours}"


def steps(*found):
    return RECEIVED + "then:\n" + "".join(f"  - {{at: {each}}}\n" for each in found)


def test_it_waits_until_the_other_duty_was_met(tmp_path):
    found = case(tmp_path, NEXT, steps("@10:00, did: [{duty: tell, at: @09:20}]"))
    assert found.seen("09:50", "next") == [("waiting", None)]
    one = found.one("10:00", "next")
    assert (one.state, short(one.due)) == ("running", "4T09:20")
    assert (one.start.zh, one.start.en, one.started) == ("“任务”完成", "“duty” being done", when("09:20"))
    assert found.states("4T09:21", "next") == ["overdue"]


def test_it_counts_from_the_last_addressee_told(tmp_path):
    one_by_one = "@09:10, did: [{duty: tell, to: [county]}]", "@09:40, did: [{duty: tell, to: [city]}]"
    found = case(tmp_path, NEXT, steps(*one_by_one))
    assert found.states("09:20", "next") == ["waiting"]
    assert short(found.one("09:45", "next").due) == "4T09:40"


def test_what_was_met_late_is_met(tmp_path):
    found = case(tmp_path, NEXT, steps("@12:00, did: [{duty: tell}]"))
    assert (found.states("12:00"), short(found.one("12:00", "next").due)) == (["met-late"], "4T12:00")


def test_an_event_that_fulfils_the_other_duty_starts_it(tmp_path):
    duties = NEXT.replace("within: 1 hour", "within: 1 hour, fulfilled_by: county_told", 1)
    span = "@09:30, events: {county_told: {at_least: @09:00, at_most: @09:20}}"
    one = case(tmp_path, duties, steps(span)).one("10:00", "next")
    assert (short(one.due), short(one.latest)) == ("4T09:00", "4T09:20")


def test_an_act_that_was_never_done_after_all_leaves_it_waiting_again(tmp_path):
    wrong = "@09:40, corrects: [{entry: tell, withdrawn: true}]"
    found = case(tmp_path, NEXT, steps("@09:10, did: [{duty: tell}]", wrong))
    assert found.states("09:30", "next") == ["running"]
    assert found.states("09:50", "next") == ["waiting"]
    assert [one.round for one in found.all("09:50", "next")] == [1]


def test_an_act_put_right_moves_the_limit(tmp_path):
    right = "@09:40, corrects: [{entry: tell, at: @08:50}]"
    found = case(tmp_path, NEXT, steps("@09:10, did: [{duty: tell}]", right))
    assert short(found.one("09:30", "next").due) == "4T09:10"
    assert short(found.one("09:50", "next").due) == "4T08:50"
    assert found.one("09:30", "next").why is None
    assert found.one("09:50", "next").why.en == "its start was put right (it was 2026-03-01 09:10)"


def test_an_event_that_fulfils_put_right_moves_the_limit_and_says_so(tmp_path):
    duties = NEXT.replace("within: 1 hour", "within: 1 hour, fulfilled_by: county_told", 1)
    right = "@09:40, corrects: [{entry: county_told, at: @08:50}]"
    one = case(tmp_path, duties, steps("@09:10, events: {county_told: }", right)).one("09:50", "next")
    assert (short(one.due), "09:10" in one.why.en) == ("4T08:50", True)


@pytest.mark.parametrize("entry", ["tell", "received"])
def test_who_did_it_put_right_moves_no_limit(tmp_path, entry):
    right = f"@09:40, corrects: [{{entry: {entry}, by: bureau}}]"
    found = case(tmp_path, NEXT, steps("@09:10, did: [{duty: tell, by: office, for: bureau}]", right))
    for duty in ("tell", "next"):
        assert found.one("09:50", duty).why is None
    assert [each.was for each in found.at("09:50").events] == [(), ()]


@pytest.mark.parametrize("clock", ["09:10", "12:00", "5T08:00"])
def test_it_may_arise_by_the_other_duty_too(tmp_path, clock):
    duties = TELL + "- {id: next, when: met(tell), after: met(tell), within: 72 hours}"
    found = case(tmp_path, duties, steps("@09:10, did: [{duty: tell, at: @09:00}]"))
    assert found.all("09:09", "next") == []
    assert short(found.one(clock, "next").due) == "4T09:00"


def test_of_several_the_first_to_be_met_counts_or_an_event_before_it(tmp_path):
    duties = (
        "- {id: tell, when: received, within: 1 hour}\n- {id: other, when: received, within: 1 hour}\n"
        "- {id: next, when: received, after: [met(tell), met(other), sealed], within: 1 day}"
    )
    found = case(tmp_path, duties, steps("@10:00, did: [{duty: other}]", "@11:00, did: [{duty: tell}]"))
    assert [short(found.one(clock, "next").due) for clock in ("10:30", "12:00")] == ["2T10:00"] * 2
    sealed = case(
        tmp_path / "sealed", duties, steps("@09:00, events: {sealed: }", "@10:00, did: [{duty: tell}]")
    )
    assert short(sealed.one("12:00", "next").due) == "2T09:00"


def test_each_of_several_limits_may_count_from_a_duty(tmp_path):
    duties = TELL + (
        "- {id: next, when: received, latest: "
        "[{within: 1 hour, after: met(tell)}, {within: 4 hours, after: received}]}"
    )
    found = case(tmp_path, duties, steps("@12:00, did: [{duty: tell}]"))
    one = found.one("11:00", "next")
    assert (one.state, [each.en for each in one.awaits]) == ("waiting", ["“duty” being done"])
    assert short(found.one("12:00", "next").due) == "13:00"


def test_another_occasion_met_is_another_occasion_of_what_counts_from_it(tmp_path):
    duties = "- {id: tell, when: asked, within: 1 hour}\n- {id: next, when: asked, after: met(tell), within: 1 hour}"
    found = case(
        tmp_path,
        duties,
        steps(
            "@09:00, events: {asked: }",
            "@09:10, did: [{duty: tell}]",
            "@11:00, events: {asked: }",
            "@11:10, did: [{duty: tell}]",
        ),
    )
    assert found.seen("11:30", "next") == [("overdue", "10:10"), ("running", "12:10")]


def test_of_a_recurring_duty_the_first_round_that_was_met_counts(tmp_path):
    duties = (
        "- {id: tell, when: received, after: received, every: 1 hour}\n"
        "- {id: next, when: received, after: met(tell), within: 1 day}"
    )
    found = case(
        tmp_path, duties, steps("@10:40, did: [{duty: tell, round: 2}]", "@11:40, did: [{duty: tell}]")
    )
    assert found.seen("13:00", "next") == [("running", "2T10:40")]


def test_one_duty_after_another_after_another(tmp_path):
    duties = NEXT + "\n- {id: last, when: received, after: met(next), within: 1 month}"
    found = case(tmp_path, duties, steps("@09:10, did: [{duty: tell}]", "@2T09:10, did: [{duty: next}]"))
    assert found.states("12:00", "last") == ["waiting"]
    assert found.one("3T12:00", "last").due == when("2T09:10").replace(month=4)


def test_a_recurring_duty_may_wait_for_another(tmp_path):
    duties = TELL + "- {id: next, when: received, after: met(tell), every: 1 day}"
    found = case(tmp_path, duties, steps("@09:10, did: [{duty: tell}]"))
    assert found.seen("09:00", "next") == [("waiting", None)]
    assert found.seen("2T10:00", "next") == [("overdue", "2T09:10"), ("running", "3T09:10")]


def test_what_counts_from_a_duty_is_overdue_for_a_condition_whenever_that_is_asked(tmp_path):
    duties = (
        NEXT.replace("72 hours", "1 hour")
        + "\n- {id: remind, when: overdue(next), after: arising, within: 1 hour}"
    )
    found = case(tmp_path, duties, steps("@09:10, did: [{duty: tell}]"))
    for clock in ("10:30", "2T08:00"):
        assert found.one(clock, "remind").arose == when("10:10") + timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("start", "code", "said"),
    [
        ("met(teli)", "E435", "`teli`"),
        ("missed(tell)", "E568", "`missed(tell)`"),
        ("overdue(tell)", "E568", "`overdue(tell)`"),
        ("met(quiet)", "E568", "`met(quiet)`"),
        ("met(next)", "E539", "`next`"),
        ("met(later)", "E539", "`later`"),
        ("met(tell", "E513", "`met(tell`"),
    ],
)
def test_what_cannot_be_counted_from_is_refused(tmp_path, start, code, said):
    duties = (
        TELL
        + f"- {{id: next, when: received, after: [{start!r}], within: 1 hour}}\n"
        + "- {id: quiet, when: received, kind: refrain}\n"
        + "- {id: later, when: met(next), after: arising, within: 1 hour}"
    )
    root = shelve(tmp_path, plan_of(duties), "testland/duties/2020")
    with pytest.raises(InputError) as raised:
        Library([root]).prepared(Library([root]).find("testland/duties"))
    faults = {found.code: found for found in raised.value.faults}
    assert said in faults[code].problem.en
    assert faults[code].place is not None


def test_a_misspelt_duty_is_suggested(tmp_path):
    root = shelve(tmp_path, plan_of(NEXT.replace("met(tell)", "met(tel)")), "testland/duties/2020")
    with pytest.raises(InputError) as raised:
        Library([root]).prepared(Library([root]).find("testland/duties"))
    assert raised.value.faults[0].suggestion == "tell"


DORA = """\
respond: incident/1
id: outage
title: {en: outage}
plans: [eu/dora-incident]
occurred: @2T08:00
facts: {unauthorised_access: yes, access_may_lose_data: yes, critical_functions: yes, entity_type: credit_institution}
events: {learned: @2T09:00}
then:
  - at: @2T11:00
    events: {graded: @2T11:00}
"""


def test_the_reports_of_dora_count_from_those_before_them_by_the_acts_alone(tmp_path):
    acts = "  - {at: @2T13:00, did: [{duty: initial}]}\n  - {at: @5T10:00, did: [{duty: intermediate}]}\n"
    incident = incident_of(DORA + acts, "")
    library = Library.default()
    seen = {}
    for clock in ("2T12:00", "2T14:00", "5T12:00"):
        situation = situate(incident, library, now=when(clock))
        seen[clock] = {
            one.duty: one.due and one.due.astimezone(when(clock).tzinfo) for one in situation.obligations
        }
    assert "intermediate" not in seen["2T12:00"]
    assert seen["2T14:00"]["intermediate"] == when("5T13:00")
    assert seen["5T12:00"]["final"] == when("5T10:00").replace(month=4, day=7, hour=18)
