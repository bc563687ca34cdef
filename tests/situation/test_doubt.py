"""Where facts leave the end of a limit open it has two: act by the earliest, late after the latest."""

from datetime import timedelta

import pytest

from duties import case, short, when

HOUR = "- {id: tell, when: received, within: 1 hour}"


def test_a_start_known_as_a_span_gives_two_ends(tmp_path):
    found = case(
        tmp_path,
        HOUR,
        "occurred: @07:00\nevents: {received: {at_least: @08:00, at_most: @09:00}, learned: @09:10}\n",
    )
    one = found.one("09:30")
    assert (short(one.due), short(one.latest)) == ("09:00", "10:00")  # 08:00 + 1 h, 09:00 + 1 h
    assert (one.state, one.late) == ("running", None)  # past the one, not past the other
    late = found.one("10:20")
    assert (late.state, late.late) == ("overdue", timedelta(minutes=20))


@pytest.mark.parametrize(
    ("clock", "state"), [("09:00", "running"), ("10:00", "running"), ("10:01", "overdue")]
)
def test_nobody_is_called_late_before_the_latest(tmp_path, clock, state):
    incident = "occurred: @07:00\nevents: {received: {at_least: @08:00, at_most: @09:00}, learned: @09:00}\n"
    assert case(tmp_path, HOUR, incident).states(clock) == [state]


def test_what_is_done_between_the_two_ends_is_met(tmp_path):
    incident = (
        "occurred: @07:00\nevents: {received: {at_least: @08:00, at_most: @09:00}, learned: @09:00}\n"
        "then:\n  - {at: @09:40, did: [{duty: tell}]}\n"
    )
    one = case(tmp_path, HOUR, incident).one("12:00")
    assert (one.state, one.late) == ("met", None)


def test_the_two_ends_are_one_where_they_do_not_differ(tmp_path):
    one = case(tmp_path, HOUR, "occurred: @07:00\nevents: {received: @08:00}\n").one("08:30")
    assert (short(one.due), one.latest) == ("09:00", None)


def test_an_open_span_ends_when_it_was_told(tmp_path):
    incident = "occurred: @07:00\nthen:\n  - {at: @09:00, events: {received: {at_least: @08:00}}}\n"
    one = case(tmp_path, HOUR, incident).one("09:10")
    assert (short(one.due), short(one.latest)) == ("09:00", "10:00")


def test_a_day_of_occurrence_leaves_the_whole_day_open(tmp_path):
    found = case(tmp_path, "- {id: tell, when: occurred, within: 2 hours}", "occurred: 2026-03-01\n")
    one = found.one("12:00")
    assert (short(one.due), short(one.latest)) == ("02:00", "2T01:59:59")
    assert one.state == "running"


def test_a_day_of_occurrence_ends_where_it_was_reported(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: occurred, after: occurred, within: 2 hours}",
        "occurred: 2026-03-01\nevents: {received: @08:30}\n",
    )
    one = found.one("12:00")
    assert (short(one.due), short(one.latest)) == ("10:30", None)  # the bureau knew nothing before 08:30


def test_a_date_known_as_a_span_gives_two_ends(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: received, at_least: 5 days, before: matures}",
        "occurred: @07:00\nevents: {received: @08:00}\nfacts: {matures: {at_least: 2026-03-10, at_most: 2026-03-12}}\n",
    )
    one = found.one("6T08:00")  # by the end of the 5th, or of the 7th
    assert (short(one.due), short(one.latest), one.state) == ("5T23:59:59", "7T23:59:59", "running")
    assert found.one("8T08:00").state == "overdue"


def test_a_start_known_more_exactly_stays_within_the_two_ends(tmp_path):
    incident = (
        "occurred: @07:00\nevents: {received: {at_least: @08:00, at_most: @09:00}, learned: @09:00}\n"
        "then:\n  - {at: @09:30, corrects: [{entry: received, at: @08:20}]}\n"
    )
    one = case(tmp_path, HOUR, incident).one("09:30")
    assert (short(one.due), one.latest, one.state, one.late) == (
        "09:20",
        None,
        "overdue",
        timedelta(minutes=10),
    )


def test_a_fact_in_doubt_leaves_open_when_it_came_to_be_owed(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: n >= 3, after: received, within: 1 hour}",
        "occurred: @07:00\nevents: {received: @08:00}\nfacts: {n: 1+}\nthen:\n  - {at: @10:00, facts: {n: 3}}\n",
    )
    one = found.one("10:30")
    # acted on from 08:00 on, owed for certain since 10:00 only
    assert (short(one.due), short(one.latest), one.state) == ("09:00", "11:00", "running")
    assert one.certain == when("10:00")
    assert found.one("11:30").late == timedelta(minutes=30)


def test_what_was_done_while_it_only_might_be_owed_is_not_late(tmp_path):
    found = case(
        tmp_path,
        "- {id: tell, when: leak, after: received, within: 1 hour}",
        "occurred: @07:00\nevents: {received: @08:00}\nthen:\n  - {at: @10:00, did: [{duty: tell}]}\n",
    )
    assert (found.states("12:00"), found.one("12:00").late) == (["met"], None)


def test_lateness_that_was_certain_outlasts_a_doubt(tmp_path):
    duty = "- {id: tell, when: n >= 3, after: received, within: 1 hour}"
    known = "occurred: @08:00\nfacts: {n: 5}\nevents: {received: @08:30}\nthen:\n"
    doubt = "  - {at: @12:00, facts: {n: 1..5}}\n"
    fallen = case(tmp_path, duty, known + doubt + "  - {at: @13:00, facts: {n: 1}}\n")
    assert fallen.states("11:00") == ["overdue"]
    assert (fallen.states("12:30"), fallen.one("12:30").provisional) == (["running"], True)
    assert (fallen.states("14:00"), fallen.one("14:00").late) == (["missed"], timedelta(hours=2, minutes=30))
    done = case(tmp_path, duty, known + "  - {at: @11:00, did: [{duty: tell}]}\n" + doubt)
    assert [(done.states(clock), done.one(clock).late) for clock in ("11:30", "12:30")] == [
        (["met-late"], timedelta(hours=1, minutes=30))
    ] * 2


def test_what_was_never_certain_is_stood_down(tmp_path):
    duty = "- {id: tell, when: n >= 3, after: received, within: 1 hour}"
    incident = "occurred: @08:00\nfacts: {n: 1..5}\nevents: {received: @08:30}\nthen:\n  - {at: @13:00, facts: {n: 1}}\n"
    assert case(tmp_path, duty, incident).states("14:00") == ["stood-down"]


def test_a_span_without_a_beginning_begins_with_the_incident(tmp_path):
    incident = "occurred: @08:00\nthen:\n  - {at: @09:30, events: {received: {at_most: @09:00}}}\n"
    one = case(tmp_path, HOUR, incident).one("09:40")
    assert (short(one.due), short(one.latest)) == ("09:00", "10:00")  # 08:00 + 1 h, 09:00 + 1 h


SPAN = "occurred: @07:00\nevents: {received: {at_least: @08:00, at_most: @09:00}, learned: @09:10}\n"


@pytest.mark.parametrize(("clock", "state"), [("10:00", "running"), ("10:01", "overdue")])
def test_what_counts_from_its_arising_arises_by_the_later_end_of_the_event_that_made_it(
    tmp_path, clock, state
):
    duty = "- {id: tell, when: received, after: arising, within: 1 hour}"
    one = case(tmp_path, duty, SPAN).one(clock)
    assert (short(one.due), short(one.latest), one.state) == ("09:00", "10:00", state)


def test_what_arises_by_a_span_moves_with_what_is_known_of_it(tmp_path):
    duty = "- {id: tell, when: received, after: arising, within: 1 hour}"
    found = case(
        tmp_path, duty, SPAN + "then:\n  - {at: @09:30, corrects: [{entry: received, at: @08:20}]}\n"
    )
    one = found.one("09:30")
    assert (short(one.due), one.latest, one.late) == ("09:20", None, timedelta(minutes=10))


def test_a_limit_from_another_event_waits_for_the_later_end_of_its_arising_too(tmp_path):
    duty = "- {id: tell, when: received, after: graded, within: 1 hour}"
    one = case(tmp_path, duty, SPAN.replace("learned:", "graded: @08:10, learned:")).one("09:30")
    assert (short(one.due), short(one.latest), one.state) == ("09:10", "10:00", "running")


def test_a_limit_past_when_its_duty_arose_is_late_from_the_latest_arising(tmp_path):
    duty = "- {id: tell, when: received, after: occurred, within: 30 minutes, counted: from-start}"
    found = case(tmp_path, duty, SPAN)
    assert (found.states("09:00"), short(found.one("09:00").due)) == (["running"], "07:30")
    assert found.one("09:20").late == timedelta(minutes=20)


@pytest.mark.parametrize(
    "limit", ["within: 1 hour", "every: 1 hour", "at: '09:00'", "within: 1 hour, counted: from-start"]
)
def test_without_a_latest_end_nobody_is_late_and_it_is_said_why(tmp_path, limit):
    duty = f"- {{id: tell, when: occurred, after: seen, {limit}}}"
    incident = "occurred: @07:00\nfacts: {seen: {at_least: @08:00}}\nevents: {received: @07:10}\n"
    one = case(tmp_path, duty, incident).all("12:00")[0]
    assert (short(one.due), one.latest, one.state, one.late) == ("09:00", None, "running", None)
    assert one.why.en == "how late its start may be is not known: never called late"


@pytest.mark.parametrize(
    ("clock", "states"),
    [
        ("11:00", ["running"] * 4),
        ("11:01", ["overdue", "running", "running", "running"]),
        ("12:01", ["overdue", "overdue", "running", "running", "running"]),
    ],
)
def test_rounds_come_late_by_their_number_from_the_later_end(tmp_path, clock, states):
    duty = "- {id: tell, when: occurred, after: seen, every: 1 hour}"
    incident = (
        "occurred: @07:00\nfacts: {seen: {at_least: @08:00, at_most: @10:00}}\nevents: {received: @07:10}\n"
    )
    assert case(tmp_path, duty, incident).states(clock) == states


def test_daily_rounds_from_a_span_of_days_come_late_by_their_number(tmp_path):
    duty = "- {id: tell, when: occurred, after: seen, at: '09:00'}"
    incident = (
        "occurred: @07:00\nfacts: {seen: {at_least: @08:00, at_most: @2T10:00}}\nevents: {received: @07:10}\n"
    )
    first, *_ = case(tmp_path, duty, incident).all("3T09:00")
    # the first round is that of the first day, or only that of the third
    assert (short(first.due), short(first.latest), first.state) == ("09:00", "3T09:00", "running")


def test_a_round_is_late_from_when_it_was_certain_that_the_duty_is_owed(tmp_path):
    """Those that fell due before that never were owed for certain."""
    duty = "- {id: tell, when: n >= 3, after: arising, every: 1 hour}"
    incident = "occurred: @08:00\nevents: {received: @08:00}\nfacts: {n: 1+}\nthen:\n  - {at: @10:30, facts: {n: 3}}\n"
    found = case(tmp_path, duty, incident)
    assert [(short(one.due), short(one.latest)) for one in found.all("10:45")] == [
        ("09:00", None),
        ("10:00", None),
        ("11:00", "11:30"),
    ]
    assert found.states("11:30") == ["stood-down", "stood-down", "running", "running"]
    assert found.states("11:31") == ["stood-down", "stood-down", "overdue", "running"]


EACH_DUMPING = (
    "- {id: tell, when: waste and (elapsed(occurred) - elapsed(waste) <= 3 hours or leak and elapsed(occurred) - "
    "elapsed(waste) <= 4 hours), after: waste, within: 30 minutes}"
)
"""Owed of what comes within three hours of the incident, and of four if it leaks."""
TWO_DUMPINGS = "occurred: @08:00\nevents: {received: @08:00, waste: @09:00}\nthen:\n  - {at: @11:30, events: {waste: }}\n"


@pytest.mark.parametrize(
    ("told", "states"),
    [
        ("", [("overdue", False), ("running", True)]),
        ("  - {at: @12:10, facts: {leak: yes}}\n", [("overdue", False), ("overdue", False)]),
        ("  - {at: @12:10, facts: {leak: no}}\n", [("overdue", False), ("stood-down", False)]),
        ("  - {at: @13:00, events: {waste: }}\n", [("overdue", False), ("running", True)]),
        (
            "  - {at: @13:00, events: {waste: }}\n  - {at: @13:05, facts: {leak: yes}}\n",
            [("overdue", False), ("running", False)],
        ),
    ],
    ids=["open", "in time", "too late", "a third beyond doubt", "a third beyond doubt, the second in time"],
)  # fmt: skip
def test_a_later_occasion_in_doubt_leaves_the_earlier_one_certain(tmp_path, told, states):
    found = case(tmp_path, EACH_DUMPING, TWO_DUMPINGS + told)
    assert [(one.state, one.provisional) for one in found.all("13:10")] == states


def test_each_occasion_in_doubt_is_settled_by_its_own_event(tmp_path):
    duty = EACH_DUMPING.replace("<= 3 hours", "<= 3 hours and n >= 3")
    found = case(tmp_path, duty, TWO_DUMPINGS + "  - {at: @12:10, facts: {n: 5}}\n")

    def standing(clock):
        return [(one.provisional, one.certain) for one in found.all(clock)]

    assert standing("12:00") == [(True, None), (True, None)]
    # the first was within the three hours; of the second it hangs on the leak
    assert standing("12:20") == [(False, when("12:10")), (True, None)]


@pytest.mark.parametrize(
    ("told", "state"),
    [("leak: yes", ("running", False)), ("leak: no", ("stood-down", False)), ("n: 1", ("running", True))],
)
def test_an_occasion_in_doubt_is_settled_though_a_later_event_orders_nothing(tmp_path, told, state):
    """A change on day 9 of a fire and another on day 40: whether it was a fire is answered then."""
    duty = EACH_DUMPING.replace("<= 3 hours", "<= 1 hours")
    incident = (
        "occurred: @08:00\nevents: {received: @08:00, waste: @11:00}\nthen:\n  - {at: @15:00, events: {waste: }}\n"
        f"  - {{at: @16:00, facts: {{{told}}}}}\n"
    )
    (one,) = case(tmp_path, duty, incident).all("16:10")
    assert (one.state, one.provisional) == state
