"""What happens, as a stream (server-sent events): every entry of the logs, from wherever the reader left off."""

import json
from collections.abc import AsyncIterator
from typing import Final

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from respond.errors import InputError, Language, RespondError, Text, fault
from respond.room.bell import QUIET
from respond.room.front import Front, language_of, told
from respond.room.operation import Operation, Reply
from respond.room.permissions import Person
from respond.store import KINDS

_AT_ONCE: Final = 500
"""Entries that are read at once."""

EVENTS: Final = Operation(
    "events", "GET", "/v1/events",
    Text("记录的动态（SSE，可续传）", "What is entered, as it happens (SSE, resumable by Last-Event-ID)"), "read", None,
    lambda _: Reply(text=""), media="text/event-stream",
)  # fmt: skip
"""The stream as one of the operations: for its permission and its description; it has a route of its own."""


def events_route(front: Front) -> Route:
    """Make the route of the stream."""

    async def endpoint(request: Request) -> Response:
        lang = language_of(request)
        try:
            person = await front.asking(request)
            await front.work(_check, front, person)
            after = await front.work(_after, front, request.headers.get("last-event-id"))
        except RespondError as error:
            return told(error, lang)
        if request.method == "HEAD":
            return Response(media_type=EVENTS.media)
        return EventSourceResponse(
            _stream(front, request, after, lang), ping=QUIET, headers={"Cache-Control": "no-store"}
        )

    return Route("/v1/events", endpoint, methods=["GET"], name="events")


def _check(front: Front, person: Person) -> None:
    front.room.check(person, EVENTS, front.room.clock())


def _after(front: Front, given: str | None) -> int:
    """Give the place to go on from: where the reader left off, else the end of the logs."""
    if given is None or not given.strip():
        return front.room.store.last_place()
    if not (given.isascii() and given.isdigit() and len(given) <= 15):
        raise InputError([fault("E951", name="Last-Event-ID", found=given, known="id")])
    return int(given)


async def _stream(
    front: Front, request: Request, after: int, lang: Language
) -> AsyncIterator[ServerSentEvent]:
    """Give what is entered as long as whoever listens may; who may not any more hears no more."""
    while True:
        heard = front.bell.rung
        try:
            person = await front.person(request)
            await front.work(_check, front, person)
            store = front.room.store.seen_from(person.regions)
            rows, upto = await front.work(store.rows_on, after, _AT_ONCE)
        except RespondError:
            return
        for row in rows:
            said = {
                "incident": row.incident, "number": row.number, "kind": row.kind,
                "words": KINDS[row.kind].say(lang), "known": row.known, "by": row.by,
            }  # fmt: skip
            yield ServerSentEvent(id=str(row.seq), event="entry", data=json.dumps(said, ensure_ascii=False))
        if upto == after:
            await front.bell.wait(heard)
        after = upto
