"""The tools of an assistant: questions about plans and incidents that need no store, answered in words or as JSON."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import Factory

from respond._records import frozen
from respond.desk import Questions, due_of, due_sheet, questions_sheet
from respond.errors import InputError, Language, Text, fault
from respond.facts import read_date
from respond.log import IncidentFile
from respond.plan import PlanRef, json_schema
from respond.room import BY_ID, DutyRoom, owner, shelved_in
from respond.show import View, as_markdown, plan_sheet, situation_sheet
from respond.situation import Situation

SCHEME: Final = "respond://plans/"
_READ_AT: Final = re.compile(rf"{SCHEME}(?P<plan>[^@]+@[^/]+)(?:/clauses/(?P<clause>.+))?")

_TYPES: Final[Mapping[str, tuple[type, Text]]] = {
    "string": (str, Text("文字", "a text")),
    "object": (dict, Text("一个对象", "an object")),
    "boolean": (bool, Text("true 或 false", "true or false")),
}
_MISSING: Final = Text("没有给出", "it is missing")
_UNKNOWN: Final = Text("没有这个参数", "there is no such argument")
_KIND: Final = Text("类型不对", "it is of another kind")
_CHOICE: Final = Text("没有这个选择", "there is no such choice")


def _text(zh: str, en: str, **more: Any) -> tuple[dict[str, Any], Text]:  # noqa: ANN401 - of JSON Schema
    return {"type": "string", **more}, Text(zh, en)


_FORM: Final = _text(
    "words：给人读的文字（缺省）；json：接口的完整回答",
    "words: to be read (the default); json: the API's whole answer",
    enum=["words", "json"],
)
_PLAN: Final = _text(
    "预案，如 vaccine-quality 或 jiaocheng/vaccine-quality@2024", "a plan, such as vaccine-quality"
)
_ON: Final = _text("哪一天施行的版本", "the edition in force on that day", format="date")
_MOMENT: Final = {"format": "date-time"}


def _about_incident() -> Mapping[str, tuple[dict[str, Any], Text]]:
    return {
        "incident": (
            {"type": "object"},
            Text(
                "事件，与事件文件的写法相同（respond: incident/1, id, title, plans, occurred, facts, events…）",
                "the incident as an incident file has it (respond: incident/1, id, title, plans, occurred, facts, "
                "events...)",
            ),
        ),
        "now": _text("现在的时刻；不写则取本机时钟", "the present; the machine's clock if absent", **_MOMENT),
        "at": _text("回看哪一刻", "an earlier moment to look at", **_MOMENT),
        "hindsight": ({"type": "boolean"}, Text("按后来所知回看", "look back by what is known now")),
        "assume": ({"type": "object"}, Text("假设的事实值", "values of facts to assume")),
        "desk": _text("从哪个单位的席位看", "the unit from whose seat it is answered"),
        "form": _FORM,
    }


@frozen(eq=False)
class Tool:
    """A tool: its name, what it is for, its arguments, and those it cannot do without."""

    name: str
    words: Text
    arguments: Mapping[str, tuple[dict[str, Any], Text]] = Factory(dict)
    required: tuple[str, ...] = ()

    def described(self, lang: Language) -> dict[str, Any]:
        """Describe it as the protocol does."""
        properties = {
            name: {**kind, "description": words.say(lang)} for name, (kind, words) in self.arguments.items()
        }
        schema: dict[str, Any] = {
            "type": "object",
            "properties": properties,
            "required": list(self.required),
            "additionalProperties": False,
        }
        if "incident" in properties:
            whole = json_schema(IncidentFile, "incident")
            schema["$defs"] = whole.pop("$defs")
            inner = {key: value for key, value in whole.items() if key not in {"$schema", "$id", "title"}}
            properties["incident"] = {**inner, **properties["incident"]}
        return {
            "name": self.name,
            "title": self.words.say(lang),
            "description": self.words.say(lang),
            "inputSchema": schema,
            "annotations": {"readOnlyHint": True, "idempotentHint": True, "openWorldHint": False},
        }

    def check(self, given: Mapping[str, Any]) -> None:
        """Refuse arguments that are wrong; raises InputError with every fault (E976)."""
        faults = [self._wrong(name, _MISSING) for name in self.required if name not in given]
        for name, value in given.items():
            if name not in self.arguments:
                faults.append(self._wrong(name, _UNKNOWN))
                continue
            kind = self.arguments[name][0]
            if not isinstance(value, _TYPES[kind["type"]][0]):
                faults.append(self._wrong(name, _KIND))
            elif "enum" in kind and value not in kind["enum"]:
                faults.append(self._wrong(name, _CHOICE))
        if faults:
            raise InputError(faults)

    def _wrong(self, name: str, reason: Text) -> Any:  # noqa: ANN401 - a fault
        if name not in self.arguments:
            listed = ", ".join(self.arguments)
            expected = Text(f"{listed} 之一", f"one of {listed}")
        else:
            kind = self.arguments[name][0]
            listed = ", ".join(kind.get("enum", ()))
            expected = Text(listed, listed) if listed else _TYPES[kind["type"]][1]
        return fault("E976", tool=self.name, name=name, reason=reason, expected=expected)


TOOLS: Final = (
    Tool(
        "plans",
        Text("列出全部预案及其版本", "List the editions of all plans"),
        {"search": _text("名称里的字词", "words of a name or title"), "form": _FORM},
    ),
    Tool(
        "plan",
        Text("一部预案问哪些事实，有哪些级别和单位", "Which facts a plan asks for, its levels and units"),
        {"plan": _PLAN, "on": _ON, "form": _FORM},
        ("plan",),
    ),
    Tool(
        "clause",
        Text("一个条款说了什么，成了哪些规则", "What a clause says and became"),
        {
            "plan": _PLAN,
            "clause": _text("条款号，如 4.1(1)", "the clause, such as 4.1(1)"),
            "on": _ON,
            "form": _FORM,
        },
        ("plan", "clause"),
    ),
    Tool(
        "classify",
        Text(
            "研判一起事件：确定的级别和可能的最高级别、理由和条款、任务、时限",
            "Classify an incident: the level that is certain and the highest still possible, reasons with clauses, "
            "duties, limits",
        ),
        _about_incident(),
        ("incident",),
    ),
    Tool(
        "ask",
        Text("一起事件还要问什么，最要紧的在前", "What to ask about an incident, what matters most first"),
        _about_incident(),
        ("incident",),
    ),
    Tool(
        "due",
        Text(
            "一起事件里我方的时限，最急的在前",
            "What we owe in an incident and until when, the most pressing first",
        ),
        _about_incident(),
        ("incident",),
    ),
)
"""All there are."""


class Tools:
    """Carries tools out, by the operations of the duty room that need no store."""

    def __init__(self, room: DutyRoom, lang: Language) -> None:
        self.room = room
        self.lang = lang
        self._words: dict[str, Callable[[Any, Mapping[str, Any]], str]] = {
            "plans": self._say_plans,
            "plan": self._say_plan,
            "clause": self._say_clause,
            "classify": lambda found, _: as_markdown(situation_sheet(found, View(lang))),
            "ask": self._say_questions,
            "due": self._say_due,
        }

    def call(self, tool: Tool, given: Mapping[str, Any]) -> tuple[str, dict[str, Any] | None]:
        """Give the answer as a text and, where JSON is wanted, as data. Raises RespondError."""
        tool.check(given)
        found, text = self._ask(tool.name, given)
        if given.get("form") == "json":
            return text, json.loads(text)
        return self._words[tool.name](found, given), None

    def plans(self) -> list[dict[str, Any]]:
        """Give the plans as resources."""
        return [
            {
                "uri": f"{SCHEME}{each.plan}",
                "name": str(each.plan),
                "title": each.title.say(self.lang),
                "mimeType": "text/markdown",
            }
            for each in shelved_in(self.room.library)
        ]

    def templates(self) -> list[dict[str, Any]]:
        """Give how resources are named."""
        words = Text("预案中的一条", "a clause of a plan")
        return [
            {
                "uriTemplate": SCHEME + "{place}/{name}@{edition}/clauses/{clause}",
                "name": "clause",
                "title": words.say(self.lang),
                "mimeType": "text/markdown",
            },
        ]

    def read(self, uri: str) -> str | None:
        """Give a resource, None where there is none of that form. Raises RespondError."""
        match = _READ_AT.fullmatch(uri)
        if match is None:
            return None
        found = {name: value for name, value in match.groupdict().items() if value is not None}
        if "clause" in found:
            self._ask("clause", found)
        return self._say_clause(None, found)

    def _ask(self, tool: str, given: Mapping[str, Any]) -> tuple[Any, str]:
        if tool == "plans":
            search = given.get("search")
            return self._run("listPlans", query={"search": search} if search is not None else {})
        if tool in {"plan", "clause"}:
            ref, on = self._edition(given), given.get("on")
            place, _, name = ref.id.partition("/")
            path = {"place": place, "name": name, "edition": str(ref.edition)}
            query = {"on": on} if on is not None else {}
            if tool == "plan":
                return self._run("showEdition", path=path, query=query)
            return self._run("showClause", path={**path, "clause": given["clause"]}, query=query)
        body = {name: value for name, value in given.items() if name != "form"}
        operation = {"classify": "classify", "ask": "ask", "due": "deadlines"}[tool]
        return self._run(operation, body=json.dumps(body, ensure_ascii=False).encode())

    def _run(
        self, operation: str, *, path: dict[str, str] | None = None, query: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> tuple[Any, str]:  # fmt: skip
        asked = {name: [value] for name, value in (query or {}).items()}
        reply, text = self.room.call(
            BY_ID[operation], owner("assistant"), path=path or {}, query=asked, body=body, lang=self.lang
        )
        return reply.thing, text

    def _edition(self, given: Mapping[str, Any]) -> PlanRef:
        on = given.get("on")
        return self.room.library.find(given["plan"], None if on is None else read_date(on, "on"))

    def _situation(self, given: Mapping[str, Any]) -> Situation:
        found: Situation = self._ask("classify", given)[0]
        return found

    def _say_plans(self, found: Any, _: Mapping[str, Any]) -> str:  # noqa: ANN401 - what its operation gives
        return "\n".join(f"- {each.plan}: {each.title.say(self.lang)}" for each in found.plans)

    def _say_plan(self, found: Any, _: Mapping[str, Any]) -> str:  # noqa: ANN401 - what its operation gives
        lang = self.lang
        heads = [Text("级别", "levels"), Text("事实", "facts"), Text("单位", "units")]
        lines = [f"# {found.edition.title.say(lang)} ({found.edition.plan})"]
        if found.levels:
            lines += ["", f"{heads[0].say(lang)}: {', '.join(found.levels)}"]
        lines += ["", f"## {heads[1].say(lang)}", ""]
        for fact in found.facts:
            more = [fact.type, *filter(None, [fact.unit]), *fact.choices]
            lines.append(f"- `{fact.id}` ({', '.join(more)}): {(fact.ask or fact.label).say(lang)}")
        lines += ["", f"## {heads[2].say(lang)}", ""]
        return "\n".join([*lines, *(f"- `{unit.id}`: {unit.name.say(lang)}" for unit in found.units)])

    def _say_clause(self, _: object, given: Mapping[str, Any]) -> str:
        on = given.get("on")
        prepared = self.room.library.prepared(
            self._edition(given), None if on is None else read_date(on, "on")
        )
        return as_markdown(plan_sheet(prepared, self.room.library, self.lang, given.get("clause")))

    def _say_questions(self, found: Any, given: Mapping[str, Any]) -> str:  # noqa: ANN401 - what its operation gives
        one = self._situation(given)
        asked = Questions(
            "", one.incident, one.title, one.now, one.leading.plan, one.level, found.questions, one
        )
        return as_markdown(questions_sheet(asked, self.lang))

    def _say_due(self, _: object, given: Mapping[str, Any]) -> str:
        one = self._situation(given)
        return as_markdown(due_sheet(due_of([one], one.incident, one.now), self.lang))
