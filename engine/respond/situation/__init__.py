"""The situation room: an incident file, the plans it falls under, a moment, and all that follows from them."""

from typing import TYPE_CHECKING

from respond._faces import lazily
from respond.situation.answers import remarked
from respond.situation.bodies import bodies_of, units_named
from respond.situation.calling import body_words, called, meant, plain_name, plain_names, short_names
from respond.situation.case import involve, plans_until
from respond.situation.frames import Frame, Involved, PlanFrame, frame_at
from respond.situation.late import Late, given
from respond.situation.marks import SPREAD, UNWRITTEN, Keys, Named, Only, Placed
from respond.situation.merged import MERGED, Merging, is_merger, merging_name, merging_of
from respond.situation.model import (
    Alternative,
    Answer,
    Conflict,
    CriterionResult,
    Difference,
    Distance,
    DueBy,
    Event,
    LevelThen,
    Moved,
    NewerEdition,
    Ordered,
    Question,
    Reading,
    Remark,
    ResponseResult,
    Seen,
    Shift,
    Situation,
    Uncounted,
    Unreceived,
)
from respond.situation.obligations import Done, Obligation, Order, SameReport, State, report_of, urgency
from respond.situation.orders import order_of
from respond.situation.plain import exact_json, text_json
from respond.situation.program import keep_from_engine, productions
from respond.situation.running import Look, Running, later
from respond.situation.situate import (
    frames_of,
    lasting,
    level_then,
    levels_then,
    lighten,
    log_of,
    look_on,
    owed_then,
    situate,
    situations_of,
)
from respond.situation.uncounted import (
    BY_ANOTHER,
    IN_NO_FORM,
    NO_MORE,
    NOT_OWED,
    NOT_YET,
    TO_NOBODY,
)
from respond.situation.units import UnitName, units_of

if TYPE_CHECKING:
    from respond.situation.written import data_of, json_of, schema_of
else:
    __getattr__ = lazily(
        __name__,
        {
            "data_of": "written",
            "json_of": "written",
            "schema_of": "written",
        },
    )

__all__ = [
    "BY_ANOTHER",
    "IN_NO_FORM",
    "MERGED",
    "NOT_OWED",
    "NOT_YET",
    "NO_MORE",
    "SPREAD",
    "TO_NOBODY",
    "UNWRITTEN",
    "Alternative",
    "Answer",
    "Conflict",
    "CriterionResult",
    "Difference",
    "Distance",
    "Done",
    "DueBy",
    "Event",
    "Frame",
    "Involved",
    "Keys",
    "Late",
    "LevelThen",
    "Look",
    "Merging",
    "Moved",
    "Named",
    "NewerEdition",
    "Obligation",
    "Only",
    "Order",
    "Ordered",
    "Placed",
    "PlanFrame",
    "Question",
    "Reading",
    "Remark",
    "ResponseResult",
    "Running",
    "SameReport",
    "Seen",
    "Shift",
    "Situation",
    "State",
    "Uncounted",
    "UnitName",
    "Unreceived",
    "bodies_of",
    "body_words",
    "called",
    "data_of",
    "exact_json",
    "frame_at",
    "frames_of",
    "given",
    "involve",
    "is_merger",
    "json_of",
    "keep_from_engine",
    "lasting",
    "later",
    "level_then",
    "levels_then",
    "lighten",
    "log_of",
    "look_on",
    "meant",
    "merging_name",
    "merging_of",
    "order_of",
    "owed_then",
    "plain_name",
    "plain_names",
    "plans_until",
    "productions",
    "remarked",
    "report_of",
    "schema_of",
    "short_names",
    "situate",
    "situations_of",
    "text_json",
    "units_named",
    "units_of",
    "urgency",
]
