"""The situation room: an incident file, the plans it falls under, a moment, and all that follows from them."""

from typing import TYPE_CHECKING

from respond._faces import lazily
from respond.situation.frames import Frame
from respond.situation.late import Late, given
from respond.situation.model import (
    Alternative,
    Answer,
    Conflict,
    CriterionResult,
    Difference,
    Distance,
    Duty,
    Happened,
    Question,
    Reading,
    Remark,
    ResponseResult,
    Seen,
    Situation,
    UnitName,
)
from respond.situation.plain import exact_json, text_json
from respond.situation.program import keep_from_engine, productions
from respond.situation.situate import frames_of, involve, situate
from respond.situation.units import units_of

if TYPE_CHECKING:
    from respond.situation.as_json import situation_json
    from respond.situation.expected import Check, Expected, differences, every_duty, load_expected
    from respond.situation.schema import situation_schema

__getattr__ = lazily(
    __name__,
    {
        "Check": "expected",
        "Expected": "expected",
        "differences": "expected",
        "every_duty": "expected",
        "load_expected": "expected",
        "situation_json": "as_json",
        "situation_schema": "schema",
    },
)

__all__ = [
    "Alternative",
    "Answer",
    "Check",
    "Conflict",
    "CriterionResult",
    "Difference",
    "Distance",
    "Duty",
    "Expected",
    "Frame",
    "Happened",
    "Late",
    "Question",
    "Reading",
    "Remark",
    "ResponseResult",
    "Seen",
    "Situation",
    "UnitName",
    "differences",
    "every_duty",
    "exact_json",
    "frames_of",
    "given",
    "involve",
    "keep_from_engine",
    "load_expected",
    "productions",
    "situate",
    "situation_json",
    "situation_schema",
    "text_json",
    "units_of",
]
