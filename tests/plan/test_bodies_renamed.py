"""Bodies of an adopted plan go by the adopting plan's names wherever it speaks of them, in events and conditions too."""

import attrs
import pytest

from duties import Case, incident_of
from respond.errors import InputError
from respond.plan import Library
from small_plan import shelve

GENERAL = """\
respond: plan/1
id: testland/general
edition: {name: "2010", in_force: {from: 2010-01-01}}
title: {zh: 一般规定, en: general rules}
units:
  local: {zh: 事发地政府, en: local government, role: government, clause: "1"}
  upper: {zh: 上级政府, en: upper government, role: superior, clause: "1"}
  uppermost: {zh: 上级指挥机构, en: upper command, role: superior, clause: "1"}
  other: {zh: 其他, en: others, role: outside, clause: "1"}
facts:
  n: {type: count, unit: person, worse: up, label: {zh: 人数, en: persons}, clause: "1"}
  asked: {type: flag, judgement: true, by: upper, label: {zh: 要求, en: wanted}, clause: "1"}
derived:
  waited: {formula: elapsed(received@upper) + 1 hour, label: {zh: 已过, en: waited}, clause: "1"}
conditions:
  known: {when: received@upper and n > 0, label: {zh: 已知, en: known}, clause: "1"}
events:
  handed: {zh: 移交, en: handed over, same_as: verified@upper, clause: "1"}
levels:
  IV: [{id: IV-n, when: n >= 1, clause: "1"}]
responses:
  IV: {when: level == IV, started_by: upper, clause: "1"}
reports:
  first: {zh: 首报, en: first report, kind: initial, by: local, clause: "1"}
groups:
  crew: {zh: 组, en: crew, units: [upper, local], lead: upper, when: received@upper, clause: "1"}
duties:
  - {id: up, zh: 报, en: report up, when: occurred, unit: local, report: first, to: [upper, uppermost],
     within: 1 hour, after: received@local, clause: "1",
     fulfilled_by: {upper: received@upper, uppermost: learned@uppermost}}
  - {id: on, zh: 转, en: pass on, when: received@upper and elapsed(learned@upper) >= 1 hour, unit: upper,
     with: [uppermost], concerns: [upper], within: 2 hours, after: [received@upper, learned@upper], clause: "1",
     ends: [terminated@upper], pauses: {from: discovered@upper, to: graded@upper},
     extend: {by: upper, at_most: 1 day}, fulfilled_by: [verified@upper, closed@upper]}
  - {id: parts, zh: 分, en: parts, when: occurred, unit: other, clause: "1",
     earliest: [{within: 1 hour, after: received@upper}, {within: 2 hours, after: [learned@upper]}]}
  - {id: rounds, zh: 续, en: rounds, when: occurred, unit: other, every: 2 hours, after: received@upper,
     until: closed@upper, clause: "1"}
  - {id: keep, zh: 守, en: keep, when: occurred, unit: other, kind: keep, broken_by: [graded@upper], clause: "1"}
changes:
  - {id: stop, kind: end, zh: 止, en: stop, when: terminated@upper, told: [upper], clause: "1"}
provisions:
  - {id: say, kind: rule, zh: 说, en: say, when: not received@upper, units: [upper], clause: "1"}
interpretations:
  - id: reads
    clause: "1"
    question: {zh: 问, en: asks}
    reading: {zh: 读, en: reads}
    rejected: [{zh: 否, en: rejected, instead: {IV-n: n >= 1 and received@upper},
      limits: {up: {within: 2 hours, after: learned@upper, pauses: {from: discovered@upper, to: graded@upper}},
        parts: {latest: [{within: 1 hour, after: received@upper}, {within: 1 hour, after: arising}]}}}]
    touches: [upper]
    when: received@upper
    explains: [{kind: gap, when: received@upper}]
ledger:
  "1": {status: encoded}
"""
TOWN = """\
respond: plan/1
id: testland/town
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 镇预案, en: town plan}
seat: office
units:
  office: {zh: 镇政府, en: town government, role: government, clause: "1"}
  city: {zh: 市政府, en: city government, role: superior, clause: "1"}
  city-command: {zh: 市指挥部, en: city command, role: superior, clause: "1"}
adopts: [{plan: testland/general, maps: {local: office, upper: city, uppermost: city-command}}]
ledger:
  "1": {status: encoded}
"""
INCIDENT = """\
respond: incident/1
id: case
title: {zh: 事件, en: case}
plans: [town]
occurred: @08:00
facts: {n: 2}
"""


def library(folder, town=TOWN, general=GENERAL):
    shelve(folder, general, "testland/general/2010")
    return Library([shelve(folder, town, "testland/town/2020")])


def texts_of(held):
    """Give every text anywhere in an entry, and the keys of mappings."""
    if isinstance(held, str):
        yield str(held)
    elif isinstance(held, tuple):
        for each in held:
            yield from texts_of(each)
    elif isinstance(held, dict):
        yield from texts_of((*held, *held.values()))
    elif attrs.has(type(held)):
        yield from texts_of(tuple(getattr(held, field.name) for field in attrs.fields(type(held))))


def test_nothing_of_an_adopted_plan_speaks_of_a_body_by_its_general_name(tmp_path):
    shelf = library(tmp_path)
    plan = shelf.prepared(shelf.find("town")).plan
    parts = (getattr(plan, field.name) for field in attrs.fields(type(plan)) if field.name != "adopts")
    found = {text for part in parts for text in texts_of(part)}
    assert {text for text in found if "upper" in text.split() or "@upper" in text} == set()
    assert {"received@city", "n >= 1 and received@city", "terminated@city", "verified@city"} <= found


def test_the_receipt_by_the_body_it_is_here_fulfils_towards_that_body(tmp_path):
    incident = (
        INCIDENT + "events: {received: @08:10}\nthen:\n  - {at: @08:30, events: {received@city: @08:30}}\n"
    )
    found = Case(library(tmp_path), incident_of(incident, ""))
    before, after = found.one("08:20", "up"), found.one("08:40", "up")
    assert [unit.id for unit in before.to] == ["city", "city-command"]
    assert [unit.id for unit in after.missing] == ["city-command"]
    told = incident + "  - {at: @08:50, events: {learned@city-command: @08:50}}\n"
    whole = Case(found.library, incident_of(told, ""))
    assert whole.states("09:00", "up") == ["met"]


def test_a_limit_counts_from_what_that_body_learns(tmp_path):
    incident = INCIDENT + "events: {received@city: @08:10, learned@city: @08:05}\n"
    found = Case(library(tmp_path), incident_of(incident, ""))
    assert found.seen("09:30", "parts") == [("overdue", "09:10")]
    assert found.seen("09:30", "on") == [("running", "11:05")]


def test_two_addressees_that_are_one_body_here_are_told_by_the_event_of_either(tmp_path):
    town = TOWN.replace("uppermost: city-command", "uppermost: city")
    shelf = library(tmp_path, town)
    up = shelf.prepared(shelf.find("town")).plan.duties[0]
    assert up.to == ("city",)
    assert up.fulfilled_by == {"city": ("received@city", "learned@city")}
    for event in ("received@city", "learned@city"):
        found = Case(shelf, incident_of(INCIDENT + f"events: {{received: @08:10, {event}: @08:20}}\n", ""))
        assert found.states("08:30", "up") == ["met"]


def test_an_event_that_has_the_name_of_a_unit_stays_that_event(tmp_path):
    general = GENERAL.replace("events:\n", 'events:\n  upper: {zh: 上涨, en: rising, clause: "1"}\n', 1)
    general = general.replace("until: closed@upper", "until: upper").replace(
        "n >= 1, clause", "n >= 1 and upper, clause"
    )
    shelf = library(tmp_path, general=general)
    plan = shelf.prepared(shelf.find("town")).plan
    assert {each.until for each in plan.duties if each.until} == {"upper"}
    assert plan.levels["IV"][0].when == "n >= 1 and upper"


def test_a_fault_in_a_renamed_condition_points_to_where_it_stands(tmp_path):
    general = GENERAL.replace("when: not received@upper", "when: not received@upper and m > 0")
    shelf = library(tmp_path, general=general)
    with pytest.raises(InputError) as caught:
        shelf.prepared(shelf.find("town"))
    (fault,) = caught.value.faults
    lines = general.splitlines()
    assert (fault.code, fault.place.file.endswith("general/2010.yaml")) == ("E410", True)
    assert lines[fault.place.line - 1][fault.place.column - 1 :].startswith("not received@upper and m")


def test_plans_alongside_an_adopted_one_are_mapped_to_the_bodies_of_the_one_that_adopts(tmp_path):
    beside = "alongside: [{plan: testland/hours, when: not received@upper, maps: {chief: upper}}]\nunits:\n"
    shelf = library(tmp_path, general=GENERAL.replace("units:\n", beside, 1))
    (found,) = shelf.prepared(shelf.find("town")).plan.alongside
    assert (found.maps, found.when) == ({"chief": "city"}, "not received@city")
