"""The engines a table can be graded on, by their names; a cluster of Spark by that of its master."""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from respond.errors import InputError, fault, nearest
from respond.tables.spark import opened_on_spark
from respond.tables.table import Table, opened

EMBEDDED: Final = "duckdb"
SPARK: Final = "spark"
_MASTER: Final = re.compile(r"(?:spark|k8s)://[^\s/].*|yarn|local(?:-cluster)?(?:\[[0-9*, ]+\])?")
"""What Spark calls those it can run on."""


def check_engine(engine: str, output: Path | None = None) -> None:
    """Refuse an engine there is not (E779), and an output that Spark would have to overwrite (E778)."""
    if engine not in {EMBEDDED, SPARK} and not _MASTER.fullmatch(engine):
        guess = nearest(engine, (EMBEDDED, SPARK))
        raise InputError([fault("E779", suggestion=guess, found=engine)])
    if engine != EMBEDDED and output is not None and output.exists():
        raise InputError([fault("E778", name=output.name)])


def opened_by(engine: str, paths: Sequence[str]) -> AbstractContextManager[Table]:
    """Read files as one table on an engine; raises InputError (E764, E777, E779), MissingExtraError (E772)."""
    check_engine(engine)
    if engine == EMBEDDED:
        return opened(paths)
    return opened_on_spark(paths, None if engine == SPARK else engine)
