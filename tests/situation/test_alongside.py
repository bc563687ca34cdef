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


CHAIN = """\
respond: plan/1
id: testland/chain
edition: {name: "2010", in_force: {from: 2010-01-01}}
title: {zh: 测试县逐级上报, en: Testland reporting upward}
seat: local
units:
  local: {zh: 事发地政府, en: local government, clause: "1"}
  city: {zh: 市政府, en: city government, role: superior, clause: "1"}
  province: {zh: 省政府, en: provincial government, role: superior, clause: "1"}
events:
  city_received: {zh: 市政府收到报告, en: the city has the report, same_as: received@city, clause: "1"}
duties:
  - {id: up, zh: 上报, en: report up, when: occurred, after: received, unit: local, to: [city], within: 2 hours,
     fulfilled_by: city_received, clause: "1"}
  - {id: on, zh: 转报, en: pass on, when: city_received, unit: city, to: [province], within: 2 hours, clause: "1"}
  - {id: learned, zh: 自报, en: tell, when: received, unit: local, to: [city], within: 1 hour, clause: "1"}
ledger:
  "1": {status: encoded}
"""
UPWARD = """\
alongside:
  - {plan: testland/chain, when: level >= III, maps: {local: government, city: city, province: province}}
units:
  city: {zh: 市政府, en: city government, role: superior, clause: "1"}
  province: {zh: 省政府, en: provincial government, role: superior, clause: "1"}
"""
OLD = INCIDENT.replace(
    "events: {",
    "events: {received@government: 2026-03-01T08:30+08:00, received@city: 2026-03-01T08:50+08:00, ",
)
OLD = OLD.replace("  - {at: 2026-03-01T10:00+08:00, facts: {area: unknown}}\n", "")


@pytest.fixture
def chained(tmp_path):
    root = shelve(tmp_path, SMALL.replace("units:\n", UPWARD, 1))
    return Library([shelve(root, CHAIN, "testland/chain/2010")])


def of(library, clock, text, duty):
    return [
        (one.state, f"{one.due:%H:%M}") for one in ask(library, clock, text).obligations if one.duty == duty
    ]


def test_what_was_received_before_a_plan_spoke_fulfils_none_of_its_reports(chained):
    assert of(chained, "11:30", OLD, "up") == [("running", "13:00")]  # the plan speaks from 11:00


def test_what_was_received_before_a_plan_spoke_starts_nobodys_clock(chained):
    assert of(chained, "11:30", OLD, "on") == []


def test_what_is_received_of_its_own_reports_fulfils_and_starts(chained):
    again = OLD + "  - {at: 2026-03-01T12:10+08:00, events: {city_received: 2026-03-01T12:00+08:00}}\n"
    assert of(chained, "12:30", again, "up") == [("met", "13:00")]
    assert of(chained, "12:30", again, "on") == [("running", "14:00")]


def test_what_its_seat_had_received_before_a_plan_spoke_is_known_to_it(chained):
    assert of(chained, "11:30", OLD, "learned") == [("running", "12:00")]


def test_what_was_received_before_but_told_with_the_report_that_makes_a_plan_speak_is_its_own(chained):
    told = OLD.replace(", received@city: 2026-03-01T08:50+08:00", "").replace(
        "facts: {area: 20 ha}}", "facts: {area: 20 ha}, events: {received@city: 2026-03-01T10:50+08:00}}"
    )
    assert of(chained, "11:30", told, "up") == [("met", "13:00")]
    assert [state for state, _ in of(chained, "11:30", told, "on")] == ["running"]
