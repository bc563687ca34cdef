"""The page for when the power fails, unit cards and the handbook: what stands on them, that it fits, what is left out."""

import re

import pytest
from attrs import evolve
from dossiers import HEAD, LIBRARY, after, dossier, refused, step

from respond.errors import Text
from respond.papers import cards, fallback_sheet, handbook
from respond.papers.page import LINE, PAGE_HEIGHT, Group, fit, height_of, title_height
from respond.papers.phones import abreast, numbers_of
from respond.plan import Contact
from respond.show import (
    Bullet,
    Line,
    Section,
    Table,
    TableRow,
    Title,
    as_html,
    as_html_part,
    as_markdown,
    cells,
    owed_untimed,
    plain,
    ranked_questions,
    spoken,
    style_of_sheets,
)

HAN = re.compile("[\u4e00-\u9fff]")
LINE_OF_STORE = "12:20261121T020000000000Z:" + "ab" * 32 + ":" + "x" * 86
PLAN = LIBRARY.prepared(LIBRARY.find("vaccine-quality"))
DEBT = LIBRARY.prepared(LIBRARY.find("debt-risk"))
PLANS = ["vaccine-quality", "forest-fire", "debt-risk", "cn/cyber-incident"]


def tables(sheet, name):
    return [block for block in sheet.blocks if isinstance(block, Table) and block.name == name]


def rows(sheet, name):
    return [
        ["".join(map(spoken, cell)) for cell in row.cells]
        for each in tables(sheet, name)
        for row in each.rows
    ]


def numbers(sheet):
    """The bodies of the sheet each with its number, read along the lines: several stand on one."""
    pairs = [row[at : at + 2] for row in rows(sheet, "phones") for at in range(0, len(row), 2)]
    return [pair for pair in pairs if any(pair)]


def cells_of(row):
    return ["".join(map(spoken, cell)) for cell in row.cells]


def test_the_sheet_says_until_when_a_declared_level_stands():
    until = "    declared: [{level: I, by: headquarters, reason: {zh: 扩大}, until: 2026-11-21T12:12+08:00}]"
    text = plain(fallback_sheet(dossier(step(10, "") + until + "\n", minutes=30), "zh"), 400)
    assert "理由：扩大。有效至12:12，此后按预案。" in text


def test_the_sheet_says_which_plan_each_mark_stands_for():
    for lang, said in (("zh", "① 中华人民共和国突发事件应对法"), ("en", "① Emergency Response Law of the")):
        text = plain(fallback_sheet(dossier(minutes=30), lang), 200)
        assert text.count(said) == 1
        assert text.index(said) < text.index("①条款" if lang == "zh" else "① cl.")


def test_the_sheet_has_level_limits_numbers_and_where_to_sign():
    sheet = fallback_sheet(dossier(minutes=30), "zh")
    text = plain(sheet, 80)
    assert "打印时间：2026-11-21 09:42" in text
    assert "已确定为Ⅱ级（重大）" in text
    assert "✓" in text
    assert "带班领导" in text
    limits = rows(sheet, "limits")
    assert limits[0][0] == "□"
    assert any("10:12" in row[1] and "条款5.1" in row[2] and "→ 县人民政府" in row[3] for row in limits)
    assert [number for _, number in numbers(sheet)][:1] == ["________________"]


def test_a_level_that_no_criterion_gives_by_itself_has_its_reason():
    """At least three dead: it is 2 to 4 or 5 and more, and either makes it II."""
    head = HEAD.replace("deaths: {value: 3,", "deaths: {at_least: 3,")
    lines = [
        spoken(block.text)
        for block in fallback_sheet(dossier(head=head), "zh").blocks
        if isinstance(block, Line)
    ]
    (first,) = [number for number, line in enumerate(lines) if line.startswith("单条标准都还未定")]
    graver, milder = lines[first + 1 : first + 3]
    assert graver.startswith("? Ⅰ级 ")
    assert graver.endswith("（条款4.1(1)；疑似与疫苗质量相关 = 是；同一批号疫苗致死亡病例 = 至少3例）")
    assert milder.startswith("? Ⅱ级 ")
    assert milder.endswith("（条款4.2(1)）"), "the same values are told once"


def test_the_place_and_the_hour_of_receipt_stand_on_it():
    lines = [
        spoken(block.text) for block in fallback_sheet(dossier(), "zh").blocks if isinstance(block, Line)
    ]
    assert "地点：某镇卫生院　接报：2026-11-21 09:12　发生：2026-11-21 08:00" in lines
    bare = HEAD.replace("where: {zh: 某镇卫生院, en: a town hospital}\n", "").replace(
        "events: {received: 2026-11-21T09:12+08:00}\n", ""
    )
    text = plain(fallback_sheet(dossier(head=bare), "en"), 80)
    assert "place: ____________  received: ____________" in text, "a line to write on where nobody said"


def test_the_signed_line_of_the_store_stands_on_it():
    found = evolve(dossier(), numbers={0: 1}, line=LINE_OF_STORE, unsigned=2)
    lines = [spoken(block.text) for block in fallback_sheet(found, "zh").blocks if isinstance(block, Line)]
    assert LINE_OF_STORE in lines
    assert any("未签名" in line and "2" in line for line in lines)
    assert "还没有签名" in plain(fallback_sheet(evolve(found, line=None), "zh"), 80)
    assert "没有记录库签名" in plain(fallback_sheet(dossier(), "zh"), 80)


def test_numbers_kept_here_stand_on_it_by_id_or_name_before_those_of_the_plan():
    kept = {
        "city-market-regulator": Contact(("0358-1",), note=Text("张科长", "Zhang")),
        "县人民政府": Contact(("0358-2",)),
        "县委网信办": Contact(("0358-3",)),
    }
    found = numbers(fallback_sheet(evolve(dossier(), phones=kept), "zh"))
    assert found[:2] == [["市市场监督管理局", "0358-1；张科长"], ["县人民政府", "0358-2"]]
    others = [row[0] for row in found if row[1] == "0358-3"]
    assert others == ["县委网信办"], "a number that is known comes before a line to write one on"


def test_whom_a_report_is_owed_to_comes_before_the_addressees_of_all_else():
    """However many bodies are to be warned at once, the page names first whom a report is owed to."""
    started = step(1, "", "events: {response_started: {level: II, by: headquarters}}")
    did = ", ".join(f"{{duty: {duty}, by: headquarters}}" for duty in ("report-up", "report-i-iii"))
    graver = step(30, "deaths: 5")
    sheet = fallback_sheet(dossier(started, step(20, "", f"did: [{did}]"), graver, minutes=40), "zh")
    assert {"市市场监督管理局", "县人民政府"} <= {body for body, _ in numbers(sheet)[:4]}


def test_what_is_done_leaves_the_sheet():
    before = rows(fallback_sheet(dossier(), "zh"), "limits")
    sent = step(30, "", "did: [{duty: report-up, by: headquarters}]")
    after_ = rows(fallback_sheet(dossier(sent), "zh"), "limits")
    assert len(after_) == len(before) - 1 or not any(
        "条款5.1）" in row[2] and "县政府" in row[2] for row in after_
    )


def test_many_addressees_are_counted_and_the_numbers_have_room():
    """However long the lists of addressees are, the page keeps room for whom to phone."""
    started = step(10, "", "events: {response_started: {level: II, by: headquarters}}")
    for lang, counted in (("zh", r"等\d+个单位"), ("en", r"and others, \d+ in all")):
        sheet = fallback_sheet(dossier(started), lang)
        assert any(re.search(counted, row[3]) for row in rows(sheet, "limits"))
        assert len(numbers(sheet)) >= 6


def test_an_addressee_that_was_told_is_not_phoned_again():
    told = step(30, "", "did: [{duty: report-up, by: headquarters, to: [county-government]}]")
    row = next(row for row in rows(fallback_sheet(dossier(told), "zh"), "limits") if "向县政府" in row[2])
    assert "县人民政府" not in row[3].partition("→")[2]
    assert "市市场监督管理局" in row[3]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "names", [["vaccine-quality"], ["forest-fire"], ["vaccine-quality", "incident-reporting"]]
)
def test_what_does_not_fit_is_counted(names, lang):
    head = HEAD.replace("[vaccine-quality]", f"[{', '.join(names)}]")
    if names == ["forest-fire"]:
        head = re.sub(r"facts:\n(  .*\n)+", "facts: {burnt_forest: 120 ha, deaths: 3}\n", head)
    sheet = fallback_sheet(dossier(head=head), lang)
    text = plain(sheet, 80)
    assert max(map(cells, text.splitlines())) <= 80
    if lang == "en":
        assert not HAN.search(text), HAN.search(text)
    assert height(sheet) <= PAGE_HEIGHT
    full = fit_all(head, lang)
    lines = "".join(spoken(block.text) for block in sheet.blocks if isinstance(block, Line))
    left = re.findall(r"时限(\d+)项|电话(\d+)个|(\d+) limits|(\d+) numbers", lines)
    shown = len(rows(sheet, "limits")) + len(numbers(sheet))
    assert shown + sum(int("".join(found)) for found in left) == full


def height(sheet):
    """The height of all blocks, worked out apart: the tables row by row, everything else a line or two."""
    total = 0
    for block in sheet.blocks:
        if isinstance(block, Table):
            group = Group("x", block.rows, 0, tuple(column.share for column in block.columns))
            total += group.head - 370 + sum(group.height(row) for row in block.rows)
        elif isinstance(block, Section):
            total += 370
        elif isinstance(block, Title):
            total += title_height(block)
        elif isinstance(block, Line):
            total += Group("x", (), 0).height(TableRow((block.text,)))
        else:
            total += LINE
    return total


def fit_all(head, lang):
    """How many rows the sheet would have if a page had no end."""
    from respond.papers import fallback, page  # noqa: PLC0415

    keep = page.PAGE_HEIGHT
    try:
        fallback.PAGE_HEIGHT = 10**6
        sheet = fallback_sheet(dossier(head=head), lang)
        return len(rows(sheet, "limits")) + len(numbers(sheet))
    finally:
        fallback.PAGE_HEIGHT = keep


def test_least_rows_come_first_then_what_fits():
    many = tuple(TableRow((f"{number}",)) for number in range(50))
    found = fit([Group("a", many, 2), Group("b", many, 3)], 370 * 2 + LINE * 8)
    assert found.taken == {"a": 5, "b": 3}
    assert dict(found.left_out([Group("a", many, 2)])) == {"a": 45}
    assert fit([Group("a", many, 2)], 300).taken == {"a": 0}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_left_out_that_has_room(lang):
    """What is left off is counted, and not one question more would go on the page."""
    head = re.sub(r"  deaths: .*\n", "", HEAD)
    sheet = fallback_sheet(dossier(head=head), lang)
    lines = [spoken(block.text) for block in sheet.blocks if isinstance(block, Line)]
    assert any("未列出" in line or "Left out" in line for line in lines)
    left = PAGE_HEIGHT - height(sheet)
    asked = [
        f"? {each.ask.say(lang)}　________________" for each in ranked_questions(dossier(head=head).situation)
    ]
    shown = [line for line in lines if line.startswith("? ")]
    assert shown == asked[: len(shown)]
    assert 0 <= left < height_of(asked[len(shown)]), "the next question has no room"


def test_where_all_of_it_has_room_nothing_is_kept_free_for_what_is_left_out(monkeypatch):
    monkeypatch.setattr("respond.papers.fallback.PAGE_HEIGHT", 10**6)
    all_of_it = fallback_sheet(dossier(), "zh")
    for room, same in ((0, True), (-1, False)):
        monkeypatch.setattr("respond.papers.fallback.PAGE_HEIGHT", height(all_of_it) + room)
        assert (fallback_sheet(dossier(), "zh") == all_of_it) is same


def test_latin_letters_take_the_room_they_have():
    assert height_of("i" * 150) == LINE, "narrow ones more to a line than wide ones"
    assert height_of("W" * 98) > LINE
    assert height_of("县" * 49) == LINE
    assert height_of("县" * 50) > LINE


def test_a_page_that_has_to_hold_much_is_set_so_in_a_browser_too():
    sheet = fallback_sheet(dossier(), "zh")
    assert '<body class="brief tight">' in as_html(sheet)
    assert '<div class="sheet tight">' in as_html_part(sheet)
    assert '<body class="brief tight">' in as_html(cards(PLAN, LIBRARY, "zh"))
    assert "tight" not in as_html(handbook(PLAN, LIBRARY, "zh")).partition("<body")[2]
    assert "@page tight { size: A4;" in style_of_sheets()


def test_numbers_stand_two_to_a_line_and_none_is_lost_where_they_do_not_come_out_even():
    """A number takes half a line, so that twice as many have room; an odd one leaves the other half empty."""
    sheet = fallback_sheet(dossier(), "zh")
    lines = rows(sheet, "phones")
    assert all(len(line) == 4 for line in lines)
    assert len(numbers(sheet)) > len(lines)
    told = plain(sheet, 100).partition("打给谁")[2].partition("电话里先问")[0]
    assert told.count("________________") == len(numbers(sheet)), "nor on a terminal"
    odd = tuple(TableRow((f"{number}", "x")) for number in range(5))
    group = Group("phones", abreast(odd, 2), 1, (1, 1, 1, 1), abreast=2)
    assert [cells_of(row)[0] for row in group.rows] == ["0", "2", "4"]
    assert fit([group], group.head + group.height(group.rows[0])).left_out([group]) == [("phones", 3)]


def test_an_exercise_bears_its_mark():
    sheet = fallback_sheet(dossier(head=HEAD.replace("id: one", "id: one\nmode: exercise")), "zh")
    assert plain(sheet, 80).lstrip().startswith("【演练】")


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        (None, "________________"),
        (Contact(), "________________"),
        (Contact(phone=("1", "2"), fax=("3",)), "1、2、传真3"),
        (Contact(phone=("1",), as_of="2025-09"), "1；2025-09"),
        (Contact(phone=("1",), as_of="2017", standing="historical"), "1；2017印制，先核实"),
        (Contact(phone=("1",), standing="historical"), "1；旧号，先核实"),
    ],
)
def test_numbers_are_told_as_far_as_they_can_be_trusted(contact, said):
    assert numbers_of(contact, "zh") == said


# Cards.


def test_each_unit_that_owes_something_has_a_card():
    sheet = cards(PLAN, LIBRARY, "zh")
    owners = {name for rule in PLAN.measures for name in rule.entry.owners}
    heads = [block for block in sheet.blocks if isinstance(block, Section) and block.depth == 1]
    assert {block.anchor for block in heads} == {f"card-{name}" for name in owners}


def test_a_card_says_what_when_by_when_and_to_whom():
    (row,) = [
        row
        for row in rows(cards(PLAN, LIBRARY, "zh", unit="县应急指挥部（县指挥部）"), "duties")
        if "向县政府、" in row[1]
    ]
    assert "条款5.1" in row[1]
    assert "发生" in row[2]
    assert row[3] == "1小时内，自接报起算"
    assert row[4].startswith("县人民政府、")


def test_numbers_come_from_the_plan_alone():
    units = DEBT.plan.units
    owner, told = next(
        (rule.entry.owners[0], units[name])
        for rule in DEBT.measures
        for name in rule.entry.to
        if name in units and units[name].contact
    )
    found = dict(rows(cards(DEBT, LIBRARY, "zh", unit=owner), "phones"))
    assert found[told.zh] == numbers_of(told.contact, "zh")
    assert told.contact.phone[0] in found[told.zh]
    assert set(found.values()) >= {"________________"} or all(units[name].contact for name in units)


def test_a_unit_may_be_named_and_a_strange_one_is_refused():
    by_id, by_name = (
        plain(cards(PLAN, LIBRARY, "en", unit=name), 80) for name in ("health-bureau", "县卫生健康局")
    )
    assert by_id == by_name
    error = refused(lambda: cards(PLAN, LIBRARY, "en", unit="health-buro"), "E987")
    assert error.faults[0].suggestion == "health-bureau"


def test_who_owes_nothing_has_a_card_that_says_so():
    silent = next(
        name for name in PLAN.plan.units if not any(name in rule.entry.owners for rule in PLAN.measures)
    )
    assert "没有给本单位规定任务" in plain(cards(PLAN, LIBRARY, "zh", unit=silent), 80)


@pytest.mark.parametrize("plan", PLANS)
def test_a_card_that_does_not_fit_says_what_it_left_out(plan):
    compiled = LIBRARY.prepared(LIBRARY.find(plan))
    counts: dict[str, int] = {}
    for rule in compiled.measures:
        for name in rule.entry.owners:
            counts[str(name)] = counts.get(str(name), 0) + 1
    sheet = cards(compiled, LIBRARY, "zh")
    name, shown, left = "", dict.fromkeys(counts, 0), dict.fromkeys(counts, 0)
    for block in sheet.blocks:
        if isinstance(block, Section) and block.depth == 1:
            name = block.anchor.removeprefix("card-")
        elif isinstance(block, Table) and block.name == "duties":
            shown[name] += len(block.rows)
        elif isinstance(block, Line) and (found := re.search(r"任务(\d+)项", spoken(block.text))):
            left[name] += int(found[1])
    assert {name: shown[name] + left[name] for name in counts} == counts


# The handbook.


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_handbook_has_the_questions_the_duties_and_the_levels(plan, lang):
    compiled = LIBRARY.prepared(LIBRARY.find(plan))
    sheet = handbook(compiled, LIBRARY, lang)
    text = plain(sheet, 80)
    assert max(map(cells, text.splitlines())) <= 80
    asked = [spoken(block.text) for block in sheet.blocks if isinstance(block, Bullet)]
    for rule in compiled.criteria[:3]:
        for name in rule.condition.seen:
            fact = compiled.plan.facts.get(name)
            if fact is not None and fact.ask is not None and not fact.judgement:
                assert any(fact.ask.say(lang) in line for line in asked)
    first = {
        rule.entry.zh for rule in compiled.measures if not rule.entry.response and rule.entry.kind == "act"
    }
    if lang == "zh":
        told = " ".join(row[1] for row in rows(sheet, "duties"))
        assert all(words in told for words in first)
        assert all(row[2] for table in tables(sheet, "duties")[:2] for row in map(cells_of, table.rows))
    for face in (as_markdown, as_html):
        assert len(face(sheet)) > 1000


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_papers_of_a_plan_fit_eighty_columns_and_speak_one_language(lang):
    for sheet in (cards(PLAN, LIBRARY, lang), handbook(PLAN, LIBRARY, lang)):
        text = plain(sheet, 80)
        assert max(map(cells, text.splitlines())) <= 80
        if lang == "en":
            assert not HAN.search(text.replace("交政办发〔2024〕14号", "")), HAN.search(text)


def test_time_is_an_argument():
    early, late = (plain(fallback_sheet(dossier(minutes=minutes), "zh"), 80) for minutes in (10, 90))
    assert after(10).strftime("%H:%M") in early
    assert "逾期" not in early
    assert early != late


def test_the_sheet_of_a_merged_incident_says_where_it_goes_on():
    merged = step(20, "", "merged: {into: other, reason: {zh: 同一起, en: the same}}")
    sheet = fallback_sheet(dossier(merged), "zh")
    lines = [spoken(block.text) for block in sheet.blocks if isinstance(block, Line)]
    assert lines[0] == "09:32 并入事件other"
    assert not any(
        "并入" in spoken(block.text)
        for block in fallback_sheet(dossier(), "zh").blocks
        if isinstance(block, Line)
    )


def test_what_is_owed_by_no_clock_stands_on_it_or_is_counted():
    found = dossier()
    owed = [each for each in found.situation.obligations if owed_untimed(each)]
    text = plain(fallback_sheet(found, "zh"))
    assert owed
    assert "没有钟限的" in text
    assert all(each.order.label.zh in text for each in owed) or re.search(r"没有钟限的\d+项", text)
