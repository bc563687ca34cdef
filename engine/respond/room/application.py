"""The duty room as a web application: its routes, the headers and cookies of every answer, what cannot be answered."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from secrets import token_urlsafe
from time import perf_counter
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from respond.errors import InputError, RespondError, fault
from respond.room.duty_room import DutyRoom
from respond.room.entrance import SESSION_LASTS
from respond.room.events import events_route
from respond.room.front import Front, answered, body_of, language_of, seen_of, told
from respond.room.operation import Operation
from respond.room.operations import OPERATIONS
from respond.room.pages import page_routes, page_told
from respond.room.permissions import NOBODY
from respond.room.problems import unforeseen
from respond.room.service import COUNTED
from respond.room.settled import Running

COOKIE: Final = "respond"
_HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_TLS: Final = ("Strict-Transport-Security", "max-age=31536000")


def _endpoint(front: Front, operation: Operation) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        lang = language_of(request)
        began = perf_counter()
        try:
            front.check_rate(request, front.running.requests, "request")
            person = await front.person(request) if operation.permission != "anybody" else NOBODY
            if operation.writes and person is not NOBODY:
                front.check_csrf(request, request.headers.get("x-csrf-token"))
            body = await body_of(request)
            query: dict[str, list[str]] = {}
            for name, value in request.query_params.multi_items():
                if name != "lang":
                    query.setdefault(name, []).append(value)
            reply, text = await front.work(
                front.room.call, operation, person, path=dict(request.path_params), query=query, body=body, lang=lang,
                seen=seen_of(request), key=request.headers.get("idempotency-key"),
            )  # fmt: skip
            made = answered(reply, text, lang)
        except RespondError as error:
            made = told(error, lang)
        except ClientDisconnect:
            made = Response(status_code=400)
        COUNTED.requests.labels(operation.id, str(made.status_code)).inc()
        COUNTED.seconds.labels(operation.id).observe(perf_counter() - began)
        return made

    return endpoint


def _routes(front: Front) -> list[BaseRoute]:
    """Make a route of each path, with its methods; longer fixed paths come before those with names in them."""
    found = [
        Route(each.path, _endpoint(front, each), methods=[each.method], name=each.id)
        for each in sorted(OPERATIONS, key=lambda one: (one.path.count("{"), one.path))
    ]
    return [*found]


class Guard:
    """Puts the security headers on every answer."""

    def __init__(self, app: Any, tls: bool) -> None:  # noqa: ANN401, FBT001 - ASGI's
        self.app = app
        self.headers = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
        if tls:
            self.headers.append((_TLS[0].lower().encode(), _TLS[1].encode()))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's
        """Pass a request on."""

        async def guarded(message: Any) -> None:  # noqa: ANN401 - ASGI's
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                more = [each for each in self.headers if each[0] not in there]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)


def application(room: DutyRoom, running: Running | None = None, secret: str | None = None) -> Starlette:
    """Make the web application of a duty room; `secret` signs its cookies (the store's own if absent)."""
    running = running or Running()
    front = Front(room, running)
    room.store.prepare()
    signing = secret or room.store.secret("cookies", _new_secret, room.clock())

    async def missing(request: Request, error: Exception) -> Response:
        code = error.status_code if isinstance(error, HTTPException) else 500
        found = (
            fault("E938", method=request.method)
            if code == HTTPStatus.METHOD_NOT_ALLOWED
            else fault("E937", found=request.url.path)
        )
        problem = InputError([found])
        if not request.url.path.startswith("/v1/"):
            return await page_told(front, request, problem)
        made = told(problem, language_of(request))
        if isinstance(error, HTTPException) and error.headers:
            made.headers.update(error.headers)
        return made

    async def broken(request: Request, error: Exception) -> Response:
        if request.url.path.startswith("/v1/"):
            return told(unforeseen(error), language_of(request))
        return await page_told(front, request, unforeseen(error))

    @asynccontextmanager
    async def life(_: Starlette) -> Any:  # noqa: ANN401 - Starlette's
        async with front.bell.ringing():
            yield

    middleware = [
        Middleware(Guard, tls=running.tls),
        Middleware(
            SessionMiddleware, secret_key=signing, session_cookie=COOKIE, same_site="strict", https_only=running.tls,
            max_age=int(SESSION_LASTS.total_seconds()),
        ),
    ]  # fmt: skip
    app = Starlette(
        routes=[events_route(front), *_routes(front), *page_routes(front)],
        middleware=middleware,
        exception_handlers={404: missing, 405: missing, Exception: broken},
        lifespan=life,
    )
    app.state.front = front
    return app


def _new_secret() -> str:
    return token_urlsafe(32)
