"""The pages of the entrance: logging in and out, the first administrator, another password."""

from typing import Final
from urllib.parse import parse_qsl

from starlette.responses import Response
from starlette.routing import BaseRoute

from respond.errors import InputError, fault
from respond.room.front import Front, when_again
from respond.room.pages.visit import Visit, give_back, page
from respond.room.problems import problem_of

_NO_LINK: Final = "E929"
_MADE: Final = "made"
"""What the session remembers until the page to log in has told that the administrator was made."""


def routes(front: Front) -> list[BaseRoute]:
    """Make the routes of these pages."""
    return [
        page(front, "/login", _login, name="login", permission=None),
        page(front, "/login", _log_in, name="log-in", methods=("POST",), permission=None),
        page(front, "/logout", _log_out, name="log-out", methods=("POST",), permission=None),
        page(front, "/first/{secret}", _first, name="first", permission=None),
        page(front, "/first/{secret}", _make_first, name="make-first", methods=("POST",), permission=None),
        page(front, "/password", _password, name="password"),
        page(front, "/password", _change_password, name="change-password", methods=("POST",)),
    ]


async def _login(visit: Visit) -> Response:
    made = visit.request.session.pop(_MADE, None) is not None
    where = _inside(visit.request.query_params.get("next"))
    return visit.show("login.html.j2", next=where, told=None, made=made, kept="")


async def _log_in(visit: Visit) -> Response:
    visit.front.check_rate(visit.request, visit.front.running.logins, "login")
    where, kept = _inside(visit.typed("next")), str(visit.form.get("kept", ""))
    name, password = visit.typed("name") or "", str(visit.form.get("password", ""))
    try:
        found = await visit.work(visit.front.room.entrance.log_in, name, password, visit.now)
    except InputError as error:
        problem = problem_of(error, visit.lang)
        made = visit.show(
            "login.html.j2", problem.status, next=where, told=problem.title, made=False, kept=kept
        )
        made.headers.update(when_again(problem))
        return made
    session = visit.request.session
    lang = session.get("lang")
    session.clear()  # what was there before somebody logged in is no longer good
    session["secret"] = found.secret
    if lang:
        session["lang"] = lang
    visit.person = found.person
    if kept:
        return give_back(visit, where, parse_qsl(kept, keep_blank_values=True))
    return visit.go(visit.home if where == "/" else where)


async def _log_out(visit: Visit) -> Response:
    secret = visit.request.session.get("secret")
    if isinstance(secret, str):
        await visit.work(visit.front.room.store.end_session, secret, visit.person.name, visit.now)
    visit.request.session.clear()
    return visit.go("/login")


async def _first(visit: Visit) -> Response:
    await visit.work(visit.front.room.entrance.check_first, visit.request.path_params["secret"], visit.now)
    return visit.show("first.html.j2", told=None)


async def _make_first(visit: Visit) -> Response:
    visit.front.check_rate(visit.request, visit.front.running.logins, "login")
    password = str(visit.form.get("password", ""))
    try:
        _check_same(password, str(visit.form.get("again", "")))
        await visit.work(
            visit.front.room.entrance.make_first, visit.request.path_params["secret"], visit.typed("name") or "",
            password, visit.now,
        )  # fmt: skip
    except InputError as error:
        if error.faults[0].code == _NO_LINK:  # nothing that is typed here would help
            raise
        return visit.show("first.html.j2", 422, told=error.faults[0].problem.say(visit.lang))
    visit.request.session[_MADE] = "yes"
    return visit.go("/login")


async def _password(visit: Visit) -> Response:
    return visit.show("password.html.j2", told=None, done=False)


async def _change_password(visit: Visit) -> Response:
    new = str(visit.form.get("new", ""))
    try:
        _check_same(new, str(visit.form.get("again", "")))
        await visit.work(
            visit.front.room.entrance.change_password,
            visit.person.name,
            str(visit.form.get("old", "")),
            new,
            visit.now,
        )
    except InputError as error:
        return visit.show("password.html.j2", 422, told=error.faults[0].problem.say(visit.lang), done=False)
    return visit.show("password.html.j2", told=None, done=True)


def _check_same(one: str, other: str) -> None:
    if one != other:
        raise InputError([fault("E959")])


def _inside(where: str | None) -> str:
    """Give a page of ours to go to, never one elsewhere."""
    if where is None or not where.startswith("/") or where.startswith(("//", "/\\")):
        return "/"
    return where
