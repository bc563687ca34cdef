"""An exercise is walked once, however many injects it has: counted work, not time."""

from importlib import import_module

import pytest
from exercises import RECEIVED, library, play

MODULE = import_module("respond.situation.walk")
INJECTS = 100


@pytest.fixture
def frames(monkeypatch):
    made = []
    work = MODULE.frame_at

    def counting(*given, **named):
        made.append(None)
        return work(*given, **named)

    monkeypatch.setattr(MODULE, "frame_at", counting)
    return made


def day(number):
    return (
        RECEIVED,
        *(
            (f"+{minute // 60:02}:{minute % 60:02}", f"facts: {{area: {minute} ha}}")
            for minute in range(1, number)
        ),
    )


def test_a_hundred_injects_cost_a_hundred_times_one(tmp_path, frames):
    shelf = library(tmp_path)
    costs = []
    for number in (1, 10, INJECTS):
        frames.clear()
        play(shelf, day(number))
        costs.append(len(frames))
    one = costs[0]
    assert costs[1] - one == 9
    assert costs[2] - one == INJECTS - 1


def test_what_players_do_costs_at_most_a_step_each(tmp_path, frames):
    shelf = library(tmp_path)
    play(shelf, day(2))
    before = len(frames)
    frames.clear()
    play(
        shelf, day(2), [(f"+01:{minute:02}", "by: bureau, did: [tell], declares: II") for minute in range(50)]
    )
    assert len(frames) - before <= 50
