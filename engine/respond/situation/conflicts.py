"""Where plans contradict each other: named, never settled in silence."""

from itertools import combinations

from respond.errors import Text
from respond.reason import LevelRange
from respond.situation.frames import Frame, PlanFrame
from respond.situation.model import Conflict


def conflicts_of(frame: Frame) -> tuple[Conflict, ...]:
    """Find pairs of plans whose levels cannot both be right: their ranges have no level in common.

    Levels of different scales say nothing of each other.
    """
    graded = [one for one in frame.plans if one.plan.graded]
    return tuple(
        _conflict(one, other)
        for one, other in combinations(graded, 2)
        if one.plan.levels.names == other.plan.levels.names and not _overlap(one.level, other.level)
    )


def _overlap(one: LevelRange, other: LevelRange) -> bool:
    return one.certain <= other.possible and other.certain <= one.possible


def _conflict(one: PlanFrame, other: PlanFrame) -> Conflict:
    titles = [one.plan.plan.title, other.plan.plan.title]
    words = [words_of(one.level), words_of(other.level)]
    text = Text(
        f"{titles[0].zh}：{words[0].zh}；{titles[1].zh}：{words[1].zh}。两者不能同时成立，须由有权机关裁定",
        f"{titles[0].en}: {words[0].en}; {titles[1].en}: {words[1].en}. "
        "Both cannot hold; the authority concerned has to decide",
    )
    return Conflict("level", (one.plan.ref, other.plan.ref), text)


def words_of(level: LevelRange) -> Text:
    """Give a range of levels in words."""
    low, high = level.certain.words, level.possible.words
    if level.definite:
        return low
    return Text(f"{low.zh}，最高可能{high.zh}", f"{low.en}, at most {high.en}")
