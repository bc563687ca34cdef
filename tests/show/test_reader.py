"""A plan read on a terminal or in Markdown: the same cards and tables as its document, in short."""

import re

import pytest
from rich.cells import cell_len

from respond.plan import Library
from respond.show import as_html, as_markdown, citations, clauses_in, plain, plan_sheet
from small_plan import SMALL, shelve

LIBRARY = Library.default()
EDITIONS = [shelved.ref for name in LIBRARY.names for shelved in LIBRARY.editions(name)]
READ = [pytest.param(ref, lang, id=f"{ref}-{lang}") for ref in EDITIONS for lang in ("zh", "en")]


def sheet(ref, lang, clause=None):
    return plan_sheet(LIBRARY.prepared(ref), LIBRARY, lang, clause)


def small(tmp_path, text=SMALL, clause=None, lang="en", width=80):
    library = Library([shelve(tmp_path, text)])
    return plain(plan_sheet(library.prepared(library.find("spill")), library, lang, clause), width)


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("ref", "lang"), READ)
def test_a_plan_fits_the_terminal_and_names_every_entry(ref, lang):
    found = sheet(ref, lang)
    for width in (40, 80):
        assert max(map(cell_len, plain(found, width).splitlines())) <= width
    text, plan = squeezed(plain(found, 80)), LIBRARY.prepared(ref).plan
    entries = [entry for criteria in plan.levels.values() for entry in criteria]
    entries += [*plan.exclusions, *plan.measures, *plan.duties, *plan.changes, *plan.provisions]
    entries += [*plan.interpretations, *plan.reports.values(), *plan.facts.values(), *plan.units.values()]
    entries += [*plan.derived.values(), *plan.groups.values(), *plan.events.values(), *plan.windows.values()]
    assert [str(entry.id) for entry in entries if squeezed(str(entry.id)) not in text] == []


@pytest.mark.parametrize("ref", EDITIONS, ids=str)
def test_every_clause_finds_something_and_links_lead_somewhere(ref):
    compiled = LIBRARY.prepared(ref)
    for clause in clauses_in(compiled)[::7]:
        text = as_markdown(sheet(ref, "en", clause))
        anchors = set(re.findall(r'<a id="([^"]+)"></a>', text))
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors
        assert text.count("\n## "), clause


def test_a_short_telling_leaves_out_formulas_and_what_uses_a_fact(tmp_path):
    text = small(tmp_path)
    assert "III-injured" in text
    assert "injured >= 3" not in text
    assert "Used by" not in text
    assert "[may]" not in text
    marked = small(tmp_path, SMALL.replace("when: received\n", "mood: may\n    when: received\n"))
    assert "· [may] tell the county government (cl. 3 · tell)" in marked


def test_a_clause_shows_what_cites_it(tmp_path):
    text = small(tmp_path, clause="3")
    assert "cl. 3" in text.splitlines()[2]
    assert "· tell the county government (cl. 3 · tell)" in text
    assert "Who: county environment bureau · To: county government" in text
    assert "polluted area" not in text
    assert "── Units" not in text
    assert "3 （" not in text


def test_a_unit_is_found_by_the_clause_of_a_task(tmp_path):
    tasks = 'role: lead, tasks: [{zh: 甲, en: watch, clause: "2(1)"}], clause'
    text = small(tmp_path, SMALL.replace("role: lead, clause", tasks), clause="2(1)")
    assert "county environment bureau · bureau" in text
    assert "· watch (cl. 2(1))" in text
    assert "county government ·" not in text


def test_what_is_adopted_bears_its_sign_which_the_title_explains():
    lines = plain(sheet(LIBRARY.find("jiaocheng/forest-fire"), "zh")).splitlines()
    assert "① national/forest-grassland-fire@2026" in lines[:6]
    assert any("（①条款45 · I-deaths）" in line for line in lines)


def test_a_plan_is_a_page_too():
    text = as_html(sheet(LIBRARY.find("vaccine-quality"), "zh"))
    assert '<article id="entry-report-up" class="card">' in text


@pytest.mark.parametrize(
    ("text", "parts"), [("4; 6.2.1", ["4", "6.2.1"]), ("4，5；6", ["4", "5", "6"]), ("", [])]
)
def test_citations_are_parted(text, parts):
    assert citations(text) == parts


def test_what_sets_a_limit_apart_is_told(tmp_path):
    text = small(
        tmp_path,
        SMALL.replace(
            "    within: 1 hour\n",
            "    within: 1 hour\n    counted: from-start\n    not_by: [phone]\n"
            "    fulfilled_by: {government: sealed}\n    pauses: {from: verified, to: graded}\n"
            "    extend: {by: government, at_most: 2 days, upon: sealed}\n",
        ),
    )
    assert "Counted: from its start, whenever the duty arose" in text
    assert "Not counted: from “verified” to “level determined”" in text
    told = "May be lengthened: county government: by 2 days in all, and by as much upon “sealed”"
    assert told in " ".join(text.split())
    assert "Fulfilled by: sealed (county government)" in text
    assert "Not by: phone" in text
