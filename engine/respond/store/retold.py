"""A store as it was before some entries were made, in which making them anew gives those that are kept.

What an entry came to follows from the log before it and the moment it was written. So a request whose answer was never
kept, because the process died between, is carried out once more here, and answered as it would have been.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from attrs import evolve
from sqlalchemy import Connection

from respond.log import Draft, Row
from respond.store.following import Following
from respond.store.kept import Rows
from respond.store.roomed import Proposal, ProposalState, RoomStore


class RetoldStore(RoomStore):
    """What one request saw of a store and gave to it; nothing is ever written to it."""

    made: tuple[Row, ...]
    """The entries of the request, in the incident it named."""
    upto: int
    """The place of the last row that is there."""

    @classmethod
    def of(cls, store: RoomStore, made: tuple[Row, ...]) -> "RetoldStore":
        """Give a store as it was before some entries; of one seen from regions, what was seen of it."""
        found = cls.__new__(cls)
        found.__dict__.update(store.__dict__)
        found.made, found.following = made, Following()
        found.upto = made[0].seq - 1
        linked = store.rows(made[-1].data["to"]) if made[0].kind == "link" and "to" in made[0].data else ()
        beside = [row for row in linked if row.seq == found.upto and row.kind == "link"]
        if beside and beside[0].data.get("to") == made[0].incident and beside[0].recorded == made[0].recorded:
            found.upto -= 1  # the entry in the other log is of the same request
        return found

    @property
    def at(self) -> datetime:
        """Give the moment the entries were written."""
        return datetime.fromisoformat(self.made[0].recorded)

    @property
    def two_decide(self) -> bool:
        """Say no: what was entered was either decided by one, or confirmed."""
        return False

    def add(
        self, incident: str, make: Callable[[Rows], Sequence[Draft]], *, by: str, now: datetime,  # noqa: ARG002
        seen: int | None = None, decides: bool = False, new: bool = False,  # noqa: ARG002
    ) -> tuple[Row, ...]:  # fmt: skip
        """Give the entries that were made then, once they were worked out anew."""
        make(lambda: () if new else self.read_on(incident))
        self.upto = max(self.upto, self.made[-1].seq)
        return self.made

    def check_seen(self, incident: str, seen: int) -> None:
        """Refuse nothing: it was not refused then."""

    def audit(self, who: str, what: str, about: str, now: datetime, **detail: object) -> None:
        """Note nothing: it was noted then."""

    def proposal(self, number: int) -> Proposal | None:
        """Give a proposal as it was before it was settled."""
        found = super().proposal(number)
        return None if found is None else evolve(found, state="open", decided_by=None, decided_at=None)

    @contextmanager
    def deciding(
        self, proposal: Proposal, state: ProposalState, by: str, now: datetime,  # noqa: ARG002
    ) -> Iterator[None]:  # fmt: skip
        """Settle nothing: it was settled then."""
        yield

    def _rows_in(self, connection: Connection, incident: str | None, after: int) -> tuple[Row, ...]:
        return tuple(row for row in super()._rows_in(connection, incident, after) if row.seq <= self.upto)
