"""Word files opened again: fonts in the East-Asian slot, the page of official letters, fields, marks, the same bytes."""

import io
import re
import zipfile

import docx
import pytest
from attrs import evolve
from docx.oxml.ns import qn
from dossiers import HEAD, NOW, SENT, drafted, step

from respond.errors import MissingExtraError
from respond.facts import Level
from respond.papers import (
    NARROW,
    TIGHT,
    as_word,
    letter,
    missing_sheet,
    report_sheet,
)
from respond.show import (
    Band,
    Banner,
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
    Section,
    Sheet,
    Spot,
    Table,
    TableRow,
    Title,
    Verdict,
    as_html,
    plain,
    words,
)

MM = 36_000
FONTS = {"仿宋", "方正小标宋简体", "黑体", "楷体"}


def opened(made: bytes):
    return docx.Document(io.BytesIO(made))


def runs(document):
    """Every run of the body, tables, headers and footers among it."""
    section = document.sections[0]
    parts = [section.header, section.even_page_header, section.footer, section.even_page_footer]
    for part in (document.element.body, *(part._element for part in parts)):
        yield from part.iter(qn("w:r"))


def text_of(document):
    return "\n".join(
        "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )


@pytest.fixture(scope="module")
def document():
    draft = drafted(name="hq-report", urgency="特急", signer="王某", number="交疫〔2026〕3号")
    return opened(letter(draft, "zh"))


def test_every_run_has_its_font_in_the_east_asian_slot(document):
    """A font that python-docx sets alone fills the Latin slots, and Chinese stays what it was."""
    found = set()
    for run in runs(document):
        fonts = run.find(qn("w:rPr")).find(qn("w:rFonts"))
        assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:hAnsi")) == "Times New Roman"
        found.add(fonts.get(qn("w:eastAsia")))
    assert found == FONTS
    normal = document.styles["Normal"].element.find(qn("w:rPr")).find(qn("w:rFonts"))
    assert normal.get(qn("w:eastAsia")) == "仿宋"
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert {each.get(qn("w:eastAsia")) for each in defaults.iter(qn("w:rFonts"))} == {"仿宋"}
    assert not [each for each in defaults.iter(qn("w:rFonts")) if each.get(qn("w:eastAsiaTheme"))]


def test_the_page_is_that_of_official_letters(document):
    section = document.sections[0]
    assert (round(section.page_width / MM), round(section.page_height / MM)) == (210, 297)
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side / MM) for side in sides] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    pitch = int(grid.get(qn("w:linePitch")))
    height = (section.page_height - section.top_margin - section.bottom_margin) // 635
    assert height // pitch == 22
    width = (section.page_width - section.left_margin - section.right_margin) // 635
    assert width * 4096 // ((16 * 4096 + int(grid.get(qn("w:charSpace")))) * 20) == 28


def test_the_body_has_lines_of_one_pitch_and_letters_of_three(document):
    """22 lines of 28 characters hold without the grid, too: pitch and spacing stand in every paragraph."""
    body = [each for each in document.paragraphs if each.text.startswith("按《")]
    for paragraph in body:
        properties = paragraph._p.find(qn("w:pPr"))
        spacing = properties.find(qn("w:spacing"))
        assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
        assert properties.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
        for run in paragraph.runs:
            assert run.font.size.pt == 16
            assert run._r.find(qn("w:rPr")).find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert body


def test_head_title_addressees_signature_and_imprint_stand_in_their_order(document):
    text = text_of(document)
    order = [
        "特急", "县应急指挥部文件", "交疫〔2026〕3号", "签发人：王某", "关于示例疫苗事件的首报",
        "市市场监督管理局、县人民政府、县应急救援总指挥部办公室（县应急管理局）：", "一、名称", "其他已知情况", "2026年11月21日", "印发", "起草说明", "缺项", "依据",
    ]  # fmt: skip
    place = 0
    for each in order:
        place = text.find(each, place)
        assert place >= 0, each
    red = next(run for run in runs(document) if "文件" in "".join(run.itertext()))
    assert red.find(qn("w:rPr")).find(qn("w:color")).get(qn("w:val")) == "FF0000"
    assert red.find(qn("w:rPr")).find(qn("w:rFonts")).get(qn("w:eastAsia")) == "方正小标宋简体"
    title = next(each for each in document.paragraphs if each.text.startswith("关于"))
    assert title.runs[0].font.size.pt == 22


def test_pages_are_numbered_on_the_outer_edge(document):
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert "".join(each.text for each in paragraph._p.iter(qn("w:instrText"))).strip() == "PAGE"
        kinds = [each.get(qn("w:fldCharType")) for each in paragraph._p.iter(qn("w:fldChar"))]
        assert kinds == ["begin", "separate", "end"]
        assert paragraph._p.find(qn("w:pPr")).find(qn("w:jc")).get(qn("w:val")) == side
    assert document.settings.odd_and_even_pages_header_footer


def test_an_exercise_is_marked_on_every_page():
    head = HEAD.replace("id: one", "id: one\nmode: exercise")
    document = opened(letter(drafted(head=head, name="hq-report"), "zh"))
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text.startswith("【演练】")
    real = opened(letter(drafted(name="hq-report"), "zh")).sections[0]
    assert not "".join(each.text for each in real.header.paragraphs)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_log_and_present_give_the_same_bytes(lang):
    for kind in ("initial", "progress"):
        files = [letter(drafted(SENT, step(40, "rare_cases: 6"), kind=kind), lang) for _ in range(2)]
        assert files[0] == files[1]
    with zipfile.ZipFile(io.BytesIO(files[0])) as made:
        assert {each.date_time for each in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(files[0]).core_properties
    assert properties.created == properties.modified
    assert properties.created.isoformat().startswith("2026-11-21T02:12")


def test_another_present_is_another_letter():
    assert letter(drafted(minutes=60), "zh") != letter(drafted(minutes=61), "zh")


def test_properties_stand_in_the_order_the_format_asks_for():
    """Word refuses a file whose elements are out of order; LibreOffice does not."""
    order = {
        "rPr": ["rFonts", "b", "color", "spacing", "sz", "lang"],
        "pPr": [
            "pStyle",
            "keepNext",
            "framePr",
            "pBdr",
            "tabs",
            "snapToGrid",
            "spacing",
            "ind",
            "jc",
            "outlineLvl",
        ],
        "tblPr": ["tblStyle", "tblpPr", "tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
    }
    document = opened(letter(drafted(SENT, step(40, "deaths: 4"), kind="progress"), "zh"))
    for tag, names in order.items():
        for each in document.element.body.iter(qn(f"w:{tag}")):
            found = [child.tag.rpartition("}")[2] for child in each]
            assert found == sorted(found, key=names.index), tag


EVERYTHING = Sheet(
    (
        Banner("【演练】只此一次"),
        Title("题", ("副题",)),
        Verdict((words("结论", "level-4"),)),
        Contents("目录"),
        Section("甲", "旁注", listed=True),
        Section("甲一", depth=2),
        Section("甲一a", depth=3),
        Line("一段\x1b[31m控制符", "alarm"),
        Bullet("一条", ("其下",), "□"),
        Particulars((Labelled("名", (words("值"),)),)),
        Card("任务", "做事", (Labelled("谁", (words("我"),)),), words("条款1")),
        Table(
            (Column("列", "main"), Column("乙")),
            (TableRow(("一", "二"), ("又",)), TableRow(("跨",), spans=True)),
            title="表",
        ),
        Drawing("a", "数轴", (Band("Ⅰ级", Level("I"), "0至9", hinges=False),), (), "0", "9"),
        Months((Month("一月", ("一",) * 7, 3, (Day(1), Day(2, "休", "alarm"))),)),
        Chart(
            "c",
            "过程图",
            "图的说明",
            ("头一", "头二"),
            (ChartRow("行一", (Spot("●", "dark"), Spot("", "hatched")), "行注"),),
            ((Spot("", "light"), "图例"),),
        ),
    )
)


def test_every_block_of_the_one_model_can_be_set():
    document = opened(as_word(EVERYTHING, NOW, looks=TIGHT, margins=NARROW))
    text = text_of(document)
    for each in (
        "题",
        "副题",
        "结论",
        "目录",
        "甲",
        "旁注",
        "甲一a",
        "一条",
        "其下",
        "值",
        "做事",
        "条款1",
        "又",
        "跨",
        "数轴",
        "2休",
        "过程图",
        "头二",
        "行一",
        "●",
        "行注",
        "图例",
    ):
        assert each in text
    assert "\x1b" not in text
    assert document.sections[0].header.paragraphs[0].text == "【演练】只此一次"
    assert [each.get(qn("w:val")) for each in document.element.body.iter(qn("w:tblDescription"))] == [
        "图的说明"
    ]
    assert "【演练】" not in text, "it stands on every page, not in the text besides"


def test_each_section_may_begin_a_page():
    sheet = Sheet((Title("题"), Section("甲"), Line("一"), Section("乙"), Line("二")))
    breaks = [
        len(list(opened(as_word(sheet, NOW, pages=pages)).element.body.iter(qn("w:br"))))
        for pages in (True, False)
    ]
    assert breaks == [1, 0]


def test_drafts_of_both_kinds_can_be_set_as_sheets():
    draft = drafted(SENT, kind="progress", to=["county-government"])
    for sheet in (report_sheet(draft, "zh"), missing_sheet(draft, "zh")):
        assert text_of(opened(as_word(sheet, NOW)))


def test_a_missing_library_is_told(monkeypatch):
    import importlib  # noqa: PLC0415

    real = importlib.import_module

    def without(name, *more):
        if name.startswith(("docx", "icalendar")):
            raise ModuleNotFoundError(name=name)
        return real(name, *more)

    monkeypatch.setattr("respond.papers.word_file.import_module", without)
    with pytest.raises(MissingExtraError) as raised:
        letter(drafted(), "zh")
    assert raised.value.faults[0].code == "E983"
    assert "respond-engine[papers]" in raised.value.render("en")


def test_the_imprint_stands_at_the_foot_of_the_page_whatever_the_text():
    copied = opened(letter(drafted(name="hq-report"), "zh"))
    framed = [
        each for each in copied.paragraphs if each._p.find(qn("w:pPr")).find(qn("w:framePr")) is not None
    ]
    (paragraph,) = framed
    frame = paragraph._p.find(qn("w:pPr")).find(qn("w:framePr"))
    bottom = (297 - 35) * 1440 * 10 // 254
    assert frame.get(qn("w:vAnchor")) == "page"
    assert bottom - 500 <= int(frame.get(qn("w:y"))) <= bottom
    assert paragraph.text.endswith("印发")
    sides = [each.tag.rpartition("}")[2] for each in paragraph._p.find(qn("w:pPr")).find(qn("w:pBdr"))]
    assert sides == ["top", "bottom"]


def test_signature_and_imprint_stay_with_the_last_of_the_text():
    """A page that holds them alone could be laid behind any text; the imprint is at the foot of that of the signature."""
    paragraphs = opened(letter(drafted(name="hq-report"), "zh")).paragraphs
    properties = [each._p.find(qn("w:pPr")) for each in paragraphs]
    kept = [each.find(qn("w:keepNext")) is not None for each in properties]
    framed = [each.find(qn("w:framePr")) for each in properties]
    (imprint,) = [number for number, each in enumerate(framed) if each is not None]
    text, blank, unit, day, covered = (imprint + step for step in (-2, -1, 1, 2, 3))
    assert paragraphs[text].text.startswith("同一批号疫苗致死亡病例：3例")
    assert (paragraphs[blank].text, paragraphs[unit].text) == ("", "县应急指挥部")
    assert paragraphs[day].text == "2026年11月21日"
    assert [kept[each] for each in (text, blank, unit, day, covered)] == [True, True, True, True, False]
    assert framed[imprint].get(qn("w:wrap")) == "through", (
        "it does not push away the signature it stands with"
    )
    assert paragraphs[covered].text == ""
    assert properties[covered].find(qn("w:spacing")).get(qn("w:line")) == "495", "nothing is written under it"


@pytest.mark.parametrize("copies", [(), ("gov-office",)])
def test_the_last_of_the_text_stays_with_who_signs_on_a_page_of_a_browser_too(copies):
    draft = drafted(name="hq-report")
    draft = evolve(draft, copy=tuple(draft.to[:1]) if copies else ())
    body = as_html(report_sheet(draft, "zh", notes=False)).partition("<body")[2]
    lines = re.findall(r"<p( class=\"keep\")?>([^<]*)", body)
    signed = next(number for number, line in enumerate(lines) if line[1].startswith("县应急指挥部"))
    assert [bool(line[0]) for line in lines[signed - 1 : signed + 2]] == [True, True, bool(copies)]
    assert not any(line[0] for line in lines[: signed - 1])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_notes_of_a_letter_name_facts_events_and_reports_by_their_words_alone(lang):
    """Nobody types the id of a fact on paper; the terminal tells it for whoever does."""
    draft = drafted(step(20, "deaths: 4"))
    text = "\n".join(node.text or "" for node in opened(letter(draft, lang)).element.body.iter(qn("w:t")))
    names = (
        {gap.fact for gap in draft.missing if gap.fact} | {*draft.also} | {each.entry for each in draft.basis}
    )
    assert {"incident_type", "incident-report", "deaths#2"} <= names
    shown = plain(report_sheet(draft, lang), 200)
    for name in names:
        if "_" in name or "-" in name or "#" in name:  # else it is a word of the language, too
            assert name in shown
            assert name not in text
    for words_ in (
        *(gap.label for gap in draft.missing),
        *draft.also_titles,
        *(each.says for each in draft.basis),
    ):
        assert words_.say(lang) in text
