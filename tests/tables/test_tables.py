"""Tables as people have them: headings, units, official spellings, odd cells, days, several files; and what is wrong."""

import csv
import json
import os
import signal
import sys
import threading
from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest
from boundaries import LIBRARY, prepared, read, rows_of, write

from respond.api import classify
from respond.cli import main
from respond.errors import InputError, MissingExtraError
from respond.reason import Truth
from respond.show import plain
from respond.tables import Asked, batch, batch_sheet, row_incident, statement
from respond.tables.graded import Grader
from respond.tables.spark import translated

ACCIDENT = "production-accident"
FIRE = "forest-grassland-fire"
NOW = datetime.fromisoformat("2026-11-20T10:00+08:00")
CALM = {"deaths": "0", "serious_injuries": "0", "direct_loss": "0"}


def table(path, *rows, **cells):
    """Write rows as CSV, each with the calm facts of an accident but for what is given."""
    rows = rows or (cells,)
    found = [{**CALM, **row} for row in rows]
    names = list(dict.fromkeys(name for row in found for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(found)
    return str(path)


def graded(tmp_path, paths, plan=ACCIDENT, **asked):
    """Grade a table, and give the rows and those refused by their number."""
    maps = asked.pop("maps", {})
    paths = [paths] if isinstance(paths, str) else paths
    found = batch(paths, Asked(plan, maps, **asked), LIBRARY, output=tmp_path / "out.csv", lang="en")
    bad = tmp_path / "out.refused.csv"
    refused = []
    if bad.exists():
        with bad.open(encoding="utf-8", newline="") as file:
            refused = list(csv.DictReader(file))
    return found, read(tmp_path / "out.csv"), refused


def levels(rows):
    return [row["respond_level"] for row in rows.values()]


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("3", "III"), (" 3 ", "III"), ("３", "III"), ("3人", "III"), ("2", "IV"), ("3..9", "III"), ("0", "none"),
        ("03", "E309"), ("-1", "E303"), ("-0", "E303"), ("3.5", "E304"), ("3.0", "III"), ("3.00", "III"), ("3.10", "E304"), (" ３.0 ", "III"), ("1e3", "E308"), ("1,000", "E307"), ("三", "E310"),
        ("3+", "E768"), ("unknown", "E768"), ("未知", "E768"), ("不详", "E768"), ("", "E768"), ("9" * 30, "E306"), ("x" * 5000, "E328"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_the_fact_is_read_everywhere(tmp_path, cell, level):
    found, rows, refused = graded(tmp_path, table(tmp_path / "in.csv", deaths=cell))
    assert [*levels(rows), *(each["respond_code"] for each in refused)] == [level]
    assert found.graded + sum(each.rows for each in found.refused) == found.rows == 1


@pytest.mark.parametrize(
    ("heading", "cell", "level"),
    [
        ("direct_loss", "1000", "III"),  # the plan counts in 万元
        ("direct economic loss", "999.999999", "IV"),
        ("直接经济损失（元）", "10000000", "III"),
        ("直接经济损失(亿元)", "0.1", "III"),
        ("直接经济损失（亿元）", "0.0999999999", "IV"),  # more places than are taken at sight
        ("直接经济损失", "1000万元", "III"),
        ("直接经济损失", "999万", "IV"),  # 999万元
        ("直接经济损失", "999公顷", "E313"),
        ("direct_loss", "0.0000001", "IV"),
    ],
)
def test_a_number_counts_in_the_unit_of_its_heading_or_its_own(tmp_path, heading, cell, level):
    path = tmp_path / "in.csv"
    path.write_text(f"deaths,serious_injuries,{heading}\n0,0,{cell}\n", "utf-8")
    _, rows, refused = graded(tmp_path, str(path))
    assert [*levels(rows), *(each["respond_code"] for each in refused)] == [level]


def test_rows_refused_before_do_not_stay_beside_a_table_that_was_mended(tmp_path):
    _, _, refused = graded(tmp_path, table(tmp_path / "in.csv", deaths="about 3"))
    assert len(refused) == 1
    _, rows, refused = graded(tmp_path, table(tmp_path / "in.csv", deaths="3"))
    assert (levels(rows), refused) == (["III"], [])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_that_is_no_row_is_kept_as_it_stands_whatever_lines_end_with(tmp_path, end):
    path = tmp_path / "in.csv"
    lines = ["deaths,serious_injuries,direct_loss", "3,0,0", "4,0", "5,0,0", "6,0", ""]
    path.write_bytes(end.join(lines).encode())
    _, rows, refused = graded(tmp_path, str(path))
    assert len(rows) == 2
    assert [each["respond_line"] for each in refused] == ["4,0", "6,0"]


TITLED = [
    ["2025年火灾统计表", None, None, None],
    [None, None, None, None],
    ["填报单位：某县", None, "单位：公顷", None],
    ["日期", "受害森林面积", "受害草原面积", "其他林地"],
    ["2026-03-01", 3, 0, "否"],
]


@pytest.mark.parametrize("kind", ["workbook", "csv", "ragged"])
def test_titles_above_the_headings_are_told_with_the_row_that_has_the_headings(tmp_path, kind):
    path = tmp_path / ("in.xlsx" if kind == "workbook" else "in.csv")
    if kind == "workbook":
        book = openpyxl.Workbook()
        for row in TITLED:
            book.active.append(row)
        book.save(path)
    else:
        rows = [[str(cell or "") for cell in row] for row in TITLED]
        lines = [",".join(row if kind == "csv" else filter(None, row)) for row in rows]
        path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(InputError) as error:
        graded(tmp_path, str(path), FIRE, maps={"other_forest_land": "其他林地"})
    (found,) = error.value.faults
    assert found.code == "E781"
    assert "`2025年火灾统计表`" in found.problem.zh
    assert "日期, 受害森林面积, 受害草原面积, 其他林地" in found.problem.zh


def test_rows_that_name_no_facts_are_no_headings(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("a,b,c\n死亡人数,2,3\n4,5,6\n", "utf-8")
    with pytest.raises(InputError) as error:
        graded(tmp_path, str(path))
    assert {each.code for each in error.value.faults} == {"E761"}


@pytest.mark.parametrize(
    ("option", "lang", "hint"), [("--date", "zh", "发生日期"), ("--place", "en", "所在乡镇")]
)
def test_a_misnamed_column_is_told_with_the_one_that_was_meant(tmp_path, capsys, option, lang, hint):
    path = table(tmp_path / "in.csv", 发生日期="2026-03-01", 所在乡镇="甲镇")
    wrong = {"发生日期": "发生日其", "所在乡镇": "所在乡镇名"}[hint]
    assert main(["batch", path, "--plan", ACCIDENT, option, wrong, "--lang", lang]) == 2
    said = capsys.readouterr().err
    assert "E763" in said
    assert f"`{hint}`" in said.replace(wrong, "")


def test_a_column_that_is_called_as_its_label_is_without_brackets_is_told(tmp_path, capsys):
    path = tmp_path / "in.csv"
    path.write_text("死亡人数,重伤人数,直接经济损失\n3,0,0\n", "utf-8")
    assert main(["batch", str(path), "--plan", ACCIDENT]) == 2
    assert "您是否想写 `重伤人数`？" in capsys.readouterr().err


def test_each_row_goes_by_the_edition_of_its_day(tmp_path):
    days = [
        "2025-12-31",
        "2026-01-01",
        "2025年12月31日",
        "2026/1/1",
        "2025-12-31T23:30Z",
        "2008-12-31",
        "someday",
        "",
    ]
    rows = [
        {"日期": day, "damaged_forest": "100", "damaged_grassland": "0", "other_forest_land": "no"}
        for day in days
    ]
    _, found, refused = graded(tmp_path, table(tmp_path / "in.csv", *rows), FIRE)
    editions = [row["respond_edition"][-4:] for row in found.values()]
    # 23:30 in Greenwich is the next morning in China
    assert editions == ["2009", "2026", "2009", "2026", "2026"]
    assert [each["respond_code"] for each in refused] == ["E505", "E325", "E783"]


def test_an_edition_that_is_named_or_a_day_binds_all_rows(tmp_path):
    path = table(
        tmp_path / "in.csv",
        damaged_forest="100",
        damaged_grassland="0",
        other_forest_land="no",
        date="2025-01-01",
    )
    for asked in ({"plan": f"{FIRE}@2026"}, {"plan": FIRE, "on": date(2026, 5, 1)}):
        _, rows, _ = graded(tmp_path, path, **asked)
        assert [row["respond_edition"] for row in rows.values()] == ["national/forest-grassland-fire@2026"]


def test_lines_that_are_no_rows_are_kept_with_their_text(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(
        'id,deaths,serious_injuries,direct_loss\na,3,0,0\nb,3\nc,1,2,3,4\n"d,e",30,0,0\n', "utf-8"
    )
    found, rows, refused = graded(tmp_path, str(path))
    assert levels(rows) == ["III", "I"]
    assert [(each["respond_code"], each["respond_line"]) for each in refused] == [
        ("E769", "b,3"),
        ("E769", "c,1,2,3,4"),
    ]
    assert (found.rows, found.graded) == (4, 2)


def test_the_order_and_the_columns_of_the_table_stay(tmp_path):
    rows = [
        {"deaths": str(number % 40) + ("人" if number % 3 else ""), "note": f"n{number}"}
        for number in range(100)
    ]
    _, found, _ = graded(tmp_path, table(tmp_path / "in.csv", *rows))
    assert [row["note"] for row in found.values()] == [row["note"] for row in rows]
    assert list(found) == list(range(1, 101))


def test_several_files_are_one_table_in_the_order_of_their_names(tmp_path):
    table(tmp_path / "b.csv", deaths="30")
    table(tmp_path / "a.csv", deaths="3")
    _, rows, _ = graded(tmp_path, str(tmp_path / "[ab].csv"))
    assert levels(rows) == ["III", "I"]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2025-12-31T24:00", "E324"), ("2025-12-31T99:99", "E324"), ("2025-12-31T23:60", "E324"),
        ("2025/12/31 8:05", ""), ("2025-3-2", ""), ("2025年12月31日 23:59", ""), ("2025-12-31 23:59:59", ""),
        ("1850-01-01", "E333"), ("2025-02-30", "E323"), ("2025/3/2", ""), ("2025.3.2", ""), ("20250302", ""),
        ("2025年3月2日8:05", ""), ("２０２５/3/2", ""), ("2025/2/30", "E323"), ("20250230", "E323"), ("45658", "E782"),
        ("45658.75", "E782"), ("", "E783"), (" \u3000", "E783"), ("3月2日", "E325"), ("02/03/2025", "E325"),
    ],
)  # fmt: skip
def test_a_time_is_taken_or_refused_whatever_else_is_in_the_table(tmp_path, day, code):
    rows = [{"日期": each, "damaged_forest": "5", "damaged_grassland": "0", "other_forest_land": "no"}
            for each in (day, "2025-12-31")]  # fmt: skip
    _, found, refused = graded(tmp_path, table(tmp_path / "in.csv", *rows), FIRE)
    assert len(found) == (1 if code else 2)
    assert {row["respond_edition"][-4:] for row in found.values()} == {"2009"}
    assert [each["respond_code"] for each in refused] == ([code] if code else [])


NAMES = [
    "code", "said", "line", "level", "edition", "month", "respond_day", "criteria", "c0", "c1", "fact_deaths", "given",
    'a "b"; DROP TABLE given', "respond_level", "Respond_Row", "respond_grading", "possible", "compared",
]  # fmt: skip


def test_columns_keep_their_names_and_content_whatever_they_are_called(tmp_path):
    rows = [{"deaths": deaths, **{name: f"<{name}>" for name in NAMES}} for deaths in ("3", "约3", "4人")]
    _, found, refused = graded(tmp_path, table(tmp_path / "in.csv", *rows))
    assert levels(found) == ["III", "III"]
    ours = {"respond_level", "Respond_Row"}
    for row in (*found.values(), *refused):
        for name in NAMES:
            assert row[f"given_{name}" if name in ours else name] == f"<{name}>"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "mixed"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_line_ends_and_the_sign_between_fields_may_be_any_usual_one(tmp_path, ending, sign):
    lines = ["deaths,serious_injuries,direct_loss", "3,0,0", "30,0,0"]
    text = "".join(
        line.replace(",", sign) + ({0: "\n", 1: "\r\n", 2: "\n"}[place] if ending == "mixed" else ending)
        for place, line in enumerate(lines)
    )
    (tmp_path / "in.csv").write_bytes(text.encode())
    _, rows, _ = graded(tmp_path, str(tmp_path / "in.csv"))
    assert levels(rows) == ["III", "I"]


def test_a_name_that_no_fact_needs_may_stand_more_than_once(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("备注,deaths,备注,备注 #2,serious_injuries,direct_loss,备注\na,3,b,c,0,0,d\n", "utf-8")
    _, rows, _ = graded(tmp_path, str(path))
    assert list(rows[1].items())[1:8] == [
        ("备注", "a"), ("deaths", "3"), ("备注 #3", "b"), ("备注 #2", "c"), ("serious_injuries", "0"),
        ("direct_loss", "0"), ("备注 #4", "d"),
    ]  # fmt: skip
    assert levels(rows) == ["III"]


def test_a_quote_that_is_never_closed_is_kept_with_all_it_swallowed(tmp_path):
    (tmp_path / "in.csv").write_text('deaths,serious_injuries,direct_loss\n3,0,0\n"4,0,0\n5,0,0\n')
    _, rows, refused = graded(tmp_path, str(tmp_path / "in.csv"))
    assert levels(rows) == ["III"]
    assert [each["respond_line"] for each in refused] == ['"4,0,0\n5,0,0\n']


def test_nothing_takes_the_place_of_the_table_or_of_the_other_output(tmp_path):
    path = table(tmp_path / "in.csv", deaths="x")
    before = (tmp_path / "in.csv").read_text()
    (tmp_path / "link.csv").symlink_to(path)
    for output, bad in (("in.csv", None), ("link.csv", None), ("out.csv", "in.csv"), ("out.csv", "out.csv")):
        with pytest.raises(InputError) as raised:
            batch(
                [path], Asked(ACCIDENT, {}), LIBRARY,
                output=tmp_path / output, bad=None if bad is None else tmp_path / bad,
            )  # fmt: skip
        assert [each.code for each in raised.value.faults] == ["E776"]
    assert (tmp_path / "in.csv").read_text() == before


def test_rows_refused_can_be_written_alone(tmp_path):
    path = table(tmp_path / "in.csv", {"deaths": "3"}, {"deaths": "x"})
    batch([path], Asked(ACCIDENT, {}), LIBRARY, bad=tmp_path / "bad.csv", lang="en")
    assert "E3" in (tmp_path / "bad.csv").read_text("utf-8")


def test_a_device_stays_a_device(tmp_path):
    path = table(tmp_path / "in.csv", deaths="3")
    (tmp_path / "full.csv").symlink_to("/dev/full")
    with pytest.raises(InputError) as raised:
        batch([path], Asked(ACCIDENT, {}), LIBRARY, output=tmp_path / "full.csv")
    assert [each.code for each in raised.value.faults] == ["E775"]
    assert Path("/dev/full").is_char_device()


def test_moments_with_an_offset_are_read_in_the_zone_of_the_plan(tmp_path):
    duckdb.connect().execute(
        "COPY (SELECT 5 AS damaged_forest, 0 AS damaged_grassland, 0 AS deaths, 0 AS serious_injuries, 0 AS direct_loss, "
        "false AS other_forest_land, to_timestamp(1767196799) AS occurred UNION ALL "
        f"SELECT 5, 0, 0, 0, 0, false, to_timestamp(1767196800)) TO '{tmp_path / 'in.parquet'}' (FORMAT parquet)"
    )
    _, rows, _ = graded(tmp_path, str(tmp_path / "in.parquet"), FIRE)
    # 15:59:59 and 16:00 in Greenwich are one second before and the first of the new year in China
    assert [row["respond_edition"][-4:] for row in rows.values()] == ["2009", "2026"]


def test_it_is_told_where_no_column_has_days(tmp_path):
    found, _, _ = graded(tmp_path, table(tmp_path / "in.csv", {"deaths": "3", "事故日期": "2005-01-01"}))
    assert "no column of days" in found.notes[0].en


def test_a_file_from_a_chinese_spreadsheet_is_read(tmp_path):
    path = tmp_path / "in.csv"
    path.write_bytes("死亡人数,serious_injuries,直接经济损失（万元）\r\n3,0,0\r\n".encode("gb18030"))
    _, rows, _ = graded(tmp_path, str(path))
    assert levels(rows) == ["III"]


def test_a_workbook_and_a_parquet_file_are_read_by_their_types(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["deaths", "serious_injuries", "direct_loss", "day"])
    book.active.append([3, 0, 0.5, datetime(2026, 1, 1)])  # noqa: DTZ001 - a workbook knows no zone
    book.save(tmp_path / "in.xlsx")
    _, rows, _ = graded(tmp_path, str(tmp_path / "in.xlsx"))
    assert levels(rows) == ["III"]
    duckdb.connect().execute(
        f"COPY (SELECT 3 AS deaths, 0::DOUBLE AS serious_injuries, 1000::DECIMAL(9, 2) AS direct_loss UNION ALL "
        f"SELECT 2, 1.5, 0) TO '{tmp_path / 'in.parquet'}' (FORMAT parquet)"
    )
    _, rows, refused = graded(tmp_path, str(tmp_path / "in.parquet"))
    assert levels(rows) == ["III"]
    assert [each["respond_code"] for each in refused] == ["E767"]


def test_a_floating_number_with_places_is_not_the_one_that_was_written(tmp_path):
    duckdb.connect().execute(
        f"COPY (SELECT 0 AS deaths, 0 AS serious_injuries, 0.3::DOUBLE AS direct_loss) TO "
        f"'{tmp_path / 'in.parquet'}' (FORMAT parquet)"
    )
    _, rows, refused = graded(tmp_path, str(tmp_path / "in.parquet"))
    assert not rows
    assert [each["respond_code"] for each in refused] == ["E767"]


@pytest.mark.parametrize("more", ["", ", 7 AS file_row_number, 8 AS File_Index"])
def test_rows_of_parquet_files_are_numbered_over_all_of_them(tmp_path, more):
    for name, first, number in (("a", 0, 3), ("b 'c'", 30, 2), ("d", 3, 0), ("e", 10, 1)):
        rows = f"SELECT {first} + i AS deaths, 0 AS serious_injuries, 0 AS direct_loss{more} FROM range({number}) t(i)"  # noqa: S608
        duckdb.sql(rows).write_parquet(str(tmp_path / f"{name}.parquet"))
    found, rows, _ = graded(tmp_path, str(tmp_path / "*.parquet"))
    assert [(row, each["deaths"]) for row, each in rows.items()] == [
        (1, "0"), (2, "1"), (3, "2"), (4, "30"), (5, "31"), (6, "10"),
    ]  # fmt: skip
    assert levels(rows) == ["none", "IV", "IV", "I", "I", "II"]
    assert found.rows == 6


def test_files_are_one_table_whatever_the_order_of_their_columns_and_their_signs(tmp_path):
    (tmp_path / "1.csv").write_text("deaths,direct_loss,serious_injuries,note\n1,0,0,a\n")
    (tmp_path / "2.csv").write_text("note;serious_injuries;deaths;direct_loss\nb;100;0;5000\nc;0;3\n")
    found, rows, refused = graded(tmp_path, str(tmp_path / "[12].csv"))
    assert [(row["note"], row["respond_level"]) for row in rows.values()] == [("a", "IV"), ("b", "I")]
    assert [(row["respond_code"], row["respond_line"]) for row in refused] == [("E769", "c;0;3")]
    assert found.rows == 3


def test_a_file_with_other_columns_says_which(tmp_path):
    (tmp_path / "1.csv").write_text("deaths,direct_loss,serious_injuries\n1,0,0\n")
    (tmp_path / "2.csv").write_text("death,direct_loss,serious_injuries\n30,0,0\n")
    with pytest.raises(InputError) as raised:
        graded(tmp_path, [str(tmp_path / "1.csv"), str(tmp_path / "2.csv")])
    [found] = raised.value.faults
    assert (found.code, found.place.file) == ("E764", str(tmp_path / "2.csv"))
    assert "it lacks deaths; it has death as well" in found.problem.en
    assert "缺少列：deaths；多出列：death" in found.problem.zh


def test_a_file_written_to_while_it_is_graded_gives_nothing(tmp_path):
    path = tmp_path / "in.parquet"
    duckdb.connect().execute(
        f"COPY (SELECT 3 AS deaths, 0 AS serious_injuries, 0 AS direct_loss) TO '{path}' (FORMAT parquet)"
    )

    def told(done, _):
        if done == 99:
            os.utime(path, ns=(0, 0))

    with pytest.raises(InputError) as raised:
        batch([str(path)], Asked(ACCIDENT, {}), LIBRARY, output=tmp_path / "out.csv", told=told)
    assert [each.code for each in raised.value.faults] == ["E764"]
    assert [each.name for each in tmp_path.iterdir()] == ["in.parquet"]


def test_what_another_edition_changes_is_counted_and_listed(tmp_path):
    rows = [
        {"damaged_forest": area, "damaged_grassland": "0", "other_forest_land": "no", "date": "2025-05-01"}
        for area in ("0", "0.5", "1", "100", "1000公顷")
    ]
    found, graded_rows, _ = graded(tmp_path, table(tmp_path / "in.csv", *rows), FIRE, compare="2026")
    told = {(row["respond_level"], row["respond_compared"]) for row in graded_rows.values()}
    changed = {(each.before, each.after) for each in found.regraded.changes}
    assert changed == {pair for pair in told if pair[0] != pair[1]} != set()
    assert (
        found.regraded.rows == sum(each.rows for each in found.regraded.changes) == len(found.regraded.first)
    )


def test_places_and_months_are_counted(tmp_path):
    rows = [
        {"deaths": "3", "地点": place, "日期": day}
        for place, day in [("甲", "2026-01-02"), ("乙", "2026-02-01"), (" 甲\u3000", "2026-02-02")]
    ]
    rows.append({"deaths": "3人", "地点": "乙 ", "日期": "2026-02-03"})  # judged by itself
    found, graded_rows, _ = graded(tmp_path, table(tmp_path / "in.csv", *rows))
    assert [(each.name, each.rows) for each in found.by_place] == [("乙", 2), ("甲", 2)]
    assert graded_rows[3]["地点"] == " 甲\u3000"
    assert [each.name for each in found.by_month] == ["2026-01", "2026-02"]
    for lang in ("zh", "en"):
        assert "III" in plain(batch_sheet(found, lang), 80)


def test_one_row_is_explained_as_the_incident_it_is(tmp_path):
    path = table(tmp_path / "in.csv", {"deaths": "0"}, {"deaths": "3人", "date": "2026-03-01"})
    found = row_incident([path], Asked(ACCIDENT, {}), LIBRARY, 2, now=NOW)
    assert found.moment.isoformat() == "2026-03-01T00:00:00+08:00"
    situation = classify(found.incident, now=found.moment, library=LIBRARY)
    assert str(situation.level.certain) == "III"
    assert [each.id for each in situation.leading.criteria if each.truth is Truth.YES] == ["III-deaths"]
    assert main(["batch", path, "--plan", ACCIDENT, "--explain", "2", "--lang", "en"]) == 0


@pytest.mark.parametrize(
    ("day", "plan", "on", "moment"),
    [
        ("2025-05-04", f"{FIRE}@2026", None, "2025-05-04T00:00:00+08:00"),
        (None, f"{FIRE}@2026", None, "2026-11-20T10:00:00+08:00"),
        (None, FIRE, date(2026, 3, 1), "2026-03-01T00:00:00+08:00"),
    ],
)
def test_a_row_whose_day_does_not_pick_the_edition_is_explained_too(tmp_path, day, plan, on, moment):
    cells = {"damaged_forest": "5", "damaged_grassland": "0", "other_forest_land": "no"}
    path = table(tmp_path / "in.csv", **cells, **({"date": day} if day else {}))
    found = row_incident([path], Asked(plan, {}, on), LIBRARY, 1, now=NOW)
    assert found.moment.isoformat() == moment
    situation = classify(found.incident, now=found.moment, library=LIBRARY)
    assert str(situation.level.certain) == "IV"
    chosen = ["--plan", plan, *(["--on", str(on)] if on else [])]
    assert main(["batch", path, *chosen, "--explain", "1"]) == 0


@pytest.mark.parametrize(
    ("content", "asked", "code"),
    [
        ("deaths,serious_injuries\n0,0\n", {}, "E761"),
        ("deaths,死亡人数,serious_injuries,direct_loss\n0,0,0,0\n", {}, "E762"),
        ("deaths,deaths,serious_injuries,direct_loss\n0,0,0,0\n", {}, "E762"),
        ("a,a,serious_injuries,direct_loss\n0,0,0,0\n", {"maps": {"deaths": "a"}}, "E762"),
        ("deaths,serious_injuries,direct_loss,地点,地点\n0,0,0,甲,乙\n", {}, "E762"),
        ("deaths,serious_injuries,direct_loss\n0,0,0\n", {"maps": {"dead": "deaths"}}, "E763"),
        ("deaths,serious_injuries,direct_loss\n0,0,0\n", {"maps": {"deaths": "死亡"}}, "E763"),
        ("deaths,serious_injuries,direct_loss\n0,0,0\n", {"date": "day"}, "E763"),
        ("deaths,serious_injuries,直接经济损失（公顷）\n0,0,0\n", {}, "E765"),
        ("", {}, "E764"),
        ("\n", {}, "E764"),
        ("damaged_forest\n0\n", {"plan": FIRE}, "E766"),
        ("a\n0\n", {"plan": "jincheng/proposals"}, "E756"),
        ("a\n0\n", {"plan": "no-such-plan"}, "E502"),
        ("deaths,serious_injuries,direct_loss\n0,0,0\n", {"compare": "1999"}, "E504"),
        ("deaths,serious_injuries,direct_loss\n0,0,0\n", {"compare": "2007", "ranges": True}, "E910"),
        (
            "deaths,serious_injuries,direct_loss\n0,0,0\n",
            {"plan": "production-accident@2007", "on": date(2026, 1, 1)},
            "E910",
        ),
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_is_graded(tmp_path, content, asked, code):
    path = tmp_path / "in.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as raised:
        graded(tmp_path, str(path), **asked)
    assert code in {each.code for each in raised.value.faults}
    assert [each.name for each in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize(
    "name", ["none.csv", "folder.csv", "table.txt", "broken.parquet", "broken.xlsx", "/dev/zero"]
)
def test_what_is_no_table_is_refused(tmp_path, name):
    (tmp_path / "folder.csv").mkdir()
    for other in ("table.txt", "broken.parquet", "broken.xlsx"):
        (tmp_path / other).write_text("deaths\n0\n")
    with pytest.raises(InputError) as raised:
        batch([str(tmp_path / name)], Asked(ACCIDENT, {}), LIBRARY)
    assert [each.code for each in raised.value.faults] == ["E764"]


def test_a_damaged_file_is_told_as_such_and_not_as_a_full_disk(tmp_path):
    path, output = tmp_path / "in.parquet", tmp_path / "out.parquet"
    figures = (
        "hash(i) % 100 AS deaths, hash(i + 1) % 100 AS serious_injuries"  # of which some bytes are no figures
    )
    duckdb.sql(f"SELECT {figures}, 0 AS direct_loss FROM range(50000) t(i)").write_parquet(str(path))  # noqa: S608
    content = bytearray(path.read_bytes())
    content[1000:9000] = bytes(8000)
    path.write_bytes(content)
    with pytest.raises(InputError) as raised:
        batch([str(path)], Asked(ACCIDENT, {}), LIBRARY, output=output)
    assert [each.code for each in raised.value.faults] == ["E764"]
    assert [each.name for each in tmp_path.iterdir()] == ["in.parquet"]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    path = table(tmp_path / "in.csv", deaths="x")
    with pytest.raises(InputError) as raised:
        graded(tmp_path / "nowhere", path)
    assert [each.code for each in raised.value.faults] == ["E679"]
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError) as raised:
        batch([path], Asked(ACCIDENT, {}), LIBRARY, output=tmp_path / "folder.csv")
    assert [each.code for each in raised.value.faults] == ["E679"]
    with pytest.raises(InputError) as raised:
        batch([path], Asked(ACCIDENT, {}), LIBRARY, output=tmp_path / "out.json")
    assert [each.code for each in raised.value.faults] == ["E770"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--plan", ACCIDENT], "E906"),
        (["--plan", ACCIDENT, "--sql", "mysql"], "E774"),
        (["in.csv", "--plan", ACCIDENT, "--map", "deaths"], "E763"),
        (["in.csv", "--plan", ACCIDENT, "--explain", "2"], "E771"),
        (["in.csv", "--plan", ACCIDENT, "--explain", "0"], "E909"),
    ],
)
def test_the_command_tells_what_is_wrong(tmp_path, monkeypatch, capsys, arguments, code):
    table(tmp_path / "in.csv", deaths="3")
    monkeypatch.chdir(tmp_path)
    assert main(["batch", *arguments]) == 2
    assert code in capsys.readouterr().err


def test_the_command_gives_its_summary_as_data(tmp_path, capsys):
    path = table(tmp_path / "in.csv", {"deaths": "3"}, {"deaths": "x"})
    assert main(["batch", path, "--plan", ACCIDENT, "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["rows"], found["graded"]) == ("batch/1", 2, 1)


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "spark"])
def test_the_statement_for_a_database_of_ones_own_names_every_column(dialect):
    text = statement(FIRE, LIBRARY, dialect)
    for name in ("damaged_forest", "direct_loss", "occurred", "criteria"):
        assert name in text


def test_the_statement_grades_as_the_table_does(tmp_path):
    rows = [
        {"deaths": str(deaths), "serious_injuries": "0", "direct_loss": loss}
        for deaths in (0, 1, 2, 3, 9, 10, 29, 30)
        for loss in ("0", "0.000001", "999.999999", "1000", "5000", "10000")
    ]
    _, graded_rows, _ = graded(tmp_path, table(tmp_path / "in.csv", *rows))
    database = duckdb.connect()
    database.execute(
        "CREATE TABLE incidents AS SELECT deaths::BIGINT AS deaths, serious_injuries::BIGINT AS serious_injuries, "
        "direct_loss::DECIMAL(18, 6) AS direct_loss, DATE '2026-01-01' AS occurred FROM read_csv(?, all_varchar=true)",
        [str(tmp_path / "in.csv")],
    )
    text = statement(ACCIDENT, LIBRARY, "duckdb").rstrip().rstrip(";")
    found = database.execute(f"SELECT respond_level FROM ({text})").fetchall()  # noqa: S608
    assert [level for (level,) in found] == levels(graded_rows)


def test_levels_stand_in_the_order_of_their_plan(tmp_path):
    plan = prepared("example/severity@2026")
    rows = list(rows_of(plan, 200))
    found = batch([str(write(tmp_path / "in.csv", rows))], Asked("example/severity@2026", {}), LIBRARY)
    names = [each.certain for each in found.levels]
    gravest_first = [*plan.levels.gravest_first, "none"]
    assert names == [each for each in gravest_first if each in names]
    assert len(names) > 2


def test_the_command_leaves_signals_as_they_were_and_runs_in_any_thread(tmp_path, capsys):
    path = table(tmp_path / "in.csv", deaths="3")
    before = signal.getsignal(signal.SIGTERM)
    assert main(["batch", path, "--plan", ACCIDENT]) == 0
    assert signal.getsignal(signal.SIGTERM) is before
    codes = []
    thread = threading.Thread(target=lambda: codes.append(main(["batch", path, "--plan", ACCIDENT])))
    thread.start()
    thread.join()
    assert codes == [0]
    assert capsys.readouterr().err == ""


def test_the_engine_is_checked_before_anything_is_read(tmp_path, monkeypatch):
    path = table(tmp_path / "in.csv", deaths="3")
    for engine, output, code in (
        ("polars", "out.parquet", "E779"),
        ("spark:host", "out.parquet", "E779"),
        ("yarn", "there", "E778"),
        ("spark", "in.csv", "E776"),
        ("spark", "there", "E778"),
    ):
        (tmp_path / "there.parquet").mkdir(exist_ok=True)
        name = tmp_path / ("there.parquet" if output == "there" else output)
        with pytest.raises(InputError) as raised:
            batch([path], Asked(ACCIDENT, {}), LIBRARY, output=name, engine=engine)
        assert [each.code for each in raised.value.faults] == [code]
    monkeypatch.setitem(sys.modules, "pyspark", None)
    for engine in ("spark", "yarn", "spark://host:7077", "local[2]", "k8s://https://host:443"):
        with pytest.raises(MissingExtraError) as missing:
            batch([path], Asked(ACCIDENT, {}), LIBRARY, engine=engine)
        assert [each.code for each in missing.value.faults] == ["E772"]


def test_what_a_database_works_out_fast_is_written():
    text = " ".join(statement("dora-incident@2025", LIBRARY, "duckdb").split())
    assert "> 3 * CAST" in text.replace(
        "( ", "("
    )  # more than three tenths of whole numbers, with nothing added
    assert "+ 1" not in text
    assert "THEN 1 ELSE 0" not in text.partition("AS level")[0]


def test_queries_are_put_into_the_dialect_of_spark():
    assert translated("SELECT regexp_full_match(trim(c), 'a|b') FROM given") == (
        r"SELECT TRIM(c) RLIKE '^(?:a|b)\\z' FROM given"
    )


def test_a_file_that_is_given_twice_is_not_counted_twice(tmp_path):
    path = table(tmp_path / "in.csv", deaths="3")
    (tmp_path / "link.csv").symlink_to(tmp_path / "in.csv")
    for paths in ([path, path], [path, str(tmp_path / "*.csv")], [path, str(tmp_path / "link.csv")]):
        with pytest.raises(InputError) as raised:
            batch(paths, Asked(ACCIDENT, {}), LIBRARY)
        assert [each.code for each in raised.value.faults] == ["E764"]
        assert "more than once" in raised.value.faults[0].problem.en


FIRES = "发生日期,damaged_forest,damaged_grassland,other_forest_land,trees_undamaged,deaths,serious_injuries,direct_loss\n"


def fires(path, *rows):
    path.write_text(FIRES + "".join(f"{row}\n" for row in rows), "utf-8")
    return str(path)


def test_months_are_told_where_one_edition_is_named(tmp_path):
    path = fires(
        tmp_path / "in.csv", "2025-01-03,5,0,no,no,0,0,0", "2025年3月4日 8时30分,5,0,no,no,0,0,0", ",5,0,no,no,0,0,0",
        "去年,5,0,no,no,0,0,0",
    )  # fmt: skip
    for asked in ({"plan": f"{FIRE}@2026"}, {"plan": FIRE, "on": date(2026, 6, 1)}):
        found, rows, _ = graded(tmp_path, path, **asked)
        assert [(each.name, each.rows) for each in found.by_month] == [
            ("", 2),
            ("2025-01", 1),
            ("2025-03", 1),
        ]
        assert len(rows) == 4


def test_what_another_edition_leaves_open_is_told(tmp_path):
    path = fires(tmp_path / "in.csv", "2025-05-01,0.01..0.9公顷,0,no,no,0,0,0", "2025-05-01,5,0,no,no,0,0,0")
    found, rows, _ = graded(tmp_path, path, FIRE, compare="2026")
    assert (found.regraded.rows, found.regraded.open, found.regraded.first_open) == (1, 1, (1,))
    assert [row["respond_compared"] for row in rows.values()] == ["", "IV"]
    assert "so nobody can say: 1" in plain(batch_sheet(found, "en"))


@pytest.mark.parametrize(
    ("area", "undamaged", "excluded"),
    [("5", "yes", "not-counted-other-land"), ("5公顷", "yes", "not-counted-other-land"), ("5", "是", "not-counted-other-land"),
     ("5", "unknown", ""), ("5公顷", "unknown", ""), ("5", "", ""), ("5", "no", "")],
)  # fmt: skip
def test_what_excludes_is_told_alike_however_cells_are_written(tmp_path, area, undamaged, excluded):
    path = fires(tmp_path / "in.csv", f"2026-05-01,{area},0,yes,{undamaged},0,0,0")
    found, rows, _ = graded(tmp_path, path, FIRE)
    assert rows[1]["respond_level"] == "IV"
    assert rows[1]["respond_excluded"] == excluded
    assert [(each.by, each.rows) for each in found.excluded] == ([(excluded, 1)] if excluded else [])


@pytest.mark.parametrize("area", [("5", "6"), ("5公顷", "6"), ("", "0.066"), ("不详", "0.066")])
def test_nothing_is_told_of_what_hangs_on_a_range_however_it_is_written(tmp_path, area):
    path = tmp_path / "in.csv"
    path.write_text(
        FIRES.replace("damaged_forest,", "damaged_forest_lo,damaged_forest_hi,") + f"2026-05-01,{','.join(area)},0,no,no,0,0,0\n"
    )  # fmt: skip
    batch([str(path)], Asked(FIRE, {}, ranges=True), LIBRARY, output=tmp_path / "out.parquet")
    [(criteria,)] = duckdb.execute(f"SELECT respond_criteria FROM '{tmp_path / 'out.parquet'}'").fetchall()  # noqa: S608
    assert criteria is None


def test_an_open_level_names_what_is_not_known(tmp_path):
    _, _, refused = graded(tmp_path, table(tmp_path / "in.csv", deaths="", direct_loss="5"))
    assert "not exact: deaths" in refused[0]["respond_said"]


@pytest.mark.parametrize(
    "arguments",
    [["--sql", "postgres", "-o", "x.csv"], ["--sql", "postgres", "--map", "deaths=a"], ["in.csv", "--sql", "postgres"],
     ["--sql", "postgres", "--ranges"], ["in.csv", "--explain", "1", "-o", "x.csv"]],
)  # fmt: skip
def test_options_that_would_say_nothing_are_refused(tmp_path, monkeypatch, capsys, arguments):
    table(tmp_path / "in.csv", deaths="3")
    monkeypatch.chdir(tmp_path)
    assert main(["batch", "--plan", ACCIDENT, *arguments]) == 2
    assert "E910" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["in.csv"]


def test_the_statement_names_what_only_exclusions_need():
    text = statement(f"{FIRE}@2026", LIBRARY, "postgres")
    assert "-- trees_undamaged: true or false; for respond_excluded alone, and may be NULL" in text
    assert "-- occurred: the day it occurred" not in text
    assert "-- occurred: the day it occurred" in statement(FIRE, LIBRARY, "postgres")


@pytest.mark.parametrize(
    ("told", "code"), [("Query interrupted", 130), ("INTERRUPT Error: Interrupted!", 130)]
)
def test_an_interruption_the_database_tells_is_one(tmp_path, monkeypatch, told, code):
    path = table(tmp_path / "in.csv", deaths="3")

    def broken(*_):
        raise RuntimeError(told)

    monkeypatch.setattr(Grader, "_counted", broken)
    assert main(["batch", path, "--plan", ACCIDENT, "-o", str(tmp_path / "out.csv")]) == code
    assert [each.name for each in tmp_path.iterdir()] == ["in.csv"]


def test_the_bar_moves_with_rows_that_are_judged_one_by_one(tmp_path):
    path = table(tmp_path / "in.csv", *({"deaths": f"{number}人"} for number in range(1500)))
    steps = []
    batch([path], Asked(ACCIDENT, {}), LIBRARY, told=lambda done, of: steps.append((done, of)))
    assert steps == sorted(steps)
    assert len({done for done, _ in steps if 1 < done < 90}) == 2
    assert steps[-1] == (100, 100)


def test_ranges_that_no_corner_tells_are_named(tmp_path):
    path = fires(tmp_path / "in.csv", "2010-05-01,5..6公顷,0,no,no,1,0,0")
    found, _, _ = graded(tmp_path, path, FIRE, ranges=True)
    assert any("reckoned with other facts" in note.en for note in found.notes)


def test_a_temporary_folder_that_is_full_is_no_fault_of_the_table(tmp_path, monkeypatch):
    from respond.tables import table as tables  # noqa: PLC0415

    def full(*_):
        raise duckdb.IOException('IO Error: Could not write file "x": No space left on device')

    monkeypatch.setitem(tables._READERS, ".csv", full)
    with pytest.raises(InputError) as raised:
        batch([table(tmp_path / "in.csv", deaths="3")], Asked(ACCIDENT, {}), LIBRARY)
    assert [each.code for each in raised.value.faults] == ["E775"]


def test_a_line_in_no_known_encoding_is_named(tmp_path):
    head = "deaths,serious_injuries,direct_loss,备注\n".encode("gb18030")
    path = tmp_path / "in.csv"
    for bad, said in ((b"\xff\xff", "its line 3 is neither"), ("一二三".encode(), "its line 3 is in UTF-8")):
        path.write_bytes(head + "3,0,0,甲乙\n".encode("gb18030") + b"3,0,0," + bad + b"\n3,0,0,x\n")
        with pytest.raises(InputError) as raised:
            batch([str(path)], Asked(ACCIDENT, {}), LIBRARY)
        [found] = raised.value.faults
        assert (found.code, said in found.problem.en) == ("E764", True)
