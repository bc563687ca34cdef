"""A plan brought alongside speaks only in the cases for which it is brought."""

from datetime import datetime

import pytest

from respond.errors import InputError
from respond.log import incident_from
from respond.plan import Library
from respond.situation import situate
from respond.yaml import Source
from small_plan import SMALL, owed_in, shelve

HOURS = """\
respond: plan/1
id: testland/hours
edition: {name: "2010", in_force: {from: 2010-01-01}}
title: {zh: 测试县报告时限, en: Testland reporting hours}
units:
  anyone: {zh: 事发地政府, en: local government, clause: "1"}
duties:
  - {id: report-up, zh: 上报, en: report up, when: occurred, after: received, unit: anyone, within: 2 hours, clause: "1"}
provisions:
  - {id: phone-first, kind: rule, zh: 先打电话, en: telephone first, when: occurred, clause: "1"}
ledger:
  "1": {status: encoded}
"""
BESIDE = "alongside:\n  - {plan: testland/hours, when: level >= III, maps: {anyone: government}}\nunits:\n"
INCIDENT = """\
respond: incident/1
id: spill-1
title: {zh: 泄漏, en: spill}
plans: [spill]
occurred: 2026-03-01T08:00+08:00
facts: {area: 5 ha, injured: 0, river: no, grave: {value: no, by: 县环境局}}
events: {received: 2026-03-01T08:30+08:00}
then:
  - {at: 2026-03-01T10:00+08:00, facts: {area: unknown}}
  - {at: 2026-03-01T11:00+08:00, facts: {area: 20 ha}}
"""


@pytest.fixture
def library(tmp_path):
    root = shelve(tmp_path, SMALL.replace("units:\n", BESIDE, 1))
    shelve(root, HOURS, "testland/hours/2010")
    return Library([root])


def ask(library, clock, text=INCIDENT):
    now = datetime.fromisoformat(f"2026-03-01T{clock}+08:00")
    return situate(incident_from(Source("incident.yaml", text)), library, now=now)


@pytest.mark.parametrize(("clock", "state"), [("09:00", None), ("10:30", "provisional"), ("11:30", "owed")])
def test_it_speaks_in_its_cases_only(library, clock, state):
    situation = ask(library, clock)
    assert owed_in(situation).get("report-up") == state
    assert [remark.id for remark in situation.answers[1].remarks] == (["phone-first"] if state else [])


def test_a_plan_the_incident_names_itself_always_speaks(library):
    situation = ask(library, "09:00", INCIDENT.replace("[spill]", "[spill, hours]"))
    assert "report-up" in {one.duty for one in situation.obligations}


def test_its_case_is_typed_when_the_plan_is_read(tmp_path):
    root = shelve(tmp_path, SMALL.replace("units:\n", BESIDE.replace("level >= III", "levl >= III"), 1))
    with pytest.raises(InputError):
        Library([root]).prepared(Library([root]).find("spill"))


def test_one_that_does_not_speak_asks_nothing(tmp_path):
    asking = HOURS.replace("when: occurred, after", "when: flooded, after").replace(
        "duties:", 'facts: {flooded: {type: flag, label: {zh: 内涝, en: flooded}, clause: "1"}}\nduties:'
    )
    root = shelve(tmp_path, SMALL.replace("units:\n", BESIDE, 1))
    library = Library([shelve(root, asking, "testland/hours/2010")])
    silent, speaking = ask(library, "09:00"), ask(library, "11:30")
    assert [question.fact for question in silent.answers[1].questions] == []
    assert [question.fact for question in speaking.answers[1].questions] == ["flooded"]
