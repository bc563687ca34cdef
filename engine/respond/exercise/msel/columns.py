"""The master scenario events list as a table: which columns there are, and what heads them.

What no column holds (facts, events and whatever else an inject says) stands in the last one, in the keys of the
scenario file; what is not about an inject stands on a sheet of its own. So nothing is lost on the way there and back.
"""

from typing import Final, Literal

from respond.errors import Text

Field = Literal[
    "number", "id", "at", "actual", "phase", "from.zh", "from.en", "to", "via", "text.zh", "text.en", "expected",
    "clauses", "objectives", "controller", "evaluator", "status", "note", "data",
]  # fmt: skip

HEADINGS: Final[dict[Field, Text]] = {
    "number": Text("序号", "No."),
    "id": Text("编号", "Id"),
    "at": Text("计划时间", "Planned time"),
    "actual": Text("实际时间", "Actual time"),
    "phase": Text("阶段", "Phase"),
    "from.zh": Text("发出", "From (Chinese)"),
    "from.en": Text("发出（英文）", "From"),
    "to": Text("接收", "To"),
    "via": Text("方式", "Means"),
    "text.zh": Text("内容", "Content (Chinese)"),
    "text.en": Text("内容（英文）", "Content"),
    "expected": Text("预期行动", "Expected action"),
    "clauses": Text("依据条款", "Clauses"),
    "objectives": Text("目的", "Objectives"),
    "controller": Text("导调员", "Controller"),
    "evaluator": Text("评估员", "Evaluator"),
    "status": Text("状态", "Status"),
    "note": Text("备注", "Remarks"),
    "data": Text("事实与事件", "Facts and events"),
}
"""Every column in its order."""

READ: Final[frozenset[Field]] = frozenset(
    {"id", "at", "phase", "from.zh", "from.en", "to", "via", "text.zh", "text.en", "data"}
)
"""The columns that make a scenario; the others are derived, or belong to the day of the exercise."""

INJECTS: Final = "MSEL"
REST: Final = Text("想定", "Scenario")
REST_HEADINGS: Final = (Text("键", "Key"), Text("内容（YAML）", "Content (YAML)"))


def field_of(heading: str) -> Field | None:
    """Give what a column holds by its heading, in either language; None for one that is not ours.

    >>> field_of("计划时间"), field_of(" planned TIME "), field_of("Weather")
    ('at', 'at', None)
    """
    plain = "".join(heading.split()).casefold().replace("(", "（").replace(")", "）")
    for field, text in HEADINGS.items():
        for said in (text.zh, text.en, field):
            if "".join(said.split()).casefold().replace("(", "（").replace(")", "）") == plain:
                return field
    return None
