"""Questions asked without a server: the same operations, found by method and path, for whoever owns the store."""

from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from starlette.routing import compile_path

from respond.errors import InputError, Language, RespondError, fault, nearest
from respond.room.duty_room import DutyRoom
from respond.room.operation import Operation
from respond.room.operations import OPERATIONS
from respond.room.permissions import PERMISSIONS, Person
from respond.room.problems import problem_of
from respond.situation import json_of

_PATHS: Final = tuple(
    (compile_path(each.path)[0], each)
    for each in sorted(OPERATIONS, key=lambda one: (one.path.count("{"), one.path))
)


def owner(by: str) -> Person:
    """Give whoever sits at the machine: there everything may be done that the files allow anyway."""
    return Person(by, by, frozenset(PERMISSIONS))


def found_at(method: str, path: str) -> tuple[Operation, dict[str, str]]:
    """Find the operation of a method and path, and the names in the path; raises InputError (E963).

    >>> operation, names = found_at("GET", "/v1/plans/jiaocheng/vaccine-quality")
    >>> operation.id, names["name"]
    ('showPlan', 'vaccine-quality')
    """
    for pattern, operation in _PATHS:
        match = pattern.match(path)
        if match is not None and operation.method == method:
            return operation, {name: unquote(text) for name, text in match.groupdict().items()}
    guess = nearest(path, [each.path for each in OPERATIONS if each.method == method])
    raise InputError([fault("E963", suggestion=guess, method=method, path=path)])


def asked(
    room: DutyRoom, person: Person, method: str, address: str, *, body: bytes = b"", lang: Language = "zh",
    seen: int | None = None,
) -> tuple[int, str | bytes]:  # fmt: skip
    """Give the status and the very text that HTTP would answer with; data, where what it gives is no text."""
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets of no host
        raise InputError([fault("E963", method=method, path=address)]) from None
    query: dict[str, list[str]] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name == "lang":
            lang = "en" if value == "en" else "zh" if value == "zh" else lang
        else:
            query.setdefault(name, []).append(value)
    operation, path = found_at(method, parts.path)
    try:
        reply, text = room.call(operation, person, path=path, query=query, body=body, lang=lang, seen=seen)
    except RespondError as error:
        problem = problem_of(error, lang)
        return problem.status, json_of(problem)
    return reply.status, text if reply.data is None else reply.data
