"""Limits, days and working days in any zone, across the days its clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from holidays import financial_holidays
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from plain_deadlines import easter, target_works
from respond.clock import (
    Calendar,
    Calendars,
    Daily,
    Duration,
    Earliest,
    Every,
    Latest,
    Part,
    Roll,
    Within,
    add,
    clock_text,
    local,
    read_zone,
    start_of_day,
    subtract,
)
from respond.errors import CoverageError, InputError, Text
from respond.facts import read_instant
from respond.log import in_zone

FOLDER = Path(__file__).resolve().parents[2] / "plans" / "calendars"
TARGET = Calendars([FOLDER]).calendar("eu/target")
BERLIN = TARGET.counted_in(ZoneInfo("Europe/Berlin"))

ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"})).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2024, 2, 1), datetime(2030, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001
LENGTHS = st.builds(
    Duration, months=st.integers(0, 3), days=st.integers(0, 40), hours=st.integers(0, 99), minutes=st.integers(0, 99)
)  # fmt: skip
CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))
ROLLS = st.none() | CLOCKS.map(Roll)


def test_easter_of_some_years_as_almanacs_have_it():
    known = {
        2008: (3, 23),
        2011: (4, 24),
        2024: (3, 31),
        2025: (4, 20),
        2026: (4, 5),
        2030: (4, 21),
        2038: (4, 25),
    }
    assert {year: (easter(year).month, easter(year).day) for year in known} == known


@pytest.mark.parametrize("year", range(2024, 2031))
def test_the_closing_days_of_target(year):
    days = [
        date(year, 1, 1) + timedelta(days=n)
        for n in range(366)
        if (date(year, 1, 1) + timedelta(days=n)).year == year
    ]
    assert all(TARGET.is_working_day(day) is target_works(day) for day in days)
    closed = financial_holidays("ECB", years=year)
    assert all(TARGET.is_working_day(day) is (day.weekday() < 5 and day not in closed) for day in days)


def test_a_year_nobody_has_set_is_not_guessed():
    for year in (2023, 2031):
        with pytest.raises(CoverageError, match=rf"{year}.*eu/target"):
            TARGET.is_working_day(date(year, 6, 1))


@given(ZONES, MOMENTS)
def test_a_local_moment_is_the_same_moment_by_another_clock(zone, moment):
    here = local(moment, zone)
    assert here == moment
    assert here.replace(tzinfo=None) == moment.astimezone(zone).replace(tzinfo=None, fold=0)
    assert here - moment == timedelta(0)


def test_the_ends_of_time_stay_what_they_are():
    for moment in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        for zone in ("Asia/Shanghai", "America/New_York"):
            assert local(moment, read_zone(zone)) == moment


@given(ZONES, MOMENTS)
def test_days_follow_each_other_without_a_gap(zone, moment):
    day = local(moment, zone).date()
    assert start_of_day(day, zone) <= moment < start_of_day(day + timedelta(days=1), zone)


def exists(day: date, clock: time, zone: ZoneInfo) -> bool:
    """Say whether a clock of the zone shows a time once, and only once, on a day."""
    first, second = (datetime.combine(day, clock, zone).replace(fold=fold) for fold in (0, 1))
    return first.utcoffset() == second.utcoffset()


@given(ZONES, MOMENTS, st.integers(0, 12), st.integers(0, 60))
def test_months_and_days_keep_the_clock_time_of_the_zone(zone, moment, months, days):
    calendar, here = Calendar.of_zone(zone), local(moment, zone)
    there = add(moment, Duration(months=months, days=days), calendar)
    assume(exists(there.date(), here.time(), zone))
    assert there.time() == here.time()
    back = subtract(moment, Duration(days=days), calendar)
    if exists(back.date(), here.time(), zone):
        assert (back.time(), here.date() - back.date()) == (here.time(), timedelta(days=days))


@given(ZONES, MOMENTS, st.integers(0, 10_000))
def test_hours_and_minutes_are_as_long_in_any_zone(zone, moment, minutes):
    assert add(moment, Duration(minutes=minutes), Calendar.of_zone(zone)) - moment == timedelta(
        minutes=minutes
    )


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        ("2026-03-28T10:00+01:00", Duration(days=1), "2026-03-29T10:00+02:00"),
        ("2026-03-28T10:00+01:00", Duration(hours=24), "2026-03-29T11:00+02:00"),
        ("2026-03-28T10:00+01:00", Duration(months=1), "2026-04-28T10:00+02:00"),
        ("2026-02-28T02:30+01:00", Duration(months=1, days=1), "2026-03-29T03:30+02:00"),
        ("2026-10-24T02:30+02:00", Duration(days=1), "2026-10-25T02:30+02:00"),
        ("2026-10-25T02:30+01:00", Duration(hours=1), "2026-10-25T03:30+01:00"),
        ("2026-04-02T10:00+02:00", Duration(working_days=1), "2026-04-07T10:00+02:00"),
    ],
)
def test_worked_by_hand_in_berlin(start, length, expected):
    assert add(datetime.fromisoformat(start), length, BERLIN).isoformat(timespec="minutes") == expected


@given(ZONES, MOMENTS, CLOCKS)
def test_what_is_put_off_falls_on_a_working_day_and_never_earlier(zone, moment, clock):
    calendar, roll = TARGET.counted_in(zone), Roll(clock)
    due = roll.settled(moment, calendar)
    assert due >= moment
    assert calendar.is_working_day(local(due, zone).date())
    assert (due == moment) is calendar.is_working_day(local(moment, zone).date())
    assert roll.settled(due, calendar) == due


def part(length, name):
    return Part(Within(length), Text(name, name))


@given(ZONES, st.lists(st.tuples(MOMENTS, LENGTHS), min_size=2, max_size=4), ROLLS)
def test_the_earliest_is_no_later_than_any_and_the_latest_no_earlier(zone, given_parts, roll):
    calendar = TARGET.counted_in(zone)
    parts = [part(length, str(place)) for place, (_, length) in enumerate(given_parts)]
    for kind, holds in (
        (Earliest, lambda one, all_: one <= min(all_)),
        (Latest, lambda one, all_: one >= max(all_)),
    ):
        limit = kind.of(parts) if roll is None else kind.of(parts).rolled(roll)
        dues = [
            limit.settled(each.reached(start, calendar), calendar)
            for each, (start, _) in zip(limit.parts, given_parts, strict=True)
        ]
        decided = limit.decided_by(dues)
        assert holds(dues[decided], dues)
        without = [None, *dues[1:]]
        fewer = limit.decided_by(without)
        if kind is Earliest:  # what is not known yet does not count, and comes only to bring it forward
            assert dues[fewer] == min(dues[1:]) >= dues[decided]
            assert limit.runs([False, *[True] * len(dues[1:])])
        else:
            assert fewer is None
            assert not limit.runs([False, *[True] * len(dues[1:])])


def test_nothing_is_due_before_anything_has_begun():
    for kind in (Earliest, Latest):
        limit = kind.of([part(Duration(hours=1), "a"), part(Duration(hours=2), "b")])
        assert limit.decided_by([None, None]) is None
        assert not limit.runs([False, False])


@given(ZONES, MOMENTS, CLOCKS, CLOCKS)
def test_rounds_put_off_come_in_order_and_each_once(zone, start, clock, put_off):
    calendar = TARGET.counted_in(zone)
    plain, rolled = Daily(clock), Daily(clock).rolled(Roll(put_off))
    end = start + timedelta(days=20)
    wanted = sorted(
        {rolled.settled(due, calendar) for due in islice(plain.rounds(start, start, calendar), 40)}
    )
    wanted = [due for due in wanted if due <= end]
    assert list(islice(rolled.rounds(start, start, calendar), len(wanted))) == wanted
    for after in wanted:
        following = [due for due in wanted if due > after][:3]
        assert list(islice(rolled.rounds(start, after, calendar), len(following))) == following


@given(ZONES, MOMENTS)
def test_rounds_of_days_keep_the_clock_time(zone, start):
    calendar, here = Calendar.of_zone(zone), local(start, zone)
    for due in islice(Every(Duration(days=1)).rounds(start, start, calendar), 5):
        assert due.time() == here.time() or not exists(due.date(), here.time(), zone)


@pytest.mark.parametrize("name", ["Europe/Berln", "europe", "", "../etc/passwd", "Europe", "/etc/localtime"])
def test_a_zone_nobody_knows(name):
    with pytest.raises(InputError, match="E622"):
        read_zone(name)


def test_a_zone_misspelt_gets_a_suggestion():
    with pytest.raises(InputError) as raised:
        read_zone("Europe/Berln")
    assert raised.value.faults[0].suggestion == "Europe/Berlin"


def test_the_first_folder_that_has_a_year_gives_it(tmp_path):
    own = tmp_path / "eu" / "target"
    own.mkdir(parents=True)
    (own / "2026.yaml").write_text(
        (FOLDER / "eu" / "target" / "2026.yaml").read_text("utf-8").replace("2026-05-01", "2026-05-04"),
        "utf-8",
    )
    both = Calendars([tmp_path, FOLDER]).calendar("eu/target")
    assert [both.is_working_day(date(2026, 5, day)) for day in (1, 4)] == [True, False]
    assert not both.is_working_day(date(2025, 5, 1))


@pytest.mark.parametrize(
    "time", ["2026-03-29T02:30", "2026-10-25T02:30", "2026-10-25T02:00", "2026-03-29T02:59:59"]
)
def test_a_clock_time_that_is_never_or_twice_is_refused(time):
    zone = ZoneInfo("Europe/Berlin")
    with pytest.raises(InputError) as caught:
        read_instant(time, zone=zone)
    assert [fault.code for fault in caught.value.faults] == ["E345"]
    with pytest.raises(InputError):
        in_zone(f"received={time}", zone)
    assert read_instant(time + "+01:00", zone=zone).utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("time", "hours"),
    [
        ("2026-03-29T01:59:59", 1),
        ("2026-03-29T03:00", 2),
        ("2026-10-25T01:59:59", 2),
        ("2026-10-25T03:00", 1),
    ],
)
def test_beside_the_change_a_clock_time_is_one(time, hours):
    assert read_instant(time, zone=ZoneInfo("Europe/Berlin")).utcoffset() == timedelta(hours=hours)


@settings(max_examples=40, deadline=None)
@example(ZoneInfo("Europe/Berlin"), datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
@example(ZoneInfo("Europe/Berlin"), datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
@example(ZoneInfo("Europe/Berlin"), datetime(2026, 10, 25, 2, 0, tzinfo=UTC))
@given(ZONES, MOMENTS)
def test_a_clock_time_that_is_written_says_one_moment(zone, moment):
    """In the hour the clocks show twice the offset tells which; everywhere else the zone is enough."""
    moment = moment.replace(second=0, microsecond=0)
    written = clock_text(moment, zone)
    assert read_instant(written, zone=zone) == moment
    bare = local(moment, zone).strftime("%Y-%m-%d %H:%M")
    assert (written == bare) is _once(bare, zone)


def _once(bare, zone):
    """Say whether the clocks of a zone show a time once, by looking at every moment around."""
    near = datetime.fromisoformat(bare).replace(tzinfo=UTC)
    shown = [
        local(near + timedelta(minutes=m), zone).strftime("%Y-%m-%d %H:%M")
        for m in range(-16 * 60, 16 * 60 + 1)
    ]
    return shown.count(bare) == 1
