"""The after-action report, word for word for the shipped scenarios, and every section true to its run.

To take new reports after a wanted change: `RESPOND_SNAPSHOTS=take pytest tests/exercise`, then read the difference.
"""

import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from exercises import PLAN, QUIET, library, play, text

from respond._version import __version__
from respond.api import default_library
from respond.cli import main
from respond.errors import InputError
from respond.exercise import (
    after_action,
    after_action_word,
    contradictions,
    exercise_log,
    handout_sheet,
    improvement_plan,
    lateness_chart,
    level_charts,
    load_recording,
    load_scenario,
    perfect_actions,
    real_moment,
    recording_from,
    run_scenario,
    scenario_from,
    seen_reports,
    standards,
    timeline_chart,
    with_recording,
)
from respond.exercise.grades import ruled_out
from respond.exercise.report_contents import ReportForms
from respond.exercise.run_report import RunReport
from respond.plan import shipped
from respond.show import (
    Bullet,
    Chart,
    Line,
    Section,
    Sheet,
    Table,
    as_html,
    as_markdown,
    cells,
    plain,
    spoken,
)
from respond.yaml import Source

FOLDER = Path(__file__).parent / "reports"
SCENARIOS = shipped("scenarios")
PICTURES = [
    ("debt-forty-days", "zh"), ("fire-wind-shift", "zh"), ("vaccine-school-day", "zh"), ("fire-wind-shift", "en"),
]  # fmt: skip
CAST = "{bureau: {zh: 环境局组, en: bureau team}, government: {zh: 县政府组, en: government team}}"
INJECTS = (
    ("+00:30", f"to: [bureau], facts: {{{QUIET}}}, events: {{received: }}, from: {{zh: 群众, en: a resident}}, via: phone"),
    ("+01:00", "kind: outage, channels: [phone], until: '+02:00'"),
    ("+01:30", "to: [bureau], facts: {area: 40 ha}, events: {sealed: }"),
    ("+02:00", "to: [government], when: {level: I}"),
    ("+00:10", "after: I3, to: [bureau]"),
)  # fmt: skip
ACTIONS = (
    ("+00:10", "by: bureau, did: [tell]"),
    ("+00:40", "by: bureau, did: [tell], to: [government], contains: [], figures: {injured: 3, area: 4 ha}"),
    ("+00:45", "by: government, did: [close]"),
    ("+01:10", "by: bureau, did: [tell], channel: phone"),
    ("+01:40", "by: bureau, declares: I"),
    ("+02:10", "by: bureau, declares: II, did: [close-river], figures: {injured: 2, area: 50 ha}"),
    ("+03:20", "by: bureau, did: [seal-told], figures: {injured: 1}, note: {zh: 重复计了, en: counted twice}"),
)  # fmt: skip
KEYS = {
    "cast": CAST,
    "team": "{zh: 一队, en: team one}",
    "where": "{zh: 某镇, en: a town}",
    "purpose": "{zh: 练报告, en: to practise reporting}",
    "objectives": "[{id: report, zh: 报告, en: reporting, duties: [tell]}]",
    "phases": "[{id: p, zh: 第一阶段, en: phase one, from: '+00:30', questions: [{zh: 谁来报, en: who reports}]}]",
    "observations": (
        "[{at: '+00:50', by: {zh: 评估组, en: evaluators}, text: {zh: 报得快, en: told fast}, kind: strength, unit: bureau},"
        " {at: '+01:20', by: {zh: 评估组, en: evaluators}, text: {zh: 电话断后无人换线, en: nobody changed lines}, kind: problem,"
        " unit: bureau, objective: report},"
        " {at: '+01:25', by: {zh: 导调, en: the director}, text: {zh: 条款3没写找谁, en: clause 3 names nobody}, kind: plan-defect}]"
    ),
    "paces": (
        "[{at: '+00:00', real: 2026-03-01T09:00+08:00, speed: 1}, {at: '+01:00', real: 2026-03-01T10:00+08:00, speed: 0},"
        " {at: '+01:00', real: 2026-03-01T10:20+08:00, speed: 6}]"
    ),
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return library(tmp_path_factory.mktemp("plans"), PLAN)


@pytest.fixture(scope="module")
def run(shelf):
    return play(shelf, INJECTS, ACTIONS, **KEYS)


@pytest.fixture(scope="module")
def shipped_runs():
    return {name: poor_run(name) for name in {each for each, _ in PICTURES}}


def poor_run(name):
    """Run a shipped exercise as the team of its poor recording played it: there is more to report."""
    recording = load_recording(SCENARIOS / "recordings" / f"{name}.poor.yaml")
    scenario = with_recording(load_scenario(SCENARIOS / f"{name}.yaml"), recording)
    return run_scenario(scenario, default_library(), recording.variant)


def under(run, title, lang="en"):
    """Give the blocks of one section of depth 1."""
    blocks = after_action(run, lang).blocks
    starts = [n for n, each in enumerate(blocks) if isinstance(each, Section) and each.depth == 1]
    start = next(n for n in starts if title in blocks[n].title)
    end = next((n for n in starts if n > start), len(blocks))
    return blocks[start + 1 : end]


def told(run, title, lang="en"):
    """Give the text of one section without what breaks its lines."""
    return re.sub(r"\s+", " ", plain(Sheet(tuple(under(run, title, lang)), lang), 120))


def rows(run, title):
    (table,) = [each for each in under(run, title) if isinstance(each, Table)]
    return table.rows


# Word for word.


@pytest.mark.parametrize(("name", "lang"), PICTURES)
def test_the_report_of_a_shipped_scenario_is_unchanged(shipped_runs, name, lang):
    path = FOLDER / f"{name}.{lang}.md"
    shown = as_markdown(after_action(shipped_runs[name], lang)).replace(
        f"respond {__version__}", "respond VERSION"
    )
    if os.environ.get("RESPOND_SNAPSHOTS") == "take":
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert path.read_text("utf-8") == shown


def test_no_report_is_left_over():
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.{lang}.md" for name, lang in PICTURES}


MADE = """
import sys
from pathlib import Path
from respond.api import run_exercise
from respond.exercise import after_action, after_action_word, load_recording, load_scenario, with_recording
from respond.show import as_html, as_markdown

recording = load_recording(sys.argv[2])
run = run_exercise(with_recording(load_scenario(Path(sys.argv[1])), recording), variant=recording.variant)
sheet = after_action(run, "zh")
for made in (as_markdown(sheet).encode(), as_html(sheet).encode(), after_action_word(run, "zh")):
    sys.stdout.buffer.write(made)
"""


def test_the_same_run_gives_the_same_bytes_in_every_form(shipped_runs):
    """A process of its own, which sorts sets otherwise and stands in another zone."""
    name = "debt-forty-days"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            MADE,
            SCENARIOS / f"{name}.yaml",
            SCENARIOS / "recordings" / f"{name}.poor.yaml",
        ],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONUTF8": "1", "TZ": "America/Lima"},
    )
    sheet = after_action(shipped_runs[name], "zh")
    here = as_markdown(sheet).encode() + as_html(sheet).encode() + after_action_word(shipped_runs[name], "zh")
    assert done.stdout == here


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_of_text_is_wider_than_the_terminal(run, shipped_runs, lang):
    for each in (run, *shipped_runs.values()):
        assert max(map(cells, plain(after_action(each, lang), 80).splitlines())) <= 80


# Section by section.


def test_the_cover_names_what_it_was_judged_by(shipped_runs):
    shown = plain(after_action(shipped_runs["fire-wind-shift"], "en"))
    head = shown[: shown.index("Contents")]
    situation = shipped_runs["fire-wind-shift"].final
    for ref in (*(answer.plan for answer in situation.answers), *situation.leading.adopted):
        assert str(ref) in re.sub(r"\s+", " ", head).replace("- ", "-")
    assert f"respond {__version__}" in head
    assert exercise_log(shipped_runs["fire-wind-shift"])[-1].hash in head


def test_the_overview_tells_who_when_and_what(run):
    shown = told(run, "Overview")
    assert "2026-03-01 08:00 to 2026-03-01 16:00, Beijing time" in shown
    assert "from 2026-03-01 10:20, 6 times as fast" in shown
    assert "from 2026-03-01 10:00, a pause" in shown
    for each in ("a town", "to practise reporting", "team one", "bureau team", "government team"):
        assert each in shown
    assert f"score {run.points} of {run.most}" in shown


def test_what_was_not_recorded_is_said_not_to_be_known(shelf):
    bare = play(shelf, actions=[("+00:10", "by: bureau, did: [tell]")])
    assert "how the clock ran was not recorded" in told(bare, "Overview")
    assert "what it held was not noted: whether it was complete is not known" in told(bare, "Reports")
    assert "whether any contradict is not known" in told(bare, "Reports")
    assert "nothing was noted" in told(bare, "Observations")
    assert "no channel was cut" in told(bare, "Communications")


def test_objectives_stand_with_their_rating_and_grades_with_what_is_known(run):
    shown = told(run, "Objectives")
    (showing,) = run.showings
    assert f"{showing.points}/{showing.most}" in shown
    assert shown.count("draft: its text was not seen") == 6, (
        "the standard without its text, and its five headings"
    )
    assert "ruled out" in shown


def test_every_grade_is_open_to_the_perfect_player_and_none_but_the_last_to_the_absent():
    scenario = load_scenario(SCENARIOS / "fire-wind-shift.yaml")
    best = run_scenario(
        evolve(scenario, actions=perfect_actions(scenario, default_library())), default_library()
    )
    played = run_scenario(scenario, default_library())
    grades = [grade for standard in standards() for grade in standard.grades]
    assert [grade.id for grade in grades if ruled_out(grade, played)] == ["excellent", "good", "fair"]
    assert [grade.id for grade in grades if ruled_out(grade, best)] == []


def test_what_is_draft_has_no_grades():
    drafts = [each for each in standards() if each.standing == "draft"]
    assert [each.id for each in drafts] == ["gbt-46792"]
    assert all(not each.grades for each in drafts)
    assert all(heading.standing == "draft" for each in drafts for heading in each.headings)


def test_the_timeline_has_every_inject_with_its_plan_and_its_real_time(run):
    found = {spoken(row.cells[2][0]): row for row in rows(run, "Timeline")}
    assert set(found) == {"I1", "I2", "I3", "I4", "I5"}
    assert [spoken(cell[0]) for cell in found["I5"].cells[:4]] == [
        "+01:40",
        "+00:10 after I3",
        "I5",
        "2026-03-01 10:26",
    ]
    assert spoken(found["I4"].cells[0][0]) == "never given"
    assert spoken(found["I4"].cells[1][0]) == "from +02:00, once it is so"
    assert spoken(found["I2"].cells[3][0]) == "2026-03-01 10:00", "the clock came there before it paused"


def test_an_inject_given_beside_the_script_is_not_said_to_be_planned(shelf):
    script = scenario_from(Source("small.yaml", text([(INJECTS[0][0], INJECTS[0][1])])))
    recorded = recording_from(
        Source(
            "team.yaml",
            "respond: actions/1\nscenario: small\nteam: {zh: 一队, en: team one}\nactions: []\n"
            'injects:\n  - {id: extra, at: "+00:50", to: [bureau], text: {zh: 追问, en: a question}}\n',
        )
    )
    played = run_scenario(with_recording(script, recorded), shelf)
    found = {spoken(row.cells[2][0]): spoken(row.cells[1][0]) for row in rows(played, "Timeline")}
    assert found == {"I1": "+00:30", "extra": "beside the script"}


def test_the_curve_says_how_long_the_level_was_wrong(run):
    shown = told(run, "The level")
    curve = run.curve
    assert curve.too_high == timedelta(minutes=30)
    assert "called too high for 30min" in shown
    assert "no confirmed clause says who calls the level" in shown


def test_every_report_that_is_judged_stands_with_what_it_lacked(run):
    found = list(seen_reports(run))
    assert [each.outcome.id for each in found] == ["testland/spill#tell#1"]
    (first,) = found
    assert [each.action.at for each in first.acts] == ["+00:40"], "what was cut off sent nothing"
    assert [str(item.id) for item in first.lacking] == ["place"]
    shown = told(run, "Reports")
    assert "not told: province" in shown
    assert "lacked: place" in shown


def test_a_report_that_held_all_it_has_to_is_said_to_be_complete(shelf):
    whole = play(shelf, actions=[("+00:10", "by: bureau, did: [tell], contains: [place]")])
    assert "all that is required was in it" in told(whole, "Reports")


COUNTING = PLAN.replace(
    "{id: place, zh: 地点, en: place}",
    "{id: place, zh: 地点, en: place}, {id: hurt, zh: 受伤人数, en: people hurt, fact: injured}",
)


@pytest.mark.parametrize(
    ("noted", "lacking", "said"),
    [
        ("contains: [place], figures: {injured: 1}", [], "all that is required was in it"),
        ("contains: [], figures: {injured: 1}", ["place"], "lacked: place"),
        ("contains: [place], figures: {area: 4 ha}", ["hurt"], "lacked: people hurt"),
        ("figures: {injured: 1}", None, "what it held was not noted"),  # who tells a number ticks nothing
    ],
)
def test_a_number_told_is_held_by_the_item_that_asks_for_it(tmp_path, noted, lacking, said):
    played = play(
        library(tmp_path, COUNTING), actions=[("+00:10", f"by: bureau, did: [tell], {noted}")], cast=CAST
    )
    (report,) = seen_reports(played)
    found = None if report.lacking is None else [str(item.id) for item in report.lacking]
    assert found == lacking
    assert said in told(played, "Reports")
    put_right = [each.title.en for each in improvement_plan(played).items if "lacked" in each.title.en]
    assert len(put_right) == bool(lacking)
    (sent,) = played.scenario.actions
    shown = ReportForms({"tell": played.contents["testland/spill#tell"]}, played.facts).said_by(sent)
    if sent.contains is not None:
        assert ("people hurt" in [words.en for words in shown.contents]) == ("injured" in noted)


def test_numbers_that_contradict_are_told_and_put_right_unless_explained(run):
    """Of the injured there can only be more; of an area that grew nothing is wrong."""
    found = [
        (each.label.en, each.before.en, each.now.en, each.reason is not None) for each in contradictions(run)
    ]
    assert found == [("injured", "3 persons", "2 persons", False), ("injured", "2 persons", "1 person", True)]
    shown = told(run, "Reports")
    assert "injured: 3 persons at 08:40, 2 persons at 10:10 by bureau team" in shown
    assert "reason: counted twice" in shown
    items = [each for each in improvement_plan(run).items if "contradict" in each.title.en]
    assert [(each.unit.id, each.expectations) for each in items] == [("bureau", ())]


def test_numbers_of_one_minute_are_read_in_the_order_they_were_entered(shelf):
    """Who told the number that falls short last is whose it is to put right."""
    two, one = (
        ("+00:10", "by: bureau, did: [tell], figures: {injured: 2}"),
        ("+00:10", "by: government, did: [close], figures: {injured: 1}"),
    )
    falling = play(shelf, actions=[two, one])
    assert [(each.now.en, each.by) for each in contradictions(falling)] == [("1 person", "government")]
    (item,) = [each for each in improvement_plan(falling).items if "contradict" in each.title.en]
    assert item.unit.id == "government"
    assert list(contradictions(play(shelf, actions=[one, two]))) == []


def test_every_outcome_that_is_judged_stands_under_its_unit(shipped_runs, run):
    for each in (run, *shipped_runs.values()):
        shown = told(each, "Acts")
        for outcome in each.outcomes:
            if outcome.judged and outcome.kind != "level":
                assert re.sub(r"\s+", " ", outcome.label.en).split(" ")[0] in shown
        tables = [block for block in under(each, "Acts") if isinstance(block, Table)]
        wanted = [
            one
            for one in each.outcomes
            if (one.judged and one.kind != "level") or one.result in {"excused", "directed"}
        ]
        assert sum(len(table.rows) for table in tables) == len(wanted)


def test_acts_in_vain_stand_by_how_they_came_to_be_so(run):
    shown = told(run, "Acts")
    kinds = {each.kind for each in run.unscored}
    assert kinds == {"early", "by-another", "cut"}
    assert "before it was owed" in shown
    assert "by a body that does not owe it" in shown
    assert "over a channel that was cut" in shown
    listed = [each for each in under(run, "Acts") if isinstance(each, Bullet)]
    assert len(listed) == len(run.unscored)


def test_communications_name_what_was_cut_and_what_did_not_get_through(run):
    shown = told(run, "Communications")
    assert "+01:00 to +02:00, cut: phone" in shown
    assert "did not get through: +01:10 bureau team (phone, cut from +01:00 on) report" in shown


def test_observations_stand_by_kind_with_unit_and_objective(run):
    shown = told(run, "Observations")
    assert shown.index("told fast") < shown.index("nobody changed lines")
    assert "evaluators; bureau team; reporting" in shown
    assert "clause 3 names nobody" not in shown


def test_defects_of_the_plan_are_those_noted_and_the_readings_that_decided(run, shipped_runs):
    assert "clause 3 names nobody" in told(run, "Defects")
    for each in shipped_runs.values():
        shown = told(each, "Defects").replace(" ", "")
        situations = [*(turn.situation for turn in each.turns), each.final]
        decided = {one.id: one for s in situations for a in s.answers for one in a.readings if one.decided}
        assert decided
        for one in decided.values():
            assert one.question.en.replace(" ", "") in shown


def test_the_improvement_plan_leaves_dates_and_evidence_blank(run):
    items = improvement_plan(run).items
    found = rows(run, "Improvement")
    assert [spoken(row.cells[0][0]) for row in found] == [each.id for each in items]
    assert all({*spoken(cell[0])} == {"＿"} for row in found for cell in row.cells[2:5])
    owners = [spoken(row.cells[1][0]) for row in found]
    assert owners == [each.unit.name.en if each.unit is not None else "to be named" for each in items]
    assert "put right: nobody changed lines" in [each.title.en for each in items]
    assert "respond exercise improve" in told(run, "Improvement")


def test_the_hot_wash_asks_what_the_phases_ask(run):
    shown = told(run, "Hot wash")
    assert shown.index("phase one") < shown.index("1. who reports") < shown.index("Every unit")


def test_the_annexes_hold_every_inject_and_every_entry(run):
    injects = [each for each in under(run, "Annex A") if isinstance(each, Section)]
    assert [each.title for each in injects] == ["+00:30 I1", "+01:00 I2", "+01:30 I3", "+01:40 I5"]
    entries = [each for each in under(run, "Annex B") if isinstance(each, Bullet)]
    log = exercise_log(run)
    assert [spoken(each.below[1]) for each in entries] == [row.hash for row in log]
    assert len(log) == 1 + len(run.turns) + len(ACTIONS) + 3
    assert "team" in told(run, "Annex C")
    assert "the same report" in told(run, "Annex D")


def test_the_posts_that_direct_and_evaluate_stand_with_the_participants_and_on_the_papers(shelf):
    posts = {
        "control": "[{zh: 应急科, en: emergency section}]",
        "evaluators": "[{zh: 党校, en: party school}]",
    }
    run = play(shelf, INJECTS, ACTIONS, **{**KEYS, **posts})
    said = told(run, "Participants")
    assert "control" in said
    assert "emergency section" in said
    assert "party school" in said
    paper = plain(handout_sheet(run.scenario, shelf, "control", "en"))
    assert "emergency section" in paper
    assert "party school" in paper


def test_the_perfect_player_has_nothing_to_put_right(shelf):
    scenario = load_scenario(SCENARIOS / "fire-wind-shift.yaml")
    best = run_scenario(
        evolve(scenario, actions=perfect_actions(scenario, default_library())), default_library()
    )
    assert [each for each in under(best, "Improvement") if isinstance(each, Line)]
    assert "nothing has to be put right" in told(best, "Improvement")


# The log.


def test_the_log_is_chained_and_every_hash_is_of_what_it_says(run):
    log = exercise_log(run)
    assert all(row.hash == row.right_hash for row in log)
    assert all(after.before == before.hash == after.previous for before, after in pairwise(log))
    assert [row.known for row in log] == sorted(row.known for row in log)
    assert [row.number for row in log] == [*range(1, len(log) + 1)]


def test_another_entry_gives_another_hash_from_there_on(shelf, run):
    other = [*ACTIONS[:2], ("+00:46", ACTIONS[2][1]), *ACTIONS[3:]]
    log, changed = exercise_log(run), exercise_log(play(shelf, INJECTS, other, **KEYS))
    place = next(n for n, row in enumerate(log) if '"close"' in row.body)
    same = [one.hash == two.hash for one, two in zip(log, changed, strict=True)]
    assert same == [n < place for n in range(len(log))]


def test_an_entry_bears_the_real_time_where_it_was_recorded(run):
    recorded = {row.body: row.recorded_at for row in exercise_log(run)}
    (at,) = [moment for body, moment in recorded.items() if '"close"' in body]
    assert at == datetime.fromisoformat("2026-03-01T09:45+08:00")


@pytest.mark.parametrize(
    ("at", "real"),
    [("08:30", "09:30"), ("09:00", "10:00"), ("09:06", "10:21"), ("15:00", "11:20"), ("07:59", None)],
)
def test_real_moments_go_by_the_pace(run, at, real):
    moment = datetime.fromisoformat(f"2026-03-01T{at}+08:00")
    wanted = datetime.fromisoformat(f"2026-03-01T{real}+08:00") if real is not None else None
    assert real_moment(run.scenario, moment) == wanted


# The pictures.


def signs(chart):
    return "".join(spot.sign for row in chart.rows for spot in row.spots)


def test_the_timeline_draws_each_inject_act_and_deadline(run, shipped_runs):
    for each in (run, *shipped_runs.values()):
        chart = timeline_chart(each, RunReport(each, "en", full=True))
        dues = {
            (one.due, one.units[0].id, one.result == "met")
            for one in each.outcomes
            if one.judged and one.due is not None
        }
        assert signs(chart).count("▲") == len({(turn.at, to) for turn in each.turns for to in turn.inject.to})
        assert signs(chart).count("◆") + signs(chart).count("×") <= len(dues)
        assert len(chart.heads) == len(set(chart.heads))
        assert all(len(row.spots) == len(chart.heads) for row in chart.rows)
    assert signs(timeline_chart(run, RunReport(run, "en", full=True))).count("○") == 3


def test_the_timeline_says_whose_report_was_acknowledged_and_that_a_receipt_of_nothing_was_none(shelf):
    actions = (
        ("+00:40", "by: bureau, did: [tell], to: [government], channel: phone"),
        ("+00:50", "by: government, receives: [bureau]"),
        ("+00:55", "by: bureau, receives: [government]"),
    )
    run = play(shelf, INJECTS, actions, cast=CAST)
    for lang, receipt, of_nothing in (
        ("zh", "●B 确认收到环境局组的报告", "○A 确认收到县政府组的报告"),
        ("en", "●B acknowledges what bureau team told it", "○A acknowledges what government team told"),
    ):
        notes = [row.note for row in timeline_chart(run, RunReport(run, lang, full=True)).rows]
        assert any(receipt[:30] in note for note in notes), notes
        assert any(of_nothing[:30] in note for note in notes), notes


def test_units_bear_the_names_of_the_cast_and_what_is_put_right_those_of_the_plan(run):
    for name in ("Reports", "Acts", "Observations"):
        assert "bureau team" in told(run, name)
        assert "county environment bureau" not in told(run, name)
    improved = told(run, "Improvement plan")
    assert "county environment bureau" in improved
    assert "bureau team" not in improved
    assert "county environment bureau: bureau team" in told(run, "Participants")


def test_the_curve_draws_the_plan_and_the_call_of_each_stretch(run):
    (chart,) = level_charts(run, RunReport(run, "en", full=True))
    for place, step in enumerate(run.curve.steps):
        column = {row.label: row.spots[place] for row in chart.rows}
        dark = [label for label, spot in column.items() if spot.fill == "dark"]
        called = [label for label, spot in column.items() if spot.sign]
        certain = step.plan.certain or step.plan.certain == step.plan.possible
        assert dark == ([step.plan.certain.short.en] if certain else [])
        assert called == ([step.called.short.en] if step.called is not None else [])


def test_the_curve_draws_nothing_as_certain_where_nothing_is(shelf):
    injects = [
        (
            "+00:00",
            "facts: {area: unknown, injured: unknown, river: unknown}, events: {received: }, to: [bureau]",
        ),
        ("+01:00", f"facts: {{{QUIET.replace('area: 1 ha', 'area: 60 ha')}}}, to: [bureau]"),
    ]
    run = play(shelf, injects, [], cast=CAST)
    first, last = run.curve.steps[0].plan, run.curve.steps[-1].plan
    assert (first.certain > 0, first.possible > 0, last.certain > 0) == (False, True, True)
    (chart,) = level_charts(run, RunReport(run, "zh", full=True))
    fills = {row.label: [row.spots[0].fill, row.spots[-1].fill] for row in chart.rows}
    assert {at_start for at_start, _ in fills.values()} == {"light"}  # that none holds is possible as well
    assert fills[last.certain.short.zh][1] == "dark"


def test_lateness_counts_everything_that_is_judged_once(run, shipped_runs):
    for each in (run, *shipped_runs.values()):
        chart = lateness_chart(each, RunReport(each, "en", full=True))
        counted = sum(int(spot.sign) for row in chart.rows for spot in row.spots if spot.sign)
        assert counted == sum(outcome.judged for outcome in each.outcomes)
        late = sum(int(row.spots[0].sign or 0) for row in chart.rows)
        assert late == sum(outcome.result == "met" for outcome in each.outcomes)


def test_every_picture_says_in_words_what_it_shows(run):
    page = as_html(after_action(run, "zh"))
    charts = [each for each in after_action(run, "zh").blocks if isinstance(each, Chart)]
    assert len(charts) == 3
    assert page.count("<svg") == page.count("<desc")
    for each in charts:
        assert each.description in page
    assert "<img" not in page
    assert "http" not in page.replace("http://www.w3.org", "")


# The command.


def test_the_command_writes_every_form_and_says_what_it_lacks(tmp_path, capsys):
    scenario = str(SCENARIOS / "fire-wind-shift.yaml")
    for form, start in (("docx", b"PK"), ("html", b"<!DOCTYPE"), ("md", b"> **")):
        path = tmp_path / f"report.{form}"
        assert main(["exercise", "report", scenario, "-o", str(path)]) == 0
        assert path.read_bytes().startswith(start)
    assert main(["exercise", "report", scenario, "-o", str(tmp_path / "report.pdf")]) == 2
    assert "E683" in capsys.readouterr().err


def test_the_command_takes_the_actions_of_a_team(tmp_path, capsys):
    scenario = SCENARIOS / "fire-wind-shift.yaml"
    team = tmp_path / "team.yaml"
    team.write_text(
        "respond: actions/1\nscenario: fire-wind-shift\nteam: {zh: 二队, en: team two}\nactions:\n"
        '  - {at: "+00:10", by: county-command-office, declares: IV}\n',
        "utf-8",
    )
    assert main(["exercise", "report", str(scenario), "--actions", str(team), "--lang", "en"]) == 0
    assert "team two" in capsys.readouterr().out


# What an action may say of its report.


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("did: [tell], contains: [plaice]", "E800"),
        ("did: [close], contains: [place]", "E800"),
        ("did: [tell], figures: {injurd: 3}", "E701"),
        ("did: [tell], figures: {injured: many}", "E3"),
    ],
)
def test_what_no_report_holds_and_no_plan_knows_is_refused(shelf, said, code):
    with pytest.raises(InputError) as refused:
        play(shelf, actions=[("+00:10", f"by: bureau, {said}")])
    assert any(each.code.startswith(code) for each in refused.value.faults)


def test_what_a_report_of_another_duty_did_was_sent_when_that_was():
    recording = load_recording(SCENARIOS / "recordings" / "vaccine-school-day.good.yaml")
    scenario = with_recording(load_scenario(SCENARIOS / "vaccine-school-day.yaml"), recording)
    run = run_scenario(scenario, default_library(), recording.variant)
    (seen,) = [each for each in seen_reports(run) if "#written-after-oral#" in each.outcome.id]
    assert seen.outcome.result == "met"
    assert [[*each.action.did] for each in seen.acts] == [["evaluate", "progress-report"]]
    shown = as_markdown(after_action(run, "en"))
    assert [row for row in shown.splitlines() if row.startswith("| met | ") and "| not sent |" in row] == []
    assert "sent as another report that does this one too: Submit progress reports" in shown
