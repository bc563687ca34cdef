"""The runner of plan tests: what fails is told with both values and its line; bad files are refused in whole."""

import json
from xml.etree import ElementTree as ET

import pytest

from respond.author import coverage_of, editions_of, junit, ledger_of, run_suites, suite_data
from respond.cli import main
from respond.errors import InputError
from respond.plan import Library
from small_plan import SMALL, shelve

HEAD = """\
respond: plan-tests/1
plan: testland/spill@2020
by: 县环境局
occurred: 2026-03-02T08:00+08:00
now: 2 hours
facts: {area: 0 ha, injured: 0, houses: 4, river: no, grave: no}
events: {received: 20 minutes}
tests:
"""


@pytest.fixture
def shelf(tmp_path):
    """Give a function that shelves the small plan with tests and gives the library."""

    def made(tests, head=HEAD, plan=SMALL):
        shelve(tmp_path, plan)
        lines = "".join(f"  {line}\n" for line in tests)
        (tmp_path / "testland/spill/2020.tests.yaml").write_text(head + lines, "utf-8")
        return Library([tmp_path])

    return made


def run(library):
    return run_suites(library, editions_of(library, ()), incidents=False)[0]


def failures(library):
    return [failure.text.en for outcome in run(library).outcomes for failure in outcome.failures]


def refused(library):
    with pytest.raises(InputError) as caught:
        run(library)
    return caught.value.faults


IN_WORDS = SMALL.replace(
    "within: 2 weeks", "due: promptly, provided: {zh: 必要时, en: where necessary}"
).replace("when: terminated", "when: injured >= 2 and not river")


def test_what_was_done_is_given_at_the_moment_asked_about_or_another(shelf):
    library = shelf(
        [
            "now: {did: [{duty: tell, to: [government]}], expect: {fulfilled: [tell], obligations: {tell: {done: 2 hours}}}}",
            "before: {did: [{duty: tell, at: 50 minutes, to: [government], by: bureau}], expect: {obligations: {tell: {state: met, done: 50 minutes}}}}",
            "late: {did: [{duty: tell, at: 90 minutes, to: [government]}], expect: {obligations: {tell: {state: met-late}}}}",
            "later: {then: [{at: 70 minutes, did: [{duty: tell, to: [government]}]}], expect: {obligations: {tell: {state: met, done: 70 minutes}}}}",
            "wrong: {did: [{duty: tell, to: [government]}], expect: {overdue: [tell]}}",
        ]
    )
    assert failures(library) == ["duty `tell` (tell the county government): expected overdue, found met late"]


def test_what_was_done_in_answer_to_nothing_is_refused(shelf):
    (fault,) = refused(shelf(["odd: {did: [{duty: tel}], expect: {level: none}}"]))
    assert (fault.code, fault.suggestion) == ("E720", "tell")


def test_a_duty_with_a_condition_in_words_is_covered_once_the_rest_of_it_holds(shelf):
    tests = ["two: {facts: {injured: 2}, expect: {provisional: [sum-up]}}"]
    for plan, lacking in ((IN_WORDS, False), (IN_WORDS.replace("injured >= 2", "injured >= 3"), True)):
        library = shelf(
            tests if not lacking else ["two: {facts: {injured: 2+}, expect: {provisional: [sum-up]}}"],
            plan=plan,
        )
        suite = run(library)
        assert not suite.failed
        coverage = coverage_of(library.prepared(library.find("spill")), suite.tests)
        assert ("sum-up" in {item.id for item in coverage.lacking}) is lacking


def test_a_duty_that_is_never_owed_asks_for_no_test(shelf):
    spare = '  - {id: spare, zh: 备用, en: spare, when: never, unit: bureau, due: promptly, clause: "3"}\n'
    library = shelf(
        ["a: {facts: {injured: 3}, expect: {level: none}}"],
        plan=SMALL.replace("interpretations:", f"{spare}interpretations:"),
    )
    coverage = coverage_of(library.prepared(library.find("spill")), run(library).tests)
    assert [item.id for item in coverage.of("duty")] == ["tell", "sum-up", "close-river"]


def test_a_duty_with_a_condition_in_words_asks_for_no_more_once_the_rest_of_it_holds(shelf):
    library = shelf(
        [
            "open: {facts: {injured: 1..2}, expect: {provisional: [sum-up], asks: [injured]}}",
            "holds: {facts: {injured: 2+}, expect: {provisional: [sum-up], asks: [injured]}}",
        ],
        plan=IN_WORDS,
    )
    assert failures(library) == ["`injured`: expected asked, found not asked"]


def test_a_duty_with_a_condition_in_words_is_stood_down_by_its_name(shelf):
    library = shelf(
        [
            "ends: {facts: {injured: 2}, then: [{at: 90 minutes, facts: {injured: 1}}], expect: {stood_down: [sum-up]}}",
            "open: {facts: {injured: 1..2}, then: [{at: 90 minutes, facts: {injured: 1}}], expect: {stood_down: [sum-up]}}",
        ],
        plan=IN_WORDS,
    )
    assert failures(library) == [
        "duty `sum-up` (sum up): expected ended, found ended, and never more than perhaps owed"
    ]


def test_what_is_as_expected_passes(shelf):
    library = shelf(
        [
            "none: {expect: {level: none, met: [], open: [], called: none, duties_exactly: [tell]}}",
            "i: {facts: {area: 100 ha}, expect: {level: I, met: [I-area], fails: [II-area], called: I, duties: [close-river]}}",
            "ii: {facts: {area: 12 ha}, expect: {level: II, called: II, distance: {area: 100 ha}, deadlines: {close-river: waiting}}}",
            "range: {facts: {area: 90..110 ha}, expect: {level: II, could_reach: I, open: [I-area, II-area], asks: [area]}}",
            "judged: {facts: {grave: yes}, expect: {level: I, met: [I-grave]}}",
            "iii: {facts: {injured: 3, river: yes}, expect: {level: III, met: [III-injured], decided: []}}",
            "canal: {facts: {injured: 3}, expect: {level: none, decided: [river-word], shows: [river-word]}}",
            "told: {expect: {to: {tell: [government]}, units: {tell: [bureau]}, deadlines: {tell: 2026-03-02T09:20+08:00}}}",
            "told-again: {expect: {deadlines: {tell: 80 minutes}}}",
            "over: {events: {terminated}, expect: {duties: [sum-up, tell], deadlines: {sum-up: 2026-03-16T10:00+08:00}}}",
            "unheard: {events: {received: never}, expect: {not_owed: [tell]}}",
            "started: {facts: {area: 12 ha}, events: {response_started: {level: II}}, expect: {deadlines: {close-river: immediately}}}",
            "perhaps: {facts: {area: 5..20 ha}, expect: {level: none, could_reach: II, could_call: II, provisional: [close-river]}}",
            "earlier: {facts: {area: 12 ha}, at: 30 minutes, then: [{at: 1 hour, facts: {area: 120 ha}}], expect: {level: II}}",
            "later: {facts: {area: 12 ha}, then: [{at: 1 hour, facts: {area: 120 ha}, events: {sealed}}], expect: {level: I}}",
        ]
    )
    assert failures(library) == []
    assert run(library).sound


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("{level: II}", "level: expected level II (major), found level I (especially major)"),
        ("{level: II, could_reach: I}", "level: expected at least level II (major), at most level I (especially major), found level I (especially major)"),
        ("{level: none, could_reach: I}", "level: expected none certain, at most level I (especially major), found level I (especially major)"),
        ("{could_reach: II}", "highest level: expected level II (major), found level I (especially major)"),
        ("{called: II}", "response: expected level II (major), found level I (especially major)"),
        ("{met: []}", "criterion `I-area` (polluted area: at least 100 ha): expected not met, found met"),
        ("{met: [I-area, II-area]}", "criterion `II-area` (polluted area: at least 10 ha and less than 100 ha): expected met, found not met"),
        ("{open: [II-area]}", "criterion `II-area` (polluted area: at least 10 ha and less than 100 ha): expected open, found not met"),
        ("{fails: [I-area]}", "criterion `I-area` (polluted area: at least 100 ha): expected not met, found met"),
        ("{duties: [sum-up]}", "duty `sum-up` (sum up): expected owed, found not owed"),
        ("{provisional: [tell]}", "duty `tell` (tell the county government): expected perhaps owed, found owed"),
        ("{not_owed: [tell]}", "duty `tell` (tell the county government): expected not owed, found owed"),
        ("{duties_exactly: [tell]}", "duty `close-river` (close the river): expected not owed, found owed"),
        ("{stood_down: [tell]}", "duty `tell` (tell the county government): expected ended, found owed"),
        ("{deadlines: {tell: 2026-03-02T09:21+08:00}}", "deadline of duty `tell` (tell the county government): expected 2026-03-02 09:21+08:00, found 2026-03-02 09:20+08:00"),
        ("{deadlines: {tell: immediately}}", "deadline of duty `tell` (tell the county government): expected at once, found 2026-03-02 09:20+08:00"),
        ("{deadlines: {close-river: immediately}}", "deadline of duty `close-river` (close the river): expected at once, found waiting for its start (response started)"),
        ("{deadlines: {sum-up: waiting}}", "deadline of duty `sum-up` (sum up): expected waiting for its start, found not owed"),
        ("{to: {tell: [bureau]}}", "addressees of duty `tell` (tell the county government): expected [bureau], found [government]"),
        ("{units: {tell: [government]}}", "units of duty `tell` (tell the county government): expected [government], found [bureau]"),
        ("{shows: [river-word]}", "`river-word`: expected shown, found not shown"),
        ("{decided: [river-word]}", "`river-word`: expected deciding, found not deciding"),
        ("{asks: [area]}", "`area`: expected asked, found not asked"),
        ("{distance: {area: 200 ha}}", "distance of `area`: expected 200 ha, found none"),
        ("{computed: {share: 10%}}", "computed `share`: expected 10%, found none"),
    ],
)  # fmt: skip
def test_what_differs_is_told_with_both_values_and_its_place(shelf, expect, told):
    library = shelf([f"one: {{facts: {{area: 100 ha}}, expect: {expect}}}"])
    assert failures(library) == [told]
    failure = run(library).failed[0].failures[0]
    assert failure.place.line == 9
    assert failure.place.file.endswith("2020.tests.yaml")
    assert failure.text.zh != failure.text.en or "`" in failure.text.zh


def test_what_a_plan_alongside_asks_is_asked(shelf, tmp_path):
    beside = """\
respond: plan/1
id: testland/beside
edition: {name: "2010", in_force: {from: 2010-01-01}}
title: {zh: 并行, en: beside}
units: {hall: {zh: 政府, en: hall, clause: "1"}}
facts:
  grim: {type: flag, label: {zh: 严峻, en: grim}, clause: "1"}
  calm: {type: flag, label: {zh: 平静, en: calm}, clause: "1"}
duties: [{id: hurry, zh: 急, en: hurry, when: grim, due: promptly, unit: hall, clause: "1"}]
ledger: {"1": {status: encoded}}
"""
    shelve(tmp_path, beside, "testland/beside/2010")
    plan = SMALL.replace("units:\n", "alongside: [{plan: testland/beside}]\nunits:\n", 1)
    library = shelf(["one: {expect: {asks: [grim]}}", "two: {expect: {asks: [calm]}}"], plan=plan)
    (suite,) = run_suites(library, editions_of(library, ["testland/spill"]), incidents=False)
    found = [failure.text.en for outcome in suite.outcomes for failure in outcome.failures]
    assert found == ["`calm`: expected asked, found not asked"]


def test_every_surplus_criterion_is_named(shelf):
    library = shelf(["one: {facts: {area: 90..110 ha}, expect: {open: []}}"])
    assert len(failures(library)) == 2


@pytest.mark.parametrize(
    ("line", "code", "suggestion"),
    [
        ("one: {facts: {aera: 1 ha}, expect: {level: I}}", "E701", "area"),
        ("one: {events: {recieved: 1 hour}, expect: {level: I}}", "E702", "received"),
        ("one: {expect: {met: [I-aera]}}", "E685", "I-area"),
        ("one: {expect: {duties: [tel]}}", "E685", "tell"),
        ("one: {expect: {deadlines: {tel: waiting}}}", "E685", "tell"),
        ("one: {expect: {shows: [river-wrod]}}", "E685", "river-word"),
        ("one: {expect: {asks: [aera]}}", "E685", "area"),
        ("one: {expect: {computed: {shar: 10%}}}", "E685", "share"),
        ("one: {expect: {to: {tell: [goverment]}}}", "E685", "government"),
        ("one: {expect: {}}", "E687", None),
        ("one: {expect: {deadlines: {tell: imediately}}}", "E689", "immediately"),
        ("one: {expect: {deadlines: {tell: 80 minuets}}}", "E60", None),
        ("one: {expect: {levels: I}}", "E201", "level"),
        ("one: {expect: {level: V}}", "E685", None),
        ("one: {facts: {area: 3 persons}, expect: {level: I}}", "E3", None),
        ("one: {now: soon, expect: {level: I}}", "E322", None),
        ("one: {now: 2 huors, expect: {level: I}}", "E60", None),
        ("one: {facts: {grave: {value: yes, by: 局}}}", "E202", None),
    ],
)
def test_bad_tests_are_refused(shelf, line, code, suggestion):
    faults = refused(shelf([line]))
    assert [fault.code[: len(code)] for fault in faults] == [code]
    assert faults[0].place.line == 9
    if suggestion:
        assert faults[0].suggestion == suggestion


def test_all_faults_come_at_once_and_shared_ones_once(shelf):
    head = HEAD.replace("area: 0 ha,", "area: 0 ha, erea: 2 ha,").replace("houses: 4", "houses: many")
    library = shelf(["one: {expect: {met: [x]}}", "two: {expect: {duties: [y]}}"], head)
    codes = sorted(fault.code for fault in refused(library))
    assert codes.count("E701") == 1
    assert codes.count("E685") == 2
    assert len(codes) == 4


def test_tests_of_another_plan_and_names_used_twice(shelf):
    other = HEAD.replace("spill@2020", "spill@2021")
    assert [fault.code for fault in refused(shelf(["one: {expect: {level: I}}"], other))] == ["E688"]
    twice = ["one: {expect: {level: I}}", "one: {expect: {level: II}}"]
    assert [fault.code for fault in refused(shelf(twice))] == ["E111"]


def test_judgements_need_somebody(shelf):
    library = shelf(["one: {expect: {level: none}}"], HEAD.replace("by: 县环境局\n", ""))
    assert [fault.code for fault in refused(library)] == ["E327"]
    own = HEAD.replace("by: 县环境局\n", "").replace("grave: no", "grave: {value: no, by: 局长}")
    assert run(shelf(["one: {expect: {level: none}}"], own)).sound


def test_an_edition_without_tests_is_not_sound(tmp_path):
    suite = run(Library([shelve(tmp_path)]))
    assert not suite.written
    assert not suite.sound


def test_coverage_names_what_no_test_exercises(shelf):
    library = shelf(
        [
            "i: {facts: {area: 100 ha}, expect: {level: I}}",
            "again: {facts: {area: 200 ha, injured: 3, river: yes}, expect: {level: I}}",
        ]
    )
    suite = run(library)
    coverage = coverage_of(library.prepared(suite.plan), suite.tests)
    lacking = {item.id: item.lacking.en for item in coverage.lacking}
    assert lacking == {
        "I-area": "it fails in no test",
        "I-grave": "met in no test",
        "II-area": "met in no test",
        "sum-up": "owed in no test",
        "II": "called for in no test",
        "river-word": "shown in no test",
    }
    assert {kind: (covered, every) for kind, covered, every in coverage.counts()} == {
        "criterion": (1, 4),
        "duty": (2, 3),
        "response": (1, 2),
        "interpretation": (0, 1),
    }
    data = suite_data(suite, coverage)
    assert data["coverage"]["counts"]["duty"] == {"covered": 2, "all": 3}


def test_the_ledger_says_what_a_clause_became_and_which_tests_touch_it(shelf):
    library = shelf(
        ['quiet: {clause: "4", expect: {level: none}}', "i: {facts: {area: 100 ha}, expect: {level: I}}"]
    )
    suite = run(library)
    report = ledger_of(library.prepared(suite.plan), library.plan(suite.plan), suite.outcomes)
    rows = {row.clause: row for row in report.rows}
    assert rows["2"].tests == ("i",)
    assert {(entry.kind, entry.id) for entry in rows["1"].became} == {
        ("unit", "bureau"),
        ("unit", "government"),
    }
    assert not rows["1"].testable
    assert rows["4"].status == "not-executable"
    assert rows["4"].tests == ("quiet",)
    assert ("measure", "close-river") in {(entry.kind, entry.id) for entry in rows["3"].became}
    assert [entry.id for entry in rows["3"].became if entry.untested] == ["II", "sum-up"]


def test_junit_says_what_failed_and_where(shelf):
    library = shelf(
        ["bad: {note: {zh: 甲, en: a}, expect: {level: I, met: [I-grave]}}", "good: {expect: {level: none}}"]
    )
    root = ET.fromstring(junit([run(library)], "en"))  # noqa: S314 - our own
    suite = root.find("testsuite")
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("testland/spill@2020", "2", "1")
    bad, good = suite.findall("testcase")
    assert (bad.get("name"), bad.get("line"), len(bad.findall("failure"))) == ("bad", "9", 2)
    assert bad.find("failure").get("message") == "level: expected level I (especially major), found none"
    assert good.find("failure") is None


@pytest.fixture
def own(shelf, tmp_path, monkeypatch):
    shelf(["bad: {expect: {level: I}}", "good: {expect: {level: none}}"])
    monkeypatch.setenv("RESPOND_PLANS", str(tmp_path))
    return tmp_path


def command(capsys, *arguments):
    code = main(["plan", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_command_prints_failures_and_ends_with_1(own, capsys):
    code, out, err = command(capsys, "test", "testland/spill", "--without-incidents", "--lang", "en")
    assert (code, err) == (1, "")
    assert "✗ bad" in out
    assert "expected level I (especially major), found none" in " ".join(out.split())
    assert "✗ good" not in out


def test_the_command_as_data_and_as_junit(own, capsys):
    target = own / "report.xml"
    arguments = ("test", "spill@2020", "--without-incidents", "--coverage", "--format", "json")
    code, out, _ = command(capsys, *arguments, "--junit", str(target))
    data = json.loads(out)
    assert code == 1
    assert [test["passed"] for test in data["tests"]] == [False, True]
    assert data["tests"][0]["failures"][0]["found"] == {"zh": "无", "en": "none"}
    assert "II-area" in {item["id"] for item in data["coverage"]["lacking"]}
    root = ET.parse(target).getroot()  # noqa: S314 - our own
    assert root.find("testsuite").get("failures") == "1"
    assert command(capsys, *arguments, "--junit", str(own / "no" / "report.xml"))[0] == 2


def test_the_command_without_tests(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("RESPOND_PLANS", str(shelve(tmp_path)))
    code, out, _ = command(capsys, "test", "spill", "--without-incidents", "--format", "md", "--lang", "en")
    assert code == 1
    assert "no tests stand beside it" in out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "md"])
def test_the_ledger_is_a_page_in_both_languages(own, capsys, form, lang):
    code, out, _ = command(
        capsys, "coverage", "spill", "--without-incidents", "--format", form, "--lang", lang
    )
    assert code == 0
    assert ("条款台账" if lang == "zh" else "Ledger of clauses") in out
    assert ("附则" if lang == "zh" else "supplementary") in out


def test_the_ledger_as_data(own, capsys):
    code, out, _ = command(capsys, "coverage", "spill", "--without-incidents", "--format", "json")
    clauses = {row["clause"]: row for row in json.loads(out)["clauses"]}
    assert code == 0
    assert clauses["4"]["reason"] == {"zh": "附则", "en": "supplementary"}
    assert clauses["2"]["testable"]


STAGES = SMALL.replace("units:\n", "zone: Europe/Berlin\ncalendar: eu/target\nunits:\n", 1).replace(
    "duties:\n",
    "duties:\n"
    "  - {id: city, zh: 报告, en: report, clause: '3', when: received, after: received, unit: government, within: 2 hours}\n"
    "  - {id: file, zh: 归档, en: file it, clause: '3', when: received, unit: bureau, within: 2 working days}\n"
    "  - {id: watch, zh: 值守, en: keep watch, clause: '3', when: river, after: arising, unit: bureau, within: 1 hour}\n",
)
SIGNS = HEAD.replace("occurred: 2026-03-02T08:00+08:00", "noticed: 2026-04-02T08:00Z")


def test_signs_the_knowledge_of_bodies_and_working_days_can_be_tested(shelf):
    """Good Friday, the weekend and Easter Monday are not worked by the calendar of the plan."""
    library = shelf(
        [
            "signs: {facts: {river: yes}, expect: {level: none, duties: [watch], not_owed: [close-river], deadlines: {watch: 80 minutes}}}",
            "then-it-occurs: {facts: {area: 12 ha}, then: [{at: 2 hours, events: {occurred: 90 minutes}}], expect: {level: II}}",
            "it-occurred: {occurred: 2026-04-02, facts: {area: 12 ha}, expect: {level: II, deadlines: {tell: 80 minutes}}}",
            "own-seat: {expect: {deadlines: {city: 140 minutes}}}",
            "told-later: {now: 3 hours, events: {learned@government: 2 hours}, expect: {deadlines: {city: 4 hours, tell: 80 minutes}}}",
            "filed: {expect: {deadlines: {file: 2026-04-08T10:20+02:00}}}",
            "filed-in-time: {now: 2 working days, expect: {overdue: [tell], deadlines: {file: 2026-04-08T10:20+02:00}}}",
            "a-span: {events: {received: {at_least: 10 minutes, at_most: 30 minutes}}, expect: {deadlines: {tell: 70 minutes}}}",
        ],
        SIGNS,
        STAGES,
    )
    assert failures(library) == []
    answers = {outcome.name: outcome.situation for outcome in run(library).outcomes}
    assert answers["filed-in-time"].now.isoformat() == "2026-04-08T10:00:00+02:00"
    assert answers["signs"].occurring is False


@pytest.mark.parametrize(
    ("head", "test"),
    [
        (SIGNS.replace("noticed: 2026-04-02T08:00Z\n", ""), "a: {expect: {level: none}}"),
        (SIGNS, "a: {occurred: 2026-04-02, noticed: 2026-04-02T08:00Z, expect: {level: none}}"),
        (f"{SIGNS}".replace("tests:", "occurred: 2026-04-02\ntests:"), "a: {expect: {level: none}}"),
    ],
)
def test_a_test_begins_with_one_of_both(shelf, head, test):
    assert [fault.code for fault in refused(shelf([test], head, STAGES))] == ["E729"]


def test_a_time_without_offset_is_advised_that_of_the_plan(shelf):
    (found,) = refused(shelf(["a: {now: 2026-07-02T09:00, expect: {level: none}}"], SIGNS, STAGES))
    assert (found.code, found.suggestion) == ("E321", "2026-07-02T09:00+02:00")
