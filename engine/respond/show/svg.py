"""What every picture on a page is made with: ink, the width of a text, and texts that cannot break out."""

from html import escape
from typing import Final
from unicodedata import category

from respond.show.widths import printable

INK: Final = "#1b1d21"
WIDE, NARROW = 13, 7  # pixels of a Chinese character and of a Latin one at the size used


def safe(text: str) -> str:
    """Give a text without control characters; spaces of every width are harmless on a page."""
    return "".join(c if category(c) == "Zs" else printable(c) for c in text)


def escaped(text: str) -> str:
    """Give a text as it may stand in a picture."""
    return escape(safe(text))


def breadth(text: str) -> int:
    """Give about how many pixels a text takes."""
    return sum(WIDE if ord(letter) > 0x2E7F or letter in "ⅠⅡⅢⅣ" else NARROW for letter in text)
