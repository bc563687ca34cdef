"""The situation room: an incident file, the plans it falls under, a moment, and all that follows from them."""

from typing import TYPE_CHECKING

from respond._faces import lazily
from respond.situation.frames import Frame, Involved
from respond.situation.late import Late, given
from respond.situation.model import (
    Alternative,
    Answer,
    Conflict,
    CriterionResult,
    Difference,
    Distance,
    Event,
    Question,
    Reading,
    Remark,
    ResponseResult,
    Seen,
    Situation,
    Uncounted,
)
from respond.situation.obligations import Done, Obligation, Order, State, order_of, urgency
from respond.situation.plain import exact_json, text_json
from respond.situation.program import keep_from_engine, productions
from respond.situation.situate import frames_of, involve, situate, situations_of
from respond.situation.units import UnitName, units_of

if TYPE_CHECKING:
    from respond.situation.as_json import situation_json
    from respond.situation.schema import situation_schema

__getattr__ = lazily(
    __name__,
    {
        "situation_json": "as_json",
        "situation_schema": "schema",
    },
)

__all__ = [
    "Alternative",
    "Answer",
    "Conflict",
    "CriterionResult",
    "Difference",
    "Distance",
    "Done",
    "Event",
    "Frame",
    "Involved",
    "Late",
    "Obligation",
    "Order",
    "Question",
    "Reading",
    "Remark",
    "ResponseResult",
    "Seen",
    "Situation",
    "State",
    "Uncounted",
    "UnitName",
    "exact_json",
    "frames_of",
    "given",
    "involve",
    "keep_from_engine",
    "order_of",
    "productions",
    "situate",
    "situation_json",
    "situation_schema",
    "situations_of",
    "text_json",
    "units_of",
    "urgency",
]
