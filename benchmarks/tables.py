"""Whole tables: the expression made from a plan beside SQL written by hand, on the same typed rows; and end to end.

Both check every fact: that it is there and in its domain. Before it is timed, both must agree on every row.
"""

import tempfile
import time
from pathlib import Path
from statistics import median

import duckdb

import measure
import respond
from respond.tables import grading_of
from respond.tables.cells import Heading
from respond.tables.writing import Writer

ROWS = (100_000, 1_000_000, 10_000_000)

VACCINE = """
CASE WHEN quality_suspected IS NULL OR deaths IS NULL OR deaths < 0 OR rare_cases IS NULL OR rare_cases < 0
       OR serious_cases IS NULL OR serious_cases < 0 OR other_especially_serious IS NULL OR other_serious IS NULL
       OR other_fairly_large IS NULL OR other_general IS NULL THEN NULL
     WHEN (quality_suspected AND (deaths >= 5 OR rare_cases >= 21 OR serious_cases >= 6)) OR other_especially_serious
       THEN 'I'
     WHEN (quality_suspected AND (deaths >= 2 OR rare_cases >= 11 OR serious_cases >= 4)) OR other_serious THEN 'II'
     WHEN (quality_suspected AND (deaths >= 1 OR rare_cases >= 6 OR serious_cases >= 3)) OR other_fairly_large
       THEN 'III'
     WHEN (quality_suspected AND (rare_cases >= 4 OR serious_cases >= 2)) OR other_general THEN 'IV'
     ELSE 'none' END
"""
ACCIDENT = """
CASE WHEN deaths IS NULL OR deaths < 0 OR serious_injuries IS NULL OR serious_injuries < 0 OR direct_loss IS NULL
       OR direct_loss < 0 THEN NULL
     WHEN deaths >= 30 OR serious_injuries >= 100 OR direct_loss >= 10000 THEN 'I'
     WHEN deaths >= 10 OR serious_injuries >= 50 OR direct_loss >= 5000 THEN 'II'
     WHEN deaths >= 3 OR serious_injuries >= 10 OR direct_loss >= 1000 THEN 'III'
     WHEN deaths >= 1 OR serious_injuries >= 1 OR direct_loss > 0 THEN 'IV'
     ELSE 'none' END
"""
FIRE = """
CASE WHEN damaged_forest IS NULL OR damaged_forest < 0 OR damaged_grassland IS NULL OR damaged_grassland < 0
       OR deaths IS NULL OR deaths < 0 OR serious_injuries IS NULL OR serious_injuries < 0 THEN NULL
     WHEN damaged_forest >= 1000 OR damaged_grassland >= 8000 OR deaths >= 30 OR serious_injuries >= 100 THEN 'I'
     WHEN damaged_forest >= 100 OR damaged_grassland >= 5000 OR deaths >= 10 OR serious_injuries >= 50 THEN 'II'
     WHEN damaged_forest >= 10 OR damaged_grassland >= 1000 OR deaths >= 3 OR serious_injuries >= 10 THEN 'III'
     WHEN damaged_forest > 0 OR damaged_grassland >= 10 OR deaths >= 1 OR serious_injuries >= 1 THEN 'IV'
     ELSE 'none' END
"""
CASES = {
    "vaccine-quality@2024": VACCINE,
    "production-accident@2007": ACCIDENT,
    "forest-grassland-fire@2026": FIRE,
}


def run(rounds):
    library = respond.Library.default()
    rows = []
    for name, by_hand in CASES.items():
        grading = grading_of(library.prepared(library.find(name)))
        headings = {each: Heading(each, fact) for each, fact in grading.facts.items()}
        writer = Writer(grading, {each: heading.held(each) for each, heading in headings.items()})
        made = writer.level(writer.beyond()).sql("duckdb")
        for number in ROWS:
            database = duckdb.connect()
            database.execute("SELECT setseed(0.5)")
            columns = ", ".join(f"{_drawn(heading)} AS {each}" for each, heading in headings.items())
            database.execute(f"CREATE TABLE given AS SELECT {columns} FROM range({number})")
            differ = f"SELECT count(*) FROM given WHERE ({made}) IS DISTINCT FROM ({by_hand})"
            wrong = database.execute(differ).fetchone()[0]
            if wrong:
                raise SystemExit(f"{name}: {wrong} rows differ")
            engine, hand = measure.rounds_of([_counted(database, made), _counted(database, by_hand)], rounds)
            rows.append(
                (
                    name,
                    f"{number:,}",
                    f"{median(engine):.3f}",
                    f"{median(hand):.3f}",
                    f"{measure.ratio(engine, hand):.2f}",
                )
            )
    measure.table(("plan", "rows", "made, s", "by hand, s", "ratio (aim: 1.1)"), rows)
    _end_to_end()


def _drawn(heading):
    """Draw values about the thresholds; three of four are nothing."""
    kind = heading.fact.type.name
    if kind == "FLAG":
        return "random() < 0.1"
    most = "CASE WHEN random() < 0.75 THEN 0 ELSE floor(pow(10, random() * 4)) END"
    return f"CAST({most} AS {'BIGINT' if kind == 'COUNT' else 'DECIMAL(18, 6)'})"


def _counted(database, case):
    def action():
        database.execute(
            f"SELECT level, count(*) FROM (SELECT {case} AS level FROM given) GROUP BY ALL"
        ).fetchall()

    return action


def _end_to_end():
    """Read Parquet and CSV, grade, and write Parquet, beside reading and writing the same with nothing in between."""
    rows = []
    for number in ROWS:
        for ending in (".parquet", ".csv"):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                source = folder / f"in{ending}"
                form = "(FORMAT parquet)" if ending == ".parquet" else "(FORMAT csv, HEADER)"
                database = duckdb.connect()
                drawn = (
                    "CAST(CASE WHEN random() < 0.75 THEN 0 ELSE floor(pow(10, random() * 4)) END AS BIGINT)"
                )
                database.execute(
                    f"COPY (SELECT {drawn} AS deaths, {drawn} AS serious_injuries, {drawn} AS direct_loss "
                    f"FROM range({number})) TO '{source}' {form}"
                )
                begun = time.perf_counter()
                database.execute(
                    f"COPY (SELECT * FROM '{source}') TO '{folder / 'copy.parquet'}' (FORMAT parquet)"
                )
                copied = time.perf_counter() - begun
                begun = time.perf_counter()
                respond.batch(source, "production-accident@2007", output=folder / "out.parquet")
                graded = time.perf_counter() - begun
            rows.append(
                (ending[1:], f"{number:,}", f"{graded:.2f}", f"{copied:.2f}", f"{graded / copied:.1f}")
            )
    print()
    measure.table(("from", "rows", "read, grade, write, s", "read and write, s", "ratio"), rows)


if __name__ == "__main__":
    run(3)
