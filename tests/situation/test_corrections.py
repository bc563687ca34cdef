"""What a correction moves: as it was known at a moment, and as it was by what is known now."""

from datetime import timedelta

import pytest

from duties import case, short, when
from respond.errors import InputError

TELL = "- {id: tell, when: received, within: 1 hour, to: [county, city]}"
RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\n"


def steps(*found, first=RECEIVED):
    return first + "then:\n" + "".join(f"  - {{at: {each}}}\n" for each in found)


def test_a_receipt_put_right_as_known_then_and_as_it_was(tmp_path):
    found = case(tmp_path, TELL, steps("@10:00, corrects: [{entry: received, at: @09:15}]"))
    known = found.one("12:00", at=when("09:45"))
    assert (known.state, short(known.due), short(known.started)) == ("overdue", "09:30", "08:30")
    was = found.one("12:00", at=when("09:45"), hindsight=True)
    assert (short(was.due), short(was.started)) == ("10:15", "09:15")
    assert found.at("12:00", at=when("09:45"), hindsight=True).hindsight is True
    now = found.one("10:00")
    assert (now.state, short(now.due)) == ("running", "10:15")


def test_hindsight_knows_nothing_earlier_than_it_happened(tmp_path):
    found = case(tmp_path, TELL, steps("@10:00, corrects: [{entry: received, at: @09:15}]"))
    assert found.all("12:00", at=when("09:00"), hindsight=True) == []


def test_hindsight_before_the_incident_is_refused_like_any_look_before_it(tmp_path):
    found = case(tmp_path, TELL, steps("@10:00, corrects: [{entry: occurred, at: @08:10}]"))
    with pytest.raises(InputError) as caught:
        found.at("12:00", at=when("08:09"), hindsight=True)
    assert [fault.code for fault in caught.value.faults] == ["E716"]
    assert found.at("12:00", at=when("08:10"), hindsight=True)


def test_a_receipt_put_earlier_makes_it_late_earlier(tmp_path):
    found = case(tmp_path, TELL, steps("@09:00, corrects: [{entry: received, at: @08:05}]"))
    one = found.one("09:20")
    assert (one.state, short(one.due), one.late) == ("overdue", "09:05", timedelta(minutes=15))


def test_what_a_receipt_had_answered_stays_answered_though_it_was_earlier(tmp_path):
    """As where nobody reported when it occurred, so that the receipt stands for that, too."""
    duty = "- {id: tell, when: occurred and not asked, due: immediately, fulfilled_by: received}"
    moved = "corrects: [{entry: received, at: @08:05}, {entry: occurred, at: {presumed: @08:05}}]"
    first = "occurred: {presumed: @08:30}\nevents: {received: @08:30}\n"
    found = case(tmp_path, duty, steps(f"@10:00, {moved}", first=first))
    assert [found.one(now).state for now in ("09:00", "11:00")] == ["met", "met"]
    assert short(found.one("11:00").done.at) == "08:05"


@pytest.mark.parametrize(("at", "state"), [("@08:20", "met"), ("@08:05", "met"), ("@08:04", "running")])
def test_an_act_answers_from_when_its_duty_arose_as_that_was_put_right(tmp_path, at, state):
    duty = "- {id: tell, when: received and not asked, due: immediately}"
    act = f"@09:00, did: [{{duty: tell, at: {at}, by: bureau}}]"
    found = case(tmp_path, duty, steps(act, "@10:00, corrects: [{entry: received, at: @08:05}]"))
    assert [found.one(now).state for now in ("09:30", "11:00")] == ["running", state]


def test_the_last_correction_counts(tmp_path):
    found = case(
        tmp_path,
        TELL,
        steps(
            "@09:00, corrects: [{entry: received, at: @08:10}]",
            "@09:05, corrects: [{entry: received, at: @08:40}]",
        ),
    )
    assert short(found.one("09:02").due) == "09:10"
    assert short(found.one("09:10").due) == "09:40"
    (event,) = [each for each in found.at("09:10").events if each.id == "received"]
    assert [short(moment) for moment in event.was] == ["08:30", "08:10"]


def test_the_second_of_two_events_is_put_right_by_its_number(tmp_path):
    duty = "- {id: tell, when: asked, within: 1 hour}"
    found = case(
        tmp_path,
        duty,
        steps(
            "@09:00, events: {asked: }",
            "@10:00, events: {asked: }",
            "@10:30, corrects: [{entry: asked#2, at: @10:20}]",
        ),
    )
    assert found.seen("10:40") == [("overdue", "10:00"), ("running", "11:20")]


@pytest.mark.parametrize(
    ("correction", "state"),
    [
        ("at: @09:40", "met-late"),
        ("at: @08:50", "met"),
        ("to: [county]", "overdue"),
        ("channel: phone", "overdue"),
        ("by: town", "overdue"),
        ("withdrawn: yes", "overdue"),
    ],
)
def test_an_act_put_right(tmp_path, correction, state):
    duty = TELL.replace("to:", "not_by: [phone], to:")
    found = case(
        tmp_path,
        duty,
        steps("@09:00, did: [{duty: tell}]", f"@10:00, corrects: [{{entry: tell, {correction}}}]"),
    )
    assert found.states("09:30") == ["met"]
    assert found.states("10:00") == [state]
    assert found.states("12:00", at=when("09:30")) == ["met"]


def test_a_value_put_right_moves_nothing_that_was_known(tmp_path):
    duty = "- {id: tell, when: n >= 3, after: received, within: 1 hour}"
    found = case(
        tmp_path, duty, steps("@11:00, corrects: [{entry: n, value: 1}]", first=RECEIVED + "facts: {n: 5}\n")
    )
    assert found.states("12:00", at=when("10:00")) == ["overdue"]
    assert found.all("12:00", at=when("10:00"), hindsight=True) == []
    assert found.states("12:00") == ["stood-down"]


def test_an_occurrence_put_right(tmp_path):
    duty = "- {id: tell, when: occurred, after: occurred, within: 1 hour, counted: from-start}"
    found = case(tmp_path, duty, steps("@08:40, corrects: [{entry: occurred, at: @08:20}]"))
    assert (short(found.one("08:35").due), short(found.one("08:40").due)) == ("09:00", "09:20")


def test_what_is_put_right_must_be_there(tmp_path):
    with pytest.raises(InputError) as caught:
        case(tmp_path, TELL, steps("@09:00, corrects: [{entry: recieved, at: @08:10}]")).at("10:00")
    assert [(fault.code, fault.suggestion) for fault in caught.value.faults] == [("E723", "received")]


def test_a_term_moved_by_agreement_is_no_correction(tmp_path):
    duty = "- {id: tell, when: received, within: 1 hour, extend: {by: county, at_most: 1 day}}"
    found = case(tmp_path, duty, steps("@09:00, extended: [{duty: tell, length: 1 hour, by: county}]"))
    one = found.one("12:00", at=when("08:45"), hindsight=True)
    assert (short(one.due), one.first_due) == ("09:30", None)  # it was not yet lengthened then


TWICE = ("@09:00, events: {asked: }", "@10:00, events: {asked: }")


@pytest.mark.parametrize(
    ("entry", "states"), [("asked", ["stood-down", "running"]), ("asked#2", ["overdue", "stood-down"])]
)
def test_one_of_two_events_withdrawn_takes_its_own_occasion(tmp_path, entry, states):
    duty = "- {id: tell, when: asked, within: 1 hour}"
    found = case(tmp_path, duty, steps(*TWICE, f"@10:30, corrects: [{{entry: {entry}, withdrawn: yes}}]"))
    assert found.states("10:20") == ["overdue", "running"]
    assert found.states("10:40") == states
    gone = next(one for one in found.all("10:40") if one.state == "stood-down")
    assert "never was" in gone.why.en


def test_a_receipt_put_later_does_not_end_what_ran_and_begin_anew(tmp_path):
    """Something else the same step tells of happened between the two times of the receipt."""
    found = case(
        tmp_path, TELL, steps("@10:00, events: {sealed: @09:00}, corrects: [{entry: received, at: @09:15}]")
    )
    assert found.seen("10:00") == [("running", "10:15")]


@pytest.mark.parametrize(
    ("step", "found"),
    [
        (
            "corrects: [{entry: n, value: 0}]",
            ("met", None, "what it rested on was put right: it never was owed"),
        ),
        ("facts: {n: 0}", ("met-late", timedelta(minutes=30), None)),
    ],
    ids=["put right", "another number"],
)
def test_what_was_never_owed_was_not_late(tmp_path, step, found):
    duty = "- {id: tell, when: n >= 1, after: received, within: 1 hour}"
    first = RECEIVED.replace("events", "facts: {n: 3}\nevents")
    one = case(tmp_path, duty, steps("@10:00, did: [{duty: tell}]", f"@11:00, {step}", first=first)).one(
        "12:00"
    )
    assert (one.state, one.late, one.why and one.why.en) == found
