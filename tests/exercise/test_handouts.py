"""The papers of an exercise: players read nothing of what will come, control everything, evaluators what to look for."""

from functools import cache

import pytest
from attrs import evolve
from exercises import QUIET, text

from respond.api import default_library
from respond.errors import Text
from respond.exercise import (
    READERS,
    check_scenario,
    handout_sheet,
    key_sheet,
    load_scenario,
    scenario_from,
)
from respond.plan import shipped
from respond.show import Section, Table, as_html, as_markdown, plain, spoken
from respond.yaml import Source

SCENARIOS = sorted(shipped("scenarios").glob("*.yaml"))
MORE = {
    "cast": "{bureau: {zh: 环境局组, en: bureau team}}",
    "objectives": "[{id: o, zh: 报告, en: reporting, clause: '3', look_for: {zh: 两家都报到, en: both are told}}, "
    "{id: p, zh: 别的, en: else}]",
    "targets": "[{id: t, zh: 到场, en: on the scene, unit: bureau, by: '+00:45', objective: p}]",
    "briefing": "{zh: 河边的一个早晨, en: a morning by the river}",
    "phases": "[{id: one, zh: 发现, en: finding out, from: '+00:00', questions: [{zh: 先报给谁？, en: Who is told first?}]}, "
    "{id: two, zh: 河水变黑, en: the river turns black, from: '+00:40', questions: [{zh: 谁通知下游？, en: Who tells downstream?}]}]",
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


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_players_read_of_a_later_phase_neither_name_nor_hour_nor_questions_before_it_begins(path, lang):
    written = load_scenario(path)
    sheet = handout_sheet(written, default_library(), "players", lang)
    heads = [f"{block.title} {spoken(block.aside)}" for block in sheet.blocks if isinstance(block, Section)]
    first, *later = [Text(each.zh, each.en).say(lang) for each in written.phases]
    assert first in heads[-1]
    assert [name for name in later if any(name in head for head in heads)] == []
    paper = shown(written, default_library(), "players", lang)
    hidden = [each.say(lang) for phase in written.phases[1:] for each in phase.questions]
    assert [each for each in hidden if each.replace(" ", "") in paper] == []
    for question in written.phases[0].questions:
        assert question.say(lang).replace(" ", "") in paper


GIVEN_AWAY = {
    "accident-river": ("河", "river", "内容相近", "alike"),
    "debt-forty-days": ("提前报告", "最迟哪一天", "抄", "ahead", "last day", "a copy"),
    "debt-guarantee-due": ("提前报告", "担保", "两家", "ahead", "guarantee", "two bodies"),
    "fire-new-year": ("不在位", "系统停用", "not there", "the system down"),
    "fire-wind-shift": ("断路", "断话", "更正", "cut", "corrected"),
    "vaccine-foreign-guests": ("机要", "红色", "什么身份", "confidential", "three", "who those affected are"),
    "vaccine-rumour": ("冷链", "断电", "cold chain"),
    "vaccine-school-day": ("病危", "冰箱", "fridge"),
}
"""What comes later, or is for players to know, that no paper of theirs may say before it begins."""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_what_players_read_beforehand_gives_nothing_of_the_exercise_away(path, lang):
    paper = plain(handout_sheet(load_scenario(path), default_library(), "players", lang))
    read = paper.replace("\n", " ")
    assert [words for words in GIVEN_AWAY[path.stem] if words in read] == []


def test_each_later_phase_is_a_page_of_its_own_to_be_handed_out(scenario, shelf):
    paper = shown(scenario, shelf, "phases")
    assert paper.count("theriverturnsblack") == 2  # when to hand it out, and the sheet itself
    assert "Whotellsdownstream?" in paper
    assert "Whoistoldfirst?" not in paper
    assert paper.count("[EXERCISE]") == 2
    page = as_html(handout_sheet(scenario, shelf, "phases", "en"))
    assert '<h2 class="page">the river turns black' in page
    assert ".brief h2.page { margin-top: 0; break-before: page; }" in page
    only = evolve(scenario, phases=scenario.phases[:1])
    assert "nothingishandedoutonebyone" in shown(only, shelf, "phases")


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_evaluators_read_everything_that_is_scored(path):
    sheet = handout_sheet(load_scenario(path), default_library(), "evaluators", "en")
    watched = [
        spoken(line)
        for block in sheet.blocks
        if isinstance(block, Table)
        for row in block.rows
        for line in row.cells[2]
    ]
    scored = [each for each in key_of(path) if each.played]
    assert [each.id for each in scored if not any(each.label.en in line for line in watched)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["debt-forty-days", "vaccine-school-day"])
def test_evaluators_read_of_everything_when_it_arises_as_the_key_words_it(name, lang):
    path = shipped("scenarios") / f"{name}.yaml"
    checked = check_scenario(load_scenario(path), default_library())
    (key,) = [block for block in key_sheet(checked, lang).blocks if isinstance(block, Table)]
    rows = [(each, row.cells[0]) for each, row in zip(checked.key, key.rows, strict=True) if each.played]
    aims = [each.id for each in load_scenario(path).objectives]
    groups = [[one for one in rows if aim in one[0].objectives] for aim in aims]
    groups.append([one for one in rows if not one[0].objectives])
    sheet = handout_sheet(load_scenario(path), default_library(), "evaluators", lang)
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    for table, group in zip(tables, [group for group in groups if group], strict=True):
        assert table.columns[0].title == key.columns[0].title
        assert [row.cells[0] for row in table.rows] == [arises for _, arises in group]
        assert [each.since for each, _ in group] == sorted(each.since for each, _ in group)
        for (each, _), row in zip(group, table.rows, strict=True):
            (what,) = map(spoken, row.cells[2])
            assert each.label.say(lang) in what
            assert f"{each.inject} 之后" in what or f"after {each.inject}" in what


def test_an_occasion_that_is_not_listed_is_said_not_to_count():
    path = shipped("scenarios") / "vaccine-school-day.yaml"
    paper = shown(load_scenario(path), default_library(), "evaluators")
    assert "time1isnotlisted:itdoesnotcount" in paper
    assert (
        paper.count("isnotlisted") == 2
    )  # of the report and of the response; what is listed throughout says nothing


def test_what_belongs_to_no_objective_is_watched_under_other(scenario, shelf):
    assert "Other:scored" not in shown(scenario, shelf, "evaluators")
    without = evolve(scenario, objectives=scenario.objectives[1:])
    paper = shown(without, shelf, "evaluators")
    assert "by09:00" in paper[paper.index("Other:scored") :]


def test_control_reads_every_inject_and_what_is_expected_after_it(scenario, shelf):
    paper = shown(scenario, shelf, "control")
    for words in ("I1", "I2", "I3", "I4", "noise", "contingency", "overdue:report", "alevelholdsandnonewascalled",
                  "for5min", "+00:30afterI2", "cutsphoneuntil+02:00", "clinic(notplayed)", "report", "variantday"):  # fmt: skip
        assert words in paper, words


def test_control_reads_what_an_inject_sets_in_the_words_of_the_plan():
    scenario = load_scenario(shipped("scenarios") / "fire-wind-shift.yaml")
    for lang, said in (
        (
            "zh",
            ("受害森林面积：0.5公顷（估计；tower）", "接报", "启动响应（level: IV by: 县森林防灭火指挥部）"),
        ),
        ("en", ("damaged forest area: 0.5 ha (estimated; tower)", "report received", "deaths: 0 persons")),
    ):
        lines = [
            each.strip()
            for each in plain(handout_sheet(scenario, default_library(), "control", lang)).splitlines()
        ]
        assert [each for each in said if each not in lines] == []


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
