"""Working days follow the yearly notice; a year nobody has set is not guessed."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.clock import SHANGHAI, Calendars, Duration, add, start_of_day, subtract
from respond.clock.year_file import read_year
from respond.errors import CoverageError, InputError
from respond.yaml import Source, parse

FOLDER = Path(__file__).resolve().parents[2] / "plans" / "calendars"
CN = Calendars([FOLDER]).calendar("cn")
YEARS = (2024, 2025, 2026)

GOOD = """
respond: calendar/1
region: cn
year: 2030
standing: draft
notice: {zh: 通知, en: Notice, issued: 2029-11-01}
days_off:
  - {from: 2030-01-01, to: 2030-01-03, zh: 元旦, en: New Year}
working: [2030-01-05]
"""


@pytest.mark.parametrize("year", YEARS)
def test_agrees_with_chinesecalendar(year):
    day = date(year, 1, 1)
    while day.year == year:
        assert CN.is_working_day(day) is chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", YEARS)
def test_agrees_with_holidays_too(year):
    known = holidays.country_holidays("CN", years=year)
    day = date(year, 1, 1)
    while day.year == year:
        worked = day in known.weekend_workdays or (day.weekday() < 5 and day not in known)
        assert CN.is_working_day(day) is worked, day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", YEARS)
def test_every_day_made_up_for_has_a_name(year):
    found = CN.year(year)
    names = "、".join(run.name.zh for run in found.days_off)
    assert all(each.name is not None and each.name.zh in names for each in found.working)


@pytest.mark.parametrize("year", YEARS)
def test_names_its_notice(year):
    found = CN.year(year)
    assert found.standing == "confirmed"
    assert str(year) in found.notice.title.zh
    assert found.notice.number
    assert found.notice.issued.year == year - 1


def test_a_missing_year_is_named():
    assert not CN.covers(2027)
    with pytest.raises(CoverageError, match="2027") as raised:
        CN.is_working_day(date(2027, 1, 4))
    assert raised.value.exit_code == 4
    with pytest.raises(CoverageError, match="2027"):
        CN.shift(date(2026, 12, 30), 5)


def test_make_up_days_count_and_holidays_do_not():
    # Friday before Spring Festival 2026: Saturday is worked, then nine days off
    assert CN.shift(date(2026, 2, 13), 1) == date(2026, 2, 14)
    assert CN.shift(date(2026, 2, 13), 2) == date(2026, 2, 24)
    assert CN.shift(date(2026, 2, 24), -2) == date(2026, 2, 13)


def test_working_days_keep_the_clock_time():
    friday = start_of_day(date(2026, 1, 9), SHANGHAI).replace(hour=15)
    assert add(friday, Duration(working_days=1), CN).isoformat() == "2026-01-12T15:00:00+08:00"
    assert subtract(friday, Duration(working_days=5), CN).isoformat() == "2026-01-04T15:00:00+08:00"
    assert add(friday, Duration(working_days=1), CN).utcoffset() == timedelta(hours=8)


@given(st.dates(date(2024, 3, 1), date(2026, 9, 1)), st.integers(1, 60))
def test_shifts_end_on_working_days_and_count_right(day, number):
    later = CN.shift(day, number)
    assert CN.is_working_day(later)
    between = sum(CN.is_working_day(day + timedelta(days=n)) for n in range(1, (later - day).days + 1))
    assert between == number
    assert (later - day).days <= 2 * number + 12


def read(text):
    return read_year(parse(Source("2030.yaml", text)))


def test_reads_a_year():
    year = read(GOOD)
    assert year.standing == "draft"
    assert not year.is_working(date(2030, 1, 2))
    assert year.is_working(date(2030, 1, 5))
    assert not year.is_working(date(2030, 1, 6))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("calendar/1", "plan/1", "E630"),
        ("standing:", "standign:", "E632"),
        ("region: cn\n", "", "E633"),
        ("draft", "sure", "E634"),
        ("zh: 元旦, en: New Year}", 'zh: "", en: New Year}', "E634"),
        ("zh: 元旦, en: New Year}", 'zh: 元旦, en: " "}', "E634"),
        ("year: 2030", "year: MMXXX", "E634"),
        ("to: 2030-01-03", "to: 2031-01-03", "E635"),
        ("to: 2030-01-03", "to: 2029-12-31", "E635"),
        ("from: 2030-01-01", "from: 2030-01-04", "E636"),
        ("[2030-01-05]", "[2030-01-04]", "E637"),
        ("[2030-01-05]", "[2030-01-05, 2030-01-05]", "E637"),
        ("[2030-01-05]", "[2030-02-30]", "E323"),
        ("[2030-01-05]", "2030-01-05", "E634"),
        ("issued: 2029-11-01", "issued: soon", "E325"),
        ("- {from: 2030-01-01, to: 2030-01-03, zh: 元旦, en: New Year}", "- soon", "E634"),
    ],
)
def test_refuses_a_faulty_year(old, new, code):
    with pytest.raises(InputError) as raised:
        read(GOOD.replace(old, new))
    assert code in {found.code for found in raised.value.faults}
    assert all(found.place and found.place.line for found in raised.value.faults)


def test_the_file_name_is_the_year(tmp_path):
    (tmp_path / "cn").mkdir()
    (tmp_path / "cn" / "2031.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(InputError, match="E631"):
        Calendars([tmp_path]).calendar("cn").year(2031)
    with pytest.raises(InputError, match="E630"):
        read_year([])
