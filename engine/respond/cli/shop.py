"""What the commands of a running incident share: the store they open, the seat they enter for, the present.

The options that name these are declared here, and how such a command is made of a function and its own options.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from respond.cli.clock import present
from respond.cli.spoken import Moment, SpokenCommand, argument, option
from respond.errors import MissingExtraError, Text, fault

if TYPE_CHECKING:
    from respond.desk import Desk

Given = dict[str, Any]
"""What was typed, by name."""

DUTY_ROOM = "值班室"
"""Who enters where nobody says."""


@contextmanager
def of_the_store() -> Iterator[None]:
    """Import what needs the libraries of the store. Raises MissingExtraError (E852) where they are missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError([fault("E852", library=error.name, extra="store")]) from None


@contextmanager
def desk_at(given: Given, *, readonly: bool = False) -> "Iterator[Desk]":
    """Sit down at the store that was named. Raises MissingExtraError (E852) where its libraries are missing."""
    with of_the_store():
        from respond.desk import Desk  # noqa: PLC0415
        from respond.store import Store  # noqa: PLC0415
    from respond.api import default_library  # noqa: PLC0415

    store = Store(given.get("store"), readonly=readonly, exercise=bool(given.get("exercise")))
    try:
        yield Desk(store, default_library(), by=recorder_of(given))
    finally:
        store.close()


def recorder_of(given: Given) -> str:
    """Give who enters something: as typed, else as the environment says, else the duty room."""
    return given.get("desk") or os.environ.get("RESPOND_DESK") or DUTY_ROOM


def now_for(desk: "Desk", given: Given) -> datetime:
    """Give the present: as typed, in the zone of the incident where it has no offset, or by the machine's clock."""
    from respond.facts import read_instant  # noqa: PLC0415

    typed = given.get("now")
    if typed is None:
        return present()
    return read_instant(typed, "--now", zone=desk.zone(given.get("incident"), given.get("plan") or ()))


def made_of(
    function: Callable[..., Any],
    run: Callable[..., int],
    shared: Sequence[Callable[[Any], Any]],
    name: str,
    words: Text,
    examples: tuple[str, ...],
) -> Any:  # noqa: ANN401 - click's
    """Make a command that does `run`, with the options a function declares and, after them, those it shares."""
    made: Any = click.pass_obj(run)
    for declare in reversed(shared):
        declare(made)
    made.__click_params__ = [
        *getattr(made, "__click_params__", []),
        *getattr(function, "__click_params__", []),
    ]
    return click.command(name, cls=SpokenCommand, words=words, examples=examples)(made)


def store_option() -> Callable[[Any], Any]:
    """Declare `--store`, and `--exercise`, which says what the store is for."""
    place = option(
        "--store",
        metavar="PLACE",
        zh="记录库：文件或 postgresql://…；也可设 RESPOND_STORE；不写则在用户数据目录",
        en="the store: a file or postgresql://...; or set RESPOND_STORE; else among the user's data",
    )
    use = option(
        "--exercise",
        is_flag=True,
        zh="演练：用演练的记录库，与实际值班的分开；没有则建立",
        en="for an exercise: the store is one for exercises, apart from real work; made so where it is new",
    )
    return lambda command: place(use(command))


def as_option() -> Callable[[Any], Any]:
    """Declare `--as`, who enters something."""
    return option(
        "--as", "desk", metavar="WHO", zh="记录人：席位或岗位；也可设 RESPOND_DESK",
        en="who enters it: a seat or post; or set RESPOND_DESK",
    )  # fmt: skip


def now_option() -> Callable[[Any], Any]:
    """Declare `--now`."""
    return option(
        "--now",
        type=Moment(),
        metavar="TIME",
        zh="现在的时刻；不写则取本机时钟",
        en="the present; the machine's clock if absent",
    )


def incident_argument() -> Callable[[Any], Any]:
    """Declare the incident a command is about."""
    return argument(
        "incident",
        metavar="ID",
        zh="事件编号，`respond list` 列出",
        en="the incident, as `respond list` names it",
    )
