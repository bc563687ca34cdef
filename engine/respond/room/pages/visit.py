"""A visit to a page: who looks, in which language, and how what is asked becomes a page."""

import json
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import quote, urlencode

from attrs import field
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from respond._records import define
from respond.clock import SHANGHAI, local
from respond.desk import clause_of
from respond.errors import InputError, Language, RespondError, Text, fault
from respond.room.apart import Compared, Comparison
from respond.room.front import Front, body_of, language_of, when_again
from respond.room.operation import Reply
from respond.room.operations import BY_ID
from respond.room.pages.words import WORDS
from respond.room.permissions import NOBODY, Permission, Person
from respond.room.plays import PARTS
from respond.room.problems import problem_of
from respond.show import Sheet, as_html_part, clause_words, full_moment, legend_of
from respond.watch import unwatched

FORM: Final = "application/x-www-form-urlencoded"
HELD: Final = "held"
"""The field of a form that only brings back what was typed, and enters nothing."""
_NOT_CARRIED: Final = frozenset({"csrf", "password", "old", "new", "again"})
"""Fields that are never carried from page to page: the word of the old log-in, and what is secret."""


@define(eq=False)
class Visit:
    """One visit: what the page is made of, and the answers it asks the room for."""

    front: Front
    request: Request
    person: Person
    lang: Language
    form: FormData = field(factory=FormData)
    held: bool = False
    """Whether what was typed came when nobody was logged in any more: it is shown again, and nothing is entered."""
    practised: bool = False
    """Whether an answer for this page was about an exercise."""

    @property
    def exercise(self) -> bool:
        """Say whether the page is about an exercise: one of its answers, or everything the store keeps."""
        return self.practised or self.front.room.store.exercise

    @property
    def now(self) -> datetime:
        """Give the present."""
        return self.front.room.clock()

    @property
    def home(self) -> str:
        """Give the page somebody begins at: the desk, for whoever may see it."""
        if self.person is NOBODY or self.may("read"):
            return "/"
        if self.practises:
            return "/plays"
        if self.may("administer"):
            return "/settings/accounts"
        return "/settings" if self.may("roster") else "/plans"

    @property
    def practises(self) -> bool:
        """Say whether this is a room for exercises and whoever looks takes part in them."""
        return self.front.room.store.exercise and any(self.may(each) for each in PARTS)

    def typed(self, name: str) -> str | None:
        """Give what was typed in a field of the form, if anything."""
        value = self.form.get(name)
        return value.strip() or None if isinstance(value, str) else None

    def may(self, permission: Permission) -> bool:
        """Say whether whoever looks has a permission."""
        return self.person.may(permission)

    def say(self, text: Text) -> str:
        """Give a text in the language of the page."""
        return text.say(self.lang)

    def word(self, name: str, **found: object) -> str:
        """Give words of the pages by their name."""
        return _Words(self.lang)(name, **found)

    async def ask(
        self,
        operation: str,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, str | list[str] | None] | None = None,
        body: Mapping[str, Any] | None = None,
        seen: int | None = None,
        key: str | None = None,
    ) -> Reply:
        """Ask the room, as the API would be asked: with its permissions, its checks and its faults.

        `key` makes a form that is sent twice count once. What is None in `query` and `body` is left out.
        Raises RespondError.
        """
        self._check_held(operation)
        reply, _ = await self.front.call(
            BY_ID[operation], self.person, path=dict(path or {}), query=_listed(query), body=_sent(body),
            lang=self.lang, seen=seen, key=key, for_page=True,
        )  # fmt: skip
        self.practised = self.practised or getattr(reply.thing, "mode", None) == "exercise"
        return reply

    def asked(
        self, operation: str, path: Mapping[str, str], query: Mapping[str, str | list[str] | None]
    ) -> Any:  # noqa: ANN401 - what the operation gives
        """Ask the room for an answer within what the engine is doing already. Raises RespondError."""
        reply, _ = self.front.room.call(
            BY_ID[operation],
            self.person,
            path=dict(path),
            query=_listed(query),
            lang=self.lang,
            for_page=True,
        )
        self.practised = self.practised or getattr(reply.thing, "mode", None) == "exercise"
        return reply.thing

    async def keep(
        self, operation: str, body: Mapping[str, Any], path: Mapping[str, str] | None = None
    ) -> Reply:
        """Have the room keep something, sent whole: what is empty is meant to be so. Raises RespondError."""
        self._check_held(operation)
        sent = json.dumps(body, ensure_ascii=False).encode()
        reply, _ = await self.front.call(
            BY_ID[operation], self.person, path=dict(path or {}), query={}, body=sent, lang=self.lang
        )
        return reply

    def _check_held(self, operation: str) -> None:
        """Enter nothing of what was typed before somebody logged in anew: they look at it first (E927)."""
        if self.held and BY_ID[operation].writes:
            raise InputError([fault("E927")])

    async def compared(
        self, path: Mapping[str, str], query: Mapping[str, str | None], seconds: int
    ) -> Compared | None:
        """Give what differs between two editions, if that is worked out within some seconds. Raises RespondError."""
        wanted = await self.front.wanted(
            BY_ID["diffPlan"], self.person, path=dict(path), query=_listed(query), lang=self.lang
        )
        assert isinstance(wanted, Comparison)  # noqa: S101 - of this operation
        return await self.front.apart.within(wanted, seconds)

    async def work(self, function: Callable[..., Any], *given: object, **named: object) -> Any:  # noqa: ANN401
        """Have the engine do something."""
        return await self.front.work(function, *given, **named)

    def show(self, template: str, status: int = 200, **context: object) -> Response:
        """Give a page."""
        session = self.request.session
        if "csrf" not in session:
            session["csrf"] = token_urlsafe(24)
        known = None if self.person is NOBODY else self.person
        page = _environment().get_template(template).render(
            visit=self, person=known, lang=self.lang, path=self.request.url.path, csrf=session["csrf"],
            w=_Words(self.lang), **context,
        )  # fmt: skip
        return HTMLResponse(page, status, headers={"Content-Language": self.lang})

    async def unwatched(self) -> str:
        """Say since when nobody is reminded of anything for want of a watch; nothing where one goes round."""
        found = await self.work(unwatched, self.front.room.store, self.now)
        if found is None:
            return ""
        if found.since is None:
            return self.word("unwatched_ever")
        return self.word("unwatched", since=full_moment(local(found.since, SHANGHAI)))

    async def part(self, template: str, of: Hashable, make: Callable[[], Mapping[str, Any]]) -> str:
        """Give a part of a page that is the same for all who have the same before them: `of`, and the language.

        `make` gives what the template is filled with; it may hang on nothing else.
        """

        def filled() -> str:
            text: str = _environment().get_template(template).render(
                lang=self.lang, w=_Words(self.lang), **make()
            )  # fmt: skip
            return text

        return await self.once((template, of), filled)

    async def once(self, of: Hashable, make: Callable[[], str]) -> str:
        """Give what is the same for all who have the same before them, made by the engine: others are served meanwhile.

        It may hang on nothing but `of` and the language.
        """
        found: str = await self.front.together.once((of, self.lang), make)
        return found

    def show_part(self, part: str) -> Response:
        """Give a part of a page by itself."""
        return HTMLResponse(part, headers={"Content-Language": self.lang})

    def show_sheet(self, title: str, sheet: Sheet, *, status: int = 200, **context: object) -> Response:
        """Give a page that is a sheet and nothing else."""
        return self.show("sheet_page.html.j2", status, title=title, part=as_html_part(sheet), **context)

    def show_error(self, error: RespondError) -> Response:
        """Give what went wrong as a page."""
        problem = problem_of(error, self.lang)
        made = self.show("error.html.j2", problem.status, problem=problem)
        made.headers.update(when_again(problem))
        return made

    def go(self, where: str, **query: str) -> Response:
        """Lead the browser to another page."""
        return RedirectResponse(f"{where}?{urlencode(query)}" if query else where, 303)


def _listed(query: Mapping[str, str | Sequence[str] | None] | None) -> dict[str, list[str]]:
    """Give what is asked with every value in a list of its own, as it stands behind a question mark."""
    given = {name: value for name, value in (query or {}).items() if value is not None}
    return {name: [value] if isinstance(value, str) else list(value) for name, value in given.items()}


def _sent(body: Mapping[str, Any] | None) -> bytes:
    """Give what is sent as JSON, without what is empty."""
    if body is None:
        return b""
    said = {name: value for name, value in body.items() if value not in (None, (), [])}
    return json.dumps(said, ensure_ascii=False).encode()


class _Words:
    """The words of pages in one language: `w("desk", n=3)`."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang

    def __call__(self, name: str, **found: object) -> str:
        text = WORDS[name]
        return (text.fill(**found) if found else text).say(self.lang)


Handler = Callable[[Visit], Awaitable[Response]]


def page(
    front: Front, path: str, handler: Handler, *, name: str, methods: tuple[str, ...] = ("GET",),
    permission: Permission | None = "plans",
) -> Route:  # fmt: skip
    """Make the route of a page; without a `permission` anybody may see it.

    Whoever is not logged in is led to the entrance, whoever may not see it is told so (and that is noted).
    """

    async def endpoint(request: Request) -> Response:
        lang = language_of(request)
        if request.query_params.get("lang") in {"zh", "en"}:
            request.session["lang"] = lang
        visit = Visit(front, request, NOBODY, lang)
        try:
            visit.person = await front.asking(request)
            if permission is not None and visit.person is NOBODY:
                return await _to_login(visit)
            if permission is not None and not visit.person.may(permission):
                await front.work(front.room.refuse, visit.person, name, front.room.clock())
                raise InputError([fault("E930", what=WORDS["page"])])
            if request.method == "POST":
                visit.form = await _form_of(request)
                token = str(visit.form.get("csrf", ""))
                if visit.person is NOBODY:
                    front.check_csrf(request, token)
                else:
                    try:
                        await front.check_own(request, visit.person, name, token)
                    except InputError:
                        if not _from_our_page(request):
                            raise
                        return give_back(visit, _address(request), _typed(visit.form))
                visit.held = HELD in visit.form
            return await handler(visit)
        except RespondError as error:
            return visit.show_error(error)

    return Route(path, endpoint, methods=list(methods), name=name)


async def _to_login(visit: Visit) -> Response:
    """Lead to the entrance and back; a part of a page that renews itself has the whole page do so.

    What was typed into a page of ours goes along.
    """
    request = visit.request
    if request.headers.get("hx-request") == "true":
        return Response(status_code=204, headers={"HX-Trigger": "logged-out"})
    if request.method != "POST" or not _from_our_page(request):
        return visit.go("/login", next=_address(request))
    kept = urlencode(_typed(await _form_of(request)))
    return visit.show("login.html.j2", next=_address(request), told=None, made=False, kept=kept)


def give_back(visit: Visit, where: str, typed: Sequence[tuple[str, str]]) -> Response:
    """Offer the way back to a page with what was typed there, which was not entered for want of a log-in."""
    return visit.show("kept.html.j2", next=where, typed=typed, held=HELD)


def _typed(form: FormData) -> list[tuple[str, str]]:
    """Give what was typed into a form, but for what is secret."""
    return [
        (name, value)
        for name, value in form.multi_items()
        if isinstance(value, str) and name not in _NOT_CARRIED
    ]


def _from_our_page(request: Request) -> bool:
    """Say whether a browser asks from a page of this room: no other site may have somebody find words never typed."""
    origin = request.headers.get("origin", "")
    return origin.partition("://")[2] == request.headers.get("host", "-")


async def _form_of(request: Request) -> FormData:
    """Read a form; what is larger than is taken is refused before it is read (E941)."""
    body = await body_of(request)
    if not request.headers.get("content-type", "").startswith(FORM):
        raise InputError([fault("E960", found=request.headers.get("content-type", "-"), expected=FORM)])

    async def once() -> Any:  # noqa: ANN401 - ASGI's
        return {"type": "http.request", "body": body, "more_body": False}

    return await Request(request.scope, once).form(max_fields=2000)


def _address(request: Request) -> str:
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


@cache
def _environment() -> Any:  # noqa: ANN401 - of the templates
    jinja2 = import_module("jinja2")
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("respond.room"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["said"] = lambda text, lang: text.say(lang)
    made.filters["clause"] = clause_words
    made.filters["cited"] = clause_of
    made.filters["legend"] = legend_of
    made.filters["url"] = lambda text: quote(str(text), safe="")
    made.filters["clock"] = lambda moment, zone=SHANGHAI: local(moment, zone).strftime("%Y-%m-%d %H:%M")
    made.filters["moment"] = lambda text: local(datetime.fromisoformat(text), SHANGHAI).strftime(
        "%Y-%m-%d %H:%M:%S"
    )
    return made
