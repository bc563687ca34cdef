"""Bodies that owe each by itself: each runs from its own receipt, from the unit's where it has none of its own."""

from datetime import datetime

import pytest

from respond.errors import InputError
from respond.log import incident_from
from respond.plan import Library
from respond.situation import situate
from respond.yaml import Source

FILE = """\
respond: incident/1
id: one
title: {zh: 示例, en: sample}
plans: [national/production-accident]
occurred: "2026-11-21T08:00+08:00"
bodies: {local-departments: [县住建局, 县消防大队]}
facts: {deaths: "4", traffic_or_fire: "no"}
events: {received: "2026-11-21T09:00+08:00"%s}
"""
UNIT = ', received@local-departments: "2026-11-21T09:10+08:00"'
FIRE = ', received@县消防大队: "2026-11-21T11:30+08:00"'
HOUSING = ', received@县住建局: "2026-11-21T09:20+08:00"'


def answer(events, more="", now="12:00"):
    incident = incident_from(Source("one.yaml", FILE % events + more))
    return situate(incident, Library.default(), now=datetime.fromisoformat(f"2026-11-21T{now}+08:00"))


def owed(events, more="", now="12:00"):
    return [
        ([unit.name.zh for unit in each.units], f"{each.due:%H:%M}", each.state)
        for each in sorted(answer(events, more, now).obligations, key=lambda each: each.round)
        if each.duty == "departments-report-up"
    ]


def test_each_body_runs_from_its_own_receipt():
    assert owed(HOUSING + FIRE) == [(["县住建局"], "11:20", "overdue"), (["县消防大队"], "13:30", "running")]


def test_one_without_a_receipt_of_its_own_runs_from_that_of_the_unit():
    assert owed(UNIT + FIRE) == [(["县住建局"], "11:10", "overdue"), (["县消防大队"], "13:30", "running")]
    assert owed(UNIT) == [(["县住建局", "县消防大队"], "11:10", "overdue")]


def test_one_that_alone_has_received_owes_it_alone():
    assert owed(FIRE) == [(["县消防大队"], "13:30", "running")]
    assert [each[0] for each in owed(UNIT + HOUSING + FIRE)] == [["县住建局"], ["县消防大队"]]


@pytest.mark.parametrize(
    ("by", "states"),
    [
        ("县消防大队", ["overdue", "met"]), ("县住建局", ["met-late", "running"]),
        ("local-departments", ["met-late", "met"]),
    ],
)  # fmt: skip
def test_what_one_did_is_done_by_that_one(by, states):
    act = f'then: [{{at: "2026-11-21T11:50+08:00", did: [{{duty: departments-report-up, by: {by}}}]}}]\n'
    assert [each[2] for each in owed(HOUSING + FIRE, act)] == states


def test_the_receipt_of_one_that_is_told_later_leaves_the_other_as_it_was():
    told = 'then: [{at: "2026-11-21T11:40+08:00", events: {received@县消防大队: "2026-11-21T11:30+08:00"}}]\n'
    assert owed(UNIT, told) == [(["县住建局"], "11:10", "overdue"), (["县消防大队"], "13:30", "running")]


def test_a_second_receipt_of_one_body_is_refused():
    told = 'then: [{at: "2026-11-21T11:40+08:00", events: {received@县消防大队: }}]\n'
    with pytest.raises(InputError, match="E715"):
        answer(FIRE, told)


def test_a_body_of_a_unit_that_owes_as_one_received_for_it():
    events = ', received@某市局: "2026-11-21T10:00+08:00"'
    text = FILE.replace("[县住建局, 县消防大队]}", "[县住建局, 县消防大队], city-safety-departments: 某市局}")
    situation = situate(
        incident_from(Source("one.yaml", text % events)), Library.default(),
        now=datetime.fromisoformat("2026-11-21T10:30+08:00"),
    )  # fmt: skip
    (city,) = [each for each in situation.obligations if each.duty == "city-reports-up"]
    assert f"{city.due:%H:%M}" == "12:00"


def test_the_receipt_of_one_body_is_put_right_by_its_name():
    right = 'then: [{at: "2026-11-21T11:40+08:00", corrects: [{entry: received@县消防大队, at: "2026-11-21T11:00+08:00"}]}]\n'
    assert owed(UNIT + FIRE, right) == [
        (["县住建局"], "11:10", "overdue"),
        (["县消防大队"], "13:00", "running"),
    ]
    never = (
        'then: [{at: "2026-11-21T11:40+08:00", corrects: [{entry: received@县消防大队, withdrawn: yes}]}]\n'
    )
    found = [each for each in answer(UNIT + FIRE, never).obligations if each.duty == "departments-report-up"]
    assert [(each.round, each.state) for each in found] == [(1, "overdue"), (2, "stood-down")]
    assert [unit.name.zh for unit in found[0].units] == ["县住建局", "县消防大队"]
