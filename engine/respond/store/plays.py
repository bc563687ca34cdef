"""A store with the moves of exercises played live: appended, chained play by play, never changed."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from attrs import asdict
from sqlalchemy import Connection, func, insert, select

from respond._records import frozen
from respond.errors import InputError, fault, nearest
from respond.exercise import Move, NewMove
from respond.store.moves import KeptMove, chained_move, keyed, move_breaches, moves_of
from respond.store.rows import check_name, check_new_name, check_texts
from respond.store.tables import HEARTBEATS, MOVES
from respond.store.watched import OF_PLAYS, WatchedStore

MOST_SCENARIO: Final = 1_000_000
"""Characters of a text of a move: the first brings the whole scenario."""


@frozen
class KeptPlay:
    """A play of a store: how many moves it has, the hash of the last one, when that was made."""

    id: str
    moves: int
    head: str
    last: datetime


Moves = Sequence[Move]


@frozen
class _Entry:
    """Who adds to a play, when, and by which request."""

    play: str
    by: str
    now: datetime
    key: str | None
    request: str | None


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

    def beat_of_plays(self, now: datetime, gap: timedelta) -> None:
        """Write down that a server is there while a clock of an exercise runs."""
        self.beat(OF_PLAYS, now, gap)

    def last_beat_of_plays(self) -> datetime | None:
        """Give when a server was last there while a clock of an exercise ran; None where none ever was."""
        with self._reading() as connection:
            wanted = select(HEARTBEATS.c.last).where(HEARTBEATS.c.ticker == OF_PLAYS)
            last = None if connection is None else connection.scalar(wanted)
            return None if last is None else datetime.fromisoformat(last)

    def kept_moves(self, play: str) -> tuple[KeptMove, ...]:
        """Give the moves of a play as they are kept. Raises InputError (E690) for one that is not kept here."""
        with self._reading() as connection:
            found = () if connection is None else moves_of(connection, play)
            if not found:
                raise self._no_play(connection, play)
            return found

    def moves(self, play: str) -> tuple[Move, ...]:
        """Give the moves of a play. Raises InputError: E690 for none, E698 where they are not as they were written."""
        found = self.kept_moves(play)
        _check_chain(found)
        return tuple(each.move for each in found)

    def last_move(self, play: str) -> tuple[int, str]:
        """Give the number of the last move of a play and its hash, which covers all before; (0, "") where none is kept.

        Whoever has seen the moves up to it has seen them all.
        """
        wanted = select(MOVES.c.number, MOVES.c.hash).where(MOVES.c.play == play)
        with self._reading() as connection:
            last = wanted.order_by(MOVES.c.number.desc()).limit(1)
            found = None if connection is None else connection.execute(last).first()
            return (0, "") if found is None else (found[0], found[1])

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
            kept = self._kept_to_add(connection, play, by, key, request)
            if isinstance(kept, KeptMove):
                return (kept.move,)
            if new and kept:
                raise InputError([fault("E691", name=play)])
            if not new and not kept:
                raise self._no_play(connection, play)
            _check_chain(kept)
            return self._added(connection, kept, _Entry(play, by, now, key, request), make(_moves_in(kept)))

    def add_moves_to_all(
        self,
        plays: Sequence[str],
        make: Callable[[Sequence[Moves]], Sequence[Sequence[NewMove]]],
        *,
        by: str,
        now: datetime,
        key: str | None = None,
        request: str | None = None,
    ) -> tuple[tuple[Move, ...], ...]:
        """Add what `make` gives to several plays that are there, to all of them or to none; else as for one play."""
        self.check_exercises()
        for each in (*plays, by):
            check_name("play", each)
        with self._writing() as connection:
            kept = [self._kept_to_add(connection, each, by, key, request) for each in plays]
            again = [each for each in kept if isinstance(each, KeptMove)]
            if again:
                return tuple((each.move,) for each in again)
            found = [each for each in kept if not isinstance(each, KeptMove)]
            for name, rows in zip(plays, found, strict=True):
                if not rows:
                    raise self._no_play(connection, name)
                _check_chain(rows)
            made = make([_moves_in(each) for each in found])
            return tuple(
                self._added(connection, rows, _Entry(name, by, now, key, request), own)
                for name, rows, own in zip(plays, found, made, strict=True)
            )

    def _kept_to_add(
        self, connection: Connection, play: str, by: str, key: str | None, request: str | None
    ) -> KeptMove | tuple[KeptMove, ...]:
        """Give the moves of a play that something is to be added to, or the one that was added with this key before."""
        kept = tuple(moves_of(connection, play))
        made = [each for each in kept if key is not None and (each.by, each.key) == (by, key)]
        if made and made[0].request != request:
            raise InputError([fault("E939")])
        return made[0] if made else kept

    def _added(
        self, connection: Connection, kept: Sequence[KeptMove], entry: "_Entry", moves: Sequence[NewMove]
    ) -> tuple[Move, ...]:
        rows: list[KeptMove] = [*kept]
        for each in moves:
            check_texts(each.kind, dict(each.body), most=MOST_SCENARIO)
            rows.append(chained_move(entry.play, each, entry.by, entry.now, rows))
        added = rows[len(kept) :]
        if added and entry.key is not None:
            added[-1] = keyed(added[-1], entry.key, entry.request)
        if added:
            connection.execute(insert(MOVES), [asdict(each) for each in added])
            self._set_down(connection, "plays", [(entry.play,)], entry.now)
        return tuple(each.move for each in added)

    def _no_play(self, connection: Connection | None, play: str) -> InputError:
        names: list[str] = []
        if connection is not None:
            names = [name for (name,) in connection.execute(select(MOVES.c.play).distinct())]
        return InputError([fault("E690", suggestion=nearest(play, names), name=play, store=self.place)])


def _moves_in(kept: Sequence[KeptMove]) -> Moves:
    return tuple(each.move for each in kept)


def _check_chain(moves: Sequence[KeptMove]) -> None:
    broken = move_breaches(moves)
    if broken:
        raise InputError([fault("E698", name=moves[0].play, number=broken[0])])
