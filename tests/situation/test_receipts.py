"""A body that was told has not received: what it owes from its receipt on waits, and the answer says for what."""

import re

import pytest

from duties import Case, incident_of, plan_of, short
from respond.plan import Library
from respond.show import View, plain, situation_sheet
from small_plan import shelve

DUTIES = """
- {id: tell, when: received, report: first, to: [county, city], within: 1 hour}
- {id: pass-on, unit: county, when: received@county and level >= III, within: 2 hours, after: received@county}
- {id: maybe, unit: county, when: received@county and leak, within: 2 hours, after: received@county}
- {id: never, unit: county, when: received@county and n >= 30, within: 2 hours, after: received@county}
- {id: waits, unit: city, when: occurred, within: 2 hours, after: received@city}
- {id: office, unit: office, when: received@office, within: 2 hours}
"""
TOLD = "occurred: @08:00\nfacts: {n: 4}\nevents: {received: @08:30}\nthen:\n  - {at: @09:00, did: [{duty: tell%s}]}\n"


def waiting(found, clock="10:00"):
    return [
        (each.body.id, short(each.told), each.event, [duty.en for duty in each.duties])
        for each in found.at(clock).unreceived
    ]


@pytest.fixture
def named(tmp_path):
    """Give what makes a case in which each duty is called by its id."""

    def make(more="", act=""):
        text = re.sub(r"en: duty, (.*?)id: ([a-z-]+)", r"en: \2, \1id: \2", plan_of(DUTIES))
        shelve(tmp_path, text, "testland/duties/2020")
        return Case(Library([tmp_path]), incident_of(TOLD % act + more))

    return make


def test_the_duties_that_begin_with_the_receipt_of_who_was_told_are_named(named):
    """What the level settles stands first, what only may be owed behind it; what cannot be owed is left out."""
    assert waiting(named()) == [
        ("county", "09:00", "received@county", ["pass-on", "maybe"]),
        ("city", "09:00", "received@city", ["waits"]),
    ]


def test_nobody_is_named_before_he_was_told(named):
    assert waiting(named(), "08:59") == []
    assert [each[0] for each in waiting(named(act=", to: [city]"))] == ["city"]


def test_a_receipt_that_is_entered_waits_no_more(named):
    found = named("  - {at: @09:30, events: {received@county: @09:10, received@city: @09:20}}\n")
    assert waiting(found) == []
    assert short(found.one("10:00", "pass-on").due) == "11:10"


def test_it_is_told_how_the_receipt_is_entered_and_no_receipt_is_made_up(named):
    found = named()
    (words, _) = [each.words for each in found.at("10:00").unreceived]
    assert words.zh.startswith(
        "县政府的接报还没有记（2026-03-01 09:00已报）：报出不等于收到，其“任务”自接报起"
    )
    assert words.en.endswith("ask when it was and enter the event `received@county`")
    assert found.all("10:00", "pass-on") == []
    assert found.states("10:00", "waits") == ["waiting"]


def test_the_list_says_so(named):
    blocks = plain(situation_sheet(named().at("10:00"), View("en")))
    assert "the receipt by county government is not yet entered" in " ".join(blocks.split())
