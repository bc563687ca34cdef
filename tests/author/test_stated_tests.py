"""The tests kept beside a plan, told in its document: what each gives, what must hold, and of which rules."""

import re
from pathlib import Path

import attrs
import pytest

from respond.author import Expect, PlanTest, PlanTests, stated_tests
from respond.cli import main
from respond.errors import LANGUAGES
from respond.plan import Library
from respond.show import as_html_part, plan_document
from respond.show.plan_words import WORDS

LIBRARY = Library.default()
VACCINE = LIBRARY.find("vaccine-quality")
REFS = [
    LIBRARY.find(f"{path.parent.parent.name}/{path.parent.name}@{path.name.partition('.')[0]}")
    for path in sorted(LIBRARY.roots[0].rglob("*.tests.yaml"))
]


def document(ref=VACCINE, lang="zh"):
    return plan_document(LIBRARY.prepared(ref), LIBRARY, lang, tests=stated_tests(LIBRARY, ref))


def test_without_tests_a_document_has_all_but_these():
    plain = plan_document(LIBRARY.prepared(VACCINE), LIBRARY, "zh")
    assert "test-" not in as_html_part(plain)
    chapters, more = (
        [head.title.partition("　")[2] for head, _ in each.contents] for each in (plain, document())
    )
    assert chapters == [each for each in more if each != "测试"]
    assert len(more) == len(chapters) + 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "zh",
            (
                "deaths-4",
                "同一批号疫苗致死亡病例 = 4",
                "级别：Ⅱ级",
                "成立的标准：II-deaths",
                "疑似与疫苗质量相关 = 是",
            ),
        ),
        ("en", ("deaths-4", "deaths linked to one batch = 4", "level: level II", "criteria met: II-deaths")),
    ],
)
def test_each_test_is_told_with_what_it_gives_and_what_must_hold(lang, said):
    text = re.sub(r"<[^>]+>", "", as_html_part(document(lang=lang)))
    for each in said:
        assert each in text
    stated = stated_tests(LIBRARY, VACCINE)
    part = as_html_part(document(lang=lang))
    assert all(f'id="{each.anchor}"' in part for each in stated.tests)


def test_a_clause_names_its_tests_and_then_those_that_name_a_rule_of_it():
    part = as_html_part(document())
    at = part.partition('id="clause-4.2_1_"')[2].partition('id="clause-4.2_2_"')[0]
    assert re.findall('href="#test-([^"]+)"', at) == ["deaths-2", "deaths-4", "at-least-3-deaths"]
    stated = {each.name: each for each in stated_tests(LIBRARY, VACCINE).tests}
    assert stated["deaths-4"].rules == {"II-deaths"}
    assert "evaluate" in stated["every-incident"].rules, "its limit or addressees are told"


@pytest.mark.parametrize("ref", REFS, ids=str)
def test_every_shipped_plan_tells_all_of_its_tests_in_words(ref):
    stated = stated_tests(LIBRARY, ref)
    assert stated.wrong is None
    for lang in LANGUAGES:
        part = as_html_part(document(ref, lang))
        assert all(f'id="{each.anchor}"' in part for each in stated.tests)
        assert {*re.findall('href="#(test-[^"]+)"', part)} <= {each.anchor for each in stated.tests}


def test_whatever_a_test_may_say_has_words_and_nothing_else_has():
    holds = {f"must_{each.name}" for each in attrs.fields(Expect) if each.name != "place"}
    gives = {f"test_{each.name}" for each in (*attrs.fields(PlanTest), *attrs.fields(PlanTests))}
    gives -= {f"test_{each}" for each in ("id", "expect", "clause", "note", "facts", "events", "place")}
    gives -= {f"test_{each}" for each in ("respond", "plan", "tests")}
    values = {"test_given", "test_holds", "test_none", "test_yes", "test_no", "test_unknown"}
    assert {each for each in WORDS if each.startswith("must_")} == holds
    assert {each for each in WORDS if each.startswith("test_")} == gives | values


TESTS = """\
respond: plan-tests/1
plan: example/severity@2026
occurred: 2026-03-02T08:00+08:00
now: 2 hours
tests:
"""


def shelved(folder: Path, tests: str | None) -> Path:
    """Put a plan with these tests beside it on a shelf."""
    source = LIBRARY.roots[0] / "example" / "severity" / "2026.yaml"
    made = folder / "example" / "severity"
    made.mkdir(parents=True)
    (made / "2026.yaml").write_bytes(source.read_bytes())
    if tests is not None:
        (made / "2026.tests.yaml").write_text(tests, "utf-8")
    return made / "2026.yaml"


@pytest.mark.parametrize(
    ("tests", "told"),
    [
        (None, ()),
        (TESTS + "  one: {note: {zh: 试一试, en: a try}, expect: {exit: 0}}\n", ("试一试", "退出码：0")),
        (TESTS + "  one: {expect: {}}\n", ("随预案保存的测试读不出，没有列出",)),
        (TESTS + "  one: {expekt: {exit: 0}}\n", ("随预案保存的测试读不出，没有列出",)),
    ],
    ids=["none", "one", "idle", "misspelt"],
)
def test_the_page_of_a_plan_is_made_whatever_stands_beside_it(tmp_path, capsys, tests, told):
    path = shelved(tmp_path, tests)
    assert main(["plan", "render", str(path), "--lang", "zh"]) == 0
    page = capsys.readouterr().out
    assert ("测试" in page) is (tests is not None)
    for each in told:
        assert each in page
