"""Time gone by as the calendar counts it: a day begins and ends at midnight, in the zone of the plan."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import respond
from respond.clock import Calendar, days_between, local
from respond.log import incident_from
from respond.plan import Library
from respond.yaml import read_source
from small_plan import shelve

PLAN = """\
respond: plan/1
id: testland/days
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 测试预案, en: Testland plan}
zone: ZONE
units: {bureau: {zh: 县局, en: bureau}}
facts:
  last: {type: instant, label: {zh: 上次发生, en: last time}, clause: "1"}
  dead: {type: count, unit: person, worse: up, label: {zh: 死亡, en: deaths}, clause: "1"}
events:
  changed: {zh: 变化, en: changed, clause: "1"}
levels:
  I: [{id: I-again, when: elapsed(last) <= 2 calendar days, clause: "1"}]
  II: [{id: II-dead, when: dead >= 3, clause: "1"}]
duties:
  - {id: review, zh: 复查, en: review, when: elapsed(received) >= 3 calendar days, unit: bureau, due: promptly, clause: "1"}
  - id: tell
    zh: 补报
    en: tell
    when: changed and elapsed(occurred) - elapsed(changed) <= 7 calendar days
    unit: bureau
    after: changed
    due: promptly
    clause: "1"
ledger: {"1": {status: encoded}}
"""
moments = st.integers(946_684_800, 1_893_456_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
zones = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"]).map(ZoneInfo)


def at(text, zone="Asia/Shanghai"):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def shelf(tmp_path, zone="Asia/Shanghai"):
    return Library([shelve(tmp_path, PLAN.replace("ZONE", zone), "testland/days/2020")])


def situation(tmp_path, now, occurred, events=None, zone="Asia/Shanghai", **facts):
    incident = respond.incident("days", {"dead": 0, **facts}, occurred=occurred, events=events)
    return respond.classify(incident, now=now, library=shelf(tmp_path, zone))


def owed(found, duty):
    return [one for one in found.obligations if one.duty == duty and one.open and not one.provisional]


@given(moments, moments, zones)
def test_as_many_days_as_midnights_lie_between(one, other, zone):
    start, end = sorted((one, other))
    days = days_between(start, end, Calendar.of_zone(zone))
    assert local(start, zone).date() + timedelta(days=days) == local(end, zone).date()
    assert days_between(end, start, Calendar.of_zone(zone)) == -days


@pytest.mark.parametrize(
    ("now", "level"),
    [("2026-05-06T23:59:59", "I"), ("2026-05-07T00:00:00", "none"), ("2026-05-04T23:59:00", "I")],
)
def test_the_day_itself_is_not_counted_and_the_last_one_ends_at_midnight(tmp_path, now, level):
    found = situation(tmp_path, at(now), at("2026-05-04T10:00"), last=at("2026-05-04T23:58"))
    assert found.leading.level.certain.name == found.leading.level.possible.name == level


def test_a_span_within_one_day_leaves_nothing_open_and_one_over_midnight_does(tmp_path):
    within, over = (
        situation(tmp_path, at("2026-05-07T08:00"), at("2026-05-01T10:00"), last=respond.between(at(first), at(last)))
        for first, last in (
            ("2026-05-05T01:00", "2026-05-05T23:00"), ("2026-05-04T23:00", "2026-05-05T01:00"),
        )
    )  # fmt: skip
    assert (within.leading.level.certain.name, over.leading.level.certain.name) == ("I", "none")
    assert over.leading.level.possible.name == "I"


@pytest.mark.parametrize(
    ("zone", "received", "begins"),
    [
        ("Asia/Shanghai", "2026-05-04T23:59", "2026-05-07T00:00"),
        ("Asia/Shanghai", "2026-12-30T00:00", "2027-01-02T00:00"),
        ("Europe/Berlin", "2026-03-27T12:00", "2026-03-30T00:00"),  # over the change of clocks
    ],
)
def test_a_duty_arises_at_the_midnight_that_begins_the_day(tmp_path, zone, received, begins):
    received, begins = at(received, zone), at(begins, zone)
    events, tick = {"received": received}, timedelta(seconds=1)
    for now, so in ((begins - tick, False), (begins, True), (begins + timedelta(days=9), True)):
        found = situation(tmp_path, now, received, events, zone=zone, last=at("2020-01-01T00:00"))
        assert [one.arose for one in owed(found, "review")] == ([begins] if so else [])


@pytest.mark.parametrize(("changed", "so"), [("2026-05-11T23:59:59", True), ("2026-05-12T00:00:00", False)])
def test_between_two_events_their_days_count_and_no_time_that_goes_by(tmp_path, changed, so):
    moment = at(changed)
    for later in (timedelta(), timedelta(days=300)):
        found = situation(
            tmp_path, moment + later, at("2026-05-04T22:00"), {"changed": moment}, last=at("2020-01-01T00:00")
        )
        assert bool(owed(found, "tell")) is so


TWICE = """\
respond: incident/1
id: twice
title: {zh: 两次变化, en: changed twice}
plans: [days]
occurred: 2026-05-04T22:00+08:00
facts: {dead: 0, last: 2020-01-01T00:00+08:00}
events: {changed: 2026-05-06T08:00+08:00}
then:
  - {at: 2026-05-12T00:00+08:00, events: {changed: }}
"""


def test_each_occasion_is_judged_by_its_own_day(tmp_path):
    path = tmp_path / "twice.yaml"
    path.write_text(TWICE, "utf-8")
    incident = incident_from(read_source(path))
    found = respond.classify(incident, now=at("2026-05-12T09:00"), library=shelf(tmp_path))
    assert [one.arose for one in owed(found, "tell")] == [at("2026-05-06T08:00")]
