"""The door for assistants: JSON-RPC 2.0, a message a line, as the Model Context Protocol has it over stdio.

It reads and reckons, nothing else: every tool is one of the operations that need no store, and nothing is kept.
"""

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from respond._version import __version__
from respond.embed.tools import TOOLS, Tools
from respond.errors import InputError, Language, RespondError, Text, fault, nearest
from respond.room import DutyRoom, problem_of, unforeseen
from respond.situation import json_of

VERSIONS: Final = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
"""The versions of the protocol it speaks, the latest first; what is said here is the same in all of them."""

BIGGEST: Final = 5_000_000
"""Bytes of a message."""

PARSE, REQUEST, METHOD, PARAMS, INTERNAL, RESOURCE = -32700, -32600, -32601, -32602, -32603, -32002
"""The codes of JSON-RPC, and the protocol's own for a resource there is not."""

_INSTRUCTIONS: Final = Text(
    "应急预案规则引擎，只读。级别、理由、任务和时限都由工具给出，请照原文转述，不要自行推断：未知就是未知，范围就是范围；"
    "先用 plans 找预案，plan 看它问哪些事实，再用 classify、ask、due 提问；每句结论请带条款号。",
    "A rules engine for emergency plans, read-only. Levels, reasons, duties and limits come from the tools: pass them "
    "on as they stand and conclude nothing yourself. Unknown is unknown, a range is a range. Find a plan with `plans`, "
    "see which facts it asks for with `plan`, then use `classify`, `ask` and `due`; cite the clause with every "
    "conclusion.",
)
_METHOD: Final = Text("方法", "method")
_TOOL: Final = Text("工具", "tool")
_RESOURCE: Final = Text("资源", "resource")
_NO_JSON: Final = Text("不是 JSON", "it is no JSON")
_NO_OBJECT: Final = Text("不是一个对象", "it is no object")
_NO_VERSION: Final = Text('缺 "jsonrpc": "2.0"', 'it lacks "jsonrpc": "2.0"')
_NO_METHOD: Final = Text("method 不是文字", "its method is no text")
_NO_ID: Final = Text("id 不是文字或整数", "its id is neither a text nor a whole number")
_NO_PARAMS: Final = Text("params 不是一个对象", "its params are no object")
_TOO_LONG: Final = Text("超过5 MB", "it is larger than 5 MB")

Message = dict[str, Any]


class _Refused(Exception):  # noqa: N818 - it is told, not raised further
    """A request that is answered by an error of the protocol."""

    def __init__(self, code: int, error: RespondError) -> None:
        super().__init__(str(error))
        self.code = code
        self.error = error


class Assistant:
    """Answers an assistant, message by message."""

    def __init__(self, room: DutyRoom, lang: Language) -> None:
        self.lang = lang
        self.tools = Tools(room, lang)
        self._methods: dict[str, Callable[[Message], Message]] = {
            "initialize": self._initialize,
            "ping": lambda _: {},
            "tools/list": lambda _: {"tools": [each.described(lang) for each in TOOLS]},
            "tools/call": self._call,
            "resources/list": lambda _: {"resources": self.tools.plans()},
            "resources/templates/list": lambda _: {"resourceTemplates": self.tools.templates()},
            "resources/read": self._read,
        }

    def answer(self, line: bytes) -> str | None:
        """Answer one message; None where it wants no answer."""
        try:
            message = _message(line)
        except _Refused as refused:
            return self._told(None, refused)
        number = message.get("id")
        if "method" not in message and ("result" in message or "error" in message):
            return None  # an answer to nothing we asked
        try:
            method, params = _checked(message)
            if "id" not in message:
                return None
            return _written({"jsonrpc": "2.0", "id": number, "result": self._run(method, params)})
        except _Refused as refused:
            return self._told(number if _is_id(number) else None, refused)
        except Exception as error:  # what nobody foresaw ends one answer, not the door
            return self._told(number, _Refused(INTERNAL, unforeseen(error)))

    def _run(self, method: str, params: Message) -> Message:
        if method not in self._methods:
            raise _Refused(METHOD, _none(_METHOD, method, self._methods))
        return self._methods[method](params)

    def _told(self, number: object, refused: _Refused) -> str:
        problem = json.loads(json_of(problem_of(refused.error, self.lang)))
        error = {"code": refused.code, "message": problem["detail"], "data": problem}
        return _written({"jsonrpc": "2.0", "id": number, "error": error})

    def _initialize(self, params: Mapping[str, Any]) -> Message:
        asked = params.get("protocolVersion")
        return {
            "protocolVersion": asked if asked in VERSIONS else VERSIONS[0],
            "capabilities": {"tools": {"listChanged": False}, "resources": {"listChanged": False}},
            "serverInfo": {"name": "respond", "title": "respond", "version": __version__},
            "instructions": _INSTRUCTIONS.say(self.lang),
        }

    def _call(self, params: Mapping[str, Any]) -> Message:
        name, arguments = params.get("name"), params.get("arguments")
        known = {each.name: each for each in TOOLS}
        if not isinstance(name, str) or name not in known:
            raise _Refused(PARAMS, _none(_TOOL, name, known))
        if arguments is not None and not isinstance(arguments, dict):
            raise _Refused(PARAMS, InputError([fault("E974", reason=_NO_PARAMS)]))
        try:
            text, data = self.tools.call(known[name], arguments or {})
        except RespondError as error:
            problem = json.loads(json_of(problem_of(error, self.lang)))
            return {
                "content": [{"type": "text", "text": problem["detail"]}],
                "structuredContent": problem,
                "isError": True,
            }
        found: Message = {"content": [{"type": "text", "text": text}], "isError": False}
        return found if data is None else {**found, "structuredContent": data}

    def _read(self, params: Mapping[str, Any]) -> Message:
        uri = params.get("uri")
        try:
            text = self.tools.read(uri) if isinstance(uri, str) else None
        except RespondError as error:
            raise _Refused(RESOURCE, error) from None
        if text is None:
            raise _Refused(
                RESOURCE, _none(_RESOURCE, uri, [each["uriTemplate"] for each in self.tools.templates()])
            )
        return {"contents": [{"uri": uri, "mimeType": "text/markdown", "text": text}]}


def _none(kind: Text, name: object, known: Collection[str]) -> InputError:
    """Give the error that there is nothing of that name."""
    found = name if isinstance(name, str) else json.dumps(name, ensure_ascii=False)
    listed = ", ".join(known)
    return InputError([fault("E975", suggestion=nearest(found, known), kind=kind, found=found, known=listed)])


def _message(line: bytes) -> Message:
    if len(line) > BIGGEST:
        raise _Refused(REQUEST, InputError([fault("E974", reason=_TOO_LONG)]))
    try:
        message = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        raise _Refused(PARSE, InputError([fault("E974", reason=_NO_JSON)])) from None
    if not isinstance(message, dict):
        raise _Refused(REQUEST, InputError([fault("E974", reason=_NO_OBJECT)]))
    return message


def _checked(message: Message) -> tuple[str, Message]:
    """Give what a message asks for; raises _Refused for what is no request."""
    method, params = message.get("method"), message.get("params", {})
    wrong = (
        (message.get("jsonrpc") != "2.0", _NO_VERSION),
        (not isinstance(method, str), _NO_METHOD),
        ("id" in message and not _is_id(message["id"]), _NO_ID),
    )
    for found, reason in wrong:
        if found:
            raise _Refused(REQUEST, InputError([fault("E974", reason=reason)]))
    if not isinstance(params, dict):
        raise _Refused(PARAMS, InputError([fault("E974", reason=_NO_PARAMS)]))
    return str(method), params


def _is_id(number: object) -> bool:
    return isinstance(number, (str, int)) and not isinstance(number, bool)


def _written(message: Message) -> str:
    return json.dumps(message, ensure_ascii=True, separators=(",", ":"))
