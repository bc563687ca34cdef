"""How grave an incident was: what the whole answer of a moment says of its level, without what was owed then."""

import sys
from datetime import timedelta
from itertools import pairwise

import pytest

from respond.api import default_library
from respond.log import begin_of, incident_from
from respond.plan import shipped
from respond.situation import LevelThen, Running, level_then, levels_then, situate
from respond.yaml import read_source

INCIDENTS = (
    "fire-growing", "vaccine-whole-course", "debt-two-counties-rise", "fire-declared-level", "cra-router-exploited", "severity-payments-down",
)  # fmt: skip
AFTER = (timedelta(), timedelta(hours=1), timedelta(hours=26), timedelta(days=40))


def incident(name):
    return incident_from(read_source(shipped("scenarios") / "incidents" / f"{name}.yaml"))


def moments_of(file, library):
    """Give every moment at which something was told, one between each two, and some after the last."""
    begins = begin_of(file, library.zone(file.plans))
    told = sorted({max([begins, *(step.at for step in file.then)]), *(step.at for step in file.then)})
    between = [one + (other - one) / 2 for one, other in pairwise(told)]
    return sorted({*told, *between, *(told[-1] + length for length in AFTER)})


def whole(file, library, at):
    """Give what the whole answer says of the level."""
    found = situate(file, library, now=at)
    response = found.leading.response
    return LevelThen(found.at, found.level, found.graded, found.declared, response.called, response.started)


@pytest.mark.parametrize("name", INCIDENTS)
def test_it_is_what_the_whole_answer_says(name):
    library, file = default_library(), incident(name)
    moments, running = moments_of(file, library), Running(library)
    wanted = [whole(file, library, at) for at in moments]
    assert [level_then(file, library, now=at) for at in moments] == wanted
    assert [level_then(file, library, now=at, running=running) for at in reversed(moments)] == wanted[::-1]
    assert list(levels_then(file, library, moments)) == wanted
    assert levels_then(file, library, ()) == ()


def test_nothing_that_was_owed_is_worked_out(monkeypatch):
    library, file = default_library(), incident("fire-growing")
    monkeypatch.setattr(sys.modules["respond.situation.account"], "Account", None)
    assert levels_then(file, library, moments_of(file, library))
