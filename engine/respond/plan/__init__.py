"""Plans: their file format, the library of editions, and plans made ready to answer."""

from typing import TYPE_CHECKING

from respond._faces import lazily
from respond.plan.bodies import Contact, Group, Task, Unit
from respond.plan.check import WITH_CASES, clauses_of, covers, place_of
from respond.plan.compose import Composed
from respond.plan.entry import LevelName, Standing, place_field
from respond.plan.grading import Constraint, Derived, Event, Interpretation, Known, NamedCondition
from respond.plan.level import EVERYTHING_ELSE, NOTHING, Below, Grade
from respond.plan.library import SEARCH_VARIABLE, Library, Shelved, shelve, shipped
from respond.plan.lifecycle import DERIVED_EVENTS, KNOWLEDGE, LIFECYCLE, RECEIVED, Events, split_event
from respond.plan.limits import Leg
from respond.plan.load import load_plan
from respond.plan.measure_units import MeasureUnit
from respond.plan.model import (
    DEFAULT_CALENDAR,
    Adoption,
    Alongside,
    Edition,
    Entry,
    EntryKind,
    Ledger,
    Plan,
    Tighten,
)
from respond.plan.orders import ARISING, Change, Channel, Item, Measure, Report, Response, Shows, Soon
from respond.plan.prepared import (
    InterpretationRule,
    OtherReading,
    Prepared,
    RemindingRule,
    Rule,
    RuleKind,
    prepare,
)
from respond.plan.reference import PlanRef, split_reference
from respond.plan.reminding import times_of
from respond.plan.structuring.shapes import choices_of, has_id, kinds_of, members_of, shape_of
from respond.plan.structuring.structure import structure
from respond.plan.supervision import ClockTimes, Consent, Mark, MoreTime, ReminderRule, Repeat, Supervision
from respond.plan.together import broken_constraints

if TYPE_CHECKING:
    from respond.plan.schema import json_schema
else:
    __getattr__ = lazily(
        __name__,
        {
            "json_schema": "schema",
        },
    )

__all__ = [
    "ARISING",
    "DEFAULT_CALENDAR",
    "DERIVED_EVENTS",
    "EVERYTHING_ELSE",
    "KNOWLEDGE",
    "LIFECYCLE",
    "NOTHING",
    "RECEIVED",
    "SEARCH_VARIABLE",
    "WITH_CASES",
    "Adoption",
    "Alongside",
    "Below",
    "Change",
    "Channel",
    "ClockTimes",
    "Composed",
    "Consent",
    "Constraint",
    "Contact",
    "Derived",
    "Edition",
    "Entry",
    "EntryKind",
    "Event",
    "Events",
    "Grade",
    "Group",
    "Interpretation",
    "InterpretationRule",
    "Item",
    "Known",
    "Ledger",
    "Leg",
    "LevelName",
    "Library",
    "Mark",
    "Measure",
    "MeasureUnit",
    "MoreTime",
    "NamedCondition",
    "OtherReading",
    "Plan",
    "PlanRef",
    "Prepared",
    "ReminderRule",
    "RemindingRule",
    "Repeat",
    "Report",
    "Response",
    "Rule",
    "RuleKind",
    "Shelved",
    "Shows",
    "Soon",
    "Standing",
    "Supervision",
    "Task",
    "Tighten",
    "Unit",
    "broken_constraints",
    "choices_of",
    "clauses_of",
    "covers",
    "has_id",
    "json_schema",
    "kinds_of",
    "load_plan",
    "members_of",
    "place_field",
    "place_of",
    "prepare",
    "shape_of",
    "shelve",
    "shipped",
    "split_event",
    "split_reference",
    "structure",
    "times_of",
]
