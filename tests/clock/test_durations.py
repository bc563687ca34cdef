"""Lengths of time are read from both languages and added to the calendar without surprises."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.clock import SHANGHAI, Duration, add, parse_clock_time, parse_duration, subtract
from respond.clock.durations import shift_day
from respond.errors import CoverageError, InputError


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("1 hour", Duration(hours=1)),
        ("30 minutes", Duration(minutes=30)),
        ("30 min", Duration(minutes=30)),
        ("2 weeks", Duration(days=14)),
        ("2 months", Duration(months=2)),
        ("1 year", Duration(months=12)),
        ("1 month and 15 days", Duration(months=1, days=15)),
        ("1 hour 30 minutes", Duration(hours=1, minutes=30)),
        ("1 hour, 30 minutes", Duration(hours=1, minutes=30)),
        ("20 working days", Duration(working_days=20)),
        ("1 day", Duration(days=1)),
        ("1 Hour", Duration(hours=1)),
        ("1小时", Duration(hours=1)),
        ("１小时", Duration(hours=1)),
        ("2个小时", Duration(hours=2)),
        ("2个月", Duration(months=2)),
        ("30分钟", Duration(minutes=30)),
        ("1小时30分", Duration(hours=1, minutes=30)),
        ("1个月15天", Duration(months=1, days=15)),
        ("1个月零15天", Duration(months=1, days=15)),
        ("5个工作日", Duration(working_days=5)),
        ("3日", Duration(days=3)),
        ("2周", Duration(days=14)),
    ],
)
def test_reads(text, duration):
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E601"),
        ("soon", "E601"),
        ("1.5.5 hours", "E601"),
        (".5 hours", "E601"),
        ("01.5 hours", "E601"),
        ("0.0 hours", "E603"),
        ("0.3333 hours", "E608"),
        ("0.01 minutes", "E608"),
        ("1.5 months", "E609"),
        ("0.5 working days", "E609"),
        ("-1 hour", "E601"),
        ("1 hour and", "E601"),
        ("1 hour 2 hours", "E601"),
        ("1e3 hours", "E602"),
        ("01 hour", "E601"),
        ("1", "E601"),
        ("1 m", "E602"),
        ("1 huor", "E602"),
        ("0 hours", "E603"),
        ("1 month 5 working days", "E604"),
        ("一小时", "E605"),
        ("两个月", "E605"),
        ("半小时", "E605"),
        ("101 years", "E606"),
        ("9999999 hours", "E601"),
    ],
)
def test_refuses(text, code):
    with pytest.raises(InputError) as raised:
        parse_duration(text)
    assert [found.code for found in raised.value.faults] == [code]
    assert raised.value.render("zh")


def test_suggests_a_unit():
    with pytest.raises(InputError) as raised:
        parse_duration("1 huor")
    assert raised.value.faults[0].suggestion == "hour"


DURATIONS = st.builds(
    Duration,
    months=st.integers(0, 24),
    days=st.integers(0, 400),
    hours=st.integers(0, 72),
    minutes=st.integers(0, 90),
).filter(lambda duration: duration != Duration())

INSTANTS = st.datetimes(
    datetime(1950, 1, 1),  # noqa: DTZ001 - hypothesis wants bare ends
    datetime(2150, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, SHANGHAI]),
)


@given(DURATIONS | st.builds(Duration, working_days=st.integers(1, 99)), st.sampled_from(["zh", "en"]))
def test_words_read_back(duration, lang):
    assert parse_duration(duration.describe(lang)) == duration


@given(INSTANTS, DURATIONS)
def test_adding_never_goes_back_nor_subtracting_forward(instant, duration):
    assert add(instant, duration).astimezone(UTC) > instant.astimezone(UTC)
    assert subtract(instant, duration).astimezone(UTC) < instant.astimezone(UTC)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(1, 60))
def test_months_clamp_at_the_end_of_the_month(day, months):
    later = shift_day(day, Duration(months=months), 1)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("start", "text", "end"),
    [
        ("2026-01-31T10:00+08:00", "1 month", "2026-02-28T10:00:00+08:00"),
        ("2024-01-31T10:00+08:00", "1 month", "2024-02-29T10:00:00+08:00"),
        ("2026-01-30T23:30+08:00", "1 month and 15 days", "2026-03-15T23:30:00+08:00"),
        ("2026-01-30T17:00+00:00", "1 month", "2026-02-28T01:00:00+08:00"),
        ("2026-12-31T23:59+08:00", "30 minutes", "2027-01-01T00:29:00+08:00"),
        ("2024-02-29T08:00+08:00", "1 year", "2025-02-28T08:00:00+08:00"),
        ("1986-05-03T23:30+08:00", "1 hour", "1986-05-04T00:30:00+08:00"),
    ],
)
def test_adds(start, text, end):
    assert add(datetime.fromisoformat(start), parse_duration(text)).isoformat() == end


def test_subtracts_months_clamped():
    instant = datetime(2026, 4, 30, 9, tzinfo=SHANGHAI)
    assert subtract(instant, Duration(months=2)).isoformat() == "2026-02-28T09:00:00+08:00"


def test_a_time_without_offset_is_refused():
    with pytest.raises(InputError, match="E620"):
        add(datetime(2026, 1, 1), Duration(hours=1))  # noqa: DTZ001


def test_working_days_need_a_calendar():
    with pytest.raises(CoverageError, match="E611"):
        add(datetime(2026, 1, 1, tzinfo=UTC), Duration(working_days=1))


@pytest.mark.parametrize(
    ("one", "other", "shorter"),
    [
        ("30 minutes", "1 hour", True),
        ("1 hour", "1 hour", False),
        ("60 minutes", "1 hour", False),
        ("2 hours", "1 hour", False),
        ("27 days", "1 month", True),
        ("30 days", "1 month", False),
        ("1 month", "32 days", True),
        ("364 days", "1 year", True),
        ("1 month", "2 months", True),
        ("1 hour", "1 working day", True),
        ("5 working days", "10 working days", True),
        ("5 working days", "5 days", False),
        ("4 days", "5 working days", True),
    ],
)
def test_shorter_only_when_certain(one, other, shorter):
    assert parse_duration(one).shorter_than(parse_duration(other)) is shorter


@given(DURATIONS, DURATIONS, INSTANTS)
def test_shorter_ends_earlier_from_any_start(one, other, start):
    if one.shorter_than(other):
        # a clamped month end can tie two lengths made of months; it never turns them round
        assert add(start, one).astimezone(UTC) <= add(start, other).astimezone(UTC)


def test_clock_times():
    assert parse_clock_time("17:00") == time(17)
    assert parse_clock_time("００：３０") == time(0, 30)
    for wrong in ("24:00", "7:00", "17", "17:60", "17点"):
        with pytest.raises(InputError, match="E607"):
            parse_clock_time(wrong)
