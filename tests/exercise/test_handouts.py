"""The papers of an exercise: players read nothing of what will come, control everything, evaluators what to look for."""

from functools import cache

import pytest
from exercises import QUIET, library, text

from respond.api import default_library
from respond.exercise import READERS, check_scenario, handout_sheet, load_scenario, scenario_from
from respond.plan import shipped
from respond.show import as_html, as_markdown, plain
from respond.yaml import Source

SCENARIOS = sorted(shipped("scenarios").glob("*.yaml"))
MORE = {
    "cast": "{bureau: {zh: 环境局组, en: bureau team}}",
    "objectives": "[{id: o, zh: 报告, en: reporting, clause: '3', look_for: {zh: 两家都报到, en: both are told}}, "
    "{id: p, zh: 别的, en: else}]",
    "targets": "[{id: t, zh: 到场, en: on the scene, unit: bureau, by: '+00:45', objective: p}]",
    "briefing": "{zh: 河边的一个早晨, en: a morning by the river}",
    "phases": "[{id: one, zh: 发现, en: finding out, from: '+00:00', questions: [{zh: 先报给谁？, en: Who is told first?}]}]",
    "stop": "[{zh: 真实情况, en: something real}]",
    "variants": "[{id: day, zh: 白天, en: by day}]",
}
INJECTS = (
    ("+00:00", f"facts: {{{QUIET}}}, events: {{received: }}, to: [bureau], via: phone"),
    ("+00:10", "kind: noise, variant: day, to: [bureau]"),
    ("+00:20", "when: {overdue: [tell], called: none, for: 5 min}, kind: contingency, to: [clinic]"),
    ("+00:30", "after: I2, kind: outage, channels: [phone], until: '+02:00'"),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return library(tmp_path_factory.mktemp("plans"))


@pytest.fixture(scope="module")
def scenario():
    return scenario_from(Source("small.yaml", text(INJECTS, **MORE)))


@cache
def key_of(path):
    return check_scenario(load_scenario(path), default_library()).key


def shown(scenario, shelf, readers, lang="en"):
    return plain(handout_sheet(scenario, shelf, readers, lang)).replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_players_read_nothing_of_what_will_come(path, lang):
    written = load_scenario(path)
    paper = shown(written, default_library(), "players", lang)
    for inject in written.injects:
        assert inject.text.say(lang).replace(" ", "") not in paper
        assert inject.id not in paper.split()
    for each in key_of(path):
        assert each.label.say(lang).replace(" ", "") not in paper


def test_players_read_the_background_the_questions_and_what_stops_it(scenario, shelf):
    paper = shown(scenario, shelf, "players")
    for words in ("amorningbytheriver", "Whoistoldfirst?", "somethingreal", "bureauteam"):
        assert words in paper
    assert "byday" not in paper


def test_control_reads_every_inject_and_what_is_expected_after_it(scenario, shelf):
    paper = shown(scenario, shelf, "control")
    for words in ("I1", "I2", "I3", "I4", "noise", "contingency", "overdue:tell", "alevelholdsandnonewascalled",
                  "for5min", "+00:30afterI2", "cutsphoneuntil+02:00", "clinic(notplayed)", "report", "variantday"):  # fmt: skip
        assert words in paper, words


def test_evaluators_read_what_to_look_for_with_room_to_write(scenario, shelf):
    paper = shown(scenario, shelf, "evaluators")
    for words in ("botharetold", "by09:00", "onthescene", "＿＿＿", "rating"):
        assert words in paper, words


@pytest.mark.parametrize("readers", READERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_paper_bears_the_mark_in_every_form(scenario, shelf, readers, lang):
    sheet = handout_sheet(scenario, shelf, readers, lang)
    for paper in (plain(sheet), as_markdown(sheet), as_html(sheet)):
        assert ("演练" if lang == "zh" else "EXERCISE") in paper
