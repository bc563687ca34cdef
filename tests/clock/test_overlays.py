"""A local calendar adds its own days to the one it goes by, and a region may say what holds in every year."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from respond.clock import Calendars, DaysOff, Duration, WorkedDay, add
from respond.errors import CoverageError, InputError

SHIPPED = Path(__file__).resolve().parents[2] / "plans" / "calendars"

REGION = """\
respond: region/1
region: cn/hill
zh: 山县
en: Hill County
base: cn
"""
HOURS = """\
office_hours: ["08:30-12:00", "14:30-18:00"]
source: {zh: 作息时间通知, en: notice on office hours}
"""
YEAR = """\
respond: calendar/1
region: cn/hill
year: 2026
standing: confirmed
notice: {zh: 山县关于民族节日放假的通知, en: Hill County notice on local holidays, issued: 2026-01-20}
days_off:
  - {from: 2026-04-20, to: 2026-04-21, zh: 三月三, en: Third of March}
working:
  - {day: 2026-04-05, zh: 三月三, en: Third of March}
  - 2026-04-25
"""


def shelf(folder, region=REGION, year=YEAR, name="cn/hill"):
    own = folder / name
    own.mkdir(parents=True, exist_ok=True)
    if region:
        (own / "region.yaml").write_text(region, encoding="utf-8")
    if year:
        (own / "2026.yaml").write_text(year, encoding="utf-8")
    return Calendars([folder, SHIPPED])


def days(calendar, *texts):
    return [calendar.is_working_day(date.fromisoformat(f"2026-{text}")) for text in texts]


def test_local_days_go_before_those_of_the_base(tmp_path):
    found = shelf(tmp_path).calendar("cn/hill")
    # two days off, a day the country has off and a Saturday that are worked, and the rest by the base
    assert days(found, "04-20", "04-21", "04-05", "04-25") == [False, False, True, True]
    day = date(2026, 1, 1)
    cn = Calendars([SHIPPED]).calendar("cn")
    own = {date(2026, 4, 20), date(2026, 4, 21), date(2026, 4, 5), date(2026, 4, 25)}
    while day.year == 2026:
        assert found.is_working_day(day) is (cn.is_working_day(day) is not (day in own)), day
        day += timedelta(days=1)


def test_a_day_says_which_calendar_decides_it(tmp_path):
    year = shelf(tmp_path).calendar("cn/hill").year(2026)
    local, base = year.reason(date(2026, 4, 20)), year.reason(date(2026, 5, 1))
    assert (local[0].region, local[1].name.en) == ("cn/hill", "Third of March")
    assert (base[0].region, base[1].name.zh) == ("cn", "劳动节")
    assert isinstance(base[1], DaysOff)
    assert isinstance(year.reason(date(2026, 4, 5))[1], WorkedDay)
    assert year.reason(date(2026, 4, 18)) is None  # a Saturday like any other


def test_a_year_without_local_days_is_that_of_the_base(tmp_path):
    found = shelf(tmp_path).calendar("cn/hill")
    assert found.year(2025) == Calendars([SHIPPED]).calendar("cn").year(2025)


def test_a_year_the_base_has_not_is_not_known(tmp_path):
    calendars = shelf(tmp_path)
    (tmp_path / "cn/hill" / "2027.yaml").write_text(
        YEAR.replace("2026-", "2027-").replace("year: 2026", "year: 2027")
    )
    with pytest.raises(CoverageError, match=r"E610.*2027 \(cn\)"):
        calendars.calendar("cn/hill").is_working_day(date(2027, 3, 1))


def test_office_hours_of_a_region_and_of_its_base(tmp_path):
    assert (
        shelf(tmp_path, REGION + HOURS).calendar("cn/hill").hours().on(date(2026, 3, 2))[0] == "08:30-12:00"
    )
    calendars = shelf(
        tmp_path,
        REGION.replace("base: cn\n", "base: cn/hill\n").replace(": cn/hill\nzh", ": cn/dale\nzh"),
        None,
        "cn/dale",
    )
    friday = add(date_at("2026-04-17T17:30"), Duration(office_minutes=60), calendars.calendar("cn/dale"))
    assert friday == date_at("2026-04-22T09:00")  # the local days off of the base count too


def date_at(text):
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("region/1", "calendar/1", "E630"),
        ("region: cn/hill", "region: cn/dale", "E631"),
        ("base: cn", "bass: cn", "E632"),
        ("en: Hill County\n", "", "E633"),
        ("en: Hill County\n", "en:\n", "E634"),
        ("base: cn\n", "base: chn\n", "E638"),
        ("base: cn\n", "base: cn/hill\n", "E639"),
        ("source: {zh: 作息时间通知, en: notice on office hours}\n", "", "E633"),
        ("source: {zh: 作息时间通知, en: notice on office hours}", "source: a notice", "E634"),
        ('"14:30-18:00"', '"11:00-18:00"', "E616"),
        ('["08:30-12:00", "14:30-18:00"]', "all day", "E634"),
        ('["08:30-12:00", "14:30-18:00"]', '[{from: "05-01", to: "09-30", hours: ["08:30-12:00"]}]', "E617"),
        ('["08:30-12:00", "14:30-18:00"]', '[{from: "01-01", to: "12-31", hours: "08:30-12:00"}]', "E634"),
        (
            '["08:30-12:00", "14:30-18:00"]',
            '[{from: "01-01", till: "12-31", hours: ["08:30-12:00"]}]',
            "E632",
        ),
    ],
)
def test_refuses_a_faulty_region(tmp_path, old, new, code):
    assert old in REGION + HOURS
    with pytest.raises(InputError) as raised:
        shelf(tmp_path, (REGION + HOURS).replace(old, new)).calendar("cn/hill").year(2026)
    found = next(each for each in raised.value.faults if each.code == code)
    assert found.place


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("- 2026-04-25", "- 2026-04-24", "E637"),  # a Friday the base works anyway
        ("- 2026-04-25", "- 2026-02-14", "E637"),  # a Saturday the base works anyway
        ("{day: 2026-04-05", "{date: 2026-04-05", "E632"),
    ],
)
def test_refuses_a_faulty_local_year(tmp_path, old, new, code):
    with pytest.raises(InputError, match=code):
        shelf(tmp_path, year=YEAR.replace(old, new)).calendar("cn/hill").year(2026)
