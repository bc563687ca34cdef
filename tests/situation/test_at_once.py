"""立即 has no figure: no lateness in figures, first among what is due, missed when it ends undone."""

import pytest

from duties import case, short, when
from respond.clock import WORDS
from respond.show import counted, shown_limit

RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\n"
NOW = "- {id: tell, when: received, due: %s, ends: [sealed]}"
SEALED = RECEIVED + "then:\n  - {at: @12:00, events: {sealed: }}\n"


@pytest.mark.parametrize("clock", ["08:31", "11:00", "6T08:00"])
def test_it_is_never_late_in_figures_and_shows_since_when(tmp_path, clock):
    one = case(tmp_path, NOW % "immediately", RECEIVED).one(clock)
    assert (one.state, one.late, one.due, one.at_once) == ("running", None, None, True)
    assert one.arose == when("08:30")  # the time gone by is counted from here
    assert one.left(when(clock)) is None


@pytest.mark.parametrize("other", ["within: 15 minutes", "due: promptly", "within: 1 day"])
def test_it_leads_what_is_due_later_to_the_same_bodies(tmp_path, other):
    duties = f"""
- {{id: slow, when: received, {other}, to: [county], report: first}}
- {{id: tell, when: received, due: immediately, to: [county], report: first}}
"""
    found = case(tmp_path, duties, RECEIVED).at("08:35")
    assert [one.duty for one in found.obligations] == ["tell", "slow"]


def test_undone_when_it_ends_it_is_missed(tmp_path):
    one = case(tmp_path, NOW % "immediately", SEALED).one("12:00")
    assert (one.state, one.late, one.ended) == ("missed", None, when("12:00"))


def test_done_it_is_met(tmp_path):
    incident = (
        RECEIVED + "then:\n  - {at: @11:00, did: [{duty: tell}]}\n  - {at: @12:00, events: {sealed: }}\n"
    )
    one = case(tmp_path, NOW % "immediately", incident).one("12:00")
    assert (one.state, one.late) == ("met", None)


def test_undone_when_its_ground_goes_it_is_missed(tmp_path):
    duty = "- {id: tell, when: n >= 3, due: immediately}"
    incident = RECEIVED + "facts: {n: 5}\nthen:\n  - {at: @10:00, facts: {n: 1}}\n"
    assert case(tmp_path, duty, incident).states("10:00") == ["missed"]


def test_never_owed_it_is_stood_down(tmp_path):
    duty = "- {id: tell, when: n >= 3, due: immediately}"
    incident = RECEIVED + "facts: {n: 5}\nthen:\n  - {at: @10:00, corrects: [{entry: n, value: 1}]}\n"
    assert case(tmp_path, duty, incident).states("10:00") == ["stood-down"]


@pytest.mark.parametrize("word", [word for word in WORDS if word not in {"immediately", "before-end"}])
def test_other_words_are_words_too(tmp_path, word):
    early = case(tmp_path, NOW % word, SEALED).one("11:00")
    assert (early.state, early.late, early.due) == ("running", None, None)
    ended = case(tmp_path, NOW % word, SEALED).one("12:00")
    assert (ended.state, ended.late) == ("stood-down", None)  # they do not say that it was missed


def test_what_can_be_done_only_before_an_end_is_missed_when_that_comes(tmp_path):
    early, ended = (case(tmp_path, NOW % "before-end", SEALED).one(clock) for clock in ("11:00", "12:00"))
    assert (early.state, early.late, early.due, early.at_once) == ("running", None, None, False)
    assert (ended.state, ended.late, ended.why.zh) == ("missed", None, "因“封堵”终止")


@pytest.mark.parametrize(
    ("more", "then", "state"),
    [
        ("", "{at: @11:00, did: [{duty: tell}]}", "met"),
        (
            "",
            "{at: @11:00, facts: {n: 1}}",
            "stood-down",
        ),  # it went before the end: until then it was in time
        ("mood: may, ", "{at: @11:00, facts: {n: 6}}", "stood-down"),
        ("provided: {zh: 必要时, en: if need be}, ", "{at: @11:00, facts: {n: 6}}", "stood-down"),
    ],
)
def test_before_an_end_it_is_not_missed_otherwise(tmp_path, more, then, state):
    duty = f"- {{id: tell, {more}when: n >= 3, due: before-end, ends: [sealed]}}"
    incident = RECEIVED + f"facts: {{n: 5}}\nthen:\n  - {then}\n  - {{at: @12:00, events: {{sealed: }}}}\n"
    assert case(tmp_path, duty, incident).states("12:30") == [state]


def test_upon_what_has_not_happened_it_waits(tmp_path):
    duty = "- {id: tell, when: leak, after: asked, due: immediately}"
    found = case(
        tmp_path, duty, RECEIVED + "facts: {leak: yes}\nthen:\n  - {at: @10:00, events: {asked: }}\n"
    )
    assert (found.states("09:00"), found.states("10:00")) == (["waiting"], ["running"])


def test_those_that_press_alike_stand_in_the_order_of_the_plan(tmp_path):
    duties = "\n".join(
        f"- {{id: {name}, when: received, due: immediately}}" for name in ("treat", "sample", "close")
    )
    found = case(tmp_path, duties, RECEIVED).at("08:35")
    assert [one.duty for one in found.obligations] == ["treat", "sample", "close"]


def test_rounds_of_one_duty_stand_in_their_order(tmp_path):
    found = case(tmp_path, "- {id: tell, when: received, every: 1 hour, ends: [sealed]}", RECEIVED)
    late = [one.round for one in found.at("20:00").obligations if one.state == "overdue"]
    assert late == sorted(late)


EARLIER = RECEIVED + "then:\n  - {at: @09:30, corrects: [{entry: received, at: @08:10}]}\n"


def gone(one, clock):
    return shown_limit(one, when(clock), "en").left


@pytest.mark.parametrize(
    "limit", ["when: received", "when: received, after: arising", "when: received and occurred"]
)
def test_a_receipt_put_earlier_lengthens_the_time_gone_by(tmp_path, limit):
    """As it moves a limit in figures; a duty that names no start counts from what made it arise."""
    duties = f"- {{id: tell, {limit}, due: immediately}}\n- {{id: hour, {limit}, within: 1 hour}}"
    found = case(
        tmp_path,
        duties.replace("hour, when: received and", "hour, after: received, when: received and"),
        EARLIER,
    )
    assert (gone(found.one("09:00"), "09:00"), short(found.one("09:00", "hour").due)) == (
        "30min gone",
        "09:30",
    )
    assert (gone(found.one("09:40"), "09:40"), short(found.one("09:40", "hour").due)) == (
        "1h 30min gone",
        "09:10",
    )


def test_what_it_hangs_on_learnt_later_leaves_its_own_arising(tmp_path):
    """A receipt put earlier does not put the news earlier that came after it."""
    duty = "- {id: tell, when: received and n >= 3, after: received, due: immediately}"
    incident = (
        RECEIVED
        + "facts: {n: 1}\nthen:\n  - {at: @09:00, facts: {n: 5}}\n  - {at: @09:30, corrects: [{entry: received, at: @08:10}]}\n"
    )
    one = case(tmp_path, duty, incident).one("09:40")
    assert (gone(one, "09:40"), short(one.counted)) == ("40min gone", "09:00")


def test_a_receipt_put_later_shortens_the_time_gone_by(tmp_path):
    found = case(tmp_path, NOW % "immediately", EARLIER.replace("@08:10", "@08:50"))
    assert gone(found.one("09:40"), "09:40") == "50min gone"


def test_it_counts_from_when_its_own_body_knew(tmp_path):
    duty = "- {id: tell, unit: town, when: received, due: immediately}"
    incident = RECEIVED.replace("received: @08:30", "received: @08:30, learned@town: @08:45")
    one = case(tmp_path, duty, incident).one("09:00")
    assert gone(one, "09:00") == "15min gone"
    assert counted(one, when("09:00"), "en") == "at once, from 08:45 (report received 08:30)"


def test_what_was_never_to_be_begun_was_not_left_undone(tmp_path):
    measure = "- {id: tell, response: [IV], to: [county], due: immediately}"
    steps = "then:\n  - {at: @09:20, facts: {n: 5}, events: {response_started: {at: @09:20, level: III}}}\n"
    (one,) = case(
        tmp_path, measure, "occurred: @08:00\nevents: {received: @08:30}\nfacts: {n: 1}\n" + steps
    ).all("10:00")
    assert (one.state, one.ended) == (
        "stood-down",
        when("09:20"),
    )  # response IV was called for and never started
    begun = steps.replace(
        "then:\n", "then:\n  - {at: @09:00, events: {response_started: {at: @09:00, level: IV}}}\n"
    )
    (one,) = case(
        tmp_path / "begun", measure, "occurred: @08:00\nevents: {received: @08:30}\nfacts: {n: 1}\n" + begun
    ).all("10:00")
    assert one.state == "missed"
