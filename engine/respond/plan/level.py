"""The four levels and their names; graver is greater."""

from respond.errors import Text
from respond.facts import Level

GRAVITY: dict[str, Level] = {level.name: level for level in Level.scale}
"""Name to level; comparisons of levels compare these."""

LEVEL: tuple[str, ...] = tuple(level.name for level in Level.scale)
"""Gravity to level name."""

LEVEL_WORDS: tuple[Text, ...] = (
    Text("未达到分级标准", "no level"),
    Text("Ⅳ级（一般）", "level IV (general)"),
    Text("Ⅲ级（较大）", "level III (fairly large)"),
    Text("Ⅱ级（重大）", "level II (major)"),
    Text("Ⅰ级（特别重大）", "level I (especially major)"),
)
"""Gravity to the level's words, as the laws name the four levels of incidents."""

LEVEL_COLOUR: tuple[Text | None, ...] = (
    None,
    Text("蓝", "blue"),
    Text("黄", "yellow"),
    Text("橙", "orange"),
    Text("红", "red"),
)
"""Gravity to colour, in the order of 突发事件应对法 article 63."""
