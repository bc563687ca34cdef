"""The duty room: its store, plans and clock, and how a question is carried out for whoever asks it."""

from collections.abc import Callable
from datetime import datetime
from threading import RLock
from typing import Any, Final

from attrs import evolve, field

from respond._records import define
from respond.desk import Entered, entered_data, status
from respond.errors import InputError, Language, fault
from respond.plan import Library, structure
from respond.room.entrance import Entrance
from respond.room.operation import Call, Operation, Reply, read_query
from respond.room.permissions import NOBODY, PERMISSIONS, Person
from respond.room.proposing import proposal_data
from respond.situation import json_of
from respond.store import Reply as KeptReply
from respond.store import RoomStore, hidden
from respond.yaml import Source, decode, parse

BODY: Final = "body"
"""What messages call the body of a request."""
_LONGEST_KEY: Final = 200


@define(eq=False)
class DutyRoom:
    """Everything the answers rest on; no state of its own matters, so that several may stand on one database.

    `clock` gives the present. The engine answers one question at a time:
    whoever comes meanwhile waits.
    """

    store: RoomStore
    library: Library
    clock: Callable[[], datetime]
    entrance: Entrance = field()
    lock: RLock = field(factory=RLock)

    @entrance.default
    def _entrance(self) -> Entrance:
        return Entrance(self.store)

    def call(
        self,
        operation: Operation,
        person: Person,
        *,
        path: dict[str, str],
        query: dict[str, list[str]],
        body: bytes = b"",
        lang: Language = "zh",
        seen: int | None = None,
        key: str | None = None,
    ) -> tuple[Reply, str]:
        """Carry a question out, and give the answer with its text. Raises RespondError.

        `key` makes a request that changes something safe to send twice: it is carried out once, and answered the same.
        """
        with self.lock:
            now = self.clock()
            self.check(person, operation, now)
            read = read_query(operation.query, query)
            source = Source(BODY, decode(body, BODY)) if body.strip() else None
            call = Call(
                room=self,
                person=person,
                store=self.store.seen_from(person.regions),
                now=read.get("now") or now,
                lang=lang,
                path=path,
                query=read,
                body=_body(operation, source),
                source=source,
                seen=seen,
            )
            if key is None or not operation.keyed:
                reply = operation.run(call)
                return reply, text_of(reply)
            return self._once(operation, call, key, body)

    @property
    def two_decide(self) -> bool:
        """Say whether what goes against the plan, and every ending, needs a second person."""
        return bool(self.store.setting("two-persons") == "yes")

    def check(self, person: Person, operation: Operation, now: datetime) -> None:
        """Refuse whoever is not known (E931) or lacks the permission (E930, which is noted)."""
        permission = operation.permission
        if permission == "anybody":
            return
        if person is NOBODY:
            raise InputError([fault("E931")])
        if permission != "known" and not person.may(permission):
            self.refuse(person, operation.id, now)
            raise InputError([fault("E930", what=PERMISSIONS[permission])])

    def refuse(self, person: Person, what: str, now: datetime) -> None:
        """Note that somebody was refused something."""
        self.store.audit(person.name, "refused", what, now)

    def _once(self, operation: Operation, call: Call, key: str, body: bytes) -> tuple[Reply, str]:
        if not 0 < len(key) <= _LONGEST_KEY or not key.isprintable():
            raise InputError([fault("E952")])
        request = hidden(f"{operation.id} {sorted(call.path.items())} {body.hex()}")
        known = call.store.reply(call.person.name, key)
        if known is not None:
            return self._again(call, known, request)
        with call.store.replying(call.person.name, key, request, call.now):
            reply = operation.run(call)
        text = text_of(reply)
        call.store.keep_reply(call.person.name, key, text)
        return reply, text

    def _again(self, call: Call, known: KeptReply, request: str) -> tuple[Reply, str]:
        """Answer a request that was carried out before; what died before it answered is answered from the log."""
        if known.request != request:
            raise InputError([fault("E939")])
        proposed = known.first == 0
        text = known.body
        if text is None and proposed:
            proposal = call.store.proposal(known.last)
            assert proposal is not None  # noqa: S101 - it was kept in one transaction with what names it
            text = json_of(proposal_data(proposal))
        elif text is None:
            rows = call.store.rows(known.incident, after=known.first - 1)[: known.last - known.first + 1]
            situation = status(call.store, call.library, known.incident, now=call.now)
            text = json_of(entered_data(Entered(rows, situation)))
        reply = Reply(status=202) if proposed else Reply(status=201, etag=str(known.last))
        return evolve(reply, text=text), text


def text_of(reply: Reply) -> str:
    """Give the text of an answer."""
    return reply.text if reply.text is not None else "" if reply.thing is None else json_of(reply.thing)


def _body(operation: Operation, source: Source | None) -> Any:  # noqa: ANN401 - what the operation takes
    if operation.takes is None:
        if source is not None:
            raise InputError([fault("E953")])
        return None
    return structure(parse(source or Source(BODY, "{}")), operation.takes)
