"""Which reminders are planned: before, at and after a limit, and of what is owed at once."""

from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from watching import REPORT, at, kind_of

from respond.errors import InputError
from respond.log import quick_incident
from respond.situation import situate
from respond.watch import Held, default_rhythm, plan, read_rhythm
from respond.yaml import Source
from shipped_plans import LIBRARY

RHYTHM = default_rhythm()
DEFAULT = """
respond: reminders/1
whose: ours
shares: [1/2]
before: [30 minutes, 5 minutes]
after: [10 minutes, 1 hour]
at_once: [10 minutes]
acknowledged: 1 hour
late_after: 2 minutes
sign_every: 1 hour
"""


def incident(*facts, events=("received=2026-11-21T09:12+08:00",)):
    return quick_incident(["vaccine-quality"], ["quality_suspected=yes", *facts], list(events))


def seen(clock, *facts, day=21, **more):
    return situate(incident(*facts, **more), LIBRARY, now=at(clock, day))


def outlook(clock, *facts, held=None, rhythm=RHYTHM, **more):
    return plan(seen(clock, *facts, **more), rhythm, held)


def past(clock, obligation=REPORT, **more):
    return [kind_of(each.key) for each in outlook(clock, **more).due.get(obligation, ())]


def test_before_at_and_after_a_limit():
    assert past("09:41") == []
    # half of the hour and 30 minutes before its end are one moment: one reminder
    assert past("09:42") == ["before-1/2"]
    assert past("10:07") == ["before-1/2", "before-300s"]
    assert past("10:12") == ["before-1/2", "before-300s", "at"]
    assert past("10:22")[3:] == ["after-600s"]
    assert past("14:52")[3:] == ["after-600s", "after-2400s", "after-6000s", "after-16800s"]


def test_a_key_names_incident_obligation_limit_and_kind():
    key = outlook("10:12").due[REPORT][-1].key
    assert key == f"{seen('10:12').incident}:{REPORT}:20261121T021200Z:at"


@pytest.mark.parametrize("clock", ["09:12", "09:41", "10:11", "10:12", "10:13", "23:59"])
def test_there_is_always_a_next_one(clock):
    found = outlook(clock)
    assert found.next[REPORT].at > at(clock)
    assert found.unplanned == ()


def test_a_limit_that_moves_plans_anew():
    later = outlook("09:13", events=("received=2026-11-21T09:00+08:00",))
    assert not {each.key for each in outlook("09:13").next.values()} & {
        each.key for each in later.next.values() if each.obligation == REPORT
    }


def test_at_once_is_told_on_arising_and_at_growing_intervals():
    name = "jiaocheng/vaccine-quality#seal-vaccine#1"
    assert past("09:12", name) == ["at-once-0s"]
    assert past("10:50", name) == ["at-once-0s", "at-once-600s", "at-once-1800s", "at-once-5400s"]


def test_what_waits_for_its_start_has_no_reminder_and_is_no_failure():
    found = outlook("09:30", events=("occurred=2026-11-21T08:00+08:00",))
    assert REPORT not in found.next
    assert found.unplanned == ()


@pytest.mark.parametrize("changed", [{"mood": "may"}, {"kind": "refrain"}])
def test_powers_and_what_is_refrained_from_are_not_reminded_of(changed):
    situation = seen("09:30")
    one = next(each for each in situation.obligations if each.id == REPORT)
    other = evolve(one, order=evolve(one.order, **changed))
    found = plan(evolve(situation, obligations=(other,)), RHYTHM)
    assert (found.next, found.unplanned) == ({}, ())


def test_duties_of_others_are_reminded_of_where_the_rhythm_says_so():
    situation = seen("09:30")
    one = next(each for each in situation.obligations if each.id == REPORT)
    theirs = evolve(situation, obligations=(evolve(one, order=evolve(one.order, ours=False)),))
    assert plan(theirs, RHYTHM).next == {}
    assert [*plan(theirs, evolve(RHYTHM, whose="all")).next] == [REPORT]


def test_a_limit_that_cannot_be_worked_out_is_named():
    situation = seen("09:30")
    one = next(each for each in situation.obligations if each.id == REPORT)
    lost = evolve(one, due=None, late_from=None)
    found = plan(evolve(situation, obligations=(lost,)), RHYTHM)
    assert [each.id for each in found.unplanned] == [REPORT]
    assert not found.next


def test_a_paused_limit_has_none():
    situation = seen("09:30")
    one = next(each for each in situation.obligations if each.id == REPORT)
    found = plan(evolve(situation, obligations=(evolve(one, due=None, paused=at("09:20")),)), RHYTHM)
    assert not found.next
    assert found.unplanned == ()


def test_postponing_holds_back_what_comes_before_and_after_and_never_what_comes_at_the_limit():
    held = {REPORT: Held(postponed=((at("09:30"), at("10:30")),))}
    assert past("10:30", held=held) == ["at", "resumed-20261121T023000Z"]
    assert past("10:52", held=held)[2:] == ["after-2400s"]
    assert outlook("09:31", held=held).next[REPORT].kind == "at"


def test_an_acknowledgement_by_all_holds_back_repeats_alone():
    held = {REPORT: Held(quiet=((at("09:30"), at("11:00")),))}
    assert past("11:00", held=held) == ["before-1/2", "before-300s", "at"]
    assert past("12:00", held=held)[3:] == ["after-6000s"]


def test_of_rounds_only_the_last_is_repeated():
    text = ["quality_suspected=yes", "deaths=3"]
    events = ["received=2026-11-21T09:12+08:00", "response_started=2026-11-21T09:20+08:00"]
    incident_ = quick_incident(["vaccine-quality"], text, events)
    found = plan(situate(incident_, LIBRARY, now=at("12:00", 24)), evolve(RHYTHM, whose="all"))
    rounds = {}
    for name in found.next:
        rounds.setdefault(name.rpartition("#")[0], []).append(name)
    assert found.unplanned == ()
    for each in rounds.values():
        overdue = [name for name in each if found.due.get(name)]
        assert len(overdue) <= 2


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_what_has_come_stays_come(first, second):
    early, late = (at("09:12") + timedelta(minutes=each) for each in sorted((first, second)))
    of = [
        [each.key for each in plan(situate(incident(), LIBRARY, now=now), RHYTHM).due.get(REPORT, ())]
        for now in (early, late)
    ]
    assert of[1][: len(of[0])] == of[0]


@given(st.integers(0, 5_000))
def test_reminders_stand_in_the_order_of_their_moments(minutes):
    now = at("09:12") + timedelta(minutes=minutes)
    for each in plan(situate(incident("deaths=3"), LIBRARY, now=now), RHYTHM).due.values():
        assert all(one.at <= other.at for one, other in pairwise(each))
        assert all(one.at <= now for one in each)
        assert len({one.key for one in each}) == len(each)


def read(text):
    return read_rhythm(Source("p.yaml", text))


def refused(text):
    with pytest.raises(InputError) as raised:
        read(text)
    return sorted({each.code for each in raised.value.faults})


def test_a_rhythm_is_read():
    found = read(DEFAULT.replace("[1/2]", "[1/2, 75%]"))
    assert found.shares == (Fraction(1, 2), Fraction(3, 4))
    assert found.after == (timedelta(minutes=10), timedelta(hours=1))


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("[1/2]", "[3/2]", ["E870"]),
        ("[1/2]", "[half]", ["E870"]),
        ("[1/2]", "[1/0]", ["E870"]),
        ("[1/2]", "[0%]", ["E870"]),
        ("after: [10 minutes, 1 hour]", "after: [1 hour, 10 minutes]", ["E871"]),
        ("at_once: [10 minutes]", "at_once: []", ["E871"]),
        ("acknowledged: 1 hour", "acknowledged: 1 month", ["E865"]),
        ("late_after: 2 minutes", "late_after: 2 working days", ["E865"]),
        ("sign_every: 1 hour", "sign_every: 1 huor", ["E602"]),
        ("whose: ours", "whose: mine", ["E208"]),
        ("whose: ours", "whom: ours", ["E201"]),
    ],
)
def test_what_is_wrong_with_a_rhythm_is_told(old, new, codes):
    assert refused(DEFAULT.replace(old, new)) == codes
