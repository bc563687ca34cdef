"""Whole tables: the expression made from each shipped plan beside SQL written by hand, on the same typed rows.

Both check every fact: that it is there and in its domain. Before it is timed, both must agree on every row.
"""

from statistics import median

import duckdb

import measure
import respond
from hand_sql import BY_HAND
from respond.tables import grading_of
from respond.tables.cells import Heading
from respond.tables.writing import Writer

ROWS = 10_000_000


def run(rounds):
    library = respond.Library.default()
    rows = []
    for name, by_hand in BY_HAND.items():
        grading = grading_of(library.prepared(library.find(name)))
        headings = {each: Heading(each, fact) for each, fact in grading.facts.items()}
        made = made_for(grading)
        database = drawn(headings, ROWS)
        differ = f"SELECT count(*) FROM given WHERE ({made}) IS DISTINCT FROM ({by_hand})"
        wrong = database.execute(differ).fetchone()[0]
        if wrong:
            raise SystemExit(f"{name}: {wrong} rows differ")
        levels = database.execute(f"SELECT count(DISTINCT {made}) FROM given").fetchone()[0]
        engine, hand = measure.rounds_of([_counted(database, made), _counted(database, by_hand)], rounds)
        times = (f"{median(engine):.3f}", f"{median(hand):.3f}", f"{measure.ratio(engine, hand):.2f}")
        rows.append((name, len(headings), levels, *times))
    measure.table(("plan", "facts", "levels met", "made, s", "by hand, s", "ratio (aim: 1.1)"), rows)


def made_for(grading):
    """Write the level of an edition over columns that are called as its facts are and hold their type."""
    headings = {each: Heading(each, fact) for each, fact in grading.facts.items()}
    writer = Writer(grading, {each: heading.held(each) for each, heading in headings.items()})
    return writer.level(writer.beyond()).sql("duckdb")


def drawn(headings, number):
    """Make a table of so many rows of which most facts are calm, the others about the thresholds of all plans."""
    database = duckdb.connect()
    database.execute("SET enable_progress_bar = false")
    database.execute("SELECT setseed(0.5)")
    columns = ", ".join(f"{_drawn(heading)} AS {each}" for each, heading in headings.items())
    database.execute(f"CREATE TABLE given AS SELECT {columns} FROM range({number})")
    return database


def _drawn(heading):
    kind = heading.fact.type.name
    if kind == "FLAG":
        return "random() < 0.05"
    if kind == "CHOICE":
        keys = [str(key) for key in heading.fact.choices]
        calm = next((key for key in ("absent", "normal") if key in keys), keys[0])
        drawn = f"[{', '.join(map(repr, keys))}][1 + CAST(floor(random() * {len(keys)}) AS INT)]"
        return f"CASE WHEN random() < 0.95 THEN '{calm}' ELSE {drawn} END"
    calm = 1000 if heading.column.startswith(("all_", "requests", "daily_")) or heading.column.endswith(
        ("_governments", "_due")
    ) else 0  # fmt: skip
    some = {
        "COUNT": "floor(pow(10, random() * 4))",
        "SHARE": "floor(random() * random() * 1000) / 1000",
        "NUMBER": "floor(random() * 130) - 30",
    }.get(kind, "floor(pow(10, random() * 7)) / 1000")
    return f"CAST(CASE WHEN random() < 0.9 THEN {calm} ELSE {some} END AS {heading.kind})"


def _counted(database, case):
    def action():
        database.execute(
            f"SELECT level, count(*) FROM (SELECT {case} AS level FROM given) GROUP BY ALL"
        ).fetchall()

    return action


if __name__ == "__main__":
    run(3)
