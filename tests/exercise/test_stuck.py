"""Injects that cannot be carried out: held back with a reason, and the play goes on, live and when it is run again."""

import pytest
from exercises import FIRST, text
from plays import Live, live, run_of, written_again

from respond.errors import InputError
from respond.exercise import director_view, evaluator_view, player_view, report_data, report_sheet
from respond.show import as_markdown

AT_TEN = "events: {sealed: '2026-03-01T10:00+08:00'}, to: [bureau]"
"""Speaks of ten o'clock, which is two hours on, whenever it comes."""
WAITING = ("+00:05", f"when: {{met: [tell]}}, {AT_TEN}")
FOLLOWS = ("+00:30", "to: [bureau], facts: {area: 40 ha}")
TELL = {"by": "bureau", "did": ["tell"], "to": ["government", "province"], "channel": "phone"}


def shown(play, name):
    view = director_view(play.so_far(), play.now)
    return next(each for each in view.injects if each.id == name)


def begun(shelf, *injects):
    return live(shelf, *injects).do("run", 1)


@pytest.fixture
def stuck(shelf):
    """Play until one that waited has come too early for what it tells."""
    return begun(shelf, WAITING, FOLLOWS).go(minutes=10).do("act", TELL).go(minutes=1)


@pytest.mark.parametrize(
    ("inject", "at"), [(("+00:10", AT_TEN), "+00:10"), (("+00:10", f"after: I1, {AT_TEN}"), "+00:10")]
)
def test_one_that_cannot_be_carried_out_is_held_back_from_its_minute_with_the_reason(shelf, inject, at):
    play = begun(shelf, inject, FOLLOWS).go(minutes=9)
    assert shown(play, "I2").state == "next"
    play.go(minutes=30)
    row = shown(play, "I2")
    assert (row.state, row.at) == ("held", at)
    assert row.stuck.en.startswith("E713")
    assert "sealed" in row.stuck.en
    assert "sealed" in row.stuck.zh
    assert play.given() == {"I1": "+00:00", "I3": "+00:30"}


def test_one_that_waited_and_came_too_early_is_held_back(stuck):
    assert shown(stuck, "I2").at == "+00:10"
    assert stuck.given() == {"I1": "+00:00"}


def test_what_was_given_before_stays_given_though_the_later_one_stands_ahead_of_it_in_the_file(shelf):
    sealed = ("+00:10", "when: {met: [tell]}, events: {sealed: }, to: [bureau]")
    clash = ("+00:20", AT_TEN)
    play = begun(shelf, clash, sealed).go(minutes=10).do("act", TELL).go(minutes=20)
    assert play.given() == {"I1": "+00:00", "I3": "+00:10"}
    assert shown(play, "I2").state == "held"


def test_every_page_can_still_be_looked_at(stuck):
    found = stuck.so_far()
    assert player_view(found, stuck.now, "bureau").received
    assert evaluator_view(found, stuck.now).expected
    assert found.situation is not None


def test_the_first_move_that_is_made_keeps_that_it_was_held_back_and_why(stuck):
    stuck.do("note", {"by": {"zh": "甲", "en": "A"}, "text": {"zh": "记", "en": "noted"}})
    held = stuck.play.kept_back["I2"]
    assert (held.how, held.at) == ("held", "+00:10")
    assert held.why.en.startswith("E713")
    assert not stuck.so_far().stuck
    assert shown(stuck, "I2").stuck == held.why


def test_what_is_done_later_does_not_bring_it_in_by_the_way(stuck):
    """At ten o'clock it could be carried out; but its minute has passed and nobody was told anything."""
    stuck.go(minutes=40).do("step", 0).go(hours=2)
    assert "I2" not in stuck.given()


def test_the_director_drops_it(stuck):
    stuck.do("drop", "I2")
    row = shown(stuck, "I2")
    assert (row.state, row.stuck) == ("dropped", None)


def test_it_cannot_be_given_or_released_while_it_cannot_be_carried_out_and_says_why(stuck):
    for way in ("give", "release"):
        with pytest.raises(InputError) as caught:
            stuck.do(way, "I2")
        assert [each.code for each in caught.value.faults] == ["E713"]
    stuck.go(hours=2).do("give", "I2")
    assert stuck.given()["I2"] == "+02:11"


def test_to_hold_what_is_held_back_keeps_the_reason(stuck):
    stuck.do("hold", "I2")
    assert shown(stuck, "I2").stuck is not None


def test_the_next_inject_is_found_behind_one_that_cannot_be_carried_out(shelf):
    play = begun(shelf, ("+00:10", AT_TEN), FOLLOWS)
    play.do("next")
    assert (play.offset, shown(play, "I2").state) == ("+00:10", "held")
    play.do("next")
    assert (play.offset, play.given()) == ("+00:30", {"I1": "+00:00", "I3": "+00:30"})


def test_the_play_ends_and_its_recording_comes_to_the_same(stuck, shelf):
    stuck.go(minutes=30).do("end")
    read = written_again(stuck)
    assert read.withheld[0].why.en.startswith("E713")
    run = run_of(stuck, shelf)
    assert [each.id for each in run.withheld] == ["I2"]
    assert report_data(run)["withheld"][0]["why"]["en"].startswith("E713")
    assert "E713" in as_markdown(report_sheet(run, "zh"))


def test_what_cannot_open_the_exercise_is_refused_before_anybody_plays(shelf):
    with pytest.raises(InputError) as caught:
        Live(shelf, text([(FIRST[0], FIRST[1].replace("received: ", "sealed: '2026-02-28T08:00+08:00'"))]))
    assert [each.code for each in caught.value.faults] == ["E708"]


def test_what_calls_one_fact_by_id_and_by_name_at_once_is_refused_and_takes_nothing_back(shelf):
    play = begun(shelf, ("+00:10", "to: [bureau], facts: {area: 40 ha}")).go(minutes=10)
    with pytest.raises(InputError) as caught:
        play.do(
            "inject",
            {
                "text": {"zh": "信", "en": "m"},
                "to": ["bureau"],
                "facts": {"area": "60 ha", "污染面积": "50 ha"},
            },
        )
    assert [each.code for each in caught.value.faults] == ["E730"]
    assert play.given() == {"I1": "+00:00", "I2": "+00:10"}
