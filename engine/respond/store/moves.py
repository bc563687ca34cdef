"""The moves of exercises played live as they are kept: each chained to the one before it in its play."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from attrs import asdict
from sqlalchemy import Connection, select

from respond._records import frozen
from respond.exercise import Move, NewMove
from respond.log import canonical, hash_of, rehashed, stamp
from respond.store.tables import MOVES


@frozen
class KeptMove:
    """A move as it is kept; `hash` covers all else, and with `before` the move before it.

    Of the last move a request with a key made, `key` is that key, and `request` the hash of what was asked.
    """

    play: str
    number: int
    kind: str
    at: str
    real: str
    by: str
    body: str
    key: str | None
    request: str | None
    before: str
    hash: str

    @property
    def right_hash(self) -> str:
        """Give the hash it should bear by what it says; none for what is no text that could have been written."""
        return rehashed(self)

    @property
    def move(self) -> Move:
        """Give what it is in the exercise."""
        return Move(
            self.number, self.kind, self.at, datetime.fromisoformat(self.real), self.by, json.loads(self.body)  # type: ignore[arg-type]
        )  # fmt: skip


def moves_of(connection: Connection, play: str) -> tuple[KeptMove, ...]:
    """Give the moves of a play, in order."""
    wanted = select(MOVES).where(MOVES.c.play == play).order_by(MOVES.c.number)
    return tuple(KeptMove(*row) for row in connection.execute(wanted))


def all_moves(connection: Connection) -> dict[str, tuple[KeptMove, ...]]:
    """Give the moves of every play, in order."""
    found: dict[str, list[KeptMove]] = {}
    for row in connection.execute(select(MOVES).order_by(MOVES.c.play, MOVES.c.number)):
        move = KeptMove(*row)
        found.setdefault(move.play, []).append(move)
    return {play: tuple(moves) for play, moves in found.items()}


def chained_move(play: str, new: NewMove, by: str, now: datetime, before: Sequence[KeptMove]) -> KeptMove:
    """Give a new move behind those before it; its real moment is never before theirs."""
    last = before[-1] if before else None
    real = stamp(now) if last is None else max(stamp(now), last.real)
    fields = {
        "play": play, "number": len(before) + 1, "kind": new.kind, "at": new.at, "real": real, "by": by,
        "body": canonical(dict(new.body)), "key": None, "request": None,
        "before": _origin(play) if last is None else last.hash,
    }  # fmt: skip
    return KeptMove(**fields, hash=hash_of(fields))  # type: ignore[arg-type]


def keyed(move: KeptMove, key: str, request: str | None) -> KeptMove:
    """Give the last move a request made with the key of that request."""
    fields = {name: value for name, value in asdict(move).items() if name != "hash"}
    fields |= {"key": key, "request": request}
    return KeptMove(**fields, hash=hash_of(fields))


def move_breaches(moves: Sequence[KeptMove]) -> tuple[int, ...]:
    """Give the numbers of the moves of a play that are not as they were written, or do not follow the one before."""
    found, before = [], None
    for place, each in enumerate(moves, 1):
        previous = _origin(each.play) if before is None else before.hash
        if each.number != place or each.before != previous or each.hash != each.right_hash:
            found.append(each.number)
        before = each
    return tuple(found)


def _origin(play: str) -> str:
    """Give what stands for the move before the first one, so that no move can go to another play."""
    return sha256(f"respond play {play}".encode()).hexdigest()
