"""The blocks in each of the three media: every kind is written, and no text takes effect as markup or as a command."""

import io
import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from html_page import Page
from respond.facts import Level
from respond.show import (
    Banner,
    Block,
    Bullet,
    Card,
    Chart,
    ChartRow,
    Column,
    Contents,
    Day,
    Drawing,
    Labelled,
    Line,
    Month,
    Months,
    Particulars,
    Piece,
    Section,
    Sheet,
    Spot,
    Table,
    TableRow,
    Title,
    Verdict,
    as_html,
    as_markdown,
    chain,
    plain,
    section,
    show,
    spoken,
    typed,
    words,
)
from respond.show.blocks import Band, Mark
from respond.show.widths import wrap

LINKED = (Piece("see "), Piece("the clause", anchor="here"), Piece(" now", "strong"))
DRAWING = Drawing("line", "deaths", (Band("none", Level("none"), "0", False), Band("level I", Level("I"), "3 or more", True)), (Mark("3", "above"),), "0", "")  # fmt: skip
TABLE = Table(
    (Column("when"), Column("left", "stacked"), Column("what", "main"), Column("who", "below"), Column("clause", "named")),
    (
        TableRow((words("all of them", "strong"),), spans=True),
        TableRow(("09:30", "late", LINKED, "the bureau", "5.1"), ("since 09:00",), "alarm", "row"),
        TableRow(("", "", (words("two"), words("lines")), "", "")),
    ),
    "duties",
    "a title",
)  # fmt: skip
CHART = Chart(
    "course", "the course", "what it shows", ("A", "B"),
    (
        ChartRow("I", (Spot("●", "dark"), Spot("", "light")), "the wind turns"),
        ChartRow("IV", (Spot("", "hatched"), Spot())),
    ),
    ((Spot("●"), "called"), (Spot("", "dark"), "the plan")),
    stepped=True,
)  # fmt: skip
EVERY = {
    "banner": (Banner("EXERCISE"), "EXERCISE", "> **EXERCISE**", '<p class="banner">EXERCISE</p>'),
    "title": (Title("a plan", ("of 2024", "of a county")), "a plan\nof 2024\nof a county", "# a plan\n\nof 2024  \nof a county", '<h1>a plan</h1>\n<p class="subtitle">of 2024</p>'),
    "verdict": (Verdict((words("level II", "level-3"), "and more")), "━\n  level II\n  and more\n━", "> **level II**  \n> **and more**", '<p><span class="level-3">level II</span></p><p>and more</p>'),
    "contents": (Contents("what is in it"), "── what is in it ─", "## what is in it\n\n- [part](#here)\n  - [within](#within)", '<h2 id="contents">what is in it</h2>'),
    "section": (Section("limits", words("now 09:00", "dim"), 2, "limits"), "──   limits · now 09:00 ─", '<a id="limits"></a>\n\n### limits · now 09:00', '<h3 id="limits" aria-level="2">limits<small> <span class="dim">now 09:00</span></small></h3>'),
    "line": (Line(LINKED, "notice"), "  see the clause now\n", "> see [the clause](#here)** now**", '<p class="notice">see <a href="#here">the clause</a><strong> now</strong></p>'),
    "bullet": (Bullet("asked", ("of whom",), "1."), "  1. asked\n     of whom\n", "1. asked<br>of whom", '<span class="mark">1.</span> asked<div class="dim">of whom</div></li>'),
    "particulars": (Particulars((Labelled("by", ("the bureau",)), Labelled("of", ("one", "two")))), "  by: the bureau\n  of:\n    · one\n    · two\n", "- by: the bureau\n- of:\n  - one\n  - two", "<dt>by</dt><dd>the bureau</dd>"),
    "card": (Card("duty", "tell the county", (Labelled("who", ("the bureau",)), Labelled("how", ("by phone",))), words("tell", "code"), "entry-tell", draft=True, gravity=Level("II")), "  · [duty] tell the county (tell)\n    who: the bureau · how: by phone\n", '<a id="entry-tell"></a>\n\n**duty** tell the county · `tell`\n\n- who: the bureau\n- how: by phone', '<article id="entry-tell" class="card is-draft edge-3">'),
    "table": (TABLE, "  09:30  see the clause now\n  late   the bureau · clause: 5.1\n         since 09:00\n", '| <a id="row"></a>**09:30** | **late** | **see [the clause](#here)** now**<br>since 09:00** |', '<tr id="row" class="row-alarm"><td><div>09:30</div></td>'),
    "drawing": (DRAWING, "  0 ● ── none ── ○ 3 ● ── level I† ── ▶\n", "```text\n0 ● ── none ── ○ 3 ● ── level I† ── ▶\n```", '<title id="line-t">deaths</title>'),
    "months": (Months((Month("May", ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), 4, (Day(1, "*"), *(Day(n) for n in range(2, 32)))),)), "          May\n  Mo Tu We Th Fr Sa Su\n               1* 2  3\n   4  5", "```text\n        May\nMo Tu We", '<tr><td></td><td></td><td></td><td></td><td>1*</td>'),
    "chart": (CHART, "  the course\n     A  B\n  I  ●▓ ░░  the wind turns\n  IV ▒▒\n   ●  called\n  ▓▓▓ the plan\n", "**the course**\n\nwhat it shows\n\n```text\n   A  B\nI  ●▓ ░░  the wind turns", '<title id="course-0-t">the course</title><desc id="course-0-d">what it shows</desc>'),
}  # fmt: skip
"""Each kind of block, and a piece of how it reads on a terminal, in Markdown and on a page."""


def sheet(*blocks):
    """Give blocks among what their links and their contents lead to."""
    return Sheet((*blocks, Section("part", anchor="here", listed=True), Section("within", depth=2, anchor="within")), "en")  # fmt: skip


def page(text):
    found = Page()
    found.feed(text)
    found.close()
    found.check()
    return found


def test_every_kind_of_block_is_here():
    assert {type(block) for block, *_ in EVERY.values()} == set(get_args(Block))


@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_is_written_in_every_medium(kind):
    block, terminal, markdown, html = EVERY[kind]
    told = plain(sheet(block), 60)
    assert terminal in told.replace("━" * 60, "━")
    assert markdown in as_markdown(sheet(block))
    text = as_html(sheet(block))
    assert html in text
    page(text)


NASTY = "<b>a</b> & &lt; | *b* `c` [d](e) _f_ # g ~h~ \\ \x1b[31m\x07\x9b\u202e\n- i"
SAID = "<b>a</b> & &lt; | *b* `c` [d](e) _f_ # g ~h~ \\ �[31m���"
NESTED = [
    Banner(NASTY),
    Title(NASTY, (NASTY,)),
    Verdict((words(NASTY, "level-1"),)),
    Contents(NASTY),
    Section(NASTY, NASTY),
    Line(NASTY),
    Line(words(NASTY, "code")),
    Bullet(NASTY, (NASTY,)),
    Particulars((Labelled(NASTY, (NASTY, NASTY)),)),
    Card(NASTY, NASTY, (Labelled(NASTY, (NASTY,)),), words(NASTY, "draft")),
    Table((Column(NASTY, "main"), Column(NASTY, "named")), (TableRow((NASTY, words(NASTY, "code")), (NASTY,)),), "x", NASTY),
    Chart("c", NASTY, NASTY, (NASTY,), (ChartRow(NASTY, (Spot(NASTY, "dark"),), NASTY),), ((Spot(NASTY), NASTY),), stepped=True),
    Drawing("line", NASTY, (Band(NASTY, Level("IV"), NASTY, False),), (), NASTY, NASTY),
]  # fmt: skip


MONTHS = Months((Month(NASTY, ("\x07",) * 7, 6, (Day(1, "\x9b"),)),) * 2)


@pytest.mark.parametrize("block", [*NESTED, MONTHS], ids=lambda block: type(block).__name__)
def test_no_text_steers_a_terminal(block):
    text = plain(sheet(block), 60)
    assert all(letter == "\n" or letter.isprintable() for letter in text)
    assert max(map(cell_len, text.splitlines())) <= 60


@pytest.mark.parametrize("block", NESTED, ids=lambda block: type(block).__name__)
def test_no_text_becomes_markup(block):
    text = as_html(sheet(block))
    found = page(text)
    assert "b" not in found.tags
    assert SAID in found.text
    body = text.partition("</style>")[2]
    assert not any(letter in body for letter in "\x1b\x07\x9b\u202e")


@pytest.mark.parametrize("block", NESTED, ids=lambda block: type(block).__name__)
def test_no_text_takes_effect_in_markdown(block):
    text = as_markdown(sheet(block))
    assert all(letter == "\n" or letter.isprintable() for letter in text)
    if not isinstance(block, Drawing):
        escaped = "\\<b\\>a\\</b\\> & \\&lt; \\| \\*b\\* \\`c\\` \\[d\\](e) \\_f\\_ \\# g \\~h\\~ \\\\"
        assert escaped in text or "`` <b>a</b> &" in text
        assert "\n- i" not in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("1. a", "1\\. a"),
        ("2024) a", "2024\\) a"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("-1例", "-1例"),
        ("4.1 a", "4.1 a"),
        ("# a", "\\# a"),
        ("> a", "\\> a"),
        ("R&D &amp; &#60;", "R&D \\&amp; \\&\\#60;"),
    ],
)
def test_a_line_begins_nothing_in_markdown(text, written):
    assert as_markdown(Sheet((Line(text),))) == written + "\n"
    assert as_markdown(Sheet((Bullet(text),))) == f"- {written}\n"


def test_code_is_fenced_by_more_ticks_than_it_holds_and_keeps_a_table_whole():
    assert as_markdown(Sheet((Line(words("a `b` | c", "code")),))) == "`` a `b` | c ``\n"
    row = TableRow((words("a | b", "code"),))
    assert "| `a \\| b` |" in as_markdown(Sheet((Table((Column("x", "main"),), (row,)),)))


def test_a_link_that_leads_nowhere_is_plain_text():
    gone = Line(words("gone", anchor="nowhere"))
    assert as_markdown(Sheet((gone,))) == "gone\n"
    assert "<p>gone</p>" in as_html(Sheet((gone,)))


def test_an_anchor_cannot_leave_its_attribute():
    mark = '"><script>'
    found = Sheet((Section("a", anchor=mark), Line(words("to it", anchor=mark))))
    assert '<a id="&quot;&gt;&lt;script&gt;"></a>' in as_markdown(found)
    assert "script" not in page(as_html(found)).tags


def test_entries_of_a_list_stand_together():
    text = as_html(Sheet((Bullet("a"), Bullet("b"), Line("c"), Bullet("d", mark="✓"))))
    assert text.count("<ul") == 2
    assert as_markdown(Sheet((Bullet("a"), Bullet("b"), Line("c")))) == "- a\n- b\n\nc\n"


def test_columns_that_say_nothing_are_left_out_of_markdown():
    table = Table((Column("a", "main"), Column("b"), Column("c")), (TableRow(("x", "", "y")),))
    assert as_markdown(Sheet((table,))) == "| a | c |\n| --- | --- |\n| x | y |\n"


def test_a_table_without_rows_or_a_title_without_lines_is_whole():
    empty = Table((Column("a", "main"), Column("b")), ())
    assert as_markdown(Sheet((Title("t"), empty))) == "# t\n\n| a | b |\n| --- | --- |\n"
    assert plain(Sheet((empty,))) == ""
    page(as_html(Sheet((empty,))))


PIECES = st.lists(st.builds(Piece, st.text(max_size=30), st.sampled_from(["", "strong", "code"])), max_size=5)


@given(PIECES, st.integers(20, 60))
def test_pieces_break_like_the_text_they_make(pieces, width):
    whole = spoken(tuple(pieces))
    assert plain(Sheet((Line(tuple(pieces)),)), width) == plain(Sheet((Line(whole),)), width)


def test_lines_are_made_of_texts_or_pieces():
    assert spoken(chain(["a", words("b", "strong"), ""], ", ")) == "a, b"
    assert Line("a") == Line(words("a"))
    assert TableRow(("a", words("b"), (words("c"), words("d")), "")).cells == ((words("a"),), (words("b"),), (words("c"), words("d")), ())  # fmt: skip
    assert section("empty", []) == ()
    assert section("full", [Line("a")], "n", anchor="x") == (Section("full", "n", 1, "x"), Line("a"))


def test_pieces_keep_their_colours_where_lines_break():
    said = (Piece("see "), Piece("what no source confirms", "draft"), Piece(" and level I", "level-4"))
    stream = io.StringIO()
    show(Sheet((Line(said),)), stream, 20, colour=True)
    coloured = stream.getvalue()
    assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()] == plain(
        Sheet((Line(said),)), 20
    ).splitlines()
    assert coloured.count("\x1b[1m") >= 2
    assert "\x1b[1;37;41m" in coloured


@pytest.mark.parametrize("width", [-3, 0, 1])
def test_a_text_can_be_broken_where_there_is_no_room_for_it(width):
    """It went on for ever: nothing is shorter than nothing."""
    assert "".join(wrap("县级 one", width)).replace(" ", "") == "县级one"


def test_what_a_page_says_as_it_is_stays_the_same_block():
    plain, command = Line("一行"), Line((Piece("还有3项"), typed("（--full）")))
    found = Sheet((plain, command, Line("")), "zh").for_pages
    assert found.blocks == (plain, Line("还有3项"))
    assert found.blocks[0] is plain
    assert found.leading_to(()).blocks[0] is plain
