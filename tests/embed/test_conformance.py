"""The conformance kit: its cases, this program held against them, and others that answer wrongly."""

import json
from collections import Counter

import pytest
from derive import OUT, derived, derived_of, editions_with_tests, file_of
from duty import key_of

from respond.api import default_library
from respond.cli import main
from respond.embed import KINDS, shipped_cases
from respond.errors import CATALOGUE

CASES = shipped_cases()
QUICK = ("shanxi/incident-reporting", "national/overall-plan")


def run(*words):
    return main(["conformance", "--lang", "en", *words])


def test_there_are_cases_of_every_kind_and_of_every_edition_with_tests():
    assert len(CASES) >= 150
    assert {each.kind for each in CASES} == set(KINDS)
    editions = {each.origin.plan for each in CASES if each.origin is not None}
    assert editions == {str(ref) for ref in editions_with_tests(default_library())}
    assert [name for name, count in Counter(each.id for each in CASES).items() if count > 1] == []


def test_every_file_is_derived_or_written_by_hand():
    derived_ones = {file_of(ref) for ref in editions_with_tests(default_library())} | {"incidents.json"}
    assert {path.name for path in OUT.iterdir()} == derived_ones | {"editions.json", "refusals.json"}


@pytest.mark.parametrize("case", CASES, ids=lambda each: each.id)
def test_a_case_expects_something_of_one_of_three_questions(case):
    assert case.question.path in {"/v1/classify", "/v1/ask", "/v1/deadlines"}
    assert case.expected.points
    assert case.about.zh
    assert case.about.en
    refused = [point["is"] for point in case.expected.points if point.get("at") == "/code"]
    assert (case.expected.status != 200) == bool(refused)
    assert all(code in CATALOGUE for code in refused)
    assert case.origin is None or case.origin.document is not None


@pytest.mark.parametrize("name", QUICK)
def test_cases_are_what_the_tests_of_the_plans_say(name):
    library = default_library()
    ref = library.find(name)
    assert (OUT / file_of(ref)).read_text("utf-8") == derived_of(library, ref)


@pytest.mark.exhaustive
def test_all_derived_cases_are_what_the_tests_of_the_plans_say():
    found = derived()
    assert {name: (OUT / name).read_text("utf-8") for name in found} == found


def test_over_http_every_answer_is_as_expected(room, address, tmp_path, capsys):
    # some seconds: this is the one run of the whole kit over HTTP; docs/conformance.md has the one in process
    key = key_of(room, "plans")["Authorization"].removeprefix("Bearer ")
    assert run("--url", address, "--key", key, "-o", str(tmp_path / "results.json")) == 0
    found = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert found["schema"] == "conformance-results/1"
    assert (found["passed"], found["failed"]) == (len(CASES), 0)
    assert [each["id"] for each in found["outcomes"]] == [each.id for each in CASES]


def test_a_wrong_answer_is_told_case_by_case(stub, capsys):
    address = stub(200, b'{"level": "I", "could_reach": "I"}')
    assert run("--url", address, "--only", "vaccine-quality@2024/deaths-") == 1
    told = capsys.readouterr().out
    assert "vaccine-quality@2024/deaths-1 (cl. 4.3(1))" in told
    assert '/level: expected "III", found "I"' in told
    assert "of 6 cases 6 are not as expected" in told


def test_a_right_level_with_a_wrong_status_is_no_right_answer(stub, capsys):
    address = stub(500, b"{}")
    assert run("--url", address, "--only", "refused/no-plans") == 1
    assert "status: expected 422, found 500" in capsys.readouterr().out


def test_what_is_no_json_is_told(stub, capsys):
    assert run("--url", stub(200, b"<html>"), "--only", "refused/empty") == 1
    assert "the answer is no JSON" in capsys.readouterr().out


def test_a_key_is_shown_to_nobody_else(stub, capsys):
    elsewhere = stub(200, b"{}")
    address = stub(307, b"{}", Location=f"{elsewhere}/v1/classify")
    assert run("--url", address, "--only", "refused/empty") == 1
    assert "found 307" in capsys.readouterr().out


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_does_not_hold_ends_the_run(stub, capsys, status):
    assert run("--url", stub(status, b"{}"), "--key", "nonsense") == 2
    assert "E972" in capsys.readouterr().err


def test_nobody_there(stub, capsys):
    assert run("--url", "http://127.0.0.1:9") == 2
    assert "E970" in capsys.readouterr().err
    for url in (
        "ftp://127.0.0.1", "http://[::1", "http://127.0.0.1:port", "http://127.0.0.1:99999", "http://例子.invalid",
        "http://127.0.0.1:9/é", "http://...", "http://a b", "http://a:b@127.0.0.1", "http://127.0.0.1:9/\n",
    ):  # fmt: skip
        assert run("--url", url) == 2, url
        assert "E971" in capsys.readouterr().err
    assert run("--only", "no such case") == 2
    assert "E973" in capsys.readouterr().err
    assert run("--key", "x") == 2
    assert "E911" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["results.html", "results.md"])
def test_the_page_of_results_lists_every_case(tmp_path, name):
    assert run("--only", "refused/", "-o", str(tmp_path / name)) == 0
    page = (tmp_path / name).read_text("utf-8")
    refused = [each.id for each in CASES if each.id.startswith("refused/")]
    assert [each for each in refused if each not in page] == []
    assert f"all {len(refused)} cases are as expected" in page
