"""The picture of the desk in the README is the desk as it is today.

To take a new one after a wanted change: `RESPOND_SNAPSHOTS=take pytest tests/room/test_picture.py`, then look at it.
"""

import os
import re
from pathlib import Path

from browser import needs_browser

from pages import OPENING
from respond.desk import Desk

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
PICTURE, WORDS = FOLDER / "desk.png", FOLDER / "desk.txt"
WIDTH, HEIGHT = 1366, 768
FIRE = {
    "respond": "incident/1", "id": "fire-1121", "title": {"zh": "庞泉沟镇西沟林场火情", "en": "fire at Xigou forest farm"},
    "plans": ["forest-fire"], "occurred": "2026-11-21T08:35+08:00",
    "facts": {"burnt_forest": "6..9 ha", "damaged_forest": "3 ha", "deaths": "0", "serious_injuries": "unknown",
              "damaged_grassland": "0 ha"},
    "events": {"received": "2026-11-21T08:50+08:00"},
}  # fmt: skip
TICKING = re.compile(r"\d\d:\d\d:\d\d")
"""What the page counts by itself while it is looked at."""


@needs_browser
def test_the_picture_shows_the_desk_as_it_is(room, visitor):
    for opening in (OPENING, FIRE):
        Desk(room.store, room.library, by="值班室").open(opening, now=room.clock())
    page = visitor("shift-leader", width=WIDTH, height=HEIGHT)
    page.goto("/")
    lines = (line.strip() for line in page.inner_text("#content").splitlines())
    words = "".join(f"{TICKING.sub('…', line)}\n" for line in lines if line)
    if os.environ.get("RESPOND_SNAPSHOTS") == "take":
        FOLDER.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
        WORDS.write_text(words, "utf-8")
    assert words == WORDS.read_text("utf-8")


def test_the_readme_shows_the_picture():
    readme = (FOLDER.parents[1] / "README.md").read_text("utf-8")
    assert "docs/images/desk.png" in readme
    head = PICTURE.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (WIDTH, HEIGHT)
