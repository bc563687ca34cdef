"""An incident at a desk, and the moments of its night."""

from datetime import datetime, timedelta

import pytest
from logs import NOW, opening

from respond.desk import Decision, due
from respond.errors import RespondError


def at(clock: str) -> datetime:
    """Give a moment of the night, in China."""
    return datetime.fromisoformat(f"2026-11-21T{clock}+08:00")


def began(desk, name: str = "one", **more):
    """Open an incident at a desk."""
    return desk.open({**opening(name), **more}, now=NOW)


def how(minutes: int = 30, by: str = "headquarters", **more) -> Decision:
    """Decide something so many minutes after the incident was opened."""
    return Decision(by, NOW + timedelta(minutes=minutes), **more)


def refused(call, *codes: str) -> RespondError:
    """Give the error a call raises, which must have these codes and no others."""
    with pytest.raises(RespondError) as raised:
        call()
    assert [each.code for each in raised.value.faults] == list(codes)
    return raised.value


def all_done(desk, name: str, minutes: int) -> None:
    """Enter that all of ours that presses was done, so many minutes after the incident was opened."""
    now = NOW + timedelta(minutes=minutes)
    for each in due(desk.store, desk.library, name, now=now).owed:
        one = each.obligation
        desk.did(name, one.duty, round=one.round, now=now, **_by(one))


def _by(one) -> dict:
    to = [unit.id for unit in one.to]
    return {"by": one.units[0].id, **({"to": to} if to else {})}
