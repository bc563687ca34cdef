"""Which column holds what, and in which unit: what a heading says is taken at its word, or refused, and never guessed."""

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from boundaries import LIBRARY, read

import respond
from respond.__main__ import main
from respond.errors import InputError
from respond.show import plain
from respond.tables import Asked, batch, batch_sheet

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
    from respond.tables.matching import columns_of  # noqa: PLC0415

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
