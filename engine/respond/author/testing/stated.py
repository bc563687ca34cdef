"""The tests kept beside a plan as its document states them: read, and not run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from respond.author.testing.file import load_tests, path_of_tests
from respond.errors import InputError
from respond.plan import Library, PlanRef
from respond.show import Given, StatedTest, StatedTests
from respond.yaml import Data, data_of, parse, read_source

_MORE: Final = ("noticed", "occurred", "now", "at", "by", "beside", "declared", "did", "then")
"""What a test gives beside facts and events, in the order in which it is told."""


def stated_tests(library: Library, ref: PlanRef) -> StatedTests | None:
    """Give the tests kept beside an edition; None where there are none. Of a faulty file it says what is wrong."""
    path = path_of_tests(library, ref)
    if not path.is_file():
        return None
    try:
        return _read(path, ref)
    except InputError as error:
        return StatedTests(Given({}, {}, {}), (), error.faults[0].problem)


def _read(path: Path, ref: PlanRef) -> StatedTests:
    read = load_tests(path, ref)
    said = data_of(parse(read_source(path)))
    assert isinstance(said, dict)  # noqa: S101 - or it had not been read
    written = _mapping(said.get("tests"))
    notes = {str(each.id): each.note for each in read.tests.values()}
    tests = [_stated(name, _mapping(test)) for name, test in written.items()]
    return StatedTests(
        _given(said),
        tuple(
            StatedTest(name, clause, notes[name], given, expected) for name, clause, given, expected in tests
        ),
    )


def _stated(name: str, test: Mapping[str, Data]) -> tuple[str, str | None, Given, Mapping[str, Data]]:
    clause = test.get("clause")
    return name, None if clause is None else str(clause), _given(test), _mapping(test.get("expect"))


def _given(said: Mapping[str, Data]) -> Given:
    more = {name: said[name] for name in _MORE if said.get(name) is not None}
    return Given(_mapping(said.get("facts")), _mapping(said.get("events")), more)


def _mapping(value: Data) -> dict[str, Data]:
    return dict(value) if isinstance(value, dict) else {}
