"""A case of the conformance kit: a question by HTTP, the text it rests on, and what of the answer is expected."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, get_args

from respond._records import frozen
from respond.errors import Text
from respond.plan import shipped

Kind = Literal["level", "range", "response", "deadline", "report", "life", "edition", "question", "refusal"]

KINDS: Final[Mapping[Kind, Text]] = {
    "level": Text("定级：门槛上下", "levels, at and beside thresholds"),
    "range": Text("未知与范围", "unknowns and ranges"),
    "response": Text("响应级别", "responses"),
    "deadline": Text("时限", "deadlines"),
    "report": Text("报送对象与责任单位", "addressees and units"),
    "life": Text("事件经过与任务状态", "what followed, and states of duties"),
    "edition": Text("按日期适用的版本", "editions by date"),
    "question": Text("还要问什么", "what to ask"),
    "refusal": Text("拒绝的输入", "input that is refused"),
}
"""What cases are about, in the order it is shown."""

assert set(KINDS) == set(get_args(Kind))  # noqa: S101 - every kind has its words


@frozen
class Origin:
    """The text a case rests on: the plan that restates it, its document and number, and the clause."""

    plan: str
    document: Text | None
    number: str | None
    clause: str | None


@frozen
class Question:
    """What is sent: the method, the path, and the body, as JSON or, where it is to be no JSON, as a text."""

    method: str
    path: str
    body: str


@frozen
class Expected:
    """What the answer must be: its status, and points of its JSON as `differences` reads them."""

    status: int
    points: tuple[Mapping[str, Any], ...]


@frozen
class Case:
    """One question of the kit, and what is expected of the answer."""

    id: str
    about: Text
    kind: Kind
    origin: Origin | None
    question: Question
    expected: Expected


def shipped_cases(folder: Path | None = None) -> tuple[Case, ...]:
    """Read the cases that come with the package, file by file.

    >>> len(shipped_cases()) >= 150
    True
    """
    found = folder or shipped("scenarios") / "conformance"
    return tuple(
        _case(each)
        for path in sorted(found.glob("*.json"))
        for each in json.loads(path.read_text("utf-8"))["cases"]
    )


def _case(data: Mapping[str, Any]) -> Case:
    asked, expected, origin = data["question"], data["expected"], data.get("origin")
    body = asked.get("text", "")
    if "body" in asked:
        body = json.dumps(asked["body"], ensure_ascii=False)
    return Case(
        data["id"],
        Text(**data["about"]),
        data["kind"],
        None if origin is None else _origin(origin),
        Question(asked["method"], asked["path"], body),
        Expected(expected["status"], tuple(expected["points"])),
    )


def _origin(data: Mapping[str, Any]) -> Origin:
    document = data.get("document")
    return Origin(
        data["plan"], None if document is None else Text(**document), data.get("number"), data.get("clause")
    )
