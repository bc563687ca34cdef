"""The expected answer beside an incident file, and how an answer differs from it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

from attrs import Factory, frozen

from respond.errors import Place
from respond.log import DeclaredLevel
from respond.plan import LEVEL, place_field, structure
from respond.reason import Truth
from respond.situation.model import Situation
from respond.yaml import parse, read_source


@frozen
class Check:
    """What must hold at one moment; what is left out is not checked.

    `duties` lists exactly the duties owed, `provisional` exactly those that are so, `stood_down`, `fulfilled`,
    `missed` and `overdue` exactly those whose last occasion is so, `new` exactly those the last step brought;
    `deadlines` gives the due time of duties by id, `waiting` those whose clock does not run yet, `decided` the
    interpretations that decided the result, `distance` the least value of a fact that gives a graver level, `computed`
    numbers as the leading plan shows them. `shows` and `hides` name readings and remarks (exclusions, provisions,
    changes) that the answer must and must not show.
    """

    now: datetime
    level: DeclaredLevel
    could_reach: DeclaredLevel
    at: datetime | None = None
    exit: int | None = None
    declared: DeclaredLevel | None = None
    met: tuple[str, ...] | None = None
    open: tuple[str, ...] | None = None
    duties: tuple[str, ...] | None = None
    provisional: tuple[str, ...] | None = None
    stood_down: tuple[str, ...] | None = None
    fulfilled: tuple[str, ...] | None = None
    missed: tuple[str, ...] | None = None
    overdue: tuple[str, ...] | None = None
    new: tuple[str, ...] | None = None
    deadlines: dict[str, datetime] = Factory(dict)
    waiting: tuple[str, ...] = ()
    decided: tuple[str, ...] | None = None
    called: DeclaredLevel | None = None
    asks_first: str | None = None
    distance: dict[str, str] = Factory(dict)
    computed: dict[str, str] = Factory(dict)
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    place: Place | None = place_field()


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


def differences(check: Check, situation: Situation) -> Iterator[str]:
    """Give every point in which a situation is not as expected, in words."""
    answer = situation.leading
    last = {one.duty: one for one in sorted(situation.obligations, key=lambda each: each.round)}
    owed = {name for name, one in last.items() if one.open and not one.provisional}
    provisional = {name for name, one in last.items() if one.open and one.provisional}
    # what only might have been owed, and was not, is no news
    ended = {name for name, one in last.items() if one.state == "stood-down" and one.certain is not None}
    by_truth = {
        truth: {c.id for a in situation.answers for c in a.criteria if c.truth is truth} for truth in Truth
    }
    decided = {reading.id for a in situation.answers for reading in a.readings if reading.decided}
    yield from _value("level", check.level, LEVEL[situation.level.certain])
    yield from _value("could_reach", check.could_reach, LEVEL[situation.level.possible])
    yield from _value("exit", check.exit, situation.exit_code)
    yield from _value(
        "declared", check.declared, LEVEL[situation.declared.level] if situation.declared else None
    )
    yield from _value("called", check.called, LEVEL[answer.response.called.certain])
    yield from _value("asks_first", check.asks_first, answer.questions[0].fact if answer.questions else None)
    yield from _set("met", check.met, by_truth[Truth.YES])
    yield from _set("open", check.open, by_truth[Truth.UNKNOWN])
    yield from _set("duties", check.duties, owed)
    yield from _set("provisional", check.provisional, provisional)
    yield from _set("stood_down", check.stood_down, ended)
    for state, wanted in (
        ("fulfilled", check.fulfilled),
        ("missed", check.missed),
        ("overdue", check.overdue),
    ):
        states = {"met", "met-late"} if state == "fulfilled" else {state}
        yield from _set(state, wanted, {name for name, one in last.items() if one.state in states})
    yield from _set("new", check.new, {one.duty for one in situation.obligations if one.new and one.open})
    yield from _set("decided", check.decided, decided)
    yield from _deadlines(check, situation)
    gravest_first = [step for step in answer.distance if step.direction == "up"]
    least = {step.fact: step.value.en for step in gravest_first}
    for name, value in check.distance.items():
        yield from _value(f"distance of {name}", value, least.get(name))
    computed = {seen.fact: seen.shown.en for seen in answer.computed}
    for name, value in check.computed.items():
        yield from _value(f"computed {name}", value, computed.get(name))
    shown = {reading.id for a in situation.answers for reading in a.readings}
    shown |= {remark.id for a in situation.answers for remark in a.remarks}
    yield from (f"{name} should be shown" for name in check.shows if name not in shown)
    yield from (f"{name} should not be shown" for name in check.hides if name in shown)


def _deadlines(check: Check, situation: Situation) -> Iterator[str]:
    for name, due in check.deadlines.items():
        found = [one.due for one in situation.obligations if one.duty == name]
        if due not in found:
            yield f"deadline of {name}: expected {due}, found {found}"
    for name in check.waiting:
        if not any(one.duty == name and one.state == "waiting" for one in situation.obligations):
            yield f"{name} should wait for its start"


def _value(name: str, wanted: object, found: object) -> Iterator[str]:
    if wanted is not None and wanted != found:
        yield f"{name}: expected {wanted}, found {found}"


def _set(name: str, wanted: tuple[str, ...] | None, found: set[str]) -> Iterator[str]:
    if wanted is None:
        return
    missing, surplus = sorted(set(wanted) - found), sorted(found - set(wanted))
    if missing or surplus:
        yield f"{name}: missing {missing}, not expected {surplus}"
