"""What holds of every score, whatever was done."""

from datetime import datetime, timedelta, timezone

import pytest
from exercises import PLAN, RECEIVED, library, outcome, play
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from respond.exercise import report_data

INJECTS = (
    RECEIVED,
    ("+01:00", "facts: {area: 40 ha}, events: {sealed: }"),
    ("+02:30", "events: {reopened: }"),
    ("+03:00", "events: {sealed: }"),
)
FILED = """\
  - id: file
    zh: 备案
    en: file it
    when: received
    unit: bureau
    report: initial
    to: [government, province]
    due: unstated
    clause: "3"
"""
"""What is owed to two bodies and has no clock."""
SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return library(
        tmp_path_factory.mktemp("plans"), PLAN.replace("interpretations:\n", FILED + "interpretations:\n", 1)
    )


offsets = st.integers(0, 8 * 60).map(lambda minutes: f"+{minutes // 60:02}:{minutes % 60:02}")
# no-entry and watch are left out: to do what must not be done is a breach, and leaving it undone no loss
duties = st.sampled_from(
    [
        "seal-told",
        "close",
        "tell",
        "born-late",
        "hospital",
        "check-seal",
        "tidy",
        "file",
        "alarm-two",
        "close-river",
        "lend",
    ]
)
told = st.sampled_from(["", ", to: [government]", ", to: [province]", ", to: [government, province]"])


@st.composite
def act(draw, bodies=("bureau", "squad", "government", "clinic")):
    return draw(offsets), f"by: {draw(st.sampled_from(bodies))}, did: [{draw(duties)}]{draw(told)}"


acts = st.lists(act(), max_size=8)


def scores(run):
    return {each.id: (each.result, each.points) for each in run.outcomes}


def test_doing_everything_in_time_scores_full(shelf):
    idle = play(shelf, INJECTS)
    actions = []
    for each in idle.outcomes:
        if each.kind == "duty" and each.of.order.kind != "act":
            continue
        since = max(each.since, idle.scenario.start) - idle.scenario.start
        at = f"+{since // timedelta(hours=1):02}:{since // timedelta(minutes=1) % 60:02}"
        if each.kind == "level":
            actions.append((at, "by: bureau, declares: II"))
        else:
            actions.append((at, f"by: {each.units[0].id}, did: [{each.of.duty}], round: {each.of.round}"))
    run = play(shelf, INJECTS, actions)
    assert idle.points == 0
    assert run.points == run.most > 0


@SOME
@given(actions=acts, data=st.data())
def test_leaving_an_act_out_never_raises_the_score(shelf, actions, data):
    run = play(shelf, INJECTS, actions)
    if not actions:
        return
    left_out = data.draw(st.integers(0, len(actions) - 1))
    less = play(shelf, INJECTS, [each for place, each in enumerate(actions) if place != left_out])
    assert less.points <= run.points
    assert less.most <= run.most


@SOME
@given(actions=acts, data=st.data())
@example(actions=[("+01:00", "by: bureau, did: [file], to: [government]")], data=None)
def test_leaving_out_what_counts_never_raises_the_share(shelf, actions, data):
    """Not even of what has no clock, and was only told to some: what could be reached hangs on no player."""
    run = play(shelf, INJECTS, actions)
    if not actions:
        return
    left_out = data.draw(st.integers(0, len(actions) - 1)) if data is not None else 0
    less = play(shelf, INJECTS, [each for place, each in enumerate(actions) if place != left_out])
    assert less.points * run.most <= run.points * less.most


def test_what_no_clock_asks_for_counts_done_or_not_and_a_part_is_more_than_nothing(shelf):
    """The good of telling one of two lies between nothing and the whole, and what could be reached is the same."""
    told = {to: [("+01:00", f"by: bureau, did: [file]{to}")] for to in ("", ", to: [government]")}
    none, part, whole = (play(shelf, INJECTS, each) for each in ([], told[", to: [government]"], told[""]))
    assert none.most == part.most == whole.most
    assert (part.points - none.points, whole.points - none.points) == (1, 5)
    found = [next(each for each in run.outcomes if "#file#" in each.id) for run in (none, part, whole)]
    assert [each.result for each in found] == ["omitted", "incomplete", "met"]


@SOME
@given(actions=acts, strange=act(bodies=("province",)))
@example(actions=[("+00:00", "by: bureau, did: [tell]")], strange=("+00:00", "by: province, did: [tell]"))
def test_an_act_of_a_stranger_changes_nothing(shelf, actions, strange):
    run, more = play(shelf, INJECTS, actions), play(shelf, INJECTS, [*actions, strange])
    assert scores(run) == scores(more)
    assert len(more.unscored) == len(run.unscored) + 1


@SOME
@given(actions=acts, data=st.data())
def test_the_order_in_the_file_makes_no_difference_but_among_acts_of_one_minute(shelf, actions, data):
    calls = [("+01:10", "by: bureau, declares: II"), ("+01:10", "by: squad, declares: I")]
    given_order = [*actions, *calls]
    of_minute = {at: iter([each for each in given_order if each[0] == at]) for at, _ in given_order}
    other = [next(of_minute[at]) for at, _ in data.draw(st.permutations(given_order))]
    assert report_data(play(shelf, INJECTS, given_order)) == report_data(play(shelf, INJECTS, other))


@SOME
@given(actions=acts, data=st.data())
def test_what_duties_come_to_hangs_on_no_order_in_the_file(shelf, actions, data):
    other = data.draw(st.permutations(actions))
    assert scores(play(shelf, INJECTS, actions)) == scores(play(shelf, INJECTS, other))


@SOME
@given(actions=acts)
def test_every_act_is_answered_for(shelf, actions):
    """What was done fulfilled something, or is named with its reason; every point has its act."""
    run = play(shelf, INJECTS, actions)
    assert len(run.unscored) <= len(actions)
    assert all(each.why.zh and each.why.en for each in run.unscored)
    done = {run.scenario.moment(at) for at, _ in actions}
    for each in run.outcomes:
        if each.points and each.kind == "duty":
            assert each.at in done


@SOME
@given(minutes=st.integers(-60, 330))
@example(minutes=0)
@example(minutes=1)
def test_a_delay_of_so_many_minutes_is_told_as_so_many(shelf, minutes):
    """Owed within an hour from +00:00, and done so many after that."""
    at = 60 + minutes
    run = play(shelf, (RECEIVED,), [(f"+{at // 60:02}:{at % 60:02}", "by: bureau, did: [tell]")])
    told = outcome(run, "tell#1")
    late = timedelta(minutes=minutes) if minutes > 0 else None
    assert (told.result, told.by) == ("met" if late is None else "late", late)
    (data,) = [each for each in report_data(run)["outcomes"] if each["expectation"].endswith("#tell#1")]
    assert data["late_seconds"] == (minutes * 60 if minutes > 0 else None)


@SOME
@given(shift=st.integers(-12, 14))
def test_the_zone_the_start_is_written_in_makes_no_difference(shelf, shift):
    start = datetime.fromisoformat("2026-03-01T08:00+08:00")
    written = start.astimezone(timezone(timedelta(hours=shift))).isoformat()
    actions = [("+00:20", "by: bureau, did: [tell]"), ("+01:10", "by: bureau, declares: II")]
    here, there = (play(shelf, INJECTS, actions, start=each) for each in (start.isoformat(), written))
    assert report_data(here) == report_data(there)
