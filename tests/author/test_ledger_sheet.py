"""The ledger as a page: all of it, in both languages, with what no test exercises at the top; and where it goes."""

import re
import sys
from functools import cache

import pytest
from attrs import evolve

from html_page import Page
from respond.author import ledger_of, ledger_sheet, run_suites
from respond.author.testing import ledger_sheet as module
from respond.cli import main
from respond.plan import Library
from respond.show import as_html, as_markdown, html, slug
from small_plan import SMALL, shelve

LIBRARY = Library.default()
EDITIONS = [shelved.ref for name in LIBRARY.names for shelved in LIBRARY.editions(name)]
TESTS = """\
respond: plan-tests/1
plan: testland/spill@2020
by: 县环境局
occurred: 2026-03-02T08:00+08:00
now: 2 hours
facts: {area: 0 ha, injured: 0, houses: 4, river: no, grave: no}
tests:
"""
NONE = "  none: {expect: {level: none}}\n"
WRONG = "  wrong: {facts: {area: 100 ha}, expect: {level: II}}\n"


@cache
def shipped(ref):
    suite = run_suites(LIBRARY, [ref], incidents=False)[0]
    return ledger_of(LIBRARY.prepared(ref), LIBRARY.plan(ref), suite.outcomes)


def read(text):
    page = Page()
    page.feed(text)
    page.close()
    return page


def own(tmp_path, tests, plan=SMALL):
    library = Library([shelve(tmp_path, plan)])
    (tmp_path / "testland/spill/2020.tests.yaml").write_text(TESTS + tests, "utf-8")
    ref = library.find("spill")
    suite = run_suites(library, [ref], incidents=False)[0]
    return ledger_of(library.prepared(ref), library.plan(ref), suite.outcomes)


def front(text):
    """Give what stands before the ledger itself."""
    return text.partition('<h2 id="ledger">')[0].partition("<body")[2]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("ref", EDITIONS, ids=str)
def test_a_page_holds_the_whole_ledger_and_stands_alone(ref, lang):
    report = shipped(ref)
    text = as_html(ledger_sheet(report, lang))
    page = read(text)
    page.check()
    for row in report.rows:
        assert f"clause-{slug(row.clause)}" in page.ids
        for wanted in (row.title, row.reason):
            assert wanted is None or wanted.say(lang) in page.text
        assert all(entry.id in page.text for entry in row.became)
        assert all(name in page.text for name in row.tests[:3])
    for status in ("encoded", "not-executable", "open"):
        assert text.count(f'<td><div><span class="{status}">') == report.standing(status)
    assert ("共" if lang == "zh" else "in all") in page.text
    assert 'class="alarm"' not in text.partition("</style>")[2]
    assert 'class="good"' in front(text)


def test_each_clause_links_to_itself(tmp_path):
    text = as_html(ledger_sheet(own(tmp_path, WRONG), "en"))
    assert '<tr id="clause-2"><td><div><a href="#clause-2">2</a></div></td>' in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_no_test_exercises_stands_in_red_at_the_top(tmp_path, lang):
    report = own(tmp_path, NONE + WRONG)
    text = as_html(ledger_sheet(report, lang))
    found = front(text)
    assert ("没有测试碰到：条目7项" if lang == "zh" else "No test exercises: entries 7") in found
    for item in report.coverage.lacking:
        assert f"<code>{item.id}</code>" in found
        assert f'<span class="alarm">{item.lacking.say(lang)}</span>' in found
    assert f'<span class="alarm">{"未通过1项" if lang == "zh" else "not as expected: 1"}</span>' in found
    assert f"{'分级标准' if lang == 'zh' else 'criteria'} 1/4</span>" in found
    read(text).check()


def test_a_clause_no_test_touches_stands_there_too(tmp_path):
    finer = SMALL.replace('clause: "3"}\n  II', 'clause: "3.1"}\n  II').replace(
        '  "3": {status: encoded}',
        '  "3": {status: encoded}\n  "3.1": {status: encoded, title: {zh: 启动, en: start}}',
    )
    report = own(tmp_path, NONE, finer)
    assert "3.1" in [row.clause for row in report.untouched]
    found = front(as_html(ledger_sheet(report, "en")))
    assert "clauses 3" in found
    assert re.search(r'<a href="#clause-3.1">3.1</a></div></td><td><div>start</div></td>', found)
    assert "no test touches it" in found


def test_tests_beyond_the_first_are_counted(tmp_path):
    many = "".join(f"  t{n}: {{facts: {{area: {n + 100} ha}}, expect: {{level: I}}}}\n" for n in range(9))
    text = read(as_html(ledger_sheet(own(tmp_path, many), "en"))).text
    assert "t0, t1, t2, t3, t4, t5 and others, 9 in all" in text
    assert "t6" not in text


def test_drafts_and_plans_without_a_ledger(tmp_path):
    draft = SMALL.replace(
        "id: sum-up,", "id: sum-up, standing: draft, source: {zh: 据通知, en: from a notice},"
    )
    text = as_html(ledger_sheet(own(tmp_path / "a", WRONG, draft), "en"))
    assert '<span class="encoded">encoded</span></div><div><span class="draft">draft</span>' in text
    report = evolve(own(tmp_path / "b", WRONG), rows=())
    text = as_html(ledger_sheet(report, "en"))
    assert "the plan has no ledger of clauses" in text
    assert "of-ledger" not in text.partition("</style>")[2]
    read(text).check()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_texts_of_a_plan_never_become_markup(tmp_path, lang):
    nasty = SMALL.replace("测试县泄漏事件预案", "'<b>甲</b> & \"乙\"'").replace(
        "supplementary}", "'<script>alert(1)</script> | `x` [y](z)'}"
    )
    document = ledger_sheet(own(tmp_path, WRONG, nasty), lang)
    page = read(as_html(document))
    assert not {"b", "script"} & page.tags
    assert ("<b>甲</b> & " if lang == "zh" else "<script>alert(1)</script>") in page.text
    assert as_markdown(document)


def test_every_word_of_the_page_speaks_both_languages():
    han = re.compile("[\u4e00-\u9fff]")
    for key, text in module.WORDS.items():
        assert han.search(text.zh), key
        assert not han.search(text.en), key


def run(capsys, *arguments):
    code = main(["plan", "coverage", "incident-reporting", "--without-incidents", "--lang", "en", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize(
    ("name", "options", "start"),
    [
        ("a.html", (), "<!DOCTYPE html>"),
        ("a.HTM", (), "<!DOCTYPE html>"),
        ("a.md", (), "# Shanxi"),
        ("a.txt", ("--format", "text"), "Shanxi"),
        ("a.json", ("--format", "json"), '{"schema": "plan-coverage/1"'),
        ("a.html", ("--format", "md"), "# Shanxi"),
    ],
)
def test_the_command_goes_by_the_file_name(capsys, tmp_path, name, options, start):
    path = tmp_path / name
    assert run(capsys, "-o", str(path), *options) == (0, "", "")
    written = path.read_text("utf-8")
    assert written.startswith(start)
    form = {"<": "html", "#": "md", "S": "text", "{": "json"}[start[0]]
    assert run(capsys, "--format", form) == (0, written, "")


def test_the_command_refuses_other_names_and_places(capsys, tmp_path):
    for name, code in (("a.pdf", "E683"), ("a", "E683"), ("no/a.html", "E679")):
        found, out, err = run(capsys, "-o", str(tmp_path / name))
        assert (found, out) == (2, "")
        assert code in err
    assert "E905" in run(capsys, "--format", "pdf")[2]
    assert list(tmp_path.iterdir()) == []


def test_without_the_templates_only_the_page_is_missing(capsys, monkeypatch, tmp_path):
    html.environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    code, out, err = run(capsys, "-o", str(tmp_path / "a.html"))
    assert (code, out) == (2, "")
    assert "E682" in err
    assert list(tmp_path.iterdir()) == []
    assert run(capsys, "--format", "md")[0] == 0
    html.environment.cache_clear()
