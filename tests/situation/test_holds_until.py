"""An event that holds until another one (`until`): a fire is out until it rekindles, and out again when it is put out."""

import pytest

from duties import Case, incident_of, plan_of, when
from respond.errors import InputError
from respond.plan import Library, PlanRef
from small_plan import shelve

DUTIES = """
- {id: fight, when: occurred and not sealed, due: immediately, after: occurred, ends: [sealed]}
- {id: guard, when: sealed, due: unstated, ends: [closed]}
"""
INCIDENT = "occurred: @08:00\nfacts: {n: 1}\nthen:\n"


def library(tmp_path, until: str = "waste") -> Library:
    text = plan_of(DUTIES).replace("en: sealed, clause", f"en: sealed, until: {until}, clause")
    return Library([shelve(tmp_path, text, "testland/duties/2020")])


def states(found: Case, clock: str, duty: str) -> list[str]:
    return [one.state for one in found.all(clock, duty)]


def told(tmp_path, *steps: str) -> Case:
    return Case(library(tmp_path), incident_of(INCIDENT + "".join(f"  - {{at: {step}}}\n" for step in steps)))


def test_what_hangs_on_it_arises_anew_when_it_holds_no_more(tmp_path):
    found = told(
        tmp_path,
        "@10:00, did: [{duty: fight}], events: {sealed: }",
        "@14:00, events: {waste: }",
        "@15:00, events: {sealed: }",
    )
    assert states(found, "09:00", "fight") == ["running"]
    assert (states(found, "11:00", "fight"), states(found, "11:00", "guard")) == (["met"], ["running"])
    assert (states(found, "14:30", "fight"), states(found, "14:30", "guard")) == (
        ["met", "running"],
        ["stood-down"],
    )
    assert [one.arose for one in found.all("14:30", "fight")][1] == when("14:00")
    assert (states(found, "16:00", "fight"), states(found, "16:00", "guard")) == (
        ["met", "missed"],
        ["stood-down", "running"],
    )


def test_after_the_end_and_the_close_too(tmp_path):
    found = told(
        tmp_path,
        "@10:00, did: [{duty: fight}], events: {sealed: }",
        "@11:00, events: {terminated: }",
        "@12:00, events: {closed: }",
        "@14:00, events: {waste: }",
    )
    assert states(found, "14:30", "fight") == ["met", "running"]


def test_put_right_never_to_have_been_it_changes_nothing(tmp_path):
    found = told(
        tmp_path,
        "@10:00, did: [{duty: fight}], events: {sealed: }",
        "@14:00, events: {waste: }",
        "@14:20, corrects: [{entry: waste, withdrawn: yes, reason: {zh: 误报, en: false alarm}}]",
    )
    assert states(found, "14:10", "fight") == ["met", "running"]
    assert states(found, "14:30", "fight") == ["met", "stood-down"]


def test_an_event_nobody_knows_is_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        library(tmp_path, "wste").prepared(PlanRef("testland/duties", "2020"))
    assert [each.code for each in caught.value.faults] == ["E513"]
