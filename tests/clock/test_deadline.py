"""A limit, its start and `now` make a deadline, or say what it waits for."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.clock import (
    SHANGHAI,
    WORDS,
    Before,
    Daily,
    Duration,
    Every,
    Start,
    Within,
    Worded,
    load_calendar,
    occurrences,
    parse_clock_time,
    parse_duration,
    resolve,
    stricter,
    strictness,
)
from respond.errors import InternalError
from respond.facts import UNKNOWN, Between, Exactly

CN = load_calendar(Path(__file__).resolve().parents[2] / "plans" / "calendars" / "cn")


def at(text):
    return datetime.fromisoformat(text + ":00+08:00")


NOW = at("2026-01-01T14:20")


def due(limit, start, now=NOW, **more):
    found = resolve(limit, Start("received", start), now, CN, **more).due
    return None if found is None else found.isoformat()


def within(text):
    return Within(parse_duration(text))


def before(text):
    return Before(parse_duration(text))


def every(text):
    return Every(parse_duration(text))


def test_within_an_hour_of_a_moment():
    deadline = resolve(within("1 hour"), Start("received", NOW), NOW)
    assert deadline.due == at("2026-01-01T15:20")
    assert not deadline.overdue(at("2026-01-01T15:20"))
    assert deadline.overdue(at("2026-01-01T15:20") + timedelta(microseconds=1))
    assert deadline.left(NOW) == timedelta(hours=1)
    assert deadline.left(at("2026-01-01T16:20")) == timedelta(hours=-1)
    assert deadline.waiting_for is None
    assert deadline.kind == "within"


def test_a_start_that_is_not_known_is_waited_for():
    for limit in (within("1 hour"), before("1 month"), every("4 hours"), Daily(parse_clock_time("17:00"))):
        deadline = resolve(limit, Start("received"), NOW)
        assert deadline.due is None
        assert deadline.waiting_for.en == "received"
        assert deadline.left(NOW) is None
        assert not deadline.overdue(NOW)


def test_a_limit_that_names_no_start():
    deadline = resolve(within("3 working days"), None, NOW)
    assert deadline.due is None
    assert deadline.waiting_for is None
    assert "from when" in deadline.note.en


def test_a_day_as_start():
    assert due(within("5 days"), date(2026, 1, 1)) == "2026-01-06T23:59:59+08:00"
    assert due(within("2 months"), date(2025, 12, 31)) == "2026-02-28T23:59:59+08:00"
    assert due(within("5 working days"), date(2026, 2, 13)) == "2026-02-27T23:59:59+08:00"
    assert due(within("6 hours"), date(2026, 1, 1)) == "2026-01-01T06:00:00+08:00"


def test_at_least_so_long_before_a_day_counts_the_whole_day():
    assert due(before("2 months"), date(2026, 4, 30)) == "2026-02-28T23:59:59+08:00"
    assert due(before("1 month"), date(2026, 3, 31)) == "2026-02-28T23:59:59+08:00"
    assert due(before("1 month"), date(2024, 3, 31)) == "2024-02-29T23:59:59+08:00"
    assert due(before("15 days"), date(2026, 1, 10)) == "2025-12-26T23:59:59+08:00"
    assert due(before("12 hours"), date(2026, 1, 10)) == "2026-01-09T12:00:00+08:00"
    assert due(before("1 day"), at("2026-01-10T09:00")) == "2026-01-09T09:00:00+08:00"


def test_a_range_counts_from_its_earliest_end_and_says_so():
    start = Start("occurred", Between(at("2026-01-01T10:00"), at("2026-01-01T12:00")))
    deadline = resolve(within("2 hours"), start, NOW)
    assert deadline.due == at("2026-01-01T12:00")
    assert "earliest" in deadline.note.en
    assert (
        resolve(within("2 hours"), Start("occurred", (at("2026-01-01T10:00"), None)), NOW).due == deadline.due
    )


def test_a_range_without_an_earliest_end_gives_the_latest_moment_it_can_be_due():
    deadline = resolve(within("2 hours"), Start("occurred", Between(None, at("2026-01-01T10:00"))), NOW)
    assert deadline.due == at("2026-01-01T12:00")
    assert "no later" in deadline.note.en


def test_starts_from_values():
    assert Start.of("occurred", UNKNOWN).at is None
    assert Start.of("occurred", Exactly(NOW)).at == NOW
    assert Start.of("occurred", Between(NOW, None)).at == Between(NOW, None)


def test_immediately_has_no_figure_and_comes_first():
    at_once = resolve(Worded("immediately"), Start("received", NOW), NOW)
    assert at_once.due is None
    assert at_once.at_once
    assert at_once.word == "immediately"
    assert not at_once.overdue(at("2027-01-01T00:00"))
    others = [
        resolve(within("1 minute"), Start("received", NOW), NOW),
        resolve(within("1 hour"), Start("received", NOW), NOW),
        resolve(Worded("promptly"), None, NOW),
        resolve(Worded("unstated"), None, NOW),
        resolve(within("1 minute"), Start("closed"), NOW),
    ]
    assert sorted([*reversed(others), at_once], key=lambda deadline: deadline.sort_key) == [at_once, *others]


def test_every_so_often():
    start = at("2026-01-01T08:00")
    deadline = resolve(every("4 hours"), Start("first report", start), NOW)
    assert deadline.due == at("2026-01-01T16:00")
    assert deadline.previous == at("2026-01-01T12:00")
    assert resolve(every("4 hours"), Start("x", start), at("2026-01-01T16:00")).due == at("2026-01-01T16:00")
    assert resolve(every("4 hours"), Start("x", start), at("2026-01-01T09:00")).previous is None
    assert resolve(every("4 hours"), Start("x", start), start).due == at("2026-01-01T12:00")


def test_every_month_does_not_drift():
    times = occurrences(every("1 month"), at("2026-01-31T09:00"), after=at("2026-01-31T09:00"))
    assert [time.date().isoformat() for time in islice(times, 3)] == [
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
    ]


def test_daily_at_a_clock_time():
    limit = Daily(parse_clock_time("17:00"))
    assert due(limit, at("2026-01-01T08:00")) == "2026-01-01T17:00:00+08:00"
    assert due(limit, at("2026-01-01T08:00"), at("2026-01-01T17:01")) == "2026-01-02T17:00:00+08:00"
    assert due(limit, at("2026-01-01T17:00"), at("2026-01-01T17:00")) == "2026-01-02T17:00:00+08:00"
    assert resolve(limit, None, NOW).due == at("2026-01-01T17:00")


def test_a_recurring_limit_ends():
    start = at("2026-01-01T08:00")
    deadline = resolve(every("4 hours"), Start("x", start), NOW, until=at("2026-01-01T15:00"))
    assert deadline.ended
    assert deadline.due is None
    assert deadline.previous == at("2026-01-01T12:00")
    times = occurrences(every("4 hours"), start, after=start, until=at("2026-01-01T16:00"))
    assert [time.hour for time in times] == [12, 16]


def test_an_occurrence_missed_before_the_end_stays_known():
    start = at("2026-01-01T08:00")
    ended = resolve(every("4 hours"), Start("x", start), NOW, until=at("2026-01-01T12:00"))
    assert ended.previous == at("2026-01-01T12:00")


INSTANTS = st.datetimes(
    datetime(2024, 3, 1),  # noqa: DTZ001 - hypothesis wants bare ends
    datetime(2026, 6, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, SHANGHAI]),
)
LENGTHS = st.one_of(
    st.builds(Duration, minutes=st.integers(1, 10**4)),
    st.builds(Duration, hours=st.integers(1, 500)),
    st.builds(Duration, days=st.integers(1, 60)),
    st.builds(Duration, months=st.integers(1, 6), days=st.integers(0, 20)),
    st.builds(Duration, working_days=st.integers(1, 30)),
)
LIMITS = st.one_of(
    LENGTHS.map(Within),
    LENGTHS.map(Every),
    LENGTHS.map(Before),
    st.times().map(lambda time: Daily(time.replace(second=0, microsecond=0))),
    st.sampled_from(WORDS).map(Worded),
)


@given(INSTANTS | st.dates(date(2024, 3, 1), date(2026, 6, 1)), LENGTHS)
def test_within_is_never_before_its_start(start, duration):
    found = resolve(Within(duration), Start("x", start), NOW, CN).due
    begun = (
        start
        if isinstance(start, datetime)
        else datetime(start.year, start.month, start.day, tzinfo=SHANGHAI)
    )
    assert found > begun


@given(INSTANTS, LENGTHS)
def test_before_is_never_after_its_start(start, duration):
    assert resolve(Before(duration), Start("x", start), NOW, CN).due < start


@given(
    INSTANTS,
    st.builds(Duration, hours=st.integers(1, 99)) | st.builds(Duration, months=st.integers(1, 3)),
    INSTANTS,
)
def test_the_next_time_is_the_first_at_or_after_now(start, duration, now):
    deadline = resolve(Every(duration), Start("x", start), now)
    assert deadline.due >= now
    assert deadline.due > start
    assert deadline.previous is None or start < deadline.previous < now


@given(LIMITS, LIMITS, LIMITS)
def test_stricter_is_a_total_preorder(one, two, three):
    assert not (stricter(one, two) and stricter(two, one))
    assert stricter(one, two) or stricter(two, one) or strictness(one) == strictness(two)
    if stricter(one, two) and stricter(two, three):
        assert stricter(one, three)
    if not stricter(one, two) and not stricter(two, three):
        assert not stricter(one, three)


def test_the_order_of_words_and_figures():
    order = [Worded("immediately"), within("30 minutes"), within("1 hour"), *map(Worded, WORDS[1:])]
    for position, one in enumerate(order):
        for other in order[position + 1 :]:
            assert stricter(one, other)


def test_limits_in_words():
    assert within("1 hour").words.zh == "1小时内"
    assert before("2 months").words.en == "at least 2 months before"
    assert every("4 hours").words.zh == "每4小时一次"
    assert Daily(parse_clock_time("17:00")).words.en == "daily at 17:00"
    with pytest.raises(InternalError, match="E621"):
        Worded("whenever")
