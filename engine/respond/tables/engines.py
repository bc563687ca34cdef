"""The engines a table can be graded on, by their names."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from respond.errors import InputError, fault, nearest
from respond.tables.spark import opened_on_spark
from respond.tables.table import Table, opened

ENGINES: Final = {"duckdb": opened, "spark": opened_on_spark}


def check_engine(engine: str, output: Path | None = None) -> None:
    """Refuse an engine there is not (E779), and an output that Spark would have to overwrite (E778)."""
    if engine not in ENGINES:
        known = ", ".join(ENGINES)
        raise InputError([fault("E779", suggestion=nearest(engine, ENGINES), found=engine, known=known)])
    if engine == "spark" and output is not None and output.exists():
        raise InputError([fault("E778", name=output.name)])


def opened_by(engine: str, paths: Sequence[str]) -> AbstractContextManager[Table]:
    """Read files as one table on an engine; raises InputError (E764, E777, E779), MissingExtraError (E772)."""
    check_engine(engine)
    return ENGINES[engine](paths)
