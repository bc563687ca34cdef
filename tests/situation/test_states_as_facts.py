"""A state is itself a fact: what an overdue, met or missed duty sets off is a rule like any other."""

from datetime import timedelta

import pytest

from duties import case, short, when

RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\n"
TELL = "- {id: tell, when: received, within: 1 hour, ends: [sealed]}\n"
REMIND = (
    TELL
    + "- {id: remind, when: overdue(tell), after: received, within: 30 minutes, unit: office, to: [bureau]}"
)
TICK = timedelta(microseconds=1)


def steps(*found):
    return RECEIVED + "then:\n" + "".join(f"  - {{at: {each}}}\n" for each in found)


@pytest.mark.parametrize("clock", ["09:31", "09:45", "12:00", "4T08:00"])
def test_what_an_overdue_duty_sets_off_arises_just_after_the_limit_whenever_it_is_asked(tmp_path, clock):
    found = case(tmp_path, REMIND, RECEIVED)
    assert found.all("09:30", "remind") == []  # the due moment itself is in time
    one = found.one(clock, "remind")
    assert one.arose == when("09:30") + TICK
    assert one.due == when("10:00") + TICK  # 09:30 + 30 min


def test_it_goes_when_the_duty_is_done(tmp_path):
    found = case(tmp_path, REMIND, steps("@09:40, did: [{duty: tell}]"))
    assert (found.states("09:39", "remind"), found.states("09:40", "remind")) == (["running"], ["stood-down"])
    late = case(tmp_path / "late", REMIND, steps("@10:40, did: [{duty: tell}]"))
    assert late.states("11:00", "remind") == ["missed"]  # nobody reminded by 10:00


def test_an_act_told_later_leaves_what_was_set_off_as_known_then(tmp_path):
    found = case(tmp_path, REMIND, steps("@10:00, did: [{duty: tell, at: @09:20}]"))
    assert found.states("09:50", "remind") == ["running"]
    assert found.states("12:00") == ["met"]
    assert (
        found.all("12:00", "remind", at=when("09:50"), hindsight=True) == []
    )  # as it was, it never was overdue


@pytest.mark.parametrize(
    ("asked", "before", "after"),
    [("met(tell)", "09:09", "09:10"), ("not met(tell) and received", None, "09:09")],
)
def test_a_met_duty_is_a_fact(tmp_path, asked, before, after):
    duties = TELL + f"- {{id: next, when: {asked}, after: received, within: 2 hours}}"
    found = case(tmp_path, duties, steps("@09:10, did: [{duty: tell}]"))
    if before is not None:
        assert found.all(before, "next") == []
    assert found.one(after, "next").open


def test_a_duty_that_is_not_met_is_no_doubt(tmp_path):
    duties = TELL + "- {id: next, when: met(tell), after: received, within: 2 hours}"
    for clock in ("08:35", "09:00", "12:00"):
        assert case(tmp_path, duties, RECEIVED).all(clock, "next") == []


def test_met_is_said_of_all_its_occasions(tmp_path):
    duties = "- {id: tell, when: asked, within: 1 hour}\n- {id: next, when: met(tell), after: received, within: 2 hours}"
    found = case(
        tmp_path,
        duties,
        steps(
            "@09:00, events: {asked: }",
            "@09:10, events: {asked: }",
            "@09:20, did: [{duty: tell}]",
            "@09:30, did: [{duty: tell}]",
        ),
    )
    assert found.all("09:25", "next") == []
    assert found.states("09:30", "next") == ["running"]


def test_a_missed_duty_is_a_fact(tmp_path):
    duties = TELL + "- {id: explain, when: missed(tell), after: sealed, within: 1 day, to: [county]}"
    found = case(tmp_path, duties, steps("@10:00, events: {sealed: }"))
    assert found.all("09:59", "explain") == []
    for clock in ("10:00", "11:00"):
        one = found.one(clock, "explain")
        assert (one.arose, short(one.due)) == (when("10:00"), "2T10:00")


def test_it_can_set_off_another_in_turn(tmp_path):
    duties = (
        REMIND
        + "\n- {id: escalate, when: overdue(remind), after: received, within: 1 hour, unit: office, to: [county]}"
    )
    found = case(tmp_path, duties, RECEIVED)
    # tell due 09:30, remind due 10:00 and a tick, escalate arises a tick later
    assert found.all("10:00", "escalate") == []
    for clock in ("10:01", "20:00"):
        assert found.one(clock, "escalate").arose == when("10:00") + 2 * TICK


def test_a_provisional_duty_is_not_overdue(tmp_path):
    duties = REMIND.replace(
        "when: received, within: 1 hour", "when: leak, after: received, within: 1 hour", 1
    )
    found = case(tmp_path, duties, RECEIVED + "facts: {leak: unknown}\n")
    assert found.all("12:00", "remind") == []
    sure = case(tmp_path / "sure", duties, RECEIVED + "facts: {leak: yes}\n")
    assert len(sure.all("12:00", "remind")) == 1


LATENESS = (
    TELL
    + "- {id: stir, when: 'overdue(tell, 2 hours)', unit: office, after: arising, within: 1 hour}\n"
    + "- {id: hold, when: 'not overdue(tell, 90 minutes) and received', unit: office, due: promptly}"
)


def test_what_a_duty_sets_off_that_has_been_overdue_for_so_long(tmp_path):
    found = case(tmp_path, LATENESS, RECEIVED)
    assert found.all("11:29", "stir") == []  # overdue since 09:30, by an hour and 59 minutes
    for clock in ("11:30", "11:45", "12:20"):
        one = found.one(clock, "stir")
        assert (one.arose, one.due) == (when("11:30"), when("12:30"))
    assert (found.states("10:59", "hold"), found.states("11:00", "hold")) == (["running"], ["stood-down"])


def test_a_lateness_that_never_came_sets_nothing_off(tmp_path):
    found = case(tmp_path, LATENESS, steps("@11:00, did: [{duty: tell}]"))
    assert found.all("13:00", "stir") == []
    late = case(tmp_path / "late", LATENESS, steps("@11:40, did: [{duty: tell}]"))
    assert late.states("11:35", "stir") == ["running"]
    assert late.states("12:00", "stir") == ["stood-down"]


def test_a_lateness_is_told_in_words(tmp_path):
    one = case(tmp_path, LATENESS, RECEIVED).one("12:00", "stir")
    assert one.order.because.en.endswith("has been overdue for 2 hours")


def test_a_lateness_of_a_recurring_duty_is_that_of_its_oldest_open_round(tmp_path):
    duties = (
        "- {id: tell, when: received, every: 1 hour}\n"
        "- {id: stir, when: 'overdue(tell, 3 hours)', unit: office, due: promptly}"
    )
    found = case(tmp_path, duties, RECEIVED)
    assert (found.all("12:29", "stir"), found.states("12:30", "stir")) == ([], ["running"])


def test_a_round_that_arises_after_an_early_act_is_overdue_when_its_limit_is_past(tmp_path):
    duties = (
        "- {id: tell, when: received, every: 1 hour}\n"
        "- {id: stir, when: overdue(tell), unit: office, after: arising, within: 1 hour}"
    )
    found = case(tmp_path, duties, steps("@09:00, did: [{duty: tell}]"))
    one = found.one("11:00", "stir")
    assert one.arose == when("10:30") + TICK  # the second round, due at 10:30, whenever it is asked
