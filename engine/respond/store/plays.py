"""A store with the moves of exercises played live: appended, chained play by play, never changed."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

from attrs import asdict
from sqlalchemy import Connection, func, insert, select

from respond._records import frozen
from respond.errors import InputError, fault, nearest
from respond.exercise import Move, NewMove
from respond.log import canonical, hash_of, stamp
from respond.store.rows import check_name, check_new_name, check_texts
from respond.store.tables import MOVES
from respond.store.watched import WatchedStore

MOST_SCENARIO: Final = 1_000_000
"""Characters of a text of a move: the first brings the whole scenario."""


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
        """Give the hash it should bear by what it says."""
        return hash_of({name: value for name, value in asdict(self).items() if name != "hash"})

    @property
    def move(self) -> Move:
        """Give what it is in the exercise."""
        return Move(
            self.number, self.kind, self.at, datetime.fromisoformat(self.real), self.by, json.loads(self.body)  # type: ignore[arg-type]
        )  # fmt: skip


@frozen
class KeptPlay:
    """A play of a store: how many moves it has, the hash of the last one, when that was made."""

    id: str
    moves: int
    head: str
    last: datetime


Moves = Sequence[Move]


class PlayStore(WatchedStore):
    """A store that keeps exercises played live; only one for exercises does (E966 tells any other)."""

    def plays(self) -> tuple[KeptPlay, ...]:
        """Give every play, in the order of their names."""
        last = (
            select(MOVES.c.play, func.max(MOVES.c.number).label("number")).group_by(MOVES.c.play).subquery()
        )
        one = (MOVES.c.play == last.c.play) & (MOVES.c.number == last.c.number)
        wanted = select(MOVES.c.play, MOVES.c.number, MOVES.c.hash, MOVES.c.real).join(last, one)
        with self._reading() as connection:
            found = [] if connection is None else list(connection.execute(wanted.order_by(MOVES.c.play)))
        return tuple(
            KeptPlay(name, number, head, datetime.fromisoformat(real)) for name, number, head, real in found
        )

    def kept_moves(self, play: str) -> tuple[KeptMove, ...]:
        """Give the moves of a play as they are kept. Raises InputError (E690) for one that is not kept here."""
        with self._reading() as connection:
            found = () if connection is None else _moves(connection, play)
            if not found:
                raise self._no_play(connection, play)
            return found

    def moves(self, play: str) -> tuple[Move, ...]:
        """Give the moves of a play. Raises InputError: E690 for none, E698 where they are not as they were written."""
        found = self.kept_moves(play)
        _check_chain(found)
        return tuple(each.move for each in found)

    def add_moves(
        self,
        play: str,
        make: Callable[[Moves], Sequence[NewMove]],
        *,
        by: str,
        now: datetime,
        key: str | None = None,
        request: str | None = None,
        new: bool = False,
    ) -> tuple[Move, ...]:
        """Add what `make` gives, worked out from the moves that are there while nobody else can write; all or nothing.

        `new` opens a play (E691 where there is one of that name); otherwise it must be there (E690). With a `key` that
        the same person has used in this play before, nothing is added, and what was made then is given; another
        `request` under it is refused (E939). A real moment is never before that of the move before, however a clock was
        set back.
        """
        self.check_exercises()
        (check_new_name if new else check_name)("play", play)
        check_name("by", by)
        with self._writing() as connection:
            kept = _moves(connection, play)
            made = [each for each in kept if key is not None and (each.by, each.key) == (by, key)]
            if made and made[0].request != request:
                raise InputError([fault("E939")])
            if made:
                return (made[0].move,)
            if new and kept:
                raise InputError([fault("E691", name=play)])
            if not new and not kept:
                raise self._no_play(connection, play)
            _check_chain(kept)
            rows: list[KeptMove] = [*kept]
            for each in make(tuple(one.move for one in kept)):
                check_texts(each.kind, dict(each.body), most=MOST_SCENARIO)
                rows.append(_chained(play, each, by, now, rows))
            added = rows[len(kept) :]
            if added and key is not None:
                added[-1] = _keyed(added[-1], key, request)
            if added:
                connection.execute(insert(MOVES), [asdict(each) for each in added])
            return tuple(each.move for each in added)

    def _no_play(self, connection: Connection | None, play: str) -> InputError:
        names: list[str] = []
        if connection is not None:
            names = [name for (name,) in connection.execute(select(MOVES.c.play).distinct())]
        return InputError([fault("E690", suggestion=nearest(play, names), name=play, store=self.place)])


def _moves(connection: Connection, play: str) -> tuple[KeptMove, ...]:
    wanted = select(MOVES).where(MOVES.c.play == play).order_by(MOVES.c.number)
    return tuple(KeptMove(*row) for row in connection.execute(wanted))


def _origin(play: str) -> str:
    """Give what stands for the move before the first one, so that no move can go to another play."""
    return sha256(f"respond play {play}".encode()).hexdigest()


def _chained(play: str, new: NewMove, by: str, now: datetime, before: Sequence[KeptMove]) -> KeptMove:
    last = before[-1] if before else None
    real = stamp(now) if last is None else max(stamp(now), last.real)
    fields = {
        "play": play, "number": len(before) + 1, "kind": new.kind, "at": new.at, "real": real, "by": by,
        "body": canonical(dict(new.body)), "key": None, "request": None,
        "before": _origin(play) if last is None else last.hash,
    }  # fmt: skip
    return KeptMove(**fields, hash=hash_of(fields))  # type: ignore[arg-type]


def _keyed(move: KeptMove, key: str, request: str | None) -> KeptMove:
    """Give the last move a request made with the key of that request."""
    fields = {name: value for name, value in asdict(move).items() if name != "hash"}
    fields |= {"key": key, "request": request}
    return KeptMove(**fields, hash=hash_of(fields))


def _breaches(moves: Sequence[KeptMove]) -> tuple[int, ...]:
    found, before = [], None
    for place, each in enumerate(moves, 1):
        previous = _origin(each.play) if before is None else before.hash
        if each.number != place or each.before != previous or each.hash != each.right_hash:
            found.append(each.number)
        before = each
    return tuple(found)


def _check_chain(moves: Sequence[KeptMove]) -> None:
    broken = _breaches(moves)
    if broken:
        raise InputError([fault("E698", name=moves[0].play, number=broken[0])])
