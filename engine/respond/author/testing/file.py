"""A plan's own tests: the file that stands beside it, with its tests and what they expect."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from attrs import Factory

from respond._records import frozen
from respond.author.testing.expect import Expect
from respond.errors import Fault, InputError, Place, Text, fault
from respond.log import Declared
from respond.plan import Channel, Library, PlanRef, place_field, structure
from respond.yaml import Node, parse, place_of, read_source

NEVER = "never"
"""Written as the time of an event, it takes away one that all tests of the file share."""


@frozen
class Acted:
    """What was done in answer to a duty, as in an incident file, at a moment or so long after the occurrence.

    Without a moment it is at that of its step, or at the one asked about.
    """

    duty: str
    at: Node | None = None
    by: str | None = None
    for_: str | None = None
    to: tuple[str, ...] = ()
    channel: Channel | None = None
    number: str | None = None
    round: int | None = None
    broke: bool = False
    place: Place | None = place_field()


@frozen
class Later:
    """What was learned or happened later, at a moment or so long after the occurrence."""

    at: Node
    facts: dict[str, Node] = Factory(dict)
    events: dict[str, Node] = Factory(dict)
    did: tuple[Acted, ...] = ()
    declared: tuple[Declared, ...] = ()
    place: Place | None = place_field()


@frozen
class PlanTest:
    """One test: facts and events over those all tests share, a moment, and what the plan must then say."""

    id: str
    expect: Expect
    clause: str | None = None
    note: Text | None = None
    occurred: Node | None = None
    noticed: Node | None = None
    now: Node | None = None
    at: Node | None = None
    facts: dict[str, Node] = Factory(dict)
    events: dict[str, Node] = Factory(dict)
    did: tuple[Acted, ...] = ()
    declared: tuple[Declared, ...] = ()
    then: tuple[Later, ...] = ()
    place: Place | None = place_field()


@frozen
class PlanTests:
    """The tests of one edition, with the facts, events and moments they share.

    They begin when it `occurred` or, before anything has, when there were signs of it (`noticed`).
    `by` answers for judgements without an office of their own; `beside` names plans the incidents of the tests
    fall under as well. A test counts only those shared facts that the plans of its day know.
    """

    respond: Literal["plan-tests/1"]
    plan: str
    now: Node
    tests: dict[str, PlanTest]
    occurred: Node | None = None
    noticed: Node | None = None
    by: str | None = None
    beside: tuple[str, ...] = ()
    facts: dict[str, Node] = Factory(dict)
    events: dict[str, Node] = Factory(dict)
    place: Place | None = place_field()


def path_of_tests(library: Library, ref: PlanRef) -> Path:
    """Give where the tests of an edition stand, whether there are any or not."""
    path = next(shelved.path for shelved in library.editions(ref.id) if shelved.ref == ref)
    return path.with_name(f"{path.stem}.tests.yaml")


def load_tests(path: Path | str, ref: PlanRef) -> PlanTests:
    """Read the tests of an edition; raises `InputError` with every fault of their form."""
    tests = structure(parse(read_source(path)), PlanTests)
    faults = [*_of_another(tests, ref), *_idle(tests.tests.values())]
    if faults:
        raise InputError(faults)
    return tests


def _of_another(tests: PlanTests, ref: PlanRef) -> Iterable[Fault]:
    if tests.plan != str(ref):
        yield fault("E688", place_of(tests.plan), name=tests.plan, wanted=ref)


def _idle(tests: Iterable[PlanTest]) -> Iterable[Fault]:
    for test in tests:
        if test.expect == Expect():
            yield fault("E687", place_of(test.id), name=test.id)
