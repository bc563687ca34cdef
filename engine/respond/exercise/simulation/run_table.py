"""Every run of a simulation as a table, one row a step: CSV, JSON, or Parquet where its library is there."""

import csv
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from respond.errors import InputError, MissingExtraError, fault
from respond.exercise.simulation.simulating import Runs

_COLUMNS = ("run", "expectation", "result", "late_seconds", "taken_seconds")


def table_writer(path: Path) -> Callable[[Runs, Path], None]:
    """Give what writes the runs into a file of the ending of this one: `.csv`, `.json`, `.parquet`.

    Raises InputError (E820) for another ending, MissingExtraError (E814) without the library that writes Parquet.
    """
    found = {".csv": _csv, ".json": _json, ".parquet": _parquet}.get(path.suffix.lower())
    if found is None:
        raise InputError([fault("E820", found=path.name)])
    if found is _parquet:
        _pyarrow("pyarrow")
    return found


def _csv(runs: Runs, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        writer.writerows((run + 1, *rest) for run, *rest in runs.rows())


def _json(runs: Runs, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for place, (run, *rest) in enumerate(runs.rows()):
            row = dict(zip(_COLUMNS, (run + 1, *rest), strict=True))
            file.write(("[\n" if not place else ",\n") + json.dumps(row, ensure_ascii=False))
        file.write("\n]\n")


def _parquet(runs: Runs, path: Path) -> None:
    arrow, parquet = _pyarrow("pyarrow"), _pyarrow("pyarrow.parquet")
    columns = list(zip(*runs.rows(), strict=True)) or [()] * len(_COLUMNS)
    numbers, names = arrow.int64(), arrow.dictionary(arrow.int32(), arrow.string())
    types = (numbers, names, names, numbers, numbers)
    columns[0] = tuple(run + 1 for run in columns[0])
    made = {
        name: arrow.array(column, kind) for name, column, kind in zip(_COLUMNS, columns, types, strict=True)
    }
    parquet.write_table(arrow.table(made), path)


def _pyarrow(name: str) -> Any:  # noqa: ANN401 - imported when it is needed
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtraError([fault("E814", library="pyarrow", extra="parquet")]) from None
