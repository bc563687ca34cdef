"""What is taken over from the moment before is what would be worked out anew."""

from datetime import timedelta

import pytest
from attrs import asdict

from duties import case, when
from respond.clock import SHANGHAI
from respond.log import begin_of, load_incident
from respond.plan import Library, shipped
from respond.reason import graded_in
from respond.situation import frames, frames_of, log_of, owed_then, situate, situations_of, walk

INCIDENTS = sorted(
    path for path in (shipped("scenarios") / "incidents").glob("*.yaml") if ".expected" not in path.name
)
LIBRARY = Library.default()
TICK = timedelta(microseconds=1)


def anew(making, each, happened, place):
    """Look at everything, as if there were no moment before."""
    own, values = making._values(each, happened, place)
    if making.before is None:
        return own, values, set()
    return own, values, {*values, *making.before.plans[place].values}


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_a_walk_that_keeps_what_did_not_change_sees_what_one_from_scratch_sees(path, monkeypatch):
    incident = load_incident(path)
    steps = [then.at for then in incident.then]
    end = (steps[-1] if steps else begin_of(incident, SHANGHAI)) + timedelta(days=3)
    kept = frames_of(incident, LIBRARY, end)
    monkeypatch.setattr(frames._Making, "_look", anew)
    fresh = frames_of(incident, LIBRARY, end)
    assert [frame.at for frame in kept] == [frame.at for frame in fresh]
    for one, other in zip(kept, fresh, strict=True):
        for mine, theirs in zip(one.plans, other.plans, strict=True):
            assert mine.level == theirs.level
            assert mine.responses == theirs.responses
            assert dict(mine.symbols) == dict(theirs.symbols)
            assert mine.conclusions == theirs.conclusions
            for part in ("own", "levels", "called", "started", "response", "in_words", "spoken", "truths"):
                assert getattr(mine, part) == getattr(theirs, part), part
            assert [each.grades for each in graded_in(mine.values)] == [
                each.grades for each in graded_in(theirs.values)
            ]
            names = {"level", "response"} | {
                name for rule in mine.plan.rules for name in rule.condition.needs
            }
            assert {n: mine.values.get(n) for n in names} == {n: theirs.values.get(n) for n in names}


def test_a_plan_that_nothing_new_concerns_concludes_nothing_anew(monkeypatch):
    """A further number of deaths, at a level that stays open, touches the leading plan and none of those beside it."""
    path = shipped("scenarios") / "incidents" / "vaccine-whole-course.yaml"
    incident = load_incident(path)
    concluded = []
    whole = frames._Concluding.over

    def over(self, *given, **named):
        concluded.append(self.plan.ref.id)
        return whole(self, *given, **named)

    monkeypatch.setattr(frames._Concluding, "over", over)
    end = incident.then[-1].at + timedelta(days=1)
    kept = frames_of(incident, LIBRARY, end)
    beside = {each.plan.ref.id for each in kept[0].plans[1:]}
    assert beside
    for name in beside:
        assert concluded.count(name) < len(kept)


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_looks_on_one_walk_see_what_each_sees_alone(path):
    """At every step, a moment before and after it, and at the very moments something falls due."""
    incident = load_incident(path)
    told = [then.at for then in incident.then]
    first = frames_of(
        incident, LIBRARY, begin_of(incident, LIBRARY.zone(incident.plans)) + timedelta(days=3)
    )[0].step
    counted = [each.as_of for each in first.observations.values() if each.as_of is not None]
    first = max([first.at, *counted])  # before that it could not have been said
    steps = [first, *told]
    end = situate(incident, LIBRARY, now=steps[-1] + timedelta(days=2))
    dues = sorted({one.due for one in end.obligations if one.due is not None and first < one.due})[:12]
    near = [moment + apart for moment in (*steps, *dues) for apart in (-TICK, timedelta(0), TICK)]
    moments = sorted({moment for moment in near if moment >= first})
    both = zip(situations_of(incident, LIBRARY, moments), owed_then(incident, LIBRARY, moments), strict=True)
    for moment, (walked, owed) in zip(moments, both, strict=True):
        alone = situate(incident, LIBRARY, now=moment)
        assert walked == alone, moment
        assert owed == (alone.at, alone.obligations), moment
        assert walked.asking == sum(bool(each.levels) for each in alone.leading.questions), moment


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_a_look_between_two_changes_sees_what_one_that_works_all_out_anew_sees(path, monkeypatch):
    incident = load_incident(path)
    begins = begin_of(incident, LIBRARY.zone(incident.plans))
    last = incident.then[-1].at if incident.then else begins
    moments = [last + timedelta(hours=hours) for hours in (30, 100, 1_000)]
    looked = [situate(incident, LIBRARY, now=moment).to_json() for moment in moments]
    monkeypatch.setattr(walk.Walk, "_grown", lambda *_: None)
    assert looked == [situate(incident, LIBRARY, now=moment).to_json() for moment in moments]


FALLING = """- {id: tell, when: "received and elapsed(received) < 3 hours", within: 1 hour}
- {id: hurry, when: "level >= III and elapsed(received) >= 2 hours", within: 1 hour}
"""


@pytest.mark.parametrize(("clock", "made"), [("09:00", 0), ("10:29", 0), ("10:30", 1), ("11:31", 2)])
def test_a_look_between_two_changes_judges_nothing(tmp_path, monkeypatch, clock, made):
    """That hours have gone by is told all the same."""
    found = case(tmp_path, FALLING, "occurred: @08:30\nfacts: {n: 4}\nevents: {received: @08:30}")
    frame_at, judged = walk.frame_at, []
    monkeypatch.setattr(walk, "frame_at", lambda *given: judged.append(given[1]) or frame_at(*given))
    situate(found.incident, found.library, now=when("08:30"))
    once = len(judged)
    told = frames_of(found.incident, found.library, when(clock))[-1]
    assert (len(judged) - 2 * once, told.at) == (made, when(clock))
    assert (
        told.plans[0].values["elapsed(received)"]
        == frames.event_values("received", told.plans[0].events["received"][-1], when(clock))[
            "elapsed(received)"
        ]
    )


def test_incidents_under_the_same_plans_have_them_found_once(tmp_path):
    found = case(tmp_path, TELL, RECEIVED + "}")
    other = case(tmp_path, TELL, RECEIVED + "}\nfacts: {n: 4}")
    involved = log_of(found.incident, found.library, when("09:00"))[1]
    assert log_of(other.incident, found.library, when("09:00"))[1] is involved


RECEIVED = "occurred: @08:00\nevents: {received: @08:30"
TELL = "- {id: tell, when: received, within: 2 hours, fulfilled_by: county_told, extend: {by: county, at_most: 2 hours}}\n"


@pytest.mark.parametrize(
    "incident",
    [
        RECEIVED + "}\nthen: [{at: @09:10, unable: [{duty: tell, reason: {zh: 道路中断}}]}]",
        RECEIVED + "}\nextended: [{duty: tell, by: county, length: 1 hour, at: @09:10}]",
        RECEIVED + "}\ndid: [{duty: tell, at: @09:10}]",
        RECEIVED + ", county_told: @09:10}",
        RECEIVED + ", asked: @09:10}",
    ],
)
def test_what_is_said_counts_at_a_look_from_when_it_is_dated(tmp_path, incident):
    """Even if a look came before the first report was complete."""
    found = case(tmp_path, TELL + "- {id: answer, when: asked, within: 1 hour}", incident)
    moments = [when(clock) for clock in ("09:00", "09:10", "09:20", "10:40")]
    walked = [each.obligations for each in situations_of(found.incident, found.library, moments)]
    assert walked == [situate(found.incident, found.library, now=now).obligations for now in moments]
    assert walked[1] != walked[0]


def whole(step):
    """Give all that a step says, for steps and turns are alike only where they are the same."""
    turns = [asdict(each, recurse=False) for each in step.turns]
    return {**asdict(step, recurse=False), "turns": turns}


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_what_was_known_by_an_entry_is_what_the_entries_up_to_it_come_to(path):
    """Whether all of a moment was told by then, or a part of it."""
    incident = load_incident(path)
    last = incident.then[-1].at if incident.then else begin_of(incident, SHANGHAI)
    log, _ = log_of(incident, LIBRARY, max(last, begin_of(incident, LIBRARY.zone(incident.plans))))
    for at, step in {(each.known, each.step + less) for each in log.entries for less in (0, -1)}:
        told, found = log.told_by(at, step)
        if told:
            anew = log.folded.emptied().with_entries(told, log.first).steps[-1]
            assert whole(found) == whole(anew)


def test_what_was_known_is_not_put_together_anew_where_a_moment_was_told_whole(monkeypatch):
    incident = load_incident(shipped("scenarios") / "incidents" / "vaccine-whole-course.yaml")
    log, _ = log_of(incident, LIBRARY, incident.then[-1].at)
    monkeypatch.setattr(type(log.folded), "emptied", None)
    for step in log.folded.steps:
        assert log.told_by(step.at, len(log.entries))[1] is step
