"""The description of the API (OpenAPI 3.1), made from the table of operations and the classes they take and give."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from respond._version import __version__
from respond.errors import Language, Text
from respond.plan import json_schema
from respond.room.description_headers import (
    headers_described,
    headers_of_answers,
    headers_of_requests,
    parameters_described,
)
from respond.room.operation import Operation, Query
from respond.room.permissions import PERMISSIONS
from respond.room.problems import Problem
from respond.situation import schema_of

_TITLE: Final = Text("应急响应值班室", "respond duty room")
_KINDS: Final[Mapping[str, dict[str, Any]]] = {
    "text": {"type": "string"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "time": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "length": {"type": "string", "examples": ["30 min", "2 h"]},
    "flag": {"type": "boolean"},
    "whole": {"type": "integer", "minimum": 0},
}
_SENT: Final = "Sent"
_COOKIE: Final = Text(
    "浏览器登录后的 Cookie；名称的后半是这个记录库自己的",
    "the cookie of a browser; the end of its name is the store's own",
)
_KNOWN_STATUS: Final[Mapping[int, Text]] = {
    400: Text("请求写法有误", "the request is not well formed"),
    401: Text("未登录，或凭证无效", "nobody is logged in, or what was shown does not hold"),
    403: Text("没有权限", "it is not allowed"),
    404: Text("没有这一项", "there is none"),
    409: Text("与已有的冲突", "it conflicts with what is there"),
    412: Text("其后又有记录", "the log went on since"),
    413: Text("内容过大", "it is too large"),
    422: Text("内容有误", "what was sent is not valid"),
    429: Text("请求过多", "too many requests"),
    503: Text("记录库暂不可用", "the store cannot be used now"),
}


def description(operations: Sequence[Operation], lang: Language = "en") -> dict[str, Any]:
    """Give the description of the API; one and the same for the same program, so that it can be compared."""
    schemas: dict[str, Any] = {}
    paths: dict[str, dict[str, Any]] = {}
    problem = {"application/problem+json": {"schema": _given(Problem, schemas)}}
    for each in operations:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, schemas, problem, lang)
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {"title": _TITLE.say(lang), "version": __version__, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "parameters": parameters_described(lang),
            "headers": headers_described(lang),
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer"},
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "respond-STORE",
                    "description": _COOKIE.say(lang),
                },
            },
        },
        "security": [{"key": []}, {"session": []}],
    }


def _operation(
    one: Operation, schemas: dict[str, Any], problem: Mapping[str, Any], lang: Language
) -> dict[str, Any]:
    content = {
        one.media: {"schema": _given(one.gives, schemas)},
        **{each: {"schema": {}} for each in one.also},
    }
    responses: dict[str, Any] = {
        str(one.success): {
            "description": one.words.say(lang),
            **({} if one.success == 204 else {"content": content}),
        }
    }
    if one.id == "confirmProposal":
        content = {"application/json": {"schema": {"type": "object"}}}
        responses = {"201": {"description": one.words.say(lang), "content": content}}
    if (
        one.decides
        and one.takes is not None
        and "entries" in one.path
        and one.tag in {"incidents", "supervision"}
    ):
        from respond.room.proposing import ProposalData  # noqa: PLC0415

        proposed = {"application/json": {"schema": _given(ProposalData, schemas)}}
        waiting = Text("待第二人确认", "it waits for a second person")
        responses["202"] = {"description": waiting.say(lang), "content": proposed}
    for status in _statuses(one):
        responses[str(status)] = {"description": _KNOWN_STATUS[status].say(lang), "content": problem}
    for code, answer in responses.items():
        borne = headers_of_answers(one, int(code))
        answer["headers"] = {each.name: {"$ref": f"#/components/headers/{each.key}"} for each in borne}
    found: dict[str, Any] = {
        "operationId": one.id,
        "summary": one.words.say(lang),
        "tags": [one.tag],
        "parameters": [
            *_in_path(one.path),
            *(_parameter(query, lang) for query in one.query),
            *({"$ref": f"#/components/parameters/{each.key}"} for each in headers_of_requests(one)),
        ],
        "responses": responses,
    }
    if one.permission in PERMISSIONS:
        found["x-permission"] = one.permission
    if one.permission == "anybody":
        found["security"] = []
    if one.takes is not None:
        found["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _taken(one.takes, schemas)}},
        }
    return found


def _statuses(one: Operation) -> Iterable[int]:
    yield from (400, 422, 429, 503)
    if one.permission != "anybody":
        yield from (401, 403)
    if "{" in one.path:
        yield 404
    if "/reports/" in one.path:  # its numbers may contradict those of a report that went out
        yield 409
    if one.writes:
        yield from (404, 409, 412, 413)


def _in_path(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in re.findall(r"{(\w+)}", path)
    ]


def _parameter(query: Query, lang: Language) -> dict[str, Any]:
    schema = dict(_KINDS[query.kind])
    if query.one_of:
        schema["enum"] = list(query.one_of)
    if query.kind == "whole":
        schema |= {"minimum": query.least, "maximum": query.most}
    return {
        "name": query.name, "in": "query", "required": query.required, "schema": schema,
        "description": query.words.say(lang),
    }  # fmt: skip


def _given(cls: type[Any] | None, schemas: dict[str, Any]) -> dict[str, Any]:
    """Put the schema of what is given among the components, and point at it."""
    if cls is None:
        return {}
    return _put(cls.__name__, schema_of(cls, cls.__name__), schemas)


def _taken(cls: type[Any], schemas: dict[str, Any]) -> dict[str, Any]:
    return _put(f"{_SENT}{cls.__name__}", json_schema(cls, cls.__name__), schemas)


def _put(name: str, schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    if name not in schemas:
        base = f"#/components/schemas/{name}"
        moved = json.dumps(schema).replace('"$ref": "#/$defs/', f'"$ref": "{base}/$defs/')
        moved = moved.replace('"$ref": "#"', f'"$ref": "{base}"')
        made: dict[str, Any] = json.loads(moved)
        made.pop("$schema", None)
        schemas[name] = made
    return {"$ref": f"#/components/schemas/{name}"}
