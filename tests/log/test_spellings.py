"""An instant is spelt alike wherever one is given: under `events:` and `facts:` of one file, in calls, in options."""

from datetime import UTC, datetime

import pytest

from instants import READ, REFUSED
from respond.errors import InputError
from respond.facts import Exactly
from respond.log import Log, load_incident, make_incident, quick_incident
from respond.plan import Library
from small_plan import SMALL, shelve

LAST = datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC)
DAY = "  season_day: {type: date"
PLAN = SMALL.replace(
    DAY, f"  seen: {{type: instant, label: {{zh: 发现时刻, en: time of discovery}}, clause: '2'}}\n{DAY}"
)
FILE = """\
respond: incident/1
id: test-1
title: {{zh: 测试, en: test}}
plans: [spill]
occurred: "{0}"
facts: {{seen: "{0}", river: {{value: yes, as_of: "{0}"}}}}
events: {{sealed: "{0}", received: {{at: "{0}"}}}}
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    library = Library([shelve(tmp_path_factory.mktemp("plans"), PLAN)])
    return library.prepared(library.find("spill"))


def in_a_file(text, folder):
    path = folder / "incident.yaml"
    path.write_text(FILE.format(text), "utf-8")
    return load_incident(path)


def in_a_call(text, _folder):
    return make_incident(
        "spill", {"seen": text}, events={"sealed": text, "received": {"at": text}}, occurred=text
    )


def in_options(text, _folder):
    return quick_incident("spill", [f"seen={text}"], [f"sealed={text}", f"received={text}"], occurred=text)


PLACES = pytest.mark.parametrize("given", [in_a_file, in_a_call, in_options])


@PLACES
@pytest.mark.parametrize("text", READ)
def test_every_place_reads_the_same(given, text, plan, tmp_path):
    log = Log(given(text, tmp_path), [plan])
    step = log.steps(LAST)[-1]
    assert step.observations["seen"].value == Exactly(READ[text])
    assert [step.events[name][0].held.first for name in ("sealed", "received")] == [READ[text]] * 2
    assert log.begins == READ[text]


@PLACES
@pytest.mark.parametrize("text", REFUSED)
def test_every_place_refuses_the_same(given, text, plan, tmp_path):
    with pytest.raises(InputError) as raised:
        Log(given(text, tmp_path), [plan])
    assert {fault.code for fault in raised.value.faults} == {REFUSED[text]}


def test_an_event_given_as_a_fact_is_called_one(plan):
    incident = quick_incident("spill", ["sealed=yes", "injurd=3"], [], occurred="2026-03-01T08:00+08:00")
    with pytest.raises(InputError) as caught:
        Log(incident, [plan])
    assert {(each.code, each.suggestion) for each in caught.value.faults} == {
        ("E742", None),
        ("E701", "injured"),
    }
