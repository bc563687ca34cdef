"""From a file to a file: a table graded beside what users of DuckDB, Spark, Polars and pandas usually write for it.

Every player reads Parquet and writes Parquet in a process of its own, which tells its time, its processor time and the
most memory it had, those of the processes it started among them (Linux alone tells these). What usual code answers
otherwise than the plan is counted over a table of shares at their thresholds, written as CSV.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import duckdb

import measure
from hand_sql import ACCIDENT

PLAN, SHARES = "national/production-accident@2007", "jincheng/debt-risk@2017"
SIZES = (100_000, 1_000_000, 10_000_000, 100_000_000)
ROWS = 10_000_000
AT_THRESHOLDS = 1_000_000
NEEDS = {
    "respond": "duckdb", "DuckDB, copied": "duckdb", "DuckDB, by hand": "duckdb", "respond on Spark": "pyspark",
    "Spark, by hand": "pyspark", "Polars": "polars", "pandas": "pandas",
}  # fmt: skip


def respond_here(source, target, engine="duckdb"):
    """Grade with the command's own function."""
    import respond  # noqa: PLC0415 - of this player alone

    respond.batch(source, PLAN, output=target, engine=engine)


def respond_on_spark(source, target):
    """Grade on Spark on two cores of this machine."""
    respond_here(source, target, "local[2]")


def copied(source, target):
    """Read and write, with nothing in between."""
    _duckdb(source, target, "*")


def by_hand(source, target):
    """Add the level."""
    _duckdb(source, target, f"*, {ACCIDENT} AS level")


def _duckdb(source, target, columns):
    duckdb.execute(f"COPY (SELECT {columns} FROM '{source}') TO '{target}' (FORMAT parquet)")


def spark_by_hand(source, target):
    """Add the level on two cores of this machine."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - of this player alone

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.log.level", "ERROR").getOrCreate()
    session.read.parquet(str(source)).selectExpr("*", f"{ACCIDENT} AS level").write.parquet(str(target))


def polars(source, target):
    """Add the level as Polars is usually written."""
    import polars as pl  # noqa: PLC0415 - of this player alone

    dead, hurt, loss = (pl.col(name) for name in ("deaths", "serious_injuries", "direct_loss"))
    level = (
        pl.when((dead >= 30) | (hurt >= 100) | (loss >= 10000))
        .then(pl.lit("I"))
        .when((dead >= 10) | (hurt >= 50) | (loss >= 5000))
        .then(pl.lit("II"))
        .when((dead >= 3) | (hurt >= 10) | (loss >= 1000))
        .then(pl.lit("III"))
        .when((dead >= 1) | (hurt >= 1) | (loss > 0))
        .then(pl.lit("IV"))
        .otherwise(pl.lit("none"))
    )
    pl.scan_parquet(source).with_columns(level.alias("level")).sink_parquet(target)


def pandas(source, target):
    """Add the level as pandas is usually written."""
    import numpy as np  # noqa: PLC0415 - of this player alone
    import pandas as pd  # noqa: PLC0415 - of this player alone

    rows = pd.read_parquet(source)
    dead, hurt, loss = rows["deaths"], rows["serious_injuries"], rows["direct_loss"]
    tests = [
        (dead >= 30) | (hurt >= 100) | (loss >= 10000),
        (dead >= 10) | (hurt >= 50) | (loss >= 5000),
        (dead >= 3) | (hurt >= 10) | (loss >= 1000),
        (dead >= 1) | (hurt >= 1) | (loss > 0),
    ]
    rows["level"] = np.select(tests, ["I", "II", "III", "IV"], "none")
    rows.to_parquet(target)


PLAYERS = {
    "respond": respond_here, "DuckDB, copied": copied, "DuckDB, by hand": by_hand,
    "respond on Spark": respond_on_spark, "Spark, by hand": spark_by_hand, "Polars": polars, "pandas": pandas,
}  # fmt: skip


def run(rounds):
    players = [name for name in PLAYERS if _there(NEEDS[name])]
    for name in PLAYERS:
        if name not in players:
            print(f"{name} is left out: {NEEDS[name]} is not installed here")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in SIZES:
            _made(folder / f"{number}.parquet", number)
        _beside(players, folder, rounds)
        _growth(folder, rounds)
        _otherwise(folder)


def _there(library):
    return importlib.util.find_spec(library) is not None


def _made(path, number):
    drawn = "CAST(CASE WHEN random() < 0.75 THEN 0 ELSE floor(pow(10, random() * 4)) END AS BIGINT)"
    database = duckdb.connect()
    database.execute("SET enable_progress_bar = false")
    database.execute(
        f"COPY (SELECT {drawn} AS deaths, {drawn} AS serious_injuries, {drawn} AS direct_loss FROM range({number})) "
        f"TO '{path}' (FORMAT parquet)"
    )


def _beside(players, folder, rounds):
    """Let all players do the same in turn; what they wrote must have as many rows, and the levels written by hand."""
    found = {name: [] for name in players}
    for _ in range(rounds):
        for name in players:
            found[name].append(_played(name, folder / f"{ROWS}.parquet", folder / "out.parquet"))
    rows = []
    for name, each in found.items():
        cpu, first = ([one["cpu"] for one in every] for every in (each, found["respond"]))
        times = [f"{median(one[key] for one in each):.1f}" for key in ("wall", "cpu")]
        rows.append((name, *times, f"{measure.ratio(first, cpu):.2f}", max(one["peak"] for one in each)))
    print(f"\n{ROWS:,} rows, Parquet to Parquet\n")
    measure.table(("player", "wall, s", "processor, s", "respond beside it", "most memory, MiB"), rows)


def _growth(folder, rounds):
    rows = []
    for number in SIZES:
        pairs = []
        for _ in range(rounds if number <= ROWS else 1):
            source, target = folder / f"{number}.parquet", folder / "out.parquet"
            pairs.append([_played(name, source, target) for name in ("respond", "DuckDB, by hand")])
        ours, hand = zip(*pairs, strict=True)
        cpu = [[one["cpu"] for one in each] for each in (ours, hand)]
        rows.append(
            (
                f"{number:,}",
                f"{median(one['wall'] for one in ours):.1f}",
                *(f"{median(each):.2f}" for each in cpu),
                f"{measure.ratio(*cpu):.1f}",
                max(one["peak"] for one in ours),
                max(one["peak"] for one in hand),
            )
        )
    print("\ngrowth, Parquet to Parquet\n")
    measure.table(
        (
            "rows", "respond, wall, s", "respond, processor, s", "level by hand on DuckDB, processor, s", "ratio",
            "respond, most memory, MiB", "by hand, most memory, MiB",
        ),
        rows,
    )  # fmt: skip


def _played(name, source, target):
    """Let one player do it in a process of its own; tell what it took."""
    command = [sys.executable, str(Path(__file__).resolve()), name, str(source), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-2000:]}")
    parts = f"{target}/*.parquet" if target.is_dir() else str(target)
    level = {"respond": "respond_level", "respond on Spark": "respond_level", "DuckDB, copied": None}.get(
        name, "level"
    )
    wrong = "0" if level is None else f"count(*) FILTER (WHERE {level} IS DISTINCT FROM ({ACCIDENT}))"
    [(given,), (told, differ)] = (
        duckdb.execute(f"SELECT {what} FROM '{path}'").fetchone()
        for what, path in (("count(*)", source), (f"count(*), {wrong}", parts))
    )
    if told != given or differ:
        raise SystemExit(f"{name}: {told:,} rows of {given:,}, {differ} differ")
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink()
    return json.loads(done.stdout.splitlines()[-1])


def _otherwise(folder):
    """Count what usual code answers otherwise: shares at their thresholds as CSV, read as floats, some unknown."""
    import respond  # noqa: PLC0415 - of this player alone

    library = respond.Library.default()
    facts = library.prepared(library.find(SHARES)).facts
    calm = {"count": "0", "flag": "'no'", "choice": "'absent'", "quantity": "0"}
    source, target = folder / "shares.csv", folder / "graded.parquet"
    due = {
        "principal": "CAST(1 + floor(random() * 100000) AS DECIMAL(12, 2))",
        "interest": "CAST(100 AS DECIMAL(12, 2))",
    }
    share = "[0.01, 0.05, 0.1][1 + CAST(floor(random() * 3) AS INT)]"
    columns = [
        f"{'10' if name.endswith('_governments') else calm[fact.type.name.lower()]} AS {name}"
        for name, fact in facts.items()
        if fact.type.name.lower() in calm and not name.startswith(("principal_", "interest_"))
    ]
    columns += ["p AS principal_due", "100 AS interest_due", "0 AS interest_defaulted"]
    columns += [
        "CASE WHEN random() >= 0.01 THEN CAST(p * s AS DECIMAL(12, 2)) + m END AS principal_defaulted"
    ]
    drawn = f"SELECT {due['principal']} AS p, {share} AS s, CAST(floor(random() * 3) - 1 AS INT) * 0.01 AS m"
    duckdb.execute(
        f"COPY (SELECT {', '.join(columns)} FROM ({drawn} FROM range({AT_THRESHOLDS}))) TO '{source}' (HEADER)"
    )
    found = respond.batch(source, SHARES, output=target)
    rows = []
    for name, levels in (("pandas", _pandas_shares), ("Polars", _polars_shares)):
        if not _there(NEEDS[name]):
            print(f"\n{name} is left out: {NEEDS[name]} is not installed here")
            continue
        levels(source, folder / "usual.parquet")
        wrong, open_ = duckdb.execute(
            "SELECT count(*) FILTER (WHERE g.respond_level <> u.level), "
            "count(*) FILTER (WHERE g.respond_level IS NULL) "
            f"FROM (SELECT level, row_number() OVER () AS n FROM '{folder / 'usual.parquet'}') u "
            f"LEFT JOIN '{target}' g ON g.respond_row = u.n"
        ).fetchone()
        rows.append((name, f"{found.rows:,}", f"{wrong:,}", f"{open_:,}"))
    print(f"\nshares at their thresholds ({SHARES}), CSV\n")
    measure.table(("usual code", "rows", "another level", "a level where it is open"), rows)


def _pandas_shares(source, target):
    import numpy as np  # noqa: PLC0415 - of this player alone
    import pandas as pd  # noqa: PLC0415 - of this player alone

    rows = pd.read_csv(source)
    share = np.maximum(
        rows["principal_defaulted"] / rows["principal_due"], rows["interest_defaulted"] / rows["interest_due"]
    )
    rows["level"] = np.select([share >= 0.1, share >= 0.05, share >= 0.01], ["I", "II", "III"], "none")
    rows.to_parquet(target)


def _polars_shares(source, target):
    import polars as pl  # noqa: PLC0415 - of this player alone

    share = pl.max_horizontal(
        pl.col("principal_defaulted") / pl.col("principal_due"),
        pl.col("interest_defaulted") / pl.col("interest_due"),
    )
    level = (
        pl.when(share >= 0.1)
        .then(pl.lit("I"))
        .when(share >= 0.05)
        .then(pl.lit("II"))
        .when(share >= 0.01)
        .then(pl.lit("III"))
        .otherwise(pl.lit("none"))
    )
    pl.read_csv(source).with_columns(level.alias("level")).write_parquet(target)


def _one(name, source, target):
    """Play, and tell what it took: this process and those it started, which are still there."""
    begun = time.perf_counter()
    PLAYERS[name](Path(source), Path(target))
    wall = time.perf_counter() - begun
    cpu, peak = time.process_time(), _peak("self")
    for started in _started():
        fields = Path(f"/proc/{started}/stat").read_text("utf-8").rpartition(")")[2].split()
        cpu += (int(fields[11]) + int(fields[12])) / 100
        peak += _peak(started)
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak // 1024}))


def _peak(process):
    """Give the most memory a process had, in KiB."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def _started():
    """Give the processes this one started, and those they started."""
    waiting = [Path("/proc/self").resolve().name]
    while waiting:
        mine = waiting.pop()
        for task in Path(f"/proc/{mine}/task").glob("*/children"):
            for each in task.read_text("ascii").split():
                yield each
                waiting.append(each)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "engine"))
    _one(*sys.argv[1:])
