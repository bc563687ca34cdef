"""An incident that is asked again and again goes on from what was walked, and answers as the whole of it would."""

import re
import sys
from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from test_laws_of_obligations import DUTIES, END, RIGHT, steps, written

from duties import case, incident_of, plan_of, when
from respond.errors import RespondError
from respond.plan import Library
from respond.situation import Running, situate
from small_plan import shelve
from steps import steps as work

QUIET = """
- {id: tell, when: received, within: 1 hour, to: [county, city], report: first, fulfilled_by: {county: county_told}}
- {id: grave, when: level >= III, after: received, within: 1 hour, to: [county], report: first}
- {id: many, when: n >= 3, after: received, within: 2 hours, counted: from-start}
- {id: asks, when: asked, within: 1 hour}
- {id: long, when: received, within: 3 hours, pauses: {from: test_begun, to: test_done}, extend: {by: county, at_most: 9 hours}}
- {id: leaky, when: leak, after: received, within: 1 hour}
- {id: now, when: asked and n >= 1, due: immediately, ends: [sealed]}
- {id: measure, response: [III, II], due: immediately}
- {id: first, when: elapsed(received) >= 2 hours and not sealed, after: [asked, sealed], within: 90 minutes}
- {id: keep, when: received, kind: keep, broken_by: [waste]}
- {id: rounds, when: received, every: 1 hour, after: received, until: sealed, to: [county], report: later}
- {id: remind, when: n >= 2, after: asked, within: 30 minutes, unit: office, to: [bureau]}
- {id: with, when: n >= 2, after: received, within: 1 hour, to: [county], done_with: [tell]}
- {id: county, when: received@county, within: 1 hour, unit: county, to: [city]}
"""
"""Of these none asks how another stands, so that steps which say nothing are taken over."""

LATER = plan_of(QUIET).replace(
    'name: "2020", in_force: {from: 2020-01-01', 'name: "2026", in_force: {from: 2026-03-02'
)
NOTE = st.just("note: {zh: 电话}")
BACK = st.integers(0, 3).map(lambda tick: f"corrects: {{entry: occurred, at: @07:{10 * tick:02}}}")
DECLARED = st.integers(0, 3).map(
    lambda tick: (
        f"declared: {{level: II, by: county, reason: {{zh: 定}}, until: 2026-03-01T{13 + tick}:00+08:00}}"
    )
)


@pytest.fixture(scope="module", params=["asking", "quiet", "two editions"])
def library(request, tmp_path_factory) -> Library:
    folder = tmp_path_factory.mktemp("going-on")
    if request.param == "asking":
        return case(folder, DUTIES, "occurred: @08:00\n").library
    old = plan_of(QUIET)
    if request.param == "two editions":
        old = old.replace("{from: 2020-01-01", "{from: 2020-01-01, to: 2026-03-01")
        shelve(folder, LATER, "testland/duties/2026")
    shelve(folder, old, "testland/duties/2020")
    return Library([folder])


def answer(make):
    """Give an answer in full, or what is wrong."""
    try:
        return make().to_json()
    except RespondError as error:
        return [(each.code, str(each.problem)) for each in error.faults]


def read(found):
    """Read steps as an incident; a note is no list."""
    return incident_of(re.sub(r"note: \[(.*)\]", r"note: \1", written(found)))


@settings(max_examples=15, deadline=None)
@given(
    steps([RIGHT, NOTE, NOTE, BACK, DECLARED], fewest=1, most=7),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 3 * END), st.booleans()), min_size=3, max_size=8),
    st.booleans(),
)
def test_every_question_at_every_prefix_is_answered_as_from_the_whole(library, found, questions, crowded):
    """In any order, of what was, of what is, of what is only supposed; corrections and late reports among the steps."""
    incident = read(found)
    if crowded:  # two steps of one moment
        incident = evolve(
            incident, then=tuple(evolve(each, at=incident.then[0].at) if place == 1 else each
                                 for place, each in enumerate(incident.then)),
        )  # fmt: skip
    running = Running(library)
    prefixes = [evolve(incident, then=incident.then[:count]) for count in range(len(incident.then) + 1)]
    for prefix in prefixes:
        now = prefix.then[-1].at if prefix.then else when("08:40")
        assert answer(lambda p=prefix, n=now: situate(p, library, now=n, running=running)) == answer(
            lambda p=prefix, n=now: situate(p, library, now=n)
        )
    for count, tick, supposes in questions:
        prefix = prefixes[min(count, len(prefixes) - 1)]
        at = when("08:30") + timedelta(minutes=10 * tick)
        now = max(at, incident.then[-1].at)
        more = {"assume": ["n=12"], "declare": ("I", "county", "r")} if supposes else {}
        ask = {"now": now, "at": at, **more}
        assert answer(lambda p=prefix, a=ask: situate(p, library, running=running, **a)) == answer(
            lambda p=prefix, a=ask: situate(p, library, **a)
        )
        hindsight = {"now": now, "at": at, "hindsight": True}
        assert answer(lambda p=prefix, a=hindsight: situate(p, library, running=running, **a)) == answer(
            lambda p=prefix, a=hindsight: situate(p, library, **a)
        )
        assert len(running.kept.stops) <= 8


LONG = "occurred: @08:00\nevents: {received: @08:30, asked: @08:30}\nfacts: {n: 1}\nthen:\n"


TOLD = [
    "facts: {{n: {0}}}",
    "note: {{zh: 电话}}",
    "did: [{{duty: tell}}]",
    "events: {{test_begun: @08:{1}}}",
    "note: {{zh: 电话}}",
]
"""Figures, reports back in time, acts and notes."""


def long(count, kinds=TOLD):
    """Give an incident of many steps."""
    lines = [
        f"  - {{at: {(when('09:00') + timedelta(minutes=place)).isoformat()}, "
        + kinds[place % len(kinds)].format(place % 9, 30 + place % 29)
        + "}"
        for place in range(count)
    ]
    return incident_of(LONG + "\n".join(lines) + "\n")


def asking(library, incident, running=None):
    """Give what asks an incident at its end."""
    return lambda: situate(incident, library, now=incident.then[-1].at, running=running)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quiet")
    shelve(
        folder, plan_of(QUIET.replace("rounds, when: received", "rounds, when: leak")), "testland/duties/2020"
    )
    return Library([folder])


def test_an_entry_more_costs_the_same_however_long_the_log(quiet):
    cost = {}
    for count in (60, 600):
        incident = long(count, ["facts: {{n: 3}}", TOLD[1]])  # nothing more is owed for them
        running = Running(quiet)
        asking(quiet, evolve(incident, then=incident.then[:-1]), running)()
        cost[count] = work(asking(quiet, incident, running))
        assert cost[count] < work(asking(quiet, incident)) / (count / 60)
    assert cost[600] < 1.5 * cost[60]


def test_what_changes_by_itself_is_looked_up_once_for_many_notes(quiet, monkeypatch):
    walking, looked = sys.modules["respond.situation.walk"], []
    next_edge = walking.next_edge
    monkeypatch.setattr(walking, "next_edge", lambda *asked: looked.append(asked) or next_edge(*asked))
    asking(quiet, long(600, [TOLD[1]]))()
    assert len(looked) < 10  # before a night of notes nobody changes anything, but for what changes by itself


def test_a_log_ten_times_as_long_takes_about_ten_times_the_work(quiet):
    shorter, longer = (work(asking(quiet, long(count))) for count in (60, 600))
    assert longer < 15 * shorter


def test_another_incident_is_not_taken_for_the_one_that_was_walked(quiet):
    running = Running(quiet)
    one, other = long(20), evolve(long(20), id="other")
    for incident in (one, other, one):
        now = incident.then[-1].at
        asked = situate(incident, quiet, now=now, running=running)
        assert asked.to_json() == situate(incident, quiet, now=now).to_json()


def test_a_branch_leaves_what_it_came_from_as_it_was(quiet):
    incident = long(20)
    earlier = evolve(incident, then=incident.then[:-1])
    running = Running(quiet)
    situate(earlier, quiet, now=earlier.then[-1].at, running=running)
    kept = running.kept
    situate(incident, quiet, now=incident.then[-1].at, running=running.branched())
    assert running.kept is kept
