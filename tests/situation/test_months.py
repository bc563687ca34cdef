"""Time gone by as the calendar counts it: to the clock time of the day, from ends of months too, in Shanghai."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import respond
from respond.clock import Duration, add, months_between
from respond.errors import InputError
from respond.plan import Library
from small_plan import shelve

PLAN = """\
respond: plan/1
id: testland/again
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 测试预案, en: Testland plan}
units: {bureau: {zh: 县局, en: bureau}}
facts:
  last: {type: instant, label: {zh: 上次发生, en: last time}, clause: "1"}
  dead: {type: count, unit: person, worse: up, label: {zh: 死亡, en: deaths}, clause: "1"}
events:
  warned: {zh: 预警, en: warned, clause: "1"}
levels:
  I: [{id: I-again, when: elapsed(last) <= 6 months, clause: "1"}]
  II: [{id: II-dead, when: dead >= 3, clause: "1"}]
duties:
  - {id: review, zh: 复查, en: review, when: elapsed(warned) >= 1 month, after: occurred, within: 5 years, unit: bureau, clause: "1"}
ledger: {"1": {status: encoded}}
"""
moments = st.integers(946_684_800, 1_893_456_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def at(text):
    return datetime.fromisoformat(f"{text}+08:00")


@given(moments, st.integers(0, 60))
def test_a_month_is_over_at_the_moment_that_adding_it_gives(start, months):
    end, tick = add(start, Duration(months=months)), timedelta(microseconds=1)
    assert months_between(start, end) == months
    assert months_between(start, end + tick) == months + Fraction(1, 2)
    assert months_between(start, end - tick) == months - Fraction(1, 2)


@given(moments, moments, moments)
def test_more_time_is_never_fewer_months(start, one, other):
    assert months_between(start, min(one, other)) <= months_between(start, max(one, other))


def situation(tmp_path, now, events=None, **facts):
    library = Library([shelve(tmp_path, PLAN, "testland/again/2020")])
    incident = respond.incident("again", {"dead": 0, **facts}, occurred=at("2026-01-31T08:00"), events=events)
    return respond.classify(incident, now=now, library=library)


@pytest.mark.parametrize(
    ("now", "level"),
    [
        ("2026-02-28T09:59", "I"),
        ("2026-02-28T10:00", "I"),
        ("2026-02-28T10:01", "none"),
        ("2026-03-01T08:00", "none"),
    ],
)
def test_six_months_from_the_end_of_august_end_with_february_at_the_same_hour(tmp_path, now, level):
    found = situation(tmp_path, at(now), last=at("2025-08-31T10:00")).leading.level
    assert (found.certain.name, found.possible.name) == (level, level)


def test_a_span_of_moments_leaves_open_only_what_it_must(tmp_path):
    span = respond.between(at("2025-08-01T08:00"), at("2025-08-31T10:00"))
    early, late = (
        situation(tmp_path, at(now), last=span).leading.level
        for now in ("2026-02-20T08:00", "2026-03-01T08:00")
    )
    assert (early.certain.name, early.possible.name) == ("none", "I")
    assert early.possible.name == "I"
    assert (late.certain.name, late.possible.name) == ("none", "none")
    unknown = situation(tmp_path / "unknown", at("2026-03-01T08:00")).leading
    assert unknown.level.possible.name == "I"
    assert [question.fact for question in unknown.questions] == ["last"]


def test_a_duty_arises_when_the_month_is_over(tmp_path):
    warned = {"warned": at("2026-01-31T12:00")}
    for now, owed in (("2026-02-28T11:59", False), ("2026-02-28T12:00", True), ("2026-05-01T12:00", True)):
        found = situation(tmp_path, at(now), warned, last=at("2020-01-01T00:00"))
        arose = [
            one.arose
            for one in found.obligations
            if one.duty == "review" and one.open and not one.provisional
        ]
        assert arose == ([at("2026-02-28T12:00")] if owed else []), now


def test_a_level_function_says_that_it_knows_no_time(tmp_path):
    with pytest.raises(InputError, match="E754"):
        respond.level_function("again", library=Library([shelve(tmp_path, PLAN, "testland/again/2020")]))
