"""Yes and no, integers, days and instants: the written form is fixed and the value must exist."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.errors import InputError, Place
from respond.yaml import DATE_PATTERN, INSTANT_PATTERN, Scalar, read_bool, read_date, read_instant, read_int
from strategies_yaml import attempt

CHINA = timezone(timedelta(hours=8))
HERE = Place("plan.yaml", 3, 5)


def code_of(read, text, **style):
    with pytest.raises(InputError) as caught:
        read(Scalar(text, HERE, **style))
    (fault,) = caught.value.faults
    assert fault.place == HERE
    return fault.code


@pytest.mark.parametrize(("text", "value"), [("true", True), ("yes", True), ("false", False), ("no", False)])
def test_yes_and_no(text, value):
    assert read_bool(Scalar(text, HERE)) is value
    assert read_bool(text) is value
    assert code_of(read_bool, text, plain=False) == "E211"


@pytest.mark.parametrize("text", ["True", "on", "y", "1", "", "是"])
def test_neither_yes_nor_no(text):
    assert code_of(read_bool, text) == "E211"


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("12", 12), ("-3", -3), ("9" * 18, 10**18 - 1)])
def test_integers(text, value):
    assert read_int(Scalar(text, HERE)) == value
    assert code_of(read_int, text, plain=False) == "E212"


@pytest.mark.parametrize(
    "text",
    [
        "0123",
        "1_000",
        "1,000",
        "1e3",
        "0x1f",
        "+3",
        "1.0",
        "",
        "三",
        "３",
        "9" * 19,
        "9" * 5000,
        "-0x1",
        "--1",
        " 1",
    ],
)
def test_no_integers(text):
    assert code_of(read_int, text) == "E212"


@pytest.mark.parametrize("plain", [True, False])
def test_days(plain):
    assert read_date(Scalar("2024-02-29", HERE, plain=plain)) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text", ["2024-6-15", "2024/06/15", "20240615", "2024-06", "15-06-2024", "２０２４-06-15", "", "今天"]
)
def test_no_days_by_form(text):
    assert code_of(read_date, text) == "E213"


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "1899-12-31", "3000-01-01"]
)
def test_days_no_calendar_has(text):
    assert code_of(read_date, text) == "E214"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-03-01T14:20+08:00", datetime(2026, 3, 1, 14, 20, tzinfo=CHINA)),
        ("2026-03-01 14:20+08:00", datetime(2026, 3, 1, 14, 20, tzinfo=CHINA)),
        ("2026-03-01T14:20:59+08:00", datetime(2026, 3, 1, 14, 20, 59, tzinfo=CHINA)),
        ("2026-03-01T14:20:59.25+08:00", datetime(2026, 3, 1, 14, 20, 59, 250_000, tzinfo=CHINA)),
        ("2026-03-01T14:20Z", datetime(2026, 3, 1, 14, 20, tzinfo=UTC)),
        ("2026-03-01T00:00-03:30", datetime(2026, 3, 1, tzinfo=timezone(-timedelta(hours=3, minutes=30)))),
    ],
)
def test_instants(text, value):
    found = read_instant(Scalar(text, HERE))
    assert found == value
    assert found.utcoffset() == value.utcoffset()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-03-01", "E215"),
        ("14:20", "E215"),
        ("2026-03-01T14+08:00", "E215"),
        ("2026-03-01T14:20 +08:00", "E215"),
        ("2026-3-1T14:20+08:00", "E215"),
        ("2026-03-01T14:20+0800", "E215"),
        ("2026-03-01T1４:20+08:00", "E215"),
        ("", "E215"),
        ("2026-03-01T14:20", "E216"),
        ("2026-03-01 14:20:00", "E216"),
        ("2026-03-01T24:00+08:00", "E217"),
        ("2026-03-01T23:60+08:00", "E217"),
        ("2026-03-01T23:59:60+08:00", "E217"),
        ("2026-02-30T12:00+08:00", "E217"),
        ("2026-02-20T12:00+24:00", "E217"),
        ("0001-01-01T00:00+08:00", "E217"),
        ("9999-12-31T23:59-08:00", "E217"),
    ],
)
def test_no_instants(text, code):
    assert code_of(read_instant, text) == code


def test_a_text_no_file_gave_has_no_place():
    with pytest.raises(InputError) as caught:
        read_instant("soon")
    assert caught.value.faults[0].place is None


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_every_day_is_read_back(day):
    assert read_date(day.isoformat()) == day


@given(
    st.datetimes(
        datetime(1900, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
        datetime(2999, 12, 31),  # noqa: DTZ001
        timezones=st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    )
)
def test_every_instant_is_read_back(instant):
    found = read_instant(instant.isoformat())
    assert found == instant
    assert found.astimezone(UTC) == instant


@pytest.mark.parametrize("read", [read_bool, read_int, read_date, read_instant])
@given(text=st.text(max_size=30) | st.from_regex(DATE_PATTERN) | st.from_regex(INSTANT_PATTERN))
def test_any_text_is_read_or_refused(read, text):
    value, error = attempt(read, text)
    assert (value is None) is (error is not None)
