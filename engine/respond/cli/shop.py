"""What the commands of a running incident share: the store they open, the seat they enter for, the present."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from respond.cli.clock import present
from respond.errors import MissingExtraError, fault

if TYPE_CHECKING:
    from respond.desk import Desk

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
def desk_at(given: dict[str, Any], *, readonly: bool = False) -> "Iterator[Desk]":
    """Sit down at the store that was named. Raises MissingExtraError (E852) where its libraries are missing."""
    with of_the_store():
        from respond.desk import Desk  # noqa: PLC0415
        from respond.store import Store  # noqa: PLC0415
    from respond.api import default_library  # noqa: PLC0415

    store = Store(given.get("store"), readonly=readonly)
    who = given.get("desk") or os.environ.get("RESPOND_DESK") or DUTY_ROOM
    try:
        yield Desk(store, default_library(), by=who)
    finally:
        store.close()


def now_for(desk: "Desk", given: dict[str, Any]) -> datetime:
    """Give the present: as typed, in the zone of the incident where it has no offset, or by the machine's clock."""
    from respond.facts import read_instant  # noqa: PLC0415

    typed = given.get("now")
    if typed is None:
        return present()
    return read_instant(typed, "--now", zone=desk.zone(given.get("incident"), given.get("plan") or ()))
