"""What the tests of pages share: somebody who is logged in at the door, forms sent as a browser would, what they say."""

import re
from html import unescape
from urllib.parse import quote

from duty import NOW, PASSWORD

from respond.desk import Desk

NAME = "疫苗-20261121-1"
HERE = f"/incidents/{quote(NAME)}"
OPENING = {
    "respond": "incident/1", "id": NAME, "title": {"zh": "水峪贯镇接种后异常反应", "en": "reactions in Shuiyuguan"},
    "plans": ["vaccine-quality"], "occurred": "2026-11-21T07:30+08:00",
    "sources": {"hospital": {"zh": "镇卫生院", "en": "town hospital"}},
    "facts": {
        "quality_suspected": "yes", "rare_cases": "8..12",
        "deaths": {"at_least": "1", "source": "hospital", "as_of": "2026-11-21T08:10+08:00"},
    },
    "events": {"received": "2026-11-21T08:10+08:00"},
}  # fmt: skip


def open_one(room, **more) -> None:
    """Open the incident the tests are about, 78 minutes ago."""
    desk = Desk(room.store, room.library, by="值班室")
    desk.open({**OPENING, **more}, now=NOW.replace(hour=8, minute=12))


def log_in(door, role: str) -> None:
    door.cookies.clear()
    csrf = csrf_of(door.get("/login").text)
    door.post("/login", data={"name": role, "password": PASSWORD, "next": "/password", "csrf": csrf})


def csrf_of(page: str) -> str:
    return re.search('name="csrf" value="([^"]+)"', page)[1]


def forms_of(page: str) -> list[dict[str, str]]:
    """Give the hidden fields of each form that is posted."""
    found = re.findall('<form method="post" action="/(?!logout)[^"]*"[^>]*>(.*?)</form>', page, re.DOTALL)
    return [
        {
            name: unescape(value)
            for name, value in re.findall('type="hidden" name="([^"]+)" value="([^"]*)"', each)
        }
        for each in found
    ]


def send(door, where: str, typed: dict[str, object], *, which: str | None = None, see: str | None = None):
    """Open a page, fill the form that is `which` in, and send it; redirects are not followed."""
    page = door.get(see or where).text
    hidden = next(each for each in forms_of(page) if which is None or each.get("which") == which)
    return door.post(where, data={**hidden, **typed}, follow_redirects=False)


def text_of(page: str) -> str:
    """Give what a page says, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", page)))


def told_of(page: str) -> str:
    """Give what a page says is wrong."""
    return " ".join(
        text_of(each)
        for each in re.findall('<div class="fault" role="alert"[^>]*>(.*?)</div>', page, re.DOTALL)
    )


def last_row(room, name: str = NAME):
    return room.store.rows(name)[-1]
