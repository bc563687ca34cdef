"""The assess room: from a plan and what is known to the range of levels, the distances and the questions."""

from respond.assess.distance import Change, distances
from respond.assess.proof import proof
from respond.assess.questions import Asked, questions
from respond.assess.ranges import Gravity, LevelRange, level_range, narrow, truth_of
from respond.assess.reach import reachable
from respond.assess.variation import Variation

__all__ = [
    "Asked",
    "Change",
    "Gravity",
    "LevelRange",
    "Variation",
    "distances",
    "level_range",
    "narrow",
    "proof",
    "questions",
    "reachable",
    "truth_of",
]
