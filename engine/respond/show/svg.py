"""What every picture on a page is made with: ink, colours of levels, the width of a text, and texts that stay texts."""

from html import escape
from typing import Final
from unicodedata import category

from respond.show.blocks import Style
from respond.show.widths import printable

INK: Final = "#1b1d21"
SHADES: Final[dict[Style, tuple[str, str]]] = {
    "level-0": ("#868e96", "#f1f3f5"),
    "level-1": ("#1c5fc4", "#dbe7fb"),
    "level-2": ("#a98500", "#fff3bf"),
    "level-3": ("#c85a00", "#ffe0c2"),
    "level-4": ("#b3201f", "#ffd4d4"),
}
"""The edge of a field and what fills it, by the style of its level."""
WIDE, NARROW = 13, 7  # pixels of a Chinese character and of a Latin one at the size used


def safe(text: str) -> str:
    """Give a text without control characters; spaces of every width are harmless on a page."""
    if text.isprintable():
        return text
    return "".join(c if category(c) == "Zs" else printable(c) for c in text)


def escaped(text: str) -> str:
    """Give a text as it may stand in a picture."""
    return escape(safe(text))


def breadth(text: str) -> int:
    """Give about how many pixels a text takes."""
    return sum(WIDE if ord(letter) > 0x2E7F or letter in "ⅠⅡⅢⅣ" else NARROW for letter in text)
