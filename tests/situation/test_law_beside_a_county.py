"""The Emergency Response Law and the overall plan beside a county's own plan: they speak of its bodies and stay in the back."""

import pytest

from duties import Case, incident_of
from respond.plan import Library
from respond.show import View, plain, situation_sheet
from small_plan import shelve

COUNTY = """\
respond: plan/1
id: testland/spill
edition: {name: "2025", in_force: {from: 2025-03-01}}
title: {zh: 测试县泄漏事件预案, en: Testland spill plan}
seat: desk
alongside:
  - plan: national/emergency-response-law
    maps:
      local-government: county
      competent-department: desk
      receiving-unit: desk
      superior-government: city
      superior-departments: city-bureau
      unit-concerned: works
  - plan: national/overall-plan
    maps:
      local-government: county
      starting-body: desk
      receiving-unit: desk
      city-government: city
      superior-government: city
      unit-concerned: works
units:
  desk: {zh: 县环境局, en: county environment bureau, role: lead, clause: "1"}
  county: {zh: 县政府, en: county government, role: government, clause: "1"}
  city: {zh: 市政府, en: city government, role: superior, clause: "1"}
  city-bureau: {zh: 市环境局, en: city environment bureau, role: superior, clause: "1"}
  works: {zh: 工厂, en: the works, role: outside, clause: "1"}
facts:
  area: {type: quantity, unit: ha, worse: up, label: {zh: 污染面积, en: polluted area}, clause: "1"}
levels:
  III: [{id: III-area, when: area >= 10 ha, clause: "1"}]
  IV: [{id: IV-area, when: 0 ha < area < 10 ha, clause: "1"}]
reports:
  first: {zh: 首报, en: first report, kind: initial, clause: "1", contents: [{id: place, zh: 地点, en: place}]}
duties:
  - {id: own-report, zh: 报告县政府, en: tell the county, when: received, unit: desk, report: first, to: [county],
     due: immediately, clause: "1"}
  - {id: own-closing, zh: 封闭河道, en: close the river, when: received, unit: desk, within: 1 hour, clause: "1"}
ledger: {"1": {status: encoded}}
"""
HEAD = "respond: incident/1\nid: spill\ntitle: {zh: 泄漏, en: spill}\nplans: [spill]\n"
RECEIVED = "occurred: @08:00\nfacts: {area: 5 ha}\nevents: {received: @08:30}\n"


@pytest.fixture
def county(tmp_path):
    shelve(tmp_path, COUNTY, "testland/spill/2025")
    library = Library([tmp_path, *Library.default().roots])
    return lambda incident: Case(library, incident_of(incident, HEAD))


@pytest.mark.parametrize(
    ("duty", "by", "to"),
    [
        ("law-report", "county", ["city"]),
        ("law-act", "county", []),
        ("law-verify", "desk", []),
        ("law-departments-report", "desk", ["city-bureau", "local-departments"]),
        ("overall-report", "county", ["city"]),
        ("overall-handle", "county", []),
    ],
)
def test_what_the_desk_receives_starts_what_the_county_owes(county, duty, by, to):
    one = county(RECEIVED).one("09:00", duty)
    assert ([unit.id for unit in one.units], [unit.id for unit in one.to]) == ([by], to)
    assert (one.state, one.ours, f"{one.started:%H:%M}") == ("running", True, "08:30")


def test_the_law_adds_three_duties_at_once_and_the_overall_plan_none(county):
    found = county(RECEIVED).at("09:00")
    pressing = {one.duty for one in found.obligations if one.open and one.ours and one.at_once}
    assert pressing == {"own-report", "law-report", "law-act", "law-verify"}
    assert {one.duty for one in found.obligations if one.open and one.ours and one.due} == {"own-closing"}


def test_neither_asks_anything_until_there_is_a_warning(county):
    quiet, warned = (
        [question.fact for answer in county(text).at("09:00").answers for question in answer.questions]
        for text in (
            RECEIVED,
            RECEIVED.replace("received: @08:30", "received: @08:30, warning_declared: @08:20"),
        )
    )
    assert (quiet, warned) == ([], ["warning_colour"])


@pytest.mark.parametrize(
    ("area", "duty", "ours"),
    [("5 ha", "overall-county-commands", True), ("10 ha", "overall-city-commands", False)],
)
def test_who_commands_goes_by_the_level_of_the_county_plan(county, area, duty, ours):
    found = county(RECEIVED.replace("5 ha", area)).at("09:00").obligations
    assert [(one.duty, one.ours) for one in found if one.duty.endswith("-commands")] == [(duty, ours)]


def test_the_response_of_the_county_fulfils_what_the_law_has_done_at_once(county):
    started = RECEIVED + "then:\n  - {at: @08:50, events: {response_started: , verified: }}\n"
    assert [county(started).states("09:00", name) for name in ("law-act", "law-verify")] == [["met"], ["met"]]


@pytest.mark.parametrize(
    ("lang", "heading", "own"), [("zh", "时限", "封闭河道"), ("en", "Deadlines", "close the river")]
)
def test_the_duties_at_once_of_the_law_take_few_lines(county, lang, heading, own):
    page = plain(situation_sheet(county(RECEIVED).at("09:00"), View(lang))).splitlines()
    begins = next(number for number, line in enumerate(page) if heading in line)
    ours = next(number for number, line in enumerate(page) if own in line)
    # four duties at once of three lines at most, and the same report by the overall plan
    assert ours - begins <= 1 + 4 * 3 + 2
