"""Several teams under one clock: set at once or not at all, each with its own log and its own answers."""

from datetime import timedelta

from exercises import FIRST, text
from plays import REASON, Live, run_of
from test_play import TELL, refused

from respond.exercise import CommonClock, Playing, compare_teams, recording_of, report_data, scenario_from
from respond.yaml import Source

LATER = ("+01:00", "to: [bureau], facts: {area: 40 ha}")
WAITS = ("+00:10", "when: {met: [tell]}, to: [bureau]")
SCENARIO = text((FIRST, LATER, WAITS), end="+08:00")


class Together:
    """Two teams whose clocks are set together."""

    def __init__(self, shelf, *scenarios):
        self.teams = [Live(shelf, each) for each in scenarios]
        self.shelf = shelf

    def do(self, name, *given):
        playings = [Playing(each.play, each.now, self.shelf) for each in self.teams]
        made = getattr(CommonClock(playings), name)(*given)
        for each, moves in zip(self.teams, made, strict=True):
            each._keep(moves, "director")
        return self

    def go(self, **length):
        for each in self.teams:
            each.go(**length)
        return self

    @property
    def clocks(self):
        return [(each.stage, each.offset) for each in self.teams]


def test_all_clocks_start_stand_jump_and_step_at_once(shelf):
    both = Together(shelf, SCENARIO, SCENARIO).do("run", 6).go(minutes=5)
    assert both.clocks == [("running", "+00:30")] * 2
    both.do("run", 0).go(hours=1)
    assert both.clocks == [("paused", "+00:30")] * 2
    assert both.do("step", 10).do("jump", "+02:00").clocks == [("paused", "+02:00")] * 2


def test_the_next_inject_is_the_next_of_any_team(shelf):
    both = Together(shelf, SCENARIO, SCENARIO).do("next")
    assert both.clocks == [("paused", "+00:00")] * 2
    both.teams[1].do("act", TELL)  # which brings the second team an inject ahead of the first one's
    assert both.do("next").clocks == [("paused", "+00:10")] * 2
    assert [sorted(each.given()) for each in both.teams] == [["I1"], ["I1", "I3"]]
    assert both.do("next").clocks == [("paused", "+01:00")] * 2
    assert both.do("next").clocks == [("over", "+08:00")] * 2


def test_clocks_that_show_the_same_minute_run_as_one_from_there(shelf):
    both = Together(shelf, SCENARIO, SCENARIO)
    one, other = both.teams
    one.do("run", 1)
    both.go(seconds=50)
    other.do("run", 1)
    both.go(seconds=9).do("run", 60)
    assert [each.play.elapsed(each.now) for each in both.teams] == [timedelta(0)] * 2
    assert both.go(seconds=30).clocks == [("running", "+00:30")] * 2


def test_clocks_that_do_not_show_the_same_are_not_run_until_they_do(shelf):
    both = Together(shelf, SCENARIO, SCENARIO)
    both.teams[0].do("jump", "+00:10")
    for name, given in (("run", (1,)), ("step", (5,)), ("next", ())):
        told = refused("E655", both.do, name, *given)
        assert "+00:10 or later" in told.expected.en
    both.do("run", 0)
    refused("E693", both.do, "jump", "+00:05")
    assert both.do("jump", "+00:10").do("run", 1).clocks == [("running", "+00:10")] * 2


def test_plays_of_two_scenarios_have_no_common_clock(shelf):
    other = SCENARIO.replace("id: small", "id: other", 1)
    told = refused("E656", Together(shelf, SCENARIO, other).do, "run", 1)
    assert "动作" not in told.problem.zh + told.expected.zh + told.help.zh


def test_one_that_has_ended_stops_nothing_in_the_others_unseen(shelf):
    both = Together(shelf, SCENARIO, SCENARIO).do("run", 0)
    both.teams[1].do("end")
    before = [len(each.moves) for each in both.teams]
    refused("E692", both.do, "run", 1)
    assert [len(each.moves) for each in both.teams] == before


def test_each_team_has_its_own_answers_and_comes_to_what_it_would_alone(shelf):
    both = Together(shelf, SCENARIO, SCENARIO).do("run", 0).do("jump", "+00:20")
    both.teams[0].do("act", TELL)
    both.do("jump", "+08:00")
    alone = Live(shelf, SCENARIO).do("jump", "+00:20").do("act", TELL).do("jump", "+08:00")
    one, other = (report_data(run_of(each.do("end"), shelf)) for each in both.teams)
    assert one == report_data(run_of(alone.do("end"), shelf))
    assert one["points"] > other["points"]
    scenario = scenario_from(Source("small.yaml", SCENARIO))
    found = compare_teams(scenario, [recording_of(each.play) for each in both.teams], shelf)
    assert [each.points for each in found.teams] == [one["points"], other["points"]]


WAYS = (("step", 5), ("step", 7), ("next",), ("run", 60), ("run", 0), ("jump", "+02:30"), ("run", 600))
"""What the director does with the clock, a minute of real time after each."""
RICH = text(
    (
        FIRST,
        ("+00:05", "to: [bureau]"),
        ("+00:10", "when: {met: [tell]}, to: [bureau]"),
        ("+00:20", "when: {called: none, for: 15 min}, to: [bureau]"),
        ("+00:00", 'after: I2, kind: outage, channels: [fax], until: "+01:10"'),
        ("+02:00", "when: {condition: area >= 30 ha}, kind: outage, channels: [phone], until: '+03:00'"),
        LATER,
    ),
    end="+08:00",
)


def test_each_team_is_given_what_its_own_clock_would_give_it_and_comes_to_its_end(shelf):
    """One team tells and the other does not, so that what waits comes to each of them at another moment."""
    both = Together(shelf, RICH, RICH).do("run", 0)
    alone = [Live(shelf, RICH).do("run", 0) for _ in both.teams]
    for team in (both.teams[0], alone[0]):
        team.do("act", TELL)
    came = set()
    for name, *given in WAYS:
        both.do(name, *given).go(minutes=1)
        for each in alone:
            each.do(name, *given).go(minutes=1)
        for one, other in zip(both.teams, alone, strict=True):
            assert (one.stage, one.offset, one.given()) == (other.stage, other.offset, other.given())
        came.add(tuple(tuple(each.given()) for each in both.teams))
    assert [each.stage for each in both.teams] == ["over", "over"]
    assert sorted(both.teams[0].given()) == [f"I{number}" for number in range(1, 8)]
    assert sorted(both.teams[1].given()) == ["I1", "I2", "I4", "I5", "I6", "I7"]
    assert len(came) > 3, "it came one after another"
    both.do("end")
    for one, other in zip(both.teams, alone, strict=True):
        ended = run_of(other.do("end"), shelf)
        assert report_data(run_of(one, shelf)) == report_data(ended)
        assert [each.kind for each in one.moves] == [each.kind for each in other.moves]


def test_all_are_ended_at_once_or_none(shelf):
    both = Together(shelf, SCENARIO, SCENARIO).do("run", 0).do("jump", "+00:20")
    refused("E653", both.do, "end")
    assert [each.stage for each in both.teams] == ["paused", "paused"]
    both.do("end", REASON)
    assert [(each.stage, each.play.ended, each.play.reason) for each in both.teams] == [
        ("ended", "+00:20", REASON)
    ] * 2
