"""What a reader sees, word for word, at 80 columns in both languages.

To take new pictures after a wanted change: `RESPOND_SNAPSHOTS=take pytest tests/show`, then read the difference.
"""

import os
from pathlib import Path

import pytest
import sample

from respond.show import View, as_markdown, plain, situation_sheet

FOLDER = Path(__file__).parent / "snapshots"
PICTURES = {
    f"{name}.{lang}.txt": (situation, View(lang))
    for name, situation in sample.ALL.items()
    for lang in ("zh", "en")
} | {
    "definite.why.zh.txt": (sample.DEFINITE, View("zh", why=True, why_not="II")),
    "states.full.zh.txt": (sample.STATES, View("zh", full=True)),
    "states.full.en.txt": (sample.STATES, View("en", full=True)),
    "states.zh.md": (sample.STATES, View("zh")),
    "range.zh.md": (sample.RANGE, View("zh")),
    "definite.why.en.md": (sample.DEFINITE, View("en", why=True)),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_unchanged(name):
    situation, view = PICTURES[name]
    sheet = situation_sheet(situation, view)
    text = as_markdown(sheet) if name.endswith(".md") else plain(sheet)
    path = FOLDER / name
    if os.environ.get("RESPOND_SNAPSHOTS") == "take":
        path.write_text(text, encoding="utf-8")
    assert path.read_text("utf-8") == text


def test_no_picture_is_left_over():
    assert {path.name for path in FOLDER.iterdir()} == PICTURES.keys()
