"""Drafted reports: contents from the log, gaps as gaps, changes since the last one sent, each reader its own."""

import os
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import get_args

import jsonschema
import pytest
from attrs import evolve
from dossiers import HEAD, LIBRARY, SENT, after, dossier, drafted, refused, said, step
from hypothesis import given, settings
from hypothesis import strategies as st

from respond import load_incident, read_incident
from respond.errors import LANGUAGES
from respond.papers import REPORT_KINDS, dossier_of, missing_sheet, offered, owing_words, report, report_sheet
from respond.papers.choosing import owing_of
from respond.papers.sent import carriers
from respond.papers.words import WORDS
from respond.plan import Library, Shows
from respond.show import as_markdown, cells, plain
from respond.show.plan_words import SHOWS
from respond.situation import data_of, schema_of

ROOT = Path(__file__).resolve().parents[2]
HAN = re.compile("[\u4e00-\u9fff]")
INITIAL = {"name": "hq-report"}


def test_items_are_filled_from_the_log_and_gaps_stay_gaps():
    draft = drafted(**INITIAL)
    parts = {part.id: part for part in draft.parts}
    assert parts["time"].statements[0].text.zh == "2026年11月21日8时00分。"
    assert parts["location"].statements[0].text.en == "a town hospital."
    assert parts["source"].statements[0].text.zh == "县医院。"
    assert parts["manufacturer"].missing
    assert not parts["manufacturer"].statements
    assert {gap.id for gap in draft.missing} == {part.id for part in draft.parts if part.missing}
    assert next(gap for gap in draft.missing if gap.id == "manufacturer").ask.en
    sheet = plain(report_sheet(draft, "zh"), 80)
    assert "（缺：尚未掌握）" in sheet
    assert sheet.index("缺项") > sheet.index("十七、")


def test_the_start_of_the_response_fills_its_item():
    start = "  - {at: 2026-11-21T09:20+08:00, events: {response_started: {level: II}}}\n"
    item = {part.id: part for part in drafted(start, **INITIAL).parts}["next-steps"]
    assert not item.missing
    assert "2026年11月21日9时20分" in item.statements[0].text.zh
    assert {part.id: part for part in drafted(**INITIAL).parts}["next-steps"].missing


def test_what_is_not_confirmed_is_said_as_such():
    text = said(drafted(step(10, "rare_cases: {at_least: 4, standing: estimated}"), **INITIAL))
    assert "3例（县医院；据上报，尚未核实；截至2026年11月21日9时00分）" in text
    assert "至少4人（估计，尚未核实）" in text
    confirmed = said(drafted(step(10, "deaths: {value: 3, standing: confirmed}"), **INITIAL), "en")
    assert "3 cases (confirmed)" in confirmed


def test_a_range_of_levels_is_never_told_as_one():
    draft = drafted(**INITIAL)
    assert "现已确定为Ⅱ级（重大），尚不排除Ⅰ级（特别重大）" in said(draft)
    assert "for certain" in said(draft, "en")


def test_unknown_is_said_and_is_missing():
    draft = drafted(step(10, "manufacturer: unknown"), **INITIAL)
    part = next(each for each in draft.parts if each.id == "manufacturer")
    assert part.statements[0].text.zh.startswith("尚不清楚")
    assert part.missing
    assert "manufacturer" in {gap.id for gap in draft.missing}


def test_every_sentence_names_the_entries_it_rests_on():
    draft = drafted(step(10, "rare_cases: 4"), **INITIAL)
    known = {entry.id for entry in dossier(step(10, "rare_cases: 4")).log.entries}
    for each in draft.statements:
        assert {basis.entry for basis in each.basis} <= known
    bare = [each.text.zh for each in draft.statements if not each.basis]
    assert all("响应" in text for text in bare), "only that nothing was started rests on no entry"
    assert {basis.entry for basis in draft.basis} >= {"deaths", "rare_cases", "occurred"}


def test_the_json_keeps_its_schema():
    from respond.papers import ReportDraft  # noqa: PLC0415

    for draft in (drafted(**INITIAL), drafted(SENT, kind="progress", to=["county-government"])):
        jsonschema.validate(data_of(draft), schema_of(ReportDraft, "report-draft/1"))


# Progress.


def test_a_progress_report_tells_only_what_changed_since_the_last_one_sent():
    draft = drafted(SENT, step(40, "rare_cases: 6"), kind="progress", to=["county-government"])
    assert draft.since == after(18)
    text = said(draft)
    assert "6人" in text
    assert "上次报告未报" in text
    assert "3例" not in text
    assert draft.issue == 1
    assert [each.number for each in draft.earlier] == ["一号"]


def test_the_value_before_stands_beside_the_one_that_changed():
    text = said(drafted(SENT, step(40, "deaths: 4"), kind="progress", to=["county-government"]))
    assert "4例（据上报，尚未核实；上次报告为3例）" in text


def test_a_report_after_nothing_changed_says_so():
    draft = drafted(SENT, kind="progress", to=["county-government"])
    assert not draft.changed
    assert not draft.statements
    assert "没有新的情况记入" in plain(report_sheet(draft, "zh"), 80)
    assert "Nothing new was entered" in plain(report_sheet(draft, "en"), 80)


def test_that_a_report_went_out_is_no_news():
    progress = """\
  - at: 2026-11-21T09:40+08:00
    did: [{duty: progress-report, by: market-regulator, to: [county-government]}]
"""
    draft = drafted(SENT, progress, kind="progress", to=["county-government"])
    assert not draft.changed
    assert draft.issue == 2


def test_what_was_told_at_the_very_minute_but_later_is_news():
    late = step(18, "deaths: 4")
    draft = drafted(SENT, late, kind="progress", to=["county-government"])
    assert draft.since == after(18)
    assert "4例" in said(draft)
    before = drafted(late, SENT, kind="progress", to=["county-government"])
    assert "4例" not in said(before)


def test_an_act_entered_late_counts_from_when_it_was_done():
    """What was learnt between the sending and its entry in the log was in no report."""
    told = step(30, "rare_cases: 6")
    entered = step(40, "", "did: [{duty: report-up, by: headquarters, at: 2026-11-21T09:20:00+08:00}]")
    draft = drafted(told, entered, kind="progress", to=["county-government"])
    assert draft.since == after(8)
    assert "6人" in said(draft)


def test_without_an_earlier_report_all_is_told():
    draft = drafted(kind="progress", to=["county-government"])
    assert draft.since is None
    assert "3例" in said(draft)
    assert "以下为全部已知情况" in plain(report_sheet(draft, "zh"), 80)


# Addressees.


def test_each_addressee_has_changes_since_its_own_last_report():
    apart = """\
  - at: 2026-11-21T09:30+08:00
    did: [{duty: report-up, by: headquarters, to: [county-government]}]
"""
    later = step(30, "rare_cases: 6")
    rest = """\
  - at: 2026-11-21T09:50+08:00
    did: [{duty: report-up, by: headquarters, to: [city-market-regulator]}]
"""
    steps = (apart, later, rest)
    assert "6人" in said(drafted(*steps, kind="progress", to=["county-government"]))
    assert "6人" not in said(drafted(*steps, kind="progress", to=["city-market-regulator"]))
    both = drafted(*steps, kind="progress", name="progress")
    assert "6人" in said(both), "of several the one told longest ago counts"


def test_who_was_never_told_is_named():
    apart = """\
  - at: 2026-11-21T09:30+08:00
    did: [{duty: report-up, by: headquarters, to: [county-government]}]
"""
    draft = drafted(apart, kind="progress", name="progress")
    assert [unit.id for unit in draft.never_told] == ["city-market-regulator"]


def test_an_addressee_may_be_called_by_name():
    draft = drafted(kind="initial", to=["市市场监督管理局"])
    assert [unit.id for unit in draft.to] == ["city-market-regulator"]


def test_the_report_is_the_one_the_plan_owes_to_the_addressee():
    draft = drafted(kind="initial", to=["county-rescue-office"])
    assert draft.report == "hq-report"
    assert draft.issuer.id == "headquarters"


def test_whom_it_does_not_go_to_is_refused():
    refused(lambda: drafted(to=["county-publicity"]), "E982")
    refused(lambda: drafted(to=["nobody", "no one"]), "E982", "E982")


def test_a_report_that_no_plan_has_is_refused():
    error = refused(lambda: drafted(name="hq-reprot"), "E980")
    assert error.faults[0].suggestion == "hq-report"
    refused(lambda: drafted(duty="report-upp"), "E980")


# Numbers, exercises, corrections.


def test_reports_of_a_kind_are_counted():
    assert drafted(**INITIAL).issue == 1
    assert drafted(SENT, **INITIAL).issue == 2
    assert drafted(**INITIAL, number="交疫〔2026〕3号").number == "交疫〔2026〕3号"


def test_an_exercise_is_marked_on_every_face():
    head = HEAD.replace("id: one", "id: one\nmode: exercise")
    draft = drafted(head=head, **INITIAL)
    assert plain(report_sheet(draft, "zh"), 80).lstrip().startswith("【演练】")
    assert "EXERCISE" in as_markdown(missing_sheet(draft, "en")).splitlines()[0]


CORRECTS = step(
    40, "", "corrects: [{entry: deaths, value: 2, corrected_by: 值班室, reason: {zh: 一人重复统计}}]"
)


def test_a_number_put_right_in_the_log_is_printed_as_a_correction():
    draft = drafted(SENT, CORRECTS, kind="progress", to=["county-government"])
    text = said(draft)
    assert "前报（2026年11月21日9时30分）3例，现更正为2例，一人重复统计" in text


def test_what_never_was_is_withdrawn():
    gone = step(
        40, "", "corrects: [{entry: deaths, withdrawn: yes, corrected_by: 值班室, reason: {zh: 误报}}]"
    )
    text = said(drafted(SENT, gone, kind="progress", to=["county-government"]))
    assert "前报（2026年11月21日9时30分）3例，该情况不实，已作废，误报" in text


AT_LEAST = HEAD.replace("deaths: {value: 3,", "deaths: {at_least: 3,")
"""By which neither 2 to 4 nor 5 and more is settled, and one of them holds."""


@pytest.mark.parametrize(
    ("lang", "together", "either"),
    [
        (
            "zh",
            "单条标准都还未定；但无论未知情况如何，以下各条必有一条成立，至少达到Ⅱ级：",
            "Ⅱ级：条款4.2(1)，",
        ),
        ("en", "No criterion alone is settled; whatever the unknown", "Level II: cl. 4.2(1), "),
    ],
)
def test_a_level_that_no_criterion_gives_by_itself_is_told_with_those_of_which_one_must_hold(
    lang, together, either
):
    made = drafted(head=AT_LEAST, name="hq-report")
    lines = said(made, lang).splitlines()
    (first,) = [number for number, line in enumerate(lines) if line.startswith(together)]
    assert "4.1(1)" in lines[first + 1]
    assert lines[first + 2].startswith(either)
    (told,) = [each for each in made.statements if each.text.say(lang) == lines[first + 2]]
    assert {basis.entry for basis in told.basis} == {"quality_suspected", "deaths"}
    assert together not in said(drafted(name="hq-report"), lang)


def test_a_number_that_contradicts_one_sent_is_refused():
    error = refused(
        lambda: drafted(SENT, step(40, "deaths: 2"), kind="progress", to=["county-government"]), "E981"
    )
    assert error.exit_code == 1
    assert "3例" in error.faults[0].problem.zh
    assert "已报的数：deaths（首次记录）；现在的数：deaths#2（第2步）" in error.faults[0].help.zh


def test_a_contradiction_in_a_file_names_the_lines_that_tell_either_number(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text(f"{HEAD}then:\n{SENT}{step(40, 'deaths: 2')}", encoding="utf-8")
    read = dossier_of(load_incident(path), LIBRARY, now=after(60))
    (fault,) = refused(lambda: report(read, "progress", to=["county-government"]), "E981").faults
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "deaths: 2" in lines[fault.place.line - 1]
    assert ["value: 3" in lines[each.line - 1] for each in fault.related] == [True]


def test_words_in_the_log_or_given_let_it_pass():
    steps = {
        "note on the value": [step(40, "deaths: {value: 2, note: 一人重复统计}")],
        "note on the fact": [step(40, "deaths: 2", "note: {zh: 同一批号疫苗致死亡病例：一人重复统计}")],
    }
    for told in steps.values():
        text = said(drafted(SENT, *told, kind="progress", to=["county-government"]))
        assert "现更正为2例" in text
        assert "一人重复统计" in text
    given_ = drafted(
        SENT,
        step(40, "deaths: 2"),
        kind="progress",
        to=["county-government"],
        corrections={"deaths": "重复统计"},
    )
    assert "现更正为2例，重复统计" in said(given_)


def test_a_note_of_something_else_lets_nothing_pass():
    told = step(40, "deaths: 2", "note: {zh: 风向转北}")
    refused(lambda: drafted(SENT, told, kind="progress", to=["county-government"]), "E981")


def test_words_for_what_nobody_was_told_are_refused():
    for words in ({"rare_cases": "x"}, {"deaths": " "}, {"deths": "x"}):
        refused(
            lambda words=words: drafted(SENT, kind="progress", to=["county-government"], corrections=words),
            "E984",
        )


FOLLOWS = {"kind": "progress", "name": "overall-follow-up"}
"""A report of the unit where it happened, whose readers have had none."""


def test_what_we_told_one_nobody_is_told_otherwise():
    """The county was told of three: no report that leaves this desk says two to somebody else, not for another body."""
    told = step(40, "deaths: 2")
    error = refused(lambda: drafted(SENT, told, **FOLLOWS), "E981")
    assert "3例" in error.faults[0].problem.zh
    text = said(drafted(SENT, told, **FOLLOWS, corrections={"deaths": "重复统计"}))
    assert "2例" in text
    assert "现更正为2例，重复统计" in text
    assert "现更正" not in said(drafted(SENT, step(40, "deaths: 4"), **FOLLOWS))


def test_the_words_in_the_log_excuse_it_towards_everybody_and_who_had_no_report_reads_no_correction():
    told = step(40, "deaths: {value: 2, note: 重复统计}")
    assert "现更正" not in said(drafted(SENT, told, **FOLLOWS))


def test_a_note_that_was_withdrawn_excuses_nothing():
    note = step(40, "deaths: 2", "note: {zh: 同一批号疫苗致死亡病例：一人重复统计}")
    gone = step(45, "", "corrects: [{entry: note, withdrawn: yes}]")
    right = step(45, "", "corrects: [{entry: note, value: {zh: 同一批号疫苗致死亡病例：两人误报}}]")
    other = step(45, "", "corrects: [{entry: note, value: {zh: 风向转北}}]")
    for steps in ((note, gone), (note, other)):
        refused(lambda steps=steps: drafted(SENT, *steps, kind="progress", to=["county-government"]), "E981")
    assert "两人误报" in said(drafted(SENT, note, right, kind="progress", to=["county-government"]))


def test_whose_report_it_is_stands_in_the_notes_where_it_is_not_ours():
    draft = drafted(**FOLLOWS)
    assert (draft.ours, draft.issuer.id) == (False, "incident-unit")
    assert "不是我方的" in plain(report_sheet(draft, "zh"), 80)
    ours = drafted(**INITIAL)
    assert ours.ours
    assert "不是我方的" not in plain(report_sheet(ours, "zh"), 80)


def test_what_we_owe_next_is_offered_first_and_what_others_owe_last():
    """Once what we owed is sent, the province's own report does not take its place."""
    sent = step(
        18, "", "did: [{duty: report-up, by: headquarters}, {duty: initial-report, by: market-regulator}]"
    )
    for steps in ((), (sent,)):
        found = offered(dossier(*steps), REPORT_KINDS)
        assert [each.ours for each in found] == sorted((each.ours for each in found), reverse=True)
        pressing = [each.presses for each in found if each.ours]
        assert pressing == sorted(pressing, reverse=True)
        assert all(each.by is not None for each in found)
    assert {each.by.id for each in found if not each.ours} >= {"city-government", "provincial-government"}


def test_how_a_report_is_owed_is_what_its_obligation_says():
    """Whether it goes straight to the province, one dead alone does not tell."""
    made = dossier(head=HEAD.replace("value: 3", "value: 1"))
    owing = {each.duty: each.owing for each in offered(made, REPORT_KINDS)}
    assert (owing["report-up"], owing["shanxi-direct-to-province"]) == ("owed", "provisional")
    assert all((each.owing is None) is not each.presses for each in offered(made, REPORT_KINDS))
    owed = next(each for each in made.situation.obligations if each.duty == "report-up")
    assert [owing_of(owed), owing_of(evolve(owed, state="waiting"))] == ["owed", "waiting"]
    assert [owing_words("waiting", lang) for lang in LANGUAGES] == ["待起算", "waiting for its start"]
    draft = report(made, "initial", name="shanxi/incident-reporting#incident-report")
    assert {(each.duty, each.owing) for each in draft.answers} >= {
        ("shanxi-direct-to-province", "provisional")
    }
    for lang, words in (("zh", "（未定是否应报）"), ("en", " (not certain to be owed)")):
        notes = plain(report_sheet(draft, lang), 300)
        assert notes.count(words) == 1


def test_everybody_who_is_named_is_addressed_though_several_duties_reach_them():
    """The city is told by one duty, the province by another: a letter that goes to both names both."""
    named = ["city-government", "provincial-government"]
    draft = drafted(kind="initial", name="shanxi/incident-reporting#incident-report", to=named)
    assert [unit.id for unit in draft.to] == named or {unit.id for unit in draft.to} == set(named)
    assert draft.beyond == ()


def test_another_body_than_the_plan_has_it_sent_to_is_addressed_and_marked():
    draft = drafted(kind="initial", name="hq-report", to=["county-government", "provincial-government"])
    assert [unit.id for unit in draft.to] == ["county-government", "provincial-government"]
    assert [unit.id for unit in draft.beyond] == ["provincial-government"]
    assert {each.duty for each in draft.answers} == {"report-up", "report-i-iii"}
    text = as_markdown(report_sheet(draft, "zh"))
    assert "**县人民政府、省级人民政府：**" in text
    assert "预案没有规定报给省级人民政府，是另加的报送对象。" in text.partition("起草说明")[2]
    alone = drafted(kind="initial", name="hq-report", to=["provincial-government"])
    assert ([unit.id for unit in alone.to], alone.answers) == (["provincial-government"], ())


def test_a_place_that_was_entered_later_stands_in_the_report_and_is_news():
    head = HEAD.replace("where: {zh: 某镇卫生院, en: a town hospital}\n", "")
    assert "location" in {gap.id for gap in drafted(head=head, **INITIAL).missing}
    told = step(40, "", "where: {zh: 水峪贯镇, en: Shuiyuguan}")
    draft = drafted(told, head=head, **INITIAL)
    part = next(each for each in draft.parts if each.id == "location")
    assert part.statements[0].text.zh == "水峪贯镇。"
    assert [basis.entry for basis in part.statements[0].basis] == ["incident.where"]
    assert drafted(SENT, told, head=head, kind="progress", to=["county-government"]).changed


def test_what_was_explained_once_is_not_asked_for_again():
    told = step(40, "deaths: {value: 2, note: 重复统计}")
    again = """\
  - at: 2026-11-21T10:00+08:00
    did: [{duty: progress-report, by: market-regulator}]
"""
    draft = drafted(SENT, told, again, kind="progress", minutes=60, to=["county-government"])
    assert not draft.changed
    refused(
        lambda: drafted(SENT, told, again, step(55, "deaths: 1"), kind="progress", to=["county-government"]),
        "E981",
    )


def test_saying_less_does_not_lower_what_was_said():
    """At least 2 may still be 3; then 2 contradicts the 3 that was sent first."""
    less = step(40, "deaths: 2+")
    sent = """\
  - at: 2026-11-21T10:00+08:00
    did: [{duty: progress-report, by: market-regulator}]
"""
    assert "至少2例" in said(drafted(SENT, less, kind="progress", to=["county-government"]))
    refused(
        lambda: drafted(SENT, less, sent, step(55, "deaths: 2"), kind="progress", to=["county-government"]),
        "E981",
    )


SHOWN = """\
respond: plan/1
id: own/shown
edition: {name: "1", in_force: {from: 2026-01-01}}
title: {zh: 例, en: example}
units: {us: {zh: 我方, en: us}, them: {zh: 上级, en: them}}
seat: us
facts:
  deaths: {type: count, unit: case, worse: up, label: {zh: 死亡, en: deaths}}
levels:
  IV: [{id: some, when: deaths >= 1, clause: "1"}]
reports:
  first:
    zh: 报告
    en: report
    kind: initial
    clause: "2"
    contents:
ITEMS
duties:
  - {id: tell, zh: 报告, en: tell, clause: "2", unit: us, when: occurred, report: first, to: [them], due: immediately}
  - {id: act, zh: 处置, en: handle it, clause: "3", unit: us, when: occurred, due: immediately}
ledger: {"1": {status: encoded}, "2": {status: encoded}, "3": {status: encoded}}
"""


def test_whatever_the_log_can_tell_an_item_may_ask_for(tmp_path):
    """Each of them is filled once the log has it, and is missing where it has nothing."""
    every = get_args(Shows)
    items = "".join(f"      - {{id: {name}, zh: 项, en: item, shows: {name}}}\n" for name in every)
    path = tmp_path / "shown.yaml"
    path.write_text(SHOWN.replace("ITEMS\n", items), "utf-8")
    library = Library([*Library.default().roots], [path])
    head = HEAD.replace("[vaccine-quality]", "[own/shown]").replace("  quality_suspected: yes\n", "")
    steps = step(10, "", "did: [{duty: act, by: us}]", "events: {response_started: {level: IV}}")

    def missing(text):
        found = report(dossier_of(read_incident(text), library, now=after(60)), "initial")
        return {gap.id for gap in found.missing}

    bare = "respond: incident/1\nid: x\ntitle: {zh: 例, en: x}\nplans: [own/shown]\noccurred: 2026-11-21T08:00+08:00\n"
    assert missing(bare) == {"place", "sources", "response", "course", "acts", "changes", "corrections"}
    assert missing(head + "then:\n" + steps) == {"corrections"}
    assert {name: bool(SHOWS[name].en) for name in every} == dict.fromkeys(SHOWS, True)


def test_every_word_speaks_both_languages_and_is_used():
    folder = ROOT / "engine" / "respond" / "papers"
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    owing = {"owing_owed", "owing_provisional", "owing_waiting"}
    said_by_name = {"reported", "estimated", "confirmed", *owing, *REPORT_KINDS}
    assert {key for key in WORDS if len(re.findall(f"[\"']{key}[\"']", source)) < 2} <= said_by_name
    for key, text in WORDS.items():
        assert not HAN.search(text.en), key


def test_the_same_bytes_come_of_another_process():
    """No order of a set, which is another in every process, reaches the file."""
    program = (
        "import sys; sys.path[:0] = {paths!r}; from dossiers import *; from respond.papers import letter; "
        "import hashlib; draft = drafted(SENT, step(40, 'deaths: 4'), kind='progress'); "
        "print(hashlib.sha256(letter(draft, 'zh')).hexdigest())"
    ).format(paths=[str(ROOT / "tests" / "papers")])
    found = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "engine")},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1


# Laws.


NUMBER = re.compile(r"\d+")


@settings(max_examples=40)
@given(deaths=st.integers(0, 40), rare=st.integers(0, 60), minutes=st.integers(1, 40))
def test_every_number_of_a_report_is_in_the_log(deaths, rare, minutes):
    """Whatever is reported, no statement of a fact has a figure that no entry has."""
    told = step(minutes, f"deaths: {deaths}+, rare_cases: {{at_most: {rare}}}")
    draft = drafted(told, **INITIAL)
    facts = {"deaths", "deaths#2", "rare_cases", "rare_cases#2"}
    for each in draft.statements:
        if each.basis and {basis.entry for basis in each.basis} <= facts:
            entries = " ".join(basis.says.zh for basis in each.basis)
            value = each.text.zh.partition("（")[0]
            assert set(NUMBER.findall(value)) <= set(NUMBER.findall(entries))


@settings(max_examples=40)
@given(
    minutes=st.lists(st.integers(1, 200), min_size=1, max_size=6, unique=True),
    values=st.lists(st.integers(3, 60), min_size=6, max_size=6),
    sent=st.integers(0, 200),
)
def test_reports_together_tell_everything_once(minutes, values, sent):
    """What an initial report told and what the next one tells is all that is known, nothing of it twice."""
    values = sorted(values)
    told = [
        (when, step(when, f"deaths: {value}")) for when, value in zip(sorted(minutes), values, strict=False)
    ]
    act = (sent, step(sent, "", "did: [{duty: report-up, by: headquarters}]"))
    steps = [text for _, text in sorted([*told, act], key=lambda each: each[0])]
    draft = drafted(*steps, kind="progress", minutes=210, to=["county-government"])
    before = [value for when, value in zip(sorted(minutes), values, strict=False) if when <= sent]
    last = values[len(minutes) - 1]
    known = before[-1] if before else 3
    assert (f"{last}例（" in said(draft)) == (known != last)
    assert (f"上次报告为{known}例" in said(draft)) == (known != last)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sheet_fits_eighty_columns_and_speaks_one_language(lang):
    head = HEAD.replace("plans: [vaccine-quality]", "plans: [vaccine-quality]\nnote: {en: a call, zh: 来电}")
    for kind in ("initial", "progress", "closing"):
        for draft in (drafted(head=head, kind=kind), drafted(SENT, step(40, "deaths: 4"), kind=kind)):
            for sheet in (report_sheet(draft, lang), missing_sheet(draft, lang)):
                text = plain(sheet, 80)
                assert max(map(cells, text.splitlines())) <= 80
                if lang == "en":
                    assert not HAN.search(text), HAN.search(text)


PLANS = sorted(
    {
        str(path.parent.relative_to(ROOT / "plans"))
        for path in (ROOT / "plans").rglob("*.yaml")
        if re.search(r"^reports:", path.read_text("utf-8"), re.MULTILINE)
    }
)


@pytest.mark.parametrize("plan", PLANS)
def test_every_shipped_plan_drafts_its_reports_from_next_to_nothing(plan):
    """All it says is what the few entries say; whatever else a report must hold is missing."""
    ref = LIBRARY.find(plan)
    day = max(LIBRARY.plan(ref).edition.in_force.from_, date(2026, 3, 2))
    if not LIBRARY.prepared(ref).answers:
        pytest.skip("no incident falls under it alone")
    text = f"respond: incident/1\nid: x\ntitle: {{zh: 例, en: x}}\nplans: ['{plan}']\noccurred: {day}T08:00+08:00\n"
    found = dossier_of(read_incident(text), LIBRARY, now=datetime.fromisoformat(f"{day}T12:00+08:00"))
    sent = {each.report.kind for each in carriers(found)}
    for kind in REPORT_KINDS:
        if kind not in sent:
            refused(lambda kind=kind: report(found, kind), "E980")
            continue
        draft = report(found, kind)
        contents = LIBRARY.plan(draft.plan).reports[draft.report].contents
        assert [part.id for part in draft.parts[: len(contents)]] == [item.id for item in contents]
        assert len(draft.missing) >= len(contents) - 6
        assert {basis.number for basis in draft.basis} <= {0}
        for lang in ("zh", "en"):
            assert plain(report_sheet(draft, lang), 80)


ACCIDENT = """\
respond: incident/1
id: one
title: {zh: 示例事故, en: an accident}
plans: [production-accident]
occurred: 2026-11-21T08:00+08:00
facts: {deaths: 2, serious_injuries: 1, direct_loss: 10 万元, traffic_or_fire: no, great_impact: no, bad_impact: no}
events: {received: 2026-11-21T09:12+08:00}
"""


def test_what_another_article_has_the_same_bodies_told_is_named():
    changed = step(30, "serious_injuries: 2")
    made = drafted(changed, kind="progress", head=ACCIDENT)
    assert [each.duty for each in made.answers] == ["supplement-casualties-local"]
    assert [each.duty for each in made.waiting] == ["daily-county", "same-day-county"]
    notes = plain(report_sheet(made, "zh"), 200)
    assert "另一条款也要向同样的单位报，本文不算它办结：自发生之日起30日内" in notes
    assert "县级部门当日24时前续报；2026年11月22日0时00分前" in notes
    assert "Another article has the same bodies told" in plain(report_sheet(made, "en"), 400)
    done = step(40, "", "did: [{duty: same-day-county, by: local-safety-department}]")
    assert drafted(changed, done, kind="progress", head=ACCIDENT).waiting == ()


def test_what_a_letter_answers_does_not_wait():
    made = drafted(step(30, "serious_injuries: 2"), kind="progress", head=ACCIDENT, name="follow-up")
    assert {"daily-county", "same-day-county"} <= {each.duty for each in made.answers}
    assert [each.duty for each in made.waiting] == ["supplement-casualties-local"]


def test_a_letter_to_one_who_was_never_told_holds_all_that_is_known():
    """The province comes to it at level III; it has not heard of those who are trapped."""
    head = ACCIDENT.replace("deaths: 2,", "deaths: 2, trapped: 4,").replace(
        "[production-accident]", "[production-accident-information]"
    )
    first = step(10, "", "did: [{duty: county-reports-up, by: local-safety-department}]")
    made = drafted(first, step(30, "deaths: 3"), kind="progress", head=head, name="follow-up")
    assert "provincial-safety-department" in str([unit.id for unit in made.to])
    assert [unit.id for unit in made.never_told] == ["provincial-safety-departments"]
    assert made.since is None
    text = plain(report_sheet(made, "zh", notes=False), 200)
    assert "此前没有向省级" in text
    assert "4人" in text
    to_the_told = drafted(
        first,
        step(30, "deaths: 3"),
        kind="progress",
        head=head,
        name="follow-up",
        to=["city-safety-departments"],
    )
    assert to_the_told.since is not None
    assert "4人" not in plain(report_sheet(to_the_told, "zh", notes=False), 200)
