"""A scenario as a workbook and back: the same scenario comes home, and every fault is told by its cell."""

import io
import sys
import zipfile
from datetime import datetime, time, timedelta

import openpyxl
import pytest
from attrs import evolve
from exercises import QUIET, library
from exercises import text as scenario_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respond.api import default_library
from respond.cli import main
from respond.errors import InputError, MissingExtraError
from respond.exercise import (
    expected_after,
    load_scenario,
    msel_workbook,
    read_msel,
    read_offset,
    scenario_from,
)
from respond.exercise import workbook as opening
from respond.exercise.msel.columns import HEADINGS
from respond.plan import shipped
from respond.show import MODE
from respond.yaml import Source, data_of, parse, write

SCENARIOS = sorted(shipped("scenarios").glob("*.yaml"))
CAST = "{bureau: {zh: 县环境局、应急办, en: bureau}, clinic: {zh: 医院, en: clinic}}"
INJECTS = [
    (
        "+00:10",
        f"to: [bureau], via: phone, from: {{zh: 群众, en: a caller}}, facts: {{{QUIET}}}, events: {{received: }}",
    ),
    ("+01:30", "to: [bureau, clinic], facts: {area: 60 ha}"),
]


def source(injects=INJECTS, **keys):
    return Source("s.yaml", scenario_text(injects, cast=CAST, **keys))


def saved(path, content):
    path.write_bytes(content)
    return path


def book(tmp_path, change=None, given=None):
    """Export a small scenario, change its workbook, and give the path of it."""
    made = openpyxl.load_workbook(io.BytesIO(msel_workbook(given or source(), {}, "zh")))
    if change is not None:
        change(made)
    path = tmp_path / "m.xlsx"
    made.save(path)
    return path


def _day(*parts):
    return datetime(*parts)  # noqa: DTZ001


def said(scenario):
    """A scenario with its nodes as data: `events: {received: }` and `events: {received: null}` say the same."""
    injects = [
        evolve(
            each,
            facts={name: data_of(node) for name, node in each.facts.items()},
            events={name: data_of(node) for name, node in each.events.items()},
        )
        for each in scenario.injects
    ]
    return evolve(scenario, injects=tuple(injects))


def column(field):
    return [*HEADINGS].index(field) + 1


def setting(field, value, row=3):
    def change(made):
        made["MSEL"].cell(row, column(field)).value = value

    return change


def faults(path, **keys):
    with pytest.raises(InputError) as raised:
        read_msel(path, **keys)
    return [(each.code, str(each.place).rpartition("m.xlsx")[2]) for each in raised.value.faults]


# There and back.


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_shipped_scenario_comes_home_the_same(path, lang, tmp_path):
    content = msel_workbook(Source(str(path), path.read_text("utf-8")), {}, lang)
    found = read_msel(saved(tmp_path / "m.xlsx", content))
    assert said(found.scenario) == said(load_scenario(path))
    assert said(scenario_from(Source("again.yaml", found.text))) == said(load_scenario(path))


WORDS = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"
    ),
    min_size=1,
    max_size=12,
)
RISKY = st.sampled_from(
    [
        "=1+1",
        "+86 138",
        "-",
        "@cmd",
        " a",
        "a\nb",
        "_x0041_",
        "'x",
        "null",
        "~",
        "yes",
        "1.0",
        "#N/A",
        "2026-01-01",
    ]
)
TEXTS = st.fixed_dictionaries({"zh": WORDS | RISKY, "en": WORDS | RISKY})
INJECT = st.fixed_dictionaries(
    {"text": TEXTS},
    optional={
        "from": TEXTS,
        "to": st.lists(st.sampled_from(["bureau", "clinic", "squad"]), unique=True, min_size=1),
        "via": st.sampled_from(["phone", "written", "direct-system", "scene"]),
        "facts": st.dictionaries(
            st.sampled_from(["area", "injured"]), st.sampled_from(["1 ha", "3", "unknown"]), min_size=1
        ),
        "events": st.just({"received": None}),
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(
    injects=st.lists(INJECT, min_size=1, max_size=4),
    title=TEXTS,
    name=TEXTS,
    lang=st.sampled_from(["zh", "en"]),
)
def test_any_scenario_comes_home_the_same(injects, title, name, lang, tmp_path):
    data = {
        "respond": "scenario/1", "id": "any", "title": title, "plans": ["spill"], "start": "2026-03-01T08:00+08:00",
        "end": "+09:00", "cast": {"bureau": name},
        "injects": [{"id": f"I{n}", "at": f"+0{n}:00", **each} for n, each in enumerate(injects)],
    }  # fmt: skip
    written = Source("any.yaml", write(data, flags=True))
    found = read_msel(saved(tmp_path / "m.xlsx", msel_workbook(written, {}, lang)))
    assert said(found.scenario) == said(scenario_from(written))
    assert said(scenario_from(Source("again.yaml", found.text))) == said(scenario_from(written))


def test_no_cell_is_a_formula(tmp_path):
    given = source([("+00:00", "facts: {area: 1 ha}, from: {zh: '=HYPERLINK(1)', en: '@x'}")])
    made = openpyxl.load_workbook(io.BytesIO(msel_workbook(given, {}, "zh")))
    cells = [cell for sheet in made for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}


def test_beside_an_inject_stands_what_counts_with_the_plan_of_each_clause():
    path = shipped("scenarios") / "fire-wind-shift.yaml"
    found = expected_after(load_scenario(path), default_library(), "zh")["smoke"]
    assert "24" not in found.clauses
    assert "中华人民共和国突发事件应对法条款61" in found.clauses
    assert {"45", "VI(8)"} <= {*found.clauses}
    assert not any("发现火情的任何人" in each for each in found.actions), "nobody plays them"


def test_what_the_plan_expects_stands_beside_its_inject(tmp_path):
    shelf = library(tmp_path / "plans")
    given = source()
    expected = expected_after(scenario_from(given), shelf, "en")
    assert any("report" in told for told in expected["I1"].actions)
    assert any("level II duty" in told for told in expected["I2"].actions)
    made = openpyxl.load_workbook(io.BytesIO(msel_workbook(given, expected, "en")))
    cell = made["MSEL"].cell(4, column("expected")).value
    assert "level II duty" in cell
    assert "3" in made["MSEL"].cell(4, column("clauses")).value.split("\n")


# Phases.

PHASES = "[{id: report, zh: 接报, en: report, from: '+00:00'}, {id: act, zh: 处置, en: act, from: '+01:00'}]"
THREE = [*INJECTS, ("+00:20", "after: I1, facts: {area: 2 ha}")]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_inject_of_a_shipped_scenario_stands_beside_its_phase(path, lang):
    content = msel_workbook(Source(str(path), path.read_text("utf-8")), {}, lang)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["MSEL"]
    scenario = load_scenario(path)
    begun = [(read_offset(each.from_), getattr(each, lang)) for each in scenario.phases]
    for number, inject in enumerate(scenario.injects, 3):
        if inject.after is None:
            wanted = [name for begins, name in begun if begins <= read_offset(inject.at)][-1]
            assert sheet.cell(number, column("phase")).value == wanted


def test_the_phase_is_carried_out_and_in_and_shown_of_each_row(tmp_path):
    given = source(THREE, phases=PHASES)
    path = book(tmp_path, given=given)
    sheet = openpyxl.load_workbook(path)["MSEL"]
    assert [sheet.cell(row, column("phase")).value for row in (3, 4, 5)] == ["接报", "处置", "接报"]
    found = read_msel(path)
    assert said(found.scenario) == said(scenario_from(given))
    assert [each.phase.en for each in found.rows] == ["report", "act", "report"]
    assert not any("阶段" in each.zh for each in found.notices)


@pytest.mark.parametrize("name", ["act", "处置", " 处置\n"])
def test_a_phase_is_named_in_either_language_or_by_its_id(tmp_path, name):
    path = book(tmp_path, setting("phase", name, 4), source(phases=PHASES))
    assert read_msel(path).rows[1].phase.en == "act"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (setting("phase", "收尾"), [("E824", ":MSEL!E3")]),
        (setting("phase", "处置"), [("E652", ":MSEL!E3")]),
        (setting("at", "+00:50", 4), [("E652", ":MSEL!E4")]),
        (setting("phase", "=A1", 4), [("E824", ":MSEL!E4")]),
    ],
)
def test_a_phase_that_is_none_or_not_that_of_the_time_is_told_by_its_cell(tmp_path, change, told):
    assert faults(book(tmp_path, change, source(phases=PHASES))) == told


def test_a_phase_is_told_as_wrong_with_what_the_clock_says(tmp_path):
    with pytest.raises(InputError) as caught:
        read_msel(book(tmp_path, setting("phase", "处置"), source(phases=PHASES)))
    shown = caught.value.faults[0].render("en")
    assert "+00:10 is in report, which begins at +00:00" in shown
    early = PHASES.replace("+00:00", "+00:30")
    with pytest.raises(InputError) as caught:
        read_msel(book(tmp_path, setting("phase", "接报"), source(phases=early)))
    assert "no phase has begun by +00:10" in caught.value.faults[0].render("en")


def test_a_table_that_alone_knows_phases_makes_them_and_says_so(tmp_path):
    def change(made):
        setting("phase", "发现")(made)
        made["MSEL"].merge_cells("E4:E5")
        setting("phase", "处置", 4)(made)

    injects = [*INJECTS, ("+02:00", "to: [bureau], facts: {area: 70 ha}")]
    found = read_msel(book(tmp_path, change, source(injects)))
    phases = [(each.id, each.zh, each.en, each.from_) for each in found.scenario.phases]
    assert phases == [("phase-1", "发现", "发现", "+00:00"), ("phase-2", "处置", "处置", "+01:30")]
    assert [each.phase.zh for each in found.rows] == ["发现", "处置", "处置"]
    assert scenario_from(Source("again.yaml", found.text)).phases[1].from_ == "+01:30"
    assert any("+00:00 发现, +01:30 处置" in each.en for each in found.notices)


def test_a_phase_of_a_table_that_comes_again_is_told_by_its_cell(tmp_path):
    def change(made):
        for row, name in ((3, "发现"), (4, "处置"), (5, "发现")):
            setting("phase", name, row)(made)

    injects = [*INJECTS, ("+02:00", "to: [bureau], facts: {area: 70 ha}")]
    assert faults(book(tmp_path, change, source(injects))) == [("E652", ":MSEL!E5")]


# Times.


@pytest.mark.parametrize(
    ("first", "second", "found", "rolled"),
    [
        ("+00:10", "+01:30", ["+00:10", "+01:30"], 0),
        (time(8, 10), time(9, 0), ["+00:10", "+01:00"], 0),
        ("23:50", "00:20", ["+15:50", "+16:20"], 1),
        (_day(2026, 3, 1, 8, 5), _day(2026, 3, 2, 7, 0), ["+00:05", "+23:00"], 0),
        ("2026-03-01 08:05", "2026年3月1日 9:30", ["+00:05", "+01:30"], 0),
        (timedelta(minutes=5), timedelta(hours=1), ["+00:05", "+01:00"], 0),
    ],
)
def test_times_are_offsets_clock_times_or_dates(tmp_path, first, second, found, rolled):
    def change(made):
        setting("at", first)(made)
        setting("at", second, 4)(made)

    read = read_msel(book(tmp_path, change, source(end="+40:00")))
    assert [inject.at for inject in read.scenario.injects] == found
    assert sum("次日" in each.zh for each in read.notices) == rolled


@pytest.mark.parametrize(
    "value",
    [
        "8点",
        "+1:5",
        "25:00",
        "2026-02-30 08:00",
        3,
        0.25,
        True,
        "=NOW()",
        _day(2026, 2, 28, 8, 0),
        timedelta(-1),
    ],
)
def test_what_is_no_time_is_told_by_its_cell(tmp_path, value):
    assert ("E824", ":MSEL!C3") in faults(book(tmp_path, setting("at", value)))


# Faults by cell.


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (setting("text.zh", "=A1"), ("E824", ":MSEL!J3")),
        (setting("text.zh", 0.5), ("E824", ":MSEL!J3")),
        (setting("via", "烟火"), ("E824", ":MSEL!I3")),
        (setting("to", "卫生局"), ("E824", ":MSEL!H3")),
        (setting("data", "facts"), ("E824", ":MSEL!S3")),
        (setting("data", "facts: {a: 1, a: 2}"), ("E111", ":MSEL!S3:1:15")),
        (setting("data", "fact: {area: 1}"), ("E201", ":MSEL!S3:1:1")),
        (setting("at", None), ("E202", ":MSEL!C3")),
        (lambda made: (setting("text.zh", None)(made), setting("text.en", None)(made)), ("E202", ":MSEL!J3")),
        (setting("at", "+09:00"), ("E803", ":MSEL!C4")),
        (setting("at", "+99:00", 4), ("E805", ":MSEL!C4")),
        (setting("id", "I1", 4), ("E804", ":MSEL!B4")),
        (lambda made: made["MSEL"].merge_cells("C3:C4"), ("E827", ":MSEL!C3:C4")),
        (setting("phase", "内容", 2), ("E828", ":MSEL!J2")),
        (setting("at", "何时", 2), ("E825", ":MSEL!2")),
        (lambda made: made.remove(made["想定"]), ("E823", "")),
    ],
)
def test_every_fault_is_told_by_its_cell(tmp_path, change, told):
    assert told in faults(book(tmp_path, change))


@pytest.mark.parametrize("missing", [("at",), ("text.zh", "text.en")])
def test_a_missing_heading_is_told_once_and_of_no_cell(tmp_path, missing):
    def change(made):
        for each in missing:
            setting(each, "别的" + each, 2)(made)

    assert faults(book(tmp_path, change)) == [("E825", ":MSEL!2")]


def test_all_faults_are_told_at_once_and_each_once(tmp_path):
    def change(made):
        setting("via", "烟火")(made)
        setting("to", "卫生局", 4)(made)
        setting("at", "早上", 4)(made)

    wanted = [("E824", ":MSEL!I3"), ("E824", ":MSEL!C4"), ("E824", ":MSEL!H4")]
    assert sorted(faults(book(tmp_path, change))) == sorted(wanted)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (setting("to", "moon"), [("E807", ":MSEL!H3")]),
        (setting("data", "facts: {areas: 1 ha}", 4), [("E701", ":MSEL!S4:1:9")]),
        (setting("data", "events: {landed: }", 4), [("E702", ":MSEL!S4:1:10")]),
        (setting("data", "when: {met: [none-such]}", 4), [("E835", ":MSEL!S4:1:7")]),
        (setting("data", "when: {condition: areas > 1 ha}", 4), [("E410", ":MSEL!S4:1:19")]),
        (setting("data", "kind: outage", 4), [("E833", ":MSEL!S4")]),
        (setting("data", "variant: none", 4), [("E832", ":MSEL!S4")]),
    ],
)
def test_what_the_plans_have_not_is_told_by_its_cell(tmp_path, shelf, change, told):
    assert faults(book(tmp_path, change), library=shelf) == told


def test_what_the_plans_have_not_is_told_at_once_with_what_the_sheet_has_wrong_and_each_once(tmp_path, shelf):
    def change(made):
        setting("id", "I1", 4)(made)
        setting("to", "moon")(made)
        setting("text.zh", None, 4)(made)
        setting("text.en", None, 4)(made)
        setting("data", "facts: {areas: 1 ha}\nwhen: {met: [none-such]}", 5)(made)
        setting("data", "facts: {areas: 1 ha}", 4)(made)

    injects = [*INJECTS, ("+02:00", "to: [bureau]")]
    wanted = {
        ("E202", ":MSEL!J4"), ("E804", ":MSEL!B4"), ("E807", ":MSEL!H3"), ("E835", ":MSEL!S5:2:7"), ("E701", ":MSEL!S4:1:9"),
    }  # fmt: skip
    found = faults(book(tmp_path, change, source(injects)), library=shelf)
    assert (sorted(found), len(found)) == (sorted(wanted), len(wanted))


def test_what_cannot_be_read_hides_nothing_the_plans_have_not(tmp_path, shelf):
    def change(made):
        setting("to", "卫生局")(made)
        setting("text.zh", "=A1", 4)(made)
        setting("text.en", None, 4)(made)
        setting("data", "facts: {areas: 1 ha}", 4)(made)

    wanted = [("E701", ":MSEL!S4:1:9"), ("E824", ":MSEL!H3"), ("E824", ":MSEL!J4")]
    assert sorted(faults(book(tmp_path, change), library=shelf)) == wanted


def test_a_unit_of_the_cast_that_no_plan_has_is_told_by_the_cell_of_the_cast(tmp_path, shelf):
    given = Source("s.yaml", scenario_text(INJECTS, cast="{bureau: {zh: 局, en: b}, moon: {zh: 月, en: m}}"))
    path = book(tmp_path, given=given)
    sheet = openpyxl.load_workbook(path)["想定"]
    (row,) = [cell.row for (cell,) in sheet["B2:B99"] if "moon" in str(cell.value)]
    assert faults(path, library=shelf) == [("E807", f":想定!B{row}:2:3")]


def test_what_is_not_among_the_plans_is_refused_dry_or_not_and_nothing_is_written(tmp_path, capsys):
    made = openpyxl.load_workbook(
        io.BytesIO(msel_workbook(Source("s.yaml", SCENARIOS[-1].read_text("utf-8")), {}, "zh"))
    )
    setting("to", "the moon")(made)
    made.save(tmp_path / "m.xlsx")
    for more in (["--dry-run"], ["-o", str(tmp_path / "back.yaml")]):
        assert main(["exercise", "import", str(tmp_path / "m.xlsx"), *more, "--lang", "en"]) == 2
        shown = capsys.readouterr()
        assert "MSEL!H3: E807 the plans concerned have no unit `the moon`" in shown.err
        assert shown.out == ""
    assert not (tmp_path / "back.yaml").exists()


def test_columns_of_other_names_are_read_where_they_are_named(tmp_path):
    def change(made):
        setting("at", "何时", 2)(made)
        setting("text.zh", "事件", 2)(made)

    path = book(tmp_path, change)
    assert said(read_msel(path, named={"何时": "at", "事件": "内容"}).scenario) == said(
        scenario_from(source())
    )
    assert ("E826", ":MSEL!C2") in faults(path, named={"何时": "when", "事件": "内容"})
    assert ("E825", ":MSEL!2") in faults(path, named={"何时": "at", "事件": "内容", "天气": "note"})


def test_titles_may_stand_above_the_headings(tmp_path):
    def titled(made):
        sheet = made["MSEL"]
        sheet.insert_rows(1, 2)
        sheet["A1"] = "某市演练主要情景事件清单"
        sheet.merge_cells("A2:H2")
        sheet["A2"] = "编号：2026-7"

    found = read_msel(book(tmp_path, titled))
    assert said(found.scenario) == said(read_msel(book(tmp_path)).scenario)
    assert [each.place for each in found.rows] == ["MSEL!5", "MSEL!6"]

    def wrong(made):
        titled(made)
        made["MSEL"].cell(5, [*HEADINGS].index("at") + 1).value = "soon"

    with pytest.raises(InputError) as caught:
        read_msel(book(tmp_path, wrong))
    assert [(each.code, str(each.place).rpartition("!")[2]) for each in caught.value.faults] == [
        ("E824", "C5")
    ]


def test_a_missing_sheet_is_told_once_and_not_again_for_all_it_would_hold(tmp_path):
    def bare(made):
        del made["想定"]

    with pytest.raises(InputError) as caught:
        read_msel(book(tmp_path, bare))
    assert [each.code for each in caught.value.faults] == ["E823"]


def test_all_but_the_injects_can_come_from_a_scenario(tmp_path):
    path = book(tmp_path, lambda made: made.remove(made["想定"]))
    assert said(read_msel(path, base=parse(source())).scenario) == said(scenario_from(source()))


def test_empty_rows_names_of_units_and_columns_of_the_day_do_no_harm(tmp_path):
    def change(made):
        sheet = made["MSEL"]
        sheet.insert_rows(4)
        setting("controller", "甲")(made)
        setting("status", "已发")(made)
        setting("to", "县环境局、应急办")(made)
        setting("to", "县环境局、应急办\nclinic", 5)(made)

    read = read_msel(book(tmp_path, change))
    assert said(read.scenario) == said(scenario_from(source()))
    assert any("导调员" in each.zh and "状态" in each.zh for each in read.notices)


# Files that mean no good.


def packed(parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            made.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E821"),
        (b"a,b\n1,2\n", "E821"),
        (packed([("a.txt", "x")]), "E821"),
        (packed([("[Content_Types].xml", '<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>')]), "E821"),
        (packed([("bomb", b"\0" * 3_000_000)]), "E822"),
        (packed([(f"p{number}", "") for number in range(30)]), "E822"),
    ],
    ids=["empty", "csv", "other-zip", "entities", "bomb", "many-parts"],  # the bytes hold the time of packing
)
def test_what_is_no_workbook_or_would_burst_is_refused(tmp_path, monkeypatch, content, code):
    monkeypatch.setattr(opening, "MOST_UNPACKED", 1_000_000)
    monkeypatch.setattr(opening, "MOST_PARTS", 20)
    assert faults(saved(tmp_path / "m.xlsx", content))[0][0] == code


def test_a_huge_sheet_or_file_is_refused(tmp_path, monkeypatch):
    assert faults(book(tmp_path, setting("note", "x", opening.MOST_ROWS + 1))) == [("E822", ":MSEL")]
    monkeypatch.setattr(opening, "MOST_BYTES", 100)
    assert faults(book(tmp_path))[0][0] == "E822"
    assert faults(tmp_path / "none" / "m.xlsx")[0][0] == "E101"


SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(tmp_path, change, name=SHEET, encoding="utf-8"):
    """Give a workbook of ours whose sheet was changed as text, under another name and in another encoding if wanted."""
    made = io.BytesIO()
    with zipfile.ZipFile(book(tmp_path)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in given.infolist():
            content = given.read(part)
            if part.filename == SHEET:
                text = change(content.decode()).replace("utf-8", encoding)
                packed.writestr(name, text.encode(encoding))
            else:
                packed.writestr(
                    part.filename, content.replace(b"sheet1.xml", name.rpartition("/")[2].encode())
                )
    return saved(tmp_path / "changed.xlsx", made.getvalue())


JOINED = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
ROWS = '<row r="{0}"/>'


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("</worksheet>", JOINED),
        lambda text: text.replace("</worksheet>", JOINED.replace("A1:XFD1048576", "A:XFD")),
        lambda text: text.replace(
            "</sheetData>", "".join(ROWS.format(number) for number in range(100, 6_000)) + "</sheetData>"
        ),
        lambda text: text.replace("</sheetData>", "<x/>" * 3_000 + "</sheetData>"),
        lambda text: text.replace("</sheetData>", f'</sheetData><x y="{"A1 " * 40_000}"/>'),
        lambda text: text.replace("</sheetData>", '<row r="5000"><c r="GR5000"/></row></sheetData>'),
    ],
)
@pytest.mark.parametrize(("name", "encoding"), [(SHEET, "utf-8"), ("xl/worksheets/sheet1.dat", "utf-16")])
def test_what_the_library_would_make_too_much_of_is_refused_before_it_reads_it(
    tmp_path, monkeypatch, change, name, encoding
):
    monkeypatch.setattr(opening, "MOST_ELEMENTS", 3_000)
    monkeypatch.setattr(opening, "MOST_CELLS", 2_500)
    assert faults(with_sheet(tmp_path, change, name, encoding))[0][0] == "E822"


def test_a_workbook_that_joins_a_few_cells_is_read(tmp_path):
    joined = JOINED.replace("A1:XFD1048576", "X1:Y2")
    assert read_msel(with_sheet(tmp_path, lambda text: text.replace("</worksheet>", joined))).rows


def test_a_file_cut_short_is_no_workbook(tmp_path):
    whole = book(tmp_path).read_bytes()
    for cut in (len(whole) // 3, len(whole) - 30):
        assert faults(saved(tmp_path / "cut.xlsx", whole[:cut]))[0][0] == "E821"


def test_a_text_no_cell_can_hold_is_refused():
    long = "长" * 40_000
    given = Source("s.yaml", source().text.replace("zh: 信息", f"zh: {long}"))
    with pytest.raises(InputError, match="E829"):
        msel_workbook(given, {}, "zh")


def test_a_missing_library_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl.styles", None)
    with pytest.raises(MissingExtraError, match="E814"):
        msel_workbook(source(), {}, "zh")


# The command line.


def test_export_dry_run_and_import_on_the_command_line(tmp_path, capsys):
    target, back = tmp_path / "m.xlsx", tmp_path / "back.yaml"
    given = shipped("scenarios") / "vaccine-school-day.yaml"
    assert main(["exercise", "export", str(given), "-o", str(target)]) == 0
    assert main(["exercise", "import", str(target), "--dry-run", "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert "MSEL!3  +00:00  first-call  alarm and first handling  At least 4 pupils" in shown.out
    assert "columns not read" in shown.err
    assert main(["exercise", "import", str(target), "-o", str(back)]) == 0
    assert said(load_scenario(back)) == said(load_scenario(given))
    assert main(["exercise", "import", str(target), "--map", "x"]) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sheet_bears_the_mark_of_an_exercise(lang):
    made = openpyxl.load_workbook(io.BytesIO(msel_workbook(source(), {}, lang)))
    for sheet in made.worksheets:
        said = [str(cell.value) for cell in sheet[1] if cell.value]
        assert any(MODE["exercise"].say(lang) in each for each in said)
        assert sheet.oddHeader.center.text == MODE["exercise"].say(lang)
