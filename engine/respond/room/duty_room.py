"""The duty room: how a question is carried out for whoever asks it."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from attrs import evolve

from respond._records import define
from respond.errors import InputError, Language, RespondError, fault
from respond.plan import structure
from respond.room.ground import Ground
from respond.room.operation import Call, Operation, Reply, read_query
from respond.room.permissions import NOBODY, PERMISSIONS, Person
from respond.room.pointing import pointed_out
from respond.room.proposing import proposal_data
from respond.room.sent import BODY, check_no_body, sent_source
from respond.situation import json_of
from respond.store import CarriedOutError, RetoldStore, hidden
from respond.store import Reply as KeptReply
from respond.yaml import Source, parse

_LONGEST_KEY: Final = 200


@define(eq=False)
class DutyRoom(Ground):
    """The room as it is asked. The engine answers one question at a time: whoever comes meanwhile waits."""

    def call(  # noqa: PLR0913 - nearly all of them by name
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
        for_page: bool = False,
    ) -> tuple[Reply, str]:
        """Carry a question out, and give the answer with its text; `for_page` the whole of a list, and no text.

        `key` makes a request that changes something safe to send twice: it is carried out once, and answered the same.
        Raises RespondError.
        """
        with self.lock:
            now = self.clock()
            self.check(person, operation, now)
            check_path(path)
            read = read_query(operation.query, query)
            source = sent_source(body)
            with pointed_out(None if for_page else source), self.looking(person, operation.id, now) as store:
                sent = _body(operation, source)
                call = Call(
                    room=self,
                    person=person,
                    store=store,
                    now=read.get("now") or now,
                    lang=lang,
                    path=path,
                    query=read,
                    body=sent,
                    source=source,
                    seen=seen,
                    key=key,
                )
                # moves are kept under their keys
                if key is None or not operation.keyed or operation.tag == "plays":
                    reply = operation.run(call)
                    if for_page:
                        return reply, ""
                    if operation.pages is not None:
                        reply = evolve(reply, thing=operation.pages.page(reply.thing, read))
                    return reply, text_of(reply)
                return self._once(operation, call, key, body)

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

    def _once(self, operation: Operation, call: Call, key: str, body: bytes) -> tuple[Reply, str]:
        if not 0 < len(key) <= _LONGEST_KEY or not key.isprintable():
            raise InputError([fault("E952")])
        request = hidden(f"{operation.id} {sorted(call.path.items())} {body.hex()}")
        known = call.store.reply(call.person.name, key)
        if known is not None:
            return self._again(operation, call, known, request)
        try:
            with call.store.replying(call.person.name, key, request, call.now):
                reply = operation.run(call)
        except CarriedOutError:  # another process was carrying it out at the same moment
            known = call.store.reply(call.person.name, key)
            assert known is not None  # noqa: S101 - it is why this one was not kept
            return self._again(operation, call, known, request)
        text = text_of(reply)
        self._keep_reply(call, key, reply, text)
        return reply, text

    def _keep_reply(self, call: Call, key: str, reply: Reply, text: str) -> None:
        """Keep an answer as it is given; where it cannot be kept, it is given again from the log."""
        kept = {"status": reply.status, "etag": reply.etag, "location": reply.location, "text": text}
        with suppress(RespondError):  # what was entered is entered, and is to be told
            call.store.keep_reply(call.person.name, key, json.dumps(kept, ensure_ascii=False), call.now)

    def _again(self, operation: Operation, call: Call, known: KeptReply, request: str) -> tuple[Reply, str]:
        """Answer a request that was carried out before; what died before it answered is answered from the log."""
        if known.request != request:
            raise InputError([fault("E939")])
        if known.body is not None:
            reply = Reply(**json.loads(known.body))
        elif known.first == 0:
            proposal = call.store.proposal(known.last)
            assert proposal is not None  # noqa: S101 - it was kept in one transaction with what names it
            told = proposal_data(proposal)
            settled = operation.takes is None
            reply = Reply(told, 200) if settled else Reply(told, 202, location=f"/v1/proposals/{known.last}")
        else:
            rows = call.store.rows(known.incident, after=known.first - 1)[: known.last - known.first + 1]
            then = RetoldStore.of(call.store, rows)
            reply = operation.run(evolve(call, room=evolve(self, store=then), store=then, now=then.at))
        return reply, text_of(reply)


def check_path(path: Mapping[str, str]) -> None:
    """Refuse names in a path that nothing can be called (E937)."""
    faults = [
        fault("E937", found=name.encode("ascii", "backslashreplace").decode())
        for name in path.values()
        if not name.isprintable()
    ]
    if faults:
        raise InputError(faults)


def text_of(reply: Reply) -> str:
    """Give the text of an answer."""
    return reply.text if reply.text is not None else "" if reply.thing is None else json_of(reply.thing)


def _body(operation: Operation, source: Source | None) -> Any:  # noqa: ANN401 - what the operation takes
    if operation.takes is None:
        check_no_body(source)
        return None
    return structure(parse(source or Source(BODY, "{}")), operation.takes)
