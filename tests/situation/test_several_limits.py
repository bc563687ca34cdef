"""The earlier or the later of several limits, due moments put off to a working day, limits from the arising.

The figures are those of an initial report under the EU's rules for financial firms: 4 hours after the incident is found
to be major, 24 hours after the firm knows of it, noon of the next working day where that is none. Worked by hand.
"""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duties import case
from respond.errors import InputError
from respond.show import as_markdown, situation_sheet
from respond.show.view import View

BERLIN = "zone: Europe/Berlin\ncalendar: eu/target\n"
PARTS = "[{within: 4 hours, after: graded}, {within: 24 hours, after: learned, counted: from-start}]"
ROLL = 'roll: {if: not working day, to: "12:00 next working day"}'
FIRST = f"- {{id: tell, when: level >= III, earliest: {PARTS}, {ROLL}}}"


def told(learned, graded, later="", facts="n: 5"):
    """Write an incident known of at one time and graded at another, which may be told later."""
    events = f"learned: {learned}" + (f", graded: {graded}" if graded and not later else "")
    steps = f"then:\n  - {{at: {later}, events: {{graded: {graded}}}}}\n" if later else ""
    return f"occurred: {learned}\nevents: {{{events}}}\nfacts: {{{facts}}}\n{steps}"


def due(folder, duty, incident, now, head=BERLIN):
    """Give when the duty is due, in the offset it is told with."""
    one = case(folder, duty, incident, head).one(now)
    return one.due and one.due.isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("learned", "graded", "expected"),
    [
        # a working day: 4 hours after grading come first, then 24 hours after knowing
        ("2026-03-10T08:00+01:00", "2026-03-10T09:00+01:00", "2026-03-10T13:00+01:00"),
        ("2026-03-10T08:00+01:00", "2026-03-11T06:00+01:00", "2026-03-11T08:00+01:00"),
        # Friday afternoon: 24 hours end on Saturday, noon of Monday; summer time began on Sunday
        ("2026-03-27T15:00+01:00", "2026-03-28T14:00+01:00", "2026-03-30T12:00+02:00"),
        # known on Saturday, graded on Sunday: both end on a day off
        ("2026-03-28T22:00+01:00", "2026-03-29T09:00+02:00", "2026-03-30T12:00+02:00"),
        # 24 hours of the night clocks go forward end an hour later by the clock, on Sunday
        ("2026-03-28T10:00+01:00", "", "2026-03-30T12:00+02:00"),
        # the Thursday before Good Friday: noon of the Tuesday after Easter Monday
        ("2026-04-02T16:00+02:00", "2026-04-03T10:00+02:00", "2026-04-07T12:00+02:00"),
        # graded on that Tuesday, known since Easter Monday: four hours end before the 24
        ("2026-04-06T18:00+02:00", "2026-04-07T08:00+02:00", "2026-04-07T12:00+02:00"),
        # 30 April to 1 May, a Friday: Monday
        ("2026-04-30T11:00+02:00", "2026-05-01T10:30+02:00", "2026-05-04T12:00+02:00"),
        # clocks go back on 25 October, a Sunday: 24 hours after Friday 12:00 end on Saturday
        ("2026-10-23T12:00+02:00", "", "2026-10-26T12:00+01:00"),
        # each part is put off by itself: the 4 hours end on Monday at ten, before the noon the 24 hours come to
        ("2026-03-13T10:00+01:00", "2026-03-16T06:00+01:00", "2026-03-16T10:00+01:00"),
    ],
)
def test_the_first_report_of_a_financial_firm(tmp_path, learned, graded, expected):
    assert due(tmp_path, FIRST, told(learned, graded), "2026-11-27T08:00+01:00") == expected


def test_a_part_whose_start_is_not_known_does_not_count_and_is_named(tmp_path):
    found = case(tmp_path, FIRST, told("2026-03-10T08:00+01:00", ""), BERLIN)
    one = found.one("2026-03-10T09:00+01:00")
    assert (one.state, one.due.isoformat()) == ("running", "2026-03-11T08:00:00+01:00")
    assert [each.en for each in one.awaits] == ["level determined"]
    assert (one.start.en, one.started.isoformat()) == ("learned of", "2026-03-10T08:00:00+01:00")
    data = found.at("2026-03-10T09:00+01:00").to_json()
    (said,) = [each for each in data["obligations"] if each["duty"] == "tell"]
    assert said["start"]["event"]["en"] == "learned of"
    assert said["awaits"] == [{"zh": "定级", "en": "level determined"}]
    assert said["limit"]["en"] == (
        "the earlier of within 4 hours from level determined and within 24 hours from learned of"
        " (if that is no working day: 12:00 of the next working day)"
    )
    assert data["zone"] == "Europe/Berlin"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["the earlier of within 4 hours", "now from learned of (08:00)", "may bring the limit forward: level determined"]),
        ("zh", ["自定级起4小时内、自获知起24小时内，以较早者为准", "现从获知（08:00）起算", "定级"]),
    ],
)  # fmt: skip
def test_it_is_told_in_words(tmp_path, lang, words):
    found = case(tmp_path, FIRST, told("2026-03-10T08:00+01:00", ""), BERLIN)
    page = as_markdown(situation_sheet(found.at("2026-03-10T09:00+01:00"), View(lang)))
    assert all(each in page for each in words), page


def test_the_later_of_two_waits_for_both(tmp_path):
    parts = PARTS.replace(", counted: from-start", "")
    duty = f"- {{id: tell, when: level >= III, latest: {parts}}}"
    early, late = "2026-03-10T08:00+01:00", "2026-03-12T08:00+01:00"
    found = case(tmp_path, duty, told(early, "2026-03-11T09:00+01:00", "2026-03-11T09:30+01:00"), BERLIN)
    waiting = found.one("2026-03-11T09:00+01:00")
    assert (waiting.state, waiting.due, waiting.start.en) == ("waiting", None, "level determined")
    one = found.one(late)
    assert (one.due.isoformat(), one.start.en) == ("2026-03-11T13:00:00+01:00", "level determined")
    assert one.late == timedelta(hours=19)
    assert one.awaits == ()


def test_each_part_says_what_it_counts_from(tmp_path):
    """Known at 08:00, grave only at 18:00 the next day: from the start it is late at once, else from the arising."""
    incident = (
        "occurred: 2026-03-10T08:00+01:00\nevents: {learned: 2026-03-10T08:00+01:00}\nfacts: {n: 1}\n"
        "then:\n  - {at: 2026-03-11T18:00+01:00, facts: {n: 5}}\n"
    )
    now = "2026-03-11T19:00+01:00"
    assert due(tmp_path / "a", FIRST, incident, now) == "2026-03-11T08:00+01:00"
    arising = FIRST.replace(", counted: from-start", "")
    assert due(tmp_path / "b", arising, incident, now) == "2026-03-12T18:00+01:00"
    whole = arising.replace("roll:", "counted: from-start, roll:")
    assert due(tmp_path / "c", whole, incident, now) == "2026-03-11T08:00+01:00"


def test_from_the_moment_it_came_to_be_owed(tmp_path):
    duty = "- {id: tell, when: level >= II, within: 1.5 hours, after: arising}"
    incident = "occurred: @08:00\nfacts: {n: 5}\nthen:\n  - {at: @10:00, facts: {n: 12}}\n"
    found = case(tmp_path, duty, incident)
    assert found.all("09:00") == []
    assert found.seen("10:10") == [("running", "11:30")]
    one = found.one("10:10")
    assert (one.start.en, one.order.limit.words.en) == (
        "when it came to be owed",
        "within 1 hour and 30 minutes",
    )
    assert found.states("11:31") == ["overdue"]


def test_rounds_are_put_off_too_and_those_that_fall_together_are_one(tmp_path):
    duty = f'- {{id: tell, when: received, at: "17:00", {ROLL}}}'
    incident = "occurred: 2026-04-02T08:00+02:00\nevents: {received: 2026-04-02T08:00+02:00}\nfacts: {n: 5}\n"
    found = case(tmp_path, duty, incident, BERLIN).all("2026-04-08T18:00+02:00")
    # Thursday at five; Good Friday, the weekend and Easter Monday come to Tuesday noon; then day by day
    assert [f"{one.due:%d %H:%M}" for one in found] == [
        "02 17:00",
        "07 12:00",
        "07 17:00",
        "08 17:00",
        "09 17:00",
    ]


def test_more_time_counts_from_before_it_was_put_off_and_never_makes_it_shorter(tmp_path):
    duty = f"- {{id: tell, when: received, within: 1 day, extend: {{by: county, at_most: 5 days}}, {ROLL}}}"
    incident = (
        "occurred: 2026-04-02T08:00+02:00\nevents: {received: 2026-04-02T08:00+02:00}\nfacts: {n: 5}\n"
        "then:\n  - {at: 2026-04-03T07:00+02:00, extended: [{duty: tell, length: 1 day, by: county}]}\n"
        "  - {at: 2026-04-03T07:30+02:00, extended: [{duty: tell, length: 3 days, by: county}]}\n"
    )
    found = case(tmp_path, duty, incident, BERLIN)
    assert (
        f"{found.one('2026-04-03T07:10+02:00').due:%d %H:%M}" == "07 12:00"
    )  # Saturday, put off past Easter
    one = found.one("2026-04-03T08:00+02:00")
    assert (f"{one.due:%d %H:%M}", one.first_due) == ("07 12:00", None)  # four days end that Tuesday at eight


def test_without_the_calendar_of_the_year_the_limit_is_unknown_and_named(tmp_path):
    duty = f"- {{id: tell, when: received, within: 1 day, {ROLL}}}"
    incident = "occurred: 2031-04-02T08:00+02:00\nevents: {received: 2031-04-02T08:00+02:00}\nfacts: {n: 5}\n"
    one = case(tmp_path, duty, incident, BERLIN).one("2031-04-02T09:00+02:00")
    assert (one.state, one.due) == ("running", None)
    assert "2031 (eu/target)" in one.why.en


@pytest.mark.parametrize(
    ("duty", "code"),
    [
        ("earliest: [{within: 1 hour, after: received}]", "E562"),
        ("latest: [{within: 1 hour, after: received}]", "E562"),
        (f"earliest: {PARTS}, within: 1 hour", "E519"),
        (f"earliest: {PARTS}, latest: {PARTS}", "E519"),
        (f"earliest: {PARTS}, after: received", "E565"),
        ("earliest: [{within: 1 hour, after: recieved}, {within: 1 hour, after: learned}]", "E513"),
        ("earliest: [{within: soon, after: received}, {within: 1 hour, after: learned}]", "E601"),
        (f"due: immediately, {ROLL}", "E563"),
        ('within: 1 hour, roll: {if: not working day, to: "25:00 next working day"}', "E607"),
        ('within: 1 hour, roll: {if: not working day, to: "12:00 on Monday"}', "E612"),
        ("within: 1 hour, after: [arising, received]", "E564"),
        ("within: 1 hour, ends: [arising]", "E513"),
        ("at_least: 1 hour, before: arising", "E513"),
        ("within: 0.0001 hours", "E608"),
        ("within: 1.5 months", "E609"),
        ("within: 2.5 working days", "E609"),
    ],
)
def test_what_cannot_be_is_refused_with_a_code_of_its_own(tmp_path, duty, code):
    found = case(
        tmp_path, f"- {{id: tell, when: received, {duty}}}", told("2026-03-10T08:00+01:00", ""), BERLIN
    )
    with pytest.raises(InputError) as raised:
        found.at("2026-03-10T09:00+01:00")
    assert code in {fault.code for fault in raised.value.faults}
    assert all(fault.place is not None for fault in raised.value.faults)


def test_a_limit_without_a_start_is_still_refused_and_told_of_the_arising(tmp_path):
    found = case(
        tmp_path, "- {id: tell, when: level >= II, within: 1 hour}", "occurred: @08:00\nfacts: {n: 1}\n"
    )
    with pytest.raises(InputError, match="E520") as raised:
        found.at("09:00")
    assert "after: arising" in raised.value.faults[0].help.en


MINUTES = st.integers(0, 4 * 24 * 60)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MINUTES, MINUTES, st.integers(0, 24 * 60), st.sampled_from(["", f", {ROLL}"]))
def test_an_event_learnt_later_never_makes_a_limit_longer(tmp_path_factory, learned, graded, delay, roll):
    begin = datetime.fromisoformat("2026-04-01T00:00+02:00")
    times = [begin + timedelta(minutes=each) for each in (learned, graded)]
    last = max(times) + timedelta(minutes=delay)
    incident = (
        f"occurred: {begin.isoformat()}\nevents: {{learned: {times[0].isoformat()}}}\nfacts: {{n: 5}}\n"
        f"then:\n  - {{at: {last.isoformat()}, events: {{graded: {times[1].isoformat()}}}}}\n"
    )
    duty = FIRST.replace(f", {ROLL}", roll)
    found = case(tmp_path_factory.mktemp("case"), duty, incident, BERLIN)
    before = found.one((last - timedelta(seconds=1)).isoformat()).due if last > times[0] else None
    after = found.one((last + timedelta(days=30)).isoformat()).due
    assert before is None or after <= before
