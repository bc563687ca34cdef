"""Tables on Spark come out as on DuckDB: at every boundary, with ranges, days and odd cells; run where Spark is installed."""

import csv
import os
from datetime import datetime
from decimal import Decimal

import duckdb
import pytest
from boundaries import GRADED, LIBRARY, prepared, rows_of, value, write

from respond import level_function
from respond.errors import InputError
from respond.tables import Asked, batch, row_incident
from respond.tables.graded import Grader

NOW = datetime.fromisoformat("2026-11-20T10:00+08:00")

pytest.importorskip("pyspark")
pytestmark = pytest.mark.filterwarnings("default")  # Spark warns of what it is itself made of

from respond.tables.spark import Spark, opened_on_spark  # noqa: E402

ROWS = int(os.environ.get("RESPOND_ROWS", "1500"))
"""Rows of each edition; `RESPOND_ROWS=200000` tries as many as are wanted."""
FIRE, ACCIDENT = "forest-grassland-fire", "production-accident"


@pytest.fixture(scope="module", autouse=True)
def session():
    from pyspark.sql import SparkSession  # noqa: PLC0415

    builder = SparkSession.builder.master("local[2]").config("spark.sql.shuffle.partitions", "2")
    found = builder.config("spark.ui.enabled", "false").config("spark.log.level", "ERROR").getOrCreate()
    yield found
    found.stop()


@pytest.mark.parametrize("name", GRADED)
def test_every_row_has_the_level_it_has_by_itself(tmp_path, name):
    plan, level = prepared(name), level_function(name, library=LIBRARY)
    rows = list(rows_of(plan, ROWS))
    with opened_on_spark([str(write(tmp_path / "in.csv", rows))]) as table:
        grader = Grader.of(table, Asked(name, {}), LIBRARY, "zh")
        found = {number: graded for number, _, graded, _ in table.ask(grader.selection.levels())}
    assert sorted(found) == list(range(1, ROWS + 1))
    for number, row in enumerate(rows, 1):
        try:
            expected = level({each: value(row[each], plan.facts[each]) for each in level.facts}).name
        except InputError:
            expected = None
        assert found[number] == expected, row


def both(tmp_path, paths, plan, ending=".csv", **asked):
    """Grade on both engines; give what each found, the rows it wrote and those it refused."""
    told = []
    for engine in ("duckdb", "spark"):
        output = tmp_path / f"{engine}{ending}"
        asking = Asked(plan, asked.get("maps", {}), **{k: v for k, v in asked.items() if k != "maps"})
        found = batch(paths, asking, LIBRARY, output=output, lang="en", engine=engine)
        parts = str(output / f"*{ending}") if output.is_dir() else str(output)
        reader = "read_parquet(?)" if ending == ".parquet" else "read_csv(?, all_varchar=true)"
        rows = duckdb.execute(
            f"SELECT * FROM {reader} ORDER BY CAST(respond_row AS BIGINT)",  # noqa: S608
            [parts],
        )
        names = [name for name, *_ in rows.description]
        bad = tmp_path / f"{engine}.refused.csv"
        lines = bad.read_text("utf-8").splitlines(keepends=True) if bad.exists() else []
        refused = list(csv.reader(lines))
        told.append((found, names, rows.fetchall(), refused))
    return told


def test_days_odd_cells_and_comparisons_come_out_alike(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(
        "编号,发生日期,地点,受害森林面积（公顷）,受害草原面积,死亡人数,重伤人数,direct_loss,其他林地\n"
        "1,2025-03-02,甲县,0.6,0,0,0,0,否\n2,2025-04-05,\"乙,\"\"县\",120,0,1,0,0,否\n3,2025年4月6日,乙县,2,15,3人,0,300,否\n"
        "4,2025-05-01,,约3,0,0,0,0,否\n5,2026-02-11,${x},0.05,0,0,12,0,是\n6,2025-12-31, 甲县 ,,0,0,0,0,否\n7,1\n"
        "8,2026-02-30,a\\b,1,0,0,0,0,否\n9,2026-02-28,'丙',\"1\n\",0,0,0,0,否\n",
        "utf-8",
    )  # fmt: skip
    asked = {"maps": {"other_forest_land": "其他林地"}, "compare": "2026"}
    duck, spark = both(tmp_path, [str(path)], FIRE, **asked)
    assert spark == duck
    assert duck[0].regraded.rows
    assert duck[0].one_by_one
    assert len(duck[0].refused) > 2


def test_ranges_come_out_alike(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(
        "deaths_lo,deaths_hi,serious_injuries,direct_loss\n2,4,0,0\n3,,0,0\n0,0,0,0\n5,2,0,0\n,,1,1\n"
    )
    duck, spark = both(tmp_path, [str(path)], ACCIDENT, ranges=True)
    assert spark == duck
    assert [row[-3] for row in duck[2]] == ["III", "I", "none", "I"]


def test_parquet_files_are_read_by_their_types_in_their_order(tmp_path):
    rows = (
        "SELECT {first} + i AS deaths, CASE i WHEN 3 THEN 1.5 WHEN 4 THEN NULL ELSE i * 1e6 END AS serious_injuries, "
        "CAST(i + 0.25 AS DECIMAL(9, 2)) AS direct_loss, to_timestamp(1767196790 + i * 5) AS occurred, "
        "'a' || i AS \"a `b`.c\", i % 2 = 0 AS flag, CAST(i AS REAL) AS share, -0.0 AS less, 1e20 AS more "
        "FROM range(6) t(i)"
    )
    paths = [str(tmp_path / name) for name in ("乙 [1].parquet", "a.parquet")]
    for path, first in zip(paths, (0, 30), strict=True):
        duckdb.execute(f"COPY ({rows.format(first=first)}) TO '{path}' (FORMAT parquet)")
    duck, spark = both(tmp_path, paths, ACCIDENT, ".parquet", date="occurred")
    assert spark[:3] == duck[:3]
    # only a floating number of many digits is written otherwise
    assert [line[:-1] for line in spark[3]] == [line[:-1] for line in duck[3]]
    assert [row[0] for row in duck[2]] == [1, 2, 3, 6, 7, 8, 9, 11, 12]
    assert [line[1] for line in duck[3][1:]] == ["E767", "E768", "E767"]  # 34 deaths leave nothing open
    explained = row_incident(paths, Asked(ACCIDENT, {}), LIBRARY, 8, now=NOW, engine="spark")
    assert explained == row_incident(paths, Asked(ACCIDENT, {}), LIBRARY, 8, now=NOW)


def test_nothing_wraps_and_nothing_is_rounded(tmp_path):
    (tmp_path / "in.csv").write_text("deaths,serious_injuries,direct_loss\n0,0,0\n")
    with opened_on_spark([str(tmp_path / "in.csv")]) as table:
        spark = table.database
        assert isinstance(spark, Spark)
        for most in (
            "9223372036854775807 + respond_row",
            f"CAST({'9' * 38} AS DECIMAL(38, 0)) * 10 * respond_row",
        ):
            with pytest.raises(spark.failure):
                spark.ask(f"SELECT {most} FROM given")  # noqa: S608
        small = "CAST(0.000001 * respond_row AS DECIMAL(19, 6))"
        assert spark.ask(f"SELECT {small} * {small} FROM given") == [(Decimal("1E-12"),)]  # noqa: S608


def test_what_spark_would_leave_out_is_refused(tmp_path):
    path = tmp_path / "_hidden.parquet"
    duckdb.execute(
        f"COPY (SELECT 3 AS deaths, 0 AS serious_injuries, 0 AS direct_loss) TO '{path}' (FORMAT parquet)"
    )
    with pytest.raises(InputError) as raised:
        batch([str(path)], Asked(ACCIDENT, {}), LIBRARY, engine="spark")
    assert [each.code for each in raised.value.faults] == ["E764"]


def test_the_session_of_the_user_stays_as_it_was(tmp_path, session):
    before = session.conf.get("spark.sql.ansi.enabled")
    session.conf.set("spark.sql.ansi.enabled", "false")
    (tmp_path / "in.csv").write_text("deaths,serious_injuries,direct_loss\n3,0,0\n")
    found = batch([str(tmp_path / "in.csv")], Asked(ACCIDENT, {}), LIBRARY, engine="spark")
    assert [each.certain for each in found.levels] == ["III"]
    assert session.conf.get("spark.sql.ansi.enabled") == "false"
    assert not session.catalog.tableExists("given")
    session.conf.set("spark.sql.ansi.enabled", before)


def test_the_master_that_is_named_is_the_one_it_runs_on(tmp_path):
    (tmp_path / "in.csv").write_text("deaths,serious_injuries,direct_loss\n3,0,0\n")
    found = batch([str(tmp_path / "in.csv")], Asked(ACCIDENT, {}), LIBRARY, engine="local[2]")
    assert [each.certain for each in found.levels] == ["III"]
    with pytest.raises(InputError) as raised:
        batch([str(tmp_path / "in.csv")], Asked(ACCIDENT, {}), LIBRARY, engine="spark://nowhere:7077")
    assert [each.code for each in raised.value.faults] == ["E777"]
    assert "local[2]" in raised.value.faults[0].problem.en
