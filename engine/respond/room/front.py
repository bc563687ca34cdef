"""What stands between HTTP and the room: who asks, in which language, the limits that are kept, the form of answers."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import partial
from hmac import compare_digest
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from logging import getLogger
from typing import Any, Final, cast
from urllib.parse import quote, urlencode

from anyio import CapacityLimiter, to_thread
from attrs import evolve
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.responses import Response

from respond.errors import InputError, Language, RespondError, Text, fault
from respond.room.apart import Apart, Comparison, Errand
from respond.room.bell import Bell
from respond.room.duty_room import DutyRoom, text_of
from respond.room.entrance import LOCKED_FOR
from respond.room.operation import Call, Operation, Reply
from respond.room.permissions import NOBODY, Permission, Person
from respond.room.problems import Problem, problem_of, unforeseen
from respond.room.settled import BIGGEST, Running
from respond.room.together import Together
from respond.situation import json_of

_REFUSED: Final = "refused"
_UNKNOWN: Final = "unknown"
"""Under what questions of those are counted who are not known."""
_LONGEST_ADDRESS: Final = 100
_WEIGHT: Final = re.compile(r"1(\.0{0,3})?|0(\.[0-9]{0,3})?")
_DECIDES: Final = Text("只用于决定", "it is for decisions alone")
_ETAG: Final = re.compile(r'"([0-9]{1,9})"')
_ENGINE: Final = 1
"""Threads that answer questions: the engine answers one at a time."""


class Front:
    """What stands between HTTP and the room: it finds out who asks, keeps the limits, and words the answers."""

    def __init__(self, room: DutyRoom, running: Running) -> None:
        self.room = room
        self.running = running
        self.engine = CapacityLimiter(_ENGINE)
        self.apart = Apart()
        self.together = Together(self.work)
        self.limiter = MovingWindowRateLimiter(MemoryStorage())
        self.bell = Bell(room.store)

    async def work(self, function: Callable[..., Any], *given: object, **named: object) -> Any:  # noqa: ANN401
        """Have the engine do something, after what it is doing now."""
        return await to_thread.run_sync(partial(function, *given, **named), limiter=self.engine)

    async def call(self, operation: Operation, person: Person, **asked: Any) -> tuple[Reply, str]:  # noqa: ANN401
        """Have the room carry a question out; what takes long is worked out apart. Raises RespondError."""
        if operation.shared and person.may(cast("Permission", operation.permission)):
            key = (operation.id, person.permissions, person.regions, repr(sorted(asked.items())))
            carry_out = partial(self.room.call, operation, person, **asked)
            return cast("tuple[Reply, str]", await self.together.once(key, carry_out))
        if operation.apart is None:
            return cast("tuple[Reply, str]", await self.work(self.room.call, operation, person, **asked))
        wanted = await self.wanted(operation, person, **asked)
        if isinstance(wanted, Comparison):
            found = await self.apart.answer(wanted)
            return Reply(text=found.json), found.json
        reply = Reply(await to_thread.run_sync(wanted.run))
        return reply, text_of(reply)

    async def wanted(self, operation: Operation, person: Person, **asked: Any) -> Comparison | Errand:  # noqa: ANN401
        """Give what a question wants done apart, once the room has checked it. Raises RespondError."""
        apart = operation.apart
        assert apart is not None  # noqa: S101 - it is asked for such alone
        kept: list[Comparison | Errand] = []

        def run(call: Call) -> Reply:
            kept.append(apart(call))
            return Reply()

        await self.work(self.room.call, evolve(operation, run=run), person, **asked)
        return kept[0]

    async def asking(self, request: Request) -> Person:
        """Find out who asks, and refuse whoever asks too often: each by itself, so that one program shuts out no other.

        Raises InputError (E931, E957).
        """
        person = await self.person(request)
        self.check_rate(request, self.running.requests, _UNKNOWN if person is NOBODY else f"as {person.name}")
        return person

    def anybody(self, request: Request, what: str) -> Person:
        """Take whoever asks for somebody unknown; raises InputError (E957) for who asks for something too often."""
        self.check_rate(request, self.running.requests, what)
        return NOBODY

    async def person(self, request: Request) -> Person:
        """Find out who asks: by a key, by what a proxy vouches for, by the session. Raises InputError (E931)."""
        now = self.room.clock()
        secret = bearer_of(request)
        if secret is not None:
            return await self._shown(request, self.room.entrance.by_token, secret)
        vouched = self._vouched(request)
        if vouched is not None:
            return await self._shown(request, self.room.entrance.by_header, vouched)
        session = request.session.get("secret")
        if not isinstance(session, str):
            return NOBODY
        known: Person | None = await self.work(self.room.entrance.by_session, session, now)
        return known or NOBODY

    async def _shown(self, request: Request, find: Callable[[str, datetime], Person], shown: str) -> Person:
        """Find out who shows something; what fails counts as logging in does, so that nobody can try it out."""
        limit, address = RateLimitItemPerMinute(self.running.logins), self.address(request)
        if not self.limiter.test(limit, _REFUSED, address):
            raise InputError([fault("E957", most=self.running.logins)])
        try:
            return cast("Person", await self.work(find, shown, self.room.clock()))
        except InputError:
            self.limiter.hit(limit, _REFUSED, address)
            raise

    def _vouched(self, request: Request) -> str | None:
        """Give whom a proxy of ours says has logged in there; raises InputError (E931) for more than one."""
        header = self.running.proxy_header
        if header is None or not self._from_proxy(request):
            return None
        given = request.headers.getlist(header)
        if len(given) > 1:  # one of them may be the client's own
            raise InputError([fault("E931")])
        return given[0].encode("latin-1").decode("utf-8", "replace") if given else None

    def _from_proxy(self, request: Request) -> bool:
        return address_of(request) in {plain_address(each) for each in self.running.proxies}

    def address(self, request: Request) -> str:
        """Give the address of the client: as the connection says or, through a proxy of ours, as that says."""
        if not self._from_proxy(request):
            return address_of(request)
        said = ",".join(request.headers.getlist("x-forwarded-for")).rpartition(",")[2].strip()
        return plain_address(said) if said else address_of(request)

    def check_rate(self, request: Request, most: int, what: str) -> None:
        """Refuse a client that asks too often (E957)."""
        if not self.limiter.hit(RateLimitItemPerMinute(most), what, self.address(request)):
            raise InputError([fault("E957", most=most)])

    async def check_own(self, request: Request, person: Person, what: str, given: str | None) -> None:
        """Refuse, as `check_csrf` does, and note it."""
        try:
            self.check_csrf(request, given)
        except InputError:
            await self.work(self.room.refuse, person, f"{what} (csrf)", self.room.clock())
            raise

    def broken(self, error: Exception, lang: Language) -> Response:
        """Write down what nobody foresaw, for whoever runs the room, and tell no more of it than its kind."""
        _LOG.error("unforeseen", exc_info=error)
        return told(unforeseen(error), lang)

    def check_csrf(self, request: Request, given: str | None) -> None:
        """Refuse a change that no page of ours can have asked for, unless a key is shown with it (E958)."""
        if bearer_of(request) is not None:  # no browser sends one by itself
            return
        known = request.session.get("csrf")
        if not isinstance(known, str) or given is None or not compare_digest(known.encode(), given.encode()):
            raise InputError([fault("E958")])


_LOG: Final = getLogger("respond.room")


def address_of(request: Request) -> str:
    """Give the address a request comes from."""
    return plain_address(request.client.host) if request.client is not None else "-"


def plain_address(text: str) -> str:
    """Give an address in its one spelling, one of IPv4 never as one of IPv6; what is none as it is.

    >>> plain_address("::ffff:10.0.0.1"), plain_address("0:0::1")
    ('10.0.0.1', '::1')
    """
    try:
        found = ip_address(text)
    except ValueError:
        return text[:_LONGEST_ADDRESS]
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


def bearer_of(request: Request) -> str | None:
    """Give the key that is shown with a request, if one is."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else None


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
    return preferred_of(request.headers.get("accept-language", ""))


def preferred_of(header: str) -> Language:
    """Give the language a browser likes best (Accept-Language): by its weights, the first named of equal ones.

    >>> preferred_of("fr, en;q=0.5, zh-CN;q=0.8"), preferred_of("zh;q=0, en;q=0.1"), preferred_of("*")
    ('zh', 'en', 'zh')
    """
    best: tuple[Decimal, Language] = (Decimal(0), "zh")
    for each in header.split(","):
        name, *parameters = (part.strip().lower() for part in each.split(";"))
        told = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        weight = Decimal(told) if _WEIGHT.fullmatch(told) else Decimal(0)
        primary = name.partition("-")[0]
        if primary in {"zh", "en"} and weight > best[0]:
            best = weight, "en" if primary == "en" else "zh"
    return best[1]


def seen_of(request: Request, operation: Operation) -> int | None:
    """Give the last entry that had been read (If-Match).

    Raises InputError: E956 for what is no ETag of ours, E960 on what changes something and rests on no entry.
    """
    sent = request.headers.getlist("if-match")
    given = ", ".join(sent).strip()
    if not sent or given == "*":  # whatever there is
        return None
    if operation.writes and not operation.decides:
        raise InputError([fault("E960", found="If-Match", expected=_DECIDES)])
    found = _ETAG.fullmatch(given)
    if found is None:
        raise InputError([fault("E956", found=given)])
    return int(found[1])


def told(error: RespondError, lang: Language) -> Response:
    """Give an error as a problem."""
    problem = problem_of(error, lang)
    made = Response(json_of(problem), problem.status, media_type="application/problem+json")
    made.headers["Content-Language"] = lang
    if problem.status == HTTPStatus.UNAUTHORIZED:
        made.headers["WWW-Authenticate"] = "Bearer"
    made.headers.update(when_again(problem))
    return made


def when_again(problem: Problem) -> dict[str, str]:
    """Give the header that says when to come again, to whoever came too often or is locked out."""
    if problem.status != HTTPStatus.TOO_MANY_REQUESTS:
        return {}
    locked = problem.code == "E934"
    return {"Retry-After": str(int(LOCKED_FOR.total_seconds())) if locked else "60"}


def answered(reply: Reply, text: str, lang: Language) -> Response:
    """Give an answer in HTTP."""
    content = text if reply.data is None else reply.data
    made = Response(
        content if reply.status != HTTPStatus.NO_CONTENT else b"", reply.status, media_type=reply.media
    )
    made.headers["Content-Language"] = lang
    if reply.etag is not None:
        made.headers["ETag"] = f'"{reply.etag}"'
    if reply.location is not None:
        made.headers["Location"] = reply.location
    if reply.file is not None:
        made.headers["Content-Disposition"] = kept_as(reply.file)
    return made


def next_page(request: Request, operation: Operation, reply: Reply) -> dict[str, str]:
    """Give the header that leads to the next page of a list (RFC 8288), where there is one."""
    cursor = getattr(reply.thing, "next", None) if operation.paged else None
    if cursor is None:
        return {}
    asked = [(name, text) for name, text in request.query_params.multi_items() if name != "cursor"]
    path = request.scope["raw_path"].decode("latin-1").partition("?")[0]
    return {"Link": f'<{path}?{urlencode([*asked, ("cursor", cursor)])}>; rel="next"'}


def kept_as(name: str) -> str:
    r"""Give the header that has a browser keep what it gets, under a name (RFC 6266), and never show it as a page.

    >>> kept_as("首报 v1.docx")
    'attachment; filename="v1.docx"; filename*=UTF-8\'\'%E9%A6%96%E6%8A%A5%20v1.docx'
    """
    stem, dot, ending = name.rpartition(".")
    plain = "".join(letter for letter in stem if letter.isascii() and (letter.isalnum() or letter in "-_. "))
    whole = quote(name, safe="")
    return f"attachment; filename=\"{plain.strip(' .') or 'paper'}{dot}{ending}\"; filename*=UTF-8''{whole}"
