"""A level that hangs on how long ago something was: who knows of nothing is told to ask whether it happened."""

from datetime import datetime

import pytest

import respond
from respond.plan import Library
from small_plan import shelve

PLAN = """\
respond: plan/1
id: testland/power
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 测试停电预案, en: Testland outage plan}
facts:
  dead: {type: count, unit: person, worse: up, label: {zh: 死亡, en: deaths}, clause: "1"}
  found: {type: instant, label: {zh: 发现时刻, en: found}, clause: "1"}
  sealed: {type: instant, label: {zh: 封堵时刻, en: sealed}, clause: "1"}
events:
  outage: {zh: 停电, en: outage, clause: "1"}
  restored: {zh: 恢复供电, en: restored, clause: "1"}
levels:
  I: [{id: I-dead, when: dead >= 10, clause: "1"}]
  II: [{id: II-long, when: elapsed(outage) >= 15 minutes, clause: "1"}]
  III: [{id: III-slow, when: elapsed(outage) - elapsed(restored) > 10 minutes, clause: "1"}]
  IV: [{id: IV-late, when: found > sealed, clause: "1"}]
interpretations:
  - id: small
    clause: "1"
    question: {zh: 问, en: question}
    reading: {zh: 答, en: answer}
    kind: open
ledger: {"1": {status: encoded}}
"""
NOW = datetime.fromisoformat("2026-03-02T09:00+08:00")


def at(text):
    return datetime.fromisoformat(f"2026-03-02T{text}+08:00")


def answer(tmp_path, events=None, **facts):
    library = Library([shelve(tmp_path, PLAN, "testland/power/2020")])
    given = {"dead": 0, "found": at("08:00"), "sealed": at("08:30"), **facts}
    incident = respond.incident("power", given, occurred=at("08:00"), events=events)
    return respond.classify(incident, now=NOW, library=library).leading


def test_what_nobody_has_reported_is_asked_for(tmp_path):
    found = answer(tmp_path)
    assert found.level.possible.name == "II"
    assert [(question.fact, [int(level) for level in question.levels]) for question in found.questions] == [
        ("outage", [3, 2]), ("restored", [2]),
    ]  # fmt: skip
    assert found.questions[0].ask.zh == "“停电”是否已发生、何时发生？"


@pytest.mark.parametrize(("began", "level"), [("08:46", "none"), ("08:45", "II")])
def test_what_is_reported_is_asked_no_more(tmp_path, began, level):
    found = answer(tmp_path, {"outage": at(began), "restored": at("08:50")})
    assert (found.level.certain.name, found.level.possible.name, found.questions) == (level, level, ())


@pytest.mark.parametrize(("began", "level"), [("08:49", "III"), ("08:50", "none")])
def test_two_events_are_compared_by_how_long_ago_they_were(tmp_path, began, level):
    found = answer(tmp_path, {"outage": at(began), "restored": at("09:00")})
    assert found.level.certain.name == ("none" if level == "none" else level)


@pytest.mark.parametrize(("sealed", "level"), [("08:00", "none"), ("07:59", "IV")])
def test_two_moments_that_are_facts_are_compared_as_they_are(tmp_path, sealed, level):
    events = {"outage": at("08:50"), "restored": at("08:55")}
    found = answer(tmp_path, events, sealed=at(sealed))
    assert found.level.certain.name == level
    span = answer(tmp_path / "span", events, sealed=respond.between(at("07:00"), at("08:10")))
    assert (span.level.certain.name, span.level.possible.name) == ("none", "IV")
