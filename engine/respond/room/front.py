"""What stands between HTTP and the room: who asks, in which language, the limits that are kept, the form of answers."""

from collections.abc import Callable
from functools import partial
from hmac import compare_digest
from http import HTTPStatus
from typing import Any, Final, cast

from anyio import CapacityLimiter, to_thread
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.responses import Response

from respond.errors import InputError, Language, RespondError, fault
from respond.room.bell import Bell
from respond.room.duty_room import DutyRoom
from respond.room.operation import Reply
from respond.room.permissions import NOBODY, Person
from respond.room.problems import problem_of
from respond.room.settled import BIGGEST, Running
from respond.situation import json_of

_ENGINE: Final = 1
"""Threads that answer questions: the engine answers one at a time."""


class Front:
    """What stands between HTTP and the room: it finds out who asks, keeps the limits, and words the answers."""

    def __init__(self, room: DutyRoom, running: Running) -> None:
        self.room = room
        self.running = running
        self.engine = CapacityLimiter(_ENGINE)
        self.limiter = MovingWindowRateLimiter(MemoryStorage())
        self.bell = Bell(room.store)

    async def work(self, function: Callable[..., Any], *given: object, **named: object) -> Any:  # noqa: ANN401
        """Have the engine do something, after what it is doing now."""
        return await to_thread.run_sync(partial(function, *given, **named), limiter=self.engine)

    async def person(self, request: Request) -> Person:
        """Find out who asks: by a key, by what a proxy vouches for, by the session. Raises InputError (E931)."""
        now = self.room.clock()
        shown = request.headers.get("authorization", "")
        if shown:
            kind, _, secret = shown.partition(" ")
            if kind.lower() != "bearer" or not secret:
                raise InputError([fault("E931")])
            return cast("Person", await self.work(self.room.entrance.by_token, secret.strip(), now))
        header = self.running.proxy_header
        if header is not None and address_of(request) in self.running.proxies and header in request.headers:
            return cast("Person", await self.work(self.room.entrance.by_header, request.headers[header], now))
        session = request.session.get("secret")
        if not isinstance(session, str):
            return NOBODY
        known: Person | None = await self.work(self.room.entrance.by_session, session, now)
        return known or NOBODY

    def check_rate(self, request: Request, most: int, what: str) -> None:
        """Refuse a client that asks too often (E934)."""
        if not self.limiter.hit(RateLimitItemPerMinute(most), what, address_of(request)):
            raise InputError([fault("E957", most=most)])

    def check_csrf(self, request: Request, given: str | None) -> None:
        """Refuse a change that no page of ours can have asked for, unless a key is shown with it (E958)."""
        if "authorization" in request.headers:
            return
        known = request.session.get("csrf")
        if not isinstance(known, str) or given is None or not compare_digest(known.encode(), given.encode()):
            raise InputError([fault("E958")])


def address_of(request: Request) -> str:
    """Give the address a request comes from."""
    return request.client.host if request.client is not None else "-"


async def body_of(request: Request) -> bytes:
    """Read the body; raises InputError (E941) where it is larger than is taken."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > BIGGEST:
            raise InputError([fault("E941", most=BIGGEST // 1_000_000)])
        parts.append(part)
    return b"".join(parts)


def language_of(request: Request) -> Language:
    """Give the language of the answer: as the address says, as was chosen before, as the browser prefers; zh else."""
    asked = request.query_params.get("lang")
    chosen = request.session.get("lang") if "session" in request.scope else None
    if asked in {"zh", "en"}:
        return "en" if asked == "en" else "zh"
    if chosen in {"zh", "en"}:
        return "en" if chosen == "en" else "zh"
    preferred = [
        each.partition(";")[0].strip().lower()
        for each in request.headers.get("accept-language", "").split(",")
    ]
    first = next((each[:2] for each in preferred if each[:2] in {"zh", "en"}), "zh")
    return "en" if first == "en" else "zh"


def seen_of(request: Request) -> int | None:
    """Give the last entry that had been read (If-Match); raises InputError (E956) for what is no ETag of ours."""
    given = request.headers.get("if-match")
    if given is None:
        return None
    text = given.strip().removeprefix('"').removesuffix('"')
    if not (text.isascii() and text.isdigit() and 0 < len(text) <= 9):
        raise InputError([fault("E956", found=given)])
    return int(text)


def told(error: RespondError, lang: Language) -> Response:
    """Give an error as a problem."""
    problem = problem_of(error, lang)
    made = Response(json_of(problem), problem.status, media_type="application/problem+json")
    made.headers["Content-Language"] = lang
    if problem.status == HTTPStatus.UNAUTHORIZED:
        made.headers["WWW-Authenticate"] = "Bearer"
    if problem.status == HTTPStatus.TOO_MANY_REQUESTS:
        made.headers["Retry-After"] = "60"
    return made


def answered(reply: Reply, text: str, lang: Language) -> Response:
    """Give an answer in HTTP."""
    made = Response(
        text if reply.status != HTTPStatus.NO_CONTENT else b"", reply.status, media_type=reply.media
    )
    made.headers["Content-Language"] = lang
    if reply.etag is not None:
        made.headers["ETag"] = f'"{reply.etag}"'
    if reply.location is not None:
        made.headers["Location"] = reply.location
    return made
