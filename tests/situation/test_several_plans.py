"""Plans side by side: every obligation is shown, each with its own state; none hides another."""

import pytest
from attrs import evolve

from duties import Case, case, incident_of, plan_of, short, when
from respond import quick
from respond.errors import InputError
from respond.plan import Library
from respond.situation import situate
from small_plan import shelve

GENERAL = """\
respond: plan/1
id: testland/general
edition: {name: "2010", in_force: {from: 2010-01-01}}
title: {zh: 报告规定, en: reporting rules}
seat: local
units:
  local: {zh: 事发地政府, en: local government, role: government, clause: "1"}
  superior: {zh: 上级, en: superior, role: superior, clause: "1"}
events:
  asked: {zh: %s, en: %s, clause: "1"}
reports:
  first: {zh: 首报, en: first report, kind: initial, clause: "1"}
duties:
  - {id: up, zh: 上报, en: report up, when: occurred, after: %s, unit: local, report: first, to: [superior],
     within: %s, clause: "1"}
ledger:
  "1": {status: encoded}
"""
BESIDE = "alongside: [{plan: testland/general, maps: {local: bureau, superior: county}}]\nunits:\n"
TELL = "- {id: tell, when: occurred, after: received, within: 1 hour, to: [county], report: first}"
RECEIVED = "occurred: @08:00\nevents: {received: @08:30}\n"


def both(
    folder, incident, after="received", within="2 hours", duties=TELL, asked=("要求", "wanted"), beside=BESIDE
):
    shelve(folder, plan_of(duties).replace("units:\n", beside, 1), "testland/duties/2020")
    shelve(folder, GENERAL % (*asked, after, within), "testland/general/2010")
    return Case(Library([folder]), incident_of(incident))


def test_two_plans_that_ask_the_same_stand_together_and_the_one_due_first_leads(tmp_path):
    found = both(tmp_path, RECEIVED).at("09:00")
    assert [(one.id, one.state, short(one.due), one.beside) for one in found.obligations] == [
        ("testland/duties#tell#1", "running", "09:30", ("testland/general#up#1",)),
        ("testland/general#up#1", "running", "10:30", ("testland/duties#tell#1",)),
    ]
    other = both(tmp_path / "other", RECEIVED, within="20 minutes").at("08:40")
    assert [one.duty for one in other.obligations] == ["up", "tell"]


def test_each_has_its_own_state(tmp_path):
    incident = RECEIVED + "then:\n  - {at: @09:10, did: [{duty: tell}]}\n"
    found = both(tmp_path, incident)
    assert (found.states("11:00"), found.states("11:00", "up")) == (["met"], ["overdue"])
    told = incident.replace("duty: tell", "duty: up, by: bureau, to: [county]")
    other = both(tmp_path / "other", told)
    assert (other.states("11:00"), other.states("11:00", "up")) == (["overdue"], ["met"])


def test_one_not_yet_started_never_leads_and_never_hides_another(tmp_path):
    found = both(tmp_path, RECEIVED, after="graded", within="5 minutes").at("11:00")
    assert [(one.duty, one.state) for one in found.obligations] == [("tell", "overdue"), ("up", "waiting")]


@pytest.mark.parametrize(
    ("maps", "desk", "named", "ours"),
    [
        ("local: bureau, superior: county", "local", "county bureau", {"tell", "up"}),
        ("local: bureau, superior: county", "superior", "county government", set()),
        ("superior: county", "local", "local government", {"up"}),
    ],
)
def test_a_desk_may_sit_in_a_body_of_a_plan_alongside(tmp_path, maps, desk, named, ours):
    beside = BESIDE.replace("local: bureau, superior: county", maps)
    seen = both(tmp_path, RECEIVED, beside=beside).at("09:00", desk=desk)
    assert seen.desk.en == named
    assert {one.duty for one in seen.obligations if one.ours} == ours


def test_within_one_plan_nothing_is_folded_into_another(tmp_path):
    duties = "\n".join([TELL, TELL.replace("id: tell", "id: again").replace("1 hour", "2 hours")])
    found = case(tmp_path, duties, RECEIVED).at("09:00")
    assert [(one.duty, short(one.due), one.beside) for one in found.obligations] == [
        ("tell", "09:30", ()),
        ("again", "10:30", ()),
    ]


def test_one_event_name_that_means_two_things_is_refused_without_its_body(tmp_path):
    duty = TELL.replace("after: received", "after: asked")
    with pytest.raises(InputError) as caught:
        both(tmp_path, "occurred: @08:00\nevents: {asked: @08:30}\n", after="asked", duties=duty).at("09:00")
    assert [fault.code for fault in caught.value.faults] == ["E728"]
    same = both(
        tmp_path / "same",
        "occurred: @08:00\nevents: {asked: @08:30}\n",
        after="asked",
        duties=duty,
        asked=("提出要求", "asked for"),
    )
    assert (short(same.one("09:00").due), short(same.one("09:00", "up").due)) == ("09:30", "10:30")


def test_a_mapped_body_is_one_of_ours(tmp_path):
    incident = "occurred: @08:00\nevents: {received@county: @08:30}\n"
    found = both(
        tmp_path,
        incident,
        after="received@superior",
        duties=TELL.replace("after: received", "after: received@county"),
    )
    assert (short(found.one("09:00").due), short(found.one("09:00", "up").due)) == ("09:30", "10:30")


def test_the_bodies_a_plan_alongside_keeps_apart_stay_apart(tmp_path):
    found = both(tmp_path, RECEIVED, after="received@superior")
    assert (found.states("09:00"), found.states("09:00", "up")) == (["running"], ["waiting"])


def test_a_plan_alongside_out_of_force_is_named(tmp_path):
    shelve(tmp_path, plan_of(TELL).replace("units:\n", BESIDE, 1), "testland/duties/2020")
    text = GENERAL % ("要求", "wanted", "received", "2 hours")
    shelve(
        tmp_path,
        text.replace("from: 2010-01-01", "from: 2010-01-01, to: 2019-12-31"),
        "testland/general/2010",
    )
    found = Case(Library([tmp_path]), incident_of(RECEIVED)).at("09:00")
    assert [one.duty for one in found.obligations] == ["tell"]
    assert len(found.skipped) == 1
    assert "testland/general" in found.skipped[0].en


LEADING = """\
respond: plan/1
id: testland/leading
edition: {name: "2010", in_force: {from: 2010-01-01}}
title: {zh: 牵头预案, en: leading plan}
units:
  chief: {zh: 指挥部, en: headquarters, clause: "1"}
facts:
  n: {type: count, unit: person, worse: up, label: {zh: 人数, en: persons}, clause: "1"}
levels:
  IV: [{id: IV-n, when: n >= 1, clause: "1"}]
ledger:
  "1": {status: encoded}
"""


def test_what_a_second_plan_brings_speaks_of_the_bodies_of_that_plan(tmp_path):
    shelve(tmp_path, LEADING, "testland/leading/2010")
    found = both(tmp_path, RECEIVED)
    found = Case(found.library, evolve(found.incident, plans=["leading", "duties"]))
    one = found.one("09:00", "up")
    assert ([unit.id for unit in one.units], [unit.id for unit in one.to]) == (["bureau"], ["county"])
    assert one.ours


@pytest.mark.parametrize("first", ["production-accident", "forest-grassland-fire"])
@pytest.mark.parametrize("second", ["debt-risk", "forest-fire"])
def test_shipped_plans_answer_whichever_of_them_leads(first, second):
    incident = quick([first, second], [], events=["received=2026-03-01T08:20+08:00"])
    assert situate(incident, Library.default(), now=when("10:00")).obligations


def test_an_event_of_a_body_that_is_two_of_theirs_happens_to_both(tmp_path):
    beside = BESIDE.replace("superior: county", "superior: county, next: county")
    general = GENERAL.replace(
        "events:\n", '  next: {zh: 下一级, en: next, role: superior, clause: "1"}\nevents:\n', 1
    )
    general = general.replace(
        "to: [superior],", "to: [superior], fulfilled_by: {superior: received@superior},"
    )
    shelve(tmp_path, plan_of(TELL).replace("units:\n", beside, 1), "testland/duties/2020")
    shelve(tmp_path, general % ("要求", "wanted", "received", "2 hours"), "testland/general/2010")
    told = RECEIVED + "then:\n  - {at: @09:10, events: {received@county: @09:10}}\n"
    assert Case(Library([tmp_path]), incident_of(told)).states("09:30", "up") == ["met"]


def test_a_body_of_ours_is_not_one_of_theirs_for_having_the_name_of_another(tmp_path):
    general = GENERAL.replace(
        "  superior:", "  county: {zh: 县, en: a county, role: superior, clause: '1'}\n  superior:", 1
    )
    general = general.replace("to: [superior],", "to: [county], fulfilled_by: received@county,")
    shelve(tmp_path, plan_of(TELL).replace("units:\n", BESIDE.replace("superior: county", "county: city"), 1),
           "testland/duties/2020")  # fmt: skip
    shelve(tmp_path, general % ("要求", "wanted", "received", "2 hours"), "testland/general/2010")
    told = RECEIVED + "then:\n  - {at: @09:10, events: {received@%s: @09:10}}\n"
    for body, state in (("county", "running"), ("city", "met")):
        assert Case(Library([tmp_path]), incident_of(told % body)).states("09:30", "up") == [state]


def test_what_one_plan_calls_by_a_name_of_its_own_is_the_bodys_event_to_the_others(tmp_path):
    general = GENERAL.replace(
        "events:\n", "events:\n  there: {zh: 到, en: there, same_as: received@superior, clause: '1'}\n"
    )
    duty = TELL.replace("report: first", "report: first, fulfilled_by: received@county")
    shelve(tmp_path, plan_of(duty).replace("units:\n", BESIDE, 1), "testland/duties/2020")
    shelve(tmp_path, general % ("要求", "wanted", "received", "2 hours"), "testland/general/2010")
    told = RECEIVED + "then:\n  - {at: @09:10, events: {there: @09:10}}\n"
    assert Case(Library([tmp_path]), incident_of(told)).states("09:30") == ["met"]
