"""A plan as a document: complete in both formats and languages, sound HTML, nothing from outside, all escaped."""

import re
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from html_page import Page
from respond.cli import main
from respond.errors import MissingExtraError
from respond.plan import Library
from respond.show import as_html, as_markdown, html, plan_document
from respond.show import plan_words as words
from small_plan import SMALL, shelve

LIBRARY = Library.default()
EDITIONS = [shelved.ref for name in LIBRARY.names for shelved in LIBRARY.editions(name)]
BOOKS = [pytest.param(ref, lang, id=f"{ref}-{lang}") for ref in EDITIONS for lang in ("zh", "en")]


@cache
def book(ref, lang):
    return plan_document(LIBRARY.prepared(ref), LIBRARY, lang)


@cache
def markup(ref, lang):
    return as_html(book(ref, lang))


@cache
def page(ref, lang):
    found = Page()
    found.feed(markup(ref, lang))
    found.close()
    return found


@cache
def markdown(ref, lang):
    return as_markdown(book(ref, lang))


def entries(plan):
    for criteria in plan.levels.values():
        yield from criteria
    for listed in (
        plan.exclusions, plan.measures, plan.duties, plan.changes, plan.provisions, plan.interpretations,
        plan.reports.values(), plan.units.values(), plan.groups.values(), plan.facts.values(),
        plan.derived.values(), plan.events.values(), plan.windows.values(),
    ):  # fmt: skip
        yield from listed


def everything(ref, lang):
    """Go through all the texts a document of a plan must hold."""
    plan = LIBRARY.prepared(ref).plan
    yield from map(str, plan.ledger)
    for ledger in plan.ledger.values():
        yield from (text.say(lang) for text in (ledger.title, ledger.reason) if text)
    for entry in entries(plan):
        yield str(entry.id)
        if getattr(entry, "zh", None):
            yield entry.zh if lang == "zh" else entry.en
        for name in ("source", "note", "question", "reading", "label", "ask", "form"):
            if getattr(entry, name, None):
                yield getattr(entry, name).say(lang)
    for report in plan.reports.values():
        yield from (item.zh if lang == "zh" else item.en for item in report.contents)
    for unit in (*plan.units.values(), *plan.groups.values()):
        yield from (task.zh if lang == "zh" else task.en for task in unit.tasks)
    for unit in plan.units.values():
        yield from unit.contact.phone if unit.contact else ()
    for criterion in LIBRARY.prepared(ref).criteria:
        yield criterion.condition.words(lang)
    yield plan.title.say(lang)
    yield plan.document.number or ""


@pytest.mark.parametrize(("ref", "lang"), BOOKS)
def test_a_page_holds_everything(ref, lang):
    text = page(ref, lang).text
    assert [wanted for wanted in everything(ref, lang) if wanted not in text] == []


@pytest.mark.parametrize(("ref", "lang"), BOOKS)
def test_the_same_stands_in_markdown(ref, lang):
    text = markdown(ref, lang).replace("\\", "")
    assert [wanted for wanted in everything(ref, lang) if wanted.replace("\\", "") not in text] == []


@pytest.mark.parametrize(("ref", "lang"), BOOKS)
def test_a_page_is_well_formed_and_stands_alone(ref, lang):
    found = page(ref, lang)
    found.check()
    style = markup(ref, lang).partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize(("ref", "lang"), BOOKS)
def test_links_in_markdown_lead_somewhere(ref, lang):
    text = markdown(ref, lang)
    anchors = re.findall(r'<a id="([^"]+)"></a>', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(anchors)
    assert not re.search(r"\]\((?!#)", text)


@pytest.mark.parametrize(("ref", "lang"), BOOKS)
def test_tables_in_markdown_have_as_many_cells_as_heads(ref, lang):
    width = None
    for line in markdown(ref, lang).splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else None
        assert width is None or cells is None or cells == width, line
        width = cells


@pytest.mark.parametrize(("ref", "lang"), BOOKS)
def test_every_clause_stands_in_the_order_of_the_ledger(ref, lang):
    headings = next(within for head, within in book(ref, lang).contents if head.anchor == "clauses")
    own = [head.anchor for head in headings if head.anchor != "elsewhere"]
    assert len(own) == len(LIBRARY.plan(ref).ledger)
    heads = [head.title for head in headings]
    assert all(
        head.startswith(str(clause)) for head, clause in zip(heads, LIBRARY.plan(ref).ledger, strict=False)
    )


def card(ref, lang, anchor):
    text = markup(ref, lang)
    start = text.index(f'<article id="{anchor}"')
    return text[start : text.index("</article>", start)]


def test_a_criterion_shows_rule_formula_and_readings():
    found = card(LIBRARY.find("vaccine-quality"), "en", "entry-I-rare")
    assert "edge-4" in found
    assert "more than 20 persons" in found
    assert "<code> &gt; 20</code>" in found
    assert 'href="#fact-rare_cases"' in found
    assert 'href="#reading-more-than"' in found


def test_a_duty_says_who_to_whom_and_by_when():
    found = re.sub(
        r"<[^>]+>", "", card(LIBRARY.find("incident-reporting"), "en", "entry-shanxi-unit-reports")
    )
    assert "head of the unit concerned" in found
    assert "government of the place, departments of the local government" in found
    assert "within 1 hour, counted from: report received (head of the unit concerned)" in found


def test_a_limit_that_counts_from_another_duty_says_which(tmp_path):
    duty = "{id: more, zh: 补报, en: follow up, unit: bureau, when: received, within: 1 hour, after: met(tell), clause: '2'}"
    library = Library([shelve(tmp_path, SMALL.replace("duties:\n", f"duties:\n  - {duty}\n"))])
    plan = library.prepared(library.find("spill"))
    zh, en = (as_markdown(plan_document(plan, library, lang)) for lang in ("zh", "en"))
    assert "1小时内，自“报告县政府”完成起算" in zh
    assert "within 1 hour, counted from: “tell the county government” being done" in en


@pytest.mark.parametrize(("lang", "mark"), [("zh", "草案"), ("en", "DRAFT")])
def test_drafts_bear_their_mark_and_their_source(lang, mark):
    ref = LIBRARY.find("incident-reporting")
    for duty in LIBRARY.prepared(ref).plan.duties:
        found = card(ref, lang, f"entry-{duty.id}")
        assert "is-draft" in found
        assert f'<span class="draft">{mark}</span>' in found
        assert duty.source.say(lang) in found
    assert any(head.anchor == "drafts" for head, _ in book(ref, lang).contents)


def test_what_is_adopted_bears_the_sign_of_its_plan():
    ref = LIBRARY.find("jiaocheng/forest-fire")
    assert "① national/forest-grassland-fire@2026" in card(ref, "zh", "entry-IV-deaths")
    adopted = next(head for head, _ in book(ref, "zh").contents if head.anchor == "s1-clauses")
    assert LIBRARY.plan(LIBRARY.find("forest-grassland-fire@2026")).title.zh in adopted.title
    assert 'href="#s1-clause-45">①45</a>' in markup(ref, "zh")


def test_the_day_decides_which_edition_is_adopted():
    ref = LIBRARY.find("jiaocheng/forest-fire")
    day = date(2025, 12, 31)
    text = as_markdown(plan_document(LIBRARY.prepared(ref, day), LIBRARY, "en", day))
    assert "national/forest-grassland-fire@2009" in text
    assert "national/forest-grassland-fire@2026" not in text


def test_old_numbers_are_marked():
    ref = LIBRARY.find("debt-risk")
    assert "HISTORICAL (2017)" in markup(ref, "en")
    assert "拨打前须核实" in markup(ref, "zh")
    vaccine = LIBRARY.find("vaccine-quality")
    assert "The plan gives no contacts." in markup(vaccine, "en")


def users(text, name):
    """Give the ids a page lists as users of a fact or computed number."""
    row = text[text.index(f'<tr id="fact-{name}">') :].partition("</tr>")[0]
    return set(re.findall(r"<code>([^<]*)</code>", row)) - {name}


@pytest.mark.parametrize("ref", EDITIONS, ids=str)
def test_facts_name_every_entry_that_uses_them(ref):
    plan, text = LIBRARY.prepared(ref), markup(ref, "en")
    rules = [rule for rule in plan.rules if rule.kind != "response"]  # these go by their level
    uses = [(rule.id, rule.condition) for rule in rules] + [*plan.formulas.items()]
    for user, condition in uses:
        assert all(str(user) in users(text, name) for name in condition.names), user


def test_what_a_formula_a_reading_and_a_gate_use_is_listed(tmp_path):
    gated = SMALL.replace(
        "derived:",
        "alongside: [{plan: testland/other, when: grave, reason: {zh: 并列, en: beside}}]\nderived:",
    ).replace("touches: [III-injured]", "touches: [III-injured]\n    when: houses >= 2")
    shelve(tmp_path, SMALL.replace("testland/spill", "testland/other"), "testland/other/2020")
    library = Library([shelve(tmp_path, gated)])
    document = plan_document(library.prepared(library.find("spill")), library, "en")
    text = as_html(document)
    assert users(text, "houses") == {"share", "river-word"}
    assert users(text, "injured") == {"III-injured", "share", "river-word"}
    assert users(text, "grave") == {"I-grave", "testland/other"}
    assert 'href="#other-1"><code>testland/other</code>' in text
    assert 'href="#reading-river-word"><code>river-word</code>' in text
    found = Page()
    found.feed(text)
    found.check()


NASTY = SMALL.replace("测试县泄漏事件预案", "'<b>甲</b> & \"乙\"'").replace(
    "polluted area}", "'area <script>alert(1)</script> | `x` [y](z) & more'}"
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_texts_of_a_plan_never_become_markup(tmp_path, lang):
    library = Library([shelve(tmp_path, NASTY)])
    document = plan_document(library.prepared(library.find("spill")), library, lang)
    text = as_html(document)
    found = Page()
    found.feed(text)
    assert found.open == []
    assert "b" not in found.tags
    assert "script" not in found.tags
    assert (
        "&lt;b&gt;甲&lt;/b&gt; &amp; " if lang == "zh" else "&lt;script&gt;alert(1)&lt;/script&gt;"
    ) in text
    plain = as_markdown(document)
    assert ("\\<b\\>甲" if lang == "zh" else "\\<script\\>alert(1)") in plain
    assert "[y](z)" not in plain


def test_a_plan_that_says_little_has_a_document(tmp_path):
    library = Library([shelve(tmp_path, SMALL)])
    document = plan_document(library.prepared(library.find("spill")), library, "en")
    text = as_html(document)
    assert "2020-01-01 to 2029-12-31" in text
    assert "does not say whether its figures are included" in text


def test_without_the_templates_only_html_is_missing(monkeypatch):
    html.environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match="E682"):
        as_html(book(LIBRARY.find("vaccine-quality"), "zh"))
    assert as_markdown(book(LIBRARY.find("vaccine-quality"), "zh"))
    html.environment.cache_clear()


MADE_UP = {
    "encoded_note",
    "not-executable_note",
    "open_note",
    "worse_up",
    "worse_down",
    "listed_up",
    "listed_down",
}


def test_every_word_speaks_both_languages_and_is_used():
    source = "".join(path.read_text("utf-8") for path in Path(words.__file__).parent.glob("*.py"))
    han = re.compile("[\u4e00-\u9fff]")
    unused = [key for key in words.WORDS if source.count(f'"{key}"') < 2]
    assert {each for each in unused if not each.startswith(("must_", "test_"))} <= MADE_UP
    for key, text in words.WORDS.items():
        assert not han.search(text.en), key


def run(capsys, *arguments):
    code = main(["plan", "render", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize(("name", "start"), [("a.html", "<!DOCTYPE html>"), ("a.MD", "# 交城县")])
def test_the_command_goes_by_the_file_name(capsys, tmp_path, name, start):
    path = tmp_path / name
    assert run(capsys, "vaccine-quality", "-o", str(path)) == (0, "", "")
    assert path.read_text("utf-8").lstrip().startswith(start)


def test_the_command_writes_markdown_to_standard_output(capsys):
    code, out, err = run(capsys, "incident-reporting", "--lang", "en")
    assert (code, err) == (0, "")
    assert out.startswith("# Shanxi incident reporting limits")
    assert run(capsys, "incident-reporting", "--format", "html")[1].startswith("<!DOCTYPE html>")


def test_the_command_takes_a_file(capsys, tmp_path):
    shelve(tmp_path, SMALL)
    code, out, _ = run(capsys, str(tmp_path / "testland/spill/2020.yaml"), "--lang", "en")
    assert code == 0
    assert out.startswith("# Testland spill plan")


def test_the_command_refuses_other_names_and_places(capsys, tmp_path):
    code, out, err = run(capsys, "vaccine-quality", "-o", str(tmp_path / "a.pdf"))
    assert (code, out) == (2, "")
    assert "E683" in err
    code, out, err = run(capsys, "vaccine-quality", "-o", str(tmp_path / "no/a.md"))
    assert (code, out) == (2, "")
    assert "E679" in err
