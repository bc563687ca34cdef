"""The duty room as a web application: its routes, the headers and cookies of every answer, what cannot be answered."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext
from hashlib import sha256
from http import HTTPStatus
from secrets import token_urlsafe
from time import perf_counter
from typing import Any, Final
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.convertors import Convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from respond.errors import InputError, RespondError, fault
from respond.room.ahead import working_ahead
from respond.room.duty_room import DutyRoom
from respond.room.entrance import SESSION_LASTS
from respond.room.events import events_route
from respond.room.front import Front, answered, body_of, language_of, next_page, seen_of, told
from respond.room.operation import Operation
from respond.room.operations import OPERATIONS
from respond.room.pages import page_routes, page_told
from respond.room.permissions import NOBODY
from respond.room.problems import unforeseen
from respond.room.pulse import beating
from respond.room.service import COUNTED
from respond.room.settled import Running

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
            # whoever asks how the program is has not to wait for others: it is counted apart
            known = operation.permission != "anybody"
            person = await front.asking(request) if known else front.anybody(request, operation.id)
            if operation.writes and person is not NOBODY:
                await front.check_own(request, person, operation.id, request.headers.get("x-csrf-token"))
            body = await body_of(request)
            query: dict[str, list[str]] = {}
            for name, value in request.query_params.multi_items():
                if name != "lang":
                    query.setdefault(name, []).append(value)
            reply, text = await front.call(
                operation, person, path=dict(request.path_params), query=query, body=body, lang=lang,
                seen=seen_of(request, operation), key=request.headers.get("idempotency-key"),
            )  # fmt: skip
            made = answered(reply, text, lang)
            made.headers.update(next_page(request, operation, reply))
        except RespondError as error:
            made = told(error, lang)
        except ClientDisconnect:
            made = Response(status_code=400)
        except Exception as error:
            made = front.broken(error, lang)
        COUNTED.requests.labels(operation.id, str(made.status_code)).inc()
        COUNTED.seconds.labels(operation.id).observe(perf_counter() - began)
        return made

    return endpoint


def _routes(front: Front) -> list[BaseRoute]:
    """Make a route of each path, for all its methods; longer fixed paths come before those with names in them."""
    found: dict[str, dict[str, Operation]] = {}
    for each in sorted(OPERATIONS, key=lambda one: (one.path.count("{"), one.path)):
        found.setdefault(each.path, {})[each.method] = each
    return [
        Route(
            path, _by_method(front, by_method), methods=[*by_method], name=next(iter(by_method.values())).id
        )
        for path, by_method in found.items()
    ]


def _by_method(front: Front, operations: Mapping[str, Operation]) -> Callable[[Request], Awaitable[Response]]:
    endpoints = {method: _endpoint(front, each) for method, each in operations.items()}

    async def endpoint(request: Request) -> Response:
        return await endpoints["GET" if request.method == "HEAD" else request.method](request)

    return endpoint


class _Segment(Convertor[str]):
    """A name in a path: `/` and `%` in it are written as `%2F` and `%25`, and stand for themselves."""

    regex = "[^/]+"

    def convert(self, value: str) -> str:
        """Give the name as it is meant."""
        return value.replace("%2F", "/").replace("%25", "%")

    def to_string(self, value: str) -> str:
        """Give the name as it stands in a path."""
        return value.replace("%", "%25").replace("/", "%2F")


class Paths:
    """Splits a path before it is decoded, so that a name may have a `/` in it."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401 - ASGI's
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's
        """Pass a request on."""
        raw = scope.get("raw_path")
        if scope["type"] == "http" and raw is not None and not scope["path"].startswith("/static/"):
            names = raw.partition(b"?")[0].decode("latin-1").split("/")
            read = [unquote(each).replace("%", "%25").replace("/", "%2F") for each in names]
            scope = {**scope, "path": "/".join(read)}
        await self.app(scope, receive, send)


class Net:
    """Catches what nobody foresaw, within the headers and cookies that every answer has."""

    def __init__(self, app: Any, told: Callable[[Request, Exception], Awaitable[Response]]) -> None:  # noqa: ANN401
        self.app = app
        self.told = told

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's
        """Pass a request on."""
        began = False

        async def watched(message: Any) -> None:  # noqa: ANN401 - ASGI's
            nonlocal began
            began = began or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if scope["type"] != "http" or began:
                raise
            made = await self.told(Request(scope, receive), error)
            await made(scope, receive, send)


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
        assert isinstance(error, HTTPException)  # noqa: S101 - it is called for these
        found = (
            fault("E938", method=request.method)
            if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED
            else fault("E937", found=request.url.path)
        )
        problem = InputError([found])
        api = request.url.path.startswith("/v1/")
        made = told(problem, language_of(request)) if api else await page_told(front, request, problem)
        made.headers.update(error.headers or {})
        return made

    async def broken(request: Request, error: Exception) -> Response:
        if request.url.path.startswith("/v1/"):
            return front.broken(error, language_of(request))
        front.broken(error, language_of(request))
        return await page_told(front, request, unforeseen(error))

    @asynccontextmanager
    async def life(_: Starlette) -> Any:  # noqa: ANN401 - Starlette's
        ahead = working_ahead(front) if running.ahead else nullcontext()
        pulse = beating(front) if room.store.exercise else nullcontext()
        async with front.bell.ringing(), ahead, pulse:
            yield

    middleware = [
        Middleware(Guard, tls=running.tls),
        Middleware(Paths),
        Middleware(
            SessionMiddleware, secret_key=signing, session_cookie=cookie_of(signing), same_site="strict",
            https_only=running.tls, max_age=int(SESSION_LASTS.total_seconds()),
        ),
        Middleware(Net, told=broken),
    ]  # fmt: skip
    app = Starlette(
        routes=[events_route(front), *_routes(front), *page_routes(front)],
        middleware=middleware,
        exception_handlers={HTTPException: missing},
        lifespan=life,
    )
    app.router.redirect_slashes = False  # it would lead to whatever host the request names
    segment = _Segment()
    for each in app.routes:
        if isinstance(each, Route):
            each.param_convertors = dict.fromkeys(each.param_convertors, segment)
    app.state.front = front
    return app


def cookie_of(signing: str) -> str:
    """Name the cookie of a store: browsers tell cookies apart by name and host alone, not by port.

    Several servers on one store share it; the room for exercises beside the real one has another.

    >>> cookie_of("a"), cookie_of("b")
    ('respond-593744c7', 'respond-bfcbf3c4')
    """
    return f"respond-{sha256(b'cookie of ' + signing.encode()).hexdigest()[:8]}"


def _new_secret() -> str:
    return token_urlsafe(32)
