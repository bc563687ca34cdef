"""What fulfils an obligation: acts in the log and events the plan names, addressee by addressee."""

from datetime import timedelta

import pytest

from duties import INCIDENT, Case, case, incident_of, plan_of, short, when
from respond.errors import InputError
from respond.plan import Library, PlanRef
from small_plan import shelve

RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\n"
TELL = "- {id: tell, when: received, within: 1 hour, to: [county, city], report: first%s}"


def did(*acts):
    steps = "".join(f"  - {{at: {at}, did: [{{duty: tell{more}}}]}}\n" for at, more in acts)
    return RECEIVED + "then:\n" + steps


def test_an_act_in_the_log_fulfils_and_says_who_told_whom_how(tmp_path):
    incident = did(("@09:10", ", by: bureau, to: [county, city], channel: phone, number: '7'"))
    found = case(tmp_path, TELL % "", incident)
    assert found.states("09:09") == ["running"]
    one = found.one("09:10")
    assert (one.state, one.late, one.missing) == ("met", None, ())
    assert (one.done.at, one.done.by, one.done.to, one.done.channel, one.done.number) == (
        when("09:10"), "bureau", ("county", "city"), "phone", "7",
    )  # fmt: skip


def test_an_act_done_earlier_than_told_counts_from_its_own_time(tmp_path):
    found = case(tmp_path, TELL % "", did(("@10:00", ", at: @09:20")))
    assert found.states("09:50") == ["overdue"]  # as known then
    assert (found.states("10:00"), found.one("10:00").done.at) == (["met"], when("09:20"))
    assert found.states("12:00", at=when("09:50")) == ["overdue"]
    assert found.states("12:00", at=when("09:50"), hindsight=True) == ["met"]


@pytest.mark.parametrize("clock", ["10:00", "5T08:00"])
def test_met_late_by_so_much_stays(tmp_path, clock):
    incident = (
        did(("@10:00", ""), ("@11:00", ", to: [county]")) + "  - {at: @12:00, events: {terminated: }}\n"
    )
    one = case(tmp_path, TELL % "", incident).one(clock)
    assert (one.state, one.late, one.done.at) == ("met-late", timedelta(minutes=30), when("10:00"))


def test_the_due_moment_itself_is_in_time(tmp_path):
    assert case(tmp_path, TELL % "", did(("@09:30", ""))).states("12:00") == ["met"]


def test_an_act_that_names_a_round_done_before_is_told_to_answer_nothing(tmp_path):
    rounds = "- {id: tell, when: received, every: 2 hours, after: received, until: sealed, to: [county], report: later}"
    found = case(tmp_path, rounds, did(("@09:00", ", round: 1"), ("@09:30", ", round: 1")))
    (uncounted,) = found.at("09:40").uncounted
    assert (uncounted.at, uncounted.why.en) == (when("09:30"), "occasion 1 of it had been done before")


def test_a_report_is_fulfilled_addressee_by_addressee(tmp_path):
    found = case(tmp_path, TELL % "", did(("@09:00", ", to: [county]"), ("@09:50", ", to: [city]")))
    partly = found.one("09:10")
    assert (partly.state, [unit.id for unit in partly.missing]) == ("running", ["city"])
    assert [(unit.id, short(at)) for unit, at in partly.told] == [("county", "09:00")]
    late = found.one("09:40")
    assert (late.state, late.late, [unit.id for unit in late.missing]) == (
        "overdue",
        timedelta(minutes=10),
        ["city"],
    )
    last = found.one("12:00")
    assert (last.state, last.late, last.missing) == (
        "met-late",
        timedelta(minutes=20),
        (),
    )  # with the last told
    assert [(unit.id, short(at)) for unit, at in last.told] == [("county", "09:00"), ("city", "09:50")]


def test_what_is_owed_to_nobody_may_be_told_to_anybody(tmp_path):
    duty = "- {id: tell, when: received, within: 1 hour}"
    assert case(tmp_path, duty, did(("@09:00", ", to: [press]"))).states("09:10") == ["met"]


def test_an_act_that_names_nobody_tells_all(tmp_path):
    assert case(tmp_path, TELL % "", did(("@09:00", ""))).states("09:00") == ["met"]


def test_an_event_the_plan_names_fulfils_it(tmp_path):
    incident = RECEIVED + "then:\n  - {at: @10:30, events: {county_told: @09:20}}\n"
    one = case(tmp_path, TELL % ", fulfilled_by: county_told", incident).one("10:30")
    assert (one.state, one.done.at, one.done.event.en) == ("met", when("09:20"), "the county has it")
    assert case(tmp_path, TELL % "", incident).states("10:30") == ["overdue"]


def test_the_receipt_of_a_body_fulfils_it(tmp_path):
    incident = RECEIVED + "then:\n  - {at: @10:30, events: {received@city: @10:00}}\n"
    one = case(tmp_path, TELL % ", fulfilled_by: received@city", incident).one("10:30")
    assert (one.state, one.late) == ("met-late", timedelta(minutes=30))


def test_events_fulfil_it_addressee_by_addressee(tmp_path):
    duty = TELL % ", fulfilled_by: {county: county_told, city: received@city}"
    incident = (
        RECEIVED
        + "then:\n  - {at: @09:05, events: {county_told: }}\n  - {at: @09:45, events: {received@city: }}\n"
    )
    found = case(tmp_path, duty, incident)
    assert [unit.id for unit in found.one("09:20").missing] == ["city"]
    assert (found.states("10:00"), found.one("10:00").late) == (["met-late"], timedelta(minutes=15))


def test_one_of_several_events_is_enough_where_no_addressees_are_named(tmp_path):
    incident = RECEIVED + "then:\n  - {at: @09:05, events: {sealed: }}\n"
    assert case(tmp_path, TELL % ", fulfilled_by: [asked, sealed]", incident).states("09:05") == ["met"]


def test_an_act_and_an_event_go_together(tmp_path):
    incident = (
        RECEIVED
        + "then:\n  - {at: @09:05, events: {county_told: }}\n  - {at: @09:15, did: [{duty: tell, to: [city]}]}\n"
    )
    found = case(tmp_path, TELL % ", fulfilled_by: {county: county_told}", incident)
    assert (found.states("09:10"), found.states("09:15")) == (["running"], ["met"])


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (", by: town", "does not owe it"),
        (", by: town, for: office", "does not owe it"),
        (", by: bureau, to: [press]", "nobody it is owed to"),
        (", by: bureau, channel: phone", "the text excludes"),
    ],
)
def test_what_cannot_answer_fulfils_nothing_and_is_named(tmp_path, act, why):
    found = case(tmp_path, TELL % ", not_by: [phone]", did(("@09:00", act)))
    assert found.states("09:20") == ["running"]
    (uncounted,) = found.at("09:20").uncounted
    assert (uncounted.duty, uncounted.at) == ("tell", when("09:00"))
    assert why in uncounted.why.en


@pytest.mark.parametrize(
    "act", [", by: bureau", ", by: office, for: bureau", "", ", by: bureau, channel: confidential"]
)
def test_what_can_answer_is_not_named(tmp_path, act):
    found = case(tmp_path, TELL % ", not_by: [phone]", did(("@09:00", act)))
    assert (found.states("09:20"), found.at("09:20").uncounted) == (["met"], ())


def test_oral_then_written_is_two_obligations(tmp_path):
    duties = """
- {id: tell, when: received, within: 1 hour, to: [county], report: first}
- {id: write, when: met(tell), after: received, within: 2 hours, to: [county], report: first}
"""
    found = case(
        tmp_path,
        duties,
        did(("@09:00", ", channel: phone"), ("@09:30", "")).replace("tell}]}\n", "tell}]}\n"),
    )
    assert (found.states("09:20"), found.states("09:20", "write")) == (["met"], ["running"])
    assert found.one("12:00", "write").state == "overdue"  # a second call does not write it


# Acts before the duty arose.

EARLY = (
    "occurred: @08:00\nevents: {received: @08:30}\nfacts: {n: 1}\n"
    "then:\n  - {at: @09:00, did: [{duty: tell}]}\n  - {at: @10:00, facts: {n: 5}}\n"
)


@pytest.mark.parametrize(
    ("duty", "state"),
    [
        ("when: n >= 3", "met"),  # the act at 09:00 is after the start at 08:30
        ("when: n >= 3, acts_count: from-start", "met"),
        ("when: n >= 3, acts_count: from-arising", "running"),
        ("when: level >= III, report: first, to: [county]", "running"),  # it could not tell that level
        ("when: level >= III, report: first, to: [county], acts_count: from-start", "met"),
        ("when: level >= III", "met"),  # no report, nothing to tell
    ],
)
def test_an_act_counts_from_the_start_of_what_it_answers_or_from_its_arising(tmp_path, duty, state):
    found = case(tmp_path, f"- {{id: tell, {duty}, after: received, within: 1 hour}}", EARLY)
    assert found.states("10:30") == [state]


def test_an_act_before_the_start_answers_nothing(tmp_path):
    incident = "occurred: @08:00\nthen:\n  - {at: @09:00, did: [{duty: tell}]}\n  - {at: @10:00, events: {asked: }}\n"
    assert case(tmp_path, "- {id: tell, when: asked, within: 1 hour}", incident).states("10:30") == [
        "running"
    ]


def test_an_act_cannot_follow_what_it_would_have_answered(tmp_path):
    duty = "- {id: tell, when: received, within: 1 hour, ends: [sealed]}"
    incident = (
        RECEIVED + "then:\n  - {at: @10:00, events: {sealed: }}\n  - {at: @11:00, did: [{duty: tell}]}\n"
    )
    assert case(tmp_path, duty, incident).states("12:00") == ["missed"]


# Which occasion an act answers.

TWICE = "- {id: tell, when: asked, within: 1 hour}"
ASKED = "occurred: @08:00\nthen:\n  - {at: @09:00, events: {asked: }}\n  - {at: @10:20, events: {asked: }}\n"


def test_an_act_that_names_no_round_answers_the_oldest_open_one(tmp_path):
    found = case(tmp_path, TWICE, ASKED + "  - {at: @10:30, did: [{duty: tell}]}\n")
    assert found.seen("11:00") == [("met-late", "10:00"), ("running", "11:20")]
    both = ASKED + "  - {at: @10:30, did: [{duty: tell}]}\n  - {at: @10:40, did: [{duty: tell}]}\n"
    assert case(tmp_path, TWICE, both).states("11:00") == ["met-late", "met"]


def test_an_act_that_names_a_round_answers_that_one(tmp_path):
    found = case(tmp_path, TWICE, ASKED + "  - {at: @10:30, did: [{duty: tell, round: 2}]}\n")
    assert found.seen("11:00") == [("overdue", "10:00"), ("met", "11:20")]


def test_an_act_between_two_occasions_answers_the_first_only(tmp_path):
    incident = ASKED.replace("  - {at: @10:20", "  - {at: @09:30, did: [{duty: tell}]}\n  - {at: @10:20")
    assert case(tmp_path, TWICE, incident).states("11:00") == ["met", "running"]


def test_the_same_act_told_twice_changes_nothing(tmp_path):
    once = did(("@09:00", ", at: @08:50"))
    twice = did(("@09:00", ", at: @08:50"), ("@09:10", ", at: @08:50"))
    first, second = (
        case(tmp_path, TELL % "", once).one("10:00"),
        case(tmp_path, TELL % "", twice).one("10:00"),
    )
    assert first == second


def test_an_event_that_fulfils_one_occasion_does_not_fulfil_the_next(tmp_path):
    duty = "- {id: tell, when: asked, within: 1 hour, to: [county], fulfilled_by: county_told}"
    found = case(tmp_path, duty, ASKED + "  - {at: @10:30, events: {county_told: }}\n")
    assert found.states("11:00") == ["met-late", "running"]


def test_an_act_told_twice_answers_one_occasion_only(tmp_path):
    act = "did: [{duty: tell, at: @10:30, by: bureau, channel: phone}]"
    found = case(tmp_path, TWICE, ASKED + f"  - {{at: @10:40, {act}}}\n  - {{at: @10:50, {act}}}\n")
    assert found.states("11:00") == ["met-late", "running"]


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_acts_of_one_moment_count_in_whatever_order_they_are_told(tmp_path, order):
    acts = {1: "{duty: tell, by: bureau, number: '1'}", 2: "{duty: tell, by: bureau, number: '2'}"}
    told = ", ".join(acts[each] for each in order)
    found = case(tmp_path, TWICE, ASKED + f"  - {{at: @10:30, did: [{told}]}}\n").all("11:00")
    assert [(one.state, one.done.number) for one in found] == [("met-late", "1"), ("met", "2")]


@pytest.mark.parametrize("number", [-1, 0, 2])
def test_an_act_for_an_occasion_that_is_not_there_is_named(tmp_path, number):
    found = case(tmp_path, TELL % "", did(("@09:00", f", round: {number}")))
    assert found.states("10:00") == ["overdue"]
    assert [each.why.en for each in found.at("10:00").uncounted] == [f"there is no occasion {number} of it"]


def test_a_second_report_to_one_addressee_answers_the_next_occasion(tmp_path):
    duty = TWICE.replace("within", "to: [county, city], within")
    acts = "  - {at: @10:30, did: [{duty: tell, to: [county]}]}\n  - {at: @10:40, did: [{duty: tell, to: [county]}]}\n"
    found = case(tmp_path, duty, ASKED + acts).all("10:50")
    assert [[(unit.id, short(at)) for unit, at in one.told] for one in found] == [
        [("county", "10:30")],
        [("county", "10:40")],
    ]


ENDED = (
    "occurred: @08:00\nevents: {received: @08:30}\nthen:\n"
    "  - {at: @09:50, did: [{duty: tell, at: @09:40}]}\n"
    "  - {at: @12:00, events: {sealed: @09:20}}\n"
)


def test_what_was_done_before_anybody_knew_of_the_end_stays_done(tmp_path):
    found = case(tmp_path, "- {id: tell, when: received, within: 1 hour, ends: [sealed]}", ENDED)
    assert (found.states("10:00"), found.one("10:00").late) == (["met-late"], timedelta(minutes=10))
    assert (found.states("13:00"), found.one("13:00").late) == (["met-late"], timedelta(minutes=10))
    assert found.states("13:00", at=when("13:00"), hindsight=True) == ["stood-down"]


def test_what_is_told_once_the_end_is_known_comes_after_it(tmp_path):
    lines = ENDED.splitlines(keepends=True)
    told = lines[3].replace("@09:50", "@12:30")
    found = case(
        tmp_path,
        "- {id: tell, when: received, within: 1 hour, ends: [sealed]}",
        "".join([*lines[:3], lines[4], told]),
    )
    assert (found.states("12:10"), found.states("13:00")) == (["stood-down"], ["stood-down"])


def test_an_act_or_event_yet_to_come_counts_for_nothing_and_is_named(tmp_path):
    incident = (
        "occurred: @08:00\nevents: {received: @08:30, county_told: @11:00}\ndid: [{duty: tell, at: @11:00}]\n"
    )
    found = case(
        tmp_path, "- {id: tell, when: received, within: 1 hour, fulfilled_by: county_told}", incident
    )
    early, late = found.at("10:00"), found.at("11:00")
    assert [one.state for one in early.obligations] == ["overdue"]
    assert [(each.duty, "after the moment" in each.why.en) for each in early.uncounted] == [("tell", True)]
    assert [text.en for text in early.skipped] == [
        "the county has it (2026-03-01 11:00) is dated after the moment asked about"
    ]
    assert ([one.state for one in late.obligations], late.uncounted, late.skipped) == (["met-late"], (), ())


@pytest.mark.parametrize(
    ("more", "state"),
    [("", "running"), (", acts_count: from-arising", "running"), (", acts_count: from-start", "met")],
)
def test_an_event_from_before_a_duty_arose_answers_it_only_where_the_plan_says_so(tmp_path, more, state):
    """An act names the duty it answers; an event names none, and may have been of something else."""
    incident = (
        "occurred: @08:00\nevents: {received: @08:30}\nfacts: {n: 1}\n"
        "then:\n  - {at: @09:00, events: {county_told: }}\n  - {at: @10:00, facts: {n: 5}}\n"
    )
    duty = f"- {{id: tell, when: n >= 3, after: received, within: 1 hour, fulfilled_by: county_told{more}}}"
    assert case(tmp_path, duty, incident).states("10:30") == [state]


def test_an_event_does_not_answer_a_duty_that_still_waits_for_its_start_when_it_came_before(tmp_path):
    incident = (
        "occurred: @08:00\nfacts: {n: 1}\n"
        "then:\n  - {at: @09:00, events: {county_told: }}\n  - {at: @10:00, facts: {n: 5}}\n"
    )
    duty = "- {id: tell, when: n >= 3, after: received, within: 1 hour, fulfilled_by: county_told}"
    assert case(tmp_path, duty, incident).states("10:30") == ["waiting"]


def test_an_event_told_with_the_report_that_made_the_duty_arise_answers_it(tmp_path):
    incident = (
        "occurred: @08:00\nevents: {received: @08:30}\nfacts: {n: 1}\n"
        "then:\n  - {at: @10:00, facts: {n: 5}, events: {county_told: @09:40}}\n"
    )
    duty = "- {id: tell, when: n >= 3, after: received, within: 1 hour, fulfilled_by: county_told}"
    assert case(tmp_path, duty, incident).states("10:30") == ["met"]


# One report, several occasions.

NEWS = "- {id: tell, when: asked, within: 1 hour, to: [county, city], report: later%s}"


def news(*steps):
    return RECEIVED + "then:\n" + "".join(f"  - {{at: {each}}}\n" for each in steps)


TWO_NEWS = ("@09:00, events: {asked: }", "@09:20, events: {asked: }")


def test_a_report_tells_of_all_that_was_known_when_it_was_made(tmp_path):
    found = case(tmp_path, NEWS % "", news(*TWO_NEWS, "@09:30, did: [{duty: tell}]"))
    assert found.states("09:25") == ["running", "running"]
    assert [(one.state, short(one.done.at)) for one in found.all("09:30")] == [("met", "09:30")] * 2


def test_what_was_late_by_then_was_told_late(tmp_path):
    found = case(tmp_path, NEWS % "", news(*TWO_NEWS, "@10:10, did: [{duty: tell}]"))
    assert [(one.state, one.late) for one in found.all("12:00")] == [
        ("met-late", timedelta(minutes=10)),
        ("met", None),
    ]


def test_what_comes_after_it_wants_a_report_of_its_own(tmp_path):
    found = case(tmp_path, NEWS % "", news(TWO_NEWS[0], "@09:10, did: [{duty: tell}]", TWO_NEWS[1]))
    assert found.states("10:00") == ["met", "running"]


def test_what_was_learnt_only_after_it_was_not_told_in_it(tmp_path):
    """The second happened before the report was made, and nobody knew of it."""
    found = case(
        tmp_path,
        NEWS % "",
        news(TWO_NEWS[0], "@09:30, did: [{duty: tell}]", "@09:40, events: {asked: @09:20}"),
    )
    assert found.states("10:00") == ["met", "running"]
    late = news(TWO_NEWS[0], "@09:40, events: {asked: @09:20}", "@09:50, did: [{duty: tell, at: @09:30}]")
    assert case(tmp_path, NEWS % "", late).states("09:55") == ["met", "running"]


def test_a_report_that_names_an_occasion_answers_that_alone(tmp_path):
    found = case(tmp_path, NEWS % "", news(*TWO_NEWS, "@09:30, did: [{duty: tell, round: 2}]"))
    assert found.states("09:40") == ["running", "met"]


def test_it_has_told_those_it_went_to(tmp_path):
    acts = "did: [{duty: tell, to: [county]}]", "did: [{duty: tell, to: [city]}]"
    found = case(
        tmp_path, NEWS % "", news(TWO_NEWS[0], f"@09:10, {acts[0]}", TWO_NEWS[1], f"@09:30, {acts[1]}")
    )
    assert [(one.state, [unit.id for unit in one.missing]) for one in found.all("09:40")] == [
        ("met", []),
        ("running", ["county"]),
    ]


@pytest.mark.parametrize(
    "duty", [NEWS.replace("report: later%s", "channel: [phone]"), NEWS % ", report: findings"]
)
def test_what_answers_one_question_answers_that_one(tmp_path, duty):
    """No report of how things stand: an answer to what was asked, or something done."""
    plan = duty.replace("report: later, report: findings", "report: findings")
    found = case(tmp_path, plan, news(*TWO_NEWS, "@09:30, did: [{duty: tell}]"))
    assert found.states("09:40") == ["met", "running"]


def test_a_receipt_answers_the_oldest_alone(tmp_path):
    """Nobody knows what the report that arrived then had told."""
    duty = NEWS % ", fulfilled_by: county_told"
    found = case(
        tmp_path,
        duty.replace("to: [county, city]", "to: [county]"),
        news(*TWO_NEWS, "@09:30, events: {county_told: }"),
    )
    assert found.states("09:40") == ["met", "running"]


def test_a_report_by_the_level_it_has_come_to_is_the_one_by_the_level_before_too(tmp_path):
    duty = "- {id: tell, when: level >= IV, after: received, within: 1 hour, to: [county], report: first}"
    rises = ("@09:00, facts: {n: 5}", "@09:20, facts: {n: 15}")
    found = case(
        tmp_path,
        duty,
        news(*rises, "@10:10, did: [{duty: tell}]").replace(
            "events: {received", "facts: {n: 1}\nevents: {received"
        ),
    )
    assert found.states("09:25") == ["running", "running", "running"]
    assert [(one.state, one.late) for one in found.all("10:10")] == [
        ("met-late", timedelta(minutes=40)),
        ("met-late", timedelta(minutes=10)),
        ("met", None),
    ]


def test_a_report_by_a_milder_level_that_was_declared_is_none_by_the_graver_one(tmp_path):
    duty = "- {id: tell, when: level >= IV, after: received, within: 1 hour, to: [county], report: first}"
    declared = "declared: [{level: III, by: bureau, reason: {zh: 研判, en: judged}}]"
    steps = (
        "@08:50, facts: {n: 5}",
        f"@09:00, {declared}",
        "@09:10, facts: {n: 15}",
        "@09:20, did: [{duty: tell}]",
    )
    found = case(
        tmp_path, duty, news(*steps).replace("events: {received", "facts: {n: 1}\nevents: {received")
    )
    assert found.states("09:30") == ["met", "met", "running"]


def test_of_a_report_made_again_and_again_one_is_one(tmp_path):
    duty = "- {id: tell, when: received, every: 1 hour, to: [county], report: later, until: sealed}"
    found = case(tmp_path, duty, did(("@11:00", "")))
    assert found.states("11:10") == ["met-late", "overdue", "running"]


FOLLOW_UP = (
    "- {id: tell, when: received, every: 4 hours, after: received, report: later, done_with: [news]}\n"
    "- {id: news, when: sealed, due: promptly, after: sealed, report: later}"
)


def test_an_act_of_a_duty_it_is_done_with_does_the_round_that_was_owed(tmp_path):
    then = "then:\n  - {at: @09:00, events: {sealed: }}\n  - {at: @10:00, did: [{duty: news}]}\n"
    found = case(tmp_path, FOLLOW_UP, "occurred: @08:00\nevents: {received: @08:00}\n" + then)
    assert found.seen("13:00") == [("met", "12:00"), ("running", "16:00")]
    assert found.states("13:00", "news") == ["met"]


def test_what_it_is_done_with_is_not_done_by_it(tmp_path):
    then = "then:\n  - {at: @09:00, events: {sealed: }}\n  - {at: @10:00, did: [{duty: tell}]}\n"
    found = case(tmp_path, FOLLOW_UP, "occurred: @08:00\nevents: {received: @08:00}\n" + then)
    assert (found.states("11:00"), found.states("11:00", "news")) == (["met"], ["running"])


def test_an_act_from_before_it_was_owed_does_nothing_of_it(tmp_path):
    duties = FOLLOW_UP.replace(
        "when: received, every: 4 hours, after: received", "when: leak, within: 1 hour, after: received"
    )
    then = (
        "then:\n  - {at: @09:00, events: {sealed: }}\n  - {at: @09:10, did: [{duty: news}]}\n"
        "  - {at: @09:20, facts: {leak: yes}}\n"
    )
    found = case(tmp_path, duties, "occurred: @08:00\nfacts: {leak: no}\nevents: {received: @08:00}\n" + then)
    assert found.states("09:30") == ["running"]


ONE_REPORT = """
- {id: tell, when: received, report: first, to: [county, city, office], within: 1 hour, after: received, done_with: [grave]}
- {id: grave, when: level >= III, report: first, to: [county, city], due: immediately, after: received, done_with: [tell]}
"""


@pytest.mark.parametrize(
    ("first", "then", "by_tell", "by_grave"),
    [
        ("n: 4", "", ["met"], ["met"]),
        ("n: 3+", "n: 4", ["met"], ["met"]),
        ("", "n: 4", ["running"], ["met"]),
        ("n: 1+", "n: 4", ["running"], ["met"]),
        ("n: 1..3", "n: 4", ["running"], ["met", "running"]),
        ("n: 1", "n: 4", ["running"], ["running"]),
        ("n: 4", "n: 12", ["met", "running"], ["met", "running"]),
    ],
)  # fmt: skip
def test_one_report_to_the_same_bodies_is_one_report(tmp_path, first, then, by_tell, by_grave):
    """By whichever duty it was entered; but what did not hang on the level told nothing of one that was open then."""
    more = f"  - {{at: @11:00, facts: {{{then}}}}}\n" if then else ""
    for act, expected in (("tell", by_tell), ("grave", by_grave)):
        incident = (
            f"occurred: @08:00\nevents: {{received: @08:30}}\nfacts: {{{first}}}\nthen:\n"
            f"  - {{at: @09:00, did: [{{duty: {act}, to: [county, city, office]}}]}}\n"
        )
        found = case(tmp_path / act, ONE_REPORT, incident + more)
        assert (found.states("09:10"), found.states("12:00")) == (["met"], ["met"])
        assert (act, found.states("12:00", "grave")) == (act, expected)


def test_one_report_leaves_whom_it_did_not_tell(tmp_path):
    incident = (
        "occurred: @08:00\nevents: {received: @08:30}\nfacts: {n: 4}\nthen:\n"
        "  - {at: @09:00, did: [{duty: grave}]}\n"
    )
    one = case(tmp_path, ONE_REPORT, incident).one("09:10")
    assert (one.state, [unit.id for unit in one.missing]) == ("running", ["office"])


@pytest.mark.parametrize(
    ("names", "counts"), [("yes", [1, 2, 3, 4]), ("graver", [1, 2, 2, 2]), ("no", [1, 1, 1, 1])]
)
def test_another_level_is_another_occasion_as_the_plan_says(tmp_path, names, counts):
    duty = (
        f"- {{id: tell, when: received and level >= IV, within: 1 hour, report: first, names_level: {names}}}"
    )
    then = "".join(
        f"  - {{at: @{clock}, facts: {{n: {n}}}}}\n"
        for clock, n in (("09:00", 12), ("10:00", 4), ("11:00", 15))
    )
    found = case(
        tmp_path, duty, f"occurred: @08:00\nfacts: {{n: 5}}\nevents: {{received: @08:00}}\nthen:\n{then}"
    )
    assert [len(found.all(clock)) for clock in ("08:30", "09:30", "10:30", "11:30")] == counts


def test_what_is_told_at_the_moment_it_is_asked_for_answers_that(tmp_path):
    """It was in doubt before and stood down; told as it comes to hold again, it is not taken as told before."""
    duty = "- {id: tell, when: received and leak, within: 1 hour, after: received, report: first, names_level: graver}"
    then = (
        "then:\n  - {at: @09:00, facts: {leak: no}}\n  - {at: @10:00, facts: {leak: yes}}\n"
        "  - {at: @10:00, did: [{duty: tell}]}\n"
    )
    found = case(tmp_path, duty, "occurred: @08:00\nfacts: {n: 5}\nevents: {received: @08:00}\n" + then)
    assert found.states("11:00") == ["stood-down", "met"]


def test_a_receipt_from_before_it_was_asked_for_is_not_taken_as_told(tmp_path):
    duty = (
        "- {id: tell, when: received and leak, within: 1 hour, after: received, report: first, names_level: graver, "
        "to: [county], fulfilled_by: county_told}"
    )
    then = "then:\n  - {at: @09:00, events: {county_told: }}\n  - {at: @10:00, facts: {leak: yes}}\n"
    found = case(
        tmp_path, duty, "occurred: @08:00\nfacts: {n: 5, leak: no}\nevents: {received: @08:00}\n" + then
    )
    assert found.states("10:30") == ["running"]


CALLED = """
- {id: tell, when: received, to: [county], report: first, within: 1 hour}
- {id: text, when: called, to: [county], report: first, due: promptly, after: called, not_by: [phone]}
"""


def called(tmp_path, steps):
    event = 'called: {zh: 电话报告, en: called, act: {of: [tell], channel: [phone]}, clause: "1"}'
    plan = plan_of(CALLED).replace("  sealed: {zh", f"  {event}\n  sealed: {{zh")
    library = Library([shelve(tmp_path, plan, "testland/duties/2020")])
    return Case(library, incident_of(f"{RECEIVED}facts: {{n: 1}}\nthen:\n{steps}"))


@pytest.mark.parametrize(
    ("did", "starts"),
    [
        ("did: [{duty: tell, channel: phone}]", ["09:00"]),
        ("did: [{duty: tell, channel: written}]", []),
        ("did: [{duty: tell}]", []),
        ("did: [{duty: tell, channel: phone}], events: {called: }", ["09:00"]),
        ("did: [{duty: tell, channel: phone, at: @08:50}], events: {called: @08:52}", ["08:52"]),
        ("did: [{duty: tell, channel: phone, at: @08:50}]", ["08:50"]),
    ],
)
def test_what_is_told_by_telephone_is_owed_in_writing(tmp_path, did, starts):
    found = called(tmp_path, f"  - {{at: @09:00, {did}}}\n")
    assert [short(one.started) for one in found.all("09:30", "text")] == starts
    assert found.states("09:30") == ["met"]


SUBMITTED = """
- {id: tell, when: received and n < 5, to: [county], report: first, within: 1 hour, fulfilled_by: sent}
- {id: tell-late, when: received and n >= 5, to: [county], report: first, within: 2 hours, after: received, fulfilled_by: sent}
- {id: sum-up, when: sent, report: first, within: 1 day, after: sent}
"""


def submitted(tmp_path, steps):
    event = 'sent: {zh: 已报, en: sent, act: {of: [tell, tell-late]}, clause: "1"}'
    plan = plan_of(SUBMITTED).replace("  sealed: {zh", f"  {event}\n  sealed: {{zh")
    library = Library([shelve(tmp_path, plan, "testland/duties/2020")])
    return Case(library, incident_of(f"{RECEIVED}facts: {{n: 6}}\nthen:\n{steps}"))


@pytest.mark.parametrize("way", ["", ", channel: phone", ", channel: written"])
def test_an_act_in_whatever_way_is_an_event_and_fulfils_what_the_event_fulfils(tmp_path, way):
    found = submitted(tmp_path, f"  - {{at: @09:00, did: [{{duty: tell, by: bureau{way}}}]}}\n")
    assert [one.state for one in found.all("09:30", "tell-late")] == ["met"]
    assert [short(one.started) for one in found.all("09:30", "sum-up")] == ["09:00"]


@pytest.mark.parametrize("who", ["by: county", "by: bureau, to: [city]"])
def test_an_act_that_counts_for_nothing_fulfils_nothing_as_an_event_either(tmp_path, who):
    found = submitted(tmp_path, f"  - {{at: @09:00, did: [{{duty: tell, {who}}}]}}\n")
    assert [one.state for one in found.all("09:30", "tell-late")] == ["running"]


def test_a_call_that_is_put_right_to_have_been_in_writing_asks_for_nothing_more(tmp_path):
    put_right = "  - {at: @10:00, corrects: [{entry: tell, channel: fax}]}\n"
    found = called(tmp_path, "  - {at: @09:00, did: [{duty: tell, channel: phone}]}\n" + put_right)
    assert [one.open for one in found.all("09:30", "text")] == [True]
    assert [one.open for one in found.all("10:30", "text")] == [False]


def test_a_call_for_a_duty_of_another_plan_is_none_of_this_one(tmp_path):
    event = 'called: {zh: 电话报告, en: called, act: {of: [tell], channel: [phone]}, clause: "1"}'
    plan = plan_of(CALLED).replace("  sealed: {zh", f"  {event}\n  sealed: {{zh")
    other = plan_of(CALLED.strip().splitlines()[0]).replace("testland/duties", "testland/other")
    shelve(tmp_path, plan, "testland/duties/2020")
    shelve(tmp_path, other, "testland/other/2020")
    text = (
        f"{RECEIVED}facts: {{n: 1}}\nthen:\n  - {{at: @09:00, did: [{{duty: PLAN#tell, channel: phone}}]}}\n"
    )
    for named, owed in (("testland/duties", 1), ("testland/other", 0)):
        incident = incident_of(text.replace("PLAN", named), INCIDENT.replace("[duties]", "[duties, other]"))
        assert len(Case(Library([tmp_path]), incident).all("09:30", "text")) == owed, named


def test_an_event_that_is_a_change_and_an_act_happens_of_itself_by_either(tmp_path):
    event = 'called: {zh: 电话报告, en: called, changes_of: [n], act: {of: [tell], channel: [phone]}, clause: "1"}'
    plan = plan_of(CALLED).replace("  sealed: {zh", f"  {event}\n  sealed: {{zh")
    library = Library([shelve(tmp_path, plan, "testland/duties/2020")])
    steps = "  - {at: @09:00, did: [{duty: tell, channel: phone}]}\n  - {at: @10:00, facts: {n: 5}}\n"
    found = Case(library, incident_of(f"{RECEIVED}facts: {{n: 1}}\nthen:\n{steps}"))
    assert [short(one.started) for one in found.all("10:30", "text")] == ["09:00", "10:00"]


def test_who_gets_a_copy_must_be_told_as_well(tmp_path):
    duty = "- {id: tell, when: received, to: [county], copy: [city], within: 1 hour, after: received, report: first}"
    steps = (
        "then:\n  - {at: @08:40, did: [{duty: tell, to: [county]}]}\n"
        "  - {at: @09:10, did: [{duty: tell, to: [city]}]}\n"
    )
    found = case(tmp_path, duty, f"occurred: @08:00\nfacts: {{n: 3}}\nevents: {{received: @08:30}}\n{steps}")
    (one,) = found.all("09:00")
    assert (one.state, [unit.id for unit in one.missing]) == ("running", ["city"])
    (one,) = found.all("09:20")
    assert (one.state, one.missing, one.done.at) == ("met", (), when("09:10"))


def test_a_form_excluded_by_a_flag_does_not_fulfil_where_that_was_known_to_hold(tmp_path):
    """What was told before it was known stays told, and so does what an excluded form did not tell."""
    duty = "- {id: tell, when: received, to: [county], not_by_where: {leak: [phone]}, within: 1 hour, after: received}"
    head = "occurred: @08:00\nfacts: {n: 3, leak: %s}\nevents: {received: @08:30}\nthen:\n"
    act = "  - {at: @08:40, did: [{duty: tell, channel: %s}]}\n"
    later = "  - {at: @09:00, facts: {leak: yes}}\n"
    states = {}
    for name, text in {
        "known": head % "yes" + act % "phone",
        "written": head % "yes" + act % "written",
        "not so": head % "no" + act % "phone",
        "unknown": head % "unknown" + act % "phone",
        "later": head % "no" + act % "phone" + later,
    }.items():
        (one,) = case(tmp_path / name, duty, text).all("09:10")
        states[name] = one.state
    assert states == {"known": "running", "written": "met", "not so": "met", "unknown": "met", "later": "met"}


def test_an_excluding_name_that_is_no_flag_is_refused(tmp_path):
    text = plan_of("- {id: tell, when: received, to: [county], not_by_where: {n: [phone]}, due: promptly}")
    with pytest.raises(InputError) as caught:
        Library([shelve(tmp_path, text, "testland/duties/2020")]).prepared(PlanRef("testland/duties", "2020"))
    assert [each.code for each in caught.value.faults] == ["E652"]


ARRIVES = "- {id: tell, unit: town, when: occurred, to: [bureau], report: first, within: 1 hour, fulfilled_by: received}"


@pytest.mark.parametrize(
    ("source", "state"),
    [
        ("", "met"),  # as what the plan names is taken where nothing else is known
        (", source: town", "met"),
        (", source: 镇政府", "met"),
        (", source: 甲镇", "met"),
        (", source: hotline", "overdue"),
        (", source: office", "overdue"),
    ],
)
def test_what_another_reported_is_no_report_of_who_owes_it(tmp_path, source, state):
    incident = f"occurred: @08:00\nbodies: {{town: 甲镇}}\nevents: {{received: {{at: @08:30{source}}}}}\n"
    one = case(tmp_path, ARRIVES, incident).one("10:00")
    why = "received, but not from the body that owes the report" if state == "overdue" else None
    assert (one.state, one.why.en if one.why else None) == (state, why)


HEADED = "  mayor: {zh: 镇长, en: mayor, heads: town}\n  clerk: {zh: 文书, en: clerk}\nfacts:"


@pytest.mark.parametrize(
    ("owner", "source", "state"),
    [
        ("mayor", "mayor", "met"),
        ("mayor", "town", "met"),
        ("mayor", "镇政府", "met"),
        ("mayor", "甲镇", "met"),
        ("mayor", "clerk", "overdue"),
        ("town", "mayor", "met"),
        ("town", "镇长", "met"),
        ("town", "clerk", "overdue"),
        ("clerk", "town", "overdue"),
        ("clerk", "mayor", "overdue"),
    ],
)
def test_the_head_of_a_unit_speaks_for_it(tmp_path, owner, source, state):
    """单位负责人报告: what the unit reports its head does, and the other way round; nobody else there does."""
    incident = (
        f"occurred: @08:00\nbodies: {{town: 甲镇}}\nevents: {{received: {{at: @08:30, source: {source}}}}}\n"
    )
    plan = plan_of(ARRIVES.replace("unit: town", f"unit: {owner}")).replace("facts:", HEADED, 1)
    shelve(tmp_path, plan, "testland/duties/2020")
    assert Case(Library([tmp_path]), incident_of(incident)).states("10:00") == [state]


def test_the_report_of_the_unit_is_that_of_its_head():
    """Order 493, article 9: 单位负责人 reports to the county's departments within one hour of being told."""
    head = "respond: incident/1\nid: case\ntitle: {zh: 事故, en: accident}\nplans: [national/production-accident]\n"
    told = """\
occurred: @08:00
facts: {deaths: 1, serious_injuries: 0}
events:
  received@unit-head: @08:10
  received: {at: @08:40, source: SOURCE}
"""
    for source, state in (("accident-unit", "met"), ("事故发生单位", "met"), ("scene-staff", "running")):
        found = Case(Library.default(), incident_of(told.replace("SOURCE", source), head))
        assert found.states("09:00", "head-reports") == [state], source


def test_whose_report_it_was_can_be_put_right(tmp_path):
    incident = (
        "occurred: @08:00\nevents: {received: {at: @08:30, source: hotline}}\nthen:\n"
        "  - {at: @08:50, corrects: [{entry: received, source: town, reason: {zh: 误记, en: slip}}]}\n"
    )
    found = case(tmp_path, ARRIVES, incident)
    assert (found.states("08:40"), found.states("09:10")) == (["running"], ["met"])


def test_a_receipt_by_nobody_it_is_owed_to_fulfils_it_whoever_reported(tmp_path):
    """The plan takes another body's knowledge for done: whose report that had is nothing to it."""
    duty = ARRIVES.replace("to: [bureau]", "to: [office]")
    incident = "occurred: @08:00\nevents: {received: {at: @08:30, source: hotline}}\n"
    assert case(tmp_path, duty, incident).states("09:10") == ["met"]


def test_the_call_of_an_onlooker_leaves_the_report_of_the_head_of_the_unit():
    """Order 493, article 9: the head of the unit, once told, reports within an hour."""
    head = "respond: incident/1\nid: case\ntitle: {zh: 事故, en: accident}\nplans: [national/production-accident]\n"
    accident = "occurred: @08:00\nevents: {unit_head_told: @08:10, received: {at: @08:30, source: hotline}}\n"
    found = Case(Library.default(), incident_of(accident, head))
    assert found.states("09:20", "head-reports") == ["overdue"]
    assert found.states("09:20", "local-reports-up") == ["running"]
