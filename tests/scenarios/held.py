"""What the tests of the shipped exercises ask of a recorded run."""

from datetime import timedelta
from functools import cache

from respond.api import default_library
from respond.errors import Text
from respond.exercise import (
    Recording,
    load_recording,
    load_scenario,
    offset_of,
    run_scenario,
    with_recording,
)
from respond.plan import shipped

FOLDER = shipped("scenarios")
SCENARIOS = sorted(FOLDER.glob("*.yaml"))
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


def recording_of(name, which):
    return FOLDER / "recordings" / f"{name}.{which}.yaml"


@cache
def played(name, which):
    """Run a shipped exercise as the team of one of its recordings played it."""
    recording = load_recording(recording_of(name, which))
    scenario = with_recording(load_scenario(FOLDER / f"{name}.yaml"), recording)
    return run_scenario(scenario, default_library(), recording.variant)


def cut_short(name, end, *acts):
    """Run a shipped exercise to an early end, with few things done in it."""
    reason = Text("会议室要用", "the room was needed")
    recording = Recording("actions/1", name, Text("一队", "team one"), acts, end=end, reason=reason)
    return run_scenario(with_recording(load_scenario(FOLDER / f"{name}.yaml"), recording), default_library())


def short(name):
    """Give the id of an expectation without its plan."""
    return name.partition("#")[2] or name


def duties(run):
    return {short(each.id): each for each in run.outcomes if each.kind == "duty"}


def faults(run):
    """Give what counts and was not met but the levels, with its result; of what no clock asked for, in `unhurried`."""
    return {
        short(each.id): each.result
        for each in run.outcomes
        if (each.counts or each.counted_with is not None)
        and each.result != "met"
        and each.kind != "level"
        and not (each.result == "omitted" and each.unhurried)
    }


def unhurried(run):
    """Give what the plan orders without any clock or haste and was never done."""
    return [short(each.id) for each in run.outcomes if each.result == "omitted" and each.unhurried]


def calls(run):
    """Give every level that was to be called, with what became of it."""
    return [
        (str(each.of.stretch.level.certain), each.result) for each in run.outcomes if each.kind == "level"
    ]


def levels(run):
    """Give the certain and the highest possible level after each inject."""
    return {
        turn.inject.id: (str(turn.situation.level.certain), str(turn.situation.level.possible))
        for turn in run.turns
    }


def at(run, moment):
    """Give a moment as an offset."""
    return None if moment is None else offset_of(moment - run.scenario.start)


def due(run, name):
    return at(run, duties(run)[name].due)


def given(run):
    return {turn.inject.id: at(run, turn.at) for turn in run.turns}


def minutes(span):
    return span // MINUTE


def curve(run):
    """Give for how many minutes the level was not called, called too low and called too high."""
    return tuple(minutes(each) for each in (run.curve.uncalled, run.curve.too_low, run.curve.too_high))


def ratings(run):
    return {each.objective.id: each.rating for each in run.showings}


def lost(run):
    """Give what fulfilled nothing: when, what, and why."""
    return [(at(run, each.at), each.duty, each.why.en) for each in run.unscored]


def score(run):
    return run.points, run.most
