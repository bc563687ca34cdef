"""A draft from the plan alone: ready to be held, climbing through the plan's levels on its own thresholds."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from attrs import evolve

from respond.api import default_library
from respond.errors import CoverageError, InputError
from respond.exercise import (
    check_scenario,
    draft_scenario,
    perfect_actions,
    read_offset,
    run_scenario,
    scenario_from,
)
from respond.plan import Library
from respond.reason import Truth
from respond.yaml import Source, data_of, parse
from small_plan import shelve

LIBRARY = default_library()
GRADED = {
    "jiaocheng/vaccine-quality": ["IV", "III", "II", "I"],
    "jiaocheng/forest-fire": ["IV", "III", "II", "I"],
    "jincheng/debt-risk": ["IV", "III", "II", "I"],
    "national/production-accident": ["IV", "III", "II", "I"],
    "national/forest-grassland-fire": ["IV", "III", "II", "I"],
    "cn/cyber-incident": None,
    "eu/dora-incident": None,
    "example/severity": None,
    "eu/cra-vulnerability": None,
}
UNGRADED = (
    "national/emergency-response-law",
    "national/environmental-events",
    "national/overall-plan",
    "national/production-accident-information",
    "national/public-health-events",
    "shanxi/incident-reporting",
    "jincheng/proposals",
    "jincheng/supervision-13710",
)


@pytest.mark.parametrize("plan", GRADED)
def test_a_draft_is_ready_to_be_held_and_can_be_played_to_full_marks(plan):
    scenario, run = drafted(plan)
    found = check_scenario(scenario, LIBRARY)
    assert found.ready, [each.told.en for each in found.findings]
    assert run.points == run.most > 0
    dues = [each.due for each in found.key if each.due is not None and each.due >= scenario.start]
    assert not dues or min(dues) <= scenario.moment(scenario.end), "one limit at least can be missed"
    levels = [turn.situation.level for turn in run.turns]
    assert not levels[0].definite
    assert all(level.definite for level in levels[1:])
    climbed = list(dict.fromkeys(level.certain.name for level in levels[1:]))
    assert climbed == (GRADED[plan] or climbed)
    assert [int(level.certain) for level in levels[1:]] == sorted(int(level.certain) for level in levels[1:])


@pytest.mark.parametrize(
    ("plan", "limits"),
    [
        (
            "eu/cra-vulnerability",
            {"early-warning": 24, "notification": 72, "vulnerability-final-report": 14 * 24},
        ),
        ("eu/dora-incident", {"#initial#": 4, "#intermediate#": 72, "#final#": 31 * 24}),
    ],
)
def test_the_draft_of_a_plan_of_clocks_goes_on_to_the_last_of_them(plan, limits):
    scenario = scenario_from(Source("draft.yaml", draft_scenario(LIBRARY, plan)))
    end = scenario.moment(scenario.end)
    key = check_scenario(scenario, LIBRARY).key
    for name, hours in limits.items():
        due = max(each.due for each in key if name in each.id and each.due is not None)
        assert abs(due - scenario.start - timedelta(hours=hours)) <= timedelta(
            hours=1
        )  # a month may change the clocks
        assert due <= end
    near = [each for each in scenario.injects if each.kind == "question"]
    assert len(near) >= 3, "the clock can be set forward to each limit"
    assert all(scenario.moment(each.at) < end for each in near)


@cache
def text_of(plan):
    return draft_scenario(LIBRARY, plan)


@cache
def drafted(plan):
    scenario = scenario_from(Source("draft.yaml", text_of(plan)))
    actions = perfect_actions(scenario, LIBRARY)
    return scenario, run_scenario(evolve(scenario, actions=actions), LIBRARY)


@pytest.mark.parametrize("plan", GRADED)
def test_the_key_of_a_draft_counts_what_costs_points_where_it_is_left_undone(plan):
    scenario, run = drafted(plan)
    assert run.points == run.most
    key = {each.id: each.played for each in check_scenario(scenario, LIBRARY).key}
    judged = {each.id: each for each in run.outcomes if each.judged}
    assert {name for name, played in key.items() if played} <= judged.keys()
    idle = failed(scenario, ())
    for name, each in judged.items():
        if each.kind == "duty":
            by_receipt = (
                each.of.done is not None and each.of.done.event is not None
            )  # of a letter that was owed before
            since = each.of.arose if by_receipt else each.since
            assert each.at >= max(since, scenario.start), f"{name} is done before it is owed"
            if not key[name]:
                assert name not in idle | failed(scenario, without(name, run)), f"{name} costs points"


def failed(scenario, actions):
    run = run_scenario(evolve(scenario, actions=actions), LIBRARY)
    return {each.id for each in run.outcomes if each.failed}


def without(name, run):
    duty, occasion = name.rsplit("#", 1)
    acts = run.scenario.actions
    return tuple(
        each for each in acts if (duty, int(occasion)) not in {(did, each.round) for did in each.did}
    )


def test_a_limit_that_only_another_act_begins_counts():
    scenario, run = drafted("eu/dora-incident")
    key = {each.id.split("#")[1]: each for each in check_scenario(scenario, LIBRARY).key if "#" in each.id}
    assert {"initial", "intermediate", "final"} <= {name for name, each in key.items() if each.played}
    assert key["intermediate"].due - key["initial"].since == timedelta(hours=72), "from when it is done, owed"
    scenario, run = drafted("eu/cra-vulnerability")
    key = check_scenario(scenario, LIBRARY).key
    assert all(each.played for each in key)
    assert run.points == len(key) * scenario.points.met


def test_what_a_clock_counts_from_happens_where_players_are_told_of_it():
    scenario, _ = drafted("eu/cra-vulnerability")
    told = {inject.id: [*inject.events] for inject in scenario.injects if inject.events}
    assert told == {
        "first-call": ["received"],
        "verified": ["exploitation_known", "measure_available"],
        "level-notifiable": ["incident_known"],
    }
    words = {inject.id: inject.text.en for inject in scenario.injects}
    assert words["level-notifiable"].endswith("becoming aware of the incident.")
    for entry in check_scenario(scenario, LIBRARY).key:
        inject = next(each for each in scenario.injects if each.id == entry.inject)
        assert entry.since == scenario.moment(inject.at), entry.id


@pytest.mark.parametrize("plan", GRADED)
def test_no_two_phases_of_a_draft_begin_together(plan):
    begin = [each.from_ for each in drafted(plan)[0].phases]
    assert begin == sorted(set(begin), key=read_offset)


def test_the_opening_settles_what_decides_who_reports_to_whom():
    scenario = drafted("cn/cyber-incident")[0]
    assert {"cii", "central_organ"} <= scenario.injects[0].facts.keys()
    assert "report" in {each.id for each in scenario.objectives}
    reports = [each for each in check_scenario(scenario, LIBRARY).key if each.played and each.to]
    assert len(reports) >= 2
    assert any(each.due is not None for each in reports)


def test_the_opening_settles_facts_that_decide_only_together_what_is_owed():
    """Whose debt it is and of which kind: neither alone makes anything owed for certain."""
    scenario = drafted("jincheng/debt-risk")[0]
    assert {"debt_kind", "debtor_level"} <= scenario.injects[0].facts.keys()
    counted = [each.id for each in check_scenario(scenario, LIBRARY).key if each.played]
    assert sum("jincheng/debt-risk#" in each for each in counted) >= 3


@pytest.mark.parametrize(
    "plan", ["jincheng/debt-risk", "jiaocheng/forest-fire", "national/forest-grassland-fire"]
)
def test_a_report_that_is_owed_at_once_is_an_objective_too(plan):
    scenario = drafted(plan)[0]
    (objective,) = (each for each in scenario.objectives if each.id == "report-at-once")
    (key,) = (each for each in check_scenario(scenario, LIBRARY).key if objective.id in each.objectives)
    assert (key.due, key.played) == (None, True)
    assert key.to


def test_every_shipped_plan_is_drafted():
    assert {*GRADED, *UNGRADED} == {str(name) for name in LIBRARY.names}


@pytest.mark.parametrize("plan", [*GRADED, *UNGRADED])
def test_every_draft_tests_a_duty_and_has_both_languages(plan):
    scenario = drafted(plan)[0]
    assert [each for each in scenario.objectives if each.duties]
    for each in (*scenario.objectives, *scenario.phases, *scenario.injects, scenario):
        said = [each] if hasattr(each, "zh") else [each.text] if hasattr(each, "text") else [each.title]
        assert all(one.zh and one.en and one.zh != one.en for one in said), each


def test_a_draft_is_the_same_each_time_and_of_the_edition_of_its_day():
    one = draft_scenario(LIBRARY, "forest-grassland-fire", date(2025, 4, 5))
    assert one == draft_scenario(LIBRARY, "forest-grassland-fire", date(2025, 4, 5))
    scenario = scenario_from(Source("draft.yaml", one))
    assert scenario.plans == ("national/forest-grassland-fire@2009",)
    assert scenario.start.date() == date(2025, 4, 5)


@pytest.mark.parametrize(
    ("plan", "on", "error", "code"),
    [
        ("vaccine-qualty", None, InputError, "E502"),
        ("vaccine-quality", date(2020, 1, 1), CoverageError, "E505"),
    ],
)
def test_what_cannot_be_drafted_is_told(plan, on, error, code):
    with pytest.raises(error) as raised:
        draft_scenario(LIBRARY, plan, on)
    assert [each.code for each in raised.value.faults] == [code]


@pytest.mark.parametrize("plan", UNGRADED)
def test_a_plan_without_levels_is_drafted_from_its_events_and_clocks(plan):
    scenario, _ = drafted(plan)
    found = check_scenario(scenario, LIBRARY)
    assert found.ready, [each.told.en for each in found.findings]
    run = run_scenario(evolve(scenario, actions=perfect_actions(scenario, LIBRARY)), LIBRARY)
    assert run.points == run.most > 0
    assert scenario.objectives
    tested = {name for each in found.key if each.played for name in each.objectives}
    assert tested == {each.id for each in scenario.objectives}


def test_the_opening_of_a_plan_without_levels_tells_what_its_duties_hang_on():
    told = {
        name: drafted(name)[0].injects[0] for name in ("jincheng/supervision-13710", "jincheng/proposals")
    }
    assert [{*each.events} for each in told.values()] == [
        {"received", "set_up"}, {"received", "assigned", "received@assisting"},
    ]  # fmt: skip
    assert "立项" in told["jincheng/supervision-13710"].text.zh


@pytest.mark.parametrize(
    ("plan", "kept_up", "every", "left_out"),
    [
        ("example/severity", {"further-posts"}, timedelta(minutes=30), ["14 days", "09:00", "2 hours"]),
        (
            "national/production-accident-information",
            {"daily-unit", "daily-county", "daily-county-to-province"},
            timedelta(days=1),
            ["every 12 hours"],
        ),
        ("jincheng/supervision-13710", set(), None, ["every 7 days", "by the end of each month"]),
        ("jincheng/proposals", set(), None, ["by the end of each year"]),
    ],
)
def test_a_recurring_duty_falls_due_twice_and_is_an_objective_or_the_draft_says_why_not(
    plan, kept_up, every, left_out
):
    scenario, run = drafted(plan)
    objectives = {each.duties[0]: each for each in scenario.objectives if each.id.startswith("each-time")}
    assert {name.partition("#")[2] for name in objectives} == kept_up
    for name in objectives:
        due = [each.of.due for each in run.outcomes if each.judged and each.id.startswith(f"{name}#")]
        assert len(due) >= 2
        assert {after - before for before, after in pairwise(due)} == {every}
    for told in left_out:
        assert told in scenario.purpose.en
    recurs = {
        each.id: each
        for each in LIBRARY.prepared(LIBRARY.find(plan)).measures
        if each.recurs and each.condition.truth({}) is not Truth.NO
    }
    end = scenario.moment(scenario.end)
    for name, rule in recurs.items():
        due = [each for each in run.final.obligations if each.duty == name and each.certain]
        twice = sum(each.due is not None and scenario.start < each.due <= end for each in due) >= 2
        told = f"{rule.entry.zh}（{rule.limit.words.zh}）"
        counts = any(each.played and f"#{name}#" in each.id for each in keyed(plan).key)
        assert (told in scenario.purpose.zh) == (not (twice and counts)), name


def test_an_exercise_is_not_drawn_out_for_the_hundredth_round():
    scenario, _ = drafted("national/production-accident-information")
    assert read_offset(scenario.end) < timedelta(days=8)
    assert len(scenario.injects) < 20


@pytest.mark.parametrize(
    "plan", ["national/production-accident", "national/forest-grassland-fire", "national/overall-plan"]
)
def test_what_begins_on_a_receipt_begins_in_a_draft(plan):
    scenario, run = drafted(plan)
    assert not keyed(plan).findings
    given = any(name.startswith("received@") for each in scenario.injects for name in each.events)
    assert given or any(each.receives for each in run.scenario.actions), "by the script or by who is played"


@pytest.mark.parametrize("plan", [*GRADED, "shanxi/incident-reporting", "jincheng/proposals"])
def test_nobody_who_does_nothing_gets_a_point_in_a_draft(plan):
    scenario, _ = drafted(plan)
    assert run_scenario(scenario, LIBRARY).points == 0


KEPT = """\
respond: plan/1
id: testland/spill
edition: {name: "2020", in_force: {from: 2020-01-01}}
title: {zh: 泄漏事件预案, en: spill plan}
units:
  bureau: {zh: 环境局, en: environment bureau, clause: "1"}
duties:
  - {id: watch, zh: 值守, en: keep watch, kind: keep, when: received, unit: bureau, due: unstated, clause: "2"}
ledger: {"1": {status: encoded}, "2": {status: encoded}}
"""


def test_where_nothing_is_owed_by_a_limit_or_at_once_there_is_nothing_to_draft(tmp_path):
    with pytest.raises(InputError) as raised:
        draft_scenario(Library([shelve(tmp_path, KEPT)]), "spill")
    assert [each.code for each in raised.value.faults] == ["E837"]


def figured(plan):
    return [
        rule
        for rule in LIBRARY.prepared(LIBRARY.find(plan)).measures
        if rule.limit is not None
        and rule.limit.figured
        and (rule.entry.mood, rule.entry.kind) == ("must", "act")
        and rule.condition.truth({}) is not Truth.NO
    ]


@cache
def keyed(plan):
    return check_scenario(drafted(plan)[0], LIBRARY)


@pytest.mark.parametrize("plan", [*GRADED, *UNGRADED])
def test_nothing_is_found_in_a_draft_and_who_plays_it_perfectly_has_full_marks(plan):
    assert keyed(plan).findings == ()
    run = drafted(plan)[1]
    assert run.points == run.most > 0


@pytest.mark.parametrize("plan", [*GRADED, *UNGRADED])
def test_every_limit_in_figures_of_the_plan_counts_or_the_purpose_says_why_not(plan):
    scenario = drafted(plan)[0]
    for rule in figured(plan):
        counts = any(each.played and f"#{rule.id}#" in each.id for each in keyed(plan).key)
        for lang, said in (
            ("zh", f"{rule.entry.zh}（{rule.limit.words.zh}）"),
            ("en", f"{rule.entry.en} ({rule.limit.words.en})"),
        ):
            assert counts or said in scenario.purpose.say(lang), rule.id


NO_FIGURE_FITS = {
    "jiaocheng/forest-fire", "national/forest-grassland-fire", "national/emergency-response-law",  # none at all
    "national/overall-plan",  # its one is of what people judge
}  # fmt: skip


@pytest.mark.parametrize("plan", [*GRADED, *UNGRADED])
def test_a_limit_in_figures_of_the_plan_itself_counts_wherever_one_fits(plan):
    own = {f"{LIBRARY.find(plan).id}#{rule.id}" for rule in figured(plan)}
    counted = [each for each in keyed(plan).key if each.played and each.id.rpartition("#")[0] in own]
    assert bool(counted) == (plan not in NO_FIGURE_FITS)
    if counted:
        aimed = {name for each in drafted(plan)[0].objectives for name in each.duties}
        assert aimed & own


@pytest.mark.parametrize("plan", [*GRADED, *UNGRADED])
def test_every_inject_of_a_draft_tells_something(plan):
    for each in drafted(plan)[0].injects:
        assert each.facts or each.events or each.kind == "question", each.id
        assert "写明核实到的情况" not in each.text.zh


@pytest.mark.parametrize("plan", GRADED)
def test_what_only_grows_is_not_taken_back_in_a_draft_unless_it_says_so(plan):
    facts = LIBRARY.prepared(LIBRARY.find(plan)).facts
    known = {}
    for inject in data_of(parse(Source("draft.yaml", text_of(plan))))["injects"]:
        for name, said in (inject.get("facts") or {}).items():
            value = {"true": True, "false": False}.get(said) if said in ("true", "false") else number(said)
            if value is not None and known.get(name) is not None:
                worse = value > known[name] if facts[name].worse == "down" else value < known[name]
                told = "Put right" in inject["text"]["en"] and facts[name].label.en in inject["text"]["en"]
                assert not worse or facts[name].falls or told, (inject["id"], name)
            known[name] = value


def number(said):
    return int(said) if isinstance(said, str) and said.isdigit() else None


def test_a_limit_that_counts_back_from_a_day_counts_in_the_draft_of_its_plan():
    """The day is given so that the limit ends on the day of the exercise, with a question an hour before."""
    scenario = drafted("jincheng/debt-risk")[0]
    assert "maturity: 2026-06-02" in text_of("jincheng/debt-risk")
    assert "due date: 2026-06-02" in scenario.injects[0].text.en
    (key,) = (each for each in keyed("jincheng/debt-risk").key if "#ahead-debt-county#" in each.id)
    assert (key.played, key.objectives) == (True, ("report",))
    assert scenario.start < key.due <= scenario.moment(scenario.end)
    question = scenario.injects[-1]
    assert question.kind == "question"
    assert scenario.moment(question.at) < key.due


def test_who_owes_what_counts_by_the_plan_itself_is_played():
    assert "city-finance" in drafted("jincheng/debt-risk")[0].cast
    (told,) = (each for each in keyed("jincheng/debt-risk").key if "#tell-members-debt#" in each.id)
    assert told.played


def test_a_share_is_drafted_of_the_smallest_total_that_reaches_every_level():
    data = data_of(parse(Source("draft.yaml", text_of("jincheng/debt-risk"))))
    told = [each.get("facts") or {} for each in data["injects"]]
    assert told[0]["city_governments"] == "40"
    climbed = [each["city_failing"] for each in told if "city_failing" in each]
    assert climbed == ["unknown", "1", "2", "4", "6"]


def test_a_draft_tells_one_story_in_numbers_that_can_be_believed():
    """Of a debt of the government governments fail on government debt; a province has no thousand of them."""
    data = data_of(parse(Source("draft.yaml", text_of("jincheng/debt-risk"))))
    told = [each.get("facts") or {} for each in data["injects"]]
    assert told[0]["debt_kind"] == "government"
    assert [each for each in told[1:] if "city_contingent_failing" in each] == []
    assert told[0]["province_governments"] == "100"


def test_the_main_duty_that_is_too_far_off_is_named_with_why():
    purpose = drafted("jincheng/proposals")[0].purpose
    assert "Too far off, beyond +999:00: " in purpose.en
    assert "3个月内完成办理并书面答复代表、提案者（3个月内" in purpose.zh
