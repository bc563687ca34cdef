"""The scales a plan grades by, as data: its levels and those of its responses; by default the four of the laws."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from respond._records import frozen
from respond.errors import Fault, Place, Text, fault
from respond.facts import FOUR_LEVELS, LevelScale, Rank
from respond.plan.entry import place_field

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
EVERYTHING_ELSE: Final = "everything else"
NOTHING: Final = "nothing"


@frozen
class Grade:
    """One level of a scale of a plan's own, in full and if need be in short, with a colour where the text gives one."""

    id: str
    zh: str
    en: str
    short: Text | None = None
    colour: Text | None = None
    clause: str | None = None
    place: Place | None = place_field()


@frozen
class Below:
    """What lies below the scale: its words, and which cases the text leaves there.

    `covers` is `everything else`, or a condition over the plan's facts; `plan check` asks for no level there. It is
    `nothing` where the text gives every incident a level: one of unknown level then has the lowest at least.
    """

    zh: str
    en: str
    covers: str | None = None
    clause: str | None = None
    place: Place | None = place_field()


@lru_cache(maxsize=256)
def scale_of(grades: Sequence[Grade], below: Below | None) -> LevelScale:
    """Make a scale of the levels a plan lists, gravest first; of none, the four levels.

    >>> scale_of((Grade("major", "重大事件", "major incident"),), None).names
    ('none', 'major')
    """
    if not grades and below is None:
        return FOUR_LEVELS
    none = Text(below.zh, below.en) if below is not None else FOUR_LEVELS.none.words
    ranks = [Rank("none", none, none)]
    if not grades:
        return LevelScale([*ranks, *FOUR_LEVELS.ranks[1:]])
    for grade in reversed(grades):
        words = Text(grade.zh, grade.en)
        ranks.append(Rank(str(grade.id), words, grade.short or words, grade.colour))
    return LevelScale(ranks)


def faults_of_scale(grades: Sequence[Grade], taken: set[str]) -> Iterator[Fault]:
    """Find levels whose name no condition could use (E550); `taken` are the names of facts, events and the like."""
    seen: set[str] = set()
    reserved = {
        "none",
        "level",
        "response",
        "and",
        "or",
        "not",
        "in",
        "yes",
        "no",
        "true",
        "false",
        "always",
        "never",
    }
    for grade in grades:
        name = str(grade.id)
        if not _NAME.fullmatch(name) or name in reserved | seen | taken:
            yield fault("E550", grade.place, name=name)
        seen.add(name)
