"""Whom a plan has told with a copy (抄送): told apart from whom it reports to, in the same words on every paper."""

import pytest
from exercises import FIRST, PLAN, library, text
from plays import Live

from respond.exercise import (
    after_action,
    check_scenario,
    evaluator_view,
    handout_sheet,
    key_sheet,
    player_view,
    run_scenario,
    scenario_from,
)
from respond.show import as_markdown, whom_of
from respond.yaml import Source

COPYING = PLAN.replace("to: [government, province]", "to: [government]\n    copy: [province]")
CAST = {"cast": "{bureau: {zh: 环境局组, en: bureau team}}"}
SAID = {"zh": "县政府（抄送省政府）", "en": "county government (copy to province)"}
LATE = ("+00:10", "by: bureau, did: [tell], to: [government]")


@pytest.fixture(scope="module")
def copying(tmp_path_factory):
    return library(tmp_path_factory.mktemp("copying"), COPYING)


@pytest.fixture(scope="module")
def scenario():
    return scenario_from(Source("small.yaml", text([FIRST], **CAST)))


def read(sheet):
    return "".join(as_markdown(sheet).split())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_key_and_the_papers_say_whom_it_goes_to_and_whom_a_copy(copying, scenario, lang):
    said = "→" + SAID[lang].replace(" ", "")
    assert said in read(key_sheet(check_scenario(scenario, copying), lang))
    for readers in ("control", "evaluators"):
        assert said in read(handout_sheet(scenario, copying, readers, lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_says_whom_it_had_to_go_to_and_whom_a_copy(copying, lang):
    played = scenario_from(Source("small.yaml", text([FIRST], [LATE], **CAST)))
    paper = read(after_action(run_scenario(played, copying), lang))
    assert {"zh": "应报：", "en": "to:"}[lang] + SAID[lang].replace(" ", "") in paper


def test_the_key_keeps_them_apart_for_whoever_reads_its_json(copying, scenario):
    (tell,) = (each for each in check_scenario(scenario, copying).key if "#tell#" in each.id)
    assert ([each.id for each in tell.to], [each.id for each in tell.copy]) == (["government"], ["province"])


def test_players_and_evaluators_see_them_apart(copying):
    drill = Live(copying, text([FIRST], **CAST)).do("run", 1)
    (watched,) = (each for each in evaluator_view(drill.so_far(), drill.now).expected if "#tell#" in each.id)
    (task,) = (
        each for each in player_view(drill.so_far(), drill.now, "bureau").tasks if each.duty.endswith("#tell")
    )
    for each in (watched, task):
        assert whom_of(each.to, each.copy, "en") == SAID["en"]


def test_where_only_copies_are_ordered_they_are_all_that_is_named(copying, scenario):
    (tell,) = (each for each in check_scenario(scenario, copying).key if "#tell#" in each.id)
    assert whom_of((), tell.copy, "zh") == "抄送省政府"
    assert whom_of((), (), "zh") == ""
