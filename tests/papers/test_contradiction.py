"""Two figures contradict each other where no course of the truth could have both, and only then."""

from datetime import datetime, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respond.errors import Text
from respond.facts import UNKNOWN, Between, Exactly, Fact, FactType
from respond.papers import Figure, contradicts, figure_of, only_grows

AT = datetime.fromisoformat("2026-11-21T09:00+08:00")
TOP = 6
DEATHS = Fact("deaths", FactType.COUNT, Text("死亡", "deaths"), unit="case", worse="up")
WIND = Fact("wind", FactType.QUANTITY, Text("风速", "wind"), unit="m/s", worse="up")


def fact(**more):
    return Fact("x", label=Text("甲", "x"), **more)


@pytest.mark.parametrize(
    ("given_", "grows"),
    [
        ({"type": FactType.COUNT, "unit": "case", "worse": "up"}, True),
        ({"type": FactType.COUNT, "unit": "case"}, False),
        ({"type": FactType.COUNT, "unit": "case", "worse": "down"}, False),
        ({"type": FactType.COUNT, "unit": "person", "worse": "up", "falls": True}, False),
        ({"type": FactType.QUANTITY, "unit": "ha", "worse": "up"}, True),
        ({"type": FactType.QUANTITY, "unit": "yuan", "worse": "up"}, True),
        ({"type": FactType.QUANTITY, "unit": "hour", "worse": "up"}, False),
        ({"type": FactType.SHARE, "worse": "up"}, False),
        ({"type": FactType.FLAG}, False),
    ],
)
def test_what_adds_up_only_grows(given_, grows):
    assert only_grows(fact(**given_)) is grows


def figure(low, high, hours=0, *, stated=True):
    ends = (None if end is None else Fraction(end) for end in (low, high))
    return Figure(*ends, AT + timedelta(hours=hours), stated)


@pytest.mark.parametrize(
    ("before", "now", "against"),
    [
        (figure(3, 3), figure(2, 2, 1), True),
        (figure(3, 3), figure(3, 3, 1), False),
        (figure(3, 3), figure(9, 9, 1), False),
        (figure(3, None), figure(2, 2, 1), True),
        (figure(3, 3), figure(2, None, 1), False),
        (figure(1, 4), figure(2, 2, 1), False),
        (figure(1, 4), figure(None, 0, 1), True),
        (figure(None, 4), figure(0, 0, 1), False),
        # for one moment they have to share a number, more or less
        (figure(3, 3), figure(5, 5), True),
        (figure(3, 3), figure(3, None), False),
        # a figure for an earlier moment may be less, not more
        (figure(3, 3), figure(2, 2, -1), False),
        (figure(3, 3), figure(4, 4, -1), True),
        # nobody said when these were so
        (figure(3, 3, stated=False), figure(2, 2, 1, stated=False), True),
        (figure(3, 3, stated=False), figure(2, 2, -1), False),
        (figure(3, 3, stated=False), figure(9, 9, -1), False),
    ],
)
def test_what_contradicts(before, now, against):
    assert contradicts(DEATHS, before, now) is against


def test_what_may_fall_contradicts_for_one_moment_only():
    assert not contradicts(WIND, figure(8, 8), figure(2, 2, 1))
    assert contradicts(WIND, figure(8, 8), figure(2, 2))


ENDS = st.one_of(st.none(), st.integers(0, TOP))


@st.composite
def figures(draw):
    low, high = draw(ENDS), draw(ENDS)
    if None not in (low, high) and low > high:
        low, high = high, low
    return figure(low, high, draw(st.integers(-2, 2)))


def inside(number, one):
    return (one.low is None or one.low <= number) and (one.high is None or number <= one.high)


@given(before=figures(), now=figures())
def test_no_course_of_a_growing_number_has_both(before, now):
    """By trial: a number at each of the two moments, the later no less than the earlier."""
    span = range(TOP + 3)
    courses = (
        inside(one, before) and inside(other, now)
        for one, other in product(span, span)
        if (one <= other or before.at > now.at)
        and (one >= other or before.at < now.at)
        and (one == other or before.at != now.at)
    )
    assert contradicts(DEATHS, before, now) is not any(courses)


def test_only_numbers_are_figures():
    assert figure_of(DEATHS, UNKNOWN, AT, stated=True) is None
    assert figure_of(DEATHS, Between(None, None), AT, stated=True) is None
    assert figure_of(fact(type=FactType.FLAG), Exactly(True), AT, stated=True) is None
    assert figure_of(DEATHS, Between(3, None), AT, stated=False) == figure(3, None, stated=False)
