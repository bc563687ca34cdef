"""Line breaking and moments: Chinese breaks anywhere but before its punctuation, numbers keep their unit."""

from datetime import timedelta

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

from respond.show import cells, fitting, full_moment, length, near_moment, printable, wrap

TEXTS = st.text(
    st.one_of(st.sampled_from("县市场，。（）“”、abc 12/:-《》Ⅱ→\n\t\x1b"), st.characters()), max_size=80
)


@given(TEXTS, st.integers(8, 100))
def test_lines_fit_and_nothing_is_lost(text, width):
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(printable(text).split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("县市场监督管理局，电话", 16, ["县市场监督管理", "局，电话"]),
        ("死亡3例", 6, ["死亡", "3例"]),
        ("报（县政府）", 5, ["报", "（县", "政", "府）"]),
        ("within one hour", 10, ["within one", "hour"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ],
)
def test_breaks(text, width, lines):
    assert wrap(text, width) == lines


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (timedelta(seconds=59), "不足1分", "<1min"),
        (timedelta(minutes=1), "1分", "1min"),
        (timedelta(hours=1), "1小时", "1h"),
        (timedelta(hours=1, minutes=32, seconds=59), "1小时32分", "1h 32min"),
        (timedelta(days=2, minutes=5), "2天", "2d"),
        (timedelta(days=2, hours=3, minutes=5), "2天3小时", "2d 3h"),
        (-timedelta(minutes=13), "13分", "13min"),
    ],
)
def test_lengths_have_two_units_at_most(span, zh, en):
    assert length(span, "zh") == zh
    assert length(span, "en") == en


def test_moments_say_no_more_than_needed():
    now = sample.NOW
    assert near_moment(now, now) == "09:40"
    assert near_moment(now + timedelta(days=1), now) == "11-22 09:40"
    assert near_moment(now + timedelta(days=60), now) == "2027-01-20 09:40"
    assert full_moment(now) == "2026-11-21 09:40"


@pytest.mark.parametrize(("columns", "width"), [(10, 40), (80, 80), (300, 120)])
def test_a_layout_is_never_absurdly_narrow_or_wide(columns, width):
    assert fitting(columns) == width
