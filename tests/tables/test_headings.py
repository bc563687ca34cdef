"""Which column holds what, and in which unit: what a heading says is taken at its word, or refused, and never guessed."""

import random
from datetime import datetime

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from boundaries import LIBRARY, calm_of, cells_of, read, write

import respond
from respond.__main__ import main
from respond.errors import InputError
from respond.show import plain
from respond.tables import Asked, batch, batch_sheet, row_incident
from respond.tables.matching import columns_of

ACCIDENT, FIRE, CYBER, DORA = (
    "production-accident", "forest-grassland-fire", "cyber-incident@2025", "dora-incident@2025",
)  # fmt: skip


def graded(tmp_path, heading, cell, plan=ACCIDENT, maps=None, calm=None, **asked):
    """Grade one row of which one column is called so, and all others are calm."""
    calm = {"deaths": "0", "serious_injuries": "0", "direct_loss": "0"} if calm is None else calm
    names, cells = [*calm, heading], [*calm.values(), cell]
    path = tmp_path / "in.csv"
    path.write_text(",".join(f'"{each}"' for each in names) + "\n" + ",".join(cells) + "\n", "utf-8")
    found = batch([str(path)], Asked(plan, maps or {}, **asked), LIBRARY, output=tmp_path / "out.csv")
    return found, read(tmp_path / "out.csv").get(1, {}).get("respond_level")


def code_of(*given, **asked):
    with pytest.raises(InputError) as raised:
        graded(*given, **asked)
    return [each.code for each in raised.value.faults]


NOW = datetime.fromisoformat("2026-11-20T10:00+08:00")
REST = {"deaths": "0", "serious_injuries": "0"}
HURT = {"serious_injuries": "0", "direct_loss": "0"}


@pytest.mark.parametrize(
    ("heading", "cell", "level"),
    [
        ("直接经济损失（万元）", "1000", "III"), ("直接经济损失（元）", "10000000", "III"), ("直接经济损失（元）", "9999999", "IV"),
        ("直接经济损失（单位：元）", "10000000", "III"), ("直接经济损失【亿元】", "0.1", "III"), ("直接经济损失/元", "9999999", "IV"),
        ("直接经济损失_亿元", "1", "I"), ("直接经济损失(千元)", "10000", "III"), ("直接 经济损失 （元）*", "9999999", "IV"),
        ("direct_loss(元)", "9999999", "IV"), ("直接经济损失（万元）", "999.999999", "IV"), ("直接经济损失（元）", "9999999.99", "IV"),
    ],
)  # fmt: skip
def test_a_unit_of_the_heading_is_what_bare_numbers_count_in(tmp_path, heading, cell, level):
    assert graded(tmp_path, heading, cell, calm=REST)[1] == level


@pytest.mark.parametrize(
    ("heading", "cell", "level"),
    [
        ("死亡人数（人）", "9", "III"), ("死亡人数（百人）", "1", "I"), ("死亡人数（百人）", "0.1", "II"), ("死亡人数（万人）", "0.0009", "III"),
        ("死亡人数（万人）", "1人", "IV"), ("死亡人数（百人）", "1.0", "I"), ("死亡人数（百人）", "0.1..0.2", "II"),
    ],
)  # fmt: skip
def test_counts_count_in_the_unit_of_the_heading_too(tmp_path, heading, cell, level):
    found, told = graded(tmp_path, heading, cell, calm=HURT)
    assert told == level
    assert [each.unit for each in found.columns] == [heading[5:-1], "", "万元"]


def test_a_count_that_would_be_no_whole_number_is_refused(tmp_path):
    found, level = graded(tmp_path, "死亡人数（百人）", "0.015", calm=HURT)
    assert level is None
    assert [each.code for each in found.refused] == ["E304"]


@pytest.mark.parametrize("engine_type", ["BIGINT", "DOUBLE", "VARCHAR"])
def test_counts_of_every_type_of_column_are_multiplied(tmp_path, engine_type):
    path = tmp_path / "in.parquet"
    duckdb.execute(
        f"COPY (SELECT 0 AS serious_injuries, CAST(1 AS {engine_type}) AS \"死亡人数（百人）\", 0 AS direct_loss) TO '{path}'"
    )
    found = batch([str(path)], Asked(ACCIDENT, {}), LIBRARY)
    assert [(each.certain, each.rows) for each in found.levels] == [("I", 1)]
    assert found.one_by_one == 0


@pytest.mark.parametrize("heading", ["直接经济损失（公顷）", "直接经济损失（估算）", "直接经济损失（元/人）"])
def test_what_is_no_unit_of_the_fact_is_refused(tmp_path, heading):
    assert code_of(tmp_path, heading, "1000", calm=REST) == ["E765"]


@pytest.mark.parametrize("heading", ["死亡人数（万元）", "死亡人数（公顷）", "死亡人数（%）"])
def test_what_is_no_unit_of_a_count_is_refused(tmp_path, heading):
    assert code_of(tmp_path, heading, "3", calm={"serious_injuries": "0", "direct_loss": "0"}) == ["E765"]


@pytest.mark.parametrize(
    ("heading", "cell", "level"),
    [("损失（元）", "9999999", "IV"), ("损失/元", "9999999", "IV"), ("损失（单位：元）", "10000000", "III"), ("损失", "1000", "III")],
)  # fmt: skip
def test_a_column_that_is_mapped_keeps_its_unit(tmp_path, heading, cell, level):
    assert graded(tmp_path, heading, cell, maps={"direct_loss": heading}, calm=REST)[1] == level


@pytest.mark.parametrize("heading", ["损失（估算）", "损失万元", "损失（元/人）"])
def test_a_column_that_is_mapped_is_refused_where_its_unit_is_not_sure(tmp_path, heading):
    assert code_of(tmp_path, heading, "1000", maps={"direct_loss": heading}, calm=REST) == ["E765"]
    assert graded(tmp_path, heading, "9999999", maps={"direct_loss:元": heading}, calm=REST)[1] == "IV"
    assert code_of(tmp_path, heading, "1000", maps={"direct_loss:公顷": heading}, calm=REST) == ["E765"]


def test_per_cents_are_a_hundredth(tmp_path):
    prepared = LIBRARY.prepared(LIBRARY.find(CYBER))
    fact = prepared.facts["province_share"]
    for column, maps in (("province_share（%）", {}), ("占比(%)", {"province_share": "占比(%)"})):
        found = columns_of({"province_share": fact}, [column], maps, ranges=False, asked=["province_share"])
        low = found["province_share"].low
        assert str(low.read("60").value) == "3/5"
        assert (low.read("0.5..1").low, low.read("0.5..1").high) == (
            low.read("0.5").value,
            low.read("1").value,
        )


def test_ranges_of_bare_numbers_are_in_the_unit_of_the_heading(tmp_path):
    found, _ = graded(tmp_path, "直接经济损失（元）", "1..9999999", calm=REST, ranges=True)
    assert [(each.certain, each.possible) for each in found.levels] == [("IV", "IV")]
    found, _ = graded(tmp_path, "直接经济损失", "1000以上", calm=REST, ranges=True)
    assert [(each.certain, each.possible) for each in found.levels] == [("III", "I")]
    found, _ = graded(tmp_path, "直接经济损失", "1..999", calm=REST)
    assert [each.certain for each in found.levels] == ["IV"]


@pytest.mark.parametrize(
    "heading",
    ["直接经济损失下限（元）", "直接经济损失（元）下限", "direct_loss_lo（元）", "direct_loss（元）_lo"],
)
def test_the_end_of_a_range_and_its_unit_stand_in_any_order(tmp_path, heading):
    found, _ = graded(tmp_path, heading, "9999999", calm=REST, ranges=True)
    assert [(each.certain, each.possible) for each in found.levels] == [("IV", "I")]
    assert any("lower end alone" in each.en for each in found.notes)


def test_two_columns_of_days_are_not_chosen_from(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("日期,发生时间,damaged_forest,damaged_grassland,other_forest_land,deaths,serious_injuries,direct_loss\n"
                    "2026-01-05,2025-12-20,5,0,no,0,0,0\n")  # fmt: skip
    with pytest.raises(InputError) as raised:
        batch([str(path)], Asked(FIRE, {}), LIBRARY)
    assert [(each.code, "日期, 发生时间" in each.problem.zh) for each in raised.value.faults] == [
        ("E784", True)
    ]
    assert [each.certain for each in batch([str(path)], Asked(FIRE, {}, date="日期"), LIBRARY).levels] == [
        "IV"
    ]


def test_an_end_of_a_range_is_never_proposed_for_the_whole(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("serious_injuries,死亡人数_lo,死亡人数_hi,direct_loss\n0,9,10,0\n", "utf-8")
    with pytest.raises(InputError) as raised:
        batch([str(path)], Asked(ACCIDENT, {}), LIBRARY)
    assert [each.code for each in raised.value.faults] == ["E785"]
    with pytest.raises(InputError) as raised:
        batch([str(path)], Asked(ACCIDENT, {"deaths": "死亡人数"}, ranges=True), LIBRARY)
    [found] = raised.value.faults
    assert found.code == "E763"
    assert "死亡人数_" not in str(found.suggestion)
    found = batch([str(path)], Asked(ACCIDENT, {}, ranges=True), LIBRARY)
    assert [(each.certain, each.possible) for each in found.levels] == [("III", "II")]


def test_a_fact_is_mapped_once(tmp_path, capsys, monkeypatch):
    (tmp_path / "in.csv").write_text("a,b,serious_injuries,direct_loss\n3,9,0,0\n")
    monkeypatch.chdir(tmp_path)
    assert main(["batch", "in.csv", "--plan", ACCIDENT, "--map", "deaths=a", "--map", "deaths=b"]) == 2
    assert "E762" in capsys.readouterr().err
    with pytest.raises(InputError) as raised:
        batch([str(tmp_path / "in.csv")], Asked(ACCIDENT, {"deaths": "a", "deaths:人": "b"}), LIBRARY)
    assert [each.code for each in raised.value.faults] == ["E762"]


def test_columns_of_parquet_that_differ_in_capitals_alone_are_refused(tmp_path):
    names = ["Deaths", "s", "deaths", "serious_injuries", "direct_loss"]
    held = [pa.array([30]), pa.array([{"deaths": 1}]), *(pa.array([each]) for each in (3, 0, 0))]
    pq.write_table(pa.Table.from_arrays(held, names=names), tmp_path / "in.parquet")
    with pytest.raises(InputError) as raised:
        batch([str(tmp_path / "in.parquet")], Asked(ACCIDENT, {}), LIBRARY)
    assert [(each.code, "`deaths`" in each.problem.en) for each in raised.value.faults] == [("E764", True)]
    pq.write_table(pa.Table.from_arrays(held[1:], names=names[1:]), tmp_path / "in.parquet")
    assert batch([str(tmp_path / "in.parquet")], Asked(ACCIDENT, {}), LIBRARY).graded == 1


def workbook(path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return str(path)


def test_headings_of_a_workbook_may_be_broken_over_lines(tmp_path):
    path = workbook(
        tmp_path / "县.xlsx", ["备\n注", "死亡\n人数", "serious_injuries", "直接经济损失\n（元）"], ["第一行\n第二行", 0, 0, 9999999], ["b", 3, 0, 0]
    )  # fmt: skip
    found = batch([path], Asked(ACCIDENT, {}), LIBRARY, output=tmp_path / "out.csv")
    assert [(each.certain, each.rows) for each in found.levels] == [("III", 1), ("IV", 1)]


def test_a_fault_of_a_workbook_names_the_workbook(tmp_path):
    empty = workbook(tmp_path / "空.xlsx")
    with pytest.raises(InputError) as raised:
        batch([empty], Asked(ACCIDENT, {}), LIBRARY)
    assert [(each.code, each.place.file) for each in raised.value.faults] == [("E764", empty)]
    one, two = (workbook(tmp_path / f"{each}.xlsx", [each, "deaths"], [1, 2]) for each in "ab")
    with pytest.raises(InputError) as raised:
        batch([one, two], Asked(ACCIDENT, {}), LIBRARY)
    assert [(each.code, each.place.file) for each in raised.value.faults] == [("E764", two)]


def test_the_summary_says_what_was_taken_for_what(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("县,发生日期,死亡人数,serious_injuries,损失（元）\n甲,2025-01-01,0,0,9999999\n", "utf-8")
    found = batch([str(path)], Asked(ACCIDENT, {"direct_loss": "损失（元）"}), LIBRARY)
    assert [(each.fact, each.column, each.unit) for each in found.columns] == [
        ("deaths", "死亡人数", ""), ("serious_injuries", "serious_injuries", ""), ("direct_loss", "损失（元）", "元"),
    ]  # fmt: skip
    assert (found.day, found.place) == ("发生日期", "县")
    text = plain(batch_sheet(found, "zh"))
    assert "direct_loss ← 损失（元）（按元数）" in text
    assert "日期 ← 发生日期" in text


def test_the_library_says_what_it_takes(tmp_path):
    (tmp_path / "in.csv").write_text("deaths,serious_injuries,direct_loss\n3,0,0\n")
    for given in (
        {"table": []},
        {"table": 3},
        {"maps": ["deaths=a"]},
        {"maps": {"deaths": None}},
        {"day": 3},
    ):
        arguments = {"table": tmp_path / "in.csv", "plan": ACCIDENT} | given
        with pytest.raises(InputError) as raised:
            respond.batch(**arguments)
        assert {each.code for each in raised.value.faults} == {"E750"}


@pytest.mark.parametrize(
    ("heading", "cell", "level"),
    [("死亡人数（万人）", "0.0003..0.0003", "III"), ("死亡人数（万人）", "3-3", "I"), ("死亡人数（百人）", "0.03~0.03", "III")],
)  # fmt: skip
def test_a_range_with_equal_ends_is_in_the_unit_of_the_heading_too(tmp_path, heading, cell, level):
    assert graded(tmp_path, heading, cell, calm=HURT)[1] == level
    assert graded(tmp_path, "直接经济损失（元）", "9999999..9999999", calm=REST)[1] == "IV"


def test_a_fraction_is_a_share_whatever_the_heading_says():
    fact = LIBRARY.prepared(LIBRARY.find(CYBER)).facts["province_share"]
    low = matched("province_share（%）", fact)
    assert (
        low.read("1/10") == low.read("10%") == low.read("10") == matched("province_share", fact).read("1/10")
    )
    assert (low.read("1/3..2/3").low, low.read("1/3..2/3").high) == (
        low.read("1/3").value,
        low.read("2/3").value,
    )


def matched(column, fact):
    return columns_of({fact.id: fact}, [column], {}, ranges=False, asked=[fact.id])[fact.id].low


@pytest.mark.parametrize(
    "heading",
    ["损失（元）合计", "损失（元）1", "损失（元）：", "（元）损失", "损失「元」", "损失《元》", "loss_元_合计", "元", "（元）", "损失元合计"],
)  # fmt: skip
def test_a_mapped_column_with_a_unit_anywhere_is_not_counted_in_another(tmp_path, heading):
    found = dict.fromkeys(("level", "code"))
    try:
        found["level"] = graded(tmp_path, heading, "9999999", maps={"direct_loss": heading}, calm=REST)[1]
    except InputError as error:
        found["code"] = [each.code for each in error.faults]
    assert found in ({"level": "IV", "code": None}, {"level": None, "code": ["E765"]})
    assert graded(tmp_path, heading, "9999999", maps={"direct_loss:元": heading}, calm=REST)[1] == "IV"


def test_a_unit_that_is_named_may_not_contradict_the_heading(tmp_path):
    assert code_of(tmp_path, "损失（元）", "1", maps={"direct_loss:万元": "损失（元）"}, calm=REST) == [
        "E765"
    ]


def test_a_plain_number_counts_in_nothing():
    fact = LIBRARY.prepared(LIBRARY.find("example/severity@2026")).facts["error_budget"]
    for column in ("error_budget (points)", "error_budget (%)"):
        with pytest.raises(InputError) as raised:
            matched(column, fact)
        assert [each.code for each in raised.value.faults] == ["E765"]
    assert matched("error_budget（万）", fact).read("0.002") == matched("error_budget", fact).read("20")
    given = columns_of(
        {fact.id: fact}, ["b (points)"], {f"{fact.id}:1": "b (points)"}, ranges=False, asked=[fact.id]
    )
    assert given[fact.id].low.read("20") == matched("error_budget", fact).read("20")


def test_labels_of_two_editions_are_two_columns_of_one_fact(tmp_path):
    names = [
        LIBRARY.prepared(LIBRARY.find(f"{FIRE}@{each}")).facts["other_forest_land"].label.zh
        for each in (2009, 2026)
    ]
    assert len(set(names)) == 2
    calm = "damaged_forest,damaged_grassland,deaths,serious_injuries,direct_loss,date"
    path = tmp_path / "in.csv"
    path.write_text(f"{calm},{','.join(names)}\n0,0,0,0,0,2025-02-01,yes,no\n", "utf-8")
    for plan in (FIRE, f"{FIRE}@2009", f"{FIRE}@2026"):
        with pytest.raises(InputError) as raised:
            batch([str(path)], Asked(plan, {}), LIBRARY)
        assert [each.code for each in raised.value.faults] == ["E762"]
    for name in names:
        path.write_text(f"{calm},{name}\n0,0,0,0,0,2025-02-01,yes\n", "utf-8")
        assert batch([str(path)], Asked(FIRE, {}), LIBRARY).graded == 1


def test_cells_of_a_workbook_are_read_as_they_are_shown(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["deaths", "serious_injuries", "直接经济损失", "占比（%）"])
    book.active.append([0, 0, 1, 0.05])
    for column, shown in (("C", '0.0"亿元"'), ("D", "0.0%")):
        book.active[f"{column}2"].number_format = shown
    book.save(tmp_path / "in.xlsx")
    batch([str(tmp_path / "in.xlsx")], Asked(ACCIDENT, {}), LIBRARY, output=tmp_path / "out.csv")
    assert [(row["respond_level"], row["占比（%）"]) for row in read(tmp_path / "out.csv").values()] == [
        ("I", "5%")
    ]


FIGURES = {"deaths": "0", "serious_injuries": "0", "direct_loss": "0"}


def parquet(path, **columns):
    held = ", ".join(f"{value} AS {name}" for name, value in (FIGURES | columns).items())
    duckdb.execute(f"COPY (SELECT {held}) TO '{path}' (FORMAT parquet)")
    return str(path)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("CAST(9999 AS BIGINT)", "CAST(5 AS FLOAT)", False), ("CAST(999.99999 AS DECIMAL(12, 5))", "CAST(5 AS DOUBLE)", False),
        ("CAST(3 AS BIGINT)", "true", False), ("'3'", "CAST(0.1 AS DOUBLE)", False),
        ("CAST(999.99999 AS DECIMAL(12, 5))", "CAST(5 AS BIGINT)", True), ("CAST(3 AS INTEGER)", "CAST(5 AS BIGINT)", True),
        ("'1000'", "CAST(5 AS BIGINT)", True),
    ],
)  # fmt: skip
def test_files_whose_types_no_exact_type_holds_are_not_one_table(tmp_path, one, other, together):
    paths = [
        parquet(tmp_path / "a.parquet", direct_loss=one),
        parquet(tmp_path / "b.parquet", direct_loss=other),
    ]
    if together:
        alone = [batch([path], Asked(ACCIDENT, {}), LIBRARY).levels for path in paths]
        both = batch(paths, Asked(ACCIDENT, {}), LIBRARY).levels
        assert sorted(each.certain for each in both for _ in range(each.rows)) == sorted(
            each.certain for every in alone for each in every
        )
        return
    with pytest.raises(InputError) as raised:
        batch(paths, Asked(ACCIDENT, {}), LIBRARY)
    assert [(each.code, "`direct_loss`" in each.problem.en) for each in raised.value.faults] == [
        ("E764", True)
    ]


def test_days_with_and_without_an_offset_are_not_one_column(tmp_path):
    moments = ("TIMESTAMP '2025-12-31 16:30:00'", "TIMESTAMPTZ '2025-12-31 16:30:00+00'", "DATE '2026-01-01'")
    paths = [parquet(tmp_path / f"{number}.parquet", day=each) for number, each in enumerate(moments)]
    for pair in ((0, 1), (1, 2), (0, 2)):
        with pytest.raises(InputError) as raised:
            batch([paths[each] for each in pair], Asked(ACCIDENT, {}), LIBRARY)
        assert [each.code for each in raised.value.faults] == ["E764"]


def test_one_flag_that_is_none_refuses_its_row_alone(tmp_path):
    calm = "0 AS damaged_forest, 0 AS damaged_grassland, 0 AS deaths, 0 AS serious_injuries, 0 AS direct_loss"
    duckdb.execute(
        f"COPY (SELECT {calm}, CAST(x AS DOUBLE) AS other_forest_land, DATE '2025-02-01' AS day FROM (VALUES (2), (1)) t(x)) "  # noqa: S608
        f"TO '{tmp_path / 'in.parquet'}' (FORMAT parquet)"
    )
    found = batch([str(tmp_path / "in.parquet")], Asked(FIRE, {}), LIBRARY)
    assert [(each.code, each.rows) for each in found.refused] == [("E320", 2)]


def test_a_judgement_of_a_row_is_explained(tmp_path):
    plan = LIBRARY.prepared(LIBRARY.find("jiaocheng/vaccine-quality@2024"))
    calm = calm_of(plan, cells_of(plan), random.Random(1))
    path = write(tmp_path / "in.csv", [calm])
    found = batch([str(path)], Asked("jiaocheng/vaccine-quality", {}), LIBRARY)
    row = row_incident([str(path)], Asked("jiaocheng/vaccine-quality", {}), LIBRARY, 1, now=NOW)
    assert respond.classify(row.incident, now=row.moment).level.certain.name == found.levels[0].certain


def test_a_mapped_heading_may_be_broken_over_lines(tmp_path):
    path = workbook(tmp_path / "in.xlsx", ["deaths", "serious_injuries", "损失\n（元）"], [0, 0, 9999999])
    for name in ("损失（元）", "损失\n（元）", "损失 (元)"):
        found = batch([path], Asked(ACCIDENT, {"direct_loss": name}), LIBRARY)
        assert [each.certain for each in found.levels] == ["IV"]
