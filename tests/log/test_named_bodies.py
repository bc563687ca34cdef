"""Bodies that stand for units of a plan in one incident: named in answers and reminders, and known by their names."""

from datetime import datetime

import pytest

from duties import case
from respond.errors import InputError
from respond.log import incident_from
from respond.plan import Library
from respond.show import names_of
from respond.situation import situate
from respond.yaml import Source

FILE = """\
respond: incident/1
id: one
title: {zh: 示例, en: sample}
plans: [vaccine-quality]
occurred: "2026-11-21T08:00+08:00"
facts: {quality_suspected: "yes", deaths: "3"}
events: {received: "2026-11-21T09:00+08:00"}
"""


def standing(more, now="10:30", duty="report-up"):
    incident = incident_from(Source("one.yaml", FILE + more))
    at = datetime.fromisoformat(f"2026-11-21T{now}+08:00")
    situation = situate(incident, Library.default(), now=at)
    return next(each for each in situation.obligations if each.duty == duty)


def test_an_obligation_names_the_body_and_the_unit_it_stands_for():
    [unit] = standing("bodies: {headquarters: 某县指挥部}\n").units
    assert (unit.id, unit.name.zh, unit.name.en) == ("headquarters", "某县指挥部", "某县指挥部")
    assert names_of((unit,), "zh") == "某县指挥部（县应急指挥部（县指挥部））"


def test_several_bodies_stand_for_one_unit():
    units = standing("bodies: {headquarters: [甲县指挥部, 乙县指挥部]}\n").units
    assert [(unit.id, unit.name.zh) for unit in units] == [
        ("headquarters", "甲县指挥部"),
        ("headquarters", "乙县指挥部"),
    ]


def test_addressees_are_named_so_too():
    named = [unit.name.zh for unit in standing("bodies: {county-government: 某县人民政府}\n").to]
    assert "某县人民政府" in named


def test_an_act_may_name_the_body_by_its_own_name():
    done = "bodies: {headquarters: 某县指挥部, county-government: 某县}\nthen:\n"
    done += '  - {at: "2026-11-21T09:30+08:00", did: [{duty: report-up, by: 某县指挥部, to: [某县]}]}\n'
    found = standing(done)
    assert [unit.name.zh for unit, _ in found.told] == ["某县"]
    assert "某县" not in [unit.name.zh for unit in found.missing]


def test_another_body_stands_for_it_from_the_step_that_says_so():
    more = (
        'bodies: {headquarters: 甲}\nthen:\n  - {at: "2026-11-21T09:30+08:00", bodies: {headquarters: 乙}}\n'
    )
    assert standing(more, "09:20").units[0].name.zh == "甲"
    assert standing(more, "09:40").units[0].name.zh == "乙"


def test_what_was_done_or_had_ended_before_is_of_the_body_before(tmp_path):
    duties = "- {id: tell, when: received, within: 1 hour, ends: [sealed]}\n- {id: done, when: received, within: 1 hour}"
    duties += "\n- {id: goes-on, when: received, within: 1 hour}"
    text = """\
occurred: @08:00
bodies: {bureau: 甲}
events: {received: @08:30}
then:
  - {at: @09:00, did: [{duty: done, by: 甲}]}
  - {at: @10:00, events: {sealed: }, bodies: {bureau: 乙}}
"""
    situation = case(tmp_path, duties, text).at("11:00")
    named = {one.duty: (one.state, one.units[0].name.zh) for one in situation.obligations}
    assert named == {"tell": ("missed", "甲"), "done": ("met", "甲"), "goes-on": ("overdue", "乙")}


@pytest.mark.parametrize(
    ("bodies", "code"),
    [("{headquarter: 甲}", "E722"), ("{headquarters: []}", "E737"), ('{headquarters: " "}', "E737")],
)
def test_a_unit_that_is_none_or_that_nobody_stands_for_is_refused(bodies, code):
    with pytest.raises(InputError) as raised:
        standing(f"bodies: {bodies}\n")
    assert [each.code for each in raised.value.faults] == [code]
