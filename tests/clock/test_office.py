"""Office hours count while the office is open: exact to the second, over nights, weekends, holidays, made-up days."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.clock import (
    SHANGHAI,
    Before,
    Calendars,
    Duration,
    Every,
    OfficeHours,
    OfficeSeason,
    Roll,
    Within,
    add,
    parse_duration,
    subtract,
)
from respond.errors import CoverageError, InputError

CN = Calendars([Path(__file__).resolve().parents[2] / "plans" / "calendars"]).calendar("cn")
HOURS = OfficeHours.read(["08:30-12:00", "14:30-18:00"])
SEASONS = OfficeHours.read(
    [
        OfficeSeason("05-01", "09-30", ("08:30-12:00", "15:00-18:30")),
        OfficeSeason("10-01", "04-30", ("08:30-12:00", "14:00-17:30")),
    ]
)
OPEN = CN.keeping(HOURS)


def at(text):
    return datetime.fromisoformat(f"2026-{text}+08:00")


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        ("03-02T09:00", "2 office hours", "03-02T11:00"),
        ("03-02T11:00", "2 office hours", "03-02T15:30"),  # over the noon break
        ("03-02T10:00", "2 office hours", "03-02T12:00"),  # ends as the office shuts
        ("03-02T12:00", "30 office minutes", "03-02T15:00"),
        ("03-02T03:00", "1 office minute", "03-02T08:31"),
        ("03-06T17:00", "2 office hours", "03-09T09:30"),  # over a weekend
        ("02-14T17:00", "2 office hours", "02-24T09:30"),  # a Saturday made up for, then nine days off
        (
            "02-27T17:30",
            "8 office hours",
            "03-02T09:00",
        ),  # 30 minutes, 7 hours of the Saturday made up for, 30 minutes
        ("09-30T18:00", "1 office hour", "10-08T09:30"),  # National Day
        ("03-02T11:59:30", "1 office minute", "03-02T14:30:30"),
    ],
)
def test_office_time_runs_only_while_the_office_is_open(start, length, due):
    found = add(at(start), parse_duration(length), OPEN)
    assert found == at(due)
    assert found.utcoffset() == timedelta(hours=8)


@given(
    st.datetimes(datetime(2025, 12, 20), datetime(2026, 10, 12)),  # noqa: DTZ001 - given a zone below
    st.integers(1, 3000),
    st.sampled_from([HOURS, SEASONS]),
)
def test_as_many_minutes_as_asked_for_lie_between(start, minutes, hours):
    start = start.replace(second=0, microsecond=0, tzinfo=SHANGHAI)
    calendar = CN.keeping(hours)
    due = add(start, Duration(office_minutes=minutes), calendar)
    assert plain_minutes(start, due, hours) == minutes
    assert plain_minutes(start, due - timedelta(minutes=1), hours) == minutes - 1
    back = subtract(start, Duration(office_minutes=minutes), calendar)
    assert plain_minutes(back, start, hours) == minutes
    assert plain_minutes(back + timedelta(minutes=1), start, hours) == minutes - 1


def plain_minutes(start, end, hours):
    """Count the minutes the office is open in, day by day and stretch by stretch."""
    total, day = timedelta(), start.astimezone(SHANGHAI).date()
    while day <= end.astimezone(SHANGHAI).date():
        for text in hours.on(day) if CN.is_working_day(day) else ():
            opens, closes = (
                datetime.combine(day, time.fromisoformat(clock), SHANGHAI) for clock in text.split("-")
            )
            total += max(min(closes, end) - max(opens, start), timedelta())
        day += timedelta(days=1)
    return total // timedelta(minutes=1)


def test_seasons_make_up_the_year():
    assert SEASONS.on(date(2026, 4, 30)) == SEASONS.on(date(2026, 1, 1)) == ("08:30-12:00", "14:00-17:30")
    assert SEASONS.on(date(2026, 5, 1)) == ("08:30-12:00", "15:00-18:30")
    assert SEASONS.on(date(2026, 10, 1)) == ("08:30-12:00", "14:00-17:30")


@pytest.mark.parametrize(
    ("given_hours", "code"),
    [
        ([], "E616"),
        (["08:30"], "E616"),
        (["08:30-25:00"], "E607"),
        (["12:00-08:30"], "E616"),
        (["08:30-12:00", "11:00-13:00"], "E616"),
        (["08:30-12:00", OfficeSeason("01-01", "12-31", ("08:30-12:00",))], "E616"),
        ([OfficeSeason("01-01", "11-31", ("08:30-12:00",))], "E616"),
        ([OfficeSeason("01-01", "11-30", ("08:30-12:00",))], "E617"),
        (
            [
                OfficeSeason("01-01", "12-31", ("08:30-12:00",)),
                OfficeSeason("05-01", "05-02", ("09:00-10:00",)),
            ],
            "E617",
        ),
    ],
)
def test_refuses_what_are_no_office_hours(given_hours, code):
    with pytest.raises(InputError) as raised:
        OfficeHours.read(given_hours)
    assert [found.code for found in raised.value.faults] == [code]


def test_no_hours_are_assumed():
    with pytest.raises(CoverageError, match="E615"):
        add(at("03-02T09:00"), Duration(office_minutes=1), CN)
    with pytest.raises(CoverageError, match="E611"):
        add(at("03-02T09:00"), Duration(office_minutes=1))


def test_a_year_that_is_not_published_is_named():
    with pytest.raises(CoverageError, match=r"E610.*2027"):
        add(at("12-31T17:30"), Duration(office_minutes=60), OPEN)


@pytest.mark.parametrize(
    ("text", "minutes", "zh", "en"),
    [
        ("2 office hours", 120, "2个工作小时", "2 office hours"),
        ("1 office-hour", 60, "1个工作小时", "1 office hour"),
        ("1.5 office hours", 90, "1个工作小时30个工作分钟", "1 office hour and 30 office minutes"),
        ("2个工作小时", 120, "2个工作小时", "2 office hours"),
        ("45工作分钟", 45, "45个工作分钟", "45 office minutes"),
    ],
)
def test_reads_and_words_itself(text, minutes, zh, en):
    found = parse_duration(text)
    assert found == Duration(office_minutes=minutes)
    assert (found.words.zh, found.words.en) == (zh, en)
    assert parse_duration(zh) == parse_duration(en) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2 office hours and 1 hour", "E604"),
        ("1 working day and 2 office hours", "E604"),
        ("1.01 office hours", "E609"),
        ("2 ofice hours", "E602"),
        ("0 office hours", "E603"),
    ],
)
def test_refuses_what_cannot_be_counted(text, code):
    with pytest.raises(InputError, match=code):
        parse_duration(text)


def test_compares_with_other_lengths_where_it_can():
    two, hours = Duration(office_minutes=120), Duration(hours=2)
    assert hours.shorter_than(Duration(office_minutes=121))  # an office minute takes no less than a minute
    assert not hours.shorter_than(two)  # as long, if the office is open
    assert not two.shorter_than(Duration(days=30))  # nobody knows how long an office is shut
    assert two.shorter_than(Duration(office_minutes=180))
    assert Within(hours).stricter_than(Within(two))
    assert Within(two).stricter_than(Within(Duration(working_days=1)))
    assert two.times(3) == Duration(office_minutes=360)
    assert not two.whole_days
    assert not two.exact


def test_limits_of_every_kind_count_by_it():
    two = Duration(office_minutes=120)
    assert Within(two).due(at("03-06T17:00"), OPEN) == at("03-09T09:30")
    assert Within(two).due(date(2026, 3, 7), OPEN) == at(
        "03-09T10:30"
    )  # a day is all of it, from its beginning
    assert Before(two).due(at("03-09T09:00"), OPEN) == at("03-06T16:30")
    assert Within(two, roll=Roll(time(12))).due(at("03-06T17:00"), OPEN) == at("03-09T09:30")
    rounds = Every(Duration(office_minutes=210)).rounds(at("03-06T14:30"), at("03-06T14:30"), OPEN)
    assert [next(rounds) for _ in range(3)] == [at("03-06T18:00"), at("03-09T12:00"), at("03-09T18:00")]
    assert Every(two).words.en == "every 2 office hours"
    assert Every(Duration(office_minutes=60)).words.zh == "每个工作小时一次"


def test_summer_time_changes_no_office_time():
    berlin = ZoneInfo("Europe/Berlin")
    target = Calendars([Path(__file__).resolve().parents[2] / "plans" / "calendars"]).calendar("eu/target")
    kept = target.counted_in(berlin).keeping(OfficeHours.read(["08:00-16:00"]))
    friday = datetime(2026, 3, 27, 15, tzinfo=berlin)
    assert add(friday, Duration(office_minutes=120), kept).isoformat() == "2026-03-30T09:00:00+02:00"
    assert (
        subtract(add(friday, Duration(office_minutes=120), kept), Duration(office_minutes=120), kept)
        == friday
    )
