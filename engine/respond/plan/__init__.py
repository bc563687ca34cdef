"""Plans: their file format, the library of editions, and plans made ready to answer."""

from respond.plan.compiled import Compiled, CompiledCriterion, CompiledMeasure
from respond.plan.compose import Composed
from respond.plan.library import SEARCH_VARIABLE, Library, Shelved, shipped
from respond.plan.lifecycle import LIFECYCLE
from respond.plan.load import load_plan
from respond.plan.model import Adoption, Plan
from respond.plan.orders import Measure
from respond.plan.reference import PlanRef

__all__ = [
    "LIFECYCLE",
    "SEARCH_VARIABLE",
    "Adoption",
    "Compiled",
    "CompiledCriterion",
    "CompiledMeasure",
    "Composed",
    "Library",
    "Measure",
    "Plan",
    "PlanRef",
    "Shelved",
    "load_plan",
    "shipped",
]
