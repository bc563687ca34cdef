"""The description of the API as a sheet to read: every operation, what it takes and gives, and every schema."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from respond.errors import Language, Text
from respond.room.description import description
from respond.room.operation import Operation
from respond.room.permissions import PERMISSIONS
from respond.show import Block, Column, Line, Piece, Section, Sheet, Table, TableRow, Title

_WORDS: Final[Mapping[str, Text]] = {
    "title": Text("接口", "The API"),
    "below": Text(
        "同样内容供程序读取：/v1/openapi.json（OpenAPI 3.1）", "for programs: /v1/openapi.json (OpenAPI 3.1)"
    ),
    "permission": Text("权限", "permission"),
    "known": Text("登录即可", "whoever is logged in"),
    "anybody": Text("不需登录", "anybody"),
    "name": Text("名称", "name"),
    "in": Text("位置", "in"),
    "kind": Text("类型", "kind"),
    "meaning": Text("含义", "meaning"),
    "required": Text("必填", "required"),
    "sends": Text("请求内容", "what is sent"),
    "gives": Text("回答", "the answer"),
    "schemas": Text("数据格式", "Schemas"),
    "one_of": Text("之一：{words}", "one of {words}"),
    "list_of": Text("列表：{what}", "list of {what}"),
    "null": Text("或无", "or null"),
}
_MOST_CHOICES: Final = 12


def description_sheet(operations: Sequence[Operation], lang: Language) -> Sheet:
    """Give the description of the API as a sheet, part by part, with the schemas behind it."""
    told = description(operations, lang)
    by_id = {each.id: each for each in operations}
    blocks: list[Block] = [Title(_say("title", lang), (_say("below", lang),))]
    tags = sorted({each.tag for each in operations})
    links = [piece for name in tags for piece in (Piece(name, "", f"tag-{name}"), Piece(" · "))]
    blocks.append(Line((*links, Piece(_say("schemas", lang), "", "schemas"))))
    tag = ""
    for path, methods in sorted(told["paths"].items(), key=lambda each: (_tag(each[1]), each[0])):
        for method, one in methods.items():
            if one["tags"][0] != tag:
                tag = one["tags"][0]
                blocks.append(Section(tag, depth=1, anchor=f"tag-{tag}"))
            blocks += _operation(
                f"{method.upper()} {path}", one, by_id[one["operationId"]], told["components"], lang
            )
    blocks.append(Section(_say("schemas", lang), depth=1, anchor="schemas"))
    for name, schema in told["components"]["schemas"].items():
        blocks += _schema(name, schema, lang)
    return Sheet(tuple(blocks), lang)


def _tag(methods: Mapping[str, Any]) -> str:
    return str(next(iter(methods.values()))["tags"][0])


def _operation(
    head: str, one: Mapping[str, Any], operation: Operation, described: Mapping[str, Any], lang: Language
) -> Iterator[Block]:
    yield Section(head, depth=2, anchor=str(one["operationId"]))
    yield Line(str(one["summary"]))
    permission = operation.permission
    allowed = _say(permission, lang) if permission in {"known", "anybody"} else ""
    words = next((text.say(lang) for name, text in PERMISSIONS.items() if name == permission), allowed)
    yield Line(f"{_say('permission', lang)}: {words}", "dim")
    if operation.takes is not None:
        yield _schema_line("sends", f"Sent{operation.takes.__name__}", lang)
    if operation.gives is not None:
        yield _schema_line("gives", operation.gives.__name__, lang)
    named = described["parameters"]
    parameters = [
        named[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in one["parameters"]
    ]
    rows = [
        TableRow(
            (
                each["name"] + (f"（{_say('required', lang)}）" if each["required"] and lang == "zh" else ""),
                each["in"],
                kind_of(each["schema"], lang),
                each.get("description", ""),
            )
        )
        for each in parameters
    ]
    if rows:
        names = ("name", "in", "kind", "meaning")
        yield Table(tuple(Column(_say(name, lang)) for name in names), tuple(rows))


def _schema_line(what: str, name: str, lang: Language) -> Line:
    return Line((Piece(f"{_say(what, lang)}: "), Piece(name, "code", f"schema-{name}")))


def _schema(name: str, schema: Mapping[str, Any], lang: Language) -> Iterator[Block]:
    yield Section(name, depth=2, anchor=f"schema-{name}")
    for title, part in ((name, schema), *schema.get("$defs", {}).items()):
        if "properties" not in part:
            continue
        if part is not schema:
            yield Section(str(title), depth=3, anchor=f"schema-{name}-{title}")
        if part.get("description"):
            yield Line(str(part["description"]), "dim")
        required = set(part.get("required", ()))
        rows = [
            TableRow(
                (
                    key + (" *" if key in required else ""),
                    kind_of(each, lang),
                    str(each.get("description", "")),
                )
            )
            for key, each in part["properties"].items()
            if isinstance(each, Mapping)
        ]
        heads = (Column(_say("name", lang)), Column(_say("kind", lang)), Column(_say("meaning", lang)))
        yield Table(heads, tuple(rows))


def kind_of(schema: Mapping[str, Any], lang: Language) -> str:
    """Say in a few words what a schema lets through.

    >>> kind_of({"type": ["string", "null"]}, "en")
    'string or null'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema or "const" in schema:
        words = [str(each) for each in schema.get("enum", [schema.get("const")])]
        shown = ", ".join(words[:_MOST_CHOICES]) + (", …" if len(words) > _MOST_CHOICES else "")
        return _WORDS["one_of"].fill(words=shown).say(lang)
    several = schema.get("anyOf") or schema.get("oneOf")
    if several:
        return _any_of([kind_of(each, lang) for each in several], lang)
    kind = schema.get("type", schema.get("format", ""))
    if kind == "array":
        return _WORDS["list_of"].fill(what=kind_of(schema.get("items", {}), lang)).say(lang)
    return _any_of(kind, lang) if isinstance(kind, list) else str(kind)


def _any_of(kinds: Sequence[str], lang: Language) -> str:
    """Join several kinds, and say last that there may be none."""
    shown = " | ".join(dict.fromkeys(each for each in kinds if each != "null"))
    return f"{shown} {_say('null', lang)}" if "null" in kinds else shown


def _say(name: str, lang: Language) -> str:
    return _WORDS[name].say(lang)
