"""Nothing players do at any moment breaks a shipped exercise: what its script tells by two routes happens once."""

from datetime import timedelta

import pytest
from held import FOLDER, MINUTE, SCENARIOS, cut_short, duties

from respond.api import default_library
from respond.exercise import Action, load_scenario, offset_of, read_offset, run_scenario
from respond.log import happens_once

AROUND = [each * MINUTE for each in (-2, -1, 0, 1, 2)]


def wrote(duty, by, at):
    return Action(at=at, by=by, did=(duty,), channel="written")


@pytest.mark.parametrize(
    ("name", "duty", "by", "at", "end"),
    [
        ("debt-forty-days", "ahead-debt-county", "county-government", "+168:01", "+240:00"),
        ("debt-guarantee-due", "ahead-contingent-unit", "municipal-debt-unit", "+168:01", "+170:00"),
        ("accident-river", "head-reports", "unit-head", "+00:29", "+01:00"),
        ("accident-river", "head-reports", "unit-head", "+00:30", "+01:00"),
    ],
)
def test_a_receipt_the_script_gives_by_two_routes_is_given_once(name, duty, by, at, end):
    assert cut_short(name, end, wrote(duty, by, at)).turns


def routes(scenario, run):
    """Give the moments around those injects, as idle players are given them, that tell of what happens once."""
    telling = [each for each in run.scenario.injects if any(happens_once(str(name)) for name in each.events)]
    ends = read_offset(scenario.end)
    moments = {read_offset(each.at) + apart for each in telling for apart in AROUND}
    return sorted(each for each in moments if timedelta(0) <= each <= ends)


@pytest.mark.parametrize("name", [path.stem for path in SCENARIOS])
def test_what_the_script_waits_for_can_be_done_at_any_moment(name):
    scenario = load_scenario(FOLDER / f"{name}.yaml")
    idle = run_scenario(scenario, default_library())
    waits = [each.when for each in scenario.injects if each.when is not None]
    awaited = {str(duty) for when in waits for duty in (*when.met, *when.undone, *when.overdue)}
    done = {
        each.of.duty: (f"{each.of.plan.id}#{each.of.duty}", each.units[0].id)
        for each in duties(idle).values()
        if each.of.duty in awaited and each.units
    }
    assert done or not awaited
    for at in routes(scenario, idle):
        for duty, by in done.values():
            end = offset_of(min(at + 5 * MINUTE, read_offset(scenario.end)))
            assert cut_short(name, end, wrote(duty, by, offset_of(at))).turns, (duty, at)
