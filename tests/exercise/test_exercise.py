"""An exercise walks its injects on its own clock and judges players by what the plan makes owed."""

from datetime import timedelta

import pytest

from respond.errors import InputError
from respond.exercise import load_scenario, report_data, report_sheet, run_scenario, scenario_from
from respond.plan import Library, shipped
from respond.yaml import Source
from small_plan import SMALL, shelve

SCENARIO = """\
respond: scenario/1
id: spill-night
title: {zh: 泄漏夜, en: spill night}
plans: [spill]
start: 2026-03-01T20:00+08:00
end: "+04:00"
injects:
  - id: I1
    at: "+00:00"
    text: {zh: 接报泄漏, en: spill reported}
    facts: {area: {at_least: 5 ha}, injured: 0, river: no, grave: {value: no, by: 县环境局}}
    events: {received: }
  - {id: I2, at: "+00:30", text: {zh: 面积核实, en: area verified}, facts: {area: 40 ha}}
  - {id: I3, at: "+01:30", text: {zh: 扩大, en: it grows}, facts: {area: 120 ha}}
  - {id: I4, at: "+03:00", text: {zh: 终止, en: it ends}, events: {terminated: }}
actions:
  - {at: "+00:20", by: bureau, did: [tell], to: [government]}
  - {at: "+00:40", by: bureau, declares: II}
  - {at: "+01:40", by: bureau, declares: II}
  - {at: "+02:00", by: bureau, did: [close-river]}
"""


@pytest.fixture
def library(tmp_path):
    return Library([shelve(tmp_path)])


def scenario(text=SCENARIO):
    return scenario_from(Source("scenario.yaml", text))


def results(run):
    return {(outcome.kind, outcome.label.en): outcome.result for outcome in run.outcomes}


def duties(obligations):
    return {one.duty for one in obligations}


def test_inject_by_inject(library):
    run = run_scenario(scenario(), library)
    assert [(turn.situation.level.certain, turn.situation.level.possible) for turn in run.turns] == [
        (0, 4), (3, 3), (4, 4), (4, 4),
    ]  # fmt: skip
    assert [duties(turn.became_owed) for turn in run.turns] == [{"tell"}, {"close-river"}, set(), {"sum-up"}]
    assert [duties(turn.stood_down) for turn in run.turns] == [set(), set(), set(), set()]
    assert [len(turn.acted) for turn in run.turns] == [1, 1, 2, 0]


def test_the_answer_key_is_derived_and_the_actions_judged(library):
    run = run_scenario(scenario(), library)
    assert results(run) == {
        ("duty", "tell the county government"): "met",
        ("level", "call the level: level II (major)"): "met",
        ("duty", "close the river"): "met",
        ("level", "call the level: level I (especially major)"): "wrong",
        ("duty", "sum up"): "open",
    }
    assert (run.points, run.most) == (15, 20)


@pytest.mark.parametrize(
    ("before", "after", "result"),
    [
        ('at: "+00:20", by: bureau, did: [tell]', 'at: "+01:20", by: bureau, did: [tell]', "late"),
        ('  - {at: "+00:20", by: bureau, did: [tell], to: [government]}\n', "", "overdue"),
    ],
)
def test_late_and_overdue(library, before, after, result):
    run = run_scenario(scenario(SCENARIO.replace(before, after)), library)
    outcome = next(outcome for outcome in run.outcomes if outcome.id == "testland/spill#tell#1")
    assert outcome.result == result
    assert outcome.by == (timedelta(minutes=20) if result == "late" else timedelta(hours=3))


def test_a_report_of_which_one_addressee_never_heard_is_incomplete(tmp_path):
    wider = SMALL.replace("    to: [government]\n", "    to: [government, bureau]\n")
    run = run_scenario(scenario(), Library([shelve(tmp_path, wider)]))
    outcome = next(outcome for outcome in run.outcomes if outcome.id == "testland/spill#tell#1")
    assert outcome.result == "incomplete"
    assert [name.en for name in outcome.missing] == ["county environment bureau"]
    assert outcome.at == run.scenario.moment("+00:20")


def test_the_report_reads_in_both_languages(library):
    run = run_scenario(scenario(), library)
    assert report_sheet(run, "zh") != report_sheet(run, "en")
    data = report_data(run)
    assert data["points"] == 15
    assert [turn["level"] for turn in data["turns"]] == ["none", "II", "I", "I"]


BAD = {
    "an offset that is none": ('at: "+00:30"', 'at: "00:30"', "E801"),
    "no injects": ("injects:", "injects: []\nother:", None),
    "out of order": ('at: "+01:30"', 'at: "+00:10"', "E803"),
    "an id twice": ("id: I2", "id: I1", "E804"),
    "after the end": ('at: "+03:00"', 'at: "+05:00"', "E805"),
    "an unknown duty": ("did: [close-river]", "did: [close-rivr]", "E806"),
    "an unknown duty of a plan": ("did: [close-river]", "did: [testland/spill#close-rivr]", "E806"),
    "an unknown unit": ("to: [government]", "to: [goverment]", "E807"),
    "an unknown unit acted for": (
        "by: bureau, did: [close-river]",
        "by: bureau, for: buro, did: [close-river]",
        "E807",
    ),
    "an unknown unit in the cast": (
        "injects:\n",
        "cast: {buraeu: {zh: 县环境局组, en: bureau team}}\ninjects:\n",
        "E807",
    ),
    "an unknown unit told": ('at: "+00:30",', 'at: "+00:30", to: [goverment],', "E807"),
    "a report before it occurred": ("injects:\n", "occurred: 2026-03-01T20:10+08:00\ninjects:\n", "E716"),
    "an empty action": ("by: bureau, did: [close-river]", "by: bureau", "E808"),
    "an unknown fact": ("area: 40 ha", "aera: 40 ha", "E701"),
    "an unknown event": ("terminated: }", "terminatd: }", "E702"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_scenarios(library, name):
    before, after, code = BAD[name]
    assert SCENARIO.count(before) == 1
    with pytest.raises(InputError) as caught:
        run_scenario(scenario(SCENARIO.replace(before, after)), library)
    assert code is None or code in {fault.code for fault in caught.value.faults}
    assert all(fault.place for fault in caught.value.faults)


def test_a_misspelt_unit_of_the_cast_is_refused_with_a_suggestion(library):
    text = SCENARIO.replace("injects:\n", "cast: {buraeu: {zh: 县环境局组, en: bureau team}}\ninjects:\n")
    with pytest.raises(InputError) as caught:
        run_scenario(scenario(text), library)
    (found,) = caught.value.faults
    assert (found.code, found.suggestion) == ("E807", "bureau")
    assert found.place.line == text[: text.index("buraeu")].count("\n") + 1


def test_running_twice_gives_the_same(library):
    made = scenario()
    assert report_data(run_scenario(made, library)) == report_data(run_scenario(made, library))


SCENARIOS = sorted(shipped("scenarios").glob("*.yaml"))


def test_there_is_one_a_plan():
    plans = {reference for path in SCENARIOS for reference in load_scenario(path).plans}
    for name in ("vaccine-quality", "debt-risk", "forest-fire"):
        assert any(name in reference for reference in plans)


ROUNDS = """\
respond: scenario/1
id: spill-day
title: {zh: 泄漏日, en: spill day}
plans: [spill]
start: 2026-03-01T08:00+08:00
end: "+07:00"
injects:
  - id: I1
    at: "+00:00"
    text: {zh: 接报, en: reported}
    facts: {area: 40 ha, injured: 0, river: no, grave: {value: no, by: 县环境局}}
    events: {received: }
actions:
"""
EVERY = "within: 1 hour\n"


def two_hourly(tmp_path, *times):
    """Give the results of a duty owed every two hours in a day's exercise, done at some offsets."""
    assert SMALL.count(EVERY) == 1
    shelf = Library([shelve(tmp_path, SMALL.replace(EVERY, "every: 2 hours\n"))])
    actions = "".join(f'  - {{at: "+{time}", by: bureau, did: [tell]}}\n' for time in times)
    run = run_scenario(
        scenario(ROUNDS + (actions or '  - {at: "+00:01", by: bureau, declares: II}\n')), shelf
    )
    return [outcome.result for outcome in run.outcomes if "#tell#" in outcome.id]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ((), ["overdue", "overdue", "overdue", "open"]),
        (("01:59", "04:00", "05:00"), ["met", "met", "met", "open"]),
        (("01:00",), ["met", "overdue", "overdue", "open"]),
        (("01:00", "01:10", "01:20"), ["met", "overdue", "overdue", "open"]),
        (("02:30", "04:00", "06:00"), ["late", "met", "met", "open"]),
        (
            ("03:00", "05:00"),
            ["late", "late", "overdue", "open"],
        ),  # an act answers the oldest round still open
        (("02:00", "04:00", "06:30"), ["met", "met", "late", "open"]),
    ],
)
def test_a_recurring_duty_is_expected_each_time(tmp_path, times, expected):
    assert two_hourly(tmp_path, *times) == expected


def test_an_act_may_name_the_round_it_answers(tmp_path):
    shelf = Library([shelve(tmp_path, SMALL.replace(EVERY, "every: 2 hours\n"))])
    actions = "".join(
        f'  - {{at: "+{time}", by: bureau, did: [tell], round: {number}}}\n'
        for number, time in ((2, "03:00"), (3, "05:00"))
    )
    run = run_scenario(scenario(ROUNDS + actions), shelf)
    told = [outcome.result for outcome in run.outcomes if "#tell#" in outcome.id]
    assert told == ["overdue", "met", "met", "open"]


def test_a_recurring_duty_ends_with_what_ends_it(tmp_path):
    text = SMALL.replace(EVERY, "every: 2 hours\n    ends: [sealed]\n")
    shelf = Library([shelve(tmp_path, text)])
    ended = '  - {id: I2, at: "+04:30", text: {zh: 封堵, en: sealed}, events: {sealed: }}\nactions:\n'
    text = ROUNDS.replace("actions:\n", ended) + '  - {at: "+01:00", by: bureau, did: [tell]}\n'
    run = run_scenario(scenario(text), shelf)
    told = [outcome for outcome in run.outcomes if "#tell#" in outcome.id]
    assert [outcome.result for outcome in told] == ["met", "missed", "open"]
    assert [outcome.label.en for outcome in told[:2]] == [
        "tell the county government (time 1)", "tell the county government (time 2)",
    ]  # fmt: skip
