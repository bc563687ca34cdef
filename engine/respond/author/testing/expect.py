"""What an answer is expected to be: the one set of keys for tests beside a plan and answers beside an incident."""

from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from attrs import Factory

from respond._records import frozen
from respond.errors import Place
from respond.log import DeclaredLevel
from respond.plan import place_field, structure
from respond.situation import State
from respond.yaml import parse, read_source

ExpectedState = Literal[State, "none"]
"""How an obligation is expected to stand; `none` where there is to be no such obligation."""

Complete = Literal["duties", "provisional", "stood_down", "fulfilled", "missed", "overdue", "new"]


@frozen(kw_only=True)
class ExpectedObligation:
    """What one obligation is expected to be: its state, whether it may not be owed at all, when it is due, when done.

    With `state: none` there is no such obligation, not even one that has ended. `due` is written as a deadline is,
    `done` as a moment.
    """

    state: ExpectedState | None = None
    provisional: bool | None = None
    due: str | None = None
    done: str | None = None
    place: Place | None = place_field()


@frozen(kw_only=True)
class Expect:
    """What is expected of an answer; what is left out is not checked.

    Without `could_reach` the level is definite, without `could_call` the response called for is. `met`, `open` and
    `decided` are complete lists; the others name what must be there, `not_owed` and `hides` what must not. Lists of
    duties named under `exactly` are complete too: of the tested plan's own duties in a test (`duties_exactly` is
    `duties` so), of all plans' in an answer beside an incident. A deadline is a moment, a word (`immediately`,
    `promptly`, ...), `waiting` or `none`. An obligation goes by its duty, `report-up#2` being the second. `otherwise`
    gives, by interpretation and duty, when one would be due by a rejected reading, which is not when it is.
    """

    level: DeclaredLevel | None = None
    could_reach: DeclaredLevel | None = None
    exit: int | None = None
    declared: DeclaredLevel | None = None
    called: DeclaredLevel | None = None
    could_call: DeclaredLevel | None = None
    met: tuple[str, ...] | None = None
    open: tuple[str, ...] | None = None
    fails: tuple[str, ...] = ()
    obligations: dict[str, ExpectedObligation] = Factory(dict)
    duties: tuple[str, ...] | None = None
    duties_exactly: tuple[str, ...] | None = None
    not_owed: tuple[str, ...] = ()
    provisional: tuple[str, ...] | None = None
    stood_down: tuple[str, ...] | None = None
    fulfilled: tuple[str, ...] | None = None
    missed: tuple[str, ...] | None = None
    overdue: tuple[str, ...] | None = None
    new: tuple[str, ...] | None = None
    exactly: tuple[Complete, ...] = ()
    deadlines: dict[str, str] = Factory(dict)
    waiting: tuple[str, ...] = ()
    to: dict[str, tuple[str, ...]] = Factory(dict)
    units: dict[str, tuple[str, ...]] = Factory(dict)
    decided: tuple[str, ...] | None = None
    otherwise: dict[str, dict[str, str]] = Factory(dict)
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    asks_first: str | None = None
    distance: dict[str, str] = Factory(dict)
    computed: dict[str, str] = Factory(dict)
    place: Place | None = place_field()


@frozen(kw_only=True)
class Check(Expect):
    """What must hold at one moment of an incident, as known at `at` (default: `now`); lists of duties are complete."""

    now: datetime
    at: datetime | None = None
    exactly: tuple[Complete, ...] = get_args(Complete)


@frozen
class Expected:
    """The expected answers of one incident file, at one or more moments."""

    respond: Literal["expected/1"]
    incident: str
    checks: tuple[Check, ...]
    place: Place | None = place_field()


def load_expected(path: Path | str) -> Expected:
    """Read a file of expected answers. Raises `InputError`."""
    return structure(parse(read_source(path)), Expected)
