"""Each kind of limit reads, resolves, words and compares itself."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.clock import (
    SHANGHAI,
    WORDS,
    Before,
    Calendar,
    Calendars,
    Daily,
    Duration,
    Each,
    Every,
    SameDay,
    Within,
    Worded,
    read_within,
)
from respond.errors import CoverageError, InputError, InternalError, Place

CN = Calendars([Path(__file__).resolve().parents[2] / "plans" / "calendars"]).calendar("cn")
HERE = Place("plan.yaml", 3, 5)


def at(text):
    return datetime.fromisoformat(text + ":00+08:00")


NOW = at("2026-01-01T14:20")


def due(limit, start):
    found = limit.due(start, CN)
    return None if found is None else found.isoformat()


def rounds(limit, start, after, number=1):
    return [
        time.isoformat(" ", "minutes")[:16] for time in islice(limit.rounds(start, at(after), CN), number)
    ]


within, before, every, daily = Within.read, Before.read, Every.read, Daily.read


def test_each_kind_is_read_as_plans_write_it():
    assert within("1 hour") == Within(Duration(hours=1))
    assert daily("17:00").time.hour == 17
    assert Worded.read("promptly") == Worded("promptly")


@pytest.mark.parametrize(
    ("read", "text", "code"), [(within, "soon", "E601"), (every, "0 hours", "E603"), (daily, "24:00", "E607")]
)
def test_what_cannot_be_read_is_refused_at_its_place(read, text, code):
    with pytest.raises(InputError) as raised:
        read(text, HERE)
    assert [(fault.code, fault.place) for fault in raised.value.faults] == [(code, HERE)]


def test_a_word_nobody_knows():
    with pytest.raises(InternalError, match="E621"):
        Worded("whenever")


def test_within_an_hour_of_a_moment():
    assert within("1 hour").due(NOW) == at("2026-01-01T15:20")


@pytest.mark.parametrize("limit", [within("1 hour"), before("1 month")])
def test_from_a_start_that_is_not_known_nothing_is_due(limit):
    assert limit.due(None, CN) is None


def test_what_is_owed_in_rounds_or_in_words_has_no_one_moment():
    for limit in (every("4 hours"), daily("17:00"), *map(Worded, WORDS)):
        assert limit.due(NOW, CN) is None
    for limit in (within("1 hour"), before("1 day"), *map(Worded, WORDS)):
        assert list(limit.rounds(NOW, NOW, CN)) == []


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


def test_working_days_need_a_calendar_that_has_the_year():
    for calendar, code in ((None, "E611"), (CN, "E610")):
        with pytest.raises(CoverageError, match=code):
            within("5 working days").due(at("2098-01-01T00:00"), calendar)


def test_every_so_often():
    start = at("2026-01-01T08:00")
    assert rounds(every("4 hours"), start, "2026-01-01T14:20", 2) == ["2026-01-01 16:00", "2026-01-01 20:00"]
    assert rounds(every("4 hours"), start, "2026-01-01T16:00") == ["2026-01-01 20:00"]
    assert rounds(every("4 hours"), start, "2025-12-01T00:00") == ["2026-01-01 12:00"]
    assert rounds(every("1 day"), date(2026, 1, 1), "2026-01-01T14:20") == ["2026-01-02 00:00"]


def test_every_month_does_not_drift():
    found = rounds(every("1 month"), at("2026-01-31T09:00"), "2026-01-31T09:00", 3)
    assert found == ["2026-02-28 09:00", "2026-03-31 09:00", "2026-04-30 09:00"]


def test_hours_go_on_through_a_summer_time():
    # clocks in Shanghai went from 02:00 to 03:00 on 4 May 1986
    start, after = (datetime(1986, 5, day, 20, tzinfo=SHANGHAI) for day in (3, 4))
    found = next(every("1 hour").rounds(start, after))
    assert found.astimezone(UTC) - after.astimezone(UTC) == timedelta(hours=1)


def test_daily_at_a_clock_time():
    limit = daily("17:00")
    assert rounds(limit, at("2026-01-01T08:00"), "2026-01-01T08:00") == ["2026-01-01 17:00"]
    assert rounds(limit, at("2026-01-01T08:00"), "2026-01-01T17:00", 2) == [
        "2026-01-02 17:00",
        "2026-01-03 17:00",
    ]
    assert rounds(limit, at("2026-01-01T17:00"), "2026-01-01T17:00") == ["2026-01-02 17:00"]


def test_only_rounds_by_the_hour_are_always_as_long():
    assert every("90 minutes").step == timedelta(minutes=90)
    for limit in (every("1 day"), every("1 month"), daily("17:00"), within("1 hour"), Worded("promptly")):
        assert limit.step is None


def test_what_others_ask_of_a_kind():
    asked = ("figured", "recurs", "counts_back", "at_once")
    kinds = (
        within("1 hour"),
        before("1 day"),
        every("1 day"),
        daily("17:00"),
        Worded("promptly"),
        Worded("immediately"),
    )
    assert [[getattr(kind, name) for name in asked] for kind in kinds] == [
        [True, False, False, False],
        [True, False, True, False],
        [True, True, False, False],
        [True, True, False, False],
        [False, False, False, False],
        [False, False, False, True],
    ]


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
RECURRING = st.one_of(
    st.builds(Duration, hours=st.integers(1, 99)).map(Every),
    st.builds(Duration, months=st.integers(1, 3)).map(Every),
    st.times().map(Daily),
)


@given(INSTANTS | st.dates(date(2024, 3, 1), date(2026, 6, 1)), LENGTHS)
def test_within_is_never_before_its_start(start, duration):
    begun = (
        start
        if isinstance(start, datetime)
        else datetime(start.year, start.month, start.day, tzinfo=SHANGHAI)
    )
    assert Within(duration).due(start, CN) > begun


@given(INSTANTS, LENGTHS)
def test_before_is_never_after_its_start(start, duration):
    assert Before(duration).due(start, CN) < start


@given(RECURRING, INSTANTS, INSTANTS)
def test_rounds_are_the_first_after_a_moment_and_come_in_order(limit, start, after):
    first, second = islice(limit.rounds(start, after), 2)
    assert max(start, after) < first < second
    everything = limit.rounds(start, start)
    assert next(time for time in everything if time > after) == first


@given(LIMITS, LIMITS, LIMITS)
def test_stricter_is_a_total_preorder(one, two, three):
    assert not (one.stricter_than(two) and two.stricter_than(one))
    assert one.stricter_than(two) or two.stricter_than(one) or one.strictness == two.strictness
    if one.stricter_than(two) and two.stricter_than(three):
        assert one.stricter_than(three)
    if not one.stricter_than(two) and not two.stricter_than(three):
        assert not one.stricter_than(three)


def test_the_order_of_words_and_figures():
    order = [Worded("immediately"), within("30 minutes"), within("1 hour"), *map(Worded, WORDS[1:])]
    for position, one in enumerate(order):
        assert all(one.stricter_than(other) for other in order[position + 1 :])


def test_limits_in_words():
    assert within("1 hour").words.zh == "1小时内"
    assert before("2 months").words.en == "at least 2 months before"
    assert every("4 hours").words.zh == "每4小时一次"
    assert daily("17:00").words.en == "daily at 17:00"
    assert Worded("immediately").words.en == "immediately"


@pytest.mark.parametrize(
    ("start", "due", "zone"),
    [
        ("2026-03-01T08:30+08:00", "2026-03-02T00:00:00+08:00", "Asia/Shanghai"),
        ("2026-03-01T00:00+08:00", "2026-03-02T00:00:00+08:00", "Asia/Shanghai"),
        ("2026-03-01T23:59:59+08:00", "2026-03-02T00:00:00+08:00", "Asia/Shanghai"),
        ("2026-03-01T17:00Z", "2026-03-03T00:00:00+08:00", "Asia/Shanghai"),  # 01:00 on the 2nd there
        ("2026-03-28T23:30+01:00", "2026-03-29T00:00:00+01:00", "Europe/Berlin"),
        ("2026-03-29T01:00+01:00", "2026-03-30T00:00:00+02:00", "Europe/Berlin"),  # a day of 23 hours
        ("2026-12-31T12:00+08:00", "2027-01-01T00:00:00+08:00", "Asia/Shanghai"),
    ],
)
def test_the_same_day_ends_at_24_00_of_the_day_in_the_zone_of_the_plan(start, due, zone):
    calendar = Calendar.of_zone(ZoneInfo(zone))
    assert SameDay().due(datetime.fromisoformat(start), calendar).isoformat() == due


def test_the_same_day_as_a_day_ends_with_it():
    assert SameDay().due(date(2026, 3, 1)).isoformat() == "2026-03-02T00:00:00+08:00"
    assert SameDay().due(None) is None


@pytest.mark.parametrize("text", ["the same day", " the  same day", "当日"])
def test_the_same_day_is_read_under_within(text):
    assert read_within(text) == SameDay()
    assert (read_within(text).words.zh, read_within(text).words.en) == (
        "当日24时前",
        "by 24:00 of the same day",
    )


def test_what_is_neither_a_length_nor_the_same_day_is_refused():
    with pytest.raises(InputError) as refused:
        read_within("the other day")
    assert refused.value.faults[0].code == "E601"


@pytest.mark.parametrize(
    ("one", "other", "tightens"),
    [
        ("the same day", "1 day", True),
        ("the same day", "24 hours", True),
        ("the same day", "2 days", True),
        ("the same day", "23 hours", False),
        ("the same day", "the same day", False),
        ("1 hour", "the same day", False),  # at 23:30 it would be later
        ("1 hour", "2 hours", True),
    ],
)
def test_a_limit_tightens_another_only_if_it_is_never_later(one, other, tightens):
    assert read_within(one).tightens(read_within(other)) is tightens


def ends(text, since, number, calendar=CN):
    return [
        f"{each:%Y-%m-%d %H:%M}" for each in islice(Each.read(text).rounds(since, since, calendar), number)
    ]


@pytest.mark.parametrize(
    ("text", "since", "expected"),
    [
        ("end of month", "2026-01-31T23:59", ["2026-02-01 00:00", "2026-03-01 00:00", "2026-04-01 00:00"]),
        ("end of month", "2026-02-01T00:00", ["2026-03-01 00:00", "2026-04-01 00:00"]),
        ("end of month 9", "2026-09-30T09:00", ["2026-10-01 00:00", "2027-10-01 00:00"]),
        ("the end of each year", "2026-12-31T09:00", ["2027-01-01 00:00", "2028-01-01 00:00"]),
        (
            "end of quarter 1, 3",
            "2026-01-05T09:00",
            ["2026-04-01 00:00", "2026-10-01 00:00", "2027-04-01 00:00"],
        ),
        # 31 March 2026 is a Tuesday; 31 May a Sunday, the last working day before it Friday the 29th
        ("last working day of quarter", "2026-03-01T09:00", ["2026-04-01 00:00", "2026-07-01 00:00"]),
        ("last working day of month 5", "2026-03-01T09:00", ["2026-05-30 00:00"]),
        # 31 December 2026 is a Thursday and a working day: a week before it the 24th
        ("1 week before the last working day of quarter 4", "2026-03-01T09:00", ["2026-12-25 00:00"]),
        (
            ["last working day of quarters 1, 2, 3", "1 week before last working day of quarter 4"],
            "2026-06-30T09:00",
            ["2026-07-01 00:00", "2026-10-01 00:00", "2026-12-25 00:00"],
        ),
        (["end of month", "end of quarter"], "2026-03-02T09:00", ["2026-04-01 00:00", "2026-05-01 00:00"]),
    ],
)
def test_each_end_the_calendar_gives(text, since, expected):
    assert ends(text, at(since), len(expected)) == expected


def test_each_end_in_words_and_in_order():
    both = Each.read(["last working day of quarters 1, 2, 3", "1 week before last working day of quarter 4"])
    assert both.words.zh == "每年第1、2、3季度最后一个工作日、每年第4季度最后一个工作日前7天前"
    assert both.words.en == (
        "by the last working day of quarter 1, 2, 3 of each year and "
        "7 days before the last working day of quarter 4 of each year"
    )
    assert Each.read("end of month").stricter_than(Each.read("end of quarter"))
    assert Each.read("end of month").recurs
    assert Each.read("end of month").due(NOW, CN) is None


@pytest.mark.parametrize(
    "text",
    ["month", "end of week", "end of month 13", "end of quarter 5", "end of month 0", "20 days before end of month",
     "3 hours before end of month", "end of year 2026", []],
)  # fmt: skip
def test_what_is_no_end_of_a_period(text):
    with pytest.raises(InputError) as caught:
        Each.read(text)
    assert [fault.code for fault in caught.value.faults] == ["E618"]


def test_a_last_working_day_needs_a_calendar_that_knows_the_year():
    with pytest.raises(CoverageError) as caught:
        ends("last working day of quarter", at("2026-12-31T09:00"), 2)
    assert [fault.code for fault in caught.value.faults] == ["E610"]
    with pytest.raises(CoverageError) as caught:
        ends("last working day of quarter", NOW, 1, None)
    assert [fault.code for fault in caught.value.faults] == ["E611"]


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("7 days less 2 days", "2026-03-02T09:00", "2026-03-07T09:00"),
        ("1 month less 2 days", "2026-01-31T09:00", "2026-02-26T09:00"),
        ("1 month less 5 hours", "2026-03-02T02:00", "2026-04-01T21:00"),
    ],
)
def test_so_long_before_a_time_is_over(text, start, expected):
    assert Within.read(text).due(at(start), CN) == at(expected)


def test_a_length_less_another_is_compared():
    less, whole = Within.read("7 days less 2 days"), Within.read("7 days")
    assert less.stricter_than(whole)
    assert less.tightens(whole)
    assert not whole.tightens(less)
    assert not less.tightens(less)
    assert Within.read("7 days less 3 days").tightens(less)
    assert less.words.en == "2 days before 7 days are over"


@pytest.mark.parametrize(
    ("text", "code"),
    [("2 days less 7 days", "E619"), ("7 days less 7 days", "E619"), ("7 days less x", "E601")],
)
def test_a_length_less_what_cannot_be_taken_away(text, code):
    with pytest.raises(InputError) as caught:
        Within.read(text)
    assert [fault.code for fault in caught.value.faults] == [code]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("3 days to the end of the day", "2026-03-05T23:59:59+08:00"),  # 2 March, and 3 days
        ("1 month to the end of the day", "2026-04-02T23:59:59+08:00"),
        ("1天 to the end of the day", "2026-03-03T23:59:59+08:00"),
    ],
)
def test_days_may_run_to_the_end_of_the_last_one(text, due):
    start = datetime.fromisoformat("2026-03-02T09:00+08:00")
    limit = read_within(text)
    assert limit.due(start).isoformat() == due
    assert limit.due(start.date()).isoformat() == due  # from a day it always does
    whole = read_within(text.removesuffix(" to the end of the day"))
    assert whole.stricter_than(limit)
    assert (whole.tightens(limit), limit.tightens(whole), limit.tightens(limit)) == (True, False, False)


def test_hours_have_no_last_day():
    with pytest.raises(InputError) as caught:
        read_within("3 hours to the end of the day")
    assert caught.value.faults[0].code == "E601"
