"""Days and instants by their one grammar: what is read, what is refused, and that nothing is guessed."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instants import DAYS, NO_DAYS, READ, REFUSED
from respond.errors import InputError, Place
from respond.facts import DATE_PATTERN, INSTANT_PATTERN, halfwidth, read_date, read_instant
from respond.yaml import Scalar

HERE = Place("incident.yaml", 3, 5)


def refused(read, text, *more):
    with pytest.raises(InputError) as raised:
        read(text, *more)
    (fault,) = raised.value.faults
    return fault


@pytest.mark.parametrize("text", READ)
def test_instants(text):
    found = read_instant(text)
    assert found == READ[text]
    assert found.utcoffset() == READ[text].utcoffset()
    assert read_instant(f"  {text} ") == found


@pytest.mark.parametrize("text", REFUSED)
def test_no_instants(text):
    fault = refused(read_instant, Scalar(text, HERE))
    assert (fault.code, fault.place) == (REFUSED[text], HERE)
    assert fault.expected is not None


@pytest.mark.parametrize("text", DAYS)
def test_days(text):
    assert read_date(text) == DAYS[text]


@pytest.mark.parametrize("text", NO_DAYS)
def test_no_days(text):
    fault = refused(read_date, Scalar(text, HERE))
    assert (fault.code, fault.place) == (NO_DAYS[text], HERE)
    assert fault.expected is not None


def test_nothing_at_all_is_neither():
    assert refused(read_instant, "").code == "E322"
    assert refused(read_date, "").code == "E325"


def test_a_fault_names_what_the_text_was_given_for_where_no_place_says_so():
    assert refused(read_instant, "soon", "--now").problem.en == "`soon` given for `--now` is not a time"
    assert refused(read_instant, "soon").problem.en == "`soon` is not a time"
    assert refused(read_date, "soon", "maturity").problem.zh == "`maturity` 的 `soon` 不是日期"


def test_a_missing_offset_is_offered_and_never_taken():
    assert refused(read_instant, "2026-03-01T14:20").suggestion == "2026-03-01T14:20+08:00"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back(day):
    assert read_date(day.isoformat()) == day


@given(
    st.datetimes(
        datetime(1900, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
        datetime(2199, 12, 31),  # noqa: DTZ001
        timezones=st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    )
)
def test_every_instant_is_read_back(instant):
    assert read_instant(instant.isoformat()) == instant
    assert re.search(INSTANT_PATTERN, instant.isoformat())


@pytest.mark.parametrize(
    ("read", "pattern"), [(read_date, DATE_PATTERN), (read_instant, INSTANT_PATTERN)], ids=["day", "instant"]
)
@given(data=st.data())
def test_the_pattern_for_editors_is_the_form_that_is_read(read, pattern, data):
    text = data.draw(
        st.text(max_size=30) | st.from_regex(pattern) | st.sampled_from([*READ, *REFUSED, *DAYS])
    )
    try:
        found = read(text)
    except InputError as error:
        # a pattern cannot count the days of a month
        assert not re.fullmatch(pattern, text) or [each.code for each in error.faults] == ["E323"]
    else:
        assert re.fullmatch(pattern, halfwidth(text))
        assert not isinstance(found, datetime) or found.astimezone(UTC) == found
