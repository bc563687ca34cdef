"""When an obligation arises: as its trigger comes to hold, and anew at each further occasion."""

from datetime import timedelta

import pytest

from duties import Case, case, incident_of, plan_of, when
from respond.plan import Library
from respond.show import gone_since
from small_plan import shelve

RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\n"


def test_it_arises_when_what_makes_it_owed_is_learnt(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: n >= 3, after: received, within: 1 hour}",
        RECEIVED + "facts: {n: 1}\nthen:\n  - {at: @10:00, facts: {n: 5}}\n",
    )
    assert found.all("09:59") == []
    one = found.one("10:00")
    assert (one.id, one.state, one.arose) == ("testland/duties#tell#1", "running", when("10:00"))
    assert one.due == when("11:00")  # 10:00, the later of received 08:30 and arising, + 1 h


def test_an_event_makes_it_arise_at_its_own_time_even_where_it_is_told_later(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: sealed, within: 1 hour}",
        RECEIVED + "then:\n  - {at: @10:00, events: {sealed: @09:20}}\n",
    )
    assert found.all("09:30") == []  # not known then
    assert (found.one("10:00").arose, found.one("10:00").due) == (when("09:20"), when("10:20"))


def test_it_is_provisional_while_it_only_may_be_owed(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: n >= 3, after: received, within: 1 hour}",
        RECEIVED + "facts: {n: 1+}\nthen:\n  - {at: @10:00, facts: {n: 5}}\n",
    )
    early = found.one("09:00")
    assert (early.provisional, early.state, early.due) == (True, "running", when("09:30"))  # 08:30 + 1 h
    late = found.one("09:45")
    assert (late.provisional, late.state, late.late) == (True, "running", None)
    sure = found.one("10:00")
    assert (sure.provisional, sure.arose, sure.certain) == (
        False,
        when("08:00"),
        when("10:00"),
    )  # the facts of the first report hold since it occurred


def test_what_turns_out_not_to_be_owed_is_stood_down(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: n >= 3, after: received, within: 1 hour}",
        RECEIVED + "facts: {n: 1+}\nthen:\n  - {at: @12:00, facts: {n: 2}}\n",
    )
    one = found.one("12:00")
    assert (one.state, one.late, one.ended) == ("stood-down", None, when("12:00"))  # though 09:30 is past


@pytest.mark.parametrize("clock", ["09:00", "12:00", "9T12:00"])
def test_where_only_whether_it_is_owed_is_in_doubt_it_is_never_late(tmp_path, clock):
    found = case(
        tmp_path,
        "- {id: tell, when: leak, after: received, within: 1 hour}",
        RECEIVED + "facts: {leak: unknown}\n",
    )
    one = found.one(clock)
    assert (one.provisional, one.state, one.late) == (True, "running", None)


def test_it_is_in_doubt_whether_a_time_has_passed_since_a_day(tmp_path):
    # occurred on the 1st, at some hour: at 10:00 on the 2nd 24 hours are over, 34 h at most, or not, 10 h at least
    found = case(
        tmp_path,
        "- {id: tell, when: asked and elapsed(occurred) <= 24 hours, after: asked, within: 1 hour}",
        "occurred: 2026-03-01\nthen:\n  - {at: @2T10:00, events: {asked: }}\n",
    )
    one = found.one("2T10:00")
    assert (one.provisional, one.due) == (True, when("2T11:00"))
    assert found.one("2T20:00").late is None
    sure = case(
        tmp_path,
        "- {id: tell, when: asked and elapsed(occurred) <= 24 hours, after: asked, within: 1 hour}",
        "occurred: 2026-03-01\nthen:\n  - {at: @1T23:00, events: {asked: }}\n",
    )
    assert sure.one("23:00").provisional is False  # 23 hours at most


def test_the_start_event_happening_again_is_another_occasion(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: asked, within: 2 hours}",
        RECEIVED
        + "then:\n  - {at: @09:00, events: {asked: }}\n  - {at: @10:00, events: {asked: }}\n"
        + "  - {at: @10:30, facts: {n: 1}}\n",
    )
    assert found.seen("09:30") == [("running", "11:00")]
    assert found.seen("10:30") == [("running", "11:00"), ("running", "12:00")]
    assert found.seen("11:30") == [("overdue", "11:00"), ("running", "12:00")]


def test_the_trigger_holding_again_after_it_ceased_is_another_occasion(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: n >= 3, after: received, within: 1 hour}",
        RECEIVED + "facts: {n: 5}\nthen:\n  - {at: @09:00, facts: {n: 1}}\n  - {at: @12:00, facts: {n: 4}}\n",
    )
    assert found.seen("09:00") == [("stood-down", "09:30")]
    assert found.seen("12:30") == [("stood-down", "09:30"), ("running", "13:00")]
    assert [one.arose for one in found.all("12:30")] == [when("08:00"), when("12:00")]


LEVELS = (
    RECEIVED + "facts: {n: 3}\nthen:\n  - {at: @10:00, facts: {n: 10}}\n  - {at: @11:00, facts: {n: 12}}\n"
)
UPWARD = "- {id: tell, when: level >= III, after: received, within: 1 hour, to: [county]%s}"


@pytest.mark.parametrize(
    ("more", "occasions"),
    [
        (", report: first", 2),  # III at 08:30, II at 10:00; 12 persons are II still
        (", report: first, names_level: false", 1),
        ("", 1),  # no report
        (", names_level: true", 2),
    ],
)
def test_another_level_is_another_occasion_of_a_report_that_names_it(tmp_path, more, occasions):
    found = case(tmp_path, UPWARD % more, LEVELS)
    assert found.seen("09:00") == [("running", "09:30")]
    expected = [("overdue", "09:30"), ("overdue", "11:00")][:occasions]
    assert found.seen("11:30") == expected


def test_a_report_that_does_not_hang_on_the_level_is_one(tmp_path):
    duty = "- {id: tell, when: received, within: 1 hour, to: [county], report: first}"
    assert case(tmp_path, duty, LEVELS).seen("11:30") == [("overdue", "09:30")]


def test_a_level_that_falls_is_named_too(tmp_path):
    incident = RECEIVED + "facts: {n: 10}\nthen:\n  - {at: @10:00, facts: {n: 5}}\n"
    found = case(tmp_path, UPWARD % ", report: first", incident)
    assert found.seen("10:30") == [("overdue", "09:30"), ("running", "11:00")]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("", ["met", "stood-down"]),  # nobody was told of ten
        (
            "  - {at: @10:10, did: [{duty: tell}]}\n",
            ["met", "met", "running"],
        ),  # then that they are five has to be told
    ],
)
def test_a_level_that_is_put_right_never_to_have_been_is_told_to_nobody(tmp_path, told, expected):
    first = (
        RECEIVED
        + "facts: {n: 5}\nthen:\n  - {at: @09:00, did: [{duty: tell}]}\n  - {at: @10:00, facts: {n: 10}}\n"
    )
    right = "  - {at: @10:20, corrects: [{entry: n#2, value: 5}]}\n"
    found = case(tmp_path, UPWARD % ", report: first", first + told + right)
    assert found.states("10:30") == expected
    again = case(
        tmp_path / "again",
        UPWARD % ", report: first",
        first + told + right + "  - {at: @10:40, facts: {n: 12}}\n",
    )
    assert again.states("10:50") == [*expected, "running"]


@pytest.mark.parametrize(
    ("told_in_doubt", "occasions"),
    [
        ("", ["overdue"]),
        ("  - {at: @09:00, did: [{duty: tell, at: @08:50}]}\n", ["met"]),  # it may be level II, it said
    ],
)
def test_what_was_doubtful_and_becomes_certain_is_one_report(tmp_path, told_in_doubt, occasions):
    known = RECEIVED + f"facts: {{n: {{at_least: 1, at_most: 12}}}}\nthen:\n{told_in_doubt}"
    found = case(tmp_path, UPWARD % ", report: first", known + "  - {at: @10:00, facts: {n: 10}}\n")
    assert [state for state, _ in found.seen("11:30")] == occasions


def test_what_was_told_in_doubt_did_not_tell_of_a_level_nobody_thought_possible(tmp_path):
    known = (
        RECEIVED
        + "facts: {n: {at_least: 1, at_most: 5}}\nthen:\n  - {at: @09:00, did: [{duty: tell, at: @08:50}]}\n"
    )
    found = case(tmp_path, UPWARD % ", report: first", known + "  - {at: @10:00, facts: {n: 30}}\n")
    assert found.seen("10:30") == [("met", "09:30"), ("running", "11:00")]
    before, after = found.all("10:30")
    assert (before.certain, after.certain) == (
        None,
        when("10:00"),
    )  # that it was owed for the milder level never was


def test_what_fulfils_nothing_told_nobody_in_doubt(tmp_path):
    void = "then:\n  - {at: @09:00, did: [{duty: tell, at: @08:50, by: press}]}\n"
    known = RECEIVED + "facts: {n: {at_least: 1, at_most: 5}}\n" + void
    found = case(tmp_path, UPWARD % ", report: first", known + "  - {at: @10:00, facts: {n: 30}}\n")
    assert [state for state, _ in found.seen("11:30")] == ["overdue"]  # one occasion


IN_DOUBT = """\
facts: {n: 1}
then:
  - {at: @09:00, did: [{duty: tell, at: @08:50}]}
  - {at: @10:00, facts: {LATER}}
"""


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (
            "leak: yes",
            [("met", "08:00")],
        ),  # the doubt is settled: whether there was a leak was open as it was told
        ("n: 5", [("met", "08:00"), ("running", "10:00")]),  # of five persons it did not tell
        ("n: 5, leak: yes", [("met", "08:00")]),
        ("leak: no", [("met", "08:00")]),
    ],
)
def test_what_was_done_in_doubt_answers_the_doubt_and_nothing_that_came_later(tmp_path, later, expected):
    duty = "- {id: tell, when: n >= 3 or leak, to: [county], due: immediately}"
    found = case(tmp_path, duty, RECEIVED + IN_DOUBT.replace("LATER", later))
    assert [(one.state, one.arose) for one in found.all("10:30")] == [
        (state, when(arose)) for state, arose in expected
    ]


@pytest.mark.parametrize(
    ("later", "occasions"),
    [("n: 12", 2), ("leak: yes", 1), ("n: 5", 1), ("n: 12, leak: yes", 1)],
)
def test_what_was_done_while_the_level_was_open_did_not_tell_of_other_numbers(tmp_path, later, occasions):
    """One person, and perhaps a leak, which would be level II: told; then twelve, which are II whatever leaks."""
    duty = "- {id: tell, when: level >= II, to: [county], due: immediately, report: first, names_level: no}"
    plan = plan_of(duty).replace("when: 10 <= n < 30", "when: 10 <= n < 30 or leak and n < 10")
    library = Library([shelve(tmp_path, plan, "testland/duties/2020")])
    found = Case(library, incident_of(RECEIVED + IN_DOUBT.replace("LATER", later)))
    assert [one.state for one in found.all("10:30")][:1] == ["met"]
    assert len(found.all("10:30")) == occasions


def test_what_nobody_did_in_doubt_stays_one_occasion(tmp_path):
    duty = "- {id: tell, when: n >= 3 or leak, to: [county], due: immediately}"
    untold = IN_DOUBT.replace("  - {at: @09:00, did: [{duty: tell, at: @08:50}]}\n", "").replace(
        "LATER", "n: 5"
    )
    (one,) = case(tmp_path, duty, RECEIVED + untold).all("10:30")
    assert (one.arose, one.certain, gone_since(one)) == (when("08:00"), when("10:00"), when("10:00"))


ROUNDS = "- {id: tell, when: received, every: 2 hours, after: received, until: sealed, to: [county], report: later}"


def test_a_recurring_duty_is_one_obligation_a_round(tmp_path):
    found = case(tmp_path, ROUNDS, RECEIVED)
    # 08:30 + 2 h, + 4 h, + 6 h: each round arises when the last fell due
    assert found.seen("13:00") == [("overdue", "10:30"), ("overdue", "12:30"), ("running", "14:30")]
    assert [one.arose for one in found.all("13:00")] == [when("08:30"), when("10:30"), when("12:30")]
    assert [one.late for one in found.all("13:00")] == [timedelta(hours=2.5), timedelta(hours=0.5), None]


def test_a_recurring_duty_ends_with_what_the_plan_names(tmp_path):
    found = case(tmp_path, ROUNDS, RECEIVED + "then:\n  - {at: @13:30, events: {sealed: }}\n")
    for clock in ("13:30", "20:00"):
        assert found.seen(clock) == [("missed", "10:30"), ("missed", "12:30"), ("stood-down", "14:30")]


def test_each_round_is_answered_by_an_act_of_its_own(tmp_path):
    incident = (
        RECEIVED + "then:\n  - {at: @10:00, did: [{duty: tell}]}\n  - {at: @13:00, did: [{duty: tell}]}\n"
    )
    found = case(tmp_path, ROUNDS, incident)
    assert found.seen("13:30") == [("met", "10:30"), ("met-late", "12:30"), ("running", "14:30")]
    assert found.all("13:30")[1].late == timedelta(minutes=30)


def test_a_daily_duty_has_a_round_a_day(tmp_path):
    found = case(tmp_path, '- {id: tell, when: received, at: "16:00", to: [county]}', RECEIVED)
    assert found.seen("2T12:00") == [("overdue", "16:00"), ("running", "2T16:00")]


def test_a_daily_duty_waits_for_its_start_like_any_other(tmp_path):
    duty = '- {id: tell, when: received, at: "16:00", after: sealed}'
    found = case(tmp_path, duty, RECEIVED + "then:\n  - {at: @3T10:00, events: {sealed: }}\n")
    assert found.seen("3T09:00") == [("waiting", None)]
    assert found.seen("4T12:00") == [("overdue", "3T16:00"), ("running", "4T16:00")]
    never_named = case(
        tmp_path / "never", '- {id: tell, when: n >= 3, at: "16:00"}', RECEIVED + "facts: {n: 3}\n"
    )
    assert never_named.seen("12:00") == [("running", "16:00")]


@pytest.mark.parametrize(
    ("step", "state"),
    [("", "running"), ("@12:00, did: [{duty: tell}]", "met"), ("@12:00, events: {sealed: }", "stood-down")],
)
def test_a_power_is_shown_and_never_owed(tmp_path, step, state):
    incident = RECEIVED + (f"then:\n  - {{at: {step}}}\n" if step else "")
    found = case(
        tmp_path, "- {id: tell, when: received, within: 1 hour, mood: may, ends: [sealed]}", incident
    )
    one = found.one("3T08:00")
    assert (one.state, one.late, one.mood) == (state, None, "may")


def test_a_later_event_that_is_no_occasion_leaves_the_earlier_one(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: asked and elapsed(occurred) - elapsed(asked) <= 2 hours, after: asked, within: 3 days}",
        RECEIVED + "then:\n  - {at: @09:00, events: {asked: }}\n  - {at: @2T09:00, events: {asked: }}\n"
        "  - {at: @3T09:00, facts: {n: 1}}\n",
    )
    # asked one hour after the occurrence, and 25 hours after
    for clock in ("12:00", "2T12:00", "3T12:00"):
        assert found.seen(clock) == [("running", "4T09:00")]
    assert found.seen("4T10:00") == [("overdue", "4T09:00")]


def test_a_later_event_leaves_the_ground_of_the_earlier_to_go_by_itself(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: asked and n >= 3 and elapsed(occurred) - elapsed(asked) <= 2 hours, after: asked, within: 3 days}",
        RECEIVED
        + "facts: {n: 5}\nthen:\n  - {at: @09:00, events: {asked: }}\n  - {at: @2T09:00, events: {asked: }}\n"
        "  - {at: @3T09:00, facts: {n: 1}}\n",
    )
    assert found.states("2T12:00") == ["running"]
    assert found.states("3T12:00") == ["stood-down"]


ASKED = "- {id: tell, when: asked, within: 1 hour}"


def test_an_occasion_told_after_a_later_one_has_its_own_limit(tmp_path):
    found = case(
        tmp_path,
        ASKED,
        RECEIVED + "then:\n  - {at: @09:00, events: {asked: }}\n  - {at: @10:30, events: {asked: @08:40}}\n",
    )
    assert found.seen("09:30") == [("running", "10:00")]
    assert found.seen("10:30") == [("overdue", "10:00"), ("overdue", "09:40")]  # in the order they were told


def test_two_occasions_first_told_together_are_two(tmp_path):
    waiting = "- {id: tell, when: leak, after: asked, within: 1 hour}"
    found = case(
        tmp_path,
        waiting,
        RECEIVED + "facts: {leak: yes}\nthen:\n  - {at: @10:00, events: {asked: @09:00}}\n"
        "  - {at: @10:20, events: {asked: @09:30}}\n",
    )
    assert found.states("09:50") == ["waiting"]
    assert found.seen("10:20") == [("overdue", "10:00"), ("running", "10:30")]


def test_the_ground_of_every_occasion_goes_with_what_they_rest_on(tmp_path):
    duty = "- {id: tell, when: asked and n >= 3, after: asked, within: 1 hour}"
    incident = (
        RECEIVED
        + "facts: {n: 5}\nthen:\n  - {at: @09:00, events: {asked: }}\n  - {at: @09:10, events: {asked: }}\n"
        "  - {at: @09:20, facts: {n: 1}}\n"
    )
    assert case(tmp_path, duty, incident).states("09:30") == ["stood-down", "stood-down"]
